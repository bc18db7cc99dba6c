"""A date and a language → the words for it, by Babel's CLDR data."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache


@lru_cache(maxsize=64)
def long_date(date: dt.date, language: str) -> str:
    """The whole date with its weekday, as a nameplate has it: "Tuesday, 11 October 2022"."""
    return _format(date, "full", language)


@lru_cache(maxsize=256)
def short_date(date: dt.date, language: str) -> str:
    """The date as a rail or folio has it: "17 Mar 2026"."""
    return _format(date, "medium", language)


def _format(date: dt.date, form: str, language: str) -> str:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  (its data are slow to load)
    from babel.dates import format_date  # noqa: PLC0415

    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en", "GB")
    return format_date(date, form, locale=locale)
