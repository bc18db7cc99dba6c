"""Boxes that hold no story, as pydantic models: furniture, the rail, pointers, pictures, tables, advertisements."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictBool, StrictInt

from epaper.sources.advert_schema import AdvertFields
from epaper.sources.checked import Strict
from epaper.sources.layout_values import Aspect, ColourValue, Growth, OrShort, StyleName, Text, Texts

RuleAt = Literal["above", "below", "none"]


class RailModel(Strict):
    """The editorial rail: a title, and items that are fitted to its depth."""

    title: Text = Field("", description="Title; empty takes the edition's.", examples=["Editorial"])
    items: StrictInt = Field(6, ge=1, le=40, description="The most items to show.", examples=[6])
    grow: Growth = Field(
        110, description="How far heads and teasers may grow to fill the rail; 100% is not.", examples=["120%"]
    )
    tint: ColourValue = Field(None, description="Colour behind the rail, or `none`.", examples=["pale"])
    dates: StrictBool = Field(True, description="Show each item's date.", examples=[False])


class NameplateModel(Strict):
    """The paper's title on page one."""

    ears: Texts = Field(
        default_factory=list,
        description="What stands left and right of the title: price, date, motto, city, number, website, weather; "
        "left or right for the edition's own ears; or any words.",
        max_length=2,
        examples=[["weather", "price"]],
    )
    dateline: StrictBool = Field(
        True, description="A line with city, date, number and price under it.", examples=[True]
    )
    rule: StrictBool = Field(True, description="A rule under the title, where there is no date line.", examples=[True])
    title: Text = Field("", description="Another title than the edition's.", examples=["The Gazette"])


class FolioModel(Strict):
    """Page number, title and date on one line."""

    rule: RuleAt = Field("below", description="Where its rule lies.", examples=["above"])
    section: StrictBool = Field(True, description="Show the page's section.", examples=[False])


class PictureBoxModel(Strict):
    """A picture on its own, with its caption."""

    aspect: Aspect = Field(0.0, description="Shape as width:height, or `own`.", examples=["own"])


class TextModel(Strict):
    """Fixed words: a section head, a staff box, a motto."""

    text: Text = Field(description="The words.", examples=["Sport"])
    style: StyleName = Field("section-head", description="Their style.", examples=["section-head"])
    rule: RuleAt = Field("none", description="A rule over or under them.", examples=["above"])
    tint: ColourValue = Field(None, description="Colour behind the box, or `none`.", examples=["pale"])


class TableModel(Strict):
    """A table by itself: results, prices, the weather."""

    file: Text = Field(
        "",
        description="A file of copy with the table, from this file's place; without one the story nailed to the box.",
        examples=["prices.csv"],
    )
    title: Text = Field("", description="Title over it; empty takes the copy's headline.", examples=["Prices"])
    legs: StrictInt = Field(1, ge=0, le=24, description="Number of legs; 0 is one for each page column.", examples=[4])
    tint: ColourValue = Field(None, description="Colour behind the box, or `none`.", examples=["pale"])


class IndexModel(Strict):
    """Where to find what: section or story titles with page numbers."""

    title: Text = Field("Inside", description="Title over the index.", examples=["Inside"])
    items: StrictInt = Field(6, ge=1, le=80, description="The most entries to show.", examples=[8])
    tint: ColourValue = Field(None, description="Colour behind the box, or `none`.", examples=["pale"])


class ReferModel(Strict):
    """Pointers to stories of other pages, side by side."""

    items: StrictInt = Field(3, ge=1, le=12, description="How many.", examples=[4])
    pictures: StrictBool = Field(True, description="Show a small picture with each that has one.", examples=[False])
    section: Text = Field("", description="Point to stories of this section only.", examples=["Sport"])
    tint: ColourValue = Field(None, description="Colour behind the box, or `none`.", examples=["pale"])


class AdvertModel(AdvertFields):
    """An advertisement that always stands here, or space for those of the edition."""

    file: Text = Field(
        "",
        description="A picture or PDF, from the layout file's place; without one the box takes what the edition books.",
        examples=["adverts/bank.pdf"],
    )


class BlankModel(Strict):
    """White space that someone put there."""


def _short_text(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


def _short_file(value: Any) -> Any:
    return {"file": value} if isinstance(value, str) else value


_WORDS = OrShort((("type", "string"), ("description", "Just the words.")))
_FILE = OrShort((("type", "string"), ("description", "Just the file.")))
TextOrWords = Annotated[TextModel | None, BeforeValidator(_short_text), _WORDS]
TableOrFile = Annotated[TableModel | None, BeforeValidator(_short_file), _FILE]
AdvertOrFile = Annotated[AdvertModel | None, BeforeValidator(_short_file), _FILE]
