"""The edition's contents and a box → an index: titles with their page numbers, each one a link."""

from __future__ import annotations

from epaper.display.items import GlyphRun
from epaper.display.page import Zone
from epaper.flow.box import HAIRLINE, Made, across, boxed_title, tint
from epaper.flow.stone import Stone
from epaper.geometry import Rect
from epaper.model.layout import IndexBox
from epaper.plan.allocate import Entry
from epaper.plan.grid import Frame
from epaper.typeset.justify import Line
from epaper.units import split

_MOST_GAP = 4
_NUMBER_ROOM = 22_000
"""Width kept free for the page number."""


def make_index(stone: Stone, frame: Frame, box: IndexBox, contents: tuple[Entry, ...]) -> Made:
    """List the most important stories of the other pages, as many as the box holds, spread over its depth."""
    title, used = boxed_title(stone, frame, box.title, "index", "index-title")
    zones = [*tint(frame.rect, box.tint, stone.layout.grid.gutter // 3), *title]
    room = frame.lines - used
    shown: list[tuple[Entry, tuple[Line, ...]]] = []
    for entry in contents:
        lines = _lines_of(stone, frame, entry)
        needed = sum(len(each) + 1 for _, each in shown) + len(lines)
        if entry.page != stone.number and len(shown) < box.items and needed <= room:
            shown.append((entry, lines))
    gaps = split(room - sum(len(lines) for _, lines in shown), [1] * (len(shown) - 1)) if len(shown) > 1 else []
    line = used
    for number, (entry, lines) in enumerate(shown):
        zones.append(_entry(stone, frame, entry, lines, line))
        line += len(lines)
        if number < len(gaps):
            gap = min(gaps[number], _MOST_GAP)
            y = (stone.baseline(frame, line - 1) + frame.rect.y + (line + gap) * stone.leading) // 2
            zones.append(across(frame.rect, y + stone.leading // 12, HAIRLINE, stone.layout.rules.colour))
            line += gap
    return Made(tuple(zones))


def _lines_of(stone: Stone, frame: Frame, entry: Entry) -> tuple[Line, ...]:
    return stone.typesetter.words(entry.title, stone.style("index-item"), frame.rect.width - _NUMBER_ROOM)


def _entry(stone: Stone, frame: Frame, entry: Entry, lines: tuple[Line, ...], first: int) -> Zone:
    """The title, ragged, and the page number flush right on its last line."""
    runs: list[GlyphRun] = []
    for number, line in enumerate(lines):
        runs += line.at(frame.rect.x, stone.baseline(frame, first + number))
    page = stone.typesetter.line(str(entry.page), stone.style("index-item"))
    runs += page.at(frame.rect.right - page.width, stone.baseline(frame, first + len(lines) - 1))
    top = frame.rect.y + first * stone.leading
    area = Rect(frame.rect.x, top, frame.rect.width, (len(lines) - 1) * stone.leading + stone.cap)
    return Zone("index", area, tuple(runs), box=frame.box.name, href=f"story:{entry.slug}")
