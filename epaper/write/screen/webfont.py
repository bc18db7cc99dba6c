"""An open face → a font file for browsers in which every glyph has a character of its own.

The outlines are the font's; its `cmap` gives glyph n the private character U+F0000 + n (OpenType 1.9, cmap format 12),
and what would make a browser choose, move or hint glyphs is left out.
"""

from __future__ import annotations

import hashlib
import struct
from functools import lru_cache

from epaper.fonts.face import Face
from epaper.model.style import FaceRef

_PRIVATE = 0xF0000
_KEPT = ("head", "hhea", "maxp", "OS/2", "hmtx", "loca", "glyf", "CFF ", "name", "post")


def character(glyph: int) -> str:
    """The character that stands for a glyph."""
    return chr(_PRIVATE + glyph)


@lru_cache(maxsize=1024)
def face_key(ref: FaceRef) -> str:
    """What the browser calls the face: another name for another file or another state of it."""
    return "f" + hashlib.sha1(repr(ref).encode(), usedforsecurity=False).hexdigest()[:12]


def webfont(face: Face) -> bytes:
    """The font file."""
    tables = {tag: bytes(face.hb_face.reference_table(tag).data) for tag in _KEPT}
    tables = {tag: data for tag, data in tables.items() if data}
    tables["cmap"] = _cmap(face.hb_face.glyph_count)
    kind = b"OTTO" if "CFF " in tables else b"\0\1\0\0"
    return _sfnt(kind, tables)


def _cmap(glyphs: int) -> bytes:
    """One group: the private characters, in step with the glyphs."""
    group = struct.pack(">HHIIIIII", 12, 0, 28, 0, 1, _PRIVATE, _PRIVATE + glyphs - 1, 0)
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + group


def _sfnt(kind: bytes, tables: dict[str, bytes]) -> bytes:
    """Tables in the font file's frame (OpenType 1.9, “Organization of an OpenType font”)."""
    count, power = len(tables), len(tables).bit_length() - 1
    head = struct.pack(">4sHHHH", kind, count, 16 << power, power, 16 * count - (16 << power))
    at, entries, body = len(head) + 16 * count, b"", b""
    for tag, data in sorted(tables.items()):
        padded = data + b"\0" * (-len(data) % 4)
        entries += struct.pack(">4sIII", tag.encode("ascii"), _checksum(padded), at + len(body), len(data))
        body += padded
    return head + entries + body


def _checksum(data: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}I", data)
    return sum(words) & 0xFFFFFFFF
