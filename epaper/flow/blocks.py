"""A story's paragraphs → the blocks that flow through its legs: text, subheads, lists, tables, byline, drop cap."""

from __future__ import annotations

from collections.abc import Iterator

from epaper.display.page import Role
from epaper.flow.block import STRANDED, Block
from epaper.flow.dropcaps import DropCap, led_in, set_dropcap
from epaper.flow.fill import ORPHAN
from epaper.flow.headline import as_runs
from epaper.flow.manner import Manner, Neighbours, manner_of, runs_of
from epaper.flow.stone import Stone
from epaper.flow.table import TableRow, table_rows
from epaper.model.layout import StoryBox
from epaper.model.story import Paragraph, Run, Runs, Story
from epaper.typeset.justify import Line
from epaper.units import Mpt
from epaper.value import Value, replace

_ROLES: dict[str, Role] = {
    "subhead": "subhead",
    "quote": "quote",
    "bullet": "list-item",
    "number": "list-item",
    "verse": "verse",
    "letter-signature": "signature",
}
_WHITE_COST = 6e6
"""For a line of white more at a subhead: about that of a paragraph's setting a line longer, where it sets it hardly."""


class FlowPart(Value):
    """A block with what it takes to draw it: its role, its paragraph's number, a list marker, a drop cap.
    `slug` is set where one box holds several stories; `resumed` where the paragraph began on another page; `href` where
    all of it is a link; `row` where it is a table's row."""

    block: Block
    role: Role
    paragraph: int
    marker: Line | None = None
    dropcap: DropCap | None = None
    slug: str = ""
    resumed: bool = False
    href: str = ""
    row: TableRow | None = None


class _Measures(Value):
    """The width of the narrowest line in the legs, that of the first leg, and that of the narrowest one."""

    narrowest: Mpt
    first: Mpt
    leg: Mpt


def flow_parts(
    stone: Stone, story: Story, box: StoryBox, narrowest: Mpt, first: Mpt = 0, leg: Mpt = 0
) -> tuple[FlowPart, ...]:
    """The story's text as blocks, but for its empty paragraphs. `narrowest` is the width of the narrowest line in its
    legs; `first` that of the first leg, and `leg` that of the narrowest leg, where these are others."""
    parts = []
    at = _Measures(narrowest, first or narrowest, leg or narrowest)
    if box.byline == "leg" and story.byline:
        parts.append(_byline(stone, story, narrowest))
    for number, place in _printed(stone, story, box):
        paragraph, manner = place.own, manner_of(stone, box, place, story.language)
        if paragraph.table is not None:
            white = (manner.before, manner.after)
            rows = table_rows(stone, paragraph.table, white, at.leg, story.language)
            parts += [FlowPart(block, "table", number, row=row) for block, row in rows]
            continue
        opening = number == 0 and paragraph.kind == "body"
        initial = _with_dropcap(stone, story, box, paragraph.runs, at) if opening else None
        parts.append(initial or _part(stone, manner, paragraph, number, narrowest, story.language))
    return tuple(parts)


def _printed(stone: Stone, story: Story, box: StoryBox) -> Iterator[tuple[int, Neighbours]]:
    """The paragraphs that have words, with their numbers in the story; the first with the dateline run in."""
    paragraphs = list(story.paragraphs)
    if paragraphs and paragraphs[0].table is None:
        paragraphs[0] = replace(paragraphs[0], runs=(*_dateline(stone, story, box), *paragraphs[0].runs))
    numbers = [number for number, each in enumerate(paragraphs) if each.text.strip()]
    printed = [paragraphs[number] for number in numbers]
    for at, number in enumerate(numbers):
        yield number, Neighbours(printed, at)


def _part(stone: Stone, manner: Manner, paragraph: Paragraph, number: int, narrowest: Mpt, language: str) -> FlowPart:
    style = manner.style
    measure = narrowest - manner.left - style.right - max(0, style.indent)
    block = Block(
        stone.typesetter.prepare(runs_of(paragraph), style, measure, language),
        indent=manner.indent,
        left=manner.left,
        right=style.right,
        before=manner.before,
        after=manner.after,
        whole=manner.whole,
        with_next=manner.with_next,
        stranded=ORPHAN if paragraph.kind == "question" else STRANDED,
        cut=ORPHAN if paragraph.kind == "question" else 0.0,
        with_last=manner.with_last,
        looseness=stone.looseness if style.align == "justify" else 0,
        give=stone.subhead_white if manner.gives else 0,
        give_cost=white_cost(stone),
    )
    return FlowPart(block, _ROLES.get(paragraph.kind, "body"), number, manner.marker, resumed=paragraph.resumed)


def white_cost(stone: Stone) -> float:
    """What a line of white more at a subhead costs."""
    return _WHITE_COST * stone.rank("subhead")


def _byline(stone: Stone, story: Story, narrowest: Mpt) -> FlowPart:
    style = stone.style("byline")
    prepared = stone.typesetter.prepare(as_runs(story.byline), style, narrowest, story.language)
    block = Block(prepared, before=style.space_before, after=style.space_after, whole=True, with_next=True, looseness=0)
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
