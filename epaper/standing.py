"""What is kept from one making-up to the next: open fonts, all that was measured with them, and a memory.

(Printers kept type standing that would be wanted again.) Everything is held with what it was made from, and is only
taken again for the very same; so a build with standing matter gives what a build from nothing gives.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from epaper.errors import Diagnostic
from epaper.fonts.book import FontBook
from epaper.memory import Memory
from epaper.model.edition import Edition
from epaper.model.layout import LayoutSpec
from epaper.model.story import Story
from epaper.processes import Crew
from epaper.sources.reading import read_once
from epaper.typeset.typesetter import Typesetter
from epaper.value import State, field, replace

_FontFiles = tuple[tuple[str, int, int], ...]


class Standing(State):
    """The matter of one session, and who helps with it. Fonts are opened again when one of their files changes."""

    memory: Memory = field(default_factory=Memory)
    crew: Crew | None = None
    _fonts: tuple[_FontFiles, FontBook] | None = None
    _typesetters: dict[str, Typesetter] = field(default_factory=dict)
    _stories: dict[str, Story] = field(default_factory=dict)

    def layout(self, name: str, folders: Sequence[str] = ()) -> LayoutSpec:
        """The layout of that name, from the folders or the shipped ones, or in that file: the very same as long as its
        files are. Raises InputError with all faults in them."""
        return read_once(repr(("layout", name, folders)), lambda: _read_layout(name, folders), self.memory)

    def edition_of(self, path: Path) -> tuple[Edition, tuple[Diagnostic, ...]]:
        """The edition of that file, with what there is to say: the very same as long as its files are. Raises
        InputError with all faults in them."""

        def read() -> tuple[Edition, tuple[Diagnostic, ...]]:
            from epaper.sources.editions import load_edition  # noqa: PLC0415  (as layouts: it may stand)

            return load_edition(path, self.memory)

        return read_once(repr(("edition", str(path))), read, self.memory)

    def settled(self, read: Edition) -> Edition:
        """The edition as it was read, with the very stories of the one before where they are the same: what was found
        of these is known by their identity."""
        known = self._stories
        stories = tuple(known[each.slug] if known.get(each.slug) == each else each for each in read.stories)
        self._stories = {each.slug: each for each in stories}
        return replace(read, stories=stories)

    def book(self, folders: Sequence[str]) -> FontBook:
        """The fonts of the folders."""
        files = _font_files(folders)
        if self._fonts is None or self._fonts[0] != files:
            self._fonts = (files, FontBook(folders))
            self._typesetters.clear()
        return self._fonts[1]

    def typesetter(self, book: FontBook, language: str) -> Typesetter:
        """The typesetter for a language, with all that it has measured."""
        if language not in self._typesetters or self._typesetters[language].book is not book:
            self._typesetters[language] = Typesetter(book, language, self.memory)
        return self._typesetters[language]


@contextmanager
def remembered(path: Path, *, fresh: bool = False) -> Iterator[Standing]:
    """Standing matter for what is made of the file at `path`, with what the last such build left in the user's cache.

    What was wanted this time is kept when the block ends well. With `fresh` nothing is taken from the cache.
    """
    standing = Standing()
    kept = _cache_dir() / f"{hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:32]}.memory"
    if not fresh:
        standing.memory.load(kept)
    yield standing
    standing.memory.save(kept)


def _read_layout(name: str, folders: Sequence[str]) -> LayoutSpec:
    from epaper.sources.layouts import load_layout  # noqa: PLC0415  (a tenth of a second; most layouts stand)

    return load_layout(name, dirs=[Path(each) for each in folders])


def _cache_dir() -> Path:
    """Where a user's programs keep what they could make again (XDG Base Directory Specification)."""
    own, users = os.environ.get("EPAPER_CACHE"), os.environ.get("XDG_CACHE_HOME")
    return Path(own) if own else (Path(users) if users else Path.home() / ".cache") / "epaper"


def _font_files(folders: Sequence[str]) -> _FontFiles:
    """Every file under the folders in the state that it is in."""
    found = [path for folder in folders for path in sorted(Path(folder).rglob("*")) if path.is_file()]
    return tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in found)
