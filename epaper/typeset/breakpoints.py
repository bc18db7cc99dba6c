"""A paragraph as boxes, glue and penalties in → as columns of numbers, one entry a breakpoint, out. Numbers only.

Names and notation are those of Knuth and Plass ("Breaking Paragraphs into Lines", Software: Practice and Experience 11,
1981; *Digital Typography*, chapter 3).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from epaper.value import Value

Column = npt.NDArray[np.float64]
"""A number for each breakpoint."""

INFINITE = 10_000.0
"""A penalty this large forbids a break; its negative forces one (the paper's convention is 1000)."""
FILL = 1e9
"""Stretch of the white space that ends a paragraph's last line."""


class Box(Value):
    width: float


class Glue(Value):
    width: float
    stretch: float
    shrink: float


class Penalty(Value):
    width: float
    cost: float
    flagged: bool = False


Item = Box | Glue | Penalty


class Breakpoints(Value, eq=False):
    """Text as columns of numbers, one entry a legal breakpoint, in order.

    A paragraph's first entry is its start, its last its end. A line from breakpoint a to b is `end[b] - start[a]` of
    each quantity: `start_*` sums what comes before the first box after the break, `end_*` what comes before the break
    (with the width of a hyphen, if it adds one). `stretch` is elastic without limit; `give` stretches no further than
    itself (glyph scaling, letter spacing); `shrink` includes both kinds. `closing` is what a last line costs, in
    demerits, that starts at a breakpoint.

    Several paragraphs may stand one after the other, the first entry of each in `heads`: numbers are had much cheaper
    for many at a time.
    """

    end_width: Column
    start_width: Column
    end_stretch: Column
    start_stretch: Column
    end_shrink: Column
    start_shrink: Column
    end_give: Column
    start_give: Column
    cost: Column
    flagged: Sequence[bool]
    closing: Column
    heads: tuple[int, ...] = (0,)

    @property
    def parts(self) -> list[tuple[int, int]]:
        """Where each paragraph begins, and the next."""
        return list(pairwise((*self.heads, len(self.cost))))

    @property
    def tails(self) -> list[int]:
        """The last entry of each paragraph."""
        return [end - 1 for _, end in self.parts]


def from_items(items: Sequence[Item]) -> Breakpoints:
    """Boxes, glue and penalties, as the paper writes a paragraph, to breakpoints.

    A break is legal at glue that follows a box, and at any penalty under INFINITE; glue and penalties after a break
    are dropped up to the next box. The items must end in a forced break (a penalty of −INFINITE).
    """
    before = _running_sums(items)
    kept: list[tuple[int, int, Penalty | None]] = [(0, _next_box(items, 0), None)]
    for i, item in enumerate(items):
        if isinstance(item, Penalty) and item.cost < INFINITE:
            kept.append((i, _next_box(items, i + 1), item))
        elif isinstance(item, Glue) and i > 0 and isinstance(items[i - 1], Box):
            kept.append((i, _next_box(items, i + 1), None))
    hyphens = np.array([penalty.width if penalty else 0.0 for _, _, penalty in kept])
    end, start = np.array([before[i] for i, _, _ in kept]).T, np.array([before[j] for _, j, _ in kept]).T
    none = np.zeros(len(kept))
    return Breakpoints(
        end_width=end[0] + hyphens,
        start_width=start[0],
        end_stretch=end[1],
        start_stretch=start[1],
        end_shrink=end[2],
        start_shrink=start[2],
        end_give=none,
        start_give=none,
        cost=np.array([penalty.cost if penalty else 0.0 for _, _, penalty in kept]),
        flagged=[bool(penalty and penalty.flagged and penalty.cost > -INFINITE) for _, _, penalty in kept],
        closing=none,
    )


def _running_sums(items: Sequence[Item]) -> list[tuple[float, float, float]]:
    """(width, stretch, shrink) of all boxes and glue before each item, and after the last."""
    sums = [(0.0, 0.0, 0.0)]
    for item in items:
        width, stretch, shrink = sums[-1]
        match item:
            case Box(w):
                sums.append((width + w, stretch, shrink))
            case Glue(w, plus, minus):
                sums.append((width + w, stretch + plus, shrink + minus))
            case _:
                sums.append((width, stretch, shrink))
    return sums


def _next_box(items: Sequence[Item], i: int) -> int:
    while i < len(items) and not isinstance(items[i], Box):
        if isinstance(items[i], Penalty) and items[i].cost <= -INFINITE:  # type: ignore[union-attr]
            break
        i += 1
    return i
