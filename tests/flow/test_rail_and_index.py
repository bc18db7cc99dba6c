"""Rail, index and refers: full boxes, even distances, nothing dropped unsaid; and every entry a link."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from epaper.display.items import GlyphRun
from epaper.display.page import Zone
from epaper.pipeline import Composed, compose_file
from epaper.plan.grid import resolve_grid
from epaper.standing import Standing

EDITION = """\
title: The Gazette
date: 2026-03-17
layouts: layouts
stories: copy
pages:
  - layout: front
  - {{layout: inside, section: World}}
  - {{layout: inside, section: Sport}}
rail:
{rail}
"""
FRONT = """\
extends: a4
grid: {{columns: 4, rows: [{lines} lines, 1fr]}}
areas: |
  R T T I
  . . . .
styles: {{body: {{family: Source Serif 4, size: 9pt}}}}
{fit}boxes: {{R: {{rail: {{title: Comment{rail}}}}}, T: {{refer: {{items: 2}}}}, I: {{index: {{items: {items}}}}}}}
"""
INSIDE = """\
extends: a4
grid: {columns: 4, rows: [1fr, 1fr]}
areas: |
  A A B B
  C C D D
boxes: {A: story, B: story, C: story, D: story}
"""
Desk = tuple[Path, Standing]
WORDS = "The town council met on Monday to hear of the bridge, and heard nothing new from those who ought to know. "


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A folder, and what is remembered of the papers made in it: only the front page is made anew."""
    return tmp_path_factory.mktemp("paper"), Standing()


def paper(
    desk: Desk, *, lines: int = 40, items: int = 6, editorials: int = 4, rail: str = "", fit: str = ""
) -> Composed:
    """A front page with a rail and an index of so many lines, and two pages of four stories."""
    folder, standing = desk
    options = {"rail": rail, "fit": fit}
    teaser = "NOT exactly known for haste, the council waits again until it is told what it wants…"
    comments = "\n".join(
        f'  - {{title: Matter {at}, teaser: "{teaser}", date: 2026-03-17}}' for at in range(editorials)
    )
    for name in ("layouts", "copy"):
        (folder / name).mkdir(exist_ok=True)
    (folder / "layouts" / "front.yaml").write_text(FRONT.format(lines=lines, items=items, **options))
    (folder / "layouts" / "inside.yaml").write_text(INSIDE)
    for at in range(8):
        text = f"---\nsection: {('World', 'Sport')[at % 2]}\npriority: {at + 1}\n"
        text += (
            f"pictures: [{{file: shed.png}}]\n---\n# Story number {at}\n\n"
            if at == 5
            else f"---\n# Story number {at}\n\n"
        )
        (folder / "copy" / f"story-{at}.md").write_text(text + "\n\n".join([WORDS * 3] * 6))
    Image.new("L", (300, 200)).save(folder / "copy" / "shed.png")
    (folder / "edition.yaml").write_text(EDITION.format(rail=comments or "  []"))
    return compose_file(folder / "edition.yaml", standing=standing)


def zones(made: Composed, box: str) -> list[Zone]:
    return [zone for zone in made.document.pages[0].zones if zone.box == box]


def foot(made: Composed, box: str) -> int:
    """The grid line, from the box's first, on which the lowest text of a box stands."""
    found = zones(made, box)
    low = max(item.y for zone in found for item in zone.items if isinstance(item, GlyphRun))
    layout = made.layouts[0]
    return (low - layout.page.top) // layout.grid.baseline + 1


@pytest.mark.parametrize("lines", [36, 40, 44, 48])
@pytest.mark.parametrize("editorials", [3, 4])
def test_a_rail_fills_its_box_and_its_items_keep_one_distance(desk: Desk, lines: int, editorials: int) -> None:
    made = paper(desk, lines=lines, editorials=editorials)
    assert lines - 3 <= foot(made, "R") <= lines or {"rail-under", "rail-filler"} & {
        each.code for each in made.diagnostics
    }
    heads = [zone.rect.y for zone in zones(made, "R") if zone.role == "rail-head"]
    ends = [zone.rect.bottom for zone in zones(made, "R") if zone.role == "rail-teaser"]
    gaps = [head - end for end, head in zip(ends, heads[1:], strict=False)]
    assert max(gaps) - min(gaps) < made.layouts[0].grid.baseline


def test_a_rail_of_the_right_depth_is_set_in_its_styles(desk: Desk) -> None:
    styles = paper(desk, lines=38).layouts[0].styles
    sizes = {
        run.size
        for zone in zones(paper(desk, lines=38), "R")
        if zone.role == "rail-head"
        for run in zone.items
        if isinstance(run, GlyphRun)
    }
    assert sizes == {styles["rail-head"].size}


def test_a_rail_too_deep_for_its_items_says_so(desk: Desk) -> None:
    made = paper(desk, lines=70, editorials=1)
    (found,) = [each for each in made.diagnostics if each.code == "rail-under"]
    assert "lines empty at its foot" in found.message


def sizes(made: Composed) -> set[int]:
    """The sizes of the rail's heads."""
    heads = [zone for zone in zones(made, "R") if zone.role == "rail-head"]
    return {item.size for zone in heads for item in zone.items if isinstance(item, GlyphRun)}


@pytest.mark.parametrize(("rail", "most"), [("", 110), (", grow: 100%", 100), (", grow: 130%", 130)])
def test_a_rails_type_grows_no_further_than_it_may(desk: Desk, rail: str, most: int) -> None:
    usual = paper(desk, lines=38).layouts[0].styles["rail-head"].size
    grown = {size for lines in (40, 44, 48, 52) for size in sizes(paper(desk, lines=lines, rail=rail))}
    assert max(grown) <= usual * most // 100
    assert max(grown) > usual or most < 130


def test_the_houses_advertisement_fills_a_rail_that_is_far_too_deep(desk: Desk) -> None:
    made = paper(desk, lines=60, editorials=3, fit="fit: [filler]\n")
    (advert,) = [zone for zone in zones(made, "R") if zone.role == "advert"]
    assert advert.rect.bottom > max(zone.rect.bottom for zone in zones(made, "R") if zone.role == "rail-teaser")
    codes = [each.code for each in made.diagnostics if each.code.startswith("rail-")]
    assert codes == ["rail-filler"]


def test_an_empty_rail_is_said(desk: Desk) -> None:
    said = [each.message for each in paper(desk, editorials=0).diagnostics if each.code.startswith("rail-")]
    assert said == ["nothing stands in the rail"]


def test_what_the_rail_has_no_room_for_is_named(desk: Desk) -> None:
    said = [each.message for each in paper(desk, lines=24).diagnostics if each.code == "rail-over"]
    assert said == ["the rail has no room for Matter 2, Matter 3"]


@pytest.mark.parametrize(("lines", "items"), [(20, 6), (30, 6), (40, 6), (40, 4), (50, 8)])
def test_an_index_fills_its_box(desk: Desk, lines: int, items: int) -> None:
    made = paper(desk, lines=lines, items=items)
    assert foot(made, "I") >= lines - 2


def test_an_index_is_in_order_of_pages_by_section_and_links_to_its_stories(desk: Desk) -> None:
    made = paper(desk, lines=50, items=8)
    entries = [zone for zone in zones(made, "I") if zone.href]
    pages = [int(zone.text.split("Story number")[1].split()[1]) for zone in entries]
    assert pages == sorted(pages) == [2] * 4 + [3] * 4
    assert {zone.href for zone in entries} == {f"story:story-{at}" for at in range(8)}
    heads = [zone.text for zone in zones(made, "I") if not zone.href]
    assert heads == ["Inside", "World", "Sport"] or heads == ["INSIDE", "WORLD", "SPORT"]


def test_page_numbers_are_flush_right(desk: Desk) -> None:
    made = paper(desk, lines=50, items=8)
    entries = [zone for zone in zones(made, "I") if zone.href]
    numbers = [
        item for zone in entries for item in zone.items if isinstance(item, GlyphRun) and item.text in ("2", "3")
    ]
    edges = {item.x + item.width - zone.rect.right for item, zone in zip(numbers, entries, strict=True)}
    assert len(numbers) == 8 and edges == {0}


def test_first_words_end_in_an_ellipsis_and_stay_in_their_room(desk: Desk) -> None:
    made = paper(desk, lines=40, items=6)
    texts = [zone.text for zone in zones(made, "I") if zone.href]
    assert sum(text.endswith("…") for text in texts) >= 4


# refers


def test_refers_point_to_the_most_important_stories_those_with_pictures_first(desk: Desk) -> None:
    made = paper(desk)
    found = zones(made, "T")
    assert [(zone.role, zone.href) for zone in found if zone.href] == [
        ("index", "story:story-0"),
        ("picture", "story:story-5"),
        ("index", "story:story-5"),
    ]
    words = [zone.text for zone in found if zone.role == "index"]
    assert words[0].startswith("Story number 0 The town council") and words[0].endswith("World · Page 2".upper())
    assert words[1].endswith("Sport · Page 3".upper())


def test_refers_stay_in_their_box(desk: Desk) -> None:
    for lines in (20, 40):
        made = paper(desk, lines=lines)
        assert foot(made, "T") <= lines
        box = next(frame for frame in resolve_grid(made.layouts[0], 6_000).frames if frame.box.name == "T")
        for zone in zones(made, "T"):
            for item in zone.items:
                if isinstance(item, GlyphRun):
                    assert box.rect.x <= item.x and item.x + item.width <= box.rect.right
