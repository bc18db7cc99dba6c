"""What differs between two makings of a page: values that say it in words, and where to outline it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from epaper.geometry import Rect, Size
from epaper.units import Mpt, to_mm
from epaper.value import Value

ChangeKind = Literal["added", "removed", "moved", "resized", "changed", "reworded", "reflowed"]

SLIGHT: Mpt = 10
"""Less than this (a 300th of a millimetre) is the rounding of column widths, and no move."""


Boxes = tuple[tuple[str, Rect], ...]
"""Names of boxes, and where they stand."""


class Change(Value):
    """One difference: of what, in words, and where it stood before and stands after (empty where it has no place)."""

    kind: ChangeKind
    name: str
    words: str
    before: tuple[Rect, ...] = ()
    after: tuple[Rect, ...] = ()

    def __str__(self) -> str:
        return f"{self.name}: {self.words}"


class PageChanges(Value):
    """A page before and after, trimmed (None where there is no such page), and what differs, the most telling first.

    `boxes` has the names and places of the boxes before and after, where the page is to show them.
    """

    number: int
    before: Size | None
    after: Size | None
    changes: tuple[Change, ...]
    boxes: tuple[Boxes, Boxes] = ((), ())


def moved(dx: Mpt, dy: Mpt, line: Mpt) -> str:
    """ "4.5 mm right, 2 lines (7.06 mm) down"; empty for no move. `line` is the grid's leading, 0 if there is none."""
    across = f"{_mm(dx)} {'right' if dx > 0 else 'left'}" if abs(dx) > SLIGHT else ""
    down = f"{_lines(dy, line)} {'down' if dy > 0 else 'up'}" if abs(dy) > SLIGHT else ""
    return ", ".join(filter(None, (across, down)))


def resized(dw: Mpt, dh: Mpt, line: Mpt) -> str:
    """ "4.5 mm wider, 2 lines (7.06 mm) deeper"; empty for no change."""
    across = f"{_mm(dw)} {'wider' if dw > 0 else 'narrower'}" if abs(dw) > SLIGHT else ""
    down = f"{_lines(dh, line)} {'deeper' if dh > 0 else 'shallower'}" if abs(dh) > SLIGHT else ""
    return ", ".join(filter(None, (across, down)))


def replaced(before: Rect, after: Rect, line: Mpt) -> tuple[ChangeKind, str]:
    """How a rectangle got another place or size, in words; no words where it did neither."""
    size = resized(after.width - before.width, after.height - before.height, line)
    move = moved(after.x - before.x, after.y - before.y, line)
    return ("resized" if size else "moved"), ", ".join(filter(None, (move, size)))


def around(rects: Iterable[Rect]) -> Rect:
    """The smallest rectangle that holds all of some rectangles."""
    found = list(rects)
    x, y = min(each.x for each in found), min(each.y for each in found)
    return Rect(x, y, max(each.right for each in found) - x, max(each.bottom for each in found) - y)


def _lines(length: Mpt, line: Mpt) -> str:
    if line and length % line == 0:
        count = abs(length) // line
        return f"{count} line{'' if count == 1 else 's'} ({_mm(length)})"
    return _mm(length)


def _mm(length: Mpt) -> str:
    return f"{abs(to_mm(length)):.3g} mm"
