"""Prepared paragraphs and the legs of a box in → which setting of each paragraph fills the legs best.

A dynamic programme over the paragraphs whose state is the line of the box reached so far. Each paragraph offers its
settings in n−1, n, n+1 … lines (`Prepared.fits`); the programme picks one of each so that the legs fill exactly, end
level, and have neither widow nor orphan nor a hyphen at a leg's foot, at the least sum of demerits. After Mittelbach,
"A General LuaTeX Framework for Globally Optimized Pagination" (2016, 2019), with the leading never touched.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from epaper.typeset.paragraph import Fit, Prepared
from epaper.units import Mpt

WIDOW = 2e8
ORPHAN = 2e8
FOOT_HYPHEN = 5e7
BLANK_FOOT = 1e9
"""For each line left empty at a leg's foot, which makes the legs end unevenly."""
_SPREAD = 3
"""How many lines more or fewer than its best a paragraph may be set in."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as it flows. Lines are grid lines; lengths are millipoints.

    `indent` is the first line's, `left` and `right` every line's; `inset` takes width from the first `inset_lines`
    lines (a drop cap). `before` and `after` are free lines, dropped at a leg's head and foot. `whole` blocks
    stay in one leg; `with_next` ones stand at no leg's foot.
    """

    prepared: Prepared
    indent: Mpt = 0
    left: Mpt = 0
    right: Mpt = 0
    before: int = 0
    after: int = 0
    inset: Mpt = 0
    inset_lines: int = 0
    whole: bool = False
    with_next: bool = False

    def measures(self, widths: Sequence[Mpt]) -> tuple[Mpt, ...]:
        """What is left of the legs' widths for this block's lines, the last width standing for the rest."""
        count = max(len(widths), self.inset_lines + 1, 2)
        measures = []
        for line in range(count):
            width = widths[min(line, len(widths) - 1)] - self.left - self.right
            if line == 0:
                width -= self.indent
            if line < self.inset_lines:
                width -= self.inset
            measures.append(width)
        while len(measures) > 1 and measures[-1] == measures[-2]:
            measures.pop()
        return tuple(measures)


@dataclass(frozen=True, slots=True)
class Leg:
    """One column's worth of lines: its left edge and width, its first line in the box, and how many it holds."""

    x: Mpt
    width: Mpt
    first: int
    lines: int


@dataclass(frozen=True, slots=True)
class Placement:
    """One block's place: where it starts (counted over all legs), the setting chosen, and its line widths."""

    block: int
    start: int
    fit: Fit
    measures: tuple[Mpt, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """The chosen settings. `end` is the first free line, counted over all legs; beyond `capacity` it is overset."""

    placements: tuple[Placement, ...]
    end: int
    capacity: int
    cost: float

    @property
    def over(self) -> int:
        return max(0, self.end - self.capacity)

    @property
    def under(self) -> int:
        return max(0, self.capacity - self.end)


@dataclass(frozen=True, slots=True)
class _Step:
    cost: float
    end_before: int
    placement: Placement


class _Run:
    """The legs laid end to end: line numbers run on from leg to leg, and past the last into the overset."""

    def __init__(self, legs: Sequence[Leg]) -> None:
        self.legs = [leg for leg in legs if leg.lines > 0]
        self.ends: list[int] = []
        for leg in self.legs:
            self.ends.append((self.ends[-1] if self.ends else 0) + leg.lines)
        self.capacity = self.ends[-1] if self.ends else 0
        self.uniform = len({leg.width for leg in self.legs}) <= 1
        self._heads = {0, *self.ends}

    def is_head(self, line: int) -> bool:
        return line in self._heads

    def left_in_leg(self, line: int) -> int:
        """Lines from this one to its leg's foot; the overset has no foot."""
        at = bisect_right(self.ends, line)
        return self.ends[at] - line if at < len(self.ends) else 1_000_000

    def widths(self, line: int, count: int) -> tuple[Mpt, ...]:
        """The widths of the lines from `line` on."""
        if not self.legs:
            return (1,)
        if self.uniform:
            return (self.legs[0].width,)
        widths, last = [], len(self.legs) - 1
        for each in range(line, line + count):
            widths.append(self.legs[min(bisect_right(self.ends, each), last)].width)
        return tuple(widths)

    def feet_within(self, start: int, lines: int) -> list[int]:
        """For a block of so many lines: how many of them stand above each leg's end that falls inside it."""
        return [end - start for end in self.ends[: len(self.ends)] if start < end < start + lines]


def fill(blocks: Sequence[Block], legs: Sequence[Leg], *, exact: bool) -> Filled:
    """Choose the settings.

    With `exact`, the last leg must be filled to its foot as well, and what cannot be is paid for by the line; without,
    the copy may end anywhere. Copy beyond the last leg is never dropped: it is placed past `capacity`.
    """
    run = _Run(legs)
    costs: dict[int, float] = {0: 0.0}
    trail: list[dict[int, _Step]] = []
    for number, block in enumerate(blocks):
        after: dict[int, _Step] = {}
        following: dict[int, float] = {}
        for end, cost in costs.items():
            for step in _steps(run, block, number, end, cost):
                line = step.placement.start + step.placement.fit.lines + block.after
                if line not in following or step.cost < following[line]:
                    following[line], after[line] = step.cost, step
        trail.append(after)
        costs = following
    if not blocks:
        return Filled((), 0, run.capacity, 0.0)
    trailing = blocks[-1].after
    end = min(costs, key=lambda line: costs[line] + _end_cost(line - trailing, run.capacity, exact))
    total = costs[end] + _end_cost(end - trailing, run.capacity, exact)
    placements: list[Placement] = []
    line = end
    for steps in reversed(trail):
        step = steps[line]
        placements.append(step.placement)
        line = step.end_before
    placements.reverse()
    return Filled(tuple(placements), end - trailing, run.capacity, total)


def _end_cost(end: int, capacity: int, exact: bool) -> float:
    if end > capacity:
        return BLANK_FOOT * (end - capacity)
    return BLANK_FOOT * (capacity - end) if exact else 0.0


def _steps(run: _Run, block: Block, number: int, end: int, cost: float) -> list[_Step]:
    """Every way to set one block that starts after line `end`."""
    start = end if run.is_head(end) else end + block.before
    if not run.is_head(end) and start > end and run.left_in_leg(end) <= block.before:
        start = end + run.left_in_leg(end)
        cost += BLANK_FOOT * (start - end) * 0.01
    steps = []
    for at, moved in _starts(run, block, start):
        measures = block.measures(run.widths(at, 60))
        fits = block.prepared.fits(measures)
        best = min(fits.values(), key=lambda fit: fit.cost).lines
        for lines, fit in fits.items():
            if abs(lines - best) > _SPREAD:
                continue
            chosen, extra = _at_feet(run, block, at, fit, measures)
            steps.append(_Step(cost + moved + extra + chosen.cost, end, Placement(number, at, chosen, measures)))
    return steps


def _starts(run: _Run, block: Block, start: int) -> list[tuple[int, float]]:
    """Where a block may start: at once, or, if it must not be cut there, at the next leg's head."""
    left = run.left_in_leg(start)
    starts = [(start, 0.0)]
    if (block.whole or block.with_next) and left < 1_000_000:
        starts.append((start + left, BLANK_FOOT * left))
    return starts


def _at_feet(run: _Run, block: Block, start: int, fit: Fit, measures: tuple[Mpt, ...]) -> tuple[Fit, float]:
    """The fit as it must be where leg ends fall inside it (no hyphen there), and what those ends cost."""
    lines = fit.lines
    cost = 0.0
    if block.with_next and run.left_in_leg(start) < lines + block.after + 2:
        cost += ORPHAN
    feet = run.feet_within(start, lines)
    if not feet:
        if run.left_in_leg(start) == lines and block.with_next:
            cost += ORPHAN
        return fit, cost
    if block.whole:
        cost += BLANK_FOOT
    if feet[0] == 1:
        cost += ORPHAN
    if lines - feet[-1] == 1:
        cost += WIDOW
    hyphenated = [foot for foot in feet if block.prepared.points(fit.level).flagged[fit.setting.breaks[foot - 1]]]
    if hyphenated:
        without = block.prepared.without_hyphens_at(fit, measures, feet)
        if without is None:
            return fit, cost + FOOT_HYPHEN * len(hyphenated)
        fit = without
    return fit, cost
