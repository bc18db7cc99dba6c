"""One story and its frame → a made box: head, picture, caption and legs, fitted as well as can be.

The ways to make it differ in headline size and lines, deck, and picture depth (`_Plan`). Each is costed from its
capacity first; the most promising are filled exactly, and the cheapest is taken. What it took is said in the fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from epaper.display.items import Rule
from epaper.display.page import Zone
from epaper.errors import Diagnostic
from epaper.flow.blocks import FlowPart, flow_parts
from epaper.flow.box import HAIRLINE, Made, artifact, tint
from epaper.flow.captions import Caption, place_picture, set_caption
from epaper.flow.fill import ORPHAN, Block, Filled, Leg, fill
from epaper.flow.head import Head, set_head
from epaper.flow.headline import Headline, headlines
from epaper.flow.legs import Poured, pour
from epaper.flow.level import leg_columns, level
from epaper.flow.stone import Stone
from epaper.geometry import Rect
from epaper.model.fit import StoryFit
from epaper.model.layout import PictureSpec, StoryBox
from epaper.model.story import Picture, Story, plain
from epaper.plan.grid import Frame
from epaper.units import Mpt, to_mm

_HEAD_COST = 4e6
_DECK_COST = 6e6
_PICTURE_COST = 3e7
_DRIFT_COST = 6e5
"""What each line squared between capacity and copy is reckoned to cost, shared among the paragraphs."""
_WHITE_COST = 1.5e6
"""What a line left white at the box's foot may cost in spacing before white is the lesser evil."""
_TRIED = 4
_MIN_PPI = 150


@dataclass(frozen=True, slots=True)
class _Plan:
    """One way to make the box: its head, its picture's depth in grid lines, the legs left, and what it costs."""

    headline: Headline | None
    deck: bool
    head: Head
    picture_lines: int
    legs: tuple[Leg, ...]
    cost: float
    actions: tuple[str, ...]

    @property
    def capacity(self) -> int:
        return sum(leg.lines for leg in self.legs)


@dataclass(frozen=True, slots=True)
class _PictureRoom:
    """A picture's place: its spec, which legs it stands over, its caption, and the depths in lines that are allowed."""

    picture: Picture
    spec: PictureSpec
    over: tuple[int, int]
    x: Mpt
    width: Mpt
    caption: Caption
    wanted: int
    depths: tuple[int, int]


def make_story(stone: Stone, frame: Frame, box: StoryBox, story: Story) -> Made:
    """Make up a story in its box."""
    columns = leg_columns(stone, frame, box.legs)
    narrowest = min(width for _, width in columns)
    parts = flow_parts(stone, story, box, narrowest)
    room = _picture_room(stone, frame, box, story, columns)
    plans = sorted(_plans(stone, frame, box, story, columns, room), key=lambda plan: plan.cost)
    plan, filled = _best_filled(plans, parts)
    poured = pour(stone, frame, plan.legs, parts, filled, story.slug)
    zones = [*tint(frame.rect, box.tint, stone.layout.grid.gutter // 3), *plan.head.zones]
    if room is not None and plan.picture_lines:
        zones += place_picture(
            stone, room.picture, room.caption, _picture_rect(stone, frame, room, plan), story.slug, frame.box.name
        )
    zones += poured.zones
    if box.leg_rules:
        zones += _leg_rules(stone, frame, plan.legs)
    fit = _fit(stone, frame, story, plan, filled, poured, parts)
    return Made(tuple(zones), (fit,), tuple(_notes(stone, frame, story, room, plan)))


def _picture_room(
    stone: Stone, frame: Frame, box: StoryBox, story: Story, columns: Sequence[tuple[Mpt, Mpt]]
) -> _PictureRoom | None:
    spec = box.picture
    picture = next((each for each in story.pictures if each.path), None)
    if spec is None or picture is None or not picture.width:
        return None
    count = min(spec.legs or len(columns), len(columns))
    first = {"top-right": len(columns) - count, "top-centre": (len(columns) - count) // 2}.get(spec.at, 0)
    x = columns[first][0]
    width = columns[first + count - 1][0] + columns[first + count - 1][1] - x
    caption = set_caption(stone, picture, width, story.language)

    def lines_for(aspect: float) -> int:
        height = width / aspect + caption.height - stone.cap
        return max(2, round(height / stone.leading) + 1)

    own = picture.whole or not spec.aspect
    wanted = lines_for(picture.width / picture.height if own else spec.aspect)
    low, high = (100, 100) if picture.whole else spec.depth
    most = frame.lines - 6
    depths = (min(max(3, wanted * low // 100), most), min(max(3, wanted * high // 100), most))
    return _PictureRoom(picture, spec, (first, first + count), x, width, caption, wanted, depths)


def _plans(
    stone: Stone,
    frame: Frame,
    box: StoryBox,
    story: Story,
    columns: Sequence[tuple[Mpt, Mpt]],
    room: _PictureRoom | None,
) -> Iterator[_Plan]:
    """Every combination of head, deck and picture depth that leaves room for text."""
    heads: Sequence[Headline | None] = [None]
    if plain(story.headline):
        heads = headlines(stone, story.headline, box.headline, frame.rect.width, story.language)[:6]
    best = min((each.cost for each in heads if each), default=0.0)
    has_deck = box.deck and bool(plain(story.deck))
    for headline in heads:
        for deck in (True, False) if has_deck else (False,):
            head = set_head(stone, frame, story, headline, replace(box, deck=deck))
            cost = _HEAD_COST * (headline.cost - best) * 4 if headline else 0.0
            cost += _DECK_COST if has_deck and not deck else 0.0
            said = _head_actions(headline, heads[0], has_deck and not deck)
            for lines in range(room.depths[0], room.depths[1] + 1) if room else (0,):
                legs = _legs(frame, columns, head.lines, lines, room)
                off = (lines - room.wanted) / room.wanted if room else 0.0
                moved = (
                    (f"picture {abs(lines - room.wanted)} lines {'deeper' if off > 0 else 'shallower'}",)
                    if room and off
                    else ()
                )
                if sum(leg.lines for leg in legs) > 0 or not story.paragraphs:
                    yield _Plan(headline, deck, head, lines, legs, cost + _PICTURE_COST * off * off, (*said, *moved))


def _head_actions(headline: Headline | None, usual: Headline | None, without_deck: bool) -> tuple[str, ...]:
    said = []
    if headline and usual and headline.steps != usual.steps:
        steps = headline.steps - usual.steps
        said.append(f"headline {abs(steps)} step{'s' if abs(steps) > 1 else ''} {'smaller' if steps > 0 else 'larger'}")
    if without_deck:
        said.append("deck left out")
    return tuple(said)


def _legs(
    frame: Frame, columns: Sequence[tuple[Mpt, Mpt]], head: int, picture: int, room: _PictureRoom | None
) -> tuple[Leg, ...]:
    legs = []
    for number, (x, width) in enumerate(columns):
        first, lines = head, frame.lines - head
        if room is not None and picture and room.over[0] <= number < room.over[1]:
            lines -= picture + 1
            if room.spec.at != "bottom":
                first += picture + 1
        legs.append(Leg(x, width, first, max(0, lines)))
    return tuple(legs)


def _best_filled(plans: Sequence[_Plan], parts: Sequence[FlowPart]) -> tuple[_Plan, Filled]:
    """Fill the most promising plans and take the cheapest; copy too short for all of them is levelled."""
    blocks = [part.block for part in parts]
    loose = fill(blocks, (Leg(0, _width_of(plans[0]), 0, 10**6),), exact=False)
    copy = loose.end
    paragraphs = max(1, len(parts))

    def reckoned(plan: _Plan) -> float:
        drift = plan.capacity - copy
        beyond = max(0, abs(drift) - paragraphs)
        return plan.cost + _DRIFT_COST * drift * drift / paragraphs + 1e9 * beyond

    ranked = sorted(plans, key=reckoned)
    plan, filled = _cheapest(ranked[:_TRIED], blocks, copy)
    if filled.cost >= ORPHAN and len(ranked) > _TRIED:
        others = _cheapest(ranked[_TRIED : 3 * _TRIED], blocks, copy)
        if others[0].cost + others[1].cost < plan.cost + filled.cost:
            return others
    return plan, filled


def _cheapest(plans: Sequence[_Plan], blocks: Sequence[Block], copy: int) -> tuple[_Plan, Filled]:
    """Fill each plan exactly and take the cheapest; level it where that spares spacing more than its white costs."""
    tried = [(plan, fill(blocks, plan.legs, exact=True)) for plan in plans]
    plan, filled = min(tried, key=lambda each: each[0].cost + each[1].cost)
    if filled.over:
        return plan, filled
    legs, levelled = level(blocks, plan.legs, copy)
    white = plan.capacity - sum(leg.lines for leg in legs)
    if filled.under or (white > 0 and levelled.cost + _WHITE_COST * white < filled.cost):
        return replace(plan, legs=legs), levelled
    return plan, filled


def _width_of(plan: _Plan) -> Mpt:
    return max((leg for leg in plan.legs), key=lambda leg: leg.lines).width


def _picture_rect(stone: Stone, frame: Frame, room: _PictureRoom, plan: _Plan) -> Rect:
    """From the cap height of its first line to the baseline of its last, so that it aligns with the text beside it."""
    first = frame.lines - plan.picture_lines if room.spec.at == "bottom" else plan.head.lines
    top = frame.rect.y + first * stone.leading
    return Rect(room.x, top, room.width, (plan.picture_lines - 1) * stone.leading + stone.cap)


def _leg_rules(stone: Stone, frame: Frame, legs: Sequence[Leg]) -> list[Zone]:
    rules = []
    thickness = stone.layout.rules.legs or HAIRLINE
    for left, right in pairwise(legs):
        if not left.lines or not right.lines:
            continue
        x = (left.x + left.width + right.x) // 2
        first = max(left.first, right.first)
        last = min(left.first + left.lines, right.first + right.lines) - 1
        top, foot = frame.rect.y + first * stone.leading, stone.baseline(frame, last)
        rules.append(artifact(Rule(x, top, x, foot, thickness, stone.layout.rules.colour)))
    return rules


def _fit(
    stone: Stone, frame: Frame, story: Story, plan: _Plan, filled: Filled, poured: Poured, parts: Sequence[FlowPart]
) -> StoryFit:
    room = sum(frame.lines - leg.first for leg in plan.legs if leg.lines) if plan.legs else 0
    words = poured.lost_words
    feet = {leg.first + leg.lines for leg in plan.legs if leg.lines}
    return StoryFit(
        slug=story.slug,
        box=frame.box.name,
        page=stone.number,
        lines=min(filled.end, filled.capacity),
        capacity=filled.capacity,
        over_lines=len(poured.rest),
        over_words=len(words),
        over_mm=round(to_mm(len(poured.rest) * stone.leading), 1),
        first_lost=words[0] if words else "",
        under_lines=max(0, room - filled.capacity) + filled.under if not poured.rest else 0,
        level=len(feet) <= 1 and not filled.under,
        widows=poured.widows,
        orphans=poured.orphans,
        foot_hyphens=poured.foot_hyphens,
        actions=plan.actions,
        where=frame.box.where,
    )


def _notes(stone: Stone, frame: Frame, story: Story, room: _PictureRoom | None, plan: _Plan) -> Iterator[Diagnostic]:
    """Pictures that are too coarse for print, or that the box has no room for."""
    placed = room.picture if room is not None and plan.picture_lines else None
    for picture in story.pictures:
        if picture is not placed:
            what = f"the picture {picture.path}" if picture.path else f"the caption “{plain(picture.caption)[:40]}…”"
            yield Diagnostic(
                "warning", "picture-unused", f"{story.slug}: {what} has no place in box {frame.box.name}", picture.where
            )
    if placed is not None and room is not None:
        rect = _picture_rect(stone, frame, room, plan)
        inches = rect.width / 72_000
        ppi = min(placed.width, placed.height * rect.width / max(1, rect.height)) / inches
        if ppi < _MIN_PPI:
            yield Diagnostic(
                "warning",
                "picture-coarse",
                f"{story.slug}: {placed.path} prints at {ppi:.0f} ppi",
                placed.where,
                f"at least {_MIN_PPI} wanted",
            )
