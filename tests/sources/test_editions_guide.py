"""The guide to editions: it has every key, no key that is not there, and its examples are right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from epaper.sources import edition_adverts as adverts
from epaper.sources import edition_schema as editions
from epaper.sources.schemas import json_schema
from epaper.sources.yaml_marks import load

GUIDE = (Path(__file__).parents[2] / "docs" / "editions.md").read_text(encoding="utf-8")

SECTIONS: dict[str, type[BaseModel]] = {
    "The top": editions.EditionModel,
    "Pages": editions.PageEntry,
    "Sections": editions.SectionEntry,
    "The rail": editions.RailEntry,
    "Pictures": editions.PictureEntry,
    "Adverts": adverts.AdvertEntry,
    "Fillers": adverts.FillerEntry,
}
NEEDED = {
    editions.EditionModel: ("title", "date"),
    editions.SectionEntry: ("name",),
    editions.RailEntry: ("title",),
    editions.PictureEntry: ("file",),
    adverts.AdvertEntry: ("file", "size"),
    adverts.FillerEntry: ("file",),
}
FILLED = {"title": "x", "date": "2026-03-17", "file": "x", "size": "1x1cm", "name": "x"}


def rows(heading: str) -> list[list[str]]:
    """The cells of each row of a section's table of keys."""
    section = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", GUIDE, re.DOTALL | re.MULTILINE)
    assert section, f"the guide has no section {heading}"
    found = (line for line in section[1].splitlines() if re.match(r"\| `[a-z-]+` \|", line))
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in found]


@pytest.mark.parametrize("heading", SECTIONS)
def test_every_key_is_documented_and_every_documented_key_is_there(heading: str) -> None:
    keys = {field.alias for field in SECTIONS[heading].model_fields.values()}
    assert {row[0].strip("`") for row in rows(heading)} == keys


@pytest.mark.parametrize("heading", SECTIONS)
def test_needed_keys_are_marked(heading: str) -> None:
    marked = tuple(row[0].strip("`") for row in rows(heading) if row[2] == "needed")
    assert marked == NEEDED.get(SECTIONS[heading], ())


@pytest.mark.parametrize("heading", SECTIONS)
def test_every_key_has_an_example_that_is_right(heading: str) -> None:
    model = SECTIONS[heading]
    for key, _, _, example in rows(heading):
        value = load(example.strip("`"), "docs/editions.md").value
        assert list(value) == [key.strip("`")]
        model.model_validate({**{each: FILLED[each] for each in NEEDED.get(model, ())}, **value})


@pytest.mark.parametrize("example", re.findall(r"^```yaml\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE))
def test_every_edition_in_the_guide_satisfies_the_schema(example: str) -> None:
    value = load(example, "docs/editions.md").value
    editions.EditionModel.model_validate(value)
    assert [each.message for each in Draft202012Validator(json_schema("edition")).iter_errors(value)] == []
