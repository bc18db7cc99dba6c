"""Values → PDF objects in ReportLab's object store.

ReportLab numbers, orders and cross-references the objects; these few classes say what it has no word for.
"""

from __future__ import annotations

import zlib
from typing import Any

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFObjectReference,
)

__all__ = ["Name", "Reference", "Stream", "array", "dictionary", "number", "text"]

Name = PDFName
Reference = PDFObjectReference


class Stream(PDFObject):  # type: ignore[misc]  # ReportLab has no types
    """A stream object. Unlike ReportLab's own it ends its data with a line end, as PDF/A asks.

    `packed` data are compressed here; other data (a JPEG) carry their own /Filter in `entries`.
    """

    __RefOnly__ = 1

    def __init__(self, data: bytes, entries: dict[str, Any] | None = None, *, packed: bool = True) -> None:
        self.entries = dict(entries or {})
        self.data = zlib.compress(data, 6) if packed else data
        if packed:
            self.entries["Filter"] = PDFName("FlateDecode")

    def format(self, document: PDFDocument) -> bytes:
        head = PDFDictionary({**self.entries, "Length": len(self.data)}).format(document)
        return bytes(head) + b"\nstream\n" + self.data + b"\nendstream"


class TextString(PDFObject):  # type: ignore[misc]
    """A text string as UTF-16 in hex: no escapes to get wrong, any script."""

    def __init__(self, value: str) -> None:
        self.value = value

    def format(self, document: PDFDocument) -> bytes:
        return b"<FEFF" + self.value.encode("utf-16-be").hex().upper().encode() + b">"


def text(value: str) -> TextString:
    """A human text: a title, an alternative text."""
    return TextString(value)


def dictionary(entries: dict[str, Any], *, indirect: bool = False) -> PDFDictionary:
    """A dictionary; keys whose value is None are left out. `indirect` ones become objects of their own."""
    made = PDFDictionary({key: value for key, value in entries.items() if value is not None})
    if indirect:
        made.__RefOnly__ = 1
    return made


def array(values: list[Any]) -> PDFArray:
    return PDFArray(values)


def number(millipoints: float) -> str:
    """Millipoints as a PDF number in points, with no more digits than it needs."""
    shown = f"{millipoints / 1000:.3f}".rstrip("0").rstrip(".")
    return shown if shown not in ("-0", "") else "0"
