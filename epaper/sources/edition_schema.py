"""The edition file as pydantic models: its keys, what they mean, what they may hold."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StrictBool, WithJsonSchema

from epaper.sources.checked import Strict
from epaper.sources.edition_adverts import Adverts, Fillers
from epaper.sources.layout_values import OrShort, Text, Texts


def _date(value: Any) -> dt.date:
    try:
        return dt.date.fromisoformat(str(value).strip())
    except ValueError:
        raise ValueError(f'"{value}" is no date; write year-month-day, as in 2026-03-17') from None


def _moment(value: Any) -> dt.datetime | dt.time:
    text = str(value).strip()
    for kind in (dt.time, dt.datetime):
        try:
            return kind.fromisoformat(text)
        except ValueError:
            continue
    raise ValueError(f'"{value}" is no time; write hours and minutes, as in 05:30, or 2026-03-16 23:00')


def _focus(value: Any) -> tuple[float, float]:
    if isinstance(value, list) and len(value) == 2 and all(_is_share(each) for each in value):
        return float(value[0]), float(value[1])
    raise ValueError("a focus is two numbers from 0 to 1, across and down, as in [0.5, 0.4]")


def _is_share(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _pictures(value: Any) -> Any:
    """A file's name, or one picture's keys, stand for a list of one."""
    if isinstance(value, list):
        return [{"file": each} if isinstance(each, str) else each for each in value]
    return _pictures([value]) if isinstance(value, str | dict) else value


Date = Annotated[dt.date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
Moment = Annotated[Any, BeforeValidator(_moment), WithJsonSchema({"type": "string"})]
Priority = Annotated[int, Field(strict=True, ge=1)]
_NUMBERS = {"type": "array", "items": {"type": "number", "minimum": 0, "maximum": 1}, "minItems": 2, "maxItems": 2}
Focus = Annotated[tuple[float, float], BeforeValidator(_focus), WithJsonSchema(_NUMBERS)]
Names = Annotated[Texts, WithJsonSchema({"type": ["array", "string"], "items": {"type": "string"}})]
_SLUGS = {"type": ["array", "string", "number"], "items": {"type": ["string", "number"]}}
Slugs = Annotated[Texts, WithJsonSchema(_SLUGS)]


class PageEntry(Strict):
    """One page."""

    layout: Names = Field(
        default_factory=list,
        description="The page's layout: a shipped one, or one from your layouts folder; auto for the one that fits its "
        "stories best; or several, or patterns, of which the best is taken. The edition's if left out.",
        examples=["tabloid-inside", ["auto"], ["tabloid-inside-*", "sport"]],
    )
    section: Text = Field(
        "",
        description="Its section: the folio shows it, and stories of other sections stay away.",
        examples=["Sport"],
    )
    boxes: dict[str, Slugs] = Field(
        default_factory=dict,
        description="Which story stands in which box (box: slug; briefs take a list, and an empty list leaves a box "
        "empty); the other boxes take the best stories left.",
        examples=[{"L": "flood-warning", "K": ["ferry", "tides"]}],
    )


class SectionEntry(Strict):
    """One section, where pages are counted."""

    name: Text = Field(description="Its name, as the stories give it.", examples=["Sport"])
    pages: int = Field(
        0,
        description="How many pages it has; 0 is its part of those that are left, by its words.",
        ge=0,
        le=400,
        examples=[2],
    )
    layout: Names = Field(
        default_factory=list,
        description="Its pages' layout, or those to choose from; the edition's if left out.",
        examples=[["tabloid-inside", "tabloid-inside-picture"]],
    )


class PictureEntry(Strict):
    """A picture for a story, instead of the story's own."""

    file: Text = Field(description="The picture file, from the edition file's place.", examples=["pictures/flood.jpg"])
    caption: Text = Field(
        "", description="Its caption; if left out, the one that the copy has.", examples=["The mill at dawn"]
    )
    cutline: Text = Field("", description="Another word for caption.", examples=["The mill at dawn"])
    credit: Text = Field("", description="Who made it.", examples=["Jane Roe"])
    alt: Text = Field(
        "", description="What it shows, for those who do not see it.", examples=["A mill up to its sills in water"]
    )
    whole: StrictBool = Field(False, description="Never crop it: a map, a chart, a painting.", examples=[True])
    focus: Focus | None = Field(
        None, description="The point to keep when cropping: [across, down], from 0 to 1.", examples=[[0.5, 0.4]]
    )


class RailEntry(Strict):
    """One item of the rail."""

    title: Text = Field(description="Its title.", examples=["A bridge too few"])
    teaser: Text = Field("", description="Its first words.", examples=["The town waits again…"])
    date: Date | None = Field(None, description="Its date.", examples=["2026-03-16"])
    updated: StrictBool = Field(False, description="Whether the date is an update's.", examples=[True])
    href: Text = Field("", description="Where it leads.", examples=["https://halyard.example/bridge"])
    byline: Text = Field("", description="Whose it is, if it is signed.", examples=["Jane Roe"])


_SHORT_PICTURE = OrShort((("type", "string"), ("description", "Just the file.")))
Pictures = Annotated[
    list[Annotated[PictureEntry, _SHORT_PICTURE]],
    BeforeValidator(_pictures),
    OrShort((("type", ["string", "object"]), ("description", "One picture: its file, or its keys."))),
]


class EditionModel(Strict):
    """One day's paper."""

    title: Text = Field(description="The paper's title.", examples=["The Halyard Courier"])
    date: Date = Field(description="The edition's date, year-month-day.", examples=["2026-03-17"])
    language: Text = Field("en-GB", description="Language of all copy that names no other.", examples=["en-US"])
    city: Text = Field("", description="City or edition, for the date line.", examples=["Late City Edition"])
    number: Text = Field("", description="Number of the issue, for the date line.", examples=["No. 12,345"])
    price: Text = Field("", description="Price, for the date line.", examples=["€2.50"])
    motto: Text = Field("", description="Motto, in the middle of the date line.", examples=["All the news, made fast"])
    website: Text = Field(
        "", description="Address; in the date line where there is no motto.", examples=["halyard.example"]
    )
    weather: Text = Field(
        "",
        description="The day's weather in a few words, where the layout has a weather ear.",
        examples=["Fair, 9 to 14 °C\nWind west, light"],
    )
    ears: Texts = Field(
        default_factory=list,
        description="Words left and right of the title, where the layout has ears.",
        max_length=2,
        examples=[["Fair, light wind", "Twelve pages"]],
    )
    embargo: Moment | None = Field(
        None,
        description="When this paper is first to be read; copy embargoed beyond it stops the build. A time is one of "
        "the edition's day.",
        examples=["05:30", "2026-03-16 23:00"],
    )
    layout: Names = Field(
        default_factory=list,
        description="Layout of the pages that name none. After page one `…-front` gives way to auto: the layout of the "
        "same page size that fits the stories best.",
        examples=["tabloid-front"],
    )
    pages: Any = Field(
        None,
        description="The pages, or how many there are.",
        examples=[4, [{"layout": "tabloid-front"}, {"section": "Sport"}]],
    )
    sections: list[Any] = Field(
        default_factory=list,
        description="The sections behind the front page, in order, where pages are counted; if left out, those of the "
        "stories.",
        examples=[["World", {"name": "Sport", "pages": 2}]],
    )
    priorities: dict[str, Priority] = Field(
        default_factory=dict,
        description="Priorities by story (slug: number, 1 is the lead), instead of the stories' own.",
        examples=[{"flood-warning": 1}],
    )
    stories: Names = Field(
        default_factory=list,
        description="Files of copy, folders of them, or patterns.",
        examples=[["copy", "agency/*.json", "late/flood.md"]],
    )
    rail: Any = Field(
        None,
        description="What stands in the rail: files of copy with editorials, or the items themselves.",
        examples=["opinion.txt", [{"title": "A bridge too few", "teaser": "The town waits again…"}]],
    )
    rail_title: Text = Field(
        "Editorial", description="The rail's title, where the layout gives none.", examples=["Opinion"]
    )
    pictures: dict[str, Pictures] = Field(
        default_factory=dict,
        description="Pictures by story (slug: pictures), instead of the stories' own.",
        examples=[{"flood-warning": [{"file": "pictures/flood.jpg", "credit": "Jane Roe"}]}],
    )
    adverts: Adverts = Field(
        default_factory=list,
        description="Advertisements to print: each takes the box of its size, or stacks where the layout lets it.",
        examples=[[{"file": "adverts/bank.pdf", "size": "3x12cm", "page": 3}]],
    )
    fillers: Fillers = Field(
        default_factory=list,
        description="House advertisements, for boxes that nobody has booked.",
        examples=[["house/letters.pdf", {"file": "house/tours.png", "border": False}]],
    )
    layouts: Text = Field("", description="Folder of your own layouts, from this file's place.", examples=["layouts"])
    fonts: Text = Field("", description="Folder of your own fonts, from this file's place.", examples=["fonts"])


class PageList(Strict):
    """For checking `pages` where it is a list."""

    pages: list[PageEntry] = Field(description="The pages.")


_SHORT_SECTION = OrShort((("type", "string"), ("description", "A section's name.")))


class SectionList(Strict):
    """For checking `sections`."""

    sections: list[Annotated[SectionEntry, OrShort((("type", "string"), ("description", "A section's name.")))]] = (
        Field(description="The sections.")
    )


class RailList(Strict):
    """For the schema of `rail` where it is a list."""

    rail: list[Annotated[RailEntry, OrShort((("type", "string"), ("description", "A file of copy.")))]] = Field(
        description="The items."
    )
