"""A box that is too shallow for what it should hold loses its picture, then its head, never its copy, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from epaper.pipeline import Composed, compose_file


def far_too_long(folder: Path, fit: str) -> Composed:
    """A page with a story that has a picture and a deck, and twice the copy that its box holds."""
    Image.new("RGB", (600, 400)).save(folder / "mill.png")
    (folder / "tale.md").write_text(
        "---\nheadline: A long tale of a small box and what became of it\ndeck: In which it is told\n"
        "pictures: [{file: mill.png}]\n---\n" + ("Some words that want to be set. " * 20 + "\n\n") * 12,
        encoding="utf-8",
    )
    (folder / "small.yaml").write_text(
        f"extends: a4\nfit: {fit}\ngrid: {{rows: [40 lines, 1fr]}}\n"
        "areas: |\n  A A A A\n  . . . .\nboxes: {A: {story: {headline: head-2, picture: {legs: 2, at: top-right}}}}\n"
    )
    (folder / "edition.yaml").write_text(
        "title: T\ndate: 2026-03-17\nlayouts: .\nstories: [tale.md]\npages: [{layout: small}]\n"
    )
    return compose_file(folder / "edition.yaml")


def test_a_story_that_is_far_too_long_takes_all_the_room_there_is(tmp_path: Path) -> None:
    found = []
    for fit in ("[]", "[headline 2 steps]", "[headline 2 steps, deck]", "[headline 2 steps, deck, picture 60%-130%]"):
        (composed,) = far_too_long(tmp_path, fit).fits
        found.append((composed.over_lines, len(composed.actions)))
    assert [over for over, _ in found] == sorted({over for over, _ in found}, reverse=True)
    assert [count for _, count in found] == [0, 1, 2, 3]


def test_its_picture_goes_where_it_may(tmp_path: Path) -> None:
    kept, left = (far_too_long(tmp_path, f"[headline 2 steps, deck, picture{more}]") for more in ("", ", no-picture"))
    assert left.fits[0].over_lines < kept.fits[0].over_lines
    assert "picture left out" in left.fits[0].actions
    assert [each.code for each in left.diagnostics if each.code == "picture-unused"] == ["picture-unused"]
    assert not [zone for zone in left.document.pages[0].zones if zone.role == "picture"]


@pytest.mark.parametrize("depth", [1, 2, 3, 5, 8, 13])
def test_any_depth_takes_a_story_with_a_picture(tmp_path: Path, depth: int) -> None:
    Image.new("RGB", (600, 400)).save(tmp_path / "mill.png")
    (tmp_path / "tale.md").write_text(
        "---\nheadline: A long tale of a small box and what became of it\ndeck: In which it is told\n"
        "pictures: [{file: mill.png}]\n---\n" + "Some words that want to be set. " * 40,
        encoding="utf-8",
    )
    (tmp_path / "small.yaml").write_text(
        f"extends: a4\ngrid: {{rows: [{depth} lines, 1fr]}}\n"
        "areas: |\n  A A A A\n  . . . .\nboxes: {A: {story: {headline: head-1}}}\n"
    )
    (tmp_path / "edition.yaml").write_text(
        "title: T\ndate: 2026-03-17\nlayouts: .\nstories: [tale.md]\npages: [{layout: small}]\n"
    )
    composed = compose_file(tmp_path / "edition.yaml")
    (fit,) = composed.fits
    assert fit.over_words > 0
    box = composed.document.pages[0]
    lowest = max(zone.rect.bottom for zone in box.zones if zone.box == "A")
    assert lowest <= 31_181 + depth * 10_000 + 3_000
