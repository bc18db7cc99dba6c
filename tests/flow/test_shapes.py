"""A box that is too shallow for what it should hold loses its picture, then its head, never its copy, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from epaper.pipeline import compose_file


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
