"""Which story goes into which box."""

from __future__ import annotations

import datetime as dt

from epaper.model.edition import Edition, EditionPage, ElsewhereEntry
from epaper.model.layout import BriefsBox
from epaper.model.story import Paragraph, Picture, Run, Story
from epaper.plan.allocate import EditionPlan, allocate
from epaper.plan.castoff import crushed
from epaper.plan.company import lower_frame
from epaper.plan.grid import resolve_grid
from epaper.plan.jumps import own_story_box
from epaper.sources.layouts import load_layout
from epaper.typeset.typesetter import Typesetter
from epaper.value import replace


def story(slug: str, words: int, priority: int = 5, section: str = "") -> Story:
    paragraphs = tuple(Paragraph((Run("word " * 40),)) for _ in range(words // 40))
    return Story(slug, (Run(f"A headline for {slug}"),), paragraphs, priority=priority, section=section)


def edition(*stories: Story, assigned: dict[str, str] | None = None) -> Edition:
    nailed = {box: (slug,) for box, slug in (assigned or {}).items()}
    page = EditionPage(1, "broadsheet-inside", "World", nailed)
    return Edition(title="T", date=dt.date(2026, 1, 1), pages=(page,), stories=stories)


def placed(plan: EditionPlan) -> dict[str, str]:
    return {box: stories[0].slug for box, stories in plan.pages[0].stories.items() if stories}


def plan_of(paper: Edition, typesetter: Typesetter) -> EditionPlan:
    return allocate(paper, [load_layout(page.layout) for page in paper.pages], typesetter)


def test_long_copy_goes_into_the_large_box(typesetter: Typesetter) -> None:
    stories = [story("long", 1400), *(story(f"short-{at}", 400) for at in range(5))]
    assert placed(plan_of(edition(*stories), typesetter))["L"] == "long"


def test_of_equal_lengths_the_more_important_takes_the_lead(typesetter: Typesetter) -> None:
    stories = [story("minor", 900, priority=8), story("major", 900, priority=1)]
    assert placed(plan_of(edition(*stories), typesetter))["L"] == "major"


def test_a_nailed_story_stays_where_it_is_nailed(typesetter: Typesetter) -> None:
    stories = [story("long", 1400), story("short", 200)]
    found = placed(plan_of(edition(*stories, assigned={"L": "short"}), typesetter))
    assert found["L"] == "short"
    assert "long" in found.values()


def test_a_story_of_another_section_comes_last(typesetter: Typesetter) -> None:
    stories = [story("sport", 900, section="Sport"), *(story(f"world-{at}", 400, section="World") for at in range(7))]
    plan = plan_of(edition(*stories), typesetter)
    assert [each.slug for each in plan.left_over] == ["sport"]


def test_stories_without_a_box_are_left_over_not_lost(typesetter: Typesetter) -> None:
    stories = [story(f"s{at}", 300) for at in range(12)]
    plan = plan_of(edition(*stories), typesetter)
    everywhere = [each.slug for stories in plan.pages[0].stories.values() for each in stories]
    assert sorted([*everywhere, *(each.slug for each in plan.left_over)]) == sorted(each.slug for each in stories)


def test_briefs_fill_their_column(typesetter: Typesetter) -> None:
    briefs = [story(f"b{at}", 40, section="Briefs") for at in range(3)]
    plan = plan_of(edition(*briefs), typesetter)
    assert [each.slug for each in plan.pages[0].stories["K"]] == ["b0", "b1", "b2"]


def test_the_same_copy_is_placed_alike_and_what_comes_first_wins_a_tie(typesetter: Typesetter) -> None:
    stories = [story(f"s{at}", 300, priority=4) for at in range(12)]
    one = placed(plan_of(edition(*stories), typesetter))
    assert one == placed(plan_of(edition(*stories), typesetter))
    assert sorted(one.values()) == sorted(each.slug for each in stories[: len(one)])


def test_with_too_few_stories_page_one_is_filled_first(typesetter: Typesetter) -> None:
    paper = edition(story("only", 500, priority=5))
    pages = tuple(replace(paper.pages[0], number=number) for number in (1, 2, 3))
    plan = plan_of(replace(paper, pages=pages), typesetter)
    assert [any(page.stories.values()) for page in plan.pages] == [True, False, False]


def test_briefs_without_a_section_take_what_finds_no_box(typesetter: Typesetter) -> None:
    layout = replace(load_layout("broadsheet-inside"), fit=())
    boxes = tuple(
        replace(box, options=replace(box.options, section="")) if isinstance(box.options, BriefsBox) else box
        for box in layout.boxes
    )
    stories = [
        *(story(f"long-{at}", 250, priority=1) for at in range(7)),
        story("brief", 40, priority=9, section="World"),
    ]
    paper = edition(*stories)
    plan = allocate(paper, [replace(layout, boxes=boxes)], typesetter)
    assert [each.slug for each in plan.pages[0].stories["K"]] == ["brief"]
    assert plan.left_over == ()


def test_what_stands_elsewhere_is_in_the_contents(typesetter: Typesetter) -> None:
    paper = replace(edition(story("one", 400)), elsewhere=(ElsewhereEntry("Tides", 7),))
    contents = plan_of(paper, typesetter).pages[0].contents
    assert [(each.title, each.page) for each in contents] == [("A headline for one", 1), ("Tides", 7)]


def with_picture(story: Story, width: int, height: int) -> Story:
    return replace(story, pictures=(Picture("/a.jpg", width=width, height=height),))


def test_a_picture_goes_where_it_is_cropped_least(typesetter: Typesetter) -> None:
    layout = load_layout("broadsheet-inside-picture")
    tall, wide = with_picture(story("tall", 700), 800, 1200), with_picture(story("wide", 700), 1200, 800)
    page = EditionPage(1, layout.name, assigned=dict.fromkeys("ACD", ()))
    paper = Edition(title="T", date=dt.date(2026, 1, 1), pages=(page,), stories=(tall, wide))
    assert placed(allocate(paper, [layout], typesetter)) == {"L": "wide", "B": "tall"}


def test_copy_far_too_short_for_any_box_is_a_brief_even_of_another_section(typesetter: Typesetter) -> None:
    stories = [story("tiny", 40, section="Oddities"), *(story(f"long-{at}", 700) for at in range(7))]
    plan = plan_of(edition(*stories), typesetter)
    assert [each.slug for each in plan.pages[0].stories["K"]] == ["tiny"]


def test_a_brief_of_a_section_that_has_pages_waits_for_them(typesetter: Typesetter) -> None:
    paper = edition(story("goal", 40, section="Sport"), *(story(f"long-{at}", 700, section="World") for at in range(7)))
    pages = (paper.pages[0], EditionPage(2, "broadsheet-inside", "Sport"))
    plan = plan_of(replace(paper, pages=pages), typesetter)
    assert [[each.slug for each in page.stories["K"]] for page in plan.pages] == [[], ["goal"]]


def test_several_stories_may_be_nailed_to_a_box_of_briefs_and_none_to_a_box(typesetter: Typesetter) -> None:
    paper = edition(*(story(f"b{at}", 40) for at in range(3)), story("long", 700))
    page = replace(paper.pages[0], assigned={"K": ("b2", "b0"), "L": (), "A": ()})
    plan = plan_of(replace(paper, pages=(page,)), typesetter)
    assert [each.slug for each in plan.pages[0].stories["K"]] == ["b2", "b0"]
    assert plan.pages[0].stories["L"] == plan.pages[0].stories["A"] == ()


def test_each_choice_says_what_spoke_for_it_and_what_came_next(typesetter: Typesetter) -> None:
    stories = [story("long", 1400, section="World"), *(story(f"short-{at}", 400) for at in range(5))]
    plan = plan_of(edition(*stories, assigned={"B": "short-4"}), typesetter)
    lead = next(each for each in plan.placings if each.box == "L")
    assert (lead.slug, lead.page, lead.section, lead.layout) == ("long", 1, "World", "broadsheet-inside")
    assert lead.lines > lead.room[2] > 0
    assert lead.reasons[0].endswith("lines too long")
    assert lead.reasons[1:3] == ("of the section", "no picture for the box")
    assert lead.runner_up.split()[0].startswith("short-")
    nailed = next(each for each in plan.placings if each.box == "B")
    assert nailed.nailed
    assert not nailed.reasons
    assert not nailed.runner_up
    assert nailed.lines


def test_what_is_left_over_says_which_boxes_come_nearest_to_its_length(typesetter: Typesetter) -> None:
    stories = [*(story(f"s{at}", 300, priority=4) for at in range(7)), story("last", 320, priority=9)]
    alone = replace(load_layout("broadsheet-inside"), fit=())
    (last,) = allocate(edition(*stories), [alone], typesetter).left_over
    assert (last.slug, last.words, last.priority) == ("last", 320, 9)
    assert len(last.near) == 3
    off = [max(each.lines - each.room[2], each.room[0] - each.lines, 0) / each.room[1] for each in last.near]
    assert off == sorted(off)
    assert all(each.holds.startswith("s") for each in last.near)


def test_a_brief_never_has_a_large_box_to_itself(typesetter: Typesetter) -> None:
    layout = replace(load_layout("tabloid-inside-text"), fit=())
    page = EditionPage(1, layout.name)
    paper = Edition(
        title="T",
        date=dt.date(2026, 1, 1),
        pages=(page,),
        stories=(story("long", 1100), *(story(f"b{at}", 40) for at in range(6))),
    )
    stories = allocate(paper, [layout], typesetter).pages[0].stories
    assert [each.slug for each in stories["L"]] == ["long"]
    together = [box for box, here in stories.items() if here and box != "L"]
    assert [len(stories[box]) for box in together] == [6]


def test_briefs_come_under_a_brief_that_is_nailed(typesetter: Typesetter) -> None:
    paper = edition(*(story(f"b{at}", 40) for at in range(6)), assigned={"A": "b0"})
    page = replace(paper.pages[0], assigned={**paper.pages[0].assigned, "K": ()})
    here = plan_of(replace(paper, pages=(page,)), typesetter).pages[0].stories["A"]
    assert here[0].slug == "b0" and len(here) > 2


def test_a_long_story_is_printed_rather_than_a_picture_with_a_few_words(typesetter: Typesetter) -> None:
    layout = load_layout("tabloid-inside-halves")
    picture = with_picture(story("picture", 40, priority=5), 1200, 800)
    paper = Edition(
        title="T",
        date=dt.date(2026, 1, 1),
        pages=(EditionPage(2, layout.name),),
        stories=(picture, story("one", 1000, priority=6), story("two", 900, priority=6)),
    )
    assert set(placed(allocate(paper, [layout], typesetter)).values()) == {"one", "two"}


def test_no_box_is_so_shallow_that_it_would_crush_a_picture(typesetter: Typesetter) -> None:
    layout = load_layout("a4-inside-text")
    (frame,) = (each for each in resolve_grid(layout, 7_000).frames if each.box.name == "L")
    tall = with_picture(story("tall", 40), 800, 1200)
    box = own_story_box(frame)
    assert crushed(typesetter, layout, frame, box, story("wordy", 400)) == 0
    shallow = lower_frame(layout, frame, 14)
    assert 0.3 < crushed(typesetter, layout, shallow, box, tall) < 1
    assert crushed(typesetter, layout, frame, box, with_picture(story("wide", 40), 1200, 500)) == 0
