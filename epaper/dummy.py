"""A layout by itself → a one-page edition that fills its boxes with invented copy and grey pictures.

(A dummy is the page that is drawn before there is copy.) Each box gets the story that its name stands for, so that it
keeps it while the layout changes; the story is cut to the box's capacity by castoff.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, cycle
from pathlib import Path
from zlib import crc32

from epaper.errors import Diagnostic
from epaper.model.edition import CopyLength, Edition, EditionPage, ElsewhereEntry
from epaper.model.layout import (
    BriefsBox,
    ContinuedBox,
    HeadlineSpec,
    LayoutSpec,
    PictureBox,
    PictureSpec,
    RailBox,
    StoryBox,
)
from epaper.model.story import Paragraph, RailItem, Run, Story, plain
from epaper.plan.castoff import capacity, lines_of, measure_of, text_width
from epaper.plan.copylength import cut_to_length
from epaper.plan.grid import Frame, resolve_grid
from epaper.plan.jumps import own_story_box
from epaper.sources.grey_pictures import grey_picture
from epaper.sources.intake import slugify
from epaper.sources.placeholder import PlaceholderBrief, PlaceholderStory, emphasised, placeholder_copy
from epaper.typeset.typesetter import Typesetter
from epaper.units import Mpt
from epaper.value import Value, replace

_SHARE = {"short": 0.75, "fit": 1.0, "long": 1.6}
"""The copy's length as a share of what its box holds."""
_DATE = dt.date(2026, 3, 17)
_SECTION = "News"
_OWN_SHAPE = 1.5
"""The shape of a picture where the layout leaves that to the picture."""
_DECK_COLUMNS = 3
"""Boxes so many columns wide have a deck."""
_FILLED = 0.85
"""How full the lines of a headline are."""
_BRIEFS_TITLE, _BRIEF_HEAD = 3, 3
"""Lines that a box of briefs takes for its title, and each brief for its head."""
_LEAST_BRIEF = 6
"""Lines that a brief takes, at least."""
_RAIL_TITLE = 4
"""Lines that a rail takes for its title."""


class _Desk(Value):
    """What copy is cut for: the layout, its type, and the length asked for."""

    layout: LayoutSpec
    typesetter: Typesetter
    length: CopyLength


def dummy_edition(
    layout: LayoutSpec, file: Path, typesetter: Typesetter, length: CopyLength = "fit"
) -> tuple[Edition, tuple[Diagnostic, ...]]:
    """The edition, and what there is to say about the layout; `file` is the layout's own."""
    desk = _Desk(layout, typesetter, length)
    frames = resolve_grid(layout, typesetter.cap_height(layout.style("body"))).frames
    stories = _stories(desk, frames)
    free = _not_among([plain(story.headline) for story in stories.values()])
    briefs = [story for frame in frames for story in _briefs(desk, frame, free)]
    edition = Edition(
        title="The Halyard Courier",
        date=_DATE,
        pages=(EditionPage(1, str(file.resolve()), _SECTION, {box: (story.slug,) for box, story in stories.items()}),),
        stories=(*stories.values(), *briefs),
        rail=next((_rail(desk, frame) for frame in frames if isinstance(frame.box.options, RailBox)), ()),
        elsewhere=tuple(ElsewhereEntry(each.headlines[2], 2 + at) for at, each in enumerate(free)),
        city="Late Edition",
        number="No. 12,345",
        price="€2.50",
        motto="All the news, made fast",
        website="halyard.example",
        weather="Fair, with a light westerly wind",
        ears=("Fair, with a light westerly wind", "Sport: the late results, page 8"),
    )
    return edition, () if layout.boxes else (_blank(layout),)


def _blank(layout: LayoutSpec) -> Diagnostic:
    message = f"{layout.name} has no boxes, and its page is blank"
    return Diagnostic("warning", "no-boxes", message, layout.where, "draw areas, or extend it")


def _stories(desk: _Desk, frames: Sequence[Frame]) -> dict[str, Story]:
    """A story for each box that wants one, by the box's name."""
    wanting = [frame for frame in frames if isinstance(frame.box.options, StoryBox | ContinuedBox | PictureBox)]
    made: dict[str, Story] = {}
    for frame, order in zip(wanting, _orders(wanting), strict=True):
        make = _picture_story if isinstance(frame.box.options, PictureBox) else _story
        made[frame.box.name] = replace(make(desk, frame, order), slug=f"{slugify(frame.box.name)}-{len(made) + 1}")
    return made


def _orders(frames: Sequence[Frame]) -> Iterator[tuple[PlaceholderStory, ...]]:
    """For each box the invented stories in the order in which it uses them up.

    First the one that its name stands for, no two the same while there are enough; then those that stand in no box,
    a share for each box by its size, so that no two go on alike.
    """
    supply = placeholder_copy().stories
    firsts: list[int] = []
    for at, frame in enumerate(frames):
        ways = [(crc32(frame.box.name.encode()) + step) % len(supply) for step in range(len(supply))]
        firsts.append(next(way for way in ways if firsts.count(way) <= at // len(supply)))
    free = [way for way in range(len(supply)) if way not in firsts]
    sizes = [frame.rect.width * frame.rect.height for frame in frames]
    for at, first in enumerate(firsts):
        turn = round(len(free) * sum(sizes[:at]) / sum(sizes))
        taken = [way % len(supply) for way in range(first + 1, first + len(supply)) if way % len(supply) in firsts]
        yield tuple(supply[way] for way in (first, *free[turn:], *free[:turn], *taken))


def _not_among(headlines: Sequence[str]) -> tuple[PlaceholderStory, ...]:
    """The invented stories that have none of these headlines; all, if none is left."""
    supply = placeholder_copy().stories
    return tuple(story for story in supply if not {*headlines} & {*story.headlines}) or supply


def _story(desk: _Desk, frame: Frame, order: Sequence[PlaceholderStory]) -> Story:
    """A story for a story box: its head first, then as much text as the head and the picture leave room for.

    A box for what goes on from other pages is a story's too, where there are none.
    """
    options = frame.box.options
    box = own_story_box(frame)
    source = order[0]
    head = _headed(desk, frame, source, box.headline, getattr(options, "section", ""))
    if len(frame.columns) >= _DECK_COLUMNS:
        head = replace(head, deck=(Run(source.deck),))
    if box.picture is not None:
        legs = box.legs or len(frame.columns)
        width = frame.rect.width * min(box.picture.legs or legs, legs) // legs
        aspect = box.picture.aspect or _OWN_SHAPE
        head = replace(head, pictures=(grey_picture(width, aspect, emphasised(source.caption), source.credit),))
    levered = replace(box, pictures=tuple(_levered(spec, desk.length) for spec in box.pictures))
    room = capacity(desk.typesetter, desk.layout, frame, levered, head) - (1 if box.byline == "leg" else 0)
    measure = measure_of(desk.layout, frame, box)
    return replace(head, paragraphs=_text(desk, order, room * _SHARE[desk.length], measure))


def _levered(spec: PictureSpec, length: CopyLength) -> PictureSpec:
    """The picture as copyfit may make it: at its shallowest for copy that is to be too long for the box even so, at its
    deepest for copy that is to be too short."""
    percent = {"short": spec.depth[1], "fit": 100, "long": spec.depth[0]}[length]
    return replace(spec, aspect=(spec.aspect or _OWN_SHAPE) * 100 / percent)


def _picture_story(desk: _Desk, frame: Frame, order: Sequence[PlaceholderStory]) -> Story:
    """A story for a picture box: a headline, a picture of the shape that the box leaves it, and a few words."""
    box = frame.box.options
    assert isinstance(box, PictureBox)
    source = order[0]
    spec = box.headline or HeadlineSpec("head-5", (1, 2), 2)
    lines = 2 * len(frame.columns)
    leading = desk.layout.grid.baseline
    head = 2 * desk.layout.style(spec.style).leading + 6 * leading
    aspect = box.picture.aspect or frame.rect.width / max(frame.rect.height - head, frame.rect.height // 3)
    measure = measure_of(desk.layout, frame, StoryBox())
    return replace(
        _headed(desk, frame, source, spec, ""),
        pictures=(grey_picture(frame.rect.width, aspect, emphasised(source.caption), source.credit),),
        paragraphs=_text(desk, order, lines * _SHARE[desk.length], measure),
    )


def _headed(desk: _Desk, frame: Frame, source: PlaceholderStory, spec: HeadlineSpec, section: str) -> Story:
    return Story(
        slug="",
        headline=(Run(_headline(desk, frame.rect.width, source.headlines, spec)),),
        paragraphs=(),
        kicker=source.kicker,
        byline=source.byline,
        dateline=source.dateline,
        pull_quotes=((Run(source.quote),),),
        section=section or _SECTION,
    )


def _headline(desk: _Desk, width: Mpt, headlines: Sequence[str], spec: HeadlineSpec) -> str:
    """The headline that fills the lines wanted of it: the fewest allowed, the middle, or the most."""
    fewest, most = spec.lines
    lines = {"short": fewest, "fit": (fewest + most + 1) // 2, "long": most}[desk.length]
    style = desk.layout.style(spec.style)
    room = lines * width * _FILLED

    def away(text: str) -> float:
        widest = max(desk.typesetter.line(word, style).width for word in text.split())
        return abs(desk.typesetter.line(text, style).width - room) + (width if widest > width else 0)

    return min(headlines, key=away)


def _text(desk: _Desk, order: Sequence[PlaceholderStory], lines: float, measure: Mpt) -> tuple[Paragraph, ...]:
    """Paragraphs of so many lines at a measure: those of the first story, then of the next, and so on."""
    copy = placeholder_copy()
    supply = cycle([each for story in order for each in story.paragraphs])
    spare = [sentence for each in (*copy.teasers, *copy.briefs) for sentence in each.sentences]
    return _cut(desk, supply, spare, lines, measure)


def _cut(
    desk: _Desk, supply: Iterable[tuple[str, ...]], spare: Sequence[str], lines: float, measure: Mpt
) -> tuple[Paragraph, ...]:
    texts = cut_to_length(supply, spare, lines, lambda sentences: _lines(desk, sentences, measure))
    return tuple(Paragraph((Run(" ".join(sentences)),)) for sentences in texts)


def _lines(desk: _Desk, sentences: Sequence[str], measure: Mpt) -> float:
    """A paragraph in lines; sentence by sentence, for each is measured once, in whatever paragraphs it is tried."""
    widths = [text_width(desk.typesetter, desk.layout, (Run(sentence),)) for sentence in sentences]
    return lines_of(sum(widths), measure)


def _briefs(desk: _Desk, frame: Frame, free: Sequence[PlaceholderStory]) -> Iterator[Story]:
    """As many briefs as the box shows, together as deep as it is. Where each has much room, stories are cut short."""
    box = frame.box.options
    if not isinstance(box, BriefsBox):
        return
    supply = placeholder_copy().briefs
    legs = box.legs or len(frame.columns)
    measure = measure_of(desk.layout, frame, StoryBox(legs=legs))
    room = (frame.lines * legs - _BRIEFS_TITLE) * _SHARE[desk.length]
    count = min(box.items, max(1, int(room) // _LEAST_BRIEF))
    first = crc32(frame.box.name.encode())
    for at in range(count):
        brief, story = supply[(first + at) % len(supply)], free[(first + at) % len(free)]
        lines = room / (count - at) - _BRIEF_HEAD
        if _lines(desk, brief.sentences, measure) * 1.4 < lines:
            headline = story.headlines[(1 + at // len(free)) % len(story.headlines)]
            brief = PlaceholderBrief(headline, tuple(chain.from_iterable(story.paragraphs)))
        text = _cut(desk, [brief.sentences], (), lines, measure)
        head = max(_grid_lines(desk, box.headline.style, brief.headline, measure) + 1, _BRIEF_HEAD)
        room -= head + round(sum(_lines(desk, (each.text,), measure) for each in text))
        if at and room < 0 and desk.length != "long":
            return
        yield Story(
            slug=f"{slugify(frame.box.name)}-brief-{at + 1}",
            headline=(Run(brief.headline),),
            paragraphs=text,
            section=box.section or _SECTION,
        )


def _rail(desk: _Desk, frame: Frame) -> tuple[RailItem, ...]:
    """Editorials for a rail, as many as it shows; their teasers grow by turns until its depth is used."""
    box = frame.box.options
    assert isinstance(box, RailBox)
    supply = placeholder_copy().teasers
    room = (frame.lines - _RAIL_TITLE) * _SHARE[desk.length]
    chosen = [supply[at % len(supply)] for at in range(box.items)]
    counts = [1] * len(chosen)

    def depth(at: int) -> int:
        item = (("rail-head", chosen[at].headline), ("rail-teaser", " ".join(chosen[at].sentences[: counts[at]])))
        lines = sum(_grid_lines(desk, name, text, frame.rect.width) for name, text in item)
        return lines + (1 if box.dates else 0) + 1

    depths = [depth(at) for at in range(len(chosen))]
    while desk.length != "long" and len(depths) > 1 and sum(depths) > room:
        depths.pop()
    growing = list(range(len(depths)))
    while growing:
        at = growing.pop(0)
        counts[at] += 1
        deeper = depth(at)
        if counts[at] <= len(chosen[at].sentences) and sum(depths) - depths[at] + deeper <= room:
            depths[at] = deeper
            growing.append(at)
        else:
            counts[at] -= 1
    return tuple(
        RailItem(
            chosen[at].headline, (Run(" ".join(chosen[at].sentences[: counts[at]])),), _DATE - dt.timedelta(at // 2)
        )
        for at in range(len(depths))
    )


def _grid_lines(desk: _Desk, style_name: str, text: str, width: Mpt) -> int:
    """The whole grid lines that a text takes in a style."""
    style = desk.layout.style(style_name)
    lines = len(desk.typesetter.words(text, style, width))
    return -(-lines * style.leading // desk.layout.grid.baseline)
