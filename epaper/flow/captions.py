"""A picture, its words and a frame → the crop, and the caption exactly as wide as the picture, with its credit."""

from __future__ import annotations

from epaper.display.items import GlyphRun, PlacedImage
from epaper.display.page import Zone
from epaper.flow.stone import Stone
from epaper.geometry import Rect
from epaper.model.story import Picture, plain
from epaper.typeset.justify import Line
from epaper.units import Mpt
from epaper.value import Value

_GAP = 5_000
"""White between a picture's foot and the caption's cap height."""
_CREDIT_GAP = 9_000


class Caption(Value):
    """A set caption. `credit_below` says that the credit needs a line of its own. `height` is from the picture's foot
    to the last baseline."""

    lines: tuple[Line, ...]
    credit: Line | None
    credit_below: bool
    height: Mpt


def set_caption(stone: Stone, picture: Picture, width: Mpt, language: str) -> Caption:
    """Set a picture's caption to its width; the credit stands flush right on the last line, or under it."""
    style = stone.style("caption")
    lines = stone.typesetter.lines(picture.caption, style, width, language) if plain(picture.caption) else ()
    credit = stone.typesetter.line(picture.credit, stone.style("credit"), language) if picture.credit else None
    below = credit is not None and (not lines or lines[-1].width + _CREDIT_GAP + credit.width > width)
    count = len(lines) + (1 if below else 0)
    if count == 0:
        return Caption((), None, False, 0)
    top = stone.typesetter.cap_height(style)
    return Caption(lines, credit, below, _GAP + top + (count - 1) * style.leading)


def image_rect(picture: Picture, caption: Caption, rect: Rect, *, whole: bool) -> Rect:
    """The place of a picture over its caption in `rect`; a whole one keeps its shape, in the middle."""
    frame = Rect(rect.x, rect.y, rect.width, rect.height - caption.height)
    if not whole:
        return frame
    width = min(frame.width, frame.height * picture.width // picture.height)
    height = min(frame.height, frame.width * picture.height // picture.width)
    return Rect(frame.x + (frame.width - width) // 2, frame.y + (frame.height - height) // 2, width, height)


def place_picture(
    stone: Stone, picture: Picture, caption: Caption, rect: Rect, slug: str, box: str, *, whole: bool = False
) -> tuple[Zone, ...]:
    """Zones for a picture and its caption in `rect`, which ends on the caption's last baseline."""
    frame = image_rect(picture, caption, rect, whole=whole)
    zones = []
    if picture.path:
        image = PlacedImage(frame, picture.path, crop(picture, frame), picture.alt or plain(picture.caption))
        zones.append(Zone("picture", frame, (image,), slug=slug, box=box, alt=image.alt))
    return (*zones, *_caption_zones(stone, caption, rect, slug, box))


def _caption_zones(stone: Stone, caption: Caption, rect: Rect, slug: str, box: str) -> list[Zone]:
    style = stone.style("caption")
    last = rect.bottom
    below = style.leading if caption.credit_below else 0
    zones = []
    if caption.lines:
        runs: list[GlyphRun] = []
        first = last - below - (len(caption.lines) - 1) * style.leading
        for number, line in enumerate(caption.lines):
            runs += line.at(rect.x, first + number * style.leading)
        top = first - stone.typesetter.cap_height(style)
        area = Rect(rect.x, top, rect.width, last - below - top + style.size // 4)
        zones.append(Zone("caption", area, tuple(runs), slug=slug, box=box))
    if caption.credit is not None:
        x = rect.right - caption.credit.width
        area = Rect(x, last - style.size, caption.credit.width, style.size * 5 // 4)
        zones.append(Zone("credit", area, caption.credit.at(x, last), slug=slug, box=box))
    return zones


def crop(picture: Picture, frame: Rect) -> tuple[int, int, int, int]:
    """The part of the picture, in its pixels, that has the frame's shape, lies nearest to the focus, and is largest."""
    width, height = picture.width, picture.height
    if width * frame.height > height * frame.width:
        wide = max(1, round(height * frame.width / frame.height))
        x = min(max(round(picture.focus[0] * width - wide / 2), 0), width - wide)
        return (x, 0, wide, height)
    tall = max(1, min(height, round(width * frame.height / frame.width)))
    y = min(max(round(picture.focus[1] * height - tall / 2), 0), height - tall)
    return (0, y, width, tall)
