"""Boxes and an edition's stories → each story's measures in each box: its length there, the room for it, how its
picture would be cropped, and the room where it would go on.

These are long to take, and are remembered for all boxes of one size: in a table here while editions are held against
each other, and in the typesetter's memory from one to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from epaper.memory import digest
from epaper.model.layout import ContinuedBox, LayoutSpec, PictureSpec, StoryBox
from epaper.model.story import Story
from epaper.plan.castoff import (
    Room,
    castoff,
    crushed,
    head_lines,
    measure_of,
    placed_picture,
    room_of,
    shape_of,
    with_its_picture,
)
from epaper.plan.grid import Frame
from epaper.plan.jumps import as_story_box, own_story_box
from epaper.typeset.typesetter import Typesetter
from epaper.value import State, field, replace

BRIEF_WORDS = 80
_MOST_MEASURES = 1000
"""How many stories' measures a box remembers."""

Key = tuple[object, ...]


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


class Ruler(State):
    """Takes the measures of an edition's stories, each once."""

    typesetter: Typesetter
    stories: Sequence[Story]
    _alone: dict[Key, tuple[str, dict[str, Measures]]] = field(default_factory=dict)
    _heads: dict[Key, dict[str, int]] = field(default_factory=dict)
    _others: dict[Key, float] = field(default_factory=dict)

    def alone(self, layout: LayoutSpec, frame: Frame, story: Story) -> Measures:
        """A story's measures in a box that takes one, with nothing that goes on elsewhere."""
        place, name = place_of(layout, frame), self.typesetter.digests.of(story)
        if place not in self._alone:
            self._alone[place] = self._remembered(layout, frame)
        key, known = self._alone[place]
        if name not in known:
            if len(known) >= _MOST_MEASURES:
                known.clear()
            known[name] = _measures(self.typesetter, layout, frame, story)
            self.typesetter.memory.put(key, known)
        return known[name]

    def head(self, layout: LayoutSpec, frame: Frame, story: Story) -> int:
        """The grid lines that a story's head takes where it goes on, with the line that says where it comes from."""
        known = self._heads.setdefault(place_of(layout, frame), {})
        if story.slug not in known:
            known[story.slug] = 1 + head_lines(self.typesetter, layout, frame, as_story_box(frame), story)
        return known[story.slug]

    def continued(self, layout: LayoutSpec, frame: Frame, story: Story) -> int:
        """The lines that a `continued` box has for a story, under its head."""
        return as_story_box(frame).legs * max(0, frame.lines - self.head(layout, frame, story))

    def once(self, key: Key, reckon: Callable[[], float]) -> float:
        """Something else that depends on boxes and stories, by what it depends on."""
        if key not in self._others:
            self._others[key] = reckon()
        return self._others[key]

    def _remembered(self, layout: LayoutSpec, frame: Frame) -> tuple[str, dict[str, Measures]]:
        """The measures in a box, by stories' digests, that the memory has; and the memory's key for them."""
        digests, memory = self.typesetter.digests, self.typesetter.memory
        bare = replace(frame, box=replace(frame.box, where=None))
        key = digest("measures", self.typesetter.key, digests.of(digests.held(layout, LayoutSpec.bare)), bare)
        return key, memory.recall(key, dict)


def is_brief(story: Story) -> bool:
    """Whether a story is too short to fill any box but a column of briefs: some words without a picture or a box of
    facts."""
    return story.words <= BRIEF_WORDS and not story.asides and not any(each.path for each in story.pictures)


def place_of(layout: LayoutSpec, frame: Frame) -> Key:
    """What a box's measures depend on, but for the stories."""
    return layout.name, frame.box.name, frame.lines, frame.rect.width, frame.columns


def _measures(typesetter: Typesetter, layout: LayoutSpec, frame: Frame, story: Story) -> Measures:
    if not isinstance(frame.box.options, StoryBox | ContinuedBox):
        return Measures(0, 0, 0, 0, 0.0)
    box = with_its_picture(own_story_box(frame), story)
    room = room_of(typesetter, layout, frame, box, story)
    lines = castoff(typesetter, layout, story, measure_of(layout, frame, box))
    cropped = max(_cropped(box.picture, story), crushed(typesetter, layout, frame, box, story))
    return Measures(lines, room.least, room.usual, room.most, cropped)


def _cropped(spec: PictureSpec | None, story: Story) -> float:
    """The share of the story's picture that a box cuts off at least, whatever depth copyfit gives it."""
    picture = placed_picture(story)
    if picture is None or spec is None or not spec.aspect or picture.whole:
        return 0.0
    flattest, deepest = (spec.aspect * 100 / share for share in spec.depth)
    shape = shape_of(picture)
    nearest = min(max(shape, deepest), flattest)
    return 1 - min(shape, nearest) / max(shape, nearest)
