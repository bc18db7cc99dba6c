"""The line breaker against the published figures, against brute force, and against its own laws."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epaper.typeset.breakpoints import INFINITE, Box, Breakpoints, Glue, Item, Penalty, from_items
from epaper.typeset.candidates import Rules
from epaper.typeset.linebreak import Near, Setting, laxer, possible, ways
from epaper.value import replace


def break_lines(points: Breakpoints, measures: list[float], rules: Rules) -> dict[int, Setting]:
    """The best setting for each number of lines, under the strictest rules that leave any."""
    for attempt in laxer(points, rules):
        found = ways(points, measures, attempt).counted()
        settings = {lines: found.setting(lines) for lines in found.bounds}
        if any(settings.values()):
            return {lines: setting for lines, setting in settings.items() if setting is not None}
    raise AssertionError("the last attempt forbids nothing")


BOOK_RULES = Rules(tolerance=3.0, hyphen_limit=99)


def frog_king(shared: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((shared / "06-linebreaking/frog-king.json").read_text(encoding="utf-8"))
    return loaded


def paragraph_of(data: dict[str, Any]) -> list[Item]:
    """The paragraph as the book builds it: soft hyphens are flagged penalties, spaces depend on punctuation."""
    width = data["char_widths"]
    after = {",": "after_comma", ";": "after_semicolon", ".": "after_period"}
    items: list[Item] = []
    words = data["text_with_soft_hyphens"].split(" ")
    for number, word in enumerate(words):
        syllables = word.split("\u00ad")
        for at, syllable in enumerate(syllables):
            *heads, tail = syllable.split("-")
            for head in heads:
                items += [Box(sum(width[char] for char in head) + width["-"]), Penalty(0, 50, True)]
            items.append(Box(sum(width[char] for char in tail)))
            if at < len(syllables) - 1:
                items.append(Penalty(6, 50, True))
        if number < len(words) - 1:
            glue = data["glue"][after.get(word[-1], "default")]
            items.append(Glue(glue["width"], glue["stretch"], glue["shrink"]))
    return [*items, Penalty(0, INFINITE), Glue(0, 1000, 0), Penalty(0, -INFINITE, True)]


@pytest.mark.parametrize("case", [0, 1])
def test_breaks_the_frog_king_as_the_book_does(shared: Path, case: int) -> None:
    data = frog_king(shared)
    published = data["cases"][case]
    measures = [published["line_widths"]["first"], published["line_widths"]["others"]]
    found = break_lines(from_items(paragraph_of(data)), measures, BOOK_RULES)
    best = min(found.values(), key=lambda setting: setting.demerits)
    assert [round(ratio, 3) for ratio in best.ratios] == published["adjustment_ratios"]


def words(widths: list[int], hyphens: list[bool]) -> list[Item]:
    """Boxes of the given widths; True where the next box follows after a possible hyphen instead of a space."""
    items: list[Item] = []
    for width, hyphen in itertools.zip_longest(widths, hyphens[: len(widths) - 1]):
        items.append(Box(width))
        if hyphen is not None:
            items.append(Penalty(3, 50, True) if hyphen else Glue(4, 2, 1))
    return [*items, Penalty(0, INFINITE), Glue(0, 1e9, 0), Penalty(0, -INFINITE)]


def all_settings(
    points: Breakpoints, measure: int, rules: Rules, no_flag: frozenset[int] = frozenset()
) -> dict[int, float]:
    """Brute force: the least demerits for each number of lines over every set of breakpoints."""
    last = len(points.cost) - 1
    best: dict[int, float] = {}
    for count in range(last):
        for chosen in itertools.combinations(range(1, last), count):
            cost = demerits_of(points, [*chosen, last], measure, rules)
            if any(points.flagged[at] for line, at in enumerate(chosen, start=1) if line in no_flag):
                continue
            if cost is not None:
                lines = len(chosen) + 1
                best[lines] = min(best.get(lines, cost), cost)
    return best


def demerits_of(points: Breakpoints, breaks: list[int], measure: int, rules: Rules) -> float | None:
    """The demerits of one choice of breaks, straight from the definition; None where a line cannot be set."""
    total, ladder, tightness = 0.0, 0, 1
    for a, b in itertools.pairwise([0, *breaks]):
        natural = points.end_width[b] - points.start_width[a]
        stretch = points.end_stretch[b] - points.start_stretch[a]
        shrink = points.end_shrink[b] - points.start_shrink[a]
        need = measure - natural
        if need < 0 and -need > shrink:
            return None
        if need >= 0 and stretch <= 0 and need > 0:
            return None
        ratio = 0.0 if need == 0 else need / (stretch if need > 0 else shrink)
        if ratio > rules.tolerance:
            return None
        steep = 1.5
        badness = 100 * (abs(ratio) ** 3 if ratio <= steep else steep**3 + 3 * steep**2 * (ratio - steep))
        cost = points.cost[b]
        total += (1 + badness + cost) ** 2 if cost >= 0 else (1 + badness) ** 2
        new = 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3
        if abs(new - tightness) > 1:
            total += rules.adjacent
        if new == tightness == 3:
            total += rules.rivers
        if points.flagged[b]:
            total += rules.consecutive if ladder else 0.0
            ladder += 1
            if ladder > rules.hyphen_limit:
                return None
        else:
            ladder = 0
        if b == len(points.cost) - 1:
            total += points.closing[a]
        tightness = new
    return total


@settings(deadline=None, max_examples=150)
@given(
    widths=st.lists(st.integers(5, 30), min_size=2, max_size=9),
    hyphens=st.lists(st.booleans(), min_size=8, max_size=8),
    measure=st.integers(40, 80),
)
def test_equals_brute_force_for_every_number_of_lines(widths: list[int], hyphens: list[bool], measure: int) -> None:
    points = from_items(words(widths, hyphens))
    points = replace(points, closing=1e5 * np.array(points.flagged))
    rules = Rules(tolerance=20.0, hyphen_limit=1)
    wanted = all_settings(points, measure, rules)
    if not wanted:
        return  # no setting without an overfull line: the breaker then gives its least bad one
    found = ways(points, [measure], rules)
    best, counted = found.best(), found.counted()
    assert possible(points, [measure], rules.tolerance)
    assert best is not None
    assert best.demerits == pytest.approx(min(wanted.values()))
    for lines, cost in wanted.items():
        setting = counted.setting(lines)
        assert setting is not None
        assert setting.demerits == pytest.approx(cost)
        assert counted.bounds[lines] <= cost + 1e-6
    for line in range(1, max(wanted)):
        without = all_settings(points, measure, rules, frozenset({line}))
        for lines in wanted:
            setting = counted.setting(lines, frozenset({line}))
            assert (setting.demerits if setting else None) == pytest.approx(without.get(lines))


@settings(deadline=None, max_examples=100)
@given(st.lists(st.integers(5, 15), min_size=5, max_size=60))
def test_never_sets_more_hyphens_in_a_row_than_the_limit(widths: list[int]) -> None:
    every_other = [at % 2 == 0 for at in range(len(widths))]
    points = from_items(words(widths, every_other))
    for setting in break_lines(points, [90], Rules(hyphen_limit=2)).values():
        flags = [points.flagged[at] for at in setting.breaks]
        longest = max((len(list(run)) for flag, run in itertools.groupby(flags) if flag), default=0)
        assert longest <= 2


def test_a_word_wider_than_the_measure_still_gets_a_line() -> None:
    found = break_lines(from_items(words([10, 500, 10], [False, False])), [60], Rules())
    assert all(setting.lines >= 1 for setting in found.values())


def test_each_line_has_its_own_measure() -> None:
    points = from_items(words([20] * 12, [False] * 11))
    found = break_lines(points, [44, 92], Rules())
    best = min(found.values(), key=lambda each: each.demerits)
    assert best.breaks[0] == 2
    assert best.breaks[1] == 6


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(5, 25), min_size=20, max_size=60), st.integers(0, 3))
def test_near_a_known_setting_nothing_is_lost(widths: list[int], spread: int) -> None:
    points = from_items(words(widths, [at % 3 == 0 for at in range(len(widths))]))
    every = break_lines(points, [90], Rules())
    best = min(every.values(), key=lambda setting: setting.demerits)
    near = ways(points, [90], Rules()).counted(Near(best.breaks, spread))
    setting = near.setting(best.lines)
    assert setting is not None
    assert setting.demerits == pytest.approx(best.demerits)
    assert all(abs(lines - best.lines) <= spread for lines in near.bounds)
