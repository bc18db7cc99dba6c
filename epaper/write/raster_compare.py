"""Two PDF files → where their pages, drawn, differ: for editions of which nothing but the PDF is left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from epaper.display.changes import Change, PageChanges
from epaper.errors import Diagnostic, InputError, Where
from epaper.geometry import Rect, Size
from epaper.units import Mpt, to_mm
from epaper.write.images import ImageSpec, page_count, page_picture

if TYPE_CHECKING:
    from PIL.Image import Image

_DPI = 100
_SLIGHT = 24
"""Differences in tone of less than this, of 255, are not seen."""
_CELL = 12
"""Pixels of a cell (3 mm); differences in cells that touch are one place."""


def compare_pdfs(before: Path, after: Path, told: Callable[[int, int], None]) -> tuple[PageChanges, ...]:
    """What differs, page by page, by number; `told` hears of pages done and how many there are.

    Raises InputError for a file that is no PDF, or that is locked.
    """
    counts = _count(before), _count(after)
    found = []
    for number in range(1, max(counts) + 1):
        one = page_picture(before, number, ImageSpec(dpi=_DPI)) if number <= counts[0] else None
        other = page_picture(after, number, ImageSpec(dpi=_DPI)) if number <= counts[1] else None
        found.append(PageChanges(number, _size(one), _size(other), _changes(one, other)))
        told(number, max(counts))
    return tuple(found)


def _count(pdf: Path) -> int:
    import pypdfium2  # noqa: PLC0415

    try:
        return page_count(pdf)
    except pypdfium2.PdfiumError as error:
        message = f"this PDF cannot be read: {str(error).rstrip('.')}"
        raise InputError([Diagnostic("error", "unreadable", message, Where(str(pdf)))]) from None


def _changes(before: Image | None, after: Image | None) -> tuple[Change, ...]:
    if before is None or after is None:
        return (Change("added", "page", "new") if before is None else Change("removed", "page", "gone"),)
    found = []
    if before.size != after.size:
        sizes = (f"{to_mm(_mpt(each.width)):.0f} × {to_mm(_mpt(each.height)):.0f} mm" for each in (before, after))
        found.append(Change("resized", "page", " → ".join(sizes)))
    for place in differing(before, after):
        left, top, width, height = map(to_mm, (place.x, place.y, place.width, place.height))
        words = f"{width:.1f} × {height:.1f} mm, {left:.0f} mm from the left, {top:.0f} mm from the top"
        found.append(Change("changed", "drawn otherwise", words, (place,), (place,)))
    return tuple(found)


def differing(before: Image, after: Image) -> tuple[Rect, ...]:
    """The places where two pictures of one resolution differ, from top to bottom."""
    from PIL import Image, ImageChops  # noqa: PLC0415

    size = (max(before.width, after.width), max(before.height, after.height))
    sheets = []
    for picture in (before, after):
        sheet = Image.new("RGB", size, "white")
        sheet.paste(picture, (0, 0))
        sheets.append(sheet)
    bands = ImageChops.difference(*sheets).split()
    strongest = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    mask = strongest.point([255 if level >= _SLIGHT else 0 for level in range(256)])
    if mask.getbbox() is None:
        return ()
    return tuple(_tight(mask, cells) for cells in _places(mask))


def _places(mask: Image) -> list[tuple[int, int, int, int]]:
    """Cells with differences, gathered with their neighbours: the bounds of each place, in cells."""
    width, height = -(-mask.width // _CELL), -(-mask.height // _CELL)
    boxes = {
        (x, y): (x * _CELL, y * _CELL, min((x + 1) * _CELL, mask.width), min((y + 1) * _CELL, mask.height))
        for x in range(width)
        for y in range(height)
    }
    left = {cell for cell, box in boxes.items() if mask.crop(box).getbbox() is not None}
    places = []
    while left:
        waiting = [left.pop()]
        place = list(waiting)
        while waiting:
            x, y = waiting.pop()
            near = {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)} & left
            left -= near
            waiting += near
            place += near
        across, down = [x for x, _ in place], [y for _, y in place]
        places.append((min(across), min(down), max(across) + 1, max(down) + 1))
    return sorted(places, key=lambda each: (each[1], each[0]))


def _tight(mask: Image, cells: tuple[int, int, int, int]) -> Rect:
    """The rectangle on the page, in millipoints, of the differences within cells."""
    left, top, right, bottom = (each * _CELL for each in cells)
    inside = mask.crop((left, top, min(right, mask.width), min(bottom, mask.height))).getbbox()
    assert inside is not None  # a place has a cell with differences
    x, y = _mpt(left + inside[0]), _mpt(top + inside[1])
    return Rect(x, y, _mpt(inside[2] - inside[0]), _mpt(inside[3] - inside[1]))


def _size(picture: Image | None) -> Size | None:
    return Size(_mpt(picture.width), _mpt(picture.height)) if picture else None


def _mpt(pixels: int) -> Mpt:
    return round(pixels * 72_000 / _DPI)
