"""Shaped words → text operators and an embedded, subset Type0 font for each face.

Character codes are glyph numbers (Identity-H), so that the shaper's glyphs reach the page untouched. A glyph that
stands for two texts (a hyphen that is copy, and one that the engine added) gets a second code beyond the font's
glyphs; a CIDToGIDMap leads both to the one outline. ToUnicode gives each code its text, several characters for a
ligature.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import PDFDocument

from epaper.display.items import Glyphs
from epaper.fonts.face import Face, open_face
from epaper.model.style import FaceRef
from epaper.write.pdf.objects import Name, Reference, Stream, array, dictionary

_UNUSED_TABLES = (b"GSUB", b"GPOS", b"GDEF", b"name", b"post", b"STAT", b"cmap", b"DSIG", b"OS/2")
"""What a font needs in other programs, but not inside a PDF."""
SOFT_HYPHEN = "\u00ad"
_FLAG_SYMBOLIC, _FLAG_ITALIC = 4, 64


@dataclass(slots=True, eq=False)
class PdfFont:
    """One face in one document: which codes were used, and what they mean."""

    ref: FaceRef
    name: str
    face: Face = field(init=False)
    _widths: dict[int, int] = field(default_factory=dict)
    _texts: dict[int, str] = field(default_factory=dict)
    _glyph_of: dict[int, int] = field(default_factory=dict)
    _codes: dict[tuple[int, str], int] = field(default_factory=dict)
    _fragments: dict[tuple[int, bool], str] = field(default_factory=dict)
    _kept: list[Glyphs] = field(default_factory=list)
    _space: tuple[str, int] | None = None

    def __post_init__(self) -> None:
        self.face = open_face(self.ref)

    def fragment(self, word: Glyphs, added_hyphen: bool = False) -> str:
        """The word as the inside of a TJ array: codes in hex, with kerning between them."""
        key = (id(word), added_hyphen)
        known = self._fragments.get(key)
        if known is None:
            self._kept.append(word)  # keeps its id from being used again
            known = self._fragments[key] = self._encode(word, added_hyphen)
        return known

    def space(self) -> tuple[str, int]:
        """The code of the space glyph in hex, and its width in font units."""
        if self._space is None:
            glyph = self.face.hb_font.get_nominal_glyph(ord(" "))
            self._space = (f"{self._code(glyph or 0, ' '):04X}", self._width(glyph or 0))
        return self._space

    def _encode(self, word: Glyphs, added_hyphen: bool) -> str:
        texts = _cluster_texts(word)
        if added_hyphen:
            texts[-1] = SOFT_HYPHEN
        parts: list[str] = ["<"]
        shift = 0.0
        for at, (glyph, advance) in enumerate(zip(word.ids, word.advances, strict=True)):
            offset = word.offsets[at][0] if word.offsets else 0
            lead = shift + offset
            if lead:
                parts.append(f">{-lead * 1000 / self.face.upem:.4g}<")
            parts.append(f"{self._code(glyph, texts[at]):04X}")
            shift = advance - self._width(glyph) - offset
        parts.append(">")
        if shift:
            parts.append(f"{-shift * 1000 / self.face.upem:.4g}")
        return "".join(parts).replace("<>", "")

    def _width(self, glyph: int) -> int:
        known = self._widths.get(glyph)
        if known is None:
            known = self._widths[glyph] = int(self.face.hb_font.get_glyph_h_advance(glyph))
        return known

    def _code(self, glyph: int, text: str) -> int:
        """The code that shows `glyph` and says `text`: the glyph's own number for the first text it is used for."""
        key = (glyph, text)
        code = self._codes.get(key)
        if code is None:
            code = glyph if glyph not in self._texts else self.face.hb_face.glyph_count + len(self._codes)
            self._codes[key] = code
            self._texts[code] = text
            self._glyph_of[code] = glyph
        return code

    def objects(self, document: PDFDocument) -> Any:
        """The font's objects, to be made once all pages are written: its dictionary, as a reference."""
        base = _subset_name(self.ref, self._glyph_of)
        descendant = dictionary(
            {
                "Type": Name("Font"),
                "Subtype": Name("CIDFontType2"),
                "BaseFont": Name(base),
                "CIDSystemInfo": dictionary({"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0}),
                "FontDescriptor": document.Reference(self._descriptor(document, base), f"{self.name}.descriptor"),
                "DW": 0,
                "W": self._width_array(),
                "CIDToGIDMap": document.Reference(Stream(self._cid_to_gid()), f"{self.name}.gids"),
            }
        )
        font = dictionary(
            {
                "Type": Name("Font"),
                "Subtype": Name("Type0"),
                "BaseFont": Name(base),
                "Encoding": Name("Identity-H"),
                "DescendantFonts": array([document.Reference(descendant, f"{self.name}.cid")]),
                "ToUnicode": document.Reference(Stream(_to_unicode(self._texts)), f"{self.name}.unicode"),
            }
        )
        return document.Reference(font, f"{self.name}.font")

    def _descriptor(self, document: PDFDocument, base: str) -> Any:
        face, scale = self.face, 1000 / self.face.upem
        return dictionary(
            {
                "Type": Name("FontDescriptor"),
                "FontName": Name(base),
                "Flags": _FLAG_SYMBOLIC | (_FLAG_ITALIC if self.ref.italic else 0),
                "FontBBox": array(
                    [round(v * scale) for v in (-face.upem // 4, -face.descent, 2 * face.upem, face.ascent)]
                ),
                "ItalicAngle": -12 if self.ref.italic else 0,
                "Ascent": round(face.ascent * scale),
                "Descent": round(-face.descent * scale),
                "CapHeight": round(face.cap_height * scale),
                "StemV": 80 if self.ref.weight < 600 else 140,
                "FontFile2": document.Reference(self._font_file(), f"{self.name}.file"),
            }
        )

    def _font_file(self) -> Stream:
        """The glyphs that were used, under their own numbers."""
        wanted = hb.SubsetInput()
        wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).set({0, *self._glyph_of.values()})
        wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_HINTING
        wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(int.from_bytes(tag, "big") for tag in _UNUSED_TABLES)
        data = bytes(hb.subset(self.face.hb_face, wanted).blob.data)
        return Stream(data, {"Length1": len(data)})

    def _cid_to_gid(self) -> bytes:
        top = max(self._glyph_of, default=0)
        return b"".join(self._glyph_of.get(code, 0).to_bytes(2, "big") for code in range(top + 1))

    def _width_array(self) -> Any:
        scale = 1000 / self.face.upem
        entries: list[Any] = []
        for code in sorted(self._glyph_of):
            entries += [code, array([f"{self._width(self._glyph_of[code]) * scale:.6g}"])]
        return array(entries)


def _cluster_texts(word: Glyphs) -> list[str]:
    """What each glyph says: its cluster's characters; further glyphs of the same cluster say nothing."""
    bounds = sorted({*word.clusters, len(word.text)})
    following = dict(pairwise(bounds))
    said: set[int] = set()
    texts = []
    for cluster in word.clusters:
        texts.append("" if cluster in said else word.text[cluster : following[cluster]])
        said.add(cluster)
    return texts


def _subset_name(ref: FaceRef, glyphs: dict[int, int]) -> str:
    """The face's name behind a tag of six letters that depends on the subset alone."""
    number = 0
    for code, glyph in sorted(glyphs.items()):
        number = (number * 1_000_003 + code * 65_537 + glyph) % 26**6
    tag = ""
    for _ in range(6):
        number, letter = divmod(number, 26)
        tag += chr(65 + letter)
    style = ("Italic" if ref.italic else "") + (str(ref.weight) if ref.weight != 400 else "")
    family = "".join(char for char in ref.family if char.isalnum() and char.isascii()) or "Font"
    return f"{tag}+{family}-{style or 'Regular'}"


def _to_unicode(texts: dict[int, str]) -> bytes:
    """A ToUnicode CMap (ISO 32000-2, 9.10.3), in blocks of at most 100 entries."""
    entries = [(code, text) for code, text in sorted(texts.items()) if text]
    blocks = []
    for at in range(0, len(entries), 100):
        block = entries[at : at + 100]
        lines = "\n".join(f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in block)
        blocks.append(f"{len(block)} beginbfchar\n{lines}\nendbfchar\n")
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{''.join(blocks)}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


__all__ = ["PdfFont", "Reference"]
