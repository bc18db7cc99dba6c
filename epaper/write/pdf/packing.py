"""A picture that a PDF reader cannot decode, or far finer than print can show → packed so that a reader can.

JPEGs stay JPEGs; all else is packed without loss, with alpha as a soft mask.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from epaper.value import Value
from epaper.write.pdf.jpeg import without_metadata
from epaper.write.pdf.objects import PdfValue, Ref, Store
from epaper.write.pdf.png import png_stream

if TYPE_CHECKING:
    from PIL.Image import Image

_QUALITY = 90
_SPACES = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}
_PROFILE_SPACES = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}


class Packed(Value):
    """A picture as it is written: its pixels, packed as `entries` say; its colour profile, or none where it has none
    that fits its inks; its soft mask."""

    size: tuple[int, int]
    inks: int
    profile: bytes
    data: bytes
    entries: Mapping[str, PdfValue]
    mask: Packed | None = None


def packed(opened: Image, factor: float) -> Packed:
    """The picture decoded, reduced by `factor`, and packed."""
    from PIL import Image  # noqa: PLC0415  (loaded only for editions with pictures)

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
        mask = _mask(picture.getchannel("A"))
        picture = picture.convert(picture.mode[:-1])
    if profile:
        picture.info["icc_profile"] = profile
    inks, profile = inks_of(picture), profile_of(picture)
    if not photograph:
        return Packed(size, inks, profile, *_lossless(picture), mask)
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=_QUALITY)
    entries: dict[str, PdfValue] = {"Filter": "DCTDecode"}
    if picture.mode == "CMYK":
        entries["Decode"] = [1, 0] * 4  # Adobe's CMYK JPEGs count ink backwards, and so does Pillow
    return Packed(size, inks, profile, without_metadata(jpeg.getvalue()), entries, mask)


def put_packed(picture: Packed, store: Store) -> Ref:
    """Write the picture's objects."""
    mask = None if picture.mask is None else put_packed(picture.mask, store)
    space = colour_space(picture.inks, picture.profile, store)
    return store.stream(picture.data, {**image_entries(*picture.size, space), "SMask": mask, **picture.entries})


def image_entries(width: int, height: int, space: PdfValue) -> dict[str, PdfValue | None]:
    """What the object of every picture says of it."""
    return {
        "Type": "XObject",
        "Subtype": "Image",
        "Width": width,
        "Height": height,
        "ColorSpace": space,
        "BitsPerComponent": 8,
    }


def inks_of(picture: Image) -> int:
    """How many inks it is printed with, alpha apart."""
    return {"1": 1, "L": 1, "LA": 1, "CMYK": 4}.get(picture.mode, 3)


def profile_of(picture: Image) -> bytes:
    """Its own colour profile, where it has one that fits its inks."""
    profile: bytes = picture.info.get("icc_profile") or b""
    fits = _PROFILE_SPACES.get(profile[16:20]) == inks_of(picture) and profile[36:40] == b"acsp"
    return profile if fits else b""


def colour_space(inks: int, profile: bytes, store: Store) -> PdfValue:
    """The profile's colour space, or the device's where there is no profile."""
    if not profile:
        return _SPACES[inks]
    return ["ICCBased", store.shared(profile, {"N": inks, "Alternate": _SPACES[inks]})]


def _lossless(picture: Image) -> tuple[bytes, dict[str, PdfValue]]:
    """Packed as PNG packs it, which predicts each pixel from its neighbours; CMYK, which PNG lacks, plainly."""
    if picture.mode == "CMYK":
        return zlib.compress(picture.tobytes()), {"Filter": "FlateDecode"}
    png = io.BytesIO()
    picture.info.clear()
    picture.save(png, "PNG", compress_level=6)
    found = png_stream(png.getvalue(), None)
    assert found is not None, "Pillow writes plain PNGs"
    return found.data, {key: each for key, each in found.entries.items() if each is not None}


def _mask(alpha: Image) -> Packed | None:
    """The soft mask, or none for a picture that covers everything anyway."""
    return None if alpha.getextrema() == (255, 255) else Packed(alpha.size, 1, b"", *_lossless(alpha))


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
