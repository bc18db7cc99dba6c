"""What stories leave over: which later page's box it goes on in, and what becomes of boxes that nothing goes on in."""

from __future__ import annotations

import datetime as dt

from epaper.model.edition import Edition, EditionPage
from epaper.model.story import Paragraph, Run, Story
from epaper.plan.allocate import EditionPlan, allocate
from epaper.sources.layouts import load_layout
from epaper.typeset.typesetter import Typesetter


def story(slug: str, words: int, priority: int = 5) -> Story:
    paragraphs = tuple(Paragraph((Run("word " * 40),)) for _ in range(words // 40))
    return Story(slug, (Run(f"A headline for {slug}"),), paragraphs, priority=priority)


def plan(typesetter: Typesetter, pages: int, *stories: Story, nailed: dict[str, str] | None = None) -> EditionPlan:
    """Pages of one inside layout; some stories nailed on the first of them."""
    first = {box: (slug,) for box, slug in (nailed or {}).items()}
    made = tuple(
        EditionPage(number, "tabloid-inside", assigned=first if number == 1 else {}) for number in range(1, pages + 1)
    )
    edition = Edition(title="T", date=dt.date(2026, 1, 1), pages=made, stories=stories)
    return allocate(edition, [load_layout(page.layout) for page in made], typesetter)


def going_on(found: EditionPlan) -> dict[str, tuple[int, int]]:
    """Each story that goes on, with the pages that it begins on and goes on on."""
    return {
        page.stories[box][0].slug: (page.page.number, to.page) for page in found.pages for box, to in page.jumps.items()
    }


def overset(found: EditionPlan) -> set[str]:
    return {each.slug for each in found.placings if each.lines > each.room[2] > 0}


def test_long_stories_go_on_on_later_pages_none_is_cut(typesetter: Typesetter) -> None:
    found = plan(typesetter, 6, *(story(f"long-{at}", 1240) for at in range(5)))
    assert {*going_on(found)} == {f"long-{at}" for at in range(5)}
    assert all(to > begins for begins, to in going_on(found).values())
    assert not overset(found) and not found.left_over


def test_no_box_takes_more_rests_than_three_and_no_story_of_its_own_beside_them(typesetter: Typesetter) -> None:
    found = plan(typesetter, 6, *(story(f"long-{at}", 1040) for at in range(9)), story("short", 240))
    for page in found.pages:
        rests = [to for each in found.pages for to in each.jumps.values() if to.page == page.page.number]
        assert len(rests) <= 3
        assert not rests or not page.stories.get("B")


def test_a_box_that_nothing_goes_on_in_takes_a_story_that_may_go_on_in_its_turn(typesetter: Typesetter) -> None:
    found = plan(typesetter, 3, *(story(f"s{at}", 700) for at in range(6)), story("long", 1240))
    assert any(page.stories.get("B") for page in found.pages)


def test_a_nailed_story_stays_and_goes_on(typesetter: Typesetter) -> None:
    found = plan(typesetter, 2, story("long", 1300), story("short", 300), nailed={"A": "long"})
    assert found.pages[0].stories["A"][0].slug == "long"
    assert going_on(found)["long"] == (1, 2)


def test_a_story_too_long_for_every_box_gives_way_to_one_that_fits(typesetter: Typesetter) -> None:
    fitting = [story("lead", 760), story("second", 460), story("third", 620)]
    found = plan(typesetter, 1, story("endless", 4000, 1), *fitting)
    assert [each.slug for each in found.left_over] == ["endless"]
    assert found.left_over[0].near


def test_with_nothing_else_it_stands_where_least_of_it_is_cut(typesetter: Typesetter) -> None:
    found = plan(typesetter, 1, story("endless", 4000, 1), story("second", 460))
    assert found.pages[0].stories["L"][0].slug == "endless"
    assert overset(found) == {"endless"}


def test_the_same_copy_is_dealt_alike(typesetter: Typesetter) -> None:
    stories = [story(f"s{at}", 300 + 97 * at) for at in range(12)]
    one, two = (plan(typesetter, 6, *stories) for _ in range(2))
    assert [page.stories for page in one.pages] == [page.stories for page in two.pages]
    assert going_on(one) == going_on(two)


def test_a_story_goes_on_in_a_box_far_too_large_rather_than_to_be_cut(typesetter: Typesetter) -> None:
    pages = (EditionPage(1, "berliner-front"), EditionPage(2, "berliner-inside"))
    for words in (1200, 1240, 1280, 1600):
        edition = Edition(title="T", date=dt.date(2026, 1, 1), pages=pages, stories=(story("alone", words),))
        found = allocate(edition, [load_layout(page.layout) for page in pages], typesetter)
        assert going_on(found) == {"alone": (1, 2)}, words
