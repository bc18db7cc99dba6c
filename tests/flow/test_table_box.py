"""Tables in boxes of their own: from a file of the layout or a story of the edition, in legs, level."""

from __future__ import annotations

from pathlib import Path

import pytest

from epaper.display.page import Zone
from epaper.errors import InputError
from epaper.pipeline import Composed, compose_file


def composed(folder: Path, box: str, *, nailed: bool = False) -> Composed:
    rows = "\n".join(f"Share {number},{number * 1.25:.2f}" for number in range(1, 31))
    (folder / "prices.csv").write_text(f"# Closing prices\nShare,Price\n{rows}\n", encoding="utf-8")
    (folder / "small.yaml").write_text(
        "extends: a4\ngrid: {rows: [20 lines, 1fr]}\nareas: |\n  A A A A\n  . . . .\n"
        f"boxes: {{A: {{table: {box}}}}}\n"
    )
    page = "{layout: small, boxes: {A: prices}}" if nailed else "{layout: small}"
    stories = "[prices.csv]" if nailed else "[]"
    (folder / "edition.yaml").write_text(
        f"title: T\ndate: 2026-03-17\nlayouts: .\nstories: {stories}\npages: [{page}]\n"
    )
    return compose_file(folder / "edition.yaml")


def cells(made: Composed) -> list[Zone]:
    return [zone for zone in made.document.pages[0].zones if zone.cell]


@pytest.mark.parametrize("nailed", [True, False])
def test_the_rows_are_shared_among_the_legs(tmp_path: Path, nailed: bool) -> None:
    made = composed(tmp_path, "{legs: 4}" if nailed else "{file: prices.csv, legs: 4}", nailed=nailed)
    legs: dict[int, int] = {}
    for zone in cells(made):
        if zone.cell and zone.cell.column == 0 and not zone.cell.header:
            legs[zone.rect.x] = legs.get(zone.rect.x, 0) + 1
    assert [legs[x] for x in sorted(legs)] == [8, 8, 8, 6]
    titles = [zone.text for zone in made.document.pages[0].zones if zone.role == "section-head"]
    assert titles == ["CLOSING PRICES"] or titles == ["Closing prices"]
    assert made.fits[0].over_lines == 0


def test_a_title_of_its_own_and_too_many_rows(tmp_path: Path) -> None:
    made = composed(tmp_path, "{file: prices.csv, title: Shares, legs: 1}")
    assert made.fits[0].over_lines > 0
    assert made.fits[0].first_lost == "Share"
    assert [zone.text.lower() for zone in made.document.pages[0].zones if zone.role == "section-head"] == ["shares"]


def test_a_file_that_is_missing_is_said_at_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"price\.csv"):
        composed(tmp_path, "{file: price.csv}")


def test_a_box_without_a_table_is_said(tmp_path: Path) -> None:
    made = composed(tmp_path, "{legs: 2}")
    assert [each.code for each in made.diagnostics if each.severity == "warning"] == ["box-empty"]
