"""A paragraph among its neighbours → how it is set: indents, marker, the white around it, what it must stay with.

No leg begins with a letter's signature; none ends with a question.
"""

from __future__ import annotations

from collections.abc import Sequence

from epaper.flow.lists import Setting
from epaper.flow.stone import Stone
from epaper.model.layout import StoryBox
from epaper.model.story import Paragraph, Runs
from epaper.model.style import TextStyle
from epaper.typeset.justify import Line
from epaper.typeset.paragraph import cut
from epaper.units import Mpt
from epaper.value import Value, replace

_STYLES = {
    "subhead": "subhead",
    "quote": "quote",
    "bullet": "bullet",
    "number": "bullet",
    "question": "question",
    "salutation": "salutation",
    "verse": "verse",
    "table": "table",
    "letter-signature": "signature",
}
_HEADS = ("subhead", "question", "salutation")
"""Paragraphs that stay with what they head, which then has no indent."""


class Manner(Value):
    """How one paragraph is set. Lengths are millipoints; `before` and `after` are grid lines, and may become more where
    it `gives`."""

    style: TextStyle
    indent: Mpt = 0
    left: Mpt = 0
    before: int = 0
    after: int = 0
    marker: Line | None = None
    whole: bool = False
    with_next: bool = False
    with_last: bool = False
    gives: bool = False


class Neighbours(Value):
    """A paragraph's place among those of a story that are printed. `at` is its number among them."""

    all: Sequence[Paragraph]
    at: int

    @property
    def own(self) -> Paragraph:
        return self.all[self.at]

    @property
    def before(self) -> Paragraph | None:
        return self.all[self.at - 1] if self.at else None

    @property
    def after(self) -> Paragraph | None:
        return self.all[self.at + 1] if self.at + 1 < len(self.all) else None


def style_of(stone: Stone, paragraph: Paragraph, box: StoryBox) -> TextStyle:
    """The style of a paragraph's kind, or the box's body style. Where the text is in another style than `body`, a style
    named after both comes first: `fact-bullet`. So does, for a list inside a list, one with its level: `bullet-2`."""
    styles, own = stone.layout.styles, _STYLES.get(paragraph.kind)
    if own is None:
        return styles[box.body]
    names = [*(f"{own}-{level}" for level in range(paragraph.depth + 1, 1, -1)), own]
    wanted = (styles.get(name) for name in (*(f"{box.body}-{name}" for name in names), *names))
    return next((style for style in wanted if style is not None), styles[box.body])


def manner_of(stone: Stone, box: StoryBox, place: Neighbours, language: str) -> Manner:
    """How a paragraph is set."""
    paragraph, style = place.own, style_of(stone, place.own, box)
    usual = Manner(style, _indent(style, place), style.left, *_white(stone, box, place))
    match paragraph.kind:
        case "bullet" | "number":
            return _item(stone, box, usual, place, language)
        case "verse":
            return replace(usual, indent=-style.size, left=style.left + style.size)
        case "letter-signature":
            return replace(usual, indent=0, whole=True, with_last=True)
        case "subhead" | "question" | "salutation":
            whole = paragraph.kind == "subhead"
            under_text = place.before is not None and place.before.kind not in _HEADS
            return replace(usual, whole=whole, with_next=place.after is not None, gives=whole and under_text)
        case _:
            return usual


def runs_of(paragraph: Paragraph) -> Runs:
    """The paragraph's words as they are set: the name that signs a letter in bold roman."""
    if paragraph.kind != "letter-signature" or paragraph.tied:
        return paragraph.runs
    end = paragraph.text.find(",")
    end = len(paragraph.text) if end < 0 else end
    name = (replace(run, bold=True, italic=not run.italic) for run in cut(paragraph.runs, 0, end))
    return (*name, *cut(paragraph.runs, end))


def _indent(style: TextStyle, place: Neighbours) -> Mpt:
    """Nothing for a beginning: of the story, of what is headed, of a quotation."""
    last = place.before
    if last is None or last.kind in (*_HEADS, "table") or place.own.resumed or place.own.kind in _HEADS:
        return 0
    return 0 if place.own.kind == "quote" and last.kind != "quote" else style.indent


def _white(stone: Stone, box: StoryBox, place: Neighbours) -> tuple[int, int]:
    """Grid lines kept free before a paragraph and after it: between two the larger of what they ask for, and none under
    a head."""
    style, own, after = style_of(stone, place.own, box), place.own, place.after
    headed = place.before is not None and place.before.kind in _HEADS
    before = 0 if own.tied or (headed and own.kind not in _HEADS) else style.space_before
    if after is None:
        return before, style.space_after
    if after.tied:
        return before, 0
    return before, max(0, style.space_after - style_of(stone, after, box).space_before)


def _item(stone: Stone, box: StoryBox, usual: Manner, place: Neighbours, language: str) -> Manner:
    """A list's item."""
    item = Setting(stone, place.all, lambda each: style_of(stone, each, box), language).item(place.at)
    return replace(usual, indent=0, left=item.left, marker=item.marker, with_next=item.first, with_last=item.last)
