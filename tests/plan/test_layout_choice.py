"""Which layouts pages take, of those that they may take."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

from epaper.errors import InputError
from epaper.model.advert import Advert, Artwork, Booking
from epaper.model.edition import AUTO, Edition, EditionPage
from epaper.model.layout import LayoutSpec
from epaper.model.story import Paragraph, RailItem, Run, Story
from epaper.plan.layout_choice import choose_layouts
from epaper.shelves import load_shelves
from epaper.sources.layouts import load_layout
from epaper.typeset.typesetter import Typesetter
from epaper.value import replace


def story(slug: str, words: int, section: str = "", priority: int = 5) -> Story:
    paragraphs = tuple(Paragraph((Run("word " * 40),)) for _ in range(words // 40))
    return Story(slug, (Run(f"A headline for {slug}"),), paragraphs, priority=priority, section=section)


def edition(pages: Sequence[EditionPage], *stories: Story, **more: object) -> Edition:
    return Edition(title="T", date=dt.date(2026, 1, 1), pages=tuple(pages), stories=stories, **more)  # type: ignore[arg-type]


def page(number: int, *choices: str, section: str = "", **assigned: tuple[str, ...]) -> EditionPage:
    return EditionPage(number, "", section, assigned, choices or (AUTO,))


def chosen(paper: Edition, typesetter: Typesetter) -> list[str]:
    return [layout.name for layout in choose_layouts(paper, load_shelves(paper), typesetter)]


def names(shelf: Sequence[LayoutSpec]) -> set[str]:
    return {layout.name for layout in shelf}


def test_a_page_takes_the_layout_that_its_stories_fill(typesetter: Typesetter) -> None:
    ways = ("tabloid-inside-text", "tabloid-inside-many", "tabloid-inside-feature")
    long = [story("one", 1500), story("two", 760)]
    many = [story(f"s{at}", 420) for at in range(5)] + [story(f"b{at}", 40) for at in range(9)]
    assert chosen(edition([page(2, *ways)], *long), typesetter) == ["tabloid-inside-feature"]
    assert chosen(edition([page(2, *ways)], *many), typesetter) == ["tabloid-inside-many"]


def test_pages_choose_together_each_for_its_section(typesetter: Typesetter) -> None:
    ways = ("tabloid-inside-many", "tabloid-inside-feature")
    stories = [story("one", 1500, "World"), story("two", 760, "World")]
    stories += [story(f"s{at}", 420, "Sport") for at in range(5)] + [story(f"b{at}", 40, "Sport") for at in range(9)]
    pages = [page(2, *ways, section="Sport"), page(3, *ways, section="World")]
    assert chosen(edition(pages, *stories), typesetter) == ["tabloid-inside-many", "tabloid-inside-feature"]


def test_the_same_copy_gives_the_same_layouts(typesetter: Typesetter) -> None:
    paper = edition([page(number) for number in range(1, 4)], *(story(f"s{at}", 200 + 60 * at) for at in range(14)))
    fresh = Typesetter(typesetter.book, typesetter.language)
    assert chosen(paper, typesetter) == chosen(paper, fresh)


def test_auto_takes_a_front_of_several_stories_for_page_one_and_insides_of_its_size_behind_it() -> None:
    front, inside = load_shelves(edition([page(1), page(2)]))
    assert names(front) == {"broadsheet-front-index"}
    assert {"broadsheet-inside", "broadsheet-inside-text"} <= names(inside)
    assert all(name.startswith("broadsheet-inside") for name in names(inside))
    tabloid = load_shelves(edition([EditionPage(1, "tabloid-front"), page(2)]))[1]
    assert all(name.startswith("tabloid-inside") for name in names(tabloid))


def test_a_front_with_a_rail_is_for_editions_that_have_editorials() -> None:
    (front,) = load_shelves(edition([page(1)], rail=(RailItem("A bridge too few", ()),)))
    assert names(front) == {"broadsheet-front", "broadsheet-front-index"}


def test_patterns_and_names_are_taken_as_they_are_and_keep_fronts_for_page_one() -> None:
    front, inside = load_shelves(edition([page(1, "a4-*"), page(2, "a4-front", "a4-inside", "a4-inside-text")]))
    assert {"a4-front", "a4-article"} <= names(front)
    assert names(inside) == {"a4-inside", "a4-inside-text"}


def test_only_layouts_that_have_the_boxes_which_the_edition_names_may_be_taken() -> None:
    (inside,) = load_shelves(edition([page(2, "tabloid-inside*", J=("one",))], story("one", 400)))
    assert names(inside) == {"tabloid-inside-jump"}
    with pytest.raises(InputError, match='no box "ZZ" in tabloid-inside'):
        load_shelves(edition([page(2, "tabloid-inside*", ZZ=("one",))], story("one", 400)))


def test_pages_that_name_their_layouts_keep_them(typesetter: Typesetter) -> None:
    paper = edition([EditionPage(1, "a4-front"), EditionPage(2, "a4-inside")], story("one", 400))
    assert chosen(paper, typesetter) == ["a4-front", "a4-inside"]
    assert load_layout("a4-front") in load_shelves(paper)[0]


def test_pages_do_not_look_alike_side_by_side_if_they_need_not(typesetter: Typesetter, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text("extends: a4-inside\n", encoding="utf-8")
    paper = edition([page(number) for number in range(2, 6)], story("s", 400), layout_dirs=(str(tmp_path),))
    assert chosen(paper, typesetter) == ["one", "two", "one", "two"]


def test_the_space_of_an_advertisement_that_is_sure_to_stand_on_a_page_counts(typesetter: Typesetter) -> None:
    plain, stacking = load_layout("tabloid-inside-feature"), load_layout("tabloid-inside-text")
    shelves = [(plain, replace(stacking, adverts="stack"))]
    paper = edition([page(2, plain.name, stacking.name)], story("one", 1500), story("two", 760))
    sold = replace(
        paper,
        adverts=(
            Booking(Advert(art=Artwork(path="ad.pdf", width=300_000, height=60_000), columns=2, depth=60_000), page=2),
        ),
    )
    assert [layout.name for layout in choose_layouts(paper, shelves, typesetter)] == [plain.name]
    assert [layout.name for layout in choose_layouts(sold, shelves, typesetter)] == [stacking.name]


def test_a_choice_is_not_remembered_for_advertisements_that_are_served_in_another_order(typesetter: Typesetter) -> None:
    """Which of them find space depends on who comes first."""
    paper = edition([page(2, "tabloid-inside-feature", "tabloid-inside-text")], story("one", 1500))
    first = Booking(
        Advert(art=Artwork(path="ad.pdf", width=300_000, height=60_000), columns=2, depth=331_000), page=2, priority=1
    )
    second = replace(first, advert=replace(first.advert, columns=4), priority=2)
    searched: list[int] = []
    for adverts in [(first, second), (first, second), (replace(first, priority=3), second)]:
        sold = replace(paper, adverts=adverts)
        searched.append(0)
        choose_layouts(sold, load_shelves(sold), typesetter, lambda _: searched.append(searched.pop() + 1))
    assert [number > 0 for number in searched] == [True, False, True]
