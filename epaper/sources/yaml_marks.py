"""YAML text → plain values, and the line and column of every one of them. The only home of PyYAML.

YAML 1.1's surprises are dropped: only `true` and `false` are booleans, and `NO`, `12:30`, `4:3`, `0700`, `1e3` stay
strings. A key given twice is a fault. All faults are reported as `file:line:column`.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from epaper.errors import Collector, Diagnostic, InputError, Where
from epaper.value import State, Value, field

Path = tuple[str | int, ...]
"""The way to a value: keys and list positions from the top."""

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}
_DEEPEST = 40
_MOST_VALUES = 200_000
"""Bounds for a file that is no layout, story or edition but an attack: nesting, and aliases of aliases."""
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Marked(Value):
    """A document's plain value (dicts, lists, strings, numbers, booleans, None) and where each part of it stands."""

    value: Any
    file: str
    _values: dict[Path, Where] = field(default_factory=dict)
    _keys: dict[Path, Where] = field(default_factory=dict)
    _blocks: dict[Path, int] = field(default_factory=dict)
    """The indentation of every text written as a literal block (`|`)."""

    def where(self, path: Path) -> Where:
        """The place of a value; of the nearest thing around it when it is not there."""
        return self._values.get(self._known(path)) or Where(self.file)

    def key_where(self, path: Path) -> Where:
        """The place of the key that leads to a value."""
        return self._keys.get((*self._known(path[:-1]), *path[-1:])) or self.where(path)

    def _known(self, path: Path) -> Path:
        """As much of the way as there is. One thing written where a list may stand is the list's first."""
        known: Path = ()
        for part in path:
            if (*known, part) in self._values:
                known = (*known, part)
            elif part != 0:
                break
        return known

    def line_where(self, path: Path, line: int, column: int = 0) -> Where:
        """The place inside a text: its line and column counted from 0, where it is a literal block (`|`)."""
        start = self.where(path)
        if path not in self._blocks or start.line is None:
            return start
        return Where(self.file, start.line + 1 + line, self._blocks[path] + 1 + column)


def load(text: str, file: str, *, first_line: int = 1, faults: Collector | None = None) -> Marked:
    """Read one YAML document. `first_line` is where it begins in its file.

    Raises InputError for broken syntax, and for keys given twice unless there are `faults` to collect these.
    """
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise InputError([_syntax_fault(error, text, file, first_line)]) from None
    except (yaml.YAMLError, UnicodeError) as error:
        raise InputError([_character_fault(error, text, file, first_line)]) from None
    builder = _Builder(Marked(None, file), text.splitlines(), Collector() if faults is None else faults, first_line - 1)
    value = builder.value(node, ()) if node is not None else None
    if faults is None:
        builder.faults.raise_errors()
    marked = builder.marked
    return Marked(value, file, marked._values, marked._keys, marked._blocks)


class _Builder(State):
    """Turns nodes into values and fills in the marks. `shift` is how many lines stand before the document."""

    marked: Marked
    lines: list[str]
    faults: Collector
    shift: int
    count: int = 0

    def value(self, node: yaml.Node, path: Path) -> Any:
        where = self.marked._values[path] = self.where(node)
        self.count += 1
        if len(path) > _DEEPEST or self.count > _MOST_VALUES:
            message = "this is nested too deeply" if len(path) > _DEEPEST else "this file repeats itself without end"
            raise InputError([Diagnostic("error", "yaml-syntax", message, where)])
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(each, (*path, at)) for at, each in enumerate(node.value)]
        return self.scalar(node, path) if isinstance(node, yaml.ScalarNode) else None

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key_node, value_node in node.value:
            where = self.where(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self.faults.error("bad-key", "a key must be a word, not a list or keys and values", where)
                continue
            key = str(key_node.value)
            if key in made:
                first = self.marked._keys[(*path, key)]
                self.faults.error(
                    "duplicate-key", f'the key "{key}" is given twice; first at {first.line}:{first.column}', where
                )
                continue
            self.marked._keys[(*path, key)] = where
            made[key] = self.value(value_node, (*path, key))
            if made[key] is None and value_node.start_mark.line > key_node.end_mark.line:  # nothing, or a comment
                self.marked._values[(*path, key)] = self.place(key_node.end_mark, 2)
        return made

    def scalar(self, node: yaml.ScalarNode, path: Path) -> Any:
        """Plain words by our rules; anything in quotes or blocks is a string."""
        text = str(node.value)
        if node.style == "|":
            self.marked._blocks[path] = self.indentation(node.start_mark.line)
        if node.style:  # the C loader gives "" for plain words, the Python one None
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return float(text)
        return text

    def indentation(self, line: int) -> int:
        """How far a block that begins under `line` is indented."""
        first = next((each for each in self.lines[line + 1 :] if each.strip()), "")
        return len(first) - len(first.lstrip(" "))

    def where(self, node: yaml.Node) -> Where:
        return self.place(node.start_mark)

    def place(self, mark: yaml.Mark, on: int = 0) -> Where:
        """Where a mark stands, or so many columns on."""
        return Where(self.marked.file, mark.line + 1 + self.shift, mark.column + 1 + on)


_SAID = (
    ("found a tab", "a tab where spaces are wanted", "indent with spaces"),
    ("could not find expected ':'", "a key without its colon", 'write "key: value"'),
    ("mapping values are not allowed", "a colon where none is expected", "put a text that holds a colon in quotes"),
    ("undefined alias", "a * that names nothing", "put a text that begins with * in quotes"),
    ("but found another document", "a second document begins here", "take out the line of three dashes"),
    ("expected ',' or ']'", "a [ that is not closed, or a comma is missing in it", "close it with ]"),
    ("expected ',' or '}'", "a { that is not closed, or a comma is missing in it", "close it with }"),
    ("did not find expected key", "a line that is not indented like those around it", "line the keys up"),
    ("did not find expected '-'", "a list goes on with a line that has no dash", "begin each item with a dash"),
    ("unexpected ':'", "a colon where none is expected", "put a text that holds a colon in quotes"),
    ("expected node content", "a value is missing here, or begins with a sign that none may begin with", "use quotes"),
    ("expected <document start>", "text that belongs to no key", "check its indentation"),
    ("expected comment or line break", "words behind the | or >", "begin the text on the next line"),
    ("unknown escape", 'a \\ in "…" that stands for nothing', "use single quotes: '…'"),
)
"""What the parser says, what we say, and how to mend it."""


def _syntax_fault(error: yaml.MarkedYAMLError, text: str, file: str, first_line: int) -> Diagnostic:
    problem, hint = error.problem or "not YAML", ""
    mark = error.problem_mark or error.context_mark
    if "quoted scalar" in (error.context or "") and "end of stream" in problem:
        problem, hint, mark = "a text in quotes that does not end", "close the quotes", error.context_mark
    elif "cannot start any token" in problem:
        found = _character(text, mark)
        problem, hint = f"a text may not begin with {found}", "put it in quotes"
        if found == "\t":
            problem, hint = "a tab where spaces are wanted", "indent with spaces"
    else:
        said = next((said for key, *said in _SAID if key in problem), None)
        if said:
            problem, hint = said
            if "a colon" in problem and _hangs(text, mark):
                problem, hint = (
                    "a line indented deeper than the one above, which has its value already",
                    "line the keys up",
                )
            mark = error.context_mark if "not closed" in problem else mark
    where = Where(file, mark.line + first_line, mark.column + 1) if mark else Where(file)
    return Diagnostic("error", "yaml-syntax", problem, where, hint)


_KEY = re.compile(r"(\s*)(?:- +)*[^\s#'\"\[{][^:#]*:(\s|$)")


def _hangs(text: str, mark: yaml.Mark | None) -> bool:
    """Whether a line is a key of its own, deeper than the key of the line above, which has a value already."""
    lines = text.splitlines()
    if mark is None or not 0 < mark.line < len(lines):
        return False
    above, here = _KEY.match(lines[mark.line - 1]), _KEY.match(lines[mark.line])
    if above is None or here is None or here.end(1) > mark.column:
        return False
    valued = lines[mark.line - 1][above.end() :].strip()
    return bool(valued) and len(here[1]) > len(above[1])


def _character(text: str, mark: yaml.Mark | None) -> str:
    lines = text.splitlines()
    if mark is None or mark.line >= len(lines):
        return ""
    return lines[mark.line][mark.column : mark.column + 1]


def _character_fault(error: Exception, text: str, file: str, first_line: int) -> Diagnostic:
    """A character that no text file should hold."""
    position = int(getattr(error, "position", 0) or getattr(error, "start", 0))
    before = text[:position]
    line, column = before.count("\n"), len(before) - before.rfind("\n")
    found = f"U+{ord(text[position]):04X}" if position < len(text) else "an unknown one"
    return Diagnostic(
        "error", "yaml-syntax", f"a character that text may not hold, {found}", Where(file, line + first_line, column)
    )


Span = tuple[int, int]
"""A stretch of a text: the first character, and the one after the last."""


class Spans(Value):
    """Where a document's parts stand in its text: every scalar, by its path; and each entry of the mapping at the top,
    by its key, with the lines that it fills, but not the comments between it and the next. Written in braces
    (`flow`) it has no lines of its own."""

    scalars: dict[Path, Span]
    entries: dict[str, Span]
    flow: bool


def spans_of(text: str) -> Spans:
    """The spans of one YAML document that is a mapping. Raises InputError for broken syntax."""
    load(text, "")
    node = yaml.compose(text, Loader=_Loader)
    scalars: dict[Path, Span] = {}
    entries: dict[str, Span] = {}
    if not isinstance(node, yaml.MappingNode):
        return Spans(scalars, entries, flow=False)
    _find_scalars(node, (), scalars)
    for key, value in node.value:
        entries[str(key.value)] = (key.start_mark.index, _end_of(text, max(value.end_mark.index, key.end_mark.index)))
    return Spans(scalars, entries, flow=bool(node.flow_style))


def _find_scalars(node: yaml.Node, path: Path, found: dict[Path, Span]) -> None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _find_scalars(value, (*path, str(key.value)), found)
    elif isinstance(node, yaml.SequenceNode):
        for at, value in enumerate(node.value):
            _find_scalars(value, (*path, at), found)
    else:
        found[path] = (node.start_mark.index, node.end_mark.index)


def _end_of(text: str, end: int) -> int:
    """Where the last line ends that an entry fills. The parser lets a block reach to the next key."""
    while end > 0 and text[:end].endswith("\n"):
        last = text.rfind("\n", 0, end - 1) + 1
        line = text[last : end - 1]
        if line.strip() and not line.lstrip().startswith("#"):
            return end
        end = last
    stop = text.find("\n", end)
    return len(text) if stop < 0 else stop + 1
