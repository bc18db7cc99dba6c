"""A resolved layout → what does not fit in it: rows on the page, legs in a box, a word on a line."""

from __future__ import annotations

from collections.abc import Callable

from epaper.errors import Collector, Where
from epaper.model.layout import BriefsBox, LayoutSpec, RailBox, StoryBox
from epaper.plan.grid import Frame, resolve_grid
from epaper.sources.checked import Path as Place
from epaper.units import Mpt, to_mm

_CAP_SHARE = 0.68
"""A guess at the body's cap height as a share of its size, for checks that are made before fonts are opened."""
_LEAST_CHARACTERS = 12
_CHARACTER = 0.45
"""A usual letter's width as a share of the type size; a measure holds at least a long word of these."""


def check_room(layout: LayoutSpec, where: Callable[[Place], Where], faults: Collector) -> None:
    """Report what cannot be made up, whatever the copy."""
    body = layout.style("body")
    if body.leading % layout.grid.baseline:
        message = (
            f"the leading of body is {body.leading / 1000:g}pt, the grid's baseline {layout.grid.baseline / 1000:g}pt"
        )
        faults.error("body-off-grid", message, where(("styles", "body", "leading")), "write leading: 1 line")
    type_width = layout.page.size.width - layout.page.inner - layout.page.outer
    if type_width - (layout.grid.columns - 1) * layout.grid.gutter < layout.grid.columns * layout.grid.baseline:
        message = f"{layout.grid.columns} columns and their gutters do not fit in {_mm(type_width)}"
        faults.error("columns-too-many", message, where(("grid", "columns")))
        return
    grid = resolve_grid(layout, round(body.size * _CAP_SHARE))
    if grid.short and layout.boxes:
        lines = "1 line" if grid.short == 1 else f"{grid.short} lines"
        message = f"the rows are {lines} too deep for the page, which has {grid.lines}"
        faults.error("rows-too-deep", message, where(("grid", "rows")))
    for frame in grid.frames:
        _check_box(frame, layout, where, faults)


def _check_box(frame: Frame, layout: LayoutSpec, where: Callable[[Place], Where], faults: Collector) -> None:
    """The legs of a box must each hold a word, and no picture may cover more legs than there are."""
    name, options = frame.box.name, frame.box.options
    if not isinstance(options, StoryBox | RailBox | BriefsBox):
        return
    kind = {StoryBox: "story", RailBox: "rail", BriefsBox: "briefs"}[type(options)]
    legs = 1 if isinstance(options, RailBox) else options.legs or len(frame.columns)
    style = layout.style(options.body if isinstance(options, StoryBox) else "body")
    measure = (frame.rect.width - (legs - 1) * layout.grid.gutter) // legs
    spans = options.spans if isinstance(options, StoryBox) else ()
    if spans and sum(spans) != len(frame.columns):
        message = f'the legs are {sum(spans)} columns wide together, the box "{name}" has {len(frame.columns)}'
        faults.error("legs-off-columns", message, where(("boxes", name, kind, "legs")))
        return
    if spans:
        measure = min(spans) * frame.columns[0][1]
    least = round(style.size * _CHARACTER * _LEAST_CHARACTERS)
    hint = f"at least {_mm(least)} holds a word"
    if measure < least and legs > len(frame.columns):
        message = f'{legs} legs are too many for the box "{name}": a leg would be {_mm(measure)}'
        faults.error(
            "too-many-legs", message, where(("boxes", name, kind, "legs")), f"at least {_mm(least)} holds a word"
        )
    elif measure < least:
        message = f'the box "{name}" is too narrow to set a word: its measure is {_mm(measure)}'
        faults.error("measure-too-narrow", message, where(("boxes", name)), hint)
    for number, spec in enumerate(options.pictures if isinstance(options, StoryBox) else ()):
        key: Place = ("more-pictures", number - 1) if number else ("picture",)
        if spec.legs > legs:
            message = f'the picture is {spec.legs} legs wide, the box "{name}" has {legs}'
            faults.error("picture-too-wide", message, where(("boxes", name, "story", *key, "legs")))


def _mm(length: Mpt) -> str:
    return f"{max(0.0, to_mm(length)):.1f} mm"
