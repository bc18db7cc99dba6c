"""The fit report: what is said of a story in words, and as JSON by its schema."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from epaper.errors import Diagnostic, Where
from epaper.model.fit import StoryFit
from epaper.model.placing import LeftOver, NearBox, Placing
from epaper.resources import layouts_dir
from epaper.write.report import FitReport, fit_json, lines_set, near_words, remedies, summary, totals, verdict

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "schema" / "fit.json").read_text(encoding="utf-8"))


def fit(**facts: Any) -> StoryFit:
    return StoryFit(**{"slug": "tale", "box": "A", "page": 1, "lines": 100, "capacity": 100, **facts})


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "fits"),
        ({"under_lines": 1}, "under by 1 line"),
        ({"under_lines": 12, "under_words": 70, "under_mm": 42.3}, "under by 12 lines, about 70 words, 42.3 mm"),
        (
            {"over_lines": 2, "over_words": 11, "over_mm": 7.1, "first_lost": "Rome"},
            "over by 2 lines, 11 words, 7.1 mm from “Rome”",
        ),
        (
            {"over_lines": 1, "over_words": 1, "over_mm": 3.5, "first_lost": "end."},
            "over by 1 line, 1 word, 3.5 mm from “end.”",
        ),
    ],
)
def test_a_fit_in_words(facts: dict[str, Any], words: str) -> None:
    assert verdict(fit(**facts)) == words


def test_what_was_done_and_what_could_not_be_avoided() -> None:
    assert remedies(fit()) == ""
    done = fit(actions=("deck left out", "picture 3 lines deeper"), widows=1, orphans=2, foot_hyphens=1, level=False)
    assert remedies(done) == (
        "deck left out, picture 3 lines deeper, 1 widow, 2 orphans, 1 foot hyphen, legs not level"
    )
    assert lines_set(fit(lines=97)) == "97 of 100"


def test_the_totals_are_one_line() -> None:
    assert totals([fit()], 2).endswith("0 tombstones; 2 stories left over")
    assert totals([fit(), fit(over_lines=3, tombstones=1), fit(under_lines=1, widows=2)]) == (
        "1 of 3 fit, 1 overset, 1 underset; 2 widows, 0 orphans, 1 tombstone"
    )


def test_the_summary_counts_boxes() -> None:
    assert summary([fit(), fit(over_lines=3), fit(under_lines=1, level=False, widows=2)]) == {
        "boxes": 3,
        "fit": 1,
        "overset": 1,
        "underset": 1,
        "uneven": 1,
        "widows": 2,
        "orphans": 0,
        "tombstones": 0,
    }


PLACING = Placing(
    page=1,
    section="World",
    layout="tabloid-front",
    box="A",
    slug="tale",
    lines=98,
    room=(80, 96, 110),
    picture="portrait",
    reasons=("fits", "priority 2"),
    runner_up="myth (worse by length)",
)
LEFT = LeftOver(
    slug="late",
    words=410,
    priority=5,
    section="World",
    near=(
        NearBox(page=3, box="B", holds="tale", lines=96, room=(88, 96, 110)),
        NearBox(page=1, box="A", holds="", lines=84, room=(60, 60, 60)),
    ),
)


def report(tmp_path: Path) -> str:
    fits = [
        fit(where=Where(str(layouts_dir() / "tabloid-front.yaml"), 9, 3)),
        fit(over_lines=1, over_words=9, over_mm=3.53, first_lost="Zürich", where=Where(str(tmp_path / "my.yaml"), 2)),
    ]
    message = f"the picture {tmp_path / 'x.jpg'} has no place"
    notes = [Diagnostic("warning", "picture-unplaced", message, Where(str(tmp_path / "copy/x.md"), 1))]
    told = FitReport(
        title="The Gazette", date="2026-03-17", fits=fits, diagnostics=notes, placings=[PLACING], left_over=[LEFT]
    )
    return fit_json(told, tmp_path)


def test_the_json_is_as_its_schema_says(tmp_path: Path) -> None:
    jsonschema.validate(json.loads(report(tmp_path)), SCHEMA, cls=jsonschema.Draft202012Validator)


def test_the_schema_describes_every_key_and_allows_no_other(tmp_path: Path) -> None:
    found = json.loads(report(tmp_path))
    for part, definition in (("summary", found["summary"]), ("story", found["stories"][0])):
        assert list(definition) == SCHEMA["$defs"][part]["required"] == list(SCHEMA["$defs"][part]["properties"])
    for part, definition in (("choice", found["stories"][0]["choice"]), ("left_over", found["left_over"][0])):
        assert list(definition) == SCHEMA["$defs"][part]["required"] == list(SCHEMA["$defs"][part]["properties"])
    found["stories"][0]["colour"] = "red"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(found, SCHEMA, cls=jsonschema.Draft202012Validator)


def test_files_are_named_alike_wherever_the_edition_lies(tmp_path: Path) -> None:
    found = json.loads(report(tmp_path))
    assert [story["where"] for story in found["stories"]] == ["epaper:layouts/tabloid-front.yaml:9:3", "my.yaml:2"]
    assert found["diagnostics"][0]["where"] == "copy/x.md:1"
    assert found["diagnostics"][0]["message"] == "the picture x.jpg has no place"
    assert str(tmp_path) not in report(tmp_path)


def test_letters_stay_letters(tmp_path: Path) -> None:
    assert "Zürich" in report(tmp_path)


def test_a_story_left_over_is_told_with_the_boxes_that_come_nearest() -> None:
    assert (
        near_words(LEFT) == "nearest: page 3 box B (96 lines, room for 88 to 110); page 1 box A (84 lines, room for 60)"
    )


def test_what_goes_on_from_another_page_has_no_choice_of_its_own(tmp_path: Path) -> None:
    told = FitReport(title="T", date="2026-03-17", fits=[fit(page=4, from_page=1)], diagnostics=[], placings=[PLACING])
    (story,) = json.loads(fit_json(told, tmp_path))["stories"]
    assert (story["choice"], story["from_page"], story["jumped_to"]) == (None, 1, None)
