"""What the tests of the PDF writer share: small pages to write, and the eyes with which others read the file."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1, resolve_all
from PIL import Image

from epaper.display.items import GlyphRun, Item
from epaper.display.page import Document, Page, Zone
from epaper.fonts.book import FontBook
from epaper.geometry import Rect, Size
from epaper.model.story import Run
from epaper.model.style import TextStyle
from epaper.typeset.typesetter import Typesetter
from epaper.units import Mpt
from epaper.value import replace
from epaper.write.pdf.document import pdf_bytes

ROOT = Path(__file__).parents[2]
SHEET = Size(300_000, 200_000)


def zone(*items: Item, role: Any = "body", **more: Any) -> Zone:
    """A zone that holds the items, somewhere."""
    return Zone(role, Rect(10_000, 10_000, 100_000, 50_000), items, **more)


def page(*zones: Zone, number: int = 1, **more: Any) -> Page:
    """A small page."""
    return Page(number, more.pop("label", str(number)), SHEET, zones, **more)


def document(*pages: Page, **more: Any) -> Document:
    """An edition of the pages, of one day."""
    facts = {"title": "The Daily", "date": "2026-11-24", "language": "en-GB", **more}
    return Document(pages=pages, **facts)


def one(*items: Item, **more: Any) -> Document:
    """A document of one page with one zone."""
    return document(page(zone(*items, **more)))


@dataclass(frozen=True)
class Setter:
    """Sets copy in columns: lines as the typesetter makes them, placed."""

    typesetter: Typesetter
    style: TextStyle

    def runs(self, copy: str | tuple[Run, ...], measure: Mpt, x: Mpt = 10_000, y: Mpt = 20_000) -> list[GlyphRun]:
        runs = (Run(copy),) if isinstance(copy, str) else copy
        placed: list[GlyphRun] = []
        for line in self.typesetter.lines(runs, self.style, measure):
            placed += line.at(x, y)
            y += self.style.leading
        return placed

    def legs(self, copy: str, measure: Mpt, lines: int) -> list[Zone]:
        """A paragraph poured into legs side by side of so many lines."""
        zones: list[Zone] = []
        runs = self.runs(copy, measure)
        rows = sorted({run.y for run in runs})
        for leg, start in enumerate(range(0, len(rows), lines)):
            inside = rows[start : start + lines]
            across, up = leg * (measure + 12_000), inside[0] - rows[0]
            items = [replace(run, x=run.x + across, y=run.y - up) for run in runs if run.y in inside]
            zones.append(zone(*items, slug="tale", paragraph=0, continues=leg > 0))
        return zones


def tool(name: str, *arguments: str) -> str:
    """What a command says; the test is skipped where it is not installed."""
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed")
    return subprocess.run([name, *arguments], check=True, capture_output=True, encoding="utf-8").stdout


def words_by_poppler(made: bytes, folder: Path, *options: str) -> list[str]:
    file = folder / "made.pdf"
    file.write_bytes(made)
    return tool("pdftotext", *options, str(file), "-").split()


def words_by_pdfium(made: bytes) -> list[str]:
    opened = pypdfium2.PdfDocument(made)
    return " ".join(sheet.get_textpage().get_text_range() for sheet in opened).split()


def picture_of(made: bytes, dpi: int = 72, number: int = 1) -> Image.Image:
    """A page as pdfium shows it."""
    rendered: Image.Image = pypdfium2.PdfDocument(made)[number - 1].render(scale=dpi / 72).to_pil().convert("RGB")
    return rendered


def catalog(made: bytes) -> dict[str, Any]:
    """The document's catalog, as pdfminer reads it."""
    return PDFDocument(PDFParser(io.BytesIO(made))).catalog


def info(made: bytes) -> dict[str, Any]:
    return {key: text_of(value) for key, value in PDFDocument(PDFParser(io.BytesIO(made))).info[0].items()}


def pages_of(made: bytes) -> list[dict[str, Any]]:
    """The page dictionaries, with what they refer to."""
    opened = PDFDocument(PDFParser(io.BytesIO(made)))
    return [sheet.attrs | {"Resources": resolve_all(sheet.resources)} for sheet in PDFPage.create_pages(opened)]


def content_of(made: bytes) -> str:
    """The operators of the first page."""
    content: bytes = resolve1(pages_of(made)[0]["Contents"]).get_data()
    return content.decode("ascii")


def text_of(value: Any) -> str:
    """A PDF text string or name as a str."""
    if not isinstance(value, bytes):
        return str(getattr(value, "name", value))
    return value[2:].decode("utf-16-be") if value.startswith(b"\xfe\xff") else value.decode("ascii")


@dataclass(frozen=True)
class Glyph:
    """A glyph on a page as pdfminer finds it: origin from the page's top left and advance in points."""

    text: str
    x: float
    y: float
    advance: float
    scale: float


class _Glyphs(PDFTextDevice):
    def __init__(self) -> None:
        super().__init__(PDFResourceManager())
        self.found: list[Glyph] = []

    def render_char(
        self, matrix: Any, font: Any, fontsize: float, scaling: float, rise: float, cid: int, *_: Any
    ) -> float:
        advance = float(font.char_width(cid) * fontsize * scaling)
        y = SHEET.height / 1000 - matrix[5] - rise
        self.found.append(Glyph(font.to_unichr(cid), matrix[4], y, advance, scaling))
        return advance


def glyphs_of(made: bytes) -> list[Glyph]:
    """The glyphs of the first page in the order of the file."""
    device = _Glyphs()
    interpreter = PDFPageInterpreter(device.rsrcmgr, device)
    interpreter.process_page(next(PDFPage.get_pages(io.BytesIO(made))))
    return device.found


def gaps_of(made: bytes) -> list[float]:
    """The white space between the words of a page, in points, the space glyphs themselves left out of account."""
    inked = [(at, glyph) for at, glyph in enumerate(glyphs_of(made)) if glyph.text != " "]
    return [
        after.x - before.x - before.advance
        for (here, before), (there, after) in pairwise(inked)
        if there > here + 1 and abs(before.y - after.y) < 1
    ]


def written(*items: Item, **more: Any) -> bytes:
    """A document of one zone, written."""
    return pdf_bytes(one(*items, **more))


def sample() -> bytes:
    """The same few words, whichever process sets them."""
    body = TextStyle(name="body", family="Source Serif 4", size=9_000, leading=10_000, align="justify")
    typesetter = Typesetter(FontBook([ROOT / "fonts"]), "en-GB")
    return written(*Setter(typesetter, body).runs("The same few words, whichever process sets them.", 80_000))
