"""The edition's contents and a box → an index: titles by section with their page numbers, each one a link.

As many of the most important stories of other pages are listed as the box holds, in the order of the pages. What room
is left goes to the first words of each story, and only then between them: the box is full, and nothing gapes.
"""

from __future__ import annotations

from collections.abc import Sequence

from epaper.display.items import GlyphRun
from epaper.display.page import Zone
from epaper.flow.box import Made, boxed_title, divider, text_zone, tint
from epaper.flow.first_words import first_words
from epaper.flow.stone import Stone
from epaper.geometry import Rect
from epaper.model.layout import IndexBox
from epaper.plan.allocate import Entry
from epaper.plan.grid import Frame
from epaper.typeset.justify import Line
from epaper.units import Mpt
from epaper.value import Value, replace

_MOST_GAP = 3
"""Grid lines between two entries; usually there is one."""
_TEASER = (2, 6)
"""Lines of first words: what each entry gets before any gets more, and the most."""
_NUMBER_ROOM: Mpt = 22_000
"""Width kept free for the page number."""


class _Listed(Value):
    """An entry as it is set: whether its section's name stands over it, its title's lines, those of its first words."""

    entry: Entry
    title: tuple[Line, ...]
    teaser: tuple[Line, ...] = ()
    headed: bool = False

    @property
    def depth(self) -> int:
        return self.headed + len(self.title) + len(self.teaser)


def make_index(stone: Stone, frame: Frame, box: IndexBox, contents: tuple[Entry, ...]) -> Made:
    """Make up the index."""
    title, used = boxed_title(stone, frame, box.title, "index", "index-title")
    zones = [*tint(frame.rect, box.tint, stone.layout.grid.gutter // 3), *title]
    room = frame.lines - used
    entries = [entry for entry in contents if entry.page != stone.number]
    listed = _with_teasers(stone, frame, _chosen(stone, frame, entries, box.items, room), entries, room)
    gap = max(1, min(_MOST_GAP, 1 + _left(listed, room) // max(1, len(listed) - 1)))
    parted = any(each.headed for each in listed)
    line = used
    for number, each in enumerate(listed):
        if number and (each.headed or not parted):
            zones.append(divider(stone, frame, line, gap))
        zones += _set(stone, frame, each, line)
        line += each.depth + gap
    return Made(tuple(zones))


def _chosen(stone: Stone, frame: Frame, entries: Sequence[Entry], most: int, room: int) -> list[_Listed]:
    """As many entries as there is room for, the most important first taken, in the order of their pages."""
    chosen: list[_Listed] = []
    for entry in entries:
        if len(chosen) == most:
            break
        title = stone.typesetter.words(entry.title, stone.style("index-item"), _measure(frame))
        more = _headed(sorted([*chosen, _Listed(entry, title)], key=lambda each: each.entry.page))
        if _left(more, room) >= 0:
            chosen = more
    return chosen


def _headed(listed: Sequence[_Listed]) -> list[_Listed]:
    """The first entry of each section with the section's name over it."""
    sections = ["", *(each.entry.section for each in listed)]
    return [
        replace(each, headed=bool(each.entry.section) and each.entry.section != before)
        for each, before in zip(listed, sections, strict=False)
    ]


def _with_teasers(
    stone: Stone, frame: Frame, listed: list[_Listed], entries: Sequence[Entry], room: int
) -> list[_Listed]:
    """The entries with their first words, as far as there is room, the most important ones' first."""
    ranked = sorted(range(len(listed)), key=lambda at: entries.index(listed[at].entry))
    fewest, most = _TEASER
    for lines in range(fewest, most + 1):
        for at in ranked:
            entry = listed[at].entry
            teaser = first_words(stone, entry.teaser, stone.style("index-teaser"), lines, _measure(frame))
            longer = replace(listed[at], teaser=teaser)
            if longer.depth - listed[at].depth <= _left(listed, room):
                listed[at] = longer
    return listed


def _left(listed: Sequence[_Listed], room: int) -> int:
    """The lines that entries leave with one between them."""
    return room - sum(each.depth for each in listed) - max(0, len(listed) - 1)


def _measure(frame: Frame) -> Mpt:
    return frame.rect.width - _NUMBER_ROOM


def _set(stone: Stone, frame: Frame, listed: _Listed, first: int) -> list[Zone]:
    """The section's name, then the entry: its title, ragged, the page number flush right on the title's first line,
    and its first words."""
    zones = []
    if listed.headed:
        style = stone.style("index-section")
        name = stone.typesetter.words(listed.entry.section, style, frame.rect.width)[:1]
        place = (frame.rect.x, stone.baseline(frame, first), frame.rect.width)
        zones.append(text_zone("index", name, place, style.leading, stone.cap, box=frame.box.name))
    top = first + listed.headed
    page = stone.typesetter.line(str(listed.entry.page), stone.style("index-item"))
    number = page.at(frame.rect.right - page.width, stone.baseline(frame, top))
    runs: list[GlyphRun] = []
    for at, line in enumerate((*listed.title, *listed.teaser)):
        runs += line.at(frame.rect.x, stone.baseline(frame, top + at))
        runs += number if at == len(listed.title) - 1 else ()
    area = Rect(
        frame.rect.x,
        frame.rect.y + top * stone.leading,
        frame.rect.width,
        (len(listed.title) + len(listed.teaser) - 1) * stone.leading + stone.cap,
    )
    href = f"story:{listed.entry.slug}" if listed.entry.slug else ""
    return [*zones, Zone("index", area, tuple(runs), box=frame.box.name, href=href)]
