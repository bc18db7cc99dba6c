"""Pages of a live session → what the browser is told of them: zones, boxes, grid, fits, tightness of lines, faults.

Plain values for JSON; lengths are the page's own millipoints.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any, TypeAlias

from epaper.display.items import GlyphRun
from epaper.display.page import Page, Zone
from epaper.errors import Where
from epaper.fonts.face import open_face
from epaper.live import Fault, LivePage, LiveResult
from epaper.model.fit import StoryFit
from epaper.model.layout import BriefsBox, LayoutSpec, RailBox, StoryBox
from epaper.model.style import TextStyle
from epaper.plan.grid import Frame
from epaper.units import to_mm

Json: TypeAlias = dict[str, Any]

_TIGHT, _LOOSE, _GAPING = 0.75, 1.33, 2.0
"""Word spaces, as shares of the font's own, from which a line is coloured."""
_READ = ("headline", "body", "caption", "rail-head", "subhead", "quote")


def zone_keys(page: LivePage) -> list[str]:
    """A name for each drawn zone, in order: the same drawing has the same name in the next state."""
    seen: dict[str, int] = {}
    keys = []
    for svg in page.zones:
        name = hashlib.sha1(svg.encode(), usedforsecurity=False).hexdigest()[:16]
        seen[name] = seen.get(name, 0) + 1
        keys.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return keys


def told(result: LiveResult, version: int) -> Json:
    """The whole state without drawings."""
    return {
        "version": version,
        "stale": result.stale,
        "faults": [_fault(each) for each in result.faults],
        "notes": [_fault(each) for each in result.diagnostics],
        "pages": [_page(each) for each in result.pages],
    }


def _fault(fault: Fault) -> Json:
    found = fault.diagnostic
    return {"severity": found.severity, "text": str(found), "line": fault.line}


def _page(live: LivePage) -> Json:
    page, layout = live.page, live.layout
    return {
        "number": page.number,
        "label": page.label,
        "section": page.section,
        "layout": layout.name,
        "size": [page.size.width, page.size.height],
        "zones": zone_keys(live),
        "sketch": [[zone.role, *_rect(zone)] for zone in page.zones if zone.role != "artifact" and zone.items],
        "columns": [list(column) for column in live.grid.columns],
        "lines": live.grid.lines,
        "leading": layout.grid.baseline,
        "first": layout.page.top + live.cap,
        "boxes": [_box(frame, layout, live.fits) for frame in live.grid.frames],
        "fits": [_fit(fit) for fit in live.fits],
        "order": _order(page),
        "tightness": [*_tightness(page)],
    }


def _rect(zone: Zone) -> list[int]:
    return [zone.rect.x, zone.rect.y, zone.rect.width, zone.rect.height]


def _box(frame: Frame, layout: LayoutSpec, fits: Sequence[StoryFit]) -> Json:
    box, rect = frame.box, frame.rect
    here = [fit for fit in fits if fit.box == box.name]
    return {
        "name": box.name,
        "kind": type(box.options).__name__.removesuffix("Box").lower(),
        "rect": [rect.x, rect.y, rect.width, rect.height],
        "where": _where(box.where),
        "facts": [
            ["place", f"{len(frame.columns)} columns × {frame.lines} lines, {to_mm(rect.width):.1f} × "
                f"{to_mm(rect.height):.1f} mm"],
            *([["measure", f"{to_mm(_measure(frame, layout)):.1f} mm"]] if isinstance(box.options, StoryBox) else []),
        ],
        "styles": [_style(layout.style(name)) for name in _styles_of(frame) if name in layout.styles],
        "fits": [_fit(fit) for fit in here],
        "over": sum(fit.over_lines for fit in here),
        "under": sum(fit.under_lines for fit in here),
        "capacity": sum(fit.capacity for fit in here),
        "lines": sum(fit.lines for fit in here),
    }  # fmt: skip


def _measure(frame: Frame, layout: LayoutSpec) -> int:
    options = frame.box.options
    legs = (options.legs if isinstance(options, StoryBox) else 0) or len(frame.columns)
    return (frame.rect.width - (legs - 1) * layout.grid.gutter) // legs


def _styles_of(frame: Frame) -> Iterable[str]:
    match frame.box.options:
        case StoryBox() as box:
            return dict.fromkeys((box.headline.style, "deck", "kicker", "byline", box.body, "caption"))
        case RailBox():
            return ("rail-title", "rail-head", "rail-teaser")
        case BriefsBox():
            return ("brief-head", "body")
        case _:
            return ()


def _style(style: TextStyle) -> Json:
    """The style's values as computed, in the words of the YAML."""
    values = {}
    for each in fields(style):
        value = getattr(style, each.name)
        if each.name in ("size", "leading", "indent", "space_before", "space_after"):
            values[each.name.replace("_", "-")] = f"{value / 1000:g}pt"
        elif isinstance(value, (str, int, bool)) and each.name != "name" and value not in ("", False, 0):
            values[each.name.replace("_", "-")] = str(value)
    return {"name": style.name, "values": values}


def _fit(fit: StoryFit) -> Json:
    return {
        "page": fit.page,
        "box": fit.box,
        "slug": fit.slug,
        "lines": fit.lines,
        "capacity": fit.capacity,
        "over": fit.over_lines,
        "overWords": fit.over_words,
        "overMm": round(fit.over_mm, 1),
        "lost": fit.first_lost,
        "under": fit.under_lines,
        "done": list(fit.actions),
        "others": list(fit.others),
        "where": _where(fit.where),
    }


def _where(where: Where | None) -> str:
    return str(where) if where is not None else ""


def _order(page: Page) -> list[list[int]]:
    """Where the eye goes: the head of each zone that is read, in reading order."""
    return [[zone.rect.x, zone.rect.y] for zone in page.zones if zone.role in _READ and zone.items]


def _tightness(page: Page) -> Iterable[list[Any]]:
    """Lines that draw the eye: [x, y, width, height, class], the class `tight`, `loose`, `gaping` or `ladder`."""
    for zone in page.zones:
        if zone.role not in ("body", "list-item", "quote"):
            continue
        hyphens = 0
        for runs in _lines(zone):
            x, size = min(run.x for run in runs), max(run.size for run in runs)
            place = [x, runs[0].y - size * 3 // 4, max(run.x + run.width for run in runs) - x, size]
            space = _space(runs)
            hyphens = hyphens + 1 if runs[-1].hyphen else 0
            if hyphens > 1:
                yield [*place, "ladder"]
            elif space > _LOOSE:
                yield [*place, "gaping" if space > _GAPING else "loose"]
            elif 0 < space < _TIGHT:
                yield [*place, "tight"]


def _lines(zone: Zone) -> list[list[GlyphRun]]:
    lines: dict[int, list[GlyphRun]] = {}
    for item in zone.items:
        if isinstance(item, GlyphRun):
            lines.setdefault(item.y, []).append(item)
    return [lines[y] for y in sorted(lines)]


def _space(runs: Sequence[GlyphRun]) -> float:
    """The line's mean word space as a share of the fonts' own; 0 where it has one word."""
    white = own = 0.0
    for run in runs:
        face = open_face(run.face)
        spaces = [gap for gap in run.gaps if gap]
        white += sum(spaces)
        own += len(spaces) * face.space * run.size / face.upem
    return white / own if own else 0.0
