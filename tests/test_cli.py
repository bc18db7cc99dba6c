"""The command line: what it prints, where, in which words, and with which exit code it leaves."""

import itertools
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

import epaper.cli.build
from epaper.cli import COMMANDS, cli, main

ROOT = Path(__file__).parents[1]
SEED = ROOT / "samples" / "seed"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Epaper = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Epaper:
    """Runs a command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def running(*args: str | Path) -> Ran:
        with pytest.raises(SystemExit) as left:
            main([str(arg) for arg in args])
        shown = capsys.readouterr()
        code = left.value.code
        return Ran(code if isinstance(code, int) else 0, shown.out, shown.err)

    return running


def tale(words: int = 30) -> Path:
    Path("tale.md").write_text("---\nheadline: A tale\n---\n" + "word " * words + "\n", encoding="utf-8")
    return Path("tale.md")


def paper(text: str) -> Path:
    Path("paper.yaml").write_text(text, encoding="utf-8")
    return Path("paper.yaml")


# build


def test_build_says_what_it_does_then_what_it_made_and_how_the_copy_fitted(run: Epaper) -> None:
    ran = run("build", SEED / "edition.yaml", "--images", "--dpi", "40", "-o", "out")
    assert ran.code == 0
    assert [line for line in ran.err.splitlines() if "note:" not in line] == [
        f"reading {SEED / 'edition.yaml'}",
        "making up pages",
        "writing the PDF",
        "drawing page images",
    ]
    assert re.fullmatch(
        r"The Halyard Courier, 17 March 2026: 1 page, 1 story in \d+\.\d s\n"
        r"  out/fit\.json  \d+ KB\n"
        r"  out/pages/page-001-thumb\.png  \d+ KB\n"
        r"  out/pages/page-001\.png  \d+ KB\n"
        r"  out/seed\.pdf  \d+ KB\n"
        r"\n"
        r"Page +Box +Story +Lines +Fit +Done +Layout\n"
        r" +1 +A +russian-us-troops +\d+ of \d+ +fits .*a4-article\.yaml:\d+:\d+\n"
        r"\n"
        r"1 of 1 fit, 0 overset, 0 underset; 0 widows, 0 orphans, 0 tombstones\n",
        ran.out,
    )


def test_build_names_its_folder_after_the_edition(run: Epaper) -> None:
    assert run("build", SEED / "edition.yaml").code == 0
    assert Path("build/seed/seed.pdf").is_file()


def test_a_story_alone_becomes_a_page(run: Epaper) -> None:
    ran = run("build", tale())
    assert ran.code == 0
    assert "trying layouts" in ran.err
    assert Path("build/tale/tale.pdf").is_file()


def test_copy_that_does_not_fit_is_reported_and_fails_only_when_strict(run: Epaper) -> None:
    lenient = run("build", tale(3000), "--layout", "a4-article", "-o", "out")
    assert lenient.code == 0
    assert re.search(r"over by \d+ lines, \d[\d,]* words, [\d.]+ mm from “word”", lenient.out)
    strict = run("build", "tale.md", "--layout", "a4-article", "-o", "strict", "--strict")
    assert strict.code == 1
    assert strict.err.endswith("1 story does not fit\n")
    assert Path("strict/tale.pdf").is_file()
    assert run("check", "tale.md", "--layout", "a4-article", "--strict").code == 1


@pytest.mark.parametrize("command", ["build", "check"])
def test_copy_that_lacks_a_glyph_fails_when_strict(run: Epaper, command: str) -> None:
    path = tale()
    path.write_text(path.read_text(encoding="utf-8") + "日本\n", encoding="utf-8")
    assert run(command, path).code == 0
    strict = run(command, path, "--strict")
    assert strict.code == 1
    assert strict.err.endswith("1 story cannot be set as written\n")


def test_a_layout_alone_becomes_a_page_of_invented_copy(run: Epaper) -> None:
    layout = ROOT / "layouts" / "a4-front.yaml"
    assert run("build", layout).code == 0
    assert Path("build/a4-front/a4-front.pdf").is_file()
    assert run("images", layout, "--copy", "short", "--width", "100", "-o", "short").code == 0
    assert Path("short/page-001@100w.png").is_file()
    assert "over by" in run("build", ROOT / "layouts" / "berliner-front.yaml", "--copy", "long").out


# faults


def test_a_file_that_is_neither_an_edition_nor_a_layout_is_told_so(run: Epaper) -> None:
    for text in ("- one\n- two\n", "", "recipe: soup\n"):
        for command in ("build", "check", "images"):
            ran = run(command, paper(text))
            assert ran.code == 1
            assert ran.err.startswith(
                "paper.yaml:1:1: this is neither an edition nor a layout — an edition has a title"
            )


def test_every_fault_is_one_line_with_its_place_and_nothing_is_written(run: Epaper) -> None:
    paper("title: The Test\ndate: yesterday\nlangauge: de\npages: [{layout: tabloid-frnt}]\nstories: [tale.md]\n")
    tale()
    ran = run("build", "paper.yaml")
    assert ran.code == 1
    assert ran.out == ""
    lines = ran.err.splitlines()
    assert 'paper.yaml:3:1: unknown key "langauge" — did you mean "language"?' in lines
    assert any(re.match(r'paper\.yaml:2:7: .*"yesterday"', line) for line in lines)
    assert re.fullmatch(r"\d+ faults; nothing was written", lines[-1])
    assert not Path("build").exists()


@pytest.mark.parametrize("command", ["build", "check", "images"])
def test_a_file_that_is_not_there_is_a_fault_with_the_nearest_name(run: Epaper, command: str) -> None:
    paper("title: x\n")
    ran = run(command, "papre.yaml")
    assert ran.code == 1
    assert ran.err == ('there is no file papre.yaml — did you mean "paper.yaml"?\n1 fault; nothing was written\n')


def test_a_folder_is_no_edition(run: Epaper) -> None:
    Path("daily").mkdir()
    Path("daily/edition.yaml").touch()
    ran = run("build", "daily")
    assert ran.code == 1
    assert 'daily is a folder, not a file — did you mean "daily/edition.yaml"?' in ran.err


def test_files_are_shown_from_the_working_folder(run: Epaper) -> None:
    path = paper("titel: The Test\n")
    ran = run("check", path.absolute())
    assert ran.code == 1
    assert ran.err.splitlines()[1].startswith("paper.yaml:1:1: ")


def test_an_output_folder_that_cannot_be_made_exits_3(run: Epaper) -> None:
    Path("taken").touch()
    ran = run("build", tale(), "--layout", "a4-article", "-o", "taken/out")
    assert ran.code == 3
    assert ran.err.splitlines()[-1] == (
        "cannot write to taken/out: Not a directory (taken/out); what was there before still stands"
    )


def test_a_fault_of_our_own_is_said_in_words_with_what_was_being_done(
    run: Epaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, told: Callable[[str, int, int], None], **__: object) -> None:
        told("making up pages", 1, 12)
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(epaper.cli.build, "build", broken)
    ran = run("build", tale())
    assert ran.code == 70
    said = ran.err.splitlines()
    assert said[-2] == "epaper failed while making up pages (2 of 12), tale.md: ZeroDivisionError: division by zero"
    assert "Please report it" in said[-1]
    assert "Traceback" not in ran.err
    for args in (("--debug", "build", "tale.md"), ("build", "tale.md", "--debug")):
        assert "Traceback" in run(*args).err


def test_being_stopped_is_said(run: Epaper, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(epaper.cli.build, "build", stopped)
    ran = run("build", tale())
    assert ran.code == 130
    assert ran.err.endswith("stopped; what was there before still stands\n")


# usage


@pytest.mark.parametrize(
    "args",
    [
        ["frobnicate"],
        ["build"],
        ["build", "--colour", "red", "x.yaml"],
        ["build", ROOT / "layouts" / "a4-front.yaml", "--layout", "a4-front"],
        ["build", ROOT / "layouts" / "a4-front.yaml", "--copy", "middling"],
        ["build", SEED / "edition.yaml", "--layout", "a4-front"],
        ["build", SEED / "edition.yaml", "--copy", "long"],
        ["check", ROOT / "layouts" / "a4-front.yaml", "--layout", "a4-front"],
        ["images", SEED / "edition.yaml", "--copy", "short"],
        ["images", SEED / "edition.yaml", "--format", "gif"],
        ["images", SEED / "edition.yaml", "--dpi", "5"],
        ["schema"],
        ["schema", "story"],
    ],
    ids=str,
)
def test_wrong_usage_exits_2_and_says_what_is_wrong(run: Epaper, args: list[str | Path]) -> None:
    ran = run(*args)
    assert ran.code == 2
    assert "Error: " in ran.err
    assert ran.out == ""


def test_help_lists_the_commands_and_the_exit_codes(run: Epaper) -> None:
    ran = run("--help")
    assert ran.code == 0
    for command in COMMANDS:
        assert re.search(rf"^  {command} +[A-Z]", ran.out, re.MULTILINE)
    for code in ("0", "1", "2", "3", "70", "130"):
        assert re.search(rf"^ +{code} +\w", ran.out, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_and_each_of_its_options_says_what_it_is_for(run: Epaper, name: str) -> None:
    ran = run(name, "--help")
    assert ran.code == 0
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.help
    options = [option for option in command.params if isinstance(option, click.Option)]
    assert all(option.help for option in options)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_option_is_documented(name: str) -> None:
    papers = "\n".join(path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert f"epaper {name}" in papers
    for option in command.params:
        if isinstance(option, click.Option):
            assert any(f"{flag}" in papers for flag in option.opts + option.secondary_opts), option.opts


def test_help_comes_at_once() -> None:
    """Nothing heavy is loaded for it; measured in modules, since seconds depend on the machine."""
    script = "import sys, epaper.cli; print(*(name.split('.')[0] for name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    heavy = {"pydantic", "reportlab", "PIL", "uharfbuzz", "yaml", "rich", "pypdfium2", "pyphen", "markdown_it"}
    assert not heavy & set(done.stdout.split())


# the other commands


def test_check_writes_nothing_and_shows_the_fit(run: Epaper) -> None:
    ran = run("check", SEED / "edition.yaml")
    assert ran.code == 0
    assert "no faults, 0 warnings" in ran.out
    assert "russian-us-troops" in ran.out
    assert not list(Path().iterdir())


def test_check_says_how_evenly_the_pages_are_set(run: Epaper) -> None:
    ran = run("check", tale(400), "--typography", "--layout", "a4-article")
    assert ran.code == 0
    heads, row = next(pair for pair in itertools.pairwise(ran.out.splitlines()) if "Ladder" in pair[0])
    assert heads.split()[:4] == ["Page", "Story", "Lines", "Spaces"]
    assert row.split()[:2] == ["1", "tale"]
    ran = run("check", "tale.md", "--typography", "--json", "--layout", "a4-article")
    assert json.loads(ran.out)["edition"]["lines"] > 0
    assert run("check", "tale.md", "--json").code == 2
    assert run("check", ROOT / "layouts" / "a4-front.yaml", "--typography").code == 2


def test_check_knows_a_layout_from_an_edition(run: Epaper) -> None:
    ran = run("check", ROOT / "layouts" / "tabloid-front.yaml")
    assert ran.code == 0
    assert ran.out.endswith("tabloid-front.yaml: 5 boxes, no faults\n")
    Path("mine.yaml").write_text("extends: tabloid-front\ngrid: {guter: 4mm}\n")
    ran = run("check", "mine.yaml")
    assert ran.code == 1
    assert 'mine.yaml:2:8: unknown key "guter" — did you mean "gutter"?' in ran.err


def test_check_warns_of_layouts_that_break_the_rules_of_the_trade(run: Epaper) -> None:
    Path("mine.yaml").write_text("extends: a4-article\nboxes:\n  A: {story: {legs: 1, picture: {legs: 1}}}\n")
    ran = run("check", "mine.yaml")
    assert (ran.code, ran.out) == (0, "mine.yaml: 3 boxes, no faults, 1 warning\n")
    said = 'a line of "A" holds 103 characters of body — 28 to 60 read well [measure]'
    assert ran.err == f"mine.yaml:3:3: warning: {said}\n"
    assert run("check", "mine.yaml", "--strict").code == 1
    tale(400)
    paper("title: T\ndate: 2026-03-17\nstories: [tale.md]\npages: [{layout: mine}]\nlayouts: .\n")
    ran = run("check", "paper.yaml")
    assert "mine.yaml:3:3: warning: a line of" in ran.err and "warning: nothing stands in the rail" in ran.err
    assert "no faults, 2 warnings" in ran.out


def test_a_layout_whose_font_is_not_there_is_a_fault(run: Epaper) -> None:
    Path("mine.yaml").write_text("extends: tabloid-front\nstyles: {body: {family: Newsreder}}\n")
    ran = run("check", "mine.yaml")
    assert ran.code == 1
    assert ran.err.splitlines() == [
        'mine.yaml:2:25: no font of the family "Newsreder" (style body) — did you mean "Newsreader"?',
        "1 fault; nothing was written",
    ]


def test_files_of_the_build_before_that_are_removed_are_told(run: Epaper) -> None:
    command = ("images", tale(), "--layout", "a4-article", "-o", "out", "--no-thumbnails")
    assert "removed" not in run(*command, "--width", "40").out
    assert "removed, of the build before: 1 file (out/page-001@40w.png)" in run(*command, "--width", "60").out
    assert "removed" not in run(*command, "--width", "60").out


def test_images_in_several_sizes_and_formats(run: Epaper) -> None:
    ran = run("images", SEED / "edition.yaml", "--width", "100", "--width", "60", "--format", "webp", "--format", "png")
    assert ran.code == 0
    assert sorted(path.name for path in Path("build/seed/pages").glob("[!.]*")) == [
        "page-001-thumb.png",
        "page-001@100w.png",
        "page-001@100w.webp",
        "page-001@60w.png",
        "page-001@60w.webp",
    ]


def test_images_at_a_resolution_without_thumbnails_in_grey(run: Epaper) -> None:
    assert run("images", SEED / "edition.yaml", "--dpi", "30", "--grey", "--no-thumbnails", "-o", "out").code == 0
    assert [path.name for path in Path("out").glob("[!.]*")] == ["page-001-grey.png"]


def test_layouts_lists_the_shipped_ones_and_the_users(run: Epaper) -> None:
    Path("mine").mkdir()
    Path("mine/small.yaml").write_text("extends: a4-inside\ndescription: Mine\n")
    ran = run("layouts", "--dir", "mine")
    assert ran.code == 0
    assert re.search(r"^small +210 × 297 +folio, story, continued +Mine$", ran.out, re.MULTILINE)
    for shipped in (ROOT / "layouts").glob("*.yaml"):
        assert re.search(rf"^{shipped.stem} ", ran.out, re.MULTILINE)


def test_fonts_lists_families_and_where_they_are_from(run: Epaper) -> None:
    ran = run("fonts")
    assert ran.code == 0
    assert re.search(r"^Source Serif 4 +400, 400 italic, .* +shipped$", ran.out, re.MULTILINE)


@pytest.mark.parametrize("kind", ["layout", "edition"])
def test_schema_is_the_committed_one(run: Epaper, kind: str) -> None:
    ran = run("schema", kind)
    assert ran.code == 0
    assert ran.out == (ROOT / "docs" / "schema" / f"{kind}.json").read_text(encoding="utf-8")


# the terminal


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_on_a_terminal_there_is_colour_and_a_bar_and_elsewhere_none(tmp_path: Path) -> None:
    (tmp_path / "paper.yaml").write_text("titel: The Test\n")
    coloured = on_a_terminal(tmp_path, {"TERM": "xterm-256color"}, "check", "paper.yaml")
    assert "\x1b[31m" in coloured
    plain = on_a_terminal(tmp_path, {"TERM": "xterm-256color", "NO_COLOR": "1"}, "check", "paper.yaml")
    assert "\x1b" not in plain


def on_a_terminal(folder: Path, env: dict[str, str], *args: str) -> str:
    """What a command shows on a pseudo-terminal."""
    import pty  # noqa: PLC0415  (not to be had everywhere)

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "epaper", *args],
        cwd=folder,
        env={**{k: v for k, v in os.environ.items() if k != "NO_COLOR"}, "PYTHONPATH": str(ROOT), **env},
        stdout=theirs,
        stderr=theirs,
        close_fds=True,
    )
    os.close(theirs)
    shown = b""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            part = os.read(ours, 65536)
        except OSError:  # Linux says so when the other end has closed
            break
        if not part:
            break
        shown += part
    process.wait(10)
    os.close(ours)
    return shown.decode()


def test_a_process_without_an_output_ends_in_words_at_most() -> None:
    command = f'"{sys.executable}" -m epaper --version >&-'
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True)
    assert "Traceback" not in done.stderr
