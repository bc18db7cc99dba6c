"""The merged values of a layout → `LayoutSpec`: checked against the schema, then against sense."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from epaper.errors import Collector, Where, did_you_mean
from epaper.geometry import Size
from epaper.model.layout import (
    BlankBox,
    BoxOptions,
    BoxSpec,
    BriefsBox,
    FolioBox,
    GridSpec,
    HeadlineSpec,
    LayoutSpec,
    Lever,
    NameplateBox,
    PageSpec,
    PictureBox,
    PictureSpec,
    RailBox,
    RuleSpec,
    StoryBox,
    TextBox,
)
from epaper.model.style import BLACK, Colour, TextStyle
from epaper.plan.grid import resolve_grid
from epaper.sources.areas import read_areas
from epaper.sources.checked import check
from epaper.sources.colours import read_colour
from epaper.sources.layout_schema import (
    BoxModel,
    BriefsModel,
    FolioModel,
    HeadlineModel,
    LayoutModel,
    NameplateModel,
    PageModel,
    PictureBoxModel,
    PictureModel,
    RailModel,
    StoryModel,
    Strict,
    TextModel,
)
from epaper.sources.styles import Place, StyleResolver
from epaper.units import Length, mm, parse_length

PAGE_SIZES = {
    "broadsheet": (350, 545),
    "berliner": (315, 470),
    "tabloid": (280, 430),
    "us-tabloid": (279, 432),
    "a3": (297, 420),
    "a4": (210, 297),
    "letter": (215.9, 279.4),
    "phone": (90, 160),
    "e-ink-6": (91, 122),
    "e-ink-10": (157, 210),
}
"""Widths and heights in millimetres."""
LEVERS = {
    "picture": 2,
    "headline": 1,
    "deck": 0,
    "quote": 0,
    "looseness": 1,
    "tracking": 1,
    "optional": 0,
    "jump": 0,
    "trim": 0,
}
"""Copyfit's remedies, and how many bounds each takes."""
_SIZES = "14pt 18pt 24pt 30pt 36pt 42pt 48pt 54pt 60pt 72pt 96pt 120pt"
_CAP_SHARE = 0.68
"""A guess at body capitals, for checks that are made before fonts are opened."""
_LEAST_CHARACTERS = 10
_CHARACTER = 0.45
"""A usual letter's width as a share of the type size."""


def build_layout(name: str, path: Path, value: Any, where: Place, key_where: Place) -> LayoutSpec:
    """Check and resolve. Raises InputError with every fault found."""
    faults = Collector()
    model = check(LayoutModel, _normalised(value), where, key_where, faults)
    if model is None:
        _check_areas_alone(value, where, faults)
        faults.raise_errors()
        raise AssertionError("a model that does not validate has faults")
    colours = _colours(model, where, faults)
    line = model.grid.baseline.resolve()
    styles = StyleResolver(model.styles, colours, line, where, faults).all()
    page = _page(model.page, where, faults)
    grid = GridSpec(
        model.grid.columns, model.grid.gutter.resolve(em=9_000), line, tuple(model.grid.rows), model.grid.row_gap
    )
    reader = _Reader(colours, styles, where, faults)
    boxes = _boxes(model, grid, reader)
    layout = LayoutSpec(
        name=model.layout or name,
        page=page,
        grid=grid,
        boxes=boxes,
        styles=styles,
        colours=colours,
        headline_sizes=_sizes(model),
        rules=_rules(model, reader),
        fit=_levers(model, where, faults),
        font_dirs=(str((path.parent / model.fonts).resolve()),) if model.fonts else (),
        description=model.description,
        where=Where(str(path)),
    )
    if not faults.errors:
        _check_room(layout, where, faults)
    faults.raise_errors()
    return layout


def _normalised(value: Any) -> Any:
    """Short forms written out: `S: story`, `headline: head-2`, `picture: none`."""
    if not isinstance(value, dict) or not isinstance(value.get("boxes"), dict):
        return value
    return {**value, "boxes": {str(name): _normal_box(box) for name, box in value["boxes"].items()}}


def _normal_box(box: Any) -> Any:
    if isinstance(box, str):
        return {box: {}}
    if not isinstance(box, dict):
        return box
    return {kind: _normal_options(options) for kind, options in box.items()}


def _normal_options(options: Any) -> Any:
    if options is None:
        return {}
    if not isinstance(options, dict):
        return options
    made = dict(options)
    if isinstance(made.get("headline"), str):
        made["headline"] = {"style": made["headline"]}
    if made.get("picture") in ("none", False):
        made["picture"] = None
    elif made.get("picture") is True:
        made["picture"] = {}
    return made


class _Reader:
    """Turns names into what they name, and remembers the faults."""

    def __init__(
        self, colours: Mapping[str, Colour], styles: Mapping[str, TextStyle], where: Place, faults: Collector
    ) -> None:
        self.colours, self.styles, self.where, self.faults = colours, styles, where, faults

    def colour(self, value: Any, path: tuple[str | int, ...]) -> Colour | None:
        if value is None:
            return None
        try:
            return read_colour(value, self.colours)
        except ValueError as error:
            self.faults.error("unknown-colour", str(error), self.where(path))
            return None

    def style(self, name: str, path: tuple[str | int, ...]) -> str:
        if name not in self.styles:
            self.faults.error("unknown-style", f'no style "{name}"', self.where(path), did_you_mean(name, self.styles))
        return name


def _colours(model: LayoutModel, where: Place, faults: Collector) -> dict[str, Colour]:
    known: dict[str, Colour] = {}
    for name, value in model.colours.items():
        try:
            known[name] = read_colour(value, known)
        except ValueError as error:
            faults.error("unknown-colour", str(error), where(("colours", name)))
    return known


def _page(model: PageModel, where: Place, faults: Collector) -> PageSpec:
    size = _page_size(model, where, faults)
    margins = {
        name: getattr(model.margins, name).resolve(whole=size.width) for name in ("top", "bottom", "inner", "outer")
    }
    for name, length in margins.items():
        if length < 0:
            faults.error("negative-margin", f"the {name} margin is under 0", where(("page", "margins", name)))
    if margins["inner"] + margins["outer"] >= size.width or margins["top"] + margins["bottom"] >= size.height:
        faults.error("margins-too-wide", "the margins leave no room for type", where(("page", "margins")))
    return PageSpec(size, **margins, bleed=model.bleed.resolve())


def _page_size(model: PageModel, where: Place, faults: Collector) -> Size:
    size = Size(mm(280), mm(430))
    place = where(("page", "size"))
    if isinstance(model.size, list):
        try:
            width, height = (parse_length(str(each)).resolve() for each in model.size)
            size = Size(width, height)
        except ValueError as error:
            faults.error("bad-size", f"a page size is [width, height]: {error}", place)
    elif str(model.size).lower() in PAGE_SIZES:
        width_mm, height_mm = PAGE_SIZES[str(model.size).lower()]
        size = Size(mm(width_mm), mm(height_mm))
    else:
        faults.error("unknown-size", f'no page size "{model.size}"', place, did_you_mean(str(model.size), PAGE_SIZES))
    return Size(size.height, size.width) if model.orientation == "landscape" else size


def _sizes(model: LayoutModel) -> tuple[int, ...]:
    lengths = model.headline_sizes or [parse_length(each) for each in _SIZES.split()]
    return tuple(sorted(length.resolve() for length in lengths))


def _rules(model: LayoutModel, reader: _Reader) -> RuleSpec:
    rules = model.rules
    colour = reader.colour(rules.colour, ("rules", "colour")) or BLACK
    return RuleSpec(rules.columns.resolve(), rules.rows.resolve(), rules.legs.resolve(), colour)


def _levers(model: LayoutModel, where: Place, faults: Collector) -> tuple[Lever, ...]:
    levers = []
    for at, text in enumerate(model.fit):
        name, _, bounds = text.strip().partition(" ")
        numbers = [float(each) for each in re.findall(r"\d+(?:\.\d+)?", bounds)]
        place = where(("fit", at))
        if name not in LEVERS:
            faults.error("unknown-lever", f'copyfit has no remedy "{name}"', place, did_you_mean(name, LEVERS))
        elif len(numbers) > LEVERS[name] or (numbers and len(numbers) < LEVERS[name]):
            faults.error("bad-lever", f'"{text}": {name} takes {LEVERS[name]} bounds, not {len(numbers)}', place)
        else:
            low, high = (0.0, *numbers)[-2:] if numbers else (0.0, 0.0)
            levers.append(Lever(name, low, high))  # type: ignore[arg-type]  # checked just now
    return tuple(levers)


def _boxes(model: LayoutModel, grid: GridSpec, reader: _Reader) -> tuple[BoxSpec, ...]:
    if not model.areas and not model.boxes:
        return ()
    place = reader.where(("areas",))
    areas = read_areas(model.areas, model.boxes, (grid.columns, len(grid.rows)), place, reader.faults)
    boxes = []
    for name, box in model.boxes.items():
        where = reader.where(("boxes", name))
        if name not in areas:
            hint = did_you_mean(name, areas)
            reader.faults.error("box-without-area", f'the box "{name}" has no area', where, hint)
            continue
        area = areas[name]
        options = _options(box, name, reader)
        if isinstance(options, StoryBox) and options.legs > area.columns * 2:
            message = f'the box "{name}" is {area.columns} columns wide; {options.legs} legs are too many'
            reader.faults.error("too-many-legs", message, reader.where(("boxes", name, "story", "legs")))
        boxes.append(BoxSpec(name, area.column, area.row, area.columns, area.rows, options, where))
    return tuple(boxes)


def _options(box: BoxModel, name: str, reader: _Reader) -> BoxOptions:
    kind = next(iter(box.model_fields_set))
    model = getattr(box, kind)
    return _MAKERS[kind](model, reader, ("boxes", name, kind))


def _headline(model: HeadlineModel, reader: _Reader, path: tuple[str | int, ...]) -> HeadlineSpec:
    return HeadlineSpec(reader.style(model.style, (*path, "headline", "style")), model.lines, model.steps)


def _picture(model: PictureModel | None) -> PictureSpec | None:
    return PictureSpec(model.legs, model.at, model.aspect, model.depth) if model else None


def _story(model: StoryModel, reader: _Reader, path: tuple[str | int, ...]) -> BoxOptions:
    return StoryBox(
        legs=model.legs,
        headline=_headline(model.headline, reader, path),
        kicker=model.kicker,
        deck=model.deck,
        byline=model.byline,
        dateline=model.dateline,
        picture=_picture(model.picture),
        dropcap=model.dropcap,
        body=reader.style(model.body, (*path, "body")),
        pull_quote=model.pull_quote,
        jump=model.jump,
        tint=reader.colour(model.tint, (*path, "tint")),
        section=model.section,
        leg_rules=model.leg_rules,
    )


def _rail(model: RailModel, reader: _Reader, path: tuple[str | int, ...]) -> BoxOptions:
    return RailBox(
        title=model.title, items=model.items, tint=reader.colour(model.tint, (*path, "tint")), dates=model.dates
    )


def _nameplate(model: NameplateModel, reader: _Reader, path: tuple[str | int, ...]) -> BoxOptions:
    ears = (*model.ears, "", "")
    return NameplateBox(ears=(ears[0], ears[1]), dateline=model.dateline, rule=model.rule, title=model.title)


def _folio(model: FolioModel, reader: _Reader, path: tuple[str | int, ...]) -> BoxOptions:
    return FolioBox(rule=model.rule, section=model.section)


def _picture_box(model: PictureBoxModel, reader: _Reader, path: tuple[str | int, ...]) -> BoxOptions:
    return PictureBox(picture=PictureSpec(aspect=model.aspect))


def _briefs(model: BriefsModel, reader: _Reader, path: tuple[str | int, ...]) -> BoxOptions:
    return BriefsBox(
        title=model.title,
        items=model.items,
        legs=model.legs,
        headline=_headline(model.headline, reader, path),
        section=model.section,
        tint=reader.colour(model.tint, (*path, "tint")),
    )


def _text(model: TextModel, reader: _Reader, path: tuple[str | int, ...]) -> BoxOptions:
    style = reader.style(model.style, (*path, "style"))
    return TextBox(text=model.text, style=style, rule=model.rule, tint=reader.colour(model.tint, (*path, "tint")))


def _blank(model: Strict, reader: _Reader, path: tuple[str | int, ...]) -> BoxOptions:
    return BlankBox()


_MAKERS: dict[str, Callable[[Any, _Reader, tuple[str | int, ...]], BoxOptions]] = {
    "story": _story,
    "rail": _rail,
    "nameplate": _nameplate,
    "folio": _folio,
    "picture": _picture_box,
    "briefs": _briefs,
    "text": _text,
    "blank": _blank,
}


def _check_areas_alone(value: Any, where: Place, faults: Collector) -> None:
    """The picture can be judged even where other keys are wrong, so that all faults come at once."""
    grid, boxes = value.get("grid", {}), value.get("boxes", {})
    if not isinstance(grid, dict) or not isinstance(boxes, dict) or not isinstance(value.get("areas"), str):
        return
    columns, rows = grid.get("columns", 5), grid.get("rows", ["1fr"])
    if isinstance(columns, int) and isinstance(rows, list):
        read_areas(value["areas"], [str(name) for name in boxes], (columns, len(rows)), where(("areas",)), faults)


def _check_room(layout: LayoutSpec, where: Place, faults: Collector) -> None:
    """Rows must fit the page, and a measure must hold a word."""
    if not layout.boxes:
        return
    body = layout.styles.get("body")
    size = body.size if body else 9_000
    grid = resolve_grid(layout, round(size * _CAP_SHARE))
    if grid.short:
        lines = "1 line" if grid.short == 1 else f"{grid.short} lines"
        faults.error(
            "rows-too-deep", f"the rows are {lines} too deep for the page ({grid.lines} lines)", where(("grid", "rows"))
        )
    for frame in grid.frames:
        options = frame.box.options
        legs = options.legs if isinstance(options, StoryBox) else 1
        legs = legs or len(frame.columns)
        measure = (frame.rect.width - (legs - 1) * layout.grid.gutter) // legs
        if isinstance(options, StoryBox | RailBox | BriefsBox) and measure < size * _CHARACTER * _LEAST_CHARACTERS:
            faults.error(
                "measure-too-narrow",
                f'the box "{frame.box.name}" is too narrow to set a word: its measure is {measure / 2834.6:.1f} mm',
                where(("boxes", frame.box.name)),
            )


__all__ = ["LEVERS", "PAGE_SIZES", "Length", "build_layout"]
