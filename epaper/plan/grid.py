"""A layout's page, columns and rows → the rectangle and the grid lines of every box.

Line i of a page has its baseline at top margin + i × leading + cap height. A box of lines s … s+n−1 reaches from the
cap height of its first line to the baseline of its last, so that boxes align on caps above and on baselines below.
"""

from __future__ import annotations

from epaper.geometry import Rect
from epaper.model.layout import BoxSpec, LayoutSpec
from epaper.units import Length, Mpt, split
from epaper.value import Value


class Frame(Value):
    """A box's place: its rectangle, its first grid line on the page, how many it has, and the (x, width) of each page
    column that it covers."""

    box: BoxSpec
    rect: Rect
    first: int
    lines: int
    columns: tuple[tuple[Mpt, Mpt], ...]


class PageGrid(Value):
    """The page's columns, its number of grid lines, each row as (first line, lines), and the boxes' frames.

    `short` is by how many lines the rows are too deep for the page (0 when they fit).
    """

    columns: tuple[tuple[Mpt, Mpt], ...]
    lines: int
    rows: tuple[tuple[int, int], ...]
    frames: tuple[Frame, ...]
    short: int = 0


def resolve_grid(layout: LayoutSpec, cap_height: Mpt, *, left_hand: bool = False) -> PageGrid:
    """Turn columns and rows into exact places. Left-hand pages have their outer margin on the left."""
    page, grid = layout.page, layout.grid
    left, right = (page.outer, page.inner) if left_hand else (page.inner, page.outer)
    columns = _columns(left, page.size.width - left - right, grid.columns, grid.gutter)
    lines = 1 + max(0, (page.size.height - page.top - page.bottom - cap_height) // grid.baseline)
    counts, short = _row_lines(grid.rows, lines, grid.row_gap, grid.baseline)
    rows, at = [], 0
    for count in counts:
        rows.append((at, count))
        at += count + grid.row_gap
    frames = tuple(_frame(layout, box, columns, rows, cap_height) for box in layout.boxes)
    return PageGrid(columns, lines, tuple(rows), frames, short)


def _columns(left: Mpt, width: Mpt, count: int, gutter: Mpt) -> tuple[tuple[Mpt, Mpt], ...]:
    widths = split(width - gutter * (count - 1), [1] * count)
    columns, x = [], left
    for each in widths:
        columns.append((x, each))
        x += each + gutter
    return tuple(columns)


def _row_lines(rows: tuple[Length, ...], lines: int, gap: int, leading: Mpt) -> tuple[list[int], int]:
    """Lines of each row, at least one, and by how many they are too deep for the page.

    Fixed rows take what they say, rounded up to whole lines; shares divide the rest exactly.
    """
    free = lines - gap * (len(rows) - 1)
    fixed = [0 if row.unit == "fr" else _whole_lines(row, lines, leading) for row in rows]
    shares = [row.value if row.unit == "fr" else 0.0 for row in rows]
    sharing = [at for at, row in enumerate(rows) if row.unit == "fr"]
    rest = free - sum(fixed)
    if rest < len(sharing):
        return [count or 1 for count in fixed], len(sharing) - rest
    if not sharing:
        return fixed, 0
    shared = split(rest, shares)
    for at in sharing:
        if not shared[at]:  # a very small share still gets a line, from whichever has most
            shared[shared.index(max(shared))] -= 1
            shared[at] = 1
    return [count + extra for count, extra in zip(fixed, shared, strict=True)], 0


def _whole_lines(row: Length, lines: int, leading: Mpt) -> int:
    length = row.resolve(line=leading, whole=lines * leading)
    return max(1, -(-length // leading))


def _frame(
    layout: LayoutSpec,
    box: BoxSpec,
    columns: tuple[tuple[Mpt, Mpt], ...],
    rows: list[tuple[int, int]],
    cap_height: Mpt,
) -> Frame:
    covered = columns[box.column : box.column + box.columns]
    first, (last, count) = rows[box.row][0], rows[box.row + box.rows - 1]
    lines = last + count - first
    leading = layout.grid.baseline
    rect = Rect(
        covered[0][0],
        layout.page.top + first * leading,
        covered[-1][0] + covered[-1][1] - covered[0][0],
        (lines - 1) * leading + cap_height,
    )
    return Frame(box, rect, first, lines, covered)
