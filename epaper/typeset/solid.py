"""Lines that are set already → something that flows like a paragraph, in one number of lines only."""

from __future__ import annotations

from collections.abc import Sequence

from epaper.typeset.justify import Line
from epaper.typeset.linebreak import Setting
from epaper.typeset.settings import Fit
from epaper.units import Mpt
from epaper.value import Value

_TOO_NARROW = 4e9
"""What it costs to stand where the lines are wider than the place."""


class OneSetting(Value):
    """The only setting there is: what `typeset.settings.Settings` is to a paragraph."""

    best: Fit

    def bounds(self, *, poor: bool = False) -> dict[int, float]:
        """What it costs, by its number of lines."""
        return {self.best.lines: self.best.cost}

    def fit(self, lines: int, no_hyphen: frozenset[int] = frozenset()) -> Fit | None:
        """The setting, if it has so many lines."""
        return self.best if lines == self.best.lines else None


class Solid(Value, eq=False):
    """A table's row, say: its lines, and the width that they need."""

    lines: tuple[Line, ...]
    width: Mpt

    @property
    def length(self) -> Mpt:
        """The width of all its lines one after the other."""
        return self.width * len(self.lines)

    @property
    def letters(self) -> Mpt:
        """What spacing letters would widen: nothing."""
        return 0

    def best(self, measures: Sequence[Mpt]) -> Fit:
        """The one way to set it, which is dear where a measure is too small."""
        count = len(self.lines)
        given = [measures[min(number, len(measures) - 1)] for number in range(count)]
        cost = 0.0 if min(given, default=self.width) >= self.width else _TOO_NARROW
        return Fit(Setting(cost, (0,) * count, (0.0,) * count), 0, cost)

    def settings(self, measures: Sequence[Mpt]) -> OneSetting:
        """The same, as a paragraph offers its settings."""
        return OneSetting(self.best(measures))
