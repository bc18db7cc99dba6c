"""The invented copy and the grey pictures that fill layouts looked at by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from epaper.sources import grey_pictures
from epaper.sources.grey_pictures import grey_picture, ratio_of
from epaper.sources.placeholder import emphasised, placeholder_copy, sentences


def test_there_is_copy_of_every_kind() -> None:
    copy = placeholder_copy()
    assert len(copy.stories) >= 10
    assert len(copy.briefs) >= 8
    assert len(copy.teasers) >= 12
    assert sum(len(story.paragraphs) for story in copy.stories) >= 25


def test_headlines_run_from_short_to_long() -> None:
    for story in placeholder_copy().stories:
        assert list(story.headlines) == sorted(story.headlines, key=len)
        assert len(story.headlines[0]) <= 25
        assert len(story.headlines[-1]) >= 75


def test_no_sentence_is_torn_out_of_what_somebody_says() -> None:
    copy = placeholder_copy()
    for paragraph in [*(p for story in copy.stories for p in story.paragraphs), *(b.sentences for b in copy.briefs)]:
        for sentence in paragraph:
            assert sentence.count("“") == sentence.count("”"), sentence


def test_sentences_keep_their_speech_and_their_titles() -> None:
    text = "“I take it,” she said. “So does Dr. Roe.” Nobody spoke! Then he went."
    assert sentences(text) == ("“I take it,” she said.", "“So does Dr. Roe.”", "Nobody spoke!", "Then he went.")


def test_stars_are_emphasis() -> None:
    assert [(run.text, run.italic) for run in emphasised("The *Constance* leaves")] == [
        ("The ", False),
        ("Constance", True),
        (" leaves", False),
    ]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    grey_pictures._folder.cache_clear()
    grey_pictures._drawn.cache_clear()
    return tmp_path


@pytest.mark.parametrize("aspect", [1.5, 1.0, 0.4, 16 / 9, 6.0])
def test_a_grey_picture_has_the_shape_and_the_pixels_that_print_wants(cache: Path, aspect: float) -> None:
    picture = grey_picture(288_000, aspect)  # four inches
    with Image.open(picture.path) as image:
        assert image.size == (picture.width, picture.height)
        assert image.mode == "L"
    assert abs(picture.width / picture.height / aspect - 1) < 0.02
    assert picture.width >= 4 * 250
    assert Path(picture.path).is_relative_to(cache)


def test_a_grey_picture_is_drawn_once_and_the_same_each_time(cache: Path) -> None:
    path = Path(grey_picture(200_000, 1.5).path)
    first = path.read_bytes()
    assert grey_picture(200_000, 1.5).path == str(path)
    path.unlink()
    grey_pictures._drawn.cache_clear()
    assert Path(grey_picture(200_000, 1.5).path).read_bytes() == first
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_without_a_cache_folder_it_is_drawn_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    grey_pictures._folder.cache_clear()
    grey_pictures._drawn.cache_clear()
    assert Path(grey_picture(200_000, 1.5).path).is_file()


@pytest.mark.parametrize(
    ("aspect", "said"),
    [
        (1.5, "3:2"),
        (1.0, "1:1"),
        (2 / 3, "2:3"),
        (16 / 9, "16:9"),
        (4 / 3, "4:3"),
        (1.39, "1.39:1"),
        (0.408, "1:2.45"),
    ],
)
def test_shapes_are_said_as_designers_say_them(aspect: float, said: str) -> None:
    assert ratio_of(aspect) == said
