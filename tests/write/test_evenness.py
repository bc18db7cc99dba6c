"""The measures of typography: by hand on small pages, and against another tool's reading of the PDF."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from epaper.display.items import GlyphRun
from epaper.display.page import Document, Page, Zone
from epaper.geometry import Rect, Size
from epaper.model.style import TextStyle
from epaper.pipeline import build
from epaper.typeset.typesetter import Typesetter
from epaper.units import mm
from epaper.value import replace
from epaper.write.typography import Typography, measure, typography_json

TEXT = (
    "US and Russian troops exchanged friendly greetings and posed for pictures together over the weekend on a "
    "northeast Syria highway in a rare display of congeniality between the rival forces."
)
Leg = Callable[..., Zone]


@pytest.fixture
def leg(typesetter: Typesetter, body: TextStyle) -> Leg:
    """Sets lines of a paragraph in the leg of a number, from a line of the grid on."""

    def setting(number: int, lines: slice, at: int = 0, text: str = TEXT, continues: bool = False) -> Zone:
        runs: list[GlyphRun] = []
        x = number * mm(50)
        for row, line in enumerate(typesetter.words(text, body, mm(45))[lines]):
            runs += line.at(x, (at + row + 1) * body.leading)
        return Zone("body", Rect(x, 0, mm(45), mm(100)), tuple(runs), "tale", "A", 0, continues)

    return setting


def figures(*zones: Zone) -> Typography:
    page = Page(1, "1", Size(mm(200), mm(200)), zones)
    return measure(Document("T", "2026-03-17", "en-GB", (page,))).whole


def widened(zone: Zone, factor: float) -> Zone:
    runs = tuple(
        replace(item, gaps=tuple(round(gap * factor) for gap in item.gaps))
        for item in zone.items
        if isinstance(item, GlyphRun)
    )
    return replace(zone, items=runs)


def test_counts_lines_and_paragraphs_and_shares_of_wide_spaces(leg: Leg) -> None:
    zone = leg(0, slice(None))
    whole = figures(zone)
    assert (whole.paragraphs, whole.stories, whole.level, whole.off_grid) == (1, 1, 1, 0)
    assert whole.lines == len({item.y for item in zone.items if isinstance(item, GlyphRun)})
    wide = figures(widened(zone, 3.0))
    assert wide.over_200 == 100
    assert wide.spaces_mean == pytest.approx(3 * whole.spaces_mean, abs=0.01)


def test_the_last_line_of_a_paragraph_counts_for_no_space(leg: Leg) -> None:
    first, last = leg(0, slice(0, 1)), leg(0, slice(-1, None))
    assert figures(first).over_200 == figures(widened(last, 9.0)).over_200 == 0


def test_a_lone_first_line_is_an_orphan_and_a_lone_last_line_a_widow(leg: Leg) -> None:
    assert figures(leg(0, slice(0, 2)), leg(1, slice(2, None), continues=True)).widows == 0
    cut = figures(leg(0, slice(0, 1)), leg(1, slice(1, None), continues=True))
    assert (cut.orphans, cut.widows) == (1, 0)
    cut = figures(leg(0, slice(0, -1)), leg(1, slice(-1, None), continues=True))
    assert (cut.orphans, cut.widows) == (0, 1)


def test_legs_that_end_on_different_lines_are_not_level(leg: Leg) -> None:
    assert figures(leg(0, slice(0, 2)), leg(1, slice(2, 4), continues=True)).level == 1
    assert figures(leg(0, slice(0, 2)), leg(1, slice(2, 5), continues=True)).level == 0


def test_a_line_between_the_lines_of_the_grid_is_counted(leg: Leg) -> None:
    zone = leg(0, slice(None))
    runs = [item for item in zone.items if isinstance(item, GlyphRun)]
    moved = replace(zone, items=(*runs[:-1], replace(runs[-1], y=runs[-1].y + 2_000)))
    assert figures(moved).off_grid == 1


def test_hyphens_in_a_row_make_a_ladder(leg: Leg) -> None:
    zone = leg(0, slice(0, 3))
    hyphened = tuple(replace(item, hyphen=True) for item in zone.items if isinstance(item, GlyphRun))
    foot = leg(1, slice(3, None), continues=True)
    assert figures(replace(zone, items=hyphened), foot).ladder == 3


def test_the_json_names_the_edition_its_pages_and_its_stories(leg: Leg) -> None:
    page = Page(3, "3", Size(mm(200), mm(200)), (leg(0, slice(None)),))
    report = json.loads(typography_json(measure(Document("T", "2026-03-17", "en-GB", (page,)))))
    assert report["edition"]["lines"] == report["pages"][0]["lines"] == report["stories"][0]["lines"] > 0
    assert report["pages"][0]["page"] == 3
    assert (report["stories"][0]["slug"], report["stories"][0]["box"]) == ("tale", "A")


def test_an_edition_without_text_has_figures_all_the_same() -> None:
    assert figures().lines == 0


@pytest.fixture(scope="module")
def typometer() -> ModuleType:
    """A tool of other hands that measures the glyphs of any PDF."""
    path = Path(__file__).parents[3] / "shared" / "tools" / "typometer.py"
    pytest.importorskip("pdfminer")
    if not path.is_file():
        pytest.skip("the outside tools are not here")
    spec = importlib.util.spec_from_file_location("typometer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["typometer"] = module
    spec.loader.exec_module(module)
    return module


def test_agrees_with_what_another_tool_reads_from_the_pdf(typometer: ModuleType, tmp_path: Path) -> None:
    story = "---\nheadline: A tale\n---\n" + "\n\n".join([TEXT, TEXT.replace("Syria", "Iraq") + " " + TEXT] * 6)
    (tmp_path / "tale.md").write_text(story, encoding="utf-8")
    built = build(tmp_path / "tale.md", tmp_path / "out", layout="a4-article")
    ours = measure(built.composed.document).whole
    face = built.composed.typesetter.face(built.composed.layouts[0].style("body"))
    theirs, _ = typometer.run(str(tmp_path / "out" / "tale.pdf"), None, natural=face.length(face.space, 1000) / 1000)
    assert ours.lines == theirs["lines"]
    assert ours.paragraphs == theirs["paragraphs"]
    assert ours.spaces_mean == pytest.approx(theirs["space_mean"], abs=0.01)
    assert ours.spaces_deviation == pytest.approx(theirs["space_sd"], abs=0.01)
    assert ours.over_150 == pytest.approx(theirs["gt_1_5"], abs=1.5)
    assert ours.over_200 == pytest.approx(theirs["gt_2"], abs=1.5)
    assert ours.under_75 == pytest.approx(theirs["lt_0_75"], abs=1.5)
    assert ours.hyphens == pytest.approx(theirs["hyph"], abs=0.1)
    assert ours.tracked == pytest.approx(theirs["ls_lines"], abs=3)
    assert (ours.ladder, ours.widows, ours.orphans, ours.runts) == tuple(
        theirs[key] for key in ("ladder", "widows", "orphans", "runts")
    )
    assert (ours.level == ours.stories) == (theirs["bottom_full"] == 100)
    assert ours.off_grid == round(ours.lines * (1 - theirs["grid_page"] / 100))
