"""A story's paragraphs → the blocks that flow through its legs: body, subheads, quotes, lists, byline, drop cap."""

from __future__ import annotations

from dataclasses import dataclass

from epaper.display.page import Role
from epaper.flow.dropcaps import DropCap, led_in, set_dropcap
from epaper.flow.fill import Block
from epaper.flow.headline import as_runs
from epaper.flow.stone import Stone
from epaper.model.layout import StoryBox
from epaper.model.story import Paragraph, Run, Runs, Story
from epaper.model.style import TextStyle
from epaper.typeset.justify import Line
from epaper.units import Mpt

_STYLES = {
    "subhead": "subhead",
    "quote": "quote",
    "bullet": "bullet",
    "number": "bullet",
    "fact": "fact",
    "table-row": "fact",
    "letter-signature": "signature",
}
_ROLES: dict[str, Role] = {
    "subhead": "subhead",
    "quote": "quote",
    "bullet": "list-item",
    "number": "list-item",
    "fact": "fact",
    "table-row": "table",
}


@dataclass(frozen=True, slots=True)
class FlowPart:
    """A block with what it takes to draw it: its role, its paragraph's number, a list marker, a drop cap.
    `slug` is set where one box holds several stories; `resumed` where the paragraph began on another page; `href` where
    all of it is a link."""

    block: Block
    role: Role
    paragraph: int
    marker: Line | None = None
    dropcap: DropCap | None = None
    slug: str = ""
    resumed: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class _Measures:
    """The width of the narrowest line in the legs, and that of the first leg."""

    narrowest: Mpt
    first: Mpt


def flow_parts(stone: Stone, story: Story, box: StoryBox, narrowest: Mpt, first: Mpt = 0) -> tuple[FlowPart, ...]:
    """The story's text as blocks, but for its empty paragraphs. `narrowest` is the width of the narrowest line in its
    legs, `first` that of the first leg where it is another."""
    parts = []
    at = _Measures(narrowest, first or narrowest)
    if box.byline == "leg" and story.byline:
        parts.append(_byline(stone, story, narrowest))
    fresh = True
    for number, paragraph in enumerate(story.paragraphs):
        runs = paragraph.runs
        if number == 0:
            runs = (*_dateline(stone, story, box), *runs)
        if not "".join(run.text for run in runs).strip():
            continue
        opening = number == 0 and paragraph.kind == "body"
        initial = _with_dropcap(stone, story, box, runs, at) if opening else None
        parts.append(initial or _part(stone, story, box, paragraph, runs, number, narrowest, fresh))
        fresh = paragraph.kind == "subhead"
    return tuple(parts)


def body_style(stone: Stone, paragraph: Paragraph, box: StoryBox) -> TextStyle:
    """The style of a paragraph: its kind's, or the box's body style."""
    styles = stone.layout.styles
    return styles.get(_STYLES.get(paragraph.kind, box.body), styles[box.body])


def _part(
    stone: Stone,
    story: Story,
    box: StoryBox,
    paragraph: Paragraph,
    runs: Runs,
    number: int,
    narrowest: Mpt,
    fresh: bool,
) -> FlowPart:
    style = body_style(stone, paragraph, box)
    marker = (
        stone.typesetter.line(paragraph.marker or "•", style, story.language)
        if paragraph.kind in ("bullet", "number")
        else None
    )
    left = max(style.left, marker.width + style.size // 3) if marker else style.left
    prepared = stone.typesetter.prepare(runs, style, narrowest - left - style.right - style.indent, story.language)
    block = Block(
        prepared,
        indent=0 if fresh or marker or paragraph.resumed else style.indent,
        left=left,
        right=style.right,
        before=style.space_before,
        after=style.space_after,
        whole=paragraph.kind == "subhead",
        with_next=paragraph.kind == "subhead",
        looseness=stone.looseness,
    )
    return FlowPart(block, _ROLES.get(paragraph.kind, "body"), number, marker, resumed=paragraph.resumed)


def _byline(stone: Stone, story: Story, narrowest: Mpt) -> FlowPart:
    style = stone.style("byline")
    prepared = stone.typesetter.prepare(as_runs(story.byline), style, narrowest, story.language)
    block = Block(prepared, before=style.space_before, after=style.space_after, whole=True, with_next=True)
    return FlowPart(block, "byline", -1)


def _dateline(stone: Stone, story: Story, box: StoryBox) -> Runs:
    """The dateline run in before the first paragraph, in the voice of its style."""
    if not box.dateline or not story.dateline:
        return ()
    style = stone.style("dateline")
    text = story.dateline.upper() if style.case == "upper" else story.dateline
    small = style.case == "small-caps"
    return (Run(f"{text}{box.dateline_mark}", bold=style.weight >= 600, italic=style.italic, small_caps=small),)


def _with_dropcap(stone: Stone, story: Story, box: StoryBox, runs: Runs, at: _Measures) -> FlowPart | None:
    """The first paragraph with its initial set over several lines; None where that cannot be, or it is too short."""
    spec = box.dropcap
    made = set_dropcap(stone, runs, spec, story.language) if spec else None
    if spec is None or made is None:
        return None
    cap, rest = made
    if spec.lead_in and not _dateline(stone, story, box):
        rest = led_in(rest, spec.lead_in)
    style = stone.style(box.body)
    prepared = stone.typesetter.prepare(rest, style, (at.narrowest - max(cap.insets)) // 2, story.language)
    block = Block(prepared, insets=cap.insets, looseness=stone.looseness)
    if prepared.empty or prepared.best(block.measures((at.first,))).lines <= len(cap.insets):
        return None
    return FlowPart(block, "body", 0, dropcap=cap)
