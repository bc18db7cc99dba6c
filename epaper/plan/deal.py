"""Pages with their boxes, and stories → each box's stories, at the least price over all pages together.

Stories that the edition nails to a box go there. Short ones go into columns of briefs; all others are assigned
together, as an assignment problem. SciPy's solver (Crouse, "On implementing 2D rectangular assignment algorithms",
2016) finds the least sum; the same input gives the same choice.

What goes on on a later page is found between one assignment and the next (`plan.rests`): boxes for continuations that
nothing claims take stories of their own, and stories whose rest found no room are assigned anew as ones that must fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from epaper.model.layout import BriefsBox, StoryBox
from epaper.model.story import Story
from epaper.plan.company import briefs_together, company_of
from epaper.plan.costs import BRIEF_FRAME, NEVER, Prices, Slot, load_price
from epaper.plan.jumps import JumpTo, PageFrames, Place, jump_of
from epaper.plan.rests import Jumps, plan_jumps
from epaper.plan.slots import free_slots, idle_places
from epaper.value import State, Value, field, replace

_HOLE = 900.0
"""What a box without a story costs, by its weight: a page with a hole cannot be printed."""
_MOSTLY_FULL = 0.75
"""Briefs that fill so much of a box are as good as a story."""
_ROUNDS = 12
"""How often stories are assigned anew after it was seen which of them go on where."""
_LEFT_EMPTY = 20_000.0
"""What it costs to leave a box empty, rather than to put the least hopeless story into it."""
_LEAD = 10_000.0
"""The lead of page one is not left empty for smaller boxes."""


class Dealt(Value):
    """What stands where. `pairs` are the boxes that were free, with their stories; `left` found no box."""

    pages: tuple[PageFrames, ...]
    jumps: tuple[dict[str, JumpTo], ...]
    pairs: tuple[tuple[Slot, Story], ...]
    left: tuple[Story, ...]
    price: float


class _Table(State):
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
    _deal_named_briefs(table, briefs)
    if _unnamed(briefs):
        _deal_briefs(table, _unnamed(briefs), _only_briefs(table, slots))
    jumps = _assign_in_rounds(table)
    _put_together(table, _MOSTLY_FULL)
    _deal_briefs(table, _unnamed(briefs), table.unreserved)
    table.holes += [slot for slot in briefs if not table.pages[slot.at].stories[slot.frame.box.name]]
    for at, box, company in company_of(table.pages, jumps.boxes, table.free, prices.ruler):
        table.pages[at].stories[box] += company
    _put_together(table, 0.0)
    left = table.free
    price = _price(table, left) + sum(load_price(room, lines) for room, lines in jumps.loads.values())
    return Dealt(tuple(table.pages), tuple(jumps.boxes), tuple(table.pairs), tuple(left), price)


def _assign_in_rounds(table: _Table) -> Jumps:
    """Put stories into single boxes, so that the sum of prices is least, and see which of them go on where.

    Those whose rests find room are settled; the others are assigned anew, into boxes that hold them or from where they
    can go on. When all have room, boxes for continuations that lie idle take stories of their own.
    """
    firm = {(at, box) for at, page in enumerate(table.pages) for box in page.stories}
    own: set[Place] = set()
    staying: set[Place] = set()
    jumps = Jumps.none(len(table.pages))
    for number in range(_ROUNDS):
        closed = own | {*jumps.loads}
        slots = [slot for slot in free_slots(table.pages, own, staying, closed) if not isinstance(slot.box, BriefsBox)]
        pairs = _matched(slots, table.unreserved, table.prices)
        pages = [replace(page, stories=dict(page.stories)) for page in table.pages]
        for slot, story in pairs:
            pages[slot.at].stories[slot.frame.box.name] = (story,)
        stuck = {(slot.at, slot.frame.box.name) for slot, story in pairs if table.prices.too_long(slots, story)}
        jumps = plan_jumps(pages, table.prices.ruler, jumps, staying | closed, firm | stuck)
        unserved = jumps.unserved - firm
        idle = [place for place in idle_places(table.pages) if place not in own and place not in jumps.loads]
        done = not unserved and (not idle or number == _ROUNDS - 1)
        for slot, story in pairs:
            if done or number == _ROUNDS - 1 or slot.frame.box.name in jumps.boxes[slot.at]:
                table.put(slot, [story])
                table.pairs.append((slot, story))
        if done:
            break
        staying |= unserved
        own |= set() if unserved else set(_spared(table, idle))
    taken = {(at, box) for at, box in own if table.pages[at].stories.get(box)}
    jumps = plan_jumps(table.pages, table.prices.ruler, jumps, taken | {*jumps.loads}, firm, last=True)
    table.holes += [
        slot
        for slot in free_slots(table.pages, {*idle_places(table.pages)} - {*jumps.loads})
        if not isinstance(slot.box, BriefsBox)
    ]
    return jumps


def _spared(table: _Table, idle: Sequence[Place]) -> Sequence[Place]:
    """Of boxes that nothing goes on in those that take stories of their own at once: every other one, where these may
    go on in their turn."""
    frames = {(at, frame.box.name): frame for at, page in enumerate(table.pages) for frame in page.frames}
    return idle[::2] if any(jump_of(frames[place]) for place in idle) else idle


def _matched(slots: Sequence[Slot], stories: Sequence[Story], prices: Prices) -> list[tuple[Slot, Story]]:
    """Boxes with their stories. Leaving a story over has its price, too. A story that is far too long or short for a
    box stands there only where no other would; a brief does not even then."""
    if not slots or not stories:
        return []
    if len(slots) == 1 == len(stories):
        return [(slots[0], stories[0])] if prices.asked(slots[0])[stories[0].slug] < _LEFT_EMPTY else []
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415  (slow to load, and not needed for a page of text)

    count = len(slots)
    matrix = []
    for at, slot in enumerate(slots):
        asked = prices.asked(slot)
        empty = _LEFT_EMPTY + _HOLE * slot.weight + (_LEAD if slot.weight == 1 else 0.0)
        emptied = [NEVER] * count
        emptied[at] = empty
        matrix.append([*(asked[story.slug] for story in stories), *emptied])
    chosen, columns = linear_sum_assignment(matrix)
    found = zip(chosen, columns, strict=True)
    return [(slots[row], stories[column]) for row, column in found if column < len(stories)]


def _put_together(table: _Table, least: float) -> None:
    """Fill the boxes that are empty with briefs, where enough are left to fill so much of them."""
    for slot, stories in briefs_together(table.holes, table.free, table.pages, table.prices.ruler, least):
        table.put(slot, stories)
        table.holes.remove(slot)


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
