"""A JSON story's `blocks` → paragraphs, tables and boxes of facts.

A block has a `type` and a `text`: p, subhead, quote, list-item, verse (its lines kept), speech-turn (with its
`speaker`), signature. A table has `rows` of cells instead, with a `header` and the columns' `align`; a fact box a
`title` and `blocks` of its own. A figure is only the place of a caption, by index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from epaper.errors import did_you_mean
from epaper.model.story import Aside, CellAlign, Paragraph, ParagraphKind, Run, Runs, Table
from epaper.sources.json_entry import Entry

_KINDS: Mapping[str, ParagraphKind] = {
    "p": "body",
    "subhead": "subhead",
    "quote": "quote",
    "verse": "verse",
    "list-item": "bullet",
    "speech-turn": "body",
    "signature": "letter-signature",
}
_TYPES = (*_KINDS, "table", "fact", "figure")
_ALIGN: Mapping[str, CellAlign] = {"": "", "left": "left", "right": "right", "center": "center", "centre": "center"}
_ASKS = 0.5
"""Of an interviewer's turns at least so many end in a question mark …"""
_ANSWERS = 0.25
"""… and of all the others' together at most so many."""


def read_blocks(entry: Entry) -> tuple[Sequence[Paragraph], tuple[Aside, ...]]:
    """The paragraphs of an object's `blocks`, and the boxes of facts among them."""
    paragraphs: list[Paragraph] = []
    asides: list[Aside] = []
    blocks = [entry.inner("blocks", block) for block in entry.objects("blocks")]
    asking = _interviewer(blocks)
    for block in blocks:
        kind = block.text("type")
        if kind == "fact":
            inner, nested = read_blocks(block)
            asides.append(Aside(_runs(block.text("title")), tuple(inner), block.place("title")))
            asides += nested
        elif kind == "table":
            paragraphs += _table(block)
        elif kind != "figure":
            paragraphs += _paragraphs(block, kind, asking)
    return paragraphs, tuple(asides)


def _paragraphs(block: Entry, kind: str, asking: str) -> Iterator[Paragraph]:
    """The paragraph of a block; a verse is one for each of its lines."""
    text, speaker = block.text("text"), block.text("speaker")
    if not text:
        return
    if kind not in _KINDS:
        message = f'unknown block type "{kind}", set as body text'
        block.faults.warn("unknown-block", message, block.place("text"), did_you_mean(kind, _TYPES))
    if kind == "verse":
        yield from _verse(str(block.fields["text"]))
    elif kind == "speech-turn" and speaker:
        asked = speaker == asking
        runs = (Run(f"{speaker}: ", bold=True), Run(text, bold=asked))
        yield Paragraph(runs, "question" if asked else "body")
    else:
        yield Paragraph((Run(text),), _KINDS.get(kind, "body"), "•" if kind == "list-item" else "")


def _verse(text: str) -> Iterator[Paragraph]:
    """Each line; those of one stanza, which no blank line parts, are tied to each other."""
    tied = False
    for line in text.split("\n"):
        words = " ".join(line.split())
        if words:
            yield Paragraph((Run(words),), "verse", tied=tied)
        tied = bool(words)


def _interviewer(blocks: Iterable[Entry]) -> str:
    """The speaker who asks: of two or more the one whose turns are questions, where the others' are not."""
    turns: dict[str, list[bool]] = {}
    for block in blocks:
        if block.fields.get("type") == "speech-turn" and block.text("speaker"):
            turns.setdefault(block.text("speaker"), []).append(block.text("text").rstrip('"”’').endswith("?"))
    if len(turns) < 2:
        return ""
    name = max(turns, key=lambda each: sum(turns[each]) / len(turns[each]))
    others = [asks for each, all_of in turns.items() if each != name for asks in all_of]
    asks = sum(turns[name]) / len(turns[name]) >= _ASKS and sum(others) / len(others) <= _ANSWERS
    return name if asks else ""


def _table(block: Entry) -> Iterator[Paragraph]:
    """A table's rows, its header first; cells are texts, or numbers as they are written."""
    header = [_cell(cell) for cell in block.items("header")]
    rows = [tuple(map(_cell, row)) for row in block.items("rows") if _is_row(block, row)]
    align = [_align(block, side) for side in block.texts("align")]
    table = Table.of(((tuple(header),) if header else ()) + tuple(rows), tuple(align), header=bool(header))
    if table.rows:
        yield Paragraph((), "table", table=table)


def _is_row(block: Entry, row: object) -> bool:
    if not isinstance(row, list):
        block.wrong("rows", row, "a list of cells for each")
    return isinstance(row, list)


def _cell(value: object) -> Runs:
    return () if value is None else _runs(" ".join(str(value).split()))


def _align(block: Entry, side: str) -> CellAlign:
    if side not in _ALIGN:
        hint = did_you_mean(side, _ALIGN) or "left, center or right"
        block.faults.warn("unknown-align", f'unknown alignment "{side}"', block.place("align"), hint)
    return _ALIGN.get(side, "")


def _runs(text: str) -> Runs:
    return (Run(text),) if text else ()
