"""A table and a box of its own → the table in as many legs as the box has, its header over each, under a title."""

from __future__ import annotations

from epaper.errors import Diagnostic
from epaper.flow.blocks import flow_parts
from epaper.flow.box import Made, boxed_title, tint
from epaper.flow.fill import fill
from epaper.flow.legs import pour
from epaper.flow.level import leg_columns, level
from epaper.flow.run import Leg
from epaper.flow.stone import Stone
from epaper.model.fit import StoryFit
from epaper.model.layout import StoryBox, TableBox
from epaper.model.story import Story, plain
from epaper.plan.grid import Frame
from epaper.units import to_mm


def make_table(stone: Stone, frame: Frame, box: TableBox, story: Story) -> Made:
    """Make up the story's tables, and what words it has beside them. White is left where they are short."""
    columns = leg_columns(stone, frame, box.legs)
    title, used = boxed_title(stone, frame, box.title or plain(story.headline), "section-head", "section-head")
    legs = tuple(Leg(x, width, used, max(0, frame.lines - used)) for x, width in columns)
    inside = StoryBox(body="fact", byline="none", pictures=())
    parts = flow_parts(stone, story, inside, min(width for _, width in columns))
    blocks = [part.block for part in parts]
    filled = fill(blocks, legs, exact=False)
    if filled.under and len(legs) > 1:
        legs, filled = level(blocks, legs, filled.end, fill(blocks, legs, exact=True))
    poured = pour(stone, frame, legs, parts, filled, story.slug)
    words = poured.lost_words
    fit = StoryFit(
        slug=story.slug,
        box=frame.box.name,
        page=stone.number,
        lines=min(filled.end, filled.capacity),
        capacity=filled.capacity,
        over_lines=poured.lost_lines,
        over_words=len(words),
        over_mm=round(to_mm(poured.lost_lines * stone.leading), 1),
        first_lost=words[0] if words else "",
        where=frame.box.where,
    )
    notes: tuple[Diagnostic, ...] = ()
    if any(part.row is not None and part.row.wide for part in parts):
        message = f"{story.slug}: the table is wider than a leg of box {frame.box.name}"
        hint = "fewer columns, or fewer legs"
        notes = (Diagnostic("warning", "table-wide", message, story.where, hint),)
    zones = (*tint(frame.rect, box.tint, stone.layout.grid.gutter // 3), *title, *poured.zones)
    return Made(zones, (fit,), notes)
