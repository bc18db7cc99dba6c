"""A paragraph as boxes, glue and penalties in → as columns of numbers, one entry a breakpoint, out. Numbers only.

Names and notation are those of Knuth and Plass ("Breaking Paragraphs into Lines", Software: Practice and Experience 11,
1981; *Digital Typography*, chapter 3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

INFINITE = 10_000.0
"""A penalty this large forbids a break; its negative forces one (the paper's convention is 1000)."""
FILL = 1e9
"""Stretch of the white space that ends a paragraph's last line."""


@dataclass(frozen=True, slots=True)
class Box:
    width: float


@dataclass(frozen=True, slots=True)
class Glue:
    width: float
    stretch: float
    shrink: float


@dataclass(frozen=True, slots=True)
class Penalty:
    width: float
    cost: float
    flagged: bool = False


Item = Box | Glue | Penalty


@dataclass(frozen=True, slots=True)
class Breakpoints:
    """A paragraph as columns of numbers, one entry a legal breakpoint, in order.

    Entry 0 is the paragraph's start, the last its end. A line from breakpoint a to b is `end[b] - start[a]` of each
    quantity: `start_*` sums what comes before the first box after the break, `end_*` what comes before the break (with
    the width of a hyphen, if it adds one). `stretch` is elastic without limit; `give` stretches no further than itself
    (glyph scaling, letter spacing); `shrink` includes both kinds. `closing` is what a last line costs, in demerits,
    that starts at a breakpoint.
    """

    end_width: Sequence[float]
    start_width: Sequence[float]
    end_stretch: Sequence[float]
    start_stretch: Sequence[float]
    end_shrink: Sequence[float]
    start_shrink: Sequence[float]
    end_give: Sequence[float]
    start_give: Sequence[float]
    cost: Sequence[float]
    flagged: Sequence[bool]
    closing: Mapping[int, float] = field(default_factory=dict)

    def ratio(self, a: int, b: int, measure: float) -> float:
        """The paper's r for the line from breakpoint a to b: −1 fully shrunk, 0 natural, 1 all stretched to its wanted
        limit; beyond that only the stretch without limit goes on."""
        need = measure - (self.end_width[b] - self.start_width[a])
        if need < 0:
            shrink = self.end_shrink[b] - self.start_shrink[a]
            return need / shrink if shrink > 0 else -float("inf")
        stretch, give = self.end_stretch[b] - self.start_stretch[a], self.end_give[b] - self.start_give[a]
        if need <= stretch + give:
            return need / (stretch + give) if need > 0 else 0.0
        return (need - give) / stretch if stretch > 0 else float("inf")


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
    hyphens = [penalty.width if penalty else 0.0 for _, _, penalty in kept]
    return Breakpoints(
        end_width=[before[i][0] + hyphen for (i, _, _), hyphen in zip(kept, hyphens, strict=True)],
        start_width=[before[j][0] for _, j, _ in kept],
        end_stretch=[before[i][1] for i, _, _ in kept],
        start_stretch=[before[j][1] for _, j, _ in kept],
        end_shrink=[before[i][2] for i, _, _ in kept],
        start_shrink=[before[j][2] for _, j, _ in kept],
        end_give=[0.0] * len(kept),
        start_give=[0.0] * len(kept),
        cost=[penalty.cost if penalty else 0.0 for _, _, penalty in kept],
        flagged=[bool(penalty and penalty.flagged and penalty.cost > -INFINITE) for _, _, penalty in kept],
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
