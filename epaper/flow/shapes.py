"""A story, its box and its frame → the ways to divide the frame: head, picture depth, and the legs that are left.

Each `Shape` says what it costs against the best-looking one and what a designer would call the difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from epaper.flow.aside import AsideRoom, with_asides
from epaper.flow.box import Made
from epaper.flow.head import Head, HeadMatter
from epaper.flow.headline import Headline, headlines
from epaper.flow.insets import Inset
from epaper.flow.obstacles import Column, Obstacle, legs_around
from epaper.flow.pull_quotes import QuoteRoom
from epaper.flow.run import Leg
from epaper.flow.stone import Stone
from epaper.flow.story_pictures import PictureRoom
from epaper.model.layout import StoryBox
from epaper.model.story import Story, plain
from epaper.plan.grid import Frame
from epaper.units import Mpt
from epaper.value import Value, replace

_HEADLINE_COST = 2.4e7
_DECK_COST = 1.2e7
_PICTURE_COST = 3e7
"""For a picture of twice the depth wanted; it grows with the square of the difference."""
_NO_PICTURE_COST = 1e8
"""For a story without its pictures, where little else helps."""
_QUOTE_COST = 1.2e7
"""For a pull quote left out; it costs a little already to take another than the story's first."""
_OTHER_QUOTE_COST = 2e6
_HEADLINES = 6
_STUB_COST = 6e7
_LEAST_LEG = 3
"""A leg under a picture, beside longer ones, of fewer lines is a stub."""


class Shape(Value):
    """One way to divide the frame: what stands in the legs, and the legs that text runs through around it.

    `actions` says in words how it differs from the usual one. `company` is what stands under the story, where its legs
    leave room. `foot` is the grid line under its legs, and `least` the narrowest measure beside what stands in them.
    """

    headline: Headline | None
    head: Head
    insets: tuple[Inset, ...]
    legs: tuple[Leg, ...]
    cost: float
    actions: tuple[str, ...]
    foot: int
    least: Mpt
    company: Made | None = None

    def ending(self, foot: int) -> Shape:
        """The shape with its legs down to a higher grid line alone. What stands at their foot rises with it, unless it
        would rise into the head, or into what stands above."""
        raised = self._raised(self.foot - foot) if self.company is None else self.insets
        if raised == self.insets:
            return replace(self, legs=tuple(leg.shortened(foot) for leg in self.legs))
        columns = [(leg.x, leg.width) for leg in self.legs]
        legs = legs_around(columns, self.head.lines, foot, [each.obstacle for each in raised], self.least)
        return replace(self, insets=raised, legs=legs, foot=foot)

    def _raised(self, by: int) -> tuple[Inset, ...]:
        """What stands in the legs, with what stands at their foot so many grid lines higher; as it is where that has no
        room."""
        moved = [each.raised(by) if each.obstacle.end == self.foot else each for each in self.insets]
        places = [each.obstacle for each in moved]
        free = all(place.first >= self.head.lines for place in places)
        met = any(one.meets(other) for one, other in combinations(places, 2))
        return tuple(moved) if free and not met else self.insets

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


class Rooms(Value):
    """What may stand in a story's legs: its pictures, the pull quotes of which one may be set, its boxes of facts."""

    pictures: tuple[PictureRoom, ...] = ()
    quotes: tuple[QuoteRoom, ...] = ()
    asides: tuple[AsideRoom, ...] = ()


class _Over(Value):
    """What stands over the legs; what that costs, and what it is called."""

    headline: Headline | None
    head: Head
    cost: float
    actions: tuple[str, ...]


class _Set(Value):
    """Things set into the legs together; what that costs, and what it is called."""

    insets: tuple[Inset, ...] = ()
    cost: float = 0.0
    actions: tuple[str, ...] = ()

    def obstacles(self) -> list[Obstacle]:
        return [each.obstacle for each in self.insets]


def shapes(
    stone: Stone, frame: Frame, box: StoryBox, story: Story, columns: Sequence[Column], rooms: Rooms
) -> list[Shape]:
    """Every combination of head, deck, picture depth and pull quote that leaves room for text; levers not allowed stay
    put.

    There is always one: a box too shallow for its pictures does without them, and one too shallow for its head as well.
    """
    found = list(_shapes(stone, frame, box, story, columns, rooms))
    if not found and (rooms.pictures or rooms.quotes):
        without = _shapes(stone, frame, box, story, columns, Rooms(asides=rooms.asides))
        said = "picture left out: no room" if rooms.pictures else "pull quote left out: no room"
        found = [replace(each, actions=(*each.actions, said)) for each in without]
    if not found:
        legs = legs_around(columns, 0, frame.lines, (), 0)
        found = [Shape(None, Head(0), (), legs, 0.0, ("headline left out: no room",), frame.lines, 0)]
    return found


def _shapes(
    stone: Stone, frame: Frame, box: StoryBox, story: Story, columns: Sequence[Column], rooms: Rooms
) -> Iterator[Shape]:
    least = stone.style(box.body).least_measure
    for over in _heads(stone, frame, box, story):
        head = over.head.lines
        for pictures in _with_pictures(stone, frame, head, rooms.pictures):
            for asides in _with_asides(stone, frame, head, rooms.asides, pictures):
                for each in _with_quotes(stone, frame, head, rooms.quotes, asides):
                    legs = legs_around(columns, head, frame.lines, each.obstacles(), least)
                    if any(leg.lines for leg in legs) or not story.paragraphs:
                        cost = over.cost + each.cost + _STUB_COST * _stubs(legs)
                        actions = (*over.actions, *each.actions)
                        yield Shape(over.headline, over.head, each.insets, legs, cost, actions, frame.lines, least)


def _heads(stone: Stone, frame: Frame, box: StoryBox, story: Story) -> list[_Over]:
    """What may stand over the legs: the best head of each depth, for all others of that depth only cost more."""
    heads: Sequence[Headline | None] = [None]
    if plain(story.headline):
        found = headlines(stone, story.headline, box.headline, frame.rect.width, story.language)
        heads = found[:_HEADLINES] if stone.allows("headline") else found[:1]
    least = min((each.cost for each in heads if each), default=0.0)
    has_deck = box.deck and bool(plain(story.deck))
    decks = (True, False) if has_deck and stone.allows("deck") else (has_deck,)
    matter = HeadMatter(stone, frame, box, story)
    best: dict[int, _Over] = {}
    for headline in heads:
        for deck in decks:
            without = has_deck and not deck
            cost = _HEADLINE_COST * stone.rank("headline") * (headline.cost - least) if headline else 0.0
            cost += _DECK_COST * stone.rank("deck") if without else 0.0
            head = matter.over(headline, deck=deck)
            if head.lines not in best or cost < best[head.lines].cost:
                best[head.lines] = _Over(headline, head, cost, _head_actions(headline, heads[0], without))
    return list(best.values())


def _stubs(legs: Sequence[Leg]) -> int:
    """How many legs are but a line or two under a picture, beside others that are legs indeed."""
    depths = [leg.lines for leg in legs if leg.lines]
    return sum(depth < _LEAST_LEG for depth in depths) if max(depths, default=0) >= 2 * _LEAST_LEG else 0


def _with_asides(stone: Stone, frame: Frame, head: int, rooms: Sequence[AsideRoom], standing: _Set) -> Iterator[_Set]:
    """What stands in the legs, with the story's boxes of facts beside it, and without them."""
    for insets, cost, said in with_asides(stone, frame, head, standing.insets, rooms):
        yield _Set(insets, standing.cost + cost, (*standing.actions, *said))


def _with_pictures(stone: Stone, frame: Frame, head: int, rooms: Sequence[PictureRoom]) -> Iterator[_Set]:
    """The pictures in every depth that is allowed.

    The first picture goes through all its depths; the others become deeper and shallower with it. A picture that
    would stand on another has no place.
    """
    if not rooms:
        yield _Set()
        return
    main = rooms[0]
    for lines in range(main.depths[0], main.depths[1] + 1):
        insets: list[Inset] = []
        for room in rooms:
            depth = min(max(round(room.wanted * lines / main.wanted), room.depths[0]), room.depths[1])
            placed = room.placed(stone, frame, head, depth, [each.obstacle for each in insets])
            if placed is not None:
                insets.append(placed)
        if not insets:
            continue
        off = (lines - main.wanted) / main.wanted
        cost = _PICTURE_COST * stone.rank("picture") * off * off
        yield _Set(tuple(insets), cost, _picture_action(lines, main.wanted))
    if stone.allows("no-picture"):
        yield _Set((), _NO_PICTURE_COST * stone.rank("no-picture"), ("picture left out",))


def _with_quotes(stone: Stone, frame: Frame, head: int, rooms: Sequence[QuoteRoom], standing: _Set) -> Iterator[_Set]:
    """What stands in the legs with the first pull quote; with another one, or none, where copyfit may choose."""
    chosen = stone.allows("quote")
    rank, found = stone.rank("quote"), False
    for number, room in enumerate(rooms if chosen else rooms[:1]):
        placed = room.placed(frame, head, standing.obstacles())
        if placed is not None:
            found = True
            said = (f"pull quote {number + 1} of {len(rooms)}",) if number else ()
            cost = standing.cost + _OTHER_QUOTE_COST * rank * min(number, 1)
            yield _Set((*standing.insets, placed), cost, (*standing.actions, *said))
    if not rooms:
        yield standing
    elif chosen or not found:
        said = ("pull quote left out",) if found else ("pull quote left out: no room",)
        yield _Set(standing.insets, standing.cost + _QUOTE_COST * rank, (*standing.actions, *said))


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
