"""The `areas` picture of a page → the cells that each box covers, or what is wrong with the picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from epaper.errors import Collector, Where, did_you_mean

EMPTY = "."


@dataclass(frozen=True, slots=True)
class Area:
    """A box's cells, counted from 0."""

    column: int
    row: int
    columns: int
    rows: int


def read_areas(
    text: str, boxes: Iterable[str], grid: tuple[int, int], where: Where, faults: Collector
) -> dict[str, Area]:
    """Read the picture: words are cells, lines are rows. `grid` is (columns, rows) as the grid has them.

    Faults: rows of unequal length, a number of rows or columns other than the grid's, areas that are no rectangle,
    areas without a box and boxes without an area.
    """
    rows = [line.split() for line in text.splitlines() if line.strip()]
    if not rows:
        faults.error("no-areas", "the layout has no areas: draw the page, a word for each cell", where)
        return {}
    columns, depth = grid
    for number, row in enumerate(rows, start=1):
        if len(row) != columns:
            faults.error(
                "areas-columns", f"row {number} of the areas has {_cells(len(row))}, the grid {columns} columns", where
            )
    if len(rows) != depth:
        faults.error("areas-rows", f"the areas have {_rows(len(rows))}, the grid has {_rows(depth)}", where)
    found = {name: _area(name, rows, where, faults) for name in _names(rows)}
    known = list(boxes)
    for name in found:
        if name not in known:
            faults.error("area-without-box", f'the area "{name}" has no box', where, did_you_mean(name, known))
    return found


def _names(rows: list[list[str]]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row if name != EMPTY))


def _area(name: str, rows: list[list[str]], where: Where, faults: Collector) -> Area:
    cells = [(at, down) for down, row in enumerate(rows) for at, each in enumerate(row) if each == name]
    left, top = min(at for at, _ in cells), min(down for _, down in cells)
    width = max(at for at, _ in cells) - left + 1
    height = max(down for _, down in cells) - top + 1
    if len(cells) != width * height:
        missing = next(
            (at, down)
            for down in range(top, top + height)
            for at in range(left, left + width)
            if (at, down) not in cells
        )
        faults.error(
            "area-not-rectangle",
            f'the area "{name}" is no rectangle: row {missing[1] + 1}, column {missing[0] + 1} is not part of it',
            where,
        )
    return Area(left, top, width, height)


def _cells(count: int) -> str:
    return f"{count} cell" if count == 1 else f"{count} cells"


def _rows(count: int) -> str:
    return f"{count} row" if count == 1 else f"{count} rows"
