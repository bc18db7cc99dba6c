"""Several short stories and one box → a column of briefs under one title, on the grid, its legs level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, islice

from epaper.display.items import GlyphRun
from epaper.display.page import Zone
from epaper.errors import Diagnostic
from epaper.flow.aside import left_out, unplaced
from epaper.flow.blocks import FlowPart, flow_parts
from epaper.flow.box import Made, boxed_title, tint
from epaper.flow.choose import length
from epaper.flow.fill import ORPHAN, Block, Filled, fill
from epaper.flow.house import LEAST_DEPTH, house_advert
from epaper.flow.legs import pour
from epaper.flow.level import leg_columns, level
from epaper.flow.run import Leg
from epaper.flow.stone import Stone
from epaper.model.fit import StoryFit
from epaper.model.layout import BriefsBox, StoryBox
from epaper.model.story import Story
from epaper.plan.company import GAP, lower_frame
from epaper.plan.grid import Frame
from epaper.units import Mpt

_TRIED = 12
"""Of how many sets of so many briefs the one that fills best is taken."""


def make_briefs(stone: Stone, frame: Frame, box: BriefsBox, stories: Sequence[Story]) -> Made:
    """Make up as many of the stories as the box holds; those it has no room for are named."""
    columns = leg_columns(stone, frame, box.legs)
    title, used = boxed_title(stone, frame, box.title, "section-head", "section-head")
    legs = tuple(Leg(x, width, used, frame.lines - used) for x, width in columns)
    shown, parts, filled = _as_many(stone, box, stories, legs)
    house: Sequence[Zone] = ()
    if filled.under:
        legs, filled, house = _less(stone, frame, legs, parts)
    poured = pour(stone, frame, legs, parts, filled, "")
    fits = tuple(_fit(stone, frame, story, poured.zones) for story in shown)
    white = sum(frame.lines - used for _ in columns) - filled.capacity if not house else 0
    if fits and not house:
        fits = (*fits[:-1], replace(fits[-1], under_lines=white + filled.under, level=not filled.under))
    left = [story.slug for story in stories if story not in shown]
    notes = (
        (Diagnostic("warning", "briefs-over", f"no room for the briefs {', '.join(left)}", frame.box.where),)
        if left
        else ()
    )
    for story in shown:
        notes = (*notes, *unplaced(story, (), frame.box.name))
    zones = (*tint(frame.rect, box.tint, stone.layout.grid.gutter // 3), *title, *poured.zones, *house)
    return Made(zones, fits, notes)


def _as_many(
    stone: Stone, box: BriefsBox, stories: Sequence[Story], legs: Sequence[Leg]
) -> tuple[Sequence[Story], list[FlowPart], Filled]:
    """As many stories as the legs hold, of as many those that fill them best; one at least."""
    narrowest = min(leg.width for leg in legs)
    of_each = {story.slug: _parts(stone, box, story, narrowest) for story in stories}
    for count in range(len(stories), 0, -1):
        ways = []
        for chosen in islice(combinations(stories, count), _TRIED):
            parts = [part for story in chosen for part in of_each[story.slug]]
            filled = fill([part.block for part in parts], legs, exact=True)
            ways.append((filled.over > 0, filled.cost, chosen, parts, filled))
            if not filled.over and filled.cost < ORPHAN:
                break
        over, _, chosen, parts, filled = min(ways, key=lambda way: way[:2])
        if not over or count == 1:
            return chosen, parts, filled
    return (), [], fill([], legs, exact=True)


def _less(
    stone: Stone, frame: Frame, legs: Sequence[Leg], parts: Sequence[FlowPart]
) -> tuple[tuple[Leg, ...], Filled, Sequence[Zone]]:
    """Shorter legs for briefs that do not fill theirs: over the house's advertisement where that is allowed and has
    room at the last leg's foot, else ending level over white."""
    copy = length(parts, min(leg.width for leg in legs))
    blocks, last = [part.block for part in parts], legs[-1]
    free = sum(leg.lines for leg in legs) - copy - GAP
    for lines in range(free - 2, free + 3) if stone.allows("filler") else ():
        if LEAST_DEPTH <= lines < last.lines - GAP:
            shorter = (*legs[:-1], replace(last, lines=last.lines - lines - GAP))
            filled = fill(blocks, shorter, exact=True)
            if filled.cost < ORPHAN:
                return (
                    shorter,
                    filled,
                    house_advert(stone, lower_frame(stone.layout, frame, lines, (last.x, last.width))),
                )
    return (*level(blocks, legs, copy, fill(blocks, legs, exact=True)), ())


def _parts(stone: Stone, box: BriefsBox, story: Story, narrowest: Mpt) -> list[FlowPart]:
    """A brief: its head, then its text."""
    style = stone.style(box.headline.style)
    prepared = stone.typesetter.prepare(story.headline, style, narrowest, story.language)
    head = Block(prepared, before=1, whole=True, with_next=True)
    text = flow_parts(stone, story, StoryBox(byline="none"), narrowest)
    return [FlowPart(head, "headline", -1, slug=story.slug), *(replace(part, slug=story.slug) for part in text)]


def _fit(stone: Stone, frame: Frame, story: Story, zones: Sequence[Zone]) -> StoryFit:
    here = (zone for zone in zones if zone.slug == story.slug)
    lines = sum(len({item.y for item in zone.items if isinstance(item, GlyphRun)}) for zone in here)
    return StoryFit(
        slug=story.slug,
        box=frame.box.name,
        page=stone.number,
        lines=lines,
        capacity=lines,
        cut=left_out(story, ()),
        where=frame.box.where,
    )
