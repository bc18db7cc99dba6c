"""A word and a language in → the places where it may be divided out. The only home of pyphen.

Patterns are Liang's ("Word Hy-phen-a-tion by Com-put-er", 1983) as LibreOffice keeps them. A language without patterns
is set without hyphens.
"""

from __future__ import annotations

from functools import lru_cache

from epaper.model.style import HJ

SOFT_HYPHEN = "\u00ad"

_REGIONS = {"en": "en_GB", "de": "de_DE", "pt": "pt_PT"}
"""The patterns to take where a language is given without its region."""

_APOSTROPHES = "’'"
_TURKISH_VOWELS = frozenset("aeıioöuüâîû")

_EXCEPTIONS = {
    "en": (
        "Pak-istan Is-lama-bad Af-ghan-istan Kara-chi La-hore Pesh-awar Bang-la-desh Ka-bul Raw-al-pindi "
        "bi-ble week-end week-day every-thing any-thing some-thing any-one some-one no-thing where-as "
        "news-paper head-line dead-line week-ly pres-ident gov-ern-ment demo-crat-ic re-cord pro-ject pro-gress"
    ),
}
"""Words that the patterns divide wrongly or not at all, with the divisions to use."""


@lru_cache(maxsize=100_000)
def hyphen_points(word: str, language: str, hj: HJ) -> tuple[int, ...]:
    """Indexes in `word` before which it may be divided with a hyphen, in order.

    Soft hyphens in the word overrule the patterns (and are counted as characters). Only the alphabetic core counts
    against the shortest word and the fewest letters before and after (`hj`); a word with digits, one all in capitals
    of up to five letters (an acronym), or with capitals inside (a brand) is never divided.
    """
    if SOFT_HYPHEN in word:
        return tuple(i + 1 for i, char in enumerate(word) if char == SOFT_HYPHEN and 0 < i < len(word) - 1)
    start, end = _core(word)
    core = word[start:end]
    if not hj.hyphenate or len(core) <= hj.hyphenate_words_longer_than or not core.isalpha():
        return ()
    if core.isupper() and len(core) <= 5:
        return ()
    if not core.isupper() and core[1:] != core[1:].lower():
        return ()
    if not hj.hyphenate_capitalised and core[0].isupper():
        return ()
    latest = len(core) - hj.before_last
    return tuple(start + at for at in _divisions(core, language) if hj.after_first <= at <= latest)


def has_patterns(language: str) -> bool:
    """Whether text of this language can be hyphenated."""
    return language.split("-")[0] == "tr" or _patterns(language) is not None


def _core(word: str) -> tuple[int, int]:
    """The span of the word without the punctuation around it, a possessive ’s, or an elided article (l’, qu’)."""
    start, end = 0, len(word)
    while start < end and not word[start].isalnum():
        start += 1
    while end > start and not word[end - 1].isalnum():
        end -= 1
    if end - start > 2 and word[end - 2] in _APOSTROPHES and word[end - 1] in "sS":
        end -= 2
    elided = max(word.rfind(mark, start, end) for mark in _APOSTROPHES) + 1
    return max(start, elided), end


def _divisions(core: str, language: str) -> list[int]:
    exception = _exceptions(language.split("-")[0]).get(core.lower())
    if exception is not None:
        return list(exception)
    if language.split("-")[0] == "tr":
        return _turkish(core)
    patterns = _patterns(language)
    if patterns is None:
        return []
    return [int(at) for at in patterns.positions(core.lower() if core.isupper() else core)]


def _turkish(core: str) -> list[int]:
    """Turkish syllables: one begins at the consonant before each vowel, or at the vowel after another one
    (Türk Dil Kurumu, *Yazım Kılavuzu*, "Hece yapısı ve satır sonunda kelimelerin bölünmesi")."""
    lower = core.replace("I", "ı").replace("İ", "i").lower()
    vowels = [i for i, char in enumerate(lower) if char in _TURKISH_VOWELS]
    return [at if at - 1 in vowels else at - 1 for at in vowels[1:]]


@lru_cache(maxsize=32)
def _exceptions(primary: str) -> dict[str, tuple[int, ...]]:
    found = {}
    for entry in _EXCEPTIONS.get(primary, "").split():
        parts = entry.lower().split("-")
        found["".join(parts)] = tuple(sum(len(part) for part in parts[:i]) for i in range(1, len(parts)))
    return found


@lru_cache(maxsize=32)
def _patterns(language: str):  # type: ignore[no-untyped-def]  # pyphen has no types
    import pyphen  # noqa: PLC0415  (loading it takes longer than starting the program)

    name = language.replace("-", "_")
    if "_" not in name:
        name = _REGIONS.get(name, name)
    fallback = pyphen.language_fallback(name) or pyphen.language_fallback(name.split("_")[0])
    return pyphen.Pyphen(lang=fallback, left=1, right=1) if fallback else None
