"""What values are made of: the classes that all others of this program descend from.

They are msgspec's structures: made, copied and read back from a file about ten times as fast as dataclasses, and
defined thirty times as fast, which every command waits for as it starts (decision 0014).
"""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, TypeVar, dataclass_transform

import msgspec
from msgspec import field

__all__ = ["State", "Value", "field", "fields", "named", "replace", "told"]

_T = TypeVar("_T", bound=msgspec.Struct)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Value(msgspec.Struct, frozen=True, tag=True, tag_field="^"):
    """A frozen value: equal to another with the same fields."""


@dataclass_transform(field_specifiers=(field,))
class State(msgspec.Struct, eq=False):
    """What a stage holds while it is at work: it changes, and equals nothing but itself."""


def replace(value: _T, /, **changes: Any) -> _T:
    """The value with other fields."""
    return msgspec.structs.replace(value, **changes)


def _path_told(value: Any) -> str:
    if isinstance(value, PurePath):
        return str(value)
    raise TypeError(f"{type(value).__name__} is no value of ours, and cannot be told")


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_path_told)


def told(*values: object) -> bytes:
    """All that there is to tell of values: our own by the names of their classes and fields, plain ones as they are.
    Only what no field holds both of is told alike: a list and a tuple, a date and its text. Sets have no lasting order,
    and belong in nothing that is told."""
    try:
        return _ENCODER.encode(values)
    except (UnicodeEncodeError, OverflowError):  # a file name that is no text; a number that no file has
        return repr(values).encode("utf-8", "surrogatepass")


def named(value: msgspec.Struct) -> dict[str, Any]:
    """Its fields by name."""
    return msgspec.structs.asdict(value)


def fields(value: msgspec.Struct | type[msgspec.Struct]) -> tuple[str, ...]:
    """The names of its fields, in the order of definition."""
    return value.__struct_fields__
