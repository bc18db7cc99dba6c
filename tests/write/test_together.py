"""A set of files takes its place whole, or the earlier set stands; nobody else's files are touched."""

import errno
import os
import time
from pathlib import Path

import pytest

from epaper.errors import OutputError
from epaper.write.together import replacing_together


def write(folder: Path, files: dict[str, str], name: str = "daily", fault: BaseException | None = None) -> None:
    with replacing_together(folder, name) as aside:
        for file, content in files.items():
            (aside / file).parent.mkdir(parents=True, exist_ok=True)
            (aside / file).write_text(content)
        if fault is not None:
            raise fault


def seen(folder: Path) -> dict[str, str]:
    """What people see in a folder."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


YESTERDAY = {"daily.pdf": "yesterday", "pages/page-001.png": "yesterday 1", "pages/page-002.png": "yesterday 2"}
TODAY = {"daily.pdf": "today", "pages/page-001.png": "today 1"}


def test_the_new_set_takes_the_place_of_the_old_and_leaves_no_file_of_it(tmp_path: Path) -> None:
    write(tmp_path, YESTERDAY)
    write(tmp_path, TODAY)
    assert seen(tmp_path) == TODAY


def test_files_are_not_seen_before_all_of_them_are_there(tmp_path: Path) -> None:
    write(tmp_path, YESTERDAY)
    with replacing_together(tmp_path, "daily") as aside:
        (aside / "daily.pdf").write_text("today")
        assert (tmp_path / "daily.pdf").read_text() == "yesterday"


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), ValueError("a fault of ours")])
def test_a_block_that_fails_leaves_yesterdays_set(tmp_path: Path, fault: BaseException) -> None:
    write(tmp_path, YESTERDAY)
    with pytest.raises(type(fault)):
        write(tmp_path, TODAY, fault=fault)
    assert seen(tmp_path) == YESTERDAY
    assert not list(tmp_path.glob(".epaper-aside-*"))


def test_a_full_disk_is_said_and_leaves_yesterdays_set(tmp_path: Path) -> None:
    write(tmp_path, YESTERDAY)
    with pytest.raises(OutputError, match=f"cannot write to {tmp_path}: No space left on device"):
        write(tmp_path, TODAY, fault=OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    assert seen(tmp_path) == YESTERDAY


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match=r"cannot write to .*/file/out: Not a directory"):
        write(tmp_path / "file" / "out", TODAY)


def test_what_is_interrupted_while_it_moves_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, YESTERDAY)
    replace, moved = Path.replace, []

    def killed_at_the_second(source: Path, target: Path) -> Path:
        moved.append(target)
        if len(moved) == 2:
            raise KeyboardInterrupt
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", killed_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path, TODAY)
    monkeypatch.undo()
    with pytest.raises(ValueError), replacing_together(tmp_path, "other"):
        raise ValueError
    assert seen(tmp_path) == TODAY
    assert not list(tmp_path.glob(".epaper-ready-*"))


def test_an_edition_of_another_name_and_the_users_own_files_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    write(tmp_path, {"weekly.pdf": "weekly"}, name="weekly")
    write(tmp_path, YESTERDAY)
    write(tmp_path, TODAY)
    assert seen(tmp_path) == {**TODAY, "weekly.pdf": "weekly", "notes.txt": "mine"}


def test_what_a_killed_build_left_is_dropped_after_an_hour(tmp_path: Path) -> None:
    old, young = tmp_path / ".epaper-aside-old", tmp_path / ".epaper-aside-young"
    for folder in (old, young):
        folder.mkdir()
        (folder / "half.pdf").write_text("half")
    long_ago = time.time() - 2 * 3600
    os.utime(old, (long_ago, long_ago))
    write(tmp_path, TODAY)
    assert not old.exists()
    assert young.exists()
