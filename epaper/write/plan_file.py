"""A plan → the `pages` of an edition file that say all of it, for people to read and edit.

Each box has its stories named, with their length and the room for it in a comment.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from epaper.model.edition import Edition
from epaper.model.placing import LeftOver, Placing
from epaper.write.report import lines_and_room

_PLAIN = re.compile(r"[A-Za-z_][\w./-]*")
"""Words that need no quotes in YAML …"""
_NOT_PLAIN = {"true", "false", "null", "yes", "no", "on", "off"}
"""… but for these, which other readers of YAML take for something else."""


def pages_yaml(
    edition: Edition, placings: Sequence[Placing], left_over: Sequence[LeftOver], boxes: Sequence[Sequence[str]]
) -> str:
    """YAML of the plan's pages. `boxes` are the names of each page's boxes that may hold stories, in reading order."""
    lines = ["# Which story stands where. Lines and room are estimates: `epaper build` sets the type.", "pages:"]
    for page, names in zip(edition.pages, boxes, strict=True):
        here = [placing for placing in placings if placing.page == page.number]
        lines.append(f"  - layout: {quoted(page.layout)}  # page {page.number}")
        if page.section:
            lines.append(f"    section: {quoted(page.section)}")
        if names:
            lines.append("    boxes:")
            lines += _boxes(names, here)
    if left_over:
        lines.append("# Left over:")
        lines += [f"#   {story.slug}, {story.words} words, priority {story.priority}" for story in left_over]
    return "\n".join(lines) + "\n"


def _boxes(names: Iterable[str], placings: Sequence[Placing]) -> list[str]:
    rows = []
    for name in names:
        here = [placing for placing in placings if placing.box == name]
        slugs = [quoted(placing.slug) for placing in here]
        value = slugs[0] if len(slugs) == 1 else f"[{', '.join(slugs)}]"
        rows.append((f"      {quoted(name)}: {value}", lines_and_room(here[0]) if len(here) == 1 else ""))
    width = max(len(row) for row, told in rows)
    return [f"{row:{width}}  # {told}" if told else row for row, told in rows]


def quoted(text: str) -> str:
    """A text as YAML writes it: plain where it may, else in quotes (a string of JSON is one of YAML)."""
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_PLAIN:
        return text
    return json.dumps(text, ensure_ascii=False)
