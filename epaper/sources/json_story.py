"""A story, or a list of briefs, as JSON → `Intake`.

The shape: `headline`, `byline`, `dateline`, `date`, `lang`, `section`, `captions` (caption, credit) and `paragraphs`
(one text each; "## " opens a subhead). `blocks`, where given, are the paragraphs with their kinds (`json_blocks`). A
file of briefs has `items` instead, each with a headline, a dateline and a text, and each becomes a story.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from epaper.errors import Collector
from epaper.model.story import Aside, Paragraph, Picture, Run, Runs, Story
from epaper.sources.dates import find_date
from epaper.sources.intake import CopyFile, Intake
from epaper.sources.json_blocks import read_blocks
from epaper.sources.json_entry import Entry, Fields, type_name

_SHARED = ("lang", "section", "date", "byline", "source", "license")
"""What a brief takes from its file unless it has its own."""

_SET = (*_SHARED, "headline", "kicker", "deck", "dateline", "priority", "captions", "paragraphs", "blocks", "text")
_ASIDE = ("id", "dir", "source_url", "license_where", "words", "notes", "agency", "month")
"""Known, and not for print."""


def read(copy: CopyFile) -> Intake:
    """The story, or the briefs, in a JSON file. Raises `InputError` for broken JSON, wrong types, missing headlines."""
    faults = Collector()
    document = _parse(copy, faults)
    if "items" in document:
        entries = [Entry(copy, document, "", faults)]
        entries[0].warn_unknown((*_SET, *_ASIDE, "items"), _SET)
        briefs = entries[0].objects("items")
        shared = {key: document[key] for key in _SHARED if key in document}
        entries = [Entry(copy, {**shared, **brief}, f"items[{index}].", faults) for index, brief in enumerate(briefs)]
        if not entries:
            faults.error("no-headline", 'there is no story: "items" is empty', copy.where())
        stories = tuple(_story(entry, f"{copy.slug}-{number}") for number, entry in enumerate(entries, 1))
    else:
        stories = (_story(Entry(copy, document, "", faults), copy.slug),)
    faults.raise_errors()
    return Intake(stories, (), tuple(faults.diagnostics))


def _parse(copy: CopyFile, faults: Collector) -> Fields:
    document: Any = None
    try:
        document = json.loads(copy.text)
    except json.JSONDecodeError as error:
        reason = error.msg[0].lower() + error.msg[1:]
        faults.error("broken-json", f"broken JSON: {reason}", copy.where(error.lineno, error.colno))
    except RecursionError:
        faults.error("broken-json", "broken JSON: nested too deeply", copy.where())
    faults.raise_errors()
    if not isinstance(document, dict):
        faults.error("wrong-type", f"found {type_name(document)}, expected an object", copy.where(1, 1))
    faults.raise_errors()
    fields: Fields = document
    return fields


def _story(entry: Entry, slug: str) -> Story:
    entry.warn_unknown((*_SET, *_ASIDE), _SET)
    headline, where = entry.text("headline"), entry.place("headline")
    if not headline:
        entry.faults.error("no-headline", f'no headline: "{entry.prefix}headline" is missing or empty', where)
    pictures, (paragraphs, asides) = _pictures(entry), _text(entry)
    if not paragraphs and not asides and not pictures:
        message = f'no text: neither "{entry.prefix}paragraphs" nor "{entry.prefix}text" has any'
        entry.faults.error("no-text", message, where)
    return Story(
        slug=slug,
        headline=(Run(headline),),
        paragraphs=paragraphs,
        kicker=entry.text("kicker"),
        deck=_runs(entry.text("deck")),
        byline=entry.text("byline"),
        dateline=entry.text("dateline").rstrip(" :—–-"),
        date=_date(entry),
        pictures=pictures,
        asides=asides,
        priority=_priority(entry),
        section=entry.text("section"),
        language=entry.text("lang") or entry.copy.language,
        rights=", ".join(filter(None, (entry.text("source"), entry.text("license")))),
        where=where,
    )


def _text(entry: Entry) -> tuple[tuple[Paragraph, ...], tuple[Aside, ...]]:
    """Paragraphs and boxes of facts from `blocks`, unless `paragraphs` (or `text`) have more words than they."""
    simple = [_simple(text) for text in (*entry.texts("paragraphs"), *_paragraph_texts(entry)) if text]
    blocks, asides = read_blocks(entry)
    told = _words(blocks) + sum(len(aside.text.split()) for aside in asides)
    if told < _words(simple):
        blocks, asides = simple, ()
    found = list(blocks)
    dateline = entry.text("dateline")
    if dateline and found and found[0].text.startswith(dateline):
        rest = found[0].text.removeprefix(dateline).lstrip(" :—–-")
        found = [Paragraph((Run(rest),), found[0].kind), *found[1:]]
    return tuple(found), asides


def _paragraph_texts(entry: Entry) -> list[str]:
    value = entry.fields.get("text")
    parts = value.split("\n\n") if isinstance(value, str) else [entry.text("text")]
    return [" ".join(part.split()) for part in parts]


def _simple(text: str) -> Paragraph:
    if text.startswith("## "):
        return Paragraph((Run(text.removeprefix("## ").lstrip()),), "subhead")
    return Paragraph((Run(text),))


def _pictures(entry: Entry) -> tuple[Picture, ...]:
    found = []
    for index, caption in enumerate(entry.objects("captions")):
        inner = Entry(entry.copy, caption, f"{entry.prefix}captions[{index}].", entry.faults)
        inner.warn_unknown(("file", "caption", "credit", "alt"), _SET)
        words = _runs(inner.text("caption"))
        where = inner.place("caption")
        found.append(Picture(inner.text("file"), words, inner.text("credit"), inner.text("alt"), where=where))
    return tuple(found)


def _date(entry: Entry) -> dt.date | None:
    """A whole date; "2012-03" and "1914" name no day and are left out with a note."""
    text = entry.text("date")
    if not text:
        return None
    found = find_date(text)
    if found is None:
        entry.faults.note("no-day", f'the date "{text}" names no day, so the story has none', entry.place("date"))
        return None
    return found.date


def _priority(entry: Entry) -> int:
    value = entry.fields.get("priority")
    if value is None:
        return 5
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        entry.faults.error(
            "wrong-type", f'"{entry.prefix}priority": expected a whole number from 1', entry.place("priority")
        )
        return 5
    return value


def _runs(text: str) -> Runs:
    return (Run(text),) if text else ()


def _words(paragraphs: Sequence[Paragraph]) -> int:
    return sum(len(paragraph.text.split()) for paragraph in paragraphs)
