"""Pages with their boxes, and stories → each box's stories, at the least price over all pages together.

Stories that the edition nails to a box go there. Short ones go into columns of briefs; all others are assigned
together, as an assignment problem. SciPy's solver (Crouse, "On implementing 2D rectangular assignment algorithms",
2016) finds the least sum; the same input gives the same choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from epaper.model.layout import BoxSpec, BriefsBox, ContinuedBox, PictureBox, StoryBox
from epaper.model.story import Story
from epaper.plan.company import company_of
from epaper.plan.costs import BRIEF_FRAME, Prices, Slot, load_price
from epaper.plan.jumps import JumpTo, PageFrames, plan_jumps, target_of

_INSIDE = 0.6
"""How much less a box counts that is not on page one …"""
_FURTHER = 0.004
"""… and how much less for each page after it."""
_UNCLAIMED = 0.1
_HOLE = 900.0
"""What a box without a story costs, by its weight: a page with a hole cannot be printed."""


@dataclass(frozen=True, slots=True)
class Dealt:
    """What stands where. `pairs` are the boxes that were free, with their stories; `left` found no box."""

    pages: tuple[PageFrames, ...]
    jumps: tuple[dict[str, JumpTo], ...]
    pairs: tuple[tuple[Slot, Story], ...]
    left: tuple[Story, ...]
    price: float


@dataclass(slots=True)
class _Table:
    """The pages while stories are dealt out on them."""

    pages: Sequence[PageFrames]
    prices: Prices
    stories: Sequence[Story]
    pairs: list[tuple[Slot, Story]] = field(default_factory=list)
    holes: list[Slot] = field(default_factory=list)

    @property
    def free(self) -> list[Story]:
        """Stories that stand nowhere yet."""
        used = {story.slug for page in self.pages for each in page.stories.values() for story in each}
        return [story for story in self.stories if story.slug not in used]

    @property
    def unreserved(self) -> list[Story]:
        """Free stories but those of sections that columns of briefs name: they stand nowhere else."""
        options = [frame.box.options for page in self.pages for frame in page.frames]
        reserved = {each.section for each in options if isinstance(each, BriefsBox)} - {""}
        return [story for story in self.free if story.section not in reserved]

    def put(self, slot: Slot, stories: Iterable[Story]) -> None:
        self.pages[slot.at].stories[slot.frame.box.name] = tuple(stories)


def deal(pages: Sequence[PageFrames], prices: Prices) -> Dealt:
    """Give every free box of the pages its story. `pages` hold what is nailed, and are left as they are."""
    table = _Table([replace(page, stories=dict(page.stories)) for page in pages], prices, prices.stories)
    slots = free_slots(table.pages)
    briefs = [slot for slot in slots if isinstance(slot.box, BriefsBox)]
    singles = [slot for slot in slots if not isinstance(slot.box, BriefsBox)]
    _deal_named_briefs(table, briefs)
    if _unnamed(briefs):
        _deal_briefs(table, _unnamed(briefs), _only_briefs(table, singles))
    _assign(table, singles)
    jumps = plan_jumps(table.pages, prices.typesetter)
    claimed = {(each.page, each.box) for boxes in jumps.boxes for each in boxes.values()}
    _assign(table, _unclaimed(table.pages, claimed))
    _deal_briefs(table, _unnamed(briefs), table.unreserved)
    table.holes += [slot for slot in briefs if not table.pages[slot.at].stories[slot.frame.box.name]]
    for at, box, company in company_of(table.pages, jumps.boxes, table.free, prices.typesetter):
        table.pages[at].stories[box] += company
    left = table.free
    price = _price(table, left) + sum(load_price(room, lines) for room, lines in jumps.loads)
    return Dealt(tuple(table.pages), tuple(jumps.boxes), tuple(table.pairs), tuple(left), price)


def free_slots(pages: Sequence[PageFrames]) -> list[Slot]:
    """The boxes that no story is nailed to."""
    slots = []
    for at, page in enumerate(pages):
        areas = [_area(frame.box) for frame in page.frames if isinstance(frame.box.options, StoryBox)]
        here = 1.0 if page.page.number == 1 else _INSIDE - min(0.2, _FURTHER * page.page.number)
        for frame in page.frames:
            options = frame.box.options
            if isinstance(options, StoryBox | PictureBox | BriefsBox) and frame.box.name not in page.stories:
                weight = _area(frame.box) / max(areas, default=1) * here
                target = target_of(pages, at, options.jump) if isinstance(options, StoryBox) and options.jump else None
                beyond = (target[0], pages[target[0]].layout, target[1]) if target else None
                slots.append(Slot(at, page.page, page.layout, frame, weight, beyond))
    return [replace(slot, rivals=_rivals(slot, slots)) if slot.beyond else slot for slot in slots]


def _rivals(slot: Slot, slots: Sequence[Slot]) -> int:
    """How many boxes may go on where this one does."""
    return sum(_target(each) == _target(slot) for each in slots)


def _target(slot: Slot) -> tuple[int, str] | None:
    return (slot.beyond[0], slot.beyond[2].box.name) if slot.beyond else None


def _unclaimed(pages: Sequence[PageFrames], claimed: set[tuple[int, str]]) -> list[Slot]:
    """Boxes for continuations into which no story jumps: they take stories of their own."""
    return [
        Slot(at, page.page, page.layout, frame, _UNCLAIMED)
        for at, page in enumerate(pages)
        for frame in page.frames
        if isinstance(frame.box.options, ContinuedBox)
        and (page.page.number, frame.box.name) not in claimed
        and frame.box.name not in page.stories
    ]


def _area(box: BoxSpec) -> int:
    return box.columns * box.rows


def _assign(table: _Table, slots: Sequence[Slot]) -> None:
    """Put stories into single boxes so that the sum of prices is least; leaving a story over has its price, too."""
    stories = table.unreserved
    pairs: list[tuple[Slot, Story]] = []
    if len(slots) == 1 == len(stories):
        pairs = [(slots[0], stories[0])]
    elif slots and stories:
        from scipy.optimize import linear_sum_assignment  # noqa: PLC0415  (slow to load, and not needed for one story)

        unprinted = [(story.slug, table.prices.unprinted(story)) for story in stories]
        rows = (table.prices.row(slot) for slot in slots)
        matrix = [[row[slug] - otherwise for slug, otherwise in unprinted] for row in rows]
        chosen, columns = linear_sum_assignment(matrix)
        pairs = [(slots[row], stories[column]) for row, column in zip(chosen, columns, strict=True)]
    for slot, story in pairs:
        table.put(slot, [story])
    table.pairs += pairs
    filled = {(slot.at, slot.frame.box.name) for slot, _ in pairs}
    table.holes += [slot for slot in slots if (slot.at, slot.frame.box.name) not in filled]


def _price(table: _Table, left: Sequence[Story]) -> float:
    """What the whole costs: how stories suit their boxes, holes, and what is not printed."""
    prices = table.prices
    total = sum(prices.row(slot)[story.slug] - prices.place(slot) for slot, story in table.pairs)
    total += sum(_HOLE * (0.3 + slot.weight) for slot in table.holes)
    return total + sum(prices.unprinted(story) for story in left)


def _unnamed(briefs: Sequence[Slot]) -> list[Slot]:
    """Columns of briefs that name no section."""
    return [slot for slot in briefs if isinstance(slot.box, BriefsBox) and not slot.box.section]


def _deal_named_briefs(table: _Table, briefs: Sequence[Slot]) -> None:
    """Fill the columns of briefs that name a section with the stories of it, which then stand nowhere else."""
    for slot in briefs:
        box = slot.box
        if isinstance(box, BriefsBox) and box.section:
            _deal_briefs(table, [slot], [story for story in table.free if story.section == box.section])


def _only_briefs(table: _Table, singles: Sequence[Slot]) -> list[Story]:
    """Stories that are far too short for every box in which they may stand."""
    boxes = [(slot.section, table.prices.far_too_short(slot)) for slot in singles if isinstance(slot.box, StoryBox)]
    found = []
    for story in table.unreserved:
        mine = [short for section, short in boxes if section in ("", story.section)] or [short for _, short in boxes]
        if mine and all(story.slug in short for short in mine):
            found.append(story)
    return found


def _deal_briefs(table: _Table, slots: Sequence[Slot], stories: Sequence[Story]) -> None:
    """Fill one column of briefs after the other, each with as many as its depth holds: those of its section first, then
    those whose section has no page."""
    paged = {page.page.section for page in table.pages}
    waiting = list(stories)
    for slot in slots:
        box = slot.box
        assert isinstance(box, BriefsBox)
        section = slot.section
        dealt = list(table.pages[slot.at].stories.get(slot.frame.box.name, ()))
        room = _briefs_room(slot, box) - sum(table.prices.brief_lines(slot, story) for story in dealt)
        for story in sorted(waiting, key=lambda each: each.section != section):
            if len(dealt) == box.items:
                break
            suits = not section or story.section in ("", section) or story.section not in paged
            lines = table.prices.brief_lines(slot, story)
            if suits and lines <= room:
                dealt.append(story)
                waiting.remove(story)
                room -= lines
        table.put(slot, dealt)


def _briefs_room(slot: Slot, box: BriefsBox) -> int:
    return slot.frame.lines * (box.legs or len(slot.frame.columns)) - BRIEF_FRAME
