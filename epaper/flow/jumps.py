"""A story that is too long, and where it may go on → its drafts broken off by sense, each with its jump line.

At least four lines stay before a jump and six after it. The jump line ("Continued on Page 4") is the last line of the
first part, and a link.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from epaper.flow.block import Block
from epaper.flow.blocks import FlowPart
from epaper.flow.choose import Draft, extents
from epaper.flow.headline import as_runs
from epaper.flow.phrases import continued_on
from epaper.flow.stone import Stone
from epaper.flow.versions import Break, breaks, broken_off
from epaper.model.story import Story
from epaper.plan.jumps import LEAST_REST, JumpTo
from epaper.units import Mpt
from epaper.value import replace

_LEAST_BEFORE = 4
"""Lines that the first part keeps at least."""
_REST_COST = 3e5
"""What each line squared costs that the second part brings more or less than there is room for …"""
_LOST_COST = 5e7
"""What each line more costs besides: there is no room for it anywhere."""
_FAR = 8
"""… up to so many lines; from there on it grows evenly."""
_SLACK = 8
"""Lines that looser paragraphs may make up."""
_DRAFTED = 24
"""How many places to break off are looked at closely."""


def broken_drafts(
    stone: Stone,
    whole: Draft,
    jump: JumpTo,
    room: tuple[int, int],
    parts_of: Callable[[Story], tuple[FlowPart, ...]],
) -> list[Draft]:
    """The story broken off where the first part fills the box and the second the room that waits for it.

    `room` is the least and the most that the box holds in lines; `parts_of` makes the blocks of a story.
    """
    if whole.lines <= room[0]:
        return []
    ends, measure = _line_ends(whole), whole.measure
    wanted = whole.lines - jump.lines * jump.measure / measure

    def off(where: Break) -> float:
        lines = ends[where] + 1
        outside = max(0, room[0] - lines, lines - room[1])
        return abs(ends[where] - wanted) + 20 * outside

    possible = [each for each in ends if ends[each] >= _LEAST_BEFORE and whole.lines - ends[each] >= LEAST_REST]
    holding = [each for each in possible if room[0] - _SLACK <= ends[each] + 1 <= room[1]]
    drafts = []
    for where in sorted(holding or possible, key=off)[:_DRAFTED]:
        version = broken_off(whole.version, where, jump.page, stone.rank("jump"))
        beyond = (whole.lines - ends[where]) * measure / jump.measure - jump.lines
        off_there = abs(beyond)
        cost = version.cost + _REST_COST * off_there * min(off_there, _FAR) + _LOST_COST * max(0.0, beyond - 1)
        made = partial(_parts, stone, version.story, jump.page, measure, parts_of)
        drafts.append(Draft(replace(version, cost=cost), ends[where] + 1, measure, where.paragraph + 2, made))
    return drafts


def _parts(
    stone: Stone, story: Story, page: int, measure: Mpt, parts_of: Callable[[Story], tuple[FlowPart, ...]]
) -> tuple[FlowPart, ...]:
    """The blocks of a first part, and its jump line."""
    return (*parts_of(story), _jump_line(stone, story, page, measure))


def _line_ends(whole: Draft) -> dict[Break, int]:
    """About how many lines stand before each place where the story may be broken off."""
    places = dict(zip((part.paragraph for part in whole.parts), extents(whole.parts, whole.measure), strict=True))
    ends = {}
    for where in breaks(whole.version.story):
        if where.paragraph in places:
            start, end = places[where.paragraph]
            text = whole.version.story.paragraphs[where.paragraph].text
            ends[where] = start + (-((start - end) * where.at // len(text)) if where.at else 0)
    return ends


def _jump_line(stone: Stone, story: Story, page: int, measure: Mpt) -> FlowPart:
    style = stone.style("jump-line")
    words = as_runs(continued_on(page, story.language or stone.edition.language))
    prepared = stone.typesetter.prepare(words, style, measure, story.language)
    return FlowPart(Block(prepared, whole=True, looseness=0), "jump-line", -1, href=f"continued:{story.slug}")
