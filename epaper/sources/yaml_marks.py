"""YAML text → plain values, and the line and column of every one of them. The only home of PyYAML.

YAML 1.1's surprises are dropped: only `true` and `false` are booleans, and `NO`, `12:30`, `4:3`, `0700`, `1e3` stay
strings. A key given twice is a fault. All faults are reported as `file:line:column`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from epaper.errors import Collector, Diagnostic, InputError, Where

Path = tuple[str | int, ...]
"""The way to a value: keys and list positions from the top."""

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)$")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+$")
_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Marked:
    """A document's plain value (dicts, lists, strings, numbers, booleans, None) and where each part of it stands."""

    value: Any
    file: str
    _values: dict[Path, Where] = field(default_factory=dict)
    _keys: dict[Path, Where] = field(default_factory=dict)

    def where(self, path: Path) -> Where:
        """The place of a value; of the nearest thing around it when it is not there."""
        for length in range(len(path), -1, -1):
            found = self._values.get(path[:length])
            if found is not None:
                return found
        return Where(self.file)

    def key_where(self, path: Path) -> Where:
        """The place of the key that leads to a value."""
        return self._keys.get(path) or self.where(path)


def load(text: str, file: str, *, first_line: int = 1) -> Marked:
    """Read one YAML document. `first_line` is where it begins in its file.

    Raises InputError for broken syntax and for keys given twice.
    """
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise InputError([_syntax_fault(error, file, first_line)]) from None
    except yaml.YAMLError as error:
        raise InputError([Diagnostic("error", "yaml-syntax", f"not YAML: {error}", Where(file))]) from None
    marked, faults = Marked(None, file), Collector()
    value = _build(node, (), marked, faults, first_line - 1) if node is not None else None
    faults.raise_errors()
    return Marked(value, file, marked._values, marked._keys)


def _build(node: yaml.Node, path: Path, marked: Marked, faults: Collector, shift: int) -> Any:
    marked._values[path] = _where(node, marked.file, shift)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, marked, faults, shift)
    if isinstance(node, yaml.SequenceNode):
        return [_build(each, (*path, at), marked, faults, shift) for at, each in enumerate(node.value)]
    return _scalar(node) if isinstance(node, yaml.ScalarNode) else None


def _mapping(node: yaml.MappingNode, path: Path, marked: Marked, faults: Collector, shift: int) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
        where = _where(key_node, marked.file, shift)
        if key in made:
            first = marked._keys[(*path, key)]
            faults.error("duplicate-key", f'the key "{key}" is given twice; first in line {first.line}', where)
            continue
        marked._keys[(*path, key)] = where
        made[key] = _build(value_node, (*path, key), marked, faults, shift)
    return made


def _scalar(node: yaml.ScalarNode) -> Any:
    """Plain words by our rules; anything in quotes or blocks is a string."""
    text = str(node.value)
    if node.style:  # the C loader gives "" for plain words, the Python one None
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.match(text):
        return int(text)
    if _DECIMAL.match(text):
        return float(text)
    return text


def _where(node: yaml.Node, file: str, shift: int) -> Where:
    mark = node.start_mark
    return Where(file, mark.line + 1 + shift, mark.column + 1)


def _syntax_fault(error: yaml.MarkedYAMLError, file: str, first_line: int) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    where = Where(file, mark.line + first_line, mark.column + 1) if mark else Where(file)
    problem = error.problem or "not YAML"
    hint = ""
    if "\\t" in problem or "'\t'" in problem:
        problem, hint = "a tab where spaces are wanted", "indent with spaces"
    elif "could not find expected ':'" in problem:
        problem, hint = "a key without its colon", 'write "key: value"'
    elif "mapping values are not allowed" in problem:
        problem, hint = "a colon where none is expected", "put a text that holds a colon in quotes"
    elif error.context:
        problem = f"{error.context}: {problem}"
    return Diagnostic("error", "yaml-syntax", problem, where, hint)
