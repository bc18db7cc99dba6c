"""Editorial items and a narrow box → the rail: a title, then heads, dates and teasers fitted to its depth.

Everything stands on the page's grid. As many items are shown as fit; the lines left over go between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from epaper.display.page import Role, Zone
from epaper.errors import Diagnostic
from epaper.flow.box import HAIRLINE, Made, across, boxed_title, text_zone, tint
from epaper.flow.dates import short_date
from epaper.flow.headline import as_runs
from epaper.flow.stone import Stone
from epaper.model.layout import RailBox
from epaper.model.story import RailItem, Runs
from epaper.model.style import TextStyle
from epaper.plan.grid import Frame
from epaper.typeset.justify import Line
from epaper.units import split

_LEAST_GAP = 1
_MOST_GAP = 4
_UPDATED = {"en": "Updated", "de": "Aktualisiert", "fr": "Mis à jour le", "es": "Actualizado", "tr": "Güncelleme"}


@dataclass(frozen=True, slots=True)
class _Piece:
    """Lines of one role, and the whole grid lines that they take."""

    role: Role
    style: TextStyle
    lines: tuple[Line, ...]
    depth: int


def make_rail(stone: Stone, frame: Frame, box: RailBox, items: Sequence[RailItem]) -> Made:
    """Make up the rail."""
    title_zones, used = boxed_title(stone, frame, box.title or stone.edition.rail_title, "rail-title", "rail-title")
    set_items = [_set_item(stone, frame, box, item) for item in items[: box.items]]
    depths = [sum(piece.depth for piece in pieces) for pieces in set_items]
    shown = len(depths)
    while shown and sum(depths[:shown]) + _LEAST_GAP * (shown - 1) > frame.lines - used:
        shown -= 1
    zones = [*tint(frame.rect, box.tint, stone.layout.grid.gutter // 3), *title_zones]
    gaps = _gaps(frame.lines - used - sum(depths[:shown]), shown)
    line = used
    for number in range(shown):
        zones += _place_item(stone, frame, set_items[number], line)
        line += depths[number] + gaps[number]
        if number + 1 < shown:
            zones.append(_divider(stone, frame, line, gaps[number]))
    left = [item.title for item in items[shown:]]
    notes = (
        [Diagnostic("warning", "rail-over", f"the rail has no room for {', '.join(left)}", frame.box.where)]
        if left
        else []
    )
    return Made(tuple(zones), (), tuple(notes))


def _set_item(stone: Stone, frame: Frame, box: RailBox, item: RailItem) -> list[_Piece]:
    pieces = [_piece(stone, frame, "rail-head", as_runs(item.title))]
    if box.dates and item.date is not None:
        language = stone.edition.language
        text = short_date(item.date, language)
        if item.updated:
            text = f"{_UPDATED.get(language.split('-')[0], _UPDATED['en'])} {text}"
        pieces.append(_piece(stone, frame, "rail-date", as_runs(text)))
    if item.teaser:
        pieces.append(_piece(stone, frame, "rail-teaser", item.teaser))
    return pieces


def _piece(stone: Stone, frame: Frame, name: Role, runs: Runs) -> _Piece:
    style = stone.style(name)
    lines = stone.typesetter.lines(runs, style, frame.rect.width)
    return _Piece(name, style, lines, -(-len(lines) * style.leading // stone.leading))


def _place_item(stone: Stone, frame: Frame, pieces: list[_Piece], line: int) -> list[Zone]:
    """The item's pieces one under the other; each one's last line stands on the grid."""
    zones = []
    for piece in pieces:
        line += piece.depth
        last = stone.baseline(frame, line - 1)
        first = last - (len(piece.lines) - 1) * piece.style.leading
        cap = stone.typesetter.cap_height(piece.style)
        at = (frame.rect.x, first, frame.rect.width)
        zones.append(text_zone(piece.role, piece.lines, at, piece.style.leading, cap, box=frame.box.name))
    return zones


def _gaps(spare: int, shown: int) -> list[int]:
    """Whole lines between items: what is spare, shared evenly, within reason."""
    if shown < 2:
        return [0] * shown
    return [min(_MOST_GAP, gap) for gap in split(max(spare, 0), [1] * (shown - 1))] + [0]


def _divider(stone: Stone, frame: Frame, line: int, gap: int) -> Zone:
    """A hairline in the middle of the gap above grid line `line`."""
    foot = stone.baseline(frame, line - gap - 1)
    head = frame.rect.y + line * stone.leading
    return across(frame.rect, (foot + head) // 2 + stone.leading // 12, HAIRLINE, stone.layout.rules.colour)
