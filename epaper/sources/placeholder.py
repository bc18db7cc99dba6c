"""The shipped file of invented copy → stories, briefs and teasers to fill a layout that is looked at by itself."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from epaper.model.story import Run, Runs
from epaper.sources.yaml_marks import load
from epaper.value import Value

_FILE = Path(__file__).with_name("placeholder.yaml")
_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!Dr\.)\s+|(?<=[.!?]”)\s+(?=[A-Z“])")


class PlaceholderStory(Value):
    """One invented story. `headlines` run from short to long; each of `paragraphs` is a list of sentences."""

    kicker: str
    headlines: tuple[str, ...]
    deck: str
    byline: str
    dateline: str
    caption: str
    credit: str
    quote: str
    paragraphs: tuple[tuple[str, ...], ...]


class PlaceholderBrief(Value):
    """A few invented sentences under a headline: a brief, or the teaser of an editorial."""

    headline: str
    sentences: tuple[str, ...]


class PlaceholderCopy(Value):
    """All invented copy that ships."""

    stories: tuple[PlaceholderStory, ...]
    briefs: tuple[PlaceholderBrief, ...]
    teasers: tuple[PlaceholderBrief, ...]


@lru_cache(maxsize=1)
def placeholder_copy() -> PlaceholderCopy:
    """The invented copy, read once."""
    value = load(_FILE.read_text(encoding="utf-8"), str(_FILE)).value
    return PlaceholderCopy(
        tuple(_story(each) for each in value["stories"]),
        tuple(PlaceholderBrief(each["headline"], sentences(each["text"])) for each in value["briefs"]),
        tuple(PlaceholderBrief(each["headline"], sentences(each["text"])) for each in value["teasers"]),
    )


def sentences(text: str) -> tuple[str, ...]:
    """A paragraph's sentences, each with what belongs to it of speech."""
    return tuple(part.strip() for part in _SENTENCE_END.split(text) if part.strip())


def emphasised(text: str) -> Runs:
    """Words with *emphasis* as runs."""
    parts = text.split("*")
    return tuple(Run(part, italic=at % 2 == 1) for at, part in enumerate(parts) if part)


def _story(entry: dict[str, Any]) -> PlaceholderStory:
    texts = {key: str(entry[key]) for key in ("kicker", "deck", "byline", "dateline", "caption", "credit", "quote")}
    return PlaceholderStory(
        headlines=tuple(entry["headlines"]), paragraphs=tuple(sentences(each) for each in entry["paragraphs"]), **texts
    )
