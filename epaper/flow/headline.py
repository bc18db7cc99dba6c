"""A headline and a width in → its size, its line breaks, and how much better or worse other settings would be.

Sizes come from the layout's ladder. Few words and few lines make it possible to look at every way to break them:
a small dynamic programme weighs sense (`sense.break_cost`) against even, well-filled lines. Never hyphenated.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, cached_property, lru_cache, partial
from itertools import accumulate, pairwise

from epaper.flow.sense import break_cost, is_sentence_case, quotation_costs
from epaper.flow.stone import Stone, sized
from epaper.model.layout import HeadlineSpec
from epaper.model.story import Run, Runs, plain
from epaper.model.style import TextStyle
from epaper.typeset.justify import Line
from epaper.typeset.paragraph import cut
from epaper.units import Mpt
from epaper.value import Value, replace

_STEP_COST = 0.5
"""A step down the ladder of sizes costs as much as lines that are half empty."""
_LONE_WORD = 0.5
_AGAINST = 0.5
"""For a break against the sense, as for a short word alone on a line: each counts whole, in however many lines."""
_WITH = 0.7
_EMPTY = 1.4
"""What helps, and what lines leave empty, counts on the average of the lines."""
_OVERFULL = 50.0


class Headline(Value, dict=True):
    """A way to set a headline. `height` reaches from the first line's cap height to the last baseline; `depth` below.

    `steps` counts sizes below the style's own; `cost` compares settings of one headline with each other. Of the ways
    that are weighed one is printed: `make` sets its lines when they are wanted.
    """

    make: Callable[[], tuple[Line, ...]]
    style: TextStyle
    height: Mpt
    depth: Mpt
    steps: int
    cost: float
    overfull: bool = False

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return self.make()

    @property
    def room(self) -> Mpt:
        return self.height + self.depth


def headlines(stone: Stone, runs: Runs, spec: HeadlineSpec, width: Mpt, language: str) -> list[Headline]:
    """The ways to set a headline, best first: one for each size and number of lines that fits the width.

    There is always one: a word that is wider than the box at the smallest size allowed is set smaller still.
    """
    base = _without_hyphens(stone.style(spec.style), optical_margin=False)
    sizes = _ladder(stone, base.size, spec)
    found = [
        each
        for step, size in enumerate(sizes)
        for each in _at_size(stone, runs, sized(base, size), step, spec, width, language)
    ]
    fitting = [each for each in found if not each.overfull]
    if not fitting:
        return [_squeezed(stone, runs, sized(base, sizes[-1]), spec, width, language)]
    return sorted(fitting, key=lambda each: each.cost)


def sense_lines(stone: Stone, runs: Runs, style: TextStyle, width: Mpt, language: str) -> tuple[Line, ...]:
    """A few words in as few lines as a width takes, broken by the sense; nothing where a word is wider than that."""
    style = _without_hyphens(style, optical_margin=style.hj.optical_margin)
    words = _words_of(stone, runs, style, language)
    extent = sum(word.gap + word.width for word in words)
    for count in range(max(1, extent // width), len(words) + 1):
        breaks, cost = _best_breaks(words, count, width, language)
        if cost < _OVERFULL:
            return _lines(stone, runs, style, words, breaks, width, language)
    return ()


def _ladder(stone: Stone, size: Mpt, spec: HeadlineSpec) -> list[Mpt]:
    """The sizes to try, the largest first."""
    smaller = sorted((each for each in stone.layout.headline_sizes if each < size), reverse=True)
    sizes = [size, *smaller[: spec.steps]]
    return [each for each in sizes if each not in spec.avoid] or sizes


def _at_size(
    stone: Stone, runs: Runs, style: TextStyle, step: int, spec: HeadlineSpec, width: Mpt, language: str
) -> list[Headline]:
    words = _words_of(stone, runs, style, language)
    if not words:
        return []
    made = []
    low, high = spec.lines
    for count in range(low, min(high, len(words)) + 1):
        breaks, cost = _best_breaks(words, count, width, language)
        lines = partial(_lines, stone, runs, style, words, breaks, width, language)
        made.append(_headline(stone, lines, style, count, step, cost + step * _STEP_COST, cost >= _OVERFULL))
    return made


def _headline(
    stone: Stone,
    make: Callable[[], tuple[Line, ...]],
    style: TextStyle,
    count: int,
    step: int,
    cost: float,
    overfull: bool,
) -> Headline:
    cap = stone.typesetter.cap_height(style)
    face = stone.typesetter.face(style)
    depth = face.length(round(face.descent * 0.8), style.size)
    return Headline(make, style, cap + (count - 1) * style.leading, depth, step, cost, overfull)


class _HeadWord(Value):
    """A word of a headline: where it ends in the text, its width, the space before it, and how far its first and its
    last character may hang into the margins."""

    text: str
    start: int
    end: int
    width: Mpt
    gap: Mpt
    head: Mpt
    tail: Mpt


def _words_of(stone: Stone, runs: Runs, style: TextStyle, language: str) -> list[_HeadWord]:
    """Words as a reader sees them: style changes inside a word do not end it."""
    prepared = stone.typesetter.prepare(runs, style, 0, language)
    words: list[_HeadWord] = []
    at, text = 0, plain(runs)
    for atom in prepared.atoms:
        start = text.index(atom.text, at)
        at = start + len(atom.text)
        if words and (not atom.gap or not atom.breakable):
            last = words[-1]
            width = last.width + atom.gap + atom.word.width
            words[-1] = replace(last, text=text[last.start : at], end=at, width=width, tail=atom.word.tail)
        else:
            word = atom.word
            words.append(_HeadWord(atom.text, start, at, word.width, atom.gap, word.head, word.tail))
    return words


def _best_breaks(words: Sequence[_HeadWord], count: int, width: Mpt, language: str) -> tuple[list[int], float]:
    """Where to break into `count` lines (indexes of each next line's first word), and the cost."""
    against = _against(tuple(word.text for word in words), language)
    edges = [0, *accumulate(word.gap + word.width for word in words)]

    def line_cost(first: int, last: int) -> float:
        extent = edges[last] - edges[first] - words[first].gap - words[first].head - words[last - 1].tail
        if extent > width:
            return _OVERFULL * count * extent / width
        empty = 1 - extent / width
        cost = _EMPTY * empty * empty
        if last < len(words):
            cost += _AGAINST * count * against[last] if against[last] > 0 else _WITH * against[last]
        if last - first == 1 and count > 1 and empty > 0.45:
            cost += _LONE_WORD * count
        return cost

    @cache
    def best(first: int, left: int) -> tuple[float, tuple[int, ...]]:
        if left == 1:
            return line_cost(first, len(words)), ()
        options = []
        for last in range(first + 1, len(words) - left + 2):
            line = line_cost(first, last)
            rest, breaks = best(last, left - 1)
            options.append((line + rest, (last, *breaks)))
            if line >= _OVERFULL:
                break  # and so are all longer ones
        return min(options)

    total, breaks = best(0, count)
    return list(breaks), total / count


@lru_cache(maxsize=1_000)
def _against(texts: tuple[str, ...], language: str) -> tuple[float, ...]:
    """What it costs by sense to break before each word: the same in every size."""
    sentence, quoted = is_sentence_case(texts), quotation_costs(texts)
    breaks = enumerate(pairwise(texts), start=1)
    return (0.0, *(break_cost(a, b, language, sentence) + quoted.get(at, 0.0) for at, (a, b) in breaks))


def _lines(
    stone: Stone, runs: Runs, style: TextStyle, words: Sequence[_HeadWord], breaks: list[int], width: Mpt, language: str
) -> tuple[Line, ...]:
    edges = [0, *breaks, len(words)]
    lines: list[Line] = []
    for first, last in pairwise(edges):
        part = cut(runs, words[first].start, words[last - 1].end)
        lines += stone.typesetter.lines(part, style, width, language)[:1]
    return tuple(lines)


def _squeezed(stone: Stone, runs: Runs, style: TextStyle, spec: HeadlineSpec, width: Mpt, language: str) -> Headline:
    """For a word wider than the box: as much smaller as it takes, over as many lines as it takes."""
    words = _words_of(stone, runs, style, language)
    if not words:
        return Headline(tuple, style, 0, 0, 0, 0.0)
    widest = max(word.width for word in words)
    size = min(style.size, style.size * (width - 1000) // widest if widest > width else style.size)
    for _ in range(40):
        smaller = sized(style, size)
        lines = stone.typesetter.lines(runs, smaller, width, language)
        if len(lines) <= max(spec.lines[1], 3):
            break
        size = size * 95 // 100
    return _headline(stone, lambda: lines, smaller, len(lines), spec.steps, 5.0, False)


@lru_cache(maxsize=128)
def _without_hyphens(style: TextStyle, *, optical_margin: bool) -> TextStyle:
    return replace(style, hj=replace(style.hj, hyphenate=False, optical_margin=optical_margin))


def as_runs(text: str) -> Runs:
    """Plain text as runs."""
    return (Run(text),) if text else ()
