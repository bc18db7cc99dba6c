"""Pull quotes: large, on the grid, in a leg or astride two, out where copyfit says, and not read twice."""

from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import which

import pytest
from insets_page import LINE, make, paragraphs

from epaper.display.items import GlyphRun, Rule
from epaper.write.pdf import write_pdf

QUOTE = "pull-quotes: [“Nobody on the quay could say where the boats had gone”]\n"
TWO = "pull-quotes: [“Nobody on the quay could say where the boats had gone”, “A bell rang twice”]\n"


@pytest.mark.parametrize("place", ["true", "{legs: 2, down: 60}", "{at: right}", "{at: bottom-right}"])
def test_it_stands_in_the_middle_between_rules_on_the_grid_with_no_text_on_it(tmp_path: Path, place: str) -> None:
    made = make(tmp_path, f"picture: none, pull-quote: {place}", head=QUOTE)
    (quote,) = made.zones("pull-quote")
    assert quote.text == "“Nobody on the quay could say where the boats had gone”"
    rules = [item for zone in made.zones("artifact") for item in zone.items if isinstance(item, Rule)]
    above, below = rules
    grid = made.runs[-1].y % LINE
    assert below.y1 % LINE == grid
    lines = sorted(item.y for item in quote.items if isinstance(item, GlyphRun))
    over, under = quote.rect.y - above.y1, below.y1 - (lines[-1] + quote.items[0].size // 4)  # type: ignore[union-attr]
    assert over > 0 and abs(over - under) < 1_600, "a rule's thickness apart at most"
    for run in made.runs:
        beside = run.x + run.width <= above.x1 or run.x >= above.x2
        assert beside or run.y <= above.y1 or run.y - run.size // 2 >= below.y1, run.text
    assert made.text == "\n".join(made.copy)
    assert made.fit.over_lines == 0


def test_astride_two_wide_legs_both_run_around_it(tmp_path: Path) -> None:
    made = make(tmp_path, "legs: 2, picture: none, pull-quote: {width: 44mm}", head=QUOTE)
    (quote,) = made.zones("pull-quote")
    ends = {run.x + run.width for run in made.runs if run.x < quote.rect.x and quote.rect.y < run.y < quote.rect.bottom}
    starts = {run.x for run in made.runs if run.x > quote.rect.x and quote.rect.y < run.y < quote.rect.bottom}
    assert max(ends) < quote.rect.x and min(starts) > quote.rect.right


@pytest.mark.parametrize("count", range(24, 32, 2))
def test_copyfit_leaves_it_out_only_where_that_is_allowed_and_says_so(tmp_path: Path, count: int) -> None:
    levers = "fit: [looseness 1, quote]\n"
    made = make(tmp_path, "picture: none, pull-quote: true", head=QUOTE, fit=levers, copy=paragraphs(count))
    assert ("pull quote left out" in made.fit.actions) == (not made.zones("pull-quote"))
    kept = make(tmp_path, "picture: none, pull-quote: true", head=QUOTE, fit="fit: [looseness 1]\n", copy=made.copy)
    assert len(kept.zones("pull-quote")) == 1


def test_copyfit_may_take_another_of_the_storys(tmp_path: Path) -> None:
    taken = set()
    for count in range(22, 34, 2):
        made = make(tmp_path, "picture: none, pull-quote: true", head=TWO, fit="fit: [quote]\n", copy=paragraphs(count))
        taken |= {zone.text for zone in made.zones("pull-quote")}
        if made.zones("pull-quote") and "twice" in made.zones("pull-quote")[0].text:
            assert "pull quote 2 of 2" in made.fit.actions
    assert taken == {"“Nobody on the quay could say where the boats had gone”", "“A bell rang twice”"}


def test_a_story_without_one_is_as_it_was(tmp_path: Path) -> None:
    made = make(tmp_path, "picture: none, pull-quote: true")
    assert not made.zones("pull-quote")
    assert made.fit.actions == make(tmp_path, "picture: none").fit.actions


@pytest.mark.skipif(which("pdfinfo") is None, reason="poppler-utils is not here")
def test_it_is_drawn_but_not_in_the_reading_order(tmp_path: Path) -> None:
    made = make(tmp_path, "picture: none, pull-quote: true", head=QUOTE.replace("Nobody", "Nobodaddy"))
    write_pdf(made.composed.document, tmp_path / "page.pdf")
    read = subprocess.run(
        ["pdfinfo", "-struct-text", str(tmp_path / "page.pdf")], capture_output=True, text=True, check=True
    ).stdout
    seen = subprocess.run(["pdftotext", str(tmp_path / "page.pdf"), "-"], capture_output=True, text=True, check=True)
    assert "Nobodaddy" in seen.stdout
    assert "Nobodaddy" not in read and "gulls" in read
