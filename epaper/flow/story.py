"""One story and its frame → a made box: head, picture, caption and legs, fitted as well as can be.

The frame may be divided in several ways (`shapes`), the copy printed in several versions (`versions`); `choose` finds
the pair that fills best. What it took is said in the fit; what goes on on another page comes back as a continuation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from epaper.display.items import Rule
from epaper.display.page import Zone
from epaper.errors import Diagnostic
from epaper.flow.aside import LEFT_OUT, PlacedAside, left_out, set_asides, unplaced
from epaper.flow.blocks import FlowPart, flow_parts, white_cost
from epaper.flow.box import HAIRLINE, Made, artifact, tint
from epaper.flow.choose import Choice, Draft, cheaper, choose, length, levelled, reckoned
from epaper.flow.company import Solved, least_cost, with_company, with_house
from epaper.flow.insets import is_taken
from epaper.flow.jumps import broken_drafts
from epaper.flow.legs import Poured, pour
from epaper.flow.level import leg_columns, spanned_columns
from epaper.flow.pull_quotes import quote_rooms
from epaper.flow.run import Leg
from epaper.flow.shapes import Rooms, Shape, shapes
from epaper.flow.stone import Stone
from epaper.flow.story_pictures import PlacedPicture, picture_rooms, unused
from epaper.flow.versions import Version, shortened, tracked
from epaper.model.fit import StoryFit
from epaper.model.layout import StoryBox
from epaper.model.story import Story
from epaper.plan.castoff import with_its_picture
from epaper.plan.grid import Frame
from epaper.plan.jumps import Continuation, JumpTo
from epaper.units import Mpt, to_mm
from epaper.value import Value, replace

_MIN_PPI = 150
_LEAST_LEG = 2
"""Lines that make a leg."""
_MOVABLE = 8
"""Copy of so few lines a leg may stand in fewer legs …"""
_WIDE = 34
"""… no wider than so many times the body's size."""
_LIKE_A_CAPTION = 3
"""So few lines may be as wide as the box."""
_SURELY_ENOUGH = 12
"""Copy whose letters set solid fill each leg's width so many times needs no measuring."""


class _Site(Value):
    """Where a story is made: its box and its legs' places."""

    stone: Stone
    frame: Frame
    box: StoryBox
    columns: tuple[tuple[Mpt, Mpt], ...]


def make_story(
    stone: Stone,
    frame: Frame,
    box: StoryBox,
    story: Story,
    jump: JumpTo | None = None,
    company: Sequence[Story] = (),
) -> Made:
    """Make up a story in its box. With `jump` it may go on there, if it is too long; if it is too short, the stories of
    its `company` stand under it."""
    return _solved(stone, frame, box, story, jump, company).made


def _solved(
    stone: Stone, frame: Frame, box: StoryBox, story: Story, jump: JumpTo | None, company: Sequence[Story]
) -> Solved:
    """The story in the legs that the box wants; where so little copy does not fill those, in fewer and wider ones."""
    box = with_its_picture(box, story)
    ways = _columns(stone, frame, box, story)
    best = _solved_in(ways[0], stone, frame, box, story, jump, company)
    for columns in ways[1:]:
        if all(fit.fits for fit in best.made.fits):
            break
        wider = _solved_in(columns, stone, frame, box, story, jump, company)
        best = min(best, wider, key=lambda each: (not all(fit.fits for fit in each.made.fits), each.cost))
    return best


def _solved_in(
    columns: tuple[tuple[Mpt, Mpt], ...],
    stone: Stone,
    frame: Frame,
    box: StoryBox,
    story: Story,
    jump: JumpTo | None,
    company: Sequence[Story],
) -> Solved:
    site = _Site(stone, frame, box, columns)
    at = (stone, frame, box, story, columns)
    ways = shapes(*at, Rooms(picture_rooms(*at), quote_rooms(*at), set_asides(*at)))
    drafts = _drafts(site, story, ways, jump)

    def make(lower: Frame, under: StoryBox, other: Story, more: Sequence[Story]) -> Solved:
        return _solved(stone, lower, under, other, None, more)

    choice = choose(ways, drafts)
    if choice.cost > least_cost(stone, company) + min(way.cost for way in ways):
        beside = with_company(stone, frame, box, ways, drafts[0], company, make)
        choice = cheaper(choice, choose(beside, drafts)) if beside else choice
        housed = with_house(stone, frame, ways, drafts[0])  # nothing is cut to make room for an advertisement
        choice = cheaper(choice, choose(housed, [each for each in drafts if each.version.entire])) if housed else choice
    choice = levelled(choice, white=stone.allows("white"))
    return Solved(_made(site, story, choice, jump, company), choice.cost)


def _made(site: _Site, story: Story, choice: Choice, jump: JumpTo | None, company: Sequence[Story]) -> Made:
    """What was chosen, drawn and told."""
    stone, frame, box = site.stone, site.frame, site.box
    shape, parts = choice.shape, choice.draft.parts
    poured = pour(stone, frame, shape.legs, parts, choice.filled, story.slug)
    zones = [*tint(frame.rect, box.tint, stone.layout.grid.gutter // 3), *shape.head.zones]
    for inset in shape.insets:
        if not isinstance(inset, PlacedAside):
            zones += inset.zones(stone, frame, story.slug)
    zones += poured.zones
    for inset in shape.insets:
        if isinstance(inset, PlacedAside):
            zones += inset.zones(stone, frame, story.slug)
    if box.leg_rules:
        zones += _leg_rules(stone, frame, shape.legs)
    fit = _fit(site, story, choice, poured)
    rest = choice.draft.version.rest
    goes_on = (Continuation(rest, stone.number, jump.page, jump.box),) if rest is not None and jump else ()
    if goes_on:
        fit = replace(fit, jumped_to=goes_on[0].to_page)
    under = shape.company or Made(())
    notes = (*_notes(site, story, choice), *under.diagnostics)
    return Made((*zones, *under.zones), (fit, *under.fits), notes, goes_on)


def _columns(stone: Stone, frame: Frame, box: StoryBox, story: Story) -> list[tuple[tuple[Mpt, Mpt], ...]]:
    """The legs' places: as many as the box wants, or fewer where the copy would leave them a line each. Others follow
    where there are but a few lines for each leg."""
    if box.spans:
        return [tuple(spanned_columns(frame, box.spans))]
    wanted = box.legs or len(frame.columns)
    least = max(_LEAST_LEG, box.dropcap.lines + 1 if box.dropcap else 0)
    body = stone.style(box.body).size
    found: list[tuple[tuple[Mpt, Mpt], ...]] = []
    for count in (each for each in range(wanted, 0, -1) if wanted % each == 0):
        columns = tuple(leg_columns(stone, frame, count))
        narrowest = min(width for _, width in columns)
        words = sum(len(paragraph.text) for paragraph in story.paragraphs)
        if words * body > _SURELY_ENOUGH * count * narrowest:
            return [*found, columns]
        lines = length(flow_parts(stone, story, box, narrowest), narrowest)
        if found and narrowest > _WIDE * body and lines > _LIKE_A_CAPTION:
            break
        if lines >= least * count or count == 1:
            found.append(columns)
        if lines >= _MOVABLE * count:
            break
    return found or [tuple(leg_columns(stone, frame, 1))]


def _drafts(site: _Site, story: Story, ways: Sequence[Shape], jump: JumpTo | None) -> list[Draft]:
    """Every version of the copy, as blocks with their length."""
    measure = min(width for _, width in site.columns)
    narrowest = min(way.narrowest for way in ways)

    def parts_of(version: Story, stone: Stone = site.stone) -> tuple[FlowPart, ...]:
        leg = min(width for _, width in site.columns)
        return flow_parts(stone, version, site.box, narrowest, site.columns[0][1], leg)

    def draft(version: Version, lines: int, stone: Stone = site.stone) -> Draft:
        kinds = [paragraph.kind for paragraph in version.story.paragraphs if paragraph.runs]
        give = stone.subhead_white * kinds.count("subhead")
        made = partial(parts_of, version.story, stone)
        return Draft(version, lines, measure, len(kinds), made, give, white_cost(stone))

    whole = draft(Version(story), 0)
    whole = replace(whole, lines=length(whole.parts, measure))
    drafts = [draft(version, reckoned(whole, version.story)) for version in shortened(site.stone, story)]
    for version, by in tracked(site.stone, whole.version):
        stone = site.stone.tracked(site.box.body, by)
        drafts.append(draft(version, whole.lines + _wider(whole, by), stone))
    if jump is not None:
        room = (min(way.capacity for way in ways), max(way.capacity for way in ways))
        drafts += broken_drafts(site.stone, whole, jump, room, parts_of)
    return drafts


def _wider(whole: Draft, by: float) -> int:
    """About how many lines copy is longer with its letters spaced wider by so many per cent of its size."""
    letters = sum(part.block.prepared.letters for part in whole.parts if part.role == "body")
    return round(letters * by / 100 / whole.measure)


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


def _fit(site: _Site, story: Story, choice: Choice, poured: Poured) -> StoryFit:
    frame, filled, legs = site.frame, choice.filled, choice.shape.legs
    words = poured.lost_words
    set_lines = min(filled.end, filled.capacity)
    empty = choice.room - filled.capacity + filled.under if not poured.lost_lines else 0
    standing = [inset.obstacle for inset in choice.shape.insets]
    feet = {
        leg.first + leg.lines
        for leg in legs
        if leg.lines and not is_taken(leg.first + leg.lines, (leg.x, leg.x + leg.width), standing)
    }
    return StoryFit(
        slug=story.slug,
        box=frame.box.name,
        page=site.stone.number,
        lines=min(filled.end, filled.capacity),
        capacity=filled.capacity,
        over_lines=poured.lost_lines,
        over_words=len(words),
        over_mm=round(to_mm(poured.lost_lines * site.stone.leading), 1),
        first_lost=words[0] if words else "",
        under_lines=empty,
        under_words=round(empty * choice.draft.version.story.words / max(1, set_lines)),
        under_mm=round(to_mm(empty * site.stone.leading), 1),
        level=(len(feet) <= 1 or choice.shape.company is not None) and not filled.under,
        widows=poured.widows,
        orphans=poured.orphans,
        foot_hyphens=poured.foot_hyphens,
        actions=(*choice.actions, *_without_dropcap(site, choice)),
        others=choice.others,
        cut=(*choice.draft.version.cut, *left_out(story, choice.shape.insets)),
        where=frame.box.where,
    )


def _without_dropcap(site: _Site, choice: Choice) -> tuple[str, ...]:
    """What to say where a box wants a drop cap and has none."""
    if site.box.dropcap is None or any(part.dropcap for part in choice.draft.parts):
        return ()
    return ("drop cap left out: the text does not begin with words enough",)


def _notes(site: _Site, story: Story, choice: Choice) -> Iterator[Diagnostic]:
    """Pictures that are too coarse for print, or that the box has no room for; tables that are wider than a leg."""
    box, shape = site.frame.box.name, choice.shape
    for number in sorted({part.paragraph for part in choice.draft.parts if part.row is not None and part.row.wide}):
        message = f"{story.slug}: the table in paragraph {number + 1} is wider than a leg of box {box}"
        yield Diagnostic("warning", "table-wide", message, story.where, "fewer columns, or a box with wider legs")
    if LEFT_OUT not in shape.actions:
        yield from unplaced(story, shape.insets, box)
    placed = {id(each.room.picture): each for each in shape.insets if isinstance(each, PlacedPicture)}
    yield from unused(story, placed, box)
    for each in placed.values():
        picture, rect = each.room.picture, each.rect(site.stone, site.frame)
        ppi = min(picture.width, picture.height * rect.width / max(1, rect.height)) / (rect.width / 72_000)
        if ppi < _MIN_PPI:
            message = f"{story.slug}: {picture.path} prints at {ppi:.0f} ppi"
            yield Diagnostic("warning", "picture-coarse", message, picture.where, f"at least {_MIN_PPI} wanted")
