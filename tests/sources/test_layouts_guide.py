"""The guide to layouts: it has every key, no key that is not there, and its examples are right."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from epaper.model.layout import LayoutSpec
from epaper.sources import box_schema as boxes
from epaper.sources import furniture_schema as furniture
from epaper.sources import layout_schema as layouts
from epaper.sources import lint_schema as lint
from epaper.sources import story_schema as stories
from epaper.sources import style_schema as styles
from epaper.sources.layout_build import LEVERS
from epaper.sources.layout_values import PAGE_SIZES
from epaper.sources.layouts import available_layouts, load_layout
from epaper.sources.yaml_marks import load

GUIDE = (Path(__file__).parents[2] / "docs" / "layouts.md").read_text(encoding="utf-8")

SECTIONS: dict[str, type[BaseModel]] = {
    "The top": layouts.LayoutModel,
    "The sheet": layouts.PageModel,
    "Margins": layouts.MarginsModel,
    "The grid": layouts.GridModel,
    "Rules": layouts.RulesModel,
    "Areas and boxes": boxes.BoxModel,
    "Story": stories.StoryModel,
    "Headline": stories.HeadlineModel,
    "A story's picture": stories.PictureModel,
    "More pictures": stories.SecondPictureModel,
    "Boxes of facts": stories.FactModel,
    "Pull quotes": stories.PullQuoteModel,
    "Drop caps": stories.DropCapModel,
    "Continued": stories.ContinuedModel,
    "Rail": furniture.RailModel,
    "Nameplate": furniture.NameplateModel,
    "Folio": furniture.FolioModel,
    "Picture box": furniture.PictureBoxModel,
    "Briefs": stories.BriefsModel,
    "Briefs' headline": stories.BriefHeadModel,
    "Text": furniture.TextModel,
    "Table": furniture.TableModel,
    "Index": furniture.IndexModel,
    "Refer": furniture.ReferModel,
    "Advert": furniture.AdvertModel,
    "Styles": styles.StyleModel,
    "Hyphenation and justification": styles.HJModel,
    "Lint": lint.LintModel,
}
NEEDED: dict[tuple[type[BaseModel], str], dict[str, Any]] = {
    **{(furniture.TextModel, key): {"text": "words"} for key in furniture.TextModel.model_fields},
    (boxes.BoxModel, "lint"): {"blank": {}},
}
"""What must stand beside a key for its example to be right."""
WITHOUT_KEYS = {furniture.BlankModel}


def rows(heading: str) -> list[list[str]]:
    """The cells of each row of a section's table of keys."""
    section = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", GUIDE, re.DOTALL | re.MULTILINE)
    assert section, f"the guide has no section {heading}"
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in section[1].splitlines()
        if re.match(r"\| `[a-z-]+` \|", line) and line.count(" | ") == 3
    ]


def models(model: type[BaseModel]) -> set[type[BaseModel]]:
    """A model and all that stand in it."""

    def inside(annotation: Any) -> set[type[BaseModel]]:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return models(annotation)
        return {found for each in getattr(annotation, "__args__", ()) for found in inside(each)}

    return {model}.union(*(inside(field.annotation) for field in model.model_fields.values()))


def test_every_part_of_the_language_has_a_section() -> None:
    assert models(layouts.LayoutModel) - WITHOUT_KEYS == set(SECTIONS.values())


@pytest.mark.parametrize("heading", SECTIONS)
def test_every_key_is_documented_and_every_documented_key_is_there(heading: str) -> None:
    model = SECTIONS[heading]
    assert {row[0].strip("`") for row in rows(heading)} == {field.alias for field in model.model_fields.values()}


@pytest.mark.parametrize("heading", SECTIONS)
def test_every_key_has_an_example_that_is_right(heading: str) -> None:
    for cell, _, _, example in rows(heading):
        key = cell.strip("`")
        value = load(example.strip(" |`"), "docs/layouts.md").value
        assert list(value) == [key]
        SECTIONS[heading].model_validate({**NEEDED.get((SECTIONS[heading], key), {}), **value})


@pytest.mark.parametrize("example", re.findall(r"^```yaml\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE))
def test_every_layout_in_the_guide_loads(example: str, tmp_path: Path) -> None:
    path = tmp_path / "front.yaml"
    path.write_text(example, encoding="utf-8")
    assert isinstance(load_layout(str(path)), LayoutSpec)


def test_every_style_that_the_engine_asks_for_is_named() -> None:
    named = re.search(r"The engine asks for these: (.*?)\. All are", GUIDE, re.DOTALL)
    assert named
    names = set(re.findall(r"`([a-z0-9-]+)`", named[1])) | {f"head-{step}" for step in range(1, 7)}
    assert names == set(load_layout("base").styles) - {"headline"}


def test_every_page_size_remedy_and_shipped_base_is_named() -> None:
    for name in [*PAGE_SIZES, *(each for each in available_layouts() if "-" not in each)]:
        assert f"`{name}`" in GUIDE
    for example in (example for _, example in LEVERS.values()):
        assert f"`{example}`" in GUIDE
