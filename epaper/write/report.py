"""How the copy fitted → the fit report, as JSON for machines; the command line draws the table."""

from __future__ import annotations

import json
from collections.abc import Sequence

from epaper.errors import Diagnostic
from epaper.model.fit import StoryFit

VERSION = 1


def fit_json(title: str, date: str, fits: Sequence[StoryFit], diagnostics: Sequence[Diagnostic]) -> str:
    """The fit report as JSON text (docs/schema/fit.json describes it)."""
    report = {
        "version": VERSION,
        "title": title,
        "date": date,
        "summary": summary(fits),
        "stories": [_story(fit) for fit in fits],
        "diagnostics": [
            {
                "severity": each.severity,
                "code": each.code,
                "message": each.message,
                "where": str(each.where) if each.where else "",
                "hint": each.hint,
            }
            for each in diagnostics
        ],
    }
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def summary(fits: Sequence[StoryFit]) -> dict[str, int]:
    """Counts over all stories: boxes that fit, that are over, that are under, and what could not be avoided."""
    return {
        "boxes": len(fits),
        "fit": sum(fit.fits for fit in fits),
        "overset": sum(fit.over_lines > 0 for fit in fits),
        "underset": sum(fit.under_lines > 0 for fit in fits),
        "uneven": sum(not fit.level for fit in fits),
        "widows": sum(fit.widows for fit in fits),
        "orphans": sum(fit.orphans for fit in fits),
    }


def verdict(fit: StoryFit) -> str:
    """One story's fit in words: "fits", "over by 12 lines, 80 words, 42.3 mm from “The”", "under by 3 lines"."""
    if fit.over_lines:
        return (
            f"over by {_count(fit.over_lines, 'line')}, {_count(fit.over_words, 'word')}, {fit.over_mm:g} mm "
            f"from “{fit.first_lost}”"
        )
    if fit.under_lines:
        return f"under by {_count(fit.under_lines, 'line')}"
    return "fits"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _story(fit: StoryFit) -> dict[str, object]:
    return {
        "slug": fit.slug,
        "page": fit.page,
        "box": fit.box,
        "where": str(fit.where) if fit.where else "",
        "lines": fit.lines,
        "capacity": fit.capacity,
        "over": {
            "lines": fit.over_lines,
            "words": fit.over_words,
            "mm": fit.over_mm,
            "first": fit.first_lost,
        },
        "under": fit.under_lines,
        "level": fit.level,
        "widows": fit.widows,
        "orphans": fit.orphans,
        "actions": list(fit.actions),
        "verdict": verdict(fit),
    }
