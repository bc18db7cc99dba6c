"""Two neighbouring words of a headline in → how badly a line break between them reads.

A head breaks where the sense breaks: not after an article, a preposition or a conjunction, not inside a name, not
between a number and what it counts. Small word lists for each language; a language without one breaks by balance alone.
"""

from __future__ import annotations

from collections.abc import Sequence

_LEADING_WORDS = {
    "en": (
        "a an the of to in on at by for from with and or but as if is are was were be that than into over under after "
        "before against between about not no his her its their our your my will would can could may mr mrs ms dr us "
        "why how what which who whose when where whether if"
    ),
    "de": "der die das den dem des ein eine einen einem einer und oder in im an am auf aus bei mit nach von vom zu zum "
    "zur für über unter als ist sind nicht kein keine",
    "fr": "le la les un une des du de et ou à au aux en dans par pour sur avec sans sous est sont ne que qui ce son sa",
    "es": "el la los las un una unos unas de del y o a al en con por para sin sobre es son no que su sus",
    "tr": "bir ve ile için de da ki bu şu o en çok",
}
_AFTER_LEADING_WORD = 1.0
_IN_A_NAME = 0.7
_AFTER_NUMBER = 0.6
_AFTER_MARK = -0.4
_IN_A_QUOTATION = 0.8
_SHORT_QUOTATION = 4
"""A quotation of no more words should stand on one line."""
_OPENING, _CLOSING = "‘“«„‚‹", "’”»“‘›"


def break_cost(before: str, after: str, language: str, sentence_case: bool) -> float:
    """The cost of a line break between two words; below 0 where a break helps (after a comma, a colon, a dash).

    `sentence_case` says that capitals mark names: then a break between two capitalised words splits a name.
    """
    if before[-1:] in ",;:–—?!":
        return _AFTER_MARK
    bare = before.strip("‘’“”'\"«»„()").lower()
    if bare in _words(language.split("-")[0].lower()):
        return _AFTER_LEADING_WORD
    if bare.replace(",", "").replace(".", "").isdigit():
        return _AFTER_NUMBER
    if sentence_case and before[:1].isupper() and after[:1].isupper():
        return _IN_A_NAME
    return 0.0


def quotation_costs(words: Sequence[str]) -> dict[int, float]:
    """What it costs to break before each word (by its index) that stands inside a short quotation."""
    costs: dict[int, float] = {}
    opened = None
    for at, word in enumerate(words):
        if opened is None and word[:1] in _OPENING:
            opened = at
        if opened is not None and word.rstrip(".,;:!?…)")[-1:] in _CLOSING:
            if at - opened < _SHORT_QUOTATION:
                costs |= dict.fromkeys(range(opened + 1, at + 1), _IN_A_QUOTATION)
            opened = None
    return costs


def is_sentence_case(words: Sequence[str]) -> bool:
    """Whether a headline capitalises names alone: most of its words after the first are lower case."""
    rest = [word for word in words[1:] if word[:1].isalpha()]
    return sum(word[0].islower() for word in rest) * 2 >= len(rest)


def _words(language: str) -> frozenset[str]:
    return _SETS.get(language, frozenset())


_SETS = {language: frozenset(words.split()) for language, words in _LEADING_WORDS.items()}
