"""An opened picture → the outline of what is not transparent in it, for text to run around."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

Outline = tuple[tuple[int, int], ...]
"""Bands of even depth from the top: where each begins and ends, in thousandths of the width; (0, 0) if it is empty."""

_BANDS, _ACROSS = 96, 500
_SEEN = 32
"""Fainter than this, of 255, is a shadow or a stray pixel: text may run over it."""


def outline_of(image: Image) -> Outline:
    """The outline of a picture as it is to be seen; empty where it fills its rectangle."""
    from PIL import Image as Images  # noqa: PLC0415 (heavy, and few pictures are cut out)
    from PIL import ImageOps  # noqa: PLC0415

    alpha = ImageOps.exif_transpose(image).convert("RGBA").getchannel("A")
    solid = alpha.point(lambda value: 255 if value > _SEEN else 0)
    across, bands = min(_ACROSS, alpha.width), min(_BANDS, alpha.height)
    small = solid.resize((across, bands), Images.Resampling.BOX)
    found = []
    for at in range(bands):
        edges = small.crop((0, at, across, at + 1)).getbbox()
        found.append((edges[0] * 1000 // across, -(-edges[2] * 1000 // across)) if edges else (0, 0))
    return () if all(band == (0, 1000) for band in found) else tuple(found)
