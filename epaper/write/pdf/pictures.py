"""Picture files → image objects, each stored once: JPEGs pass through as they are, the rest is packed losslessly.

A picture far finer than print can show is reduced; one that needs turning, or has more than 8 bits, is decoded. Alpha
becomes a soft mask.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.pdfdoc import PDFDocument

from epaper.display.items import PlacedImage
from epaper.write.pdf.objects import Name, Stream, array

if TYPE_CHECKING:
    from PIL.Image import Image

PRINT_PPI = 300
_REDUCE_ABOVE = 1.6
"""A picture is reduced when it has this many times the pixels, in each direction, that print can show."""
_ORIENTATION = 0x0112
_SPACES = {"L": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}


@dataclass(slots=True)
class PictureStore:
    """The pictures of one document by file; the largest scale at which each is placed decides its resolution."""

    document: PDFDocument
    scales: dict[str, float] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _references: dict[str, Any] = field(default_factory=dict)
    _sizes: dict[str, tuple[int, int]] = field(default_factory=dict)

    def expect(self, image: PlacedImage) -> None:
        """Note that a picture will be placed, and how large (points to a pixel of the file)."""
        scale = image.rect.width / 1000 / max(1, image.crop[2])
        self.scales[image.path] = max(scale, self.scales.get(image.path, 0.0))

    def place(self, image: PlacedImage) -> tuple[str, float, float, float, float]:
        """The resource name, and where the whole picture lies: x from the left, y from the top (negative), size."""
        name = self._names.get(image.path)
        if name is None:
            name = self._names[image.path] = f"Im{len(self._names) + 1}"
            self._references[name] = self.document.Reference(self._stream(image.path, name), name)
        x, y, width, height = image.crop
        across, down = image.rect.width / 1000 / width, image.rect.height / 1000 / height
        full_width, full_height = self._size(image.path)
        left = image.rect.x / 1000 - x * across
        top = image.rect.y / 1000 - y * down
        return name, left, -(top + full_height * down), full_width * across, full_height * down

    def reference(self, name: str) -> Any:
        return self._references[name]

    def _size(self, path: str) -> tuple[int, int]:
        from PIL import Image  # noqa: PLC0415

        known = self._sizes.get(path)
        if known is None:
            with Image.open(path) as opened:
                width, height = opened.size
                turned = opened.getexif().get(_ORIENTATION, 1) >= 5
            known = self._sizes[path] = (height, width) if turned else (width, height)
        return known

    def _stream(self, path: str, name: str) -> Stream:
        from PIL import Image, ImageOps  # noqa: PLC0415

        with Image.open(path) as opened:
            upright = opened.getexif().get(_ORIENTATION, 1) == 1
            wanted = self.scales.get(path, 1.0) * PRINT_PPI / 72
            if opened.format == "JPEG" and upright and opened.mode in _SPACES and wanted * _REDUCE_ABOVE > 1:
                return _jpeg(opened, path)
            picture: Image.Image = ImageOps.exif_transpose(opened)
            if wanted * _REDUCE_ABOVE <= 1:
                size = (max(1, round(picture.width * wanted)), max(1, round(picture.height * wanted)))
                picture = _eight_bit(picture).resize(size, Image.Resampling.LANCZOS)
            return self._packed(_eight_bit(picture), name, opened.format == "JPEG")

    def _packed(self, picture: Image, name: str, photograph: bool) -> Stream:
        """A decoded picture: photographs as good JPEG, others lossless; alpha apart, as a mask."""
        mask = None
        if picture.mode in ("LA", "RGBA"):
            alpha = picture.getchannel("A")
            if alpha.getextrema() != (255, 255):
                entries = _entries(alpha.width, alpha.height, "DeviceGray")
                mask = self.document.Reference(Stream(alpha.tobytes(), entries), f"{name}.mask")
            picture = picture.convert("L" if picture.mode == "LA" else "RGB")
        entries = _entries(picture.width, picture.height, _SPACES[picture.mode])
        if mask is not None:
            entries["SMask"] = mask
        if photograph and picture.mode != "CMYK":
            packed = io.BytesIO()
            picture.save(packed, "JPEG", quality=90, subsampling=0)
            return Stream(packed.getvalue(), {**entries, "Filter": Name("DCTDecode")}, packed=False)
        return Stream(picture.tobytes(), entries)


def _jpeg(opened: Image, path: str) -> Stream:
    """The file's own bytes. Adobe's CMYK JPEGs count ink backwards, which /Decode says."""
    entries = _entries(opened.width, opened.height, _SPACES[opened.mode])
    if opened.mode == "CMYK" and "adobe" in opened.info:
        entries["Decode"] = array([1, 0] * 4)
    with open(path, "rb") as file:  # noqa: PTH123
        return Stream(file.read(), {**entries, "Filter": Name("DCTDecode")}, packed=False)


def _entries(width: int, height: int, space: str) -> dict[str, Any]:
    return {
        "Type": Name("XObject"),
        "Subtype": Name("Image"),
        "Width": width,
        "Height": height,
        "ColorSpace": Name(space),
        "BitsPerComponent": 8,
    }


def _eight_bit(picture: Image) -> Image:
    """The picture in one of the modes that a PDF image can have here."""
    if picture.mode in ("L", "RGB", "CMYK", "LA", "RGBA"):
        return picture
    if picture.mode.startswith("I") or picture.mode == "F":
        return (
            picture.point(lambda value: value / 257).convert("L")
            if picture.mode.startswith("I")
            else picture.convert("L")
        )
    if picture.mode in ("P", "PA", "La", "RGBa"):
        return picture.convert("RGBA")
    return picture.convert("L" if picture.mode == "1" else "RGB")
