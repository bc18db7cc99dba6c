"""An edition, its pages' layouts, and what it costs to put a story into a box → each page's plan, and why.

`plan.deal` does the dealing; here are what it deals on, and what becomes of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from epaper.errors import Diagnostic
from epaper.model.edition import Edition, EditionPage
from epaper.model.layout import LayoutSpec
from epaper.model.placing import LeftOver, Placing
from epaper.model.story import Picture, Story, plain
from epaper.plan.castoff import placed_picture
from epaper.plan.costs import Prices
from epaper.plan.deal import Dealt, deal
from epaper.plan.grid import Frame, resolve_grid
from epaper.plan.jumps import Continuation, JumpTo, PageFrames, astray
from epaper.plan.reasons import left_over, placings
from epaper.typeset.typesetter import Typesetter
from epaper.value import Value, field


class Entry(Value):
    """One line of the edition's contents; `teaser` is how the story begins, `picture` its first. What stands on a page
    that is not made here has no slug."""

    slug: str
    title: str
    page: int
    section: str = ""
    teaser: str = ""
    picture: Picture | None = None


class PagePlan(Value):
    """One page to make: its layout, the stories of each box by the box's name, and the whole edition's contents, the
    most important first. `jumps` tells of boxes whose stories may go on on a later page; `continued` holds, by box,
    what goes on here, once the earlier pages are made."""

    page: EditionPage
    layout: LayoutSpec
    stories: Mapping[str, tuple[Story, ...]]
    contents: tuple[Entry, ...] = ()
    jumps: Mapping[str, JumpTo] = field(default_factory=dict)
    continued: Mapping[str, tuple[Continuation, ...]] = field(default_factory=dict)


class EditionPlan(Value, dict=True):
    """All pages, and what to tell the user. `dealt` is what they were made of, `nailed` the pages before the deal.

    The reasons are found when they are asked for: they hold every story against every box.
    """

    pages: tuple[PagePlan, ...]
    dealt: Dealt
    nailed: tuple[PageFrames, ...]
    prices: Prices
    diagnostics: tuple[Diagnostic, ...] = ()

    @cached_property
    def placings(self) -> tuple[Placing, ...]:
        """Why each story stands where it does."""
        return placings(self.dealt, self.nailed, self.prices)

    @cached_property
    def left_over(self) -> tuple[LeftOver, ...]:
        """The stories that found no box, with those that come nearest to them."""
        return self.left(self.dealt.left)

    def left(self, stories: Sequence[Story]) -> tuple[LeftOver, ...]:
        """Stories that no box took, with the boxes that come nearest to them: this takes longer than to make a page."""
        return left_over(self.dealt, self.prices, stories)


def allocate(edition: Edition, layouts: Sequence[LayoutSpec], typesetter: Typesetter) -> EditionPlan:
    """Give every story box a story. `layouts` runs in step with `edition.pages`."""
    prices = Prices.of(typesetter, edition.stories)
    pages = [
        page_frames(edition, page, layout, typesetter) for page, layout in zip(edition.pages, layouts, strict=True)
    ]
    dealt = deal(pages, prices)
    contents = _contents(edition, dealt.pages)
    return EditionPlan(
        tuple(
            PagePlan(page.page, page.layout, page.stories, contents, jumping)
            for page, jumping in zip(dealt.pages, dealt.jumps, strict=True)
        ),
        dealt,
        tuple(pages),
        prices,
        tuple(astray(dealt.pages)),
    )


def page_frames(edition: Edition, page: EditionPage, layout: LayoutSpec, typesetter: Typesetter) -> PageFrames:
    """A page with its frames, and the stories that the edition nails to them."""
    nailed = {
        box: tuple(story for slug in slugs if (story := edition.story(slug)) is not None)
        for box, slugs in page.assigned.items()
    }
    return PageFrames(page, layout, _frames(page, layout, typesetter), nailed)


def _frames(page: EditionPage, layout: LayoutSpec, typesetter: Typesetter) -> tuple[Frame, ...]:
    cap = typesetter.cap_height(layout.style("body"))
    return resolve_grid(layout, cap, left_hand=page.number % 2 == 0).frames


def _contents(edition: Edition, pages: Sequence[PageFrames]) -> tuple[Entry, ...]:
    found = [
        (story.priority, page.page.number, _entry(story, page.page))
        for page in pages
        for stories in page.stories.values()
        for story in stories
    ]
    made = tuple(entry for _, _, entry in sorted(found, key=lambda each: (each[0], each[1], each[2].slug)))
    return (*made, *(Entry("", each.title, each.page) for each in edition.elsewhere))


def _entry(story: Story, page: EditionPage) -> Entry:
    """The story by its headline, and by its deck or its first paragraph."""
    teaser = plain(story.deck) or next((each.text for each in story.paragraphs if each.kind == "body"), "")
    return Entry(story.slug, plain(story.headline), page.number, page.section, teaser, placed_picture(story))
