"""Which files and folders were looked at while something was read, for those who wait for them to change."""

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
_Found: TypeAlias = tuple[tuple[str, FileState], ...] | None

_heard: ContextVar[set[Path] | None] = ContextVar("files looked at", default=None)


@contextmanager
def looked_at() -> Iterator[set[Path]]:
    """Gather every file and folder that is looked at inside the block, there or not."""
    files: set[Path] = set()
    token = _heard.set(files)
    try:
        yield files
    finally:
        _heard.reset(token)


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
    """What was read, and every file and folder that was looked at for it, in the state that it was in."""

    value: Any
    files: tuple[tuple[str, _Found], ...]


def read_once(name: str, reader: Callable[[], _T], memory: Memory) -> _T:
    """What `reader` gives, from its files as they are now: what `memory` has of that name as long as every file and
    folder that was looked at stands as it was. What it raises is raised, and not kept."""
    key = digest("reading", name, str(Path.cwd()))
    kept: _Reading | None = memory.get(key)
    if kept is not None and all(_found(Path(path)) == found for path, found in kept.files):
        for path, _ in kept.files:
            looking_at(Path(path))
        known: _T = kept.value
        return known
    with looked_at() as seen:
        before = time.time_ns()
        made = reader()
    for each in seen:
        looking_at(each)
    files = tuple((str(path), _found(path)) for path in sorted(seen))
    if all(_older(found, before) for _, found in files):
        memory.put(key, _Reading(made, files))
    return made


def _found(path: Path) -> _Found:
    """The state of a file; of a folder, that of all that it holds; None for what is not there."""
    try:
        states = [(str(path), state_of(path))]
        for folder, folders, names in os.walk(path):
            states += [(each, state_of(each)) for name in (*folders, *names) if (each := os.path.join(folder, name))]  # noqa: PTH118
    except OSError:
        return None
    return tuple(states)


def _older(found: _Found, moment: int) -> bool:
    """Whether what was found was not written while it was being read."""
    return all(state[0] < moment for _, state in found or ())
