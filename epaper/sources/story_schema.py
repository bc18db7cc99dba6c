"""Boxes that hold stories, as pydantic models: one story, what goes on from earlier pages, briefs; and their parts."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictBool, StrictInt

from epaper.model.layout import At, BylineAt, Wrap
from epaper.sources.checked import Strict
from epaper.sources.layout_values import (
    Aspect,
    ColourValue,
    Legs,
    LineSpan,
    Offset,
    OrShort,
    PercentSpan,
    StyleName,
    Text,
    Width,
)


class HeadlineModel(Strict):
    """A headline: its style, how many lines, how far it may step down."""

    style: StyleName = Field("head-3", description="Style of the largest size.", examples=["head-1"])
    lines: LineSpan = Field((1, 3), description="Fewest and most lines.", examples=["1-2"])
    steps: StrictInt = Field(4, ge=0, le=15, description="How many sizes down the ladder copyfit may go.", examples=[2])


class BriefHeadModel(HeadlineModel):
    """The heads of briefs: run small, and in one size."""

    style: StyleName = Field("brief-head", description="Style of the heads.", examples=["brief-head"])
    lines: LineSpan = Field((1, 2), description="Fewest and most lines.", examples=["1-2"])
    steps: StrictInt = Field(0, ge=0, le=15, description="How many sizes down the ladder copyfit may go.", examples=[0])


class PlaceModel(Strict):
    """Where something stands in a story's legs."""

    legs: StrictInt = Field(0, ge=0, le=24, description="How many legs wide; 0 is all of them.", examples=[3])
    at: At = Field(
        "top",
        description="Where it stands: at the legs' head or foot, or between, so far down as `down` says.",
        examples=["top-right", "centre"],
    )
    width: Width | None = Field(
        None,
        description="Narrower than its legs; `%` is of their width. Text runs around it.",
        examples=["60%", "45mm"],
    )
    offset: Offset | None = Field(
        None, description="White between it and the text beside it; a gutter, where it is not said.", examples=["3mm"]
    )
    down: StrictInt = Field(
        40, ge=0, le=100, description="How far down the legs it stands, in %, where `at` says no edge.", examples=[50]
    )


class PictureModel(PlaceModel):
    """A story's picture."""

    aspect: Aspect = Field(1.5, description="Shape as width:height, or `own` for the picture's own.", examples=["3:2"])
    depth: PercentSpan = Field(
        (70, 130), description="Depths that copyfit may use, in % of the shape's.", examples=["70%-130%"]
    )
    wrap: Wrap = Field(
        "box", description="What text runs around: its box, or the outline of a cut-out.", examples=["outline"]
    )


class SecondPictureModel(PictureModel):
    """One more picture of a story, under or beside the first."""

    legs: StrictInt = Field(1, ge=0, le=24, description="How many legs wide; 0 is all of them.", examples=[2])
    at: At = Field("bottom-right", description="Where it stands, as for the first picture.", examples=["right"])


class PullQuoteModel(PlaceModel):
    """One of a story's pull quotes, set large between two rules."""

    legs: StrictInt = Field(1, ge=0, le=24, description="How many legs wide; 0 is all of them.", examples=[2])
    at: At = Field("centre", description="Where it stands, as for a picture.", examples=["right"])


class DropCapModel(Strict):
    """A large initial at the head of a story's text."""

    lines: StrictInt = Field(3, ge=2, le=8, description="Over how many lines it stands.", examples=[4])
    characters: StrictInt = Field(1, ge=1, le=8, description="How many characters it has.", examples=[2])
    lead_in: StrictInt = Field(0, ge=0, le=24, description="Words after it in small capitals.", examples=[4])


class FactModel(Strict):
    """A story's boxes of facts."""

    legs: StrictInt = Field(1, ge=1, le=24, description="How many legs wide.", examples=[2])
    at: Literal["bottom-right", "bottom-left", "top-right", "top-left"] = Field(
        "bottom-right", description="In which corner of the legs it stands.", examples=["top-right"]
    )
    tint: ColourValue = Field(
        "pale", description="Colour behind it; `none` draws hairlines around it.", examples=["none"]
    )


def _short_headline(value: Any) -> Any:
    return {"style": value} if isinstance(value, str) else value


def _short_optional(value: Any) -> Any:
    """`none` and `false` leave a thing out, `true` takes it as it is."""
    if value in ("none", False):
        return None
    return {} if value is True else value


def _short_dropcap(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return {"lines": value} if value else None
    return value


def _short_quote(value: Any) -> Any:
    return ({} if value else None) if isinstance(value, bool) else value


def _short_byline(value: Any) -> Any:
    return {True: "leg", False: "none"}[value] if isinstance(value, bool) else value


def _short_jump(value: Any) -> Any:
    return -1 if value == "auto" else value


_STYLE_NAME = OrShort((("type", "string"), ("description", "Just the name of its style.")))
_OR_NONE = OrShort((("enum", ["none", True, False]),))
_YES_OR_NO = OrShort((("enum", [True, False]),))
Headline = Annotated[HeadlineModel, BeforeValidator(_short_headline), _STYLE_NAME]
BriefHead = Annotated[BriefHeadModel, BeforeValidator(_short_headline), _STYLE_NAME]
Jump = Annotated[StrictInt, BeforeValidator(_short_jump), OrShort((("enum", ["auto"]),))]
Byline = Annotated[BylineAt, BeforeValidator(_short_byline), _YES_OR_NO]
DropCap = Annotated[DropCapModel | None, BeforeValidator(_short_dropcap), OrShort((("type", "integer"),))]
PullQuote = Annotated[PullQuoteModel | None, BeforeValidator(_short_quote), _YES_OR_NO]
StoryPicture = Annotated[PictureModel | None, BeforeValidator(_short_optional), _OR_NONE]
StoryFact = Annotated[FactModel | None, BeforeValidator(_short_optional), _OR_NONE]


class StoryModel(Strict):
    """One story."""

    legs: Legs = Field(
        0,
        description="Number of legs, 0 for one for each page column; or how many page columns each is wide.",
        examples=[4, [1, 2]],
    )
    headline: Headline = Field(
        default_factory=lambda: HeadlineModel(),
        description="The headline, or just the name of its style.",
        examples=["head-2", {"style": "head-1", "lines": "1-2", "steps": 3}],
    )
    kicker: StrictBool = Field(True, description="Show the kicker, if the story has one.", examples=[False])
    deck: StrictBool = Field(True, description="Show the deck, if the story has one.", examples=[False])
    byline: Byline = Field(
        "leg",
        description="Where the byline stands: `leg` (the head of the first), `above`, `none`.",
        examples=["above"],
    )
    dateline: StrictBool = Field(True, description="Run the dateline into the first paragraph.", examples=[False])
    dateline_mark: Text = Field(": ", description="What parts the dateline from the text.", examples=[" — "])
    picture: StoryPicture = Field(
        default_factory=lambda: PictureModel(),
        description="The picture, or `none`.",
        examples=["none", {"legs": 3, "at": "top-right", "aspect": "3:2"}],
    )
    more_pictures: list[SecondPictureModel] = Field(
        default_factory=list,
        description="Places for the story's other pictures, if it has them.",
        max_length=12,
        examples=[[{"legs": 2, "at": "bottom-right"}]],
    )
    dropcap: DropCap = Field(
        None,
        description="The drop cap: its lines, 0 for none, or its options.",
        examples=[3, {"lines": 3, "lead-in": 4}],
    )
    body: StyleName = Field("body", description="Style of the text.", examples=["body"])
    pull_quote: PullQuote = Field(
        None,
        description="Set one of the story's pull quotes, if it has any: true, or where.",
        examples=[True, {"legs": 1, "at": "right", "down": 50}],
    )
    fact: StoryFact = Field(
        default_factory=lambda: FactModel(),
        description="The story's boxes of facts, if it has some, or `none`.",
        examples=["none", {"legs": 2, "at": "top-right"}],
    )
    jump: Jump = Field(
        0,
        ge=-1,
        le=999,
        description="Page on whose `continued` box the story may go on; 0 is none, `auto` a later one with room.",
        examples=[4, "auto"],
    )
    tint: ColourValue = Field(None, description="Colour behind the box, or `none`.", examples=["pale"])
    section: Text = Field("", description="Take stories of this section only.", examples=["Sport"])
    leg_rules: StrictBool = Field(False, description="Hairlines between the legs.", examples=[True])


class ContinuedModel(Strict):
    """What goes on from earlier pages; without any, a story of its own."""

    legs: StrictInt = Field(0, ge=0, le=24, description="Number of legs; 0 is one for each page column.", examples=[4])
    headline: Headline = Field(
        default_factory=lambda: HeadlineModel.model_validate({"style": "head-5", "lines": "1-2"}),
        description="The headline of each, or just the name of its style.",
        examples=["head-5", {"style": "head-5", "lines": "1-2"}],
    )
    picture: StoryPicture = Field(
        None, description="The picture of a story of its own, or `none`.", examples=[{"legs": 2, "at": "top-right"}]
    )
    body: StyleName = Field("body", description="Style of the text.", examples=["body"])
    section: Text = Field("", description="The section of a story of its own.", examples=["World"])
    leg_rules: StrictBool = Field(False, description="Hairlines between the legs.", examples=[True])
    jump: Jump = Field(
        0,
        ge=-1,
        le=999,
        description="Where a story of its own may go on: a later page, `auto` any with room; 0 is nowhere.",
        examples=["auto"],
    )


class BriefsModel(Strict):
    """Several short stories under one title."""

    title: Text = Field("In brief", description="Title over the briefs.", examples=["In brief"])
    items: StrictInt = Field(4, ge=1, le=40, description="The most stories to take.", examples=[5])
    legs: StrictInt = Field(1, ge=0, le=24, description="Number of legs; 0 is one for each page column.", examples=[1])
    headline: BriefHead = Field(
        default_factory=lambda: BriefHeadModel(),
        description="The briefs' heads, or just the name of their style.",
        examples=["brief-head"],
    )
    section: Text = Field("", description="Take stories of this section only.", examples=["Briefs"])
    tint: ColourValue = Field(None, description="Colour behind the box, or `none`.", examples=["pale"])
