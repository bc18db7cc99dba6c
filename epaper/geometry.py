"""Points, sizes and rectangles in millipoints; the origin is the page's top left corner, y grows downwards."""

from __future__ import annotations

from dataclasses import dataclass

from epaper.units import Mpt


@dataclass(frozen=True, slots=True)
class Point:
    x: Mpt
    y: Mpt


@dataclass(frozen=True, slots=True)
class Size:
    width: Mpt
    height: Mpt


@dataclass(frozen=True, slots=True)
class Insets:
    top: Mpt
    right: Mpt
    bottom: Mpt
    left: Mpt


@dataclass(frozen=True, slots=True)
class Rect:
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
