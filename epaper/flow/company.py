"""A story that does not fill its box, and what may stand under it → shapes of the box that leave it room.

What stands there is other stories that the plan found, or the house's own advertisement: at the foot of the last leg,
or over the whole width. Each depth that it may have makes a shape of its own, whose legs end above the rule; so
`choose` weighs company against all other remedies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import nsmallest
from math import inf

from epaper.flow.blocks import FlowPart, flow_parts
from epaper.flow.box import Made, divider
from epaper.flow.briefs import brief_fit, brief_parts, make_briefs
from epaper.flow.choose import Draft, length
from epaper.flow.fill import ORPHAN, fill
from epaper.flow.house import LEAST_DEPTH, house_advert
from epaper.flow.legs import pour
from epaper.flow.run import Leg
from epaper.flow.shapes import Shape
from epaper.flow.stone import Stone
from epaper.model.layout import BriefsBox, StoryBox
from epaper.model.story import Story
from epaper.plan.company import GAP, LEAST_UNDER, brief_box, lower_frame, stand_together, under_box
from epaper.plan.grid import Frame
from epaper.units import Mpt
from epaper.value import Value, replace

_COST = 2e7
"""What it costs to give a story company rather than to fill its box with itself …"""
_HOUSE_COST = 3e7
"""… and to fill it with the house's advertisement."""
_OFF, _TOO_SMALL = 1e6, 9
_BRIEF_RANGE = 5
"""By how many lines more or fewer than they have briefs are tried."""
_UNDER_RANGE = 3
_WAYS = 6
"""How many ways to divide the box are tried with each company."""
_MOST_HOUSE = 0.85
"""The house's advertisement under a story takes no more than so much of the box: a line or two over it look lost."""
_STRIP_RANGE = 2
"""By how many grid lines a strip of briefs may be deeper than it must."""
_LEAST_LEG = 4
"""Lines that a leg keeps above its company."""


class Solved(Value):
    """A box made up, and what that costs."""

    made: Made
    cost: float


Maker = Callable[[Frame, StoryBox, Story, Sequence[Story]], Solved]
"""Makes a story up in a part of the box, with company of its own."""


class _Company(Value):
    """What stands under the story: made up, with the rule over it; the grid line of the box that it begins on; whether
    it takes the foot of all legs or of the last one."""

    made: Made
    cost: float
    first: int
    whole: bool
    action: str

    def under(self, way: Shape) -> Shape:
        """A way to divide the box, with its legs as they end above this."""
        foot = self.first - GAP
        if self.whole:
            return way.ending(foot)
        return replace(way, legs=(*way.legs[:-1], way.legs[-1].shortened(foot)))


def least_cost(stone: Stone, stories: Sequence[Story]) -> float:
    """What company costs at least: a box that is filled for less needs none."""
    own = _COST * stone.rank("company") if stories and stone.allows("company") else inf
    return min(own, _HOUSE_COST * stone.rank("filler") if stone.allows("filler") else inf)


def with_company(
    stone: Stone,
    frame: Frame,
    box: StoryBox,
    ways: Sequence[Shape],
    draft: Draft,
    stories: Sequence[Story],
    make: Maker,
) -> list[Shape]:
    """The ways to divide a box in which a story has others as company. `ways` are those without, `draft` its whole
    copy."""
    found: list[Shape] = []
    if stories and stone.allows("company"):
        for company in _of_stories(stone, frame, box, ways[0].legs, stories, make):
            found += nsmallest(_WAYS, _joined(ways, company, draft), key=lambda shape: _off(shape, draft))
    return found


def with_house(stone: Stone, frame: Frame, ways: Sequence[Shape], draft: Draft) -> list[Shape]:
    """The ways to divide a box in which the house's advertisement stands under its story, as `with_company`."""
    if not stone.allows("filler") or min(way.capacity - draft.lines_at(way.measure) for way in ways) <= 0:
        return []
    return nsmallest(2 * _WAYS, _over_house(stone, frame, ways, draft), key=lambda shape: _off(shape, draft))


def _joined(ways: Iterable[Shape], company: _Company, draft: Draft) -> Iterator[Shape]:
    """The ways that leave the company its room, with it."""
    for way in ways:
        above = company.under(way)
        if _leaves_room(way, above, company, draft):
            yield replace(
                above,
                cost=way.cost + company.cost,
                actions=(*way.actions, company.action),
                company=company.made,
            )


def _off(shape: Shape, draft: Draft) -> float:
    drift = shape.capacity - draft.lines_at(shape.measure)
    return shape.cost + _OFF * drift * drift * (_TOO_SMALL if drift < 0 else 1)


def _leaves_room(way: Shape, above: Shape, company: _Company, draft: Draft) -> bool:
    """Whether what stands in the legs ends above the company, and every leg keeps some lines above it, as far as there
    is copy for them; or is filled by what stands in it. `above` is the way as it ends there."""
    foot = company.first - GAP
    ends = [each.obstacle.end for each in above.insets]
    if company.whole and any(end > foot + 1 for end in ends):
        return False
    least = min(_LEAST_LEG, draft.lines // len(way.legs))
    return all(
        leg.lines >= least or leg == old or (not leg.lines and foot + 1 in ends)
        for leg, old in zip(above.legs, way.legs, strict=True)
    )


def _of_stories(
    stone: Stone, frame: Frame, box: StoryBox, legs: Sequence[Leg], stories: Sequence[Story], make: Maker
) -> Iterator[_Company]:
    """Stories at the last leg's foot, and the first of them over the whole width with the others as its company."""
    column = (legs[-1].x, legs[-1].width)
    for lines in _leg_depths(stone, legs[-1], stories):
        lower = lower_frame(stone.layout, frame, lines, column)
        solved = _in_leg(stone, lower, stories, make)
        if solved is not None:
            yield _ruled(stone, frame, lower, solved, "at the foot of its last leg")
    if stand_together(stories):
        yield from _strips(stone, frame, box, stories)
    under = under_box(stone.layout, box, frame)
    for lines in _under_depths(stone, frame, legs, under, stories[0]):
        lower = lower_frame(stone.layout, frame, lines)
        solved = make(lower, under, stories[0], stories[1:])
        if all(fit.fits for fit in solved.made.fits):
            yield _ruled(stone, frame, lower, solved, "under it")


def _strips(stone: Stone, frame: Frame, box: StoryBox, stories: Sequence[Story]) -> Iterator[_Company]:
    """Briefs in all legs of the box's lower part."""
    legs = box.legs or len(frame.columns)
    together = BriefsBox(title="", legs=legs)
    width = (frame.rect.width - (legs - 1) * stone.layout.grid.gutter) // legs
    least = max(LEAST_UNDER, -(-length(_brief_parts(stone, stories, width), width) // legs))
    for lines in range(least, min(least + _STRIP_RANGE, frame.lines - GAP - _LEAST_LEG) + 1):
        lower = lower_frame(stone.layout, frame, lines)
        made = make_briefs(stone, lower, together, stories)
        if len(made.fits) == len(stories) and all(fit.fits for fit in made.fits):
            yield _ruled(stone, frame, lower, Solved(made, 0.0), "under it")
            return


def _ruled(stone: Stone, frame: Frame, lower: Frame, solved: Solved, action: str) -> _Company:
    """Stories in the lower part of a frame, with the rule over them. `action` says where they stand."""
    action = f"{', '.join(fit.slug for fit in solved.made.fits)} {action}"
    rule = divider(stone, lower, 0, GAP)
    made = replace(solved.made, zones=(rule, *solved.made.zones))
    return _under(frame, lower, Solved(made, solved.cost + _COST * stone.rank("company")), action)


def _under(frame: Frame, lower: Frame, solved: Solved, action: str) -> _Company:
    whole = lower.rect.width == frame.rect.width
    return _Company(solved.made, solved.cost, lower.first - frame.first, whole, action)


def _leg_depths(stone: Stone, leg: Leg, stories: Sequence[Story]) -> range:
    """The grid lines that stories may take one under the other in a leg."""
    if any(story.asides for story in stories) or (any(story.pictures for story in stories) and len(stories) > 1):
        return range(0)
    lines = length(_brief_parts(stone, stories, leg.width), leg.width)
    if any(story.pictures for story in stories):
        lines += round(leg.width / stone.leading)
        return range(max(LEAST_UNDER, lines // 2), min(lines * 2, leg.lines - GAP - _LEAST_LEG), 2)
    return range(max(3, lines - _BRIEF_RANGE), min(lines + _BRIEF_RANGE, leg.lines - GAP - _LEAST_LEG) + 1)


def _in_leg(stone: Stone, lower: Frame, stories: Sequence[Story], make: Maker) -> Solved | None:
    """One story or several in the frame at a leg's foot, if they fill it."""
    if len(stories) == 1 and stories[0].pictures:
        solved = make(lower, brief_box(stories[0]), stories[0], ())
        return solved if all(fit.fits for fit in solved.made.fits) else None
    parts = _brief_parts(stone, stories, lower.rect.width)
    leg = Leg(lower.rect.x, lower.rect.width, 0, lower.lines)
    filled = fill([part.block for part in parts], (leg,), exact=True)
    if filled.over or filled.under or filled.cost >= ORPHAN:
        return None
    zones = pour(stone, lower, (leg,), parts, filled, "").zones
    fits = tuple(brief_fit(stone, lower, story, zones) for story in stories)
    return Solved(Made(zones, fits), filled.cost)


def _brief_parts(stone: Stone, stories: Sequence[Story], width: Mpt) -> list[FlowPart]:
    """Heads and texts, each story's under the one before."""
    return [part for story in stories for part in brief_parts(stone, BriefsBox(), story, width)]


def _under_depths(stone: Stone, frame: Frame, legs: Sequence[Leg], under: StoryBox, story: Story) -> list[int]:
    """The depths in which a story may stand under another, those near what both need first."""
    count = len(legs)
    width = min(leg.width for leg in legs)
    lines = length(flow_parts(stone, story, under, width), width)
    need = -(-lines // count) + 4
    most = frame.lines - GAP - _LEAST_LEG
    low, high = max(LEAST_UNDER, need - _UNDER_RANGE), min(most, need + 2 * _UNDER_RANGE)
    if story.pictures:
        high = min(most, high + frame.lines // 3)
    return list(range(low, high + 1, max(1, (high - low) // 10)))


def _over_house(stone: Stone, frame: Frame, ways: Sequence[Shape], draft: Draft) -> Iterator[Shape]:
    """Each way with the house's advertisement in the depth that makes the story fill what is left."""
    known: dict[tuple[int, bool], _Company] = {}
    for way in ways:
        for lines, whole in _house_depths(frame, way, draft.lines_at(way.measure)):
            if (lines, whole) not in known:
                last = way.legs[-1]
                column = None if whole else (last.x, last.width)
                known[lines, whole] = _house(stone, frame, lower_frame(stone.layout, frame, lines, column))
            yield from _joined([way], known[lines, whole], draft)


def _house_depths(frame: Frame, way: Shape, copy: int) -> Iterator[tuple[int, bool]]:
    """(lines, whether under all legs) of the advertisement that leave about as many lines as there is copy."""
    last, drift = way.legs[-1], way.capacity - copy
    for lines in range(drift - GAP - 1, drift - GAP + 2):
        if LEAST_DEPTH <= lines <= (last.lines - GAP - _LEAST_LEG) // 2:
            yield lines, False
    feet = range(max(leg.first for leg in way.legs) - 1, frame.lines - LEAST_DEPTH - GAP + 1)
    foot = min(feet, key=lambda foot: abs(way.ending(foot).capacity - copy), default=0)
    for each in (foot - 1, foot, foot + 1):
        if each in feet and frame.lines - each - GAP <= frame.lines * _MOST_HOUSE:
            yield frame.lines - each - GAP, True


def _house(stone: Stone, frame: Frame, lower: Frame) -> _Company:
    solved = Solved(Made(house_advert(stone, lower)), _HOUSE_COST * stone.rank("filler"))
    return _under(frame, lower, solved, f"the house’s advertisement under it, {lower.lines} lines deep")
