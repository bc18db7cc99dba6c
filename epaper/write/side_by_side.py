"""A page before and after → one picture: both beside each other, what differs outlined and numbered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from epaper.display.changes import ChangeKind, PageChanges
from epaper.geometry import Rect, Size

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

DPI = 100
COLOURS: dict[ChangeKind, str] = {
    "added": "#1a7f37",
    "removed": "#c0262d",
    "moved": "#0b62c4",
    "resized": "#0b62c4",
    "changed": "#8250df",
    "reworded": "#b35900",
    "reflowed": "#b35900",
}
"""The colour of each kind of change, legible on white and under type."""
_GAP, _LINE, _TAG = 24, 3, 17
_BOX = "#8a8a8a"


def side_by_side(page: PageChanges, before: Image | None, after: Image | None) -> Image:
    """The two pictures of a page, of which one may be missing, on one sheet with outlines."""
    from PIL import Image, ImageDraw  # noqa: PLC0415

    sizes = [_pixels(each) for each in (page.before or page.after, page.after or page.before)]
    width = sum(each[0] for each in sizes) + 3 * _GAP
    sheet = Image.new("RGB", (width, max(each[1] for each in sizes) + 2 * _GAP), "#d9d9d9")
    draw = ImageDraw.Draw(sheet)
    left = _GAP
    for side, picture in enumerate((before, after)):
        if picture is not None:
            sheet.paste(picture, (left, _GAP))
            for name, rect in page.boxes[side]:
                _outline(draw, _placed(rect, left), _BOX, name, 1)
            for number, change in enumerate(page.changes, start=1):
                for rect in (change.before, change.after)[side]:
                    _outline(draw, _placed(rect, left), COLOURS[change.kind], str(number), _LINE)
        left += sizes[side][0] + _GAP
    return sheet


def _outline(draw: ImageDraw, box: tuple[int, int, int, int], colour: str, tag: str, line: int) -> None:
    from PIL import ImageFont  # noqa: PLC0415

    draw.rectangle(box, outline=colour, width=line)
    font = ImageFont.load_default(_TAG - 4)
    across = round(draw.textlength(tag, font=font)) + 6
    x, y = (box[0] - across, box[1]) if line > 1 else (box[2] - across, box[1])
    draw.rectangle((x, y, x + across, y + _TAG), fill=colour)
    draw.text((x + 3, y + 1), tag, fill="white", font=font)


def _placed(rect: Rect, left: int) -> tuple[int, int, int, int]:
    """A rectangle of the page on the sheet, drawn a little outside so that it touches no type."""
    x, y, right, bottom = (round(each * DPI / 72_000) for each in (rect.x, rect.y, rect.right, rect.bottom))
    return (x + left - _LINE, y + _GAP - _LINE, right + left + _LINE, bottom + _GAP + _LINE)


def _pixels(size: Size | None) -> tuple[int, int]:
    assert size is not None  # a page is there before or after
    return round(size.width * DPI / 72_000), round(size.height * DPI / 72_000)
