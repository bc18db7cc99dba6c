"""A story's paragraphs → the blocks that flow through its legs: text, subheads, lists, tables, byline, drop cap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from epaper.display.items import GlyphRun
from epaper.display.page import Role
from epaper.flow.fill import Block
from epaper.flow.headline import as_runs
from epaper.flow.manner import Manner, Neighbours, manner_of, runs_of
from epaper.flow.stone import Stone, sized
from epaper.flow.table import TableRow, table_rows
from epaper.model.layout import StoryBox
from epaper.model.story import Paragraph, Run, Runs, Story, plain
from epaper.typeset.justify import Line
from epaper.typeset.paragraph import cut
from epaper.units import Mpt

_ROLES: dict[str, Role] = {
    "subhead": "subhead",
    "quote": "quote",
    "bullet": "list-item",
    "number": "list-item",
    "verse": "verse",
    "letter-signature": "signature",
}
_DROPCAP_GAP = 3_000
_OPENING_MARKS = "‘“«„\"'¿¡("


@dataclass(frozen=True, slots=True)
class DropCap:
    """A set initial over `lines` lines: its foot on the last one's baseline, its head at the first one's cap height."""

    run: GlyphRun
    lines: int
    width: Mpt


@dataclass(frozen=True, slots=True)
class FlowPart:
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


def flow_parts(
    stone: Stone, story: Story, box: StoryBox, narrowest: Mpt, measure: Mpt | None = None
) -> tuple[FlowPart, ...]:
    """The story's text as blocks, but for its empty paragraphs. `narrowest` is the smallest width that a line may have;
    `measure` the smallest leg's, where things stand in the legs: tables are as wide as that."""
    parts = []
    if box.byline == "leg" and story.byline:
        parts.append(_byline(stone, story, narrowest))
    for number, place in _printed(stone, story, box):
        paragraph, manner = place.own, manner_of(stone, box, place, story.language)
        if paragraph.table is not None:
            rows = table_rows(
                stone, paragraph.table, (manner.before, manner.after), measure or narrowest, story.language
            )
            parts += [FlowPart(block, "table", number, row=row) for block, row in rows]
        elif number == 0 and box.dropcap > 1 and paragraph.kind == "body":
            parts.append(_with_dropcap(stone, story, box, paragraph.runs, narrowest))
        else:
            parts.append(_part(stone, manner, paragraph, number, narrowest, story.language))
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
        with_last=manner.with_last,
        looseness=stone.looseness,
    )
    return FlowPart(block, _ROLES.get(paragraph.kind, "body"), number, manner.marker, resumed=paragraph.resumed)


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


def _with_dropcap(stone: Stone, story: Story, box: StoryBox, runs: Runs, narrowest: Mpt) -> FlowPart:
    """The first paragraph, its first letter (with an opening mark before it) set over several lines."""
    style = stone.style(box.body)
    text = "".join(run.text for run in runs)
    length = 2 if text[:1] in _OPENING_MARKS and len(text) > 1 else 1
    alone = text[length : length + 1].isspace()
    cap = _dropcap(stone, cut(runs, 0, length), box.dropcap, alone, story.language)
    prepared = stone.typesetter.prepare(cut(runs, length), style, (narrowest - cap.width) // 2, story.language)
    block = Block(prepared, inset=cap.width, inset_lines=cap.lines, looseness=stone.looseness)
    return FlowPart(block, "body", 0, dropcap=cap)


def _dropcap(stone: Stone, runs: Runs, lines: int, alone: bool, language: str) -> DropCap:
    """`alone` says that the letter is a word by itself."""
    base = stone.layout.styles.get("drop-cap", stone.style("body"))
    wanted = (lines - 1) * stone.leading + stone.cap
    size = round(base.size * wanted / stone.typesetter.cap_height(base))
    letters = plain(runs)
    capitals = tuple(replace(run, small_caps=False, text=run.text.upper()) for run in runs)
    line = stone.typesetter.lines(capitals, replace(sized(base, size), align="left"), 1_000_000_000, language)[0]
    run = replace(line.runs[-1], joined=not alone)
    if run.words[-1].text == letters.upper() and len(letters) == len(letters.upper()):
        run = replace(
            run, words=(replace(run.words[-1], text=letters),)
        )  # a capital is shown, the copy's letter is meant
    width = line.width + _DROPCAP_GAP
    return DropCap(run, lines, width)
