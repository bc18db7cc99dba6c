"""Lengths: text such as "4.2mm", "12p6", "3 lines" in → integer millipoints out.

Layout works in millipoints (`Mpt`, 1/1000 pt) so that positions are exact, comparable and printable.
A `Length` is what a designer wrote: absolute, or relative to the leading (lines), the type size (em),
a whole (%), or what is left (fr). It becomes millipoints only when its context is known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, TypeAlias

from epaper.value import Value

Mpt: TypeAlias = int
"""A length in thousandths of a PostScript point (1/72 inch)."""

PT: Mpt = 1000
Unit = Literal["mpt", "lines", "em", "%", "fr"]

_ABSOLUTE = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pc": 12.0, "p": 12.0, "px": 0.75}
_RELATIVE: dict[str, Unit] = {"line": "lines", "lines": "lines", "em": "em", "%": "%", "fr": "fr"}
_PICAS = re.compile(r"(\d+)p(\d+(?:\.\d+)?)")
_NUMBER_UNIT = re.compile(r"([+-]?(?:\d+(?:\.\d*)?|\.\d+))\s*([a-z%]*)")
KNOWN_UNITS = ("pt", "mm", "cm", "in", "pc", "12p6", "px", "lines", "em", "%", "fr")


def pt(points: float) -> Mpt:
    """Points to millipoints."""
    return round(points * PT)


def mm(millimetres: float) -> Mpt:
    """Millimetres to millipoints."""
    return round(millimetres * 72 / 25.4 * PT)


def to_mm(length: Mpt) -> float:
    """Millipoints to millimetres."""
    return length / PT * 25.4 / 72


class Length(Value):
    """A length as a designer writes it: `value` counts millipoints, lines, ems, per cent, or fr."""

    value: float
    unit: Unit = "mpt"

    def resolve(self, *, line: Mpt = 0, em: Mpt = 0, whole: Mpt = 0) -> Mpt:
        """Millipoints, given the leading, the type size and the whole that a percentage is of.

        Raises ValueError for `fr`, which only the grid can share out.
        """
        match self.unit:
            case "mpt":
                return round(self.value)
            case "lines":
                return round(self.value * line)
            case "em":
                return round(self.value * em)
            case "%":
                return round(self.value * whole / 100)
        raise ValueError(f"a share ({self.value:g}fr) has no length of its own")


def parse_length(text: str) -> Length:
    """Read "12p6", "4.2mm", "3 lines", "1.5em", "60%", "3fr", "9pt".

    Raises ValueError, with a sentence for the user, when there is no unit or an unknown one.
    """
    cleaned = text.strip().lower()
    if picas := _PICAS.fullmatch(cleaned):
        return Length(pt(12 * int(picas[1]) + float(picas[2])))
    match = _NUMBER_UNIT.fullmatch(cleaned)
    if not match:
        raise ValueError(f'"{text}" is not a length; write a number and a unit, as in 4.2mm or 3 lines')
    number, unit = float(match[1]), match[2]
    if not unit:
        if number == 0:
            return Length(0)
        raise ValueError(f'"{text}" has no unit; write {match[1]}mm, {match[1]}pt or {match[1]} lines')
    if unit in _ABSOLUTE:
        return Length(pt(number * _ABSOLUTE[unit]))
    if unit in _RELATIVE:
        return Length(number, _RELATIVE[unit])
    raise ValueError(f'"{text}" has an unknown unit "{unit}"; known are {", ".join(KNOWN_UNITS)}')


def split(total: Mpt, weights: Sequence[float]) -> list[Mpt]:
    """Share `total` out by `weights`, exactly: the parts are integers and sum to `total`.

    Each part is the difference of two rounded running sums, so that no remainder piles up at one end.
    """
    whole = sum(weights)
    if whole <= 0:
        raise ValueError("split() needs a positive weight")
    parts, running, placed = [], 0.0, 0
    for weight in weights:
        running += weight
        edge = round(total * running / whole)
        parts.append(edge - placed)
        placed = edge
    return parts
