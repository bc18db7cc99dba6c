"""Breakpoints with their widths in → the best set of line breaks for each number of lines out. Numbers only.

The total-fit programme of Knuth and Plass ("Breaking Paragraphs into Lines", Software: Practice and Experience 11,
1981; *Digital Typography*, chapter 3), as a shortest path over (breakpoint, line number, hyphens in a row, tightness).
The line number in the state gives the best setting in n−1, n, n+1 … lines from one run ("looseness"), and lets each
line have its own measure. The hyphens in a row make the ladder limit a law instead of a cost. Where only the best
setting is wanted and no line but the first has a measure of its own, the line number is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from epaper.typeset.breakpoints import Breakpoints
from epaper.typeset.candidates import CLASSES, Line, Rules, candidates

_Node = tuple[float, int, int]  # (demerits so far, breakpoint before, its state)
_Nodes = list[dict[int, _Node]]


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

    def corridor(self, count: int) -> list[tuple[int, int]]:
        """For each of `count` breakpoints, the least and the greatest number of lines that may end there."""
        bounds: list[tuple[int, int]] = []
        for line, (a, b) in enumerate(pairwise((0, *self.breaks))):
            low, high = line - self.spread, line + self.spread
            bounds.append((low, high))
            bounds += [(low, high + 1)] * (b - a - 1)
        last = len(self.breaks)
        return bounds + [(last - self.spread, last + self.spread)] * (count - len(bounds))


def break_lines(
    points: Breakpoints, measures: Sequence[float], rules: Rules, near: Near | None = None
) -> dict[int, Setting]:
    """The best setting for each number of lines that the paragraph can be set in; never empty.

    `measures` gives each line's width, the last one standing for all further lines. `near` keeps to settings in about
    as many lines as a known one. Where the rules leave no way at all (one unbreakable word to a line), first the
    tolerance is given up, then the ladder limit and `no_flag`.
    """
    anything = replace(rules, tolerance=float("inf"))
    for attempt in (rules, anything, replace(anything, hyphen_limit=len(points.cost), no_flag=frozenset())):
        nodes = _counted(points, measures, attempt, near)
        if nodes[-1]:
            return _settings(points, measures, nodes, attempt)
    if near is not None:
        return break_lines(points, measures, rules)
    raise AssertionError("the last attempt forbids nothing")


def best_setting(points: Breakpoints, measures: Sequence[float], rules: Rules) -> Setting | None:
    """The cheapest setting, or None where every one has a line beyond the tolerance."""
    if len(measures) > 2 or rules.no_flag:
        counted = _settings(points, measures, _counted(points, measures, rules, None), rules)
        return min(counted.values(), key=lambda setting: setting.demerits, default=None)
    nodes = _uncounted(points, measures, rules)
    if not nodes[-1]:
        return None
    return _walk_back(points, measures, nodes, min(nodes[-1], key=lambda state: nodes[-1][state][0]))


def _uncounted(points: Breakpoints, measures: Sequence[float], rules: Rules) -> _Nodes:
    """The cheapest way to each state, where a state is (hyphens in a row, class)."""
    last = len(points.cost) - 1
    lines_from, steps = candidates(points, rules), _steps(rules)
    nodes: _Nodes = [{} for _ in range(last + 1)]
    nodes[0][1] = (0.0, -1, 0)
    measure = measures[0]
    for a in range(last):
        here = nodes[a]
        if here:
            lines = lines_from(a, measure)
            for state in _undominated(here, rules):
                _extend(nodes, lines, (a, state, here[state][0]), 0, steps[state])
        measure = measures[-1]
    return nodes


def _counted(points: Breakpoints, measures: Sequence[float], rules: Rules, near: Near | None) -> _Nodes:
    """The cheapest way to each state, where a state is (line number, hyphens in a row, class)."""
    last = len(points.cost) - 1
    lines_from, steps = candidates(points, rules), _steps(rules)
    per_line = len(steps)
    nodes: _Nodes = [{} for _ in range(last + 1)]
    nodes[0][1] = (0.0, -1, 0)
    final = len(measures) - 1
    corridor = near.corridor(last + 1) if near else [(0, last)] * (last + 1)
    for a in range(last):
        here = nodes[a]
        if not here:
            continue
        low, high = corridor[a]
        by_measure: dict[float, list[Line]] = {}
        for state in _undominated(here, rules):
            number = state // per_line
            if not low <= number <= high:
                continue
            measure = measures[number if number < final else final]
            lines = by_measure.get(measure)
            if lines is None:
                lines = by_measure[measure] = lines_from(a, measure)
            if number + 1 in rules.no_flag:
                lines = [line for line in lines if not line[3]]
            base = (number + 1) * per_line
            _extend(nodes, lines, (a, state, here[state][0]), base, steps[state % per_line])
    low, high = corridor[last]
    nodes[last] = {state: node for state, node in nodes[last].items() if low <= state // per_line <= high}
    return nodes


def _undominated(states: dict[int, _Node], rules: Rules) -> list[int]:
    """The states from which a cheapest way may go on: whatever follows, the cheapest of a line number, with as few
    hyphens in a row, will be no dearer than the others but for how tight the next line is beside it."""
    if len(states) == 1:
        return list(states)
    per_line = (rules.hyphen_limit + 1) * CLASSES
    most = max(rules.adjacent, rules.rivers)
    cheapest: dict[int, tuple[float, int]] = {}
    for state, (demerits, _, _) in states.items():
        number = state // per_line
        known = cheapest.get(number)
        if known is None or demerits < known[0]:
            cheapest[number] = (demerits, state)
    if len(cheapest) == len(states):
        return list(states)
    kept = []
    for state, (demerits, _, _) in states.items():
        least, other = cheapest[state // per_line]
        if state == other or demerits < least + most or state // CLASSES < other // CLASSES:
            kept.append(state)
    return kept


def _extend(nodes: _Nodes, lines: list[Line], origin: tuple[int, int, float], base: int, step: _Step) -> None:
    """Add every line to the ways known, where it makes the cheapest way yet to its end.

    `origin` is the breakpoint, state and demerits before it; `base` what its line number adds to a state.
    """
    a, state, demerits = origin
    hyphened, consecutive, far = step
    for b, cost, tightness, flagged in lines:
        total = demerits + cost + far[tightness]
        if flagged:
            if not hyphened:
                continue
            key = base + hyphened + tightness
            total += consecutive
        else:
            key = base + tightness
        there = nodes[b]
        known = there.get(key)
        if known is None or total < known[0]:
            there[key] = (total, a, state)


_Step = tuple[int, float, tuple[float, ...]]
"""What a flagged break adds to a state (0: it is forbidden), and costs; what each class costs on the next line."""


@lru_cache(maxsize=64)
def _steps(rules: Rules) -> tuple[_Step, ...]:
    """For each state of (hyphens in a row, class), what the next line adds and costs."""
    steps = []
    for row in range(rules.hyphen_limit + 1):
        for tightness in range(CLASSES):
            far = [rules.adjacent if abs(each - tightness) > 1 else 0.0 for each in range(CLASSES)]
            if tightness == CLASSES - 1:
                far[tightness] = rules.rivers
            hyphened = 0 if row == rules.hyphen_limit else (row + 1) * CLASSES
            steps.append((hyphened, rules.consecutive if row else 0.0, tuple(far)))
    return tuple(steps)


def _settings(points: Breakpoints, measures: Sequence[float], nodes: _Nodes, rules: Rules) -> dict[int, Setting]:
    """The cheapest final state of each number of lines, walked back from the end."""
    per_line = (rules.hyphen_limit + 1) * CLASSES
    best: dict[int, int] = {}
    for state, (demerits, _, _) in nodes[-1].items():
        count = state // per_line
        if count not in best or demerits < nodes[-1][best[count]][0]:
            best[count] = state
    return {count: _walk_back(points, measures, nodes, state) for count, state in sorted(best.items())}


def _walk_back(points: Breakpoints, measures: Sequence[float], nodes: _Nodes, state: int) -> Setting:
    breaks, at, key = [], len(nodes) - 1, state
    while at > 0:
        breaks.append(at)
        _, at, key = nodes[at][key]
    breaks.reverse()
    final = len(measures) - 1
    ratios = tuple(points.ratio(a, b, measures[min(line, final)]) for line, (a, b) in enumerate(pairwise((0, *breaks))))
    return Setting(nodes[-1][state][0], tuple(breaks), ratios)
