"""Draw the daily's locator maps: maps-data.json and Libre Franklin in, pictures/map-*.png out.

Run `python samples/daily/make_maps.py` from anywhere.
"""

from __future__ import annotations

import json
import math
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from cartography import (  # noqa: E402 (it stands in the folder above)
    ACCENT,
    BORDER,
    INK,
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

LAND = "#e6e5e1"
SUBJECT = "#f3e8c8"
REGION = "#e6c98f"

COUNTRY = Style("600SemiBold", 46, SOFT_INK, tracking=0.16)
SMALL_COUNTRY = Style("600SemiBold", 36, SOFT_INK, tracking=0.08)
SEA = Style("400Regular_Italic", 44, RIVER_TEXT)
TOWN = Style("400Regular", 44)
FOCUS = Style("700Bold", 58)
NOTE = Style("400Regular", 40)
SCALE = Style("400Regular", 34, SOFT_INK)


@dataclass(frozen=True, slots=True)
class Town:
    """A dot and its name: `anchor` is PIL's, `step` the way from the dot to the name in pixels.

    A name without a dot is a region's, and stands at its place.
    """

    name: str
    place: Point
    anchor: str = "lm"
    step: Point = (22, 0)
    dot: bool = True


@dataclass(frozen=True, slots=True)
class Map:
    """One locator map. `west`, `east`, `north` in degrees; the height follows from `size`."""

    data: str
    size: tuple[int, int]
    west: float
    east: float
    north: float
    true_at: float
    subjects: tuple[str, ...]
    countries: tuple[tuple[str, Point], ...]
    seas: tuple[tuple[str, Point], ...]
    towns: tuple[Town, ...]
    focus: Town
    note: tuple[str, ...]
    note_step: Point
    scale_at: Point
    scale_km: int
    small: tuple[str, ...] = ()

    @property
    def view(self) -> View:
        return View(self.west, self.north, self.size[0] / (self.east - self.west), 0, 0, self.true_at)


MAPS = {
    "map-andaman": Map(
        data="andaman",
        size=(1500, 1850),
        west=90.0,
        east=105.5,
        north=20.9,
        true_at=12.0,
        subjects=("Indonesia",),
        countries=(
            ("MYANMAR", (95.95, 19.6)),
            ("THAILAND", (101.1, 15.6)),
            ("MALAYSIA", (102.05, 4.5)),
        ),
        seas=(("Bay of\nBengal", (91.6, 16.6)), ("Andaman\nSea", (95.8, 11.6))),
        towns=(
            Town("Yangon", (96.16, 16.80), "rm", (-20, 0)),
            Town("Bangkok", (100.50, 13.75), "rm", (-20, 2)),
            Town("Sittwe", (92.90, 20.15), "rm", (-20, 4)),
        ),
        focus=Town("Aceh, Indonesia", (95.1, 4.75), "rm", (0, 0), dot=False),
        note=("Fishermen and the", "navy rescued more", "than 900 people"),
        note_step=(0, 58),
        scale_at=(1075, 1150),
        scale_km=300,
        small=("MALAYSIA",),
    ),
    "map-bengal": Map(
        data="bengal",
        size=(1500, 1200),
        west=77.0,
        east=94.5,
        north=25.6,
        true_at=19.0,
        subjects=("India",),
        countries=(("INDIA", (79.6, 21.9)), ("BANGLADESH", (90.3, 24.65))),
        seas=(("Bay of Bengal", (88.2, 16.2)),),
        towns=(
            Town("Kolkata", (88.36, 22.57), "rm", (-22, -2)),
            Town("Bhubaneswar", (85.82, 20.30), "rm", (-22, -8)),
            Town("Visakhapatnam", (83.22, 17.69), "rm", (-22, 0)),
            Town("Chennai", (80.27, 13.08), "rm", (-22, 0)),
        ),
        focus=Town("Gopalpur", (84.91, 19.26), "lm", (28, 14)),
        note=("Cyclone Phailin", "came ashore here"),
        note_step=(28, 72),
        scale_at=(830, 1110),
        scale_km=300,
        small=("BANGLADESH",),
    ),
    "map-front-1914": Map(
        data="front-1914",
        size=(1500, 1500),
        west=1.35,
        east=5.95,
        north=51.5,
        true_at=50.0,
        subjects=("Belgium",),
        countries=(("FRANCE", (2.45, 49.75)), ("BELGIUM", (4.95, 50.28))),
        seas=(("North\nSea", (2.0, 51.36)),),
        towns=(
            Town("Antwerp", (4.40, 51.22), step=(22, -6)),
            Town("Brussels", (4.35, 50.85), step=(22, -8)),
            Town("Liege", (5.57, 50.64), "rm", (-20, 8)),
            Town("Enghien", (4.04, 50.69), "rm", (-20, 0)),
            Town("Hal", (4.235, 50.735), step=(18, 26)),
            Town("Lille", (3.06, 50.63), "rm", (-20, 0)),
            Town("Meaux", (2.88, 48.96), step=(22, 10)),
            Town("Paris", (2.35, 48.857), step=(20, 22)),
        ),
        focus=Town("Soissons", (3.32, 49.38), "lm", (30, -6)),
        note=("Retaken in two days’", "fighting, September 1914"),
        note_step=(30, 52),
        scale_at=(1140, 1410),
        scale_km=50,
    ),
}


def read_data() -> dict[str, Any]:
    """Coasts, borders and rivers in degrees, a map at a time."""
    data: dict[str, Any] = json.loads((HERE / "maps-data.json").read_text(encoding="utf-8"))
    return data


def draw(plan: Map, data: dict[str, Any]) -> Image.Image:
    """One finished map."""
    sheet, view = Sheet(plan.size, WATER), plan.view
    for name, rings in data["countries"].items():
        for ring in rings:
            sheet.area(view.line(ring), SUBJECT if name in plan.subjects else LAND)
    sheet.area(view.line(data.get("region", [])), REGION)
    for line in data["rivers"]:
        sheet.line(smooth(view.line(line)), RIVER, 4)
    for rings in data["countries"].values():
        for ring in rings:
            sheet.line(view.line([*ring, ring[0]]), BORDER, 3)
    _names(sheet, plan)
    _focus(sheet, plan)
    _scale_bar(sheet, plan)
    sheet.frame((0, 0, *plan.size), 5)
    return sheet.finished()


def _names(sheet: Sheet, plan: Map) -> None:
    for text, place in plan.countries:
        sheet.text(plan.view.at(place), text, SMALL_COUNTRY if text in plan.small else COUNTRY, "mm")
    for text, place in plan.seas:
        x, y = plan.view.at(place)
        for row, word in enumerate(text.split("\n")):
            sheet.text((x, y + 50 * row), word, SEA, "mm")
    for town in plan.towns:
        x, y = plan.view.at(town.place)
        sheet.disc((x, y), 8, INK)
        sheet.text((x + town.step[0], y + town.step[1]), town.name, TOWN, town.anchor)


def _focus(sheet: Sheet, plan: Map) -> None:
    town = plan.focus
    x, y = plan.view.at(town.place)
    if town.dot:
        sheet.disc((x, y), 14, ACCENT, PAPER, 6)
    sheet.text((x + town.step[0], y + town.step[1]), town.name, FOCUS, town.anchor)
    for row, text in enumerate(plan.note):
        sheet.text((x + plan.note_step[0], y + plan.note_step[1] + 47 * row), text, NOTE, town.anchor)


def _scale_bar(sheet: Sheet, plan: Map) -> None:
    x, y = plan.scale_at
    length = plan.scale_km / (111.32 * math.cos(math.radians(plan.true_at))) * plan.view.scale
    sheet.line([(x, y), (x + length, y)], INK, 4)
    for end in (x, x + length):
        sheet.line([(end, y - 10), (end, y + 10)], INK, 4)
    sheet.text((x + length / 2, y - 30), f"{plan.scale_km} km", SCALE, "mm")


if __name__ == "__main__":
    everything = read_data()
    for name, plan in MAPS.items():
        draw(plan, everything[plan.data]).save(HERE / "pictures" / f"{name}.png", optimize=True, dpi=(300, 300))
