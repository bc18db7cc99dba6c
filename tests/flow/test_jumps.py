"""A story too long for its box goes on on a later page, in as many words as it has, with lines that say so."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from epaper.display.page import Document
from epaper.model.fit import StoryFit
from epaper.pipeline import compose_file
from epaper.write.pdf import write_pdf

FRONT = """\
layout: front
extends: a4
grid: {rows: [1fr, 1fr]}
areas: |
  A A A A
  B B . .
boxes:
  A: {story: {jump: auto, headline: head-3}}
  B: {story: {jump: 3, headline: head-5}}
"""
BACK = """\
layout: back
extends: a4
grid: {rows: [2fr, 1fr]}
areas: |
  J J J J
  C C C C
boxes:
  J: {continued: {leg-rules: true}}
  C: story
"""
CLAUSES = [
    "the harbour was quiet that morning",
    "nobody on the quay could say where the boats had gone",
    "rain fell",
    "the master of the ferry, who had seen it all before, kept his own counsel",
    "two gulls followed the nets as far as the breakwater",
    "a bell rang twice",
]


def sentence(number: int) -> str:
    first, second = CLAUSES[number % 6], CLAUSES[number * number % 5]
    return f"{first.capitalize()}, and {second}. "


def tale(folder: Path, slug: str, sentences: int, **head: str) -> str:
    facts = "".join(f"{key}: {value}\n" for key, value in {"headline": f"The tale of {slug}", **head}.items())
    paragraphs = ["".join(map(sentence, range(at, at + 3))) for at in range(0, sentences, 3)]
    (folder / f"{slug}.md").write_text(f"---\n{facts}---\n" + "\n\n".join(paragraphs), encoding="utf-8")
    return f"{slug}.md"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    (tmp_path / "front.yaml").write_text(FRONT)
    (tmp_path / "back.yaml").write_text(BACK)
    stories = [tale(tmp_path, "long", 84), tale(tmp_path, "other", 36), tale(tmp_path, "short", 27)]
    (tmp_path / "edition.yaml").write_text(
        f"title: Test\ndate: 2026-03-17\nlayouts: .\nstories: [{', '.join(stories)}]\n"
        "pages:\n  - {layout: front, boxes: {A: long, B: other}}\n"
        "  - {layout: back, boxes: {C: short}}\n  - {layout: back}\n"
    )
    return tmp_path / "edition.yaml"


def printed(document: Document, slug: str) -> list[str]:
    zones = [zone for page in document.pages for zone in page.zones if zone.slug == slug and zone.paragraph >= 0]
    return " ".join(zone.text for zone in zones).split()


def fits_of(fits: tuple[StoryFit, ...], slug: str) -> list[StoryFit]:
    return [fit for fit in fits if fit.slug == slug]


def test_every_word_stands_on_one_page_or_the_other(paper: Path) -> None:
    composed = compose_file(paper)
    for slug, sentences in (("long", 84), ("other", 36)):
        over = sum(fit.over_words for fit in fits_of(composed.fits, slug))
        assert len(printed(composed.document, slug)) + over == len("".join(map(sentence, range(sentences))).split())


def test_each_story_goes_on_on_the_page_its_box_names_or_the_next_that_takes_it(paper: Path) -> None:
    fits = compose_file(paper).fits
    assert [(fit.page, fit.jumped_to, fit.from_page) for fit in fits_of(fits, "long")] == [(1, 2, 0), (2, 0, 1)]
    assert [(fit.page, fit.jumped_to, fit.from_page) for fit in fits_of(fits, "other")] == [(1, 3, 0), (3, 0, 1)]


def test_jump_lines_say_where_and_lead_there(paper: Path) -> None:
    pages = compose_file(paper).document.pages
    lines = [
        (page.number, zone.text, zone.href)
        for page in pages
        for zone in page.zones
        if zone.role == "jump-line" and zone.slug == "long"
    ]
    assert lines == [
        (1, "Continued on Page 2", "continued:long"),
        (2, "From Page 1", "story:long"),
    ]


def test_the_first_part_fills_its_box_and_ends_on_a_sentence(paper: Path) -> None:
    composed = compose_file(paper)
    (first, _) = fits_of(composed.fits, "long")
    assert first.fits
    zones = [zone for zone in composed.document.pages[0].zones if zone.slug == "long" and zone.paragraph >= 0]
    assert zones[-1].text.endswith(".")


def test_the_jump_line_is_in_the_storys_language(paper: Path) -> None:
    tale(paper.parent, "long", 84, language="de")
    zones = [zone for page in compose_file(paper).document.pages for zone in page.zones if zone.role == "jump-line"]
    assert {"Fortsetzung auf Seite 2", "Von Seite 1"} <= {zone.text for zone in zones}


LINES = {
    "de": ("Fortsetzung auf Seite 2", "Von Seite 1"),
    "es-MX": ("Continúa en la página 2", "Viene de la página 1"),
    "fr": ("Suite page 2", "Suite de la page 1"),
    "tr": ("Devamı 2. sayfada", "1. sayfadan devam"),
    "cy": ("Continued on Page 2", "From Page 1"),
}


@pytest.mark.parametrize("language", LINES)
def test_several_stories_share_a_page_each_with_the_lines_of_the_papers_language(paper: Path, language: str) -> None:
    tale(paper.parent, "long", 60)
    layout = paper.parent / "front.yaml"
    layout.write_text(layout.read_text().replace("jump: 3", "jump: auto"))
    paper.write_text(f"language: {language}\n" + paper.read_text())
    composed = compose_file(paper)
    there, back = LINES[language]
    lines = {
        (page.number, zone.slug, zone.text)
        for page in composed.document.pages
        for zone in page.zones
        if zone.role == "jump-line"
    }
    assert lines == {(1, "long", there), (1, "other", there), (2, "long", back), (2, "other", back)}
    for slug, sentences in (("long", 60), ("other", 36)):
        over = sum(fit.over_words for fit in fits_of(composed.fits, slug))
        assert len(printed(composed.document, slug)) + over == len("".join(map(sentence, range(sentences))).split())


def test_in_the_pdf_a_story_that_goes_on_has_one_bookmark_and_links_both_ways(paper: Path, tmp_path: Path) -> None:
    write_pdf(compose_file(paper).document, tmp_path / "paper.pdf")
    pdf = PdfReader(tmp_path / "paper.pdf")
    titles = [each.title for entry in pdf.outline for each in (entry if isinstance(entry, list) else [entry])]
    assert titles.count("The tale of long") == titles.count("The tale of other") == 1
    assert links(pdf) >= {(1, 2), (2, 1), (1, 3), (3, 1)}


def links(pdf: PdfReader) -> set[tuple[int, int]]:
    """From which page to which the PDF's links lead, counted from 1."""
    numbers = {page.indirect_reference.idnum: at for at, page in enumerate(pdf.pages, 1) if page.indirect_reference}
    found = set()
    for at, page in enumerate(pdf.pages, 1):
        for annotation in page.get("/Annots", ()):
            target = annotation.get_object().get("/Dest")
            if target is not None:
                found.add((at, numbers[target[0].idnum]))
    return found


def test_a_story_that_fits_does_not_jump_and_its_page_is_used_otherwise(paper: Path) -> None:
    tale(paper.parent, "long", 30)
    composed = compose_file(paper)
    assert [fit.jumped_to for fit in fits_of(composed.fits, "long")] == [0]


def test_a_page_without_a_box_for_it_is_named(paper: Path) -> None:
    layout = paper.parent / "front.yaml"
    layout.write_text(layout.read_text().replace("jump: 3", "jump: 9"))
    messages = [each.message for each in compose_file(paper).diagnostics]
    assert "box B on page 1 jumps to page 9, where nothing can be continued" in messages
