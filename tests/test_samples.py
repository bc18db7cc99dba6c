"""The samples may be given away: each says whose it is, and nothing in it is empty, unused, or unattributed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image, ImageChops

from epaper.pipeline import Composed, compose_file

ROOT = Path(__file__).parents[1]
SEED = ROOT / "samples" / "seed"
DAILY = ROOT / "samples" / "daily"
SHARED_SEED = ROOT.parent / "shared" / "inputs" / "seed"
COPY = sorted((DAILY / "copy").glob("*.md"))


def front_matter(path: Path) -> tuple[dict[str, Any], str]:
    """A story file's YAML head and its body."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(head), body


def pictures() -> list[tuple[str, Path, dict[str, Any]]]:
    """Every picture that a sample prints: where it is named, its file, and its words."""
    found = []
    for story in COPY:
        for picture in front_matter(story)[0].get("pictures", []):
            found.append((story.name, story.parent / picture["file"], picture))
    for edition in (SEED, DAILY):
        named = yaml.safe_load((edition / "edition.yaml").read_text(encoding="utf-8")).get("pictures", {})
        for slug, entries in named.items():
            found += [(f"{edition.name}: {slug}", edition / entry["file"], entry) for entry in entries]
    return found


@pytest.mark.parametrize("sample", [SEED, DAILY], ids=lambda path: path.name)
def test_a_sample_says_under_which_licence_it_is(sample: Path) -> None:
    assert re.search(r"licen[cs]e", (sample / "README.md").read_text(encoding="utf-8"), re.IGNORECASE)


@pytest.mark.parametrize("story", COPY, ids=lambda path: path.stem)
def test_a_story_has_a_headline_words_a_section_and_rights(story: Path) -> None:
    head, body = front_matter(story)
    assert head["headline"].strip()
    assert head["section"].strip()
    assert head["rights"].strip()
    assert len(body.split()) >= 8


@pytest.mark.parametrize("story", COPY, ids=lambda path: path.stem)
def test_no_paragraph_is_longer_than_a_reader_bears(story: Path) -> None:
    longest = max(front_matter(story)[1].split("\n\n"), key=lambda paragraph: len(paragraph.split()))
    assert len(longest.split()) <= 190


@pytest.mark.parametrize("story", COPY, ids=lambda path: path.stem)
def test_every_story_is_attributed(story: Path) -> None:
    assert f"`{story.stem}`" in (DAILY / "ATTRIBUTIONS.md").read_text(encoding="utf-8")


def test_nothing_in_the_daily_is_under_a_share_alike_licence() -> None:
    words = "\n".join(path.read_text(encoding="utf-8") for path in [*COPY, DAILY / "ATTRIBUTIONS.md"])
    assert not re.search(r"BY-SA\s+\d|BY-NC", words.replace("CC BY-SA license instead of CC-BY-SA-NC", ""))


@pytest.mark.parametrize(("story", "file", "picture"), pictures(), ids=lambda value: getattr(value, "stem", ""))
def test_a_picture_has_a_caption_a_credit_and_words_for_those_who_do_not_see_it(
    story: str, file: Path, picture: dict[str, Any]
) -> None:
    assert file.is_file(), f"{story} names {picture['file']}"
    assert picture["caption"].strip().endswith(".")
    assert picture["credit"].strip()
    assert picture["alt"].strip()
    assert picture.get("whole") or all(0 <= part <= 1 for part in picture["focus"])


def test_every_picture_that_is_shipped_is_printed_and_attributed() -> None:
    printed = {file.resolve() for _, file, _ in pictures()}
    attributions = (DAILY / "ATTRIBUTIONS.md").read_text(encoding="utf-8")
    for file in sorted((DAILY / "pictures").iterdir()):
        assert file.resolve() in printed, f"{file.name} is in no story"
        assert f"`{file.name}`" in attributions


def test_pictures_are_wide_enough_to_print_and_small_enough_to_ship() -> None:
    files = sorted((DAILY / "pictures").iterdir())
    assert sum(file.stat().st_size for file in files) < 12_000_000
    for file in files:
        with Image.open(file) as picture:
            assert 500 <= picture.width <= 2400, file.name


def test_the_daily_has_twelve_pages_and_copy_for_each_section() -> None:
    edition = yaml.safe_load((DAILY / "edition.yaml").read_text(encoding="utf-8"))
    sections = {page["section"] for page in edition["pages"] if "section" in page}
    assert len(edition["pages"]) == 12
    assert {front_matter(story)[0]["section"] for story in COPY} <= sections | {"Briefs"}


def test_the_daily_has_copy_enough_for_twelve_pages() -> None:
    words = sum(len(front_matter(story)[1].split()) for story in COPY)
    assert 25_000 <= words <= 40_000
    assert len(COPY) >= 45
    assert sum(story.name.startswith("brief-") for story in COPY) >= 15


@pytest.fixture(scope="module")
def daily() -> Composed:
    return compose_file(DAILY / "edition.yaml")


def test_every_box_of_the_daily_is_full_to_the_line(daily: Composed) -> None:
    assert [fit.slug for fit in daily.fits if not fit.fits] == []
    assert sum(fit.widows + fit.orphans for fit in daily.fits) == 0


def test_two_stories_of_the_front_page_go_on_inside(daily: Composed) -> None:
    assert sum(fit.page == 1 and fit.jumped_to > 1 for fit in daily.fits) >= 2


def test_every_story_of_the_daily_is_printed_or_named(daily: Composed) -> None:
    printed = {fit.slug for fit in daily.fits}
    left = [each.slug for each in daily.report.left_over]
    assert left
    assert sorted([*printed, *left]) == sorted(story.slug for story in daily.edition.stories)
    assert sum(note.code == "story-unplaced" for note in daily.diagnostics) == len(left)


def test_the_daily_prints_all_words_of_the_stories_that_go_on(daily: Composed) -> None:
    for slug in {fit.slug for fit in daily.fits if fit.jumped_to}:
        story = daily.edition.story(slug)
        assert story is not None
        zones = [zone for page in daily.document.pages for zone in page.zones if zone.slug == slug]
        words = " ".join(zone.text for zone in zones if zone.paragraph >= 0).split()
        assert len(words) >= story.words


@pytest.mark.skipif(not SHARED_SEED.is_dir(), reason="the shared inputs are not on this machine")
def test_the_seed_is_the_article_page_as_it_was_found() -> None:
    for original in SHARED_SEED.glob("*.txt"):
        assert (SEED / original.name).read_bytes() == original.read_bytes()


def test_the_maps_are_drawn_again_from_their_data(monkeypatch: pytest.MonkeyPatch) -> None:
    if not (ROOT / "fonts" / "libre-franklin").is_dir():
        pytest.skip("Libre Franklin is not there to letter the maps with")
    monkeypatch.syspath_prepend(str(SEED))
    monkeypatch.syspath_prepend(str(DAILY))
    import make_map  # noqa: PLC0415 (scripts beside their data, importable only from their own folders)
    import make_maps  # noqa: PLC0415

    data = make_maps.read_data()
    assert_looks_like(make_map.draw(make_map.read_data()), SEED / "map.png")
    for name, plan in make_maps.MAPS.items():
        assert_looks_like(make_maps.draw(plan, data[plan.data]), DAILY / "pictures" / f"{name}.png")


def assert_looks_like(drawn: Image.Image, file: Path) -> None:
    """Equal but for the edges of letters, which another release of the font engine may move a little."""
    with Image.open(file) as shipped:
        difference = ImageChops.difference(drawn, shipped.convert("RGB")).convert("L")
    assert sum(difference.histogram()[48:]) < 0.002 * drawn.width * drawn.height, file.name
