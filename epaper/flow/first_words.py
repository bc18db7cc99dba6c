"""A text and so many lines → its first words as they are set, with an ellipsis after them where more would follow."""

from __future__ import annotations

from collections.abc import Sequence

from epaper.flow.stone import Stone
from epaper.model.style import TextStyle
from epaper.typeset.justify import Line
from epaper.units import Mpt


def first_words(stone: Stone, text: str, style: TextStyle, lines: int, measure: Mpt) -> tuple[Line, ...]:
    """As many of the words as so many lines of a measure hold; at least one where there is a line."""
    words = text.split()
    if lines < 1 or not words:
        return ()
    whole = stone.typesetter.words(" ".join(words), style, measure)
    low, high = 1, len(words)
    while len(whole) > lines and low < high:
        middle = (low + high + 1) // 2
        shorter = stone.typesetter.words(_ended(words[:middle]), style, measure)
        low, high = (middle, high) if len(shorter) <= lines else (low, middle - 1)
    return whole if len(whole) <= lines else stone.typesetter.words(_ended(words[:low]), style, measure)[:lines]


def _ended(words: Sequence[str]) -> str:
    return f"{' '.join(words).rstrip(' ,;:–—-.')}…"
