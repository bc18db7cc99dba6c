"""Markdown stories: the front matter's facts, the body's paragraphs in their voices, and every fault at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from epaper.errors import InputError
from epaper.model.story import Run, Runs, Story, plain
from epaper.sources import front_matter, markdown
from epaper.sources.copy import FORMATS, read_story
from epaper.sources.intake import CopyFile, Intake

COPY = sorted((Path(__file__).parents[2] / "samples" / "daily" / "copy").glob("*.md"))


def read(text: str) -> Intake:
    return markdown.read(CopyFile(Path("a.md"), text, "en-GB"))


def body(text: str) -> Story:
    return read(f"---\nheadline: H\n---\n{text}").stories[0]


def voices(runs: Runs) -> list[tuple[str, str]]:
    """Each run with the letters of its voices: i, b, s (superscript), o (optional), l (link)."""
    marks = [
        ("i" * run.italic) + ("b" * run.bold) + ("s" * run.superscript) + ("o" * run.optional) + ("l" * bool(run.href))
        for run in runs
    ]
    return [(run.text, mark) for run, mark in zip(runs, marks, strict=True)]


WHOLE = """---
headline: The *Hamlet* that we had
deck: A deck
kicker: Theatre
byline: [Jane Doe, John Roe]
dateline: "ELSINORE:"
date: 2026-03-17
section: Culture
priority: 2
language: en-US
status: Cancelled
embargo: 2026-03-17T06:00+05:00
slug: hamlet
rights: Ours
published: Published in The Paper
pull-quotes:
  - Words, *words*
pictures:
  - file: ../pictures/a.jpg
    caption: The **prince**
    credit: Jane Doe
    alt: A man in black
    focus: [0.25, 1]
  - b.jpg
---

The rest is silence.
"""


def test_the_front_matter() -> None:
    (story,) = read(WHOLE).stories
    assert voices(story.headline) == [("The ", ""), ("Hamlet", "i"), (" that we had", "")]
    assert (plain(story.deck), story.kicker, story.byline, story.dateline) == (
        "A deck",
        "Theatre",
        "Jane Doe, John Roe",
        "ELSINORE",
    )
    assert (str(story.date), story.section, story.priority, story.language) == ("2026-03-17", "Culture", 2, "en-US")
    assert (story.status, str(story.embargo), story.slug) == ("canceled", "2026-03-17 06:00:00+05:00", "hamlet")
    assert (story.rights, story.published) == ("Ours", "Published in The Paper")
    assert [voices(each) for each in story.pull_quotes] == [[("Words, ", ""), ("words", "i")]]
    assert str(story.where) == "a.md:2:11"
    first, second = story.pictures
    assert (first.path, first.credit, first.alt, first.focus) == (
        "../pictures/a.jpg",
        "Jane Doe",
        "A man in black",
        (0.25, 1.0),
    )
    assert voices(first.caption) == [("The ", ""), ("prince", "b")]
    assert (second.path, second.caption, second.focus, str(second.where)) == ("b.jpg", (), (0.5, 0.4), "a.md:24:5")


def test_a_cutline_is_a_caption() -> None:
    text = "---\nheadline: H\npictures: [{file: a.jpg, cutline: Words}]\n---\nText.\n"
    assert plain(read(text).stories[0].pictures[0].caption) == "Words"


def test_voices_and_links() -> None:
    text = "Plain *italic **both*** and [a link](http://a.example/b) <opt>may *go*</opt> 10<sup>th</sup>\nnext line.\n"
    assert voices(body(text).paragraphs[0].runs) == [
        ("Plain ", ""),
        ("italic ", "i"),
        ("both", "ib"),
        (" and ", ""),
        ("a link", "l"),
        (" ", ""),
        ("may ", "o"),
        ("go", "io"),
        (" 10", ""),
        ("th", "s"),
        (" next line.", ""),
    ]


def test_an_optional_passage_may_open_a_paragraph() -> None:
    assert voices(body("<opt>Whole.</opt>\n").paragraphs[0].runs) == [("Whole.", "o")]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("## Sub\n\nText.\n", [("subhead", "", "Sub"), ("body", "", "Text.")]),
        ("> One.\n>\n> Two.\n", [("quote", "", "One."), ("quote", "", "Two.")]),
        ("- one\n- two\n", [("bullet", "•", "one"), ("bullet", "•", "two")]),
        ("3. one\n4. two\n\n   more\n", [("number", "3.", "one"), ("number", "4.", "two"), ("number", "", "more")]),
        ("- > deep\n", [("quote", "", "deep")]),
        ("    indented\n", [("body", "", "indented")]),
        ("line one  \nline two\\\nline three\n", [("body", "", f"line {n}") for n in ("one", "two", "three")]),
        ("| a | b |\n|---|---|\n| c | *d* |\n", [("table", "", "a\tb\nc\td")]),
        ("| | |\n|---|---|\n| c | d |\n", [("table", "", "c\td")]),
        ("::: verse\nOne\ntwo\n:::\n", [("verse", "", "One"), ("verse", "", "two")]),
        ("-- Jane Doe,\nKarachi\n", [("letter-signature", "", "Jane Doe, Karachi")]),
        ("-- Jane Doe\\\nKarachi\n", [("letter-signature", "", "Jane Doe"), ("letter-signature", "", "Karachi")]),
        ("One.\n\n***\n\nTwo.\n", [("body", "", "One."), ("body", "", "Two.")]),
        ("Not a\n---\nheading\n", [("body", "", "Not a"), ("body", "", "heading")]),
        ("AT&amp;T \\*starred\\*\n", [("body", "", "AT&T *starred*")]),
        ("<!-- note -->Text.\n", [("body", "", "Text.")]),
        ("See <http://a.example/b--c>.\n", [("body", "", "See http://a.example/b--c.")]),
    ],
)
def test_blocks(text: str, paragraphs: list[tuple[str, str, str]]) -> None:
    assert [(each.kind, each.marker, each.text) for each in body(text).paragraphs] == paragraphs


def test_lists_in_lists() -> None:
    story = body("- one\n  - two\n    - three\n      - four\n\n    more\n- five\n  1. six\n\n- > seven\n")
    assert [(each.depth, each.marker, each.text, each.tied) for each in story.paragraphs] == [
        (0, "•", "one", False),
        (1, "–", "two", False),
        (2, "·", "three", False),
        (3, "·", "four", False),
        (1, "", "more", True),
        (0, "•", "five", False),
        (1, "1.", "six", False),
        (0, "", "seven", False),
    ]


def test_columns_are_aligned_as_the_writer_says() -> None:
    table = body("| a | b | c | d |\n|---|:--|--:|:-:|\n| 1 | 2 | 3 |\n").paragraphs[0].table
    assert table is not None
    assert table.align == ("", "left", "right", "center")
    assert table.header
    assert len(table.rows[1]) == 4


def test_a_box_of_facts() -> None:
    story = body("One.\n\n::: fact The *club*\nFounded in 1901.\n\n- one\n\n| a |\n|---|\n| b |\n:::\n\nTwo.\n")
    assert [each.text for each in story.paragraphs] == ["One.", "Two."]
    (aside,) = story.asides
    assert voices(aside.title) == [("The ", ""), ("club", "i")]
    assert [(each.kind, each.text) for each in aside.paragraphs] == [
        ("body", "Founded in 1901."),
        ("bullet", "one"),
        ("table", "a\nb"),
    ]
    assert str(aside.where).endswith(":6")


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("::: fact A\nText.\n", '"::: fact" has no end', "end it with a line of three colons"),
        ("::: facts\nText.\n:::\n", 'unknown "::: facts"; its text is kept', 'did you mean "fact"?'),
        (
            ":::: fact A\n::: fact B\nText.\n:::\n::::\n",
            "a box of facts in another; set as part of it",
            "close the first before the second begins",
        ),
    ],
)
def test_containers_that_are_wrong_lose_nothing(text: str, message: str, hint: str) -> None:
    intake = read(f"---\nheadline: H\n---\n{text}")
    assert [(each.message, each.hint) for each in intake.diagnostics] == [(message, hint)]
    (story,) = intake.stories
    words = [each.text for each in (*story.paragraphs, *story.asides)]
    assert "Text." in " ".join(words)


def test_pictures_in_the_body() -> None:
    story = body('Text.\n\n![The *prince*](<pictures/a b.jpg> "Jane Doe")\n')
    (picture,) = story.pictures
    assert (picture.path, plain(picture.caption), picture.credit) == ("pictures/a b.jpg", "The prince", "Jane Doe")
    assert str(picture.where) == "a.md:6"
    assert len(story.paragraphs) == 1


def test_a_story_without_front_matter_begins_with_its_headline() -> None:
    (story,) = read("# The *headline*\n\nText.\n\n# A subhead\n").stories
    assert story.headline == (Run("The "), Run("headline", italic=True))
    assert [each.kind for each in story.paragraphs] == ["body", "subhead"]


def test_an_unknown_tag_is_reported_and_its_text_kept() -> None:
    intake = read("# H\n\nH<sub>2</sub>O.\n")
    assert intake.stories[0].paragraphs[0].text == "H2O."
    assert [str(each) for each in intake.diagnostics] == [
        "a.md:3: unknown tag <sub>; its text is kept — known: <opt>, <sup>"
    ]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("A <opt>word and *more*.", [("A word and ", ""), ("more", "i"), (".", "")]),
        ("A <opt>word <opt>or</opt> two.", [("A word ", ""), ("or", "o"), (" two.", "")]),
    ],
)
def test_a_mark_without_an_end_is_reported_and_marks_nothing(text: str, runs: list[tuple[str, str]]) -> None:
    intake = read(f"# H\n\n{text}\n")
    assert voices(intake.stories[0].paragraphs[0].runs) == runs
    assert [str(each) for each in intake.diagnostics] == [
        "a.md:3: <opt> has no end; what follows is set as it is — end it with </opt> in the same paragraph"
    ]


def test_a_cell_without_a_column_is_a_fault() -> None:
    rows = r"| a | b |" + "\n|---|---|\n" + r"| 1 | 2 \| 3 |" + "\n| 1 |\n"
    assert len(read(f"# H\n\n{rows}").stories) == 1
    with pytest.raises(InputError) as raised:
        read(f"# H\n\n{rows}| 1 | 2 | three | 4 |\n")
    assert str(raised.value) == 'a.md:7: the row has 4 cells, the table\'s header 2 — "three | 4" would be lost'


FAULTY = """---
headlin: x
title: y
priority: high
language: English, please
date: soon
status: hold
embargo: tomorrow
pictures:
  - caption: z
    foucs: [1, 2]
  - {file: a.jpg, focus: [3, 1]}
slug: Big One
pull_quotes: no
kicker: {a: b}
---
Text.
"""


def test_every_fault_is_reported_at_once_in_the_files_order() -> None:
    with pytest.raises(InputError) as raised:
        read(FAULTY)
    assert str(raised.value).splitlines() == [
        'a.md:1: no headline — add "headline:" to the front matter, or begin the text with "# " and the headline',
        'a.md:2:1: unknown key "headlin" — did you mean "headline"?',
        'a.md:3:1: unknown key "title" — did you mean "headline"?',
        'a.md:4:11: "priority": found "high", expected a whole number: 1 for the lead, larger for less',
        'a.md:5:11: "language": found "English, please", expected a language tag, such as "en-GB" or "fr"',
        'a.md:6:7: "date": found "soon", expected a date, such as 2026-03-17',
        'a.md:7:9: unknown status "hold" — one of: canceled, usable, withheld',
        'a.md:8:10: "embargo": found "tomorrow", expected a date and time, such as 2026-03-17 06:00'
        " or 2026-03-17T06:00+05:00",
        'a.md:10:5: a picture without a file — add "file:" with its path',
        'a.md:11:5: unknown key "foucs" — did you mean "focus"?',
        'a.md:12:26: "focus": found a list, expected two fractions from the top left corner, such as [0.5, 0.4]',
        'a.md:13:7: "slug": found "Big One", expected small letters, digits and hyphens, such as "big-one"',
        'a.md:14:1: unknown key "pull_quotes" — did you mean "pull-quotes"?',
        'a.md:15:9: "kicker": found keys and values, expected a text',
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\nheadline: H\n", "a.md:1: the front matter has no end — end it with a line of three hyphens"),
        ("---\nheadline: H\nheadline: I\n---\nText.\n", 'a.md:3:1: the key "headline" is given twice'),
        ("---\nheadline: A: B\n---\nText.\n", "a.md:2:12: "),
        ("---\n- a\n---\n# H\n\nText.\n", "a.md:2:1: found a list, expected keys and values"),
        ("---\n---\nText.\n", "a.md:1: no headline"),
        ("---\nheadline: H\n---\n\n", "a.md:3: a headline and no text under it"),
        ("---\nheadline: H\npictures: a.jpg\n---\nT.\n", 'a.md:3:11: "pictures": found "a.jpg", expected a list'),
    ],
)
def test_a_fault_and_its_place(text: str, message: str) -> None:
    with pytest.raises(InputError) as raised:
        read(text)
    assert str(raised.value).startswith(message)


def test_a_story_of_one_picture_needs_no_text() -> None:
    assert read("---\nheadline: H\npictures: [a.jpg]\n---\n").stories[0].paragraphs == ()


def test_typography_is_mended_over_voices(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text('# "H"\n\nShe said *"no"* -- "*never*".\n', encoding="utf-8")
    (story,) = read_story(tmp_path / "a.md").stories
    assert plain(story.headline) == "“H”"
    assert voices(story.paragraphs[0].runs) == [
        ("She said ", ""),
        ("“no”", "i"),
        (" – “", ""),
        ("never", "i"),
        ("”.", ""),
    ]


@pytest.mark.parametrize("path", COPY, ids=lambda path: path.stem)
def test_the_daily_samples_are_read_without_a_word_of_complaint(path: Path) -> None:
    intake = read_story(path)
    assert intake.diagnostics == ()
    assert len(intake.stories) == 1


def test_every_key_and_suffix_is_in_the_guide() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "copy.md").read_text(encoding="utf-8")
    named = [*front_matter.KEYS, *front_matter.PICTURE_KEYS, *(suffix for each in FORMATS for suffix in each.suffixes)]
    assert [name for name in named if f"`{name}`" not in guide] == []
