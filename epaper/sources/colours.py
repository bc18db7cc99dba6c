"""Colours as designers write them → CMYK."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from epaper.errors import Collector, Where, did_you_mean
from epaper.model.style import BLACK, WHITE, Colour
from epaper.sources.checked import Path, report

NAMED = {"black": BLACK, "white": WHITE, "paper": WHITE}


def read_colours(values: Mapping[str, Any], where: Callable[[Path], Where], faults: Collector) -> dict[str, Colour]:
    """All named colours. One may be another's name, in any order."""
    known: dict[str, Colour] = {}
    waiting = dict(values)
    while waiting:
        ready = [name for name, value in waiting.items() if not (isinstance(value, str) and value in waiting)]
        for name in ready or list(waiting):
            try:
                known[name] = read_colour(waiting.pop(name), known)
            except ValueError as error:
                report("unknown-colour", error, where(("colours", name)), faults)
                known[name] = BLACK
    return known


def read_colour(value: Any, known: Mapping[str, Colour]) -> Colour:
    """[c, m, y, k] in per cent, "k 60%", "#rrggbb", or a name.

    Raises ValueError with a sentence for the user, and a hint.
    """
    if isinstance(value, list):
        return _cmyk(value)
    text = str(value).strip()
    if text in known:
        return known[text]
    if text in NAMED:
        return NAMED[text]
    if match := re.fullmatch(r"k\s*(\d{1,4}(?:\.\d+)?)\s*%?", text):
        return _cmyk([0, 0, 0, float(match[1])])
    if re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        return _from_rgb(text)
    raise ValueError(f'no colour "{text}"', did_you_mean(text, [*known, *NAMED]))


def _cmyk(value: list[Any]) -> Colour:
    if len(value) != 4 or not all(isinstance(each, int | float) and 0 <= each <= 100 for each in value):
        raise ValueError("a colour is four percentages from 0 to 100, [cyan, magenta, yellow, black]")
    return Colour(*(round(each * 10) for each in value))


def _from_rgb(text: str) -> Colour:
    """Full grey-component replacement: as much black as the three inks share."""
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    key = 1 - max(red, green, blue)
    if key >= 1:
        return BLACK
    cyan, magenta, yellow = (round(1000 * (1 - each - key) / (1 - key)) for each in (red, green, blue))
    return Colour(cyan, magenta, yellow, round(1000 * key))
