"""A word in one face → its glyphs out, by HarfBuzz; the same word is shaped once.

Words are shaped alone: kerning with the space is not applied, so that a shaped word can stand anywhere in a line.
"""

from __future__ import annotations

from functools import lru_cache

import uharfbuzz as hb

from epaper.display.items import Glyphs
from epaper.fonts.face import open_face
from epaper.model.style import FaceRef


@lru_cache(maxsize=200_000)
def shape(text: str, ref: FaceRef, features: tuple[str, ...] = (), language: str = "") -> Glyphs:
    """Glyphs, clusters (as indexes of characters) and kerned advances of `text`, in font units.

    `features` are OpenType features as HarfBuzz writes them ("onum", "-liga").
    """
    face = open_face(ref)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    if language:
        buffer.language = language
    hb.shape(face.hb_font, buffer, _switches(features))
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    advances = tuple(position.x_advance for position in positions)
    offsets = tuple((position.x_offset, position.y_offset) for position in positions)
    return Glyphs(
        text=text,
        ids=tuple(info.codepoint for info in infos),
        clusters=tuple(info.cluster for info in infos),
        advances=advances,
        width=sum(advances),
        offsets=offsets if any(x or y for x, y in offsets) else (),
    )


@lru_cache(maxsize=256)
def _switches(features: tuple[str, ...]) -> dict[str, bool]:
    return {name.lstrip("+-"): not name.startswith("-") for name in features}


def supports(ref: FaceRef, feature: str) -> bool:
    """Whether the face's substitutions include an OpenType feature such as "smcp"."""
    return feature in _features_of(ref)


@lru_cache(maxsize=256)
def _features_of(ref: FaceRef) -> frozenset[str]:
    face = open_face(ref).hb_face
    found: set[str] = set()
    for script_index, _ in enumerate(face.get_table_script_tags("GSUB")):
        found.update(face.get_language_feature_tags("GSUB", script_index))
    return frozenset(found)
