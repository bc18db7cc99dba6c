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

_NUMBER_ROOM = 22_000
"""Width kept free for the page number."""


def make_index(stone: Stone, frame: Frame, box: IndexBox, contents: tuple[Entry, ...]) -> Made:
    """List the most important stories of the other pages, as many as the box holds."""
    title, used = boxed_title(stone, frame, box.title, "index", "index-title")
    zones = [*tint(frame.rect, box.tint, stone.layout.grid.gutter // 3), *title]
    shown = 0
    for entry in contents:
        if entry.page == stone.number or shown == box.items:
            continue
        lines = _entry_lines(stone, frame, entry)
        if used + lines > frame.lines:
            break
        zones.append(_entry(stone, frame, entry, used))
        used, shown = used + lines, shown + 1
        if used < frame.lines and shown < box.items:
            y = stone.baseline(frame, used - 1) + stone.leading * 3 // 10
            zones.append(across(frame.rect, y, HAIRLINE, stone.layout.rules.colour))
    return Made(tuple(zones))


def _entry_lines(stone: Stone, frame: Frame, entry: Entry) -> int:
    style = stone.style("index-item")
    return len(stone.typesetter.words(entry.title, style, frame.rect.width - _NUMBER_ROOM))


def _entry(stone: Stone, frame: Frame, entry: Entry, first: int) -> Zone:
    """The title, ragged, and the page number flush right on its last line."""
    style = stone.style("index-item")
    lines = stone.typesetter.words(entry.title, style, frame.rect.width - _NUMBER_ROOM)
    runs: list[GlyphRun] = []
    for number, line in enumerate(lines):
        runs += line.at(frame.rect.x, stone.baseline(frame, first + number))
    page = stone.typesetter.line(str(entry.page), style)
    runs += page.at(frame.rect.right - page.width, stone.baseline(frame, first + len(lines) - 1))
    top = frame.rect.y + first * stone.leading
    area = Rect(frame.rect.x, top, frame.rect.width, (len(lines) - 1) * stone.leading + stone.cap)
    return Zone("index", area, tuple(runs), box=frame.box.name, href=f"story:{entry.slug}" if entry.slug else "")
