"""Values → PDF syntax, written object by object into a file that ReportLab numbers and cross-references.

Python values stand for PDF ones: a str is a name, a dict a dictionary, a list an array, bytes what is already PDF. Each
object goes to the file as soon as it is made.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import BinaryIO, TypeAlias

from reportlab.pdfbase.pdfdoc import PDFCrossReferenceTable, PDFDocument, PDFObject, PDFTrailer

Ref: TypeAlias = bytes
"""A reference to an object, as it is written: b"12 0 R"."""

PdfValue: TypeAlias = "str | bytes | bool | int | float | Sequence[PdfValue] | Mapping[str, PdfValue | None] | None"

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
LEVEL = 4
"""How hard streams are compressed: level 6 takes more than twice the time for a tenth less."""


class _Place(PDFObject):  # type: ignore[misc]  # ReportLab has no types
    """What ReportLab numbers; the content has gone to the file already."""


class Store:
    """The objects of one PDF file, in ReportLab's books."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._books = PDFDocument(invariant=1)
        self._digest = hashlib.md5(usedforsecurity=False)
        self._offset = 0
        self._streams: dict[bytes, Ref] = {}
        self._write(_HEADER)
        for number in list(self._books.numberToId):  # ReportLab begins with an empty dictionary of its own fonts
            self.put({}, b"%d 0 R" % number)

    def reserve(self) -> Ref:
        """A number for an object that others speak of before its content is known."""
        self._books.Reference(_Place())
        return b"%d 0 R" % self._books.objectcounter

    def put(self, value: PdfValue, ref: Ref | None = None) -> Ref:
        """Write an object, under a reserved number or a new one."""
        ref = ref or self.reserve()
        self._put(ref, pdf(value))
        return ref

    def stream(self, data: bytes, entries: Mapping[str, PdfValue | None], ref: Ref | None = None) -> Ref:
        """Write a stream, compressed here unless its entries name a filter (None: no filter).

        The data end with a line end of their own, as PDF/A asks.
        """
        ref = ref or self.reserve()
        filters: dict[str, PdfValue | None] = {}
        if "Filter" not in entries:
            data = zlib.compress(data, LEVEL)
            filters["Filter"] = "FlateDecode"
        head = pdf({**entries, **filters, "Length": len(data)})
        self._put(ref, head, b"\nstream\n", data, b"\nendstream")
        return ref

    def shared(self, data: bytes, entries: Mapping[str, PdfValue | None]) -> Ref:
        """As `stream`, for data that may come again (a colour profile): written once."""
        key = hashlib.sha256(data).digest()
        if key not in self._streams:
            self._streams[key] = self.stream(data, entries)
        return self._streams[key]

    def finish(self, root: Ref, info: Ref) -> None:
        """Write the cross-reference table and the trailer. The file's identifier is a digest of all that is in it."""
        books = self._books
        table = PDFCrossReferenceTable()
        table.addsection(0, [books.numberToId[number] for number in range(1, books.objectcounter + 1)])
        start = self._offset
        self._write(table.format(books))
        name = text(self._digest.digest())
        trailer = PDFTrailer(start, Size=books.objectcounter + 1, Root=root, Info=info, ID=pdf([name, name]))
        self._write(trailer.format(books))

    def _put(self, ref: Ref, *parts: bytes) -> None:
        number = int(ref.split()[0])
        self._books.idToOffset[self._books.numberToId[number]] = self._offset
        self._write(b"%d 0 obj\n" % number, *parts, b"\nendobj\n")

    def _write(self, *parts: bytes) -> None:
        for part in parts:
            self._digest.update(part)
            self._file.write(part)
            self._offset += len(part)


def pdf(value: PdfValue) -> bytes:
    """A value in PDF's syntax. Dictionary entries that are None are left out."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return _name(value)
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, int):
        return b"%d" % value
    if isinstance(value, float):
        return decimal(value).encode("ascii")
    if isinstance(value, Mapping):
        return b"<<" + b" ".join(_name(key) + b" " + pdf(v) for key, v in value.items() if v is not None) + b">>"
    if value is None:
        return b"null"
    return b"[" + b" ".join([pdf(each) for each in value]) + b"]"


@lru_cache(maxsize=1024)
def _name(name: str) -> bytes:
    shown = "".join(char if "!" <= char <= "~" and char not in "#%()<>[]{}/" else f"#{ord(char):02X}" for char in name)
    return b"/" + shown.encode("ascii")


def text(value: str | bytes) -> bytes:
    """A text string: ASCII as it is, all else as UTF-16 in hex. Bytes are written in hex as they are."""
    if isinstance(value, bytes):
        return b"<" + value.hex().upper().encode("ascii") + b">"
    if value.isascii() and value.isprintable():
        return b"(" + value.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("ascii") + b")"
    return b"<FEFF" + value.encode("utf-16-be").hex().upper().encode("ascii") + b">"


def decimal(value: float) -> str:
    """A number with at most four decimals, never in powers of ten."""
    shown = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


@lru_cache(maxsize=65536)
def points(millipoints: int) -> str:
    """Millipoints as a PDF number in points, exactly."""
    return decimal(millipoints / 1000)
