"""A story's pictures, its box and legs → where each may stand and how deep, and then each in its place.

A picture stands over whole legs, hangs into two of them, or stands inside a wide one; text runs around it, by its box
or by its outline.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from epaper.display.page import Zone
from epaper.flow.captions import Caption, crop, place_picture, set_caption
from epaper.flow.insets import beside, white_around
from epaper.flow.obstacles import Column, Obstacle
from epaper.flow.stone import Stone
from epaper.geometry import Rect
from epaper.model.layout import PictureSpec, StoryBox
from epaper.model.story import Picture, Story
from epaper.plan.castoff import LEAST_PICTURE, LEAST_TEXT
from epaper.plan.grid import Frame
from epaper.units import Mpt


@dataclass(frozen=True, slots=True)
class PictureRoom:
    """A picture's place: its spec, its caption, the depth in lines that is wanted, and the least and most allowed.

    `sides` is the stretch that it keeps text out of, with the white beside it.
    """

    picture: Picture
    spec: PictureSpec
    x: Mpt
    width: Mpt
    sides: tuple[Mpt, Mpt]
    caption: Caption
    wanted: int
    depths: tuple[int, int]

    def placed(self, stone: Stone, frame: Frame, head: int, lines: int) -> PlacedPicture:
        """The picture so many lines deep in legs that begin on the line `head` of the frame."""
        first = _first_line(self.spec, lines, head, frame.lines)
        top, depth = white_around(first, lines, head, frame.lines)
        whole = Obstacle.block(top, depth, *self.sides)
        placed = PlacedPicture(self, first, lines, whole)
        if self.spec.wrap == "box" or not self.picture.outline:
            return placed
        return PlacedPicture(self, first, lines, _around_outline(stone, frame, placed))


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture in its place: an inset of the legs."""

    room: PictureRoom
    first: int
    lines: int
    obstacle: Obstacle

    def rect(self, stone: Stone, frame: Frame) -> Rect:
        """From the cap height of its first line to the baseline of its last, aligned with the text beside it."""
        top = frame.rect.y + self.first * stone.leading
        return Rect(self.room.x, top, self.room.width, (self.lines - 1) * stone.leading + stone.cap)

    def image(self, stone: Stone, frame: Frame) -> Rect:
        """Its place without its caption."""
        rect = self.rect(stone, frame)
        return Rect(rect.x, rect.y, rect.width, rect.height - self.room.caption.height)

    def zones(self, stone: Stone, frame: Frame, slug: str) -> tuple[Zone, ...]:
        rect = self.rect(stone, frame)
        return place_picture(stone, self.room.picture, self.room.caption, rect, slug, frame.box.name)


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
    offset = stone.layout.grid.gutter if spec.offset is None else spec.offset
    x, width = _across(spec, columns, offset, least)
    caption = set_caption(stone, picture, width, language)
    outlined = spec.wrap == "outline" and bool(picture.outline)
    own = picture.whole or outlined or not spec.aspect
    aspect = picture.width / picture.height if own else spec.aspect
    wanted = max(2, round((width / aspect + caption.height - stone.cap) / stone.leading) + 1)
    low, high = (100, 100) if picture.whole or outlined or not stone.allows("picture") else spec.depth
    most = frame.lines - LEAST_TEXT
    depths = [min(max(LEAST_PICTURE, wanted * share // 100), most) for share in (low, high)]
    sides = beside(x, x + width, columns, offset)
    return PictureRoom(picture, spec, x, width, sides, caption, wanted, (depths[0], depths[1]))


def _across(spec: PictureSpec, columns: Sequence[Column], offset: Mpt, least: Mpt) -> tuple[Mpt, Mpt]:
    """The left edge and the width of a picture."""
    count = min(spec.legs or len(columns), len(columns))
    first = {"right": len(columns) - count, "centre": (len(columns) - count) // 2}.get(spec.side, 0)
    left, right = columns[first][0], columns[first + count - 1][0] + columns[first + count - 1][1]
    width = min(right - left, spec.width.resolve(whole=right - left)) if spec.width else right - left
    if spec.side == "right":
        return right - width, width
    if spec.side == "left":
        return left, width
    box = columns[0][0], columns[-1][0] + columns[-1][1]
    x = (box[0] + box[1] - width) // 2
    astride = all(
        min(x, end) - start - offset >= least or x <= start
        for start, end in ((at, at + wide) for at, wide in columns)
        if start < x < end
    )
    return (x if astride else left + (right - left - width) // 2), width


def _first_line(spec: PictureSpec, lines: int, head: int, foot: int) -> int:
    """The grid line on which a picture begins: at the legs' head or foot, or so far down that there is text over and
    under it."""
    if spec.level == "top":
        return head
    if spec.level == "bottom":
        return foot - lines
    free, least = foot - head - lines, LEAST_TEXT + 1
    over = round(free * spec.down / 100)
    if over < least:
        over = 0 if 2 * over < least or free < least else least
    if free - over < least:
        over = free if 2 * (free - over) < least or free < least else free - least
    return head + max(0, over)


def _around_outline(stone: Stone, frame: Frame, placed: PlacedPicture) -> Obstacle:
    """For each grid line the stretch that the picture's shape takes there, with its white, and the caption's."""
    room, image = placed.room, placed.image(stone, frame)
    whole = placed.obstacle
    offset = stone.layout.grid.gutter if room.spec.offset is None else room.spec.offset
    bands = _bands(room.picture, image)
    spans = []
    for line in range(whole.first, whole.first + len(whole.spans)):
        baseline = stone.baseline(frame, line)
        top, foot = baseline - stone.leading, baseline + stone.leading // 4
        beside = [
            (left, right)
            for (left, right), (over, under) in zip(bands, pairwise(_edges(image, len(bands))), strict=True)
            if left < right and over < foot + offset and under > top - offset
        ]
        span = (
            (min(left for left, _ in beside) - offset, max(right for _, right in beside) + offset) if beside else (0, 0)
        )
        if room.caption.height and foot > image.bottom:
            span = room.sides if not beside else (min(span[0], room.sides[0]), max(span[1], room.sides[1]))
        spans.append(span)
    return Obstacle(whole.first, tuple(spans))


def _edges(image: Rect, count: int) -> list[Mpt]:
    return [image.y + image.height * at // count for at in range(count + 1)]


def _bands(picture: Picture, image: Rect) -> list[tuple[Mpt, Mpt]]:
    """The outline in page coordinates, band by band from the top of the part that is shown."""
    x, y, width, height = crop(picture, image)
    count = len(picture.outline)
    shown = picture.outline[y * count // picture.height : max(1, -(-(y + height) * count // picture.height))]

    def across(share: int) -> Mpt:
        at = share * picture.width / 1000 - x
        return image.x + min(max(round(at * image.width / width), 0), image.width)

    return [(across(left), across(right)) if left < right else (0, 0) for left, right in shown]
