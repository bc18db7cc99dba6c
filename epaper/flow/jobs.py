"""A page's plan → for each of its boxes all that the box is made from, and a digest of it.

A box's maker sees its frame, its part of the page's plan and the edition's facts, and nothing else: boxes of the same
digest are the same. Where a box stands in its YAML file is none of that: it is filled in afterwards, so that lines
added above it cost nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from epaper.errors import Diagnostic, Where
from epaper.flow.box import Made
from epaper.memory import digest
from epaper.model.edition import Edition
from epaper.model.fit import StoryFit
from epaper.model.layout import IndexBox, LayoutSpec, RailBox, ReferBox
from epaper.plan.allocate import PagePlan
from epaper.plan.grid import Frame
from epaper.typeset.typesetter import Typesetter
from epaper.value import Value, named, replace

_T = TypeVar("_T")
_Placed = TypeVar("_Placed", StoryFit, Diagnostic)
_HERE = Where("the box")
"""Stands for the box's place while the box is made."""


class BoxJob(Value):
    """All that a box is made from, but for the fonts; `key` is a digest of it and of them."""

    frame: Frame
    plan: PagePlan
    edition: Edition
    key: str


def jobs_of(plan: PagePlan, edition: Edition, frames: Iterable[Frame], typesetter: Typesetter) -> list[BoxJob]:
    """What each frame of a page is made from."""
    layout = typesetter.digests.held(plan.layout, LayoutSpec.bare)
    facts = typesetter.digests.held(edition, _facts)
    page = replace(plan.page, assigned={}, places={}, where=None)
    jobs = []
    for frame in frames:
        name, options = frame.box.name, frame.box.options
        part = replace(
            plan,
            page=page,
            layout=layout,
            stories=_of(plan.stories, name),
            contents=plan.contents if isinstance(options, IndexBox | ReferBox) else (),
            jumps=_of(plan.jumps, name),
            continued=_of(plan.continued, name),
        )
        known = replace(facts, rail=edition.rail) if isinstance(options, RailBox) else facts
        bare = replace(frame, box=replace(frame.box, where=_HERE))
        jobs.append(BoxJob(bare, part, known, _key(bare, part, known, facts, typesetter)))
    return jobs


def placed(made: Made, where: Where | None) -> Made:
    """The box with its place in the YAML file filled in."""
    return replace(
        made,
        fits=tuple(_at(fit, where) for fit in made.fits),
        diagnostics=tuple(_at(found, where) for found in made.diagnostics),
    )


def _facts(edition: Edition) -> Edition:
    """What a box's maker may know of the edition: copy and contents come to it through its plan."""
    return replace(edition, stories=(), pages=(), rail=(), adverts=(), fillers=(), where=None)


def _key(frame: Frame, part: PagePlan, known: Edition, facts: Edition, typesetter: Typesetter) -> str:
    digests = typesetter.digests
    stories = [digests.of(story) for each in part.stories.values() for story in each]
    rest = [each for each in named(part).items() if each[0] not in ("layout", "stories")]
    rail = known.rail if known is not facts else ()
    return digest("box", typesetter.key, frame, digests.of(part.layout), digests.of(facts), stories, rest, rail)


def _of(values: Mapping[str, _T], name: str) -> dict[str, _T]:
    return {name: values[name]} if name in values else {}


def _at(value: _Placed, where: Where | None) -> _Placed:
    return replace(value, where=where) if value.where == _HERE else value
