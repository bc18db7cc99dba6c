"""A story's pictures, its box and legs → where each may stand and how deep, and then each in its place.

A picture stands over whole legs, hangs into two of them, or stands inside a wide one; text runs around it, by its box
or by its outline.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from epaper.display.page import Zone
from epaper.errors import Diagnostic
from epaper.flow.captions import Caption, image_rect, place_picture, set_caption
from epaper.flow.insets import Berth
from epaper.flow.obstacles import Column, Obstacle
from epaper.flow.stone import Stone
from epaper.geometry import Rect
from epaper.model.layout import PictureSpec, StoryBox
from epaper.model.story import Picture, Story, plain
from epaper.plan.castoff import LEAST_PICTURE, LEAST_TEXT
from epaper.plan.grid import Frame
from epaper.units import Mpt
from epaper.value import Value, replace

_OVER_CAPTION = 1
"""Lines over a cut-out's caption that keep as far from it: text tucked in under the picture would crowd it."""


class PictureRoom(Value):
    """A picture's place: its spec, where that is across the legs, its caption, the depth in lines that is wanted, and
    the least and most allowed."""

    picture: Picture
    spec: PictureSpec
    berth: Berth
    caption: Caption
    wanted: int
    depths: tuple[int, int]

    @property
    def outlined(self) -> bool:
        """Whether text runs around its outline."""
        return self.spec.wrap == "outline" and bool(self.picture.outline)

    def placed(
        self, stone: Stone, frame: Frame, head: int, lines: int, others: Sequence[Obstacle]
    ) -> PlacedPicture | None:
        """The picture so many lines deep, in legs that begin on the line `head`, if nothing is in its way."""
        place = self.berth.taken(lines, (head, frame.lines), others)
        if place is None:
            return None
        placed = PlacedPicture(self, *place, lines)
        return replace(placed, obstacle=_around_outline(stone, frame, placed)) if self.outlined else placed


class PlacedPicture(Value):
    """A picture in its place: an inset of the legs."""

    room: PictureRoom
    first: int
    obstacle: Obstacle
    lines: int

    def raised(self, by: int) -> PlacedPicture:
        """The same, so many grid lines higher."""
        return replace(self, first=self.first - by, obstacle=self.obstacle.raised(by))

    def rect(self, stone: Stone, frame: Frame) -> Rect:
        """From the cap height of its first line to the baseline of its last, aligned with the text beside it."""
        top = frame.rect.y + self.first * stone.leading
        return Rect(self.room.berth.x, top, self.room.berth.width, (self.lines - 1) * stone.leading + stone.cap)

    def image(self, stone: Stone, frame: Frame) -> Rect:
        """Its place without its caption."""
        return image_rect(self.room.picture, self.room.caption, self.rect(stone, frame), whole=self.room.outlined)

    def zones(self, stone: Stone, frame: Frame, slug: str) -> tuple[Zone, ...]:
        rect = self.rect(stone, frame)
        room = self.room
        return place_picture(stone, room.picture, room.caption, rect, slug, frame.box.name, whole=room.outlined)


def picture_rooms(
    stone: Stone, frame: Frame, box: StoryBox, story: Story, columns: Sequence[Column]
) -> tuple[PictureRoom, ...]:
    """The places of the story's pictures, as many as it has and the box wants."""
    pictures = [each for each in story.pictures if each.path and each.width]
    if frame.lines - LEAST_TEXT < LEAST_PICTURE:
        return ()
    least = stone.style(box.body).least_measure
    return tuple(
        _room(stone, frame, spec, picture, story.language, columns, least)
        for spec, picture in zip(box.pictures, pictures, strict=False)
    )


def _room(
    stone: Stone,
    frame: Frame,
    spec: PictureSpec,
    picture: Picture,
    language: str,
    columns: Sequence[Column],
    least: Mpt,
) -> PictureRoom:
    berth = Berth.of(stone, spec, columns, least)
    width = berth.width
    caption = set_caption(stone, picture, width, language)
    outlined = spec.wrap == "outline" and bool(picture.outline)
    own = picture.whole or outlined or not spec.aspect
    aspect = picture.width / picture.height if own else spec.aspect
    wanted = max(2, round((width / aspect + caption.height - stone.cap) / stone.leading) + 1)
    low, high = (100, 100) if picture.whole or outlined or not stone.allows("picture") else spec.depth
    beside_text = width < columns[-1][0] + columns[-1][1] - columns[0][0]
    most = frame.lines - (0 if beside_text else LEAST_TEXT)
    depths = [min(max(LEAST_PICTURE, wanted * share // 100), most) for share in (low, high)]
    return PictureRoom(picture, spec, berth, caption, wanted, (depths[0], depths[1]))


def _around_outline(stone: Stone, frame: Frame, placed: PlacedPicture) -> Obstacle:
    """For each grid line the stretch that the picture's shape takes there, with its white, and the caption's."""
    room, image = placed.room, placed.image(stone, frame)
    offset, sides = room.berth.offset, room.berth.sides
    captioned = image.bottom - _OVER_CAPTION * stone.leading if room.caption.height else frame.rect.bottom
    spans = []
    for line in range(placed.obstacle.first, placed.obstacle.first + len(placed.obstacle.spans)):
        baseline = stone.baseline(frame, line)
        top, foot = baseline - stone.leading, baseline + stone.leading // 4
        left, right = _shape_between(room.picture, image, top - offset, foot + offset)
        if foot > captioned:
            spans.append(sides)
        elif left < right:
            spans.append((max(left - offset, sides[0]), min(right + offset, sides[1])))
        else:
            spans.append((0, 0))
    return Obstacle(placed.obstacle.first, tuple(spans))


def _shape_between(picture: Picture, image: Rect, top: Mpt, foot: Mpt) -> tuple[Mpt, Mpt]:
    """How far left and right a cut-out reaches between two heights of the page; nothing as (0, 0)."""
    count = len(picture.outline)
    edges = [image.y + image.height * at // count for at in range(count + 1)]
    shares = [
        share
        for share, (over, under) in zip(picture.outline, pairwise(edges), strict=True)
        if share[0] < share[1] and over < foot and under > top
    ]
    if not shares:
        return 0, 0
    left, right = min(left for left, _ in shares), max(right for _, right in shares)
    return image.x + image.width * left // 1000, image.x + image.width * right // 1000


def unused(story: Story, placed: Container[int], box: str) -> Iterator[Diagnostic]:
    """Pictures, by identity, that have no place in a box: said, with their captions."""
    for picture in story.pictures:
        if id(picture) not in placed:
            what = f"the picture {picture.path}" if picture.path else f"the caption “{plain(picture.caption)[:40]}…”"
            message = f"{story.slug}: {what} has no place in box {box}"
            yield Diagnostic("warning", "picture-unused", message, picture.where)
