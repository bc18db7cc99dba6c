"""Which files and folders were looked at while something was read, for those who wait for them to change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TypeAlias

State: TypeAlias = tuple[int, int, int, int]
"""What tells one state of a file from another without reading it."""

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


def state_of(path: Path) -> State:
    """The state that a file is in. Raises OSError when it is not there."""
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino
