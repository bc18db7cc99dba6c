"""Plain YAML values and a pydantic model → the checked model, or every fault at its line and column, in our words."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

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
    "string_too_short": "a name is wanted, not {found}",
    "list_type": "a list is wanted, not {found}",
    "dict_type": "keys and values are wanted, not {found}",
    "model_type": "keys and values are wanted, not {found}",
    "model_attributes_type": "keys and values are wanted, not {found}",
    "greater_than_equal": "{found} is too small; at least {ge} is wanted",
    "less_than_equal": "{found} is too large; at most {le} is allowed",
    "too_long": "too many: {actual_length}; at most {max_length} are allowed",
    "too_short": "too few: at least {min_length} wanted",
}


def kebab(name: str) -> str:
    """A field's name as it is written in YAML."""
    return name.replace("_", "-")


class Strict(BaseModel):
    """A mapping whose keys are all known, and written in kebab-case."""

    model_config = ConfigDict(extra="forbid", alias_generator=kebab, arbitrary_types_allowed=True, defer_build=True)


class Places(Protocol):
    """What knows where values and keys stand, as `yaml_marks.Marked` does."""

    def where(self, path: Path) -> Where: ...
    def key_where(self, path: Path) -> Where: ...


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


def salvage(model: type[_M], value: Any, places: Places, faults: Collector) -> tuple[_M | None, frozenset[Path]]:
    """Validate what can be validated: every fault is reported, and what is faulty is left out of the model.

    So that later checks, too, can speak in the same go. Returns the model and the paths that were left out of it; no
    model when what is left out leaves nothing.
    """
    lost: set[Path] = set()
    while True:
        try:
            return model.model_validate(value), frozenset(lost)
        except ValidationError as error:
            before = frozenset(lost)
            for each in error.errors():
                path = _cut(each, value)
                if not any(earlier[: len(path)] == path for earlier in before):  # else a consequence of what was cut
                    _report(model, each, places.where, places.key_where, faults)
                lost.add(path)
            if () in lost:
                return None, frozenset(lost)
            for path in lost - before:
                value = _without(value, path)


def _cut(error: Any, value: Any) -> Path:
    """What to leave out for a fault: the value; its parent if it is missing; a list whole, for counts must not change.

    Where the value is written short ("R: rail"), its keys are not there to be cut: then the value itself.
    """
    path: Path = tuple(error["loc"])
    if error["type"] == "missing":
        path = path[:-1]
    for at, part in enumerate(path):
        if not isinstance(value, dict) or part not in value:
            return path[:at]
        value = value[part]
    return path


def _without(value: Any, path: Path) -> Any:
    """The value without what stands at the path; as it is where that is gone already."""
    if not isinstance(value, dict) or path[0] not in value:
        return value
    if len(path) == 1:
        return {key: each for key, each in value.items() if key != path[0]}
    return {**value, path[0]: _without(value[path[0]], path[1:])}


def report(code: str, error: ValueError, where: Where, faults: Collector) -> None:
    """Report what a reader of values raised: ValueError(message) or ValueError(message, hint)."""
    message, *hint = error.args
    faults.error(code, str(message), where, str(hint[0]) if hint else "")


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
    elif kind == "value_error" and isinstance(context.get("error"), ValueError):
        report("bad-value", context["error"], where(path), faults)
    elif kind == "literal_error":
        choices = [each.strip("' ") for each in context["expected"].replace(" or ", ", ").split(", ")]
        message = f"{shown(error['input'])} is not a choice for {path[-1]}"
        faults.error("bad-choice", message, where(path), did_you_mean(str(error["input"]), choices))
    else:
        key = f'"{path[-1]}"' if path else ""
        message = _SAID.get(kind, error["msg"]).format(key=key, found=shown(error["input"]), **context)
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
    """X of X | None and of Annotated[X, …]."""
    if typing.get_origin(annotation) is typing.Annotated:
        return _inner(typing.get_args(annotation)[0])
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return next((_inner(each) for each in typing.get_args(annotation) if each is not type(None)), annotation)
    return annotation


def shown(value: Any) -> str:
    """What was found, as a message says it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "keys and values"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        return f'"{value}"'
    return str(value)
