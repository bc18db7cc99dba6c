"""What each column of a table costs at which width → the widths that fit a measure at the least cost. Numbers only.

A column offers widths, each with a cost: the wider, the fewer of its cells run over into further lines. One offer of
each column is chosen by a dynamic programme over the columns whose state is the width used so far; ways that are both
wider and dearer than another are dropped (a multiple-choice knapsack: Kellerer, Pferschy, Pisinger, *Knapsack
Problems*, 2004, chapter 11).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from epaper.units import Mpt, split
from epaper.value import Value


class Offer(Value):
    """A width that a column may have, and what it costs to have no more."""

    width: Mpt
    cost: float


class Widths(Value):
    """A way to choose the first columns' widths, or all: what they take and cost together."""

    used: Mpt
    cost: float
    widths: tuple[Mpt, ...]


def choose_widths(columns: Sequence[Sequence[Offer]], room: Mpt) -> Widths:
    """The widths of least cost that together take no more than `room`.

    Where even the narrowest offers are too wide, all columns give way in proportion, their sum is `room`, and the cost
    is past all bounds.
    """
    ways = [Widths(0, 0.0, ())]
    for offers in columns:
        longer = [
            Widths(way.used + offer.width, way.cost + offer.cost, (*way.widths, offer.width))
            for way in ways
            for offer in offers
            if way.used + offer.width <= room
        ]
        ways = _undominated(longer)
        if not ways:
            least = [max(1, min(offer.width for offer in each)) for each in columns]
            room = max(room, len(least))
            return Widths(room, math.inf, tuple(split(room, least)))
    return min(ways, key=lambda way: (way.cost, way.used))


def _undominated(ways: Sequence[Widths]) -> list[Widths]:
    kept: list[Widths] = []
    for way in sorted(ways, key=lambda each: (each.used, each.cost)):
        if not kept or way.cost < kept[-1].cost:
            kept.append(way)
    return kept


def spread(widths: Sequence[Mpt], shares: Sequence[Mpt], room: Mpt) -> tuple[Mpt, ...]:
    """The widths made up to `room`, what is left going to the columns by their shares."""
    left = room - sum(widths)
    if left <= 0 or not any(shares):
        return tuple(widths)
    return tuple(width + more for width, more in zip(widths, split(left, shares), strict=True))
