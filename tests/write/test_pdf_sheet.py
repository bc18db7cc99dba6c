"""Pages remembered from one file to the next: the same bytes as drawn anew, whatever has become of the others."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from pdf_making import Setter, document, page
from PIL import Image

import epaper.write.pdf.fonts
import epaper.write.pdf.sheet
from epaper.display.items import PlacedImage
from epaper.display.page import Document, Page, Zone
from epaper.fonts.book import FontBook
from epaper.geometry import Rect
from epaper.memory import Memory
from epaper.model.style import TextStyle
from epaper.typeset.typesetter import Typesetter
from epaper.write.pdf import pdf_bytes
from epaper.write.pdf.content import Content

FIRST = "Officials filed affidavits about five offices; the flood had filled them."
SECOND = "Officials filed affidavits about the raffle, and communications were affected."
OTHER = "Fly by ferry: a fjord of first-rate fish, efficiently filleted."


@pytest.fixture(scope="module")
def setter(book: FontBook) -> Setter:
    style = TextStyle(name="body", family="Newsreader", size=9_000, leading=10_000, align="justify")
    return Setter(Typesetter(book, "en-GB"), style)


def sheet(setter: Setter, copy: str, number: int) -> Page:
    return page(Zone("body", Rect(0, 0, 90_000, 90_000), tuple(setter.runs(copy, 90_000)), slug="s"), number=number)


def words(made: bytes) -> list[str]:
    with pypdfium2.PdfDocument(made) as opened:
        return [" ".join(each.get_textpage().get_text_range().split()) for each in opened]


def drawn_anew(monkeypatch: pytest.MonkeyPatch, made: Document, memory: Memory) -> tuple[bytes, int]:
    """The file, and how many pages were drawn for it."""
    finished: list[Content] = []
    own = Content.finished
    with monkeypatch.context() as patch:
        patch.setattr(Content, "finished", lambda self: finished.append(self) or own(self))
        return pdf_bytes(made, memory), len(finished)


def test_only_the_page_that_changed_is_drawn_again(setter: Setter, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    before = document(sheet(setter, FIRST, 1), sheet(setter, SECOND, 2))
    after = document(sheet(setter, OTHER, 1), sheet(setter, SECOND, 2))
    assert drawn_anew(monkeypatch, before, memory) == (pdf_bytes(before), 2)
    assert drawn_anew(monkeypatch, before, memory) == (pdf_bytes(before), 0)
    assert drawn_anew(monkeypatch, after, memory) == (pdf_bytes(after), 1)


def test_pages_whose_codes_clash_are_drawn_again(setter: Setter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epaper.write.pdf.fonts, "_ROOM", 1)  # every other text of a glyph wants the same code
    memory, fi, fl = Memory(), "a fine find", "a flat flag"
    pages = [sheet(setter, fi, 1), sheet(setter, fl, 2)]
    for each in pages:
        pdf_bytes(document(each), memory)
    both = document(*pages)
    made, count = drawn_anew(monkeypatch, both, memory)
    assert words(made) == [fi, fl]
    assert (made, count) == (pdf_bytes(both), 1)
    other = document(sheet(setter, "plain words", 1), pages[1])  # what it was beside another page is not kept
    assert pdf_bytes(other, memory) == pdf_bytes(other)


def test_another_picture_in_the_same_file_is_seen(tmp_path: Path) -> None:
    path, memory = str(tmp_path / "picture.png"), Memory()
    held = PlacedImage(Rect(10_000, 10_000, 40_000, 20_000), path, (0, 0, 40, 20))
    made = document(page(Zone("picture", held.rect, (held,))))
    for size, colour in (((40, 20), "red"), ((40, 20), "blue"), ((80, 20), "green")):
        Image.new("RGBA", size, colour).save(path)
        assert pdf_bytes(made, memory) == pdf_bytes(made)
        shown = pypdfium2.PdfDocument(io.BytesIO(pdf_bytes(made, memory)))[0].render().to_pil()
        assert shown.getpixel((30, 20)) == Image.new("RGB", (1, 1), colour).getpixel((0, 0))
