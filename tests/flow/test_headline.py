"""Headlines break where the sense breaks: each bad break counts whole, in however many lines."""

from __future__ import annotations

import pytest

from epaper.flow.headline import headlines, sense_lines
from epaper.flow.stone import Stone
from epaper.fonts.book import FontBook
from epaper.model.layout import HeadlineSpec
from epaper.model.story import Run
from epaper.resources import fonts_dir
from epaper.sources.editions import edition_of_story
from epaper.sources.layouts import load_layout
from epaper.typeset.typesetter import Typesetter
from epaper.units import mm
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def stone() -> Stone:
    edition, _ = edition_of_story(ROOT / "samples/seed/russian-us-troops.txt", "broadsheet-article")
    return Stone(Typesetter(FontBook((str(fonts_dir()),)), "en-GB"), load_layout("broadsheet-article"), edition)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Kane strikes late to spare England", 121, ["Kane strikes late", "to spare England"]),
        ("Jupiter throws spacecraft on towards Pluto", 121, ["Jupiter throws spacecraft", "on towards Pluto"]),
        ("Navy tests vaccine against malaria", 79, ["Navy tests vaccine", "against malaria"]),
    ],
)
def test_a_smaller_head_is_better_than_one_that_breaks_badly(
    stone: Stone, text: str, width: int, lines: list[str]
) -> None:
    best = headlines(stone, (Run(text),), HeadlineSpec("head-3", (1, 3)), mm(width), "en")[0]
    assert [line.text.strip() for line in best.lines] == lines


def test_a_good_break_in_three_lines_is_better_than_a_bad_one_in_two(stone: Stone) -> None:
    text = (Run("Fishermen rescue 700 from sinking boat off Aceh"),)
    best = headlines(stone, text, HeadlineSpec("head-3", (1, 3)), mm(121), "en")[0]
    assert [line.text.strip() for line in best.lines] == ["Fishermen rescue", "700 from sinking", "boat off Aceh"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Backing for reform of arms buying", ["Backing for reform", "of arms buying"]),
        ("Rain is late", ["Rain is late"]),
        ("Donaudampfschifffahrtsgesellschaftskapitän geht", []),
    ],
)
def test_a_small_head_has_few_lines_that_break_by_the_sense(stone: Stone, text: str, lines: list[str]) -> None:
    made = sense_lines(stone, (Run(text),), stone.style("brief-head"), mm(45), "en")
    assert [line.text.strip() for line in made] == lines
