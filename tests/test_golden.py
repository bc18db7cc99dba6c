"""Whole pages against their golden dumps: one line an item, so that a change reads as a short text difference.

Refresh with `pytest tests/test_golden.py --refresh-goldens -n0`, look at the page, and commit both.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest

from epaper.display.dump import dump
from epaper.pipeline import compose_file

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("layout", ["a4-article", "tabloid-article"])
def test_the_seed_page_is_made_up_as_before(layout: str, pytestconfig: pytest.Config) -> None:
    composed = compose_file(ROOT / "samples/seed/russian-us-troops.txt", layout)
    compare(f"seed-{layout}.txt", dump(composed.document.pages[0]).replace(str(ROOT), ""), pytestconfig)


def test_a_page_with_runarounds_is_made_up_as_before(pytestconfig: pytest.Config) -> None:
    page = compose_file(ROOT / "docs/images/runaround.yaml").document.pages[0]
    text = re.sub(r"\S*/greys-\d+/", "", dump(page).replace(str(ROOT), ""))
    compare("runaround.txt", text, pytestconfig)


def compare(name: str, text: str, pytestconfig: pytest.Config) -> None:
    golden = GOLDEN / name
    if pytestconfig.getoption("--refresh-goldens"):
        golden.write_text(text, encoding="utf-8")
    known = golden.read_text(encoding="utf-8")
    difference = "\n".join(
        difflib.unified_diff(known.splitlines(), text.splitlines(), "golden", "now", lineterm="", n=1)
    )
    assert not difference, difference
