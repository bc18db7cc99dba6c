"""Draw the Courier's advertisements → adverts/*.png and ferry.pdf, in greys, at the size of their boxes.

Usage: python samples/daily/make_adverts.py. The shops, the ferry and the play are invented; words and drawings are CC0.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).parent
FONTS = HERE.parents[1] / "fonts"
DPI = 220
COLUMN, GUTTER, LINE = 50.6, 5.0, 11 * 25.4 / 72
"""The Courier's columns, gutters and grid lines, in millimetres."""
BLEED = 3 * mm
PAPER, INK, GREY, PALE = 255, 20, 110, 225


def font(name: str, points: float) -> ImageFont.FreeTypeFont:
    """A shipped face at a size in points."""
    (path,) = FONTS.rglob(name)
    return ImageFont.truetype(str(path), round(points * DPI / 72))


def sheet(columns: int, lines: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """An empty advertisement, as wide as so many columns and as deep as so many grid lines."""
    width = columns * COLUMN + (columns - 1) * GUTTER
    height = (lines - 1) * LINE + 2.2
    image = Image.new("L", (round(width / 25.4 * DPI), round(height / 25.4 * DPI)), PAPER)
    return image, ImageDraw.Draw(image)


def centred(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], words: str, face: ImageFont.FreeTypeFont, ink: int
) -> None:
    """A line of words, its middle at a point."""
    draw.text(at, words, font=face, fill=ink, anchor="mm")


def ferry(path: Path) -> None:
    """A strip, as a PDF with a bleed and its own fonts: a boat on waves, and when it sails."""
    width, height = (each * mm for each in (6 * COLUMN + 5 * GUTTER, 11 * LINE + 2.2))
    names = ("PlayfairDisplay_700Bold.ttf", "LibreFranklin_400Regular.ttf")
    for name in names:
        pdfmetrics.registerFont(TTFont(name, next(FONTS.rglob(name))))
    sheet = Canvas(
        str(path), (width + 2 * BLEED, height + 2 * BLEED), invariant=1, initialFontName=names[1], pageCompression=1
    )
    sheet.setTrimBox((BLEED, BLEED, BLEED + width, BLEED + height))
    sheet.translate(BLEED, BLEED)
    sheet.setStrokeGray(0.43)
    sheet.setLineWidth(0.9)
    step = width / 60
    for row in range(4):
        y = height * (0.34 - 0.09 * row)
        for at in range(-2, 62):
            x = (at + row % 2 / 2) * step
            sheet.arc(x, y - step / 4, x + step, y + step / 4, 20, 140)
    sheet.setFillGray(0.08)
    hull = sheet.beginPath()
    hull.moveTo(0.05 * width, 0.5 * height)
    for x, y in ((0.25, 0.5), (0.225, 0.32), (0.075, 0.32)):
        hull.lineTo(x * width, y * height)
    hull.close()
    sheet.drawPath(hull, stroke=0, fill=1)
    sheet.rect(0.12 * width, 0.66 * height, 0.025 * width, 0.2 * height, stroke=0, fill=1)
    sheet.setFont(names[0], 34)
    sheet.drawCentredString(0.62 * width, 0.66 * height, "To the islands, every hour")
    sheet.setFont(names[1], 15)
    sheet.drawCentredString(0.62 * width, 0.48 * height, "From the old quay, six till nine. Bicycles go free.")
    sheet.setFillGray(0.43)
    sheet.rect(0.09 * width, 0.5 * height, 0.11 * width, 0.16 * height, stroke=0, fill=1)
    sheet.save()


def binder() -> Image.Image:
    """A bookbinder's card."""
    image, draw = sheet(2, 16)
    width, height = image.size
    for at, tone in enumerate((INK, GREY, INK, 160, INK, GREY)):
        left = width * (0.08 + 0.055 * at)
        draw.rectangle((left, height * (0.2 + 0.03 * (at % 3)), left + width * 0.045, height * 0.84), fill=tone)
        draw.line((left, height * 0.34, left + width * 0.045, height * 0.34), fill=PAPER, width=5)
    draw.line((width * 0.06, height * 0.85, width * 0.44, height * 0.85), fill=INK, width=6)
    centred(draw, (0.71 * width, 0.3 * height), "Mended", font("PlayfairDisplay_700Bold.ttf", 22), INK)
    centred(draw, (0.71 * width, 0.46 * height), "books", font("PlayfairDisplay_700Bold.ttf", 22), INK)
    centred(draw, (0.71 * width, 0.66 * height), "Ropewalk Bindery", font("LibreFranklin_700Bold.ttf", 9), INK)
    centred(
        draw, (0.71 * width, 0.78 * height), "while you walk the wall", font("LibreFranklin_400Regular.ttf", 8.5), GREY
    )
    return image


def post() -> Image.Image:
    """The paper's own: have it sent."""
    image, draw = sheet(3, 10)
    width, height = image.size
    draw.rectangle((0, 0, width, height), fill=INK)
    centred(
        draw,
        (0.5 * width, 0.36 * height),
        "The Courier, by the morning post",
        font("PlayfairDisplay_700Bold.ttf", 23),
        PAPER,
    )
    centred(
        draw,
        (0.5 * width, 0.7 * height),
        "Ask at any counter. The first week is ours.",
        font("LibreFranklin_400Regular.ttf", 11),
        PALE,
    )
    return image


def lighthouse() -> Image.Image:
    """A theatre's bill: a light, its beam, the sea."""
    image, draw = sheet(4, 34)
    width, height = image.size
    draw.rectangle((0, 0, width, height), fill=45)
    draw.polygon([(0.27 * width, 0.22 * height), (width, 0.02 * height), (width, 0.4 * height)], fill=150)
    draw.polygon(
        [
            (0.2 * width, 0.84 * height),
            (0.34 * width, 0.84 * height),
            (0.305 * width, 0.27 * height),
            (0.235 * width, 0.27 * height),
        ],
        fill=235,
    )
    for at in (0.4, 0.6):
        draw.polygon(
            [
                (0.224 * width, at * height),
                (0.316 * width, at * height),
                (0.32 * width, (at + 0.1) * height),
                (0.22 * width, (at + 0.1) * height),
            ],
            fill=70,
        )
    draw.rectangle((0.243 * width, 0.18 * height, 0.297 * width, 0.27 * height), fill=255)
    draw.polygon(
        [(0.235 * width, 0.18 * height), (0.305 * width, 0.18 * height), (0.27 * width, 0.11 * height)], fill=20
    )
    draw.rectangle((0, 0.84 * height, width, height), fill=15)
    centred(draw, (0.67 * width, 0.52 * height), "The Keeper’s", font("PlayfairDisplay_700Bold.ttf", 44), 245)
    centred(draw, (0.67 * width, 0.66 * height), "Daughter", font("PlayfairDisplay_700Bold.ttf", 44), 245)
    centred(
        draw, (0.67 * width, 0.77 * height), "a play in three watches", font("LibreFranklin_400Regular.ttf", 14), 215
    )
    centred(
        draw,
        (0.5 * width, 0.92 * height),
        "Harbour Theatre  ·  nightly at eight  ·  seats from the box office on Rope Street",
        font("LibreFranklin_400Regular.ttf", 12),
        225,
    )
    return image


if __name__ == "__main__":
    (HERE / "adverts").mkdir(exist_ok=True)
    ferry(HERE / "adverts" / "ferry.pdf")
    for drawn in (binder, post, lighthouse):
        drawn().save(HERE / "adverts" / f"{drawn.__name__}.png", dpi=(DPI, DPI), optimize=True)
