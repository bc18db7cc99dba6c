"""Pages of a live session → what the browser is told of them: zones, boxes, grid, fits, tightness of lines, faults.

Plain values for JSON; lengths are the page's own millipoints.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any, TypeAlias

from epaper.display.page import Page, Zone
from epaper.errors import Where
from epaper.live import Fault, LivePage, LiveResult
from epaper.model.fit import StoryFit
from epaper.model.layout import BriefsBox, LayoutSpec, RailBox, StoryBox
from epaper.model.style import TextStyle
from epaper.plan.grid import Frame
from epaper.preview.drawing import Drawing
from epaper.units import to_mm

Json: TypeAlias = dict[str, Any]

_READ = ("headline", "body", "caption", "rail-head", "subhead", "quote")


def zone_names(page: LivePage[Drawing]) -> list[str]:
    """A name for each zone in order, that of its drawing; a second one of the same drawing has a number as well."""
    seen: dict[str, int] = {}
    names = []
    for drawing in page.zones:
        seen[drawing.name] = count = seen.get(drawing.name, 0) + 1
        names.append(drawing.name if count == 1 else f"{drawing.name}-{count}")
    return names


def told(result: LiveResult[Drawing]) -> Json:
    """All but pages and drawings."""
    return {
        "stale": result.stale,
        "faults": [_fault(each) for each in result.faults],
        "notes": [_fault(each) for each in result.diagnostics],
    }


def _fault(fault: Fault) -> Json:
    found = fault.diagnostic
    return {"severity": found.severity, "text": str(found), "line": fault.line}


def told_page(live: LivePage[Drawing]) -> Json:
    """What there is to know of a page: zones by name, boxes, grid, fits, tightness of lines."""
    page, layout = live.page, live.layout
    return {
        "number": page.number,
        "label": page.label,
        "section": page.section,
        "layout": layout.name,
        "size": [page.size.width, page.size.height],
        "zones": zone_names(live),
        "sketch": [[zone.role, *_rect(zone)] for zone in page.zones if zone.role != "artifact" and zone.items],
        "columns": [list(column) for column in live.grid.columns],
        "lines": live.grid.lines,
        "leading": layout.grid.baseline,
        "first": layout.page.top + live.cap,
        "boxes": [_box(frame, layout, live.fits) for frame in live.grid.frames],
        "fits": [_fit(fit) for fit in live.fits],
        "order": _order(page),
        "tightness": [line for drawing in live.zones for line in drawing.tightness],
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
