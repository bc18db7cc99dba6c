"""A story, its box and its frame → the ways to divide the frame: head, picture depth, and the legs that are left.

Each `Shape` says what it costs against the best-looking one and what a designer would call the difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from epaper.flow.box import Made
from epaper.flow.head import Head, set_head
from epaper.flow.headline import Headline, headlines
from epaper.flow.insets import Inset, overlapping
from epaper.flow.obstacles import Column, legs_around
from epaper.flow.run import Leg
from epaper.flow.stone import Stone
from epaper.flow.story_pictures import PictureRoom
from epaper.model.layout import StoryBox
from epaper.model.story import Story, plain
from epaper.plan.grid import Frame
from epaper.units import Mpt

_HEADLINE_COST = 1.6e7
_DECK_COST = 1.2e7
_PICTURE_COST = 3e7
"""For a picture of twice the depth wanted; it grows with the square of the difference."""
_HEADLINES = 6


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to divide the frame: what stands in the legs, and the legs that text runs through around it.

    `actions` says in words how it differs from the usual one. `company` is what stands under the story, where its legs
    leave room.
    """

    headline: Headline | None
    head: Head
    insets: tuple[Inset, ...]
    legs: tuple[Leg, ...]
    cost: float
    actions: tuple[str, ...]
    company: Made | None = None

    @property
    def capacity(self) -> int:
        """The lines that the legs hold."""
        return sum(leg.capacity for leg in self.legs)

    @property
    def measure(self) -> Mpt:
        """The mean width of its lines."""
        room = sum(sum(width for _, width in leg.rows) if leg.rows else leg.width * leg.lines for leg in self.legs)
        return room // max(1, self.capacity) or 1

    @property
    def narrowest(self) -> Mpt:
        """The width of its narrowest line."""
        widths = [width for leg in self.legs for width in (*(width for _, width in leg.rows if width), leg.width)]
        return min(widths, default=1)


def shapes(
    stone: Stone,
    frame: Frame,
    box: StoryBox,
    story: Story,
    columns: Sequence[Column],
    rooms: Sequence[PictureRoom],
) -> list[Shape]:
    """Every combination of head, deck and picture depth that leaves room for text; levers not allowed stay put.

    There is always one: a box too shallow for its pictures does without them, and one too shallow for its head as well.
    """
    found = list(_shapes(stone, frame, box, story, columns, rooms))
    if not found and rooms:
        without = _shapes(stone, frame, box, story, columns, ())
        found = [replace(each, actions=(*each.actions, "picture left out: no room")) for each in without]
    if not found:
        legs = legs_around(columns, 0, frame.lines, (), 0)
        found = [Shape(None, Head((), 0), (), legs, 0.0, ("headline left out: no room",))]
    return found


def _shapes(
    stone: Stone,
    frame: Frame,
    box: StoryBox,
    story: Story,
    columns: Sequence[Column],
    rooms: Sequence[PictureRoom],
) -> Iterator[Shape]:
    heads: Sequence[Headline | None] = [None]
    if plain(story.headline):
        found = headlines(stone, story.headline, box.headline, frame.rect.width, story.language)
        heads = found[:_HEADLINES] if stone.allows("headline") else found[:1]
    best = min((each.cost for each in heads if each), default=0.0)
    has_deck = box.deck and bool(plain(story.deck))
    decks = (True, False) if has_deck and stone.allows("deck") else (has_deck,)
    least = stone.style(box.body).least_measure
    for headline in heads:
        for deck in decks:
            head = set_head(stone, frame, story, headline, replace(box, deck=deck))
            cost = _HEADLINE_COST * stone.rank("headline") * (headline.cost - best) if headline else 0.0
            cost += _DECK_COST * stone.rank("deck") if has_deck and not deck else 0.0
            said = _head_actions(headline, heads[0], has_deck and not deck)
            for insets, moved, action in _with_pictures(stone, frame, head.lines, rooms):
                legs = legs_around(columns, head.lines, frame.lines, [each.obstacle for each in insets], least)
                if any(leg.lines for leg in legs) or not story.paragraphs:
                    yield Shape(headline, head, insets, legs, cost + moved, (*said, *action))


def _with_pictures(
    stone: Stone, frame: Frame, head: int, rooms: Sequence[PictureRoom]
) -> Iterator[tuple[tuple[Inset, ...], float, tuple[str, ...]]]:
    """The pictures in every depth that is allowed, with what that costs and how it is called.

    The first picture goes through all its depths; the others become deeper and shallower with it. A picture that
    would stand on another has no place.
    """
    if not rooms:
        yield (), 0.0, ()
        return
    main = rooms[0]
    for lines in range(main.depths[0], main.depths[1] + 1):
        insets: list[Inset] = []
        for room in rooms:
            depth = min(max(round(room.wanted * lines / main.wanted), room.depths[0]), room.depths[1])
            placed = room.placed(stone, frame, head, depth)
            if not overlapping(placed.obstacle, (each.obstacle for each in insets)):
                insets.append(placed)
        off = (lines - main.wanted) / main.wanted
        yield tuple(insets), _PICTURE_COST * stone.rank("picture") * off * off, _picture_action(lines, main.wanted)


def _head_actions(headline: Headline | None, usual: Headline | None, without_deck: bool) -> tuple[str, ...]:
    said = []
    if headline and usual and headline.steps != usual.steps:
        steps = headline.steps - usual.steps
        said.append(f"headline {abs(steps)} step{'s' if abs(steps) > 1 else ''} {'smaller' if steps > 0 else 'larger'}")
    if without_deck:
        said.append("deck left out")
    return tuple(said)


def _picture_action(lines: int, wanted: int) -> tuple[str, ...]:
    if lines == wanted:
        return ()
    count = abs(lines - wanted)
    return (f"picture {count} line{'s' if count > 1 else ''} {'deeper' if lines > wanted else 'shallower'}",)
