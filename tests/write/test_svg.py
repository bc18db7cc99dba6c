"""Pages as SVG: every zone a named group, the same places, colours and crops as the PDF; and the same picture."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from epaper.display.items import Fill, GlyphRun, PlacedImage, Rule
from epaper.display.page import Page
from epaper.geometry import Rect
from epaper.model.style import BLACK, Colour, TextStyle
from epaper.pipeline import compose_file
from epaper.typeset.typesetter import Typesetter
from epaper.write.pdf.document import pdf_bytes
from epaper.write.svg import svg_page
from epaper.write.svg.glyphs import run_path
from epaper.write.svg.pictures import browser_picture, upright_size
from tests.write.pdf_making import ROOT, document, page, zone

SVG = "{http://www.w3.org/2000/svg}"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DPI = 100


def drawn(*items: GlyphRun | Rule | Fill | PlacedImage) -> list[ElementTree.Element]:
    """What stands in the one zone of a page."""
    root = ElementTree.fromstring(svg_page(page(zone(*items)), lambda image: f"/pictures/{Path(image.path).name}"))
    return list(root.findall(f"{SVG}g")[0])


def test_a_zone_is_a_group_that_names_its_box_story_role_and_paragraph() -> None:
    svg = svg_page(page(zone(Rule(0, 0, 9, 0, 1), role="body", box="L", slug="a&b", paragraph=3)), str)
    group = ElementTree.fromstring(svg).find(f"{SVG}g")
    assert group is not None
    assert group.attrib == {"data-box": "L", "data-slug": "a&b", "data-role": "body", "data-paragraph": "3"}


def test_the_view_box_is_the_trimmed_page_in_millipoints() -> None:
    root = ElementTree.fromstring(svg_page(page(bleed=9_000), str))
    assert (root.get("viewBox"), root.get("width"), root.get("height")) == ("0 0 300000 200000", "300pt", "200pt")


def test_rules_and_fills_keep_their_places() -> None:
    rule, fill = drawn(Rule(10, 20, 30, 20, 350), Fill(Rect(1, 2, 3, 4), Colour(0, 0, 0, 200)))
    assert rule.attrib == {"x1": "10", "y1": "20", "x2": "30", "y2": "20", "stroke": "#000000", "stroke-width": "350"}
    assert fill.attrib == {"x": "1", "y": "2", "width": "3", "height": "4", "fill": "#cccccc"}


@pytest.mark.parametrize("colour", [Colour(0, 1000, 1000, 0), Colour(1000, 500, 0, 100), Colour(0, 0, 0, 350), BLACK])
def test_a_colour_is_that_of_the_page_images(colour: Colour) -> None:
    fill = Fill(Rect(0, 0, 300_000, 200_000), colour)
    with pypdfium2.PdfDocument(pdf_bytes(document(page(zone(fill))))) as pdf:
        red, green, blue = pdf[0].render(scale=1).to_pil().convert("RGB").getpixel((9, 9))
    assert drawn(fill)[0].get("fill") == f"#{red:02x}{green:02x}{blue:02x}"


def test_a_picture_shows_its_crop_of_the_upright_file(tmp_path: Path) -> None:
    path = tmp_path / "turned.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 60)).save(path, exif=exif)
    (window,) = drawn(PlacedImage(Rect(1_000, 2_000, 30_000, 20_000), str(path), (10, 5, 30, 20)))
    assert window.get("viewBox") == "10 5 30 20"
    (image,) = window
    assert (image.get("width"), image.get("height"), image.get("href")) == ("60", "40", "/pictures/turned.jpg")


def test_a_picture_that_has_gone_leaves_its_frame() -> None:
    (window,) = drawn(PlacedImage(Rect(0, 0, 10, 10), "/no/such.jpg", (0, 0, 4, 4)))
    assert window.get("width") == "10"
    assert upright_size("/no/such.jpg") is None


def test_large_pictures_and_those_that_no_browser_shows_are_made_anew(tmp_path: Path) -> None:
    small, large, cmyk = tmp_path / "small.png", tmp_path / "large.png", tmp_path / "inks.tif"
    Image.new("RGB", (20, 10)).save(small)
    Image.new("RGBA", (200, 100), (0, 0, 0, 0)).save(large)
    Image.new("CMYK", (20, 10)).save(cmyk)
    assert browser_picture(small, 50) == ("image/png", small.read_bytes())
    assert [browser_picture(path, 50)[0] for path in (large, cmyk)] == ["image/png", "image/jpeg"]


def test_a_word_is_drawn_from_its_glyphs_and_spaced_as_the_run_says(typesetter: Typesetter, body: TextStyle) -> None:
    run = typesetter.line("to to", body).runs[0]
    path = run_path(run)
    first, second = path.split("M")[1:]
    assert first.split("m", 1)[1] == second.split("m", 1)[1]  # one word, drawn twice
    words = [run.words[0].width, run.gaps[0] * 1000 / run.size]
    assert float(second.split(" ")[0]) == pytest.approx(sum(words), abs=0.01)


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
@pytest.mark.parametrize("sample", ["samples/seed/edition.yaml"])
def test_the_browser_shows_what_the_pdf_shows(sample: str, tmp_path: Path) -> None:
    composed = compose_file(ROOT / sample)
    shown = in_browser(composed.document.pages[0], tmp_path)
    with pypdfium2.PdfDocument(pdf_bytes(composed.document)) as pdf:
        printed = pdf[0].render(scale=DPI / 72).to_pil().convert("RGB").resize(shown.size)
    # each has its own way to smooth an edge: what is compared is the ink, not its pixels
    even = ImageFilter.BoxBlur(4)
    apart = ImageChops.difference(shown.filter(even), printed.filter(even))
    assert max(ImageStat.Stat(apart).mean) < 3
    assert max(high for _, high in apart.getextrema()) < 90


def in_browser(page: Page, folder: Path) -> Image.Image:
    """The page as Chromium draws it."""
    width, height = (round(each / 1000 * DPI / 72) for each in (page.size.width, page.size.height))
    svg = svg_page(page, lambda image: Path(image.path).as_uri())
    html = f"<style>*{{margin:0}}svg{{display:block;width:{width}px;height:{height}px}}</style>{svg}"
    (folder / "page.html").write_text(html, encoding="utf-8")
    assert CHROMIUM is not None
    window = f"--window-size={width},{height + 200}"  # headless windows keep some of their height
    plain = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1"]
    target = folder / "page.png"
    command = [CHROMIUM, *plain, window, f"--screenshot={target}", (folder / "page.html").as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with Image.open(target) as picture:
        return picture.convert("RGB").crop((0, 0, width, height))
