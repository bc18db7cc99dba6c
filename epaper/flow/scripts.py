"""Stories → a warning for each that is in a script which is not supported yet."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from epaper.errors import Diagnostic
from epaper.model.story import Story, plain

_MAY_BE = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""The blocks of Unicode that have letters from right to left: most copy has none, and is not looked at further."""
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


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
        if (story.language or language).split("-")[0] in _RIGHT_TO_LEFT or _runs_right_to_left(story)
    ]


def _runs_right_to_left(story: Story) -> bool:
    """Whether most of its letters do, whatever language it is said to be in."""
    text = plain(story.headline) + "".join(each.text for each in story.paragraphs[:2])
    if not _MAY_BE.search(text):
        return False
    kinds = Counter(unicodedata.bidirectional(char) for char in text)
    return kinds["R"] + kinds["AL"] > kinds["L"]
