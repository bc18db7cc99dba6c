"""The JSON Schemas that editors use: current, sound, and of one mind with the loader."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from epaper.resources import layouts_dir
from epaper.sources.schemas import SchemaKind, json_schema, schema_json
from epaper.sources.yaml_marks import load

ROOT = Path(__file__).parents[2]
SHIPPED = [
    *(("layout", path) for path in sorted(layouts_dir().glob("*.yaml"))),
    *(("edition", path) for path in sorted((ROOT / "samples").glob("*/edition.yaml"))),
]


def faults(kind: SchemaKind, text: str) -> list[str]:
    value = load(text, "file.yaml").value
    return [each.message for each in Draft202012Validator(json_schema(kind)).iter_errors(value)]


@pytest.mark.parametrize("kind", get_args(SchemaKind))
def test_the_schema_in_docs_is_the_current_one(kind: SchemaKind) -> None:
    written = (ROOT / "docs" / "schema" / f"{kind}.json").read_text(encoding="utf-8")
    assert written == schema_json(kind), f"write it anew: epaper schema {kind} > docs/schema/{kind}.json"


@pytest.mark.parametrize("kind", get_args(SchemaKind))
def test_the_schema_is_sound(kind: SchemaKind) -> None:
    Draft202012Validator.check_schema(json_schema(kind))


@pytest.mark.parametrize(("kind", "path"), SHIPPED, ids=lambda each: getattr(each, "stem", each))
def test_what_ships_satisfies_its_schema(kind: SchemaKind, path: Path) -> None:
    assert faults(kind, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", sorted(layouts_dir().glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_layouts_name_their_schema_for_editors(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../docs/schema/layout.json"
    assert (path.parent / "../docs/schema/layout.json").is_file()


@pytest.mark.parametrize(
    "text",
    [
        "gird: {}",
        "grid: {columns: 0}",
        "boxes: {A: storey}",
        "boxes: {A: {story: {}, rail: {}}}",
        "boxes: {A: {story: {picture: {at: middle}}}}",
        "boxes: {A: {text: {style: deck}}}",
        "styles: {deck: {align: middle}}",
        "page: {size: quarto}",
        "fit: [headlines]",
    ],
)
def test_editors_flag_what_the_loader_refuses(text: str) -> None:
    assert faults("layout", text)


@pytest.mark.parametrize(
    "text",
    [
        "boxes: {A: story, B: {text: Sport}, C: {advert: bank.jpg}}",
        "boxes: {A: {story: {headline: head-2, picture: none}}}",
        "page: {size: [210mm, 297mm]}",
        "colours: {one: [0, 100, 90, 0], two: one, three: k 60%}",
        "styles: {deck: {features: [onum], hj: {word-spacing: 80 100 133}}}",
        "grid: {gutter: 0, rows: [48mm, 2fr, 6 lines, 10%]}",
    ],
)
def test_short_forms_are_not_flagged(text: str) -> None:
    assert faults("layout", text) == []


def descriptions(schema: dict[str, Any]) -> dict[str, str]:
    models = {"": schema, **schema["$defs"]}
    return {
        f"{name}.{key}": each.get("description", "")
        or models.get(each.get("$ref", "").split("/")[-1], {}).get("description", "")
        for name, model in models.items()
        for key, each in model.get("properties", {}).items()
    }


@pytest.mark.parametrize("kind", get_args(SchemaKind))
def test_every_key_says_what_it_is(kind: SchemaKind) -> None:
    assert [key for key, said in descriptions(json_schema(kind)).items() if not said] == []
