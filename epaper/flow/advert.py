"""An advertisement and its frame → the artwork whole, with a hairline around the space, and what does not suit there.

A PDF that fits keeps the size that it was made in; pictures, and PDFs that are too large, are scaled to what there is.
"""

from __future__ import annotations

from collections.abc import Iterator

from epaper.display.items import PlacedImage
from epaper.display.page import Zone
from epaper.errors import Diagnostic
from epaper.flow.box import Made, border
from epaper.flow.stone import Stone
from epaper.geometry import Rect
from epaper.model.advert import Advert, Artwork
from epaper.model.layout import AdvertBox
from epaper.plan.grid import Frame
from epaper.units import Mpt, to_mm

_ALT = "Advertisement"
_NEARLY = 0.97
"""A PDF that fills so much of the space that it could take, is not enlarged."""
_SLACK: Mpt = 1_500
"""By so little a PDF may be larger than its space, half a millimetre: it is trimmed there."""
_LITTLE_WHITE = 0.05
"""White beside the artwork of more than this share of the box's width or depth is said."""


def make_advert(stone: Stone, frame: Frame, box: AdvertBox) -> Made:
    """Place an advertisement; without one the space is kept, and that is said."""
    if box.advert is None:
        message = f"no advertisement for box {frame.box.name} on page {stone.number}"
        note = Diagnostic("note", "advert-empty", message, frame.box.where)
        return Made((border(frame.rect, stone.layout.rules.colour),) if box.border else (), (), (note,))
    advert = box.advert
    rect = _placed(frame.rect, advert.art)
    crop = (0, 0, advert.art.width, advert.art.height)
    image = PlacedImage(rect, advert.art.path, crop, advert.alt or _ALT)
    zone = Zone("advert", rect, (image,), box=frame.box.name, alt=image.alt, href=advert.href)
    notes = tuple(
        Diagnostic("warning", code, f"{advert.name}: {said}", advert.where or frame.box.where)
        for code, said in _notes(stone, frame, advert, rect)
    )
    return Made((zone, *((border(frame.rect, stone.layout.rules.colour),) if advert.border else ())), (), notes)


def _placed(frame: Rect, art: Artwork) -> Rect:
    """The largest rectangle of the artwork's shape in the middle of the frame; a PDF's own size where that is near."""
    if frame.width * art.height > frame.height * art.width:
        width, height = frame.height * art.width // art.height, frame.height
    else:
        width, height = frame.width, frame.width * art.height // art.width
    if art.vector and width * _NEARLY <= art.width <= width + _SLACK and art.height <= height + _SLACK:
        width, height = art.width, art.height
    return Rect(frame.x + (frame.width - width) // 2, frame.y + (frame.height - height) // 2, width, height)


def _notes(stone: Stone, frame: Frame, advert: Advert, rect: Rect) -> Iterator[tuple[str, str]]:
    """What is wrong with the file, with its shape, and with the size that was sold, each by its code."""
    for said in advert.art.notes:
        yield "advert-file", said
    columns = len(frame.columns)
    if advert.columns and (advert.columns != columns or abs(advert.depth - frame.rect.height) > stone.leading):
        sold = f"{_columns(advert.columns)} × {_cm(advert.depth)}"
        yield (
            "advert-size",
            f"sold as {sold}, its box {frame.box.name} is {_columns(columns)} × {_cm(frame.rect.height)}",
        )
    white = max(1 - rect.width / frame.rect.width, 1 - rect.height / frame.rect.height)
    if white > _LITTLE_WHITE:
        seen, room = _mm(rect), _mm(frame.rect)
        yield "advert-shape", f"it is not of the shape of box {frame.box.name}: it fills {seen} of {room}"


def _columns(count: int) -> str:
    return f"{count} column{'s' * (count != 1)}"


def _cm(length: Mpt) -> str:
    return f"{to_mm(length) / 10:.1f} cm"


def _mm(rect: Rect) -> str:
    return f"{to_mm(rect.width):.0f} × {to_mm(rect.height):.0f} mm"
