"""A shape → a neutral grey picture of it that says its aspect ratio, as a file that the writers can read.

The files are kept in the user's cache folder (`$XDG_CACHE_HOME/epaper`, else `~/.cache/epaper`), each under the name of
its size, so that a shape is drawn once. Where that folder cannot be written, they are drawn into a temporary one.
"""

from __future__ import annotations

import os
import tempfile
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from epaper.model.story import Picture, Run
from epaper.resources import fonts_dir
from epaper.units import Mpt

if TYPE_CHECKING:
    from PIL.Image import Image

_EDITION = "greys-1"
"""The folder of the drawings as they are now; a change of the drawing takes a new one."""
_PPI = 270
_LEAST, _MOST = 300, 4000
"""Pixels of the longer side."""
_GROUND, _CROSS, _INK = 205, 184, 110
_FACE = "libre-franklin/LibreFranklin_600SemiBold.ttf"


def grey_picture(width: Mpt, aspect: float, caption: tuple[Run, ...] = (), credit: str = "") -> Picture:
    """A picture to stand for one that is to come: as many pixels as print needs at `width`, of shape width / height."""
    longer = width * max(1.0, 1 / aspect) / 72_000 * _PPI
    pixels = min(max(_LEAST, -(-round(longer) // 100) * 100), _MOST)
    size = (pixels, round(pixels / aspect)) if aspect >= 1 else (round(pixels * aspect), pixels)
    ratio = ratio_of(aspect)
    return Picture(
        path=str(_drawn(*size, ratio)),
        caption=caption,
        credit=credit,
        alt=f"A grey picture in place of one to come, {ratio}",
        focus=(0.5, 0.5),
        width=size[0],
        height=size[1],
    )


def ratio_of(aspect: float) -> str:
    """A shape in small whole numbers where there are some, "3:2", else against one, "1.37:1"."""
    near = Fraction(aspect).limit_denominator(16)
    if near > 0 and near.numerator <= 32 and abs(float(near) / aspect - 1) < 0.003:
        return f"{near.numerator}:{near.denominator}"
    return f"{aspect:.2f}:1" if aspect >= 1 else f"1:{1 / aspect:.2f}"


@lru_cache(maxsize=256)
def _drawn(width: int, height: int, ratio: str) -> Path:
    """The file, drawn if it is not there; it takes its place whole, for others may be drawing it too."""
    folder = _folder()
    path = folder / f"{width}x{height}-{ratio.replace(':', 'to')}.png"
    if not path.is_file():
        aside = path.with_name(f".{path.name}.{os.getpid()}")
        _draw(width, height, ratio).save(aside, format="PNG", compress_level=6)
        aside.replace(path)
    return path


@lru_cache(maxsize=1)
def _folder() -> Path:
    try:
        cache = os.environ.get("XDG_CACHE_HOME")
        folder = (Path(cache) if cache else Path.home() / ".cache") / "epaper" / _EDITION
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    except (OSError, RuntimeError):  # no home, or one that may not be written
        pass
    return Path(tempfile.mkdtemp(prefix="epaper-greys-"))


def _draw(width: int, height: int, ratio: str) -> Image:
    """A grey field crossed from corner to corner, as on layout sheets, and the ratio in the middle."""
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415

    picture = Image.new("L", (width, height), _GROUND)
    pen = ImageDraw.Draw(picture)
    stroke = max(2, min(width, height) // 250)
    for ends in ((0, 0, width, height), (0, height, width, 0)):
        pen.line(ends, fill=_CROSS, width=stroke)
    font = ImageFont.truetype(str(fonts_dir() / _FACE), max(12, min(width // 7, height // 5)))
    left, top, right, foot = pen.textbbox((width / 2, height / 2), ratio, font=font, anchor="mm")
    air = (foot - top) * 0.6
    pen.rectangle((left - air, top - air, right + air, foot + air), fill=_GROUND)
    pen.text((width / 2, height / 2), ratio, font=font, anchor="mm", fill=_INK)
    return picture
