"""The `areas` picture of a page → the cells that each box covers, or what is wrong with the picture."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from epaper.errors import Collector, Where, did_you_mean
from epaper.value import Value

EMPTY = "."


class Area(Value):
    """A box's cells, counted from 0."""

    column: int
    row: int
    columns: int
    rows: int


class Picture(Value):
    """The picture's text, the grid's columns and rows (None where the grid is not known), and the place of each of its
    lines and columns."""

    text: str
    columns: int | None
    rows: int | None
    where: Callable[[int, int], Where]


class _Row(Value):
    """One row: its line in the text, and its words with their columns."""

    line: int
    words: tuple[str, ...]
    starts: tuple[int, ...]


def read_areas(picture: Picture, boxes: Sequence[str] | None, faults: Collector) -> dict[str, Area]:
    """Read the picture: words are cells, lines are rows. `boxes` is the names that may stand in it (None: any).

    Faults: rows of unequal length, a number of rows or columns other than the grid's, areas that are no rectangle,
    areas without a box.
    """
    rows = _rows(picture.text)
    if not rows:
        faults.error(
            "no-areas", "there are boxes but no areas", picture.where(0, 0), "draw the page in `areas`, a word a cell"
        )
        return {}
    _check_size(rows, picture, faults)
    found = {}
    for name in dict.fromkeys(name for row in rows for name in row.words if name != EMPTY):
        cells = [(at, down) for down, row in enumerate(rows) for at, each in enumerate(row.words) if each == name]
        found[name] = _around(cells)
        missing = _missing(found[name], cells)
        place = _place(picture, rows[cells[0][1]], cells[0][0])
        if missing:
            column, row = missing
            message = f'the area "{name}" is no rectangle: row {row + 1}, column {column + 1} is not part of it'
            faults.error("area-not-rectangle", message, place)
        if boxes is not None and name not in boxes:
            hint = did_you_mean(name, boxes)
            faults.error("area-without-box", f'the area "{name}" has no box', place, hint)
    return found


def _rows(text: str) -> list[_Row]:
    rows = []
    for at, line in enumerate(text.splitlines()):
        words = list(re.finditer(r"\S+", line))
        if words:
            rows.append(_Row(at, tuple(word[0] for word in words), tuple(word.start() for word in words)))
    return rows


def _check_size(rows: Sequence[_Row], picture: Picture, faults: Collector) -> None:
    """As many cells as the grid has columns, as many lines as it has rows."""
    columns, depth = picture.columns, picture.rows
    wanted = len(rows[0].words) if columns is None else columns
    if len(rows) == 1 and depth and depth > 1 and len(rows[0].words) == wanted * depth:
        faults.error("areas-in-one-row", "the areas are one long row", picture.where(0, 0), "write `areas: |`")
        return
    for number, row in enumerate(rows, start=1):
        if len(row.words) != wanted:
            other = f"the first has {wanted}" if columns is None else f"the grid has {_count(columns, 'column')}"
            message = f"row {number} of the areas has {_count(len(row.words), 'cell')}; {other}"
            faults.error("areas-columns", message, picture.where(row.line, row.starts[0]))
    if depth is not None and len(rows) != depth:
        message = f"the areas have {_count(len(rows), 'row')}, the grid has {depth}"
        faults.error("areas-rows", message, picture.where(rows[-1].line, rows[-1].starts[0]))


def _around(cells: Sequence[tuple[int, int]]) -> Area:
    left, top = min(at for at, _ in cells), min(down for _, down in cells)
    width = max(at for at, _ in cells) - left + 1
    height = max(down for _, down in cells) - top + 1
    return Area(left, top, width, height)


def _missing(area: Area, cells: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The first cell, by rows, that the area lacks to be a rectangle."""
    covered = set(cells)
    for row in range(area.row, area.row + area.rows):
        for column in range(area.column, area.column + area.columns):
            if (column, row) not in covered:
                return column, row
    return None


def _place(picture: Picture, row: _Row, column: int) -> Where:
    return picture.where(row.line, row.starts[column])


def _count(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
