"""A finished page: zones in reading order, each with what is drawn in it. The one ledger that all writers read.

PDF tags and bookmarks, hot zones, ALTO, IIIF and the text view come from here; nothing is measured twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from epaper.display.items import GlyphRun, Item
from epaper.geometry import Rect, Size
from epaper.units import Mpt
from epaper.value import Value

Role = Literal[
    "nameplate",
    "ear",
    "folio",
    "section-head",
    "kicker",
    "headline",
    "deck",
    "byline",
    "dateline",
    "body",
    "subhead",
    "quote",
    "list-item",
    "verse",
    "signature",
    "table",
    "fact",
    "pull-quote",
    "picture",
    "caption",
    "credit",
    "jump-line",
    "rail-title",
    "rail-head",
    "rail-date",
    "rail-teaser",
    "index",
    "advert",
    "staff",
    "artifact",
]


class Cell(Value):
    """A table's cell: its row and column, from 0, and whether it heads its column."""

    row: int
    column: int
    header: bool = False


class Zone(Value):
    """A part of the page with one role: one paragraph's lines in one leg, a headline, a picture, a rule.

    Zones stand in the page's `zones` in reading order. `slug` is the story's (empty for furniture). `paragraph`
    numbers the story's paragraphs (from 0, -1 when not one): a paragraph over two legs is two zones of the same
    number, the second with `continues` True. `box` is the layout box's name. "artifact" is drawn, never read.
    `href` links the whole zone: a URL, "page:4", "story:slug", or "continued:slug" for where a story goes on. `cell`
    is set in tables, which are a zone for each cell, all of one paragraph, row by row.
    """

    role: Role
    rect: Rect
    items: tuple[Item, ...]
    slug: str = ""
    box: str = ""
    paragraph: int = -1
    continues: bool = False
    language: str = ""
    href: str = ""
    alt: str = ""
    cell: Cell | None = None

    @property
    def text(self) -> str:
        """The zone's words as a reader would say them: added hyphens gone, broken words whole."""
        parts: list[str] = []
        runs = [item for item in self.items if isinstance(item, GlyphRun)]
        for run in runs:
            parts.append(run.text)
            if not run.joined and not parts[-1].endswith(" "):
                parts.append(" ")
        return "".join(parts).rstrip(" ")

    @property
    def open_ended(self) -> bool:
        """Whether the last word goes on in the next zone of the same paragraph."""
        runs = [item for item in self.items if isinstance(item, GlyphRun)]
        return bool(runs) and runs[-1].joined


class Page(Value):
    """One page. `label` is what the folio says ("1", "B4"); `size` is the trimmed page, `bleed` lies outside it."""

    number: int
    label: str
    size: Size
    zones: tuple[Zone, ...]
    bleed: Mpt = 0
    section: str = ""
    layout: str = ""

    @property
    def items(self) -> Iterator[Item]:
        """Everything drawn, back to front."""
        for zone in self.zones:
            yield from zone.items


class Document(Value):
    """Finished pages with what the writers say about them. `titles` maps each story's slug to its headline."""

    title: str
    date: str
    language: str
    pages: tuple[Page, ...]
    titles: tuple[tuple[str, str], ...] = ()
    subject: str = ""
    author: str = ""
    keywords: tuple[str, ...] = ()
