"""Finished pages and the copy of an edition → the characters that no font has, said story by story."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

from epaper.display.items import GlyphRun, Glyphs
from epaper.display.page import Page
from epaper.errors import Diagnostic
from epaper.fonts.book import IGNORABLE
from epaper.model.edition import Edition
from epaper.model.story import Story, plain

_AROUND = 16
"""Characters of copy shown on either side of the one that is missing."""


def blank_characters(pages: Iterable[Page]) -> set[str]:
    """The characters that are printed as blank boxes: those of glyph 0."""
    words = {
        id(word): word for page in pages for item in page.items if isinstance(item, GlyphRun) for word in item.words
    }
    return {char for word in words.values() if 0 in word.ids for char in _unset(word)} - IGNORABLE


def _unset(word: Glyphs) -> Iterator[str]:
    """Each character of a shaped word that has no glyph."""
    starts = sorted({*word.clusters, len(word.text)})
    end_of = dict(pairwise(starts))
    for glyph, cluster in zip(word.ids, word.clusters, strict=True):
        if glyph == 0:
            yield from word.text[cluster : end_of[cluster]]


def unset_characters(edition: Edition, missing: Iterable[str]) -> list[Diagnostic]:
    """One warning for each character and story; one without a story for a character of the edition's own words."""
    found: list[Diagnostic] = []
    for char in sorted(missing):
        name = f"{char!r} (U+{ord(char):04X} {unicodedata.name(char, 'unnamed').lower()})"
        places = [_warning(name, story, part, around) for story, part, around in _places(edition, char)]
        found += places or [Diagnostic("warning", "no-glyph", f"no font has a glyph for {name}")]
    return found


def _warning(name: str, story: Story, part: str, around: str) -> Diagnostic:
    message = f"{story.slug}: no font has a glyph for {name} in {part}, “{around}”"
    return Diagnostic("warning", "no-glyph", message, story.where)


def _places(edition: Edition, char: str) -> Iterator[tuple[Story, str, str]]:
    """Each story that has the character, with the first part that has it and the words around it."""
    for story in edition.stories:
        for part, text in _parts(story):
            at = max(text.find(char), text.lower().find(char.lower()))
            if at >= 0:
                yield story, part, " ".join(text[max(0, at - _AROUND) : at + _AROUND + 1].split())
                break


def _parts(story: Story) -> Iterator[tuple[str, str]]:
    yield "its headline", plain(story.headline)
    yield "its kicker", story.kicker
    yield "its deck", plain(story.deck)
    yield "its byline", story.byline
    yield "its dateline", story.dateline
    for at, paragraph in enumerate(story.paragraphs, start=1):
        yield f"paragraph {at}", paragraph.text
    for aside in story.asides:
        yield "a box of facts", aside.text
    for picture in story.pictures:
        yield "a caption", plain(picture.caption)
        yield "a credit", picture.credit
