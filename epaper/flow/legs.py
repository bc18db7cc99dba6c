"""Chosen settings and legs → zones of placed lines, leg by leg; and what did not fit, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from epaper.display.items import GlyphRun
from epaper.display.page import Zone
from epaper.flow.blocks import FlowPart
from epaper.flow.fill import Filled, Leg, Placement
from epaper.flow.stone import Stone
from epaper.flow.table import Spot, row_zones
from epaper.geometry import Rect
from epaper.plan.grid import Frame
from epaper.typeset.justify import Line, set_lines
from epaper.typeset.solid import Solid


@dataclass(frozen=True, slots=True)
class Poured:
    """What stands in the legs, and the lines that found no place (`rest`), never lost.

    `widows` and `orphans` count lone lines at a leg's head and foot, `foot_hyphens` words divided over two legs.
    """

    zones: tuple[Zone, ...]
    rest: tuple[Line, ...]
    widows: int
    orphans: int
    foot_hyphens: int

    @property
    def lost_words(self) -> list[str]:
        """The words of the rest, divided ones whole."""
        return "".join(line.text + ("" if line.joined else " ") for line in self.rest).split()


@dataclass(frozen=True, slots=True)
class _Set:
    """One line with its place: leg and line within it, and how far right of the leg's edge."""

    leg: int
    row: int
    number: int
    x: int
    line: Line


def pour(
    stone: Stone, frame: Frame, legs: Sequence[Leg], parts: Sequence[FlowPart], filled: Filled, slug: str
) -> Poured:
    """Set the chosen lines and place them. A paragraph cut by a leg's end becomes two zones of one number."""
    live = [leg for leg in legs if leg.lines > 0]
    zones: list[Zone] = []
    rest: list[Line] = []
    widows = orphans = foot_hyphens = reached = 0
    for placement in filled.placements:
        part = parts[placement.block]
        lines = _lines_of(part, placement)
        again = placement.start - reached >= part.block.repeated > 0
        reached = placement.start + len(lines)
        placed, over = _locate(live, part, placement, lines)
        if part.row is not None:
            whole = not over and len({each.leg for each in placed}) == 1
            zones += _row(stone, frame, live, part, placed[0], slug, again=again) if whole else ()
            rest += () if whole else lines
            continue
        rest += over
        for leg, group in groupby(placed, key=lambda each: each.leg):
            piece = list(group)
            zones.append(_zone(stone, frame, live[leg], part, piece, slug))
            last = piece[-1].line
            widows += len(piece) == 1 and piece[0].number > 0
            orphans += len(piece) == 1 and piece[0].number == 0 and not last.last
            foot_hyphens += last.hyphenated
    return Poured(tuple(zones), tuple(rest), widows, orphans, foot_hyphens)


def _lines_of(part: FlowPart, placement: Placement) -> tuple[Line, ...]:
    prepared = part.block.prepared
    if isinstance(prepared, Solid):
        return prepared.lines
    return set_lines(prepared, placement.fit, placement.measures)


def _row(
    stone: Stone, frame: Frame, legs: Sequence[Leg], part: FlowPart, first: _Set, slug: str, *, again: bool
) -> Iterator[Zone]:
    """A table's row; with its header where that stands here `again`."""
    assert part.row is not None, "only rows come here"
    leg = legs[first.leg]
    y = stone.baseline(frame, leg.first + first.row)
    spot = Spot(leg.x, y, leg.width, part.slug or slug, frame.box.name, part.paragraph)
    return row_zones(stone, part.row, spot, again=again)


def _locate(
    legs: Sequence[Leg], part: FlowPart, placement: Placement, lines: Sequence[Line]
) -> tuple[list[_Set], list[Line]]:
    block = part.block
    placed, over = [], []
    for number, line in enumerate(lines):
        at = placement.start + number
        leg = 0
        while leg < len(legs) and at >= legs[leg].lines:
            at -= legs[leg].lines
            leg += 1
        if leg == len(legs):
            over.append(line)
            continue
        shift = block.left + (block.indent if number == 0 else 0) + (block.inset if number < block.inset_lines else 0)
        placed.append(_Set(leg, at, number, shift, line))
    return placed, over


def _zone(stone: Stone, frame: Frame, leg: Leg, part: FlowPart, lines: list[_Set], slug: str) -> Zone:
    runs: list[GlyphRun] = []
    for each in lines:
        y = stone.baseline(frame, leg.first + each.row)
        if each.number == 0:
            runs += _openers(stone, frame, leg, part, each)
        runs += each.line.at(leg.x + each.x, y)
    top = frame.rect.y + (leg.first + lines[0].row) * stone.leading
    height = (len(lines) - 1) * stone.leading + stone.cap + stone.leading // 4
    return Zone(
        role=part.role,
        rect=Rect(leg.x, top, leg.width, height),
        items=tuple(runs),
        slug=part.slug or slug,
        box=frame.box.name,
        paragraph=part.paragraph,
        continues=lines[0].number > 0 or part.resumed,
        href=part.href,
    )


def _openers(stone: Stone, frame: Frame, leg: Leg, part: FlowPart, first: _Set) -> list[GlyphRun]:
    """What stands before a paragraph's first line: a list marker, or a drop cap on its last line's baseline."""
    row = leg.first + first.row
    if part.marker is not None:
        return list(part.marker.at(leg.x, stone.baseline(frame, row)))
    if part.dropcap is not None:
        y = stone.baseline(frame, row + part.dropcap.lines - 1)
        return [replace(part.dropcap.run, x=leg.x + part.dropcap.run.x, y=y)]
    return []
