"""The layout language as pydantic models: what keys there are, what they mean, what they may hold.

Plain YAML values in → checked values out. These models are the one source of the checks, the JSON Schema for editors
and the list of keys that docs/layouts.md must document.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, StrictInt, WithJsonSchema

from epaper.geometry import Size
from epaper.model.layout import LeverName
from epaper.sources.box_schema import Box
from epaper.sources.checked import Strict
from epaper.sources.layout_values import (
    PAGE_SIZES,
    Absolute,
    Baseline,
    ColourValue,
    Margin,
    PageSize,
    Row,
    Text,
)
from epaper.sources.lint_schema import LintModel
from epaper.sources.style_schema import StyleModel
from epaper.units import Length, mm

_REMEDY = {"type": "string", "pattern": f"^({'|'.join(get_args(LeverName))})( |$)"}
Remedy = Annotated[str, WithJsonSchema(_REMEDY)]


class MarginsModel(Strict):
    """The white around the type area. `%` is of the page's width."""

    top: Margin = Field(Length(36_000), description="White above the first line's capitals.", examples=["12mm"])
    bottom: Margin = Field(Length(36_000), description="White under the last baseline.", examples=["14mm"])
    inner: Margin = Field(Length(36_000), description="White at the fold: left on right-hand pages.", examples=["12mm"])
    outer: Margin = Field(Length(36_000), description="White at the outer edge.", examples=["12mm"])


class PageModel(Strict):
    """The sheet."""

    size: PageSize = Field(
        Size(*(mm(each) for each in PAGE_SIZES["tabloid"])),
        description="A size by name or [width, height].",
        examples=["tabloid", ["280mm", "430mm"]],
    )
    orientation: Literal["portrait", "landscape"] = Field(
        "portrait", description="Landscape swaps width and height.", examples=["landscape"]
    )
    margins: MarginsModel = Field(
        default_factory=lambda: MarginsModel(), description="The four margins.", examples=[{"top": "12mm"}]
    )
    bleed: Absolute = Field(Length(0), description="How far the page is drawn beyond the trim.", examples=["3mm"])


class GridModel(Strict):
    """Columns across and rows down. Every box edge lies on it."""

    columns: StrictInt = Field(5, ge=1, le=24, description="Number of columns.", examples=[8])
    gutter: Absolute = Field(Length(11_906), description="White between two columns.", examples=["4.2mm"])
    baseline: Baseline = Field(
        Length(10_000), description="Leading of the one baseline grid of the page.", examples=["10pt"]
    )
    rows: list[Row] = Field(
        default_factory=lambda: [Length(1, "fr")],
        min_length=1,
        max_length=60,
        description="Depth of each row: a length, lines, or a share (fr) of what is left.",
        examples=[["48mm", "3fr", "2fr", "6 lines"]],
    )
    row_gap: StrictInt = Field(2, ge=0, le=12, description="Lines kept free between rows.", examples=[2])


class RulesModel(Strict):
    """Rules between boxes and legs; 0pt is none."""

    columns: Absolute = Field(Length(0), description="Between boxes side by side.", examples=["0.35pt"])
    rows: Absolute = Field(Length(0), description="Between boxes above each other.", examples=["0.35pt"])
    legs: Absolute = Field(Length(0), description="Between the legs of a story.", examples=["0.35pt"])
    colour: ColourValue = Field(None, description="Their colour; black if not given.", examples=["grey"])


class LayoutModel(Strict):
    """A page layout."""

    layout: Text = Field("", description="The layout's name; the file's name if left out.", examples=["front"])
    description: Text = Field(
        "", description="One line for people who choose a layout.", examples=["Front page with a lead"]
    )
    extends: str | None = Field(
        None, description="The layout that this one changes; `base` if left out.", examples=["broadsheet"]
    )
    page: PageModel = Field(default_factory=lambda: PageModel(), description="The sheet.", examples=[{"size": "a4"}])
    grid: GridModel = Field(
        default_factory=lambda: GridModel(),
        description="Columns, rows and baseline grid.",
        examples=[{"columns": 5, "rows": ["10 lines", "1fr"]}],
    )
    areas: str = Field(
        "",
        description="The page seen from above: one word a cell, a line of words a row; `.` is empty.",
        examples=["N N N\nL L R\n"],
    )
    boxes: dict[str, Box] = Field(
        default_factory=dict, description="What each area holds.", examples=[{"L": {"story": {"legs": 2}}}]
    )
    styles: dict[str, StyleModel] = Field(
        default_factory=dict, description="Text styles by name.", examples=[{"deck": {"italic": True}}]
    )
    colours: dict[str, ColourValue] = Field(
        default_factory=dict, description="Colours by name, CMYK first.", examples=[{"accent": [0, 95, 90, 15]}]
    )
    headline_sizes: list[Baseline] = Field(
        default_factory=list, description="The ladder of headline sizes.", examples=[["14pt", "18pt", "24pt"]]
    )
    rules: RulesModel = Field(
        default_factory=lambda: RulesModel(), description="Rules between boxes and legs.", examples=[{"legs": "0.35pt"}]
    )
    fit: list[Remedy] = Field(
        default_factory=lambda: ["picture", "headline", "deck", "looseness", "subhead", "optional", "jump"],
        description="Copyfit's remedies with their bounds, the dearest last; [] is none.",
        examples=[["picture 70%-130%", "headline 2 steps", "deck", "looseness 1"]],
    )
    adverts: Literal["boxes", "stack"] = Field(
        "boxes",
        description="Where advertisements may stand: in boxes, or also stacked from the page's outer foot.",
        examples=["stack"],
    )
    lint: LintModel = Field(
        default_factory=lambda: LintModel(),
        description="Warnings of `epaper check` that are silenced on this page, each with the reason.",
        examples=[{"measure": "eight narrow columns are what our readers know"}],
    )
    fonts: Text = Field("", description="Folder with fonts of your own, from this file's place.", examples=["fonts"])
