"""A box of the layout language, as a pydantic model: it holds exactly one kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from epaper.sources.checked import Strict, kebab
from epaper.sources.furniture_schema import (
    AdvertOrFile,
    BlankModel,
    FolioModel,
    IndexModel,
    NameplateModel,
    PictureBoxModel,
    RailModel,
    ReferModel,
    TableOrFile,
    TextOrWords,
)
from epaper.sources.layout_values import OrShort
from epaper.sources.lint_schema import BoxLint, LintModel
from epaper.sources.story_schema import BriefsModel, ContinuedModel, StoryModel


def _kind(value: Any) -> Any:
    """`S: story` and `S: {story: }` written out."""
    if isinstance(value, str):
        return {value: {}}
    if isinstance(value, dict):
        return {kind: {} if options is None else options for kind, options in value.items()}
    return value


def _one_of(properties: Iterable[str]) -> list[dict[str, list[str]]]:
    """What tells editors that exactly one kind is wanted."""
    return [{"required": [kind]} for kind in properties if kind != "lint"]


class BoxModel(Strict):
    """What a box holds: exactly one kind."""

    model_config = ConfigDict(json_schema_extra=lambda schema: schema.update(oneOf=_one_of(schema["properties"])))

    story: StoryModel | None = Field(None, description="One story.", examples=[{"legs": 2}])
    continued: ContinuedModel | None = Field(
        None, description="Stories that go on from earlier pages.", examples=[{"legs": 4}]
    )
    rail: RailModel | None = Field(None, description="The editorial rail.", examples=[{"items": 6}])
    nameplate: NameplateModel | None = Field(
        None, description="The paper's title.", examples=[{"ears": ["weather", "price"]}]
    )
    folio: FolioModel | None = Field(None, description="Page number, title and date.", examples=[{"rule": "below"}])
    picture: PictureBoxModel | None = Field(
        None, description="A picture on its own, with its caption.", examples=[{"aspect": "own"}]
    )
    briefs: BriefsModel | None = Field(None, description="Several short stories.", examples=[{"items": 5}])
    text: TextOrWords = Field(None, description="Fixed words.", examples=["Sport", {"text": "Sport", "rule": "above"}])
    table: TableOrFile = Field(
        None, description="A table by itself.", examples=["prices.csv", {"file": "prices.csv", "legs": 4}]
    )
    index: IndexModel | None = Field(None, description="Where to find what.", examples=[{"items": 8}])
    refer: ReferModel | None = Field(None, description="Pointers to stories of other pages.", examples=[{"items": 3}])
    advert: AdvertOrFile = Field(
        None, description="An advertisement.", examples=["adverts/bank.pdf", {"file": "bank.jpg", "border": False}]
    )
    blank: BlankModel | None = Field(None, description="Nothing.", examples=[{}])
    lint: BoxLint = Field(
        default_factory=lambda: LintModel(),
        description="Beside the kind: warnings of `epaper check` that are silenced for this box, each with the reason.",
        examples=[{"tombstone": "two views of one debate, meant to weigh the same"}],
    )

    @property
    def kind(self) -> str:
        """What the box holds, by the name of its field."""
        return next(iter(self.model_fields_set - {"lint"}), "")

    @model_validator(mode="after")
    def _one_kind(self) -> BoxModel:
        kinds = sorted(kebab(name) for name in self.model_fields_set - {"lint"})
        if len(kinds) != 1:
            found = " and ".join(kinds) if kinds else "nothing"
            raise ValueError(f"a box holds exactly one kind; this one holds {found}")
        return self


KINDS = [name for name in BoxModel.model_fields if name != "lint"]
_KIND_ALONE = OrShort((("enum", KINDS), ("description", "Just the kind of box, all its options left as they are.")))
Box = Annotated[BoxModel, BeforeValidator(_kind), _KIND_ALONE]
