"""Advertisements as values: the artwork, and what was booked for it."""

from __future__ import annotations

from epaper.errors import Where
from epaper.units import Mpt
from epaper.value import Value


class Artwork(Value, kw_only=True):
    """An advertisement's file, its path absolute, and its size as seen: in pixels, or in millipoints where it is a PDF
    (`vector`). `notes` are what is wrong with it, each as a sentence about the file."""

    path: str
    width: int
    height: int
    vector: bool = False
    notes: tuple[str, ...] = ()


class Advert(Value, kw_only=True):
    """An advertisement as it was sold: so many page columns wide (0: not said), so deep in millipoints.

    `href` is where a click on it leads, `alt` its words for those who do not see it.
    """

    art: Artwork
    columns: int = 0
    depth: Mpt = 0
    border: bool = True
    href: str = ""
    alt: str = ""
    where: Where | None = None

    @property
    def name(self) -> str:
        """The file's name, as people call it."""
        return self.art.path.replace("\\", "/").rsplit("/", 1)[-1]


class Booking(Value):
    """An advertisement that an edition has to print, on the page or in the section that it was promised, if it was
    promised any (0 and "": on no page, in no section). Priority 1 is served first."""

    advert: Advert
    page: int = 0
    section: str = ""
    priority: int = 5
