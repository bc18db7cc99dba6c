"""Continuations and a box → made up one under the other, each under a small head and the line it came from.

The box's depth is shared among them by their length, so that all their legs end full.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from epaper.display.page import Zone
from epaper.flow.blocks import flow_parts
from epaper.flow.box import HAIRLINE, Made, across, text_zone
from epaper.flow.choose import length
from epaper.flow.house import LEAST_DEPTH
from epaper.flow.level import leg_columns
from epaper.flow.phrases import continued_from
from epaper.flow.stone import Stone
from epaper.flow.story import make_story
from epaper.geometry import Rect
from epaper.model.layout import StoryBox
from epaper.plan.castoff import head_lines
from epaper.plan.grid import Frame
from epaper.plan.jumps import REST_GAP, Continuation, as_story_box
from epaper.units import split
from epaper.value import replace

_LEAST = 4
_OVER = 10
"""How much worse a line too many is than one that is missing."""


def make_continued(stone: Stone, frame: Frame, continued: Sequence[Continuation]) -> Made:
    """Make up what goes on here, in the order of the pages it comes from."""
    box = as_story_box(frame)
    depths = _depths(stone, frame, box, continued)
    best = _in_depths(stone, frame, continued, depths)
    for tried in _near(depths):
        if not _off(best):
            break
        best = min(best, _in_depths(stone, frame, continued, tried), key=_off)
    return best


def _in_depths(stone: Stone, frame: Frame, continued: Sequence[Continuation], depths: Sequence[int]) -> Made:
    """The continuations one under the other, in so many grid lines each."""
    box = as_story_box(frame)
    zones: list[Zone] = []
    made: list[Made] = []
    first = 0
    for each, depth in zip(continued, depths, strict=True):
        if first:
            y = stone.baseline(frame, first - REST_GAP // 2) - stone.cap // 2
            zones.append(across(frame.rect, y, HAIRLINE, stone.layout.rules.colour))
        part = _part_of(stone, frame, first, depth)
        zones.append(_from_line(stone, part, each))
        below = _part_of(stone, part, 1, depth - 1)
        made.append(make_story(stone, below, box, each.story))
        zones += made[-1].zones
        first += depth + REST_GAP
    fits = tuple(
        replace(fit, from_page=each.from_page) for each, done in zip(continued, made, strict=True) for fit in done.fits
    )
    return Made(tuple(zones), fits, tuple(note for done in made for note in done.diagnostics))


def _off(made: Made) -> int:
    """By how many lines the continuations do not fill their parts of the box."""
    return sum(_OVER * fit.over_lines + fit.under_lines for fit in made.fits)


def _near(depths: Sequence[int]) -> Iterator[list[int]]:
    """The same depths with a line or two that one gives to another."""
    for by in (1, 2):
        for giver, taker in permutations(range(len(depths)), 2):
            if depths[giver] - by > 1 + _LEAST:
                tried = [*depths]
                tried[giver] -= by
                tried[taker] += by
                yield tried


def _depths(stone: Stone, frame: Frame, box: StoryBox, continued: Sequence[Continuation]) -> list[int]:
    """The grid lines of each: its head and the line over it, and a share of the rest by its length; where there is more
    room than copy, each takes what it needs, and the last all that is left."""
    narrowest = min(width for _, width in leg_columns(stone, frame, box.legs))
    typesetter = stone.typesetter
    heads = [1 + head_lines(typesetter, stone.layout, frame, box, each.story) for each in continued]
    needs = [length(flow_parts(stone, each.story, box, narrowest), narrowest) for each in continued]
    free = frame.lines - REST_GAP * (len(continued) - 1) - sum(heads)
    whole = [-(-need // box.legs) for need in needs]
    if free - sum(whole) >= LEAST_DEPTH:
        shares = [*whole[:-1], free - sum(whole[:-1])]
    else:
        shares = split(max(_LEAST * len(continued), free), [max(1, need) for need in needs])
    return [head + share for head, share in zip(heads, shares, strict=True)]


def _part_of(stone: Stone, frame: Frame, first: int, lines: int) -> Frame:
    """Some grid lines of a frame, as a frame."""
    rect = frame.rect
    area = Rect(rect.x, rect.y + first * stone.leading, rect.width, (lines - 1) * stone.leading + stone.cap)
    return replace(frame, rect=area, lines=lines)


def _from_line(stone: Stone, frame: Frame, continued: Continuation) -> Zone:
    style = replace(stone.style("jump-line"), align="left")
    words = continued_from(continued.from_page, continued.story.language or stone.edition.language)
    lines = stone.typesetter.words(words, style, frame.rect.width, continued.story.language)[:1]
    at = (frame.rect.x, stone.baseline(frame, 0), frame.rect.width)
    zone = text_zone("jump-line", lines, at, style.leading, stone.cap, slug=continued.story.slug, box=frame.box.name)
    return replace(zone, href=f"story:{continued.story.slug}")
