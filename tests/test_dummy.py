"""Layouts built by themselves: every box filled, with copy that fits it, or is too short or too long for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from epaper.display.page import Zone
from epaper.dummy import dummy_edition
from epaper.errors import InputError
from epaper.model.edition import CopyLength
from epaper.model.story import plain
from epaper.pipeline import Composed, compose_file, edition_of_layout
from epaper.resources import layouts_dir
from epaper.sources.layouts import load_layout
from epaper.typeset.typesetter import Typesetter

PAGES = [path for path in sorted(layouts_dir().glob("*.yaml")) if load_layout(path.stem).boxes]
EVERY_KIND = """
extends: tabloid
grid: {rows: [10 lines, 4fr, 3fr, 2fr]}
areas: |
  N N N N N
  L L L P P
  B B K P P
  B B C I R
boxes:
  N: {nameplate: {ears: [weather, price]}}
  L: {story: {headline: {style: head-1, lines: 1-2}, picture: none}}
  P: {picture: {}}
  B: {story: {headline: head-4, picture: {legs: 1, aspect: 1:1, at: top-right}}}
  K: {briefs: {items: 4}}
  C: {continued: {}}
  I: {index: {items: 4}}
  R: {rail: {items: 3}}
"""


@pytest.fixture
def every_kind(tmp_path: Path) -> Path:
    path = tmp_path / "every-kind.yaml"
    path.write_text(EVERY_KIND, encoding="utf-8")
    return path


def zones(composed: Composed, box: str) -> list[Zone]:
    return [zone for zone in composed.document.pages[0].zones if zone.box == box]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_copy_fits_the_shipped_layouts(path: Path) -> None:
    composed = compose_file(path)
    assert [fit for fit in composed.fits if fit.over_lines or fit.under_lines > 4] == []
    assert composed.diagnostics == ()


def test_each_kind_of_box_is_filled(every_kind: Path) -> None:
    composed = compose_file(every_kind)
    for box in "NLPBKCIR":
        assert zones(composed, box), box
    assert composed.diagnostics == ()
    assert [zone.role for zone in zones(composed, "I")].count("index") >= 4
    assert {zone.role for zone in zones(composed, "P")} >= {"picture", "caption", "headline"}
    assert {zone.role for zone in zones(composed, "R")} >= {"rail-head", "rail-teaser"}


@pytest.mark.parametrize(("length", "over", "under"), [("short", False, True), ("long", True, False)])
def test_copy_is_too_short_or_too_long_when_that_is_wanted(
    every_kind: Path, length: CopyLength, over: bool, under: bool
) -> None:
    fit = next(fit for fit in compose_file(every_kind, copy=length).fits if fit.box == "L")
    assert bool(fit.over_lines) is over
    assert any("advertisement" in action for action in fit.actions) or bool(fit.under_lines) is under


def test_a_box_keeps_its_story_while_the_layout_changes(every_kind: Path) -> None:
    before, _ = edition_of_layout(every_kind)
    every_kind.write_text(EVERY_KIND.replace("4fr, 3fr", "3fr, 3fr").replace("head-1", "head-2"), encoding="utf-8")
    after, _ = edition_of_layout(every_kind)
    assert [story.kicker for story in before.stories] == [story.kicker for story in after.stories]


def test_no_two_boxes_have_the_same_story() -> None:
    for path in PAGES:
        edition, _ = edition_of_layout(path)
        heads = [plain(story.headline) for story in edition.stories]
        assert len(heads) == len({*heads}), path.stem
        slugs = [story.slug for story in edition.stories]
        assert len(slugs) == len({*slugs})


def test_more_boxes_than_stories_are_filled_too(tmp_path: Path) -> None:
    names = [f"b{at}" for at in range(24)]
    rows = "\n".join("  " + " ".join(names[at : at + 4]) for at in range(0, 24, 4))
    boxes = "\n".join(f"  {name}: {{story: {{headline: head-6, picture: none}}}}" for name in names)
    path = tmp_path / "many.yaml"
    path.write_text(f"extends: a4\ngrid: {{rows: [1fr, 1fr, 1fr, 1fr, 1fr, 1fr]}}\nareas: |\n{rows}\nboxes:\n{boxes}\n")
    edition, _ = edition_of_layout(path)
    assert len({story.slug for story in edition.stories}) == 24


def test_a_layout_without_boxes_is_said_to_be_blank() -> None:
    assert [each.message for each in compose_file(layouts_dir() / "a4.yaml").diagnostics] == [
        "a4 has no boxes, and its page is blank"
    ]


def test_faults_of_the_layout_are_told(every_kind: Path) -> None:
    every_kind.write_text(EVERY_KIND.replace("picture: none", "pictrue: none"), encoding="utf-8")
    with pytest.raises(InputError, match='unknown key "pictrue" — did you mean "picture"'):
        edition_of_layout(every_kind)


def test_no_paragraph_stands_twice_on_a_page(typesetter: Typesetter) -> None:
    layout = load_layout("tabloid-front")
    edition, _ = dummy_edition(layout, layouts_dir() / "tabloid-front.yaml", typesetter)
    texts = [paragraph.text for story in edition.stories for paragraph in story.paragraphs]
    assert len(texts) == len({*texts})
