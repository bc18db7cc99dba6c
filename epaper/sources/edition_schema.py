"""The edition file as pydantic models: its keys, what they mean, what they may hold."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from epaper.sources.checked import Strict


def _date(value: Any) -> dt.date:
    try:
        return dt.date.fromisoformat(str(value).strip())
    except ValueError:
        raise ValueError(f'"{value}" is no date; write year-month-day, as in 2026-03-17') from None


def _text(value: Any) -> str:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    raise ValueError("a text is wanted")


def _texts(value: Any) -> list[str]:
    if isinstance(value, list):
        return [_text(each) for each in value]
    return [_text(value)]


Date = Annotated[dt.date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
Text = Annotated[str, BeforeValidator(_text), WithJsonSchema({"type": ["string", "number"]})]
Texts = Annotated[list[str], BeforeValidator(_texts), WithJsonSchema({"type": ["array", "string"]})]
Focus = Annotated[Any, WithJsonSchema({"type": "array"})]


class PageEntry(Strict):
    """One page."""

    layout: str = Field(description="The page's layout: a shipped one, or one from your layouts folder.")
    section: Text = Field("", description="Its section: the folio shows it, and stories of that section come first.")
    boxes: dict[str, str] = Field(default_factory=dict, description="Which story stands in which box (box: slug).")


class PictureEntry(Strict):
    """A picture for a story, instead of the story's own."""

    file: str = Field(description="The picture file, from the edition file's place.")
    caption: Text = Field("", description="Its caption.")
    credit: Text = Field("", description="Who made it.")
    alt: Text = Field("", description="What it shows, for those who do not see it.")
    whole: bool = Field(False, description="Never crop it: a map, a chart, a painting.")
    focus: Focus = Field(None, description="The point to keep when cropping: [across, down], from 0 to 1.")


class RailEntry(Strict):
    """One item of the rail."""

    title: Text = Field(description="Its title.")
    teaser: Text = Field("", description="Its first words.")
    date: Date | None = Field(None, description="Its date.")
    updated: bool = Field(False, description="Whether the date is an update's.")
    href: Text = Field("", description="Where it leads.")


class EditionModel(Strict):
    """One day's paper."""

    title: Text = Field(description="The paper's title.")
    date: Date = Field(description="The edition's date, year-month-day.", examples=["2026-03-17"])
    language: str = Field("en-GB", description="Language of all copy that names no other.")
    city: Text = Field("", description="City or edition, for the date line.")
    number: Text = Field("", description="Number of the issue.")
    price: Text = Field("", description="Price.")
    motto: Text = Field("", description="Motto.")
    website: Text = Field("", description="Address.")
    ears: Texts = Field(default_factory=list, description="Words left and right of the title.", max_length=2)
    layout: str = Field("", description="Layout of pages that name none, where `pages` is a number.")
    pages: Any = Field(
        1, description="The pages, or how many there are.", json_schema_extra={"type": ["integer", "array"]}
    )
    stories: Texts = Field(default_factory=list, description="Files of copy, or folders of them.")
    rail: Any = Field(
        None,
        description="A file of copy with editorials, or the items themselves.",
        json_schema_extra={"type": ["string", "array"]},
    )
    rail_title: Text = Field("Editorial", description="The rail's title.")
    pictures: dict[str, list[PictureEntry]] = Field(
        default_factory=dict, description="Pictures by story, instead of the stories' own."
    )
    layouts: str = Field("", description="Folder of your own layouts.")
    fonts: str = Field("", description="Folder of your own fonts.")


class PageList(Strict):
    """For checking `pages` where it is a list."""

    pages: list[PageEntry] = Field(description="The pages.")


class RailList(Strict):
    """For checking `rail` where it is a list."""

    rail: list[RailEntry] = Field(description="The items.")
