"""The edition's contents and a box → refers: a few stories of other pages side by side, each with a small picture, its
first words and its page, all of it a link."""

from __future__ import annotations

from collections.abc import Sequence

from epaper.display.items import GlyphRun, PlacedImage, Rule
from epaper.display.page import Zone
from epaper.errors import Diagnostic
from epaper.flow.box import HAIRLINE, Made, artifact, tint
from epaper.flow.captions import crop
from epaper.flow.first_words import first_words
from epaper.flow.level import leg_columns
from epaper.flow.phrases import on_page
from epaper.flow.stone import Stone
from epaper.geometry import Rect
from epaper.model.layout import ReferBox
from epaper.plan.allocate import Entry
from epaper.plan.grid import Frame
from epaper.units import Mpt

_PICTURE_SHARE = 0.38
"""Of a refer's width, for a picture beside its words; of its depth, for one above them."""
_UPRIGHT = 0.9
"""A refer that is deeper than this share of its width has its picture above its words."""
_GAP: Mpt = 6_000
"""White between a picture and the words beside it."""
_MOST_TITLE = 3


def make_refers(stone: Stone, frame: Frame, box: ReferBox, contents: tuple[Entry, ...]) -> Made:
    """Make up the refers, in the order of their pages; fewer where the other pages have fewer stories."""
    chosen = _chosen(stone, box, contents)
    if not chosen:
        message = f"no stories on other pages for box {frame.box.name} on page {stone.number}"
        return Made((), (), (Diagnostic("warning", "box-empty", message, frame.box.where),))
    zones = [*tint(frame.rect, box.tint, stone.layout.grid.gutter // 3)]
    cells = leg_columns(stone, frame, box.items)
    for number, (entry, (x, width)) in enumerate(zip(chosen, cells, strict=False)):
        if number:
            middle = x - stone.layout.grid.gutter // 2
            rule = Rule(middle, frame.rect.y, middle, frame.rect.bottom, HAIRLINE, stone.layout.rules.colour)
            zones.append(artifact(rule))
        zones += _refer(stone, frame, box, entry, Rect(x, frame.rect.y, width, frame.rect.height))
    return Made(tuple(zones))


def _chosen(stone: Stone, box: ReferBox, contents: Sequence[Entry]) -> list[Entry]:
    """The most important stories elsewhere, those with pictures first where pictures are wanted."""
    there = [each for each in contents if each.page != stone.number and box.section in ("", each.section)]
    ranked = sorted(there, key=lambda each: box.pictures and each.picture is None)
    return sorted(ranked[: box.items], key=lambda each: each.page)


def _refer(stone: Stone, frame: Frame, box: ReferBox, entry: Entry, cell: Rect) -> list[Zone]:
    """One refer in its cell: the picture at the left or the top, the words in what is left."""
    href = f"story:{entry.slug}" if entry.slug else ""
    if entry.picture is None or not box.pictures:
        return [_words(stone, frame, entry, cell, 0, href)]
    if cell.height > cell.width * _UPRIGHT:
        lines = max(1, round(frame.lines * _PICTURE_SHARE))
        place = Rect(cell.x, cell.y, cell.width, (lines - 1) * stone.leading + stone.cap)
        words, first = cell, lines + 1
    else:
        place = Rect(cell.x, cell.y, round(cell.width * _PICTURE_SHARE), cell.height)
        words, first = Rect(place.right + _GAP, cell.y, cell.right - place.right - _GAP, cell.height), 0
    image = PlacedImage(place, entry.picture.path, crop(entry.picture, place), entry.picture.alt or entry.title)
    picture = Zone("picture", place, (image,), box=frame.box.name, href=href, alt=image.alt)
    return [picture, _words(stone, frame, entry, words, first, href)]


def _words(stone: Stone, frame: Frame, entry: Entry, place: Rect, first: int, href: str) -> Zone:
    """The title, the first words as far as there is room, and the page, from grid line `first` of the frame."""
    head, text, foot = (stone.style(name) for name in ("refer-head", "index-teaser", "index-section"))
    cap = stone.typesetter.cap_height(head)
    title = first_words(stone, entry.title, head, _MOST_TITLE, place.width)
    deep = cap + (len(title) - 1) * head.leading
    line = first + -(-(deep + stone.leading * 4 // 10) // stone.leading)
    teaser = first_words(stone, entry.teaser, text, frame.lines - line - 1, place.width)
    runs: list[GlyphRun] = []
    for number, each in enumerate(title):
        runs += each.at(place.x, frame.rect.y + first * stone.leading + cap + number * head.leading)
    for number, each in enumerate(teaser):
        runs += each.at(place.x, stone.baseline(frame, line + number))
    said = " · ".join(part for part in (entry.section, on_page(entry.page, stone.edition.language)) if part)
    last = min(line + len(teaser), frame.lines - 1)
    runs += stone.typesetter.line(said, foot).at(place.x, stone.baseline(frame, last))
    top = frame.rect.y + first * stone.leading
    area = Rect(place.x, top, place.width, stone.baseline(frame, last) - top)
    return Zone("index", area, tuple(runs), box=frame.box.name, href=href)
