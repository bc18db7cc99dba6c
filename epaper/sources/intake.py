"""What a copy format reads and gives back: `CopyFile` in → `Intake` out.

A format is one module with one function, `read(copy: CopyFile) -> Intake`, and one line in `copy.FORMATS`.
It gives the text as it found it; typography is mended afterwards, for all formats alike.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from pathlib import Path
from typing import Protocol

from epaper.errors import Diagnostic, Where
from epaper.model.story import RailItem, Story
from epaper.value import Value


class CopyFile(Value):
    """One file of copy, decoded. `language` is the edition's, for files that do not name their own."""

    path: Path
    text: str
    language: str

    @property
    def slug(self) -> str:
        return slugify(self.path.stem)

    def where(self, line: int | None = None, column: int | None = None) -> Where:
        """A place in this file."""
        return Where(str(self.path), line, column)


class Intake(Value):
    """What one file of copy holds. Diagnostics are warnings and notes: a fault that loses copy raises `InputError`."""

    stories: tuple[Story, ...] = ()
    rail: tuple[RailItem, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


class Reader(Protocol):
    """A copy format's one function. Raises `InputError` with every fault found."""

    def __call__(self, copy: CopyFile) -> Intake: ...


def slugify(name: str) -> str:
    """A short id in ASCII letters, digits and hyphens; a name with none of these gets a stable number."""
    latin = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", latin.lower()).strip("-")
    return slug or f"story-{zlib.crc32(name.encode()):08x}"
