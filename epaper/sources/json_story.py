"""A story, or a list of briefs, as JSON → `Intake`.

The shape: `headline`, `byline`, `dateline`, `date`, `lang`, `section`, `captions` (caption, credit) and `paragraphs`
(one text each; "## " opens a subhead). `blocks`, where given, are the paragraphs with their kinds: p, subhead, quote,
list-item, verse, speech-turn (with its speaker) and figure (the place of a caption, by index). A file of briefs has
`items` instead, each with a headline, a dateline and a text, and each becomes a story.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from epaper.errors import Collector, Where, did_you_mean
from epaper.model.story import Paragraph, ParagraphKind, Picture, Run, Runs, Story
from epaper.sources.dates import find_date
from epaper.sources.intake import CopyFile, Intake

_KINDS: Mapping[str, ParagraphKind] = {
    "p": "body",
    "subhead": "subhead",
    "quote": "quote",
    "verse": "quote",
    "list-item": "bullet",
    "speech-turn": "body",
}
_SHARED = ("lang", "section", "date", "byline", "source", "license")
"""What a brief takes from its file unless it has its own."""

_SET = (*_SHARED, "headline", "kicker", "deck", "dateline", "priority", "captions", "paragraphs", "blocks", "text")
_ASIDE = ("id", "dir", "source_url", "license_where", "words", "notes", "agency", "month")
"""Known, and not for print."""

Fields = Mapping[str, Any]


def read(copy: CopyFile) -> Intake:
    """The story, or the briefs, in a JSON file. Raises `InputError` for broken JSON, wrong types, missing headlines."""
    faults = Collector()
    document = _parse(copy, faults)
    if "items" in document:
        entries = [_Entry(copy, document, "", faults)]
        entries[0].warn_unknown((*_SET, *_ASIDE, "items"))
        briefs = entries[0].objects("items")
        shared = {key: document[key] for key in _SHARED if key in document}
        entries = [_Entry(copy, {**shared, **brief}, f"items[{index}].", faults) for index, brief in enumerate(briefs)]
        if not entries:
            faults.error("no-headline", 'there is no story: "items" is empty', copy.where())
        stories = tuple(_story(entry, f"{copy.slug}-{number}") for number, entry in enumerate(entries, 1))
    else:
        stories = (_story(_Entry(copy, document, "", faults), copy.slug),)
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
        faults.error("wrong-type", f"found {_type_name(document)}, expected an object", copy.where(1, 1))
    faults.raise_errors()
    fields: Fields = document
    return fields


@dataclass(frozen=True, slots=True)
class _Entry:
    """One JSON object, with the means to take typed values out of it and to say what is wrong with them."""

    copy: CopyFile
    fields: Fields
    prefix: str
    faults: Collector

    def place(self, key: str) -> Where:
        """Where this entry's value stands: the line of its text where that can be found, else of its first key."""
        value = self.fields.get(key)
        shown = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else f'"{key}"'
        at = self.copy.text.find(shown)
        return self.copy.where(self.copy.text.count("\n", 0, at) + 1 if at >= 0 else None)

    def text(self, key: str) -> str:
        """A text, with its white space tidied; nothing and null are empty."""
        value = self.fields.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            self._wrong(key, value, "a text")
            return ""
        return " ".join(value.split())

    def objects(self, key: str) -> Sequence[Fields]:
        return [each for each in self._items(key) if self._is(each, dict, key, "an object")]

    def texts(self, key: str) -> Sequence[str]:
        return [" ".join(each.split()) for each in self._items(key) if self._is(each, str, key, "a text")]

    def warn_unknown(self, known: Sequence[str]) -> None:
        for key in self.fields:
            if key not in known:
                hint = did_you_mean(key, _SET)
                self.faults.warn("unknown-key", f'unknown key "{self.prefix}{key}", left out', self._key(key), hint)

    def _items(self, key: str) -> Sequence[Any]:
        value = self.fields.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self._wrong(key, value, "a list")
            return []
        return value

    def _is(self, value: object, kind: type, key: str, expected: str) -> bool:
        if not isinstance(value, kind):
            self._wrong(key, value, f"{expected} for each")
        return isinstance(value, kind)

    def _wrong(self, key: str, value: object, expected: str) -> None:
        message = f'"{self.prefix}{key}": found {_type_name(value)}, expected {expected}'
        self.faults.error("wrong-type", message, self._key(key))

    def _key(self, key: str) -> Where:
        at = self.copy.text.find(f'"{key}"')
        return self.copy.where(self.copy.text.count("\n", 0, at) + 1 if at >= 0 else None)


def _story(entry: _Entry, slug: str) -> Story:
    entry.warn_unknown((*_SET, *_ASIDE))
    headline, where = entry.text("headline"), entry.place("headline")
    if not headline:
        entry.faults.error("no-headline", f'no headline: "{entry.prefix}headline" is missing or empty', where)
    pictures, paragraphs = _pictures(entry), _paragraphs(entry)
    if not paragraphs and not pictures:
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
        priority=_priority(entry),
        section=entry.text("section"),
        language=entry.text("lang") or entry.copy.language,
        rights=", ".join(filter(None, (entry.text("source"), entry.text("license")))),
        where=where,
    )


def _paragraphs(entry: _Entry) -> tuple[Paragraph, ...]:
    """From `blocks`, unless `paragraphs` (or `text`) have more words than they."""
    simple = [_simple(text) for text in (*entry.texts("paragraphs"), *_paragraph_texts(entry)) if text]
    blocks = [paragraph for block in entry.objects("blocks") for paragraph in _block(entry, block)]
    found = blocks if _words(blocks) >= _words(simple) else simple
    dateline = entry.text("dateline")
    if dateline and found and found[0].text.startswith(dateline):
        rest = found[0].text.removeprefix(dateline).lstrip(" :—–-")
        found = [Paragraph((Run(rest),), found[0].kind), *found[1:]]
    return tuple(found)


def _paragraph_texts(entry: _Entry) -> list[str]:
    value = entry.fields.get("text")
    parts = value.split("\n\n") if isinstance(value, str) else [entry.text("text")]
    return [" ".join(part.split()) for part in parts]


def _simple(text: str) -> Paragraph:
    if text.startswith("## "):
        return Paragraph((Run(text.removeprefix("## ").lstrip()),), "subhead")
    return Paragraph((Run(text),))


def _block(entry: _Entry, block: Fields) -> tuple[Paragraph, ...]:
    """The paragraph of a block: none for a figure, which is only the place of a picture."""
    inner = _Entry(entry.copy, block, f"{entry.prefix}blocks.", entry.faults)
    kind, text, speaker = inner.text("type"), inner.text("text"), inner.text("speaker")
    if kind == "figure" or not text:
        return ()
    if kind not in _KINDS:
        message = f'unknown block type "{kind}", set as body text'
        entry.faults.warn("unknown-block", message, inner.place("text"), did_you_mean(kind, _KINDS))
    opening = (Run(f"{speaker}: ", bold=True),) if kind == "speech-turn" and speaker else ()
    marker = "•" if kind == "list-item" else ""
    return (Paragraph((*opening, Run(text)), _KINDS.get(kind, "body"), marker),)


def _pictures(entry: _Entry) -> tuple[Picture, ...]:
    found = []
    for index, caption in enumerate(entry.objects("captions")):
        inner = _Entry(entry.copy, caption, f"{entry.prefix}captions[{index}].", entry.faults)
        inner.warn_unknown(("file", "caption", "credit", "alt"))
        words = _runs(inner.text("caption"))
        where = inner.place("caption")
        found.append(Picture(inner.text("file"), words, inner.text("credit"), inner.text("alt"), where=where))
    return tuple(found)


def _date(entry: _Entry) -> dt.date | None:
    """A whole date; "2012-03" and "1914" name no day and are left out with a note."""
    text = entry.text("date")
    if not text:
        return None
    found = find_date(text)
    if found is None:
        entry.faults.note("no-day", f'the date "{text}" names no day, so the story has none', entry.place("date"))
        return None
    return found.date


def _priority(entry: _Entry) -> int:
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


def _type_name(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
