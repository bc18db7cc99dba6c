"""How the copy fitted → the fit report: JSON for machines, rows of words for the command line's table."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from epaper.errors import Diagnostic, Where
from epaper.model.fit import StoryFit
from epaper.model.placing import LeftOver, Placing
from epaper.resources import layouts_dir
from epaper.value import Value, replace

VERSION = 2


class FitReport(Value, kw_only=True):
    """All that a build says of its copy: how it fitted, why it stands where it does, what is left over."""

    title: str
    date: str
    fits: Sequence[StoryFit]
    diagnostics: Sequence[Diagnostic]
    placings: Sequence[Placing] = ()
    left_over: Sequence[LeftOver] = ()

    def placing(self, fit: StoryFit) -> Placing | None:
        """Why a story stands in its box; None for what goes on from another page."""
        place = (fit.page, fit.box, fit.slug)
        return next((each for each in self.placings if (each.page, each.box, each.slug) == place), None)


def fit_json(told: FitReport, base: Path = Path()) -> str:
    """The fit report as JSON text (docs/schema/fit.json describes it).

    Files in it are named from the folder `base` where they lie in it, so that the report is the same on every machine.
    """
    report = {
        "version": VERSION,
        "title": told.title,
        "date": told.date,
        "summary": summary(told.fits),
        "stories": [_story(fit, told.placing(fit), base) for fit in told.fits],
        "left_over": [_left(story, base) for story in told.left_over],
        "diagnostics": [
            {
                "severity": each.severity,
                "code": each.code,
                "message": plain_message(each, base),
                "where": place_in(each.where, base),
                "hint": each.hint,
            }
            for each in told.diagnostics
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


def totals(fits: Sequence[StoryFit], left: int = 0) -> str:
    """The summary as a line: "58 of 60 fit, 1 overset, 1 underset; 0 widows, 1 orphan, 0 tombstones; 2 stories left
    over"."""
    found = summary(fits)
    boxes = f"{found['fit']} of {found['boxes']} fit, {found['overset']} overset, {found['underset']} underset"
    lone = ", ".join(_count(found[f"{noun}s"], noun) for noun in ("widow", "orphan", "tombstone"))
    over = f"; {left} {'story' if left == 1 else 'stories'} left over" if left else ""
    return f"{boxes}; {lone}{over}"


def verdict(fit: StoryFit) -> str:
    """One story's fit in words: "fits", "over by 12 lines, 80 words, 42.3 mm from “The”", "under by 3 lines, about 18
    words, 10.6 mm"."""
    if fit.over_lines:
        return (
            f"over by {_count(fit.over_lines, 'line')}, {_count(fit.over_words, 'word')}, {fit.over_mm:g} mm "
            f"from “{fit.first_lost}”"
        )
    if fit.under_lines:
        about = f", about {_count(fit.under_words, 'word')}, {fit.under_mm:g} mm" if fit.under_mm else ""
        return f"under by {_count(fit.under_lines, 'line')}{about}"
    return "fits"


def near_words(story: LeftOver) -> str:
    """Where a story that is left over would fit: "nearest: page 3 box B (96 lines, room for 88 to 110)"."""
    told = [f"page {near.page} box {near.box} ({near.lines} lines, room for {span(near.room)})" for near in story.near]
    return f"nearest: {'; '.join(told)}" if told else ""


def lines_and_room(placing: Placing) -> str:
    """A story's length and the room for it: "96 lines, room for 88 to 110"; nothing where neither is reckoned."""
    if not placing.room[2]:
        return ""
    return f"{_count(placing.lines, 'line')}, room for {span(placing.room)}"


def why(placing: Placing) -> str:
    """Why a story stands in its box, in words."""
    return "named by the edition" if placing.nailed else ", ".join(placing.reasons)


def span(room: tuple[int, int, int]) -> str:
    """The lines that a box has room for: "88 to 110", or "96"."""
    least, _, most = room
    return f"{least}" if least == most else f"{least} to {most}"


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


def plain_message(said: Diagnostic, base: Path) -> str:
    """What was said, with files of the edition's folder named from there."""
    return said.message.replace(f"{base.resolve()}{os.sep}", "")


def place_in(where: Where | None, base: Path) -> str:
    """A place in a file of the edition's folder, or in one that came with epaper, by a name that does not differ."""
    if where is None:
        return ""
    file = Path(where.file).resolve()
    for folder, prefix in ((base.resolve(), ""), (layouts_dir().parent.resolve(), "epaper:")):
        if file.is_relative_to(folder):
            return str(replace(where, file=prefix + file.relative_to(folder).as_posix()))
    return str(where)


def _story(fit: StoryFit, placing: Placing | None, base: Path) -> dict[str, object]:
    return {
        "slug": fit.slug,
        "page": fit.page,
        "box": fit.box,
        "where": place_in(fit.where, base),
        "lines": fit.lines,
        "capacity": fit.capacity,
        "over": {
            "lines": fit.over_lines,
            "words": fit.over_words,
            "mm": fit.over_mm,
            "first": fit.first_lost,
        },
        "under": {"lines": fit.under_lines, "words": fit.under_words, "mm": fit.under_mm},
        "level": fit.level,
        "widows": fit.widows,
        "orphans": fit.orphans,
        "foot_hyphens": fit.foot_hyphens,
        "tombstones": fit.tombstones,
        "actions": list(fit.actions),
        "alternatives": list(fit.others),
        "cut": list(fit.cut),
        "jumped_to": fit.jumped_to or None,
        "from_page": fit.from_page or None,
        "choice": _choice(placing) if placing else None,
        "verdict": verdict(fit),
    }


def _choice(placing: Placing) -> dict[str, object]:
    return {
        "section": placing.section,
        "layout": placing.layout,
        "lines": placing.lines,
        "room": _room(placing.room),
        "picture": placing.picture,
        "nailed": placing.nailed,
        "reasons": list(placing.reasons),
        "runner_up": placing.runner_up,
    }


def _room(room: tuple[int, int, int]) -> dict[str, int]:
    least, usual, most = room
    return {"least": least, "usual": usual, "most": most}


def _left(story: LeftOver, base: Path) -> dict[str, object]:
    return {
        "slug": story.slug,
        "words": story.words,
        "priority": story.priority,
        "section": story.section,
        "where": place_in(story.where, base),
        "nearest": [
            {"page": each.page, "box": each.box, "holds": each.holds, "lines": each.lines, "room": _room(each.room)}
            for each in story.near
        ],
    }
