"""A paragraph's breakpoints and measures in → its settings in each number of lines, helped no more than they need.

Plain word spaces are tried first, then glyph scaling with them, then letter spacing too, then both beyond their limits
(LuaMetaTeX's `\\parpasses` work in this order). A level is left for the next only where it has no good setting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial

from epaper.model.style import HJ, TextStyle
from epaper.typeset.breakpoints import Breakpoints
from epaper.typeset.candidates import UNLIMITED, Rules
from epaper.typeset.elastic import EMERGENCY, PLAIN, SCALED, TRACKED, Sums
from epaper.typeset.linebreak import EVEN, Near, Setting, Ways, all_possible, laxer, possible, ways, ways_of_all
from epaper.units import Mpt
from epaper.value import Value, replace

SHORT = 4_000_000.0
"""Demerits of a last line shorter than the style's runt."""
_LEVEL_COST = (0.0, 400.0, 1_500.0, 5_000.0)
"""Demerits a line for each level, so that a paragraph that can be set plain is."""
_GOOD = 1.35
"""A setting whose lines all stay within this ratio needs no escalation: no space is far over its maximum."""
_STRICT = 2.0
"""The tolerance where a level with more help is at hand."""
_FAIR = 6.0
"""The tolerance with all the help there is."""
_POOR = 12.0
"""The tolerance where nothing is fair."""
_GAPING, _GAPING_COST = 9.0, 1.5e8
"""A line with a larger ratio, with spaces of some four times their width, costs so much beside its demerits: with three
of them a line of white at a leg's foot is better."""
_SPREAD = 3
"""How many lines more or fewer than its best a paragraph may be set in."""


class Fit(Value):
    """One way to set a paragraph: its line breaks, at a level of escalation, and what that costs in all."""

    setting: Setting
    level: int
    cost: float

    @staticmethod
    def at(level: int, setting: Setting) -> Fit:
        """A setting with what its level costs."""
        return Fit(setting, level, setting.demerits + _LEVEL_COST[level] * setting.lines)

    def beside(self, best: Fit) -> Fit:
        """The setting, with what it costs that more of its lines gape than of the best one's."""
        gaping = (sum(ratio > _GAPING for ratio in fit.setting.ratios) for fit in (self, best))
        return replace(self, cost=self.cost + _GAPING_COST * max(0, next(gaping) - next(gaping)))

    @property
    def lines(self) -> int:
        return self.setting.lines


class Settings:
    """The settings of one paragraph at given measures. What is asked for is sought, and kept."""

    def __init__(self, sums: Sums, measures: tuple[Mpt, ...], style: TextStyle) -> None:
        self.sums, self.measures, self.style = sums, measures, style
        self._best: tuple[Fit, Ways] | None = None
        self._ways: list[tuple[int, Ways]] = []
        self._bounds: dict[bool, dict[int, float]] = {}
        self._fits: dict[tuple[int, frozenset[int]], Fit | None] = {}

    @property
    def best(self) -> Fit:
        """The best setting, at the lowest level that has a good one."""
        if self._best is None:
            settle([self])
        assert self._best is not None
        return self._best[0]

    def bounds(self, *, poor: bool = False) -> dict[int, float]:
        """For each number of lines that there may be a setting in, what it costs at least; with `poor` also where
        spaces would gape."""
        known = self._bounds.get(poor)
        if known is None:
            known = self._bounds[poor] = {}
            for level, counted in self._counted(_POOR if poor else _FAIR):
                for lines, bound in counted.bounds.items():
                    known.setdefault(lines, bound + _LEVEL_COST[level] * lines)
        return known

    def fit(self, lines: int, no_hyphen: frozenset[int] = frozenset()) -> Fit | None:
        """The best setting in so many lines, with no hyphen at the end of some (counted from 1); None where there is
        none."""
        if lines == self.best.lines and not no_hyphen:
            return self.best
        key = (lines, no_hyphen)
        if key not in self._fits:
            settings = ((level, counted.setting(lines, no_hyphen)) for level, counted in self._counted(UNLIMITED))
            found = (Fit.at(level, setting).beside(self.best) for level, setting in settings if setting)
            self._fits[key] = next(found, None)
        return self._fits[key]

    def _counted(self, most: float) -> Iterator[tuple[int, Ways]]:
        """The ways by number of lines: with as much help as the best setting has, then with all that there is at ever
        larger tolerances, to the largest that is wanted."""
        best = self.best
        assert self._best is not None
        own = self._best[1]
        near = Near(best.setting.breaks, _SPREAD)
        if not self._ways:
            self._ways.append((best.level, own.counted(near)))
        yield self._ways[0]
        larger = [each for each in (_FAIR, _POOR, UNLIMITED) if own.rules.tolerance < each <= most]
        for number, tolerance in enumerate(larger, start=1):
            if number == len(self._ways):
                level = last_level(self.style)
                points = self.sums.breakpoints(self.style, level)
                more = ways(points, self.measures, rules_of(self.style.hj, tolerance))
                self._ways.append((level, more.counted(near)))
            yield self._ways[number]

    def offer(self, level: int, found: Ways, *, good: bool) -> bool:
        """Take the best of the ways at a level, if there is one, and one that is good where it must be."""
        setting = found.best()
        if setting is None or (good and not _is_good(setting)):
            return False
        self._best = (Fit.at(level, setting), found)
        return True

    @property
    def settled(self) -> bool:
        """Whether its best is known."""
        return self._best is not None


def settle(wanted: Iterable[Settings]) -> None:
    """Seek the best setting of each, those of one style and measure together."""
    groups: dict[tuple[TextStyle, tuple[Mpt, ...]], list[Settings]] = {}
    for each in wanted:
        if not each.settled:
            measures = each.measures
            key = (each.style, measures[-1:] if len(measures) <= EVEN else (id(each), *measures))
            groups.setdefault(key, []).append(each)
    for group in groups.values():
        _settle(group)


def _settle(group: Sequence[Settings]) -> None:
    """Levels and rules, from the best there could be to the last that there is. Each level can do all that a lower one
    can; so where letter spacing has nothing good, the levels below need not be looked at."""
    style = group[0].style
    last, left = last_level(style), list(group)
    if last > TRACKED:
        hopeful = _possible(group, TRACKED)
        for level in (PLAIN, SCALED, TRACKED):
            here = hopeful if level == TRACKED else _possible(hopeful, level)
            found = _ways(here, level, rules_of(style.hj, _STRICT))
            settled = [each for each, its in zip(here, found, strict=True) if each.offer(level, its, good=True)]
            hopeful = [each for each in hopeful if each not in settled]
        left = [each for each in group if not each.settled]
    found = _ways(left, last, rules_of(style.hj, _FAIR))
    for each, its in zip(left, found, strict=True):
        if not each.offer(last, its, good=False):
            points = each.sums.breakpoints(style, last)
            attempts = (ways(points, each.measures, rules) for rules in laxer(points, rules_of(style.hj, _POOR)))
            next(filter(partial(each.offer, last, good=False), attempts))


def _possible(group: Sequence[Settings], level: int) -> list[Settings]:
    """Those for which there may be a good setting at a level."""
    if not group:
        return []
    points, measures = _points(group, level), [each.measures for each in group]
    one = len(measures[0]) > EVEN
    said = [possible(points, measures[0], _GOOD)] if one else all_possible(points, measures, _GOOD)
    return [each for each, yes in zip(group, said, strict=True) if yes]


def _ways(group: Sequence[Settings], level: int, rules: Rules) -> list[Ways]:
    """The ways of each at a level."""
    if not group:
        return []
    points, measures = _points(group, level), [each.measures for each in group]
    if len(measures[0]) > EVEN:
        return [ways(points, measures[0], rules)]
    return ways_of_all(points, measures, rules)


def _points(group: Sequence[Settings], level: int) -> Breakpoints:
    return Sums.joined([each.sums for each in group]).breakpoints(group[0].style, level)


def last_level(style: TextStyle) -> int:
    """The level with all the help that there is."""
    return EMERGENCY if style.align == "justify" else PLAIN


@lru_cache(maxsize=256)
def rules_of(hj: HJ, tolerance: float) -> Rules:
    """A style's rules. A setting with a runt is not good."""
    usual = Rules()
    return replace(
        usual,
        tolerance=tolerance,
        hyphen_limit=hj.hyphen_limit,
        adjacent=usual.adjacent * hj.evenness / 100,
        rivers=usual.rivers * hj.rivers / 100,
        end_below=SHORT if tolerance == _STRICT else UNLIMITED,
    )


def _is_good(setting: Setting) -> bool:
    return max(setting.ratios[:-1], default=0.0) <= _GOOD
