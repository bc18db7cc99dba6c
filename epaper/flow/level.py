"""Legs and too little copy → legs as long as the copy needs, all ending on one line; and the legs of a box."""

from __future__ import annotations

from collections.abc import Sequence

from epaper.flow.block import Block
from epaper.flow.fill import ORPHAN, Filled, fill
from epaper.flow.run import Leg
from epaper.flow.stone import Stone
from epaper.plan.grid import Frame
from epaper.units import Mpt, split

_TRIED = 4
_TRIED_HARD = 10
"""How many feet are tried: at first, and when none of those ends level without a lone line."""


def level(blocks: Sequence[Block], legs: Sequence[Leg], copy: int, whole: Filled) -> tuple[tuple[Leg, ...], Filled]:
    """Shorten all legs to one foot line so that `copy` lines fill them: white under the copy, but legs that end level.

    `whole` is what fills the legs as they are.
    """
    deepest = max((leg.first + leg.lines for leg in legs), default=0)
    ways = [tuple(leg.shortened(foot) for leg in legs) for foot in range(1, deepest + 1)]
    best, filled = best_foot(blocks, ways, copy, whole)
    return tuple(legs) if best is None else ways[best], filled


def best_foot(
    blocks: Sequence[Block], ways: Sequence[Sequence[Leg]], copy: int, whole: Filled
) -> tuple[int | None, Filled]:
    """Which of the ways to end legs on a line fills best, and how; None where `whole`, for which no leg is shortened,
    is cheaper.

    Those whose capacity is nearest to the `copy` lines that are needed are tried, and must hold all of it.
    """
    near = sorted(range(len(ways)), key=lambda at: abs(_capacity(ways[at]) - copy))[:_TRIED_HARD]
    best: tuple[int | None, Filled] = None, whole
    tries = [(at, False) for at in near] + [(at, True) for at in near[:_TRIED]]
    for number, (at, poor) in enumerate(tries):
        if number >= _TRIED and best[1].cost < ORPHAN:
            break
        filled = fill(blocks, ways[at], exact=True, poor=poor)
        if not filled.over and filled.cost < best[1].cost:
            best = at, filled
    return best


def _capacity(legs: Sequence[Leg]) -> int:
    return sum(leg.capacity for leg in legs)


def leg_columns(stone: Stone, frame: Frame, legs: int) -> list[tuple[Mpt, Mpt]]:
    """The (x, width) of each leg: page columns where their number divides, else the box shared out evenly."""
    columns = frame.columns
    count = legs or len(columns)
    if len(columns) % count == 0:
        each = len(columns) // count
        groups = [columns[at : at + each] for at in range(0, len(columns), each)]
        return _even([(group[0][0], group[-1][0] + group[-1][1] - group[0][0]) for group in groups])
    gutter = stone.layout.grid.gutter
    widths = split(frame.rect.width - gutter * (count - 1), [1] * count)
    placed, x = [], frame.rect.x
    for width in widths:
        placed.append((x, width))
        x += width + gutter
    return _even(placed)


def spanned_columns(frame: Frame, spans: Sequence[int]) -> list[tuple[Mpt, Mpt]]:
    """The (x, width) of legs that are each so many page columns wide."""
    placed, at = [], 0
    for count in spans:
        group = frame.columns[at : at + count]
        placed.append((group[0][0], group[-1][0] + group[-1][1] - group[0][0]))
        at += count
    return _even(placed)


def _even(columns: list[tuple[Mpt, Mpt]]) -> list[tuple[Mpt, Mpt]]:
    """Legs that differ by a rounding error alone get one measure, so that paragraphs are broken once for all."""
    narrowest = min(width for _, width in columns)
    return [(x, narrowest if width - narrowest < 10 else width) for x, width in columns]
