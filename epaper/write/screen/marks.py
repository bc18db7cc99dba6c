"""A zone of a finished page → marks for a browser's canvas, as plain values for JSON.

Three kinds of mark, told by their first value; lengths are the page's own millipoints:

    ["text", face, size, scale, tracking, y, colour, x, glyphs, x, glyphs, …]
    ["fill", x, y, width, height, colour]
    ["picture", x, y, width, height, address, [the crop's x, y, width, height], [the picture's width, height]]

Glyphs are written as the characters that `webfont` gives them, so that the browser draws the very glyphs of the PDF and
shapes nothing. It is told anew where to go on wherever a glyph's advance is not the font's own: at each kern.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any, TypeAlias

from epaper.display.items import Fill, GlyphRun, Glyphs, Item, PlacedImage, Rule
from epaper.display.page import Zone
from epaper.fonts.face import open_face
from epaper.geometry import Rect
from epaper.model.style import FaceRef
from epaper.value import Value
from epaper.write.screen.colours import shown
from epaper.write.screen.pictures import upright_size
from epaper.write.screen.webfont import character, face_key

Mark: TypeAlias = list[Any]
Href = Callable[[PlacedImage], str]
"""Where the browser finds a picture, upright."""
_Piece: TypeAlias = tuple[int, int, int, str]
"""Font units from the word's start, rise above the baseline, glyphs before it, and the glyphs as characters."""


class Marks(Value):
    """What is drawn for one zone, back to front, and `ink`: the left, top, right and bottom that none of it leaves."""

    marks: tuple[Mark, ...]
    ink: tuple[int, int, int, int]


def marks_of(zone: Zone, href: Href) -> Marks:
    """A zone's marks. `href` gives the address of each picture."""
    rect = zone.rect
    inks = [_ink(item) for item in zone.items] or [(rect.x, rect.y, rect.x, rect.y)]
    ink = (min(x for x, *_ in inks), min(y for _, y, *_ in inks), max(x for *_, x, _ in inks), max(y for *_, y in inks))
    return Marks(tuple(mark for item in zone.items for mark in _marks(item, href)), ink)


def _marks(item: Item, href: Href) -> Iterator[Mark]:
    match item:
        case GlyphRun():
            yield from _text(item)
        case Rule():
            yield ["fill", *_sides(_bar(item)), shown(item.colour)]
        case Fill():
            yield ["fill", *_sides(item.rect), shown(item.colour)]
        case PlacedImage():
            x, y, width, height = item.crop
            whole = upright_size(item.path) or (x + width, y + height)
            yield ["picture", *_sides(item.rect), href(item), [*item.crop], [*whole]]


def _text(run: GlyphRun) -> Iterator[Mark]:
    """The run's mark, and one more for each height at which it has raised or lowered glyphs."""
    face, tracking = run.face, run.tracking
    unit = run.size * run.scale / (1000 * open_face(face).upem)
    on_line: list[Any] = []
    levels: dict[int, list[Any]] = {0: on_line}
    pen = float(run.x)
    for word, gap in zip(run.words, run.gaps, strict=True):
        for along, rise, before, glyphs in _pieces(face, word):
            places = on_line if not rise else levels.setdefault(rise, [])
            places.append(round(pen + along * unit + before * tracking))
            places.append(glyphs)
        pen += word.width * unit + gap
        if tracking:
            pen += max(len(word.ids) - 1, 0) * tracking
    head = ["text", face_key(run.face), run.size, run.scale, run.tracking]
    for rise, places in levels.items():
        if places:
            yield [*head, round(run.y - rise * run.size / open_face(run.face).upem), shown(run.colour), *places]


@lru_cache(maxsize=50_000)
def _pieces(ref: FaceRef, word: Glyphs) -> tuple[_Piece, ...]:
    """A word cut wherever the browser, left to the font's own advances, would go on at another place."""
    own = _own_advances(ref)
    pieces: list[_Piece] = []
    pen, expected = 0, (-1, 0)
    for at, (glyph, advance) in enumerate(zip(word.ids, word.advances, strict=True)):
        aside, rise = word.offsets[at] if word.offsets else (0, 0)
        if expected == (pen + aside, rise):
            start, level, before, glyphs = pieces[-1]
            pieces[-1] = (start, level, before, glyphs + character(glyph))
        else:
            pieces.append((pen + aside, rise, at, character(glyph)))
        expected = (pen + aside + own(glyph), rise)
        pen += advance
    return tuple(pieces)


@lru_cache(maxsize=256)
def _own_advances(ref: FaceRef) -> Callable[[int], int]:
    """Each glyph's own advance in font units, looked up once."""
    font = open_face(ref).hb_font

    @cache
    def own(glyph: int) -> int:
        return int(font.get_glyph_h_advance(glyph))

    return own


def _bar(rule: Rule) -> Rect:
    """The rectangle that a rule covers."""
    half = rule.thickness / 2
    x, y = min(rule.x1, rule.x2), min(rule.y1, rule.y2)
    across, down = abs(rule.x2 - rule.x1), abs(rule.y2 - rule.y1)
    if across:
        return Rect(x, round(y - half), across, rule.thickness)
    return Rect(round(x - half), y, rule.thickness, down)


def _sides(rect: Rect) -> tuple[int, int, int, int]:
    return rect.x, rect.y, rect.width, rect.height


def _ink(item: Item) -> tuple[int, int, int, int]:
    """Sides that the item stays within; a glyph reaches at most its type size beyond its run."""
    match item:
        case GlyphRun():
            size = item.size
            return item.x - size, item.y - 3 * size // 2, item.x + item.width + size, item.y + size
        case Rule():
            rect = _bar(item)
        case Fill() | PlacedImage():
            rect = item.rect
    return rect.x, rect.y, rect.x + rect.width, rect.y + rect.height
