"""A paragraph's breakpoints and measures in → its settings in each number of lines, helped no more than they need.

Plain word spaces are tried first, then glyph scaling with them, then letter spacing too, then both beyond their limits
(LuaMetaTeX's `\\parpasses` work in this order). A level is left for the next only where it has no good setting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from epaper.model.style import HJ, TextStyle
from epaper.typeset.breakpoints import Breakpoints
from epaper.typeset.candidates import UNLIMITED, Rules
from epaper.typeset.elastic import EMERGENCY, PLAIN, SCALED, TRACKED
from epaper.typeset.linebreak import Near, Setting, Ways, laxer, possible, ways
from epaper.units import Mpt

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
_SPREAD = 3
"""How many lines more or fewer than its best a paragraph may be set in."""


@dataclass(frozen=True, slots=True)
class Fit:
    """One way to set a paragraph: its line breaks, at a level of escalation, and what that costs in all."""

    setting: Setting
    level: int
    cost: float

    @staticmethod
    def at(level: int, setting: Setting) -> Fit:
        """A setting with what its level costs."""
        return Fit(setting, level, setting.demerits + _LEVEL_COST[level] * setting.lines)

    @property
    def lines(self) -> int:
        return self.setting.lines


class Settings:
    """The settings of one paragraph at given measures. What is asked for is sought, and kept."""

    def __init__(self, points: Callable[[int], Breakpoints], measures: tuple[Mpt, ...], style: TextStyle) -> None:
        self._points, self._measures, self._style = points, measures, style
        self._last = EMERGENCY if style.align == "justify" else PLAIN
        self._best: tuple[Fit, Ways] | None = None
        self._ways: list[tuple[int, Ways]] = []
        self._bounds: dict[bool, dict[int, float]] = {}
        self._fits: dict[tuple[int, frozenset[int]], Fit | None] = {}

    @property
    def best(self) -> Fit:
        """The best setting, at the lowest level that has a good one."""
        if self._best is None:
            self._best = self._first_found()
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
        key = (lines, no_hyphen)
        if key not in self._fits:
            settings = ((level, counted.setting(lines, no_hyphen)) for level, counted in self._counted(UNLIMITED))
            self._fits[key] = next((Fit.at(level, setting) for level, setting in settings if setting), None)
        return self._fits[key]

    def _first_found(self) -> tuple[Fit, Ways]:
        for level, rules in self._attempts():
            found = ways(self._points(level), self._measures, rules)
            setting = found.best()
            if setting is not None and (level == self._last or _is_good(setting)):
                return Fit.at(level, setting), found
        raise AssertionError("the last attempt forbids nothing")

    def _attempts(self) -> Iterator[tuple[int, Rules]]:
        """Levels and rules, from the best there could be to the last that there is. Each level can do all that a lower
        one can; so where one has nothing good, those below it need not be looked at."""
        if self._last > TRACKED and self._good_at(self._last) and self._good_at(TRACKED):
            for level in (PLAIN, SCALED, TRACKED):
                if level == TRACKED or self._good_at(level):
                    yield level, self._rules(_STRICT)
        yield self._last, self._rules(_FAIR)
        for rules in laxer(self._points(self._last), self._rules(_POOR)):
            yield self._last, rules

    def _good_at(self, level: int) -> bool:
        """Whether there may be a good setting at a level."""
        return possible(self._points(level), self._measures, _GOOD)

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
                more = ways(self._points(self._last), self._measures, self._rules(tolerance))
                self._ways.append((self._last, more.counted(near)))
            yield self._ways[number]

    def _rules(self, tolerance: float) -> Rules:
        return _rules(self._style.hj, tolerance)


@lru_cache(maxsize=256)
def _rules(hj: HJ, tolerance: float) -> Rules:
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
