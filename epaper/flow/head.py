"""Kicker, headline, deck and byline over a story's legs → zones, and the grid line on which the legs begin."""

from __future__ import annotations

from dataclasses import dataclass

from epaper.display.page import Role, Zone
from epaper.flow.balance import balanced
from epaper.flow.box import text_zone
from epaper.flow.headline import Headline
from epaper.flow.stone import Stone
from epaper.model.layout import StoryBox
from epaper.model.story import Story, plain
from epaper.plan.grid import Frame
from epaper.typeset.justify import Line
from epaper.units import Mpt


@dataclass(frozen=True, slots=True)
class Head:
    """The matter above the legs, and the first grid line of the box that is free for them."""

    zones: tuple[Zone, ...]
    lines: int


def set_head(stone: Stone, frame: Frame, story: Story, headline: Headline | None, box: StoryBox) -> Head:
    """Stack the head matter from the box's top; the legs begin on the next grid line that leaves air under it."""
    y, zones = frame.rect.y, []
    if box.kicker and story.kicker:
        zone, y = _kicker(stone, frame, story, y)
        zones.append(zone)
    if headline is not None and headline.lines:
        cap = stone.typesetter.cap_height(headline.style)
        at = (frame.rect.x, y + cap, frame.rect.width)
        zones.append(
            text_zone("headline", headline.lines, at, headline.style.leading, cap, slug=story.slug, box=frame.box.name)
        )
        y += headline.room
    if box.deck and plain(story.deck):
        zone, y = _deck(stone, frame, story, y)
        zones.append(zone)
    if box.byline == "above" and story.byline:
        zone, y = _byline(stone, frame, story, y)
        zones.append(zone)
    if not zones:
        return Head((), 0)
    air = stone.leading * 6 // 10
    lines = -(-(y + air - frame.rect.y) // stone.leading)
    return Head(tuple(zones), lines)


def _kicker(stone: Stone, frame: Frame, story: Story, y: Mpt) -> tuple[Zone, Mpt]:
    style = stone.style("kicker")
    cap = stone.typesetter.cap_height(style)
    line = stone.typesetter.words(story.kicker, style, frame.rect.width, story.language)[:1]
    zone = text_zone(
        "kicker",
        line,
        (frame.rect.x, y + cap, frame.rect.width),
        style.leading,
        cap,
        slug=story.slug,
        box=frame.box.name,
    )
    return zone, y + cap + stone.leading * 6 // 10


def _deck(stone: Stone, frame: Frame, story: Story, y: Mpt) -> tuple[Zone, Mpt]:
    lines = balanced(stone, story.deck, "deck", frame.rect.width, story.language)
    return _under(stone, frame, story, "deck", lines, y)


def _byline(stone: Stone, frame: Frame, story: Story, y: Mpt) -> tuple[Zone, Mpt]:
    lines = stone.typesetter.words(story.byline, stone.style("byline"), frame.rect.width, story.language)
    return _under(stone, frame, story, "byline", lines, y)


def _under(stone: Stone, frame: Frame, story: Story, role: Role, lines: tuple[Line, ...], y: Mpt) -> tuple[Zone, Mpt]:
    """Lines in the style of their role with some air above; and how far down they reach."""
    style = stone.style(role)
    cap = stone.typesetter.cap_height(style)
    at = (frame.rect.x, y + stone.leading * 3 // 10 + cap, frame.rect.width)
    zone = text_zone(role, lines, at, style.leading, cap, slug=story.slug, box=frame.box.name)
    return zone, at[1] + (len(lines) - 1) * style.leading + style.leading // 4
