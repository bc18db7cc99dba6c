"""The rules of the trade: each warns in its own words where a layout breaks it, and is silent elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from epaper.errors import InputError
from epaper.plan.lint import RULES, lint
from epaper.sources.checked import kebab
from epaper.sources.layouts import available_layouts, load_layout
from epaper.sources.lint_schema import LintModel
from epaper.typeset.typesetter import Typesetter

Warnings = Callable[[str], list[str]]


@pytest.fixture
def warnings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typesetter: Typesetter) -> Warnings:
    """What is said about a layout, a line a warning."""
    monkeypatch.chdir(tmp_path)

    def check(text: str) -> list[str]:
        Path("page.yaml").write_text(text, encoding="utf-8")
        return [f"{each.severity} {each}" for each in lint(load_layout("page.yaml"), typesetter)]

    return check


def page(boxes: str, areas: str = "A A B B", *, grid: str = "columns: 4", more: str = "") -> str:
    """An A4 page whose boxes begin in line 7."""
    rows = "\n".join(f"  {row}" for row in areas.split(" / "))
    return f"extends: a4\ngrid: {{{grid}}}\nareas: |\n{rows}\n{more}boxes:\n{boxes}\n"


ONE = "  A: story\n  B: blank"
BROKEN = {
    "measure: too narrow": (
        page(ONE, grid="columns: 8", areas="A A A A A B B B"),
        'a line of "A" holds 14 characters of body — 28 to 60 read well [measure]',
    ),
    "measure: too wide": (
        page("  A: {story: {legs: 1}}\n  B: blank", areas="A A A B"),
        'a line of "A" holds 99 characters of body — 28 to 60 read well [measure]',
    ),
    "measure: of the box's own style": (
        page("  A: {story: {body: quote}}\n  B: blank", more="styles: {quote: {size: 12pt}}\n"),
        'a line of "A" holds 26 characters of quote — 28 to 60 read well [measure]',
    ),
    "measure: of briefs": (
        page("  A: {briefs: {legs: 4}}\n  B: blank"),
        'a line of "A" holds 14 characters of body — 28 to 60 read well [measure]',
    ),
    "measure: of rails": (
        page("  A: blank\n  B: rail"),
        'a line of "B" holds 65 characters of rail-teaser — 28 to 60 read well [measure]',
    ),
    "tombstone": (
        page("  A: {story: {headline: head-4}}\n  B: {story: {headline: head-4}}"),
        'the heads of "A" and "B" stand side by side in one size, 18pt — '
        "take one of another size, or tint one box [tombstone]",
    ),
    "wrap": (
        page(
            "  A: {story: {picture: {legs: 1, width: 12mm}}}\n  B: blank\n  C: blank",
            areas="A A B B / C C C C",
            grid="columns: 4, rows: [1fr, 1fr]",
        ),
        'the picture in "A" may be 5 lines deep: no text runs around it — '
        "at least 6 lines: a wider picture, or one as wide as its legs [wrap]",
    ),
    "leg-length: too long": (
        page("  A: {story: {picture: none}}\n  B: blank", more="page: {size: tabloid}\n"),
        'the legs of "A" are 392 mm long — '
        "at most 254 mm: part the box in two, or break the text with subheads [leg-length]",
    ),
    "leg-length: too short": (
        page("  A: {story: {picture: none}}\n  B: blank", grid="columns: 4, rows: [18 lines]"),
        'the legs of "A" are 49.4 mm long — at least 51 mm: a deeper row, or less above the text [leg-length]',
    ),
    "leg-length: too short under the picture": (
        page("  A: {story: {picture: {legs: 1}}}\n  B: blank", grid="columns: 4, rows: [25 lines]"),
        'the legs of "A" are 42.3 mm long under the picture — '
        "at least 51 mm: a deeper row, or less above the text [leg-length]",
    ),
    "rail-width: a usual word": (
        page("  A: blank\n  B: rail", areas="A A A B", more="styles: {rail-head: {size: 20pt}}\n"),
        '"Administration" in rail-head is 49.8 mm wide, the rail "B" 42.6 mm — '
        "a wider rail, or smaller titles [rail-width]",
    ),
    "rail-width: a word of its own title": (
        page(
            "  A: blank\n  B: {rail: {title: The Editorials}}",
            areas="A A A B",
            more="styles: {rail-title: {size: 32pt, hj: {hyphenate: false}}}\n",
        ),
        '"Editorials" in rail-title is 51.1 mm wide, the rail "B" 42.6 mm — '
        "a wider rail, or smaller titles [rail-width]",
    ),
    "gutters": (
        page("  A: story\n  B: blank", areas="A A . B"),
        'the white between "A" and "B" is 51.6 mm — '
        "the gutter is 4.5 mm; if it is meant, make it a blank box [gutters]",
    ),
    "off-grid: legs": (
        page("  A: {story: {legs: 2}}\n  B: blank", areas="A A A B"),
        'the 2 legs of "A" stand on none of its 3 columns — as many legs as columns, or 1 [off-grid]',
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_layout_that_breaks_a_rule_is_warned_of_at_the_box(case: str, warnings: Warnings) -> None:
    text, said = BROKEN[case]
    box = f"{said.split(' — ')[0].split(chr(34))[-2]}:" if '"' in said else "boxes:"
    line = next(number for number, each in enumerate(text.splitlines(), 1) if each.strip().startswith(box))
    assert warnings(text) == [f"warning page.yaml:{line}:3: {said}"]


def test_a_row_that_is_no_whole_lines_is_warned_of_in_its_place(warnings: Warnings) -> None:
    text = page(ONE, grid="columns: 4, rows: [200mm, 1fr]", areas="A A B B / . . . .")
    said = "a row of 200 mm is 56.7 lines of the grid — it is made 57: write 57 lines [off-grid]"
    assert warnings(text) == [f"warning page.yaml:2:27: {said}"]


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("caption: {size: 6pt}", "the style caption is 6pt — newsprint holds 7pt [small-type]"),
        (
            "caption: {size: 8pt, colour: white}",
            "the style caption is light type of 8pt — on a tint it fills in under 9pt [small-type]",
        ),
    ],
)
def test_small_type_is_warned_of_at_its_style(style: str, said: str, warnings: Warnings) -> None:
    assert warnings(f"extends: a4\nstyles:\n  {style}\n") == [f"warning page.yaml:3:3: {said}"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(page(ONE), id="all"),
        pytest.param(
            page("  A: {story: {legs: 1}}\n  B: blank", more="styles: {body: {size: 10.5pt}}\n"),
            id="measure: two columns",
        ),
        pytest.param(page("  A: {story: {headline: head-4}}\n  B: story"), id="tombstone: unlike sizes"),
        pytest.param(page("  A: story\n  B: {story: {tint: pale}}"), id="tombstone: one is tinted"),
        pytest.param(page("  A: story\n  B: story\n  C: blank", areas="A C C B"), id="tombstone: something between"),
        pytest.param(
            page("  A: story\n  B: story\n  C: blank", areas="A A C C / A A B B", grid="columns: 4, rows: [1fr, 2fr]"),
            id="tombstone: not at one height",
        ),
        pytest.param(page(ONE, grid="columns: 4, rows: [36 lines]"), id="leg-length: a picture made shallower"),
        pytest.param(page("  A: blank\n  B: rail", areas="A A A B"), id="rail-width"),
        pytest.param(
            page(
                "  A: blank\n  B: rail",
                areas="A A A B",
                more="styles: {rail-head: {size: 20pt, hj: {hyphenate: true}}}\n",
            ),
            id="rail-width: titles that may be divided",
        ),
        pytest.param(page("  A: story\n  B: blank\n  C: blank", areas="A A C B"), id="gutters: a blank box"),
        pytest.param(page("  A: story", areas="A A . ."), id="gutters: nothing beyond"),
        pytest.param(
            page("  A: {story: {legs: 2}}", areas="A A A A", more="styles: {body: {size: 10.5pt}}\n"),
            id="off-grid: legs on every second column",
        ),
        pytest.param(page(ONE, grid="columns: 4, rows: [600pt, 1fr]", areas="A A B B / . . . ."), id="off-grid: rows"),
        pytest.param("extends: a4\nstyles: {ear: {size: 9pt, colour: white}}\n", id="small-type: light"),
    ],
)
def test_a_layout_that_keeps_the_rules_is_passed_over(text: str, warnings: Warnings) -> None:
    assert warnings(text) == []


@pytest.mark.parametrize("name", available_layouts())
def test_the_shipped_layouts_keep_the_rules(name: str, typesetter: Typesetter) -> None:
    assert [str(each) for each in lint(load_layout(name), typesetter)] == []


def test_each_rule_can_be_silenced() -> None:
    assert {*RULES} == {kebab(name) for name in LintModel.model_fields}


def test_a_rule_is_silenced_for_the_page_or_by_either_box(warnings: Warnings) -> None:
    heads = "  A: {story: {headline: head-4}}\n  B: {story: {headline: head-4}}"
    assert len(warnings(page(heads))) == 1
    assert warnings(page(heads, more="lint: {tombstone: they are one debate}\n")) == []
    for box in "AB":
        assert warnings(page(heads.replace(f"{box}: {{", f"{box}: {{lint: {{tombstone: one debate}}, "))) == []
    assert len(warnings(page(heads, more="lint: {measure: another rule}\n"))) == 1


def test_what_a_layout_silences_stays_silent_in_those_that_extend_it(warnings: Warnings) -> None:
    Path("house.yaml").write_text(page("  A: {story: {legs: 1}, lint: {measure: wide}}\n  B: blank", areas="A A A B"))
    assert warnings("extends: house\nboxes: {A: {story: {dropcap: 3}}}\n") == []
    assert len(warnings("extends: house\nboxes: {A: {briefs: {legs: 1}}}\n")) == 1  # another kind is another box


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lint: {mesure: x}", 'page.yaml:1:8: unknown key "mesure" — did you mean "measure"?'),
        ("lint: {measure: }", "page.yaml:1:17: a reason is wanted for silencing this rule, not nothing"),
        ('lint: {measure: " "}', 'page.yaml:1:17: a reason is wanted for silencing this rule, not " "'),
        ("lint: [measure]", "page.yaml:1:7: keys and values are wanted, not a list"),
        (
            "boxes: {A: {blank: , lint: {tombston: x}}}",
            'page.yaml:1:29: unknown key "tombston" — did you mean "tombstone"?',
        ),
        (
            "boxes: {A: {blank: , lint: {small-type: x}}}",
            "page.yaml:1:28: small-type is a rule for the whole page; silence it at the top of the layout",
        ),
        ("boxes: {A: {lint: {measure: x}}}", "page.yaml:1:12: a box holds exactly one kind; this one holds nothing"),
    ],
)
def test_silencing_wrongly_is_a_fault(text: str, said: str, warnings: Warnings) -> None:
    with pytest.raises(InputError) as caught:
        warnings(text)
    assert said in str(caught.value).splitlines()
