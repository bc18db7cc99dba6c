"""Columns of briefs: what they cannot show is said."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from epaper.pipeline import compose_file

LAYOUT = """\
layout: page
description: Briefs alone
extends: tabloid
grid: {rows: [1fr]}
areas: |
  K K K K K
boxes:
  K: {briefs: {items: 4}}
"""
BRIEF = """\
---
headline: Rain is late
pictures: [{file: rain.png, caption: Clouds over the harbour, alt: Clouds}]
---
The rain that was promised for Monday has not come, and the harbour office does not say when it will.

::: fact Rain in numbers
Twelve millimetres fell in March.
:::
"""


def test_pictures_and_facts_of_briefs_are_not_dropped_unseen(tmp_path: Path) -> None:
    (tmp_path / "page.yaml").write_text(LAYOUT)
    (tmp_path / "rain.md").write_text(BRIEF)
    Image.new("RGB", (900, 600), "grey").save(tmp_path / "rain.png")
    edition = tmp_path / "paper.yaml"
    edition.write_text(
        "title: T\ndate: 2026-03-17\nlayouts: .\npages: [{layout: page, boxes: {K: rain}}]\nstories: [rain.md]\n"
    )
    composed = compose_file(edition)
    assert [fit.slug for fit in composed.fits] == ["rain"]
    said = {note.code for note in composed.diagnostics}
    assert "picture-unused" in said
    assert any("Rain in numbers" in note.message or "facts" in note.message for note in composed.diagnostics)
