"""Stories that are too long for their boxes → in which box of a later page what each leaves over goes on.

What a story leaves over may be more or less, as copyfit makes its first part up; a box for continuations is filled by
one rest or by several, if together they may come to its lines. Of all ways to share the rests out the best are taken
first: near ones that fill their boxes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from epaper.model.layout import ContinuedBox, StoryBox
from epaper.model.story import Story
from epaper.plan.castoff import Room, measure_of
from epaper.plan.grid import Frame
from epaper.plan.jumps import (
    AUTO,
    LEAST_REST,
    REST_GAP,
    JumpTo,
    PageFrames,
    Place,
    as_story_box,
    jump_of,
    own_story_box,
    targets_of,
)
from epaper.plan.measures import Ruler
from epaper.units import Mpt, split
from epaper.value import State, Value

_TOGETHER = 3
"""So many rests go on in one box at most."""
_CONSIDERED = 7
"""Of so many rests that might go on in a box, the nearest, all sets are weighed."""
_SERVED = 400.0
"""What it is worth that a story goes on, rather than to be cut."""
_MARGIN = 3
"""So many lines places to break off lie apart."""
_HOLE = 300.0
"""What it costs that rests are longer or shorter than their room by all of it; at most three times that …"""
_LINE = 2.0
"""… and for each line of it …"""
_TOO_LONG = 300.0
"""… and that they are longer at all."""
_WORTH_TURNING, _SHORT = 30, 4.0
"""Readers turn the page for so many lines, and each line fewer costs so much."""
_PAGE_TURNED = 4.0
_CROWDED = 15.0
"""Each further rest in a box."""


class Want(Value):
    """A story that is too long for its box: the fewest, the usual and the most lines of its rest, at the measure of the
    box that it stands in."""

    source: Place
    jump: int
    story: Story
    measure: Mpt
    low: float
    usual: float
    high: float

    @property
    def cut(self) -> bool:
        """Whether it is too long whatever copyfit does."""
        return self.low >= LEAST_REST + _MARGIN

    def at(self, measure: Mpt) -> tuple[float, float, float]:
        """The rest in lines of another measure."""
        by = self.measure / measure
        return self.low * by, self.usual * by, self.high * by


class Jumps(Value):
    """For each page, the boxes whose stories may be continued, and where; for each box where some are, the lines that
    it has room for, and those that they bring; and the boxes whose stories go on nowhere though they might."""

    boxes: list[dict[str, JumpTo]]
    loads: dict[Place, tuple[int, int]]
    unserved: frozenset[Place]

    @classmethod
    def none(cls, pages: int) -> Jumps:
        """No story goes on anywhere."""
        return cls([{} for _ in range(pages)], {}, frozenset())


class _Receiver(State):
    """A box where stories may go on, and those that may."""

    place: Place
    page: PageFrames
    frame: Frame
    ruler: Ruler

    def room(self, wants: Sequence[Want]) -> int:
        """The lines of text that the box has for so many rests, under their heads."""
        heads = sum(self.ruler.head(self.page.layout, self.frame, want.story) for want in wants) + REST_GAP * (
            len(wants) - 1
        )
        return self.box.legs * max(0, self.frame.lines - heads)

    def holds(self, wants: Sequence[Want]) -> bool:
        """Whether it has room for all of the rests, as short as they can be."""
        return sum(want.at(self.measure)[0] for want in wants) <= self.room(wants)

    @property
    def box(self) -> StoryBox:
        return as_story_box(self.frame)

    @property
    def measure(self) -> Mpt:
        return measure_of(self.page.layout, self.frame, self.box)

    def price(self, wants: Sequence[Want]) -> float:
        """What it costs that these go on here, less what that is worth."""
        room = self.room(wants)
        ranges = [want.at(self.measure) for want in wants]
        low, high = sum(each[0] for each in ranges), sum(each[2] for each in ranges)
        over, under = max(0.0, low - room), max(0.0, room - high)
        price = _HOLE * min(3.0, (over + under) / max(1, room)) + _LINE * (over + under)
        price += (_TOO_LONG if over else 0.0) + _CROWDED * (len(wants) - 1)
        price += sum(_SHORT * max(0.0, _WORTH_TURNING - each[2]) for each in ranges)
        price += sum(_PAGE_TURNED * (self.place[0] - want.source[0] - 1) for want in wants)
        return price - _SERVED * len(wants)


def plan_jumps(
    pages: Sequence[PageFrames],
    ruler: Ruler,
    settled: Jumps,
    closed: Collection[Place],
    firm: Collection[Place],
    *,
    last: bool = False,
) -> Jumps:
    """Which stories go on where, beside those that are `settled`. Those of the `closed` boxes do not, nor does any in
    them. Those of the `firm` ones do wherever there is room, as those whose box names a page: others would rather
    stand elsewhere than go on in a box far too large. The `last` time all do that would be cut otherwise, where there
    is room for all of them."""
    found = [dict(here) for here in settled.boxes]
    wants = [
        want
        for want in _wants(pages, ruler)
        if want.source not in closed and want.source[1] not in found[want.source[0]]
    ]
    receivers = _receivers(pages, wants, closed, ruler)
    forced = {want.source for want in wants if want.jump != AUTO} | {*firm}
    saved = {want.source for want in wants if last and want.cut}
    loads = dict(settled.loads)
    served: set[Place] = set()
    for _, number, chosen in sorted(_ways(receivers, forced, saved), key=lambda way: (way[0] / len(way[2]), way[1])):
        receiver = receivers[number][0]
        if receiver.place in loads or any(want.source in served for want in chosen):
            continue
        served |= {want.source for want in chosen}
        lines = _shared(receiver, chosen)
        loads[receiver.place] = (receiver.room(chosen), sum(lines))
        for want, count in zip(chosen, lines, strict=True):
            at, name = want.source
            to = receiver.page.page.number
            found[at][name] = JumpTo(to, receiver.frame.box.name, count, receiver.measure)
    return Jumps(found, loads, frozenset({want.source for want in wants} - served))


def _ways(
    receivers: Sequence[tuple[_Receiver, Sequence[Want]]], firm: Collection[Place], saved: Collection[Place]
) -> Iterator[tuple[float, int, tuple[Want, ...]]]:
    """(price, number of the box, rests) of every set of rests that is worth going on in a box."""
    for number, (receiver, near) in enumerate(receivers):
        for count in range(1, _TOGETHER + 1):
            for chosen in combinations(near[:_CONSIDERED], count):
                price = receiver.price(chosen)
                forced = all(want.source in firm for want in chosen)
                if price < 0 or forced or (receiver.holds(chosen) and all(want.source in saved for want in chosen)):
                    yield price, number, chosen


def _shared(receiver: _Receiver, wants: Sequence[Want]) -> list[int]:
    """How many lines each of the rests should bring, so that together they fill the box, none more or fewer than it
    can; where there are several each fills its legs to the last line."""
    room, legs = receiver.room(wants), receiver.box.legs
    ranges = [want.at(receiver.measure) for want in wants]
    missing = room - sum(usual for _, usual, _ in ranges)
    free = [(high - usual if missing > 0 else usual - low) for low, usual, high in ranges]
    share = min(1.0, abs(missing) / max(1e-6, sum(free))) * (1 if missing > 0 else -1)
    wanted = [usual + share * each for (_, usual, _), each in zip(ranges, free, strict=True)]
    if len(wants) == 1:
        return [max(LEAST_REST, round(wanted[0]))]
    depths = split(round(sum(wanted) / legs), [max(1, round(each)) for each in wanted])
    return [max(LEAST_REST, depth * legs) for depth in depths]


def _receivers(
    pages: Sequence[PageFrames], wants: Sequence[Want], closed: Collection[Place], ruler: Ruler
) -> list[tuple[_Receiver, list[Want]]]:
    """The boxes where some of the stories may go on, each with these, the nearest first."""
    found: dict[Place, tuple[_Receiver, list[Want]]] = {}
    for want in wants:
        for at, frame in targets_of(pages, want.source[0], want.jump, closed):
            place = (at, frame.box.name)
            if place not in found:
                found[place] = (_Receiver(place, pages[at], frame, ruler), [])
            found[place][1].append(want)
    for (at, _), (_, near) in found.items():
        near.sort(key=lambda want: (at - want.source[0], want.source))
    return [found[place] for place in sorted(found)]


def _wants(pages: Sequence[PageFrames], ruler: Ruler) -> Iterator[Want]:
    """The stories that are too long for their boxes, if these let them go on."""
    for at, page in enumerate(pages):
        for frame in page.frames:
            stories, jump = page.stories.get(frame.box.name, ()), jump_of(frame)
            if isinstance(frame.box.options, StoryBox | ContinuedBox) and jump and len(stories) == 1:
                want = _want((at, frame.box.name), jump, page, frame, stories[0], ruler)
                if want is not None and targets_of(pages, at, jump):
                    yield want


def _want(source: Place, jump: int, page: PageFrames, frame: Frame, story: Story, ruler: Ruler) -> Want | None:
    measures = ruler.alone(page.layout, frame, story)
    lines, room = measures.lines, measures.room
    if room.misfit(lines) <= 0:
        return None
    least, usual, most = _rest(room, lines)
    measure = measure_of(page.layout, frame, own_story_box(frame))
    return Want(source, jump, story, measure, least, usual, most)


def _rest(room: Room, lines: int) -> tuple[float, float, float]:
    """The fewest, the usual and the most lines that a box leaves over: one of its own is the jump line's, and stories
    break off by sense."""
    found = (lines - room.most + _MARGIN, lines - room.usual + 1, lines - room.least - _MARGIN)
    least, usual, most = (max(float(LEAST_REST), each) for each in found)
    return least, min(max(usual, least), max(least, most)), max(least, most)
