"""A box with `jump` and the pages after it → where its story may go on, and how much room there is for it there.

A story that is longer than its box may go on in a later page's `continued` box; several may go on in one. Which of them
goes on where is `plan.rests`'s matter.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from epaper.errors import Diagnostic
from epaper.model.edition import EditionPage
from epaper.model.layout import ContinuedBox, LayoutSpec, StoryBox
from epaper.model.story import Story
from epaper.plan.grid import Frame
from epaper.units import Mpt
from epaper.value import Value, replace

AUTO = -1
"""The value of a box's `jump` that means: any later page with a `continued` box."""
LEAST_REST = 6
"""Lines that are worth turning to another page for."""
REST_GAP = 2
"""Grid lines between one continuation and the next; a rule stands in the middle."""
Place = tuple[int, str]
"""A box by its page's place in the edition and its name."""


class JumpTo(Value):
    """Where a story may be continued: the page, its box, and the lines at that box's measure that it should bring."""

    page: int
    box: str
    lines: int
    measure: Mpt


class Continuation(Value):
    """The part of a story that goes on on another page."""

    story: Story
    from_page: int
    to_page: int
    to_box: str


class PageFrames(Value):
    """A page with its layout and resolved frames, and the stories of its boxes as far as they are dealt out."""

    page: EditionPage
    layout: LayoutSpec
    frames: tuple[Frame, ...]
    stories: dict[str, tuple[Story, ...]]


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
    box = replace(as_story_box(frame), kicker=True, deck=True, byline="leg", pictures=pictures)
    return replace(box, jump=options.jump)


def jump_of(frame: Frame) -> int:
    """The page on which a story in this box may go on, as the box says it; 0 for none."""
    options = frame.box.options
    return options.jump if isinstance(options, StoryBox | ContinuedBox) else 0


def targets_of(
    pages: Sequence[PageFrames], at: int, jump: int, closed: Collection[Place] = ()
) -> list[tuple[int, Frame]]:
    """The pages (by index) and frames where a box on page `at` may continue, the nearest first: on the page of that
    number, or on any after it. What a story stands in, and what is `closed`, takes nothing."""
    return [
        (number, frame)
        for number in range(at + 1, len(pages))
        if jump in (AUTO, pages[number].page.number)
        for frame in pages[number].frames
        if isinstance(frame.box.options, ContinuedBox)
        and not pages[number].stories.get(frame.box.name)
        and (number, frame.box.name) not in closed
    ]


def astray(pages: Sequence[PageFrames]) -> list[Diagnostic]:
    """Boxes that jump to a page where no box takes what goes on."""
    return [
        Diagnostic(
            "warning",
            "jump-nowhere",
            f"box {frame.box.name} on page {page.page.number} jumps to page {jump_of(frame)}, "
            "where nothing can be continued",
            frame.box.where,
            "a later page with a `continued` box is needed",
        )
        for at, page in enumerate(pages)
        for frame in page.frames
        if jump_of(frame) > 0 and not targets_of(pages, at, jump_of(frame))
    ]
