"""A live session and the files that it depends on → states and patches, for as many browsers as look.

One thread waits for files and makes the pages again; browsers listen from theirs.
"""

from __future__ import annotations

import hashlib
import queue
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from epaper.display.items import PlacedImage
from epaper.dummy import CopyLength
from epaper.live import Live, LiveResult
from epaper.preview.state import Json, told, zone_keys
from epaper.sources.reading import State, state_of
from epaper.write.svg.pictures import browser_picture

_TICK, _SETTLED, _FOLDERS_EVERY = 0.015, 0.008, 20
"""Seconds between two looks at the files; how long they must stand still; after how many looks folders are searched."""
_WIDEST = 2400


@dataclass(slots=True)
class Desk:
    """What one `epaper preview` shows. `refresh` is called by one thread at a time; all else by any."""

    path: Path
    layout: str = ""
    copy: CopyLength = "fit"
    _live: Live = field(init=False)
    _result: LiveResult = field(default_factory=LiveResult)
    _version: int = 0
    _seen: dict[Path, State | None] = field(default_factory=dict)
    _pictures: dict[str, Path] = field(default_factory=dict)
    _listeners: list[queue.SimpleQueue[Json]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._live = Live(self.path, self._address, self.layout, self.copy)

    def refresh(self) -> None:
        """Make the pages as the files are now, and tell all listeners what is new."""
        before, seen = _drawings(self._result), _states(self._files())
        result = self._live.refresh()
        fresh = {key: svg for key, svg in _drawings(result).items() if key not in before}
        with self._lock:
            self._result, self._version = result, self._version + 1
            self._seen = {path: seen.get(path, state) for path, state in _states(self._files()).items()}
            patch = {**told(result, self._version), "drawings": fresh}
            for listener in self._listeners:
                listener.put(patch)

    def state(self) -> Json:
        """All but the drawings."""
        with self._lock:
            return told(self._result, self._version)

    def drawings(self, number: int) -> dict[str, str] | None:
        """The zones of a page as SVG, by name; None when there is no such page."""
        with self._lock:
            pages = [page for page in self._result.pages if page.page.number == number]
        return dict(zip(zone_keys(pages[0]), pages[0].zones, strict=True)) if pages else None

    def picture(self, name: str) -> tuple[str, bytes] | None:
        """A picture's media type and data; None when no page has it. Raises OutputError when it cannot be read."""
        path = self._pictures.get(name)
        return _picture(path, name) if path is not None else None

    @contextmanager
    def listening(self) -> Iterator[queue.SimpleQueue[Json]]:
        """Patches as they come, while the block lasts."""
        heard: queue.SimpleQueue[Json] = queue.SimpleQueue()
        with self._lock:
            self._listeners.append(heard)
        try:
            yield heard
        finally:
            with self._lock:
                self._listeners.remove(heard)

    def watch(self, stop: threading.Event) -> None:
        """Refresh whenever a file that counts has changed, until told to stop."""
        files, tick = self._files(), 0
        while not stop.wait(_TICK):
            tick += 1
            if tick % _FOLDERS_EVERY == 0:
                files = self._files()
            now = _states(files)
            if now != self._seen:
                while now != (later := _states_later(files)):
                    now = later
                self.refresh()
                files = self._files()

    def _files(self) -> list[Path]:
        """The files to wait for, those in folders among them."""
        watched = sorted(self._result.watched or {self.path.absolute()})
        inside = [path for folder in watched if folder.is_dir() for path in folder.rglob("*") if path.is_file()]
        return [*(path for path in watched if not path.is_dir()), *sorted(inside)]

    def _address(self, image: PlacedImage) -> str:
        """A picture's address, another one whenever its file has changed."""
        path = Path(image.path)
        name = hashlib.sha1(f"{path}{_state(path)}".encode(), usedforsecurity=False).hexdigest()[:20]
        self._pictures[name] = path
        return f"/picture/{name}"


def _states(files: Iterable[Path]) -> dict[Path, State | None]:
    return {path: _state(path) for path in files}


def _states_later(files: Iterable[Path]) -> dict[Path, State | None]:
    """The states a moment later: an editor may write a file in two strokes."""
    time.sleep(_SETTLED)
    return _states(files)


def _state(path: Path) -> State | None:
    try:
        return state_of(path)
    except OSError:
        return None


def _drawings(result: LiveResult) -> dict[str, str]:
    return {key: svg for page in result.pages for key, svg in zip(zone_keys(page), page.zones, strict=True)}


@lru_cache(maxsize=64)
def _picture(path: Path, name: str) -> tuple[str, bytes]:
    """`name` tells one state of the file from another."""
    return browser_picture(path, _WIDEST)
