"""Filling legs: exact, level, without widows or orphans, at the least cost, and never losing copy."""

from __future__ import annotations

import itertools

import pytest

from epaper.flow.fill import FOOT_HYPHEN, ORPHAN, WIDOW, Block, Filled, fill
from epaper.flow.level import level
from epaper.flow.run import Leg
from epaper.model.story import Run
from epaper.model.style import TextStyle
from epaper.typeset.typesetter import Typesetter
from epaper.units import mm

SENTENCES = (
    "Deconfliction channels have been in place since 2015 to prevent any clash between the Russians and the Americans.",
    "Both Washington and Moscow have troops on the ground in Syria backing opposing sides of the war that has ravaged "
    "the Middle Eastern country since 2011.",
    "Several troops even exchanged small patches worn on their uniforms as momentos of the interaction.",
    "But on Saturday morning, US and Russian patrol routes intersected at an oil field near the town of Qahtaniyah in "
    "the northeastern province of Hassakeh, according to correspondents.",
)
WIDTH = mm(45)


def blocks(typesetter: Typesetter, body: TextStyle, count: int) -> list[Block]:
    texts = itertools.islice(itertools.cycle(SENTENCES), count)
    return [Block(typesetter.prepare((Run(text),), body, WIDTH), indent=9_000) for text in texts]


def natural(made: list[Block]) -> int:
    return sum(block.prepared.best(block.measures((WIDTH,))).lines for block in made)


def legs(count: int, lines: int) -> list[Leg]:
    return [Leg(at * (WIDTH + 12_000), WIDTH, 0, lines) for at in range(count)]


def lone_lines(filled: Filled, legs: list[Leg]) -> int:
    """Widows and orphans, counted from the placements."""
    ends = list(itertools.accumulate(leg.lines for leg in legs))
    found = 0
    for placement in filled.placements:
        lines = placement.fit.lines
        cuts = [end - placement.start for end in ends if placement.start < end < placement.start + lines]
        found += sum(cut == 1 or lines - cut == 1 for cut in cuts)
    return found


@pytest.mark.parametrize(("paragraphs", "columns"), [(6, 2), (6, 3), (11, 2), (11, 3), (16, 3), (16, 5), (30, 6)])
def test_level_legs_hold_all_copy_without_widow_or_orphan(
    typesetter: Typesetter, body: TextStyle, paragraphs: int, columns: int
) -> None:
    made = blocks(typesetter, body, paragraphs)
    places = legs(columns, 100)
    shorter, filled = level(made, places, natural(made), fill(made, places, exact=True))
    assert filled.end == filled.capacity
    assert len({leg.lines for leg in shorter}) == 1
    assert lone_lines(filled, list(shorter)) == 0


def test_no_hyphen_at_a_legs_foot(typesetter: Typesetter, body: TextStyle) -> None:
    made = blocks(typesetter, body, 16)
    places = legs(5, 100)
    shorter, filled = level(made, places, natural(made), fill(made, places, exact=True))
    ends = set(itertools.accumulate(leg.lines for leg in shorter))
    for placement in filled.placements:
        prepared = made[placement.block].prepared
        for number, at in enumerate(placement.fit.setting.breaks, start=1):
            if placement.start + number in ends:
                assert not prepared.flagged[at]


def test_copy_that_is_too_long_is_placed_past_the_capacity_not_dropped(typesetter: Typesetter, body: TextStyle) -> None:
    made = blocks(typesetter, body, 12)
    filled = fill(made, legs(2, 10), exact=True)
    assert filled.over > 0
    assert len(filled.placements) == 12
    assert filled.end >= natural(made) - 12


def test_equals_brute_force_on_two_legs(typesetter: Typesetter, body: TextStyle) -> None:
    made = blocks(typesetter, body, 4)
    lines = (natural(made) + 1) // 2
    places = legs(2, lines)
    filled = fill(made, places, exact=False)
    assert filled.cost == pytest.approx(_brute(made, lines))


def _brute(made: list[Block], foot: int) -> float:
    """Every combination of settings."""
    cheapest = float("inf")
    offers = []
    for block in made:
        settings = block.prepared.settings(block.measures((WIDTH,)))
        near = settings.best.lines
        offers.append([fit for lines in settings.bounds() if abs(lines - near) <= 3 and (fit := settings.fit(lines))])
    for choice in itertools.product(*offers):
        cost, start = 0.0, 0
        for block, fit in zip(made, choice, strict=True):
            above = foot - start
            if 0 < above < fit.lines:
                cost += ORPHAN * (above == 1) + WIDOW * (fit.lines - above == 1)
                if block.prepared.flagged[fit.setting.breaks[above - 1]]:
                    held = block.prepared.settings(block.measures((WIDTH,))).fit(fit.lines, frozenset({above}))
                    cost += held.cost - fit.cost if held else FOOT_HYPHEN
            cost += fit.cost
            start += fit.lines
        over = max(0, start - 2 * foot)
        cheapest = min(cheapest, cost + 1e9 * over)
    return cheapest


def test_a_subhead_never_stands_alone_at_a_legs_foot(typesetter: Typesetter, body: TextStyle) -> None:
    head = Block(typesetter.prepare((Run("A subhead"),), body, WIDTH), before=1, whole=True, with_next=True)
    made = [*blocks(typesetter, body, 3), head, *blocks(typesetter, body, 3)]
    for lines in range(8, 22):
        filled = fill(made, legs(3, lines), exact=False)
        place = next(each for each in filled.placements if each.block == 3)
        if place.start < 3 * lines:
            assert lines - place.start % lines >= 3
