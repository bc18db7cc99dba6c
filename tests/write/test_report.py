"""The fit report: what is said of a story in words, and as JSON by its schema."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from epaper.errors import Diagnostic, Where
from epaper.model.fit import StoryFit
from epaper.resources import layouts_dir
from epaper.write.report import fit_json, lines_set, remedies, summary, verdict

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "schema" / "fit.json").read_text(encoding="utf-8"))


def fit(**facts: Any) -> StoryFit:
    return StoryFit(**{"slug": "tale", "box": "A", "page": 1, "lines": 100, "capacity": 100, **facts})


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "fits"),
        ({"under_lines": 1}, "under by 1 line"),
        ({"under_lines": 12}, "under by 12 lines"),
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


def report(tmp_path: Path) -> str:
    fits = [
        fit(where=Where(str(layouts_dir() / "tabloid-front.yaml"), 9, 3)),
        fit(over_lines=1, over_words=9, over_mm=3.53, first_lost="Zürich", where=Where(str(tmp_path / "my.yaml"), 2)),
    ]
    message = f"the picture {tmp_path / 'x.jpg'} has no place"
    notes = [Diagnostic("warning", "picture-unplaced", message, Where(str(tmp_path / "copy/x.md"), 1))]
    return fit_json("The Gazette", "2026-03-17", fits, notes, tmp_path)


def test_the_json_is_as_its_schema_says(tmp_path: Path) -> None:
    jsonschema.validate(json.loads(report(tmp_path)), SCHEMA, cls=jsonschema.Draft202012Validator)


def test_the_schema_describes_every_key_and_allows_no_other(tmp_path: Path) -> None:
    found = json.loads(report(tmp_path))
    for part, definition in (("summary", found["summary"]), ("story", found["stories"][0])):
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
