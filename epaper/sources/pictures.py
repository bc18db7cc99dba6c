"""Picture files in → what the engine needs to know of them: size, colour, profile, and the words inside the file.

Nothing is decoded here where that can be helped, for a photograph of forty megapixels takes a second: headers are read,
and a file's end is looked at to tell whether it is whole. JPEG passes into the PDF as it is.
"""

from __future__ import annotations

import hashlib
import os
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from epaper.errors import Collector, Diagnostic, InputError, Where, did_you_mean
from epaper.memory import Memory, digest
from epaper.model.story import Picture, Run, Story
from epaper.sources.outlines import Outline, outline_of
from epaper.sources.picture_words import Metadata, Words, read_words
from epaper.sources.reading import looking_at, state_of
from epaper.sources.typography import mend_picture
from epaper.value import Value, replace

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "AVIF", "GIF", "BMP")
_LEAST_DPI, _MOST_DPI = 20, 20_000
"""A density outside these is a slip of the program that wrote it."""

_ORIENTATION, _DESCRIPTION, _ARTIST = 0x0112, 0x010E, 0x013B
_IPTC, _IPTC_DIGEST = 0x0404, 0x0425
_SIDEWAYS = (5, 6, 7, 8)
_BREAKS = (OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, IndexError, AttributeError)
"""What the image library raises on broken files."""

_SUFFIXES = (".jpg", ".jpeg", ".jpe", ".png", ".tif", ".tiff", ".webp", ".avif", ".gif", ".bmp")
_UNSUPPORTED = {
    ".svg": "SVG",
    ".svgz": "SVG",
    ".pdf": "PDF",
    ".eps": "EPS",
    ".heic": "HEIC",
    ".heif": "HEIC",
    ".psd": "Photoshop",
}


class PictureFacts(Value):
    """A picture file, read but not decoded, except one with transparency, whose outline is wanted.

    `width` and `height` are pixels as it is to be seen: `orientation` (EXIF, 1 to 8) says how the stored pixels turn.
    `dpi` is 0 where the file does not say. `outline` is the shape of a cut-out. `words` are the file's own, the
    most trusted first.
    """

    path: str
    format: str
    mode: str
    width: int
    height: int
    orientation: int = 1
    alpha: bool = False
    outline: Outline = ()
    dpi: float = 0.0
    icc: bytes = b""
    words: tuple[Words, ...] = ()

    @property
    def caption(self) -> str:
        return next((words.caption for words in self.words if words.caption), "")

    @property
    def credit(self) -> str:
        """The credit line, or else the maker's name."""
        names = [words.credit for words in self.words] + [words.creator for words in self.words]
        return next(filter(None, names), "")

    @property
    def captions_differ(self) -> bool:
        """Whether two kinds of metadata tell different things."""
        return len({" ".join(words.caption.split()) for words in self.words if words.caption}) > 1


def examine(path: Path, where: Where | None = None, memory: Memory | None = None) -> PictureFacts:
    """The facts of a picture file; `where` is the place in the copy that asks for it. A file that `memory`
    knows in the state that it is in is not opened again.

    Raises `InputError` for a file that is missing, cut short, broken, too large, or of a format that cannot be set.
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

    looking_at(path)
    if not path.is_file():
        raise _fault("missing-picture", f"there is no picture {path}", where, _nearest(path))
    try:
        facts = (memory or Memory()).recall(digest("picture", str(path), state_of(path)), lambda: _read(path))
    except UnidentifiedImageError:
        raise _not_settable(path, where) from None
    except Image.DecompressionBombError:
        limit = 2 * (Image.MAX_IMAGE_PIXELS or 0) // 1_000_000
        hint = f"save it with fewer than {limit} million pixels"
        raise _fault("huge-picture", f"the picture {path} is too large", where, hint) from None
    except _BREAKS as error:
        reason = str(error).strip(" .") or type(error).__name__
        raise _fault(
            "broken-picture", f"the picture {path} is broken: {reason[:1].lower()}{reason[1:]}", where
        ) from None
    if facts.format not in FORMATS:
        raise _not_settable(path, where)
    return facts


def _read(path: Path) -> PictureFacts:
    """The facts of a file. Raises what the image library raises."""
    from PIL import Image  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(path) as image:
            facts = _facts(path, image)
        if facts.format in FORMATS:
            _check_whole(path, facts.format)
    return facts


def with_pictures(story: Story, base: Path, memory: Memory | None = None) -> tuple[Story, tuple[Diagnostic, ...]]:
    """A story whose pictures have absolute paths and sizes; paths are taken from the folder `base`.

    A picture without a path (a web page's text has only captions) stays as it is. A caption or credit that the copy
    does not give is taken from the file. Each picture that cannot be used is an error among the diagnostics.
    """
    found = Collector()
    pictures = tuple(_resolve(story, picture, base, found, memory) for picture in story.pictures)
    return replace(story, pictures=pictures), tuple(found.diagnostics)


def _resolve(story: Story, picture: Picture, base: Path, found: Collector, memory: Memory | None) -> Picture:
    if not picture.path:
        return picture
    where = picture.where or story.where
    if re.match(r"[a-z]+://", picture.path, re.IGNORECASE):
        hint = "save it beside the copy and name the file"
        found.error("missing-picture", f"the picture {picture.path} is on the web", where, hint)
        return picture
    path = Path(os.path.abspath(base / picture.path))  # noqa: PTH100 (resolve() would follow links)
    try:
        facts = examine(path, where, memory)
    except InputError as error:
        found.diagnostics += error.diagnostics
        return replace(picture, path=str(path))
    filled = replace(picture, path=str(path), width=facts.width, height=facts.height, outline=facts.outline)
    return _with_own_words(story, filled, facts, found)


def _with_own_words(story: Story, picture: Picture, facts: PictureFacts, found: Collector) -> Picture:
    caption = "" if picture.caption else facts.caption
    credit = "" if picture.credit else facts.credit
    where = picture.where or story.where
    name = Path(picture.path).name
    if caption and facts.captions_differ:
        kinds = " and ".join(words.kind for words in facts.words if words.caption)
        message = f"the captions inside {name} ({kinds}) differ; the first is used"
        found.warn("captions-differ", message, where, "give a caption in the copy")
    if caption or credit:
        parts = " and ".join(part for part, text in (("caption", caption), ("credit", credit)) if text)
        found.note("own-words", f"{parts} taken from inside {name}", where)
        taken = replace(picture, caption=(Run(caption),) if caption else (), credit=credit)
        mended = mend_picture(taken, story.language)
        return replace(picture, caption=mended.caption or picture.caption, credit=mended.credit or picture.credit)
    return picture


def _facts(path: Path, image: ImageFile) -> PictureFacts:
    exif = image.getexif()
    orientation = exif.get(_ORIENTATION, 1)
    orientation = orientation if orientation in range(1, 9) else 1
    width, height = image.size
    dpi = image.info.get("dpi", (0, 0))
    alpha = "A" in image.getbands() or "transparency" in image.info
    return PictureFacts(
        path=str(path),
        format="JPEG" if image.format == "MPO" else image.format or "",
        mode=image.mode,
        width=height if orientation in _SIDEWAYS else width,
        height=width if orientation in _SIDEWAYS else height,
        orientation=orientation,
        alpha=alpha,
        outline=outline_of(image) if alpha else (),
        dpi=float(dpi[0]) if isinstance(dpi, tuple) and dpi and _LEAST_DPI <= dpi[0] <= _MOST_DPI else 0.0,
        icc=image.info.get("icc_profile") or b"",
        words=read_words(_metadata(image)),
    )


def _check_whole(path: Path, kind: str) -> None:
    """Raise OSError if the file is cut short. JPEG's end and PNG's checksums tell without decoding."""
    from PIL import Image  # noqa: PLC0415

    if kind == "JPEG":
        data = path.read_bytes()
        if data.rfind(b"\xff\xd9") < data.rfind(b"\xff\xda"):
            raise OSError("the file is cut short")
        return
    with Image.open(path) as image:
        if kind == "PNG":
            image.verify()
        else:
            image.load()


def _metadata(image: ImageFile) -> Metadata:
    from PIL import IptcImagePlugin  # noqa: PLC0415

    exif, resources = image.getexif(), image.info.get("photoshop") or {}
    try:
        iptc = IptcImagePlugin.getiptcinfo(image) or {}
    except _BREAKS:
        iptc = {}
    block, digest = (resources.get(key, b"") if isinstance(resources, dict) else b"" for key in (_IPTC, _IPTC_DIGEST))
    return Metadata(
        exif_description=exif.get(_DESCRIPTION),
        exif_artist=exif.get(_ARTIST),
        iptc={number: value for (record, number), value in iptc.items() if record == 2},
        iptc_is_later=bool(block and digest) and digest != hashlib.md5(block, usedforsecurity=False).digest(),
        xmp=image.info.get("xmp") or b"",
    )


def _not_settable(path: Path, where: Where | None) -> InputError:
    suffix = path.suffix.lower()
    if suffix in _SUFFIXES:
        message = f"the picture {path} is broken, or not what its name says"
        return _fault("broken-picture", message, where)
    what = (
        f"{_UNSUPPORTED[suffix]} pictures cannot be set"
        if suffix in _UNSUPPORTED
        else "it is no picture that can be set"
    )
    return _fault("unsupported-picture", f"{path}: {what}", where, "use JPEG, PNG, TIFF, WebP, AVIF, GIF or BMP")


def _nearest(path: Path) -> str:
    """The hint with the nearest file name in the picture's folder."""
    if not path.parent.is_dir():
        return f"there is no folder {path.parent}"
    names = sorted(each.name for each in path.parent.iterdir() if each.is_file())
    hint = did_you_mean(path.name, names)
    return hint if hint.startswith("did you mean") else ""


def _fault(code: str, message: str, where: Where | None, hint: str = "") -> InputError:
    return InputError([Diagnostic("error", code, message, where, hint)])
