"""Draw the seed edition's locator map: map-data.json and Libre Franklin in, map.png out.

Run `python samples/seed/make_map.py` from anywhere. The same data and fonts give the same picture.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).parent
FONTS = HERE.parents[1] / "fonts" / "libre-franklin"
SIZE = (2400, 1600)
OVERSAMPLE = 2  # drawn twice as large and reduced once, so that slanting lines are smooth

PAPER = "#ffffff"
WATER = "#c3d2da"
RIVER = "#7f9fb0"
RIVER_TEXT = "#557889"
SYRIA = "#faf5e6"
PROVINCE = "#f0e3bd"
TURKIYE = "#dedfdc"
IRAQ = "#e8e7e3"
ELSEWHERE = "#efeeeb"
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
        return ImageFont.truetype(str(FONTS / f"LibreFranklin-{self.face}.ttf"), self.size * OVERSAMPLE)


COUNTRY = Style("SemiBold", 62, SOFT_INK, tracking=0.34)
PROVINCE_NAME = Style("Medium", 38, "#8d7d4e", tracking=0.16)
RIVER_NAME = Style("MediumItalic", 40, RIVER_TEXT)
TOWN = Style("Medium", 50)
FOCUS = Style("Bold", 76)
NOTE = Style("Medium", 44)
SMALL = Style("Medium", 36, SOFT_INK)
INSET_COUNTRY = Style("SemiBold", 32, SOFT_INK, tracking=0.08)
INSET_FOCUS = Style("Bold", 34, INK, tracking=0.08)

# Where each town's name stands: anchor, and the step from the dot in pixels.
TOWNS: dict[str, tuple[str, Point]] = {
    "Qamishli": ("rm", (-24, 4)),
    "Hassakeh": ("rm", (-26, 0)),
    "Ras al-Ain": ("lm", (26, 8)),
    "Mardin": ("rm", (-24, -4)),
    "Cizre": ("lm", (24, -6)),
    "Batman": ("lm", (26, 0)),
    "Dohuk": ("lm", (24, 0)),
    "Mosul": ("rm", (-26, 4)),
    "Sinjar": ("lm", (24, 8)),
}


def read_data() -> dict[str, Any]:
    """Borders, rivers and places in degrees, as map-data.json has them."""
    data: dict[str, Any] = json.loads((HERE / "map-data.json").read_text(encoding="utf-8"))
    return data


def draw(data: dict[str, Any]) -> Image.Image:
    """The whole map, 2,400 by 1,600 pixels."""
    sheet = Sheet(SIZE, ELSEWHERE)
    view = View(west=39.2, north=38.02, scale=SIZE[0] / 4.6, left=0, top=0, true_at=36.7)
    _ground(sheet, view, data)
    _names(sheet, view)
    _towns(sheet, view, data["places"])
    _focus(sheet, view, data["places"]["Qahtaniyah"])
    _scale_bar(sheet, view, (1330, 1500))
    _inset(sheet, data, view)
    _frame(sheet, (0, 0, SIZE[0], SIZE[1]), 5)
    return sheet.finished()


def _ground(sheet: Sheet, view: View, data: dict[str, Any]) -> None:
    for name, fill in (("Turkiye", TURKIYE), ("Iraq", IRAQ), ("Syria", SYRIA)):
        for ring in data["countries"][name]:
            sheet.area(view.line(ring), fill)
    sheet.area(view.line(data["hassakeh"]), PROVINCE)
    sheet.dashes(view.line(data["hassakeh"]), HAIRLINE, 3.5, dash=18, gap=11)
    for name, lines in data["rivers"].items():
        for line in lines:
            sheet.line(_smooth(view.line(line)), RIVER, 5.0 if name == "Khabur" else 8.0)
    for line in data["borders"]:
        sheet.line(view.line(line), PAPER, 13)
        sheet.line(view.line(line), BORDER, 5.5)


def _names(sheet: Sheet, view: View) -> None:
    for text, place in (("TURKIYE", (40.2, 37.66)), ("SYRIA", (39.66, 36.12)), ("IRAQ", (42.55, 35.95))):
        sheet.text(view.at(place), text, COUNTRY, "mm")
    for row, text in enumerate(("HASSAKEH", "PROVINCE")):
        x, y = view.at((40.42, 36.24))
        sheet.text((x, y + 48 * row), text, PROVINCE_NAME, "mm")
    sheet.slanted(view.at((39.55, 35.90)), "Euphrates", RIVER_NAME, -13)
    sheet.slanted(view.at((41.42, 37.80)), "Tigris", RIVER_NAME, 0)
    sheet.slanted(view.at((43.42, 36.06)), "Tigris", RIVER_NAME, -66)
    sheet.slanted(view.at((40.675, 35.97)), "Khabur", RIVER_NAME, 90)


def _towns(sheet: Sheet, view: View, places: dict[str, Point]) -> None:
    for name, (anchor, (dx, dy)) in TOWNS.items():
        x, y = view.at(places[name])
        sheet.disc((x, y), 9, INK)
        sheet.text((x + dx, y + dy), name, TOWN, anchor)


def _focus(sheet: Sheet, view: View, place: Point) -> None:
    x, y = view.at(place)
    sheet.disc((x, y), 17, ACCENT, rim_width=7)
    sheet.text((x - 16, y + 66), "Qahtaniyah", FOCUS, "mm")
    for row, text in enumerate(("US and Russian patrols", "met near this town")):
        sheet.text((x - 16, y + 134 + 52 * row), text, NOTE, "mm")


def _scale_bar(sheet: Sheet, view: View, at: Point) -> None:
    x, y = at
    length = 50 / (111.32 * math.cos(math.radians(view.true_at))) * view.scale
    sheet.line([(x, y), (x + length, y)], INK, 4)
    for end in (x, x + length):
        sheet.line([(end, y - 12), (end, y + 12)], INK, 4)
    sheet.text((x + length / 2, y - 34), "50 km", SMALL, "mm")


def _inset(sheet: Sheet, data: dict[str, Any], main: View) -> None:
    """Where the map lies: Syria among its neighbours, at the top right."""
    width, height, edge = 640, 470, 0
    left, top = SIZE[0] - width - edge, edge
    inset = Sheet((width, height), WATER)
    view = View(west=33.4, north=39.4, scale=width / 12.6, left=0, top=0, true_at=35.5)
    for name, rings in data["inset"].items():
        fill = {"Syria": PROVINCE, "Turkey": TURKIYE}.get(name, IRAQ)
        for ring in rings:
            inset.area(view.line(ring), fill)
    for rings in data["inset"].values():
        for ring in rings:
            inset.line(view.line([*ring, ring[0]]), BORDER, 2)
    for text, place in (("TURKIYE", (36.5, 38.35)), ("IRAQ", (43.4, 33.4))):
        inset.text(view.at(place), text, INSET_COUNTRY, "mm")
    inset.text(view.at((38.2, 35.1)), "SYRIA", INSET_FOCUS, "mm")
    west, north = main.west, main.north
    east = west + SIZE[0] / main.scale
    south = north - SIZE[1] / main.scale * math.cos(math.radians(main.true_at))
    corners = [(west, north), (east, north), (east, south), (west, south), (west, north)]
    inset.line(view.line(corners), ACCENT, 5)
    x, y = view.at(data["places"]["Damascus"])
    inset.disc((x, y), 6, INK, rim_width=3)
    inset.text((x + 14, y - 18), "Damascus", Style("Medium", 29), "lm")
    sheet.image.paste(inset.image, (left * OVERSAMPLE, top * OVERSAMPLE))
    _frame(sheet, (left, top, left + width, top + height), 5)


def _frame(sheet: Sheet, box: tuple[int, int, int, int], width: float) -> None:
    left, top, right, bottom = box
    sheet.line([(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], BORDER, width)


def _smooth(points: Sequence[Point], steps: int = 8) -> list[Point]:
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


if __name__ == "__main__":
    picture = draw(read_data())
    picture.save(HERE / "map.png", optimize=True, dpi=(300, 300))
