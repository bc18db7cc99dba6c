"""A glyph → how far left and right it reaches at every height: for optical alignment, and for text beside letters."""

from __future__ import annotations

from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TypeAlias

import uharfbuzz as hb

from epaper.fonts.face import Face
from epaper.value import State, Value, field

_Point: TypeAlias = tuple[float, float]
_STEPS = 12
"""Straight pieces for a curve: finer than a hundredth of an em at any height."""


class Profile(Value, eq=False, dict=True):
    """A glyph's outline as straight pieces, in font units from its origin, y upwards."""

    pieces: tuple[tuple[_Point, _Point], ...]

    @lru_cache(maxsize=10_000)  # noqa: B019 (profiles are kept themselves)
    def between(self, low: float, high: float) -> tuple[float, float] | None:
        """The leftmost and rightmost ink between two heights; None where there is none."""
        found: list[float] = []
        for (x1, y1), (x2, y2) in self.pieces:
            if max(y1, y2) < low or min(y1, y2) > high:
                continue
            found += [_at(x1, y1, x2, y2, min(max(y, low), high)) for y in (y1, y2)]
        return (min(found), max(found)) if found else None

    @cached_property
    def foot(self) -> float:
        """Its lowest point."""
        return min((y for piece in self.pieces for _, y in piece), default=0.0)

    @cached_property
    def head(self) -> float:
        """Its highest point."""
        return max((y for piece in self.pieces for _, y in piece), default=0.0)


def _at(x1: float, y1: float, x2: float, y2: float, y: float) -> float:
    """Where a straight piece is at a height."""
    return x1 if y1 == y2 else x1 + (x2 - x1) * (y - y1) / (y2 - y1)


@lru_cache(maxsize=1_000)
def profile(face: Face, glyph: int) -> Profile:
    """The profile of one glyph."""
    pen = _Pen()
    face.hb_font.draw_glyph(glyph, _pens(), pen)
    return Profile(tuple(pen.pieces))


class _Pen(State):
    """Gathers an outline as straight pieces."""

    pieces: list[tuple[_Point, _Point]] = field(default_factory=list)
    here: _Point = (0.0, 0.0)
    start: _Point = (0.0, 0.0)

    def move(self, x: float, y: float) -> None:
        self.here = self.start = (x, y)

    def line(self, x: float, y: float) -> None:
        self.pieces.append((self.here, (x, y)))
        self.here = (x, y)

    def curve(self, *points: _Point) -> None:
        """A Bézier curve from here, by de Casteljau's algorithm."""
        whole = (self.here, *points)
        for step in range(1, _STEPS + 1):
            self.line(*_on_curve(whole, step / _STEPS))

    def close(self) -> None:
        self.line(*self.start)


def _on_curve(points: tuple[_Point, ...], t: float) -> _Point:
    while len(points) > 1:
        points = tuple((ax + (bx - ax) * t, ay + (by - ay) * t) for (ax, ay), (bx, by) in pairwise(points))
    return points[0]


_Funcs: TypeAlias = "hb.DrawFuncs"


@lru_cache(maxsize=1)
def _pens() -> _Funcs:
    """HarfBuzz's way to call a pen."""
    funcs = hb.DrawFuncs()
    funcs.set_move_to_func(lambda x, y, pen: pen.move(x, y))
    funcs.set_line_to_func(lambda x, y, pen: pen.line(x, y))
    funcs.set_quadratic_to_func(lambda cx, cy, x, y, pen: pen.curve((cx, cy), (x, y)))
    funcs.set_cubic_to_func(lambda ax, ay, bx, by, x, y, pen: pen.curve((ax, ay), (bx, by), (x, y)))
    funcs.set_close_path_func(lambda pen: pen.close())
    return funcs
