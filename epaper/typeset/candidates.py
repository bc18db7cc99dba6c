"""Breakpoints and a measure in → all lines that the rules allow, with what they cost, out.

Numbers are worked out for all lines of a text at once, by columns.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from epaper.typeset.breakpoints import INFINITE, Breakpoints, Column
from epaper.value import Value

TIGHT, DECENT, LOOSE, VERY_LOOSE = range(4)
"""The paper's fitness classes."""
UNLIMITED = float("inf")
_STEEP = 1.5
"""Beyond this ratio badness grows in a straight line, not with the cube: in narrow legs, where bad lines are not to be
avoided, a few very loose ones are better than many loose ones."""
_WORST = 20.0
"""Ratios beyond this are all as bad."""
_ROUNDING = 1 + 1e-9
_OVERFULL = 1e12
"""Demerits of a line that does not fit its measure."""

_Places = npt.NDArray[np.int64]


class Rules(Value):
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


class Lines(Value):
    """The lines of a paragraph at one measure, numbered by where they begin and then by where they end.

    Line i goes from breakpoint `begins[i]` to `ends[i]`; it has a tightness class, and the paper's ratio r: −1 fully
    shrunk, 0 natural, 1 all stretched to its wanted limit, beyond which only the stretch without limit goes on. Those
    that begin at breakpoint a are `first[a]` to `first[a + 1]`; those that end at b are the entries of `order` from
    `into[b]` to `into[b + 1]`.
    """

    first: list[int]
    begins: list[int]
    ends: list[int]
    demerits: list[float]
    classes: list[int]
    ratios: list[float]
    order: list[int]
    into: list[int]

    def part(self, low: int, high: int) -> Lines:
        """Those of one paragraph of several, from breakpoint `low` up to `high`."""
        if low == 0 and high == len(self.first) - 1:
            return self
        i, j = self.first[low], self.first[high]
        return Lines(
            [each - i for each in self.first[low : high + 1]],
            self.begins[i:j],
            self.ends[i:j],
            self.demerits[i:j],
            self.classes[i:j],
            self.ratios[i:j],
            [each - i for each in self.order[i:j]],
            [each - i for each in self.into[low : high + 1]],
        )


def reach(points: Breakpoints, measure: float, tolerance: float) -> tuple[_Places, _Places]:
    """For each breakpoint: the first where a line from there may end, neither overfull nor loose beyond the tolerance,
    and the one after the last. A forced break that is not too far is always among them.

    How wide the text up to each breakpoint is at its tightest, and at its loosest within the tolerance, says where to
    look.
    """
    count = len(points.cost)
    after = np.arange(1, count + 1)
    forced = np.flatnonzero(points.cost <= -INFINITE) + 1
    until = forced[np.minimum(np.searchsorted(forced, after + 1), len(forced) - 1)]
    room = points.start_width + measure
    tight = np.maximum.accumulate(points.end_width - points.end_shrink)
    stop = np.minimum(np.maximum(np.searchsorted(tight, room - points.start_shrink, "right"), after), until)
    first = after
    if tolerance < UNLIMITED:
        stretched = min(tolerance, _WORST)
        loose = points.end_width + points.end_give + stretched * points.end_stretch
        loose = np.minimum.accumulate(loose[::-1])[::-1]
        wanted = room + points.start_give + stretched * points.start_stretch
        first = np.minimum(np.maximum(np.searchsorted(loose, wanted), after), until - 1)
        stop = np.maximum(first, stop)
    stop[points.tails] = first[points.tails]
    return first, stop


def lines_of(points: Breakpoints, measure: float, rules: Rules) -> Lines:
    """All lines that the rules allow at a measure."""
    first, stop = reach(points, measure, rules.tolerance)
    overfull = None
    if rules.tolerance == UNLIMITED:
        overfull = stop == first
        overfull[points.tails] = False
        stop = np.where(overfull, first + 1, stop)
    begins, ends = _pairs(first, stop)
    demerits, classes, ratios = _costs(points, measure, rules, begins, ends)
    if overfull is not None and overfull.any():
        alone = overfull[begins]
        demerits[alone], classes[alone] = _OVERFULL, TIGHT
    kept = (ratios <= rules.tolerance * _ROUNDING) | (overfull is not None)
    if rules.end_below < UNLIMITED:
        kept &= (points.cost[ends] > -INFINITE) | (points.closing[begins] < rules.end_below)
    if not kept.all():
        begins, ends, classes = begins[kept], ends[kept], classes[kept]
        demerits, ratios = demerits[kept], ratios[kept]
    edges = np.arange(len(points.cost) + 1)
    order = np.argsort(ends, kind="stable")
    heads = np.zeros(len(points.cost), dtype=np.int64)
    for low, high in points.parts[1:]:
        heads[low:high] = low
    base = heads[begins]
    return Lines(
        np.searchsorted(begins, edges).tolist(),
        (begins - base).tolist(),
        (ends - base).tolist(),
        demerits.tolist(),
        classes.tolist(),
        ratios.tolist(),
        order.tolist(),
        np.searchsorted(ends[order], edges).tolist(),
    )


def _pairs(first: _Places, stop: _Places) -> tuple[_Places, _Places]:
    """(begins, ends) of all lines, from where those of each breakpoint may end."""
    counts = stop - first
    begins = np.repeat(np.arange(len(first)), counts)
    before = np.cumsum(counts) - counts
    return begins, np.arange(len(begins)) + np.repeat(first - before, counts)


def _costs(
    points: Breakpoints, measure: float, rules: Rules, begins: _Places, ends: _Places
) -> tuple[Column, _Places, Column]:
    """Demerits, tightness class and ratio of each line."""
    need = measure - (points.end_width[ends] - points.start_width[begins])
    shrink = points.end_shrink[ends] - points.start_shrink[begins]
    stretch = points.end_stretch[ends] - points.start_stretch[begins]
    give = points.end_give[ends] - points.start_give[begins]
    beyond = need > stretch + give
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = need / np.where(need < 0, shrink, stretch + give)
        ratio = np.where(beyond, np.where(stretch > 0, (need - give) / stretch, UNLIMITED), ratio)
    ratio[need == 0] = 0.0
    size = np.minimum(np.abs(ratio), _WORST)
    steep = _STEEP**3 + 3 * _STEEP**2 * (size - _STEEP)
    badness = rules.line_penalty + 100.0 * np.where(size <= _STEEP, size * size * size, steep)
    penalty = points.cost[ends]
    demerits = np.square(badness + np.maximum(penalty, 0.0))
    forced = penalty <= -INFINITE
    demerits += np.where(forced, points.closing[begins], -np.square(np.minimum(penalty, 0.0)))
    classes = (ratio >= -0.5).astype(np.int64) + (ratio > 0.5) + beyond
    return demerits, classes, ratio
