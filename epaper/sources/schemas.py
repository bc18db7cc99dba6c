"""The kinds of file that people write → their JSON Schemas, by which editors complete keys and flag wrong ones."""

from __future__ import annotations

import json
from typing import Any, Literal, get_args

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from epaper.geometry import Size
from epaper.sources.edition_schema import EditionModel, PageList, RailList, SectionList
from epaper.sources.layout_schema import LayoutModel
from epaper.units import Length

SchemaKind = Literal["layout", "edition"]
KINDS: tuple[SchemaKind, ...] = get_args(SchemaKind)
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_json(kind: SchemaKind) -> str:
    """The JSON Schema of layouts or editions, as text that is the same each time."""
    return json.dumps(json_schema(kind), ensure_ascii=False, indent=1) + "\n"


def json_schema(kind: SchemaKind) -> dict[str, Any]:
    """The JSON Schema of layouts or editions."""
    schema = _of(LayoutModel) if kind == "layout" else _edition()
    return {"$schema": _DIALECT, "title": f"epaper {kind}", **schema}


class _Generator(GenerateJsonSchema):
    """Writes defaults as designers do; no titles, since keys are their own; no nulls, since a key can be left out."""

    def encode_default(self, dft: Any) -> Any:
        if isinstance(dft, Length):
            return f"{dft.value / 1000:g}pt" if dft.unit == "mpt" else f"{dft.value:g}{dft.unit}"
        if isinstance(dft, Size):
            return "tabloid"
        if isinstance(dft, tuple):
            return "-".join(str(each) for each in dft)
        return super().encode_default(dft)

    def default_schema(self, schema: Any) -> dict[str, Any]:
        made = super().default_schema(schema)
        if "default" in made and made["default"] is None:
            del made["default"]
        return made

    def nullable_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def _of(model: type[BaseModel]) -> dict[str, Any]:
    schema = model.model_json_schema(schema_generator=_Generator)
    for each in (schema, *schema.get("$defs", {}).values()):
        del each["title"]
    return schema


def _edition() -> dict[str, Any]:
    """The edition's schema, with the keys that are checked by themselves spelt out."""
    schema = _of(EditionModel)
    sections = _of(SectionList)
    schema["properties"]["sections"]["items"] = _items(sections, "sections")
    schema.setdefault("$defs", {}).update(sections["$defs"])
    for model, key, short in ((PageList, "pages", "integer"), (RailList, "rail", "string")):
        whole = _of(model)
        told = {name: each for name, each in schema["properties"][key].items() if name != "type"}
        schema["properties"][key] = {**told, "anyOf": [{"type": short}, {"type": "array", "items": _items(whole, key)}]}
        schema.setdefault("$defs", {}).update(whole["$defs"])
    return schema


def _items(whole: dict[str, Any], key: str) -> Any:
    return whole["properties"][key]["items"]
