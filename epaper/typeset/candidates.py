"""Breakpoints and a measure in → the lines that may start at each breakpoint, with what they cost, out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from operator import sub

from epaper.typeset.breakpoints import INFINITE, Breakpoints

TIGHT, DECENT, LOOSE, VERY_LOOSE = range(4)
"""The paper's fitness classes."""
UNLIMITED = float("inf")
_STEEP = 1.5
"""Beyond this ratio badness grows in a straight line, not with the cube: in narrow legs, where bad lines are not to be
avoided, a few very loose ones are better than many loose ones."""
_WORST = 20.0
"""Ratios beyond this are all as bad."""
_OVERFULL = 1e12
"""Demerits of a line that does not fit its measure."""

Line = tuple[int, int, float, float, int]
"""(breakpoint before it, breakpoint that ends it, measure, demerits, tightness class)"""
LinesFrom = Callable[[int, float], list[Line]]
"""A breakpoint and a measure → the lines that may start there."""
Reach = Callable[[int, float], tuple[int, int]]
"""A breakpoint and a measure → the first breakpoint where a line from there may end, and the first after those."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a line costs beyond its badness; names and meaning as in *Digital Typography*, pp. 71 and 114–118.

    No line goes beyond `tolerance`, the largest adjustment ratio; every last line costs less than `end_below`; and no
    more than `hyphen_limit` flagged lines stand in a row. Without a tolerance, a word that is wider than its measure
    has an overfull line of its own.
    """

    tolerance: float = UNLIMITED
    hyphen_limit: int = 2
    line_penalty: float = 1.0
    consecutive: float = 3000.0
    adjacent: float = 3000.0
    rivers: float = 20_000.0
    """For a very loose line under a very loose line: their spaces run together."""
    end_below: float = UNLIMITED

    def beside(self, one: int, other: int) -> float:
        """What it costs that two classes stand one under the other."""
        if one == other == VERY_LOOSE:
            return self.rivers
        return self.adjacent if abs(one - other) > 1 else 0.0


def reach(points: Breakpoints, tolerance: float) -> Reach:
    """What tells where the lines from a breakpoint may end, neither overfull nor loose beyond the tolerance.

    How wide the text up to each breakpoint is at its tightest, and at its loosest within the tolerance, says where to
    look.
    """
    end_tight = list(accumulate(map(sub, points.end_width, points.end_shrink), max))
    start_width, start_shrink = points.start_width, points.start_shrink
    start_stretch, start_give = points.start_stretch, points.start_give
    stretched = min(tolerance, _WORST)
    end_loose = [
        width + give + stretched * stretch
        for width, give, stretch in zip(points.end_width, points.end_give, points.end_stretch, strict=True)
    ]
    forced = [at for at, cost in enumerate(points.cost) if cost <= -INFINITE]
    end = len(points.cost)

    def reached(a: int, measure: float) -> tuple[int, int]:
        room = measure + start_width[a]
        until = end if len(forced) == 1 else forced[bisect_right(forced, a)] + 1
        first = a + 1
        if tolerance < UNLIMITED:
            first = bisect_left(end_loose, room + start_give[a] + stretched * start_stretch[a], first, until)
        return first, bisect_right(end_tight, room - start_shrink[a], first, until)

    return reached


def lines_from(points: Breakpoints, rules: Rules) -> LinesFrom:
    """What gives a paragraph's lines: from each breakpoint all that the rules allow.

    A function with the columns in its reach, since it is called for every breakpoint of every pass.
    """
    reached = reach(points, rules.tolerance)
    end_width, end_stretch, end_shrink, end_give = (
        points.end_width,
        points.end_stretch,
        points.end_shrink,
        points.end_give,
    )
    start_width, start_stretch, start_shrink, start_give = (
        points.start_width,
        points.start_stretch,
        points.start_shrink,
        points.start_give,
    )
    costs, closing, line_penalty, last = points.cost, points.closing, rules.line_penalty, len(points.cost) - 1
    known: dict[tuple[int, float], list[Line]] = {}

    def lines(a: int, measure: float) -> list[Line]:
        found = known.get((a, measure))
        if found is None:
            found = known[a, measure] = sought(a, measure)
        return found

    def sought(a: int, measure: float) -> list[Line]:
        first, stop = reached(a, measure)
        if first == stop:
            return [(a, stop, measure, _OVERFULL, TIGHT)] if rules.tolerance == UNLIMITED else []
        room = measure + start_width[a]
        stretch_a, shrink_a, give_a = start_stretch[a], start_shrink[a], start_give[a]
        found = []
        for b in range(first, stop):
            need = room - end_width[b]
            if need < 0:
                ratio = need / (end_shrink[b] - shrink_a)
                badness = line_penalty - 100.0 * ratio * ratio * ratio
                tightness = DECENT if ratio >= -0.5 else TIGHT
            else:
                stretch, give = end_stretch[b] - stretch_a, end_give[b] - give_a
                if need <= stretch + give:
                    ratio = need / (stretch + give) if need else 0.0
                    badness = line_penalty + 100.0 * ratio * ratio * ratio
                    tightness = DECENT if ratio <= 0.5 else LOOSE
                else:
                    ratio = min((need - give) / stretch, _WORST) if stretch > 0 else _WORST
                    badness = line_penalty + _badness(ratio)
                    tightness = VERY_LOOSE
            penalty = costs[b]
            if penalty >= 0:
                badness += penalty
                found.append((a, b, measure, badness * badness, tightness))
            elif penalty > -INFINITE:
                found.append((a, b, measure, badness * badness - penalty * penalty, tightness))
            else:
                end = closing.get(a, 0.0) if b == last else 0.0
                if end < rules.end_below:
                    found.append((a, b, measure, badness * badness + end, tightness))
        return found

    return lines


def _badness(ratio: float) -> float:
    if ratio <= _STEEP:
        return 100.0 * ratio * ratio * ratio
    return 100.0 * (_STEEP**3 + 3 * _STEEP**2 * (ratio - _STEEP))
