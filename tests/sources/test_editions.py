"""Editions: what their files give, and what is said against faulty ones, all of it at once."""

from __future__ import annotations

import datetime as dt
import json
from itertools import groupby
from pathlib import Path

import pytest
from PIL import Image

from epaper.errors import InputError
from epaper.model.edition import Edition
from epaper.model.story import plain
from epaper.sources.editions import edition_of_story, load_edition

HEAD = "title: The Gazette\ndate: 2026-03-17\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with some copy, where we stand."""
    monkeypatch.chdir(tmp_path)
    story("flood", "The river rises")
    story("bridge", "A bridge falls")
    story("copy/late/moon", "The moon is seen")
    Image.new("RGB", (60, 40)).save("mill.png")
    return tmp_path


def story(name: str, headline: str, text: str = "Words of the story.", **head: str) -> None:
    path = Path(f"{name}.md")
    path.parent.mkdir(parents=True, exist_ok=True)
    keys = "".join(f"{key}: {value}\n" for key, value in head.items())
    path.write_text(f"---\nheadline: {headline}\n{keys}---\n\n{text}\n", encoding="utf-8")


def load(text: str) -> Edition:
    Path("edition.yaml").write_text(HEAD + text, encoding="utf-8")
    return load_edition(Path("edition.yaml"))[0]


def said(text: str, head: str = HEAD) -> list[str]:
    """All notes and warnings of an edition that is well."""
    Path("edition.yaml").write_text(head + text, encoding="utf-8")
    return [f"{each.severity}: {each}" for each in load_edition(Path("edition.yaml"))[1]]


def faults(text: str, head: str = HEAD) -> list[str]:
    Path("edition.yaml").write_text(head + text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_edition(Path("edition.yaml"))
    return str(caught.value).splitlines()


def test_the_facts_of_an_edition(desk: Path) -> None:
    edition = load(
        'language: en-US\ncity: Springfield\nnumber: 12345\nprice: "$2"\nmotto: Fast\nwebsite: gazette.example\n'
        "ears: [Rain, Four pages]\nrail-title: Opinion\n"
    )
    assert (edition.title, edition.date) == ("The Gazette", dt.date(2026, 3, 17))
    assert (edition.language, edition.city, edition.number, edition.price) == ("en-US", "Springfield", "12345", "$2")
    assert (edition.motto, edition.website, edition.ears) == ("Fast", "gazette.example", ("Rain", "Four pages"))
    assert edition.rail_title == "Opinion"


def test_an_edition_of_nothing_but_title_and_date_is_one_front_page(desk: Path) -> None:
    edition = load("")
    assert [(page.number, page.layout, page.choices) for page in edition.pages] == [(1, "", ("auto",))]
    assert edition.ears == ("", "")


@pytest.mark.parametrize(
    ("stories", "slugs"),
    [
        ("[flood.md, bridge.md]", ["flood", "bridge"]),
        ("flood.md", ["flood"]),
        ("copy", ["moon"]),
        ('["*.md"]', ["bridge", "flood"]),
        ('["**/m*.md"]', ["moon"]),
        ('[bridge.md, "*.md", .]', ["bridge", "flood", "moon"]),
    ],
)
def test_stories_are_files_folders_and_patterns_each_file_once(desk: Path, stories: str, slugs: list[str]) -> None:
    assert [each.slug for each in load(f"stories: {stories}\n").stories] == slugs


def test_paths_may_be_absolute(desk: Path) -> None:
    assert len(load(f'stories: ["{desk}/*.md", "{desk}/copy"]\n').stories) == 3


def test_pages_by_number_are_a_front_page_and_any_inside_pages_that_suit(desk: Path) -> None:
    assert [(page.layout, page.choices) for page in load("layout: tabloid-front\npages: 3\n").pages] == [
        ("tabloid-front", ()),
        ("", ("auto",)),
        ("", ("auto",)),
    ]
    assert [page.layout for page in load("layout: a4-article\npages: 2\n").pages] == ["a4-article"] * 2


def test_pages_by_list_name_layout_section_and_boxes(desk: Path) -> None:
    pages = load(
        "layout: tabloid-front\n"
        "stories: [flood.md]\n"
        "pages:\n"
        "  - {layout: a4-front, boxes: {L: flood}}\n"
        "  - {section: Sport}\n"
    ).pages
    assert [(page.number, page.layout, page.choices, page.section) for page in pages] == [
        (1, "a4-front", (), ""),
        (2, "", ("auto",), "Sport"),
    ]
    assert pages[0].assigned == {"L": ("flood",)}
    assert str(pages[0].places["L"]) == "edition.yaml:6:35"
    assert str(pages[1].where) == "edition.yaml:7:5"


def test_layouts_and_fonts_of_ones_own(desk: Path) -> None:
    Path("house").mkdir()
    Path("house/special.yaml").write_text("extends: a4-front\n")
    edition = load("layouts: house\nfonts: house\npages: [{layout: special}]\n")
    assert edition.layout_dirs == edition.font_dirs == (str(desk / "house"),)


def test_pictures_that_the_edition_gives_stand_instead_of_the_storys_own(desk: Path) -> None:
    pictures = (
        load(
            "stories: [flood.md]\n"
            "pictures:\n"
            "  flood:\n"
            '    - {file: mill.png, caption: The "mill", credit: Jane Roe, alt: A mill, whole: true, focus: [0.2, 1]}\n'
        )
        .stories[0]
        .pictures
    )
    (picture,) = pictures
    assert picture.path == str(desk / "mill.png")
    assert plain(picture.caption) == "The “mill”"
    assert (picture.credit, picture.alt, picture.whole, picture.focus) == ("Jane Roe", "A mill", True, (0.2, 1.0))
    assert (picture.width, picture.height) == (60, 40)


def test_a_picture_may_be_just_its_file(desk: Path) -> None:
    for written in ("mill.png", "[mill.png]", "{file: mill.png}"):
        (picture,) = load(f"stories: [flood.md]\npictures: {{flood: {written}}}\n").stories[0].pictures
        assert picture.path == str(desk / "mill.png")


CAPTIONED = {
    "headline": "Flood",
    "paragraphs": ["Water came."],
    "captions": [{"caption": "The mill", "credit": "J. Roe"}, {"caption": "The weir"}],
}


def test_captions_in_the_copy_wait_for_their_pictures(desk: Path) -> None:
    Path("river.json").write_text(json.dumps(CAPTIONED))
    pictures = load("stories: [river.json]\npictures: {river: mill.png}\n").stories[0].pictures
    assert [(plain(each.caption), each.credit, Path(each.path).name) for each in pictures] == [
        ("The mill", "J. Roe", "mill.png"),
        ("The weir", "", ""),
    ]


def test_a_caption_of_the_copy_that_gives_way_is_told(desk: Path) -> None:
    Path("river.json").write_text(json.dumps(CAPTIONED))
    assert said("stories: [river.json]\npictures: {river: {file: mill.png, cutline: Mill}}\n") == [
        "note: edition.yaml:4:26: river: the edition's caption stands instead of “The mill”"
    ]


def test_the_rail_is_items_as_written(desk: Path) -> None:
    rail = load(
        "rail:\n"
        '  - {title: "Don\'t wait", teaser: The town..., date: 2026-03-16, updated: true, href: x.example, byline: J}\n'
        "  - title: Bare\n"
    ).rail
    assert [(item.title, plain(item.teaser), item.date, item.updated, item.byline) for item in rail] == [
        ("Don’t wait", "The town…", dt.date(2026, 3, 16), True, "J"),
        ("Bare", "", None, False, ""),
    ]


def test_the_rail_is_the_editorials_in_files_of_copy(desk: Path) -> None:
    Path("page.txt").write_text(
        "The river rises\n\nTOWN: Water came in the night and stood in the streets until noon.\n\n"
        "Published in The Gazette, March 17th, 2026\n\nEditorial\n\nA bridge too few\n\n16 Mar, 2026\n\n"
        "A bridge too few\n\nThe town waits for it again, as it has these ten years…\n"
    )
    assert [item.title for item in load("rail: page.txt\n").rail] == ["A bridge too few"]
    assert [item.title for item in load("rail: [page.txt, {title: More}]\n").rail] == ["A bridge too few", "More"]
    assert [item.title for item in load("stories: page.txt\n").rail] == ["A bridge too few"]


def test_copy_for_the_rail_without_editorials_is_told(desk: Path) -> None:
    assert "warning: edition.yaml:3:7: there are no editorials in flood.md" in said("rail: flood.md\n")


FAULTS = {
    "an unknown key": ("stores: [flood.md]", '3:1: unknown key "stores" — did you mean "stories"?'),
    "a key twice": ("city: A\ncity: B", '4:1: the key "city" is given twice; first at 3:1'),
    "a truth for a text": ("motto: true", '3:8: a text is wanted, not true — put it in quotes: "true"'),
    "three ears": ("ears: [a, b, c]", "3:7: too many: 3; at most 2 are allowed"),
    "no such copy": ("stories: [flod.md]", '3:11: there is no copy at "flod.md" — did you mean "flood.md"?'),
    "no such folder of copy": ("stories: [nowhere/at/all.md]", '3:11: there is no copy at "nowhere/at/all.md"'),
    "a pattern that fits nothing": ('stories: ["*.nitf"]', '3:11: there is no copy at "*.nitf"'),
    "an empty name": ('stories: [""]', '3:11: there is no copy at ""'),
    "no such folder of layouts": ("layouts: house", '3:10: there is no folder "house" beside this file'),
    "no such folder of fonts": ("fonts: house", '3:8: there is no folder "house" beside this file'),
    "no such copy for the rail": ("rail: nothing.txt", '3:7: there is no copy at "nothing.txt"'),
    "no such copy in a list for the rail": ("rail: [nothing.txt]", '3:8: there is no copy at "nothing.txt"'),
    "a rail item without title": ("rail: [{teaser: x}]", '3:8: the key "title" is missing'),
    "a rail item's unknown key": (
        "rail: [{title: x, titel: y}]",
        '3:19: unknown key "titel" — did you mean "title"?',
    ),
    "a rail item's date": (
        "rail: [{title: x, date: 16 March}]",
        '3:25: "16 March" is no date; write year-month-day, as in 2026-03-17',
    ),
    "a number for the rail": ("rail: 3", "3:7: keys and values are wanted, not 3"),
    "no pages": ("pages: 0", "3:8: pages are a list, or a number from 1 to 400"),
    "too many pages": ("pages: 401", "3:8: pages are a list, or a number from 1 to 400"),
    "pages by a word": ("pages: four", "3:8: pages are a list, or a number from 1 to 400"),
    "an unknown layout": (
        "pages: [{layout: tabliod-front}]",
        '3:18: no layout "tabliod-front" — did you mean "tabloid-front"?',
    ),
    "an unknown layout for all pages": (
        "layout: tabliod-front\npages: 3",
        '3:9: no layout "tabliod-front" — did you mean "tabloid-front"?',
    ),
    "an unknown key of a page": (
        "pages: [{layout: a4-front, sections: x}]",
        '3:28: unknown key "sections" — did you mean "section"?',
    ),
    "a story in no box by a list": (
        "stories: [flood.md]\npages: [{layout: a4-front, boxes: {L: [flood, flod]}}]",
        '4:47: no story "flod" — did you mean "flood"?',
    ),
    "a pattern that fits no layout": (
        "pages: [{layout: [a4-front, tabliod-*]}]",
        '3:29: no layout "tabliod-*" — did you mean "tabloid"?',
    ),
    "sections beside a list of pages": (
        "sections: [Sport]\npages: [{layout: a4-front}]",
        "3:11: the pages are listed, and name their sections themselves — give a number of pages instead",
    ),
    "more sections than pages": (
        "sections: [Sport, World, Chess]\npages: 3",
        "3:11: the sections need 3 pages, and 2 are left beside the front",
    ),
    "an unknown key of a section": (
        "sections: [{name: Sport, page: 2}]",
        '3:26: unknown key "page" — did you mean "pages"?',
    ),
    "a priority for an unknown story": (
        "stories: [flood.md]\npriorities: {flod: 1}",
        '4:14: no story "flod" — did you mean "flood"?',
    ),
    "a priority of nought": (
        "stories: [flood.md]\npriorities: {flood: 0}",
        "4:21: 0 is too small; at least 1 is wanted",
    ),
    "an embargo that is no time": (
        "embargo: tomorrow",
        '3:10: "tomorrow" is no time; write hours and minutes, as in 05:30, or 2026-03-16 23:00',
    ),
    "an unknown story in a box": (
        "stories: [flood.md]\npages: [{layout: a4-front, boxes: {L: flod}}]",
        '4:39: no story "flod" — did you mean "flood"?',
    ),
    "a story in two boxes": (
        "stories: [flood.md]\npages: [{layout: a4-front, boxes: {L: flood}}, {boxes: {A: flood}}]",
        '4:60: the story "flood" has a box on page 1 already',
    ),
    "pictures for an unknown story": (
        "stories: [flood.md]\npictures: {flod: mill.png}",
        '4:12: no story "flod" — did you mean "flood"?',
    ),
    "a picture without a file": (
        "stories: [flood.md]\npictures: {flood: [{credit: x}]}",
        '4:20: the key "file" is missing',
    ),
    "a focus off the picture": (
        "stories: [flood.md]\npictures: {flood: {file: mill.png, focus: [1, 2]}}",
        "4:43: a focus is two numbers from 0 to 1, across and down, as in [0.5, 0.4]",
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_of_an_edition(desk: Path, case: str) -> None:
    text, message = FAULTS[case]
    assert faults(text) == [f"edition.yaml:{message}"]


@pytest.mark.parametrize(
    ("head", "messages"),
    [
        ("title: The Gazette\n", ['edition.yaml:1:1: the key "date" is missing']),
        ("date: 2026-03-17\n", ['edition.yaml:1:1: the key "title" is missing']),
        (
            "title: The Gazette\ndate: 17/3/2026\n",
            ['edition.yaml:2:7: "17/3/2026" is no date; write year-month-day, as in 2026-03-17'],
        ),
        ("- a", ["edition.yaml:1:1: an edition is keys and values, as in `title: The Gazette`"]),
        ("", ["edition.yaml:1:1: an edition is keys and values, as in `title: The Gazette`"]),
    ],
)
def test_title_and_date_are_needed(desk: Path, head: str, messages: list[str]) -> None:
    assert faults("", head) == messages


def test_an_edition_that_is_not_there(desk: Path) -> None:
    with pytest.raises(InputError, match=r"cannot read tonight\.yaml: No such file"):
        load_edition(Path("tonight.yaml"))


def test_a_missing_picture_names_the_file_and_the_line_that_asks_for_it(desk: Path) -> None:
    (message,) = faults("stories: [flood.md]\npictures: {flood: weir.png}\n")
    assert message.startswith("edition.yaml:4:19: ")
    assert "weir.png" in message


def test_two_stories_with_one_slug(desk: Path) -> None:
    story("copy/flood", "Another flood")
    assert faults("stories: [flood.md, copy/flood.md]\n") == [
        'edition.yaml:3:21: two stories have the slug "flood": flood.md:2:11 and copy/flood.md:2:11'
        " — give one of them a slug of its own"
    ]


@pytest.mark.parametrize("status", ["withheld", "cancelled"])
def test_copy_that_must_not_be_printed_stops_the_build(desk: Path, status: str) -> None:
    story("secret", "Not yet", status=status)
    assert faults("stories: [secret.md]\n") == [f"secret.md:2:11: secret is {status} and must not be printed"]


def test_copy_under_embargo_stops_the_build(desk: Path) -> None:
    story("secret", "Not yet", embargo="2026-03-18 00:01")
    assert faults("stories: [secret.md]\n") == [
        "secret.md:2:11: secret is embargoed until 2026-03-18 00:01, after the edition's date"
    ]


def test_an_embargo_that_ends_with_the_night_is_kept_by_the_days_paper(desk: Path) -> None:
    story("secret", "Now", embargo="2026-03-17 00:01")
    assert said("stories: [secret.md]\n") == []


def test_an_embargo_that_ends_on_the_editions_day_is_told(desk: Path) -> None:
    story("secret", "At noon", embargo="2026-03-17 12:00")
    assert said("stories: [secret.md]\n") == [
        "warning: secret.md:2:11: secret is embargoed until 2026-03-17 12:00, the edition's own day"
    ]


def test_all_faults_come_at_once(desk: Path) -> None:
    story("secret", "Not yet", status="withheld")
    Path("broken.md").write_text("---\nheadlin: x\n---\n")
    found = faults(
        "stores: []\nstories: [flod.md, secret.md, broken.md]\nrail: no.txt\nfonts: none\n"
        "pages: [{layout: tabliod}, {layout: a4, boxes: {A: x}}]\n"
    )
    assert [each.split(":")[0:2] for each in found if each.startswith("edition")] == [
        ["edition.yaml", line] for line in ("3", "4", "5", "6", "7", "7")
    ]
    assert any(each.startswith("broken.md:2:") for each in found)
    assert "secret.md:2:11: secret is withheld and must not be printed" in found


def test_one_story_is_a_one_page_edition(desk: Path) -> None:
    edition, found = edition_of_story(Path("flood.md"), "a4-article")
    assert [story.slug for story in edition.stories] == ["flood"]
    assert [(page.number, page.layout) for page in edition.pages] == [(1, "a4-article")]
    assert [note.code for note in found] == ["undated"]


def test_a_story_that_has_no_date_is_told_what_is_printed(desk: Path) -> None:
    [note] = edition_of_story(Path("flood.md"), "a4-article")[1]
    assert note.message == "flood has no date: 1 January 2000 is printed"
    story("dated", "On the day", date="2026-03-17")
    edition, found = edition_of_story(Path("dated.md"), "a4-article")
    assert (edition.date, found) == (dt.date(2026, 3, 17), ())


def test_one_story_that_must_not_be_printed(desk: Path) -> None:
    story("secret", "Not yet", status="withheld")
    with pytest.raises(InputError, match="must not be printed"):
        edition_of_story(Path("secret.md"), "a4-article")


def sectioned(text: str) -> list[tuple[str, int]]:
    """The sections of an edition's pages in order, and how many pages each has."""
    pages = load(text).pages
    return [(name, len(list(group))) for name, group in groupby(page.section for page in pages)]


@pytest.fixture
def newsroom(desk: Path) -> Path:
    """Copy of three sections: 600 words of World, 300 of Sport, 20 of Chess."""
    for slug, section, words in (("a", "World", 400), ("b", "Sport", 300), ("c", "World", 200), ("d", "Chess", 20)):
        story(f"news/{slug}", f"Story {slug}", section=section, text="word " * words)
    return desk


def test_counted_pages_take_the_sections_of_the_copy_in_its_order_by_its_words(newsroom: Path) -> None:
    assert sectioned("stories: news\npages: 7\n") == [("", 1), ("World", 4), ("Sport", 2)]
    assert sectioned("stories: news\npages: 1\n") == [("", 1)]


def test_copy_without_sections_has_pages_without(desk: Path) -> None:
    assert sectioned("stories: [flood.md]\npages: 4\n") == [("", 4)]


@pytest.mark.parametrize(
    ("sections", "pages"),
    [
        ("[Sport, World]", [("", 1), ("Sport", 1), ("World", 1)]),
        ("[Sport, {name: World, pages: 3}]", [("", 1), ("Sport", 1), ("World", 3)]),
        ("[Sport, World]\npages: 10", [("", 1), ("Sport", 3), ("World", 6)]),
        ("[{name: Sport, pages: 2}, World]\npages: 10", [("", 1), ("Sport", 2), ("World", 7)]),
        ("[{name: Sport, pages: 2}]\npages: 4", [("", 1), ("Sport", 2), ("", 1)]),
    ],
)
def test_sections_have_the_pages_that_they_name_or_their_part_of_the_rest(
    newsroom: Path, sections: str, pages: list[tuple[str, int]]
) -> None:
    assert sectioned(f"stories: news\nsections: {sections}\n") == pages


def test_a_section_and_a_page_may_name_layouts_to_choose_from(newsroom: Path) -> None:
    pages = load(
        "stories: news\nlayout: tabloid-front\n"
        "sections: [{name: World, layout: [tabloid-inside, 'tabloid-inside-*']}]\n"
    ).pages
    assert [(page.layout, page.choices) for page in pages] == [
        ("tabloid-front", ()),
        ("", ("tabloid-inside", "tabloid-inside-*")),
    ]
    assert load("pages: [{layout: auto}, {layout: [a4-front]}]\n").pages[1].layout == "a4-front"


def test_a_box_of_briefs_takes_a_list_and_an_empty_list_leaves_a_box_empty(desk: Path) -> None:
    story("bridge", "Bridge")
    (page,) = load("stories: ['*.md']\npages: [{layout: tabloid-inside, boxes: {K: [flood, bridge], L: []}}]\n").pages
    assert page.assigned == {"K": ("flood", "bridge"), "L": ()}


def test_the_edition_ranks_stories_anew(desk: Path) -> None:
    assert [each.priority for each in load("stories: [flood.md, bridge.md]\npriorities: {bridge: 1}\n").stories][1] == 1


@pytest.mark.parametrize(
    ("edition", "until", "stops"),
    [
        ("05:30", "2026-03-17 06:00", True),
        ("06:00", "2026-03-17 06:00", False),
        ("2026-03-16 23:00", "2026-03-17 00:01", True),
        ("2026-03-18 06:00", "2026-03-18 05:00", False),
        ("2026-03-17T06:00+00:00", "2026-03-17T06:30+05:00", False),
        ("2026-03-17T06:00+05:00", "2026-03-17T02:00+00:00", True),
    ],
)
def test_an_edition_has_an_embargo_of_its_own(desk: Path, edition: str, until: str, stops: bool) -> None:
    story("secret", "Not yet", embargo=until)
    text = f'stories: [secret.md]\nembargo: "{edition}"\n'
    found = faults(text) if stops else said(text)
    assert bool(found) is stops
    if stops:
        assert found[0].startswith("secret.md:2:11: secret is embargoed until")


def test_a_faulty_date_hides_no_other_fault(desk: Path) -> None:
    (desk / "held.md").write_text("---\nheadline: Held\nembargo: 2031-01-01\n---\n\nText.\n", encoding="utf-8")
    found = faults("stories: [held.md, nowhere.md]\n", head="title: The Gazette\ndate: 2026-02-31\n")
    assert len(found) == 2
    assert found[0].startswith('edition.yaml:2:7: "2026-02-31" is no date')
    assert found[1].startswith('edition.yaml:3:20: there is no copy at "nowhere.md"')
