"""A file is replaced whole, or what stood there stands."""

import errno
from pathlib import Path

import pytest

from epaper.errors import OutputError
from epaper.write.atomic import replacing


def write(path: Path, content: str, fault: BaseException | None = None) -> None:
    with replacing(path) as aside:
        aside.write_text(content)
        if fault is not None:
            raise fault


def test_the_new_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_text("yesterday")
    write(paper, "today")
    assert paper.read_text() == "today"
    assert list(tmp_path.iterdir()) == [paper]


def test_it_is_written_in_the_same_folder_so_that_moving_it_cannot_fail_half_way(tmp_path: Path) -> None:
    with replacing(tmp_path / "paper.pdf") as aside:
        aside.write_text("today")
        assert aside.parent == tmp_path
        assert not (tmp_path / "paper.pdf").exists()


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), ValueError("a fault of ours")])
def test_a_block_that_fails_leaves_yesterdays_file_and_nothing_else(tmp_path: Path, fault: BaseException) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_text("yesterday")
    with pytest.raises(type(fault)):
        write(paper, "half of to", fault)
    assert paper.read_text() == "yesterday"
    assert list(tmp_path.iterdir()) == [paper]


def test_a_full_disk_is_said_in_a_sentence(tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    with pytest.raises(OutputError) as caught:
        write(paper, "half of to", OSError(errno.ENOSPC, "No space left on device"))
    assert str(caught.value) == f"cannot write {paper}: No space left on device"
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_said_in_a_sentence(tmp_path: Path) -> None:
    paper = tmp_path / "nowhere" / "paper.pdf"
    with pytest.raises(OutputError) as caught:
        write(paper, "today")
    assert str(caught.value) == f"cannot write {paper}: No such file or directory"


def test_a_block_that_writes_nothing_is_an_error_too(tmp_path: Path) -> None:
    with pytest.raises(OutputError), replacing(tmp_path / "paper.pdf"):
        pass
