"""Widths of columns: the cheapest that fit, equal to trying all; and in proportion where none fit."""

from __future__ import annotations

import itertools
import math

from hypothesis import given
from hypothesis import strategies as st

from epaper.typeset.columns import Offer, choose_widths, spread

offers = st.lists(st.builds(Offer, st.integers(1, 60), st.integers(0, 9).map(float)), min_size=1, max_size=4)


@given(st.lists(offers, min_size=1, max_size=4), st.integers(1, 150))
def test_no_other_choice_that_fits_is_cheaper(columns: list[list[Offer]], room: int) -> None:
    chosen = choose_widths(columns, room)
    fitting = [ways for ways in itertools.product(*columns) if sum(each.width for each in ways) <= room]
    least = min((sum(each.cost for each in ways) for ways in fitting), default=math.inf)
    assert chosen.cost == least
    assert sum(chosen.widths) == chosen.used
    assert chosen.used <= max(room, len(columns))


def test_columns_that_do_not_fit_share_the_room_by_their_needs() -> None:
    chosen = choose_widths([[Offer(300, 0.0)], [Offer(100, 0.0), Offer(150, 0.0)]], 200)
    assert (chosen.widths, chosen.cost) == ((150, 50), math.inf)


def test_what_is_left_goes_by_shares() -> None:
    assert spread((10, 20, 30), (1, 0, 3), 100) == (20, 20, 60)
    assert spread((10, 20), (1, 1), 25) == (10, 20)
