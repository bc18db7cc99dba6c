"""One font file in → its names, metrics and HarfBuzz handle out.

`FaceRef` (in the model) is the small picklable name of a face; `open_face` gives the open font, once a process.
"""

from __future__ import annotations

import struct
from functools import lru_cache
from pathlib import Path

import uharfbuzz as hb

from epaper.errors import Diagnostic, InputError, Where
from epaper.model.style import FaceRef
from epaper.units import Mpt
from epaper.value import Value


class Face(Value, eq=False):
    """An open font. Metrics are in font units; multiply by size / `upem`."""

    ref: FaceRef
    upem: int
    ascent: int
    descent: int
    """Depth below the baseline, positive."""
    cap_height: int
    x_height: int
    space: int
    """Advance of the space glyph."""
    hb_face: hb.Face
    hb_font: hb.Font

    def has(self, char: str) -> bool:
        """Whether the font has a glyph for the character."""
        return self.hb_font.get_nominal_glyph(ord(char)) is not None

    def length(self, units: int, size: Mpt) -> Mpt:
        """Font units to millipoints at a type size."""
        return round(units * size / self.upem)


@lru_cache(maxsize=256)
def open_face(ref: FaceRef) -> Face:
    """Open the font file that `ref` names.

    Raises InputError when the file is missing or is not a TrueType or OpenType font.
    """
    hb_face = _hb_face(ref.path)
    os2 = hb_face.reference_table("OS/2").data
    hhea = hb_face.reference_table("hhea").data
    ascent, descent = struct.unpack_from(">hh", hhea, 4)
    font = hb.Font(hb_face)
    version = struct.unpack_from(">H", os2, 0)[0] if len(os2) >= 2 else 0
    if version >= 2 and len(os2) >= 90:
        x_height, cap_height = struct.unpack_from(">hh", os2, 86)
    else:
        x_height = cap_height = 0
    return Face(
        ref=ref,
        upem=hb_face.upem,
        ascent=ascent,
        descent=-descent,
        cap_height=cap_height or _top_of(font, "H") or round(0.7 * hb_face.upem),
        x_height=x_height or _top_of(font, "x") or round(0.5 * hb_face.upem),
        space=_advance(font, " ") or hb_face.upem // 4,
        hb_face=hb_face,
        hb_font=font,
    )


def read_ref(path: str) -> FaceRef:
    """The family, weight and slope that a font file says it has.

    Raises InputError when the file is not a font.
    """
    face = _hb_face(path)
    names = hb.OTNameIdPredefined
    family = face.get_name(names.TYPOGRAPHIC_FAMILY) or face.get_name(names.FONT_FAMILY) or ""
    os2 = face.reference_table("OS/2").data
    weight = struct.unpack_from(">H", os2, 4)[0] if len(os2) >= 64 else 400
    italic = bool(struct.unpack_from(">H", os2, 62)[0] & 1) if len(os2) >= 64 else False
    return FaceRef(path, family, weight, italic, Path(path).stat().st_mtime_ns)


def _hb_face(path: str) -> hb.Face:
    try:
        face = hb.Face(hb.Blob.from_file_path(path))
    except Exception as error:  # HarfBuzz raises its own error types for unreadable files
        raise InputError(
            [Diagnostic("error", "font-unreadable", f"cannot read this font: {error}", Where(path))]
        ) from None
    if face.glyph_count == 0 or not face.reference_table("hhea").data:
        raise InputError(
            [Diagnostic("error", "font-unreadable", "this is not a TrueType or OpenType font", Where(path))]
        )
    return face


def _top_of(font: hb.Font, char: str) -> int:
    glyph = font.get_nominal_glyph(ord(char))
    extents = font.get_glyph_extents(glyph) if glyph is not None else None
    return extents.y_bearing if extents else 0


def _advance(font: hb.Font, char: str) -> int:
    glyph = font.get_nominal_glyph(ord(char))
    return int(font.get_glyph_h_advance(glyph)) if glyph is not None else 0
