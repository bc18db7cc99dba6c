"""Runs in reading order → words that were broken over lines, legs or pages, made whole for those who read the file.

A broken word's first part says the whole word, its other parts a space (readers that ignore this still find a soft
hyphen). Copying, searching and reading aloud then meet words, not parts of words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from epaper.display.items import GlyphRun
from epaper.display.page import Document
from epaper.units import Mpt
from epaper.value import Value, field

_ADJOINS: Mpt = 10
"""A run that begins this close to the end of the one before goes on in the same line."""


class WholeWords(Value):
    """By the identity of a run: `heads` is what its last word says, `tails` how many first words are said before it."""

    heads: dict[int, str] = field(default_factory=dict)
    tails: dict[int, int] = field(default_factory=dict)


def whole_words(document: Document) -> WholeWords:
    """Find the broken words of a document. The document must outlive the result, which knows its runs by identity."""
    found = WholeWords()
    for runs in _threads(document):
        _mend(runs, found)
    return found


def _threads(document: Document) -> Iterable[list[GlyphRun]]:
    """The runs of each paragraph, over all its zones; of each other zone, by itself."""
    paragraphs: dict[tuple[str, str, int], list[GlyphRun]] = {}
    threads: list[list[GlyphRun]] = []
    for page in document.pages:
        for zone in page.zones:
            runs = [item for item in zone.items if isinstance(item, GlyphRun)]
            key = (zone.slug, zone.role, zone.paragraph)
            if zone.continues and key in paragraphs:
                paragraphs[key] += runs
            else:
                threads.append(runs)
                paragraphs[key] = runs
    return threads


def _mend(runs: list[GlyphRun], found: WholeWords) -> None:
    pairs = enumerate(pairwise(runs))
    for at, (run, following) in pairs:
        if not run.joined or _adjoins(run, following):
            continue
        parts = list(_rest_of_word(runs[at + 1 :]))
        found.heads[id(run)] = _stem(run) + "".join(said for _, said, _ in parts)
        for part, _, words in parts:
            found.tails[id(part)] = words
        for _ in parts[1:]:  # runs that hold nothing but this word
            next(pairs, None)


def _rest_of_word(runs: list[GlyphRun]) -> Iterator[tuple[GlyphRun, str, int]]:
    """The runs that the rest of a broken word lies in, with what each has of it, and in how many of its words."""
    for run in runs:
        count = next((at for at, gap in enumerate(run.gaps, start=1) if gap), len(run.words))
        whole = count == len(run.words)
        said = "".join(word.text for word in run.words[:count])
        goes_on = whole and run.joined
        yield run, said[:-1] if goes_on and run.hyphen else said, count
        if not goes_on:
            return


def _stem(run: GlyphRun) -> str:
    last = run.words[-1].text
    return last[:-1] if run.hyphen else last


def _adjoins(run: GlyphRun, following: GlyphRun) -> bool:
    return abs(following.x - run.x - run.width) <= _ADJOINS
