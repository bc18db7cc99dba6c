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

from collections.abc import Mapping, Sequence
from functools import lru_cache
from heapq import heappop, heappush
from itertools import count, pairwise
from typing import Any

from epaper.typeset.breakpoints import Breakpoints
from epaper.typeset.candidates import DECENT, UNLIMITED, VERY_LOOSE, Lines, Rules, lines_of, reach
from epaper.value import Value, replace


class Setting(Value):
    """One way to set the paragraph: the breakpoint that ends each line, and each line's adjustment ratio."""

    demerits: float
    breaks: tuple[int, ...]
    ratios: tuple[float, ...]

    @property
    def lines(self) -> int:
        return len(self.breaks)


class Near(Value):
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


class Ways(Value):
    """The ways to set a paragraph under one set of rules.

    `least[b][n]` is the least that n lines up to breakpoint b can cost, were hyphens in a row and tightness free;
    `lines` has the possible lines by their measure. Where the number of lines does not matter beyond `most`, all from
    there on count as that many.
    """

    measures: tuple[float, ...]
    rules: Rules
    flagged: Sequence[bool]
    lines: Mapping[float, Lines]
    most: int | None
    least: list[dict[int, float]]

    @property
    def bounds(self) -> dict[int, float]:
        """For each possible number of lines, the least that it may cost."""
        return self.least[-1]

    def setting(self, number: int, no_flag: frozenset[int] = frozenset()) -> Setting | None:
        """The best in so many lines, or None where there is none. Lines in `no_flag` (from 1) may not end flagged."""
        return _search(self, number, no_flag) if number in self.least[-1] else None

    def counted(self, near: Near | None = None) -> Ways:
        """The same by the number of lines; with `near`, only those in about as many lines as a known setting."""
        return replace(self, most=None, least=_forward(self.lines, self.measures, len(self.least), None, near))

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
    if len(measures) <= EVEN:
        return ways_of_all(points, [measures], rules)[0]
    lines = {measure: lines_of(points, measure, rules) for measure in dict.fromkeys(measures)}
    most = len(measures) - 1
    least = _forward(lines, tuple(measures), len(points.cost), most, None)
    return Ways(tuple(measures), rules, points.flagged, lines, most, least)


def ways_of_all(points: Breakpoints, measures: Sequence[Sequence[float]], rules: Rules) -> list[Ways]:
    """The same for each of several paragraphs that stand one after the other in `points`, all of one measure but for
    their first lines."""
    measure = measures[0][-1]
    lines, found = lines_of(_even(points, measures), measure, rules), []
    for low, high in points.parts:
        own = lines.part(low, high)
        flagged = points.flagged[low:high] if len(points.heads) > 1 else points.flagged
        found.append(Ways((measure,), rules, flagged, {measure: own}, 0, _forward_even(own)))
    return found


EVEN = 2
"""A paragraph of no more measures differs in its first line alone."""


def _even(points: Breakpoints, measures: Sequence[Sequence[float]]) -> Breakpoints:
    """Text whose paragraphs have first lines of a measure of their own, as text that is so much longer in equal
    measures."""
    if all(len(each) == 1 for each in measures):
        return points
    start_width = points.start_width.copy()
    start_width[list(points.heads)] -= [each[-1] - each[0] for each in measures]
    return replace(points, start_width=start_width)


def _forward_even(lines: Lines) -> list[dict[int, float]]:
    """What `Ways` calls `least` where the number of lines does not matter."""
    first, ends, demerits = lines.first, lines.ends, lines.demerits
    least = [UNLIMITED] * (len(first) - 1)
    least[0] = 0.0
    for a, so_far in enumerate(least):
        if so_far != UNLIMITED:
            for i in range(first[a], first[a + 1]):
                total, b = so_far + demerits[i], ends[i]
                if total < least[b]:
                    least[b] = total
    return [{0: each} if each != UNLIMITED else {} for each in least]


def _forward(
    lines: Mapping[float, Lines], measures: tuple[float, ...], count: int, most: int | None, near: Near | None
) -> list[dict[int, float]]:
    """What `Ways` calls `least`, for so many breakpoints."""
    final = len(measures) - 1
    least: list[dict[int, float]] = [{} for _ in range(count)]
    least[0][0] = 0.0
    corridor = near.corridor(count) if near else None
    for a, here in enumerate(least[:-1]):
        if corridor is not None and here:
            low, high = corridor[a]
            here = least[a] = {number: bound for number, bound in here.items() if low <= number <= high}
        for number, so_far in here.items():
            its = lines[measures[number if number < final else final]]
            ends, demerits = its.ends, its.demerits
            following = number if number == most else number + 1
            for i in range(its.first[a], its.first[a + 1]):
                there, total = least[ends[i]], so_far + demerits[i]
                if following not in there or total < there[following]:
                    there[following] = total
    if corridor is not None:
        low, high = corridor[-1]
        least[-1] = {number: bound for number, bound in least[-1].items() if low <= number <= high}
    return least


def possible(points: Breakpoints, measures: Sequence[float], tolerance: float) -> bool:
    """Whether there may be a way within the tolerance, ladders allowed; said much quicker than one is found."""
    if len(measures) <= EVEN:
        return all_possible(points, [measures], tolerance)[0]
    final = len(measures) - 1
    numbers: dict[float, int] = {}
    for number, measure in enumerate(measures):
        numbers[measure] = numbers.get(measure, 0) | 1 << number
    kinds = [
        (bits, *(each.tolist() for each in reach(points, measure, tolerance))) for measure, bits in numbers.items()
    ]
    arrived = [1] + [0] * (len(points.cost) - 1)  # how many lines may end at each breakpoint, as the bits of a number
    for a in range(len(arrived) - 1):
        for bits, first, stop in kinds if arrived[a] else ():
            following = (arrived[a] & bits) << 1
            if following >> (final + 1):
                following = following & ~(2 << final) | 1 << final
            if following:
                arrived[first[a] : stop[a]] = [each | following for each in arrived[first[a] : stop[a]]]
    return bool(arrived[-1])


def all_possible(points: Breakpoints, measures: Sequence[Sequence[float]], tolerance: float) -> list[bool]:
    """The same for each of several paragraphs that stand one after the other in `points`, all of one measure but for
    their first lines."""
    reached = (each.tolist() for each in reach(_even(points, measures), measures[0][-1], tolerance))
    first, stop = reached
    found = []
    for low, high in points.parts:
        arrived = bytearray(high)
        a, last = low, high - 1
        while low <= a < last:
            arrived[first[a] : stop[a]] = b"\1" * (stop[a] - first[a])
            a = arrived.find(1, a + 1)
        found.append(a == last)
    return found


_Link = tuple[int, float, Any] | None
"""The lines that follow: the break that ends the first, its ratio, and a link of the others."""


def _search(ways: Ways, number: int, no_flag: frozenset[int]) -> Setting | None:
    """The best setting in so many lines, from the paragraph's end to its start."""
    least, measures, flagged, final = ways.least, ways.measures, ways.flagged, len(ways.measures) - 1
    limit, consecutive, beside = ways.rules.hyphen_limit, ways.rules.consecutive, _beside(ways.rules)
    serial = count(0, -1)  # of two that look alike the later, which has fewer lines to go
    heap: list[tuple[float, int, int, int, int, int, float, _Link]]
    heap = [(least[-1][number], next(serial), len(least) - 1, number, 0, _NOTHING, 0.0, None)]
    done: set[tuple[int, int, int, int]] = set()
    while heap:
        cost_so_far, _, b, number, row, below, demerits, link = heappop(heap)
        if b == 0:
            return _setting(cost_so_far, link)
        if (b, number, row, below) in done:
            continue
        done.add((b, number, row, below))
        for before in (number, number - 1) if number == ways.most else (number - 1,):
            its = ways.lines[measures[before if before < final else final]]
            for i in its.order[its.into[b] : its.into[b + 1]]:
                a = its.begins[i]
                bound = least[a].get(before)
                if bound is None:
                    continue
                own = its.classes[i]
                total, hyphens = demerits + its.demerits[i] + beside[own][below], 0
                if flagged[a]:
                    if row == limit or before in no_flag:
                        continue
                    hyphens = row + 1
                    total += consecutive if row else 0.0
                elif a == 0:
                    total += beside[own][DECENT]
                following = (b, its.ratios[i], link)
                heappush(heap, (total + bound, next(serial), a, before, hyphens, own, total, following))
    return None


def _setting(demerits: float, link: _Link) -> Setting:
    breaks, ratios = [], []
    while link is not None:
        at, ratio, link = link
        breaks.append(at)
        ratios.append(ratio)
    return Setting(demerits, tuple(breaks), tuple(ratios))


@lru_cache(maxsize=64)
def _beside(rules: Rules) -> tuple[tuple[float, ...], ...]:
    """What each class costs above each other, and above nothing."""
    return tuple((*(rules.beside(own, below) for below in range(_NOTHING)), 0.0) for own in range(_NOTHING))


def laxer(points: Breakpoints, rules: Rules) -> tuple[Rules, ...]:
    """The rules; without their tolerance, for where they leave no way at all (one unbreakable word to a line); and
    without their ladder limit, which leaves one always."""
    anything = replace(rules, tolerance=UNLIMITED, end_below=UNLIMITED)
    return rules, anything, replace(anything, hyphen_limit=len(points.cost))
