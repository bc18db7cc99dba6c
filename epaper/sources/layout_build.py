"""A sheet of merged values → `LayoutSpec`: checked against the schema, then against sense, all in one go."""

from __future__ import annotations

import re
from pathlib import Path

from epaper.errors import Collector, Where, did_you_mean
from epaper.geometry import Size
from epaper.model.layout import GridSpec, LayoutSpec, Lever, LeverName, PageSpec, RuleSpec
from epaper.model.style import BLACK
from epaper.sources.checked import Path as Place
from epaper.sources.checked import salvage
from epaper.sources.colours import read_colours
from epaper.sources.layout_boxes import Names, make_boxes
from epaper.sources.layout_room import check_room
from epaper.sources.layout_schema import LayoutModel, PageModel
from epaper.sources.layout_sheet import Sheet, shown
from epaper.sources.lint_schema import silenced
from epaper.sources.styles import StyleResolver
from epaper.units import parse_length

_NUMBER = r"(\d{1,4}(?:\.\d{1,3})?)"
LEVERS: dict[LeverName, tuple[str, str]] = {
    "picture": (rf"{_NUMBER}\s*%?\s*[-–]\s*{_NUMBER}\s*%?", "picture 70%-130%"),
    "no-picture": ("", "no-picture"),
    "headline": (rf"{_NUMBER}(?:\s+steps?)?", "headline 2 steps"),
    "deck": ("", "deck"),
    "quote": ("", "quote"),
    "fact": ("", "fact"),
    "looseness": (_NUMBER, "looseness 1"),
    "subhead": (_NUMBER, "subhead 1"),
    "tracking": (rf"{_NUMBER}\s*%?", "tracking 0.5%"),
    "optional": ("", "optional"),
    "jump": ("", "jump"),
    "trim": ("", "trim"),
    "company": ("", "company"),
    "filler": ("", "filler"),
    "white": ("", "white"),
}
"""Copyfit's remedies: how their bounds are written, and an example."""
_SIZES = "14pt 18pt 24pt 30pt 36pt 42pt 48pt 54pt 60pt 72pt 96pt 120pt"


def build_layout(sheet: Sheet, faults: Collector) -> LayoutSpec:
    """Check and resolve. Raises InputError with every fault found, those already in `faults` included."""
    model, lost = salvage(LayoutModel, sheet.value, sheet, faults)
    if model is None or not sheet.whole:
        _raise_in_order(sheet, faults)
    assert model is not None
    layout = _resolved(model, lost, sheet, faults)
    if not faults.errors:
        check_room(layout, sheet.where, faults)
    _raise_in_order(sheet, faults)
    return layout


def _raise_in_order(sheet: Sheet, faults: Collector) -> None:
    """The file's own faults before its ancestors', each by line."""
    files = list(dict.fromkeys((sheet.top.file, *(each.where.file for each in faults.diagnostics if each.where))))

    def place(where: Where | None) -> tuple[int, int, int]:
        return (files.index(where.file), where.line or 0, where.column or 0) if where else (-1, 0, 0)

    faults.diagnostics.sort(key=lambda each: place(each.where))
    faults.raise_errors()


def _resolved(model: LayoutModel, lost: frozenset[Place], sheet: Sheet, faults: Collector) -> LayoutSpec:
    colours = read_colours(model.colours, sheet.where, faults)
    grid = GridSpec(
        model.grid.columns,
        model.grid.gutter.resolve(),
        model.grid.baseline.resolve(),
        tuple(model.grid.rows),
        model.grid.row_gap,
    )
    styles = StyleResolver(model.styles, colours, grid.baseline, sheet.where, faults).all()
    levers = _levers(model, sheet, faults)
    names = Names(colours, styles, sheet, faults, frozenset(lost), {each.name: each for each in levers})
    ladder = model.headline_sizes or [parse_length(each) for each in _SIZES.split()]
    return LayoutSpec(
        name=model.layout or sheet.path.stem,
        page=_page(model.page, sheet, faults),
        grid=grid,
        boxes=make_boxes(model, grid, names),
        styles=styles,
        colours=colours,
        headline_sizes=tuple(sorted(size.resolve() for size in ladder)),
        rules=_rules(model, names),
        fit=levers,
        adverts=model.adverts,
        font_dirs=_font_folders(model, sheet, faults),
        description=model.description,
        where=Where(shown(sheet.path)),
        lint=silenced(model.lint),
        places=_places(model, sheet),
    )


def _places(model: LayoutModel, sheet: Sheet) -> dict[Place, Where]:
    """Where styles and rows are written, for whoever finds fault with them later."""
    places: dict[Place, Where] = {("styles", name): sheet.key_where(("styles", name)) for name in model.styles}
    families: list[Place] = [("styles", name, "family") for name, style in model.styles.items() if style.family]
    rows: list[Place] = [("grid", "rows", row) for row in range(len(model.grid.rows))]
    return places | {each: sheet.where(each) for each in (*rows, *families)}


def _page(model: PageModel, sheet: Sheet, faults: Collector) -> PageSpec:
    size = model.size if model.orientation == "portrait" else Size(model.size.height, model.size.width)
    margins = model.margins
    top, bottom, inner, outer = (
        each.resolve(whole=size.width) for each in (margins.top, margins.bottom, margins.inner, margins.outer)
    )
    if inner + outer >= size.width or top + bottom >= size.height:
        place = sheet.where(("page", "margins"))
        faults.error("margins-too-wide", "the margins leave no room for type", place)
    return PageSpec(size, top, bottom, inner, outer, model.bleed.resolve())


def _rules(model: LayoutModel, names: Names) -> RuleSpec:
    rules = model.rules
    colour = names.colour(rules.colour, ("rules", "colour")) or BLACK
    return RuleSpec(rules.columns.resolve(), rules.rows.resolve(), rules.legs.resolve(), colour)


def _levers(model: LayoutModel, sheet: Sheet, faults: Collector) -> tuple[Lever, ...]:
    """The remedies named, but for those of which there is to be none: `looseness 0`."""
    none: set[LeverName] = set()
    levers: dict[LeverName, Lever] = {}
    for at, text in enumerate(model.fit):
        word, _, bounds = text.strip().partition(" ")
        place = sheet.where(("fit", at))
        name = next((each for each in LEVERS if each == word), None)
        if name is None:
            faults.error("unknown-lever", f'copyfit has no remedy "{word}"', place, did_you_mean(word, LEVERS))
            continue
        pattern, example = LEVERS[name]
        match = re.fullmatch(pattern, bounds.strip())
        if name in levers:
            faults.error("lever-twice", f"{name} is named twice", place)
        elif match is None and bounds.strip():
            faults.error("bad-lever", f'"{text}" is not understood', place, f'write it as in "{example}"')
        elif match and len(match.groups()) == 2 and float(match[1]) > float(match[2]):
            faults.error("bad-lever", f'"{text}" runs backwards; write the smaller number first', place)
        else:
            low, high = (0.0, *(float(each) for each in match.groups()))[-2:] if match and bounds else (0.0, 0.0)
            levers[name] = Lever(name, low, high)
            none |= {name} if match and bounds and not high else set()
    return tuple(lever for name, lever in levers.items() if name not in none)


def _font_folders(model: LayoutModel, sheet: Sheet, faults: Collector) -> tuple[str, ...]:
    if not model.fonts:
        return ()
    folder: Path = (sheet.folder(("fonts",)) / model.fonts).resolve()
    if not folder.is_dir():
        faults.error("no-folder", f'no folder "{model.fonts}" beside this file', sheet.where(("fonts",)))
    return (str(folder),)
