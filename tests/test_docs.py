"""The papers: their commands run, their links lead somewhere, what they name is there."""

import os
import re
import stat
import subprocess
import sys
from fnmatch import fnmatch
from importlib.metadata import packages_distributions
from pathlib import Path, PurePosixPath

import pytest

from epaper import __version__

ROOT = Path(__file__).parents[1]
PAPERS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
ALL = [*PAPERS, ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def blocks() -> list[tuple[str, str]]:
    return [
        (f"{paper.relative_to(ROOT)}:{number}", commands)
        for paper in PAPERS
        for number, commands in enumerate(BLOCK.findall(paper.read_text(encoding="utf-8")), start=1)
    ]


@pytest.fixture(scope="session")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks like a clone, with an `epaper` command on its own path."""
    folder = tmp_path_factory.mktemp("clone")
    for name in ("samples", "layouts", "fonts", "docs"):
        (folder / name).symlink_to(ROOT / name)
    command = folder / "bin" / "epaper"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m epaper "$@"\n')
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    return folder


@pytest.mark.parametrize("commands", [commands for _, commands in blocks()], ids=[name for name, _ in blocks()])
def test_the_commands_in_the_papers_run(clone: Path, commands: str) -> None:
    path = f"{clone / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-eu", "-c", commands],
        cwd=clone,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_the_readme_has_commands_for_each_kind_of_user() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for heading in ("## For the production desk", "## For the web team", "## For page designers"):
        section = readme.split(heading)[1].split("\n## ")[0]
        assert BLOCK.search(section), heading


@pytest.mark.parametrize("paper", ALL, ids=lambda path: path.name)
def test_links_lead_somewhere(paper: Path) -> None:
    for link in LINK.findall(CODE.sub("", paper.read_text(encoding="utf-8"))):
        assert (paper.parent / link).exists(), link


@pytest.mark.parametrize("paper", ALL, ids=lambda path: path.name)
def test_make_targets_that_the_papers_name_exist(paper: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(
        r"`(?:\$ )?make ([a-z]+)`|^\$ make ([a-z]+)", paper.read_text(encoding="utf-8"), re.MULTILINE
    ):
        name = target[0] or target[1]
        assert re.search(rf"^{name}:", makefile, re.MULTILINE), name


def test_the_architecture_fits_in_two_hundred_lines_and_names_folders_that_are_there() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 200
    tree = text.split("```\nepaper/\n")[1].split("```")[0]
    for line in tree.splitlines():
        if line.startswith("  "):
            for name in line.split("   ")[0].split("  ")[1].split():
                assert (ROOT / "epaper" / name).exists(), name


def test_each_part_of_the_package_is_in_the_architecture() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for path in (ROOT / "epaper").iterdir():
        if not path.name.startswith("_") and path.name != "preview":
            assert path.name in text, path.name


def homes() -> dict[str, list[str]]:
    """By a package's name, the modules and folders of ours that the architecture lets import it."""
    table = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").split("| package | home |")[1].split("\n\n")[0]
    rows = [line.split("|")[1:3] for line in table.splitlines()[2:]]
    return {name.strip().lower(): re.findall(r"`([^`]+)`", home) for names, home in rows for name in names.split(",")}


def test_every_package_of_others_is_imported_at_its_home_alone() -> None:
    packages, known = packages_distributions(), homes()
    for path in sorted((ROOT / "epaper").rglob("*.py")):
        module = path.relative_to(ROOT / "epaper").with_suffix("").as_posix()
        found = re.findall(r"^\s*(?:import|from) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        for package in {packages[name][0].lower() for name in found if name in packages} - {"epaper"}:
            folders = [parent.as_posix() for parent in PurePosixPath(module).parents]
            assert any(fnmatch(each, home) for each in (module, *folders) for home in known.get(package, [])), (
                module,
                package,
            )


def test_the_changelog_knows_this_version() -> None:
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_ci_runs_exactly_what_people_run() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & stat.S_IXUSR
    commands = [line for line in script.read_text().splitlines() if line and not line.startswith(("#", "set ", "cd "))]
    assert commands == ["make test"]
