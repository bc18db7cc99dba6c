"""Pictures: the right part, the right way up, passed through where that can be, never stored twice."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from pdf_making import catalog, document, page, pages_of, picture_of, text_of, tool, written, zone
from pdfminer.pdftypes import resolve1
from PIL import Image, ImageCms, ImageOps

from epaper.display.items import PlacedImage
from epaper.errors import OutputError
from epaper.geometry import Rect
from epaper.value import replace
from epaper.write.pdf.document import pdf_bytes

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 160, 0), (0, 0, 255), (255, 255, 255)
LETTERS = {RED: "R", GREEN: "G", BLUE: "B", WHITE: "."}
FRAME = Rect(60_000, 40_000, 120_000, 80_000)
"""The frame stands 60 points from the left, 40 from the top."""


def four_quarters(mode: str = "RGB", unit: int = 20) -> Image.Image:
    """Red, green over blue, white; three units wide, two high, so that it cannot be turned unnoticed."""
    picture = Image.new("RGB", (6 * unit, 4 * unit), WHITE)
    picture.paste(RED, (0, 0, 3 * unit, 2 * unit))
    picture.paste(GREEN, (3 * unit, 0, 6 * unit, 2 * unit))
    picture.paste(BLUE, (0, 2 * unit, 3 * unit, 4 * unit))
    return picture.convert(mode)


def saved(folder: Path, name: str, picture: Image.Image, **options: Any) -> str:
    path = folder / name
    picture.save(path, **options)
    return str(path)


def whole(path: str, frame: Rect = FRAME) -> PlacedImage:
    """The picture filling the frame."""
    with Image.open(path) as opened:
        turned = opened.getexif().get(0x0112, 1) >= 5
        size = opened.size[::-1] if turned else opened.size
    return PlacedImage(frame, path, (0, 0, *size))


def letters(made: bytes) -> list[str]:
    """The page in cells of 20 points, each the letter of the nearest colour: R, G, B, or '.' for white."""
    picture = picture_of(made)
    return ["".join(_letter(picture.getpixel((x, y))) for x in range(10, 300, 20)) for y in range(10, 200, 20)]


def _letter(pixel: Any) -> str:
    return LETTERS[min(LETTERS, key=lambda colour: sum((a - b) ** 2 for a, b in zip(pixel, colour, strict=True)))]


AS_IT_IS = [
    "...............",
    "...............",
    "...RRRGGG......",
    "...RRRGGG......",
    "...BBB.........",
    "...BBB.........",
    "...............",
    "...............",
    "...............",
    "...............",
]


def image_of(made: bytes, name: str = "Im1") -> dict[str, Any]:
    """The dictionary of a picture on the first page, with its data under "data"."""
    stream = pages_of(made)[0]["Resources"]["XObject"][name]
    return {**stream.attrs, "data": stream.rawdata}


@pytest.mark.parametrize(
    ("name", "mode", "options"),
    [
        ("rgb.jpg", "RGB", {"quality": 95}),
        ("progressive.jpg", "RGB", {"quality": 95, "progressive": True}),
        ("cmyk.jpg", "CMYK", {"quality": 95}),
        ("rgb.png", "RGB", {}),
        ("palette.png", "P", {}),
        ("alpha.png", "RGBA", {}),
        ("lossy.webp", "RGB", {"quality": 95}),
        ("still.gif", "RGB", {}),
        ("plain.bmp", "RGB", {}),
        ("press.tif", "CMYK", {}),
        ("press.tif", "RGB", {"compression": "tiff_lzw"}),
    ],
)
def test_pictures_of_every_kind_fill_their_frame(tmp_path: Path, name: str, mode: str, options: dict[str, Any]) -> None:
    path = saved(tmp_path, name, four_quarters(mode), **options)
    assert letters(written(whole(path))) == AS_IT_IS


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", ["jpg", "webp"])
def test_pictures_stand_upright_whichever_way_the_camera_was_held(
    tmp_path: Path, orientation: int, suffix: str
) -> None:
    held = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    picture = four_quarters() if held is None else four_quarters().transpose(held)
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = saved(tmp_path, f"held.{suffix}", picture, quality=95, exif=exif)
    assert letters(written(whole(path))) == AS_IT_IS


def test_a_crop_shows_its_part_alone_and_fills_the_frame(tmp_path: Path) -> None:
    path = saved(tmp_path, "whole.png", four_quarters())
    crop = replace(whole(path), crop=(60, 0, 60, 40))
    assert letters(written(crop)) == [
        *["..............."] * 2,
        *["...GGGGGG......"] * 4,
        *["..............."] * 4,
    ]


def test_a_crop_counts_in_pixels_of_the_upright_picture(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = four_quarters().transpose(Image.Transpose.ROTATE_90)
    path = saved(tmp_path, "held.jpg", turned, quality=95, exif=exif)
    rows = letters(written(PlacedImage(FRAME, path, (0, 40, 60, 40))))
    assert rows[2:6] == ["...BBBBBB......"] * 4


def test_a_jpeg_passes_through_undecoded_without_what_it_says_about_places_and_people(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "GPS: the source's own kitchen"
    path = saved(tmp_path, "photo.jpg", four_quarters(), exif=exif, comment=b"by a secret hand")
    image = image_of(written(whole(path)))
    assert image["Filter"].name == "DCTDecode"
    assert b"kitchen" not in image["data"]
    assert b"secret" not in image["data"]
    scan = Path(path).read_bytes().split(b"\xff\xda", 1)[1]
    assert image["data"].split(b"\xff\xda", 1)[1] == scan


def test_a_png_passes_through_as_it_is_packed(tmp_path: Path) -> None:
    path = saved(tmp_path, "map.png", four_quarters("P"))
    image = image_of(written(whole(path)))
    assert image["data"] in Path(path).read_bytes()
    assert image["ColorSpace"][0].name == "Indexed"


def test_colour_profiles_come_along_once(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    paths = [saved(tmp_path, name, four_quarters(), icc_profile=profile) for name in ("a.jpg", "b.png", "c.webp")]
    made = written(*(whole(path) for path in paths))
    assert {image_of(made, f"Im{at}")["ColorSpace"][0].name for at in (1, 2, 3)} == {"ICCBased"}
    assert made.count(b"/N 3") == 1
    assert letters(made) == AS_IT_IS


def test_a_profile_that_does_not_fit_the_picture_is_left_out(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    path = saved(tmp_path, "grey.jpg", four_quarters("L"), icc_profile=profile)
    assert image_of(written(whole(path)))["ColorSpace"].name == "DeviceGray"


def test_what_is_transparent_shows_what_lies_under_it(tmp_path: Path) -> None:
    picture = four_quarters("RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 60, 40))
    under, over = saved(tmp_path, "under.png", Image.new("RGB", (6, 4), BLUE)), saved(tmp_path, "over.png", picture)
    assert letters(written(whole(under), whole(over)))[2:6] == ["...BBBGGG......"] * 2 + ["...BBB........."] * 2


def test_one_transparent_colour_is_transparent(tmp_path: Path) -> None:
    path = saved(tmp_path, "keyed.png", four_quarters("RGB"), transparency=RED)
    assert letters(written(whole(path)))[2:4] == ["......GGG......"] * 2


def test_sixteen_bits_come_down_to_eight(tmp_path: Path) -> None:
    grey = Image.new("I;16", (6, 4), 0x8000)
    path = saved(tmp_path, "deep.png", grey)
    assert picture_of(written(whole(path))).getpixel((120, 80)) == pytest.approx((128, 128, 128), abs=2)


def test_a_picture_placed_twice_is_stored_once(tmp_path: Path) -> None:
    path = saved(tmp_path, "photo.jpg", four_quarters())
    once = whole(path)
    again = replace(once, rect=Rect(0, 150_000, 30_000, 20_000))
    made = pdf_bytes(document(page(zone(once)), page(zone(again), number=2)))
    assert made.count(b"/DCTDecode") == 1
    assert len(letters(made)) == 10


@pytest.mark.parametrize(("pixels", "kept"), [(700, 700), (900, 500)])
def test_a_picture_far_finer_than_print_is_reduced(tmp_path: Path, pixels: int, kept: int) -> None:
    """120 points at 300 ppi are 500 pixels; up to 800 are let pass."""
    path = saved(tmp_path, "photo.jpg", four_quarters(unit=pixels // 6).resize((pixels, pixels * 2 // 3)), quality=95)
    made = written(whole(path))
    assert image_of(made)["Width"] == kept
    assert letters(made) == AS_IT_IS


def test_the_largest_use_decides_how_far_a_picture_is_reduced(tmp_path: Path) -> None:
    path = saved(tmp_path, "photo.png", four_quarters(unit=200))
    small = whole(path, Rect(0, 0, 12_000, 8_000))
    assert image_of(written(small, whole(path)))["Width"] == 500


def test_a_reduced_picture_keeps_its_turn_its_alpha_and_its_crop(tmp_path: Path) -> None:
    picture = four_quarters("RGBA", unit=200)
    picture.putpixel((0, 0), (0, 0, 0, 0))
    exif = Image.Exif()
    exif[0x0112] = 6
    path = saved(tmp_path, "held.png", picture.transpose(Image.Transpose.ROTATE_90), exif=exif)
    made = written(PlacedImage(FRAME, path, (600, 0, 600, 400)))
    assert "SMask" in image_of(made)
    assert letters(made)[2:6] == ["...GGGGGG......"] * 4


def test_a_picture_says_in_words_what_it_shows_and_where_it_is(tmp_path: Path) -> None:
    path = saved(tmp_path, "photo.jpg", four_quarters())
    held = zone(whole(path), role="picture", slug="s", alt="Four quarters")
    root = resolve1(catalog(pdf_bytes(document(page(held, bleed=5_000))))["StructTreeRoot"])
    figure = resolve1(resolve1(resolve1(root["K"][0])["K"])["K"])
    assert (figure["S"].name, text_of(figure["Alt"])) == ("Figure", "Four quarters")
    assert figure["A"]["BBox"] == [15, 145, 115, 195]


def test_a_picture_that_has_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"cannot read the picture .*gone\.jpg"):
        written(PlacedImage(FRAME, str(tmp_path / "gone.jpg"), (0, 0, 6, 4)))


def test_a_file_that_is_no_picture_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.jpg").write_text("call her at nine")
    with pytest.raises(OutputError, match=r"cannot read the picture .*notes\.jpg"):
        written(PlacedImage(FRAME, str(tmp_path / "notes.jpg"), (0, 0, 6, 4)))


def test_real_pictures_of_every_kind_are_drawn(shared: Path, tmp_path: Path) -> None:
    """What cameras, phones and picture desks really send."""
    folders = ("cmyk", "depth-alpha", "icc", "metadata", "orientation", "density", "other-formats", "alpha-cutouts")
    kinds = {".jpg", ".png", ".webp", ".tif", ".gif", ".bmp"}
    root = shared / "04-image-robustness"
    for path in sorted(path for folder in folders for path in (root / folder).iterdir() if path.suffix in kinds):
        made = written(whole(str(path)))
        (tmp_path / "made.pdf").write_bytes(made)
        assert "No syntax or stream encoding errors" in tool("qpdf", "--check", str(tmp_path / "made.pdf")), path.name
        with Image.open(io.BytesIO(path.read_bytes())) as opened:
            expected = ImageOps.exif_transpose(opened).convert("RGBA")
        sheet = Image.new("RGBA", expected.size, "white")
        sheet.alpha_composite(expected)
        shown = picture_of(made).crop((60, 40, 180, 120)).resize((6, 4), Image.Resampling.BOX)
        wanted = sheet.convert("RGB").resize((120, 80), Image.Resampling.BOX).resize((6, 4), Image.Resampling.BOX)
        differences = [abs(a - b) for a, b in zip(shown.tobytes(), wanted.tobytes(), strict=True)]
        assert sum(differences) / len(differences) < 25, path.name
