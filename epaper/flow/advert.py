"""An advertisement's picture and its frame → the picture whole, as large as fits, with a hairline around the space."""

from __future__ import annotations

from epaper.display.items import PlacedImage, Rule
from epaper.display.page import Zone
from epaper.flow.box import HAIRLINE, Made, artifact
from epaper.flow.stone import Stone
from epaper.geometry import Rect
from epaper.model.layout import AdvertBox
from epaper.plan.grid import Frame


def make_advert(stone: Stone, frame: Frame, box: AdvertBox) -> Made:
    """Place an advertisement; without a file the space is kept."""
    zones: list[Zone] = []
    if box.file and box.width and box.height:
        image = PlacedImage(_contained(frame.rect, box), box.file, (0, 0, box.width, box.height), "Advertisement")
        zones.append(Zone("advert", image.rect, (image,), box=frame.box.name, alt=image.alt))
    if box.border:
        rect, ink = frame.rect, stone.layout.rules.colour
        corners = [
            (rect.x, rect.y, rect.right, rect.y),
            (rect.right, rect.y, rect.right, rect.bottom),
            (rect.x, rect.bottom, rect.right, rect.bottom),
            (rect.x, rect.y, rect.x, rect.bottom),
        ]
        zones.append(artifact(*(Rule(*ends, HAIRLINE, ink) for ends in corners)))
    return Made(tuple(zones))


def _contained(frame: Rect, box: AdvertBox) -> Rect:
    """The largest rectangle of the picture's shape in the middle of the frame."""
    if frame.width * box.height > frame.height * box.width:
        width, height = frame.height * box.width // box.height, frame.height
    else:
        width, height = frame.width, frame.width * box.height // box.width
    return Rect(frame.x + (frame.width - width) // 2, frame.y + (frame.height - height) // 2, width, height)
