"""Tables: figures under each other, words in as few lines as the measure allows, every row of one width."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from epaper.model.story import CellAlign, Run, Table
from epaper.model.style import HJ, TextStyle
from epaper.typeset.table import Cell, Row, TableStyles, set_table
from epaper.typeset.typesetter import Typesetter
from epaper.units import Mpt, mm
from epaper.value import replace


@pytest.fixture(scope="module")
def styles() -> TableStyles:
    hj = HJ(optical_margin=False)
    body = TextStyle(
        name="table", family="Source Serif 4", size=8_000, leading=10_000, features=("lnum", "tnum"), hj=hj
    )
    return TableStyles(body, replace(body, weight=600))


def table(*rows: str, align: tuple[CellAlign, ...] = ()) -> Table:
    """A table whose cells are parted by bars; the first row is its header."""
    return Table.of(tuple(tuple((Run(cell),) if cell else () for cell in row.split("|")) for row in rows), align)


def rows_of(typesetter: Typesetter, made: Table, styles: TableStyles, measure: Mpt) -> list[Row]:
    return list(set_table(typesetter, made, styles, measure, "en-GB").rows)


def column(rows: Sequence[Row], number: int) -> list[Cell]:
    return [row.cells[number] for row in rows if not row.header]


def starts(cells: list[Cell]) -> list[Mpt]:
    return [cell.lines[0].runs[0].x + cell.x + cell.shift for cell in cells]


def ends(cells: list[Cell]) -> list[Mpt]:
    return [start + cell.lines[0].width for start, cell in zip(starts(cells), cells, strict=True)]


def width(typesetter: Typesetter, styles: TableStyles, text: str) -> Mpt:
    return typesetter.line(text, styles.body).width


def test_figures_end_under_each_other_and_words_begin_so(typesetter: Typesetter, styles: TableStyles) -> None:
    rows = rows_of(typesetter, table("Club|Points", "Rovers|7", "United|114"), styles, mm(40))
    assert len(set(starts(column(rows, 0)))) == 1
    assert ends(column(rows, 1)) == [mm(40), mm(40)]


def test_decimals_stand_with_their_signs_under_each_other(typesetter: Typesetter, styles: TableStyles) -> None:
    rows = rows_of(typesetter, table("Share|Price", "A|1,204.5", "B|98.75", "C|7", "D|–"), styles, mm(40))
    figures = column(rows, 1)
    signs = [
        start + width(typesetter, styles, text)
        for start, text in zip(starts(figures), ("1,204", "98", "7"), strict=False)
    ]
    assert max(signs) - min(signs) <= 1
    assert max(ends(figures)) == mm(40)


def test_thousands_are_no_decimals(typesetter: Typesetter, styles: TableStyles) -> None:
    rows = rows_of(typesetter, table("Town|People", "A|12,500", "B|980"), styles, mm(40))
    assert ends(column(rows, 1)) == [mm(40), mm(40)]


def test_scores_stand_with_their_dashes_under_each_other(typesetter: Typesetter, styles: TableStyles) -> None:
    rows = rows_of(typesetter, table("Home||Away", "A|3–1|B", "C|12–10|D"), styles, mm(50))
    first, second = starts(column(rows, 1))
    assert first + width(typesetter, styles, "3") == second + width(typesetter, styles, "12")


def test_what_follows_a_figure_hangs_out(typesetter: Typesetter, styles: TableStyles) -> None:
    rows = rows_of(typesetter, table("Bat|Runs", "A|45*", "B|7"), styles, mm(40))
    star, plain = ends(column(rows, 1))
    assert star == mm(40)
    assert plain == star - (width(typesetter, styles, "45*") - width(typesetter, styles, "45"))


def test_the_writer_may_align_columns(typesetter: Typesetter, styles: TableStyles) -> None:
    made = rows_of(typesetter, table("A|B|C", "aa|b|7", "a|bbb|14", align=("right", "center", "left")), styles, mm(60))
    assert len(set(ends(column(made, 0)))) == 1
    middles = [start + end for start, end in zip(starts(column(made, 1)), ends(column(made, 1)), strict=True)]
    assert abs(middles[0] - middles[1]) <= 2
    assert len(set(starts(column(made, 2)))) == 1


@pytest.mark.parametrize("measure", [mm(37), mm(60), mm(80)])
def test_only_words_give_way_and_no_cell_leaves_its_column(
    typesetter: Typesetter, styles: TableStyles, measure: Mpt
) -> None:
    rows = rows_of(
        typesetter,
        table("Club|P|W|D|GD|Pts", "Rovers of the Northern Shore|38|21|10|+31|73", "United|38|20|8|–12|68"),
        styles,
        measure,
    )
    for row in rows:
        for cell in row.cells:
            assert all(line.width <= cell.width + 1 for line in cell.lines)
        assert row.cells[0].x == 0
        assert row.cells[-1].x + row.cells[-1].width == measure
        assert all(len(cell.lines) <= 1 for cell in row.cells[1:])
    fewest = {mm(37): 5, mm(60): 2, mm(80): 1}[measure]
    assert len(rows[1].lines) <= fewest


def test_a_row_may_be_empty(typesetter: Typesetter, styles: TableStyles) -> None:
    rows = rows_of(typesetter, table("A|B", "|", "c|d"), styles, mm(40))
    assert [len(row.lines) for row in rows] == [1, 1, 1]


def test_a_table_that_is_wider_than_the_measure_says_so(typesetter: Typesetter, styles: TableStyles) -> None:
    many = table("|".join("ABCDEFGHIJ"), "|".join(["1234"] * 10))
    assert set_table(typesetter, many, styles, mm(30), "en-GB").wide
    assert not set_table(typesetter, many, styles, mm(90), "en-GB").wide
