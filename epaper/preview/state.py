"""Pages of a live session → what the browser is told of them: zones, boxes, grid, fits, tightness of lines, faults.

Plain values for JSON; lengths are the page's own millipoints.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from epaper.display.page import Page, Zone
from epaper.errors import Where
from epaper.live import Fault, LivePage, LiveResult
from epaper.model.fit import StoryFit
from epaper.model.layout import BriefsBox, ContinuedBox, LayoutSpec, RailBox, StoryBox
from epaper.model.style import Colour, TextStyle
from epaper.plan.grid import Frame
from epaper.preview.drawing import Drawing
from epaper.units import to_mm
from epaper.value import named

Json: TypeAlias = dict[str, Any]

_UNREAD = ("artifact", "ear", "kicker", "byline", "dateline", "credit", "picture", "rail-date", "rail-teaser")
"""Roles that the overlay of the reading order leaves out, for they stand beside what it shows."""
_LENGTHS = ("size", "leading", "indent", "left", "right", "least_measure", "hyphenation-zone", "runt")


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
    return {"severity": found.severity, "code": found.code, "text": str(found), "line": fault.line}


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
            *([["measure", _measure(frame, layout)]] if isinstance(box.options, StoryBox) else []),
        ],
        "styles": [_style(layout.style(name)) for name in _styles_of(frame) if name in layout.styles],
        "fits": [_fit(fit) for fit in here],
        "over": sum(fit.over_lines for fit in here),
        "under": sum(fit.under_lines for fit in here),
        "capacity": sum(fit.capacity for fit in here),
        "lines": sum(fit.lines for fit in here),
    }  # fmt: skip


def _measure(frame: Frame, layout: LayoutSpec) -> str:
    """The legs' width; where they differ, that of each."""
    options, gutter = frame.box.options, layout.grid.gutter
    assert isinstance(options, StoryBox)
    if options.spans:
        column = frame.columns[0][1]
        widths = [span * column + (span - 1) * gutter for span in options.spans]
    else:
        legs = options.legs or len(frame.columns)
        widths = [(frame.rect.width - (legs - 1) * gutter) // legs]
    return " + ".join(f"{to_mm(width):.1f}" for width in widths) + " mm"


def _styles_of(frame: Frame) -> Iterable[str]:
    match frame.box.options:
        case StoryBox() as box:
            return dict.fromkeys((box.headline.style, "deck", "kicker", "byline", box.body, "caption"))
        case RailBox():
            return ("rail-title", "rail-head", "rail-teaser")
        case BriefsBox():
            return ("brief-head", "body")
        case ContinuedBox() as box:
            return (box.headline.style, box.body)
        case _:
            return ()


@lru_cache(maxsize=256)
def _style(style: TextStyle) -> Json:
    """The style's values as computed, in the words of the YAML."""
    told = {
        name.replace("_", "-"): _value(name, value)
        for name, value in named(style).items()
        if name not in ("name", "hj")
    }
    settings = [(name.replace("_", "-"), value) for name, value in named(style.hj).items()]
    told["hj"] = ", ".join(f"{name} {_value(name, value) or 0}" for name, value in settings)
    return {"name": style.name, "values": {name: words for name, words in told.items() if words}}


def _value(name: str, value: object) -> str:
    """A style's value as YAML has it; nothing for what is off."""
    match value:
        case Colour():
            return f"[{value.c / 10:g}, {value.m / 10:g}, {value.y / 10:g}, {value.k / 10:g}]"
        case bool():
            return "true" if value else "false"
        case int() if name in _LENGTHS:
            return f"{value / 1000:g}pt" if value else ""
        case int() | float():
            return f"{value:g}" if value else ""
        case tuple():
            parts = [f"{each:g}" if isinstance(each, int | float) else str(each) for each in value]
            return f"[{', '.join(parts)}]" if parts else ""
        case _:
            return str(value)


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
    return [[zone.rect.x, zone.rect.y] for zone in page.zones if zone.role not in _UNREAD and zone.items]
