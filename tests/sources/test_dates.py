"""Dates as newspapers write them."""

from __future__ import annotations

import datetime as dt

import pytest

from epaper.sources.dates import find_date


@pytest.mark.parametrize(
    "text",
    [
        "October 11, 2022",
        "Published October 11th, 2022 09:15am",
        "Oct. 11 2022",
        "11 October 2022",
        "Tue 11 Oct 2022 09.15 BST",
        "11th of October 2022",
        "11 Oct, 2022",
        "11-Oct-2022",
        "2022-10-11",
        "2022-10-11T09:15:00+05:00",
        "11/10/2022",
        "11.10.2022",
        "le 11 octobre 2022",
        "11. Oktober 2022",
        "11 de octubre de 2022",
        "11 Ekim 2022",
    ],
)
def test_a_date_is_found(text: str) -> None:
    found = find_date(text)
    assert found is not None
    assert found.date == dt.date(2022, 10, 11)


def test_figures_are_day_first_but_in_american_english() -> None:
    assert [str(each.date) for each in (find_date("4/5/2022"), find_date("4/5/2022", "en-US")) if each] == [
        "2022-05-04",
        "2022-04-05",
    ]
    american = find_date("10/25/2022")
    assert american is not None and str(american.date) == "2022-10-25"


def test_the_first_date_in_a_text_is_taken() -> None:
    found = find_date("Published 3 May 2022, updated May 1, 2022")
    assert found is not None
    assert (str(found.date), found.start, found.end) == ("2022-05-03", 10, 20)


@pytest.mark.parametrize(
    "text", ["", "2022", "October 2022", "31 February 2022", "in May", "1.2.3", "99/99/2022", "mayor 5 2022"]
)
def test_no_date_is_made_up(text: str) -> None:
    assert find_date(text) is None
