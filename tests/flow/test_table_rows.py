"""Tables in legs: on the grid, whole, their header over every part; and read row by row."""

from __future__ import annotations

from pathlib import Path

import pytest

from epaper.display.items import GlyphRun
from epaper.display.page import Zone
from epaper.pipeline import Composed, compose_file

FILLER = "Some words that want to be set in a narrow leg and have nothing to say for themselves. " * 6


def composed(folder: Path, text: str, rows: str = "40 lines, 1fr", columns: int = 4) -> Composed:
    cells = " ".join("A" * columns)
    (folder / "tale.md").write_text(f"---\nheadline: A table\n---\n{text}", encoding="utf-8")
    (folder / "small.yaml").write_text(
        f"extends: a4\ngrid: {{rows: [{rows}], columns: {columns}}}\n"
        f"areas: |\n  {cells}\n  {' '.join('.' * columns)}\nboxes: {{A: {{story: {{byline: none}}}}}}\n"
    )
    (folder / "edition.yaml").write_text(
        "title: T\ndate: 2026-03-17\nlayouts: .\nstories: [tale.md]\npages: [{layout: small}]\n"
    )
    return compose_file(folder / "edition.yaml")


def cells(made: Composed) -> list[Zone]:
    return [zone for zone in made.document.pages[0].zones if zone.cell is not None]


def baselines(zones: list[Zone]) -> set[int]:
    return {item.y for zone in zones for item in zone.items if isinstance(item, GlyphRun)}


def league(rows: int) -> str:
    lines = [f"| Club number {number} | {number} | {number * 7} |" for number in range(1, rows + 1)]
    return "\n".join(["| Club | Played | Points |", "|---|---|---|", *lines])


def test_rows_stand_on_the_grid_and_are_read_in_their_order(tmp_path: Path) -> None:
    made = composed(tmp_path, f"{FILLER}\n\n{league(3)}\n\n{FILLER * 3}")
    found = cells(made)
    assert [zone.text for zone in found[:6]] == ["Club", "Played", "Points", "Club number 1", "1", "7"]
    assert [(zone.cell.row, zone.cell.column) for zone in found if zone.cell] == [
        (row, column) for row in range(4) for column in range(3)
    ]
    text = [zone for zone in made.document.pages[0].zones if zone.role == "body"]
    leading = 10_000
    offsets = {y % leading for y in baselines(found)} | {y % leading for y in baselines(text)}
    assert len(offsets) == 1


@pytest.mark.parametrize("before", range(14))
def test_a_table_is_never_cut_under_its_header_nor_above_its_last_row(tmp_path: Path, before: int) -> None:
    words = "Some words that want to be set in a narrow leg. "
    made = composed(tmp_path, f"{words * (before + 6)}\n\n{league(9)}\n\n{words * 30}", "20 lines, 1fr")
    legs: dict[int, list[int]] = {}
    for zone in cells(made):
        assert zone.cell is not None
        if zone.cell.column == 0:
            legs.setdefault(zone.rect.x, []).append(zone.cell.row)
    assert sum(map(len, legs.values())) == 10
    assert [0] not in legs.values()
    assert [9] not in legs.values()


def test_a_table_that_goes_on_in_another_leg_has_its_header_there_too(tmp_path: Path) -> None:
    made = composed(tmp_path, f"{league(45)}\n", "20 lines, 1fr")
    heads = {
        (item.x, item.text.strip())
        for zone in made.document.pages[0].zones
        if zone.role in ("table", "artifact")
        for item in zone.items
        if isinstance(item, GlyphRun) and item.text.strip() == "Club"
    }
    lefts = {zone.rect.x for zone in cells(made) if zone.cell and zone.cell.column == 0}
    assert len(lefts) > 1
    assert {x for x, _ in heads} == lefts
    assert sum(zone.text == "Club" for zone in cells(made)) == 1


def test_rows_without_room_are_overset_and_counted(tmp_path: Path) -> None:
    made = composed(tmp_path, league(200), "20 lines, 1fr")
    (fit,) = made.fits
    printed = {zone.text for zone in cells(made)}
    assert fit.over_lines > 0
    assert f"Club number {len([each for each in printed if each.startswith('Club number')]) + 1}".startswith(
        f"{fit.first_lost} "
    )
    assert sum(len(zone.text.split()) for zone in cells(made)) + fit.over_words == 3 + 200 * 5
