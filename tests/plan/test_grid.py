"""The grid's laws: exact columns, whole lines, frames that lie on both and never on each other."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epaper.geometry import Size
from epaper.model.layout import BlankBox, BoxSpec, GridSpec, LayoutSpec, PageSpec
from epaper.plan.grid import PageGrid, resolve_grid
from epaper.units import Length, mm, parse_length, pt

CAP = 6_000


def layout(
    *rows: str, columns: int = 4, row_gap: int = 2, baseline: str = "10pt", boxes: tuple[BoxSpec, ...] = ()
) -> LayoutSpec:
    """An A4 page with unlike margins."""
    page = PageSpec(Size(mm(210), mm(297)), top=pt(30), bottom=pt(40), inner=pt(50), outer=pt(20))
    grid = GridSpec(
        columns, pt(12), parse_length(baseline).resolve(), tuple(parse_length(row) for row in rows), row_gap
    )
    return LayoutSpec(name="test", page=page, grid=grid, boxes=boxes, styles={})


def box(column: int, row: int, columns: int = 1, rows: int = 1) -> BoxSpec:
    return BoxSpec(f"{column}/{row}", column, row, columns, rows, BlankBox())


def line_counts(grid: PageGrid) -> list[int]:
    return [count for _, count in grid.rows]


def test_columns_and_gutters_fill_the_type_area_exactly() -> None:
    spec = layout("1fr", columns=7)
    columns = resolve_grid(spec, CAP).columns
    assert columns[0][0] == spec.page.inner
    assert columns[-1][0] + columns[-1][1] == spec.page.size.width - spec.page.outer
    assert {right[0] - (left[0] + left[1]) for left, right in pairwise(columns)} == {pt(12)}
    assert max(width for _, width in columns) - min(width for _, width in columns) <= 1


def test_left_hand_pages_swap_inner_and_outer_margins() -> None:
    spec = layout("1fr")
    columns = resolve_grid(spec, CAP, left_hand=True).columns
    assert columns[0][0] == spec.page.outer
    assert columns[-1][0] + columns[-1][1] == spec.page.size.width - spec.page.inner


def test_the_last_baseline_of_the_page_stands_in_the_type_area() -> None:
    spec = layout("1fr")
    grid = resolve_grid(spec, CAP)
    foot = spec.page.size.height - spec.page.bottom
    last = spec.page.top + (grid.lines - 1) * pt(10) + CAP
    assert last <= foot < last + pt(10)


def test_a_box_reaches_from_its_first_cap_height_to_its_last_baseline() -> None:
    spec = layout("5 lines", "7 lines", "1fr", boxes=(box(1, 1, columns=2),))
    (frame,) = resolve_grid(spec, CAP).frames
    assert (frame.first, frame.lines) == (7, 7)
    assert frame.rect.y == spec.page.top + 7 * pt(10)
    assert frame.rect.bottom == spec.page.top + 13 * pt(10) + CAP
    assert frame.columns == resolve_grid(spec, CAP).columns[1:3]
    assert frame.rect.x == frame.columns[0][0]
    assert frame.rect.right == frame.columns[-1][0] + frame.columns[-1][1]


def test_a_box_over_several_rows_takes_in_the_gaps() -> None:
    (frame,) = resolve_grid(layout("5 lines", "7 lines", "1fr", boxes=(box(0, 0, rows=2),)), CAP).frames
    assert (frame.first, frame.lines) == (0, 5 + 2 + 7)


@pytest.mark.parametrize(("row", "lines"), [("6 lines", 6), ("60pt", 6), ("60.1pt", 7), ("1mm", 1), ("2.5 lines", 3)])
def test_lengths_are_rounded_up_to_whole_lines(row: str, lines: int) -> None:
    assert line_counts(resolve_grid(layout(row, "1fr"), CAP))[0] == lines


def test_shares_divide_what_is_left_in_whole_lines() -> None:
    grid = resolve_grid(layout("10 lines", "3fr", "2fr"), CAP)
    rest = grid.lines - 10 - 2 * 2
    assert line_counts(grid) == [10, round(rest * 3 / 5), rest - round(rest * 3 / 5)]


def test_the_smallest_share_still_has_a_line() -> None:
    grid = resolve_grid(layout("1000fr", "1fr", "1fr"), CAP)
    assert line_counts(grid) == [grid.lines - 4 - 2, 1, 1]


def test_rows_that_do_not_fit_say_by_how_many_lines() -> None:
    lines = resolve_grid(layout("1fr"), CAP).lines
    assert resolve_grid(layout(f"{lines} lines"), CAP).short == 0
    assert resolve_grid(layout(f"{lines} lines", "1fr"), CAP).short == 3  # the gap's two and the share's one
    assert resolve_grid(layout(f"{lines} lines", "5 lines"), CAP).short == 7


def test_fixed_rows_that_leave_room_are_not_stretched() -> None:
    assert line_counts(resolve_grid(layout("5 lines", "6 lines"), CAP)) == [5, 6]


rows_drawn = st.lists(
    st.one_of(
        st.builds(lambda share: f"{share}fr", st.integers(1, 50)),
        st.builds(lambda lines: f"{lines} lines", st.integers(1, 8)),
        st.builds(lambda length: f"{length}mm", st.integers(1, 30)),
    ),
    min_size=1,
    max_size=6,
)


@given(rows=rows_drawn, columns=st.integers(1, 12), gap=st.integers(0, 3), cap=st.integers(4_000, 9_000))
def test_frames_lie_on_the_grid_and_never_on_each_other(rows: list[str], columns: int, gap: int, cap: int) -> None:
    cells = tuple(box(column, row) for column in range(columns) for row in range(len(rows)))
    spec = layout(*rows, columns=columns, row_gap=gap, boxes=cells)
    grid = resolve_grid(spec, cap)
    for at, frame in enumerate(grid.frames):
        assert frame.lines >= 1
        assert (frame.rect.y - spec.page.top) % spec.grid.baseline == 0
        assert (frame.rect.bottom - spec.page.top - cap) % spec.grid.baseline == 0
        assert not any(frame.rect.overlaps(other.rect) for other in grid.frames[at + 1 :])
    last_row, count = grid.rows[-1]
    used = last_row + count
    assert used - grid.lines <= grid.short
    if any(row.unit == "fr" for row in spec.grid.rows):
        assert (used == grid.lines) == (grid.short == 0)


@given(
    st.integers(100_000, 2_000_000), st.integers(1, 24), st.integers(0, 3_000), st.integers(0, 50_000), st.booleans()
)
def test_columns_always_sum_to_the_type_area(width: int, count: int, gutter: int, margin: int, left: bool) -> None:
    page = PageSpec(Size(width, pt(600)), pt(30), pt(30), margin, 0)
    spec = LayoutSpec(
        name="test", page=page, grid=GridSpec(count, gutter, pt(10), (Length(1, "fr"),)), boxes=(), styles={}
    )
    columns = resolve_grid(spec, CAP, left_hand=left).columns
    assert sum(width for _, width in columns) + gutter * (count - 1) == page.size.width - margin
