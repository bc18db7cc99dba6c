"""Advertisements in their boxes: whole, at their own size where that is near, and told of where they do not suit."""

from __future__ import annotations

from pathlib import Path

import pytest
from artwork import artwork_pdf
from PIL import Image

from epaper.display.items import PlacedImage
from epaper.display.page import Zone
from epaper.pipeline import compose_file

PAGE = """\
title: The Gazette
date: 2026-03-17
layouts: layouts
layout: page
"""
LAYOUT = """\
extends: a4
grid: {{columns: 4, rows: [1fr, 10 lines], row-gap: 2, baseline: 10pt}}
areas: |
  . . . .
  A A . .
boxes:
  A: {{advert: {{file: {file}{more}}}}}
"""


def made(folder: Path, file: str, more: str = "") -> tuple[list[Zone], list[str]]:
    """The advertisement's zones, and what was said."""
    (folder / "layouts").mkdir(exist_ok=True)
    (folder / "edition.yaml").write_text(PAGE)
    (folder / "layouts" / "page.yaml").write_text(LAYOUT.format(file=folder / file, more=more))
    composed = compose_file(folder / "edition.yaml")
    zones = [zone for page in composed.document.pages for zone in page.zones if zone.box == "A"]
    return zones, [f"{each.code}: {each.message}" for each in composed.diagnostics]


def image(zones: list[Zone]) -> PlacedImage:
    (found,) = [item for zone in zones for item in zone.items if isinstance(item, PlacedImage)]
    return found


def box(width: float, height: float) -> tuple[tuple[int, int, int, int], tuple[int, int, int, int]]:
    return (0, 0, round(width), round(height)), (0, 0, round(width), round(height))


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> tuple[float, float]:
    """Width and depth of the box, in points."""
    folder = tmp_path_factory.mktemp("room")
    Image.new("L", (30, 10)).save(folder / "strip.png")
    zones, _ = made(folder, "strip.png")
    return image(zones).rect.width / 1000, 93.5


@pytest.mark.parametrize(("share", "scale"), [(0.98, 1.0), (1.0, 1.0), (0.5, 2.0), (2.0, 0.5)])
def test_a_pdf_of_nearly_its_boxs_size_is_printed_as_it_was_made_and_others_are_scaled(
    tmp_path: Path, room: tuple[float, float], share: float, scale: float
) -> None:
    width, height = room[0] * share, room[0] * share / 4
    artwork_pdf(tmp_path / "bank.pdf", boxes=box(width, height))
    rect = image(made(tmp_path, "bank.pdf")[0]).rect
    assert rect.width == pytest.approx(round(width) * 1000 * scale, rel=0.005)


def test_it_is_told_where_it_leads_and_what_it_says(tmp_path: Path) -> None:
    Image.new("L", (30, 10)).save(tmp_path / "bank.png")
    zones, _ = made(tmp_path, "bank.png", ", href: https://bank.example, alt: Open on Sundays")
    assert [(zone.href, zone.alt) for zone in zones] == [("https://bank.example", "Open on Sundays")]


def test_what_does_not_suit_is_said(tmp_path: Path) -> None:
    artwork_pdf(tmp_path / "bank.pdf", font="Helvetica", pages=2)
    _, said = made(tmp_path, "bank.pdf", ", size: 3x12cm")
    assert said == [
        "advert-file: bank.pdf: it has 2 pages, and the first is printed",
        "advert-file: bank.pdf: it does not bring its fonts along (Helvetica): others may be seen in their place",
        "advert-size: bank.pdf: sold as 3 columns × 12.0 cm, its box A is 2 columns × 3.4 cm",
        "advert-shape: bank.pdf: it is not of the shape of box A: it fills 51 × 34 mm of 90 × 34 mm",
    ]


def test_a_size_that_suits_is_silent(tmp_path: Path) -> None:
    Image.new("L", (900, 337)).save(tmp_path / "bank.png")
    assert made(tmp_path, "bank.png", ", size: 2 x 3.4cm")[1] == []
