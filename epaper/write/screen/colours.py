"""Inks → the colour that page images show for them.

Page images are drawn by pypdfium2, which has its own table for what four inks look like together; asking it keeps the
two alike. Black alone is a grey, by arithmetic, there as here.
"""

from __future__ import annotations

from functools import lru_cache

from epaper.model.style import Colour


@lru_cache(maxsize=4096)
def shown(colour: Colour) -> str:
    """The colour as browsers write it, "#rrggbb"."""
    if not (colour.c or colour.m or colour.y):
        grey = round(255 * (1000 - colour.k) / 1000)
        return f"#{grey:02x}{grey:02x}{grey:02x}"
    red, green, blue = _drawn(colour)
    return f"#{red:02x}{green:02x}{blue:02x}"


def _drawn(colour: Colour) -> tuple[int, int, int]:
    """One pixel of the inks, drawn."""
    import pypdfium2  # noqa: PLC0415  (slow to load, and only coloured pages need it)

    with pypdfium2.PdfDocument(_swatch(colour)) as document:
        picture = document[0].render(scale=1).to_pil().convert("RGB")
        red, green, blue = picture.getpixel((0, 0))
        return red, green, blue


def _swatch(colour: Colour) -> bytes:
    """The least PDF file that shows the inks."""
    inks = " ".join(f"{share / 1000:g}" for share in (colour.c, colour.m, colour.y, colour.k))
    drawing = f"{inks} k 0 0 4 4 re f".encode("ascii")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 4 4]/Contents 4 0 R/Resources<<>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in offsets)
    return body + table + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)
