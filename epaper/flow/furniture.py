"""Standing matter → zones: nameplate with ears, folio, fixed text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epaper.display.page import Role, Zone
from epaper.errors import Diagnostic
from epaper.flow.box import HAIRLINE, Made, across, text_zone, tint
from epaper.flow.dates import long_date, short_date
from epaper.flow.stone import Stone, sized
from epaper.geometry import Rect
from epaper.model.layout import FolioBox, NameplateBox, TextBox
from epaper.plan.grid import Frame
from epaper.units import Mpt

_EAR_SHARE = 0.17
"""Width of an ear as a share of the nameplate."""


def make_nameplate(stone: Stone, frame: Frame, box: NameplateBox) -> Made:
    """The title as large as its box allows, ears beside it, and under it the date line between rules."""
    rect = frame.rect
    zones: list[Zone] = []
    foot = rect.bottom
    if box.dateline:
        strip, foot = _date_strip(stone, frame)
        zones += strip
    elif box.rule:
        zones.append(across(rect, foot, HAIRLINE * 2, stone.layout.rules.colour))
    ears = [(ear_text(stone, name), side) for name, side in zip(box.ears, ("left", "right"), strict=True)]
    inset = round(rect.width * _EAR_SHARE) if any(text for text, _ in ears) else 0
    zones.insert(0, _title(stone, frame, box, Rect(rect.x + inset, rect.y, rect.width - 2 * inset, foot - rect.y)))
    for text, side in ears:
        if text:
            x = rect.x if side == "left" else rect.right - inset
            zones.append(_ear(stone, frame, text, Rect(x, rect.y, inset, foot - rect.y), side))
    return Made(tuple(zones), (), tuple(_silent(frame, box, ears)))


def _silent(frame: Frame, box: NameplateBox, ears: Sequence[tuple[str, str]]) -> Iterator[Diagnostic]:
    """Facts that the layout wants in its ears and the edition does not have."""
    for name, (text, side) in zip(box.ears, ears, strict=True):
        if name not in ("", "left", "right") and not text:
            message = f"the {side} ear stays empty, for the edition has no {name}"
            yield Diagnostic("note", "ear-empty", message, frame.box.where)


def ear_text(stone: Stone, name: str) -> str:
    """What an ear says: a fact of the edition by its name, or the words themselves."""
    edition = stone.edition
    facts = {
        "price": edition.price,
        "date": long_date(edition.date, edition.language),
        "motto": edition.motto,
        "city": edition.city,
        "number": edition.number,
        "website": edition.website,
        "left": edition.ears[0],
        "right": edition.ears[1],
        "weather": edition.weather,
        "edition": edition.city,
    }
    return facts.get(name, name)


def _title(stone: Stone, frame: Frame, box: NameplateBox, area: Rect) -> Zone:
    """The paper's name, centred, scaled to the width and height there is."""
    base = stone.style("nameplate")
    text = box.title or stone.edition.title
    line = stone.typesetter.line(text, base)
    face = stone.typesetter.face(base)
    deep = face.length(face.ascent * 3 // 4 + face.descent * 3 // 4, base.size)
    scale = min(1.0, area.width / max(line.width, 1), area.height / max(deep, 1))
    style = sized(base, round(base.size * scale))
    line = stone.typesetter.line(text, style)
    cap = stone.typesetter.cap_height(style)
    descent = face.length(face.descent * 3 // 4, style.size)
    baseline = area.y + cap + max(0, (area.height - cap - descent) // 2)
    x = area.x + (area.width - line.width) // 2
    return text_zone("nameplate", (line,), (x, baseline, line.width), style.leading, cap, box=frame.box.name)


def _date_strip(stone: Stone, frame: Frame) -> tuple[list[Zone], Mpt]:
    """City and date left, motto in the middle, number and price right, between rules on the box's last grid line."""
    edition, rect = stone.edition, frame.rect
    style = stone.style("date-line")
    cap = stone.typesetter.cap_height(style)
    top = rect.bottom - stone.leading - cap // 2
    baseline = (top + rect.bottom + cap) // 2
    left = ", ".join(part for part in (edition.city, long_date(edition.date, edition.language)) if part)
    ink = stone.layout.rules.colour
    zones = [across(rect, top, HAIRLINE * 2, ink)]
    right = "  ·  ".join(part for part in (edition.number, edition.price) if part)
    for text, share in ((left, 0.0), (edition.motto or edition.website, 0.5), (right, 1.0)):
        if text:
            line = stone.typesetter.line(text, style)
            x = rect.x + round((rect.width - line.width) * share)
            zones.append(
                text_zone("dateline", (line,), (x, baseline, line.width), style.leading, cap, box=frame.box.name)
            )
    zones.append(across(rect, rect.bottom, HAIRLINE, ink))
    return zones, top - stone.leading * 4 // 10


def _ear(stone: Stone, frame: Frame, text: str, area: Rect, side: str) -> Zone:
    style = stone.style("ear")
    lines = tuple(
        line for row in text.splitlines() for line in stone.typesetter.words(row, style, area.width * 9 // 10)
    )
    cap = stone.typesetter.cap_height(style)
    height = cap + (len(lines) - 1) * style.leading
    first = area.y + (area.height - height) // 2 + cap
    x = area.x if side == "left" else area.right - max((line.width for line in lines), default=0)
    return text_zone("ear", lines, (x, first, area.width), style.leading, cap, box=frame.box.name)


def make_folio(stone: Stone, frame: Frame, box: FolioBox) -> Made:
    """Page number outside, title in the middle, date inside; mirrored on left-hand pages."""
    edition, rect = stone.edition, frame.rect
    style = stone.style("folio")
    cap = stone.typesetter.cap_height(style)
    baseline = stone.baseline(frame, 0)
    number = str(stone.number)
    outer = f"{number}  {stone.section.upper()}" if box.section and stone.section else number
    inner = short_date(edition.date, edition.language)
    ends = (outer, edition.title, inner) if stone.number % 2 == 0 else (inner, edition.title, outer)
    zones = []
    for text, share in zip(ends, (0.0, 0.5, 1.0), strict=True):
        line = stone.typesetter.line(text, style)
        x = rect.x + round((rect.width - line.width) * share)
        zones.append(text_zone("folio", (line,), (x, baseline, line.width), style.leading, cap, box=frame.box.name))
    if box.rule != "none":
        y = rect.y - stone.leading // 2 if box.rule == "above" else baseline + stone.leading * 6 // 10
        zones.append(across(rect, y, HAIRLINE * 2, stone.layout.rules.colour))
    return Made(tuple(zones))


def make_text(stone: Stone, frame: Frame, box: TextBox) -> Made:
    """Fixed words in a style, from the top of the box."""
    style = stone.style(box.style)
    lines = stone.typesetter.words(box.text, style, frame.rect.width)
    cap = stone.typesetter.cap_height(style)
    at = (frame.rect.x, frame.rect.y + max(cap, stone.cap), frame.rect.width)
    role: Role = "staff" if box.style == "staff" else "section-head"
    zones = [
        *tint(frame.rect, box.tint, stone.layout.grid.gutter // 3),
        text_zone(role, lines, at, style.leading, cap, box=frame.box.name),
    ]
    if box.rule != "none":
        y = frame.rect.y - stone.leading // 2 if box.rule == "above" else frame.rect.bottom + stone.leading // 2
        zones.append(across(frame.rect, y, HAIRLINE, stone.layout.rules.colour))
    return Made(tuple(zones))
