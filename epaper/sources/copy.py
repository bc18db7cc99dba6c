"""Copy in: a file of any known format → its stories and rail items, decoded, read and mended.

The format is chosen by the file's suffix.
"""

from __future__ import annotations

import hashlib
import importlib
import unicodedata
from pathlib import Path

from epaper.errors import Diagnostic, InputError, Where
from epaper.memory import Memory, digest
from epaper.sources.intake import CopyFile, Intake, Reader
from epaper.sources.reading import looking_at
from epaper.value import Value, replace


class Format(Value):
    """A copy format: its name, its files' suffixes, and the module beside this one that reads them, which is loaded
    when the first of them is read."""

    name: str
    suffixes: tuple[str, ...]
    module: str

    @property
    def read(self) -> Reader:
        """The format's reader."""
        reader: Reader = importlib.import_module(f"epaper.sources.{self.module}").read
        return reader


FORMATS: tuple[Format, ...] = (
    Format("web text", (".txt", ".text"), "web_text"),
    Format("Markdown", (".md", ".markdown"), "markdown"),
    Format("JSON story", (".json",), "json_story"),
    Format("table", (".csv", ".tsv"), "csv_table"),
)

_BINARY_SHARE = 0.02
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))


def read_story(path: Path, *, language: str = "en-GB", memory: Memory | None = None) -> Intake:
    """The stories and rail items in a file of copy.

    `language` is used where the file names none; a file that `memory` knows is not read again. Picture paths stay as
    written: see `pictures.with_pictures`.
    Raises `InputError` with every fault: no file, not text, unknown format, broken syntax, no headline.
    """
    data = _load(path)
    if memory is None:
        return _read(path, data, language)
    known = digest("copy", str(path), hashlib.sha256(data).digest(), language)
    return memory.recall(known, lambda: _read(path, data, language))


def _read(path: Path, data: bytes, language: str) -> Intake:
    from epaper.sources.recognised import recognised  # noqa: PLC0415  (most builds know all their copy)
    from epaper.sources.typography import mend_rail_item, mend_story  # noqa: PLC0415

    text, warnings = _decode(path, data)
    copy = CopyFile(path, text, language)
    intake = _format_of(copy).read(copy)
    return replace(
        intake,
        stories=tuple(mend_story(recognised(story), story.language or language) for story in intake.stories),
        rail=tuple(mend_rail_item(item, language) for item in intake.rail),
        diagnostics=(*warnings, *intake.diagnostics),
    )


def _format_of(copy: CopyFile) -> Format:
    suffix = copy.path.suffix.lower()
    for each in FORMATS:
        if suffix in each.suffixes:
            return each
    known = ", ".join(suffix for each in FORMATS for suffix in each.suffixes)
    raise _fault(copy.path, "unknown-format", f'"{suffix or copy.path.name}" is no format of copy', f"one of: {known}")


def _load(path: Path) -> bytes:
    looking_at(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise _fault(path, "no-such-file", "there is no such file of copy") from None
    except IsADirectoryError:
        raise _fault(path, "not-a-file", "this is a folder, not a file of copy") from None
    except OSError as error:
        raise _fault(path, "unreadable", f"the file cannot be read: {error.strerror}") from None
    if not data.strip():
        raise _fault(path, "empty-file", "the file is empty")
    return data


def _decode(path: Path, data: bytes) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text of a file: UTF-8, or what its byte order mark says, or (with a warning) Windows-1252."""
    warnings: tuple[Diagnostic, ...] = ()
    try:
        text = data.decode("utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _looks_binary(data):
            raise _fault(path, "not-text", "this is not a text file", "copy is text in UTF-8") from None
        line = data.count(b"\n", 0, error.start) + 1
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            raise _fault(path, "not-utf-8", "the text is not UTF-8", "save it as UTF-8", line) from None
        hint = "check accents and quotes, and save the file as UTF-8"
        where = Where(str(path), line)
        warnings = (Diagnostic("warning", "not-utf-8", "the text is not UTF-8; read as Windows-1252", where, hint),)
    if _looks_binary(text.encode()):
        raise _fault(path, "not-text", "this is not a text file", "copy is text in UTF-8")
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise _fault(path, "empty-file", "the file is empty")
    return text, warnings


def _looks_binary(data: bytes) -> bool:
    """A NUL byte, or more control characters than stray ones explain."""
    head = data[:4096]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return b"\0" in head or controls > _BINARY_SHARE * len(head)


def _fault(path: Path, code: str, message: str, hint: str = "", line: int | None = None) -> InputError:
    return InputError([Diagnostic("error", code, message, Where(str(path), line), hint)])
