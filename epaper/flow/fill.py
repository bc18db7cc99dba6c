"""Prepared paragraphs and the legs of a box in → which setting of each paragraph fills the legs best.

A programme over the paragraphs whose state is the line of the box reached so far. Each paragraph offers its settings in
n−1, n, n+1 … lines; the programme picks one of each so that the legs fill exactly, end level, and have neither widow
nor orphan nor a hyphen at a leg's foot, at the least sum of demerits. After Mittelbach, "A General LuaTeX Framework for
Globally Optimized Pagination" (2016, 2019), with the leading never touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

import numpy as np

from epaper.flow.block import Block, settle_blocks
from epaper.flow.run import Leg, Run
from epaper.typeset.candidates import UNLIMITED
from epaper.typeset.settings import Fit, Settings
from epaper.typeset.solid import OneSetting, Solid
from epaper.units import Mpt
from epaper.value import Value

WIDOW = 2e8
ORPHAN = 2e8
FOOT_HYPHEN = 5e7
BLANK_FOOT = 1e9
"""For each line left empty at a leg's foot, which makes the legs end unevenly."""
_MOVED = 1e5
"""For white at a foot before the last leg's, where it might as well be there."""
_NEARLY = 3
"""Copy over by so many lines is worth squeezing; copy over by more is set as it sets best, and its excess reported."""
OVER = 1e6
_FAR = 10
"""With so many lines over, one more or less is all the same."""
_KEPT = 60
"""How many ways are followed after each paragraph."""


class Placement(Value):
    """One block's place: where it starts (counted over all legs), the setting chosen, its line widths, and how many
    lines of white it was given."""

    block: int
    start: int
    fit: Fit
    measures: tuple[Mpt, ...]
    given: int = 0


class Filled(Value):
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


def fill(blocks: Sequence[Block], legs: Sequence[Leg], *, exact: bool, poor: bool = False) -> Filled:
    """Choose the settings.

    With `exact`, the last leg must be filled to its foot as well, and what cannot be is paid for by the line; without,
    the copy may end anywhere. Copy beyond the last leg is never dropped: it is placed past `capacity`. With
    `poor`, settings with gaping spaces are looked at too.
    """
    run = Run(legs)
    if not blocks:
        return Filled((), 0, run.capacity, 0.0)
    return _Programme(blocks, run, exact=exact, poor=poor).cheapest()


class _Offers:
    """The settings that a block offers, by the line it starts on (the same for all where legs are of one width): the
    best one alone where it stands beyond the last leg, and `beyond` says that it does anyway."""

    def __init__(self, run: Run, block: Block, *, poor: bool, beyond: bool) -> None:
        self.run, self.block, self.poor, self.beyond = run, block, poor, beyond
        self._reach = 1 if run.uniform else block.reach(run.narrowest)
        self._known: dict[tuple[tuple[Mpt, ...], bool], tuple[Settings | OneSetting, list[tuple[int, float]]]] = {}

    def at(self, start: int) -> tuple[Settings | OneSetting, list[tuple[int, float]]]:
        """The settings, and (lines, the least that it costs) of each that is near the best."""
        key = (self.run.widths(start, self._reach), self.beyond or start >= self.run.capacity)
        known = self._known.get(key)
        if known is None:
            settings: Settings | OneSetting = self.block.prepared.settings(self.block.measures(key[0]))
            known = self._known[key] = (settings, self._near(settings, beyond=key[1]))
        return known

    def _near(self, settings: Settings | OneSetting, *, beyond: bool) -> list[tuple[int, float]]:
        best = settings.best
        if beyond:
            return [(best.lines, best.cost)]
        bounds = settings.bounds(poor=self.poor).items()
        near = [(lines, bound) for lines, bound in bounds if abs(lines - best.lines) <= self.block.looseness]
        return [each for each in near if each[0] > len(self.block.insets)] or near


_NONE: tuple[int, ...] = ()
_UNKNOWN: list[float] = []


class _Step(NamedTuple):
    """A block set in `lines` lines from line `start`, so that the next may begin on line `end`. `feet` counts its lines
    above each foot inside it; `bound` is the least that its setting costs, `fit` the setting, once it was sought;
    `given` lines of white are more than it wants."""

    block: int
    start: int
    lines: int
    end: int
    feet: tuple[int, ...]
    bound: float
    before: _Step | None
    given: int
    fit: Fit | None = None


class _Programme:
    """The cheapest way through all blocks, always going on from what looks cheapest (Hart, Nilsson and Raphael,
    "A Formal Basis for the Heuristic Determination of Minimum Cost Paths", 1968).

    What the rest costs at least is known beforehand where all legs are of one width. A setting enters with the least
    that it may cost, and is sought only when nothing looks cheaper.
    """

    def __init__(self, blocks: Sequence[Block], run: Run, *, exact: bool, poor: bool) -> None:
        self.blocks, self.run, self.exact = blocks, run, exact
        self.offers: list[_Offers] = []
        if run.uniform:
            settle_blocks(blocks, run.widths(0, 1))
        soonest = 0
        for block in blocks:
            offered = _Offers(run, block, poor=poor, beyond=run.uniform and soonest >= run.capacity)
            self.offers.append(offered)
            soonest += min(offered.at(0)[1])[0] + block.after if run.uniform else 0
        self.rests = self._least_rests() if run.uniform else [(0, _UNKNOWN)] * len(blocks)

    def cheapest(self) -> Filled:
        """The settings that cost least in all."""
        serial = count(0, -1)  # of two that look alike the later, which has fewer blocks to go
        heap: list[tuple[float, int, float, int, int, _Step | None]] = [(0.0, next(serial), 0.0, 0, 0, None)]
        arrived: list[dict[int, float]] = [{} for _ in range(len(self.blocks) + 1)]
        while heap:
            _, _, cost, number, end, step = heappop(heap)
            here = arrived[number]
            if here.get(end, UNLIMITED) <= cost or len(here) > _KEPT:
                continue
            if step is not None and step.fit is None:
                fit, added = self._sought(step)
                if fit is not None:
                    total = cost + added
                    found = step._replace(fit=fit)
                    heappush(heap, (total + self._rest(number, end), next(serial), total, number, end, found))
                continue
            here[end] = cost
            if number == len(self.blocks):
                return self._filled(step, end, cost)
            for following, extra in self._steps(number, end, step):
                total = cost + extra
                estimate = total + self._rest(number + 1, following.end)
                heappush(heap, (estimate, next(serial), total, number + 1, following.end, following))
        raise AssertionError("every block has a setting, and copy may run over")

    def _steps(self, number: int, end: int, before: _Step | None) -> Iterator[tuple[_Step, float]]:
        """Every way to set a block after line `end`, and what it costs at least."""
        block, run = self.blocks[number], self.run
        for start, given, cost in _starts(run, block, end):
            at, white = start, block.after + (given if block.gives_under else 0)
            left = run.left_in_leg(at)
            if 0 < at < run.capacity and run.is_head(at):
                cost += WIDOW if block.with_last else 0.0
                at += min(block.repeated, left - 1)
                left -= min(block.repeated, left - 1)
            for lines, bound in self.offers[number].at(at)[1]:
                extra, feet = cost + bound, _NONE
                if lines >= left or block.with_next:
                    feet = tuple(run.feet_within(at, lines))
                    free = 0 if run.is_head(at + lines) else run.left_in_leg(at + lines)
                    extra += _at_feet(block, lines, feet, free - white)
                yield _Step(number, at, lines, at + lines + white, feet, bound, before, given), extra

    def _sought(self, step: _Step) -> tuple[Fit | None, float]:
        """The setting of a step, without hyphens at feet, and by how much it is dearer than it looked."""
        block = self.blocks[step.block]
        settings = self.offers[step.block].at(step.start)[0]
        fit = settings.fit(step.lines)
        if fit is None:
            return None, 0.0
        if isinstance(block.prepared, Solid):
            return fit, fit.cost - step.bound
        flagged, breaks = block.prepared.flagged, fit.setting.breaks
        hyphened = [foot for foot in step.feet if flagged[breaks[foot - 1]]]
        if not hyphened or block.prepared.style.hj.hyphenate_across_legs:
            return fit, fit.cost - step.bound
        without = settings.fit(step.lines, frozenset(step.feet))
        if without is None:
            return fit, fit.cost - step.bound + FOOT_HYPHEN * len(hyphened)
        return without, without.cost - step.bound

    def _rest(self, number: int, end: int) -> float:
        """What the blocks from one on cost at least, after line `end`."""
        if number == len(self.blocks):
            return self._end_cost(end)
        low, rests = self.rests[number]
        return rests[end - low] if 0 <= end - low < len(rests) else 0.0

    def _least_rests(self) -> list[tuple[int, list[float]]]:
        """The same for each block, were there no feet, as the first line where it may begin and what the rest costs
        from there on, line by line; from the last block backwards."""
        nears = [offered.at(0)[1] for offered in self.offers]
        low, high = [0], [0]
        for block, near in zip(self.blocks, nears, strict=True):
            low.append(low[-1] + min(near)[0] + block.after)
            high.append(high[-1] + max(near)[0] + block.after + block.before + block.repeated + block.give)
        following = np.array([self._end_cost(end) for end in range(low[-1], high[-1] + 1)])
        rests: list[tuple[int, list[float]]] = []
        for number in range(len(self.blocks) - 1, -1, -1):
            block = self.blocks[number]
            free, count = block.before + block.repeated, high[number] - low[number] + 1
            after = low[number] + block.after - low[number + 1]
            least = np.full(count, UNLIMITED)
            for lines, bound in nears[number]:
                for gap in range(free + block.give + 1):
                    at, cost = after + lines + gap, bound + block.give_cost * max(0, gap - free)
                    np.minimum(least, following[at : at + count] + cost, out=least)
            rests.append((low[number], least.tolist()))
            following = least
        return rests[::-1]

    def _end_cost(self, end: int) -> float:
        """What it costs that all copy ends before line `end`."""
        over = end - self.blocks[-1].after - self.run.capacity
        if over > 0:
            return BLANK_FOOT * min(over, _NEARLY) + OVER * min(over, _FAR)
        return -BLANK_FOOT * over if self.exact else 0.0

    def _filled(self, step: _Step | None, end: int, cost: float) -> Filled:
        placements: list[Placement] = []
        while step is not None and step.fit is not None:
            measures = self.blocks[step.block].measures(self.run.widths(step.start, step.lines))
            placements.append(Placement(step.block, step.start, step.fit, measures, step.given))
            step = step.before
        trailing = self.blocks[-1].after
        return Filled(tuple(reversed(placements)), end - trailing, self.run.capacity, cost + self._end_cost(end))


def _starts(run: Run, block: Block, end: int) -> Iterator[tuple[int, int, float]]:
    """Where a block may start after line `end`, how many lines of white more it is given there, and what that costs:
    at once, or, if it must not be cut there, at the next leg's head. White is given inside a leg alone."""
    start, cost, head = end, 0.0, run.is_head(end)
    if block.before and not head:
        left = run.left_in_leg(end)
        start = end + min(block.before, left)
        cost = BLANK_FOOT * left if left <= block.before else 0.0
    left = run.left_in_leg(start)
    yield start, 0, cost
    if (block.whole or block.with_next or left < len(block.insets)) and left < 1_000_000:
        yield start + left, 0, cost + BLANK_FOOT * left + _MOVED
    if not head and not run.is_head(start):
        for given in range(1, min(block.give, left - 1) + 1):
            yield start + (0 if block.gives_under else given), given, cost + block.give_cost * given


def _at_feet(block: Block, lines: int, feet: Sequence[int], room: int) -> float:
    """What it costs that a block of so many lines is cut by feet, or has room for so many lines under it."""
    cost = block.stranded if block.with_next and room < 2 else 0.0
    if feet:
        cost += block.cut
        cost += BLANK_FOOT if block.whole or feet[0] < len(block.insets) else 0.0
        cost += ORPHAN if feet[0] == 1 else 0.0
        cost += WIDOW if lines - feet[-1] == 1 else 0.0
    return cost
