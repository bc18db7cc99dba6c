"""A place that no copy fills → the house's own advertisement: the paper's title and motto, with a border.

Papers keep such fillers standing in every size. This one is set to measure.
"""

from __future__ import annotations

from collections.abc import Iterator

from epaper.display.items import GlyphRun
from epaper.display.page import Zone
from epaper.errors import Diagnostic
from epaper.flow.box import Made, border
from epaper.flow.stone import Stone, sized
from epaper.model.style import TextStyle
from epaper.plan.grid import Frame
from epaper.typeset.justify import Line
from epaper.units import Mpt

LEAST_DEPTH = 3
"""Grid lines that the advertisement takes at least."""
_OF_WIDTH = 0.8
_OF_DEPTH = 0.3
_MOTTO_SHARE = 0.28
_LEAST_SIZE, _MOST_MOTTO = 7_000, 16_000


def house_advert(stone: Stone, frame: Frame) -> tuple[Zone, ...]:
    """The title as large as the place bears, its motto under it, both in the middle of a hairline border."""
    title = _fitting(stone, stone.edition.title, "nameplate", frame.rect.width, frame.rect.height)
    words = stone.edition.motto or stone.edition.website
    lines = [title]
    if words:
        size = min(_MOST_MOTTO, max(_LEAST_SIZE, round(title[1].size * _MOTTO_SHARE)))
        style = sized(stone.style("ear"), size)
        lines.append((stone.typesetter.line(words, style), style))
    lines = [each for each in lines if each[0].width <= frame.rect.width]
    runs = tuple(_stacked(stone, frame, lines))
    advert = Zone("advert", frame.rect, runs, box=frame.box.name)
    return advert, border(frame.rect, stone.layout.rules.colour)


def make_empty(stone: Stone, frame: Frame) -> Made:
    """A box that no story was found for: the house's advertisement, where the layout allows it. Either is said."""
    allowed = stone.allows("filler") and frame.lines >= LEAST_DEPTH
    message = f"no story for box {frame.box.name} on page {stone.number}"
    if allowed:
        message += ": the house’s advertisement stands there"
    note = Diagnostic("warning", "box-empty", message, frame.box.where)
    return Made(house_advert(stone, frame) if allowed else (), (), (note,))


def _fitting(stone: Stone, words: str, name: str, width: Mpt, height: Mpt) -> tuple[Line, TextStyle]:
    """Words on one line, as large as the place bears."""
    style = stone.style(name)
    wide = stone.typesetter.line(words, style).width
    size = min(style.size, round(style.size * width * _OF_WIDTH / max(1, wide)), round(height * _OF_DEPTH))
    fitted = sized(style, max(_LEAST_SIZE, size))
    return stone.typesetter.line(words, fitted), fitted


def _stacked(stone: Stone, frame: Frame, lines: list[tuple[Line, TextStyle]]) -> Iterator[GlyphRun]:
    """Lines one under the other in the middle of the frame."""
    caps = [stone.typesetter.cap_height(style) for _, style in lines]
    airs = [0, *(style.size * 8 // 10 for _, style in lines[1:])]
    depth = sum(caps) + sum(airs)
    while len(lines) > 1 and depth > frame.rect.height * 0.8:
        lines, caps, airs = lines[:1], caps[:1], airs[:1]
        depth = sum(caps)
    y = frame.rect.y + (frame.rect.height - depth) // 2
    for (line, _), cap, air in zip(lines, caps, airs, strict=True):
        y += air + cap
        yield from line.at(frame.rect.x + (frame.rect.width - line.width) // 2, y)
