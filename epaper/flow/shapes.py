"""A story, its box and its frame → the ways to divide the frame: head, picture depth, and the legs that are left.

Each `Shape` says what it costs against the best-looking one and what a designer would call the difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from epaper.flow.box import Made
from epaper.flow.captions import Caption, set_caption
from epaper.flow.fill import Leg
from epaper.flow.head import Head, set_head
from epaper.flow.headline import Headline, headlines
from epaper.flow.stone import Stone
from epaper.geometry import Rect
from epaper.model.layout import PictureSpec, StoryBox
from epaper.model.story import Picture, Story, plain
from epaper.plan.grid import Frame
from epaper.units import Mpt

_HEADLINE_COST = 1.6e7
_DECK_COST = 1.2e7
_PICTURE_COST = 3e7
"""For a picture of twice the depth wanted; it grows with the square of the difference."""
_HEADLINES = 6
_LEAST_PICTURE = 3
_LEAST_TEXT = 6
"""Grid lines that a picture leaves for text under or over it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to divide the frame. `actions` says in words how it differs from the usual one. `company` is what stands
    under the story, where its legs leave room."""

    headline: Headline | None
    head: Head
    picture_lines: int
    legs: tuple[Leg, ...]
    cost: float
    actions: tuple[str, ...]
    company: Made | None = None

    @property
    def capacity(self) -> int:
        return sum(leg.lines for leg in self.legs)


@dataclass(frozen=True, slots=True)
class PictureRoom:
    """A picture's place: its spec, which legs it stands over, its caption, and the depths in lines that are allowed."""

    picture: Picture
    spec: PictureSpec
    over: tuple[int, int]
    x: Mpt
    width: Mpt
    caption: Caption
    wanted: int
    depths: tuple[int, int]

    def rect(self, stone: Stone, frame: Frame, shape: Shape) -> Rect:
        """From the cap height of its first line to the baseline of its last, aligned with the text beside it."""
        first = frame.lines - shape.picture_lines if self.spec.at == "bottom" else shape.head.lines
        top = frame.rect.y + first * stone.leading
        return Rect(self.x, top, self.width, (shape.picture_lines - 1) * stone.leading + stone.cap)


def picture_room(
    stone: Stone, frame: Frame, box: StoryBox, story: Story, columns: Sequence[tuple[Mpt, Mpt]]
) -> PictureRoom | None:
    """The place of the story's first picture, if it has one and the box wants one."""
    spec = box.picture
    picture = next((each for each in story.pictures if each.path), None)
    most = frame.lines - _LEAST_TEXT
    if spec is None or picture is None or not picture.width or most < _LEAST_PICTURE:
        return None
    count = min(spec.legs or len(columns), len(columns))
    first = {"top-right": len(columns) - count, "top-centre": (len(columns) - count) // 2}.get(spec.at, 0)
    x = columns[first][0]
    width = columns[first + count - 1][0] + columns[first + count - 1][1] - x
    caption = set_caption(stone, picture, width, story.language)
    own = picture.whole or not spec.aspect
    aspect = picture.width / picture.height if own else spec.aspect
    wanted = max(2, round((width / aspect + caption.height - stone.cap) / stone.leading) + 1)
    low, high = (100, 100) if picture.whole or not stone.allows("picture") else spec.depth
    depths = tuple(min(max(_LEAST_PICTURE, wanted * share // 100), most) for share in (low, high))
    return PictureRoom(picture, spec, (first, first + count), x, width, caption, wanted, (depths[0], depths[1]))


def shapes(
    stone: Stone,
    frame: Frame,
    box: StoryBox,
    story: Story,
    columns: Sequence[tuple[Mpt, Mpt]],
    room: PictureRoom | None,
) -> list[Shape]:
    """Every combination of head, deck and picture depth that leaves room for text; levers not allowed stay put.

    There is always one: a box too shallow for its picture does without it, and one too shallow for its head as well.
    """
    found = list(_shapes(stone, frame, box, story, columns, room))
    if not found and room is not None:
        without = _shapes(stone, frame, box, story, columns, None)
        found = [replace(each, actions=(*each.actions, "picture left out: no room")) for each in without]
    if not found:
        legs = _legs(frame, columns, 0, 0, None)
        found = [Shape(None, Head((), 0), 0, legs, 0.0, ("headline left out: no room",))]
    return found


def _shapes(
    stone: Stone,
    frame: Frame,
    box: StoryBox,
    story: Story,
    columns: Sequence[tuple[Mpt, Mpt]],
    room: PictureRoom | None,
) -> Iterator[Shape]:
    heads: Sequence[Headline | None] = [None]
    if plain(story.headline):
        found = headlines(stone, story.headline, box.headline, frame.rect.width, story.language)
        heads = found[:_HEADLINES] if stone.allows("headline") else found[:1]
    best = min((each.cost for each in heads if each), default=0.0)
    has_deck = box.deck and bool(plain(story.deck))
    decks = (True, False) if has_deck and stone.allows("deck") else (has_deck,)
    for headline in heads:
        for deck in decks:
            head = set_head(stone, frame, story, headline, replace(box, deck=deck))
            cost = _HEADLINE_COST * stone.rank("headline") * (headline.cost - best) if headline else 0.0
            cost += _DECK_COST * stone.rank("deck") if has_deck and not deck else 0.0
            said = _head_actions(headline, heads[0], has_deck and not deck)
            for lines in range(room.depths[0], room.depths[1] + 1) if room else (0,):
                legs = _legs(frame, columns, head.lines, lines, room)
                off = (lines - room.wanted) / room.wanted if room else 0.0
                if sum(leg.lines for leg in legs) > 0 or not story.paragraphs:
                    moved = _PICTURE_COST * stone.rank("picture") * off * off
                    yield Shape(headline, head, lines, legs, cost + moved, (*said, *_picture_action(lines, room)))


def _head_actions(headline: Headline | None, usual: Headline | None, without_deck: bool) -> tuple[str, ...]:
    said = []
    if headline and usual and headline.steps != usual.steps:
        steps = headline.steps - usual.steps
        said.append(f"headline {abs(steps)} step{'s' if abs(steps) > 1 else ''} {'smaller' if steps > 0 else 'larger'}")
    if without_deck:
        said.append("deck left out")
    return tuple(said)


def _picture_action(lines: int, room: PictureRoom | None) -> tuple[str, ...]:
    if room is None or lines == room.wanted:
        return ()
    count = abs(lines - room.wanted)
    return (f"picture {count} line{'s' if count > 1 else ''} {'deeper' if lines > room.wanted else 'shallower'}",)


def _legs(
    frame: Frame, columns: Sequence[tuple[Mpt, Mpt]], head: int, picture: int, room: PictureRoom | None
) -> tuple[Leg, ...]:
    legs = []
    for number, (x, width) in enumerate(columns):
        first, lines = head, frame.lines - head
        if room is not None and picture and room.over[0] <= number < room.over[1]:
            lines -= picture + 1
            if room.spec.at != "bottom":
                first += picture + 1
        legs.append(Leg(x, width, first, max(0, lines)))
    return tuple(legs)
