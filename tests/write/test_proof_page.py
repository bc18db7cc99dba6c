"""The proof: what it shows, that it needs nothing else, and that it can be read by all."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from epaper.errors import Diagnostic, Where
from epaper.geometry import Rect, Size
from epaper.model.fit import StoryFit
from epaper.model.placing import LeftOver, NearBox, Placing
from epaper.pipeline import build
from epaper.write.proof_page import ProofPage, proof_html
from epaper.write.report import FitReport

PAGES = [
    ProofPage(1, "", "a4-front", Size(595_000, 842_000), {"A": Rect(10_000, 20_000, 100_000, 200_000)}),
    ProofPage(2, "World & Co", "a4-inside", Size(595_000, 842_000), {"B": Rect(0, 0, 50_000, 60_000)}),
]
FITS = [
    StoryFit(
        slug="tale",
        box="A",
        page=1,
        lines=90,
        capacity=90,
        over_lines=12,
        over_words=70,
        over_mm=42.3,
        first_lost="<Rome>",
        actions=("deck left out",),
        others=("headline 1 step smaller",),
        cut=("A cut & dried sentence.",),
        jumped_to=2,
        where=Where("my.yaml", 9, 3),
    ),
    StoryFit(slug="tale", box="B", page=2, lines=8, capacity=10, under_lines=2, under_words=9, under_mm=7, from_page=1),
]
PLACING = Placing(
    page=1,
    section="",
    layout="a4-front",
    box="A",
    slug="tale",
    lines=102,
    room=(80, 88, 90),
    reasons=("12 lines too long", "priority 1"),
    runner_up="myth (worse by length)",
)
LEFT = LeftOver(
    slug="late",
    words=1410,
    priority=5,
    section="World",
    near=(NearBox(page=2, box="B", holds="", lines=9, room=(8, 9, 10)),),
)
SAID = [
    Diagnostic("note", "x", "a note"),
    Diagnostic("warning", "y", "a picture < another", Where("e.yaml", 3, 1), "mend it"),
]
REPORT = FitReport(
    title="The <Gazette>", date="2026-03-17", fits=FITS, diagnostics=SAID, placings=[PLACING], left_over=[LEFT]
)
VOID = {"meta", "img", "rect"}


class Page(HTMLParser):
    """A page's tags, whether they close, and its texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(proof_html(REPORT, PAGES, ["data:one", "data:two"]))


def test_boxes_that_do_not_fit_are_marked_and_lead_to_their_lines(page: Page) -> None:
    ids = {attrs.get("id") for _, attrs in page.tags}
    marks = [attrs for attrs in page.all("a") if attrs.get("class")]
    assert [(mark["class"], mark["href"]) for mark in marks] == [("over", "#fit-1-A-tale"), ("under", "#fit-2-B-tale")]
    assert {link["href"].removeprefix("#") for link in page.all("a") if link["href"]} <= ids
    assert "+12" in page.text
    assert "−2" in page.text
    assert marks[0]["aria-label"] == "tale: over by 12 lines, 70 words, 42.3 mm from “<Rome>”"


def test_each_line_says_all_that_there_is_to_say(page: Page) -> None:
    for told in (
        "90 of 90",
        "over by 12 lines, 70 words, 42.3 mm from “<Rome>”",
        "under by 2 lines, about 9 words, 7 mm",
        "deck left out",
        "or: headline 1 step smaller",
        "cut: A cut & dried sentence.",
        "12 lines too long, priority 1",
        "102 lines, room for 80 to 90 by estimate",
        "next: myth (worse by length)",
        "my.yaml:9:3",
        "goes on on page 2",
        "from page 1",
        "Page 2, World & Co",
        "1,410",
        "nearest: page 2 box B (9 lines, room for 8 to 10)",
        "a picture < another",
        "mend it",
    ):
        assert told in page.text, told
    assert page.text.index("a picture") < page.text.index("a note")


def test_the_page_needs_nothing_else_and_can_be_read_by_all(page: Page) -> None:
    addresses = [value for _, attrs in page.tags for name, value in attrs.items() if name in ("src", "href")]
    assert all(address and address.startswith(("#", "data:")) for address in addresses)
    assert [image["alt"] for image in page.all("img")] == ["Page 1", "Page 2"]
    assert page.all("html") == [{"lang": "en-GB"}]
    assert all(cell.get("scope") for cell in page.all("th"))
    assert len(page.all("caption")) == len(page.all("table")) == 3
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_when_all_is_well_it_says_so() -> None:
    page = Page(proof_html(FitReport(title="T", date="2026-03-17", fits=[], diagnostics=[]), PAGES[:1], ["data:one"]))
    for told in ("all fit", "Every story stands in the paper.", "Nothing.", "no story stands here"):
        assert told in page.text


def test_a_build_makes_a_proof_with_its_pages_inside_and_the_same_each_time(tmp_path: Path) -> None:
    (tmp_path / "tale.md").write_text("---\nheadline: A tale\n---\n" + "word " * 900, encoding="utf-8")
    edition = tmp_path / "paper.yaml"
    edition.write_text("title: T\ndate: 2026-03-17\npages: [{layout: a4-inside}]\nstories: tale.md\n", encoding="utf-8")
    built = build(edition, tmp_path / "one", proof=True)
    assert tmp_path / "one" / "proof.html" in built.files
    text = (tmp_path / "one" / "proof.html").read_text(encoding="utf-8")
    assert len(re.findall(r'<img src="data:image/webp;base64,', text)) == 1
    assert str(tmp_path) not in text
    build(edition, tmp_path / "two", proof=True)
    assert text == (tmp_path / "two" / "proof.html").read_text(encoding="utf-8")
    assert not (tmp_path / "two" / "pages").exists()
