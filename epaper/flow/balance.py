"""A few words and a width → lines of about one length: decks and pull quotes."""

from __future__ import annotations

from epaper.flow.stone import Stone
from epaper.model.story import Runs, plain
from epaper.typeset.justify import Line
from epaper.typeset.settings import Fit
from epaper.units import Mpt


def balanced(stone: Stone, runs: Runs, style_name: str, width: Mpt, language: str) -> tuple[Line, ...]:
    """The words in as few lines as the width allows, all of about one length; justified ones are as they are."""
    style = stone.style(style_name)

    def best(measure: Mpt) -> Fit:
        return stone.typesetter.prepare(runs, style, measure, language).best((measure,))

    if style.align == "justify" or not plain(runs).strip():
        return stone.typesetter.lines(runs, style, width, language)
    count, widest = best(width).lines, stone.typesetter.prepare(runs, style, width, language).widest
    low, high = width // count, width
    while count > 1 and high - low > style.size:
        middle = (low + high) // 2
        fits = widest <= middle and best(middle).lines == count
        low, high = (low, middle) if fits else (middle, high)
    return stone.typesetter.lines(runs, style, high, language)
