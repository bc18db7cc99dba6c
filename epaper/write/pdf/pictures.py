"""Picture files → image objects, each stored once. What a PDF reader can decode itself passes through undecoded.

PDF files stay drawings (see `forms`). JPEGs pass through without their metadata, PNGs as they are packed; EXIF
orientation is a matter of the matrix. All else, and pictures far finer than print can show, are decoded and packed
again (see `packing`), which is remembered from build to build.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from epaper.display.items import PlacedImage
from epaper.errors import OutputError
from epaper.memory import Memory, digest
from epaper.pdf_page import UnusablePdfError, looks_like_pdf, pdf_page_of
from epaper.value import Value
from epaper.write.pdf.forms import put_form
from epaper.write.pdf.jpeg import without_metadata
from epaper.write.pdf.objects import Ref, Store
from epaper.write.pdf.packing import colour_space, image_entries, inks_of, packed, profile_of, put_packed
from epaper.write.pdf.png import png_stream

if TYPE_CHECKING:
    from PIL.Image import Image

PRINT_PPI = 300
REDUCE_ABOVE = 1.6
"""A picture is reduced when it has this many times the pixels, in each direction, that print can show."""
_ORIENTATION = 0x0112

Matrix = tuple[float, float, float, float, float, float]

_TURNS: dict[int, Matrix] = {
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
"""By EXIF orientation: how the stored picture, a unit square, is turned upright (PDF's y grows upwards)."""


class Stored(Value):
    """A picture in the file: its object, and its upright size in the file's pixels (a PDF's in millipoints)."""

    ref: Ref
    width: int
    height: int
    orientation: int


class Placed(Value):
    """A stored picture on a page: the name by which the page draws it, and where the whole of it lies, cropped parts
    included, in points from the top left."""

    name: str
    stored: Stored
    x: float
    y: float
    width: float
    height: float

    def matrix(self, left: float, top: float) -> Matrix:
        """The matrix that puts the stored picture there, on a page whose top left corner is at (left, top)."""
        a, b, c, d, e, f = _TURNS.get(self.stored.orientation, (1, 0, 0, 1, 0, 0))
        w, h = self.width, self.height
        x, y = left + self.x, top - self.y - h
        return a * w, b * h, c * w, d * h, e * w + x, f * h + y


class PictureStore:
    """The pictures of one document by file. The largest scale at which a picture is placed decides its resolution."""

    def __init__(self, store: Store, images: list[PlacedImage], memory: Memory) -> None:
        self._store, self._memory = store, memory
        self._scales: dict[str, float] = {}
        self._stored: dict[str, Stored] = {}
        for image in images:
            scale = image.rect.width / 1000 / max(1, image.crop[2])
            self._scales[image.path] = max(scale, self._scales.get(image.path, 0.0))

    def place(self, images: Sequence[PlacedImage]) -> dict[int, Placed]:
        """A page's pictures by the identity of their items; those that come up for the first time are written.

        Raises OutputError when a file cannot be read any more.
        """
        names: dict[str, str] = {}
        return {id(image): self._place(image, names.setdefault(image.path, f"Im{len(names) + 1}")) for image in images}

    def _place(self, image: PlacedImage, name: str) -> Placed:
        """Where the whole picture lies when its crop fills the frame."""
        stored = self._stored.get(image.path)
        if stored is None:
            stored = self._stored[image.path] = self._read(image.path)
        x, y, width, height = image.crop
        across, down = image.rect.width / 1000 / max(1, width), image.rect.height / 1000 / max(1, height)
        return Placed(
            name,
            stored,
            image.rect.x / 1000 - x * across,
            image.rect.y / 1000 - y * down,
            stored.width * across,
            stored.height * down,
        )

    def _read(self, path: str) -> Stored:
        from PIL import Image  # noqa: PLC0415  (loaded only for editions with pictures)

        wanted = self._scales.get(path, 1.0) * PRINT_PPI / 72
        factor = min(1.0, wanted) if wanted * REDUCE_ABOVE < 1 else 1.0
        try:
            data = Path(path).read_bytes()
            digests = hashlib.sha256(data).hexdigest()
            if looks_like_pdf(data):
                page = self._memory.recall(digest("pdf page", digests), lambda: pdf_page_of(data))
                return Stored(put_form(page, self._store), *page.facts.size, 1)
            with Image.open(io.BytesIO(data)) as opened:
                orientation = _orientation(opened, data)
                turned = orientation in (5, 6, 7, 8)
                size = (opened.height, opened.width) if turned else opened.size
                ref = _passed(opened, data, self._store) if factor == 1 else None
                if ref is None:
                    key = digest("packed picture", digests, factor)
                    ref = put_packed(self._memory.recall(key, lambda: packed(opened, factor)), self._store)
        except (OSError, ValueError, SyntaxError, UnusablePdfError, Image.DecompressionBombError) as error:
            raise OutputError(f"cannot read the picture {path}: {error}") from error
        return Stored(ref, *size, orientation)


def _orientation(opened: Image, data: bytes) -> int:
    """How the camera was held. A PNG is not asked where it does not say: to ask decodes it whole."""
    if opened.format == "PNG" and b"eXIf" not in data:
        return 1
    return int(opened.getexif().get(_ORIENTATION, 1))


def _passed(opened: Image, data: bytes, store: Store) -> Ref | None:
    """The file's own data, where a PDF reader can decode them."""
    space = colour_space(inks_of(opened), profile_of(opened), store)
    entries = image_entries(opened.width, opened.height, space)
    if opened.format in ("JPEG", "MPO") and opened.mode in ("L", "RGB", "CMYK"):
        if opened.mode == "CMYK" and "adobe" in opened.info:
            entries["Decode"] = [1, 0] * 4  # Adobe's CMYK JPEGs count ink backwards
        return store.stream(without_metadata(data), {**entries, "Filter": "DCTDecode"})
    if opened.format == "PNG" and "transparency" not in opened.info:
        found = png_stream(data, space)
        if found:
            return store.stream(found.data, {**entries, **found.entries})
    return None
