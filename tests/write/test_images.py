"""Page images: sizes, formats and names as asked for; the trimmed page; what is black in the PDF is black."""

from pathlib import Path

import pytest
from PIL import Image

from epaper.display.items import Fill
from epaper.display.page import Document, Page, Zone
from epaper.geometry import Rect, Size
from epaper.model.style import Colour
from epaper.write.images import GREYS, THUMBNAIL, ImageFormat, ImageSpec, page_count, write_images
from epaper.write.pdf import write_pdf

BLACK_INK, HALF, RED = Colour(0, 0, 0, 1000), Colour(0, 0, 0, 500), Colour(0, 1000, 1000, 0)
PT = 1000


def page(number: int, bleed: int = 0) -> Page:
    """144 × 72 pt: black on the left half, half black on the right."""
    black = Fill(Rect(0, 0, 72 * PT, 72 * PT), BLACK_INK)
    grey = Fill(Rect(72 * PT, 0, 72 * PT, 72 * PT), HALF)
    bled = Fill(Rect(-bleed, -bleed, 144 * PT + 2 * bleed, bleed), RED)
    whole = Rect(0, 0, 144 * PT, 72 * PT)
    return Page(
        number, str(number), Size(144 * PT, 72 * PT), (Zone("artifact", whole, (black, grey, bled)),), bleed=bleed
    )


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "two.pdf"
    write_pdf(Document("Two", "2026-03-17", "en-GB", (page(1), page(2))), path)
    return path


@pytest.fixture(scope="module")
def bled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "bled.pdf"
    write_pdf(Document("Bled", "2026-03-17", "en-GB", (page(1, bleed=9 * PT),)), path)
    return path


@pytest.mark.parametrize(
    ("spec", "name"),
    [
        (ImageSpec(), "page-007.png"),
        (ImageSpec(dpi=300), "page-007.png"),
        (ImageSpec("webp", width=600), "page-007@600w.webp"),
        (ImageSpec("jpeg", width=1200), "page-007@1200w.jpg"),
        (ImageSpec(grey=True), "page-007-grey.png"),
        (ImageSpec(width=1404, grey=True), "page-007-grey@1404w.png"),
        (THUMBNAIL, "page-007-thumb.png"),
    ],
)
def test_names_are_by_page(spec: ImageSpec, name: str) -> None:
    assert spec.filename(7) == name


def test_every_page_is_drawn_once_for_each_kind_and_each_is_told(pdf: Path, tmp_path: Path) -> None:
    told: list[int] = []
    files = write_images(pdf, tmp_path, [ImageSpec(dpi=72), ImageSpec("webp", width=50)], told.append)
    assert page_count(pdf) == 2
    assert [file.name for file in files] == [
        "page-001.png",
        "page-001@50w.webp",
        "page-002.png",
        "page-002@50w.webp",
    ]
    assert sorted(tmp_path.iterdir()) == sorted(files)
    assert told == [1, 2]


@pytest.mark.parametrize(
    ("spec", "size"),
    [
        (ImageSpec(dpi=72), (144, 72)),
        (ImageSpec(dpi=150), (300, 150)),
        (ImageSpec(dpi=36), (72, 36)),
        (ImageSpec(width=100), (100, 50)),
        (ImageSpec(width=577), (577, 288)),
        (THUMBNAIL, (200, 100)),
    ],
)
def test_sizes_are_exact(bled: Path, tmp_path: Path, spec: ImageSpec, size: tuple[int, int]) -> None:
    (file,) = write_images(bled, tmp_path, [spec])
    with Image.open(file) as picture:
        assert picture.size == size


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_the_trimmed_page_is_shown_in_its_own_colours(bled: Path, tmp_path: Path, kind: ImageFormat) -> None:
    (file,) = write_images(bled, tmp_path, [ImageSpec(kind, dpi=72)])
    with Image.open(file) as picture:
        assert picture.format == kind.upper()
        top_left, right = (picture.convert("RGB").getpixel(at) for at in ((2, 2), (110, 36)))
    assert max(top_left) < 60, "black ink, and no red from the bleed"
    assert all(100 < part < 190 for part in right)


def test_a_png_says_its_resolution(bled: Path, tmp_path: Path) -> None:
    (file,) = write_images(bled, tmp_path, [ImageSpec(dpi=150)])
    with Image.open(file) as picture:
        assert picture.info["dpi"] == pytest.approx((150, 150), abs=0.1)


def test_e_ink_gets_sixteen_even_greys(bled: Path, tmp_path: Path) -> None:
    (file,) = write_images(bled, tmp_path, [ImageSpec(dpi=150, grey=True)])
    with Image.open(file) as picture:
        red, green, blue = picture.convert("RGB").split()
        assert red.tobytes() == green.tobytes() == blue.tobytes()
        levels = {level for _, level in red.getcolors() or []}
    assert len(levels) <= GREYS
    assert all(level % 17 == 0 for level in levels)


def test_the_same_pdf_gives_the_same_bytes(bled: Path, tmp_path: Path) -> None:
    specs = [ImageSpec(dpi=72), ImageSpec("jpeg", width=90), ImageSpec("webp", width=90), ImageSpec(grey=True)]
    once = [file.read_bytes() for file in write_images(bled, tmp_path / "a", specs)]
    again = [file.read_bytes() for file in write_images(bled, tmp_path / "b", specs)]
    assert once == again
