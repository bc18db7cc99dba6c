"""Stories → a warning for each that is in a script which is not supported yet."""

from __future__ import annotations

from collections.abc import Sequence

from epaper.errors import Diagnostic
from epaper.model.story import Story

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
        if (story.language or language).split("-")[0] in _RIGHT_TO_LEFT
    ]
