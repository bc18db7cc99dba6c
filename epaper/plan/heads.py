"""A story's head over a box → the grid lines that it takes, in each size and number of lines that copyfit may choose.

The arithmetic is that of the flow engine's heads; only where the headline's lines break is estimated, from the widths
of its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epaper.memory import digest
from epaper.model.layout import LayoutSpec, StoryBox
from epaper.model.story import Run, Runs, Story, plain
from epaper.model.style import TextStyle
from epaper.plan.grid import Frame
from epaper.typeset.typesetter import Typesetter
from epaper.units import Mpt
from epaper.value import Value

_STEP_COST = 0.5
_EMPTY = 1.4
_WAYS = 6
"""How many of the best ways to set a headline copyfit chooses from."""
_DESCENT = 0.8
"""How much of the face's descent counts as the headline's depth."""


class Heads(Value):
    """Grid lines above a story's legs: the fewest and the most that copyfit makes them, and what looks best."""

    least: int
    usual: int
    most: int


def heads_of(typesetter: Typesetter, layout: LayoutSpec, frame: Frame, box: StoryBox, story: Story) -> Heads:
    """The range of head depths. Levers that the layout does not allow stay put."""
    key = digest(
        "heads",
        typesetter.key,
        typesetter.digests.of(typesetter.digests.held(layout, LayoutSpec.bare)),
        (frame.rect.width, box.headline, box.kicker, box.deck, box.byline == "above"),
        (story.headline, story.kicker, story.deck, story.byline, story.language),
    )
    return typesetter.memory.recall(key, lambda: _heads(typesetter, layout, frame, box, story))


def _heads(typesetter: Typesetter, layout: LayoutSpec, frame: Frame, box: StoryBox, story: Story) -> Heads:
    levers = {lever.name for lever in layout.fit}
    ways = sorted(_headline_ways(typesetter, layout, frame, box, story))[: _WAYS if "headline" in levers else 1]
    above = _kicker(typesetter, layout, box, story)
    deck = _under(typesetter, layout, "deck", story.deck, frame.rect.width, story) if box.deck else 0
    byline = (
        _under(typesetter, layout, "byline", as_runs(story.byline), frame.rect.width, story)
        if box.byline == "above"
        else 0
    )
    least = 0 if "deck" in levers else deck
    rest = above + byline
    return Heads(
        _lines(layout, min(way[1] for way in ways) + rest + least),
        _lines(layout, ways[0][1] + rest + deck),
        _lines(layout, max(way[1] for way in ways) + rest + deck),
    )


def width_of(typesetter: Typesetter, style: TextStyle, runs: Runs, language: str) -> Mpt:
    """The width of words on one line; remembered."""
    key = digest("width", typesetter.key, typesetter.digests.of(style), runs, language)
    return typesetter.memory.recall(key, lambda: typesetter.width(runs, style, language))


def as_runs(text: str) -> Runs:
    return (Run(text),) if text else ()


def _lines(layout: LayoutSpec, depth: Mpt) -> int:
    """Grid lines for so much head, with the air under it; none for none."""
    air = layout.grid.baseline * 6 // 10
    return -(-(depth + air) // layout.grid.baseline) if depth else 0


def _kicker(typesetter: Typesetter, layout: LayoutSpec, box: StoryBox, story: Story) -> Mpt:
    if not (box.kicker and story.kicker):
        return 0
    return typesetter.cap_height(layout.style("kicker")) + layout.grid.baseline * 6 // 10


def _under(typesetter: Typesetter, layout: LayoutSpec, name: str, runs: Runs, width: Mpt, story: Story) -> Mpt:
    """What a deck or a byline takes, from what stands above it to its own foot."""
    if not plain(runs):
        return 0
    style = layout.style(name)
    count = -(-width_of(typesetter, style, runs, story.language) // width)
    air = layout.grid.baseline * 3 // 10
    return air + typesetter.cap_height(style) + (count - 1) * style.leading + style.leading // 4


def _headline_ways(
    typesetter: Typesetter, layout: LayoutSpec, frame: Frame, box: StoryBox, story: Story
) -> Iterator[tuple[float, Mpt]]:
    """(cost, depth) of the headline in each size and number of lines that it fits in; one way where it fits in none."""
    if not plain(story.headline):
        yield 0.0, 0
        return
    base, width = layout.style(box.headline.style), frame.rect.width
    words = _word_widths(typesetter, base, story.headline, story.language)
    smaller = sorted((size for size in layout.headline_sizes if size < base.size), reverse=True)
    low, high = box.headline.lines
    face = typesetter.face(base)
    fits = False
    for step, size in enumerate([base.size, *smaller[: box.headline.steps]]):
        share = size / base.size
        needed = _lines_needed(words, width / share)
        cap, depth = round(typesetter.cap_height(base) * share), face.length(round(face.descent * _DESCENT), size)
        for count in range(max(low, needed), min(high, len(words)) + 1):
            empty = 1 - sum(words) * share / (count * width)
            cost = _STEP_COST * step + _EMPTY * empty * empty
            fits = True
            yield cost, cap + (count - 1) * round(base.leading * share) + depth
    if not fits:
        count = min(max(needed, 1), max(high, 3))
        yield 0.0, cap + (count - 1) * round(base.leading * share) + depth


def _word_widths(typesetter: Typesetter, style: TextStyle, runs: Runs, language: str) -> list[Mpt]:
    """Each word with the space before it."""
    atoms = typesetter.prepare(runs, style, 0, language).atoms
    widths: list[Mpt] = []
    for atom in atoms:
        if widths and (not atom.gap or not atom.breakable):
            widths[-1] += atom.gap + atom.word.width
        else:
            widths.append(atom.gap + atom.word.width)
    return widths


def _lines_needed(words: Sequence[Mpt], width: float) -> int:
    """The fewest lines that hold the words; more than there are words where one is too wide."""
    count, left = 0, 0.0
    for word in words:
        if word > width:
            return len(words) + 1
        if word > left:
            count, left = count + 1, width
        left -= word
    return count
