"""Advertisements in PDF: trimmed, upright, still drawings in our file, and all that they need along with them."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from artwork import artwork_pdf
from pdf_making import ROOT, catalog, one, pages_of, picture_of, tool, words_by_pdfium, written
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject
from test_pdf_pictures import AS_IT_IS, FRAME, letters

from epaper.display.items import PlacedImage
from epaper.errors import OutputError
from epaper.geometry import Rect
from epaper.pdf_page import UnusablePdfError, read_pdf_page
from epaper.write.pdf.document import pdf_bytes
from epaper.write.screen.pictures import browser_picture, upright_size


def placed(path: Path, frame: Rect = FRAME) -> PlacedImage:
    """The trimmed page filling the frame."""
    return PlacedImage(frame, str(path), (0, 0, *read_pdf_page(path).facts.size), "An advertisement")


def test_the_trimmed_page_fills_its_frame_without_its_bleed(tmp_path: Path) -> None:
    assert letters(written(placed(artwork_pdf(tmp_path / "bank.pdf")))) == AS_IT_IS


def test_it_is_as_wide_as_it_is_made_to_be(tmp_path: Path) -> None:
    facts = read_pdf_page(artwork_pdf(tmp_path / "bank.pdf")).facts
    assert facts.size == (120_000, 80_000)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_seen_as_its_maker_sees_it(tmp_path: Path, turn: int) -> None:
    path = artwork_pdf(tmp_path / "bank.pdf", turn=turn)
    width, height = read_pdf_page(path).facts.size
    made = picture_of(written(placed(path, Rect(60_000, 40_000, width, height))))
    with pypdfium2.PdfDocument(str(path)) as alone:
        alone[0].set_cropbox(10, 10, 130, 90)
        seen = alone[0].render(scale=1).to_pil().convert("RGB")
    assert made.crop((60, 40, 60 + seen.width, 40 + seen.height)).tobytes() == seen.tobytes()


def test_without_a_trim_box_it_is_the_sheet_and_never_more_than_the_sheet(tmp_path: Path) -> None:
    bare = artwork_pdf(tmp_path / "bare.pdf", boxes=((0, 0, 140, 100), None))
    large = artwork_pdf(tmp_path / "large.pdf", boxes=((0, 0, 140, 100), (-50, -50, 130, 90)))
    assert [read_pdf_page(path).facts.size for path in (bare, large)] == [(140_000, 100_000), (130_000, 90_000)]


def test_its_words_are_text_and_its_fonts_are_there(tmp_path: Path) -> None:
    """The seed's own page, set small inside another, brings its embedded fonts."""
    inner = tmp_path / "inner.pdf"
    inner.write_bytes((ROOT / "tests" / "write" / "pages" / "word.pdf").read_bytes())
    made = written(placed(inner))
    (tmp_path / "made.pdf").write_bytes(made)
    assert "Harbour" in words_by_pdfium(made)
    fonts = tool("pdffonts", str(tmp_path / "made.pdf")).splitlines()[2:]
    assert [line.split()[-5] for line in fonts] == ["yes"]


def test_the_file_is_sound_and_the_same_each_time(tmp_path: Path) -> None:
    path = artwork_pdf(tmp_path / "bank.pdf", font="Helvetica")
    made = [pdf_bytes(one(placed(path))) for _ in range(2)]
    assert made[0] == made[1]
    (tmp_path / "made.pdf").write_bytes(made[0])
    assert "No syntax or stream encoding errors" in tool("qpdf", "--check", str(tmp_path / "made.pdf"))


def test_a_file_that_stands_twice_is_stored_once(tmp_path: Path) -> None:
    path = artwork_pdf(tmp_path / "bank.pdf")
    image = placed(path)
    made = written(image, PlacedImage(Rect(0, 0, 60_000, 40_000), image.path, image.crop))
    assert len(pages_of(made)[0]["Resources"]["XObject"]) == 1
    assert made.count(b"/Subtype /Form") == 1


def test_private_matter_and_attachments_stay_behind(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(artwork_pdf(tmp_path / "bank.pdf")))
    writer.add_attachment("prices.txt", b"our own prices")
    writer.pages[0][NameObject("/PieceInfo")] = TextStringObject("the maker's own")
    writer.write(tmp_path / "script.pdf")
    made = written(placed(tmp_path / "script.pdf"))
    assert b"own" not in made and "Names" not in catalog(made)


def test_fonts_that_are_only_named_are_told(tmp_path: Path) -> None:
    facts = read_pdf_page(artwork_pdf(tmp_path / "bank.pdf", font="Helvetica", pages=3)).facts
    assert (facts.missing_fonts, facts.pages) == (("Helvetica",), 3)


def test_files_that_cannot_be_placed_say_why(tmp_path: Path) -> None:
    whole = artwork_pdf(tmp_path / "bank.pdf").read_bytes()
    artwork_pdf(tmp_path / "locked.pdf", password="secret")
    (tmp_path / "short.pdf").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "letter.pdf").write_bytes(b"Dear Sirs,")
    (tmp_path / "empty.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    (tmp_path / "flat.pdf").write_bytes(whole.replace(b"[ 0.0 0.0 140 100 ]", b"[ 0.0 0.0 140 0.0 ]"))
    said = {}
    for path in sorted(tmp_path.glob("*.pdf")):
        try:
            read_pdf_page(path)
        except UnusablePdfError as error:
            said[path.name] = str(error)
    assert said.pop("empty.pdf").startswith("is broken: ")
    assert said == {
        "flat.pdf": "has a page without a size",
        "letter.pdf": "is no PDF, whatever its name says",
        "locked.pdf": "is locked with a password",
        "short.pdf": "is cut short",
    }


def test_no_broken_file_gets_through_with_a_traceback(tmp_path: Path) -> None:
    """Any byte of the file may be lost."""
    whole = artwork_pdf(tmp_path / "bank.pdf", font="Helvetica").read_bytes()
    path = tmp_path / "hurt.pdf"
    for at in range(9, len(whole), 7):
        path.write_bytes(whole[:at] + b"X" + whole[at + 1 :])
        try:
            read_pdf_page(path)
        except UnusablePdfError as error:
            assert str(error).startswith("is ") or str(error).startswith("has ")


def test_a_file_that_breaks_after_the_pages_were_made_up_is_told(tmp_path: Path) -> None:
    image = placed(artwork_pdf(tmp_path / "bank.pdf"))
    Path(image.path).write_bytes(b"%PDF-1.4 cut")
    with pytest.raises(OutputError, match="is cut short"):
        written(image)


def test_a_browser_gets_it_drawn(tmp_path: Path) -> None:
    path = artwork_pdf(tmp_path / "bank.pdf", turn=90)
    media, data = browser_picture(path, 300)
    with Image.open(io.BytesIO(data)) as picture:
        assert (media, picture.size) == ("image/png", (300, 450))
    assert upright_size(str(path)) == (80_000, 120_000)
