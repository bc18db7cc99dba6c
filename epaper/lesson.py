"""A page size → a folder with a working edition: a layout, stories, a picture, all commented as a first lesson.

The stories are invented, and of the lengths that fill the layout's boxes.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from string import Template
from typing import Literal, get_args

from epaper.errors import OutputError
from epaper.model.edition import Edition
from epaper.model.story import Paragraph, Story, plain
from epaper.pipeline import edition_of_layout
from epaper.sources.schemas import KINDS, schema_json

PageSize = Literal["broadsheet", "berliner", "tabloid", "a4"]
SIZES: tuple[PageSize, ...] = get_args(PageSize)

_COLUMNS: dict[PageSize, int] = {"broadsheet": 8, "berliner": 6, "tabloid": 5, "a4": 4}
_LEAD_LEGS: dict[PageSize, int] = {"broadsheet": 4, "berliner": 3, "tabloid": 3, "a4": 2}
"""Over how many legs the lead's picture reaches."""

_ROWS: dict[PageSize, str] = {"broadsheet": "5fr, 4fr", "berliner": "5fr, 3fr", "tabloid": "5fr, 3fr", "a4": "5fr, 3fr"}
"""How deep the lead is, and what stands below it: legs are to be shorter than ten inches."""

_LAYOUT = Template("""\
# yaml-language-server: $$schema=../schema/layout.json
# A layout is a picture of a page. Save a change, and `epaper preview edition.yaml` shows it.
layout: front
description: A front page with a lead and two stories

# The sheet, its columns and the usual styles come from a shipped layout; see `epaper layouts`.
extends: $size

# Rows of the page: twelve lines for the nameplate; the rest is shared out in parts.
grid: {rows: [12 lines, $rows]}

# The page as seen from above, a letter for each column of each row. A box is a rectangle of its letter.
areas: |
  $nameplate
  $lead
  $below

# What each box holds. A story's headline takes the largest size of its style's ladder that fits.
boxes:
  N: {nameplate: {}}
  L: {story: {headline: {style: head-1, lines: 1-2}, picture: {legs: $legs, at: top-right, aspect: "3:2"}}}
  B: {story: {headline: {style: head-3, lines: 1-3}, picture: none}}
  C: {story: {headline: {style: head-4, lines: 1-3}, picture: none}}
""")

_EDITION = Template("""\
# yaml-language-server: $$schema=schema/edition.json
# One day's paper. `epaper build edition.yaml` makes it; `epaper check edition.yaml` only looks.
title: The Morning Lesson
date: $date
motto: All that is fit to try
price: Free
number: No. 1

# Where your own layouts lie, beside those that come with epaper.
layouts: layouts

# All copy in these files and folders finds a box by itself; a page may nail stories to boxes, as here.
stories: [copy]
pages:
  - {layout: front, boxes: {$boxes}}
""")


def new_edition(folder: Path, size: PageSize) -> tuple[Path, ...]:
    """Make the folder with an edition in it; gives its files, `edition.yaml` first.

    Raises OutputError when there is something at that place already, or it cannot be written.
    """
    if folder.exists():
        raise OutputError(f"{folder} is there already; name a folder that is not")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".epaper-new-", dir=folder.parent))
        try:
            _fill(aside, size)
            aside.chmod(0o755)
            aside.rename(folder)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
    except OSError as error:
        raise OutputError(f"cannot make {folder}: {error.strerror or error}") from error
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple(sorted(files, key=lambda path: path.name != "edition.yaml"))


def _fill(folder: Path, size: PageSize) -> None:
    for name in ("layouts", "copy", "pictures", "schema"):
        (folder / name).mkdir()
    for kind in KINDS:
        (folder / "schema" / f"{kind}.json").write_text(schema_json(kind), encoding="utf-8")
    layout = folder / "layouts" / "front.yaml"
    layout.write_text(_layout(size), encoding="utf-8")
    invented, _ = edition_of_layout(layout)
    slugs = {story.slug: _slug(plain(story.headline)) for story in invented.stories}
    for priority, story in enumerate(invented.stories, start=1):
        for picture in story.pictures:
            shutil.copyfile(picture.path, folder / "pictures" / f"{slugs[story.slug]}.png")
        text = _markdown(story, slugs[story.slug], priority)
        (folder / "copy" / f"{slugs[story.slug]}.md").write_text(text, encoding="utf-8")
    (folder / "edition.yaml").write_text(_edition(invented, slugs), encoding="utf-8")


def _layout(size: PageSize) -> str:
    columns = _COLUMNS[size]
    left = (columns + 1) // 2
    rows = ("N" * columns, "L" * columns, "B" * left + "C" * (columns - left))
    nameplate, lead, below = (" ".join(row) for row in rows)
    return _LAYOUT.substitute(
        size=size, rows=_ROWS[size], nameplate=nameplate, lead=lead, below=below, legs=_LEAD_LEGS[size]
    )


def _edition(invented: Edition, slugs: dict[str, str]) -> str:
    assigned = invented.pages[0].assigned
    boxes = ", ".join(f"{box}: {slugs[slug]}" for box, (slug,) in assigned.items() if slug in slugs)
    return _EDITION.substitute(date=dt.date.today().isoformat(), boxes=boxes)


def _slug(headline: str) -> str:
    words: Sequence[str] = re.findall(r"[a-z0-9]+", headline.lower())
    return "-".join(words[:3])


def _markdown(story: Story, slug: str, priority: int) -> str:
    """The story as Markdown with front matter. Strings of JSON are strings of YAML."""
    head = {
        "headline": plain(story.headline),
        "deck": plain(story.deck),
        "kicker": story.kicker,
        "byline": story.byline,
        "dateline": story.dateline,
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items() if value]
    lines.append(f"priority: {priority}")
    for picture in story.pictures:
        words = {"caption": plain(picture.caption), "credit": picture.credit, "alt": "A grey picture, to be replaced"}
        lines += ["pictures:", f"  - file: ../pictures/{slug}.png"]
        lines += [f"    {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in words.items() if value]
    body = "\n\n".join(map(_marked, story.paragraphs))
    return "\n".join(["---", *lines, "---", "", body, ""])


def _marked(paragraph: Paragraph) -> str:
    marks = {"subhead": "## ", "quote": "> ", "bullet": "- "}
    return marks.get(paragraph.kind, "") + paragraph.text
