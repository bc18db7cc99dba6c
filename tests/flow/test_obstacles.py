"""Legs around obstacles: no line on one, none too narrow, no runaround too shallow, and all copy in them."""

from __future__ import annotations

import itertools
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epaper.flow.block import Block
from epaper.flow.fill import BLANK_FOOT, ORPHAN, WIDOW, fill
from epaper.flow.obstacles import Obstacle, legs_around
from epaper.flow.run import Leg, slots
from epaper.model.story import Run
from epaper.model.style import TextStyle
from epaper.plan.castoff import LEAST_WRAP
from epaper.typeset.typesetter import Typesetter
from epaper.units import mm

LEAST = mm(28)
GUTTER = mm(4)
LINES = 40

widths = st.lists(st.integers(mm(30), mm(90)), min_size=1, max_size=4)
edges = st.tuples(st.integers(-mm(20), mm(320)), st.integers(0, mm(120)))
blocks = st.builds(
    lambda first, lines, edge: Obstacle.block(first, lines, edge[0], edge[0] + edge[1]),
    st.integers(-5, LINES),
    st.integers(0, 25),
    edges,
)
outlines = st.builds(
    lambda first, spans: Obstacle(first, tuple((x, x + wide) for x, wide in spans)),
    st.integers(-5, LINES),
    st.lists(edges, max_size=25),
)
obstacles = st.lists(st.one_of(blocks, outlines), max_size=3)


def columns(wide: list[int]) -> list[tuple[int, int]]:
    lefts = itertools.accumulate([0, *wide[:-1]], lambda x, width: x + width + GUTTER)
    return list(zip(lefts, wide, strict=True))


@given(widths, st.integers(0, 8), obstacles)
def test_no_line_touches_an_obstacle_or_leaves_its_leg(wide: list[int], first: int, things: list[Obstacle]) -> None:
    places = columns(wide)
    for slot in slots(legs_around(places, first, LINES, things, LEAST)):
        x, width = places[slot.leg]
        assert first <= slot.line < LINES
        assert x <= slot.x and slot.x + slot.width <= x + width
        for left, right in (each.on(slot.line) for each in things):
            assert right <= left or right <= slot.x or slot.x + slot.width <= left


@given(widths, obstacles)
def test_no_line_is_narrower_than_the_least_measure(wide: list[int], things: list[Obstacle]) -> None:
    for slot in slots(legs_around(columns(wide), 0, LINES, things, LEAST)):
        assert slot.width >= min(LEAST, wide[slot.leg])


@given(widths, obstacles)
def test_every_runaround_is_deep_enough(wide: list[int], things: list[Obstacle]) -> None:
    for leg in legs_around(columns(wide), 0, LINES, things, LEAST):
        for narrowed, rows in groupby(leg.rows, key=lambda row: 0 < row[1] < leg.width):
            assert not narrowed or len(list(rows)) >= LEAST_WRAP


@given(widths, obstacles)
def test_lines_that_nothing_stands_on_keep_their_width(wide: list[int], things: list[Obstacle]) -> None:
    clear = [line for line in range(LINES) if all(left >= right for left, right in (each.on(line) for each in things))]
    found = {(slot.leg, slot.line): slot.width for slot in slots(legs_around(columns(wide), 0, LINES, things, LEAST))}
    assert all(found.get((leg, line), width) == width for leg, width in enumerate(wide) for line in clear)


def test_what_covers_whole_legs_at_their_head_leaves_plain_rectangles() -> None:
    places = columns([mm(40)] * 3)
    over = Obstacle.block(0, 12, places[1][0], places[2][0] + places[2][1])
    legs = legs_around(places, 0, LINES, [over], LEAST)
    assert [(leg.first, leg.lines, leg.rows) for leg in legs] == [(0, 40, ()), (12, 28, ()), (12, 28, ())]


def test_a_picture_astride_two_legs_narrows_both() -> None:
    places = columns([mm(60)] * 2)
    astride = Obstacle.block(10, 12, mm(40), mm(84))
    legs = legs_around(places, 0, LINES, [astride], LEAST)
    assert [leg.rows[9] for leg in legs] == places
    assert [leg.rows[10] for leg in legs] == [(0, mm(40)), (mm(84), sum(places[1]) - mm(84))]
    assert [leg.capacity for leg in legs] == [LINES, LINES]


def test_a_shallow_runaround_takes_the_whole_leg() -> None:
    shallow = Obstacle.block(10, LEAST_WRAP - 1, mm(40), mm(60))
    (leg,) = legs_around(columns([mm(80)]), 0, LINES, [shallow], LEAST)
    assert leg.capacity == LINES - (LEAST_WRAP - 1)
    assert {width for _, width in leg.rows} == {0, mm(80)}


SENTENCES = (
    "Deconfliction channels have been in place since 2015 to prevent any clash between the two.",
    "Several troops even exchanged small patches worn on their uniforms as mementos of it.",
    "But on Saturday morning, patrol routes intersected at an oil field near the town of Qahtaniyah.",
)


@pytest.mark.parametrize("gap", [0, 2, 5])
@pytest.mark.parametrize("first", [3, 5, 8])
def test_equals_brute_force_where_lines_differ_in_width(
    typesetter: Typesetter, body: TextStyle, first: int, gap: int
) -> None:
    """Two legs of two widths, with a runaround in the first and, where there is a gap, something across the second."""
    things = [Obstacle.block(first, 7, 0, mm(20)), Obstacle.block(6, gap, mm(70), mm(120))]
    legs = legs_around([(0, mm(60)), (mm(64), mm(45))], 0, 14, things, LEAST)
    made = [Block(typesetter.prepare((Run(text),), body, LEAST), indent=9_000) for text in SENTENCES]
    filled = fill(made, legs, exact=False)
    assert filled.cost == pytest.approx(_brute(made, legs))
    assert [each.block for each in filled.placements] == [0, 1, 2]


def _brute(made: list[Block], legs: tuple[Leg, ...]) -> float:
    places = slots(legs)
    ends = [at for at, (a, b) in enumerate(itertools.pairwise(places), start=1) if not b.adjoins(a)] + [len(places)]

    def from_(start: int, left: list[Block]) -> float:
        if not left:
            over = max(0, start - len(places))
            return over and BLANK_FOOT * min(over, 3) + 1e6 * over
        block = left[0]
        measures = block.measures([*(slot.width for slot in places[start:]), legs[-1].width])
        settings = block.prepared.settings(measures)
        near = settings.best.lines
        return min(
            _cost(block, fit, settings, [end - start for end in ends if 0 < end - start < fit.lines])
            + from_(start + fit.lines, left[1:])
            for lines in settings.bounds(poor=True)
            if abs(lines - near) <= block.looseness and (fit := settings.fit(lines))
        )

    return from_(0, made)


def _cost(block: Block, fit, settings, feet) -> float:  # type: ignore[no-untyped-def]
    """What one setting costs, with no hyphen at a foot."""
    cost = ORPHAN * (feet[0] == 1) + WIDOW * (fit.lines - feet[-1] == 1) if feet else 0.0
    if any(block.prepared.flagged[fit.setting.breaks[foot - 1]] for foot in feet):
        held = settings.fit(fit.lines, frozenset(feet))
        return cost + (held.cost if held else float("inf"))
    return float(cost + fit.cost)


def test_a_box_shallower_than_its_head_has_no_lines_beside_an_obstacle() -> None:
    legs = legs_around(columns([mm(60), mm(60)]), 5, 3, [Obstacle.block(2, 10, 0, mm(40))], LEAST)
    assert [leg.lines for leg in legs] == [0, 0]
