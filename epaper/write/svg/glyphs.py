"""Shaped words → path data in font units, the pen starting and ending on the baseline.

A run of words is one path: browsers lay out a path for each line ten times faster than an element for each glyph. Each
glyph is drawn once and each word joined once; common words are looked up.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

import uharfbuzz as hb

from epaper.display.items import GlyphRun, Glyphs
from epaper.fonts.face import Face, open_face
from epaper.model.style import FaceRef


def run_path(run: GlyphRun) -> str:
    """The path data of a run's words, from its left end, in font units before its horizontal scaling."""
    face = open_face(run.face)
    units = face.upem * 1000 / (run.size * run.scale)
    tracking = run.tracking * units
    parts, pen = [], 0.0
    for word, gap in zip(run.words, run.gaps, strict=True):
        parts.append(f"M{number(pen)} 0{_word(run.face, word, round(tracking, 2))}")
        pen += word.width + max(len(word.ids) - 1, 0) * tracking + gap * units
    return "".join(parts)


def number(value: float) -> str:
    """A coordinate, to a hundredth."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


@lru_cache(maxsize=50_000)
def _word(ref: FaceRef, word: Glyphs, tracking: float) -> str:
    """A word's glyphs, each after the advance of the one before it and the letter spacing between them."""
    face = open_face(ref)
    offsets = word.offsets or ((0, 0),) * len(word.ids)
    parts, behind, level = [], 0.0, 0
    for glyph, advance, (aside, rise) in zip(word.ids, word.advances, offsets, strict=True):
        drawn = _glyph(face, glyph)
        if drawn:
            if behind + aside or rise - level:
                parts.append(f"m{number(behind + aside)} {rise - level}")
            parts.append(drawn)
            behind, level = -aside, rise
        behind += advance + tracking
    return "".join(parts)


@lru_cache(maxsize=20_000)
def _glyph(face: Face, glyph: int) -> str:
    """A glyph's outline in relative steps, from its origin and back to it; nothing for a glyph without ink."""
    pen = _Pen()
    face.hb_font.draw_glyph(glyph, _pens(), pen)
    if not pen.parts:
        return ""
    return f"{''.join(pen.parts)}m{number(-pen.x)} {number(-pen.y)}"


class _Pen:
    """Writes relative path data, in the shortest of SVG's spellings."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.x = self.y = 0.0
        self._start = (0.0, 0.0)
        self._reflected: tuple[float, float] | None = None

    def move(self, x: float, y: float) -> None:
        self._step("m", x, y)
        self._start = (x, y)

    def line(self, x: float, y: float) -> None:
        self._step("l", x, y)

    def quadratic(self, cx: float, cy: float, x: float, y: float) -> None:
        control = (cx - self.x, cy - self.y)
        implied = control == self._reflected  # TrueType leaves such points out, and so may we
        self._step("t" if implied else f"q{number(control[0])} {number(control[1])} ", x, y)
        self._reflected = (x - cx, y - cy)

    def cubic(self, points: tuple[float, float, float, float], x: float, y: float) -> None:
        near = f"{number(points[0] - self.x)} {number(points[1] - self.y)}"
        far = f"{number(points[2] - self.x)} {number(points[3] - self.y)}"
        self._step(f"c{near} {far} ", x, y)

    def close(self) -> None:
        self.parts.append("z")
        self.x, self.y = self._start
        self._reflected = None

    def _step(self, said: str, x: float, y: float) -> None:
        self.parts.append(f"{said}{number(x - self.x)} {number(y - self.y)}")
        self.x, self.y = x, y
        self._reflected = None


_Funcs: TypeAlias = "hb.DrawFuncs"


@lru_cache(maxsize=1)
def _pens() -> _Funcs:
    """HarfBuzz's way to call a pen."""
    funcs = hb.DrawFuncs()
    funcs.set_move_to_func(lambda x, y, pen: pen.move(x, y))
    funcs.set_line_to_func(lambda x, y, pen: pen.line(x, y))
    funcs.set_quadratic_to_func(lambda cx, cy, x, y, pen: pen.quadratic(cx, cy, x, y))
    funcs.set_cubic_to_func(lambda ax, ay, bx, by, x, y, pen: pen.cubic((ax, ay, bx, by), x, y))
    funcs.set_close_path_func(lambda pen: pen.close())
    return funcs
