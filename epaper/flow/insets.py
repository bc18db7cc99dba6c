"""Things that stand in a story's legs with text around them. To the legs a picture, a pull quote and a boxed aside are
one: an `Inset` says which stretch of which grid lines it keeps text out of, and draws itself once its place is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from epaper.display.page import Zone
from epaper.flow.obstacles import Column, Obstacle
from epaper.flow.stone import Stone
from epaper.plan.grid import Frame
from epaper.units import Mpt


class Inset(Protocol):
    """Something with a place in the legs."""

    @property
    def obstacle(self) -> Obstacle:
        """What the text runs around, the white around it included."""

    def zones(self, stone: Stone, frame: Frame, slug: str) -> tuple[Zone, ...]:
        """What is drawn."""


def overlapping(one: Obstacle, others: Iterable[Obstacle]) -> bool:
    """Whether an obstacle would stand on another."""
    for number, (left, right) in enumerate(one.spans, start=one.first):
        for start, end in (each.on(number) for each in others):
            if left < right and start < end and left < end and start < right:
                return True
    return False


def white_around(first: int, lines: int, head: int, foot: int) -> tuple[int, int]:
    """The (first, lines) that something takes with a white line over and under it, but at the legs' head and foot."""
    top = max(head, first - 1)
    return top, min(foot, first + lines + 1) - top


def beside(left: Mpt, right: Mpt, columns: Sequence[Column], offset: Mpt) -> tuple[Mpt, Mpt]:
    """The stretch that something from `left` to `right` takes, with white where it stands inside a leg; an edge that
    lies on a leg's has the gutter."""
    starts, ends = {x for x, _ in columns}, {x + width for x, width in columns}
    return left if left in starts else left - offset, right if right in ends else right + offset
