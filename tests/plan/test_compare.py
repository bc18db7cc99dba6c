"""Two layouts held against each other: what differs is said as a designer would write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from epaper.plan.compare import compare_layouts
from epaper.plan.grid import resolve_grid
from epaper.sources.layouts import load_layout

OLD = """extends: tabloid
grid: {columns: 4, rows: [1fr, 1fr]}
areas: |
  A A B B
  C C C C
boxes:
  A: {story: {legs: 2, headline: {style: head-2}, picture: {legs: 1, depth: 80%-120%}, jump: auto}}
  B: {story: {legs: 1, picture: {legs: 1}, more-pictures: [{legs: 1, at: left}]}}
  C: rail
"""


@pytest.mark.parametrize(
    ("change", "box", "words"),
    [
        (("jump: auto", "jump: 3"), "A", "jump auto → page 3"),
        ((", jump: auto", ""), "A", "jump auto → none"),
        (("80%-120%", "90%-120%"), "A", "picture depth 80-120 → 90-120"),
        (("at: left", "at: right"), "B", "picture 2 at left → right"),
        (("head-2", "head-3"), "A", "headline style head-2 → head-3"),
    ],
)
def test_a_change_inside_a_box_is_said_in_its_own_words(
    tmp_path: Path, change: tuple[str, str], box: str, words: str
) -> None:
    layouts = []
    for name, text in (("old", OLD), ("new", OLD.replace(*change))):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        layouts.append(load_layout(str(tmp_path / f"{name}.yaml")))
    grids = [resolve_grid(layout, 6_000) for layout in layouts]
    [found] = compare_layouts(layouts[0], layouts[1], (grids[0], grids[1]))
    assert found.name == f'box "{box}"'
    assert found.words == words
