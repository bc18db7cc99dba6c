"""A table and a measure → its columns' widths, and each row's cells as set lines.

A column of figures is as wide as they are, and they stand with their decimal signs (or the dashes of their scores)
under each other. Other columns may be narrower than their longest cell, which then runs over into further lines.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from epaper.display.items import GlyphRun
from epaper.model.story import CellAlign, Runs, Table, plain
from epaper.model.style import TextStyle
from epaper.typeset.columns import Offer, choose_widths, spread
from epaper.typeset.justify import Line
from epaper.typeset.paragraph import Prepared, cut
from epaper.typeset.typesetter import Typesetter
from epaper.units import Mpt
from epaper.value import Value, replace

_ANY: Mpt = 10**9
"""A measure that no cell is too wide for."""
_OFFERED = 24
"""How many widths of a column are looked at."""
_MOST_LINES = 6
"""A cell is offered widths for up to so many lines."""
_GAPS = ((100, 0.0), (75, 0.5), (50, 1.5))
"""White between columns, in per cent of the size, and what it costs to have no more …"""
_BROKEN = 12.0
"""… and a column that is too narrow for its widest word, which must be divided."""
_LETTERS = 2
"""A figure has no more letters: 45m, 12c, 3rd."""
_NO_FIGURES = re.compile(r"[^\w]*")
_SCORE = re.compile(r"(?<=\d)[–:](?=\d)")
_DECIMAL = re.compile(r"(?<=\d)[.,](?=\d)")
_THOUSANDS = re.compile(r"[.,](?=\d{3}(?!\d))")


class Cell(Value):
    """A set cell: its column's left edge and width in the table, and its lines, each with how far in it begins."""

    x: Mpt
    width: Mpt
    lines: tuple[Line, ...]
    shift: Mpt = 0


class Row(Value):
    """A set row, with its number in the table."""

    number: int
    header: bool
    cells: tuple[Cell, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """What stands in the row, line by line over all its cells."""
        count = max(1, max((len(cell.lines) for cell in self.cells), default=1))
        return tuple(self._line(number) for number in range(count))

    def _line(self, number: int) -> Line:
        runs = tuple(
            run
            for cell in self.cells
            if number < len(cell.lines)
            for run in _followed(cell.lines[number].at(cell.x + cell.shift, 0))
        )
        width = sum(cell.width for cell in self.cells)
        return Line(runs, width, width, last=True)


def _followed(runs: tuple[GlyphRun, ...]) -> tuple[GlyphRun, ...]:
    """A cell's runs with white after the last, so that its words and the next cell's are words of their own."""
    return (*runs[:-1], *(replace(run, gaps=(*run.gaps[:-1], 1)) for run in runs[-1:]))


class SetTable(Value):
    """The rows, and whether they are too `wide` for the measure even with words divided."""

    rows: tuple[Row, ...]
    wide: bool


class TableStyles(Value):
    """How a table is set: its rows and its header."""

    body: TextStyle
    head: TextStyle


class _Column(Value):
    """A column: its cells (the header's first, where there is one), and where its figures are aligned."""

    cells: tuple[Runs, ...]
    align: CellAlign
    figures: bool
    mark: re.Pattern[str] | None


def set_table(typesetter: Typesetter, table: Table, styles: TableStyles, measure: Mpt, language: str) -> SetTable:
    """The rows at a measure, which they fill."""
    columns = [_column(table, number) for number in range(len(table.align))]
    setting = _Setting(typesetter, styles, table.header, language)
    offers = [setting.offers(column) for column in columns]
    cost, widths, gap = _fitted(offers, measure, styles.body.size)
    room = measure - gap * (len(columns) - 1)
    shares = [0 if column.figures else width for column, width in zip(columns, widths, strict=True)]
    widths = spread(widths, shares if any(shares) else widths, room)
    lefts = [0, *accumulate(width + gap for width in widths[:-1])]
    made = [setting.cells(column, x, width) for column, x, width in zip(columns, lefts, widths, strict=True)]
    rows = (Row(number, table.header and number == 0, cells) for number, cells in enumerate(zip(*made, strict=True)))
    return SetTable(tuple(rows), wide=math.isinf(cost))


def _fitted(offers: Sequence[Sequence[Offer]], measure: Mpt, size: Mpt) -> tuple[float, tuple[Mpt, ...], Mpt]:
    """What the columns cost, their widths, and the white between them: less of it where that saves lines."""
    ways = []
    for share, cost in _GAPS:
        gap = size * share // 100
        chosen = choose_widths(offers, measure - gap * (len(offers) - 1))
        ways.append((chosen.cost + cost, chosen.widths, gap))
    return min(ways, key=lambda way: (way[0], way[2]))


def _column(table: Table, number: int) -> _Column:
    cells = tuple(row[number] for row in table.rows)
    texts = [plain(cell) for cell in cells[1 if table.header else 0 :]]
    figures = _are_figures(texts)
    align = table.align[number] or ("right" if figures else "left")
    return _Column(cells, align, figures and align == "right", _mark_of(texts) if figures else None)


def _are_figures(texts: Sequence[str]) -> bool:
    """Whether every cell that says something says it in figures, and most do."""
    telling = [text for text in texts if not _NO_FIGURES.fullmatch(text)]
    return bool(telling) and 2 * len(telling) >= len([text for text in texts if text]) and all(map(_is_figure, telling))


def _is_figure(text: str) -> bool:
    return any(char.isdigit() for char in text) and sum(char.isalpha() for char in text) <= _LETTERS


def _mark_of(texts: Sequence[str]) -> re.Pattern[str] | None:
    """What the figures are aligned at: the dash of a score, or the sign of a decimal, if they have one."""
    if any(_SCORE.search(text) for text in texts):
        return _SCORE
    for text in texts:
        signs = list(_DECIMAL.finditer(text))
        if len(signs) == 1 and not _THOUSANDS.match(text, signs[0].start()):
            return re.compile(f"(?<=\\d)[{signs[0][0]}](?=\\d)")
    return None


class _Setting(Value):
    """What cells are set with."""

    typesetter: Typesetter
    styles: TableStyles
    header: bool
    language: str

    def offers(self, column: _Column) -> list[Offer]:
        """The widths that a column may have, from its widest word to its widest cell; figures have only one."""
        prepared = [self._prepared(cell, number) for number, cell in enumerate(column.cells)]
        widest = max(each.length for each in prepared)
        if column.figures:
            first = 1 if self.header else 0
            own = max(sum(self._extent(column)), *(each.length for each in prepared[first:]))
            return [Offer(max(own, *(each.widest for each in prepared)), 0.0)]
        least = max(each.widest for each in prepared)
        wanted = sorted({least, widest, *(width for each in prepared for width in _turns(each) if width > least)})
        sampled = (
            wanted if len(wanted) <= _OFFERED else [wanted[at * len(wanted) // _OFFERED] for at in range(_OFFERED)]
        )
        widths = sorted({least, *sampled, widest})
        whole = [Offer(width, float(sum(_lines(each, width) ** 2 - 1 for each in prepared))) for width in widths]
        broken = [Offer(least * share // 4, whole[0].cost + _BROKEN * (4 - share) ** 2) for share in (2, 3)]
        return [*broken, *whole]

    def cells(self, column: _Column, x: Mpt, width: Mpt) -> list[Cell]:
        """The column's cells, set to its width."""
        after = self._extent(column)[1] if column.figures else 0
        made = []
        for number, runs in enumerate(column.cells):
            if column.figures and not (self.header and number == 0):
                line = self._line(runs, number)
                shift = width - after - self._before(runs, column.mark)
                made.append(Cell(x, width, (line,) if line.runs else (), max(0, min(shift, width - line.width))))
            else:
                made.append(Cell(x, width, self._lines(runs, number, column.align, width)))
        return made

    def _style(self, number: int) -> TextStyle:
        return self.styles.head if self.header and number == 0 else self.styles.body

    def _prepared(self, runs: Runs, number: int) -> Prepared:
        return self.typesetter.prepare(runs, self._style(number), _ANY, self.language)

    def _lines(self, runs: Runs, number: int, align: CellAlign, width: Mpt) -> tuple[Line, ...]:
        style = replace(self._style(number), align=align or "left")
        return self.typesetter.lines(runs, style, width, self.language)

    def _line(self, runs: Runs, number: int) -> Line:
        lines = self._lines(runs, number, "left", _ANY)
        return lines[0] if lines else Line((), 0, 0, last=True)

    def _extent(self, column: _Column) -> tuple[Mpt, Mpt]:
        """The widest part of the column's figures before the place where they are aligned, and the widest after it."""
        rows = list(enumerate(column.cells))[1 if self.header else 0 :]
        before = [self._before(runs, column.mark) for _, runs in rows]
        whole = [self._line(runs, number).width for number, runs in rows]
        return max(before, default=0), max((all_of - b for all_of, b in zip(whole, before, strict=True)), default=0)

    def _before(self, runs: Runs, mark: re.Pattern[str] | None) -> Mpt:
        """How wide a figure is before its mark; what follows the last digit of one without a mark hangs out too."""
        text = plain(runs)
        found = mark.search(text) if mark else None
        end = found.start() if found else max((at + 1 for at, char in enumerate(text) if char.isdigit()), default=0)
        if not end:
            return self._line(runs, 1).width
        return self._line(cut(runs, 0, end), 1).width


def _turns(prepared: Prepared) -> Iterator[Mpt]:
    """Widths at which a cell is set in two lines, three, and so on."""
    for lines in range(1, _MOST_LINES + 1):
        yield -(-prepared.length // lines)
        yield -(-prepared.length // lines) + prepared.widest // 2


def _lines(prepared: Prepared, width: Mpt) -> int:
    """How many lines a cell takes, filled one after the other with whole words."""
    lines, used = 1, 0
    for atom in prepared.atoms:
        if used and used + atom.gap + atom.word.width > width:
            lines, used = lines + 1, 0
        used += (atom.gap if used else 0) + atom.word.width
    return lines
