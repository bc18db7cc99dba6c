"""Fonts of every make that a paper may own: each is embedded so that it shows its glyphs and says its text."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_making import ROOT, Setter, picture_of, tool, words_by_pdfium, words_by_poppler, written
from PIL import ImageChops

from epaper.display.items import GlyphRun
from epaper.fonts.book import FontBook
from epaper.fonts.face import open_face
from epaper.model.style import TextStyle
from epaper.typeset.shape import shape
from epaper.typeset.typesetter import Typesetter
from epaper.write.pdf.fonts import SOFT_HYPHEN, PdfFont

SERIF = ROOT / "fonts" / "source-serif-4" / "SourceSerif4_400Regular.ttf"
COPY = "Affected officials’ well-founded communications."


def setting(folder: Path) -> list[GlyphRun]:
    """A narrow leg in whatever Source Serif 4 the folder has."""
    style = TextStyle(name="body", family="Source Serif 4", size=18_000, leading=20_000, align="justify")
    runs = Setter(Typesetter(FontBook([folder]), "en-GB"), style).runs(COPY, 130_000)
    assert any(run.hyphen for run in runs)
    return runs


@pytest.fixture
def postscript(tmp_path: Path) -> Path:
    """The serif with its outlines drawn anew in PostScript's way, as most bought fonts have them."""
    builders = pytest.importorskip("fontTools.fontBuilder")
    pens = pytest.importorskip("fontTools.pens.t2CharStringPen")
    font = pytest.importorskip("fontTools.ttLib").TTFont(SERIF)
    glyphs, widths = font.getGlyphSet(), font["hmtx"].metrics
    strings = {}
    for name in font.getGlyphOrder():
        pen = pens.T2CharStringPen(widths[name][0], glyphs)
        glyphs[name].draw(pen)
        strings[name] = pen.getCharString()
    for tag in ("glyf", "loca", "cvt ", "fpgm", "prep", "gasp"):
        if tag in font:
            del font[tag]
    font.sfntVersion = "OTTO"
    builder = builders.FontBuilder(font=font)
    builder.setupCFF("SourceSerif4", {}, strings, {})
    builder.setupMaxp()
    font.save(tmp_path / "serif.otf")
    return tmp_path


def test_a_font_with_postscript_outlines_looks_and_reads_like_its_truetype_twin(postscript: Path) -> None:
    twin, made = (written(*setting(folder)) for folder in (SERIF.parent, postscript))
    assert words_by_pdfium(made) == COPY.split()
    assert words_by_poppler(made, postscript) == COPY.split()
    difference = ImageChops.difference(picture_of(twin, 144), picture_of(made, 144)).convert("L")
    assert difference.resize((30, 20)).getextrema()[1] < 12
    fonts = tool("pdffonts", str(postscript / "made.pdf")).splitlines()[2]
    assert "CID Type 0C" in fonts
    assert fonts.split()[-5:-2] == ["yes", "yes", "yes"]
    assert "No syntax or stream encoding errors" in tool("qpdf", "--check", str(postscript / "made.pdf"))


def test_the_copys_hyphen_and_an_added_one_are_two_codes_of_one_glyph(book: FontBook) -> None:
    ref = book.resolve("Source Serif 4")
    font, word = PdfFont(open_face(ref), "F1"), shape("well-", ref)
    font.fragment(word, 9_000)
    font.bare(word, 9_000, hyphen=True)
    code_of = {said: code for code, (_, said) in font.codes.items()}
    assert code_of["-"] != code_of[SOFT_HYPHEN]
    assert font.codes[code_of["-"]][0] == font.codes[code_of[SOFT_HYPHEN]][0]


def test_a_word_is_encoded_once_a_page(book: FontBook) -> None:
    ref = book.resolve("Source Serif 4")
    font, word = PdfFont(open_face(ref), "F1"), shape("well", ref)
    assert font.fragment(word, 9_000) is font.fragment(word, 12_000)


def test_kerning_is_written_between_the_codes(book: FontBook) -> None:
    ref = book.resolve("Source Serif 4")
    font, word = PdfFont(open_face(ref), "F1"), shape("To", ref)
    kern = open_face(ref).hb_font.get_glyph_h_advance(word.ids[0]) - word.advances[0]
    assert kern > 0, "the test wants a pair that the face kerns"
    assert font.fragment(word, 9_000) == f"<{word.ids[0]:04X}>{kern}<{word.ids[1]:04X}>"
