"""Boxes of an edition's pages and its stories → which story goes into which box.

Stories that the edition nails to a box go there. Each other story box takes, in page order and largest first, the story
of highest priority whose section suits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from epaper.model.edition import Edition, EditionPage
from epaper.model.layout import BoxSpec, BriefsBox, LayoutSpec, PictureBox, StoryBox
from epaper.model.story import Story


@dataclass(frozen=True, slots=True)
class PagePlan:
    """One page to make: its layout, and the stories of each box by the box's name."""

    page: EditionPage
    layout: LayoutSpec
    stories: Mapping[str, tuple[Story, ...]]


@dataclass(frozen=True, slots=True)
class EditionPlan:
    """All pages, and the stories that found no box."""

    pages: tuple[PagePlan, ...]
    left_over: tuple[Story, ...]


def allocate(edition: Edition, layouts: Sequence[LayoutSpec]) -> EditionPlan:
    """Give every story box a story. `layouts` runs in step with `edition.pages`."""
    free = sorted(edition.stories, key=lambda story: story.priority)
    chosen: list[dict[str, tuple[Story, ...]]] = []
    for page in edition.pages:
        nailed: dict[str, tuple[Story, ...]] = {}
        for name, slug in page.assigned.items():
            story = edition.story(slug)
            if story is not None:
                nailed[name] = (story,)
                free = [each for each in free if each.slug != slug]
        chosen.append(nailed)
    for page, layout, boxes in zip(edition.pages, layouts, chosen, strict=True):
        for box in sorted(layout.boxes, key=_importance):
            if box.name in boxes:
                continue
            for _ in range(_room_for(box)):
                story = _best(free, page, box)
                if story is None:
                    break
                boxes[box.name] = (*boxes.get(box.name, ()), story)
                free.remove(story)
    pages = tuple(
        PagePlan(page, layout, boxes) for page, layout, boxes in zip(edition.pages, layouts, chosen, strict=True)
    )
    return EditionPlan(pages, tuple(free))


def _importance(box: BoxSpec) -> tuple[int, int, int]:
    return (-box.columns * box.rows, box.row, box.column)


def _room_for(box: BoxSpec) -> int:
    if isinstance(box.options, BriefsBox):
        return box.options.items
    return 1 if isinstance(box.options, StoryBox | PictureBox) else 0


def _best(free: Sequence[Story], page: EditionPage, box: BoxSpec) -> Story | None:
    section = getattr(box.options, "section", "") or page.section
    suited = [story for story in free if not section or not story.section or story.section == section]
    return suited[0] if suited else None
