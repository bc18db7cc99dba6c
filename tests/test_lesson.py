"""A beginner's way: `epaper new`, then each step of the tutorial as it is printed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from epaper.errors import InputError, OutputError
from epaper.lesson import SIZES, PageSize, new_edition
from epaper.pipeline import build, compose_file
from epaper.preview.desk import Desk
from epaper.sources.yaml_marks import load

ROOT = Path(__file__).parents[1]
FILE = re.compile(r"^```\w+ (my-paper/\S+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("size", SIZES)
def test_a_new_edition_works_and_is_filled_to_the_line(tmp_path: Path, size: PageSize) -> None:
    files = new_edition(tmp_path / "paper", size)
    assert files[0].name == "edition.yaml"
    assert {path.parent.name for path in files} == {"paper", "copy", "layouts", "pictures", "schema"}
    composed = compose_file(files[0])
    assert [str(found) for found in composed.diagnostics if found.severity != "note"] == []
    assert len(composed.fits) == 3
    assert all(fit.fits for fit in composed.fits)


def test_editors_find_the_schema_of_each_file_and_flag_wrong_keys(tmp_path: Path) -> None:
    new_edition(tmp_path / "paper", "tabloid")
    for file in ("edition.yaml", "layouts/front.yaml"):
        text = (tmp_path / "paper" / file).read_text(encoding="utf-8")
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
        assert named is not None
        schema = json.loads((tmp_path / "paper" / file).parent.joinpath(named[1]).read_text(encoding="utf-8"))
        judge = Draft202012Validator(schema)
        value = load(text, file).value
        assert not [*judge.iter_errors(value)]
        assert [error.message for error in judge.iter_errors({**value, "guter": 1})]


def test_what_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "paper").mkdir()
    (tmp_path / "paper" / "mine.txt").write_text("mine")
    with pytest.raises(OutputError, match="is there already"):
        new_edition(tmp_path / "paper", "a4")
    assert [path.name for path in tmp_path.rglob("*")] == ["paper", "mine.txt"]


def test_the_tutorial_works_step_by_step(tmp_path: Path) -> None:
    new_edition(tmp_path / "my-paper", "tabloid")
    edition = tmp_path / "my-paper" / "edition.yaml"
    steps = FILE.findall((ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8"))
    assert len(steps) == 4
    for name, text in steps:
        (tmp_path / name).write_text(text, encoding="utf-8")
        composed = compose_file(edition)
    assert {fit.box: fit.slug for fit in composed.fits}["D"] == "ferry"
    assert all(fit.over_lines == 0 and fit.under_lines <= 3 for fit in composed.fits)
    assert (tmp_path / "my-paper" / "out" / "my-paper.pdf") in build(edition, tmp_path / "my-paper" / "out").files


def test_the_mistake_in_the_tutorial_is_said_as_it_is_printed(tmp_path: Path) -> None:
    new_edition(tmp_path / "my-paper", "tabloid")
    tutorial = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    layout = tmp_path / FILE.findall(tutorial)[0][0]
    layout.write_text(FILE.findall(tutorial)[0][1].replace("gutter", "guter"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        compose_file(tmp_path / "my-paper" / "edition.yaml")
    said = str(caught.value.diagnostics[0]).replace(f"{tmp_path}/", "")
    assert said in tutorial


def test_the_preview_shows_the_new_edition_without_a_fault(tmp_path: Path) -> None:
    new_edition(tmp_path / "my-paper", "tabloid")
    desk = Desk(tmp_path / "my-paper" / "edition.yaml")
    desk.refresh()
    shown = json.loads(desk.state())
    assert not shown["faults"]
    assert [page["number"] for page in shown["pages"]] == [1]
