"""A layout file, laid over those that it extends → one sheet of plain values, and which file said each of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from epaper.errors import Collector, Diagnostic, InputError, Where, did_you_mean
from epaper.resources import layouts_dir
from epaper.sources.reading import looking_at
from epaper.sources.yaml_marks import Marked, load
from epaper.sources.yaml_marks import Path as Place
from epaper.value import State, field

_ROOT = "base"
"""The shipped layout under every layout that extends nothing: it has all styles that the engine asks for."""


class Sheet(State):
    """The merged values of a layout and its ancestors. `whole` is False when an ancestor could not be read, so that
    names cannot be judged."""

    path: Path
    top: Marked
    value: dict[str, Any] = field(default_factory=dict)
    whole: bool = True
    files: dict[Place, Marked] = field(default_factory=dict)
    folders: dict[str, Path] = field(default_factory=dict)

    def where(self, path: Place) -> Where:
        """The place of a value, or of the nearest thing around it."""
        return self.source(path).where(path)

    def key_where(self, path: Place) -> Where:
        """The place of the key that leads to a value."""
        return self.source(path).key_where(path)

    def folder(self, path: Place) -> Path:
        """The folder of the file that says a value: paths in a layout begin there."""
        return self.folders[self.source(path).file]

    def source(self, path: Place) -> Marked:
        """The file that says a value, or what is nearest around it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.files:
                return self.files[path[:length]]
        return self.top


def read_sheet(path: Path, dirs: Sequence[Path], faults: Collector, chain: tuple[Path, ...] = ()) -> Sheet:
    """The file's values laid over those of the layout that it extends, and so on up. `chain` is those on the way here.

    Raises InputError when the file itself cannot be read; what is wrong further up is collected.
    """
    marked = _read(path, faults)
    sheet = Sheet(path, marked)
    _lay_under(sheet, dirs, faults, chain)
    sheet.folders[marked.file] = path.parent
    if isinstance(marked.value.get("areas"), str):
        _drop_boxes_not_drawn(sheet.value, marked.value)
    sheet.value = _over(marked.value, sheet.value, (), marked, sheet.files)
    return sheet


def _lay_under(sheet: Sheet, dirs: Sequence[Path], faults: Collector, chain: tuple[Path, ...]) -> None:
    """Begin the sheet with the values of the layout that it extends."""
    name = sheet.top.value.get("extends")
    root = layouts_dir() / f"{_ROOT}.yaml"
    if name is None and sheet.path.resolve() == root.resolve():
        return
    try:
        above = root if not isinstance(name, str) else _parent(sheet, name, dirs, chain)
        parent = read_sheet(above, dirs, faults, (*chain, sheet.path))
    except InputError as error:
        faults.diagnostics += error.diagnostics
        sheet.whole = False
        return
    sheet.value = {key: each for key, each in parent.value.items() if key not in ("layout", "description")}
    sheet.files, sheet.folders, sheet.whole = parent.files, parent.folders, parent.whole


def _parent(sheet: Sheet, name: str, dirs: Sequence[Path], chain: tuple[Path, ...]) -> Path:
    """The file of a layout to extend. A layout may extend another of its own name, further off."""
    where = sheet.top.where(("extends",))
    parent = find_layout(name, (sheet.path.parent, *dirs), where, but=sheet.path)
    if parent in (*chain, sheet.path):
        way = " → ".join(each.stem for each in (*chain, sheet.path, parent))
        raise InputError(
            [Diagnostic("error", "circular-extends", f"layouts extend each other in a circle: {way}", where)]
        )
    return parent


def find_layout(name: str, dirs: Sequence[Path] = (), asked: Where | None = None, *, but: Path | None = None) -> Path:
    """The file of a layout: that very file if the name ends in .yaml, else the first of that name in the folders or
    among the shipped ones. `but` is the file that asks: it does not mean itself if there is another of that name.

    Raises InputError, with the nearest name, when there is none.
    """
    if name.endswith((".yaml", ".yml")):
        for folder in (but.parent,) if but else (Path(), *dirs):
            if _there(folder / name):
                return folder / name
        looking_at((but.parent if but else Path()) / name)
        raise InputError([Diagnostic("error", "no-file", f"no layout file {name}", asked)])
    found = [path for folder in (*dirs, layouts_dir()) if _there(path := folder / f"{name}.yaml")]
    if found:
        return next((path for path in found if path != but), found[0])
    hint = did_you_mean(name, available_layouts(dirs))
    raise InputError([Diagnostic("error", "unknown-layout", f'no layout "{name}"', asked, hint)])


def _there(path: Path) -> bool:
    """Whether there is such a file; it counts for what is read even when it is not there yet."""
    looking_at(path)
    return path.is_file()


def available_layouts(dirs: Sequence[Path] = ()) -> list[str]:
    """Names of all layouts to be had, the user's first."""
    names = [path.stem for folder in (*dirs, layouts_dir()) for path in sorted(folder.glob("*.yaml"))]
    return list(dict.fromkeys(names))


def shown(path: Path) -> str:
    """A path as people want to read it: from where they stand, if it is under there."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _read(path: Path, faults: Collector) -> Marked:
    looking_at(path)
    name = shown(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(
            [Diagnostic("error", "no-file", f"cannot read this file: {error.strerror or error}", Where(name))]
        ) from None
    except UnicodeDecodeError:
        raise InputError([Diagnostic("error", "not-text", "this file is not UTF-8 text", Where(name))]) from None
    marked, found = _parsed(text, name)
    faults.diagnostics += found
    if not isinstance(marked.value, dict):
        message = "a layout is keys and values, as in `extends: tabloid`"
        raise InputError([Diagnostic("error", "not-a-layout", message, Where(name, 1, 1))])
    return marked


@lru_cache(maxsize=64)
def _parsed(text: str, name: str) -> tuple[Marked, tuple[Diagnostic, ...]]:
    """The values and their marks, which nobody changes, with what is wrong: layouts share what they extend, and a
    designer changes one file of the chain."""
    faults = Collector()
    return load(text, name, faults=faults), tuple(faults.diagnostics)


def _drop_boxes_not_drawn(inherited: dict[str, Any], own: dict[str, Any]) -> None:
    """Who draws the page anew need not speak of the boxes that are gone."""
    boxes, mine = inherited.get("boxes"), own.get("boxes")
    if isinstance(boxes, dict):
        kept = {*own["areas"].split(), *(mine if isinstance(mine, dict) else ())}
        inherited["boxes"] = {name: box for name, box in boxes.items() if name in kept}


def _over(new: Any, old: Any, path: Place, source: Marked, files: dict[Place, Marked]) -> Any:
    """`new` laid over `old`: mappings key by key, everything else replaced. A box of another kind is replaced whole."""
    if new is None and isinstance(old, dict):  # a key with nothing under it takes nothing away
        return old
    files[path] = source
    if not isinstance(new, dict):
        return new
    base = dict(old) if isinstance(old, dict) else {}
    kind = {*new} - {"lint"}
    if len(path) == 2 and path[0] == "boxes" and kind and kind != {*base} - {"lint"}:
        base = {}
    for key, value in new.items():
        base[key] = _over(value, base.get(key), (*path, key), source, files)
    return base
