"""What the preview draws is what the PDF has: marks at the places of the page's items, and the same picture."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import uharfbuzz as hb
from PIL import Image
from playwright.sync_api import Browser

from epaper.display.items import Fill, GlyphRun, PlacedImage, Rule
from epaper.display.page import Document, Page
from epaper.fonts.face import open_face
from epaper.geometry import Rect
from epaper.model.style import BLACK, Colour, TextStyle
from epaper.pipeline import compose_file
from epaper.typeset.typesetter import Typesetter
from epaper.value import replace
from epaper.write.pdf.document import pdf_bytes
from epaper.write.screen.colours import shown
from epaper.write.screen.marks import Mark, marks_of
from epaper.write.screen.pictures import browser_picture, upright_size
from epaper.write.screen.webfont import character, webfont
from tests.preview.screen import CHROMIUM, apart, chromium, in_print, on_screen
from tests.write.pdf_making import ROOT, document, page, zone

WHITE = Colour(0, 0, 0, 0)


def drawn(*items: GlyphRun | Rule | Fill | PlacedImage) -> list[Mark]:
    return [*marks_of(zone(*items), lambda image: f"/picture/{Path(image.path).name}").marks]


def glyphs_of(run: GlyphRun) -> str:
    return "".join(character(glyph) for word in run.words for glyph in word.ids)


def test_rules_and_fills_keep_their_places() -> None:
    across, down = Rule(10, 20, 30, 20, 4), Rule(10, 20, 10, 50, 4)
    assert drawn(across, down, Fill(Rect(1, 2, 3, 4), Colour(0, 0, 0, 200))) == [
        ["fill", 10, 18, 20, 4, "#000000"],
        ["fill", 8, 20, 4, 30, "#000000"],
        ["fill", 1, 2, 3, 4, "#cccccc"],
    ]


def test_a_run_begins_at_its_place_and_has_all_its_glyphs(typesetter: Typesetter, body: TextStyle) -> None:
    run = typesetter.line("AVAST the office", body).runs[0]
    (mark,) = drawn(run)
    assert mark[2:7] == [run.size, run.scale, run.tracking, run.y, "#000000"]
    assert mark[7] == run.x
    assert "".join(mark[8::2]) == glyphs_of(run)


def test_the_browser_is_told_where_to_go_on_after_a_kern(typesetter: Typesetter, body: TextStyle) -> None:
    run = typesetter.line("AV", body).runs[0]
    (mark,) = drawn(run)
    face = open_face(run.face)
    kerned = run.words[0].advances[0]
    assert kerned < face.hb_font.get_glyph_h_advance(run.words[0].ids[0])
    assert mark[9] - mark[7] == pytest.approx(kerned * run.size / face.upem, abs=1)


def test_raised_glyphs_are_drawn_higher(typesetter: Typesetter, body: TextStyle) -> None:
    run = typesetter.line("ab", body).runs[0]
    raised = replace(run, words=(replace(run.words[0], offsets=((0, 0), (0, 400))),))
    low, high = drawn(raised)
    assert high[5] < low[5]
    assert low[8] + high[8] == glyphs_of(run)


def test_a_picture_shows_its_crop_of_the_upright_file(tmp_path: Path) -> None:
    path = tmp_path / "turned.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 60)).save(path, exif=exif)
    (mark,) = drawn(PlacedImage(Rect(1_000, 2_000, 30_000, 20_000), str(path), (10, 5, 30, 20)))
    assert mark == ["picture", 1_000, 2_000, 30_000, 20_000, "/picture/turned.jpg", [10, 5, 30, 20], [60, 40]]


def test_a_picture_that_has_gone_leaves_its_frame() -> None:
    (mark,) = drawn(PlacedImage(Rect(0, 0, 10, 10), "/no/such.jpg", (0, 0, 4, 4)))
    assert mark[3] == 10
    assert upright_size("/no/such.jpg") is None


def test_large_pictures_and_those_that_no_browser_shows_are_made_anew(tmp_path: Path) -> None:
    small, large, cmyk = tmp_path / "small.png", tmp_path / "large.png", tmp_path / "inks.tif"
    Image.new("RGB", (20, 10)).save(small)
    Image.new("RGBA", (200, 100), (0, 0, 0, 0)).save(large)
    Image.new("CMYK", (20, 10)).save(cmyk)
    assert browser_picture(small, 50) == ("image/png", small.read_bytes())
    assert [browser_picture(path, 50)[0] for path in (large, cmyk)] == ["image/png", "image/jpeg"]


@pytest.mark.parametrize("colour", [Colour(0, 1000, 1000, 0), Colour(1000, 500, 0, 100), Colour(0, 0, 0, 350), BLACK])
def test_a_colour_is_that_of_the_page_images(colour: Colour) -> None:
    fill = Fill(Rect(0, 0, 300_000, 200_000), colour)
    with pypdfium2.PdfDocument(pdf_bytes(document(page(zone(fill))))) as pdf:
        red, green, blue = pdf[0].render(scale=1).to_pil().convert("RGB").getpixel((9, 9))
    assert shown(colour) == f"#{red:02x}{green:02x}{blue:02x}"


def test_a_web_font_has_a_character_for_each_glyph_and_shapes_nothing(typesetter: Typesetter, body: TextStyle) -> None:
    face = open_face(typesetter.line("x", body).runs[0].face)
    font = hb.Font(hb.Face(webfont(face)))
    for glyph in (1, 7, face.hb_face.glyph_count - 1):
        assert font.get_nominal_glyph(ord(character(glyph))) == glyph
        assert font.get_glyph_h_advance(glyph) == face.hb_font.get_glyph_h_advance(glyph)
    tables = font.face.table_tags
    assert not {"GSUB", "GPOS", "fpgm"} & {*tables}
    assert struct.unpack(">I", font.face.reference_table("head").data[12:16]) == (0x5F0F3CF5,)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with chromium() as running:
        yield running


def looks_alike(pages: Document, browser: Browser) -> None:
    """Every zone of every page has the ink that the PDF has there."""
    for each, printed in zip(pages.pages, in_print(pages), strict=True):
        zones = [zone for zone in each.zones if zone.items]
        whole, *parts = apart(on_screen(each, browser), printed, [zone.rect for zone in zones])
        assert whole[0] < 4, f"page {each.number} differs by {whole[0]:.1f} of 255"
        for (mean, most), part in zip(parts, zones, strict=True):
            told = f"page {each.number}, {part.role} {part.slug} [{part.box}]: {mean:.1f}, at most {most}, of 255"
            assert most < 65, told
            assert part.role == "artifact" or mean < 20, told


def test_the_seed_looks_as_in_print(browser: Browser) -> None:
    looks_alike(compose_file(ROOT / "samples/seed/edition.yaml").document, browser)


def test_a_broadsheet_looks_as_in_print(browser: Browser) -> None:
    """A front with a nameplate, and a page of opinion with its rail."""
    daily = compose_file(ROOT / "samples/daily/edition.yaml").document
    looks_alike(replace(daily, pages=(daily.pages[0], daily.pages[5])), browser)


def test_whatever_a_page_can_hold_looks_as_in_print(
    browser: Browser, typesetter: Typesetter, body: TextStyle, tmp_path: Path
) -> None:
    looks_alike(document(everything(typesetter, body, tmp_path)), browser)


def test_a_page_that_is_drawn_otherwise_is_noticed(browser: Browser, typesetter: Typesetter, body: TextStyle) -> None:
    run = replace(typesetter.line("Every word counts", replace(body, size=20_000)).runs[0], x=20_000, y=40_000)
    (printed,) = in_print(document(page(zone(run))))
    moved = on_screen(page(zone(replace(run, y=48_000))), browser)
    assert next(apart(moved, printed))[1] > 65


def everything(typesetter: Typesetter, body: TextStyle, folder: Path) -> Page:
    """Reverse type on a panel, a tint, rules, a drop cap, letter-spaced, narrowed and raised type, and pictures: turned
    by their EXIF, with inks for channels, see-through."""
    turned, inks, clear = folder / "turned.jpg", folder / "inks.jpg", folder / "clear.png"
    exif = Image.Exif()
    exif[0x0112] = 6
    half = Image.new("RGB", (60, 90), "navy")
    half.paste((240, 200, 0), (0, 0, 60, 45))
    half.save(turned, exif=exif, quality=95)
    Image.new("CMYK", (80, 60), (0, 200, 200, 0)).save(inks, quality=95)
    Image.new("RGBA", (60, 60), (0, 160, 0, 128)).save(clear)

    def line(text: str, y: int, size: int = 12_000, **more: object) -> GlyphRun:
        run = typesetter.line(text, replace(body, size=size)).runs[0]
        return replace(run, x=15_000, y=y, **more)  # type: ignore[arg-type]

    raised = line("raised", 132_000)
    word = raised.words[0]
    raised = replace(raised, words=(replace(word, offsets=tuple((0, 60 * at) for at in range(len(word.ids)))),))
    items = (
        Fill(Rect(10_000, 10_000, 140_000, 30_000), BLACK),
        line("AVAST: white on black", 30_000, colour=WHITE),
        Fill(Rect(10_000, 45_000, 140_000, 50_000), Colour(0, 0, 0, 120)),
        line("A", 90_000, size=52_000, colour=Colour(0, 1000, 1000, 0)),
        line("spaced out", 110_000, tracking=900),
        line("narrowed by a fifth", 121_000, scale=800),
        raised,
        Rule(10_000, 140_000, 150_000, 140_000, 500),
        Rule(160_000, 10_000, 160_000, 190_000, 4_000, Colour(1000, 500, 0, 0)),
        PlacedImage(Rect(170_000, 10_000, 60_000, 40_000), str(turned), (0, 0, 90, 60)),
        PlacedImage(Rect(170_000, 60_000, 60_000, 45_000), str(inks), (0, 0, 80, 60)),
        PlacedImage(Rect(170_000, 115_000, 40_000, 40_000), str(clear), (10, 10, 40, 40)),
    )
    return page(*(zone(item) for item in items))
