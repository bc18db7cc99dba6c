"""One object of a JSON file → typed values out of it, and what is wrong with them said with its line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from epaper.errors import Collector, Where, did_you_mean
from epaper.sources.intake import CopyFile
from epaper.value import Value

Fields = Mapping[str, Any]


class Entry(Value):
    """One JSON object, with the means to take typed values out of it and to say what is wrong with them."""

    copy: CopyFile
    fields: Fields
    prefix: str
    faults: Collector

    def place(self, key: str) -> Where:
        """Where this entry's value stands: the line of its text where that can be found, else of its first key."""
        value = self.fields.get(key)
        shown = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else f'"{key}"'
        at = self.copy.text.find(shown)
        return self.copy.where(self.copy.text.count("\n", 0, at) + 1 if at >= 0 else None)

    def text(self, key: str) -> str:
        """A text, with its white space tidied; nothing and null are empty."""
        value = self.fields.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.wrong(key, value, "a text")
            return ""
        return " ".join(value.split())

    def objects(self, key: str) -> Sequence[Fields]:
        return [each for each in self.items(key) if self._is(each, dict, key, "an object")]

    def texts(self, key: str) -> Sequence[str]:
        return [" ".join(each.split()) for each in self.items(key) if self._is(each, str, key, "a text")]

    def warn_unknown(self, known: Sequence[str], wanted: Sequence[str] = ()) -> None:
        """Say which keys are not known; the nearest of those `wanted` is offered."""
        for key in self.fields:
            if key not in known:
                hint = did_you_mean(key, wanted or known)
                self.faults.warn("unknown-key", f'unknown key "{self.prefix}{key}", left out', self._key(key), hint)

    def items(self, key: str) -> Sequence[Any]:
        """A list, of whatever it holds; nothing and null are empty."""
        value = self.fields.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong(key, value, "a list")
            return []
        return value

    def _is(self, value: object, kind: type, key: str, expected: str) -> bool:
        if not isinstance(value, kind):
            self.wrong(key, value, f"{expected} for each")
        return isinstance(value, kind)

    def wrong(self, key: str, value: object, expected: str) -> None:
        """Report a value of the wrong type."""
        message = f'"{self.prefix}{key}": found {type_name(value)}, expected {expected}'
        self.faults.error("wrong-type", message, self._key(key))

    def _key(self, key: str) -> Where:
        at = self.copy.text.find(f'"{key}"')
        return self.copy.where(self.copy.text.count("\n", 0, at) + 1 if at >= 0 else None)

    def inner(self, key: str, fields: Fields) -> Entry:
        """An object inside this one, under a key."""
        return Entry(self.copy, fields, f"{self.prefix}{key}.", self.faults)


def type_name(value: object) -> str:
    """What JSON calls a value."""
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
