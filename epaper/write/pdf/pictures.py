"""Picture files → image objects, each stored once. What a PDF reader can decode itself passes through undecoded.

PDF files stay drawings (see `forms`). JPEGs pass through without their metadata, PNGs as they are packed; EXIF
orientation is a matter of the matrix. A picture far finer than print can show is reduced; other kinds are decoded and
packed losslessly. Alpha becomes a soft mask.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from epaper.display.items import PlacedImage
from epaper.errors import OutputError
from epaper.pdf_page import UnusablePdfError, looks_like_pdf, read_pdf_page
from epaper.value import Value
from epaper.write.pdf.forms import put_form
from epaper.write.pdf.jpeg import without_metadata
from epaper.write.pdf.objects import PdfValue, Ref, Store
from epaper.write.pdf.png import png_stream

if TYPE_CHECKING:
    from PIL.Image import Image

PRINT_PPI = 300
REDUCE_ABOVE = 1.6
"""A picture is reduced when it has this many times the pixels, in each direction, that print can show."""
_QUALITY = 90
_ORIENTATION = 0x0112
_INKS = {"L": 1, "RGB": 3, "CMYK": 4}
_SPACES = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}
_PROFILE_SPACES = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}

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
    """A picture in the file: its object, the name by which pages draw it, and its upright size in the file's pixels (a
    PDF's in millipoints)."""

    name: str
    ref: Ref
    width: int
    height: int
    orientation: int


class Placed(Value):
    """A stored picture on a page: where the whole of it lies, cropped parts included, in points from the top left."""

    stored: Stored
    x: float
    y: float
    width: float
    height: float

    @property
    def name(self) -> str:
        return self.stored.name

    @property
    def ref(self) -> Ref:
        return self.stored.ref

    def matrix(self, left: float, top: float) -> Matrix:
        """The matrix that puts the stored picture there, on a page whose top left corner is at (left, top)."""
        a, b, c, d, e, f = _TURNS.get(self.stored.orientation, (1, 0, 0, 1, 0, 0))
        w, h = self.width, self.height
        x, y = left + self.x, top - self.y - h
        return a * w, b * h, c * w, d * h, e * w + x, f * h + y


class PictureStore:
    """The pictures of one document by file. The largest scale at which a picture is placed decides its resolution."""

    def __init__(self, store: Store, images: list[PlacedImage]) -> None:
        self._store = store
        self._scales: dict[str, float] = {}
        self._stored: dict[str, Stored] = {}
        for image in images:
            scale = image.rect.width / 1000 / max(1, image.crop[2])
            self._scales[image.path] = max(scale, self._scales.get(image.path, 0.0))

    def place(self, image: PlacedImage) -> Placed:
        """Where the whole picture lies when its crop fills the frame; the picture is written when it first comes up.

        Raises OutputError when the file cannot be read any more.
        """
        stored = self._stored.get(image.path)
        if stored is None:
            name = f"Im{len(self._stored) + 1}"
            stored = self._stored[image.path] = _read(image.path, name, self._scales.get(image.path, 1.0), self._store)
        x, y, width, height = image.crop
        across, down = image.rect.width / 1000 / max(1, width), image.rect.height / 1000 / max(1, height)
        return Placed(
            stored,
            image.rect.x / 1000 - x * across,
            image.rect.y / 1000 - y * down,
            stored.width * across,
            stored.height * down,
        )


def _read(path: str, name: str, scale: float, store: Store) -> Stored:
    from PIL import Image  # noqa: PLC0415  (loaded only for editions with pictures)

    wanted = scale * PRINT_PPI / 72
    reduce = wanted * REDUCE_ABOVE < 1
    try:
        data = Path(path).read_bytes()
        if looks_like_pdf(data):
            page = read_pdf_page(Path(path))
            return Stored(name, put_form(page, store), *page.facts.size, 1)
        with Image.open(io.BytesIO(data)) as opened:
            orientation = _orientation(opened, data)
            turned = orientation in (5, 6, 7, 8)
            size = (opened.height, opened.width) if turned else opened.size
            ref = None if reduce else _passed(opened, data, store)
            ref = ref or _packed(opened, min(1.0, wanted) if reduce else 1.0, store)
    except (OSError, ValueError, SyntaxError, UnusablePdfError, Image.DecompressionBombError) as error:
        raise OutputError(f"cannot read the picture {path}: {error}") from error
    return Stored(name, ref, *size, orientation)


def _orientation(opened: Image, data: bytes) -> int:
    """How the camera was held. A PNG is not asked where it does not say: to ask decodes it whole."""
    if opened.format == "PNG" and b"eXIf" not in data:
        return 1
    return int(opened.getexif().get(_ORIENTATION, 1))


def _passed(opened: Image, data: bytes, store: Store) -> Ref | None:
    """The file's own data, where a PDF reader can decode them."""
    space = _colour_space(opened, store)
    if opened.format in ("JPEG", "MPO") and opened.mode in _INKS:
        entries = _entries(opened.width, opened.height, space)
        if opened.mode == "CMYK" and "adobe" in opened.info:
            entries["Decode"] = [1, 0] * 4  # Adobe's CMYK JPEGs count ink backwards
        return store.stream(without_metadata(data), {**entries, "Filter": "DCTDecode"})
    if opened.format == "PNG" and "transparency" not in opened.info:
        found = png_stream(data, space)
        if found:
            return store.stream(found.data, {**_entries(opened.width, opened.height, space), **found.entries})
    return None


def _packed(opened: Image, factor: float, store: Store) -> Ref:
    """The picture decoded, reduced by `factor`, and packed: a JPEG as a JPEG, all else without loss."""
    from PIL import Image  # noqa: PLC0415

    photograph = opened.format in ("JPEG", "MPO")
    size = (max(1, round(opened.width * factor)), max(1, round(opened.height * factor)))
    profile = opened.info.get("icc_profile")
    if photograph and factor < 1:
        opened.draft(None, size)  # lets the decoder itself halve the picture, and halve it again
    picture = _plain(opened)
    if picture.size != size:
        picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    mask = None
    if picture.mode in ("LA", "RGBA"):
        mask = _mask(picture.getchannel("A"), store)
        picture = picture.convert(picture.mode[:-1])
    if profile:
        picture.info["icc_profile"] = profile
    space = _colour_space(picture, store)
    entries = {**_entries(*size, space), "SMask": mask}
    if photograph:
        packed = io.BytesIO()
        picture.save(packed, "JPEG", quality=_QUALITY)
        if picture.mode == "CMYK":
            entries["Decode"] = [1, 0] * 4
        return store.stream(without_metadata(packed.getvalue()), {**entries, "Filter": "DCTDecode"})
    return _lossless(picture, entries, store)


def _lossless(picture: Image, entries: dict[str, PdfValue | None], store: Store) -> Ref:
    """Packed as PNG packs it, which predicts each pixel from its neighbours; CMYK, which PNG lacks, plainly."""
    if picture.mode == "CMYK":
        return store.stream(picture.tobytes(), entries)
    packed = io.BytesIO()
    picture.info.clear()
    picture.save(packed, "PNG", compress_level=6)
    found = png_stream(packed.getvalue(), entries["ColorSpace"])
    assert found is not None, "Pillow writes plain PNGs"
    return store.stream(found.data, {**entries, **found.entries})


def _mask(alpha: Image, store: Store) -> Ref | None:
    """The soft mask, or none for a picture that covers everything anyway."""
    if alpha.getextrema() == (255, 255):
        return None
    return _lossless(alpha, _entries(*alpha.size, "DeviceGray"), store)


def _entries(width: int, height: int, space: PdfValue) -> dict[str, PdfValue | None]:
    return {
        "Type": "XObject",
        "Subtype": "Image",
        "Width": width,
        "Height": height,
        "ColorSpace": space,
        "BitsPerComponent": 8,
    }


def _colour_space(picture: Image, store: Store) -> PdfValue:
    """The picture's own colour profile where it has one that fits its inks, or the device's space."""
    inks = {"1": 1, "L": 1, "LA": 1, "CMYK": 4}.get(picture.mode, 3)
    profile = picture.info.get("icc_profile") or b""
    if _PROFILE_SPACES.get(profile[16:20]) != inks or profile[36:40] != b"acsp":
        return _SPACES[inks]
    return ["ICCBased", store.shared(profile, {"N": inks, "Alternate": _SPACES[inks]})]


def _plain(picture: Image) -> Image:
    """The picture in one of the modes that are written here: 8-bit grey, RGB or CMYK, perhaps with alpha."""
    if "transparency" in picture.info:
        return picture.convert("RGBA")
    if picture.mode in ("L", "RGB", "CMYK", "LA", "RGBA"):
        picture.load()
        return picture.copy()
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value * (1 / 257) + 0).convert("L")
    grey = {"1": "L", "F": "L", "La": "LA", "RGBa": "RGBA", "PA": "RGBA"}
    return picture.convert(grey.get(picture.mode, "RGB"))
