"""The `areas` picture and the `boxes` of a layout → box values, every name in them resolved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from epaper.errors import Collector, InputError, did_you_mean
from epaper.model.layout import (
    AdvertBox,
    BlankBox,
    BoxOptions,
    BoxSpec,
    BriefsBox,
    ContinuedBox,
    DropCapSpec,
    FactSpec,
    FolioBox,
    GridSpec,
    HeadlineSpec,
    IndexBox,
    Lever,
    NameplateBox,
    PictureBox,
    PictureSpec,
    PlaceSpec,
    RailBox,
    ReferBox,
    StoryBox,
    TableBox,
    TextBox,
)
from epaper.model.story import Story
from epaper.model.style import Colour, TextStyle
from epaper.sources.adverts import advert_of, read_artwork
from epaper.sources.areas import Picture, read_areas
from epaper.sources.box_schema import KINDS
from epaper.sources.checked import Path as Place
from epaper.sources.checked import report
from epaper.sources.colours import read_colour
from epaper.sources.copy import read_story
from epaper.sources.furniture_schema import (
    AdvertModel,
    BlankModel,
    FolioModel,
    IndexModel,
    NameplateModel,
    PictureBoxModel,
    RailModel,
    ReferModel,
    TableModel,
    TextModel,
)
from epaper.sources.layout_schema import LayoutModel
from epaper.sources.layout_sheet import Sheet
from epaper.sources.lint_schema import silenced
from epaper.sources.story_schema import (
    BriefsModel,
    ContinuedModel,
    DropCapModel,
    FactModel,
    HeadlineModel,
    PictureModel,
    PlaceModel,
    StoryModel,
)
from epaper.value import Value, field


class Names(Value):
    """What the names in a layout mean. `lost` is what was left out because it is faulty: no second fault for these."""

    colours: Mapping[str, Colour]
    styles: Mapping[str, TextStyle]
    sheet: Sheet
    faults: Collector
    lost: frozenset[Place] = frozenset()
    levers: Mapping[str, Lever] = field(default_factory=dict)

    def colour(self, value: Any, path: Place) -> Colour | None:
        """The colour of that name; None for `none` and where none is named."""
        if value is None or value == "none":
            return None
        try:
            return read_colour(value, self.colours)
        except ValueError as error:
            report("unknown-colour", error, self.sheet.where(path), self.faults)
            return None

    def style(self, name: str, path: Place) -> str:
        """The name, if there is a style of that name."""
        if name not in self.styles and ("styles", name) not in self.lost:
            hint = did_you_mean(name, self.styles)
            self.faults.error("unknown-style", f'no style "{name}"', self.sheet.where(path), hint)
        return name

    def file(self, name: str, path: Place) -> str:
        """The file's path, found from where the layout says it."""
        found = self.sheet.folder(path) / name
        if not found.is_file():
            self.faults.error("no-file", f'no file "{name}" beside this file', self.sheet.where(path))
        return str(found)


def make_boxes(model: LayoutModel, grid: GridSpec, names: Names) -> tuple[BoxSpec, ...]:
    """Every box that has a place."""
    sheet, faults = names.sheet, names.faults
    written = sheet.value.get("boxes")
    known = [*model.boxes, *(str(path[1]) for path in names.lost if path[:1] == ("boxes",) and len(path) == 2)]
    if not model.areas and not known:
        return ()
    areas = {}
    if ("areas",) not in names.lost:
        columns = None if ("grid", "columns") in names.lost else grid.columns
        rows = None if ("grid", "rows") in names.lost else len(grid.rows)
        source = sheet.source(("areas",))
        picture = Picture(model.areas, columns, rows, lambda line, column: source.line_where(("areas",), line, column))
        areas = read_areas(picture, known if isinstance(written, dict) else None, faults)
    boxes = []
    for name, box in model.boxes.items():
        kind = box.kind
        options = _MAKERS[kind](getattr(box, kind), names, ("boxes", name, kind)) if kind else BlankBox()
        area = areas.get(name)
        if area is not None:
            where = sheet.key_where(("boxes", name))
            boxes.append(
                BoxSpec(name, area.column, area.row, area.columns, area.rows, options, where, silenced(box.lint))
            )
        elif model.areas.strip():
            hint = did_you_mean(name, [each for each in areas if each not in known])
            faults.error("box-without-area", f'the box "{name}" has no area', sheet.key_where(("boxes", name)), hint)
    return tuple(boxes)


def _headline(model: HeadlineModel, names: Names, path: Place) -> HeadlineSpec:
    """The headline; where it says nothing of steps, its kind does, or else the layout's lever."""
    lever = names.levers.get("headline")
    bounded = lever and lever.high and "steps" not in model.model_fields_set and type(model) is HeadlineModel
    steps = round(lever.high) if lever and bounded else model.steps
    return HeadlineSpec(names.style(model.style, (*path, "headline", "style")), model.lines, steps)


def _picture(model: PictureModel, names: Names) -> PictureSpec:
    """The picture; where it says nothing of depths, the layout's lever does."""
    lever = names.levers.get("picture")
    bounded = lever and lever.high and "depth" not in model.model_fields_set
    depth = (round(lever.low), round(lever.high)) if lever and bounded else model.depth
    return PictureSpec(**_place(model), aspect=model.aspect, depth=depth, wrap=model.wrap)


def _dropcap(model: DropCapModel | None) -> DropCapSpec | None:
    return DropCapSpec(model.lines, model.characters, model.lead_in) if model else None


def _place(model: PlaceModel) -> dict[str, Any]:
    """What a picture's or a quote's options say of its place."""
    offset = model.offset.resolve() if model.offset else None
    return {"legs": model.legs, "at": model.at, "width": model.width, "offset": offset, "down": model.down}


def _pictures(model: StoryModel, names: Names) -> tuple[PictureSpec, ...]:
    """The main picture and the others; where there is no main one, there are no others."""
    if model.picture is None:
        return ()
    return tuple(_picture(each, names) for each in (model.picture, *model.more_pictures))


def _fact(model: FactModel | None, names: Names, path: Place) -> FactSpec | None:
    if model is None:
        return None
    return FactSpec(model.legs, model.at, names.colour(model.tint, (*path, "fact", "tint")))


def _story(model: StoryModel, names: Names, path: Place) -> BoxOptions:
    return StoryBox(
        legs=len(model.legs) if isinstance(model.legs, tuple) else model.legs,
        spans=model.legs if isinstance(model.legs, tuple) else (),
        headline=_headline(model.headline, names, path),
        kicker=model.kicker,
        deck=model.deck,
        byline=model.byline,
        dateline=model.dateline,
        dateline_mark=model.dateline_mark,
        pictures=_pictures(model, names),
        dropcap=_dropcap(model.dropcap),
        body=names.style(model.body, (*path, "body")),
        pull_quote=PlaceSpec(**_place(model.pull_quote)) if model.pull_quote else None,
        fact=_fact(model.fact, names, path),
        jump=model.jump,
        tint=names.colour(model.tint, (*path, "tint")),
        section=model.section,
        leg_rules=model.leg_rules,
    )


def _continued(model: ContinuedModel, names: Names, path: Place) -> BoxOptions:
    return ContinuedBox(
        legs=model.legs,
        headline=_headline(model.headline, names, path),
        picture=_picture(model.picture, names) if model.picture else None,
        body=names.style(model.body, (*path, "body")),
        section=model.section,
        leg_rules=model.leg_rules,
        jump=model.jump,
    )


def _rail(model: RailModel, names: Names, path: Place) -> BoxOptions:
    tint = names.colour(model.tint, (*path, "tint"))
    return RailBox(title=model.title, items=model.items, grow=model.grow, tint=tint, dates=model.dates)


def _nameplate(model: NameplateModel, names: Names, path: Place) -> BoxOptions:
    left, right = (*model.ears, "", "")[:2]
    return NameplateBox(ears=(left, right), dateline=model.dateline, rule=model.rule, title=model.title)


def _folio(model: FolioModel, names: Names, path: Place) -> BoxOptions:
    return FolioBox(rule=model.rule, section=model.section)


def _picture_box(model: PictureBoxModel, names: Names, path: Place) -> BoxOptions:
    return PictureBox(picture=PictureSpec(aspect=model.aspect))


def _briefs(model: BriefsModel, names: Names, path: Place) -> BoxOptions:
    return BriefsBox(
        title=model.title,
        items=model.items,
        legs=model.legs,
        headline=_headline(model.headline, names, path),
        section=model.section,
        tint=names.colour(model.tint, (*path, "tint")),
    )


def _text(model: TextModel, names: Names, path: Place) -> BoxOptions:
    style = names.style(model.style, (*path, "style"))
    return TextBox(text=model.text, style=style, rule=model.rule, tint=names.colour(model.tint, (*path, "tint")))


def _table(model: TableModel, names: Names, path: Place) -> BoxOptions:
    tint = names.colour(model.tint, (*path, "tint"))
    story: Story | None = None
    if model.file:
        file = names.file(model.file, (*path, "file"))
        try:
            story = next(iter(read_story(Path(file)).stories), None)
        except InputError as error:
            names.faults.diagnostics += [each for each in error.diagnostics if Path(file).is_file()]
    return TableBox(title=model.title, legs=model.legs, story=story, tint=tint)


def _index(model: IndexModel, names: Names, path: Place) -> BoxOptions:
    return IndexBox(title=model.title, items=model.items, tint=names.colour(model.tint, (*path, "tint")))


def _refer(model: ReferModel, names: Names, path: Place) -> BoxOptions:
    tint = names.colour(model.tint, (*path, "tint"))
    return ReferBox(items=model.items, pictures=model.pictures, section=model.section, tint=tint)


def _advert(model: AdvertModel, names: Names, path: Place) -> BoxOptions:
    if not model.file:
        return AdvertBox(border=model.border)
    file = names.file(model.file, (*path, "file"))
    try:
        art = read_artwork(Path(file), names.sheet.where((*path, "file")))
    except InputError as error:
        names.faults.diagnostics += [each for each in error.diagnostics if Path(file).is_file()]
        return AdvertBox(border=model.border)
    return AdvertBox(advert=advert_of(art, model), border=model.border)


def _blank(model: BlankModel, names: Names, path: Place) -> BoxOptions:
    return BlankBox()


_MAKERS: dict[str, Callable[[Any, Names, Place], BoxOptions]] = {
    "story": _story,
    "continued": _continued,
    "rail": _rail,
    "nameplate": _nameplate,
    "folio": _folio,
    "picture": _picture_box,
    "briefs": _briefs,
    "text": _text,
    "table": _table,
    "index": _index,
    "refer": _refer,
    "advert": _advert,
    "blank": _blank,
}
assert set(_MAKERS) == set(KINDS)
