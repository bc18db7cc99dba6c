"""`epaper plan`, and what it writes: an edition file that people can edit, and that gives the very same pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from epaper.cli import main
from epaper.pipeline import build
from epaper.planning import plan_file, write_plan
from epaper.sources.edition_text import without_pages
from epaper.sources.editions import load_edition

WORDS = "Boats lay at the quay all week and nobody went out, for the wind had not turned. "
EDITION = """\
# Tonight’s paper: Zürich
title: The Gazette
date: 2026-03-17
layout: a4-front-index
pages: 3
stories: [copy, "more/*.md"]  # all that there is
priorities: {long: 1}
# The end.
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an edition, where we stand."""
    monkeypatch.chdir(tmp_path)
    for name, section, sentences in (
        ("copy/long", "World", 60),
        ("copy/middle", "World", 34),
        ("copy/short", "Sport", 22),
        ("copy/other", "Sport", 30),
        ("more/last", "World", 16),
        ("more/note", "Sport", 2),
        ("more/spare", "World", 12),
        ("more/extra", "Sport", 90),
        ("more/third", "World", 48),
    ):
        path = Path(f"{name}.md")
        path.parent.mkdir(exist_ok=True)
        text = "\n\n".join(WORDS * min(4, sentences - at) for at in range(0, sentences, 4))
        path.write_text(f"---\nheadline: A {path.stem} story of the sea\nsection: {section}\n---\n{text}\n")
    Path("edition.yaml").write_text(EDITION, encoding="utf-8")
    return tmp_path


def run(*args: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(arg) for arg in args])
    return left.value.code if isinstance(left.value.code, int) else 0


@pytest.mark.parametrize("place", ["plan.yaml", "elsewhere/plan.yaml"])
def test_the_plan_is_an_edition_that_gives_the_very_same_pages(desk: Path, place: str) -> None:
    Path("elsewhere").mkdir()
    planned, _ = plan_file(Path("edition.yaml"))
    assert planned.plan.left_over
    write_plan(planned, Path("edition.yaml"), Path(place))
    one = build(Path("edition.yaml"), Path("one"))
    two = build(Path(place), Path("two"))
    assert two.composed.document == one.composed.document
    assert next(Path("one").glob("*.pdf")).read_bytes() == next(Path("two").glob("*.pdf")).read_bytes()
    assert all(placing.nailed for placing in two.composed.plan.placings)


def test_the_plan_says_lengths_and_keeps_what_was_written(desk: Path) -> None:
    assert run("plan", "edition.yaml", "-o", "plan.yaml") == 0
    text = Path("plan.yaml").read_text(encoding="utf-8")
    assert text.startswith("# Tonight’s paper: Zürich\ntitle: The Gazette\n")
    assert 'stories: [copy, "more/*.md"]  # all that there is\n' in text
    assert "pages: 3" not in text
    assert "# The end.\n" in text
    assert re.search(r"      L: \w+ +# \d+ lines, room for \d+", text)
    assert "  - layout: a4-front-index  # page 1\n" in text
    assert re.search(r"    section: (World|Sport)\n", text)
    pages = load_edition(Path("plan.yaml"))[0].pages
    assert [page.number for page in pages] == [1, 2, 3]


def test_the_table_says_what_stands_where_and_why(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("plan", "edition.yaml") == 0
    out = capsys.readouterr().out
    assert out.startswith("The Gazette, 17 March 2026: 3 pages, 9 stories\n")
    assert re.search(r"^Page +Section +Layout +Box +Story +Lines +Room +Picture +Why +Next best$", out, re.MULTILINE)
    assert re.search(r"^ +1 +a4-front-index +L +\w+ +\d+ +\d+ to \d+ +.*priority \d", out, re.MULTILINE)
    assert re.search(r"^Left over: \d stor(y|ies)$", out, re.MULTILINE)
    assert re.search(r"nearest: page \d box \w \(\d+ lines, room for \d+", out)
    assert not list(desk.glob("*.pdf"))


def test_a_plan_is_made_of_an_edition_and_takes_no_ones_place(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("plan", "copy/long.md") == 2
    assert "a plan is made of an edition" in capsys.readouterr().err
    assert run("plan", "edition.yaml", "-o", "edition.yaml") == 2
    assert run("plan", "edition.yaml", "-o", "nowhere/plan.yaml") == 3
    assert Path("edition.yaml").read_text(encoding="utf-8") == EDITION


def test_faults_stop_a_plan(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("edition.yaml").write_text(EDITION + "sections: [World, Sport, Chess]\n", encoding="utf-8")
    assert run("plan", "edition.yaml", "-o", "plan.yaml") == 1
    assert "the sections need 3 pages, and 2 are left beside the front" in capsys.readouterr().err
    assert not Path("plan.yaml").exists()


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        (
            "title: T\npages:\n  - {layout: a4}\n  - {}\n\n# of the copy\nstories: a.md\n",
            'title: T\n\n# of the copy\nstories: "../a.md"\n',
        ),
        ("pages: 3 # three\nfonts: 'f'\ntitle: T\n", 'fonts: "../f"\ntitle: T\n'),
        ("sections: [A]\ntitle: T\npages: 3", "title: T\n"),
        ("rail:\n  - o.txt\n  - {title: x, href: y}\n", 'rail:\n  - "../o.txt"\n  - {title: x, href: y}\n'),
        (
            "pictures: {a: [p.jpg, {file: q.jpg, credit: r.jpg}], b: s.jpg}\n",
            'pictures: {a: ["../p.jpg", {file: "../q.jpg", credit: r.jpg}], b: "../s.jpg"}\n',
        ),
        ("stories: [/all/a.md, ä*.md]\n", 'stories: [/all/a.md, "../ä*.md"]\n'),
        ("{title: T, pages: 3, stories: [a]}\n", 'title: "T"\nstories: ["../a"]\n'),
    ],
)
def test_an_editions_text_for_another_folder(tmp_path: Path, text: str, moved: str) -> None:
    assert without_pages(text, tmp_path, tmp_path / "plans") == moved
    if not text.startswith("{"):
        assert without_pages(without_pages(text, tmp_path, tmp_path), tmp_path, tmp_path / "plans") == moved


@pytest.mark.parametrize("head", ["status: withheld", "status: cancelled", "embargo: 2026-03-17 09:00"])
@pytest.mark.parametrize("command", ["build", "plan", "check"])
def test_copy_that_must_not_be_printed_stops_every_command(
    desk: Path, capsys: pytest.CaptureFixture[str], command: str, head: str
) -> None:
    Path("edition.yaml").write_text(EDITION + "embargo: 06:00\n", encoding="utf-8")
    Path("copy/secret.md").write_text(f"---\nheadline: Not yet\n{head}\n---\n{WORDS}\n", encoding="utf-8")
    assert run(command, "edition.yaml") == 1
    told = capsys.readouterr()
    assert re.search(
        r"^copy/secret\.md:2:11: secret is (withheld|cancelled|embargoed until 2026-03-17 09:00)", told.err, re.M
    )
    assert told.err.endswith("1 fault; nothing was written\n")
    assert not Path("build").exists()
