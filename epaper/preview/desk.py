"""A live session and the files that it depends on → states and patches, for as many browsers as look.

One thread waits for files and makes the pages again; browsers listen from theirs.
"""

from __future__ import annotations

import hashlib
import queue
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from epaper.display.items import GlyphRun, PlacedImage
from epaper.display.page import Zone
from epaper.fonts.face import open_face
from epaper.live import Live, LivePage, LiveResult
from epaper.model.edition import CopyLength
from epaper.model.style import FaceRef
from epaper.preview.drawing import Drawing, drawing_of, pack
from epaper.preview.state import told, told_page, zone_names
from epaper.preview.watching import folders_of, settled, states, stirs
from epaper.processes import Crew, tidied_when_idle
from epaper.sources.reading import FileState, state_of
from epaper.value import State, field, replace
from epaper.write.screen.pictures import browser_picture
from epaper.write.screen.webfont import face_key, webfont

_WIDEST = 2400

Shown: TypeAlias = LivePage[Drawing]


class Listener(State):
    """A browser window: the pages that it shows, and the patches that it has not read."""

    pages: frozenset[int] = frozenset()
    heard: queue.SimpleQueue[str] = field(default_factory=queue.SimpleQueue)


class Desk:
    """What one `epaper preview` shows. `refresh` is called by one thread at a time; all else by any. States and patches
    are JSON."""

    def __init__(self, path: Path, layout: str = "", copy: CopyLength = "fit") -> None:
        self.path = path
        self._live: Live[Drawing] = Live(path, self._drawn, layout, copy)
        self._result: LiveResult[Drawing] = LiveResult()
        self._version = 0
        self._told: dict[int, tuple[Shown, str]] = {}
        self._seen: dict[str, FileState | None] = {}
        self._pictures: dict[str, Path] = {}
        self._faces: dict[str, FaceRef] = {}
        self._listeners: dict[str, Listener] = {}
        self._said = ""
        self._lock = threading.Lock()

    def refresh(self, seen: Mapping[str, FileState | None] | None = None) -> None:
        """Make the pages as the files are now, in the states `seen`, and tell all listeners what is new."""
        seen = states(self._watched()) if seen is None else seen
        with self._lock:
            looked_at = frozenset().union(*(each.pages for each in self._listeners.values()))
        version = self._version
        result = self._live.refresh(looked_at or frozenset({1}), self._early)
        self._tell(result, again=self._version > version)
        self._seen = {path: seen.get(path, state) for path, state in states(self._watched()).items()}

    def _early(self, page: Shown) -> None:
        """Tell of one page while the others are still made; of the first one of all while there is nothing else."""
        known = self._result.pages or (page,)
        pages = tuple(page if each.page.number == page.page.number else each for each in known)
        if page in pages:
            self._tell(replace(self._result, pages=pages, faults=()))

    def _tell(self, result: LiveResult[Drawing], *, again: bool = False) -> None:
        """Tell all who listen what is new. What is told `again` need not be, where there is nothing new."""
        with self._lock:
            before, self._result = self._result, result
            known, said = self._told, self._said
            self._told = {page.page.number: self._page(page) for page in result.pages}
            self._said = pack(told(result))
            if again and self._said == said and _texts(self._told) == _texts(known):
                return
            self._version += 1
            for listener in self._listeners.values():
                listener.heard.put(self._patch(known, before, listener.pages))

    def state(self) -> str:
        """All but the drawings."""
        with self._lock:
            return self._state(_texts(self._told), {})

    def stamps(self) -> tuple[tuple[str, float], ...]:
        """The stages of the last refresh and when each began, by the clock."""
        return self._result.stamps

    def drawings(self, number: int) -> str | None:
        """The zones of a page by name; None when there is no such page."""
        with self._lock:
            page = next((page for page in self._result.pages if page.page.number == number), None)
        return _packed_drawings(_drawings([page])) if page is not None else None

    def picture(self, name: str) -> tuple[str, bytes] | None:
        """A picture's media type and data; None when no page has it. Raises OutputError when it cannot be read."""
        path = self._pictures.get(name)
        return _picture(path, name) if path is not None else None

    def font(self, name: str) -> bytes | None:
        """The font file of a face; None when no page has it."""
        ref = self._faces.get(name)
        return webfont(open_face(ref)) if ref is not None else None

    @contextmanager
    def listening(self, window: str = "", pages: Sequence[int] = ()) -> Iterator[queue.SimpleQueue[str]]:
        """Patches as they come, while the block lasts. `window` names who listens, `pages` are what it looks at."""
        listener = Listener(frozenset(pages))
        with self._lock:
            self._listeners[window] = listener
        try:
            yield listener.heard
        finally:
            with self._lock:
                if self._listeners.get(window) is listener:
                    del self._listeners[window]

    def looks_at(self, window: str, pages: Sequence[int]) -> None:
        """A window shows other pages now."""
        with self._lock:
            if window in self._listeners:
                self._listeners[window].pages = frozenset(pages)

    def watch(self, stop: threading.Event) -> None:
        """Refresh whenever a file that counts has changed, until told to stop."""
        crew = Crew()
        self._live.take_on(crew)
        try:
            with tidied_when_idle() as tidy:
                self._follow(stop, tidy)
        finally:
            crew.end()

    def _follow(self, stop: threading.Event, tidy: Callable[[], None]) -> None:
        while not stop.is_set():
            folders = folders_of(self._watched())
            for _ in stirs(folders, stop):
                if (now := settled(self._watched(), stop)) != self._seen:
                    self.refresh(now)
                else:
                    tidy()
                if folders_of(self._watched()) != folders:
                    break

    def _watched(self) -> frozenset[Path]:
        return self._result.watched or frozenset({self.path.absolute()})

    def _page(self, page: Shown) -> tuple[Shown, str]:
        """What is told of a page: what was told before, if it is the same."""
        known = self._told.get(page.page.number)
        if known is not None and _same(known[0], page):
            return known
        return page, pack(told_page(page))

    def _patch(
        self, known: dict[int, tuple[Shown, str]], before: LiveResult[Drawing], looked_at: frozenset[int]
    ) -> str:
        """What differs from the state before. A page that stands is told by its number; drawings are those of the pages
        that are looked at."""
        pages = [str(number) if known.get(number) is told else told[1] for number, told in self._told.items()]
        had = _drawings(before.pages)
        shown = [page for page in self._result.pages if page.page.number in looked_at]
        return self._state(pages, {name: each for name, each in _drawings(shown).items() if name not in had})

    def _state(self, pages: Sequence[str], drawings: dict[str, str]) -> str:
        facts = f'{{"version":{self._version},{pack(told(self._result))[1:-1]}'
        return f'{facts},"pages":[{",".join(pages)}],"drawings":{_packed_drawings(drawings)}}}'

    def _drawn(self, zone: Zone) -> Drawing:
        for item in zone.items:
            if isinstance(item, GlyphRun):
                self._faces[face_key(item.face)] = item.face
        return drawing_of(zone, self._address)

    def _address(self, image: PlacedImage) -> str:
        """A picture's address, another one whenever its file has changed."""
        path = Path(image.path)
        try:
            state: FileState | None = state_of(path)
        except OSError:
            state = None
        name = hashlib.sha1(f"{path}{state}".encode(), usedforsecurity=False).hexdigest()[:20]
        self._pictures[name] = path
        return f"/picture/{name}"


def _texts(pages: Mapping[int, tuple[Shown, str]]) -> list[str]:
    return [text for _, text in pages.values()]


def _same(one: Shown, other: Shown) -> bool:
    """Whether there is the same to tell of two states of a page."""
    return one.page is other.page and one.layout == other.layout and one.zones == other.zones and one.fits == other.fits


def _drawings(pages: Sequence[Shown]) -> dict[str, str]:
    return {name: each.packed for page in pages for name, each in zip(zone_names(page), page.zones, strict=True)}


def _packed_drawings(drawings: dict[str, str]) -> str:
    return "{" + ",".join(f'"{name}":{packed}' for name, packed in drawings.items()) + "}"


@lru_cache(maxsize=64)
def _picture(path: Path, name: str) -> tuple[str, bytes]:
    """`name` tells one state of the file from another."""
    return browser_picture(path, _WIDEST)
