"""Draw the seed edition's locator map: map-data.json and Libre Franklin in, map.png out.

Run `python samples/seed/make_map.py` from anywhere. The same data and fonts give the same picture.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

from PIL import Image

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from cartography import (  # noqa: E402 (it stands in the folder above)
    ACCENT,
    BORDER,
    HAIRLINE,
    INK,
    OVERSAMPLE,
    PAPER,
    RIVER,
    RIVER_TEXT,
    SOFT_INK,
    WATER,
    Point,
    Sheet,
    Style,
    View,
    smooth,
)

SIZE = (2400, 1600)
SYRIA = "#faf5e6"
PROVINCE = "#f0e3bd"
TURKIYE = "#dedfdc"
IRAQ = "#e8e7e3"
ELSEWHERE = "#efeeeb"

COUNTRY = Style("600SemiBold", 62, SOFT_INK, tracking=0.34)
PROVINCE_NAME = Style("400Regular", 38, "#8d7d4e", tracking=0.16)
RIVER_NAME = Style("400Regular_Italic", 40, RIVER_TEXT)
TOWN = Style("400Regular", 50)
FOCUS = Style("700Bold", 76)
NOTE = Style("400Regular", 44)
SMALL = Style("400Regular", 36, SOFT_INK)
INSET_COUNTRY = Style("600SemiBold", 32, SOFT_INK, tracking=0.08)
INSET_FOCUS = Style("700Bold", 34, INK, tracking=0.08)

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
    sheet.frame((0, 0, *SIZE), 5)
    return sheet.finished()


def _ground(sheet: Sheet, view: View, data: dict[str, Any]) -> None:
    for name, fill in (("Turkiye", TURKIYE), ("Iraq", IRAQ), ("Syria", SYRIA)):
        for ring in data["countries"][name]:
            sheet.area(view.line(ring), fill)
    sheet.area(view.line(data["hassakeh"]), PROVINCE)
    sheet.dashes(view.line(data["hassakeh"]), HAIRLINE, 3.5, dash=18, gap=11)
    for name, lines in data["rivers"].items():
        for line in lines:
            sheet.line(smooth(view.line(line)), RIVER, 5.0 if name == "Khabur" else 8.0)
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
    width, height = 640, 470
    left, top = SIZE[0] - width, 0
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
    inset.text((x + 14, y - 18), "Damascus", Style("400Regular", 29), "lm")
    sheet.image.paste(inset.image, (left * OVERSAMPLE, top * OVERSAMPLE))
    sheet.frame((left, top, left + width, top + height), 5)


if __name__ == "__main__":
    picture = draw(read_data())
    picture.save(HERE / "map.png", optimize=True, dpi=(300, 300))
