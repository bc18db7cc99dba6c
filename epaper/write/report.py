"""How the copy fitted → the fit report: JSON for machines, rows of words for the command line's table."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from epaper.errors import Diagnostic, Where
from epaper.model.fit import StoryFit
from epaper.resources import layouts_dir

VERSION = 1


def fit_json(
    title: str, date: str, fits: Sequence[StoryFit], diagnostics: Sequence[Diagnostic], base: Path = Path()
) -> str:
    """The fit report as JSON text (docs/schema/fit.json describes it).

    Files in it are named from the folder `base` where they lie in it, so that the report is the same on every machine.
    """
    report = {
        "version": VERSION,
        "title": title,
        "date": date,
        "summary": summary(fits),
        "stories": [_story(fit, base) for fit in fits],
        "diagnostics": [
            {
                "severity": each.severity,
                "code": each.code,
                "message": each.message.replace(f"{base.resolve()}{os.sep}", ""),
                "where": _place(each.where, base),
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
        "tombstones": sum(fit.tombstones for fit in fits),
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


def lines_set(fit: StoryFit) -> str:
    """Lines set of those that the box holds: "102 of 108"."""
    return f"{fit.lines} of {fit.capacity}"


def remedies(fit: StoryFit) -> str:
    """What the engine did to make the story fit, and what it could not avoid, in words."""
    blemishes = (
        (fit.widows, "widow"),
        (fit.orphans, "orphan"),
        (fit.foot_hyphens, "foot hyphen"),
        (fit.tombstones, "tombstone"),
    )
    words = [*fit.actions, *(_count(number, noun) for number, noun in blemishes if number)]
    return ", ".join(words if fit.level else [*words, "legs not level"])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _place(where: Where | None, base: Path) -> str:
    """A place in a file of the edition's folder, or in one that came with epaper, by a name that does not differ."""
    if where is None:
        return ""
    file = Path(where.file).resolve()
    for folder, prefix in ((base.resolve(), ""), (layouts_dir().parent.resolve(), "epaper:")):
        if file.is_relative_to(folder):
            return str(replace(where, file=prefix + file.relative_to(folder).as_posix()))
    return str(where)


def _story(fit: StoryFit, base: Path) -> dict[str, object]:
    return {
        "slug": fit.slug,
        "page": fit.page,
        "box": fit.box,
        "where": _place(fit.where, base),
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
        "foot_hyphens": fit.foot_hyphens,
        "tombstones": fit.tombstones,
        "actions": list(fit.actions),
        "verdict": verdict(fit),
    }
