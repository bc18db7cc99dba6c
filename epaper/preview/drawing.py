"""A zone → what the browser is told of it: its marks, packed, and which of its lines draw the eye."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from epaper.display.items import GlyphRun
from epaper.display.page import Zone
from epaper.fonts.face import open_face
from epaper.value import Value
from epaper.write.screen.marks import Href, marks_of

_TIGHT, _LOOSE, _GAPING = 0.75, 1.33, 2.0
"""Word spaces, as shares of the font's own, from which a line is coloured."""
_TEXT = ("body", "list-item", "quote")

EyeCatcher: TypeAlias = list[Any]
"""A line's [x, y, width, height, class], the class `tight`, `loose`, `gaping` or `ladder`."""


class Drawing(Value):
    """`name` is the same for the same drawing; `packed` is its JSON, {ink, marks}."""

    name: str
    packed: str
    tightness: tuple[EyeCatcher, ...]


def drawing_of(zone: Zone, href: Href) -> Drawing:
    """The zone as the browser gets it."""
    marks = marks_of(zone, href)
    packed = pack({"ink": marks.ink, "marks": marks.marks})
    name = hashlib.sha1(packed.encode(), usedforsecurity=False).hexdigest()[:16]
    return Drawing(name, packed, tuple(_tightness(zone)) if zone.role in _TEXT else ())


def pack(value: object) -> str:
    """JSON without white space."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _tightness(zone: Zone) -> Iterable[EyeCatcher]:
    """Lines too tight or too loose, and lines that end in a hyphen under another that does."""
    hyphens = 0
    for runs in _lines(zone):
        x, size = min(run.x for run in runs), max(run.size for run in runs)
        place = [x, runs[0].y - size * 3 // 4, max(run.x + run.width for run in runs) - x, size]
        space = _space(runs)
        hyphens = hyphens + 1 if runs[-1].hyphen else 0
        if hyphens > 1:
            yield [*place, "ladder"]
        elif space > _LOOSE:
            yield [*place, "gaping" if space > _GAPING else "loose"]
        elif 0 < space < _TIGHT:
            yield [*place, "tight"]


def _lines(zone: Zone) -> list[list[GlyphRun]]:
    lines: dict[int, list[GlyphRun]] = {}
    for item in zone.items:
        if isinstance(item, GlyphRun):
            lines.setdefault(item.y, []).append(item)
    return [lines[y] for y in sorted(lines)]


def _space(runs: Sequence[GlyphRun]) -> float:
    """The line's mean word space as a share of the fonts' own; 0 where it has one word."""
    white = own = 0.0
    for run in runs:
        face = open_face(run.face)
        spaces = [gap for gap in run.gaps if gap]
        white += sum(spaces)
        own += len(spaces) * face.space * run.size / face.upem
    return white / own if own else 0.0
