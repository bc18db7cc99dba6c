"""`epaper diff`: what it says of two layouts, editions or PDFs, what it shows, and with which exit code it leaves."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from epaper.cli import main
from epaper.write.side_by_side import COLOURS

FRONT = """\
extends: a4
grid: {columns: 4, rows: [9 lines, 3fr, 2fr]}
areas: |
  N N N N
  A A A R
  B B B R
boxes:
  N: nameplate
  A: {story: {headline: head-2, picture: none}}
  B: {story: {headline: head-4, picture: none}}
  R: rail
"""
EDITION = """\
title: The Gazette
date: 2026-03-17
layouts: .
stories: [first.md, second.md]
pages: [{layout: front, boxes: {A: first, B: second}}]
"""
SENTENCE = "The ferry left the northern harbour at seven, carrying forty passengers and a piano. "


@dataclass(frozen=True)
class Ran:
    code: int
    out: list[str]
    err: str


Diff = Callable[..., Ran]


@pytest.fixture
def diff(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Diff:
    """Runs the command in an empty folder; gives back its lines."""
    monkeypatch.chdir(tmp_path)

    def running(*args: str | Path, command: str = "diff") -> Ran:
        with pytest.raises(SystemExit) as left:
            main([command, *map(str, args)])
        shown = capsys.readouterr()
        return Ran(left.value.code if isinstance(left.value.code, int) else 0, shown.out.splitlines(), shown.err)

    return running


def layout(name: str, *changes: tuple[str, str]) -> str:
    """A layout file, like FRONT but for some words."""
    text = FRONT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    Path(name).write_text(text, encoding="utf-8")
    return name


def edition(folder: str, *changes: tuple[str, str], layout_changes: tuple[tuple[str, str], ...] = ()) -> Path:
    """A folder with an edition of two stories, like EDITION but for some words in any of its files."""
    Path(folder).mkdir()
    layout(f"{folder}/front.yaml", *layout_changes)
    files = {
        "edition.yaml": EDITION,
        "first.md": f"---\nheadline: Ferries return to the coast\n---\n{SENTENCE * 24}\n",
        "second.md": f"---\nheadline: A market moves\n---\n{SENTENCE * 22}\n",
    }
    for name, text in files.items():
        for old, new in changes:
            text = text.replace(old, new, 1)
        Path(folder, name).write_text(text, encoding="utf-8")
    return Path(folder, "edition.yaml")


# layouts


def test_layouts_that_make_the_same_page_do_not_differ(diff: Diff) -> None:
    layout("one.yaml")
    layout("two.yaml", ("A: {story", "A: {lint: {measure: it is narrow}, story"), ("extends: a4", "extends: a4 # A4"))
    ran = diff("one.yaml", "two.yaml")
    assert (ran.code, ran.out) == (0, ["1 page compared, none different"])


def test_layouts_may_be_named(diff: Diff) -> None:
    assert diff("a4-front", "a4-front").code == 0
    ran = diff("a4-front", "a4-inside")
    assert ran.code == 1
    assert '   1  box "N": nameplate, gone' in ran.out


LAYOUTS = {
    "moved": (("N N N N\n  A A A R\n  B B B R", "N N N N\n  R A A A\n  R B B B"),),
    "resized": (("[9 lines, 3fr, 2fr]", "[9 lines, 3fr, 24 lines]"),),
    "wider": (("columns: 4", "columns: 4, gutter: 6.5mm"),),
    "options": (("headline: head-2", "legs: 2, headline: {style: head-3, lines: 2-3}, tint: k 10%"),),
    "picture": (("head-4, picture: none", "head-4, picture: {legs: 1, at: top-right}"),),
    "kind": (("B: {story: {headline: head-4, picture: none}}", "B: {briefs: {title: Briefly}}"),),
    "gone and new": (("R\n  B B B R", "R\n  C C C R"), ("  B: ", "  C: ")),
    "styles": (
        ("boxes:", "styles: {body: {size: 10.5pt}, caption: {colour: k 60%}, mine: {extends: byline}}\nboxes:"),
    ),
    "page": (("extends: a4", "extends: a4\npage: {margins: {top: 14mm}}\nrules: {rows: 0.7pt}\nfit: [deck]"),),
}
LAYOUTS_SAID = {
    "moved": [
        'box "A": 47.1 mm right',
        'box "B": 47.1 mm right',
        'box "R": 141 mm left',
    ],
    "resized": [
        'box "A": 2 lines (7.06 mm) deeper',
        'box "B": 2 lines (7.06 mm) down, 2 lines (7.06 mm) shallower',
        "page: rows [9 lines, 3 fr, 2 fr] → [9 lines, 3 fr, 24 lines]",
    ],
    "wider": [
        'box "A": 0.5 mm narrower',
        'box "B": 0.5 mm narrower',
        'box "R": 1.5 mm right, 1.5 mm narrower',
        "page: gutter 4.5 mm → 6.5 mm",
    ],
    "options": [
        'box "A": legs 0 → 2, headline style head-2 → head-3, headline lines 1-3 → 2-3, tint none → k 10%',
    ],
    "picture": ['box "B": pictures none → [legs 1, at top-right, down 40, aspect 1.5, depth 80-120, wrap box]'],
    "kind": ['box "B": story → briefs'],
    "gone and new": ['box "B": story, gone', 'box "C": story, new'],
    "styles": [
        "styles body, dateline: size 9.5pt → 10.5pt, indent 9.5pt → 10.5pt",
        "style quote: size 9.5pt → 10.5pt, indent 9.5pt → 10.5pt, left 9.5pt → 10.5pt, right 9.5pt → 10.5pt",
        "styles bullet, question, salutation, signature, rail-teaser: size 9.5pt → 10.5pt",
        "style verse: size 9.5pt → 10.5pt, left 9.5pt → 10.5pt",
        "style caption: colour k 100% → k 60%",
        "style mine: new",
    ],
    "page": [
        'box "N": 3 mm down',
        'box "A": 3 mm down',
        'box "B": 3 mm down, 1 line (3.53 mm) shallower',
        'box "R": 3 mm down, 1 line (3.53 mm) shallower',
        "page: margin top 11 mm → 14 mm",
        "rules: rows 0.35pt → 0.7pt",
        "fit: picture 80-120 → deck",
    ],
}


@pytest.mark.parametrize("case", LAYOUTS)
def test_what_differs_in_layouts_is_said_box_by_box(case: str, diff: Diff) -> None:
    levers = ("boxes:", "fit: [picture 80%-120%]\nboxes:")
    ran = diff(layout("one.yaml", levers), layout("two.yaml", *LAYOUTS[case], *([levers] if case != "page" else [])))
    assert [re.sub(r"^ *\d+  ", "", line) for line in ran.out[1:-1]] == LAYOUTS_SAID[case]
    assert ran.out[-1] == "1 page compared, 1 different"
    assert ran.code == 1


# editions


def test_editions_of_the_same_copy_do_not_differ_wherever_they_lie(diff: Diff) -> None:
    ran = diff(edition("one"), edition("two"))
    assert (ran.code, ran.out) == (0, ["1 page compared, none different"])


def test_the_same_picture_in_another_folder_is_the_same(diff: Diff) -> None:
    story = ("headline: A market moves", "headline: A market moves\npictures: [{file: p.png, caption: A stall}]")
    for folder, colour in (("one", "grey"), ("two", "grey"), ("three", "black")):
        edition(folder, story, layout_changes=(("B: {story: {headline: head-4, picture: none}}", "B: story"),))
        Image.new("RGB", (900, 600), colour).save(f"{folder}/p.png")
    assert diff("one/edition.yaml", "two/edition.yaml").code == 0
    assert diff("one/edition.yaml", "three/edition.yaml").out[1] == "   1  the picture of second: another picture"


def test_other_words_are_told_apart_from_other_lines(diff: Diff) -> None:
    ran = diff(edition("one"), edition("two", ("a piano", "a grand piano"), ("A market moves", "A market moves on")))
    said = "\n".join(ran.out)
    assert re.search(r" second: other words, the first “piano.” → “grand” \(word 14\); 308 → 309 words", said)
    assert re.search(r"the headline of second: 1 word more at the end, from “on”; 3 → 4 words", said)
    narrower = diff("one/edition.yaml", edition("three", layout_changes=(("columns: 4", "columns: 4, gutter: 8mm"),)))
    reflowed = [line for line in narrower.out if re.search(r"  first: reflowed from line \d+; \d+ → \d+ lines", line)]
    assert len(reflowed) == 1


def test_what_only_went_with_its_box_is_not_told_again(diff: Diff) -> None:
    swapped = (("N N N N\n  A A A R\n  B B B R", "N N N N\n  R A A A\n  R B B B"),)
    ran = diff(edition("one"), edition("two", layout_changes=swapped))
    assert [line[6:9] for line in ran.out[1:-1]] == ["box"] * 3


def test_a_story_that_went_to_another_box_or_page_is_told_as_moved(diff: Diff) -> None:
    one = edition("one")
    ran = diff(one, edition("two", ("A: first, B: second", "A: second, B: first")))
    assert any(" first: " in line and 'from box "A" to box "B"' in line for line in ran.out)
    apart = "[{layout: front, boxes: {A: first}}, {layout: front, boxes: {A: second}}]"
    ran = diff(one, edition("three", ("[{layout: front, boxes: {A: first, B: second}}]", apart)))
    told = ["page 1: 2 differences", '   1  the advert in box "B": new', "   2  second: moved to page 2"]
    assert ran.out[:3] == told
    assert ran.out[3:] == ["page 2: 1 difference", "   1  page: new", "2 pages compared, 2 different"]


def test_furniture_is_told_by_its_box(diff: Diff) -> None:
    text = ("title: The Gazette", "title: The Gazette\ncity: Halyard")
    assert diff(edition("one"), edition("two", text)).out[1:-1] == [
        '   1  the dateline in box "N": other words, the first “Tuesday,” → “Halyard,” (word 1); 4 → 5 words',
    ]


def test_rules_are_told_once_and_what_nothing_else_tells_as_drawn_otherwise(diff: Diff) -> None:
    one = edition("one", (f"{SENTENCE * 22}", f"{SENTENCE * 22}\n\nIt sank."))
    emphasised = (f"{SENTENCE * 22}", f"{SENTENCE * 22}\n\nIt *sank*.")
    assert diff(one, edition("two", emphasised)).out[1:-1] == [
        "   1  drawn otherwise: rules, tints, colours or spacing",
    ]
    grey = ("extends: a4", "extends: a4\nrules: {colour: k 50%}")
    assert diff("two/edition.yaml", edition("three", emphasised, layout_changes=(grey,))).out[1:-1] == [
        "   1  rules: colour k 100% → k 50%",
    ]


def test_a_long_list_is_cut_short_on_the_terminal_and_whole_in_the_html_page(diff: Diff) -> None:
    names: tuple[str, ...] = (
        "byline",
        "caption",
        "credit",
        "deck",
        "ear",
        "folio",
        "fact",
        "staff",
        "kicker",
        "subhead",
        "head-6",
    )
    styles = ", ".join(
        f"{name}: {{size: {8 + at / 8}pt}}" for at, name in enumerate((*names, "jump-line", "rail-date"))
    )
    ran = diff(layout("one.yaml"), layout("two.yaml", ("boxes:", f"styles: {{{styles}}}\nboxes:")), "-o", "out")
    assert ran.out[0] == "page 1: 14 differences"
    assert ran.out[-3:] == ["      and 2 more", "1 page compared, 1 different", "  out/diff.html"]
    assert Path("out/diff.html").read_text(encoding="utf-8").count("<li>") == 14


# PDFs


def test_pdfs_are_compared_as_they_look(diff: Diff) -> None:
    diff(edition("one"), "-o", "a", command="build")
    diff(edition("two", ("A market moves", "A market rests")), "-o", "b", command="build")
    assert diff("a/one.pdf", "a/one.pdf").code == 0
    assert diff("one/edition.yaml", "a/one.pdf").code == 0
    ran = diff("a/one.pdf", "b/two.pdf", "-o", "out")
    assert ran.code == 1
    assert len(ran.out) == 4
    assert re.fullmatch(
        r"   1  drawn otherwise: [\d.]+ × [\d.]+ mm, \d+ mm from the left, \d+ mm from the top", ran.out[1]
    )
    with Image.open("out/page-001.png") as picture:
        assert picture.size == (2 * 827 + 3 * 24, 1169 + 2 * 24)


def test_pages_that_only_one_pdf_has_are_told(diff: Diff) -> None:
    diff(edition("one"), "-o", "a", command="build")
    twice = ("[{layout: front, boxes: {A: first, B: second}}]", "[{layout: front}, {layout: front}]")
    two = edition("two", twice)
    diff(two, "-o", "b", command="build")
    assert "   1  page: new" in diff("a/one.pdf", "b/two.pdf", "-o", "out").out
    assert "no such page" in Path("out/diff.html").read_text(encoding="utf-8")
    assert "   1  page: gone" in diff("b/two.pdf", "a/one.pdf").out


# what is shown


class _Page(HTMLParser):
    """Collects what an HTML page loads, and the outlines that its list leads to."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: set[str] = set()
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.loads += [str(found[key]) for key in ("src", "data", "srcset") if key in found]
        self.ids |= {str(found["id"])} if "id" in found else set()
        self.links |= {str(found["href"])} if tag in ("a", "link") else set()


def test_the_html_page_needs_nothing_else_and_leads_from_each_difference_to_its_outlines(diff: Diff) -> None:
    diff(edition("one"), edition("two", layout_changes=(("columns: 4", "columns: 4, gutter: 8mm"),)), "-o", "out")
    text = Path("out/diff.html").read_text(encoding="utf-8")
    page = _Page()
    page.feed(text)
    assert len(page.loads) == 2
    assert all(each.startswith("data:image/webp;base64,") for each in page.loads)
    assert page.links <= {f"#{each}" for each in page.ids}
    assert "one/edition.yaml" in text
    assert "two/edition.yaml" in text
    assert not re.search(r"url\(|@import|https?://", text)


def test_the_picture_shows_both_pages_with_outlines_in_the_colour_of_the_change(diff: Diff) -> None:
    deeper = ("[9 lines, 3fr, 2fr]", "[9 lines, 3fr, 24 lines]")
    diff(layout("one.yaml"), layout("two.yaml", deeper), "-o", "out")
    with Image.open("out/page-001.png") as opened:
        picture = opened.convert("RGB")
    blue = tuple(bytes.fromhex(COLOURS["resized"][1:]))
    for left in (0, picture.width // 2):
        half = picture.crop((left, 0, left + picture.width // 2, picture.height))
        assert blue in {colour for _, colour in half.getcolors(half.width * half.height) or []}


def test_what_an_earlier_diff_showed_goes(diff: Diff) -> None:
    one, two = layout("one.yaml"), layout("two.yaml", ("3fr", "4fr"))
    Path("out").mkdir()
    Path("out/mine.txt").write_text("kept")
    diff(one, two, "-o", "out")
    assert sorted(path.name for path in Path("out").glob("[!.]*")) == ["diff.html", "mine.txt", "page-001.png"]
    diff(one, one, "-o", "out")
    assert sorted(path.name for path in Path("out").glob("[!.]*")) == ["diff.html", "mine.txt"]
    assert "Nothing differs." in Path("out/diff.html").read_text(encoding="utf-8")


# what goes wrong


@pytest.mark.parametrize("args", [(), ("one.yaml",), ("one.yaml", "one/edition.yaml"), ("a.pdf", "one.yaml")], ids=str)
def test_wrong_usage_exits_2(args: tuple[str, ...], diff: Diff) -> None:
    layout("one.yaml")
    edition("one")
    Path("a.pdf").write_bytes(b"%PDF-1.7")
    ran = diff(*args)
    assert (ran.code, ran.out) == (2, [])
    assert "Error: " in ran.err


def test_faults_of_either_are_named_and_nothing_is_written(diff: Diff) -> None:
    ran = diff(layout("one.yaml", ("A: {story", "A: {storey")), layout("two.yaml", ("rows:", "row:")), "-o", "out")
    assert ran.code == 1
    assert 'one.yaml:9:7: unknown key "storey" — did you mean "story"?' in ran.err
    assert 'two.yaml:2:20: unknown key "row" — did you mean "rows"?' in ran.err
    assert not Path("out").exists()
    ran = diff("one.yaml", "tow.yaml")
    assert (ran.code, 'did you mean "two.yaml"?' in ran.err) == (1, True)


def test_a_file_that_is_no_pdf_is_a_fault(diff: Diff) -> None:
    diff(edition("one"), "-o", "a", command="build")
    Path("b.pdf").write_text("not a PDF")
    ran = diff("a/one.pdf", "b.pdf")
    assert ran.code == 1
    assert "b.pdf: this PDF cannot be read: " in ran.err


def test_a_folder_that_cannot_be_made_exits_3(diff: Diff) -> None:
    Path("out").write_text("a file")
    assert diff(layout("one.yaml"), layout("two.yaml", ("3fr", "4fr")), "-o", "out").code == 3
