"""The YAML head of a Markdown story → its facts, checked.

Every fault is collected with its place, so that a reporter can mend them all at once.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any, get_args

from epaper.errors import Collector, did_you_mean
from epaper.model.story import Picture, Runs, Status
from epaper.sources.dates import find_date
from epaper.sources.intake import slugify
from epaper.sources.yaml_marks import Marked, Path
from epaper.value import Value

KEYS = (
    "headline",
    "deck",
    "kicker",
    "byline",
    "dateline",
    "date",
    "section",
    "pictures",
    "pull-quotes",
    "priority",
    "language",
    "status",
    "embargo",
    "slug",
    "rights",
    "published",
)
PICTURE_KEYS = ("file", "caption", "cutline", "credit", "alt", "focus")

_OTHER_NAMES = {
    "title": "headline",
    "author": "byline",
    "authors": "byline",
    "subtitle": "deck",
    "standfirst": "deck",
    "summary": "deck",
    "description": "deck",
    "eyebrow": "kicker",
    "lang": "language",
    "location": "dateline",
    "place": "dateline",
    "images": "pictures",
    "photos": "pictures",
    "image": "pictures",
    "license": "rights",
    "licence": "rights",
    "category": "section",
    "src": "file",
    "path": "file",
    "text": "caption",
    "photographer": "credit",
}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
_DEFAULT_FOCUS = (0.5, 0.4)

Inline = Callable[[str], Runs]


class FrontMatter(Value):
    """A story file's YAML head. `inline` reads the Markdown inside a headline, a deck, a caption or a pull quote."""

    marked: Marked
    inline: Inline
    faults: Collector

    def check_keys(self) -> None:
        """Report every key that a story does not have."""
        if not isinstance(self.marked.value, dict):
            self._wrong((), "keys and values, such as headline: …")
            return
        self._check((), KEYS)

    def text(self, key: str) -> str:
        """A text on one line; empty where the key is missing. A list of names becomes one text, with commas."""
        value = self._value((key,))
        if isinstance(value, list) and key == "byline":
            return ", ".join(self._text((key, index), each) for index, each in enumerate(value))
        return self._text((key,), value)

    def runs(self, key: str) -> Runs:
        """A text that may have emphasis in it."""
        return self.inline(self.text(key))

    def language(self, default: str) -> str:
        tag = self.text("language")
        if tag and not _LANGUAGE.fullmatch(tag):
            self._wrong(("language",), 'a language tag, such as "en-GB" or "fr"')
            return default
        return tag.replace("_", "-") or default

    def slug(self, default: str) -> str:
        slug = self.text("slug")
        if slug and slug != slugify(slug):
            self._wrong(("slug",), f'small letters, digits and hyphens, such as "{slugify(slug)}"')
        return slug or default

    def priority(self) -> int:
        value = self._value(("priority",))
        if value is None:
            return 5
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            self._wrong(("priority",), "a whole number: 1 for the lead, larger for less")
            return 5
        return value

    def status(self) -> Status:
        text = self.text("status").lower().replace("cancelled", "canceled") or "usable"
        for status in get_args(Status):
            if text == status:
                known: Status = status
                return known
        where = self.marked.where(("status",))
        self.faults.error("wrong-value", f'unknown status "{text}"', where, did_you_mean(text, get_args(Status)))
        return "usable"

    def date(self) -> dt.date | None:
        text = self.text("date")
        found = find_date(text)
        if text and found is None:
            self._wrong(("date",), "a date, such as 2026-03-17")
        return found.date if found else None

    def embargo(self) -> dt.datetime | None:
        """A moment; without a zone it is the edition's own time."""
        text = self.text("embargo")
        if not text:
            return None
        try:
            return dt.datetime.fromisoformat(text)
        except ValueError:
            self._wrong(("embargo",), "a date and time, such as 2026-03-17 06:00 or 2026-03-17T06:00+05:00")
            return None

    def pull_quotes(self) -> tuple[Runs, ...]:
        value = self._value(("pull-quotes",))
        quotes = value if isinstance(value, list) else [] if value is None else [value]
        texts = [self._text(("pull-quotes", index), each) for index, each in enumerate(quotes)]
        return tuple(self.inline(text) for text in texts if text)

    def pictures(self) -> tuple[Picture, ...]:
        value = self._value(("pictures",))
        if value is None:
            return ()
        if not isinstance(value, list):
            self._wrong(("pictures",), 'a list, each beginning with "- file:"')
            return ()
        made = [self._picture(("pictures", index), each) for index, each in enumerate(value)]
        return tuple(picture for picture in made if picture)

    def _picture(self, at: Path, value: Any) -> Picture | None:
        where = self.marked.where(at)
        if isinstance(value, str) and value:
            return Picture(value, where=where)
        if not isinstance(value, dict):
            self._wrong(at, "file, caption, credit …")
            return None
        self._check(at, PICTURE_KEYS)
        texts = {key: self._text((*at, key), value.get(key)) for key in PICTURE_KEYS if key != "focus"}
        if not texts["file"]:
            self.faults.error("missing-key", "a picture without a file", where, 'add "file:" with its path')
            return None
        return Picture(
            path=texts["file"],
            caption=self.inline(texts["caption"] or texts["cutline"]),
            credit=texts["credit"],
            alt=texts["alt"],
            focus=self._focus((*at, "focus"), value),
            where=self.marked.where((*at, "file")),
        )

    def _focus(self, at: Path, picture: Mapping[str, Any]) -> tuple[float, float]:
        value = picture.get("focus")
        if value is None:
            return _DEFAULT_FOCUS
        pair = value if isinstance(value, list) and len(value) == 2 else []
        if len(pair) == 2 and all(isinstance(each, int | float) and 0 <= each <= 1 for each in pair):
            return float(pair[0]), float(pair[1])
        self._wrong(at, "two fractions from the top left corner, such as [0.5, 0.4]")
        return _DEFAULT_FOCUS

    def _check(self, at: Path, known: tuple[str, ...]) -> None:
        fields = self._value(at)
        for key in fields:
            if key not in known:
                other = _OTHER_NAMES.get(key.lower(), "")
                hint = f'did you mean "{other}"?' if other in known else did_you_mean(key.replace("_", "-"), known)
                self.faults.error("unknown-key", f'unknown key "{key}"', self.marked.key_where((*at, key)), hint)

    def _value(self, at: Path) -> Any:
        value = self.marked.value
        for step in at:
            if isinstance(value, list) and isinstance(step, int):
                value = value[step]
            else:
                value = value.get(step) if isinstance(value, dict) else None
        return value

    def _text(self, at: Path, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, bool | dict | list):
            self._wrong(at, "a text")
            return ""
        return " ".join(str(value).split())

    def _wrong(self, at: Path, expected: str) -> None:
        value = self._value(at)
        found = f'"{value}"' if isinstance(value, str | int | float) and not isinstance(value, bool) else _shape(value)
        name = f'"{at[-1]}": ' if at and isinstance(at[-1], str) else ""
        self.faults.error("wrong-value", f"{name}found {found}, expected {expected}", self.marked.where(at))


def _shape(value: object) -> str:
    names = {dict: "keys and values", list: "a list", bool: str(value).lower(), type(None): "nothing"}
    return names.get(type(value), "something else")
