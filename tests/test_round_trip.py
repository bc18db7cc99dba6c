"""What goes in comes out: for real stories on shipped layouts, text on the page + reported overset = the copy."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from epaper.display.page import Page, Zone
from epaper.model.edition import Edition, EditionPage
from epaper.model.layout import LayoutSpec, StoryBox
from epaper.model.story import Paragraph, Story
from epaper.pipeline import Composed, compose
from epaper.sources.editions import edition_of_story
from epaper.sources.layouts import available_layouts, load_layout
from epaper.value import replace
from epaper.write.pdf import write_pdf
from tests.conftest import SHARED

STORIES = sorted((SHARED / "02-stories/en").glob("*.json")) if SHARED.is_dir() else []
LAYOUTS = [name for name in available_layouts() if load_layout(name).boxes]


def layouts_for(number: int) -> list[str]:
    """Three of the shipped layouts for each story, all of them over a few stories."""
    return [LAYOUTS[(number + step) % len(LAYOUTS)] for step in (0, 4, 8)]


def largest_story_box(layout: LayoutSpec) -> str:
    boxes = [box for box in layout.boxes if isinstance(box.options, StoryBox)]
    return max(boxes, key=lambda box: box.columns * box.rows).name


def made_up(path: Path, name: str) -> tuple[Story, Composed]:
    edition: Edition = edition_of_story(path, name)[0]
    story = edition.stories[0]
    page = EditionPage(1, name, "", {largest_story_box(load_layout(name)): (story.slug,)})
    return story, compose(replace(edition, pages=(page,)))


def body_text(zones: list[Zone]) -> str:
    """The paragraphs' text in reading order, words broken over legs whole again."""
    numbered = sorted((zone for zone in zones if zone.paragraph >= 0), key=lambda zone: zone.paragraph)
    return "".join(zone.text + ("" if zone.open_ended else " ") for zone in numbered)


def copy_of(story: Story) -> str:
    dateline = f"{story.dateline.upper()}: " if story.dateline else ""
    return dateline + " ".join(marked(paragraph) for paragraph in story.paragraphs)


def marked(paragraph: Paragraph) -> str:
    """A paragraph with its list marker, as it is printed."""
    if paragraph.kind in ("bullet", "number"):
        return f"{paragraph.marker} {paragraph.text}".lstrip()
    return paragraph.text


def squeezed(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())


def on_the_grid(page: Page, layout: LayoutSpec) -> bool:
    """Every line of body text stands on one grid."""
    phases = {
        run.y % layout.grid.baseline
        for zone in page.zones
        if zone.role == "body"
        for run in zone.items
        if getattr(run, "size", 0) == layout.style("body").size
    }
    return len(phases) <= 1


@pytest.mark.parametrize("number", range(len(STORIES)))
def test_copy_in_equals_text_out_plus_overset(number: int) -> None:
    for name in layouts_for(number):
        story, composed = made_up(STORIES[number], name)
        page, fit = composed.document.pages[0], composed.fits[0]
        out = squeezed(body_text([zone for zone in page.zones if zone.slug == story.slug]))
        copy = squeezed(copy_of(story))
        assert copy.startswith(out), name
        lost = [word for word in copy[len(out) :].split() if word != "•"]
        assert len(lost) == fit.over_words, name
        if lost:
            assert fit.first_lost == lost[0]
            assert fit.over_lines > 0
        assert fit.level or fit.lines < 60, name  # a brief over many legs cannot always end level
        assert on_the_grid(page, load_layout(name))
        for zone in page.zones:
            assert zone.rect.x >= -1_000
            assert zone.rect.right <= page.size.width
            assert zone.rect.bottom <= page.size.height


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
@pytest.mark.parametrize("number", range(0, len(STORIES), 6))
def test_the_pdf_gives_the_copy_back(number: int, tmp_path: Path) -> None:
    story, composed = made_up(STORIES[number], "broadsheet-article")
    pdf = tmp_path / "page.pdf"
    write_pdf(composed.document, pdf)
    raw = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    out = re.sub(r"\u00ad\s*", "", raw)
    lost = composed.fits[0].over_words
    words = squeezed(" ".join(paragraph.text for paragraph in story.paragraphs[1:])).split()
    placed = words[: len(words) - lost] if lost else words
    found = set(out.split())
    missing = [word for word in placed[:-2] if word not in found and not any(char in word for char in "-–—/")]
    assert not missing
