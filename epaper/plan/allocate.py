"""Boxes of an edition's pages and its stories → which story goes into which box.

Stories that the edition nails to a box go there. All others are assigned together, as an assignment problem: the cost
of a story in a box grows with how badly its length fits (by castoff), with a picture that the box cannot show, with the
wrong section, and with an important story in an unimportant place. SciPy's solver (Crouse's shortest augmenting paths,
2016) finds the least sum; the same input gives the same choice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from epaper.errors import Diagnostic
from epaper.memory import digest
from epaper.model.edition import Edition, EditionPage
from epaper.model.layout import BoxSpec, BriefsBox, ContinuedBox, LayoutSpec, PictureBox, StoryBox
from epaper.model.story import Picture, Story, plain
from epaper.plan.castoff import Room, castoff, measure_of, room_of, with_its_picture
from epaper.plan.company import company_of
from epaper.plan.grid import Frame, resolve_grid
from epaper.plan.jumps import (
    Continuation,
    JumpTo,
    PageFrames,
    astray,
    continued_room,
    own_story_box,
    plan_jumps,
    target_of,
)
from epaper.typeset.typesetter import Typesetter

_WRONG_SECTION = 400.0
_NO_PLACE_FOR_PICTURE = 40.0
_PICTURE_WANTED = 12.0
_MISFIT = 300.0
_OVERSET = 300.0
"""Copy that is too long in every way must be cut by hand; short copy can have company."""
_NO_JUMP = 100.0
"""A box that names the page where its story goes on should have one that is so long."""
_UNUSUAL = 30.0
"""What it costs to fill a box with all that copyfit can do, rather than with nothing done."""
_IMPORTANCE = 6.0
_INSIDE = 0.6
"""How much less a box counts that is not on page one."""
_EMPTY = 200.0
"""What it costs to leave an important box empty rather than an unimportant one, where there are too few stories."""
_UNIMPORTANT = 9
"""The lowest priority that stories have."""
_MOST_COSTS = 1000
"""How many stories' costs a box remembers."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the edition's contents; `teaser` is how the story begins, `picture` its first. What stands on a page
    that is not made here has no slug."""

    slug: str
    title: str
    page: int
    section: str = ""
    teaser: str = ""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class PagePlan:
    """One page to make: its layout, the stories of each box by the box's name, and the whole edition's contents, the
    most important first. `jumps` tells of boxes whose stories may go on on a later page; `continued` holds, by box,
    what goes on here, once the earlier pages are made."""

    page: EditionPage
    layout: LayoutSpec
    stories: Mapping[str, tuple[Story, ...]]
    contents: tuple[Entry, ...] = ()
    jumps: Mapping[str, JumpTo] = field(default_factory=dict)
    continued: Mapping[str, tuple[Continuation, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EditionPlan:
    """All pages, the stories that found no box, and what to tell the user."""

    pages: tuple[PagePlan, ...]
    left_over: tuple[Story, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class _Slot:
    """A box that waits for a story: its page's place in the edition, its frame, and its weight from 0 to 1; and the box
    where its story may go on, with the number of boxes that may use it."""

    at: int
    page: EditionPage
    layout: LayoutSpec
    frame: Frame
    weight: float
    beyond: tuple[LayoutSpec, Frame] | None = None
    rivals: int = 1

    @property
    def box(self) -> StoryBox | PictureBox | BriefsBox:
        options = self.frame.box.options
        if isinstance(options, StoryBox | ContinuedBox):
            return own_story_box(self.frame)
        assert isinstance(options, PictureBox | BriefsBox)
        return options


def allocate(edition: Edition, layouts: Sequence[LayoutSpec], typesetter: Typesetter) -> EditionPlan:
    """Give every story box a story. `layouts` runs in step with `edition.pages`."""
    chosen, free = _nailed(edition)
    pages = [
        PageFrames(page, layout, _frames(page, layout, typesetter), boxes)
        for page, layout, boxes in zip(edition.pages, layouts, chosen, strict=True)
    ]
    slots = _slots(pages)
    briefs = [slot for slot in slots if isinstance(slot.box, BriefsBox)]
    sections = {_section(slot) for slot in briefs}
    short = [story for story in free if story.section and story.section in sections]
    _deal_briefs([slot for slot in briefs if _section(slot)], short, chosen, typesetter)
    long = [story for story in free if story not in short]
    singles = [slot for slot in slots if slot not in briefs]
    _put(_assigned(singles, long, typesetter), chosen)
    jumps = plan_jumps(pages, typesetter)
    claimed = {(each.page, each.box) for boxes in jumps for each in boxes.values()}
    left = _unused(long, chosen)
    _put(_assigned(_unclaimed(pages, claimed), left, typesetter), chosen)
    _deal_briefs([slot for slot in briefs if not _section(slot)], _unused(long, chosen), chosen, typesetter)
    for at, box, company in company_of(pages, jumps, _unused(edition.stories, chosen), typesetter):
        chosen[at][box] = (*chosen[at][box], *company)
    contents = _contents(edition, chosen)
    return EditionPlan(
        tuple(
            PagePlan(page.page, page.layout, page.stories, contents, jumping)
            for page, jumping in zip(pages, jumps, strict=True)
        ),
        tuple(_unused(edition.stories, chosen)),
        tuple(astray(pages)),
    )


def _put(pairs: Sequence[tuple[_Slot, Story]], chosen: Sequence[dict[str, tuple[Story, ...]]]) -> None:
    for slot, story in pairs:
        chosen[slot.at][slot.frame.box.name] = (story,)


def _unused(stories: Sequence[Story], chosen: Sequence[Mapping[str, tuple[Story, ...]]]) -> list[Story]:
    used = {story.slug for boxes in chosen for each in boxes.values() for story in each}
    return [story for story in stories if story.slug not in used]


def _section(slot: _Slot) -> str:
    """The section that a box of briefs names."""
    return slot.box.section if isinstance(slot.box, BriefsBox) else ""


def _contents(edition: Edition, chosen: Sequence[Mapping[str, tuple[Story, ...]]]) -> tuple[Entry, ...]:
    found = [
        (story.priority, page.number, _entry(story, page))
        for page, boxes in zip(edition.pages, chosen, strict=True)
        for stories in boxes.values()
        for story in stories
    ]
    made = tuple(entry for _, _, entry in sorted(found, key=lambda each: (each[0], each[1], each[2].slug)))
    return (*made, *(Entry("", each.title, each.page) for each in edition.elsewhere))


def _entry(story: Story, page: EditionPage) -> Entry:
    """The story by its headline, and by its deck or its first paragraph."""
    teaser = plain(story.deck) or next((each.text for each in story.paragraphs if each.kind == "body"), "")
    picture = next((each for each in story.pictures if each.path and each.width), None)
    return Entry(story.slug, plain(story.headline), page.number, page.section, teaser, picture)


def _nailed(edition: Edition) -> tuple[list[dict[str, tuple[Story, ...]]], list[Story]]:
    """What the edition says itself, and the stories that are then left."""
    chosen: list[dict[str, tuple[Story, ...]]] = []
    taken: set[str] = set()
    for page in edition.pages:
        boxes: dict[str, tuple[Story, ...]] = {}
        for name, slug in page.assigned.items():
            story = edition.story(slug)
            if story is not None:
                boxes[name] = (story,)
                taken.add(slug)
        chosen.append(boxes)
    return chosen, [story for story in edition.stories if story.slug not in taken]


def _frames(page: EditionPage, layout: LayoutSpec, typesetter: Typesetter) -> tuple[Frame, ...]:
    cap = typesetter.cap_height(layout.style("body"))
    return resolve_grid(layout, cap, left_hand=page.number % 2 == 0).frames


def _slots(pages: Sequence[PageFrames]) -> list[_Slot]:
    """The boxes that no story is nailed to."""
    slots = []
    for at, page in enumerate(pages):
        areas = [_area(frame.box) for frame in page.frames if isinstance(frame.box.options, StoryBox)]
        for frame in page.frames:
            options = frame.box.options
            if isinstance(options, StoryBox | PictureBox | BriefsBox) and frame.box.name not in page.stories:
                weight = _area(frame.box) / max(areas, default=1) * (1.0 if page.page.number == 1 else _INSIDE)
                target = target_of(pages, at, options.jump) if isinstance(options, StoryBox) and options.jump else None
                beyond = (pages[target[0]].layout, target[1]) if target else None
                slots.append(_Slot(at, page.page, page.layout, frame, weight, beyond))
    return [replace(slot, rivals=_rivals(slot, slots)) for slot in slots]


def _rivals(slot: _Slot, slots: Sequence[_Slot]) -> int:
    return max(1, sum(each.beyond == slot.beyond for each in slots)) if slot.beyond else 1


def _unclaimed(pages: Sequence[PageFrames], claimed: set[tuple[int, str]]) -> list[_Slot]:
    """Boxes for continuations into which no story jumps: they take stories of their own."""
    return [
        _Slot(at, page.page, page.layout, frame, 0.1)
        for at, page in enumerate(pages)
        for frame in page.frames
        if isinstance(frame.box.options, ContinuedBox)
        and (page.page.number, frame.box.name) not in claimed
        and frame.box.name not in page.stories
    ]


def _area(box: BoxSpec) -> int:
    return box.columns * box.rows


def _deal_briefs(
    slots: Sequence[_Slot],
    stories: Sequence[Story],
    chosen: Sequence[dict[str, tuple[Story, ...]]],
    typesetter: Typesetter,
) -> None:
    """Fill one column of briefs after the other, each with as many as its depth holds. One that names no section
    takes those of its page's."""
    waiting = list(stories)
    for slot in slots:
        box = slot.frame.box.options
        assert isinstance(box, BriefsBox)
        room = slot.frame.lines * (box.legs or len(slot.frame.columns)) - 3
        dealt: list[Story] = []
        for story in list(waiting):
            if len(dealt) == box.items:
                break
            lines = castoff(typesetter, slot.layout, story, slot.frame.columns[0][1]) + 3
            section = box.section or slot.page.section
            if lines <= room and (story.section == section or not (box.section or (section and story.section))):
                dealt.append(story)
                waiting.remove(story)
                room -= lines
        chosen[slot.at][slot.frame.box.name] = tuple(dealt)


def _assigned(slots: Sequence[_Slot], stories: Sequence[Story], typesetter: Typesetter) -> list[tuple[_Slot, Story]]:
    """The pairs of least total cost."""
    if not slots or not stories:
        return []
    if len(slots) == 1 == len(stories):
        return [(slots[0], stories[0])]
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415  (slow to load, and not needed for one story)

    costs = [_costs(slot, stories, typesetter) for slot in slots]
    rows, columns = linear_sum_assignment(costs)
    return [(slots[row], stories[column]) for row, column in zip(rows, columns, strict=True)]


def _costs(slot: _Slot, stories: Sequence[Story], typesetter: Typesetter) -> list[float]:
    """What each story costs in a box; remembered, for to measure all copy for all boxes is long work."""
    digests, memory = typesetter.digests, typesetter.memory
    places = [(slot.layout, slot.frame), *([slot.beyond] if slot.beyond else [])]
    layouts = [digests.of(digests.held(layout, LayoutSpec.bare)) for layout, _ in places]
    frames = [_unplaced(frame) for _, frame in places]
    key = digest("costs", typesetter.key, slot.page.section, slot.weight, slot.rivals, layouts, frames)
    known: dict[str, float] = memory.recall(key, dict)
    names = [digests.of(story) for story in stories]
    found = {
        name: known[name] if name in known else _cost(slot, story, typesetter)
        for name, story in zip(names, stories, strict=True)
    }
    if not found.keys() <= known.keys():
        memory.put(key, {**known, **found} if len(known) < _MOST_COSTS else found)
    return [found[name] for name in names]


def _unplaced(frame: Frame) -> Frame:
    """A frame, wherever its box stands in its file."""
    return replace(frame, box=replace(frame.box, where=None))


def _cost(slot: _Slot, story: Story, typesetter: Typesetter) -> float:
    """How badly a story suits a box; every part is explained by its constant above."""
    options = slot.box
    section = getattr(slot.frame.box.options, "section", "") or slot.page.section
    cost = _EMPTY * (1 - slot.weight)
    cost += _WRONG_SECTION if section and story.section and story.section != section else 0.0
    has_picture = any(picture.path for picture in story.pictures)
    if isinstance(options, PictureBox):
        return cost + (0.0 if has_picture else 10 * _WRONG_SECTION) + story.words * 0.5
    assert isinstance(options, StoryBox)
    options = with_its_picture(options, story)
    if has_picture and options.picture is None:
        cost += _NO_PLACE_FOR_PICTURE
    if not has_picture and options.picture is not None:
        cost += _PICTURE_WANTED
    room = room_of(typesetter, slot.layout, slot.frame, options, story)
    lines = castoff(typesetter, slot.layout, story, measure_of(slot.layout, slot.frame, options))
    if slot.beyond is not None and room.misfit(lines) > 0:
        there = continued_room(typesetter, *slot.beyond, story) // slot.rivals
        room = Room(room.least + there, room.usual + there, room.most + there)
    elif options.jump > 0:
        cost += _NO_JUMP
    wanted = (_UNIMPORTANT - min(story.priority, _UNIMPORTANT)) / _UNIMPORTANT
    return cost + _misfit(room, lines) + _IMPORTANCE * 10 * abs(wanted - slot.weight)


def _misfit(room: Room, lines: int) -> float:
    """What it costs that copy is longer or shorter than its room, little where copyfit makes up for it."""
    off = room.misfit(lines)
    if not off:
        return _UNUSUAL * min(1.0, abs(lines - room.usual) / max(1, room.usual))
    share = min(abs(off) / max(1, room.usual), 3.0)
    return _UNUSUAL + _MISFIT * share + (_OVERSET if off > 0 else 0.0)
