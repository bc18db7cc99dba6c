"""Lines of a web page that tabs part into cells → tables of short columns, where their form is clear.

A block of lines under each other is a table if all of them have as many tabs, every cell is short, and every row has
words in two cells. Other lines with tabs stay text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from epaper.model.story import Run, Runs, Table
from epaper.sources.web_lines import Line

_LEAST_ROWS, _LEAST_CELLS = 2, 6
_LONGEST_CELL = 40


def table_end(lines: Sequence[Line], start: int) -> int:
    """The index after the last row of the table that begins at `start`; `start` itself where none does."""
    if start >= len(lines) or not lines[start].cells:
        return start
    columns = len(lines[start].cells)
    under = takewhile(lambda line: len(line.cells) == columns and not line.gap, lines[start + 1 :])
    rows = [lines[start], *under]
    return start + len(rows) if _is_table(rows, columns) else start


def table_of(rows: Sequence[Line]) -> Table:
    """The table. Its first row heads it if it has words where figures stand in every row below."""
    cells = [tuple(_runs(cell) for cell in row.cells) for row in rows]
    columns = list(zip(*(row.cells for row in rows), strict=True))
    header = any(not _figures(top) and below and all(map(_figures, below)) for top, *below in columns)
    return Table.of(tuple(cells), header=header)


def _is_table(rows: Sequence[Line], columns: int) -> bool:
    if len(rows) < _LEAST_ROWS or len(rows) * columns < _LEAST_CELLS:
        return False
    filled = all(sum(map(bool, row.cells)) > 1 for row in rows)
    return filled and all(len(cell) <= _LONGEST_CELL for row in rows for cell in row.cells)


def _figures(cell: str) -> bool:
    return any(letter.isdigit() for letter in cell)


def _runs(cell: str) -> Runs:
    return (Run(cell),) if cell else ()
