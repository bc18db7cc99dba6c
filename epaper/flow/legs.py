"""Chosen settings and legs → zones of placed lines, leg by leg; and what did not fit, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epaper.display.items import GlyphRun
from epaper.display.page import Zone
from epaper.flow.blocks import FlowPart
from epaper.flow.fill import Filled, Placement
from epaper.flow.run import Leg, Slot, slots
from epaper.flow.stone import Stone
from epaper.flow.table import Spot, row_zones
from epaper.geometry import Rect
from epaper.plan.grid import Frame
from epaper.typeset.justify import Line, set_lines
from epaper.typeset.solid import Solid
from epaper.units import Mpt
from epaper.value import Value


class Poured(Value):
    """What stands in the legs; how many lines found no place, and their words, divided ones whole.

    `widows` and `orphans` count lone lines at a leg's head and foot, `foot_hyphens` words divided over two legs.
    """

    zones: tuple[Zone, ...]
    lost_lines: int
    lost_words: tuple[str, ...]
    widows: int
    orphans: int
    foot_hyphens: int


class _Set(Value):
    """One line with its place: its slot, its number in its paragraph, and how far right of the slot's edge."""

    slot: Slot
    number: int
    x: Mpt
    line: Line


def pour(
    stone: Stone, frame: Frame, legs: Sequence[Leg], parts: Sequence[FlowPart], filled: Filled, slug: str
) -> Poured:
    """Set the chosen lines and place them.

    A paragraph that is cut, by a leg's end or by what stands in the leg, becomes two zones of one number.
    """
    places = slots(legs)
    zones: list[Zone] = []
    lost: list[str] = []
    widows = orphans = foot_hyphens = reached = lost_lines = 0
    for placement in filled.placements:
        part = parts[placement.block]
        count = placement.fit.lines
        lines = _lines_of(part, placement, max(0, len(places) - placement.start))
        again = placement.start - reached >= part.block.repeated > 0
        reached = placement.start + count
        placed = _placed(places, part, placement, lines)
        if part.row is not None:
            whole = len(placed) == count and len(_pieces(placed)) == 1
            zones += _row(stone, frame, part, placed[0].slot, slug, again=again) if whole else ()
            if not whole:
                lost_lines += count
                lost.append(_text_from(part, placement, 0))
            continue
        if len(placed) < count:
            lost_lines += count - len(placed)
            lost.append(_text_from(part, placement, len(placed)))
        for piece in _pieces(placed):
            zones.append(_zone(stone, frame, part, piece, slug))
            last = piece[-1].line
            widows += len(piece) == 1 and piece[0].number > 0
            orphans += len(piece) == 1 and piece[0].number == 0 and not last.last
            foot_hyphens += last.hyphenated
    words = tuple(" ".join(lost).split())
    return Poured(tuple(zones), lost_lines, words, widows, orphans, foot_hyphens)


def _lines_of(part: FlowPart, placement: Placement, most: int) -> tuple[Line, ...]:
    """A paragraph's lines, `most` at most."""
    prepared = part.block.prepared
    if isinstance(prepared, Solid):
        return prepared.lines[:most]
    return set_lines(prepared, placement.fit, placement.measures, most)


def _text_from(part: FlowPart, placement: Placement, line: int) -> str:
    """The words of a paragraph from one of its lines on."""
    prepared = part.block.prepared
    if isinstance(prepared, Solid):
        return " ".join(each.text for each in prepared.lines[line:])
    return prepared.text_from((0, *placement.fit.setting.breaks)[line])


def _row(stone: Stone, frame: Frame, part: FlowPart, first: Slot, slug: str, *, again: bool) -> Iterator[Zone]:
    """A table's row; with its header where that stands here `again`."""
    assert part.row is not None, "only rows come here"
    y = stone.baseline(frame, first.line)
    spot = Spot(first.x, y, part.row.measure, part.slug or slug, frame.box.name, part.paragraph)
    return row_zones(stone, part.row, spot, again=again)


def _placed(places: Sequence[Slot], part: FlowPart, placement: Placement, lines: Sequence[Line]) -> list[_Set]:
    """The lines for which there is a place, which are the first of them."""
    block = part.block
    placed = []
    for number, (slot, line) in enumerate(zip(places[placement.start :], lines, strict=False)):
        shift = (
            block.left
            + (block.indent if number == 0 else 0)
            + (block.insets[number] if number < len(block.insets) else 0)
        )
        placed.append(_Set(slot, number, shift, line))
    return placed


def _pieces(placed: Sequence[_Set]) -> list[list[_Set]]:
    """Lines that stand under each other without a gap."""
    pieces: list[list[_Set]] = []
    for each in placed:
        if pieces and each.slot.adjoins(pieces[-1][-1].slot):
            pieces[-1].append(each)
        else:
            pieces.append([each])
    return pieces


def _zone(stone: Stone, frame: Frame, part: FlowPart, lines: list[_Set], slug: str) -> Zone:
    runs: list[GlyphRun] = []
    for each in lines:
        if each.number == 0:
            runs += _openers(stone, frame, part, each.slot)
        runs += each.line.at(each.slot.x + each.x, stone.baseline(frame, each.slot.line))
    left = min(each.slot.x for each in lines)
    right = max(each.slot.x + each.slot.width for each in lines)
    top = frame.rect.y + lines[0].slot.line * stone.leading
    height = (len(lines) - 1) * stone.leading + stone.cap + stone.leading // 4
    return Zone(
        role=part.role,
        rect=Rect(left, top, right - left, height),
        items=tuple(runs),
        slug=part.slug or slug,
        box=frame.box.name,
        paragraph=part.paragraph,
        continues=lines[0].number > 0 or part.resumed,
        href=part.href,
    )


def _openers(stone: Stone, frame: Frame, part: FlowPart, first: Slot) -> list[GlyphRun]:
    """What stands before a paragraph's first line: a list marker, or a drop cap."""
    if part.marker is not None:
        return list(part.marker.at(first.x, stone.baseline(frame, first.line)))
    if part.dropcap is not None:
        return part.dropcap.at(first.x, stone.baseline(frame, first.line))
    return []
