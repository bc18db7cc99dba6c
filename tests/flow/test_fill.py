"""Filling legs: exact, level, without widows or orphans, at the least cost, and never losing copy."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

import pytest

from epaper.flow.block import Block
from epaper.flow.fill import BLANK_FOOT, FOOT_HYPHEN, ORPHAN, OVER, WIDOW, Filled, fill
from epaper.flow.level import level
from epaper.flow.run import Leg
from epaper.model.story import Run
from epaper.model.style import TextStyle
from epaper.typeset.settings import Fit
from epaper.typeset.typesetter import Typesetter
from epaper.units import mm
from epaper.value import replace

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


@pytest.mark.parametrize("white", [(1, 0), (0, 1), (0, 0), (2, 0)])
@pytest.mark.parametrize("give", [0, 1, 2])
@pytest.mark.parametrize("cost", [0.0, 6e6, 5e8])
def test_white_at_subheads_equals_brute_force(
    typesetter: Typesetter, body: TextStyle, white: tuple[int, int], give: int, cost: float
) -> None:
    made = with_subheads(typesetter, body, Subhead(*white, give=give, give_cost=cost))
    for lines in range((natural(made) + sum(white)) // 2, natural(made) // 2 + 5):
        filled = fill(made, legs(2, lines), exact=True)
        assert filled.cost == pytest.approx(_brute_with_white(made, lines))
        given = [placement for placement in filled.placements if placement.given]
        assert all(placement.given <= made[placement.block].give for placement in given)
        assert all(placement.start % lines or made[placement.block].gives_under for placement in given)


def test_white_is_given_where_settings_alone_do_not_fill(typesetter: Typesetter, body: TextStyle) -> None:
    stiff = with_subheads(typesetter, body, Subhead(1, 0, give=0), looseness=0)
    giving = with_subheads(typesetter, body, Subhead(1, 0, give=1, give_cost=6e6), looseness=0)
    lines = natural(stiff) + 2
    assert fill(stiff, legs(1, lines), exact=True).under == 0
    assert fill(giving, legs(1, lines), exact=True).cost < 1e9
    assert sum(each.given for each in fill(giving, legs(1, lines), exact=True).placements) == 0
    deeper = legs(1, lines + 2)
    assert fill(stiff, deeper, exact=True).under == 2
    filled = fill(giving, deeper, exact=True)
    assert filled.under == 0
    assert [each.given for each in filled.placements] == [0, 1, 0, 1, 0]


class Subhead(NamedTuple):
    """The white over a subhead and under it, and how much more it may have, at what cost a line."""

    before: int
    after: int
    give: int
    give_cost: float = 0.0


def with_subheads(typesetter: Typesetter, body: TextStyle, style: Subhead, looseness: int = 2) -> list[Block]:
    """Three paragraphs with a subhead before the second and before the third."""
    text = [replace(each, looseness=looseness) for each in blocks(typesetter, body, 3)]
    prepared = typesetter.prepare((Run("A subhead"),), body, WIDTH)
    head = Block(prepared, whole=True, with_next=True, looseness=0, **style._asdict())
    return [text[0], head, text[1], head, text[2]]


def _brute_with_white(made: list[Block], foot: int) -> float:
    """Every combination of settings, of white given, and of subheads moved to the second leg."""
    cheapest = float("inf")
    offers = [_offers(block) for block in made]
    whites = [range(block.give + 1) for block in made]
    moves = [(False, True) if block.whole else (False,) for block in made]
    for fits in itertools.product(*offers):
        for given in itertools.product(*whites):
            for moved in itertools.product(*moves):
                cheapest = min(cheapest, _laid(made, fits, given, moved, foot))
    return cheapest


def _offers(block: Block) -> list[Fit]:
    settings = block.prepared.settings(block.measures((WIDTH,)))
    near = [lines for lines in settings.bounds() if abs(lines - settings.best.lines) <= block.looseness]
    return [fit for lines in near if (fit := settings.fit(lines))]


def _laid(made: list[Block], fits: Sequence[Fit], given: Sequence[int], moved: Sequence[bool], foot: int) -> float:
    """What one way to set all blocks costs; infinite where it is no way."""
    cost, end, after = 0.0, 0, 0
    for block, fit, more, move in zip(made, fits, given, moved, strict=True):
        cost += fit.cost + block.give_cost * more
        left = (foot - end) if end < foot else (2 * foot - end if end < 2 * foot else 10**6)
        head = end in (0, foot, 2 * foot)
        over = 0 if head else block.before
        if over and left <= over:
            cost += BLANK_FOOT * left
            end += left
            over, head, left = 0, True, foot if end == foot else 10**6
        if more and (head or left - over <= more):
            return float("inf")
        start = end + over + (0 if block.gives_under else more)
        if move:
            if more or left > 10**5:
                return float("inf")
            cost += BLANK_FOOT * (left - over) + 1e5
            start = end + left
        cost += _cut_cost(block, fit, start, foot)
        end = start + fit.lines
        after = block.after + (more if block.gives_under else 0)
        if block.with_next:
            room = 0 if end in (foot, 2 * foot) else (foot - end if end < foot else 2 * foot - end)
            cost += block.stranded if end <= 2 * foot and room - after < 2 else 0.0
        end += after
    over = end - 2 * foot
    return cost + (BLANK_FOOT * min(over, 3) + OVER * over if over > 0 else -BLANK_FOOT * over)


def _cut_cost(block: Block, fit: Fit, start: int, foot: int) -> float:
    cost = 0.0
    cuts = [end - start for end in (foot, 2 * foot) if start < end < start + fit.lines]
    if cuts:
        cost += ORPHAN * (cuts[0] == 1) + WIDOW * (fit.lines - cuts[-1] == 1) + (BLANK_FOOT if block.whole else 0.0)
        hyphened = [cut for cut in cuts if block.prepared.flagged[fit.setting.breaks[cut - 1]]]
        if hyphened:
            held = block.prepared.settings(block.measures((WIDTH,))).fit(fit.lines, frozenset(cuts))
            cost += held.cost - fit.cost if held else FOOT_HYPHEN * len(hyphened)
    return cost


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


def test_a_block_that_is_dear_to_cut_stands_whole_where_that_can_be(typesetter: Typesetter, body: TextStyle) -> None:
    made = [
        replace(block, cut=ORPHAN) if number == 3 else block for number, block in enumerate(blocks(typesetter, body, 8))
    ]
    free = natural(made)
    for lines in range(free // 2 + 1, free // 2 + 5):
        filled = fill(made, legs(2, lines), exact=False)
        placed = next(each for each in filled.placements if each.block == 3)
        end = placed.start + placed.fit.lines
        assert not placed.start < lines < end or filled.cost >= ORPHAN
