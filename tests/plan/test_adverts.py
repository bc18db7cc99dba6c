"""Booked advertisements find their space: boxes by size, then stacks; house advertisements take the rest."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from pathlib import Path

import pytest

from epaper.model.advert import Advert, Artwork, Booking
from epaper.model.edition import Edition, EditionPage
from epaper.model.layout import AdvertBox, LayoutSpec
from epaper.plan.adverts import with_adverts
from epaper.plan.grid import Frame, resolve_grid
from epaper.sources.layouts import load_layout
from epaper.typeset.typesetter import Typesetter
from epaper.units import mm

BOXES = """\
extends: a4
grid: {columns: 4, rows: [1 line, 1fr, 12 lines]}
areas: |
  F F F F
  L L L L
  S S X X
boxes: {F: folio, L: story, S: story, X: {advert: {}}}
"""
STACK = """\
extends: a4
adverts: stack
grid: {columns: 4, rows: [1 line, 1fr, 1fr]}
areas: |
  F F F F
  L L L L
  A A B C
boxes: {F: folio, L: story, A: story, B: story, C: story}
"""


def advert(name: str, columns: int, depth: float, shape: tuple[int, int] = (0, 0)) -> Advert:
    """An advertisement of so many columns and so many millimetres' depth."""
    width, height = shape if shape[0] else (columns * 43, round(depth))
    art = Artwork(path=f"/adverts/{name}.pdf", width=mm(width), height=mm(height), vector=True)
    return Advert(art=art, columns=columns, depth=mm(depth))


def edition(bookings: list[Booking], fillers: list[Advert] | None = None, pages: int = 2) -> Edition:
    sections = ("", "World", "Sport", "Sport")
    return Edition(
        title="The Gazette",
        date=dt.date(2026, 3, 17),
        pages=tuple(EditionPage(at + 1, "page", sections[at]) for at in range(pages)),
        stories=(),
        adverts=tuple(bookings),
        fillers=tuple(fillers or ()),
    )


@pytest.fixture
def boxes(tmp_path: Path) -> LayoutSpec:
    (tmp_path / "boxes.yaml").write_text(BOXES)
    return load_layout(str(tmp_path / "boxes.yaml"))


@pytest.fixture
def stack(tmp_path: Path) -> LayoutSpec:
    (tmp_path / "stack.yaml").write_text(STACK)
    return load_layout(str(tmp_path / "stack.yaml"))


def placed(layouts: list[LayoutSpec]) -> list[dict[str, str]]:
    """By page: the advertisements' names by their boxes'."""
    return [{name: each.name for name, each in standing(layout).items()} for layout in layouts]


def standing(layout: LayoutSpec) -> dict[str, Advert]:
    options = {box.name: box.options for box in layout.boxes}
    return {name: each.advert for name, each in options.items() if isinstance(each, AdvertBox) and each.advert}


def frames(layout: LayoutSpec, typesetter: Typesetter, *, left_hand: bool = False) -> dict[str, Frame]:
    cap = typesetter.cap_height(layout.style("body"))
    return {each.box.name: each for each in resolve_grid(layout, cap, left_hand=left_hand).frames}


# in boxes


def test_it_takes_the_box_of_its_size(boxes: LayoutSpec, typesetter: Typesetter) -> None:
    paper = edition([Booking(advert("bank", 2, 41))])
    layouts, said = with_adverts(paper, [boxes, boxes], typesetter)
    assert (placed(layouts), said) == ([{"X": "bank.pdf"}, {}], ())
    assert layouts[1] is boxes


def test_what_is_promised_a_page_or_a_section_stands_there(boxes: LayoutSpec, typesetter: Typesetter) -> None:
    booked = [Booking(advert("bank", 2, 41), page=2), Booking(advert("shop", 2, 41), section="Sport")]
    layouts, said = with_adverts(edition(booked, pages=3), [boxes] * 3, typesetter)
    assert (placed(layouts), said) == ([{}, {"X": "bank.pdf"}, {"X": "shop.pdf"}], ())


def test_the_more_important_comes_first_and_the_other_is_told_where_it_went(
    boxes: LayoutSpec, typesetter: Typesetter
) -> None:
    booked = [Booking(advert("shop", 2, 41), page=1), Booking(advert("bank", 2, 41), page=1, priority=1)]
    layouts, said = with_adverts(edition(booked), [boxes, boxes], typesetter)
    assert placed(layouts) == [{"X": "bank.pdf"}, {"X": "shop.pdf"}]
    message = "no space on page 1 for shop.pdf (2 columns × 4.1 cm): it stands on page 2"
    assert [(each.code, each.message) for each in said] == [("advert-elsewhere", message)]


@pytest.mark.parametrize(("columns", "depth"), [(1, 41), (3, 41), (2, 30), (2, 60)])
def test_what_has_no_box_of_its_size_is_named(
    boxes: LayoutSpec, typesetter: Typesetter, columns: int, depth: float
) -> None:
    layouts, (said,) = with_adverts(edition([Booking(advert("bank", columns, depth))]), [boxes, boxes], typesetter)
    assert placed(layouts) == [{}, {}]
    assert said.code == "advert-unplaced" and said.message.startswith("no space for the advertisement bank.pdf (")


def test_house_advertisements_fill_what_is_empty_by_shape_and_by_turns(
    boxes: LayoutSpec, typesetter: Typesetter
) -> None:
    house = [advert("tall", 0, 0, (40, 90)), advert("wide", 0, 0, (90, 45)), advert("other", 0, 0, (80, 45))]
    layouts, _ = with_adverts(edition([], house, pages=3), [boxes] * 3, typesetter)
    assert placed(layouts) == [{"X": "wide.pdf"}, {"X": "other.pdf"}, {"X": "wide.pdf"}]


# stacked


def test_it_stands_at_the_outer_foot_and_what_was_there_ends_above_it(
    stack: LayoutSpec, typesetter: Typesetter
) -> None:
    booked = [Booking(advert("bank", 1, 60), page=1), Booking(advert("shop", 1, 60), page=2)]
    layouts, said = with_adverts(edition(booked), [stack, stack], typesetter)
    assert said == ()
    right, left = frames(layouts[0], typesetter), frames(layouts[1], typesetter, left_hand=True)
    was = frames(stack, typesetter)
    assert right["ad1"].box.column == 3 and left["ad1"].box.column == 0
    assert right["ad1"].rect.bottom == was["C"].rect.bottom
    assert right["C"].rect.bottom < right["ad1"].rect.y and right["B"].lines == was["B"].lines
    assert right["ad1"].first - (right["C"].first + right["C"].lines) == stack.grid.row_gap


def test_the_deepest_is_outermost_and_a_second_tier_stands_on_it(stack: LayoutSpec, typesetter: Typesetter) -> None:
    booked = [Booking(advert(f"ad-{depth}", 2, depth), page=1) for depth in (30, 50, 20)]
    layouts, _ = with_adverts(edition(booked), [stack, stack], typesetter)
    at = frames(layouts[0], typesetter)
    found = {each.name: (at[name].box.column, at[name].first) for name, each in standing(layouts[0]).items()}
    assert [found[f"ad-{depth}.pdf"][0] for depth in (50, 30, 20)] == [2, 0, 0]
    assert found["ad-20.pdf"][1] < found["ad-50.pdf"][1] < found["ad-30.pdf"][1]


SIZES = [
    [(1, 40)], [(4, 30)], [(2, 33), (2, 34)], [(2, 33), (2, 36), (1, 20)], [(3, 70), (1, 25)], [(1, 20)] * 5,
    [(4, 20), (3, 41), (2, 63)],
]  # fmt: skip


@pytest.mark.parametrize("sizes", SIZES, ids=str)
@pytest.mark.parametrize("number", [1, 2])
def test_whatever_stacks_nothing_overlaps_and_each_has_its_size(
    stack: LayoutSpec, typesetter: Typesetter, sizes: list[tuple[int, float]], number: int
) -> None:
    booked = [Booking(advert(f"ad-{at}", *size), page=number) for at, size in enumerate(sizes)]
    layouts, said = with_adverts(edition(booked), [stack, stack], typesetter)
    layout = layouts[number - 1]
    found = list(frames(layout, typesetter, left_hand=number == 2).values())
    for one, other in combinations(found, 2):
        across = one.rect.x < other.rect.right and other.rect.x < one.rect.right
        assert not across or one.first + one.lines <= other.first or other.first + other.lines <= one.first
    slack = layout.grid.baseline * (layout.grid.row_gap + 2)
    adverts = {each.box.name: each for each in found if each.box.name in standing(layout)}
    for name, each in adverts.items():
        sold = standing(layout)[name]
        assert len(each.columns) == sold.columns
        assert -layout.grid.baseline < each.rect.height - sold.depth < slack
    told = sum(one.code in ("advert-unplaced", "advert-elsewhere") for one in said)
    assert len(adverts) + told == len(sizes)


def test_a_stack_takes_no_more_than_the_page_can_spare(stack: LayoutSpec, typesetter: Typesetter) -> None:
    booked = [Booking(advert(f"ad-{at}", 4, 70)) for at in range(4)]
    layouts, said = with_adverts(edition(booked), [stack, stack], typesetter)
    assert [len(each) for each in placed(layouts)] == [2, 2] or [each.code for each in said].count("advert-unplaced")
    for layout in layouts:
        assert all(each.lines >= 12 for name, each in frames(layout, typesetter).items() if name in "LABC")


def test_house_advertisements_fill_the_white_beside_a_stack(stack: LayoutSpec, typesetter: Typesetter) -> None:
    """A under two columns gives way to an advertisement of one: the column beside it is free."""
    house = [advert("house", 0, 0, (43, 40))]
    booked = [Booking(advert("bank", 3, 40), page=1)]
    layouts, _ = with_adverts(edition(booked, house, pages=1), [stack], typesetter)
    assert placed(layouts) == [{"ad1": "bank.pdf", "ad2": "house.pdf"}]


def test_a_page_whose_layout_does_not_say_so_has_no_stack(boxes: LayoutSpec, typesetter: Typesetter) -> None:
    layouts, said = with_adverts(edition([Booking(advert("bank", 3, 20))]), [boxes, boxes], typesetter)
    assert layouts == [boxes, boxes] and [each.code for each in said] == ["advert-unplaced"]
