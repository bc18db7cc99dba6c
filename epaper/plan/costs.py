"""A box that waits for a story, and a story → what the story costs in it, in parts that can be told.

The measures that it stands on are `plan.measures`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epaper.model.edition import EditionPage
from epaper.model.layout import BriefsBox, ContinuedBox, LayoutSpec, PictureBox, StoryBox
from epaper.model.story import Story
from epaper.plan.castoff import FEW_WORDS, KEPT_SHARE, Room, castoff, placed_picture, with_its_picture
from epaper.plan.grid import Frame
from epaper.plan.jumps import LEAST_REST, Place, own_story_box
from epaper.plan.measures import Key, Measures, Ruler, is_brief, place_of
from epaper.typeset.typesetter import Typesetter
from epaper.value import State, Value, field

_WRONG_SECTION = 700.0
_NO_PLACE_FOR_PICTURE = 40.0
_PICTURE_WANTED = 12.0
_NEEDS_PICTURE = 4_000.0
_CROPPED = 80.0
"""What it would cost to crop a picture down to nothing; the share that goes is paid for, the first of it little."""
_BEARABLE, _SPOILT = 0.4, 500.0
"""A picture that loses more than this share is spoilt, and costs so much more."""
_MISFIT = 300.0
_LINE = 2.0
"""What a line of white costs, or of lost copy, beside its share of the box."""
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
"""What it costs to leave a story over, for each step of priority above the least …"""
_ANY, _UNPRINTED_WORD, _MANY_WORDS = 10.0, 0.25, 600
"""… and for any story, and each of its words up to so many."""
_POSTER = 150.0
"""What it costs that a picture with a few words takes a page's largest box."""
_FAR_TOO_SHORT = 0.5
"""Copy that fills no more of any box is a brief."""
HOPELESS = 5_000.0
"""A story that is far too long or short for a box stands there only where no other would …"""
NEVER = 1_000_000.0
"""… and a brief not even then: the box stays empty."""
_LONGER = 1.01
"""Copy is set so much longer than it was cast off, mostly."""
_WHITE, _WHITE_SHARE = 25.0, 0.4
"""A story that leaves more lines free, and fills no more than this share of its box, needs company."""
BRIEF_FRAME = 3
"""Lines that a box of briefs takes for its title, and each brief for its head."""
UNIMPORTANT = 9
"""The lowest priority that stories have."""

Options = StoryBox | PictureBox | BriefsBox


class Slot(Value):
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
    def place(self) -> Place:
        return self.at, self.frame.box.name

    @property
    def section(self) -> str:
        """The section that the box wants: its own, or its page's."""
        return getattr(self.frame.box.options, "section", "") or self.page.section


class Part(Value):
    """One reason and its price: "length", "section", "picture", "importance", "place"."""

    reason: str
    price: float


class Prices(State):
    """What stories cost in boxes, for one edition."""

    ruler: Ruler
    _rows: dict[Key, dict[str, float]] = field(default_factory=dict)
    _suiting: dict[Key, dict[str, float]] = field(default_factory=dict)
    _briefs: dict[Key, dict[str, int]] = field(default_factory=dict)
    _short: dict[Key, frozenset[str]] = field(default_factory=dict)
    _asked: dict[Key, dict[str, float]] = field(default_factory=dict)
    _hopeless: dict[Key, frozenset[str]] = field(default_factory=dict)
    _alone: dict[str, float] = field(default_factory=dict)
    _unprinted: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, typesetter: Typesetter, stories: Sequence[Story]) -> Prices:
        """The prices of some stories, none yet reckoned."""
        return cls(Ruler(typesetter, stories))

    @property
    def typesetter(self) -> Typesetter:
        return self.ruler.typesetter

    @property
    def stories(self) -> Sequence[Story]:
        return self.ruler.stories

    def row(self, slot: Slot) -> dict[str, float]:
        """What each story costs in a box, by slug."""
        place = (*_place(slot), slot.page.number, slot.section, slot.weight)
        if place not in self._rows:
            suited = self._suited(slot)
            self._rows[place] = {
                story.slug: suited[story.slug] + sum(part.price for part in self._standing(slot, story))
                for story in self.stories
            }
        return self._rows[place]

    def _suited(self, slot: Slot) -> dict[str, float]:
        """What each story costs in a box wherever it stands in the edition, by slug."""
        place = _place(slot)
        if place not in self._suiting:
            self._suiting[place] = {
                story.slug: sum(part.price for part in self._suiting_parts(slot, story)) for story in self.stories
            }
        return self._suiting[place]

    def far_too_short(self, slot: Slot) -> frozenset[str]:
        """The stories that fill no more than half of a box; by slug."""
        place = _place(slot)
        if place not in self._short:
            found = ((story.slug, self.measures(slot, story)) for story in self.stories)
            self._short[place] = frozenset(slug for slug, each in found if each.lines < _FAR_TOO_SHORT * each.least)
        return self._short[place]

    def parts(self, slot: Slot, story: Story) -> Iterator[Part]:
        """The prices, each with its reason."""
        yield from self._standing(slot, story)
        yield from self._suiting_parts(slot, story)

    def _standing(self, slot: Slot, story: Story) -> Iterator[Part]:
        """What it costs that a story stands where the box does in the edition."""
        yield Part("place", self.place(slot))
        if slot.section and story.section and story.section != slot.section:
            yield Part("section", _WRONG_SECTION)
        if not isinstance(slot.frame.box.options, PictureBox):
            poster = _POSTER * slot.weight if story.words <= FEW_WORDS else 0.0
            yield Part("importance", _IMPORTANCE * abs(self.importance(story) - slot.weight) + poster)

    def _suiting_parts(self, slot: Slot, story: Story) -> Iterator[Part]:
        """What it costs how story and box suit each other."""
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
            cropped += _SPOILT * max(0.0, measures.cropped - _BEARABLE)
            yield Part("picture", _NO_PLACE_FOR_PICTURE if options.picture is None else cropped)
        elif options.picture is not None:
            yield Part("picture", _PICTURE_WANTED)
        yield Part("length", _misfit(measures.room, measures.lines) + (_JUMP if measures.beyond else 0.0))

    def importance(self, story: Story) -> float:
        """From 1 for a lead down to 0."""
        return (UNIMPORTANT - min(story.priority, UNIMPORTANT)) / UNIMPORTANT

    def asked(self, slot: Slot) -> dict[str, float]:
        """What it costs more that each story stands in a box than that it is left over, by slug."""
        place = (*_place(slot), slot.page.number, slot.section, slot.weight)
        if place not in self._asked:
            row, hopeless = self.row(slot), self.hopeless(slot)
            self._asked[place] = {
                story.slug: row[story.slug]
                - self.unprinted(story)
                + (self._hardship(story) if story.slug in hopeless else 0.0)
                for story in self.stories
            }
        return self._asked[place]

    def _hardship(self, story: Story) -> float:
        """What it costs beside all else that a story stands where it cannot stand on its own."""
        if story.slug not in self._alone:
            self._alone[story.slug] = NEVER if is_brief(story) else HOPELESS
        return self._alone[story.slug]

    def hopeless(self, slot: Slot) -> frozenset[str]:
        """The stories that cannot stand on their own in a box: too long in every way, or so short that most of it stays
        white; by slug."""
        place = _place(slot)
        if place not in self._hopeless:
            stories = self.stories if isinstance(slot.box, StoryBox) else ()
            kept = KEPT_SHARE if any(lever.name == "trim" for lever in slot.layout.fit) else 1.0
            self._hopeless[place] = frozenset(
                story.slug for story in stories if _is_hopeless(self.measures(slot, story), kept)
            )
        return self._hopeless[place]

    def too_long(self, slots: Sequence[Slot], story: Story) -> bool:
        """Whether a story is too long for each of the boxes, if it goes on nowhere: then it must, however badly."""
        found = (self.ruler.alone(slot.layout, slot.frame, story) for slot in slots if isinstance(slot.box, StoryBox))
        return all(each.room.misfit(each.lines) > 0 for each in found)

    def place(self, slot: Slot) -> float:
        """What it costs to fill a box before more important ones."""
        return _EMPTY * (1 - slot.weight)

    def unprinted(self, story: Story) -> float:
        """What it costs to leave a story over."""
        if story.slug not in self._unprinted:
            steps = UNIMPORTANT - min(story.priority, UNIMPORTANT)
            words = _ANY + _UNPRINTED_WORD * min(story.words, _MANY_WORDS)
            self._unprinted[story.slug] = _UNPRINTED * steps + words
        return self._unprinted[story.slug]

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
        alone = self.ruler.alone(slot.layout, slot.frame, story)
        if slot.beyond is None or alone.room.misfit(alone.lines) <= 0:
            return alone
        more = self.ruler.continued(slot.beyond[1], slot.beyond[2], story)
        least, usual = LEAST_REST, more // 2
        if slot.rivals:
            least = usual = more = more // slot.rivals
        lines, low, middle, high, cropped, _ = alone
        return Measures(lines, low + least, middle + usual, high + more, cropped, more)


def _place(slot: Slot) -> Key:
    """What a box's prices depend on, but for the stories, its page and its weight."""
    beyond = slot.beyond
    there = (*place_of(*beyond[1:]), slot.rivals) if beyond else ()
    return (*place_of(slot.layout, slot.frame), *there)


def _is_hopeless(measures: Measures, kept: float) -> bool:
    """Whether copy of which at least so much is `kept` is far too long for a box, or far too short."""
    if measures.lines * kept * _LONGER > measures.most:
        return True
    return -measures.room.misfit(measures.lines) > _WHITE and measures.lines < _WHITE_SHARE * measures.least


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
