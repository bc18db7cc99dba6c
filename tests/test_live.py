"""A live session: pages follow their files, only what changed is said to have changed, and faults leave the last good
pages standing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from epaper.display.page import Zone
from epaper.live import Live
from epaper.pipeline import compose_file
from tests.conftest import ROOT

EDITION = """\
title: The Gazette
date: 2026-03-17
layouts: layouts
stories: [copy]
pages:
  - {layout: one, boxes: {L: flood}}
  - {layout: one, boxes: {L: ferry}}
"""
LAYOUT = """\
extends: tabloid
grid: {columns: 4, gutter: 4mm, rows: [30fr]}
areas: |
  L L L L
boxes:
  L: story
"""
STORY = "---\nheadline: {head}\n---\n\n{text}\n"
TEXT = "The river rose in the night, and by the morning the mill stood in water up to its sills. " * 30


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("copy", "layouts"):
        (tmp_path / name).mkdir()
    (tmp_path / "edition.yaml").write_text(EDITION)
    (tmp_path / "layouts" / "one.yaml").write_text(LAYOUT)
    (tmp_path / "copy" / "flood.md").write_text(STORY.format(head="Mill under water", text=TEXT))
    (tmp_path / "copy" / "ferry.md").write_text(
        STORY.format(head="Ferry late again", text=TEXT.replace("mill", "pier"))
    )
    return tmp_path


def drawing(zone: Zone) -> str:
    return f"{zone.box}: {zone.items}"


def session(folder: Path) -> Live[str]:
    return Live(folder / "edition.yaml", drawing)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_a_session_that_begins_with_a_fault_waits_for_the_files_that_have_it(folder: Path) -> None:
    edit(folder / "copy" / "flood.md", "headline", "headlin")
    found = session(folder).refresh()
    assert found.faults
    assert folder / "copy" / "flood.md" in found.watched


def test_a_session_gives_the_pages_that_a_build_makes(folder: Path) -> None:
    live = session(folder).refresh()
    built = compose_file(folder / "edition.yaml")
    assert live.document == built.document
    assert [page.changed for page in live.pages] == [True, True]
    assert not live.faults


def test_after_any_number_of_edits_too(folder: Path) -> None:
    live = session(folder)
    live.refresh()
    edit(folder / "copy" / "flood.md", "night", "evening")
    live.refresh()
    edit(folder / "layouts" / "one.yaml", "4mm", "6mm")
    live.refresh()
    edit(folder / "edition.yaml", "The Gazette", "The Courier")
    assert live.refresh().document == compose_file(folder / "edition.yaml").document


def test_only_pages_that_look_different_have_changed(folder: Path) -> None:
    live = session(folder)
    live.refresh()
    assert [page.changed for page in live.refresh().pages] == [False, False]
    edit(folder / "copy" / "flood.md", "night", "evening")
    assert [page.changed for page in live.refresh().pages] == [True, False]
    edit(folder / "layouts" / "one.yaml", "4mm", "6mm")
    assert [page.changed for page in live.refresh().pages] == [True, True]


def test_faults_come_with_their_lines_and_leave_the_last_good_pages(folder: Path) -> None:
    live = session(folder)
    good = live.refresh()
    edit(folder / "layouts" / "one.yaml", "gutter: 4mm", "guter: 4mm")
    broken = live.refresh()
    (fault,) = broken.faults
    assert (fault.diagnostic.code, fault.diagnostic.where and fault.diagnostic.where.line) == ("unknown-key", 2)
    assert fault.line == "grid: {columns: 4, guter: 4mm, rows: [30fr]}"
    assert broken.stale
    assert broken.document == good.document
    assert [page.changed for page in broken.pages] == [False, False]
    edit(folder / "layouts" / "one.yaml", "guter: 4mm", "gutter: 4mm")
    mended = live.refresh()
    assert not mended.faults
    assert [page.changed for page in mended.pages] == [False, False]


def test_a_first_look_at_a_faulty_file_has_no_pages(tmp_path: Path) -> None:
    result = Live(tmp_path / "none.yaml", drawing).refresh()
    assert result.pages == ()
    assert [fault.diagnostic.code for fault in result.faults] == ["no-file"]
    assert tmp_path / "none.yaml" in result.watched


def test_a_fault_of_our_own_is_told_and_the_session_goes_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live = session(folder)
    good = live.refresh()
    with monkeypatch.context() as broken:
        broken.setattr("epaper.live.compose_file", lambda *_, **__: 1 / 0)
        (fault,) = live.refresh().faults
    assert fault.diagnostic.code == "own-fault"
    assert "ZeroDivisionError" in fault.diagnostic.message
    assert live.refresh().document == good.document


def test_it_says_what_to_watch(folder: Path) -> None:
    watched = session(folder).refresh().watched
    files = {path.relative_to(folder).as_posix() for path in watched if path.is_relative_to(folder)}
    assert files >= {"edition.yaml", "copy", "copy/flood.md", "copy/ferry.md", "layouts/one.yaml"}
    assert {path.name for path in watched} >= {"tabloid.yaml", "base.yaml", "fonts"}


def test_pages_know_where_their_boxes_lie_and_stand_in_the_yaml(folder: Path) -> None:
    page = session(folder).refresh().pages[0]
    (frame,) = page.grid.frames
    assert frame.box.name == "L"
    assert frame.box.where is not None and frame.box.where.line == 6
    assert page.fits[0].capacity > 0
    assert any(zone.startswith("L: ") for zone in page.zones)


def test_new_fonts_are_taken_up(folder: Path) -> None:
    live = session(folder)
    live.refresh()
    (folder / "fonts").mkdir()
    for at, family in enumerate(("SourceSerif4_400Regular", "SourceSerif4_700Bold")):
        target = folder / "fonts" / ("one.ttf" if at == 0 else "two.ttf")
        shutil.copy(ROOT / "fonts" / "source-serif-4" / f"{family}.ttf", target)
    edit(folder / "edition.yaml", "layouts: layouts", "layouts: layouts\nfonts: fonts")
    assert live.refresh().document == compose_file(folder / "edition.yaml").document


def test_layouts_and_stories_are_shown_by_themselves(folder: Path) -> None:
    for path, layout in ((folder / "layouts" / "one.yaml", ""), (folder / "copy" / "flood.md", "tabloid-front")):
        (page,) = Live(path, drawing, layout=layout).refresh().pages
        assert any("GlyphRun" in zone for zone in page.zones)
