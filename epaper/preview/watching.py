"""Files and folders → a tick whenever something stirs where they stand, and their states to compare.

The system tells of changes (inotify and its like, by watchfiles); where it does not, as on some network drives, a look
at the files themselves every half second does.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from epaper.sources.reading import FileState, state_of

States = Mapping[str, FileState | None]

_STEP, _LONGEST, _LOOK_EVERY = 4, 40, 500
"""Milliseconds that files must stand still; for which they may go on changing; between two looks without a sign."""
_BEGUN = 0.03
"""Seconds for which an empty file is taken for one whose writing has begun."""


def stirs(folders: Iterable[str], stop: threading.Event) -> Iterator[None]:
    """Something may have changed in the folders; their own folders are not looked into. Ends when told to stop."""
    from watchfiles import watch  # noqa: PLC0415  (slow to load, and the first page should not wait for it)

    signs = watch(
        *folders,
        watch_filter=None,
        debounce=_LONGEST,
        step=_STEP,
        stop_event=stop,
        rust_timeout=_LOOK_EVERY,
        yield_on_timeout=True,
        raise_interrupt=False,
        recursive=False,
        ignore_permission_denied=True,
    )
    for _ in signs:
        yield None


def states(watched: Iterable[Path]) -> dict[str, FileState | None]:
    """The state of each file, and of every file inside each folder; None for what is not there."""
    found: dict[str, FileState | None] = {}
    for path in sorted(watched):
        found[str(path)] = _state(str(path))
        for folder, _, names in os.walk(path):
            for name in names:
                file = os.path.join(folder, name)  # noqa: PTH118  (twenty times faster than a Path)
                found[file] = _state(file)
    return found


def settled(watched: Iterable[Path], stop: threading.Event) -> dict[str, FileState | None]:
    """The states, a moment later where a file is empty: many editors empty a file before they write it."""
    watched = [*watched]
    now = states(watched)
    if any(state is not None and state[2] == 0 for state in now.values()):
        stop.wait(_BEGUN)
        return states(watched)
    return now


def folders_of(watched: Iterable[Path]) -> frozenset[str]:
    """Where to listen: the folders that hold the files, and watched folders with all inside them."""
    found: set[str] = set()
    for path in watched:
        found.update(folder for folder, _, _ in os.walk(path))
        found.add(str(next(each for each in path.parents if each.is_dir())))
    return frozenset(found)


def _state(path: str) -> FileState | None:
    try:
        return state_of(path)
    except OSError:
        return None
