"""Paragraphs in a style → a page of one column, as a PDF and as a picture: what the pictures of the docs share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from epaper.display.page import Document, Page, Zone
from epaper.flow.block import Block
from epaper.flow.fill import fill
from epaper.flow.run import Leg
from epaper.fonts.book import FontBook
from epaper.geometry import Rect, Size
from epaper.model.story import Run
from epaper.model.style import TextStyle
from epaper.resources import fonts_dir
from epaper.typeset.justify import set_lines
from epaper.typeset.typesetter import Typesetter
from epaper.units import Mpt
from epaper.write.images import ImageSpec, page_picture
from epaper.write.pdf import write_pdf

MARGIN = 14_000
"""White around the column, in millipoints."""
DPI = 160
LANGUAGE = "en-GB"
_TYPESETTER = Typesetter(FontBook([fonts_dir()]), LANGUAGE)


@dataclass(frozen=True, slots=True)
class Specimen:
    """One way to set a text: its name under the picture, its style, its measure."""

    name: str
    style: TextStyle
    measure: Mpt


def typesetter() -> Typesetter:
    """The typesetter of all specimens."""
    return _TYPESETTER


def write_specimen(specimen: Specimen, paragraphs: Sequence[str], pdf: Path) -> int:
    """Set paragraphs in one long column, each as it sets best; returns the number of lines."""
    style, measure = specimen.style, specimen.measure
    blocks = [
        Block(_TYPESETTER.prepare((Run(text),), style, measure - style.indent), indent=style.indent)
        for text in paragraphs
    ]
    filled = fill(blocks, (Leg(MARGIN, measure, 0, 10**6),), exact=False)
    zones = []
    for number, placed in enumerate(filled.placements):
        items = []
        for row, line in enumerate(set_lines(blocks[number].prepared, placed.fit, placed.measures)):
            x = MARGIN + (style.indent if row == 0 else 0)
            items += line.at(x, MARGIN + (placed.start + row + 1) * style.leading)
        rect = Rect(MARGIN, MARGIN + placed.start * style.leading, measure, placed.fit.lines * style.leading)
        zones.append(Zone("body", rect, tuple(items), "text", "A", number))
    size = Size(measure + 2 * MARGIN, filled.end * style.leading + 2 * MARGIN)
    document = Document(specimen.name, "2026-01-01", LANGUAGE, (Page(1, "1", size, tuple(zones)),))
    write_pdf(document, pdf)
    return filled.end


def strip(pictures: Sequence[tuple[str, Path]], target: Path, deepest: int = 2_000) -> None:
    """Columns beside each other with their names above, as one picture; `deepest` points of each are shown at most."""
    font = ImageFont.truetype(
        str(fonts_dir() / "libre-franklin" / "LibreFranklin_600SemiBold.ttf"), round(7 * DPI / 72)
    )
    label, margin = round(14 * DPI / 72), round(MARGIN / 1000 * DPI / 72)
    columns = [(name, page_picture(pdf, 1, ImageSpec(dpi=DPI)).convert("L")) for name, pdf in pictures]
    deep = min(round(deepest * DPI / 72), max(column.height for _, column in columns) - margin)
    sheet = Image.new("L", (sum(column.width for _, column in columns), label + deep), 255)
    x = 0
    for name, column in columns:
        sheet.paste(column.crop((0, margin, column.width, min(margin + deep, column.height))), (x, label))
        ImageDraw.Draw(sheet).text((x + margin, label // 4), name, fill=60, font=font)
        x += column.width
    target.parent.mkdir(parents=True, exist_ok=True)
    sheet.quantize(16).save(target, optimize=True)
