"""Columns, and what stands in them → legs whose lines lie where there is room, each as wide as the room there is.

A picture, a pull quote and a fact box are one thing here: for each grid line of the box, the stretch that text may not
enter, the white around the thing included.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from epaper.flow.run import Leg, Row
from epaper.units import Mpt

LEAST_WRAP = 6
"""A runaround of fewer lines is none: there the obstacle takes the leg's whole width."""
LEAST_STRETCH = 3
"""Fewer lines over, under or between obstacles stay white, where the leg has a longer piece."""

_Spans = tuple[tuple[Mpt, Mpt], ...]
"""What obstacles take of one line."""
Column = tuple[Mpt, Mpt]
"""The left edge and the width of a leg."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What text runs around. `spans` has the (left, right) that it may not enter for each grid line of the box from
    `first` on, in page coordinates; a span of no width lets the line be."""

    first: int
    spans: tuple[tuple[Mpt, Mpt], ...]

    @staticmethod
    def block(first: int, lines: int, left: Mpt, right: Mpt) -> Obstacle:
        """A rectangle."""
        return Obstacle(first, ((left, right),) * lines)

    @property
    def end(self) -> int:
        """The grid line after its last."""
        return self.first + len(self.spans)

    def raised(self, by: int) -> Obstacle:
        """The same, so many grid lines higher."""
        return replace(self, first=self.first - by)

    def meets(self, other: Obstacle) -> bool:
        """Whether both want a part of a line."""
        lines = range(max(self.first, other.first), min(self.end, other.end))
        spans = ((self.on(line), other.on(line)) for line in lines)
        return any(max(one[0], two[0]) < min(one[1], two[1]) for one, two in spans)

    def on(self, line: int) -> tuple[Mpt, Mpt]:
        """The span on a grid line of the box."""
        at = line - self.first
        return self.spans[at] if 0 <= at < len(self.spans) else (0, 0)


def legs_around(
    columns: Sequence[Column], first: int, foot: int, obstacles: Sequence[Obstacle], least: Mpt
) -> tuple[Leg, ...]:
    """The legs from grid line `first` of the box down to `foot`, where text runs around the obstacles.

    On each line text takes the widest room beside them, in which no measure is under `least`. Where a leg has its whole
    width on every line that is left of it, it is the plain rectangle that is filled fastest.
    """
    if not obstacles:
        return tuple(Leg(x, width, first, max(0, foot - first)) for x, width in columns)
    spans: list[_Spans] = [()] * (foot - first)
    for each in obstacles:
        for line, span in enumerate(each.spans, start=each.first - first):
            if span[0] < span[1] and 0 <= line < len(spans):
                spans[line] = (*spans[line], span)
    kinds = set(spans)
    return tuple(_leg(column, first, _rows(column, spans, kinds, least)) for column in columns)


def _rows(column: Column, spans: Sequence[_Spans], kinds: set[_Spans], least: Mpt) -> list[Row]:
    """What a leg has of each line. There are few kinds of line, and each is looked at once."""
    rooms = {each: _room(column, each, least) for each in kinds}
    if all(room == column for room in rooms.values()):
        return [column] * len(spans)
    return _deep_enough([rooms[each] for each in spans], column[1])


def _room(column: Column, spans: _Spans, least: Mpt) -> Row:
    """The widest stretch of a line that no span touches, or (x, 0) where it is too narrow."""
    x, width = column
    widest, left = (x, 0), x
    for start, end in (*sorted(spans), (x + width, x + width)):
        if end <= x and start < x:
            continue
        if min(start, x + width) - left > widest[1]:
            widest = (left, min(start, x + width) - left)
        left = max(left, end)
    return widest if widest[1] >= min(least, width) else (x, 0)


def _deep_enough(rows: Sequence[Row], width: Mpt) -> list[Row]:
    """The rows, with those taken that would make a runaround, or a piece of the leg, too shallow."""
    kept: list[Row] = []
    for narrowed, group in groupby(rows, key=lambda row: 0 < row[1] < width):
        run = list(group)
        kept += [(x, 0) for x, _ in run] if narrowed and len(run) < LEAST_WRAP else run
    pieces = [(free, list(group)) for free, group in groupby(kept, key=lambda row: row[1] > 0)]
    least = min(LEAST_STRETCH, max((len(piece) for free, piece in pieces if free), default=0))
    return [row if len(piece) >= least else (row[0], 0) for _, piece in pieces for row in piece]


def _leg(column: Column, first: int, rows: list[Row]) -> Leg:
    """The leg without the taken rows at its head and foot."""
    x, width = column
    taken = 0
    while taken < len(rows) and not rows[taken][1]:
        taken += 1
    end = len(rows)
    while end > taken and not rows[end - 1][1]:
        end -= 1
    kept = rows[taken:end]
    return Leg(x, width, first + taken, len(kept), () if kept.count(column) == len(kept) else tuple(kept))
