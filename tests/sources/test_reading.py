"""What was read is given again as long as all that it was read from stands as it was, and no longer."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from epaper.memory import Memory
from epaper.sources.reading import looked_at, looking_at, read_once


class Library:
    """Reads a file and the names in a folder, and counts how often."""

    def __init__(self, folder: Path) -> None:
        self.file, self.folder, self.memory, self.count = folder / "a.txt", folder / "copy", Memory(), 0

    def read(self) -> str:
        def reader() -> str:
            self.count += 1
            looking_at(self.file)
            looking_at(self.folder)
            self.memory.recall("inside", lambda: "kept")
            names = sorted(path.name for path in self.folder.rglob("*"))
            return f"{self.file.read_text() if self.file.exists() else 'nothing'} {' '.join(names)}"

        return read_once("library", reader, self.memory)


def aged() -> None:
    """Let all files and folders have stood for a while."""
    time.sleep(0.05)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path)
    library.folder.mkdir()
    library.file.write_text("one")
    (library.folder / "x.md").write_text("x")
    aged()
    return library


def test_what_stands_is_read_once(library: Library) -> None:
    assert [library.read(), library.read()] == ["one x.md", "one x.md"]
    assert library.count == 1


def test_a_file_that_changed_or_went_is_read_again(library: Library) -> None:
    library.read()
    library.file.write_text("two")
    assert library.read() == "two x.md"
    library.file.unlink()
    assert library.read() == "nothing x.md"


def test_a_folder_counts_by_the_names_in_it(library: Library) -> None:
    library.read()
    (library.folder / "x.md").write_text("other words")
    library.read()
    assert library.count == 1
    (library.folder / "inner").mkdir()
    (library.folder / "inner" / "y.md").write_text("y")
    assert library.read() == "one inner x.md y.md"


def test_a_file_that_moves_inside_a_folder_is_seen(library: Library) -> None:
    (library.folder / "old").mkdir()
    (library.folder / "old" / "y.md").write_text("y")
    aged()
    library.read()
    (library.folder / "old" / "y.md").replace(library.folder / "y.md")
    library.read()
    assert library.count == 2


def test_what_was_written_just_now_is_not_relied_on(library: Library) -> None:
    library.file.write_text("two")
    library.read()
    library.read()
    assert library.count == 2


def test_all_that_was_looked_at_is_told_each_time(library: Library) -> None:
    for _ in range(2):
        with looked_at() as seen:
            library.read()
        assert seen == {library.file, library.folder}


def test_a_reading_that_fails_tells_what_it_looked_at(library: Library) -> None:
    def reader() -> str:
        looking_at(library.file)
        raise ValueError

    with looked_at() as seen:
        for _ in range(2):
            with pytest.raises(ValueError):
                read_once("faulty", reader, library.memory)
    assert seen == {library.file}


def test_what_the_reading_needed_is_not_forgotten_meanwhile(library: Library) -> None:
    library.read()
    for _ in range(3):
        library.memory.turn()
        library.read()
    assert library.count == 1
    assert library.memory.get("inside") == "kept"


def test_it_stays_from_build_to_build(library: Library, tmp_path: Path) -> None:
    library.read()
    library.memory.save(tmp_path / "memory")
    for _ in range(3):
        library.memory = Memory()
        library.memory.load(tmp_path / "memory")
        assert library.read() == "one x.md"
        library.memory.save(tmp_path / "memory")
    assert library.count == 1
    library.memory = Memory()
    library.memory.load(tmp_path / "memory")
    assert library.memory.get("inside") == "kept"


def test_what_was_read_anew_stays_from_then_on(library: Library, tmp_path: Path) -> None:
    for build in range(4):
        library.memory = Memory()
        library.memory.load(tmp_path / "memory")
        library.read()
        library.memory.save(tmp_path / "memory")
        if build == 0:
            library.file.touch()
            aged()
    assert library.count == 2


def test_what_links_lead_to_counts_too(library: Library, tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    (library.folder / "sport").symlink_to(tmp_path / "desk")
    (library.folder / "later.md").symlink_to(tmp_path / "later.md")
    (tmp_path / "desk" / "round").symlink_to(library.folder)
    for new in (tmp_path / "desk" / "two.md", tmp_path / "later.md"):
        aged()
        library.read()
        count = library.count
        library.read()
        assert library.count == count
        new.write_text("new")
        library.read()
        assert library.count == count + 1, new


def test_a_file_that_comes_with_an_old_time_while_reading_is_read_again(library: Library, tmp_path: Path) -> None:
    old = tmp_path / "old.txt"
    old.write_text("old")
    os.utime(old, ns=(10**18, 10**18))

    def reader() -> str:
        library.count += 1
        looking_at(library.file)
        text = library.file.read_text()
        if library.count == 1:
            old.replace(library.file)
        return text

    assert [read_once("moved", reader, library.memory) for _ in range(2)] == ["one", "old"]


def test_a_file_that_goes_while_reading_is_missed_the_next_time(library: Library) -> None:
    def reader() -> bool:
        library.count += 1
        looking_at(library.file)
        there = library.file.exists()
        library.file.unlink(missing_ok=True)
        return there

    assert [read_once("gone", reader, library.memory) for _ in range(2)] == [True, False]
