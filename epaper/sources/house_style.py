"""Typographic custom by language: a language tag in → its quotation marks, its dash and its spacing out.

Quotation marks follow CLDR (Unicode Common Locale Data Repository, "delimiters"), but for Arabic the angle quotes that
its press sets; the space before French high punctuation follows the Lexique of the Imprimerie nationale.
"""

from __future__ import annotations

from epaper.value import Value, replace

NARROW = "\u202f"
FIXED = "\u00a0"


class HouseStyle(Value):
    """`double` and `single` are what straight marks become. `dash` stands, with its spaces, for " - " and " -- "."""

    double: tuple[str, str] = ("“", "”")
    single: tuple[str, str] = ("‘", "’")
    dash: str = " – "
    spaced_punctuation: bool = False
    spaced_guillemets: bool = False
    spaced_thousands: bool = False
    titles: tuple[str, ...] = ()


_ENGLISH = HouseStyle(titles=("Mr", "Mrs", "Ms", "Dr", "Prof", "St"))
_LOW = HouseStyle(double=("„", "“"), single=("‚", "‘"))
_LOW_HIGH = HouseStyle(double=("„", "”"), single=("«", "»"))
_ANGLE = HouseStyle(double=("«", "»"), single=("“", "”"))
_SAME = HouseStyle(double=("”", "”"), single=("’", "’"))
_FRENCH = HouseStyle(
    double=("«", "»"),
    single=("“", "”"),
    spaced_punctuation=True,
    spaced_guillemets=True,
    spaced_thousands=True,
    titles=("M", "MM", "Mme", "Mlle", "Dr", "Me"),
)

_STYLES = {
    "en": _ENGLISH,
    "en-us": replace(_ENGLISH, dash=" — "),
    "de": replace(_LOW, titles=("Dr", "Prof", "Hr", "Fr", "St")),
    "de-ch": replace(_ANGLE, single=("‹", "›"), titles=("Dr", "Prof")),
    "cs": _LOW,
    "sk": _LOW,
    "sl": _LOW,
    "pl": _LOW_HIGH,
    "ro": _LOW_HIGH,
    "hu": replace(_LOW_HIGH, single=("»", "«")),
    "fr": _FRENCH,
    "fr-ca": replace(_FRENCH, spaced_punctuation=False),
    "es": replace(_ANGLE, titles=("Sr", "Sra", "Dr", "Dra", "D")),
    "it": _ANGLE,
    "el": _ANGLE,
    "no": replace(_ANGLE, single=("‘", "’")),
    "nb": replace(_ANGLE, single=("‘", "’")),
    "nn": replace(_ANGLE, single=("‘", "’")),
    "pt": HouseStyle(titles=("Sr", "Sra", "Dr", "Dra")),
    "pt-pt": _ANGLE,
    "ru": replace(_ANGLE, single=("„", "“")),
    "uk": replace(_ANGLE, single=("„", "“")),
    "sv": _SAME,
    "fi": _SAME,
    "ar": _ANGLE,
    "fa": replace(_ANGLE, single=("‹", "›")),
    "ur": HouseStyle(double=("”", "“"), single=("’", "‘")),
}


def house_style(language: str) -> HouseStyle:
    """The style of a language tag ("en-GB", "fr_CA"); of its language where the region has none; else plain quotes."""
    tag = language.lower().replace("_", "-")
    return _STYLES.get(tag) or _STYLES.get(tag.split("-")[0]) or HouseStyle()
