"""An edition → its plan: each page's layout, each box's stories; and the plan as an edition file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from epaper.errors import Diagnostic
from epaper.model.edition import Edition
from epaper.model.layout import BriefsBox, ContinuedBox, LayoutSpec, PictureBox, StoryBox
from epaper.opening import font_book
from epaper.plan.adverts import with_adverts
from epaper.plan.allocate import EditionPlan, allocate
from epaper.plan.layout_choice import choose_layouts
from epaper.shelves import load_shelves
from epaper.sources.edition_text import without_pages
from epaper.standing import Standing
from epaper.typeset.typesetter import Typesetter
from epaper.value import Value, replace
from epaper.write.atomic import replacing
from epaper.write.plan_file import pages_yaml

Told = Callable[[str, int, int], None]
"""Hears what is being done: the stage, how many of its parts are done, how many there are."""


def silent(stage: str, done: int, of: int) -> None:
    """For callers that do not want to hear."""


class Planned(Value):
    """An edition whose pages have their layouts (in step with them) and whose boxes have their stories."""

    edition: Edition
    layouts: tuple[LayoutSpec, ...]
    typesetter: Typesetter
    plan: EditionPlan
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def notes(self) -> tuple[Diagnostic, ...]:
        """What there is to say of the plan: of advertisements and of jumps."""
        return *self.diagnostics, *self.plan.diagnostics


def plan_edition(edition: Edition, told: Told = silent, standing: Standing | None = None) -> Planned:
    """Choose the pages' layouts and deal the stories out. Raises InputError for faults in the layouts and fonts."""
    standing = standing or Standing()
    shelves = load_shelves(edition, standing)
    every = list({layout.name: layout for shelf in shelves for layout in shelf}.values())
    typesetter = standing.typesetter(font_book(every, edition.font_dirs, standing), edition.language)
    if any(len(shelf) > 1 for shelf in shelves):
        told("choosing layouts", 0, 1)
    layouts = choose_layouts(edition, shelves, typesetter)
    pairs = zip(edition.pages, layouts, strict=True)
    edition = replace(edition, pages=tuple(replace(page, layout=page.layout or each.name) for page, each in pairs))
    layouts, told_of_adverts = with_adverts(edition, layouts, typesetter)
    return Planned(edition, tuple(layouts), typesetter, allocate(edition, layouts, typesetter), told_of_adverts)


def plan_file(path: Path, standing: Standing | None = None, told: Told = silent) -> tuple[Planned, list[Diagnostic]]:
    """Read an edition file and plan it, without making anything up; and what there is to say. Raises InputError."""
    standing = standing or Standing()
    told("reading", 0, 1)
    edition, notes = standing.edition_of(path)
    planned = plan_edition(edition, told, standing)
    return planned, [*notes, *planned.notes]


def write_plan(planned: Planned, source: Path, target: Path) -> None:
    """Write an edition file that gives the planned pages: what the source says but for its pages, and these.

    Raises OutputError when it cannot be written.
    """
    text = without_pages(source.read_text(encoding="utf-8-sig"), source.parent, target.parent)
    plan = planned.plan
    boxes = [_story_boxes(layout) for layout in planned.layouts]
    pages = pages_yaml(planned.edition, plan.placings, plan.left_over, boxes)
    with replacing(target) as aside:
        aside.write_text(f"{text.rstrip()}\n\n{pages}", encoding="utf-8")


def _story_boxes(layout: LayoutSpec) -> list[str]:
    """The names of the boxes that may hold stories, in reading order."""
    holding = (StoryBox, ContinuedBox, PictureBox, BriefsBox)
    found = (box for box in layout.boxes if isinstance(box.options, holding))
    return [box.name for box in sorted(found, key=lambda box: (box.row, box.column))]
