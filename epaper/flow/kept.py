"""Boxes made before, each beside all that it was made from → made again only when that has changed.

A box's maker sees its frame, its part of the page's plan and the edition's facts; these are compared by value. Where a
box stands in its YAML file is none of that: it is filled in afterwards, so that lines added above it cost nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from epaper.errors import Diagnostic, Where
from epaper.flow.box import Made
from epaper.model.edition import Edition
from epaper.model.fit import StoryFit
from epaper.model.layout import IndexBox, RailBox
from epaper.plan.allocate import PagePlan
from epaper.plan.grid import Frame

_T = TypeVar("_T")
_HERE = Where("the box")
"""Stands for the box's place while the box is made."""


@dataclass(frozen=True, slots=True)
class BoxJob:
    """All that a box is made from, but for the fonts."""

    frame: Frame
    plan: PagePlan
    edition: Edition


@dataclass(slots=True)
class KeptBoxes:
    """The boxes of one session by page and name. Equal layouts are held once, so that comparing is quick."""

    _made: dict[tuple[int, str], tuple[BoxJob, Made]] = field(default_factory=dict)
    _held: dict[str, Any] = field(default_factory=dict)

    def made(self, job: BoxJob, make: Callable[[BoxJob], Made]) -> Made:
        """The box as it was made from the same job before, or as `make` makes it."""
        key = (job.plan.page.number, job.frame.box.name)
        known = self._made.get(key)
        if known is not None and known[0] == job:
            return known[1]
        made = make(job)
        self._made[key] = (job, made)
        return made

    def hold(self, name: str, value: _T) -> _T:
        """The value, or the equal one held under this name before."""
        held: _T | None = self._held.get(name)
        if held == value and held is not None:
            return held
        self._held[name] = value
        return value


def jobs_of(plan: PagePlan, edition: Edition, frames: Iterable[Frame], kept: KeptBoxes) -> list[BoxJob]:
    """What each frame of a page is made from, and nothing else."""
    number = plan.page.number
    layout = kept.hold(f"layout {number}", replace(plan.layout, boxes=(), where=None, description=""))
    facts = kept.hold("edition", replace(edition, stories=(), pages=(), rail=(), where=None))
    page = replace(plan.page, assigned={}, places={}, where=None)
    jobs = []
    for frame in frames:
        name, options = frame.box.name, frame.box.options
        part = replace(
            plan,
            page=page,
            layout=layout,
            stories=_of(plan.stories, name),
            contents=plan.contents if isinstance(options, IndexBox) else (),
            jumps=_of(plan.jumps, name),
            continued=_of(plan.continued, name),
        )
        known = replace(facts, rail=edition.rail) if isinstance(options, RailBox) else facts
        jobs.append(BoxJob(replace(frame, box=replace(frame.box, where=_HERE)), part, known))
    return jobs


def placed(made: Made, where: Where | None) -> Made:
    """The box with its place in the YAML file filled in."""
    return replace(
        made,
        fits=tuple(_at(fit, where) for fit in made.fits),
        diagnostics=tuple(_at(found, where) for found in made.diagnostics),
    )


def _of(values: Mapping[str, _T], name: str) -> dict[str, _T]:
    return {name: values[name]} if name in values else {}


_Placed = TypeVar("_Placed", StoryFit, Diagnostic)


def _at(value: _Placed, where: Where | None) -> _Placed:
    return replace(value, where=where) if value.where is _HERE else value
