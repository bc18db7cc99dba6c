"""Things that stand in a story's legs with text around them. To the legs a picture, a pull quote and a boxed aside are
one: an `Inset` says which stretch of which grid lines it keeps text out of, and draws itself once its place is chosen.

Where it may stand follows from its `PlaceSpec`: a `Berth` is its place across the legs, `stand` gives its first grid
line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from epaper.display.page import Zone
from epaper.flow.obstacles import Column, Obstacle
from epaper.flow.stone import Stone
from epaper.model.layout import PlaceSpec
from epaper.plan.castoff import LEAST_TEXT
from epaper.plan.grid import Frame
from epaper.units import Mpt
from epaper.value import Value


class Inset(Protocol):
    """Something with a place in the legs."""

    @property
    def obstacle(self) -> Obstacle:
        """What the text runs around, the white around it included."""

    def raised(self, by: int) -> Inset:
        """The same, so many grid lines higher."""

    def zones(self, stone: Stone, frame: Frame, slug: str) -> tuple[Zone, ...]:
        """What is drawn."""


class Berth(Value):
    """Where something stands across the legs: its left edge and width, the stretch that it keeps text out of (`sides`,
    with the white beside it), and all of the legs that it stands in, where nothing else may stand beside it
    (`reserved`)."""

    spec: PlaceSpec
    offset: Mpt
    x: Mpt
    width: Mpt
    sides: tuple[Mpt, Mpt]
    reserved: tuple[Mpt, Mpt]

    @staticmethod
    def of(stone: Stone, spec: PlaceSpec, columns: Sequence[Column], least: Mpt) -> Berth:
        """The berth that is wanted; in the middle astride two legs where that leaves a measure of `least` in both."""
        offset = stone.layout.grid.gutter if spec.offset is None else spec.offset
        x, width = across(spec, columns, offset, least)
        sides = beside(x, x + width, columns, offset)
        return Berth(spec, offset, x, width, sides, legs_under(sides, columns))

    def taken(self, lines: int, room: tuple[int, int], others: Sequence[Obstacle]) -> tuple[int, Obstacle] | None:
        """The first grid line of something so many lines deep, in legs from one line of the box to another (`room`),
        and what it takes of them with its white; None where something is in its way."""
        first = stand(self.spec, lines, self.reserved, room, others)
        return None if first is None else (first, Obstacle.block(*white_around(first, lines, *room), *self.sides))


def across(spec: PlaceSpec, columns: Sequence[Column], offset: Mpt, least: Mpt) -> tuple[Mpt, Mpt]:
    """The left edge and the width of something, over whole legs or within them.

    In the middle it stands astride two legs where that leaves a measure of `least` in both.
    """
    count = min(spec.legs or len(columns), len(columns))
    first = {"right": len(columns) - count, "centre": (len(columns) - count) // 2}.get(spec.side, 0)
    left, right = columns[first][0], columns[first + count - 1][0] + columns[first + count - 1][1]
    width = min(right - left, spec.width.resolve(whole=right - left)) if spec.width else right - left
    if spec.side == "right":
        return right - width, width
    if spec.side == "left":
        return left, width
    x = (columns[0][0] + columns[-1][0] + columns[-1][1] - width) // 2
    if _is_astride(x, width, columns, offset, least):
        return x, width
    return left + (right - left - width) // 2, width


def _is_astride(x: Mpt, width: Mpt, columns: Sequence[Column], offset: Mpt, least: Mpt) -> bool:
    """Whether each edge lies on that of a leg, or leaves a measure beside it."""
    starts_well = all(x - offset - start >= least for start, wide in columns if start < x < start + wide)
    end = x + width
    ends_well = all(start + wide - end - offset >= least for start, wide in columns if start < end < start + wide)
    return starts_well and ends_well


def beside(left: Mpt, right: Mpt, columns: Sequence[Column], offset: Mpt) -> tuple[Mpt, Mpt]:
    """The stretch that something from `left` to `right` takes, with white where it stands inside a leg; an edge that
    lies on a leg's has the gutter."""
    starts, ends = {x for x, _ in columns}, {x + width for x, width in columns}
    return left if left in starts else left - offset, right if right in ends else right + offset


def legs_under(sides: tuple[Mpt, Mpt], columns: Sequence[Column]) -> tuple[Mpt, Mpt]:
    """The stretch of the legs that something stands in, if only in part."""
    touched = [(x, x + width) for x, width in columns if x < sides[1] and sides[0] < x + width]
    return min((x for x, _ in touched), default=sides[0]), max((x for _, x in touched), default=sides[1])


def stand(
    spec: PlaceSpec, lines: int, reserved: tuple[Mpt, Mpt], room: tuple[int, int], others: Sequence[Obstacle]
) -> int | None:
    """The first grid line of something so many lines deep, in legs from one line of the box to another (`room`).

    At the legs' head or foot; else as near as can be to where it is wanted, with text over and under it that is deep
    enough to be text, if there is room for that. None where something else stands in its legs (`reserved`) there.
    """
    head, foot = room
    if lines > foot - head:
        return None
    taken = [bool(others) and is_taken(line, reserved, others) for line in range(head, foot)]
    if spec.level != "middle":
        first = head if spec.level == "top" else foot - lines
        return first if _is_free(taken, head, *white_around(first, lines, head, foot)) else None
    wanted = head + round((foot - head - lines) * spec.down / 100)
    ways = []
    for first in range(head, foot - lines + 1):
        top, depth = white_around(first, lines, head, foot)
        if _is_free(taken, head, top, depth):
            over, under = _free_run(taken[: top - head][::-1]), _free_run(taken[top - head + depth :])
            well = (over >= LEAST_TEXT or first == head) and (under >= LEAST_TEXT or first + lines == foot)
            ways.append((not well, abs(first - wanted), first))
    return min(ways)[-1] if ways else None


def white_around(first: int, lines: int, head: int, foot: int) -> tuple[int, int]:
    """The (first, lines) that something takes with a white line over and under it, but at the legs' head and foot."""
    top = max(head, first - 1)
    return top, min(foot, first + lines + 1) - top


def is_taken(line: int, sides: tuple[Mpt, Mpt], others: Iterable[Obstacle]) -> bool:
    """Whether something stands on a grid line between two sides."""
    return any(start < end and sides[0] < end and start < sides[1] for start, end in (each.on(line) for each in others))


def _is_free(taken: Sequence[bool], head: int, top: int, depth: int) -> bool:
    return top >= head and not any(taken[top - head : top - head + depth])


def _free_run(taken: Sequence[bool]) -> int:
    return next((at for at, each in enumerate(taken) if each), len(taken))
