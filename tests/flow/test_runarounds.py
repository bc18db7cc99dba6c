"""Text around pictures: none on them, all of it there, every line on the grid, and legs that end level."""

from __future__ import annotations

from pathlib import Path

import pytest
from insets_page import LINE, Made, make, paragraphs

WIDE = "pictures: [{file: wide.png, caption: The quay at six in the morning, credit: Ann Lee}]\n"
TWO = "pictures: [{file: wide.png, caption: The quay}, {file: disc.png, caption: The moon over it}]\n"
DISC = "pictures: [{file: disc.png}]\n"
WAYS = {
    "astride two legs": ("legs: 2, picture: {legs: 1, at: centre, width: 44mm, aspect: 1:1}", WIDE),
    "at the left of a wide leg": ("legs: 2, picture: {legs: 1, at: left, width: 40%, down: 20}", WIDE),
    "at the right of a wide leg": ("legs: 2, picture: {legs: 1, at: right, width: 40mm, down: 70}", WIDE),
    "at the head of a wide leg": ("legs: 1, picture: {at: top-right, width: 45%}", WIDE),
    "at the foot of a wide leg": ("legs: 1, picture: {at: bottom-left, width: 45%}", WIDE),
    "across two of four legs": ("picture: {legs: 2, at: centre}", WIDE),
    "over the outline": ("legs: 2, picture: {legs: 1, at: centre, width: 50mm, wrap: outline}", DISC),
    "outline in one leg": ("legs: 1, picture: {at: left, width: 50%, wrap: outline, offset: 2mm}", DISC),
    "two pictures": ("picture: {legs: 2, at: top-right}, more-pictures: [{legs: 1, at: bottom-left}]", TWO),
    "two and legs of two widths": (
        "legs: [1, 3], picture: {legs: 1, at: top-right, width: 55%}, more-pictures: [{at: left, down: 60}]",
        TWO,
    ),
}


@pytest.fixture(scope="module", params=WAYS, ids=lambda name: name.replace(" ", "-"))
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    story, head = WAYS[request.param]
    return make(tmp_path_factory.mktemp("runaround"), story, head=head, copy=paragraphs(17))


def test_no_line_touches_a_picture_or_its_words(made: Made) -> None:
    things = [zone.rect for zone in made.zones("caption", "credit")]
    if "disc" not in str(made.zones("picture")[0].items):
        things += [zone.rect for zone in made.zones("picture")]
    assert made.zones("picture")
    for run in made.runs:
        for rect in things:
            beside = run.x + run.width <= rect.x or run.x >= rect.right
            assert beside or run.y <= rect.y or run.y - run.size // 2 >= rect.bottom, run.text


def test_every_line_is_on_the_grid(made: Made) -> None:
    assert len({run.y % LINE for run in made.runs if run.size > 8_500}) == 1


def test_all_copy_is_there_and_the_legs_end_level(made: Made) -> None:
    assert (made.fit.over_lines, made.fit.widows, made.fit.orphans) == (0, 0, 0)
    assert made.text == "\n".join(made.copy)
    assert made.fit.level


def test_nothing_is_left_over(made: Made) -> None:
    assert [each.code for each in made.composed.diagnostics if each.code == "picture-unused"] == []


def test_text_follows_an_outline(tmp_path: Path) -> None:
    """Beside a disc the lines grow shorter and longer again, and none is on it."""
    made = make(tmp_path, "legs: 1, picture: {at: left, width: 50%, wrap: outline, offset: 3mm}", head=DISC)
    disc = made.zones("picture")[0].rect
    radius, middle = disc.width / 2, (disc.x + disc.width / 2, disc.y + disc.height / 2)
    starts = sorted((run.y, run.x) for run in made.runs if disc.y < run.y < disc.bottom)
    assert len({x for _, x in starts}) > 5
    for run in made.runs:
        for x, y in ((run.x, run.y), (run.x, run.y - 4_000)):
            assert ((x - middle[0]) ** 2 + (y - middle[1]) ** 2) ** 0.5 > radius - 200, run.text


def test_a_picture_that_would_stand_on_another_is_named(tmp_path: Path) -> None:
    made = make(tmp_path, "picture: {legs: 2, at: top}, more-pictures: [{legs: 2, at: top}]", head=TWO)
    assert len(made.zones("picture")) == 1
    assert [each.code for each in made.composed.diagnostics] == ["picture-unused"]


def test_subheads_and_their_text_stay_together_over_obstacles(tmp_path: Path) -> None:
    text = [f"## Head {at}\n\n{sentence}" for at, sentence in enumerate(paragraphs(14))]
    made = make(tmp_path, "legs: 2, picture: {legs: 1, at: centre, width: 44mm}", head=WIDE, copy=text)
    bodies = {zone.paragraph: zone for zone in reversed(made.zones("body"))}
    for head in made.zones("subhead"):
        under = bodies[head.paragraph + 1]
        assert len({item.y for item in under.items}) >= 2 or under.rect.y > head.rect.y  # type: ignore[union-attr]
        assert 0 < under.rect.y - head.rect.y <= 2 * LINE
