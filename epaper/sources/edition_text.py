"""An edition file's text → the same for a file elsewhere: without its pages, its paths told from the new folder.

All else stays as it is written, with its comments and in its order.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from epaper.sources.yaml_marks import Path as Place
from epaper.sources.yaml_marks import Span, load, spans_of

_PAGES = ("pages", "sections")
_PATHS = ("stories", "rail", "layouts", "fonts", "pictures", "adverts", "fillers")
"""The keys under which paths stand: alone, in lists, or as `file`."""


def without_pages(text: str, before: Path, after: Path) -> str:
    """The text of an edition file without faults in the folder `before`, for one in the folder `after`."""
    spans = spans_of(text)
    changed: dict[Span, str] = {}
    for place, name in _paths(load(text, "").value):
        new = _moved(name, before, after)
        if new != name:
            changed[spans.scalars[place]] = json.dumps(new, ensure_ascii=False)
    if not spans.flow:
        return _spliced(text, {**changed, **{spans.entries[key]: "" for key in _PAGES if key in spans.entries}})
    entries = load(_spliced(text, changed), "").value.items()
    return "".join(f"{key}: {json.dumps(each, ensure_ascii=False)}\n" for key, each in entries if key not in _PAGES)


def _spliced(text: str, changed: dict[Span, str]) -> str:
    """The text with stretches of it changed."""
    for start, end in sorted(changed, reverse=True):
        text = text[:start] + changed[start, end] + text[end:]
    return text


def _paths(value: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    for key in _PATHS:
        yield from _paths_in(value.get(key), (key,))


def _paths_in(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    """Texts that are alone or in lists, and those under `file`."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from _paths_in(each, (*place, at))
    elif isinstance(value, dict):
        for key, each in value.items():
            if key == "file" or place == ("pictures",):
                yield from _paths_in(each, (*place, key))


def _moved(name: str, before: Path, after: Path) -> str:
    """A path or pattern that was told from one folder, told from another."""
    if not name or Path(name).is_absolute():
        return name
    return Path(os.path.relpath(before.resolve() / name, after.resolve())).as_posix()
