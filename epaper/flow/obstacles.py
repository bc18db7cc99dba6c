"""Columns, and what stands in them → legs whose lines lie where there is room, each as wide as the room there is.

A picture, a pull quote and a fact box are one thing here: for each grid line of the box, the stretch that text may not
enter, the white around the thing included.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from epaper.flow.run import Leg, Row
from epaper.plan.castoff import LEAST_WRAP
from epaper.units import Mpt
from epaper.value import Value, replace

LEAST_STRETCH = 3
"""Fewer lines over, under or between obstacles stay white, where the leg has a longer piece."""

_Spans = tuple[tuple[Mpt, Mpt], ...]
"""What obstacles take of one line."""
Column = tuple[Mpt, Mpt]
"""The left edge and the width of a leg."""


class Obstacle(Value):
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
    runs = _runs(first, foot, obstacles)
    return tuple(_leg(column, first, _pieces(column, runs, least)) for column in columns)


def _runs(first: int, foot: int, obstacles: Sequence[Obstacle]) -> list[tuple[_Spans, int]]:
    """What obstacles take of the lines from `first` down to `foot`: alike of so many lines, then of so many more."""
    foot = max(first, foot)
    stretches: list[tuple[int, int, tuple[Mpt, Mpt]]] = []
    for each in obstacles:
        start = each.first
        for span, lines in groupby(each.spans):
            end = start + len(list(lines))
            if span[0] < span[1] and start < foot and end > first:
                stretches.append((max(start, first), min(end, foot), span))
            start = end
    cuts = sorted({first, foot, *(cut for start, end, _ in stretches for cut in (start, end))})
    runs: list[tuple[_Spans, int]] = []
    for start, end in pairwise(cuts):
        kind = tuple([span for above, under, span in stretches if above <= start < under])
        if runs and runs[-1][0] == kind:
            runs[-1] = (kind, runs[-1][1] + end - start)
        else:
            runs.append((kind, end - start))
    return runs


_Piece = tuple[Row, int]
"""Lines that lie alike, and how many they are."""


def _pieces(column: Column, runs: Sequence[tuple[_Spans, int]], least: Mpt) -> list[_Piece]:
    """What a leg has of the lines, where obstacles take this or that of so many lines."""
    rooms = {kind: _room(column, kind, least) for kind, _ in runs}
    if all(room == column for room in rooms.values()):
        return [(column, sum(count for _, count in runs))]
    return _deep_enough([(rooms[kind], count) for kind, count in runs], column[1])


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


def _deep_enough(pieces: Sequence[_Piece], width: Mpt) -> list[_Piece]:
    """The pieces, with those taken that would make a runaround, or a part of the leg, too shallow."""
    kept: list[_Piece] = []
    for narrowed, group in groupby(pieces, key=lambda piece: 0 < piece[0][1] < width):
        kept += _taken_under(LEAST_WRAP if narrowed else 0, list(group))
    parts = [(free, list(group)) for free, group in groupby(kept, key=lambda piece: piece[0][1] > 0)]
    deepest = max((_depth(part) for free, part in parts if free), default=0)
    return [piece for _, part in parts for piece in _taken_under(min(LEAST_STRETCH, deepest), part)]


def _taken_under(least: int, pieces: list[_Piece]) -> list[_Piece]:
    """The pieces as they are; all taken where they are fewer lines than `least`."""
    return pieces if _depth(pieces) >= least else [((x, 0), count) for (x, _), count in pieces]


def _depth(pieces: Sequence[_Piece]) -> int:
    return sum(count for _, count in pieces)


def _leg(column: Column, first: int, pieces: list[_Piece]) -> Leg:
    """The leg without what is taken at its head and foot."""
    start, end = 0, len(pieces)
    while start < end and not pieces[start][0][1]:
        start += 1
    while end > start and not pieces[end - 1][0][1]:
        end -= 1
    first += _depth(pieces[:start])
    kept = pieces[start:end]
    if all(row == column for row, _ in kept):
        return Leg(*column, first, _depth(kept))
    rows = tuple(row for row, count in kept for _ in range(count))
    return Leg(*column, first, len(rows), rows)
