"""What values are made of: the classes that all others of this program descend from.

They are msgspec's structures: made, copied and read back from a file about ten times as fast as dataclasses, and
defined thirty times as fast, which every command waits for as it starts (decision 0014).
"""

from __future__ import annotations

from typing import Any, TypeVar, dataclass_transform

import msgspec
from msgspec import field

__all__ = ["State", "Value", "field", "fields", "named", "replace"]

_T = TypeVar("_T", bound=msgspec.Struct)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Value(msgspec.Struct, frozen=True):
    """A frozen value: equal to another with the same fields. Its `repr` tells all of them."""


@dataclass_transform(field_specifiers=(field,))
class State(msgspec.Struct, eq=False):
    """What a stage holds while it is at work: it changes, and equals nothing but itself."""


def replace(value: _T, /, **changes: Any) -> _T:
    """The value with other fields."""
    return msgspec.structs.replace(value, **changes)


def named(value: msgspec.Struct) -> dict[str, Any]:
    """Its fields by name."""
    return msgspec.structs.asdict(value)


def fields(value: msgspec.Struct | type[msgspec.Struct]) -> tuple[str, ...]:
    """The names of its fields, in the order of definition."""
    return value.__struct_fields__
