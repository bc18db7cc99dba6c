"""A page's picture and its boxes → the picture with each box outlined, tinted by its kind, and named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from epaper.resources import fonts_dir
from epaper.value import Value

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

_FACE = "libre-franklin/LibreFranklin_700Bold.ttf"
_COLOURS = {
    "story": (20, 90, 170),
    "continued": (20, 90, 170),
    "rail": (130, 50, 130),
    "briefs": (15, 115, 85),
    "picture": (175, 75, 10),
    "advert": (150, 30, 50),
}
_OTHERS = (80, 88, 98)
_TINT = 34
"""How strongly a box is tinted, of 255."""
_PANEL = 232
"""How white the panel under a name is, of 255."""
_NAME, _DETAIL = 0.038, 0.0165
"""Sizes of the name and of the lines under it, as shares of the picture's width."""
_LEGIBLE = 9
"""Type of fewer pixels is left out."""
_PALETTE = 64


class Label(Value):
    """A box on a page: its name, its kind (which chooses the colour), lines to say under the name, and its edges (left,
    top, right, foot) as shares of the page's width and height."""

    name: str
    kind: str
    lines: tuple[str, ...]
    edges: tuple[float, float, float, float]


def label_picture(source: Path, labels: Sequence[Label], target: Path) -> None:
    """Write `source` with the labels drawn over it to `target`, as a PNG of few colours. Raises OSError."""
    from PIL import Image, ImageDraw  # noqa: PLC0415

    with Image.open(source) as opened:
        picture = opened.convert("RGBA")
    over = Image.new("RGBA", picture.size)
    pen = ImageDraw.Draw(over)
    for label in labels:
        _draw(pen, picture.width, picture.height, label)
    flat = Image.alpha_composite(picture, over).convert("RGB")
    flat.quantize(_PALETTE, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(target, optimize=True)


def _draw(pen: ImageDraw, width: int, height: int, label: Label) -> None:
    colour = _COLOURS.get(label.kind, _OTHERS)
    left, top, right, foot = (
        round(edge * whole) for edge, whole in zip(label.edges, (width, height, width, height), strict=True)
    )
    stroke = max(1, width // 400)
    pen.rectangle((left, top, right, foot), fill=(*colour, _TINT), outline=(*colour, 255), width=stroke)
    name_size = max(_LEGIBLE + 2, round(width * _NAME))
    detail_size = round(width * _DETAIL)
    set_lines = [(label.name, min(name_size, max(_LEGIBLE, foot - top - 2 * stroke)))]
    if detail_size >= _LEGIBLE:
        set_lines += [(line, detail_size) for line in label.lines]
    _panel(pen, (left, top, right, foot), set_lines, (*colour, 255))


def _panel(
    pen: ImageDraw, box: tuple[int, int, int, int], lines: list[tuple[str, int]], colour: tuple[int, int, int, int]
) -> None:
    """The lines on a white panel in the middle of the box: as many as it has room for, the name always."""
    left, top, right, foot = box
    while True:
        fonts = [_font(size) for _, size in lines]
        width = max(font.getlength(text) for (text, _), font in zip(lines, fonts, strict=True))
        depth = sum(round(size * 1.2) for _, size in lines)
        if len(lines) == 1 or (width <= right - left - 4 and depth <= foot - top - 4):
            break
        lines = lines[:-1]
    air = lines[0][1] // 4
    across, down = (left + right) / 2, (top + foot) / 2
    panel = (across - width / 2 - 2 * air, down - depth / 2 - air, across + width / 2 + 2 * air, down + depth / 2 + air)
    panel = (panel[0], max(panel[1], top), panel[2], min(panel[3], foot))
    pen.rounded_rectangle(panel, radius=air, fill=(255, 255, 255, _PANEL))
    y = down - depth / 2
    for (text, size), font in zip(lines, fonts, strict=True):
        y += round(size * 1.2)
        pen.text((across, y - round(size * 0.6)), text, font=font, fill=colour, anchor="mm")


def _font(size: int) -> FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415

    return ImageFont.truetype(str(fonts_dir() / _FACE), size)
