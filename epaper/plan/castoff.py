"""A story and a frame → about how many lines of text the story has, and how many the frame would leave it.

Measured, not guessed: the widths are those of the shaped words. Only line breaks are estimated, so that every story can
be held against every box of an edition in a moment; the flow engine then fits exactly.
"""

from __future__ import annotations

import math

from epaper.memory import digest
from epaper.model.layout import LayoutSpec, StoryBox
from epaper.model.story import Paragraph, Run, Runs, Story, plain
from epaper.model.style import TextStyle
from epaper.plan.grid import Frame, resolve_grid
from epaper.typeset.paragraph import natural_width
from epaper.typeset.typesetter import Typesetter
from epaper.units import Mpt

_LOSS = 1.03
"""What hyphens and uneven lines add to the length of type set at its natural width."""
_LAST_LINE = 0.45
"""How much of a paragraph's last line is left empty, on the average."""
_HEAD_AIR = 1.6
_CAPTION_LINES = 2
_ANY: Mpt = 10**9
"""A measure wide enough for every word: nothing is broken here."""


def castoff(typesetter: Typesetter, layout: LayoutSpec, story: Story, measure: Mpt) -> int:
    """The story's text in lines at a measure, in the layout's body style."""
    lines = sum(_lines(typesetter, layout, each, measure, story.language) for each in story.paragraphs)
    return round(lines) + (1 if story.byline else 0)


def _lines(typesetter: Typesetter, layout: LayoutSpec, paragraph: Paragraph, measure: Mpt, language: str) -> float:
    """A paragraph's lines, or a table's rows with the white around them."""
    if paragraph.table is not None:
        white = layout.style("table")
        return len(paragraph.table.rows) + white.space_before + white.space_after
    return lines_of(text_width(typesetter, layout, paragraph.runs, language), measure)


def text_width(typesetter: Typesetter, layout: LayoutSpec, runs: Runs, language: str = "") -> Mpt:
    """The width of body text on one line."""
    return _width(typesetter, layout.style("body"), runs, language)


def lines_of(width: Mpt, measure: Mpt) -> float:
    """A paragraph in lines, from the width that it has on one line; parts of a line count, for they add up."""
    return max(1.0, width * _LOSS / measure + _LAST_LINE)


def capacity(typesetter: Typesetter, layout: LayoutSpec, frame: Frame, box: StoryBox, story: Story) -> int:
    """The lines that a box leaves for a story's text, under its head and picture at their usual sizes."""
    legs = box.legs or len(frame.columns)
    head = head_lines(typesetter, layout, frame, box, story)
    lines = legs * max(0, frame.lines - head)
    picture = next((each for each in story.pictures if each.path and each.width), None)
    if picture is not None and box.picture is not None:
        over = min(box.picture.legs or legs, legs)
        width = frame.rect.width * over // legs
        aspect = picture.width / picture.height if picture.whole or not box.picture.aspect else box.picture.aspect
        depth = round(width / aspect / layout.grid.baseline) + _CAPTION_LINES + 1
        lines -= over * min(depth, frame.lines - head)
    return max(0, lines)


def measure_of(layout: LayoutSpec, frame: Frame, box: StoryBox) -> Mpt:
    """The width of one leg."""
    legs = box.legs or len(frame.columns)
    return (frame.rect.width - (legs - 1) * layout.grid.gutter) // legs


def head_lines(typesetter: Typesetter, layout: LayoutSpec, frame: Frame, box: StoryBox, story: Story) -> int:
    """Grid lines that kicker, headline and deck take."""
    depth = 0.0
    if plain(story.headline):
        style = layout.style(box.headline.style)
        width = _width(typesetter, style, story.headline, story.language)
        count = min(max(round(width / frame.rect.width + 0.4), box.headline.lines[0]), box.headline.lines[1])
        depth += count * style.leading
    if box.kicker and story.kicker:
        depth += layout.grid.baseline * 1.4
    if box.deck and plain(story.deck):
        deck = layout.style("deck")
        depth += deck.leading * (1 + _width(typesetter, deck, story.deck, story.language) // frame.rect.width)
    return round(depth / layout.grid.baseline + _HEAD_AIR) if depth else 0


def _width(typesetter: Typesetter, style: TextStyle, runs: tuple[Run, ...], language: str) -> Mpt:
    key = digest("width", typesetter.key, typesetter.digests.of(style), runs, language)
    return typesetter.memory.recall(key, lambda: natural_width(typesetter.prepare(runs, style, _ANY, language)))


def misfit_of(layout: LayoutSpec, story: Story, typesetter: Typesetter) -> float:
    """By what factor the story's length and the room of a layout's story boxes differ, as a logarithm; 0 is none."""
    frames = resolve_grid(layout, typesetter.cap_height(layout.style("body"))).frames
    best = math.inf
    for frame in frames:
        box = frame.box.options
        if isinstance(box, StoryBox):
            lines = max(1, castoff(typesetter, layout, story, measure_of(layout, frame, box)))
            best = min(best, abs(math.log(lines / max(1, capacity(typesetter, layout, frame, box, story)))))
    return best
