"""A table → blocks, a row each, that flow through legs and never leave the grid; and a row's place → its zones.

No leg ends under the header or above the last row. Where a table goes on in another leg, its header stands there again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epaper.display.items import GlyphRun, Rule
from epaper.display.page import Cell, Zone
from epaper.flow.block import Block
from epaper.flow.box import HAIRLINE, artifact
from epaper.flow.stone import Stone
from epaper.geometry import Rect
from epaper.model.story import Table
from epaper.typeset.solid import Solid
from epaper.typeset.table import Row, TableStyles, set_table
from epaper.units import Mpt
from epaper.value import Value

_ROW_RULE: Mpt = 150
"""The rules between rows, where some row has several lines; those under the header and the table are hairlines."""


class TableRow(Value):
    """A row as it flows: its own cells, the header that may have to stand over it again, and the rule under it. The
    table fills its `measure`; `wide` says that it is too wide for it."""

    row: Row
    header: Row | None
    rule: Mpt
    measure: Mpt
    wide: bool


class Spot(Value):
    """Where a row stands: its left edge, its first baseline, its width; and whose it is."""

    x: Mpt
    y: Mpt
    width: Mpt
    slug: str
    box: str
    paragraph: int


def table_rows(
    stone: Stone, table: Table, white: tuple[int, int], measure: Mpt, language: str
) -> Iterator[tuple[Block, TableRow]]:
    """The rows at a measure as blocks. `white` are the grid lines kept free above and below the table."""
    styles = TableStyles(stone.style("table"), stone.style("table-head"))
    made = set_table(stone.typesetter, table, styles, measure, language)
    rows = made.rows
    header = rows[0] if rows[0].header else None
    last = len(rows) - 1
    between = _ROW_RULE if any(len(row.lines) > 1 for row in rows if not row.header) else 0
    for row in rows:
        first = row.number == 0
        block = Block(
            Solid(row.lines, measure),
            before=white[0] if first else 0,
            after=white[1] if row.number == last else 0,
            whole=True,
            with_next=row.header or (row.number == (1 if header else 0) and last > 2),
            with_last=row.number == last and last > 0,
            repeated=len(header.lines) if header and not row.header else 0,
            looseness=0,
        )
        rule = HAIRLINE if row.header or row.number == last else between
        yield block, TableRow(row, None if row.header else header, rule, measure, made.wide)


def row_zones(stone: Stone, part: TableRow, spot: Spot, *, again: bool) -> Iterator[Zone]:
    """A row's cells and the rule under it, after the header where that stands here again (drawn, not read)."""
    if again and part.header is not None:
        lines = part.header.lines
        top = spot.y - len(lines) * stone.leading
        for number, line in enumerate(lines):
            runs = line.at(spot.x, top + number * stone.leading)
            if runs:
                yield artifact(*runs)
        yield _rule(stone, spot, spot.y - stone.leading, HAIRLINE)
    for column, cell in enumerate(part.row.cells):
        runs = tuple(
            run
            for number, line in enumerate(cell.lines)
            for run in line.at(spot.x + cell.x + cell.shift, spot.y + number * stone.leading)
        )
        yield _cell_zone(stone, part, spot, column, runs)
    if part.rule:
        yield _rule(stone, spot, spot.y + (len(part.row.lines) - 1) * stone.leading, part.rule)


def _cell_zone(stone: Stone, part: TableRow, spot: Spot, column: int, runs: Sequence[GlyphRun]) -> Zone:
    row, cell = part.row, part.row.cells[column]
    height = (len(row.lines) - 1) * stone.leading + stone.cap + stone.leading // 4
    return Zone(
        role="table",
        rect=Rect(spot.x + cell.x, spot.y - stone.cap, cell.width, height),
        items=tuple(runs),
        slug=spot.slug,
        box=spot.box,
        paragraph=spot.paragraph,
        cell=Cell(row.number, column, row.header),
    )


def _rule(stone: Stone, spot: Spot, baseline: Mpt, thickness: Mpt) -> Zone:
    """A rule half way between a baseline and the capitals of the line under it."""
    cap = stone.typesetter.cap_height(stone.style("table"))
    y = baseline + (stone.leading - cap) // 2
    return artifact(Rule(spot.x, y, spot.x + spot.width, y, thickness, stone.layout.rules.colour))
