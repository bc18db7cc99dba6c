"""Advertisements and a layout → the layout with them stacked from the page's outer foot, the deepest outermost.

What stood there ends above them: the rows of the grid are divided where an advertisement begins, and boxes let go of
the rows that it takes. White that this leaves beside the stack becomes space for house advertisements.
"""

from __future__ import annotations

from collections.abc import Sequence

from epaper.model.advert import Advert
from epaper.model.layout import (
    AdvertBox,
    BlankBox,
    BoxSpec,
    BriefsBox,
    ContinuedBox,
    IndexBox,
    LayoutSpec,
    PictureBox,
    RailBox,
    StoryBox,
)
from epaper.plan.grid import Frame, PageGrid, resolve_grid
from epaper.units import Length
from epaper.value import Value, replace

_GIVES_WAY = StoryBox | ContinuedBox | BriefsBox | RailBox | IndexBox | PictureBox | BlankBox
"""Kinds of box that may be made shallower."""
_LEAST = 12
"""Grid lines that such a box keeps."""
_MOST = 0.6
"""The share of the page that a stack may reach up."""
_SPACE = 5
"""Grid lines from which on white beside the stack is worth filling."""


Rows = list[tuple[int, int]]
"""First grid line and number of lines of each row."""


class _Block(Value):
    """An advertisement in the stack, or white beside it (None): its columns from the left, the grid line on which it
    begins, and the one after its last."""

    advert: Advert | None
    column: int
    columns: int
    top: int
    foot: int

    def over(self, box: BoxSpec) -> bool:
        """Whether they share columns."""
        return self.column < box.column + box.columns and box.column < self.column + self.columns


def stacked(layout: LayoutSpec, adverts: Sequence[Advert], cap: int, *, left_hand: bool) -> LayoutSpec | None:
    """The layout with the advertisements on it; None where they have no room. `cap` is body text's cap height."""
    page = resolve_grid(layout, cap, left_hand=left_hand)
    piled = _pile(layout, page, adverts, cap, left_hand=left_hand)
    if piled is None:
        return None
    blocks, rows = piled
    feet = {frame.box.name: _foot(frame, blocks, layout.grid.row_gap) for frame in page.frames}
    if not all(_gives_way(frame, feet[frame.box.name]) for frame in page.frames):
        return None
    kept = [frame for frame in page.frames if feet[frame.box.name] > frame.first]
    boxes = [_spanning(frame.box, rows, frame.first, feet[frame.box.name]) for frame in kept]
    blocks += _white(page, rows, blocks, boxes)
    grid = replace(layout.grid, rows=tuple(Length(count, "lines") for _, count in rows))
    return replace(layout, grid=grid, boxes=(*boxes, *_advert_boxes(layout, rows, blocks)))


def _pile(
    layout: LayoutSpec, page: PageGrid, adverts: Sequence[Advert], cap: int, *, left_hand: bool
) -> tuple[list[_Block], Rows] | None:
    """Each advertisement as low and as far outside as it goes, and the rows divided where they begin."""
    rows, gap, count = list(page.rows), layout.grid.row_gap, layout.grid.columns
    end = rows[-1][0] + rows[-1][1]
    tops = [end] * count  # by column from the outer edge: the grid line on which what is piled there begins
    blocks: list[_Block] = []
    deepest_first = sorted(adverts, key=lambda each: (-each.depth, -each.columns))
    for advert in deepest_first:
        starts = range(count - advert.columns + 1)
        if not starts or not advert.columns:
            return None
        start = max(starts, key=lambda at: (min(tops[at : at + advert.columns]), -at))
        below = min(tops[start : start + advert.columns])
        foot = below - gap if below < end else end
        lines = max(1, round((advert.depth - cap) / layout.grid.baseline) + 1)
        top = _snapped(foot - lines, rows, gap)
        if top < end * (1 - _MOST):
            return None
        rows = _divided(rows, top, gap)
        tops[start : start + advert.columns] = [top] * advert.columns
        column = start if left_hand else count - start - advert.columns
        blocks.append(_Block(advert, column, advert.columns, top, foot))
    return blocks, rows


def _snapped(line: int, rows: Rows, gap: int) -> int:
    """The line, or the next above it at which a row begins or may be divided, so that all parts are at least a line."""
    for first, count in reversed(rows):
        if line >= first:
            inside = min(line, first + count - 1)
            return first if inside - gap <= first else inside
    return rows[0][0]


def _divided(rows: Rows, line: int, gap: int) -> Rows:
    """The rows with one that begins at a line."""
    parts: Rows = []
    for first, count in rows:
        if first < line < first + count:
            parts += [(first, line - gap - first), (line, first + count - line)]
        else:
            parts.append((first, count))
    return parts


def _foot(frame: Frame, blocks: Sequence[_Block], gap: int) -> int:
    """The grid line after a box's last one, above everything in the stack."""
    return min([frame.first + frame.lines, *(block.top - gap for block in blocks if block.over(frame.box))])


def _gives_way(frame: Frame, foot: int) -> bool:
    """Whether a box stands as it is, or may end there."""
    if foot == frame.first + frame.lines or isinstance(frame.box.options, BlankBox):
        return True
    return isinstance(frame.box.options, _GIVES_WAY) and foot - frame.first >= _LEAST


def _spanning(box: BoxSpec, rows: Rows, first: int, foot: int) -> BoxSpec:
    """The box on the rows from one grid line to before another."""
    inside = [at for at, (start, _) in enumerate(rows) if first <= start < foot]
    return replace(box, row=inside[0], rows=len(inside))


def _white(page: PageGrid, rows: Rows, blocks: Sequence[_Block], boxes: Sequence[BoxSpec]) -> list[_Block]:
    """The rectangles that boxes let go of and nothing has taken, where they are worth filling."""
    was = {(line, column) for frame in page.frames for line, column in _cells(frame, rows)}
    taken = {(row, column) for box in boxes for row in _rows_of(box) for column in _columns_of(box)}
    for block in blocks:
        inside = [at for at, (first, _) in enumerate(rows) if block.top <= first < block.foot]
        taken |= {(row, block.column + at) for row in inside for at in range(block.columns)}
    free, found = was - taken, []
    for row, column in sorted(free):
        if (row, column) not in free:
            continue
        across = next(at for at in range(column, len(page.columns) + 1) if (row, at) not in free)
        down = next(
            at for at in range(row, len(rows) + 1) if not {(at, each) for each in range(column, across)} <= free
        )
        free -= {(at, each) for at in range(row, down) for each in range(column, across)}
        top, foot = rows[row][0], sum(rows[down - 1])
        if foot - top >= _SPACE:
            found.append(_Block(None, column, across - column, top, foot))
    return found


def _cells(frame: Frame, rows: Rows) -> list[tuple[int, int]]:
    inside = [at for at, (first, _) in enumerate(rows) if frame.first <= first < frame.first + frame.lines]
    return [(row, column) for row in inside for column in _columns_of(frame.box)]


def _rows_of(box: BoxSpec) -> range:
    return range(box.row, box.row + box.rows)


def _columns_of(box: BoxSpec) -> range:
    return range(box.column, box.column + box.columns)


def _advert_boxes(layout: LayoutSpec, rows: Rows, blocks: Sequence[_Block]) -> list[BoxSpec]:
    """A box for each block, under names that the layout does not use."""
    used = {box.name for box in layout.boxes}
    names = (name for number in range(1, 1000) if (name := f"ad{number}") not in used)
    boxes = []
    for name, block in zip(names, blocks, strict=False):
        where = block.advert.where if block.advert else layout.where
        options = AdvertBox(advert=block.advert, border=False)
        box = BoxSpec(name, block.column, 0, block.columns, 1, options, where)
        boxes.append(_spanning(box, rows, block.top, block.foot))
    return boxes
