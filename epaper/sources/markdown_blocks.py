"""Markdown text → its blocks: headings, paragraphs, list items, verses, tables, and where boxes of facts begin and end.

Markdown is read by markdown-it (CommonMark, tables, and containers between lines of three colons), with two changes
that copy asks for: indented text is a paragraph and not code, and tags may stand at the start of a line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from epaper.errors import Collector, Where, did_you_mean
from epaper.model.story import BULLETS, LIST_KINDS, CellAlign, ParagraphKind
from epaper.value import State, Value, field

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

CONTAINERS = ("fact", "verse")
_COLONS = re.compile(r"\s*:{3,}\s*")
_CELLS_END = re.compile(r"(?<!\\)\|")
_EDGES = re.compile(r"^\s*\|?|(?<!\\)\|?\s*$")
_ALIGN = re.compile(r"text-align:(left|center|right)")


class Block(Value):
    """A heading, a paragraph, or a list item's paragraph; its line counts from 0 in the body. `tied` paragraphs go on
    with the item before them. `level` is a heading's, `depth` how many lists an item's list stands in."""

    kind: ParagraphKind
    tokens: Sequence[Token]
    line: int
    marker: str = ""
    level: int = 0
    tied: bool = False
    depth: int = 0


class TableBlock(Value):
    """A table: each row's cells as tokens, the first row the header's; and each column's alignment, where given."""

    rows: tuple[tuple[Sequence[Token], ...], ...]
    align: tuple[CellAlign, ...]
    line: int


class FactOpens(Value):
    """A box of facts begins, under a title."""

    title: str
    line: int


class FactCloses(Value):
    """The box of facts that was opened last ends."""


Piece = Block | TableBlock | FactOpens | FactCloses


@cache
def parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415
    from mdit_py_plugins.container import container_plugin  # noqa: PLC0415

    markdown = MarkdownIt("commonmark").enable("table").disable(["code", "html_block", "lheading"])
    container_plugin(markdown, "copy", validate=lambda words, markup: bool(words.strip()))
    return markdown


def pieces_of(body: str, where: Callable[[int], Where], faults: Collector) -> list[Piece]:
    """The blocks of a body, in its order. `where` tells the place of a line of the body."""
    reading = _Reading(body.split("\n"), where, faults)
    for token in parser().parse(body):
        reading.take(token)
    return reading.found


class _Reading(State):
    """Reads a body's tokens one by one: what each stands in is carried along."""

    lines: Sequence[str]
    where: Callable[[int], Where]
    faults: Collector
    found: list[Piece] = field(default_factory=list)
    around: list[tuple[ParagraphKind, str, bool]] = field(default_factory=lambda: [("body", "", False)])
    containers: list[str] = field(default_factory=list)
    level: int = 0
    rows: list[list[Sequence[Token]]] = field(default_factory=list)
    align: list[CellAlign] = field(default_factory=list)
    in_table: bool = False
    line: int = 0

    def take(self, token: Token) -> None:
        """Read the next token."""
        line = token.map[0] if token.map else 0
        if self.in_table or token.type == "table_open":
            self._take_table(token, line)
            return
        match token.type:
            case "heading_open":
                self.level = int(token.tag[1:])
            case "blockquote_open":
                self.around.append(("quote", "", False))
            case "list_item_open":
                bullet = BULLETS[min(self._lists, len(BULLETS) - 1)]
                item: tuple[ParagraphKind, str] = ("number", f"{token.info}.") if token.info else ("bullet", bullet)
                self.around.append((*item, False))
            case "blockquote_close" | "list_item_close":
                self.around.pop()
            case "container_copy_open":
                self._open(token, line)
            case "container_copy_close":
                self._close()
            case "inline" if self.level:
                self.found.append(Block("subhead", token.children or [], line, level=self.level))
                self.level = 0
            case "inline":
                kind, marker, begun = self.around[-1]
                self.around[-1] = (kind, "", True)
                tied = begun and kind in LIST_KINDS
                depth = max(0, self._lists - 1) if kind in LIST_KINDS else 0
                self.found.append(Block(kind, token.children or [], line, marker, tied=tied, depth=depth))
            case "fence":
                self.found.append(Block("body", [as_text(token, token.content.strip())], line))
            case _:
                pass

    @property
    def _lists(self) -> int:
        """How many lists the next block stands in."""
        return sum(kind in LIST_KINDS for kind, _, _ in self.around)

    def _take_table(self, token: Token, line: int) -> None:
        match token.type:
            case "table_open":
                self.rows, self.align, self.line, self.in_table = [], [], line, True
            case "tr_open":
                self._check_row(line)
                self.rows.append([])
            case "th_open":
                self.align.append(_align_of(token))
            case "inline":
                self.rows[-1].append(token.children or [])
            case "table_close":
                rows = tuple(tuple(row) for row in self.rows)
                self.found.append(TableBlock(rows, tuple(self.align), self.line))
                self.in_table = False
            case _:
                pass

    def _check_row(self, line: int) -> None:
        """Cells beyond those of the header are not in the tokens: they would be lost."""
        cells = [cell.strip() for cell in _CELLS_END.split(_EDGES.sub("", self.lines[line]))]
        if self.rows and len(cells) > len(self.align):
            message = f"the row has {len(cells)} cells, the table's header {len(self.align)}"
            lost = f'"{" | ".join(cells[len(self.align) :])}" would be lost'
            self.faults.error("table-row", message, self.where(line), lost)

    def _open(self, token: Token, line: int) -> None:
        """A line of three colons and a container's name, with a title after it."""
        name, _, title = token.info.strip().partition(" ")
        last = token.map[1] if token.map else line
        if last >= len(self.lines) or not _COLONS.fullmatch(self.lines[last]):
            message = f'"::: {name}" has no end'
            self.faults.warn("open-container", message, self.where(line), "end it with a line of three colons")
        if name not in CONTAINERS:
            hint = did_you_mean(name, CONTAINERS) or f"known: {', '.join(CONTAINERS)}"
            self.faults.warn("unknown-container", f'unknown "::: {name}"; its text is kept', self.where(line), hint)
        if name == "fact" and "fact" in self.containers:
            hint = "close the first before the second begins"
            self.faults.warn("fact-in-fact", "a box of facts in another; set as part of it", self.where(line), hint)
            name = ""
        self.containers.append(name)
        if name == "fact":
            self.found.append(FactOpens(title.strip(), line))
        else:
            self._begin(name, title.strip(), token, line)

    def _begin(self, name: str, title: str, token: Token, line: int) -> None:
        """A container that is no box: its title heads what it holds."""
        if title:
            self.found.append(Block("subhead", [as_text(token, title)], line))
        self.around.append(("verse" if name == "verse" else self.around[-1][0], "", False))

    def _close(self) -> None:
        if self.containers.pop() == "fact":
            self.found.append(FactCloses())
        else:
            self.around.pop()


def as_text(token: Token, text: str) -> Token:
    """A token of text."""
    return token.copy(type="text", tag="", content=text, children=None)


def _align_of(token: Token) -> CellAlign:
    match = _ALIGN.search(str(token.attrs.get("style", "")))
    sides: dict[str, CellAlign] = {"left": "left", "center": "center", "right": "right"}
    return sides[match[1]] if match else ""
