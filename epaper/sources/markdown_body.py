"""Markdown text → paragraphs of runs, pictures, and the title if it begins with one ("# …").

Markdown is read by markdown-it (CommonMark and tables), with two changes that copy asks for: indented text is a
paragraph and not code, and tags may stand at the start of a line. `<opt>…</opt>` marks words that may be cut to fit,
`<cut 2>` the second paragraph to go, `<sup>…</sup>` raises letters; other tags are reported and their text kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from epaper.errors import Collector, Where
from epaper.model.story import Paragraph, ParagraphKind, Picture, Run, Runs
from epaper.sources.intake import CopyFile

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
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
_LINE_END = "\n"


@dataclass(frozen=True, slots=True)
class Text:
    """What a body holds. `title` is empty unless the body begins with a "# …" heading."""

    title: Runs
    paragraphs: tuple[Paragraph, ...]
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """A heading, a paragraph, a list item's paragraph, or a table's row; its line counts from 0 in the body."""

    kind: ParagraphKind
    tokens: Sequence[Token]
    line: int
    marker: str = ""
    level: int = 0


def read_body(copy: CopyFile, body: str, first_line: int, faults: Collector) -> Text:
    """The text of a file whose body begins in line `first_line`."""
    title: Runs = ()
    paragraphs: list[Paragraph] = []
    pictures: list[Picture] = []
    for block in _blocks(_parser().parse(body)):
        where = copy.where(first_line + block.line)
        parts = list(_Inline(faults, where).read(block.tokens))
        pictures += [part for part in parts if isinstance(part, Picture)]
        marker = block.marker
        for runs in _lines(part for part in parts if isinstance(part, Run)):
            if block.level == 1 and not title and not paragraphs:
                title = runs
            else:
                paragraphs.append(_paragraph(runs, block.kind, marker))
            marker = ""
    return Text(title, tuple(paragraphs), tuple(pictures))


def _paragraph(runs: Runs, kind: ParagraphKind, marker: str) -> Paragraph:
    """A paragraph; `<cut 2>` at its head is its place in the editor's order of cutting."""
    mark = _CUT.match(runs[0].text)
    if mark is None:
        return Paragraph(runs, kind, marker)
    left = replace(runs[0], text=runs[0].text[mark.end() :])
    return Paragraph((left, *runs[1:]) if left.text else runs[1:], kind, marker, cut=int(mark[1]))


def inline(text: str) -> Runs:
    """A text on one line with emphasis in it: a headline, a caption."""
    if not _MARKED_UP.search(text):
        return (Run(text),) if text else ()
    tokens = _parser().parseInline(text)[0].children or []
    parts = _Inline(Collector(), None).read(tokens)
    return tuple(run for runs in _lines(part for part in parts if isinstance(part, Run)) for run in runs)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415

    return MarkdownIt("commonmark").enable("table").disable(["code", "html_block", "lheading"])


def _blocks(tokens: Sequence[Token]) -> Iterator[_Block]:
    """Each piece of text, with the kind of the innermost heading, quote, list or row around it."""
    around: list[tuple[ParagraphKind, str]] = [("body", "")]
    level = 0
    row: list[Token] | None = None
    for token in tokens:
        line = token.map[0] if token.map else 0
        match token.type:
            case "heading_open":
                level = int(token.tag[1:])
            case "blockquote_open":
                around.append(("quote", ""))
            case "list_item_open":
                around.append(("number", f"{token.info}.") if token.info else ("bullet", "•"))
            case "blockquote_close" | "list_item_close":
                around.pop()
            case "tr_open":
                row = []
            case "inline" if row is not None:
                row += [*([_like(token, "\t")] if row else []), *(token.children or [])]
            case "tr_close" if row is not None:
                yield _Block("table-row", row, line)
                row = None
            case "inline" if level:
                yield _Block("subhead", token.children or [], line, level=level)
                level = 0
            case "inline":
                kind, marker = around[-1]
                around[-1] = (kind, "")
                yield _Block(kind, token.children or [], line, marker)
            case "fence":
                yield _Block("body", [_like(token, token.content.strip())], line)
            case _:
                pass


def _like(token: Token, text: str) -> Token:
    """A token of text."""
    return token.copy(type="text", tag="", content=text, children=None)


@dataclass(slots=True)
class _Inline:
    """Reads a block's tokens: the voice that is on (bold, a link …) is carried from token to token."""

    faults: Collector
    where: Where | None
    voice: Run = field(default_factory=lambda: Run(""))

    def read(self, tokens: Iterable[Token]) -> Iterator[Run | Picture]:
        """Runs (one whose text is a line end where the writer ended the line by hand), and pictures."""
        for token in tokens:
            match token.type:
                case "text" | "code_inline" | "text_special":
                    yield replace(self.voice, text=token.content)
                case "softbreak":
                    yield replace(self.voice, text=" ")
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
            text = re.sub(r"[ \n]+", " ", run.text)
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
