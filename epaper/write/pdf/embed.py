"""A font with the codes that were used → its objects: Type0 font, CIDFont, descriptor, subset file, ToUnicode.

ISO 32000-2, 9.7. The subset keeps the glyphs' numbers. In a font with TrueType outlines codes lead to glyphs by a
CIDToGIDMap; in one with PostScript outlines, which can have none, by the encoding.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

import uharfbuzz as hb

from epaper.fonts.face import Face
from epaper.model.style import FaceRef
from epaper.write.pdf.cmaps import system_info, to_glyphs, to_unicode
from epaper.write.pdf.fonts import Said
from epaper.write.pdf.objects import PdfValue, Ref, Store

_SYMBOLIC, _ITALIC = 4, 64
_UNUSED_TABLES = (
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
)


def embed(face: Face, codes: Mapping[int, Said], store: Store, ref: Ref) -> None:
    """Write the font's objects, once all pages are; `ref` is the number that the pages know it by."""
    shown, said = {code: glyph for code, (glyph, _) in codes.items()}, {code: text for code, (_, text) in codes.items()}
    base = _subset_name(face, shown)
    file = _subset(face, shown)
    postscript = _table(hb.Face(hb.Blob(file)), "CFF ")
    if postscript:
        program = {"FontFile3": store.stream(postscript, {"Subtype": "CIDFontType0C"})}
        outlines: dict[str, PdfValue] = {"Subtype": "CIDFontType0"}
        glyph_of = {glyph: glyph for glyph in shown.values()}
        encoding: PdfValue = store.stream(*to_glyphs(shown, f"{base}-H"))
    else:
        program = {"FontFile2": store.stream(file, {"Length1": len(file)})}
        outlines = {"Subtype": "CIDFontType2", "CIDToGIDMap": store.stream(_cid_to_gid(shown), {})}
        glyph_of = shown
        encoding = "Identity-H"
    descendant = store.put(
        {
            "Type": "Font",
            **outlines,
            "BaseFont": base,
            "CIDSystemInfo": system_info("Identity"),
            "FontDescriptor": store.put({**_descriptor(face, base), **program}),
            "DW": 0,
            "W": _widths(face, glyph_of),
        }
    )
    store.put(
        {
            "Type": "Font",
            "Subtype": "Type0",
            "BaseFont": base,
            "Encoding": encoding,
            "DescendantFonts": [descendant],
            "ToUnicode": store.stream(to_unicode(said), {}),
        },
        ref,
    )


def _descriptor(face: Face, base: str) -> dict[str, PdfValue | None]:
    scale = 1000 / face.upem
    box = struct.unpack_from(">4h", _table(face.hb_face, "head"), 36)
    post = _table(face.hb_face, "post")
    slant = struct.unpack_from(">i", post, 4)[0] / 65536 if len(post) >= 8 else 0.0
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
    }


def _subset(face: Face, glyph_of: Mapping[int, int]) -> bytes:
    """The glyphs that were used, under their own numbers, and nothing that only shaping needs."""
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update({0, *glyph_of.values()})
    unused = {int.from_bytes(tag.encode("ascii"), "big") for tag in _UNUSED_TABLES}
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(unused)
    flags = hb.SubsetFlags
    wanted.flags = flags.RETAIN_GIDS | flags.NO_LAYOUT_CLOSURE | flags.NO_HINTING | flags.NOTDEF_OUTLINE
    if _table(face.hb_face, "fvar"):
        wanted.pin_all_axes_to_default(face.hb_face)
    return bytes(hb.subset(face.hb_face, wanted).blob.data)


def _table(face: hb.Face, tag: str) -> bytes:
    """A table of a font, empty where it has none."""
    return bytes(face.reference_table(tag).data)


def _cid_to_gid(glyph_of: Mapping[int, int]) -> bytes:
    table = [0] * (max(glyph_of) + 1)
    for code, glyph in glyph_of.items():
        table[code] = glyph
    return struct.pack(f">{len(table)}H", *table)


def _widths(face: Face, glyph_of: Mapping[int, int]) -> list[PdfValue]:
    """The /W array: each run of CIDs with the widths of their glyphs, in thousandths of an em."""
    scale = 1000 / face.upem
    entries: list[PdfValue] = []
    run: list[PdfValue] = []
    before = -2
    for cid in sorted(glyph_of):
        if cid != before + 1:
            run = []
            entries += [cid, run]
        run.append(face.hb_font.get_glyph_h_advance(glyph_of[cid]) * scale)
        before = cid
    return entries


def _subset_name(face: Face, glyph_of: Mapping[int, int]) -> str:
    """The face's name behind a tag of six letters that depends on the subset alone."""
    ref = face.ref
    number = zlib.crc32(repr(sorted(glyph_of.items())).encode("ascii"))
    tag = "".join(chr(65 + number // 26**place % 26) for place in range(6))
    return f"{tag}+{_plain(ref.family) or 'Font'}-{_style(ref)}"


def _style(ref: FaceRef) -> str:
    weight = "" if ref.weight == 400 else str(ref.weight)
    return f"{weight}{'Italic' if ref.italic else ''}" or "Regular"


def _plain(family: str) -> str:
    return "".join(char for char in family if char.isascii() and char.isalnum())
