"""Rules between boxes: unbroken along a box that has several beside it."""

from __future__ import annotations

from pathlib import Path

from epaper.display.items import Rule
from epaper.pipeline import compose_file

LAYOUT = """\
layout: page
description: Two boxes beside a tall one
extends: tabloid
grid: {rows: [1fr, 1fr]}
areas: |
  A A A R R
  B B B R R
boxes:
  A: {story: {picture: none}}
  B: {story: {picture: none}}
  R: {story: {picture: none}}
"""


def test_a_rule_beside_a_tall_box_is_one(tmp_path: Path) -> None:
    (tmp_path / "page.yaml").write_text(LAYOUT)
    page = compose_file(tmp_path / "page.yaml").document.pages[0]
    rules = [item for item in page.items if isinstance(item, Rule)]
    upright = [rule for rule in rules if rule.x1 == rule.x2 and rule.y2 - rule.y1 > 100_000]
    assert len(upright) == 1
    across = [rule for rule in rules if rule.y1 == rule.y2 and rule.x1 < upright[0].x1]
    assert any(upright[0].y1 < rule.y1 < upright[0].y2 for rule in across)
