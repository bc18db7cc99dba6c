"""The caption and credit inside a picture file: Exif, XMP and IPTC fields → the words of each, the most trusted first.

Ranked by the Metadata Working Group's "Guidelines for handling image metadata" (2010): Exif, then XMP, then IPTC; but
IPTC before XMP where its digest shows that a program without XMP wrote it later.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree

from epaper.value import Value, replace

_CAMERA = re.compile(
    r"(?:olympus|sony|kodak|minolta|samsung|canon|nikon|default|untitled|dcim?|img|dsc|created with)\b.*", re.IGNORECASE
)
_CAPTION, _BYLINE, _CREDIT = 120, 80, 110
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"


class Words(Value):
    """What one kind of metadata in a picture file says: the caption, the credit line, who made it."""

    kind: str
    caption: str = ""
    credit: str = ""
    creator: str = ""


class Metadata(Value):
    """A picture file's fields as they were read. `iptc` is by the number of its data set in record 2."""

    exif_description: object
    exif_artist: object
    iptc: Mapping[int, object]
    iptc_is_later: bool
    xmp: bytes | str


def read_words(metadata: Metadata) -> tuple[Words, ...]:
    """The words of each kind of metadata that has any."""
    exif = Words(
        kind="Exif",
        caption=_unless_camera(_clean(metadata.exif_description)),
        creator=_clean(metadata.exif_artist).replace(";", ","),
    )
    iptc = Words(
        kind="IPTC",
        caption=_unless_camera(_joined(metadata.iptc.get(_CAPTION))),
        credit=_joined(metadata.iptc.get(_CREDIT)),
        creator=_joined(metadata.iptc.get(_BYLINE)),
    )
    xmp = _xmp_words(metadata.xmp)
    ranked = (exif, iptc, xmp) if metadata.iptc_is_later else (exif, xmp, iptc)
    return tuple(words for words in ranked if replace(words, kind="") != Words(""))


def _xmp_words(packet: bytes | str) -> Words:
    """Of an XMP packet; one that is broken, or that declares entities, has no words."""
    data = packet.encode() if isinstance(packet, str) else bytes(packet)
    start, end = data.find(b"<"), data.rfind(b">")
    if start < 0 or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return Words("XMP")
    try:
        root = ElementTree.fromstring(data[start : end + 1])
    except ElementTree.ParseError:
        return Words("XMP")
    caption = "".join(_xmp_texts(root, f"{_DC}description")[:1])
    credit = "".join(_xmp_texts(root, f"{_PHOTOSHOP}Credit")[:1])
    return Words("XMP", _unless_camera(caption), credit, ", ".join(_xmp_texts(root, f"{_DC}creator")))


def _xmp_texts(root: ElementTree.Element, name: str) -> list[str]:
    """The texts of a property: an attribute, an element, or the items of its list."""
    found = [_clean(each.get(name)) for each in root.iter(f"{_RDF}Description")]
    for element in root.iter(name):
        items = list(element.iter(f"{_RDF}li"))
        found += [_clean(item.text) for item in items] or [_clean(element.text)]
    return [text for text in found if text]


def _joined(value: object) -> str:
    values = value if isinstance(value, list) else [value]
    return ", ".join(filter(None, (_clean(each) for each in values)))


def _clean(value: object) -> str:
    """Metadata as tidy text: bytes are UTF-8, or else Latin 1."""
    if isinstance(value, bytes):
        try:
            return _clean(value.decode("utf-8"))
        except UnicodeDecodeError:
            return _clean(value.decode("latin-1"))
    return " ".join(value.replace("\0", " ").split()) if isinstance(value, str) else ""


def _unless_camera(caption: str) -> str:
    """A camera's or a program's own name is no caption."""
    return "" if _CAMERA.fullmatch(caption) else caption
