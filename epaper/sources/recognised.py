"""A story's paragraphs → the same, with the kinds that their words tell: questions, salutations.

Whatever format copy comes in, an interviewer's question stands in bold type, and a letter to the editor opens with
"Sir," on a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epaper.model.story import Paragraph, Story
from epaper.sources.web_phrases import salutation
from epaper.value import replace

_LONGEST_SALUTATION = 5


def recognised(story: Story) -> Story:
    """The story with the kind of each paragraph made out that its format could not tell."""
    return replace(story, paragraphs=tuple(_told(story.paragraphs)))


def _told(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    for number, paragraph in enumerate(paragraphs):
        follows = paragraphs[number + 1].kind if number + 1 < len(paragraphs) else ""
        if paragraph.kind != "body" or follows not in ("body", "bullet", "number", "quote"):
            yield paragraph
        elif _is_bold(paragraph) and not _is_bold(paragraphs[number + 1]):
            yield replace(paragraph, kind="question")
        elif _greets(paragraph.text):
            yield replace(paragraph, kind="salutation")
        else:
            yield paragraph


def _is_bold(paragraph: Paragraph) -> bool:
    return bool(paragraph.runs) and all(run.bold or not run.text.strip() for run in paragraph.runs)


def _greets(text: str) -> bool:
    return len(text.split()) <= _LONGEST_SALUTATION and text.endswith((",", ":", "—", "–")) and salutation(text)
