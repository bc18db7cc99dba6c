"""The layout language as pydantic models: what keys there are, what they mean, what they may hold.

Plain YAML values in → checked values out. These models are the one source of the checks, the JSON Schema for editors
and the list of keys that docs/layouts.md must document.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from epaper.units import Length, parse_length

_TEXT_OR_NUMBER = {"type": ["string", "number"]}


def _length(value: Any) -> Length:
    if isinstance(value, Length):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError("a length is wanted, as in 4.2mm or 3 lines")
    return parse_length(str(value))


def _aspect(value: Any) -> float:
    text = str(value).strip()
    if text == "own":
        return 0.0
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*[:/x]\s*(\d+(?:\.\d+)?)", text)
    if not match or not float(match[2]) or not float(match[1]):
        raise ValueError(f'"{text}" is no shape; write width:height, as in 3:2, or own')
    return float(match[1]) / float(match[2])


def _span(value: Any) -> tuple[int, int]:
    """ "1-3", "2", "70%-130%"."""
    match = re.fullmatch(r"(\d+)\s*%?(?:\s*-\s*(\d+)\s*%?)?", str(value).strip())
    if not match:
        raise ValueError(f'"{value}" is no range; write 1-3, 2 or 70%-130%')
    low, high = int(match[1]), int(match[2] or match[1])
    if low > high:
        raise ValueError(f'"{value}" runs backwards; write the smaller number first')
    return low, high


def _pair(value: Any) -> tuple[float, ...]:
    return _numbers(value, 2)


def _triple(value: Any) -> tuple[float, ...]:
    return _numbers(value, 3)


def _numbers(value: Any, count: int) -> tuple[float, ...]:
    parts = value if isinstance(value, list) else str(value).replace("%", "").replace("/", " ").split()
    try:
        numbers: tuple[float, ...] = tuple(float(str(part).rstrip("%")) for part in parts)
    except ValueError:
        numbers = ()
    if len(numbers) != count:
        raise ValueError(f'"{value}" should be {count} percentages, as in [80, 100, 133]'[:200])
    return numbers


def _words(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(value.split())
    if isinstance(value, list):
        return tuple(str(each) for each in value)
    raise ValueError("a list of words is wanted")


LengthValue = Annotated[Length, BeforeValidator(_length), WithJsonSchema({**_TEXT_OR_NUMBER, "examples": ["4.2mm"]})]
Aspect = Annotated[float, BeforeValidator(_aspect), WithJsonSchema({"type": "string", "examples": ["3:2", "own"]})]
Span = Annotated[tuple[int, int], BeforeValidator(_span), WithJsonSchema({"type": ["string", "integer"]})]
Pair = Annotated[tuple[float, float], BeforeValidator(_pair), WithJsonSchema({"type": "array"})]
Triple = Annotated[tuple[float, float, float], BeforeValidator(_triple), WithJsonSchema({"type": "array"})]
Words = Annotated[tuple[str, ...], BeforeValidator(_words), WithJsonSchema({"type": ["array", "string"]})]
ColourName = Annotated[Any, WithJsonSchema({"type": ["string", "array"], "examples": ["accent", [0, 90, 85, 10]]})]


def _kebab(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


class Strict(BaseModel):
    """A mapping whose keys are all known."""

    model_config = ConfigDict(extra="forbid", alias_generator=_kebab, arbitrary_types_allowed=True, strict=False)


class MarginsModel(Strict):
    """The white around the type area."""

    top: LengthValue = Field(Length(36_000), description="White above the first line's capitals.")
    bottom: LengthValue = Field(Length(36_000), description="White under the last baseline.")
    inner: LengthValue = Field(Length(36_000), description="White at the fold: left on right-hand pages.")
    outer: LengthValue = Field(Length(36_000), description="White at the outer edge.")


class PageModel(Strict):
    """The sheet."""

    size: Any = Field(
        "tabloid",
        description="A size by name (broadsheet, berliner, tabloid, a4 …) or [width, height].",
        examples=["tabloid", ["280mm", "430mm"]],
        json_schema_extra={"type": ["string", "array"]},
    )
    orientation: Literal["portrait", "landscape"] = Field("portrait", description="Landscape swaps width and height.")
    margins: MarginsModel = Field(default_factory=lambda: MarginsModel(), description="The four margins.")
    bleed: LengthValue = Field(Length(0), description="How far pictures and tints reach beyond the trim.")


class GridModel(Strict):
    """Columns across and rows down. Every box edge lies on it."""

    columns: int = Field(5, ge=1, le=24, description="Number of columns.")
    gutter: LengthValue = Field(Length(11_906), description="White between two columns.")
    baseline: LengthValue = Field(Length(10_000), description="Leading of the one baseline grid of the page.")
    rows: list[LengthValue] = Field(
        default_factory=lambda: [Length(1, "fr")],
        description="Depth of each row: a length, lines, or a share (fr) of what is left.",
    )
    row_gap: int = Field(2, ge=0, le=12, description="Lines kept free between rows.")


class HeadlineModel(Strict):
    """A headline: its style, how many lines, how far it may step down."""

    style: str = Field("head-3", description="Style of the largest size.")
    lines: Span = Field((1, 3), description="Fewest and most lines.", examples=["1-3"])
    steps: int = Field(4, ge=0, le=12, description="How many sizes down the ladder copyfit may go.")


class PictureModel(Strict):
    """A story's picture."""

    legs: int = Field(0, ge=0, le=24, description="How many legs wide; 0 is all of them.")
    at: Literal["top", "top-left", "top-right", "top-centre", "bottom"] = Field(
        "top", description="Where it stands over the legs."
    )
    aspect: Aspect = Field(1.5, description="Shape as width:height, or `own` for the picture's own.")
    depth: Span = Field(
        (70, 130), description="Depths that copyfit may use, in per cent of the shape's.", examples=["70%-130%"]
    )


class StoryModel(Strict):
    """A box that holds one story."""

    legs: int = Field(0, ge=0, le=24, description="Number of legs; 0 is one for each page column.")
    headline: HeadlineModel = Field(
        default_factory=lambda: HeadlineModel(), description="The headline, or just the name of its style."
    )
    kicker: bool = Field(True, description="Show the kicker, if the story has one.")
    deck: bool = Field(True, description="Show the deck, if the story has one and there is room.")
    byline: bool = Field(True, description="Show the byline at the head of the first leg.")
    dateline: bool = Field(True, description="Run the dateline into the first paragraph.")
    picture: PictureModel | None = Field(default_factory=lambda: PictureModel(), description="The picture, or `none`.")
    dropcap: int = Field(0, ge=0, le=8, description="Lines of the drop cap; 0 is none.")
    body: str = Field("body", description="Style of the text.")
    pull_quote: bool = Field(False, description="Let copyfit use one of the story's pull quotes.")
    jump: int = Field(0, ge=0, le=200, description="Page on which the story may continue; 0 is none.")
    tint: ColourName = Field(None, description="Colour behind the box.")
    section: str = Field("", description="Take stories of this section only.")
    leg_rules: bool = Field(False, description="Hairlines between the legs.")


class RailModel(Strict):
    """The editorial rail."""

    title: str = Field("", description="Title; empty takes the edition's.")
    items: int = Field(6, ge=1, le=40, description="The most items to show.")
    tint: ColourName = Field(None, description="Colour behind the rail.")
    dates: bool = Field(True, description="Show each item's date.")


class NameplateModel(Strict):
    """The paper's title on page one."""

    ears: Words = Field(
        ("", ""),
        description="What stands left and right: price, date, motto, city, number, website, left, right, or words.",
        max_length=2,
    )
    dateline: bool = Field(True, description="A line with city, date, number and price under the title.")
    rule: bool = Field(True, description="A rule under the title, where there is no date line.")
    title: str = Field("", description="Another title than the edition's.")


class FolioModel(Strict):
    """Page number, title and date."""

    rule: Literal["above", "below", "none"] = Field("below", description="Where its rule lies.")
    section: bool = Field(True, description="Show the page's section.")


class PictureBoxModel(Strict):
    """A picture on its own, with its caption."""

    aspect: Aspect = Field(0.0, description="Shape as width:height, or `own`.")


class BriefsModel(Strict):
    """Several short stories under one title."""

    title: str = Field("In brief", description="Title over the briefs.")
    items: int = Field(4, ge=1, le=40, description="The most stories to take.")
    legs: int = Field(1, ge=0, le=24, description="Number of legs; 0 is one for each page column.")
    headline: HeadlineModel = Field(
        default_factory=lambda: HeadlineModel.model_validate({"style": "brief-head", "lines": "1-2", "steps": 0}),
        description="Style of the briefs' heads.",
    )
    section: str = Field("", description="Take stories of this section only.")
    tint: ColourName = Field(None, description="Colour behind the box.")


class TextModel(Strict):
    """Fixed words."""

    text: str = Field(description="The words.")
    style: str = Field("section-head", description="Their style.")
    rule: Literal["above", "below", "none"] = Field("none", description="A rule over or under them.")
    tint: ColourName = Field(None, description="Colour behind the box.")


class BlankModel(Strict):
    """White space that someone put there."""


class BoxModel(Strict):
    """What a box holds: exactly one kind."""

    story: StoryModel | None = Field(None, description="One story.")
    rail: RailModel | None = Field(None, description="The editorial rail.")
    nameplate: NameplateModel | None = Field(None, description="The paper's title.")
    folio: FolioModel | None = Field(None, description="Page number, title and date.")
    picture: PictureBoxModel | None = Field(None, description="A picture on its own, with its caption.")
    briefs: BriefsModel | None = Field(None, description="Several short stories.")
    text: TextModel | None = Field(None, description="Fixed words.")
    blank: BlankModel | None = Field(None, description="Nothing.")

    @model_validator(mode="after")
    def _one_kind(self) -> BoxModel:
        kinds = sorted(_kebab(name) for name in self.model_fields_set)
        if len(kinds) != 1:
            found = " and ".join(kinds) if kinds else "nothing"
            raise ValueError(f"a box holds exactly one kind; this one holds {found}")
        return self


class HJModel(Strict):
    """Hyphenation and justification, by InDesign's names."""

    word_spacing: Triple | None = Field(
        None, description="Minimum, desired and maximum word space, in % of the font's.", examples=[[80, 100, 133]]
    )
    glyph_scaling: Pair | None = Field(None, description="Narrowest and widest glyphs, in %.", examples=[[98, 102]])
    letter_spacing: Pair | None = Field(
        None, description="Tightest and most open letter spacing, in % of the size.", examples=[[-1, 2]]
    )
    emergency: int | None = Field(
        None,
        ge=100,
        le=300,
        description="How far the worst paragraphs may take scaling and spacing, in % of their limits.",
    )
    hyphenate: bool | None = Field(None, description="Divide words at all.")
    hyphenate_words_longer_than: int | None = Field(
        None, ge=3, description="Words of so many letters or fewer stay whole."
    )
    after_first: int | None = Field(None, ge=1, description="Fewest letters before a hyphen.")
    before_last: int | None = Field(None, ge=1, description="Fewest letters after a hyphen.")
    hyphen_limit: int | None = Field(None, ge=0, description="Most hyphens on lines that follow each other.")
    hyphenate_capitalised: bool | None = Field(None, description="Divide words that begin with a capital.")
    hyphenation_zone: LengthValue | None = Field(
        None, description="In ragged text: how short a line may be before a word is divided."
    )
    optical_margin: bool | None = Field(None, description="Let hyphens and punctuation hang into the margins.")
    runt: LengthValue | None = Field(None, description="A last line shorter than this is avoided.")


class StyleModel(Strict):
    """A text style. What it leaves out comes from the style it extends."""

    extends: str | None = Field(None, description="The style that this one is like.")
    family: str | None = Field(None, description="Font family, shipped or from your fonts folder.")
    weight: int | None = Field(None, ge=100, le=900, description="100 to 900; 400 is regular, 700 bold.")
    italic: bool | None = Field(None, description="Italic.")
    size: LengthValue | None = Field(None, description="Type size.")
    leading: LengthValue | None = Field(None, description="Distance of baselines; `1 line` is the grid's.")
    align: Literal["justify", "left", "center", "right"] | None = Field(
        None, description="Justified, or ragged to one side."
    )
    case: Literal["as-is", "upper", "small-caps"] | None = Field(None, description="Capitals or small capitals.")
    colour: ColourName = Field(None, description="A colour's name, [c, m, y, k] in %, or #rrggbb.")
    tracking: int | None = Field(
        None, ge=-100, le=400, description="Letter spacing always wanted, in thousandths of an em."
    )
    indent: LengthValue | None = Field(None, description="First line's indent.")
    left: LengthValue | None = Field(None, description="White on the left of every line.")
    right: LengthValue | None = Field(None, description="White on the right of every line.")
    space_before: int | None = Field(None, ge=0, le=10, description="Grid lines free before a paragraph.")
    space_after: int | None = Field(None, ge=0, le=10, description="Grid lines free after a paragraph.")
    features: Words | None = Field(None, description="OpenType features: onum, smcp, -liga.")
    hj: HJModel | None = Field(None, description="Hyphenation and justification.")


class RulesModel(Strict):
    """Rules between boxes and legs; 0pt is none."""

    columns: LengthValue = Field(Length(0), description="Between boxes side by side.")
    rows: LengthValue = Field(Length(0), description="Between boxes above each other.")
    legs: LengthValue = Field(Length(0), description="Between the legs of a story.")
    colour: ColourName = Field(None, description="Their colour; black if not given.")


class LayoutModel(Strict):
    """A page layout."""

    layout: str = Field("", description="The layout's name; the file's name if left out.")
    description: str = Field("", description="One line for people who choose a layout.")
    extends: str | None = Field(None, description="The layout that this one changes.")
    page: PageModel = Field(default_factory=lambda: PageModel(), description="The sheet.")
    grid: GridModel = Field(default_factory=lambda: GridModel(), description="Columns, rows and baseline grid.")
    areas: str = Field(
        "", description="The page seen from above: one word a cell, a line of words a row; `.` is empty."
    )
    boxes: dict[str, BoxModel] = Field(default_factory=dict, description="What each area holds.")
    styles: dict[str, StyleModel] = Field(default_factory=dict, description="Text styles by name.")
    colours: dict[str, ColourName] = Field(default_factory=dict, description="Colours by name, CMYK first.")
    headline_sizes: list[LengthValue] = Field(default_factory=list, description="The ladder of headline sizes.")
    rules: RulesModel = Field(default_factory=lambda: RulesModel(), description="Rules between boxes and legs.")
    fit: list[str] = Field(
        default_factory=list,
        description="Copyfit's remedies with their bounds, in the order to try.",
        examples=[["picture 70%-130%", "headline 2 steps", "deck", "looseness 1"]],
    )
    fonts: str | None = Field(None, description="Folder with fonts of your own, from this file's place.")
