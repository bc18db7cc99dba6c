"""Pages with their boxes → the boxes that wait for stories, how much each counts, and where its story may go on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from epaper.model.layout import BoxSpec, BriefsBox, ContinuedBox, PictureBox, StoryBox
from epaper.plan.costs import Slot
from epaper.plan.grid import Frame
from epaper.plan.jumps import PageFrames, Place, jump_of, targets_of
from epaper.value import replace

_INSIDE = 0.6
"""How much less a box counts that is not on page one …"""
_FURTHER = 0.004
"""… and how much less for each page after it."""


def free_slots(
    pages: Sequence[PageFrames],
    own: Collection[Place] = (),
    staying: Collection[Place] = (),
    closed: Collection[Place] = (),
) -> list[Slot]:
    """The boxes that no story is nailed to: those for stories, pictures and briefs, and of those for continuations the
    ones that take stories of their `own`. The stories of the `staying` ones do not go on elsewhere; in the `closed`
    ones nothing goes on."""
    slots = []
    for at, page in enumerate(pages):
        largest = max((_area(frame.box) for frame in page.frames if _takes_story(frame)), default=1)
        here = 1.0 if page.page.number == 1 else _INSIDE - min(0.2, _FURTHER * page.page.number)
        for frame in page.frames:
            place = (at, frame.box.name)
            if frame.box.name not in page.stories and (_takes_stories(frame) or place in own):
                slot = Slot(at, page.page, page.layout, frame, _area(frame.box) / largest * here)
                slots.append(slot if place in staying else _going_on(slot, pages, closed))
    return [replace(slot, rivals=_rivals(slot, slots)) if slot.rivals else slot for slot in slots]


def _going_on(slot: Slot, pages: Sequence[PageFrames], closed: Collection[Place]) -> Slot:
    """The slot with the nearest box where its story may go on; without rivals, where it may choose from several."""
    jump = jump_of(slot.frame)
    found = targets_of(pages, slot.at, jump, closed) if jump else []
    if not found:
        return slot
    at, frame = found[0]
    return replace(slot, beyond=(at, pages[at].layout, frame), rivals=0 if len(found) > 1 else 1)


def _rivals(slot: Slot, slots: Sequence[Slot]) -> int:
    """How many boxes may go on only where this one does."""
    return sum(_target(each) == _target(slot) for each in slots if each.rivals) if slot.beyond else 1


def _target(slot: Slot) -> Place | None:
    return (slot.beyond[0], slot.beyond[2].box.name) if slot.beyond else None


def idle_places(pages: Sequence[PageFrames]) -> Iterator[Place]:
    """The boxes for continuations to which no story is nailed."""
    for at, page in enumerate(pages):
        for frame in page.frames:
            if isinstance(frame.box.options, ContinuedBox) and frame.box.name not in page.stories:
                yield at, frame.box.name


def _takes_stories(frame: Frame) -> bool:
    return isinstance(frame.box.options, StoryBox | PictureBox | BriefsBox)


def _takes_story(frame: Frame) -> bool:
    return isinstance(frame.box.options, StoryBox | ContinuedBox)


def _area(box: BoxSpec) -> int:
    return box.columns * box.rows
