"""The house's advertisement under a story that is too short for its box: nothing is cut to make room for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from epaper.pipeline import Composed, compose_file

WORDS = "The ferry was late again, and nobody on the quay could say why. "
COPY = f"---\nheadline: A tale\n---\n{WORDS * 4}<opt>Two gulls followed the nets.</opt>\n\n<cut 1>{WORDS * 2}\n\n"


def composed(folder: Path, lines: int) -> Composed:
    (folder / "tale.md").write_text(COPY + WORDS * 3, encoding="utf-8")
    (folder / "small.yaml").write_text(
        f"extends: a4\nfit: [looseness 1, optional, filler]\ngrid: {{rows: [{lines} lines, 1fr]}}\n"
        "areas: |\n  A A A A\n  . . . .\nboxes: {A: {story: {byline: none}}}\n"
    )
    (folder / "edition.yaml").write_text(
        "title: T\ndate: 2026-03-17\nlayouts: .\nstories: [tale.md]\npages: [{layout: small}]\n"
    )
    return compose_file(folder / "edition.yaml")


@pytest.mark.parametrize("lines", range(24, 44, 2))
def test_nothing_is_cut_over_it(tmp_path: Path, lines: int) -> None:
    (fit,) = composed(tmp_path, lines).fits
    assert any("advertisement under it" in action for action in fit.actions)
    assert fit.cut == ()


def test_its_depth_is_told(tmp_path: Path) -> None:
    (fit,) = composed(tmp_path, 40).fits
    assert any("advertisement under it, " in action and action.endswith(" lines deep") for action in fit.actions)
