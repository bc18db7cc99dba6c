"""Stories in their boxes → which of them are continued, on what page, and how much room there is for them there.

A box with `jump` lets a story that is longer than it go on in a later page's `continued` box. Several stories may go on
in one; its lines are shared among them by need.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from epaper.errors import Diagnostic
from epaper.model.edition import EditionPage
from epaper.model.layout import ContinuedBox, LayoutSpec, StoryBox
from epaper.model.story import Story
from epaper.plan.castoff import castoff, head_lines, measure_of, room_of
from epaper.plan.grid import Frame
from epaper.typeset.typesetter import Typesetter
from epaper.units import Mpt

AUTO = -1
"""The value of a box's `jump` that means: the next page with a `continued` box."""
_LEAST_REST = 6
"""Lines that are worth turning to another page for."""


@dataclass(frozen=True, slots=True)
class JumpTo:
    """Where a story may be continued: the page, its box, and the lines at that box's measure that it should bring."""

    page: int
    box: str
    lines: int
    measure: Mpt


@dataclass(frozen=True, slots=True)
class Continuation:
    """The part of a story that goes on on another page."""

    story: Story
    from_page: int
    to_page: int
    to_box: str


@dataclass(frozen=True, slots=True)
class PageFrames:
    """A page with its layout and resolved frames, and the stories of its boxes as far as they are dealt out."""

    page: EditionPage
    layout: LayoutSpec
    frames: tuple[Frame, ...]
    stories: dict[str, tuple[Story, ...]]


@dataclass(frozen=True, slots=True)
class _Want:
    """A story that is too long for its box: its excess in lines at the measure of the box where it goes on."""

    source: int
    box: str
    target: tuple[int, str]
    lines: int


def continued_room(typesetter: Typesetter, layout: LayoutSpec, frame: Frame, story: Story) -> int:
    """The lines that a `continued` box has for a story, under its head."""
    box = as_story_box(frame)
    return box.legs * max(0, frame.lines - head_lines(typesetter, layout, frame, box, story) - 1)


def as_story_box(frame: Frame) -> StoryBox:
    """A continuation's box as a story's: a small head and the legs, nothing else."""
    options = frame.box.options
    assert isinstance(options, ContinuedBox)
    return StoryBox(
        legs=options.legs or len(frame.columns),
        headline=options.headline,
        kicker=False,
        deck=False,
        byline="none",
        pictures=(),
        body=options.body,
        leg_rules=options.leg_rules,
    )


def own_story_box(frame: Frame) -> StoryBox:
    """A story's box, or a continuation's for a story of its own."""
    options = frame.box.options
    if isinstance(options, StoryBox):
        return options
    assert isinstance(options, ContinuedBox)
    pictures = (options.picture,) if options.picture else ()
    return replace(as_story_box(frame), kicker=True, deck=True, byline="leg", pictures=pictures)


def target_of(pages: Sequence[PageFrames], at: int, jump: int) -> tuple[int, Frame] | None:
    """The page (by index) and frame where a box on page `at` continues: the page of that number, or the next."""
    for number in range(at + 1, len(pages)):
        page = pages[number]
        if jump in (AUTO, page.page.number):
            for frame in page.frames:
                if isinstance(frame.box.options, ContinuedBox) and not page.stories.get(frame.box.name):
                    return number, frame
    return None


@dataclass(frozen=True, slots=True)
class Jumps:
    """For each page, the boxes whose stories may be continued, and where; and for each box where some are, the lines
    that it has room for, and those that they bring."""

    boxes: list[dict[str, JumpTo]]
    loads: list[tuple[int, int]]


def plan_jumps(pages: Sequence[PageFrames], typesetter: Typesetter) -> Jumps:
    """Which stories may be continued where. A `continued` box's lines go to them by need."""
    wants = [want for at in range(len(pages)) for want in _wants(pages, at, typesetter)]
    found: list[dict[str, JumpTo]] = [{} for _ in pages]
    loads: dict[tuple[int, str], tuple[int, int]] = {}
    for want in wants:
        at, name = want.target
        target = pages[at]
        frame = next(each for each in target.frames if each.box.name == name)
        rivals = [each for each in wants if each.target == want.target]
        box = as_story_box(frame)
        story = pages[want.source].stories[want.box][0]
        heads = len(rivals) * (head_lines(typesetter, target.layout, frame, box, story) + 1) + len(rivals) - 1
        room = box.legs * max(0, frame.lines - heads)
        brought = sum(each.lines for each in rivals)
        loads[want.target] = (room, brought)
        lines = max(_LEAST_REST, round(room * want.lines / brought))
        measure = measure_of(target.layout, frame, box)
        found[want.source][want.box] = JumpTo(target.page.number, name, lines, measure)
    return Jumps(found, list(loads.values()))


def astray(pages: Sequence[PageFrames]) -> list[Diagnostic]:
    """Boxes that jump to a page where no box takes what goes on."""
    return [
        Diagnostic(
            "warning",
            "jump-nowhere",
            f"box {frame.box.name} on page {page.page.number} jumps to page {frame.box.options.jump}, "
            "where nothing can be continued",
            frame.box.where,
            "a later page with a `continued` box is needed",
        )
        for at, page in enumerate(pages)
        for frame in page.frames
        if isinstance(frame.box.options, StoryBox)
        and frame.box.options.jump > 0
        and target_of(pages, at, frame.box.options.jump) is None
    ]


def _wants(pages: Sequence[PageFrames], at: int, typesetter: Typesetter) -> list[_Want]:
    here = pages[at]
    wants = []
    for frame in here.frames:
        box, stories = frame.box.options, here.stories.get(frame.box.name, ())
        if not isinstance(box, StoryBox) or not box.jump or not stories:
            continue
        room = room_of(typesetter, here.layout, frame, box, stories[0])
        lines = castoff(typesetter, here.layout, stories[0], measure_of(here.layout, frame, box))
        target = target_of(pages, at, box.jump)
        if target is None or room.misfit(lines) <= 0:
            continue
        number, there = target
        all_there = castoff(
            typesetter,
            pages[number].layout,
            stories[0],
            measure_of(pages[number].layout, there, as_story_box(there)),
        )
        excess = max(_LEAST_REST, round(all_there * (lines - room.usual) / lines))
        wants.append(_Want(at, frame.box.name, (number, there.box.name), excess))
    return wants
