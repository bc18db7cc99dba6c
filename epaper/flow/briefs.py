"""Several short stories and one box → a column of briefs under one title, on the grid, its legs level."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, islice, product

from epaper.display.items import GlyphRun
from epaper.display.page import Zone
from epaper.errors import Diagnostic
from epaper.flow.aside import left_out, unplaced
from epaper.flow.block import Block
from epaper.flow.blocks import FlowPart, flow_parts
from epaper.flow.box import Made, boxed_title, tint
from epaper.flow.choose import length
from epaper.flow.fill import ORPHAN, Filled, fill
from epaper.flow.headline import sense_lines
from epaper.flow.house import LEAST_DEPTH, house_advert
from epaper.flow.legs import pour
from epaper.flow.level import leg_columns, level
from epaper.flow.run import Leg
from epaper.flow.stone import Stone
from epaper.flow.story_pictures import unused
from epaper.model.fit import StoryFit
from epaper.model.layout import BriefsBox, StoryBox
from epaper.model.story import Story
from epaper.plan.company import GAP, lower_frame
from epaper.plan.grid import Frame
from epaper.plan.jumps import own_story_box
from epaper.typeset.solid import Solid
from epaper.units import Mpt
from epaper.value import replace

_TRIED = 12
"""Of how many sets of so many briefs the one that fills best is taken …"""
_MOVES = 60
"""… and how many ways to change it are tried, in its order or by another brief, where it leaves white."""
_Way = tuple[bool, float, tuple[Story, ...], list[FlowPart], Filled]
"""Whether copy is over, what it costs, the stories, their parts, and how they fill the legs."""


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
    fits = tuple(brief_fit(stone, frame, story, poured.zones) for story in shown)
    white = sum(frame.lines - used for _ in columns) - filled.capacity if not house else 0
    if fits and not house:
        fits = (*fits[:-1], replace(fits[-1], under_lines=white + filled.under, level=not filled.under))
    notes: tuple[Diagnostic, ...] = ()
    for story in shown:
        notes = (*notes, *unplaced(story, (), frame.box.name), *unused(story, (), frame.box.name))
    zones = (*tint(frame.rect, box.tint, stone.layout.grid.gutter // 3), *title, *poured.zones, *house)
    return Made(zones, fits, notes)


def brief_parts(stone: Stone, box: BriefsBox, story: Story, narrowest: Mpt) -> list[FlowPart]:
    """A brief: its head, then its text."""
    style = stone.style(box.headline.style)
    lines = sense_lines(stone, story.headline, style, narrowest, story.language)
    body = (
        Solid(lines, narrowest) if lines else stone.typesetter.prepare(story.headline, style, narrowest, story.language)
    )
    head = Block(body, before=1, whole=True, with_next=True, looseness=0)
    text = flow_parts(stone, story, StoryBox(byline="none"), narrowest)
    return [FlowPart(head, "headline", -1, slug=story.slug), *(replace(part, slug=story.slug) for part in text)]


def briefs_box(frame: Frame) -> BriefsBox:
    """A box for a story as one for briefs, in the same legs, without a title."""
    box = own_story_box(frame)
    return BriefsBox(title="", items=0, legs=box.legs or len(frame.columns), tint=box.tint)


def _as_many(
    stone: Stone, box: BriefsBox, stories: Sequence[Story], legs: Sequence[Leg]
) -> tuple[Sequence[Story], list[FlowPart], Filled]:
    """As many stories as the legs hold, of as many those that fill them best; one at least."""
    narrowest = min(leg.width for leg in legs)
    of_each = {story.slug: brief_parts(stone, box, story, narrowest) for story in stories}

    def way(chosen: tuple[Story, ...]) -> _Way:
        parts = [part for story in chosen for part in of_each[story.slug]]
        filled = fill([part.block for part in parts], legs, exact=True)
        return filled.over > 0, filled.cost, chosen, parts, filled

    for count in range(len(stories), 0, -1):
        best = _best(way, islice(combinations(stories, count), _TRIED))
        over, cost, chosen, parts, filled = best
        if over and count > 1:
            continue
        if cost >= ORPHAN and not filled.under:
            _, _, chosen, parts, filled = _bettered(way, best, stories)
        return chosen, parts, filled
    return (), [], fill([], legs, exact=True)


def _best(way: Callable[[tuple[Story, ...]], _Way], sets: Iterable[tuple[Story, ...]]) -> _Way:
    """The first that fills the legs with no harm, else that which does the least."""
    tried = []
    for chosen in sets:
        tried.append(way(chosen))
        if not tried[-1][0] and tried[-1][1] < ORPHAN:
            return tried[-1]
    return min(tried, key=lambda each: each[:2])


def _bettered(way: Callable[[tuple[Story, ...]], _Way], best: _Way, stories: Sequence[Story]) -> _Way:
    """Briefs in another order, or one of them changed for one that is over, while that fills the legs better."""
    tried = 0
    while best[1] >= ORPHAN and tried < _MOVES:
        moves = [*islice(_moves(best[2], stories), _MOVES - tried)]
        tried += len(moves)
        found = _best(way, [best[2], *moves])
        if found[2] == best[2] or found[:2] >= best[:2]:
            break
        best = found
    return best


def _moves(chosen: tuple[Story, ...], stories: Sequence[Story]) -> Iterator[tuple[Story, ...]]:
    """The same with two that change places, and with one that gives its place to one that is over."""
    for a, b in combinations(range(len(chosen)), 2):
        moved = [*chosen]
        moved[a], moved[b] = moved[b], moved[a]
        yield tuple(moved)
    for at, other in product(range(len(chosen)), (story for story in stories if story not in chosen)):
        yield (*chosen[:at], other, *chosen[at + 1 :])


def _less(
    stone: Stone, frame: Frame, legs: Sequence[Leg], parts: Sequence[FlowPart]
) -> tuple[tuple[Leg, ...], Filled, Sequence[Zone]]:
    """Shorter legs for briefs that do not fill theirs: over the house's advertisement where that is allowed and has
    room at the last leg's foot or under all of them, else ending level over white."""
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
    shorter, filled = level(blocks, legs, copy, fill(blocks, legs, exact=True))
    free = frame.lines - GAP - max((leg.first + leg.lines for leg in shorter), default=0)
    if stone.allows("filler") and free >= LEAST_DEPTH and not filled.under:
        return shorter, filled, house_advert(stone, lower_frame(stone.layout, frame, free))
    return shorter, filled, ()


def brief_fit(stone: Stone, frame: Frame, story: Story, zones: Sequence[Zone]) -> StoryFit:
    """How a brief fitted: the lines of its text, as of any story, without its head."""
    here = (zone for zone in zones if zone.slug == story.slug and zone.paragraph >= 0)
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
