"""Where words may be divided."""

from __future__ import annotations

from itertools import pairwise

import pytest

from epaper.model.style import HJ
from epaper.typeset.hyphenate import has_patterns, hyphen_points


def divided(word: str, language: str, hj: HJ | None = None) -> str:
    points = [0, *hyphen_points(word, language, hj or HJ()), len(word)]
    return "-".join(word[a:b] for a, b in pairwise(points))


@pytest.mark.parametrize(
    ("word", "language", "wanted"),
    [
        ("congeniality", "en-GB", "con-geni-al-ity"),
        ("congeniality", "en-US", "con-ge-nial-ity"),
        ("Pakistan’s", "en-GB", "Pak-istan’s"),
        ("(mountains),", "en-US", "(moun-tains),"),
        ("Islamabad", "en-GB", "Is-lama-bad"),
        ("Geschwindigkeit", "de-DE", "Ge-schwin-dig-keit"),
        ("l’organisation", "fr", "l’or-ga-ni-sa-tion"),
        ("gobierno", "es", "go-bierno"),
        ("vatandaşlarımız", "tr", "va-tan-daş-la-rı-mız"),
        ("house", "en-GB", "house"),
        ("NATO", "en-GB", "NATO"),
        ("wikiHow", "en-US", "wikiHow"),
        ("YouTube’s", "en-GB", "YouTube’s"),
        ("B2B-platform9", "en-GB", "B2B-platform9"),
        ("सरकार", "hi", "सरकार"),
        ("extra\u00adordinary", "en-GB", "extra\u00ad-ordinary"),
    ],
)
def test_divides_by_language(word: str, language: str, wanted: str) -> None:
    assert divided(word, language) == wanted


def test_keeps_the_letters_asked_for_before_and_after() -> None:
    assert divided("congeniality", "en-GB", HJ(after_first=4, before_last=4)) == "congeni-ality"


def test_leaves_capitalised_words_whole_when_told_to() -> None:
    assert divided("Washington", "en-GB", HJ(hyphenate_capitalised=False)) == "Washington"


def test_knows_which_languages_it_can_divide() -> None:
    assert has_patterns("en-GB")
    assert has_patterns("tr")
    assert not has_patterns("ur")
