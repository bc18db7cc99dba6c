"""A story and a frame → about how many lines of text the story has, and how many the frame would leave it.

Measured, not guessed: the widths are those of the shaped words. Only line breaks are estimated, so that every story can
be held against every box of an edition in a moment; the flow engine then fits exactly.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from epaper.memory import digest
from epaper.model.layout import LayoutSpec, PictureSpec, PlaceSpec, StoryBox
from epaper.model.story import Paragraph, Picture, Runs, Story, plain
from epaper.plan.grid import Frame, resolve_grid
from epaper.plan.heads import heads_of, width_of
from epaper.typeset.typesetter import Typesetter
from epaper.units import Mpt
from epaper.value import Value, replace

_LOSS = 1.015
"""What hyphens and uneven lines add to the length of type set at its natural width."""
LAST_LINE = 0.45
"""How much of a paragraph's last line is left empty, on the average."""
LEAST_PICTURE = 3
LEAST_TEXT = 6
"""Grid lines that a picture leaves for text under or over it."""
LEAST_WRAP = 6
"""A runaround of fewer lines is none: there what stands in the leg takes its whole width."""
KEPT_SHARE = 0.5
"""Trimming, where it is allowed, leaves at least so much of a story."""
_AROUND_FACTS = 4
"""Lines that a box of facts takes for its title and the white around it."""
_RAGGED = 1.15
"""What ragged lines add to a quote's length."""
_QUOTE_RULES = 2
"""Grid lines for the white at a quote's rules."""
FEW_WORDS = 60
"""A story with a picture and no more words is that picture."""
_ANY_DEPTH = (60, 150)
_CAPTION_GAP: Mpt = 5_000
_LOOSER, _TIGHTER = 0.02, 0.015
"""By what share of its lines copy is set longer or shorter with no harm to its spaces."""


class Room(Value):
    """The lines that a box leaves for a story's text: with head and picture as small as copyfit makes them (`most`), as
    large (`least`), and as they look best (`usual`)."""

    least: int
    usual: int
    most: int

    def misfit(self, lines: float) -> float:
        """By how many lines copy is too long for the box (above 0) or too short (below 0), however it is made up."""
        if lines * (1 - _TIGHTER) > self.most:
            return lines * (1 - _TIGHTER) - self.most
        return min(0.0, lines * (1 + _LOOSER) - self.least)

    def hole(self, lines: float) -> tuple[float, float]:
        """The fewest and the most lines that copy leaves free, as it is made up; below 0 where it is too long."""
        return self.least - lines * (1 + _LOOSER), self.most - lines * (1 - _TIGHTER)


def castoff(typesetter: Typesetter, layout: LayoutSpec, story: Story, measure: Mpt) -> int:
    """The story's text in lines at a measure, in the layout's body style, and its boxes of facts."""
    lines = sum(lines_of(width, measure) for width in _paragraph_widths(typesetter, layout, story))
    lines += _AROUND_FACTS * len(story.asides)
    white = layout.style("table")
    tables = [each.table for each in _all_paragraphs(story) if each.table is not None]
    lines += sum(len(table.rows) - 1 + white.space_before + white.space_after for table in tables)
    lines += sum(each.kind == "subhead" for each in story.paragraphs) * layout.style("subhead").space_before
    return round(lines) + (1 if story.byline else 0)


def _all_paragraphs(story: Story) -> tuple[Paragraph, ...]:
    """The story's, and those of its boxes of facts."""
    return (*story.paragraphs, *(each for aside in story.asides for each in aside.paragraphs))


def _paragraph_widths(typesetter: Typesetter, layout: LayoutSpec, story: Story) -> tuple[Mpt, ...]:
    """Each paragraph's width on one line; remembered together, for all measures."""
    digests = typesetter.digests
    key = digest("widths", typesetter.key, digests.of(layout.style("body")), digests.of(story))

    def widths() -> tuple[Mpt, ...]:
        return tuple(text_width(typesetter, layout, each.runs, story.language) for each in _all_paragraphs(story))

    return typesetter.memory.recall(key, widths)


def text_width(typesetter: Typesetter, layout: LayoutSpec, runs: Runs, language: str = "") -> Mpt:
    """The width of body text on one line."""
    return width_of(typesetter, layout.style("body"), runs, language)


def lines_of(width: Mpt, measure: Mpt) -> float:
    """A paragraph in lines, from the width that it has on one line; parts of a line count, for they add up."""
    return max(1.0, width * _LOSS / measure + LAST_LINE)


def capacity(typesetter: Typesetter, layout: LayoutSpec, frame: Frame, box: StoryBox, story: Story) -> int:
    """The lines that a box leaves for a story's text, under its head and pictures at their usual sizes."""
    return room_of(typesetter, layout, frame, box, story).usual


def room_of(typesetter: Typesetter, layout: LayoutSpec, frame: Frame, box: StoryBox, story: Story) -> Room:
    """The range of lines that a box leaves for a story's text."""
    box = with_its_picture(box, story)
    legs = box.legs or len(frame.columns)
    heads = heads_of(typesetter, layout, frame, box, story)
    pictures = (each for each in story.pictures if each.path and each.width)
    taken = [
        _taken(typesetter, layout, frame, box, spec, picture, story.language)
        for spec, picture in zip(box.pictures, pictures, strict=False)
        if frame.lines - LEAST_TEXT >= LEAST_PICTURE
    ]
    if box.pull_quote is not None and any(plain(quote).strip() for quote in story.pull_quotes):
        taken.append(_quoted(typesetter, layout, frame, box, box.pull_quote, story))
    return Room(
        _text_lines(frame, legs, heads.most, [(each.over, each.high) for each in taken]),
        _text_lines(frame, legs, heads.usual, [(each.over, each.usual) for each in taken]),
        _text_lines(frame, legs, heads.least, [(each.over, each.low) for each in taken]),
    )


def with_its_picture(box: StoryBox, story: Story) -> StoryBox:
    """The box as a story gets it: one that is a picture with a few words shows it, whatever the box is for."""
    if box.picture is not None or not any(each.path for each in story.pictures) or story.words > FEW_WORDS:
        return box
    return replace(box, pictures=(PictureSpec(aspect=0, depth=_ANY_DEPTH),))


class _Taken(Value):
    """What a picture or a quote takes of the legs: how many of them, and its least, usual and greatest depth in
    grid lines."""

    over: float
    low: int
    usual: int
    high: int


def _taken(
    typesetter: Typesetter,
    layout: LayoutSpec,
    frame: Frame,
    box: StoryBox,
    spec: PictureSpec,
    picture: Picture,
    language: str,
) -> _Taken:
    over, whole, width = _over(layout, frame, box, spec)
    wanted = _picture_lines(typesetter, layout, picture, spec, width, language)
    movable = not picture.whole and any(lever.name == "picture" for lever in layout.fit)
    shares = (spec.depth[0], 100, spec.depth[1]) if movable else (100, 100, 100)
    depths = [min(max(LEAST_PICTURE, wanted * share // 100), frame.lines - LEAST_TEXT) + 1 for share in shares]
    return _Taken(over * width / whole, *depths)


def crushed(typesetter: Typesetter, layout: LayoutSpec, frame: Frame, box: StoryBox, story: Story) -> float:
    """The share of the main picture's least depth for which a frame has no room."""
    box, picture = with_its_picture(box, story), placed_picture(story)
    if picture is None or box.picture is None:
        return 0.0
    _, _, width = _over(layout, frame, box, box.picture)
    wanted = _picture_lines(typesetter, layout, picture, box.picture, width, story.language)
    head = heads_of(typesetter, layout, frame, box, story).least
    least = wanted * (100 if picture.whole else box.picture.depth[0]) / 100
    return max(0.0, 1 - max(0, frame.lines - head - 1) / least)


def _quoted(
    typesetter: Typesetter, layout: LayoutSpec, frame: Frame, box: StoryBox, spec: PlaceSpec, story: Story
) -> _Taken:
    """What the story's first pull quote takes; nothing, where copyfit may leave it out."""
    over, whole, width = _over(layout, frame, box, spec)
    style = layout.style("pull-quote")
    quote = next(quote for quote in story.pull_quotes if plain(quote).strip())
    count = math.ceil(width_of(typesetter, style, quote, story.language) * _RAGGED / width)
    lines = min(count * style.leading // layout.grid.baseline + _QUOTE_RULES, frame.lines - LEAST_TEXT)
    movable = any(lever.name == "quote" for lever in layout.fit)
    return _Taken(over * width / whole, 0 if movable else lines + 1, lines + 1, lines + 1)


def _over(layout: LayoutSpec, frame: Frame, box: StoryBox, spec: PlaceSpec) -> tuple[int, Mpt, Mpt]:
    """How many legs something stands over, their width, and its own."""
    legs = box.legs or len(frame.columns)
    over = min(spec.legs or legs, legs)
    whole = measure_of(layout, frame, box) * over + layout.grid.gutter * (over - 1)
    return over, whole, min(whole, spec.width.resolve(whole=whole)) if spec.width else whole


def _text_lines(frame: Frame, legs: int, head: int, pictures: Sequence[tuple[float, int]]) -> int:
    """What a head, and pictures over so many legs and so many lines deep, leave of a frame."""
    free = max(0, frame.lines - head)
    return max(0, legs * free - round(sum(over * min(depth, free) for over, depth in pictures)))


def _picture_lines(
    typesetter: Typesetter, layout: LayoutSpec, picture: Picture, spec: PictureSpec, width: Mpt, language: str
) -> int:
    """The grid lines of a picture of its usual shape with its caption."""
    own = picture.whole or not spec.aspect
    aspect = shape_of(picture) if own else spec.aspect
    caption, depth = layout.style("caption"), 0
    if plain(picture.caption):
        count = -(-width_of(typesetter, caption, picture.caption, language) // width)
        depth = _CAPTION_GAP + typesetter.cap_height(caption) + (count - 1) * caption.leading
    cap = typesetter.cap_height(layout.style("body"))
    return max(2, round((width / aspect + depth - cap) / layout.grid.baseline) + 1)


def placed_picture(story: Story) -> Picture | None:
    """The picture that a story's box shows: its first."""
    return next((each for each in story.pictures if each.path and each.width and each.height), None)


def shape_of(picture: Picture) -> float:
    """Width by height, as the file has it."""
    return picture.width / picture.height


def measure_of(layout: LayoutSpec, frame: Frame, box: StoryBox) -> Mpt:
    """The width of one leg, or the mean where they differ."""
    legs = box.legs or len(frame.columns)
    return (frame.rect.width - (legs - 1) * layout.grid.gutter) // legs


def head_lines(typesetter: Typesetter, layout: LayoutSpec, frame: Frame, box: StoryBox, story: Story) -> int:
    """Grid lines that kicker, headline and deck take."""
    return heads_of(typesetter, layout, frame, box, story).usual


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
