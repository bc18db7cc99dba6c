"""Stories and briefs in JSON: nothing in them is lost, and what is wrong with them is said with its line."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from epaper.errors import InputError
from epaper.model.story import plain
from epaper.sources import json_story
from epaper.sources.copy import read_story
from epaper.sources.intake import CopyFile, Intake

STORIES = Path(__file__).parents[2].parent / "shared" / "inputs" / "02-stories"
WORD = re.compile(r"\w+")
FILES = sorted(STORIES.rglob("*.json"))


def read(document: object) -> Intake:
    return json_story.read(CopyFile(Path("a.json"), json.dumps(document, indent=1, ensure_ascii=False), "en-GB"))


def kinds(intake: Intake) -> list[tuple[str, str, str]]:
    return [(each.kind, each.marker, each.text) for each in intake.stories[0].paragraphs]


def test_a_story_with_paragraphs() -> None:
    document = {
        "headline": "Headline",
        "byline": "Jane Doe",
        "dateline": "LAUREL, Md.",
        "date": "2007-02-28",
        "lang": "en",
        "section": "Science",
        "source": "A source",
        "license": "Public domain",
        "paragraphs": ["One.", "## Two", "Three."],
        "captions": [{"caption": "Caption", "credit": "NASA"}, {"caption": "Other", "credit": None}],
    }
    (story,) = read(document).stories
    assert (story.byline, story.dateline, str(story.date), story.language) == (
        "Jane Doe",
        "LAUREL, Md.",
        "2007-02-28",
        "en",
    )
    assert (story.section, story.rights) == ("Science", "A source, Public domain")
    assert kinds(read(document)) == [("body", "", "One."), ("subhead", "", "Two"), ("body", "", "Three.")]
    assert [(each.path, plain(each.caption), each.credit) for each in story.pictures] == [
        ("", "Caption", "NASA"),
        ("", "Other", ""),
    ]
    assert str(story.where) == "a.json:2"


def test_a_table_a_box_of_facts_and_a_signature() -> None:
    table = {
        "type": "table",
        "header": ["Club", "Points"],
        "rows": [["Rovers", 7], ["United"]],
        "align": ["left", "right"],
    }
    blocks = [
        {"type": "p", "text": "Body."},
        {"type": "fact", "title": "The clubs", "blocks": [{"type": "list-item", "text": "Rovers"}, table]},
        table,
        {"type": "signature", "text": "Jane Doe, Karachi"},
    ]
    (story,) = read({"headline": "H", "blocks": blocks}).stories
    assert [(each.kind, each.text) for each in story.paragraphs] == [
        ("body", "Body."),
        ("table", "Club\tPoints\nRovers\t7\nUnited\t"),
        ("letter-signature", "Jane Doe, Karachi"),
    ]
    (aside,) = story.asides
    assert aside.text == "The clubs\nRovers\nClub\tPoints\nRovers\t7\nUnited\t"
    table_of = story.paragraphs[1].table
    assert table_of is not None
    assert (table_of.header, table_of.align) == (True, ("left", "right"))


def test_the_lines_of_a_verse_are_kept() -> None:
    blocks = [{"type": "verse", "text": "One\nTwo\n\nThree"}]
    (story,) = read({"headline": "H", "blocks": blocks}).stories
    assert [(each.text, each.tied) for each in story.paragraphs] == [("One", False), ("Two", True), ("Three", False)]


def test_who_asks_in_an_interview_asks_in_bold() -> None:
    turns = [
        ("The Paper", "Why?"),
        ("Jane Doe", "So."),
        ("The Paper", "And then?"),
        ("Jane Doe", "Who knows?"),
        ("Jane Doe", "I."),
    ]
    blocks = [{"type": "speech-turn", "speaker": speaker, "text": text} for speaker, text in turns]
    assert [kind for kind, _, _ in kinds(read({"headline": "H", "blocks": blocks}))] == ["body"] * 5
    blocks = [*blocks, {"type": "speech-turn", "speaker": "Jane Doe", "text": "Yes."}]
    assert [kind for kind, _, _ in kinds(read({"headline": "H", "blocks": blocks}))][:3] == [
        "question",
        "body",
        "question",
    ]


def test_a_table_of_the_wrong_shape_is_said() -> None:
    block = {"type": "table", "rows": ["Rovers", ["United", None]], "align": ["middle"]}
    with pytest.raises(InputError) as caught:
        read({"headline": "H", "blocks": [{"type": "p", "text": "Body."}, block]})
    assert [(each.code, each.message) for each in caught.value.diagnostics if each.severity == "error"] == [
        ("wrong-type", '"blocks.rows": found a text, expected a list of cells for each')
    ]


def test_blocks_say_what_kind_each_paragraph_is() -> None:
    blocks: list[dict[str, Any]] = [
        {"type": "p", "text": "Body."},
        {"type": "figure", "index": 0},
        {"type": "subhead", "text": "Subhead"},
        {"type": "quote", "text": "Quote."},
        {"type": "list-item", "text": "Item"},
        {"type": "speech-turn", "speaker": "Jane Doe", "text": "Answer."},
        {"type": "speech-turn", "text": "Speech."},
        {"type": "verse", "text": "Verse"},
    ]
    document = {"headline": "H", "paragraphs": [block["text"] for block in blocks if "text" in block], "blocks": blocks}
    assert kinds(read(document)) == [
        ("body", "", "Body."),
        ("subhead", "", "Subhead"),
        ("quote", "", "Quote."),
        ("bullet", "•", "Item"),
        ("body", "", "Jane Doe: Answer."),
        ("body", "", "Speech."),
        ("verse", "", "Verse"),
    ]


def test_paragraphs_are_taken_where_blocks_are_fewer() -> None:
    document = {"headline": "H", "paragraphs": ["One two three."], "blocks": [{"type": "p", "text": "One."}]}
    assert kinds(read(document)) == [("body", "", "One two three.")]


def test_a_dateline_that_the_text_repeats_is_taken_out_of_it() -> None:
    document = {"headline": "H", "dateline": "Bonn, 14.03.2006 –", "paragraphs": ["Bonn, 14.03.2006 – Heute."]}
    assert read(document).stories[0].dateline == "Bonn, 14.03.2006"
    assert kinds(read({**document, "dateline": "Bonn, 14.03.2006"})) == [("body", "", "Heute.")]


def test_briefs_become_stories_that_share_their_files_facts() -> None:
    items = [{"headline": f"Brief {number}", "dateline": "WASHINGTON", "text": "Text."} for number in (1, 2)]
    intake = read({"section": "News in brief", "lang": "fr", "items": items})
    assert [(each.slug, plain(each.headline), each.section, each.language) for each in intake.stories] == [
        ("a-1", "Brief 1", "News in brief", "fr"),
        ("a-2", "Brief 2", "News in brief", "fr"),
    ]


def test_a_date_without_a_day_is_no_date() -> None:
    intake = read({"headline": "H", "paragraphs": ["P."], "date": "2012-03"})
    assert intake.stories[0].date is None
    assert [str(each) for each in intake.diagnostics] == [
        'a.json:6: the date "2012-03" names no day, so the story has none'
    ]


def test_an_unknown_key_and_block_are_reported() -> None:
    intake = read({"headline": "H", "paragraphs": ["P."], "bylin": "X", "blocks": [{"type": "qoute", "text": "P."}]})
    assert [str(each) for each in intake.diagnostics] == [
        'a.json:6: unknown key "bylin", left out — did you mean "byline"?',
        'a.json:4: unknown block type "qoute", set as body text — did you mean "quote"?',
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"headline": "H",\n "paragraphs": [}', "a.json:2:17: broken JSON: expecting value"),
        ('{"headline": "H"', "a.json:1:17: broken JSON: expecting ',' delimiter"),
        ("[1]", "a.json:1:1: found a list, expected an object"),
        ('{"paragraphs": ["P."]}', 'a.json: no headline: "headline" is missing or empty'),
        ('{"headline": "H"}', 'a.json:1: no text: neither "paragraphs" nor "text" has any'),
        ('{"headline": 5, "text": "T"}', 'a.json:1: "headline": found a number, expected a text'),
        ('{"headline": "H", "paragraphs": "P"}', 'a.json:1: "paragraphs": found a text, expected a list'),
        ('{"headline": "H", "paragraphs": [1]}', 'a.json:1: "paragraphs": found a number, expected a text for each'),
        ('{"items": []}', 'a.json: there is no story: "items" is empty'),
        ('{"items": [{"text": "T"}]}', 'a.json: no headline: "items[0].headline" is missing or empty'),
        ("[" * 100_000, "a.json: broken JSON: nested too deeply"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, message: str) -> None:
    with pytest.raises(InputError) as raised:
        json_story.read(CopyFile(Path("a.json"), text, "en-GB"))
    assert str(raised.value).splitlines()[0] == message


@pytest.mark.skipif(not FILES, reason="the shared inputs are not here")
def test_every_shared_story_is_read_whole() -> None:
    for path in FILES:
        document = json.loads(unicodedata.normalize("NFC", path.read_text(encoding="utf-8")))
        intake = read_story(path)
        entries = document.get("items", [document])
        assert len(intake.stories) == len(entries)
        for story, entry in zip(intake.stories, entries, strict=True):
            given = Counter(WORD.findall(" ".join(entry.get("paragraphs", [entry.get("text", "")]))))
            given -= Counter(WORD.findall(entry.get("dateline") or ""))
            read_words = Counter(WORD.findall(" ".join(each.text for each in story.paragraphs)))
            assert given - read_words == Counter(), path
