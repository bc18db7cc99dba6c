"""Newspapers' web pages, saved as text: each becomes the story and the rail that a reader of the page would name.

`pages/NAME.txt` is a page, `pages/NAME.outline` what it must be read as, with typography mended.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epaper.errors import InputError
from epaper.model.story import Paragraph, RailItem, Story, plain
from epaper.sources import web_text
from epaper.sources.copy import read_story
from epaper.sources.intake import CopyFile, Intake

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.txt"))
LANGUAGES = {"interview-french": "fr", "german": "de"}
SEED = Path(__file__).parents[2].parent / "shared" / "inputs" / "seed" / "russian-us-troops.txt"


def outline(intake: Intake) -> str:
    """An intake as text, a fact or a paragraph on each line."""
    lines = [line for story in intake.stories for line in outline_of_story(story)]
    lines += [outline_of_item(item) for item in intake.rail]
    lines += [f"{each.severity} {each.where.line if each.where else 0}: {each}" for each in intake.diagnostics]
    return "".join(f"{re.sub(r': [^ ]*[.]txt:[0-9]+: ', ': ', line)}\n" for line in lines)


def outline_of_story(story: Story) -> list[str]:
    facts = {
        "kicker": story.kicker,
        "headline": plain(story.headline),
        "deck": plain(story.deck),
        "byline": story.byline,
        "dateline": story.dateline,
        "date": story.date,
        "section": story.section,
        "published": story.published,
    }
    lines = [f"{name}: {value}" for name, value in facts.items() if value]
    lines += [f"picture: {plain(each.caption)} [{each.credit}]" for each in story.pictures]
    return lines + [outline_of_paragraph(each) for each in story.paragraphs]


def outline_of_paragraph(paragraph: Paragraph) -> str:
    """A table's rows stand on one line, its header first."""
    kind = f"{paragraph.kind} {paragraph.depth}" if paragraph.depth else paragraph.kind
    marker = f"{paragraph.marker} " if paragraph.marker else ""
    head = "head: " if paragraph.table is not None and paragraph.table.header else ""
    return f"{kind}: {marker}{head}{paragraph.text}".replace("\n", " / ").replace("\t", " | ")


def outline_of_item(item: RailItem) -> str:
    date = f"{'updated ' if item.updated else ''}{item.date}"
    return " | ".join(filter(None, (f"rail {item.section}: {item.title}", item.byline, date, plain(item.teaser))))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_read_as_its_outline(name: str) -> None:
    intake = read_story(PAGES / f"{name}.txt", language=LANGUAGES.get(name, "en-GB"))
    assert outline(intake) == (PAGES / f"{name}.outline").read_text(encoding="utf-8")


@pytest.mark.skipif(not SEED.is_file(), reason="the shared inputs are not here")
def test_the_seed_page() -> None:
    intake = read_story(SEED)
    (story,) = intake.stories
    assert plain(story.headline) == "Russian, US troops in Syria share ‘rare moment’ of congeniality"
    assert (story.dateline, str(story.date), len(story.paragraphs)) == ("QAHTANIYAH", "2022-10-11", 11)
    assert story.paragraphs[0].text.startswith("US and Russian troops exchanged")
    assert story.published == "Published in Dawn, October 11th, 2022"
    (picture,) = story.pictures
    assert (picture.credit, plain(picture.caption)[-29:]) == ("AFP", "near the border with Turkiye.")
    assert [(each.title, str(each.date), each.updated) for each in intake.rail] == [
        ("Missing in action", "2026-03-17", False),
        ("Risk to stability", "2026-03-17", True),
        ("Enrolment push", "2026-03-17", False),
        ("Holding the line", "2026-03-16", False),
        ("Power self-reliance", "2026-03-16", True),
        ("Looking for safety", "2026-03-16", False),
    ]
    assert all(plain(each.teaser).endswith("…") for each in intake.rail)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Home\nMenu\nPublished May 5, 2023\n", "page.txt:3: no headline — the first line should be"),
        ("PARIS: " + "word " * 60 + ".\n", "page.txt:1: no headline"),
        ("Only a headline\n", "page.txt:1: a headline and no text under it"),
    ],
)
def test_a_page_without_headline_or_text_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError) as raised:
        web_text.read(CopyFile(Path("page.txt"), text, "en-GB"))
    assert str(raised.value).startswith(message)


DATED = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|mars)[a-z]*\b.*\d{4}|\d\d[/.]\d\d[/.]\d{4}|^Posted on",
    re.IGNORECASE,
)
LABELS = {
    "by",
    "photo",
    "photograph",
    "courtesy",
    "from",
    "propos",
    "recueillis",
    "par",
    "updated",
    "published",
    "von",
    "foto",
}


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold()))


def words_kept(intake: Intake) -> set[str]:
    return words(outline(intake)) | LABELS


def lost_words(text: str, intake: Intake) -> dict[int, set[str]]:
    """The words of each line that stand neither in the story nor the rail nor a diagnostic; dates become facts."""
    kept = words_kept(intake)
    lines = enumerate(text.splitlines(), 1)
    lost = {number: words(line) - kept for number, line in lines if not DATED.search(line)}
    return {number: missing for number, missing in lost.items() if missing}


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_a_page_is_lost(name: str) -> None:
    text = (PAGES / f"{name}.txt").read_text(encoding="utf-8")
    assert lost_words(text, web_text.read(CopyFile(PAGES / f"{name}.txt", text, "en-GB"))) == {}


WORDS = "the River banks were Full of men and a Boat that AFP saw—Reuters said Published “no” in:"
WORD = st.sampled_from(tuple(WORDS.split(" ")))
SENTENCE = st.lists(WORD, min_size=1, max_size=30).map(lambda found: " ".join(found) + ".")
SHORT = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
SET_PHRASES = """

By Jane Doe
Jane Doe | Our Correspondent
Jane Doe
2 hours ago
Opinion
Editorial
Share
Advertisement
* * *
A > B
Comments (3)
Most Popular
Read more: another story
• an item
1. first
2) second
— AFP
Photo: Jane Doe
The river at dawn.—AFP
The river at dawn.—AFP
PARIS: The river rose in the night and nobody on the quay had been told of it.
SIR — it will not do
Published in The Paper
17 Mar, 2026
Updated 17 Mar, 2026
Opinion
Missing in action
Missing in action
NOT exactly known for its role in the talks, the ministry has...
"""
ANY_LINE = st.one_of(SENTENCE, SHORT, st.sampled_from(tuple(SET_PHRASES.split("\n"))))


@settings(max_examples=300, deadline=None)
@given(st.lists(ANY_LINE, min_size=1, max_size=14))
def test_no_word_of_any_page_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        intake = web_text.read(CopyFile(Path("page.txt"), text, "en-GB"))
    except InputError:
        return
    assert lost_words(text, intake) == {}


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        web_text.read(CopyFile(Path("page.txt"), text, "en-GB"))
    except InputError as error:
        assert error.diagnostics
