"""How paragraphs are set beside each other: lists, letters, verse, questions, quotations."""

from __future__ import annotations

from pathlib import Path

from epaper.display.items import GlyphRun
from epaper.display.page import Zone
from epaper.pipeline import compose_file

INDENT = 9_500
"""An em of the body's type."""
HANGING = 1_000
"""A dash hangs so far into the margin."""
FILLER = "Some words that want to be set in a narrow leg and have nothing to say for themselves.\n\n" * 3


def zones_of(folder: Path, text: str, styles: str = "") -> list[Zone]:
    (folder / "tale.md").write_text(f"---\nheadline: A tale\n---\n{text}", encoding="utf-8")
    (folder / "small.yaml").write_text(
        "extends: a4\ngrid: {rows: [60 lines, 1fr]}\nareas: |\n  A . . .\n  . . . .\n"
        f"boxes: {{A: {{story: {{byline: none}}}}}}\n{styles}"
    )
    (folder / "edition.yaml").write_text(
        "title: T\ndate: 2026-03-17\nlayouts: .\nstories: [tale.md]\npages: [{layout: small}]\n"
    )
    page = compose_file(folder / "edition.yaml").document.pages[0]
    return [zone for zone in page.zones if zone.paragraph >= 0]


def lines(zone: Zone) -> list[list[GlyphRun]]:
    """The zone's runs by their baselines."""
    rows: dict[int, list[GlyphRun]] = {}
    for item in zone.items:
        assert isinstance(item, GlyphRun)
        rows.setdefault(item.y, []).append(item)
    return [rows[y] for y in sorted(rows)]


def inset(zone: Zone, line: int = 0, run: int = 0) -> int:
    """How far from its leg's edge a run of a line begins, to a twentieth of a point."""
    return round((lines(zone)[line][run].x - zone.rect.x) / 50) * 50


def test_numbers_end_under_each_other_and_their_text_begins_so(tmp_path: Path) -> None:
    items = "9. Nine and some more words so that this item turns over\n10. Ten\n"
    nine, ten = [zone for zone in zones_of(tmp_path, f"{FILLER}{items}\n{FILLER}") if zone.role == "list-item"]
    marks = [lines(zone)[0][0] for zone in (nine, ten)]
    assert [mark.text for mark in marks] == ["9.", "10."]
    assert marks[0].x + marks[0].width == marks[1].x + marks[1].width
    assert inset(nine, 0, 1) == inset(nine, 1, 0) == inset(ten, 0, 1)


def test_an_items_second_paragraph_has_no_mark(tmp_path: Path) -> None:
    first, second = [zone for zone in zones_of(tmp_path, "- One\n\n  and more\n") if zone.role == "list-item"]
    assert (first.text, second.text) == ("• One", "and more")
    assert inset(first, 0, 1) == inset(second)


def test_a_list_in_a_list_begins_where_its_items_text_does(tmp_path: Path) -> None:
    text = f"{FILLER}1. One\n   - two\n     - three\n   - and two again\n2. Four\n\n{FILLER}"
    one, two, three, again, four = [zone for zone in zones_of(tmp_path, text) if zone.role == "list-item"]
    assert [lines(zone)[0][0].text for zone in (one, two, three, again, four)] == ["1.", "–", "·", "–", "2."]
    assert inset(two) == inset(again)
    assert 0 <= inset(one, 0, 1) - inset(two) <= HANGING
    assert inset(one, 0, 1) == inset(four, 0, 1)
    assert inset(three) == inset(two, 0, 1) == inset(again, 0, 1)
    assert inset(two) > inset(one)


def test_a_style_says_how_far_in_lists_in_lists_stand(tmp_path: Path) -> None:
    styles = "styles: {bullet-2: {extends: bullet, left: 4em, italic: true}}\n"
    one, two, three = zones_of(tmp_path, "- One\n  - two\n    - three\n", styles)
    assert inset(two, 0, 1) == 4 * INDENT
    assert 0 <= inset(one, 0, 1) - inset(two) <= HANGING
    assert inset(three) == inset(two, 0, 1)
    italic = [lines(zone)[0][1].face.italic for zone in (one, two, three)]
    assert italic == [False, True, True]


def test_verse_keeps_its_lines_and_turns_them_over_further_in(tmp_path: Path) -> None:
    text = "::: verse\nA line of verse that is too long for one leg of this page\nanother\n\na stanza\n:::\n"
    first, second, third = [zone for zone in zones_of(tmp_path, FILLER + text) if zone.role == "verse"]
    assert inset(first) == inset(second)
    assert inset(first, 1) == inset(first) + INDENT
    grid = 10_000
    assert second.rect.y - first.rect.y == len(lines(first)) * grid
    assert third.rect.y - second.rect.y == 2 * grid


def test_a_letter_greets_and_is_signed(tmp_path: Path) -> None:
    letter = f"Sir,\n\nI write to say so.\n\n{FILLER}-- Jane Doe, Karachi\n"
    zones = zones_of(tmp_path, letter)
    assert [inset(zone) for zone in zones[:2]] == [0, 0]
    assert zones[-1].role == "signature"
    name, place = lines(zones[-1])[0][0], lines(zones[-1])[0][-1]
    assert (name.face.italic, place.face.italic) == (False, True)
    assert zones[-1].text == "Jane Doe, Karachi"


def test_a_question_has_its_answer_under_it_without_an_indent(tmp_path: Path) -> None:
    zones = zones_of(tmp_path, f"{FILLER}**Why so late?**\n\nBecause it was so.\n\n{FILLER}")
    at = next(number for number, zone in enumerate(zones) if zone.text == "Why so late?")
    assert inset(zones[at]) == inset(zones[at + 1]) == 0
    assert inset(zones[at + 2]) == INDENT


def test_of_a_quotation_only_the_further_paragraphs_are_indented(tmp_path: Path) -> None:
    one, two = [zone for zone in zones_of(tmp_path, f"{FILLER}> One.\n>\n> Two.\n") if zone.role == "quote"]
    assert inset(two) == inset(one) + INDENT
