"""Draw the Courier's house advertisements → adverts/*.png, in greys, at the size of their boxes.

Usage: python samples/daily/make_adverts.py. The shops, the ferry and the play are invented; words and drawings are CC0.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).parent
FONTS = HERE.parents[1] / "fonts"
DPI = 220
COLUMN, GUTTER, LINE = 50.6, 5.0, 11 * 25.4 / 72
"""The Courier's columns, gutters and grid lines, in millimetres."""
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


def ferry() -> Image.Image:
    """A strip: a boat on waves, and when it sails."""
    image, draw = sheet(6, 12)
    width, height = image.size
    for row in range(4):
        y = height * (0.66 + 0.09 * row)
        for x in range(-40, width + 80, 120):
            draw.arc((x + 60 * (row % 2), y - 30, x + 120 + 60 * (row % 2), y + 30), 200, 340, fill=GREY, width=5)
    hull = [(0.05, 0.5), (0.25, 0.5), (0.225, 0.68), (0.075, 0.68)]
    draw.polygon([(x * width, y * height) for x, y in hull], fill=INK)
    draw.rectangle((0.09 * width, 0.34 * height, 0.2 * width, 0.5 * height), fill=GREY)
    draw.rectangle((0.12 * width, 0.14 * height, 0.145 * width, 0.34 * height), fill=INK)
    centred(
        draw, (0.62 * width, 0.24 * height), "To the islands, every hour", font("PlayfairDisplay_700Bold.ttf", 34), INK
    )
    centred(
        draw,
        (0.62 * width, 0.5 * height),
        "From the old quay, six till nine. Bicycles go free.",
        font("LibreFranklin_400Regular.ttf", 15),
        INK,
    )
    return image


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
    for drawn in (ferry, binder, post, lighthouse):
        drawn().save(HERE / "adverts" / f"{drawn.__name__}.png", dpi=(DPI, DPI), optimize=True)
