"""Several short stories and one box → a column of briefs under one title, on the grid, its legs level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from epaper.errors import Diagnostic
from epaper.flow.aside import left_out, unplaced
from epaper.flow.blocks import FlowPart, flow_parts
from epaper.flow.box import Made, boxed_title, tint
from epaper.flow.choose import length
from epaper.flow.fill import Block, fill
from epaper.flow.legs import pour
from epaper.flow.level import leg_columns, level
from epaper.flow.run import Leg
from epaper.flow.stone import Stone
from epaper.model.fit import StoryFit
from epaper.model.layout import BriefsBox, StoryBox
from epaper.model.story import Story
from epaper.plan.grid import Frame
from epaper.units import Mpt


def make_briefs(stone: Stone, frame: Frame, box: BriefsBox, stories: Sequence[Story]) -> Made:
    """Make up as many of the stories as the box holds; those it has no room for are named."""
    columns = leg_columns(stone, frame, box.legs)
    title, used = boxed_title(stone, frame, box.title, "section-head", "section-head")
    legs = tuple(Leg(x, width, used, frame.lines - used) for x, width in columns)
    narrowest = min(width for _, width in columns)
    shown = len(stories)
    while True:
        parts = [part for story in stories[:shown] for part in _parts(stone, box, story, narrowest)]
        blocks = [part.block for part in parts]
        filled = fill(blocks, legs, exact=True)
        if shown <= 1 or not filled.over:
            break
        shown -= 1
    if filled.under:
        legs, filled = level(blocks, legs, length(parts, narrowest), filled)
    poured = pour(stone, frame, legs, parts, filled, "")
    fits = tuple(_fit(stone, frame, story, parts) for story in stories[:shown])
    left = [story.slug for story in stories[shown:]]
    notes = (
        (Diagnostic("warning", "briefs-over", f"no room for the briefs {', '.join(left)}", frame.box.where),)
        if left
        else ()
    )
    for story in stories[:shown]:
        notes = (*notes, *unplaced(story, (), frame.box.name))
    zones = (*tint(frame.rect, box.tint, stone.layout.grid.gutter // 3), *title, *poured.zones)
    return Made(zones, fits, notes)


def _parts(stone: Stone, box: BriefsBox, story: Story, narrowest: Mpt) -> list[FlowPart]:
    """A brief: its head, then its text."""
    style = stone.style(box.headline.style)
    prepared = stone.typesetter.prepare(story.headline, style, narrowest, story.language)
    head = Block(prepared, before=1, whole=True, with_next=True)
    text = flow_parts(stone, story, StoryBox(byline="none"), narrowest)
    return [FlowPart(head, "headline", -1, slug=story.slug), *(replace(part, slug=story.slug) for part in text)]


def _fit(stone: Stone, frame: Frame, story: Story, parts: Sequence[FlowPart]) -> StoryFit:
    lines = sum(
        min(part.block.prepared.settings(part.block.measures((frame.rect.width,))).bounds())
        for part in parts
        if part.slug == story.slug
    )
    return StoryFit(
        slug=story.slug,
        box=frame.box.name,
        page=stone.number,
        lines=lines,
        capacity=lines,
        cut=left_out(story, ()),
        where=frame.box.where,
    )
