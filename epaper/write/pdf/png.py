"""A PNG file → its packed pixels as a PDF reader takes them: both unpack the same way (ISO 32000-2, 7.4.4.4)."""

from __future__ import annotations

import struct

from epaper.value import Value
from epaper.write.pdf.objects import PdfValue, text

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GREY, _RGB, _PALETTE = 0, 2, 3


class PngStream(Value):
    """The data of a PNG's image stream, and the entries that say how to read them."""

    data: bytes
    entries: dict[str, PdfValue | None]


def png_stream(data: bytes, space: PdfValue) -> PngStream | None:
    """The stream of a PNG of at most 8 bits with neither alpha nor interlacing; None for others.

    `space` is the colour space of its colours.
    """
    chunks = _chunks(data)
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13:
        return None
    width, _, bits, kind, _, _, interlaced = struct.unpack(">2I5B", chunks[0][1])
    names = {name for name, _ in chunks}
    if interlaced or bits > 8 or kind not in (_GREY, _RGB, _PALETTE) or b"tRNS" in names or b"IEND" not in names:
        return None
    colours = 3 if kind == _RGB else 1
    entries: dict[str, PdfValue | None] = {
        "Filter": "FlateDecode",
        "DecodeParms": {"Predictor": 15, "Colors": colours, "BitsPerComponent": bits, "Columns": width},
        "BitsPerComponent": bits,
    }
    if kind == _PALETTE:
        palette = next((body for name, body in chunks if name == b"PLTE"), b"")
        entries["ColorSpace"] = ["Indexed", space, len(palette) // 3 - 1, text(palette)]
    return PngStream(b"".join(body for name, body in chunks if name == b"IDAT"), entries)


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    """Names and bodies of the chunks; none when the file is cut short."""
    found: list[tuple[bytes, bytes]] = []
    at = len(_SIGNATURE)
    while data.startswith(_SIGNATURE) and at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        found.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    return found
