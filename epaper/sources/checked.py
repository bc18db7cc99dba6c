"""Plain YAML values and a pydantic model → the checked model, or every fault at its line and column, in our words."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from epaper.errors import Collector, Where, did_you_mean

Path = tuple[str | int, ...]
_M = TypeVar("_M", bound=BaseModel)

_SAID = {
    "missing": "the key {key} is missing",
    "int_type": "a whole number is wanted, not {found}",
    "int_parsing": "a whole number is wanted, not {found}",
    "int_from_float": "a whole number is wanted, not {found}",
    "float_type": "a number is wanted, not {found}",
    "float_parsing": "a number is wanted, not {found}",
    "bool_type": "true or false is wanted, not {found}",
    "bool_parsing": "true or false is wanted, not {found}",
    "string_type": "a text is wanted, not {found}",
    "list_type": "a list is wanted, not {found}",
    "dict_type": "keys and values are wanted, not {found}",
    "model_type": "keys and values are wanted, not {found}",
    "model_attributes_type": "keys and values are wanted, not {found}",
    "greater_than_equal": "{found} is too small; at least {ge} is wanted",
    "less_than_equal": "{found} is too large; at most {le} is allowed",
    "too_long": "too many: at most {max_length} allowed",
}


def check(
    model: type[_M], value: Any, where: Callable[[Path], Where], key_where: Callable[[Path], Where], faults: Collector
) -> _M | None:
    """Validate `value`; None when there are faults, each of which is then in `faults`."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        for each in error.errors():
            _report(model, each, where, key_where, faults)
    return None


def _report(
    model: type[BaseModel],
    error: Any,
    where: Callable[[Path], Where],
    key_where: Callable[[Path], Where],
    faults: Collector,
) -> None:
    path: Path = tuple(error["loc"])
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        known = known_keys(model, path[:-1])
        faults.error("unknown-key", f'unknown key "{path[-1]}"', key_where(path), did_you_mean(str(path[-1]), known))
    elif kind in ("value_error", "assertion_error"):
        faults.error("bad-value", str(context.get("error", error["msg"])), where(path))
    elif kind == "literal_error":
        choices = [each.strip("' ") for each in context["expected"].replace(" or ", ", ").split(", ")]
        message = f'"{error["input"]}" is not a choice for {path[-1]}'
        faults.error("bad-choice", message, where(path), did_you_mean(str(error["input"]), choices))
    else:
        message = _SAID.get(kind, error["msg"]).format(key=f'"{path[-1]}"', found=_shown(error["input"]), **context)
        faults.error("bad-type", message, where(path if kind != "missing" else path[:-1]))


def known_keys(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that may stand at a place in a model, as they are written in YAML."""
    found = _model_at(model, path)
    return [field.alias or name for name, field in found.model_fields.items()] if found else []


def _model_at(model: Any, path: Path) -> type[BaseModel] | None:
    for part in path:
        model = _inner(model)
        if isinstance(model, type) and issubclass(model, BaseModel):
            by_key = {field.alias or name: field.annotation for name, field in model.model_fields.items()}
            model = by_key.get(str(part))
        elif typing.get_origin(model) in (dict, list):
            model = typing.get_args(model)[-1]
    model = _inner(model)
    return model if isinstance(model, type) and issubclass(model, BaseModel) else None


def _inner(annotation: Any) -> Any:
    """X of X | None."""
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return next((each for each in typing.get_args(annotation) if each is not type(None)), annotation)
    return annotation


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "keys and values"
    if isinstance(value, list):
        return "a list"
    return f'"{value}"'
