"""A font with the codes that were used → its objects: Type0 font, CIDFont, descriptor, subset file, ToUnicode.

ISO 32000-2, 9.7 (composite fonts) and 9.10.3 (ToUnicode). The subset keeps the glyphs' numbers; a CIDToGIDMap leads
each code to its glyph.
"""

from __future__ import annotations

import struct
import zlib

import uharfbuzz as hb

from epaper.model.style import FaceRef
from epaper.write.pdf.fonts import PdfFont
from epaper.write.pdf.objects import Ref, Store, Value, pdf, text

_SYMBOLIC, _ITALIC = 4, 64
_UNUSED_TABLES = {
    "GSUB",
    "GPOS",
    "GDEF",
    "BASE",
    "JSTF",
    "name",
    "post",
    "STAT",
    "cmap",
    "DSIG",
    "OS/2",
    "kern",
    "meta",
}
_BLOCK = 100
"""A ToUnicode block holds at most so many entries."""


def embed(font: PdfFont, store: Store, ref: Ref) -> None:
    """Write the font's objects, once all pages are; `ref` is the number that the pages know it by."""
    base = _subset_name(font)
    name: dict[str, Value] = {"BaseFont": base}
    descendant = store.put(
        {
            "Type": "Font",
            "Subtype": "CIDFontType2",
            **name,
            "CIDSystemInfo": {"Registry": text("Adobe"), "Ordering": text("Identity"), "Supplement": 0},
            "FontDescriptor": store.put(_descriptor(font, base, store)),
            "DW": 0,
            "W": _widths(font),
            "CIDToGIDMap": store.stream(_cid_to_gid(font.glyph_of), {}),
        }
    )
    store.put(
        {
            "Type": "Font",
            "Subtype": "Type0",
            **name,
            "Encoding": "Identity-H",
            "DescendantFonts": [descendant],
            "ToUnicode": store.stream(_to_unicode(font.text_of), {}),
        },
        ref,
    )


def _descriptor(font: PdfFont, base: str, store: Store) -> dict[str, Value | None]:
    face = font.face
    scale = 1000 / face.upem
    head = bytes(face.hb_face.reference_table("head").data)
    box = struct.unpack_from(">4h", head, 36)
    post = bytes(face.hb_face.reference_table("post").data)
    slant = struct.unpack_from(">i", post, 4)[0] / 65536 if len(post) >= 8 else 0.0
    file = _subset(font)
    return {
        "Type": "FontDescriptor",
        "FontName": base,
        "Flags": _SYMBOLIC | (_ITALIC if face.ref.italic else 0),
        "FontBBox": [round(side * scale) for side in box],
        "ItalicAngle": slant,
        "Ascent": round(face.ascent * scale),
        "Descent": round(-face.descent * scale),
        "CapHeight": round(face.cap_height * scale),
        "StemV": 50 + (face.ref.weight // 65) ** 2,  # the usual estimate from the weight
        "FontFile2": store.stream(file, {"Length1": len(file)}),
    }


def _subset(font: PdfFont) -> bytes:
    """The glyphs that were used, under their own numbers, and nothing that only shaping needs."""
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update({0, *font.glyph_of.values()})
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(
        {int.from_bytes(tag.encode("ascii")) for tag in _UNUSED_TABLES}
    )
    flags = hb.SubsetFlags
    wanted.flags = flags.RETAIN_GIDS | flags.NO_LAYOUT_CLOSURE | flags.NO_HINTING | flags.NOTDEF_OUTLINE
    face = font.face.hb_face
    if face.reference_table("fvar").data:
        wanted.pin_all_axes_to_default(face)
    return bytes(hb.subset(face, wanted).blob.data)


def _cid_to_gid(glyph_of: dict[int, int]) -> bytes:
    return b"".join(struct.pack(">H", glyph_of.get(code, 0)) for code in range(max(glyph_of) + 1))


def _widths(font: PdfFont) -> list[Value]:
    """The /W array: each run of codes with the widths of its glyphs, in thousandths of an em."""
    scale = 1000 / font.face.upem
    entries: list[Value] = []
    run: list[Value] = []
    before = -2
    for code in sorted(font.glyph_of):
        if code != before + 1:
            run = []
            entries += [code, run]
        run.append(font.widths[font.glyph_of[code]] * scale)
        before = code
    return entries


def _subset_name(font: PdfFont) -> str:
    """The face's name behind a tag of six letters that depends on the subset alone."""
    ref = font.face.ref
    number = zlib.crc32(repr(sorted(font.glyph_of.items())).encode("ascii"))
    tag = "".join(chr(65 + number // 26**place % 26) for place in range(6))
    return f"{tag}+{_plain(ref.family) or 'Font'}-{_style(ref)}"


def _style(ref: FaceRef) -> str:
    weight = "" if ref.weight == 400 else str(ref.weight)
    return f"{weight}{'Italic' if ref.italic else ''}" or "Regular"


def _plain(family: str) -> str:
    return "".join(char for char in family if char.isascii() and char.isalnum())


def _to_unicode(text_of: dict[int, str]) -> bytes:
    """What each code says, as a CMap: several characters for a ligature, none for a part of a letter."""
    entries = [f"<{code:04X}> <{said.encode('utf-16-be').hex().upper()}>" for code, said in sorted(text_of.items())]
    blocks = []
    for at in range(0, len(entries), _BLOCK):
        block = entries[at : at + _BLOCK]
        blocks.append(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n")
    system = pdf({"Registry": text("Adobe"), "Ordering": text("UCS"), "Supplement": 0}).decode("ascii")
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo {system} def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{''.join(blocks)}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
