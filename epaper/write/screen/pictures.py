"""Picture files → what a browser can show of them: their size upright, and their data in a format that it knows."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from epaper.errors import OutputError
from epaper.pdf_page import UnusablePdfError, is_pdf, read_pdf_page
from epaper.write.images import ImageSpec, page_picture

if TYPE_CHECKING:
    from PIL.Image import Image

_MEDIA = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif"}
_ORIENTATION = 0x0112
_QUALITY = 85


def upright_size(path: str) -> tuple[int, int] | None:
    """Width and height in pixels (of a PDF in millipoints) as the picture is to be seen; None when it has gone."""
    try:
        stat = Path(path).stat()
        return _size(path, stat.st_mtime_ns, stat.st_size)
    except (OSError, ValueError, SyntaxError, UnusablePdfError):
        return None


def browser_picture(path: Path, widest: int) -> tuple[str, bytes]:
    """The picture's media type and data: its own where a browser can show it and it is not wider than `widest` pixels,
    else made anew, upright and reduced. A PDF's first page is drawn `widest` pixels wide.

    Raises OutputError when the file cannot be read.
    """
    from PIL import Image, ImageOps  # noqa: PLC0415  (only pages with pictures need it)

    try:
        if is_pdf(path):
            return "image/png", _packed(page_picture(path, 1, ImageSpec(width=widest)))
        with Image.open(path) as opened:
            media = _MEDIA.get(opened.format or "")
            if media and opened.mode != "CMYK" and max(opened.size) <= widest:
                return media, path.read_bytes()
            opened.draft(None, (widest, widest))
            picture = ImageOps.exif_transpose(opened)
            picture.thumbnail((widest, widest), Image.Resampling.LANCZOS, reducing_gap=3.0)
            alpha = "A" in picture.getbands() or "transparency" in picture.info
            if alpha:
                return "image/png", _packed(picture.convert("RGBA"))
            packed = io.BytesIO()
            picture.convert("RGB").save(packed, "JPEG", quality=_QUALITY)
            return "image/jpeg", packed.getvalue()
    except (OSError, ValueError, SyntaxError, RuntimeError, Image.DecompressionBombError) as error:
        raise OutputError(f"cannot read the picture {path}: {error}") from error


def _packed(picture: Image) -> bytes:
    packed = io.BytesIO()
    picture.save(packed, "PNG", compress_level=1)
    return packed.getvalue()


@lru_cache(maxsize=4096)
def _size(path: str, changed: int, length: int) -> tuple[int, int]:
    """`changed` and `length` tell one state of the file from another."""
    from PIL import Image  # noqa: PLC0415

    if is_pdf(Path(path)):
        return read_pdf_page(Path(path)).facts.size
    with Image.open(path) as opened:
        turned = opened.getexif().get(_ORIENTATION, 1) in (5, 6, 7, 8)
        return (opened.height, opened.width) if turned else opened.size
