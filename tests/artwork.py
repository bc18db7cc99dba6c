"""Small PDF files as advertisers send them, for tests: four coloured quarters, with a word in the middle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, RectangleObject

QUARTERS = b"1 0 0 rg 10 50 60 40 re f 0 .63 0 rg 70 50 60 40 re f 0 0 1 rg 10 10 60 40 re f"
"""Red, green over blue, white, inside a bleed of 10 points: 120 × 80 points trimmed."""
BLEED = b"0 g 0 0 140 5 re f 0 0 5 100 re f"
"""What must not be seen: crop marks outside the trim."""
WORD = b" BT /F1 8 Tf 0 g 40 60 Td (Bank) Tj ET"
SHEET, TRIM = (0, 0, 140, 100), (10, 10, 130, 90)


def artwork_pdf(path: Path, *, pages: int = 1, turn: int = 0, font: str = "", **more: Any) -> Path:
    """A PDF of so many pages. `font` names a font that is not embedded; `password` locks the file; `boxes` are the
    sheet and the trim; `parts` are the content streams of each page."""
    writer = PdfWriter()
    sheet, trim = more.get("boxes", (SHEET, TRIM))
    parts = more.get("parts", (BLEED, QUARTERS + (WORD if font else b"")))
    for _ in range(pages):
        page = writer.add_blank_page(sheet[2], sheet[3])
        streams = []
        for data in parts:
            stream = DecodedStreamObject()
            stream.set_data(data)
            streams.append(writer._add_object(stream.flate_encode()))
        page[NameObject("/Contents")] = ArrayObject(streams) if len(streams) > 1 else streams[0]
        if trim:
            page[NameObject("/TrimBox")] = RectangleObject(trim)
        if font:
            named = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": f"/{font}"}
            entry = DictionaryObject({NameObject(key): NameObject(value) for key, value in named.items()})
            fonts = DictionaryObject({NameObject("/F1"): writer._add_object(entry)})
            page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        if turn:
            page.rotate(turn)
    if "password" in more:
        writer.encrypt(more["password"], algorithm="RC4-128")
    with path.open("wb") as file:
        writer.write(file)
    return path
