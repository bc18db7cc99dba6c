"""The kinds of file that people write → their JSON Schemas, by which editors complete keys and flag wrong ones."""

from __future__ import annotations

import json
from typing import Any, Literal

from epaper.sources.edition_schema import EditionModel, PageList, RailList
from epaper.sources.layout_schema import LayoutModel

SchemaKind = Literal["layout", "edition"]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_json(kind: SchemaKind) -> str:
    """The JSON Schema of layouts or editions, as text that is the same each time."""
    schema = LayoutModel.model_json_schema() if kind == "layout" else _edition()
    return json.dumps({"$schema": _DIALECT, **schema}, ensure_ascii=False, indent=1) + "\n"


def _edition() -> dict[str, Any]:
    """The edition's schema, with the two keys that may be written in two ways spelt out."""
    schema = EditionModel.model_json_schema()
    for model, key, short in ((PageList, "pages", "integer"), (RailList, "rail", "string")):
        whole = model.model_json_schema()
        told = {name: schema["properties"][key][name] for name in ("description", "default", "title")}
        schema["properties"][key] = {**told, "anyOf": [{"type": short}, {"type": "array", "items": _items(whole, key)}]}
        schema.setdefault("$defs", {}).update(whole["$defs"])
    return schema


def _items(whole: dict[str, Any], key: str) -> Any:
    return whole["properties"][key]["items"]
