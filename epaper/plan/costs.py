"""A box that waits for a story, and a story → what the story costs in it, in parts that can be told.

A box's measures of a story (its length there, the room for it, how its picture would be cropped) are long to take and
are remembered; the prices put on them are reckoned each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from epaper.memory import digest
from epaper.model.edition import EditionPage
from epaper.model.layout import BriefsBox, ContinuedBox, LayoutSpec, PictureBox, PictureSpec, StoryBox
from epaper.model.story import Story
from epaper.plan.castoff import (
    Room,
    castoff,
    measure_of,
    placed_picture,
    room_of,
    shape_of,
    with_its_picture,
)
from epaper.plan.grid import Frame
from epaper.plan.jumps import LEAST_REST, continued_room, own_story_box
from epaper.typeset.typesetter import Typesetter

_WRONG_SECTION = 700.0
_NO_PLACE_FOR_PICTURE = 40.0
_PICTURE_WANTED = 12.0
_NEEDS_PICTURE = 4_000.0
_CROPPED = 80.0
"""What it would cost to crop a picture down to nothing; the share that goes is paid for, the first of it little."""
_MISFIT = 300.0
_LINE = 2.0
"""What each line of white costs that is left, or of copy that is lost, beside its share of the box."""
_OVERSET = 300.0
"""Copy that is too long in every way must be cut by hand; short copy can have company."""
_UNUSUAL = 30.0
"""What it costs to fill a box with all that copyfit can do, rather than with nothing done."""
_EDGE, _AT_ITS_EDGE = 0.7, 40.0
"""From so far towards what is just possible on it grows uncertain whether copy fits; what that costs at most."""
_JUMP = 25.0
"""What it costs to break a story off."""
_MOVABLE = 0.15
"""By what share of a box for continuations the places may move at which stories break off."""
_IMPORTANCE = 60.0
_EMPTY = 200.0
"""What it costs to leave an important box empty rather than an unimportant one, where there are too few stories."""
_WORD = 0.5
"""For each word that a picture on its own does not print."""
_UNPRINTED = 40.0
"""What it costs to leave a story over, for each step of priority above the least."""
_FAR_TOO_SHORT = 0.5
"""Copy that fills no more of any box is a brief."""
_LONGER = 1.01
"""Copy is set so much longer than it was cast off, mostly."""
_WHITE, _WHITE_SHARE = 25.0, 0.4
"""A story that leaves more lines free, and fills no more than this share of its box, needs company."""
BRIEF_FRAME = 3
"""Lines that a box of briefs takes for its title, and each brief for its head."""
UNIMPORTANT = 9
"""The lowest priority that stories have."""
_MOST_MEASURES = 1000
"""How many stories' measures a box remembers."""

Options = StoryBox | PictureBox | BriefsBox


class Measures(NamedTuple):
    """Of a story in a box: its lines; the fewest, the usual, the most that there is room for, with what goes on
    elsewhere; the share of its picture that is cropped; how many lines may go on elsewhere."""

    lines: int
    least: int
    usual: int
    most: int
    cropped: float
    beyond: int = 0

    @property
    def room(self) -> Room:
        return Room(self.least, self.usual, self.most)


@dataclass(frozen=True, slots=True)
class Slot:
    """A box that waits for a story: its page's place in the edition, its frame, and its weight from 0 to 1; and the box
    where its story may go on (page's place and frame), with the number of boxes that may use it, 0 for one of
    several that it may choose from."""

    at: int
    page: EditionPage
    layout: LayoutSpec
    frame: Frame
    weight: float
    beyond: tuple[int, LayoutSpec, Frame] | None = None
    rivals: int = 1

    @property
    def box(self) -> Options:
        options = self.frame.box.options
        if isinstance(options, StoryBox | ContinuedBox):
            return own_story_box(self.frame)
        assert isinstance(options, PictureBox | BriefsBox)
        return options

    @property
    def section(self) -> str:
        """The section that the box wants: its own, or its page's."""
        return getattr(self.frame.box.options, "section", "") or self.page.section


@dataclass(frozen=True, slots=True)
class Part:
    """One reason and its price: "length", "section", "picture", "importance", "place"."""

    reason: str
    price: float


@dataclass(slots=True)
class Prices:
    """What stories cost in boxes, for one edition: measures are looked up in the typesetter's memory once a box."""

    typesetter: Typesetter
    stories: Sequence[Story]
    _known: dict[tuple[object, ...], dict[str, Measures]] = field(default_factory=dict)
    _rows: dict[tuple[object, ...], dict[str, float]] = field(default_factory=dict)
    _briefs: dict[tuple[object, ...], dict[str, int]] = field(default_factory=dict)
    _short: dict[tuple[object, ...], frozenset[str]] = field(default_factory=dict)

    def row(self, slot: Slot) -> dict[str, float]:
        """What each story costs in a box, by slug."""
        place = (*_place(slot), slot.page.number, slot.section, slot.weight)
        if place not in self._rows:
            self._rows[place] = {
                story.slug: sum(part.price for part in self.parts(slot, story)) for story in self.stories
            }
        return self._rows[place]

    def far_too_short(self, slot: Slot) -> frozenset[str]:
        """The stories that fill no more than half of a box; by slug."""
        place = _place(slot)
        if place not in self._short:
            found = ((story.slug, self.measures(slot, story)) for story in self.stories)
            self._short[place] = frozenset(slug for slug, each in found if each.lines < _FAR_TOO_SHORT * each.least)
        return self._short[place]

    def parts(self, slot: Slot, story: Story) -> Iterator[Part]:
        """The prices, each with its reason."""
        yield Part("place", self.place(slot))
        if slot.section and story.section and story.section != slot.section:
            yield Part("section", _WRONG_SECTION)
        options = slot.box
        has_picture = placed_picture(story) is not None
        if isinstance(options, PictureBox):
            yield Part("picture", 0.0 if has_picture else _NEEDS_PICTURE)
            yield Part("length", _WORD * story.words)
            return
        assert isinstance(options, StoryBox)
        options = with_its_picture(options, story)
        measures = self.measures(slot, story)
        if has_picture:
            cropped = _CROPPED * measures.cropped * measures.cropped
            yield Part("picture", _NO_PLACE_FOR_PICTURE if options.picture is None else cropped)
        elif options.picture is not None:
            yield Part("picture", _PICTURE_WANTED)
        yield Part("length", _misfit(measures.room, measures.lines) + (_JUMP if measures.beyond else 0.0))
        yield Part("importance", _IMPORTANCE * abs(self.importance(story) - slot.weight))

    def importance(self, story: Story) -> float:
        """From 1 for a lead down to 0."""
        return (UNIMPORTANT - min(story.priority, UNIMPORTANT)) / UNIMPORTANT

    def hopeless(self, slot: Slot, story: Story) -> bool:
        """Whether a story cannot stand on its own in a box: it is too long in every way, or leaves most of it white."""
        if not isinstance(slot.box, StoryBox):
            return False
        measures = self.measures(slot, story)
        if measures.lines * _LONGER > measures.most:
            return True
        off = measures.room.misfit(measures.lines)
        return -off > _WHITE and measures.lines < _WHITE_SHARE * measures.least

    def place(self, slot: Slot) -> float:
        """What it costs to fill a box before more important ones."""
        return _EMPTY * (1 - slot.weight)

    def unprinted(self, story: Story) -> float:
        """What it costs to leave a story over."""
        return _UNPRINTED * (UNIMPORTANT - min(story.priority, UNIMPORTANT))

    def brief_lines(self, slot: Slot, story: Story) -> int:
        """The lines that a story takes in a column of briefs, with its head."""
        place = _place(slot)
        if place not in self._briefs:
            measure = slot.frame.columns[0][1]
            self._briefs[place] = {
                each.slug: castoff(self.typesetter, slot.layout, each, measure) + BRIEF_FRAME for each in self.stories
            }
        return self._briefs[place][story.slug]

    def measures(self, slot: Slot, story: Story) -> Measures:
        """The story's length in a story's box, and the room for it there and where it may go on."""
        place = _place(slot)
        if place not in self._known:
            self._known[place] = self._measured(slot)
        return self._known[place][story.slug]

    def _measured(self, slot: Slot) -> dict[str, Measures]:
        """The measures of all stories in a box, from the memory where they are there."""
        digests, memory = self.typesetter.digests, self.typesetter.memory
        places = [(slot.layout, slot.frame), *([slot.beyond[1:]] if slot.beyond else [])]
        layouts = [digests.of(digests.held(layout, LayoutSpec.bare)) for layout, _ in places]
        frames = [replace(frame, box=replace(frame.box, where=None)) for _, frame in places]
        key = digest("measures", self.typesetter.key, slot.rivals, layouts, frames)
        known: dict[str, Measures] = memory.recall(key, dict)
        names = {story.slug: digests.of(story) for story in self.stories}
        missing = {names[story.slug]: story for story in self.stories if names[story.slug] not in known}
        if missing:
            found = {name: _measures(self.typesetter, slot, story) for name, story in missing.items()}
            known = {**known, **found} if len(known) < _MOST_MEASURES else {**_only(known, names), **found}
            memory.put(key, known)
        return {slug: known[name] for slug, name in names.items()}


def _place(slot: Slot) -> tuple[object, ...]:
    """What a box's measures depend on, but for the stories."""
    beyond = slot.beyond
    there = (beyond[1].name, beyond[2].box.name, beyond[2].lines, slot.rivals) if beyond else ()
    frame = slot.frame
    return (slot.layout.name, frame.box.name, frame.lines, frame.rect.width, slot.page.number % 2, *there)


def _only(known: dict[str, Measures], names: dict[str, str]) -> dict[str, Measures]:
    return {name: known[name] for name in names.values() if name in known}


def _measures(typesetter: Typesetter, slot: Slot, story: Story) -> Measures:
    options = slot.box
    if not isinstance(options, StoryBox):
        return Measures(0, 0, 0, 0, 0.0)
    options = with_its_picture(options, story)
    room = room_of(typesetter, slot.layout, slot.frame, options, story)
    lines = castoff(typesetter, slot.layout, story, measure_of(slot.layout, slot.frame, options))
    cropped = _cropped(options.picture, story)
    if slot.beyond is None or room.misfit(lines) <= 0:
        return Measures(lines, room.least, room.usual, room.most, cropped)
    more = continued_room(typesetter, slot.beyond[1], slot.beyond[2], story)
    least, usual = LEAST_REST, more // 2
    if slot.rivals:
        least = usual = more = more // slot.rivals
    return Measures(lines, room.least + least, room.usual + usual, room.most + more, cropped, more)


def _cropped(spec: PictureSpec | None, story: Story) -> float:
    """The share of the story's picture that a box cuts off at least, whatever depth copyfit gives it."""
    picture = placed_picture(story)
    if picture is None or spec is None or not spec.aspect or picture.whole:
        return 0.0
    flattest, deepest = (spec.aspect * 100 / share for share in spec.depth)
    shape = shape_of(picture)
    nearest = min(max(shape, deepest), flattest)
    return 1 - min(shape, nearest) / max(shape, nearest)


def load_price(room: int, lines: int) -> float:
    """What it costs that stories which go on somewhere bring more or fewer lines than there is room for. How much each
    of them breaks off can be moved a little."""
    return _misfit(Room(round(room * (1 - _MOVABLE)), room, round(room * (1 + _MOVABLE))), lines)


def _misfit(room: Room, lines: int) -> float:
    """What it costs that copy is longer or shorter than its room, little where copyfit makes up for it."""
    off = room.misfit(lines)
    if not off:
        span = room.most - room.usual if lines > room.usual else room.usual - room.least
        way = min(1.0, abs(lines - room.usual) / max(1, span))
        return _UNUSUAL * way + _AT_ITS_EDGE * max(0.0, way - _EDGE) / (1 - _EDGE)
    share = min(abs(off) / max(1, room.usual), 3.0)
    return _UNUSUAL + _AT_ITS_EDGE + _MISFIT * share + _LINE * abs(off) + (_OVERSET if off > 0 else 0.0)
