"""Breakpoints with their widths in → the best set of line breaks for each number of lines out. Numbers only.

The total-fit programme of Knuth and Plass ("Breaking Paragraphs into Lines", Software: Practice and Experience 11,
1981; *Digital Typography*, chapter 3), as a shortest path over (breakpoint, line number, hyphens in a row, tightness).
The line number in the state gives the best setting in n−1, n, n+1 … lines from one run ("looseness"), and lets each
line have its own measure. The hyphens in a row make the ladder limit a law instead of a cost.

It is run in two halves, for speed. A forward pass leaves out hyphens in a row and tightness: what it gives is the least
that any setting up to a breakpoint can cost. With these bounds the whole programme is then searched from the
paragraph's end, always going on from what looks cheapest (Hart, Nilsson and Raphael, "A Formal Basis for the Heuristic
Determination of Minimum Cost Paths", 1968): it looks at little more than the lines of the best setting, and finds it
exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import heappop, heappush
from itertools import count, pairwise
from typing import Any

from epaper.typeset.breakpoints import Breakpoints
from epaper.typeset.candidates import DECENT, UNLIMITED, VERY_LOOSE, Line, LinesFrom, Rules, lines_from, reach


@dataclass(frozen=True, slots=True)
class Setting:
    """One way to set the paragraph: the breakpoint that ends each line, and each line's adjustment ratio."""

    demerits: float
    breaks: tuple[int, ...]
    ratios: tuple[float, ...]

    @property
    def lines(self) -> int:
        return len(self.breaks)


@dataclass(frozen=True, slots=True)
class Near:
    """The breaks of a known setting, and how many lines more or fewer than it are of interest."""

    breaks: tuple[int, ...]
    spread: int

    def corridor(self, points: int) -> list[tuple[int, int]]:
        """For each of so many breakpoints, the least and the greatest number of lines that may end there."""
        bounds: list[tuple[int, int]] = []
        for line, (a, b) in enumerate(pairwise((0, *self.breaks))):
            low, high = line - self.spread, line + self.spread
            bounds.append((low, high))
            bounds += [(low, high + 1)] * (b - a - 1)
        last = len(self.breaks)
        return bounds + [(last - self.spread, last + self.spread)] * (points - len(bounds))


_NOTHING = VERY_LOOSE + 1
"""Stands for the class of what is under a paragraph's last line."""


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways to set a paragraph under one set of rules.

    `least[b][n]` is the least that n lines up to breakpoint b can cost, were hyphens in a row and tightness free;
    `lines_to[b]` are the lines that end there. Where the number of lines does not matter beyond `most`, all from there
    on count as that many.
    """

    points: Breakpoints
    measures: tuple[float, ...]
    rules: Rules
    most: int | None
    lines_from: LinesFrom
    least: list[dict[int, float]]
    lines_to: list[list[Line]]

    @property
    def bounds(self) -> dict[int, float]:
        """For each possible number of lines, the least that it may cost."""
        return self.least[-1]

    def setting(self, number: int, no_flag: frozenset[int] = frozenset()) -> Setting | None:
        """The best in so many lines, or None where there is none. Lines in `no_flag` (from 1) may not end flagged."""
        return _search(self, number, no_flag) if number in self.least[-1] else None

    def counted(self, near: Near | None = None) -> Ways:
        """The same by the number of lines; with `near`, only those in about as many lines as a known setting."""
        least, lines_to = _forward(self.lines_from, self.measures, len(self.least), None, near)
        return replace(self, most=None, least=least, lines_to=lines_to)

    def best(self) -> Setting | None:
        """The best in any number of lines."""
        found: Setting | None = None
        for bound, number in sorted((bound, number) for number, bound in self.bounds.items()):
            if found is not None and found.demerits <= bound:
                break
            setting = self.setting(number)
            if setting is not None and (found is None or setting.demerits < found.demerits):
                found = setting
        return found


def ways(points: Breakpoints, measures: Sequence[float], rules: Rules) -> Ways:
    """All ways to set a paragraph, in whatever number of lines. `measures` gives each line's width, the last one
    standing for all further lines."""
    points, measures = _even(points, measures)
    most, lines = len(measures) - 1, lines_from(points, rules)
    return Ways(points, measures, rules, most, lines, *_forward(lines, measures, len(points.cost), most, None))


def _forward(
    lines_from: LinesFrom, measures: tuple[float, ...], count: int, most: int | None, near: Near | None
) -> tuple[list[dict[int, float]], list[list[Line]]]:
    """What `Ways` calls `least` and `lines_to`, for so many breakpoints."""
    final = len(measures) - 1
    least: list[dict[int, float]] = [{} for _ in range(count)]
    lines_to: list[list[Line]] = [[] for _ in range(count)]
    least[0][0] = 0.0
    corridor = near.corridor(count) if near else None
    for a, here in enumerate(least):
        if corridor is not None:
            low, high = corridor[a]
            here = least[a] = {number: bound for number, bound in here.items() if low <= number <= high}
        if a == count - 1:
            break
        measure = -1.0
        for number, demerits in here.items():
            if measure != measures[number if number < final else final]:
                measure = measures[number if number < final else final]
                lines = lines_from(a, measure)
                for line in lines:
                    lines_to[line[1]].append(line)
            following = number if number == most else number + 1
            for _, b, _, cost, _ in lines:
                there, total = least[b], demerits + cost
                if following not in there or total < there[following]:
                    there[following] = total
    return least, lines_to


def possible(points: Breakpoints, measures: Sequence[float], tolerance: float) -> bool:
    """Whether there may be a way within the tolerance, ladders allowed; said much quicker than one is found. Where
    lines differ in width beyond the first, it always may be."""
    points, measures = _even(points, measures)
    if len(measures) > 1:
        return True
    ends_from, measure = reach(points, tolerance), measures[0]
    last = len(points.cost) - 1
    reached = bytearray(last + 1)
    a = 0
    while 0 <= a < last:
        first, stop = ends_from(a, measure)
        reached[first:stop] = b"\1" * (stop - first)
        a = reached.find(1, a + 1)
    return a == last


def _even(points: Breakpoints, measures: Sequence[float]) -> tuple[Breakpoints, tuple[float, ...]]:
    """Where but the first line has a measure of its own, the same as text that is so much longer in equal measures."""
    if len(measures) != 2:
        return points, tuple(measures)
    first, *others = points.start_width
    return replace(points, start_width=[first - (measures[1] - measures[0]), *others]), (measures[1],)


_Link = tuple[int, Any] | None
"""The breaks of the lines that follow: the first, and a link of the others."""


def _search(ways: Ways, number: int, no_flag: frozenset[int]) -> Setting | None:
    """The best setting in so many lines, from the paragraph's end to its start."""
    least, lines_to, measures, flagged = ways.least, ways.lines_to, ways.measures, ways.points.flagged
    limit, consecutive, beside = ways.rules.hyphen_limit, ways.rules.consecutive, _beside(ways.rules)
    serial = count(0, -1)  # of two that look alike the later, which has fewer lines to go
    heap: list[tuple[float, int, int, int, int, int, float, _Link]]
    heap = [(least[-1][number], next(serial), len(least) - 1, number, 0, _NOTHING, 0.0, None)]
    done: set[tuple[int, int, int, int]] = set()
    while heap:
        cost_so_far, _, b, number, row, below, demerits, link = heappop(heap)
        if b == 0:
            return _setting(ways, cost_so_far, link)
        if (b, number, row, below) in done:
            continue
        done.add((b, number, row, below))
        link = (b, link)
        for before in (number, number - 1) if number == ways.most else (number - 1,):
            measure = measures[min(before, len(measures) - 1)]
            for a, _, its, cost, own in lines_to[b]:
                bound = least[a].get(before)
                if bound is None or its != measure:
                    continue
                total, hyphens = demerits + cost + beside[own][below], 0
                if flagged[a]:
                    if row == limit or before in no_flag:
                        continue
                    hyphens = row + 1
                    total += consecutive if row else 0.0
                elif a == 0:
                    total += beside[own][DECENT]
                heappush(heap, (total + bound, next(serial), a, before, hyphens, own, total, link))
    return None


def _setting(ways: Ways, demerits: float, link: _Link) -> Setting:
    breaks = []
    while link is not None:
        at, link = link
        breaks.append(at)
    final = len(ways.measures) - 1
    lines = enumerate(pairwise((0, *breaks)))
    ratios = tuple(ways.points.ratio(a, b, ways.measures[min(line, final)]) for line, (a, b) in lines)
    return Setting(demerits, tuple(breaks), ratios)


@lru_cache(maxsize=64)
def _beside(rules: Rules) -> tuple[tuple[float, ...], ...]:
    """What each class costs above each other, and above nothing."""
    return tuple((*(rules.beside(own, below) for below in range(_NOTHING)), 0.0) for own in range(_NOTHING))


def laxer(points: Breakpoints, rules: Rules) -> tuple[Rules, ...]:
    """The rules; without their tolerance, for where they leave no way at all (one unbreakable word to a line); and
    without their ladder limit, which leaves one always."""
    anything = replace(rules, tolerance=UNLIMITED, end_below=UNLIMITED)
    return rules, anything, replace(anything, hyphen_limit=len(points.cost))
