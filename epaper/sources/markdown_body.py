"""Markdown text → paragraphs of runs, tables, boxes of facts, pictures, and the title if it begins with one ("# …").

The blocks are found by `markdown_blocks`. `<opt>…</opt>` marks words that may be cut to fit, `<cut 2>` the second
paragraph to go, `<sup>…</sup>` raises letters; other tags are reported and their text kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote

from epaper.errors import Collector, Where
from epaper.model.story import Aside, Paragraph, ParagraphKind, Picture, Run, Runs, Table, plain
from epaper.sources.intake import CopyFile
from epaper.sources.markdown_blocks import Block, FactCloses, FactOpens, TableBlock, parser, pieces_of
from epaper.value import State, Value, field, replace

if TYPE_CHECKING:
    from markdown_it.token import Token

_MARKED_UP = re.compile(r"[*_`<&\\\[!]")
_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)[^>]*>")
_CUT = re.compile(r"\s*<cut\s+(\d{1,3})\s*/?>\s*")
_VOICES: Mapping[str, Callable[[Run, bool], Run]] = {
    "opt": lambda voice, on: replace(voice, optional=on),
    "sup": lambda voice, on: replace(voice, superscript=on),
    "b": lambda voice, on: replace(voice, bold=on),
    "i": lambda voice, on: replace(voice, italic=on),
}
_SIGNED = re.compile(r"--\s+(?=\S)")
_GO_ON = ("bullet", "number", "verse", "letter-signature")
"""Kinds of paragraph whose further lines belong to the first."""
_LINE_END, _SOFT_END = "\n", "\r"


class Text(Value):
    """What a body holds. `title` is empty unless the body begins with a "# …" heading."""

    title: Runs
    paragraphs: tuple[Paragraph, ...]
    pictures: tuple[Picture, ...]
    asides: tuple[Aside, ...] = ()


def read_body(copy: CopyFile, body: str, first_line: int, faults: Collector) -> Text:
    """The text of a file whose body begins in line `first_line`."""
    reading = _Reading(copy, first_line, faults)
    for piece in pieces_of(body, reading.where, faults):
        match piece:
            case FactOpens():
                reading.facts = (inline(piece.title), piece.line, [])
            case FactCloses():
                reading.close_facts()
            case TableBlock():
                reading.add_table(piece)
            case Block():
                reading.add(piece)
    return Text(reading.title, tuple(reading.paragraphs), tuple(reading.pictures), tuple(reading.asides))


class _Reading(State):
    """What has been read of a body so far. `facts` are the title, line and paragraphs of a box that is open."""

    copy: CopyFile
    first_line: int
    faults: Collector
    title: Runs = ()
    paragraphs: list[Paragraph] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    facts: tuple[Runs, int, list[Paragraph]] | None = None

    def where(self, line: int) -> Where:
        return self.copy.where(self.first_line + line)

    @property
    def _into(self) -> list[Paragraph]:
        return self.facts[2] if self.facts is not None else self.paragraphs

    def close_facts(self) -> None:
        assert self.facts is not None, "boxes are closed after they were opened"
        title, line, paragraphs = self.facts
        self.facts = None
        if title or paragraphs:
            self.asides.append(Aside(title, tuple(paragraphs), self.where(line)))

    def add(self, block: Block) -> None:
        parts = self._parts(block.tokens, block.line)
        kind = block.kind
        for number, runs in enumerate(_lines(_verse(parts) if kind == "verse" else parts)):
            if block.level == 1 and not self.title and not self._into and self.facts is None:
                self.title = runs
                continue
            marker = "" if number else block.marker
            tied = block.tied or (number > 0 and kind in _GO_ON)
            paragraph = replace(_paragraph(runs, kind, marker, tied=tied), depth=block.depth)
            kind = paragraph.kind
            self._into.append(paragraph)

    def add_table(self, block: TableBlock) -> None:
        """A table; where no cell of its header has words, it has none."""
        rows = [tuple(next(iter(_lines(self._parts(cell, block.line))), ()) for cell in row) for row in block.rows]
        header = any(map(plain, rows[0]))
        table = Table.of(tuple(rows if header else rows[1:]), block.align, header=header)
        if table.rows:
            self._into.append(Paragraph((), "table", table=table))

    def _parts(self, tokens: Sequence[Token], line: int) -> list[Run]:
        """The runs of some tokens; pictures among them are put with the story's."""
        parts = list(_Inline(self.faults, self.where(line)).read(tokens))
        self.pictures += [part for part in parts if isinstance(part, Picture)]
        return [part for part in parts if isinstance(part, Run)]


def _verse(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs with the line ends that their writer typed."""
    return (Run(_LINE_END) if run.text == _SOFT_END else run for run in runs)


def _paragraph(runs: Runs, kind: ParagraphKind, marker: str, *, tied: bool) -> Paragraph:
    """A paragraph; `<cut 2>` at its head is its place in the editor's order of cutting, two hyphens sign a letter."""
    mark = _CUT.match(runs[0].text)
    place = int(mark[1]) if mark else 0
    if mark:
        runs = _from(runs, mark.end())
    signed = _SIGNED.match(runs[0].text) if kind == "body" and runs else None
    if signed:
        runs, kind = _from(runs, signed.end()), "letter-signature"
    return Paragraph(runs, kind, marker, cut=place, tied=tied)


def _from(runs: Runs, at: int) -> Runs:
    """The runs without the first run's first characters."""
    left = replace(runs[0], text=runs[0].text[at:])
    return (left, *runs[1:]) if left.text else runs[1:]


def inline(text: str) -> Runs:
    """A text on one line with emphasis in it: a headline, a caption."""
    if not _MARKED_UP.search(text):
        return (Run(text),) if text else ()
    tokens = parser().parseInline(text)[0].children or []
    parts = _Inline(Collector(), None).read(tokens)
    return tuple(run for runs in _lines(part for part in parts if isinstance(part, Run)) for run in runs)


class _Inline(State):
    """Reads a block's tokens: the voice that is on (bold, a link …) is carried from token to token."""

    faults: Collector
    where: Where | None
    voice: Run = field(default_factory=lambda: Run(""))

    def read(self, tokens: Sequence[Token]) -> Iterator[Run | Picture]:
        """Runs (one whose text is a line end where the writer ended the line by hand), and pictures."""
        for token in self._with_ends(tokens):
            match token.type:
                case "text" | "code_inline" | "text_special":
                    yield replace(self.voice, text=token.content)
                case "softbreak":
                    yield replace(self.voice, text=_SOFT_END)
                case "hardbreak":
                    yield Run(_LINE_END)
                case "em_open" | "em_close":
                    self.voice = replace(self.voice, italic=token.nesting > 0)
                case "strong_open" | "strong_close":
                    self.voice = replace(self.voice, bold=token.nesting > 0)
                case "link_open" | "link_close":
                    self.voice = replace(self.voice, href=str(token.attrs.get("href", "")))
                case "image":
                    yield self._picture(token)
                case "html_inline":
                    yield from self._tag(token.content)
                case _:
                    yield replace(self.voice, text=token.content)

    def _with_ends(self, tokens: Sequence[Token]) -> list[Token]:
        """The tokens, but for those that open a voice and are not closed in the block: they might mark, and cut, more
        than is meant."""
        kept: list[Token] = []
        closed: Counter[str] = Counter()
        for token in reversed(tokens):
            tag = _TAG.fullmatch(token.content) if token.type == "html_inline" else None
            name = tag[2].lower() if tag else ""
            if tag is not None and name in _VOICES:
                closed[name] += 1 if tag[1] else -1
                if closed[name] < 0:
                    hint = f"end it with </{name}> in the same paragraph"
                    self.faults.warn("open-tag", f"<{name}> has no end; what follows is set as it is", self.where, hint)
                    closed[name] = 0
                    continue
            kept.append(token)
        return kept[::-1]

    def _picture(self, token: Token) -> Picture:
        words = [part for part in _Inline(self.faults, self.where).read(token.children or []) if isinstance(part, Run)]
        caption = next(iter(_lines(words)), ())
        path, credit = unquote(str(token.attrs.get("src", ""))), str(token.attrs.get("title", ""))
        return Picture(path=path, caption=caption, credit=credit, where=self.where)

    def _tag(self, tag: str) -> Iterator[Run]:
        match = _TAG.fullmatch(tag)
        if match is None:
            return
        name = match[2].lower()
        if name == "br":
            yield Run(_LINE_END)
        elif name in _VOICES:
            self.voice = _VOICES[name](self.voice, not match[1])
        elif not match[1]:
            self.faults.warn(
                "unknown-tag", f"unknown tag <{name}>; its text is kept", self.where, "known: <opt>, <sup>"
            )


def _lines(runs: Iterable[Run]) -> Iterator[Runs]:
    """The runs of each line that has words: neighbours in one voice joined, white space tidied at the ends."""
    line: list[Run] = []
    for run in (*runs, Run(_LINE_END)):
        if run.text != _LINE_END:
            text = re.sub(r"[ \n\r]+", " ", run.text)
            if line and replace(line[-1], text="") == replace(run, text=""):
                line[-1] = replace(run, text=re.sub(" +", " ", line[-1].text + text))
            elif text:
                line.append(replace(run, text=text))
            continue
        if any(each.text.strip() for each in line):
            line[0] = replace(line[0], text=line[0].text.lstrip())
            line[-1] = replace(line[-1], text=line[-1].text.rstrip())
            yield tuple(each for each in line if each.text)
        line = []
