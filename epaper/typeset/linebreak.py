"""Breakpoints with their widths in → the best set of line breaks for each number of lines out. Numbers only.

The total-fit programme of Knuth and Plass ("Breaking Paragraphs into Lines", Software: Practice and Experience 11,
1981; *Digital Typography*, chapter 3), as a shortest path over (breakpoint, line number, hyphens in a row, tightness).
The line number in the state gives the best setting in n−1, n, n+1 … lines from one run ("looseness"), and lets each
line have its own measure. The hyphens in a row make the ladder limit a law instead of a cost.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

INFINITE = 10_000.0
"""A penalty this large forbids a break; its negative forces one (the paper's convention is 1000)."""
FILL = 1e9
"""Stretch of the white space that ends a paragraph's last line."""
_STEEP = 1.5
"""Beyond this ratio badness grows in a straight line, not with the cube: in narrow legs, where bad lines are not to be
avoided, a few very loose ones are better than many loose ones."""
_CLASSES = 4


@dataclass(frozen=True, slots=True)
class Box:
    width: float


@dataclass(frozen=True, slots=True)
class Glue:
    width: float
    stretch: float
    shrink: float


@dataclass(frozen=True, slots=True)
class Penalty:
    width: float
    cost: float
    flagged: bool = False


Item = Box | Glue | Penalty


@dataclass(frozen=True, slots=True)
class Breakpoints:
    """A paragraph as columns of numbers, one entry a legal breakpoint, in order.

    Entry 0 is the paragraph's start, the last its end. A line from breakpoint a to b is `end[b] - start[a]` of each
    quantity: `start_*` sums what comes before the first box after the break, `end_*` what comes before the break (with
    the width of a hyphen, if it adds one). `stretch` is elastic without limit; `give` stretches no further than itself
    (glyph scaling, letter spacing); `shrink` includes both kinds.
    """

    end_width: Sequence[float]
    start_width: Sequence[float]
    end_stretch: Sequence[float]
    start_stretch: Sequence[float]
    end_shrink: Sequence[float]
    start_shrink: Sequence[float]
    end_give: Sequence[float]
    start_give: Sequence[float]
    cost: Sequence[float]
    flagged: Sequence[bool]


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
    final_hyphen: float = 2_000_000.0
    shortest: float = 0.6
    """The share of its measure under which a line is looked at only where nothing longer will do."""
    runt: float = 0.0
    runt_demerits: float = 4_000_000.0
    no_flag: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Setting:
    """One way to set the paragraph: the breakpoint that ends each line, and each line's adjustment ratio."""

    demerits: float
    breaks: tuple[int, ...]
    ratios: tuple[float, ...]

    @property
    def lines(self) -> int:
        return len(self.breaks)


_Line = tuple[int, float, int, bool]  # (breakpoint that ends it, demerits, tightness class, flagged)
_NOTHING: _Line = (0, 0.0, 0, False)
_Node = tuple[float, int, int]  # (demerits so far, breakpoint before, its state)


def break_lines(points: Breakpoints, measures: Sequence[float], rules: Rules) -> dict[int, Setting]:
    """The best setting for each number of lines that the paragraph can be set in; never empty.

    `measures` gives each line's width, the last one standing for all further lines. Where the rules leave no way at
    all (one unbreakable word to a line), first the tolerance is given up, then the ladder limit and `no_flag`.
    """
    for attempt in (
        rules,
        replace(rules, tolerance=float("inf")),
        replace(rules, tolerance=float("inf"), hyphen_limit=len(points.cost), no_flag=frozenset()),
    ):
        nodes = _forward(points, measures, attempt)
        if nodes[-1]:
            return _settings(points, measures, nodes, attempt.hyphen_limit + 1)
    raise AssertionError("the last attempt forbids nothing")


def _forward(points: Breakpoints, measures: Sequence[float], rules: Rules) -> list[dict[int, _Node]]:
    """The cheapest way to each state. A state packs (line, hyphens in a row, class) into one integer."""
    last = len(points.cost) - 1
    ladder_states = rules.hyphen_limit + 1
    per_line = ladder_states * _CLASSES
    nodes: list[dict[int, _Node]] = [{} for _ in range(last + 1)]
    nodes[0][1] = (0.0, -1, 0)
    final = len(measures) - 1
    adjacent, consecutive, no_flag = rules.adjacent, rules.consecutive, rules.no_flag
    for a in range(last):
        here = nodes[a]
        if not here:
            continue
        final_hyphen = rules.final_hyphen if points.flagged[a] else 0.0
        lines_by_measure: dict[float, list[_Line]] = {}
        for state, (demerits, _, _) in here.items():
            line, rest = divmod(state, per_line)
            ladder, tightness = divmod(rest, _CLASSES)
            measure = measures[line if line < final else final]
            lines = lines_by_measure.get(measure)
            if lines is None:
                lines = lines_by_measure[measure] = _lines_from(points, a, measure, rules)
            base = (line + 1) * per_line
            for b, cost, new_tightness, flagged in lines:
                total = demerits + cost
                key = base + new_tightness
                if flagged:
                    if ladder == rules.hyphen_limit or (no_flag and line + 1 in no_flag):
                        continue
                    key += (ladder + 1) * _CLASSES
                    if ladder:
                        total += consecutive
                if new_tightness - tightness > 1 or tightness - new_tightness > 1:
                    total += adjacent
                if b == last:
                    total += final_hyphen
                there = nodes[b]
                known = there.get(key)
                if known is None or total < known[0]:
                    there[key] = (total, a, state)
    return nodes


def _lines_from(points: Breakpoints, a: int, measure: float, rules: Rules) -> list[_Line]:
    """Every line worth considering that starts at breakpoint `a`; at least one, however bad."""
    end_width, end_stretch, end_shrink, end_give = (
        points.end_width,
        points.end_stretch,
        points.end_shrink,
        points.end_give,
    )
    width_a, stretch_a = points.start_width[a], points.start_stretch[a]
    shrink_a, give_a = points.start_shrink[a], points.start_give[a]
    last = len(points.cost) - 1
    lines: list[_Line] = []
    loosest: _Line | None = None
    for b in range(bisect_left(end_width, width_a + measure * rules.shortest, a + 1, last), last + 1):
        need = measure - (end_width[b] - width_a)
        if need < 0:
            shrink = end_shrink[b] - shrink_a
            if -need > shrink:
                if end_width[b] - end_shrink[b] - width_a + shrink_a > measure * 1.3 + 1 or points.cost[b] <= -INFINITE:
                    break
                continue
            ratio = need / shrink
        else:
            ratio = _stretch_ratio(need, end_stretch[b] - stretch_a, end_give[b] - give_a)
        if ratio > rules.tolerance:
            loosest = (b, _demerits(points, a, b, min(ratio, 100.0), rules), 3, points.flagged[b])
        else:
            lines.append((b, _demerits(points, a, b, ratio, rules), _class_of(ratio), points.flagged[b]))
        if points.cost[b] <= -INFINITE:
            break
    if not lines:
        lines.append(loosest or _only_line(points, a, measure, rules))
    return lines


def _only_line(points: Breakpoints, a: int, measure: float, rules: Rules) -> _Line:
    """Where no line from `a` is near the measure: the longest that does not exceed it, else the shortest there is."""
    longest = _NOTHING
    for b in range(a + 1, len(points.cost)):
        need = measure - (points.end_width[b] - points.start_width[a])
        if need < 0:
            break
        ratio = min(_stretch_ratio(need, points.end_stretch[b] - points.start_stretch[a], 0.0), 100.0)
        longest = (b, _demerits(points, a, b, ratio, rules), 3, points.flagged[b])
        if points.cost[b] <= -INFINITE:
            break
    return longest if longest is not _NOTHING else (a + 1, 1e12, 0, False)


def _stretch_ratio(need: float, stretch: float, give: float) -> float:
    """How far a line opens: 1 when all is at its wanted limit; beyond that only the spaces go on."""
    whole = stretch + give
    if need <= whole:
        return need / whole if whole > 0 else 0.0
    return (need - give) / stretch if stretch > 0 else float("inf")


def _class_of(ratio: float) -> int:
    """Tight, decent, loose, very loose (the paper's fitness classes)."""
    if ratio < -0.5:
        return 0
    if ratio <= 0.5:
        return 1
    return 2 if ratio <= 1 else 3


def _demerits(points: Breakpoints, a: int, b: int, ratio: float, rules: Rules) -> float:
    """The paper's demerits of one line, with the cost of a last line too short."""
    if ratio <= _STEEP:
        badness = 100.0 * abs(ratio * ratio * ratio)
    else:
        badness = 100.0 * (_STEEP**3 + 3 * _STEEP**2 * (ratio - _STEEP))
    penalty = points.cost[b]
    line = rules.line_penalty + badness
    if penalty >= 0:
        demerits = (line + penalty) * (line + penalty)
    elif penalty > -INFINITE:
        demerits = line * line - penalty * penalty
    else:
        demerits = line * line
    if rules.runt and b == len(points.cost) - 1 and a > 0 and points.end_width[b] - points.start_width[a] < rules.runt:
        demerits += rules.runt_demerits
    return demerits


def _settings(
    points: Breakpoints, measures: Sequence[float], nodes: list[dict[int, _Node]], ladder_states: int
) -> dict[int, Setting]:
    """Walk back from the end: the cheapest final state of each number of lines."""
    per_line = ladder_states * _CLASSES
    best: dict[int, int] = {}
    for state, (demerits, _, _) in nodes[-1].items():
        count = state // per_line
        if count not in best or demerits < nodes[-1][best[count]][0]:
            best[count] = state
    found = {}
    for count, state in sorted(best.items()):
        breaks, at, key = [], len(nodes) - 1, state
        while at > 0:
            breaks.append(at)
            _, at, key = nodes[at][key]
        breaks.reverse()
        ratios = [
            adjustment_ratio(points, a, b, measures[min(line, len(measures) - 1)])
            for line, (a, b) in enumerate(pairwise([0, *breaks]))
        ]
        found[count] = Setting(nodes[-1][state][0], tuple(breaks), tuple(ratios))
    return found


def adjustment_ratio(points: Breakpoints, a: int, b: int, measure: float) -> float:
    """The paper's r for the line from breakpoint a to b: −1 fully shrunk, 0 natural, 1 stretched to the limit."""
    need = measure - (points.end_width[b] - points.start_width[a])
    if need < 0:
        shrink = points.end_shrink[b] - points.start_shrink[a]
        return need / shrink if shrink > 0 else -float("inf")
    return _stretch_ratio(
        need, points.end_stretch[b] - points.start_stretch[a], points.end_give[b] - points.start_give[a]
    )


def from_items(items: Sequence[Item]) -> Breakpoints:
    """Boxes, glue and penalties, as the paper writes a paragraph, to breakpoints.

    A break is legal at glue that follows a box, and at any penalty under INFINITE; glue and penalties after a break
    are dropped up to the next box. The items must end in a forced break (a penalty of −INFINITE).
    """
    before = _running_sums(items)
    kept: list[tuple[int, int, Penalty | None]] = [(0, _next_box(items, 0), None)]
    for i, item in enumerate(items):
        if isinstance(item, Penalty) and item.cost < INFINITE:
            kept.append((i, _next_box(items, i + 1), item))
        elif isinstance(item, Glue) and i > 0 and isinstance(items[i - 1], Box):
            kept.append((i, _next_box(items, i + 1), None))
    hyphens = [penalty.width if penalty else 0.0 for _, _, penalty in kept]
    return Breakpoints(
        end_width=[before[i][0] + hyphen for (i, _, _), hyphen in zip(kept, hyphens, strict=True)],
        start_width=[before[j][0] for _, j, _ in kept],
        end_stretch=[before[i][1] for i, _, _ in kept],
        start_stretch=[before[j][1] for _, j, _ in kept],
        end_shrink=[before[i][2] for i, _, _ in kept],
        start_shrink=[before[j][2] for _, j, _ in kept],
        end_give=[0.0] * len(kept),
        start_give=[0.0] * len(kept),
        cost=[penalty.cost if penalty else 0.0 for _, _, penalty in kept],
        flagged=[bool(penalty and penalty.flagged and penalty.cost > -INFINITE) for _, _, penalty in kept],
    )


def _running_sums(items: Sequence[Item]) -> list[tuple[float, float, float]]:
    """(width, stretch, shrink) of all boxes and glue before each item, and after the last."""
    sums = [(0.0, 0.0, 0.0)]
    for item in items:
        width, stretch, shrink = sums[-1]
        match item:
            case Box(w):
                sums.append((width + w, stretch, shrink))
            case Glue(w, plus, minus):
                sums.append((width + w, stretch + plus, shrink + minus))
            case _:
                sums.append((width, stretch, shrink))
    return sums


def _next_box(items: Sequence[Item], i: int) -> int:
    while i < len(items) and not isinstance(items[i], Box):
        if isinstance(items[i], Penalty) and items[i].cost <= -INFINITE:  # type: ignore[union-attr]
            break
        i += 1
    return i
