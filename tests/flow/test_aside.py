"""Boxes of facts: in their corner, on the grid, with the story's text around them; and never lost unsaid."""

from __future__ import annotations

from pathlib import Path

import pytest

from epaper.display.items import Fill, GlyphRun
from epaper.display.page import Zone
from epaper.geometry import Rect
from epaper.pipeline import Composed, compose_file

WORDS = "Some words that want to be set in a narrow leg and have nothing to say for themselves. "
STORY = (WORDS * 2 + "\n\n") * 16
FACTS = "::: fact The club\nFounded in 1901, in a railway shed.\n\n- Titles: four\n- Ground: the Mill\n:::\n\n"


def composed(folder: Path, text: str, fact: str = "{}", fit: str = "[looseness 3]", depth: int = 30) -> Composed:
    (folder / "tale.md").write_text(f"---\nheadline: A tale\n---\n{text}", encoding="utf-8")
    (folder / "small.yaml").write_text(
        f"extends: a4\nfit: {fit}\ngrid: {{rows: [{depth} lines, 1fr]}}\nareas: |\n  A A A A\n  . . . .\n"
        f"boxes: {{A: {{story: {{byline: none, fact: {fact}}}}}}}\n"
    )
    (folder / "edition.yaml").write_text(
        "title: T\ndate: 2026-03-17\nlayouts: .\nstories: [tale.md]\npages: [{layout: small}]\n"
    )
    return compose_file(folder / "edition.yaml")


def panel(made: Composed) -> Rect:
    """The tint behind the box."""
    [rect] = [item.rect for item in made.document.pages[0].items if isinstance(item, Fill)]
    return rect


def text(made: Composed) -> list[Zone]:
    return [zone for zone in made.document.pages[0].zones if zone.slug and zone.role != "headline"]


def inside(zone: Zone, rect: Rect) -> bool:
    return rect.x <= zone.rect.x < rect.right and rect.y <= zone.rect.y < rect.bottom


@pytest.mark.parametrize("at", ["bottom-right", "bottom-left", "top-right", "top-left"])
@pytest.mark.parametrize("legs", [1, 2])
def test_it_stands_in_its_corner_and_text_keeps_out(tmp_path: Path, at: str, legs: int) -> None:
    made = composed(tmp_path, FACTS + STORY, f"{{at: {at}, legs: {legs}}}")
    rect, zones = panel(made), text(made)
    body = [zone for zone in zones if zone.role == "body"]
    lefts = sorted({zone.rect.x for zone in body})
    rights = sorted({zone.rect.right for zone in body})
    assert (rect.right if at.endswith("right") else rect.x) == (rights[-1] if at.endswith("right") else lefts[0])
    lowest = max(item.y for zone in body for item in zone.items if isinstance(item, GlyphRun))
    assert rect.bottom == lowest if at.startswith("bottom") else rect.y == min(zone.rect.y for zone in body)
    assert not any(inside(zone, rect) for zone in body)
    facts = [zone for zone in zones if inside(zone, rect)]
    assert {zone.role for zone in facts} == {"subhead", "fact", "list-item"}
    (fit,) = made.fits
    assert (fit.over_words, fit.cut, fit.level) == (0, (), True)


def test_all_its_lines_stand_on_the_pages_grid(tmp_path: Path) -> None:
    zones = text(composed(tmp_path, FACTS + STORY))
    lines = {
        item.y % 10_000
        for zone in zones
        if zone.role in ("body", "fact", "list-item")
        for item in zone.items
        if isinstance(item, GlyphRun)
    }
    assert len(lines) == 1


def test_it_is_read_after_the_story_and_numbered_on(tmp_path: Path) -> None:
    zones = text(composed(tmp_path, f"{WORDS}\n\n{FACTS}{WORDS * 20}"))
    numbers = [zone.paragraph for zone in zones if zone.paragraph >= 0]
    assert numbers == sorted(numbers)
    assert [zone.text for zone in zones if zone.paragraph > 1][-1] == "• Ground: the Mill"


def test_it_becomes_wider_where_it_is_too_deep_for_its_legs(tmp_path: Path) -> None:
    long = f"::: fact The club\n{(WORDS + chr(10) * 2) * 12}:::\n\n"
    made = composed(tmp_path, long + WORDS * 40)
    one_leg = composed(tmp_path, FACTS + WORDS * 40)
    assert panel(made).width > panel(one_leg).width
    assert made.fits[0].cut == ()


@pytest.mark.parametrize("at", ["bottom-right", "bottom-left"])
@pytest.mark.parametrize("paragraphs", [4, 5, 6, 7])
def test_at_the_foot_it_rises_with_legs_that_end_higher(tmp_path: Path, at: str, paragraphs: int) -> None:
    made = composed(tmp_path, FACTS + (WORDS * 3 + "\n\n") * paragraphs, f"{{at: {at}}}", "[looseness 3, white]")
    rect, (fit,) = panel(made), made.fits
    body = [zone for zone in text(made) if zone.role == "body"]
    lowest = max(item.y for zone in body for item in zone.items if isinstance(item, GlyphRun))
    assert fit.under_lines > 0
    assert fit.level
    assert rect.bottom == lowest
    assert not any(inside(zone, rect) for zone in body)


@pytest.mark.parametrize(("fact", "depth"), [("none", 30), ("{}", 6)])
def test_one_that_finds_no_place_is_reported_word_for_word(tmp_path: Path, fact: str, depth: int) -> None:
    made = composed(tmp_path, FACTS + WORDS * 20, fact, depth=depth)
    (fit,) = made.fits
    assert fit.cut == ("The club\nFounded in 1901, in a railway shed.\nTitles: four\nGround: the Mill",)
    [warning] = [each for each in made.diagnostics if each.code == "fact-unused"]
    assert warning.message == "tale: the fact box “The club” has no place in box A"


def test_copyfit_leaves_it_out_only_where_it_may(tmp_path: Path) -> None:
    long = FACTS + STORY + (WORDS * 2 + "\n\n") * 2
    kept = composed(tmp_path, long).fits[0]
    spared = composed(tmp_path, long, fit="[looseness 3, fact]").fits[0]
    assert kept.over_words > 0
    assert kept.cut == ()
    assert spared.over_words == 0
    assert "fact box left out" in spared.actions
    assert len(spared.cut) == 1
