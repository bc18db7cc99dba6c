"""Points, sizes and rectangles in millipoints; the origin is the page's top left corner, y grows downwards."""

from __future__ import annotations

from epaper.units import Mpt
from epaper.value import Value


class Point(Value):
    x: Mpt
    y: Mpt


class Size(Value):
    width: Mpt
    height: Mpt


class Insets(Value):
    top: Mpt
    right: Mpt
    bottom: Mpt
    left: Mpt


class Rect(Value):
    x: Mpt
    y: Mpt
    width: Mpt
    height: Mpt

    @property
    def right(self) -> Mpt:
        return self.x + self.width

    @property
    def bottom(self) -> Mpt:
        return self.y + self.height

    def inset(self, by: Insets) -> Rect:
        """The rectangle that lies inside by the given margins."""
        return Rect(
            self.x + by.left, self.y + by.top, self.width - by.left - by.right, self.height - by.top - by.bottom
        )

    def overlaps(self, other: Rect) -> bool:
        """Whether the two share any area (touching edges do not count)."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
