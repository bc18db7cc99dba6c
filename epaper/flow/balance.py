"""A few words and a width → lines of about one length: decks and pull quotes."""

from __future__ import annotations

from epaper.flow.stone import Stone
from epaper.model.story import Runs
from epaper.typeset.justify import Line
from epaper.units import Mpt


def balanced(stone: Stone, runs: Runs, style_name: str, width: Mpt, language: str) -> tuple[Line, ...]:
    """The words in as few lines as the width allows, all of about one length; justified ones are as they are."""
    style = stone.style(style_name)

    def lines_at(measure: Mpt) -> tuple[Line, ...]:
        return stone.typesetter.lines(runs, style, measure, language)

    lines = lines_at(width)
    low, high = width // max(1, len(lines)), width
    while style.align != "justify" and len(lines) > 1 and high - low > style.size:
        middle = (low + high) // 2
        narrower = lines_at(middle)
        if len(narrower) == len(lines) and max(line.width for line in narrower) <= middle:
            high, lines = middle, narrower
        else:
            low = middle
    return lines
