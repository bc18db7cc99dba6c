"""What the samples' locator maps are drawn with: a view of the earth, a sheet to draw on, label styles.

Degrees and final pixels in, a Pillow picture out. The maps themselves are the `make_*.py` beside their data.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONTS = Path(__file__).parents[1] / "fonts" / "libre-franklin"
OVERSAMPLE = 2  # drawn twice as large and reduced once, so that slanting lines are smooth

PAPER = "#ffffff"
WATER = "#c3d2da"
RIVER = "#7f9fb0"
RIVER_TEXT = "#557889"
BORDER = "#6d6a64"
HAIRLINE = "#b3ad9f"
INK = "#1f1e1c"
SOFT_INK = "#77746d"
ACCENT = "#b3261e"

Point = tuple[float, float]
Line = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class View:
    """A window on the earth: west and north in degrees, its place on the canvas in pixels.

    Plate carrée, true to scale on the parallel `true_at`: at four degrees wide no better projection shows.
    """

    west: float
    north: float
    scale: float  # pixels to one degree of longitude
    left: float
    top: float
    true_at: float

    def at(self, place: Sequence[float]) -> Point:
        """The canvas point, in pixels, of a (longitude, latitude) in degrees."""
        stretch = self.scale / math.cos(math.radians(self.true_at))
        return self.left + (place[0] - self.west) * self.scale, self.top + (self.north - place[1]) * stretch

    def line(self, line: Line) -> list[Point]:
        return [self.at(place) for place in line]


class Sheet:
    """A canvas that is addressed in final pixels and drawn larger."""

    def __init__(self, size: tuple[int, int], ground: str) -> None:
        self.image = Image.new("RGB", (size[0] * OVERSAMPLE, size[1] * OVERSAMPLE), ground)
        self.pen = ImageDraw.Draw(self.image)

    def area(self, points: Sequence[Point], fill: str) -> None:
        if points:
            self.pen.polygon([_big(point) for point in points], fill=fill)

    def line(self, points: Sequence[Point], fill: str, width: float) -> None:
        self.pen.line([_big(p) for p in points], fill=fill, width=round(width * OVERSAMPLE), joint="curve")

    def dashes(self, points: Sequence[Point], fill: str, width: float, dash: float, gap: float) -> None:
        """A broken line; the pattern runs on over corners."""
        for piece in _cut(points, dash, gap):
            self.line(piece, fill, width)

    def disc(self, centre: Point, radius: float, fill: str, rim: str = PAPER, rim_width: float = 4) -> None:
        x, y = _big(centre)
        for r, colour in ((radius + rim_width, rim), (radius, fill)):
            reach = r * OVERSAMPLE
            self.pen.ellipse([x - reach, y - reach, x + reach, y + reach], fill=colour)

    def text(self, at: Point, text: str, style: Style, anchor: str = "lm") -> None:
        """Set `text` at a point with PIL's anchor letters; tracking is added between letters."""
        font = style.font()
        x, y = _big(at)
        halo = {"stroke_width": round(style.halo * OVERSAMPLE), "stroke_fill": style.halo_fill} if style.halo else {}
        if not style.tracking:
            self.pen.text((x, y), text, fill=style.fill, font=font, anchor=anchor, **halo)
            return
        step = style.tracking * style.size * OVERSAMPLE
        width = sum(font.getlength(letter) for letter in text) + step * (len(text) - 1)
        x -= {"l": 0.0, "m": width / 2, "r": width}[anchor[0]]
        for letter in text:
            self.pen.text((x, y), letter, fill=style.fill, font=font, anchor="l" + anchor[1], **halo)
            x += font.getlength(letter) + step

    def slanted(self, at: Point, text: str, style: Style, degrees: float) -> None:
        """Text centred on a point and turned anticlockwise, for rivers."""
        font = style.font()
        left, top, right, bottom = font.getbbox(text, anchor="ls")
        room = 8 * OVERSAMPLE
        plate = Image.new("L", (round(right - left) + 2 * room, round(bottom - top) + 2 * room))
        ImageDraw.Draw(plate).text((room - left, room - top), text, fill=255, font=font, anchor="ls")
        turned = plate.rotate(degrees, expand=True, resample=Image.Resampling.BICUBIC)
        x, y = _big(at)
        self.image.paste(style.fill, (round(x - turned.width / 2), round(y - turned.height / 2)), turned)

    def frame(self, box: tuple[int, int, int, int], width: float) -> None:
        """A rule round a box of left, top, right and bottom."""
        left, top, right, bottom = box
        self.line([(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], BORDER, width)

    def finished(self) -> Image.Image:
        size = (self.image.width // OVERSAMPLE, self.image.height // OVERSAMPLE)
        return self.image.resize(size, Image.Resampling.LANCZOS)


@dataclass(frozen=True, slots=True)
class Style:
    """How a label looks; size in final pixels, tracking in ems."""

    face: str
    size: float
    fill: str = INK
    tracking: float = 0.0
    halo: float = 0.0
    halo_fill: str = PAPER

    def font(self) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(str(FONTS / f"LibreFranklin_{self.face}.ttf"), self.size * OVERSAMPLE)


def smooth(points: Sequence[Point], steps: int = 8) -> list[Point]:
    """A Catmull–Rom curve through the points, since the rivers are digitised coarser than the borders."""
    curve: list[Point] = []
    for i in range(len(points) - 1):
        p0, p1, p2, p3 = points[max(i - 1, 0)], points[i], points[i + 1], points[min(i + 2, len(points) - 1)]
        for step in range(steps):
            t = step / steps
            curve.append((_spline(p0[0], p1[0], p2[0], p3[0], t), _spline(p0[1], p1[1], p2[1], p3[1], t)))
    return [*curve, points[-1]]


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def _cut(points: Sequence[Point], dash: float, gap: float) -> list[list[Point]]:
    """A line cut into dashes of `dash` pixels, `gap` apart."""
    pieces: list[list[Point]] = []
    left, drawing, piece = dash, True, [points[0]]
    for start, end in itertools.pairwise(points):
        length = math.dist(start, end)
        done = 0.0
        while length - done > left:
            done += left
            part = done / length
            point = (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)
            if drawing:
                pieces.append([*piece, point])
            piece, drawing = [point], not drawing
            left = dash if drawing else gap
        left -= length - done
        piece.append(end)
    return pieces


def _big(point: Point) -> Point:
    return point[0] * OVERSAMPLE, point[1] * OVERSAMPLE
