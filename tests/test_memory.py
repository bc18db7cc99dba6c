"""What is remembered: the same input gives the same value again; a file of it is taken only if whole and ours."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from epaper.geometry import Rect
from epaper.memory import Digests, Memory, digest
from epaper.pipeline import build, compose_file
from epaper.standing import Standing, remembered


class Counted:
    """Makes a value and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Rect:
        self.times += 1
        return Rect(1, 2, 3, 4)


def test_a_value_is_made_once() -> None:
    memory, make = Memory(), Counted()
    assert [memory.recall("a", make) for _ in range(2)] == [Rect(1, 2, 3, 4)] * 2
    assert make.times == 1


def test_what_is_not_asked_for_between_two_turns_is_forgotten() -> None:
    memory, make = Memory(), Counted()
    memory.recall("a", make)
    memory.turn()
    assert memory.has("a")
    memory.turn()
    memory.turn()
    assert not memory.has("a")


def test_a_file_keeps_what_was_asked_for_and_for_some_builds_what_was_not(tmp_path: Path) -> None:
    memory = Memory()
    for key in ("a", "b"):
        memory.recall(key, Counted())
    memory.save(tmp_path / "deep" / "memory")
    kept = []
    for _ in range(6):
        later, make = Memory(), Counted()
        later.load(tmp_path / "deep" / "memory")
        kept.append("b" in later._packed)
        assert later.recall("a", make) == Rect(1, 2, 3, 4)
        assert make.times == 0
        later.save(tmp_path / "deep" / "memory")
    assert kept == [True] * 4 + [False] * 2
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["memory"]


@pytest.mark.parametrize("damage", ["cut", "flipped", "emptied", "nothing", "folder"])
def test_a_damaged_file_is_as_good_as_none(damage: str, tmp_path: Path) -> None:
    path = tmp_path / "memory"
    memory = Memory()
    memory.recall("a", Counted())
    memory.save(path)
    data = path.read_bytes()
    match damage:
        case "cut":
            path.write_bytes(data[:-1])
        case "flipped":
            path.write_bytes(data[:-5] + bytes([data[-5] ^ 1]) + data[-4:])
        case "emptied":
            path.write_bytes(b"")
        case "nothing":
            path.unlink()
        case "folder":
            path.unlink()
            path.mkdir()
    later = Memory()
    later.load(path)
    assert not later.has("a")


def test_a_file_cannot_run_code(tmp_path: Path) -> None:
    memory = Memory()
    memory.put("a", Evil())
    memory.save(tmp_path / "memory")
    later, make = Memory(), Counted()
    later.load(tmp_path / "memory")
    assert later.recall("a", make) == Rect(1, 2, 3, 4)
    assert not (Path.cwd() / "evil").exists()


class Evil:
    """Would make a folder when it is unpacked."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return Path.mkdir, (Path("evil"),)


def test_a_place_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    memory = Memory()
    memory.recall("a", Counted())
    memory.save(tmp_path / "file" / "memory")


def test_digests_tell_values_apart_and_equal_ones_together() -> None:
    digests = Digests()
    assert digests.of(Rect(1, 2, 3, 4)) == digests.of(Rect(1, 2, 3, 4)) == digest(Rect(1, 2, 3, 4))
    assert len({digest("a"), digest("a", "b"), digest("ab"), digest(b"a"), digest(1), digest("1")}) == 6


def test_our_own_values_come_back_as_they_were(tmp_path: Path) -> None:
    value = {"frames": (Rect(1, 2, 3, 4), None, 1.5, "é"), "bytes": b"\0"}
    memory = Memory()
    memory.put("a", value)
    memory.save(tmp_path / "memory")
    later = Memory()
    later.load(tmp_path / "memory")
    assert later.recall("a", dict) == pickle.loads(pickle.dumps(value)) == value


@pytest.mark.parametrize("change", ["none", "a word", "a story gone", "damage"])
def test_a_build_that_remembers_writes_what_a_build_from_nothing_writes(tmp_path: Path, change: str) -> None:
    for name in ("tale", "song"):
        body = "The quick brown fox jumps over the lazy dog and runs home.\n\n" * 30
        (tmp_path / f"{name}.md").write_text(f"---\nheadline: A {name} of a fox\n---\n{body}", encoding="utf-8")
    paper = tmp_path / "paper.yaml"
    paper.write_text(
        "title: The Test\ndate: 2026-03-17\nstories: [tale.md, song.md]\n"
        "pages: [{layout: a4-article}, {layout: a4-article}]\n",
        "utf-8",
    )
    with remembered(paper) as standing:
        build(paper, tmp_path / "before", standing=standing)
    kept = next(Path(os.environ["EPAPER_CACHE"]).glob("*.memory"))
    if change == "a word":
        tale = tmp_path / "tale.md"
        tale.write_text(tale.read_text(encoding="utf-8").replace("lazy", "sleepy", 1), encoding="utf-8")
    elif change == "a story gone":
        paper.write_text(paper.read_text(encoding="utf-8").replace(", song.md", ""), encoding="utf-8")
    elif change == "damage":
        kept.write_bytes(kept.read_bytes()[:-40])
    with remembered(paper) as standing:
        remembering = build(paper, tmp_path / "again", standing=standing)
    anew = build(paper, tmp_path / "anew")
    assert [file.name for file in remembering.files] == [file.name for file in anew.files]
    for one, other in zip(remembering.files, anew.files, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_whatever_an_edition_remembers_is_there_again(tmp_path: Path) -> None:
    """A value that a later process may not make would be made anew each time, and nobody would notice."""
    standing = Standing()
    compose_file(Path(__file__).parents[1] / "samples" / "daily" / "edition.yaml", standing=standing)
    standing.memory.save(tmp_path / "memory")
    later = Memory()
    later.load(tmp_path / "memory")
    keys = [*standing.memory._fresh]
    assert len(keys) > 500
    assert [key for key in keys if not later.has(key)] == []
