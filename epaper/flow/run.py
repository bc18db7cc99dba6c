"""The legs of a box → their lines in the order in which text fills them, over whatever stands in the legs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from epaper.units import Mpt
from epaper.value import Value

Row = tuple[Mpt, Mpt]
"""Where a line lies: its left edge and its width; a width of 0 says that the line is taken."""


class Leg(Value):
    """One column's worth of lines: its left edge and width, its first line in the box, and how many it holds.

    `rows` says where each of these lines lies where something stands in the leg; it is empty where every line is the
    leg's whole width.
    """

    x: Mpt
    width: Mpt
    first: int
    lines: int
    rows: tuple[Row, ...] = ()

    @property
    def capacity(self) -> int:
        """The lines that text may stand on."""
        return sum(1 for _, width in self.rows if width) if self.rows else self.lines

    def shortened(self, foot: int) -> Leg:
        """The leg down to the grid line `foot` of the box."""
        lines = max(0, min(self.lines, foot - self.first))
        return Leg(self.x, self.width, self.first, lines, self.rows[:lines])


class Slot(Value):
    """A line that text may stand on: its leg (counted from 0), its grid line in the box, its left edge and width."""

    leg: int
    line: int
    x: Mpt
    width: Mpt

    def adjoins(self, before: Slot) -> bool:
        """Whether it stands directly under another: no leg's end and no obstacle lies between them."""
        return self.leg == before.leg and self.line == before.line + 1


def slots(legs: Sequence[Leg]) -> tuple[Slot, ...]:
    """The lines of all legs, in the order in which text fills them."""
    return tuple(
        Slot(number, leg.first + at, x, width)
        for number, leg in enumerate(legs)
        for at, (x, width) in enumerate(leg.rows or ((leg.x, leg.width),) * leg.lines)
        if width
    )


class Run:
    """The legs laid end to end: line numbers run on from leg to leg, over what stands in them, and past the last into
    the overset. Where text is interrupted it has a foot and a head, as at a leg's end."""

    def __init__(self, legs: Sequence[Leg]) -> None:
        places = slots(legs)
        self.ends = [at for at, (a, b) in enumerate(pairwise(places), start=1) if not b.adjoins(a)]
        self.capacity = len(places)
        if places:
            self.ends.append(self.capacity)
        self._widths = tuple(slot.width for slot in places)
        self._beyond = legs[-1].width if legs else 1
        self.narrowest = min((*self._widths, self._beyond))
        self.uniform = len({*self._widths, self._beyond}) == 1
        self._heads = {0, *self.ends}

    def is_head(self, line: int) -> bool:
        return line in self._heads

    def left_in_leg(self, line: int) -> int:
        """Lines from this one to its leg's foot, or to what stands in its way; the overset has no foot."""
        at = bisect_right(self.ends, line)
        return self.ends[at] - line if at < len(self.ends) else 1_000_000

    def widths(self, line: int, count: int) -> tuple[Mpt, ...]:
        """The widths of the lines from `line` on, the last standing for the rest."""
        if self.uniform:
            return (self._beyond,)
        widths = self._widths[line : line + count]
        return widths if len(widths) == count else (*widths, self._beyond)

    def feet_within(self, start: int, lines: int) -> list[int]:
        """For a block of so many lines: how many of them stand above each foot that falls inside it."""
        return [end - start for end in self.ends if start < end < start + lines]
