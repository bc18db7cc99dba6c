"""Copy and the fonts it was set in → what could not be set as it should be: missing glyphs, unsupported scripts."""

from __future__ import annotations

from collections.abc import Sequence

from epaper.errors import Diagnostic
from epaper.fonts.book import FontBook
from epaper.model.story import Story, plain

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def missing_glyphs(book: FontBook, stories: Sequence[Story]) -> list[Diagnostic]:
    """Each character that no font has, with the story and the paragraph in which it stands first."""
    notes = []
    for char in sorted(book.missing):
        story, place = next(((story, place) for story in stories if (place := _place_of(char, story))), (None, ""))
        message = f"no font has a glyph for {char!r} (U+{ord(char):04X}){place}"
        where = story.where if story else None
        notes.append(Diagnostic("warning", "no-glyph", message, where, "add a font that has it"))
    return notes


def unsupported_scripts(stories: Sequence[Story], language: str) -> list[Diagnostic]:
    """Stories whose script runs from right to left: set, but not as they should be."""
    return [
        Diagnostic(
            "warning",
            "right-to-left",
            f"{story.slug} is in a script that runs from right to left, which is not supported yet",
            story.where,
        )
        for story in stories
        if (story.language or language).split("-")[0] in _RIGHT_TO_LEFT
    ]


def _place_of(char: str, story: Story) -> str:
    """Where a character stands in a story, in words; nothing if it does not."""
    if char in plain(story.headline) + plain(story.deck) + story.kicker + story.byline + story.dateline:
        return f" in the head of {story.slug}"
    for number, paragraph in enumerate(story.paragraphs, start=1):
        at = paragraph.text.find(char)
        if at >= 0:
            return f" in {story.slug}, paragraph {number}, character {at + 1}"
    captions = "".join(plain(picture.caption) + picture.credit for picture in story.pictures)
    return f" in a caption of {story.slug}" if char in captions else ""
