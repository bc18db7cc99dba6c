"""Lines that are set already → something that flows like a paragraph, in one number of lines only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from epaper.typeset.justify import Line
from epaper.typeset.linebreak import Setting
from epaper.typeset.paragraph import Fit
from epaper.units import Mpt

_TOO_NARROW = 4e9
"""What it costs to stand where the lines are wider than the place."""


@dataclass(frozen=True, slots=True, eq=False)
class Solid:
    """A table's row, say: its lines, and the width that they need."""

    lines: tuple[Line, ...]
    width: Mpt

    @property
    def length(self) -> Mpt:
        """The width of all its lines one after the other."""
        return self.width * len(self.lines)

    def fits(self, measures: Sequence[Mpt]) -> dict[int, Fit]:
        """The one way to set it, which is dear where a measure is too small."""
        count = len(self.lines)
        given = [measures[min(number, len(measures) - 1)] for number in range(count)]
        cost = 0.0 if min(given, default=self.width) >= self.width else _TOO_NARROW
        return {count: Fit(Setting(cost, (0,) * count, (0.0,) * count), 0, cost)}
