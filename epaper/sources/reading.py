"""Which files and folders were looked at while something was read, for those who wait for them to change."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TypeAlias, TypeVar

from epaper.value import State, field

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


class Readings(State):
    """What was read, by name, given again as long as every file and folder that was looked at stands as it was."""

    _kept: dict[str, tuple[object, dict[Path, _Found]]] = field(default_factory=dict)

    def read(self, name: str, reader: Callable[[], _T]) -> _T:
        """What `reader` gives, from its files as they are now. What it raises is raised, and not kept."""
        if name in self._kept:
            value, files = self._kept[name]
            if all(_found(path) == found for path, found in files.items()):
                for path in files:
                    looking_at(path)
                known: _T = value  # type: ignore[assignment]
                return known
        with looked_at() as seen:
            before = time.time_ns()
            made = reader()
        for path in seen:
            looking_at(path)
        found = {path: _found(path) for path in seen}
        if all(_older(each, before) for each in found.values()):
            self._kept[name] = (made, found)
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
