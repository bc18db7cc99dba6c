"""Heads side by side in one size: the smaller box steps aside, unless the layout means it or nothing else fits."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from epaper.display.items import GlyphRun
from epaper.pipeline import Composed, compose_file
from epaper.standing import Standing

LAYOUT = """\
extends: tabloid
grid: {{rows: [40 lines, 1fr]}}
fit: [{fit}]
areas: |
  A A A B B
  . . . . .
boxes:
  A: {{story: {{headline: {{style: head-4, lines: 1-2, steps: {steps}}}, picture: none}}}}
  B: {{story: {{headline: {{style: head-4, lines: 1-2, steps: {steps}}}, picture: none{more}}}{beside}}}
"""
WORDS = "The town council met on Monday to hear of the bridge, and heard nothing new from those who ought to know. "
Desk = tuple[Path, Standing]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return tmp_path_factory.mktemp("paper"), Standing()


def paper(
    desk: Desk, *, fit: str = "headline, looseness 2, white", steps: int = 3, more: str = "", beside: str = ""
) -> Composed:
    """Two stories of like heads, side by side."""
    folder, standing = desk
    for name in ("layouts", "copy"):
        (folder / name).mkdir(exist_ok=True)
    text = LAYOUT.format(fit=fit, steps=steps, more=more, beside=beside)
    (folder / "layouts" / "pair.yaml").write_text(text)
    for name, count in (("one", 14), ("two", 6)):
        story = f"# The bridge stays shut for {name} more winter\n\n" + "\n\n".join([WORDS * 3] * count)
        (folder / "copy" / f"{name}.md").write_text(story)
    (folder / "edition.yaml").write_text(
        "title: The Gazette\ndate: 2026-03-17\nlayouts: layouts\nstories: copy\n"
        "pages: [{layout: pair, boxes: {A: one, B: two}}]\n"
    )
    return compose_file(folder / "edition.yaml", standing=standing)


def sizes(made: Composed) -> dict[str, int]:
    """Each box's headline size, in points."""
    return {
        zone.box: next(item.size for item in zone.items if isinstance(item, GlyphRun)) // 1000
        for zone in made.document.pages[0].zones
        if zone.role == "headline"
    }


def told(made: Composed) -> list[str]:
    return [each.message for each in made.diagnostics if each.code == "tombstone"]


def test_the_smaller_box_takes_another_size_and_says_so(desk: Desk) -> None:
    made = paper(desk)
    found = sizes(made)
    assert found["B"] < found["A"]
    fits = {fit.box: fit for fit in made.fits}
    assert "headline set apart from that of box A" in fits["B"].actions
    assert [fit.tombstones for fit in made.fits] == [0, 0] and told(made) == []


def test_what_cannot_be_parted_is_counted_and_said(desk: Desk) -> None:
    made = paper(desk, steps=0)
    found = sizes(made)
    assert found["A"] == found["B"]
    assert {fit.box: fit.tombstones for fit in made.fits} == {"A": 0, "B": 1}
    message = f'the heads of "A" and "B" stand side by side in one size, {found["A"]}pt, and could not be parted'
    assert told(made) == [message]


def test_where_headlines_may_not_step_they_stay(desk: Desk) -> None:
    made = paper(desk, fit="looseness 2, white")
    assert len(set(sizes(made).values())) == 1 and len(told(made)) == 1


@pytest.mark.parametrize(
    ("more", "beside"), [("", ", lint: {tombstone: two views of one debate}"), (", tint: k 10%", "")]
)
def test_a_pair_that_is_meant_stays(desk: Desk, more: str, beside: str) -> None:
    made = paper(desk, more=more, beside=beside)
    assert len(set(sizes(made).values())) == 1 and told(made) == []
    assert sum(fit.tombstones for fit in made.fits) == 0


def test_pictures_of_two_stories_side_by_side_are_said(desk: Desk) -> None:
    folder, _ = desk
    Image.new("L", (900, 600), 128).save(folder / "grey.png")
    pictured = "{story: {headline: head-4, picture: {legs: 1, at: %s, depth: 70%%-130%%}}}"
    said = []
    for at in ("top-right", "top-left"):
        (folder / "layouts").mkdir(exist_ok=True)
        boxes = f"{{A: {pictured % at}, B: {pictured % 'top-left'}}}"
        (folder / "layouts" / "pair.yaml").write_text(
            f"extends: tabloid\nareas: A A A B B\nboxes: {boxes}\nfit: [white]\n"
        )
        (folder / "edition.yaml").write_text(
            "title: The Gazette\ndate: 2026-03-17\nlayouts: layouts\nstories: copy\n"
            "pages: [{layout: pair, boxes: {A: one, B: two}}]\n"
            "pictures: {one: grey.png, two: grey.png}\n"
        )
        (folder / "copy").mkdir(exist_ok=True)
        for name in ("one", "two"):
            (folder / "copy" / f"{name}.md").write_text("# The bridge\n\n" + WORDS * 4)
        made = compose_file(folder / "edition.yaml")
        said.append([each.message for each in made.diagnostics if each.code == "pictures-meet"])
    assert said == [['the pictures of "A" and "B" stand side by side'], []]
