"""Dates as newspapers write them: text in → the date and where in the text it stands.

"October 11th, 2022", "17 Mar, 2026", "Tue 11 Oct 2022 09.15 BST", "le 11 octobre 2022", "11. Oktober 2022",
"2022-10-11", "11/10/2022" (the day first, as everywhere but in the United States).
"""

from __future__ import annotations

import datetime as dt
import re

from epaper.value import Value

_MONTHS = (
    "january jan januar jänner janvier janv enero ene ocak",
    "february feb februar février févr fév febrero şubat",
    "march mar märz mrz mars marzo mart",
    "april apr avril avr abril abr nisan",
    "may mai mayo mayıs",
    "june jun juni juin junio haziran",
    "july jul juli juillet juil julio temmuz",
    "august aug août agosto ago ağustos",
    "september sept sep septembre septiembre setiembre eylül",
    "october oct oktober okt octobre octubre ekim",
    "november nov novembre noviembre kasım",
    "december dec dezember dez décembre déc diciembre dic aralık",
)
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAME = "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True))
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º)?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_WRITTEN = (
    re.compile(rf"\b(?P<month>{_NAME})\b\.?\s+{_DAY}(?:\s*,\s*|\s+){_YEAR}\b", re.IGNORECASE),
    re.compile(
        rf"\b{_DAY}\s*(?:of\s+|de\s+|[-/]\s*)?(?P<month>{_NAME})\b\.?(?:\s*,\s*|\s+de\s+|\s+|\s*[-/]\s*){_YEAR}\b",
        re.IGNORECASE,
    ),
)
_ISO = re.compile(rf"\b{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?(?!\d)")
_NUMERIC = re.compile(rf"\b(?P<first>\d{{1,2}})([./-])(?P<second>\d{{1,2}})\2{_YEAR}\b")


class FoundDate(Value):
    """A date, and the span of text that says it."""

    date: dt.date
    start: int
    end: int


def find_date(text: str, language: str = "en-GB") -> FoundDate | None:
    """The first full date in a text, or None. 4/5/2022 is 4 May, but 5 April in American English."""
    found = [each for each in (*_written(text), *_in_figures(text, language)) if each]
    return min(found, key=lambda each: each.start, default=None)


def _written(text: str) -> list[FoundDate | None]:
    matches = [pattern.search(text) for pattern in _WRITTEN]
    return [
        _found(match, int(match["year"]), _MONTH_NUMBER[match["month"].lower()], int(match["day"]))
        for match in matches
        if match
    ]


def _in_figures(text: str, language: str) -> list[FoundDate | None]:
    found = []
    if match := _ISO.search(text):
        found.append(_found(match, int(match["year"]), int(match["month"]), int(match["day"])))
    if match := _NUMERIC.search(text):
        day, month = int(match["first"]), int(match["second"])
        if month > 12 or (language == "en-US" and day <= 12):
            day, month = month, day
        found.append(_found(match, int(match["year"]), month, day))
    return found


def _found(match: re.Match[str], year: int, month: int, day: int) -> FoundDate | None:
    try:
        return FoundDate(dt.date(year, month, day), match.start(), match.end())
    except ValueError:
        return None
