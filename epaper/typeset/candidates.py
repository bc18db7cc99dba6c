"""Breakpoints and a measure in → the lines worth considering from each breakpoint, with what they cost, out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from operator import sub

from epaper.typeset.breakpoints import INFINITE, Breakpoints

CLASSES = 4
"""Tight, decent, loose, very loose: the paper's fitness classes."""
_STEEP = 1.5
"""Beyond this ratio badness grows in a straight line, not with the cube: in narrow legs, where bad lines are not to be
avoided, a few very loose ones are better than many loose ones."""
_WORST = 20.0
"""Ratios beyond this are all as bad."""
_OVERFULL = 1e12
"""Demerits of a line that does not fit its measure."""

Line = tuple[int, float, int, bool]
"""(breakpoint that ends it, demerits, tightness class, flagged)"""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a line costs beyond its badness; names and meaning as in *Digital Typography*, pp. 71 and 114–118.

    `tolerance` is the largest adjustment ratio looked at while anything better exists; `hyphen_limit` the most flagged
    lines in a row; `no_flag` the lines (from 1) that may not end in a flagged break, such as a leg's foot.
    """

    line_penalty: float = 1.0
    tolerance: float = 12.0
    hyphen_limit: int = 2
    consecutive: float = 3000.0
    adjacent: float = 3000.0
    rivers: float = 20_000.0
    """For a very loose line under a very loose line: their spaces run together."""
    shortest: float = 0.6
    """The share of its measure under which a line is looked at only where nothing longer will do."""
    no_flag: frozenset[int] = frozenset()
    strict: bool = False
    """Whether there rather is no way at all than one with a line beyond the tolerance."""


LinesFrom = Callable[[int, float], list[Line]]
"""A breakpoint and a measure → the lines worth considering that start there."""


def candidates(points: Breakpoints, rules: Rules) -> LinesFrom:
    """What gives a paragraph's lines: from each breakpoint all within the tolerance, else the longest there is; where
    the rules are strict, none.

    A function with the columns in its reach, since it is called for every breakpoint of every pass. How wide the text
    up to each breakpoint is at its tightest, and at its loosest within the tolerance, says where to look.
    """
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
    costs, flagged, closing, line_penalty = points.cost, points.flagged, points.closing, rules.line_penalty
    tolerance, shortest, last = min(rules.tolerance, _WORST), rules.shortest, len(costs) - 1
    tightest = list(accumulate(map(sub, end_width, end_shrink), max))
    loosest = [
        width + give + tolerance * stretch
        for width, give, stretch in zip(end_width, end_give, end_stretch, strict=True)
    ]
    forced = [at for at, cost in enumerate(costs) if cost <= -INFINITE]

    def lines_from(a: int, measure: float) -> list[Line]:
        room = measure + start_width[a]
        stretch_a, shrink_a, give_a = start_stretch[a], start_shrink[a], start_give[a]
        until = last + 1 if len(forced) == 1 else forced[bisect_right(forced, a)] + 1
        stop = bisect_right(tightest, room - shrink_a, a + 1, until)
        first = bisect_left(loosest, room + give_a + tolerance * stretch_a, a + 1, stop)
        if shortest and first < stop:
            first = min(stop, max(first, bisect_left(end_width, room - measure + measure * shortest, first, until - 1)))
        if first == stop:
            if rules.strict:
                return []
            if stop == a + 1:
                return [(stop, _OVERFULL, 0, False)]
            first = stop - 1
        lines = []
        for b in range(first, stop):
            need = room - end_width[b]
            if need < 0:
                ratio = need / (end_shrink[b] - shrink_a)
                badness = line_penalty - 100.0 * ratio * ratio * ratio
                tightness = 0 if ratio < -0.5 else 1
            else:
                stretch, give = end_stretch[b] - stretch_a, end_give[b] - give_a
                if need <= stretch + give:
                    ratio = need / (stretch + give) if need else 0.0
                    badness = line_penalty + 100.0 * ratio * ratio * ratio
                    tightness = 1 if ratio <= 0.5 else 2
                else:
                    ratio = min((need - give) / stretch, _WORST) if stretch > 0 else _WORST
                    badness = line_penalty + _badness(ratio)
                    tightness = 3
            penalty = costs[b]
            if penalty >= 0:
                badness += penalty
                lines.append((b, badness * badness, tightness, flagged[b]))
            elif penalty > -INFINITE:
                lines.append((b, badness * badness - penalty * penalty, tightness, flagged[b]))
            else:
                lines.append(
                    (b, badness * badness + (closing.get(a, 0.0) if b == last else 0.0), tightness, flagged[b])
                )
        return lines

    return lines_from


def _badness(ratio: float) -> float:
    if ratio <= _STEEP:
        return 100.0 * ratio * ratio * ratio
    return 100.0 * (_STEEP**3 + 3 * _STEEP**2 * (ratio - _STEEP))
