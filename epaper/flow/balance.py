"""A few words and a width → lines broken by the sense, of about one length: decks and pull quotes."""

from __future__ import annotations

from epaper.flow.headline import sense_lines
from epaper.flow.stone import Stone
from epaper.model.story import Runs
from epaper.typeset.justify import Line
from epaper.units import Mpt


def balanced(stone: Stone, runs: Runs, style_name: str, width: Mpt, language: str) -> tuple[Line, ...]:
    """The words in as few lines as the width allows. They are set as a paragraph is where their style is justified, or
    where that takes fewer lines, as it may make word spaces narrower and divide words."""
    style = stone.style(style_name)
    plain = stone.typesetter.lines(runs, style, width, language)
    if style.align == "justify":
        return plain
    sensible = sense_lines(stone, runs, style, width, language)
    return sensible if sensible and len(sensible) <= len(plain) else plain
