"""A text and so many lines → its first words as they are set, with an ellipsis after them where more would follow."""

from __future__ import annotations

from collections.abc import Sequence

from epaper.flow.stone import Stone
from epaper.model.story import Run
from epaper.model.style import TextStyle
from epaper.typeset.justify import Line
from epaper.typeset.paragraph import Prepared
from epaper.units import Mpt


def first_words(stone: Stone, text: str, style: TextStyle, lines: int, measure: Mpt) -> tuple[Line, ...]:
    """As many of the words as so many lines of a measure hold; at least one where there is a line."""
    words = text.split()
    if lines < 1 or not words:
        return ()
    whole = _prepared(stone, " ".join(words), style, measure)
    best = whole.best((measure,))
    if best.lines <= lines:
        return stone.typesetter.words(" ".join(words), style, measure)

    def fit(count: int) -> bool:
        return _prepared(stone, _ended(words[:count]), style, measure).best((measure,)).lines <= lines

    count = min(max(1, whole.places[best.setting.breaks[lines - 1]].atom), len(words) - 1)  # near what it will be
    while count > 1 and not fit(count):
        count -= 1
    while count < len(words) - 1 and fit(count + 1):
        count += 1
    return stone.typesetter.words(_ended(words[:count]), style, measure)[:lines]


def _prepared(stone: Stone, text: str, style: TextStyle, measure: Mpt) -> Prepared:
    return stone.typesetter.prepare((Run(text),), style, measure)


def _ended(words: Sequence[str]) -> str:
    return f"{' '.join(words).rstrip(' ,;:–—-.')}…"
