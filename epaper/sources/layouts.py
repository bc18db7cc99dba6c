"""A layout file and those it extends → a checked, resolved `LayoutSpec`, or every fault in them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from epaper.errors import Diagnostic, InputError, Where, did_you_mean
from epaper.model.layout import LayoutSpec
from epaper.resources import layouts_dir
from epaper.sources.layout_build import build_layout
from epaper.sources.yaml_marks import Marked, load
from epaper.sources.yaml_marks import Path as Place


@dataclass(slots=True)
class Sheet:
    """The merged values of a layout and its ancestors, and which file said each of them."""

    name: str
    top: Marked
    value: dict[str, Any] = field(default_factory=dict)
    files: dict[Place, Marked] = field(default_factory=dict)

    def where(self, path: Place) -> Where:
        """The place of a value, or of the nearest thing around it."""
        return self._source(path).where(path)

    def key_where(self, path: Place) -> Where:
        """The place of the key that leads to a value."""
        return self._source(path).key_where(path)

    def _source(self, path: Place) -> Marked:
        for length in range(len(path), 0, -1):
            if path[:length] in self.files:
                return self.files[path[:length]]
        return self.top


def load_layout(name_or_path: str, *, dirs: Sequence[Path] = ()) -> LayoutSpec:
    """The layout of that name, from the user's folders or the shipped ones; or the one in that file.

    Raises InputError with every fault in the file and in what it extends.
    """
    path = find_layout(name_or_path, dirs)
    sheet = _merged(path, dirs, (), Where(str(path)))
    return build_layout(sheet.name, path, sheet.value, sheet.where, sheet.key_where)


def available_layouts(dirs: Sequence[Path] = ()) -> list[str]:
    """Names of all layouts to be had, the user's first."""
    names = [path.stem for folder in (*dirs, layouts_dir()) for path in sorted(folder.glob("*.yaml"))]
    return list(dict.fromkeys(names))


def find_layout(name_or_path: str, dirs: Sequence[Path] = (), asked: Where | None = None) -> Path:
    """The file of a layout. Raises InputError, with the nearest name, when there is none."""
    if name_or_path.endswith((".yaml", ".yml")):
        path = Path(name_or_path)
        if path.is_file():
            return path
        raise InputError([Diagnostic("error", "no-file", f"no layout file {name_or_path}", asked)])
    for folder in (*dirs, layouts_dir()):
        path = folder / f"{name_or_path}.yaml"
        if path.is_file():
            return path
    hint = did_you_mean(name_or_path, available_layouts(dirs))
    raise InputError([Diagnostic("error", "unknown-layout", f'no layout "{name_or_path}"', asked, hint)])


def _merged(path: Path, dirs: Sequence[Path], chain: tuple[Path, ...], asked: Where) -> Sheet:
    """The file's values laid over those of the layout that it extends, and so on up."""
    marked = _read(path, asked)
    own = marked.value
    parent_name = own.get("extends")
    sheet = Sheet(path.stem, marked)
    if isinstance(parent_name, str):
        where = marked.where(("extends",))
        parent = find_layout(parent_name, (path.parent, *dirs), where)
        if parent in (*chain, path):
            way = " → ".join(each.stem for each in (*chain, path, parent))
            raise InputError(
                [Diagnostic("error", "circular-extends", f"layouts extend each other in a circle: {way}", where)]
            )
        above = _merged(parent, dirs, (*chain, path), where)
        sheet.value, sheet.files = above.value, above.files
        for key in ("layout", "description"):
            sheet.value.pop(key, None)
    if "areas" in own:
        sheet.value.pop("boxes", None)
    sheet.value = _over(own, sheet.value, (), marked, sheet.files)
    return sheet


def _read(path: Path, asked: Where) -> Marked:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError([Diagnostic("error", "no-file", f"cannot read {path}: {reason}", asked)]) from None
    except UnicodeDecodeError:
        raise InputError([Diagnostic("error", "not-text", "this file is not UTF-8 text", Where(str(path)))]) from None
    marked = load(text, str(path))
    if not isinstance(marked.value, dict):
        message = "a layout is keys and values, as in `extends: tabloid`"
        raise InputError([Diagnostic("error", "not-a-layout", message, Where(str(path), 1, 1))])
    return marked


def _over(new: Any, old: Any, path: Place, source: Marked, files: dict[Place, Marked]) -> Any:
    """`new` laid over `old`: mappings key by key, everything else replaced. A box of another kind is replaced whole."""
    files[path] = source
    if not isinstance(new, dict):
        return new
    base = dict(old) if isinstance(old, dict) else {}
    if len(path) == 2 and path[0] == "boxes" and set(new) != set(base):
        base = {}
    for key, value in new.items():
        base[key] = _over(value, base.get(key), (*path, key), source, files)
    return base
