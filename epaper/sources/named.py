"""A file that somebody named → what kind of file it is: an edition, a layout, or copy."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Literal

from epaper.errors import Diagnostic, InputError, Where, did_you_mean
from epaper.sources.checked import known_keys
from epaper.sources.edition_schema import EditionModel
from epaper.sources.reading import looking_at
from epaper.sources.yaml_marks import Marked, load

Kind = Literal["edition", "layout", "copy"]
YAML_SUFFIXES = (".yaml", ".yml")


def kind_of(path: Path) -> Kind:
    """What a file is, by its suffix and, for YAML, by its keys.

    Raises InputError when there is no such file, with the nearest name beside it, or when its YAML cannot be read.
    """
    looking_at(path)
    if not path.is_file():
        raise InputError([_nothing_there(path)])
    if path.suffix.lower() not in YAML_SUFFIXES:
        return "copy"
    marked = load(path.read_text(encoding="utf-8-sig", errors="replace"), str(path))
    keys = set(marked.value) if isinstance(marked.value, dict) else set()
    edition = set(known_keys(EditionModel, ()))
    if keys and keys <= edition:
        return "edition"
    from epaper.sources.layout_schema import LayoutModel  # noqa: PLC0415  (an edition's build does not wait for it)

    layout = set(known_keys(LayoutModel, ()))
    if not keys & (edition | layout) and not _nearly(keys, edition | layout):
        raise InputError([_neither(marked)])
    return "layout" if len(keys & (layout - edition)) > len(keys & (edition - layout)) else "edition"


def _nearly(keys: set[str], known: set[str]) -> bool:
    """Whether a key is one that is known, misspelt: that is for the readers to say, with its line."""
    return any(difflib.get_close_matches(key, known, n=1) for key in keys)


def _neither(marked: Marked) -> Diagnostic:
    message = "this is neither an edition nor a layout"
    hint = (
        "an edition has a title and a date, as in `title: The Gazette`; a layout extends one, as in `extends: tabloid`"
    )
    return Diagnostic("error", "neither", message, Where(marked.file, 1, 1), hint)


def _nothing_there(path: Path) -> Diagnostic:
    if path.is_dir():
        inside = sorted(each.name for each in path.glob("*.y*ml"))
        hint = f'did you mean "{path / inside[0]}"?' if inside else ""
        return Diagnostic("error", "not-a-file", f"{path} is a folder, not a file", hint=hint)
    names = [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
    near = did_you_mean(path.name, names)
    return Diagnostic("error", "no-file", f"there is no file {path}", hint=near if near.startswith("did") else "")
