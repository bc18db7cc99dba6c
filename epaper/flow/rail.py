"""Editorial items and a narrow box → the rail: a title, then heads, dates and teasers fitted to its depth.

Everything stands on the page's grid, and all items keep one distance. As many are shown as fit; where they leave room,
their type grows a little and their distance with it. What that does not fill is the house's, or white at the foot.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epaper.display.page import Role, Zone
from epaper.errors import Diagnostic
from epaper.flow.box import Made, boxed_title, divider, text_zone, tint
from epaper.flow.dates import short_date
from epaper.flow.headline import as_runs
from epaper.flow.house import LEAST_DEPTH, house_advert
from epaper.flow.stone import Stone
from epaper.model.layout import RailBox
from epaper.model.story import RailItem, Runs
from epaper.model.style import TextStyle
from epaper.plan.company import GAP, lower_frame
from epaper.plan.grid import Frame
from epaper.typeset.justify import Line
from epaper.units import Mpt
from epaper.value import Value, replace

_LEAST_GAP, _GOOD_GAP, _WIDE_GAP, _MOST_GAP = 1, 2, 3, 4
"""Grid lines between two items; no more than the wide ones where the most would not fill the rail either."""
_GROWN_STEP = 2
"""Per cent from one size of heads and teasers that is tried to the next."""
_GROWN_COST = 0.1
"""What each per cent costs, where a line of white at the foot costs 1."""
_UNSAID = 110
"""Type that has grown by no more than this is not worth a word."""
_TIGHTER = 0.93
"""How much less leading, in proportion, larger type does with."""
_SHORT = 3
"""More lines of white at the foot than this are said."""
_UPDATED = {"en": "Updated", "de": "Aktualisiert", "fr": "Mis à jour le", "es": "Actualizado", "tr": "Güncelleme"}


class _Piece(Value):
    """Lines of one role."""

    role: Role
    style: TextStyle
    lines: tuple[Line, ...]

    @property
    def depth(self) -> Mpt:
        return len(self.lines) * self.style.leading


class _Setting(Value):
    """The items at one size: the grid lines of each, the lines between them, and those left over at the foot."""

    grown: int
    items: list[list[_Piece]]
    gap: int
    left: int

    @property
    def cost(self) -> float:
        far = (self.gap - _GOOD_GAP) ** 2 if len(self.items) > 1 else 0
        return far + self.left + (self.grown - 100) * _GROWN_COST


def make_rail(stone: Stone, frame: Frame, box: RailBox, items: Sequence[RailItem]) -> Made:
    """Make up the rail."""
    title_zones, used = boxed_title(stone, frame, box.title or stone.edition.rail_title, "rail-title", "rail-title")
    setting = _fitted(stone, frame, box, items[: box.items], frame.lines - used)
    shown, house = len(setting.items), _house_depth(stone, frame, setting)
    zones = [*tint(frame.rect, box.tint, stone.layout.grid.gutter // 3), *title_zones]
    line = used
    for number, pieces in enumerate(setting.items):
        zones += _place_item(stone, frame, pieces, line)
        line += _depth(stone, pieces) + setting.gap
        if number + 1 < shown:
            zones.append(divider(stone, frame, line, setting.gap))
    if house:
        zones += house_advert(stone, lower_frame(stone.layout, frame, house))
    return Made(tuple(zones), (), tuple(_notes(frame, setting, [item.title for item in items[shown:]], house)))


def _fitted(stone: Stone, frame: Frame, box: RailBox, items: Sequence[RailItem], room: int) -> _Setting:
    """As many items as the room holds, at the size at which they fill it best."""
    settings: list[_Setting] = []
    for grown in range(100, box.grow + 1, _GROWN_STEP):
        pieces = [_set_item(stone, frame, box, item, grown) for item in items]
        while pieces and _left(stone, pieces, room, _LEAST_GAP) < 0:
            pieces.pop()
        if settings and _heads(pieces) != _heads(settings[0].items):
            break
        gap = min(_MOST_GAP, _left(stone, pieces, room, 0) // max(1, len(pieces) - 1))
        if _left(stone, pieces, room, gap) > _SHORT:
            gap = min(_WIDE_GAP, gap)
        settings.append(_Setting(grown, pieces, gap, _left(stone, pieces, room, gap)))
        if not pieces or not settings[-1].cost:
            break
    filling = [setting for setting in settings if setting.left <= _SHORT]
    return min(filling or settings[:1], key=lambda setting: setting.cost)


def _house_depth(stone: Stone, frame: Frame, setting: _Setting) -> int:
    """The lines of the house's advertisement under items that leave room for it, no more than half the rail; or 0."""
    lines = setting.left - GAP
    room = setting.left > _SHORT and LEAST_DEPTH <= lines <= frame.lines // 2
    return lines if room and setting.items and stone.allows("filler") else 0


def _heads(items: Sequence[list[_Piece]]) -> list[int]:
    """The lines of each head: type grows neither at the cost of an item nor into a head's next line."""
    return [len(pieces[0].lines) for pieces in items]


def _left(stone: Stone, pieces: Sequence[list[_Piece]], room: int, gap: int) -> int:
    """The lines of `room` that items with so many lines between them leave."""
    return room - sum(_depth(stone, each) for each in pieces) - gap * max(0, len(pieces) - 1)


def _depth(stone: Stone, pieces: Sequence[_Piece]) -> int:
    """The whole grid lines that an item takes."""
    return -(-sum(piece.depth for piece in pieces) // stone.leading)


def _notes(frame: Frame, setting: _Setting, left: Sequence[str], house: int) -> Iterator[Diagnostic]:
    """What became of the rail that its maker would not expect."""
    where = frame.box.where
    if left:
        yield Diagnostic("warning", "rail-over", f"the rail has no room for {', '.join(left)}", where)
    if setting.grown > _UNSAID:
        message = f"the rail's heads and teasers are set at {setting.grown}% to fill its box"
        yield Diagnostic("note", "rail-grown", message, where)
    if not setting.items and not left:
        yield Diagnostic("warning", "rail-empty", "nothing stands in the rail", where, "give the edition a rail")
    elif house:
        yield Diagnostic("note", "rail-filler", "the house’s advertisement stands at the rail's foot", where)
    elif setting.left > _SHORT:
        hint = "give it more items, or a shallower box"
        yield Diagnostic(
            "warning", "rail-under", f"the rail leaves {setting.left} lines empty at its foot", where, hint
        )


def _set_item(stone: Stone, frame: Frame, box: RailBox, item: RailItem, grown: int) -> list[_Piece]:
    pieces = [_piece(stone, frame, "rail-head", as_runs(item.title), grown)]
    if box.dates and item.date is not None:
        language = stone.edition.language
        text = short_date(item.date, language)
        if item.updated:
            text = f"{_UPDATED.get(language.split('-')[0], _UPDATED['en'])} {text}"
        pieces.append(_piece(stone, frame, "rail-date", as_runs(text)))
    if item.teaser:
        pieces.append(_piece(stone, frame, "rail-teaser", item.teaser, grown))
    return pieces


def _piece(stone: Stone, frame: Frame, name: Role, runs: Runs, grown: int = 100) -> _Piece:
    style = _grown(stone.style(name), grown)
    lines = stone.typesetter.lines(runs, style, frame.rect.width)
    return _Piece(name, style, lines)


def _grown(style: TextStyle, per_cent: int) -> TextStyle:
    """The style in a larger size; its leading stays until it would be tight."""
    size = style.size * per_cent // 100
    tight = round(style.leading * size / style.size * _TIGHTER)
    return replace(style, size=size, leading=max(style.leading, tight))


def _place_item(stone: Stone, frame: Frame, pieces: list[_Piece], line: int) -> list[Zone]:
    """The item's pieces one under the other from grid line `line`; its last line stands on the grid."""
    zones = []
    last = stone.baseline(frame, line + _depth(stone, pieces) - 1)
    for piece in reversed(pieces):
        style, cap = piece.style, stone.typesetter.cap_height(piece.style)
        at = (frame.rect.x, last - (len(piece.lines) - 1) * style.leading, frame.rect.width)
        zones.append(text_zone(piece.role, piece.lines, at, style.leading, cap, box=frame.box.name))
        last -= piece.depth
    return zones[::-1]
