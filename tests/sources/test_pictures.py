"""Picture files: each is measured as it is to be seen, or refused with a sentence that says why and where."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from epaper.errors import InputError, Where
from epaper.model.story import Paragraph, Picture, Run, Story, plain
from epaper.sources.pictures import examine, with_pictures

ROBUSTNESS = Path(__file__).parents[2].parent / "shared" / "inputs" / "04-image-robustness"
PHOTOGRAPHS = Path(__file__).parents[2].parent / "shared" / "inputs" / "03-photos"
needs_inputs = pytest.mark.skipif(not ROBUSTNESS.is_dir(), reason="the shared inputs are not here")


def made(path: Path, size: tuple[int, int] = (40, 30), **options: object) -> Path:
    Image.new("RGB", size, "teal").save(path, **options)
    return path


def story_with(*pictures: Picture) -> Story:
    return Story("slug", (Run("Headline"),), (Paragraph((Run("Text."),)),), pictures=pictures, language="en-GB")


REFUSED = {
    "corrupt/pillow-broken.png": "is broken, or not what its name says",
    "corrupt/sharp-corrupt-header.jpg": "is broken: truncated File Read",
    "corrupt/sharp-truncated.jpg": "is broken: the file is cut short",
    "corrupt/sharp-truncated.png": "is broken: image file is truncated",
    "huge/sharp-giant-image.jpg": "is too large — save it with fewer than 178 million pixels",
    "other-formats/sharp-circle.svg": "SVG pictures cannot be set — use JPEG, PNG, TIFF, WebP, AVIF, GIF or BMP",
    "icc/sRGB.icc": "it is no picture that can be set — use JPEG, PNG, TIFF, WebP, AVIF, GIF or BMP",
}

MEASURED = {
    "orientation/sharp-Landscape_6.jpg": ("JPEG", "RGB", 600, 450),
    "orientation/sharp-Portrait_8.jpg": ("JPEG", "RGB", 450, 600),
    "orientation/immich-portrait-orientation-6.jpg": ("JPEG", "L", 840, 700),
    "orientation/pillow-hopper_orientation_6.webp": ("WEBP", "RGB", 128, 128),
    "cmyk/sharp-Channel_digital_image_CMYK_color.jpg": ("JPEG", "CMYK", 500, 333),
    "cmyk/sharp-fogra-0-100-100-0.tif": ("TIFF", "CMYK", 1000, 1000),
    "icc/sharp-gain-map.jpg": ("JPEG", "RGB", 3840, 2160),
    "corrupt/wp25-red-hibiscus-closeup.webp": ("JPEG", "RGB", 1079, 783),
    "corrupt/pillow-junk_jpeg_header.jpg": ("JPEG", "RGB", 1024, 768),
}


@needs_inputs
@pytest.mark.parametrize(("name", "end"), REFUSED.items())
def test_a_file_that_cannot_be_set_is_refused_with_the_reason(name: str, end: str) -> None:
    with pytest.raises(InputError) as raised:
        examine(ROBUSTNESS / name, Where("copy.md", 7, 3))
    assert str(raised.value).startswith("copy.md:7:3: ")
    assert name in str(raised.value)
    assert str(raised.value).endswith(end)


@needs_inputs
@pytest.mark.parametrize(("name", "facts"), MEASURED.items())
def test_a_picture_is_measured_as_it_is_to_be_seen(name: str, facts: tuple[str, str, int, int]) -> None:
    found = examine(ROBUSTNESS / name)
    assert (found.format, found.mode, found.width, found.height) == facts


@needs_inputs
def test_every_picture_is_read_or_refused() -> None:
    for path in sorted(each for each in ROBUSTNESS.rglob("*") if each.is_file()):
        try:
            facts = examine(path)
        except InputError:
            continue
        assert facts.width > 0 < facts.height, path


@needs_inputs
@pytest.mark.parametrize(
    ("name", "caption", "credit", "differ"),
    [
        ("exiftool-IPTC.jpg", "A witty caption", "My Credit", False),
        ("exiftool-MWG.jpg", "RIGHT-EXIF-Description", "RIGHT1of2-EXIF-Creator, RIGHT2of2-EXIF-Creator", True),
        (
            "IPTC-PhotometadataRef-Std2017.1.jpg",
            "The description aka caption (ref2017.1)",
            "Credit Line (ref2017.1)",
            False,
        ),
    ],
)
def test_the_words_inside_a_file(name: str, caption: str, credit: str, differ: bool) -> None:
    facts = examine(ROBUSTNESS / "metadata" / name)
    assert (facts.caption, facts.credit, facts.captions_differ) == (caption, credit, differ)


def test_a_photograph_of_forty_megapixels_is_read(tmp_path: Path) -> None:
    facts = examine(made(tmp_path / "large.jpg", (8000, 5000), quality=20))
    assert (facts.width, facts.height) == (8000, 5000)


def test_a_photograph_that_was_cut_short_anywhere_is_refused(tmp_path: Path) -> None:
    whole = made(tmp_path / "whole.jpg", (400, 300)).read_bytes()
    for length in (1, 20, len(whole) // 2, len(whole) - 2):
        (tmp_path / "cut.jpg").write_bytes(whole[:length])
        with pytest.raises(InputError, match="is broken"):
            examine(tmp_path / "cut.jpg")


def test_pictures_are_found_from_the_folder_of_their_copy(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    made(tmp_path / "pictures" / "a.png")
    asked = Picture("../pictures/a.png", (Run("Caption"),), "Credit")
    story, diagnostics = with_pictures(story_with(asked), tmp_path / "copy")
    picture = story.pictures[0]
    assert (picture.path, picture.width, picture.height) == (str(tmp_path / "pictures" / "a.png"), 40, 30)
    assert diagnostics == ()


def test_every_missing_picture_is_named_with_the_place_that_asks_for_it(tmp_path: Path) -> None:
    made(tmp_path / "bridge.jpg")
    asked = [Picture(path, where=Where("story.md", line, 5)) for line, path in ((4, "brigde.jpg"), (9, "none/x.jpg"))]
    _, diagnostics = with_pictures(story_with(*asked), tmp_path)
    assert [str(each) for each in diagnostics] == [
        f'story.md:4:5: there is no picture {tmp_path}/brigde.jpg — did you mean "bridge.jpg"?',
        f"story.md:9:5: there is no picture {tmp_path}/none/x.jpg — there is no folder {tmp_path}/none",
    ]
    assert {each.severity for each in diagnostics} == {"error"}


def test_a_picture_on_the_web_is_not_fetched() -> None:
    _, diagnostics = with_pictures(story_with(Picture("https://a.example/b.jpg")), Path())
    assert [each.code for each in diagnostics] == ["missing-picture"]


def test_a_caption_without_a_picture_stays() -> None:
    story = story_with(Picture("", (Run("Only words"),), "AFP"))
    assert with_pictures(story, Path()) == (story, ())


def test_words_come_from_the_file_only_where_the_copy_has_none(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x013B] = 'The "bridge" at dawn', "Jane Doe"
    made(tmp_path / "a.jpg", exif=exif)
    story, diagnostics = with_pictures(story_with(Picture("a.jpg"), Picture("a.jpg", (Run("Ours"),))), tmp_path)
    assert [(plain(each.caption), each.credit) for each in story.pictures] == [
        ("The “bridge” at dawn", "Jane Doe"),
        ("Ours", "Jane Doe"),
    ]
    assert [each.message for each in diagnostics] == [
        "caption and credit taken from inside a.jpg",
        "credit taken from inside a.jpg",
    ]


@pytest.mark.parametrize("text", ["OLYMPUS DIGITAL CAMERA", "DSC 0012", "Created with GIMP"])
def test_a_camera_gives_no_captions(tmp_path: Path, text: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = text
    assert examine(made(tmp_path / "a.jpg", exif=exif)).caption == ""
