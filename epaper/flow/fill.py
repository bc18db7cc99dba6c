"""Prepared paragraphs and the legs of a box in → which setting of each paragraph fills the legs best.

A dynamic programme over the paragraphs whose state is the line of the box reached so far. Each paragraph offers its
settings in n−1, n, n+1 … lines (`Prepared.fits`); the programme picks one of each so that the legs fill exactly, end
level, and have neither widow nor orphan nor a hyphen at a leg's foot, at the least sum of demerits. After Mittelbach,
"A General LuaTeX Framework for Globally Optimized Pagination" (2016, 2019), with the leading never touched.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from epaper.typeset.paragraph import Fit, Prepared
from epaper.units import Mpt

WIDOW = 2e8
ORPHAN = 2e8
FOOT_HYPHEN = 5e7
STRANDED = 5e9
"""For a subhead with less than two lines of its text under it."""
BLANK_FOOT = 1e9
"""For each line left empty at a leg's foot, which makes the legs end unevenly."""
_NEARLY = 3
"""Copy over by so many lines is worth squeezing; copy over by more is set as it sets best, and its excess reported."""
_OVER = 1e6
_KEPT = 60
"""How many ways are followed after each paragraph."""
_UNEVEN = 1.2
"""What uneven lines and hyphens may add to a paragraph's length, for reckoning how far down it may reach."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as it flows. Lines are grid lines; lengths are millipoints.

    `indent` is the first line's, `left` and `right` every line's; `inset` takes width from the first `inset_lines`
    lines (a drop cap). `before` and `after` are free lines, dropped at a leg's head and foot. `whole` blocks
    stay in one leg; `with_next` ones stand at no leg's foot. A block may be set in up to `looseness` lines more or
    fewer than it sets best in.
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
    looseness: int = 3

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

    def reach(self, narrowest: Mpt) -> int:
        """About the most lines that it takes, where none is narrower than `narrowest`."""
        length = self.prepared.length + self.indent + self.inset * self.inset_lines
        return round(_UNEVEN * length / max(1, narrowest - self.left - self.right)) + self.looseness + 2


Row = tuple[Mpt, Mpt]
"""Where a line lies: its left edge and its width; a width of 0 says that the line is taken."""


@dataclass(frozen=True, slots=True)
class Leg:
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
        return replace(self, lines=lines, rows=self.rows[:lines])


@dataclass(frozen=True, slots=True)
class Slot:
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


_Step = tuple[float, int, int, Fit]
"""The cheapest way to a line: its cost, the line reached before, where the block starts, and its setting."""


class _Run:
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


def fill(blocks: Sequence[Block], legs: Sequence[Leg], *, exact: bool) -> Filled:
    """Choose the settings.

    With `exact`, the last leg must be filled to its foot as well, and what cannot be is paid for by the line; without,
    the copy may end anywhere. Copy beyond the last leg is never dropped: it is placed past `capacity`.
    """
    run = _Run(legs)
    if not blocks:
        return Filled((), 0, run.capacity, 0.0)
    costs: dict[int, float] = {0: 0.0}
    trail: list[dict[int, _Step]] = []
    for block in blocks:
        steps: dict[int, _Step] = {}
        offered = _Offers(run, block)
        for end, cost in costs.items():
            _extend(run, offered, end, cost, steps)
        steps = _promising(steps)
        trail.append(steps)
        costs = {line: step[0] for line, step in steps.items()}
    trailing = blocks[-1].after
    end = min(costs, key=lambda line: costs[line] + _end_cost(line - trailing, run.capacity, exact))
    total = costs[end] + _end_cost(end - trailing, run.capacity, exact)
    return Filled(_placements(run, blocks, trail, end), end - trailing, run.capacity, total)


def _placements(run: _Run, blocks: Sequence[Block], trail: list[dict[int, _Step]], line: int) -> tuple[Placement, ...]:
    """Walk back along the cheapest way to `line`."""
    placements: list[Placement] = []
    for number in range(len(blocks) - 1, -1, -1):
        _, before, start, fit = trail[number][line]
        measures = blocks[number].measures(run.widths(start, fit.lines))
        placements.append(Placement(number, start, fit, measures))
        line = before
    return tuple(reversed(placements))


def _promising(steps: dict[int, _Step]) -> dict[int, _Step]:
    """The ways worth following: the cheapest, and those that are not hopelessly dearer."""
    if len(steps) <= _KEPT:
        return steps
    return dict(sorted(steps.items(), key=lambda each: each[1][0])[:_KEPT])


def _end_cost(end: int, capacity: int, exact: bool) -> float:
    if end > capacity:
        return BLANK_FOOT * min(end - capacity, _NEARLY) + _OVER * (end - capacity)
    return BLANK_FOOT * (capacity - end) if exact else 0.0


class _Offers:
    """The settings that a block offers, by the line it starts on (the same for all where legs are of one width)."""

    def __init__(self, run: _Run, block: Block) -> None:
        self.run, self.block = run, block
        self._reach = 1 if run.uniform else block.reach(run.narrowest)
        self._by_widths: dict[tuple[Mpt, ...], list[tuple[int, Fit]]] = {}

    def measures(self, start: int) -> tuple[Mpt, ...]:
        return self.block.measures(self.run.widths(start, self._reach))

    def at(self, start: int) -> list[tuple[int, Fit]]:
        """(lines, fit) of every setting near the best."""
        widths = self.run.widths(start, self._reach)
        known = self._by_widths.get(widths)
        if known is None:
            fits = self.block.prepared.fits(self.block.measures(widths))
            best = min(fits.values(), key=lambda fit: fit.cost).lines
            known = [(lines, fit) for lines, fit in fits.items() if abs(lines - best) <= self.block.looseness]
            self._by_widths[widths] = known
        return known


def _extend(run: _Run, offered: _Offers, end: int, cost: float, steps: dict[int, _Step]) -> None:
    """Add every way to set the block after line `end`, where it is the cheapest way yet to where it ends."""
    block = offered.block
    start = end
    if not run.is_head(end) and block.before:
        left = run.left_in_leg(end)
        start = end + min(block.before, left)
        cost += BLANK_FOOT * left if left <= block.before else 0.0
    for at, moved in _starts(run, block, start):
        left = run.left_in_leg(at)
        for lines, fit in offered.at(at):
            chosen, total = fit, cost + moved + fit.cost
            if lines >= left or block.with_next:
                chosen, extra = _at_feet(run, offered, at, fit)
                total = cost + moved + extra + chosen.cost
            line = at + lines + block.after
            known = steps.get(line)
            if known is None or total < known[0]:
                steps[line] = (total, end, at, chosen)


def _starts(run: _Run, block: Block, start: int) -> list[tuple[int, float]]:
    """Where a block may start: at once, or, if it must not be cut there, at the next leg's head."""
    left = run.left_in_leg(start)
    starts = [(start, 0.0)]
    if (block.whole or block.with_next) and left < 1_000_000:
        starts.append((start + left, BLANK_FOOT * left))
    return starts


def _at_feet(run: _Run, offered: _Offers, start: int, fit: Fit) -> tuple[Fit, float]:
    """The fit as it must be where leg ends fall inside it (no hyphen there), and what those ends cost."""
    block, lines, cost = offered.block, fit.lines, 0.0
    if block.with_next and run.left_in_leg(start) < lines + block.after + 2:
        cost += STRANDED
    feet = run.feet_within(start, lines)
    if not feet:
        return fit, cost
    if block.whole:
        cost += BLANK_FOOT
    if feet[0] == 1:
        cost += ORPHAN
    if lines - feet[-1] == 1:
        cost += WIDOW
    if block.prepared.style.hj.hyphenate_across_legs:
        return fit, cost
    points = block.prepared.points(fit.level)
    hyphenated = [foot for foot in feet if points.flagged[fit.setting.breaks[foot - 1]]]
    if hyphenated:
        without = block.prepared.without_hyphens_at(fit, offered.measures(start), feet)
        if without is None:
            return fit, cost + FOOT_HYPHEN * len(hyphenated)
        fit = without
    return fit, cost
