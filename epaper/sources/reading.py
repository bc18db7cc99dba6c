"""Which files and folders were looked at while something was read: for those who wait for them to change, and to read
nothing again while they stand.

What is kept so goes by name, unlike all else in a memory: each time the files are looked at again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from epaper.memory import Memory, digest
from epaper.value import Value

FileState: TypeAlias = tuple[int, int, int, int]
"""What tells one state of a file from another without reading it."""

_T = TypeVar("_T")
_Found: TypeAlias = FileState | tuple[str, ...] | None
"""The state of a file; of a folder, the paths of all that it holds, each of which is looked at by itself if it is read;
None for what is not there."""
_GRAIN = 20_000_000
"""Nanoseconds by which a file system's clock may lag behind ours."""

_heard: ContextVar[set[Path] | None] = ContextVar("files looked at", default=None)


@contextmanager
def looked_at() -> Iterator[set[Path]]:
    """Gather every file and folder that is looked at inside the block, there or not; so does a block around it."""
    files: set[Path] = set()
    around = _heard.get()
    token = _heard.set(files)
    try:
        yield files
    finally:
        _heard.reset(token)
        if around is not None:
            around |= files


def looking_at(path: Path) -> None:
    """Say that what is read depends on a file, or on what a folder holds."""
    files = _heard.get()
    if files is not None:
        files.add(path.absolute())


def state_of(path: Path | str) -> FileState:
    """The state that a file is in. Raises OSError when it is not there."""
    stat = os.stat(path)  # noqa: PTH116  (asked of hundreds of files at every change)
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino


class _Reading(Value):
    """What was read, every file and folder that was looked at for it, as it was found, and what a memory was asked for
    on the way."""

    value: Any
    files: tuple[tuple[str, _Found], ...]
    asked: tuple[str, ...]


def read_once(name: str, reader: Callable[[], _T], memory: Memory) -> _T:
    """What `reader` gives, from its files as they are now: what `memory` has of that name as long as every file and
    folder that was looked at stands as it was. What it raises is raised, and not kept."""
    key = digest("reading", name, str(Path.cwd()))
    kept: _Reading | None = memory.get(key)
    if kept is not None and all(_found(path) == found for path, found in kept.files):
        for path, _ in kept.files:
            looking_at(Path(path))
        memory.stay(kept.asked)
        known: _T = kept.value
        return known
    with looked_at() as seen, memory.noting() as asked:
        before = time.time_ns() - _GRAIN
        made = reader()
    files = tuple((str(path), _found(str(path))) for path in sorted(seen))
    if all(_older(path, before) for path, _ in files):
        memory.put(key, _Reading(made, files, tuple(sorted(asked))))
    return made


def _found(path: str) -> _Found:
    try:
        state = state_of(path)
        if not os.path.isdir(path):  # noqa: PTH112  (asked of hundreds of files, as below)
            return state
        return tuple(sorted(name for folder in _folders(path) for name in (folder, *_names(folder))))
    except OSError:
        return None


def _folders(path: str) -> Iterator[str]:
    """A folder and those inside it, linked ones too, each once."""
    waiting, met = [path], {os.path.realpath(path)}
    while waiting:
        folder = waiting.pop()
        yield folder
        for entry in os.scandir(folder):
            if entry.is_dir() and (real := os.path.realpath(entry.path)) not in met:
                met.add(real)
                waiting.append(entry.path)


def _names(folder: str) -> Iterator[str]:
    """What a folder holds, by path; a link that leads nowhere is told from one that does."""
    for entry in os.scandir(folder):
        lost = entry.is_symlink() and not os.path.exists(entry.path)  # noqa: PTH110
        yield f"{entry.path} (lost)" if lost else entry.path


def _older(path: str, moment: int) -> bool:
    """Whether a file, what a folder holds, or where a file is not, was not changed after a moment. (A file may bring an
    old time with it from where it was: when it came is the time of its node.)"""
    there = path
    while not os.path.lexists(there):
        there = os.path.dirname(there)  # noqa: PTH120
    try:
        folders = _folders(there) if there == path and os.path.isdir(path) else ()  # noqa: PTH112
        return all(max(state_of(each)[:2]) < moment for each in (there, *folders))
    except OSError:
        return False
