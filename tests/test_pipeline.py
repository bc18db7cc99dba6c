"""A build, from files to files: what it makes, that it is the same each time, and that nothing is lost on the way."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from epaper.display.dump import dump
from epaper.errors import InputError
from epaper.model.edition import EditionPage
from epaper.pipeline import Built, build, build_images, compose, compose_file, edition_name
from epaper.sources.editions import load_edition
from epaper.value import replace
from epaper.write.images import ImageSpec

ROOT = Path(__file__).parents[1]
SEED = ROOT / "samples" / "seed" / "edition.yaml"
SMALL = ImageSpec(dpi=40)


def contents(folder: Path) -> dict[str, bytes]:
    """The files that people see in a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in files
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def story(folder: Path, name: str = "tale", **head: str) -> Path:
    """A story of three short paragraphs."""
    path = folder / f"{name}.md"
    lines = "".join(f"{key}: {value}\n" for key, value in {"headline": "A short tale", **head}.items())
    path.write_text(f"---\n{lines}---\n" + "The quick brown fox jumps over the lazy dog.\n\n" * 3, encoding="utf-8")
    return path


def edition(folder: Path, text: str) -> Path:
    path = folder / "paper.yaml"
    path.write_text("title: The Test\ndate: 2026-03-17\n" + text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(SEED, tmp_path_factory.mktemp("seed"), images=[SMALL])


def test_a_build_makes_the_pdf_the_report_and_the_images_asked_for(seed: Built) -> None:
    folder = seed.files[0].parent
    assert [file.relative_to(folder).as_posix() for file in seed.files] == [
        "fit.json",
        "pages/page-001.png",
        "seed.pdf",
    ]
    assert all(file.stat().st_size for file in seed.files)


def test_the_seeds_page_is_full_to_the_line(seed: Built) -> None:
    (fit,) = seed.composed.fits
    assert fit.fits
    assert fit.level
    assert (fit.widows, fit.orphans) == (0, 0)


def test_the_same_input_gives_the_same_bytes(seed: Built, tmp_path: Path) -> None:
    again = build(SEED, tmp_path, images=[SMALL])
    assert [file.read_bytes() for file in again.files] == [file.read_bytes() for file in seed.files]


def test_the_same_input_gives_the_same_bytes_in_another_place_process_and_hash_seed(
    seed: Built, tmp_path: Path
) -> None:
    copied = tmp_path / "elsewhere" / "seed"
    shutil.copytree(SEED.parent, copied, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run(
        [sys.executable, "-m", "epaper", "build", "edition.yaml", "-o", str(tmp_path / "out")],
        cwd=copied,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "TZ": "Asia/Karachi"},
        check=True,
        capture_output=True,
    )
    made = contents(tmp_path / "out")
    assert made["seed.pdf"] == seed.files[2].read_bytes()
    assert made["fit.json"] == seed.files[0].read_bytes()


@pytest.mark.parametrize("stage", ["making up pages", "writing the PDF", "drawing page images"])
def test_a_build_that_is_killed_leaves_yesterdays_files_whole(tmp_path: Path, stage: str) -> None:
    out = tmp_path / "out"
    paper = edition(tmp_path, f"pages: [{{layout: a4-article}}]\nstories: [{story(tmp_path).name}]\n")
    build(paper, out, images=[SMALL])
    before = contents(out)
    story(tmp_path, headline="Another tale")
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from epaper.pipeline import build\n"
        "from epaper.write.images import ImageSpec\n"
        "def told(stage, done, of):\n"
        "    if stage == sys.argv[3]: os.kill(os.getpid(), signal.SIGKILL)\n"
        "build(Path(sys.argv[1]), Path(sys.argv[2]), images=[ImageSpec(dpi=40)], told=told)\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", script, str(paper), str(out), stage], env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert killed.returncode == -signal.SIGKILL
    assert contents(out) == before
    build(paper, out, images=[SMALL])
    assert contents(out) != before


def test_a_build_with_faults_leaves_yesterdays_files_whole(tmp_path: Path) -> None:
    paper = edition(tmp_path, f"pages: [{{layout: a4-article}}]\nstories: [{story(tmp_path).name}]\n")
    build(paper, tmp_path / "out")
    before = contents(tmp_path / "out")
    edition(tmp_path, "pages: [{layout: a4-artikel}]\nstories: [tale.md, missing.md]\n")
    with pytest.raises(InputError) as caught:
        build(paper, tmp_path / "out")
    messages = [each.message for each in caught.value.diagnostics]
    assert 'no layout "a4-artikel"' in messages
    assert 'there is no copy at "missing.md"' in messages
    assert contents(tmp_path / "out") == before


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ({"status": "withheld"}, "tale is withheld and must not be printed"),
        ({"status": "canceled"}, "tale is cancelled and must not be printed"),
        ({"embargo": "2026-03-18T06:00"}, "tale is embargoed until 2026-03-18 06:00, after the edition's date"),
    ],
)
def test_copy_that_may_not_be_printed_stops_the_build(tmp_path: Path, head: dict[str, str], message: str) -> None:
    story(tmp_path, **head)
    paper = edition(tmp_path, "pages: [{layout: a4-article}]\nstories: [tale.md]\n")
    with pytest.raises(InputError) as caught:
        build(paper, tmp_path / "out")
    assert [each.message for each in caught.value.diagnostics] == [message]
    assert not contents(tmp_path / "out") if (tmp_path / "out").exists() else True


def test_an_image_build_makes_images_only(tmp_path: Path) -> None:
    build_images(SEED, tmp_path, [SMALL, ImageSpec("webp", width=120)])
    assert sorted(contents(tmp_path)) == ["page-001.png", "page-001@120w.webp"]


@pytest.mark.parametrize(
    ("path", "name"),
    [("samples/seed/edition.yaml", "seed"), ("tonight.yaml", "tonight"), ("copy/a-tale.md", "a-tale")],
)
def test_outputs_are_named_after_the_edition(path: str, name: str) -> None:
    assert edition_name(Path(path)) == name


def test_a_story_alone_is_set_in_the_layout_that_it_fills_best(tmp_path: Path) -> None:
    brief = story(tmp_path)
    brief.write_text(brief.read_text(encoding="utf-8") + "The quick brown fox jumps over the lazy dog.\n\n" * 12)
    short = compose_file(brief)
    assert len(short.document.pages) == 1
    assert short.document.pages[0].layout == "a4-story-short"
    long = story(tmp_path, "long")
    long.write_text(long.read_text(encoding="utf-8") + "All work and no play makes Jack a dull boy. " * 600)
    assert compose_file(long).document.pages[0].layout == "broadsheet-story"


def test_a_story_alone_is_set_in_the_layout_that_is_named(tmp_path: Path) -> None:
    assert compose_file(story(tmp_path), "tabloid-article").document.pages[0].layout == "tabloid-article"
    with pytest.raises(InputError, match='no layout "tabliod-article" — did you mean "tabloid-article"'):
        compose_file(story(tmp_path), "tabliod-article")


def test_stories_without_a_box_are_named(tmp_path: Path) -> None:
    story(tmp_path)
    spare = story(tmp_path, "spare")
    spare.write_text(spare.read_text(encoding="utf-8") * 40, encoding="utf-8")  # too long to stand under the other
    pages = "pages: [{layout: a4-article, boxes: {A: tale}}]\nstories: [tale.md, spare.md]\n"
    made = compose_file(edition(tmp_path, pages))
    assert any(each.message.startswith("no box for the story spare (") for each in made.diagnostics)


def test_a_box_that_a_page_names_must_be_in_its_layout(tmp_path: Path) -> None:
    story(tmp_path)
    paper = edition(tmp_path, "pages:\n  - {layout: a4-article, boxes: {B: tale}}\nstories: [tale.md]\n")
    with pytest.raises(InputError, match='no box "B" in a4-article — one of: A, N, R'):
        compose_file(paper)


def test_a_character_that_no_font_has_is_named_with_its_story(tmp_path: Path) -> None:
    path = story(tmp_path)
    path.write_text(path.read_text(encoding="utf-8") + "He wrote 𒀀 and left.\n", encoding="utf-8")
    messages = [each.message for each in compose_file(path, "a4-article").diagnostics]
    wanted = "tale: no font has a glyph for '𒀀' (U+12000 cuneiform sign a) in paragraph 4, “He wrote 𒀀 and left.”"
    assert wanted in messages


def test_pages_are_the_same_whether_made_here_or_in_other_processes() -> None:
    loaded, notes = load_edition(SEED)
    pages = tuple(EditionPage(number, "a4-article") for number in range(1, 6))
    several = compose(replace(loaded, pages=pages), notes)
    one = compose(replace(loaded, pages=pages[:1]), notes)
    assert dump(several.document.pages[0]) == dump(one.document.pages[0])
    assert [page.number for page in several.document.pages] == [1, 2, 3, 4, 5]


def test_what_is_being_done_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build(SEED, tmp_path, images=[SMALL], told=lambda *each: told.append(each))
    assert told == [
        ("reading", 0, 1),
        ("making up pages", 0, 1),
        ("making up pages", 1, 1),
        ("writing the PDF", 0, 1),
        ("drawing page images", 0, 1),
        ("drawing page images", 1, 1),
    ]
