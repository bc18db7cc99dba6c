"""Breakpoints and a measure in → the lines worth considering from each breakpoint, with what they cost, out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import sub

from epaper.typeset.breakpoints import INFINITE, Breakpoints

CLASSES = 4
"""Tight, decent, loose, very loose: the paper's fitness classes."""
_STEEP = 1.5
"""Beyond this ratio badness grows in a straight line, not with the cube: in narrow legs, where bad lines are not to be
avoided, a few very loose ones are better than many loose ones."""
_WORST = 100.0
"""Ratios beyond this are all as bad."""

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
    shortest: float = 0.6
    """The share of its measure under which a line is looked at only where nothing longer will do."""
    no_flag: frozenset[int] = frozenset()

    @property
    def beyond(self) -> float:
        """The least that a line beyond the tolerance costs: a setting cheaper than this is the best of all."""
        return (self.line_penalty + _badness(self.tolerance)) ** 2


@dataclass(frozen=True, slots=True)
class Candidates:
    """What finds a breakpoint's lines quickly: how wide the text up to each breakpoint is at its tightest, and at its
    loosest within the tolerance. `forced` are the breakpoints that no line goes beyond."""

    points: Breakpoints
    rules: Rules
    tightest: list[float]
    loosest: list[float]
    forced: list[int]

    @staticmethod
    def of(points: Breakpoints, rules: Rules) -> Candidates:
        """The candidates of a paragraph, under rules."""
        tolerance = min(rules.tolerance, _WORST)
        return Candidates(
            points,
            rules,
            list(accumulate(map(sub, points.end_width, points.end_shrink), max)),
            [
                width + give + tolerance * stretch
                for width, give, stretch in zip(points.end_width, points.end_give, points.end_stretch, strict=True)
            ],
            [at for at, cost in enumerate(points.cost) if cost <= -INFINITE],
        )

    def from_(self, a: int, measure: float) -> list[Line]:
        """Every line worth considering that starts at breakpoint `a`; at least one, however bad."""
        points, rules = self.points, self.rules
        width, stretch, give = points.start_width[a], points.start_stretch[a], points.start_give[a]
        until = self.forced[bisect_right(self.forced, a)] + 1
        room = measure + width
        least = room + give + min(rules.tolerance, _WORST) * stretch
        stop = bisect_right(self.tightest, room - points.start_shrink[a], a + 1, until)
        first = bisect_left(self.loosest, least, a + 1, stop)
        short = bisect_left(points.end_width, width + measure * rules.shortest, a + 1, until - 1)
        lines = self._priced(a, range(max(first, min(short, stop)), stop), room)
        if lines:
            return lines
        if stop > a + 1:
            return self._priced(a, range(stop - 1, stop), room)
        return [(a + 1, 1e12, 0, False)]

    def _priced(self, a: int, ends: Sequence[int], room: float) -> list[Line]:
        """The lines from `a` to each of `ends`, which are all possible."""
        points, rules = self.points, self.rules
        end_width, end_stretch, end_shrink, end_give = (
            points.end_width,
            points.end_stretch,
            points.end_shrink,
            points.end_give,
        )
        stretch_a, shrink_a, give_a = points.start_stretch[a], points.start_shrink[a], points.start_give[a]
        costs, flags, line_penalty = points.cost, points.flagged, rules.line_penalty
        last = len(costs) - 1
        lines: list[Line] = []
        for b in ends:
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
                lines.append((b, badness * badness, tightness, flags[b]))
            elif penalty > -INFINITE:
                lines.append((b, badness * badness - penalty * penalty, tightness, flags[b]))
            else:
                cost = badness * badness
                if b == last:
                    cost += points.closing.get(a, 0.0)
                lines.append((b, cost, tightness, flags[b]))
        return lines


def _badness(ratio: float) -> float:
    if ratio <= _STEEP:
        return 100.0 * ratio * ratio * ratio
    return 100.0 * (_STEEP**3 + 3 * _STEEP**2 * (ratio - _STEEP))
