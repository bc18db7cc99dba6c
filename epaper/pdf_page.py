"""A PDF file of others → its first page as values: its trimmed size, what draws it, and every object that it needs.

What is copied from here into another file is what the page's resources reach, and nothing else: no scripts, no
attachments, no private data. Streams stay packed as they are.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from epaper.units import Mpt
from epaper.value import State, Value, field

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
Tree: TypeAlias = "bytes | str | Link | Sequence[Tree] | Mapping[str, Tree]"
"""A value: a name as str, what is PDF already as bytes, arrays, dictionaries, and links to objects."""

_PRIVATE = frozenset({"/PieceInfo", "/Metadata", "/StructParent", "/StructParents", "/LastModified", "/Parent"})
"""What other programs keep beside the objects: it draws nothing, and some of it leads out of the page."""
_FONTS = frozenset({"/Type1", "/MMType1", "/TrueType", "/CIDFontType0", "/CIDFontType2"})
_MOST_OBJECTS = 20_000
_TAIL = 2048
"""A whole file says that it ends within so many bytes of its end."""
_QUARTER = 90


class UnusablePdfError(Exception):
    """Why a file cannot be placed, as the end of a sentence about it ("is locked with a password")."""


class Link(Value):
    """A reference to an object of the page, by its number in the file that it comes from."""

    number: int


class Stream(Value):
    """An object that is a stream: its entries without /Length, and its data packed as those say."""

    entries: Mapping[str, Tree]
    data: bytes


class PdfFacts(Value):
    """What is to be known of a file before it is placed: the first page's trimmed size as seen, in points, the number
    of pages, the fonts that it does not bring along, and what of it will not be seen as its maker sees it."""

    width: float
    height: float
    pages: int
    missing_fonts: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def size(self) -> tuple[Mpt, Mpt]:
        """Width and height as seen, in whole millipoints."""
        return round(self.width * 1000), round(self.height * 1000)


class PdfPage(Value):
    """A page to draw. `box` is its trimmed part, in its own coordinates; `matrix` turns that part upright and makes it
    a unit square. `content` is a stream; `objects` are what it, `resources` and `group` link to, by number, in the
    order in which they are met."""

    facts: PdfFacts
    box: tuple[float, float, float, float]
    matrix: Matrix
    content: Stream
    resources: Tree
    group: Tree | None
    objects: Mapping[int, Tree | Stream]


def looks_like_pdf(data: bytes) -> bool:
    """Whether the beginning of a file is that of a PDF."""
    return data[:1024].lstrip().startswith(b"%PDF-")


def is_pdf(path: Path) -> bool:
    """Whether a file is a PDF, whatever its name. Raises OSError when it cannot be read."""
    with path.open("rb") as file:
        return looks_like_pdf(file.read(1024))


def read_pdf_page(path: Path) -> PdfPage:
    """The first page of a file. Raises UnusablePdfError, or OSError when it cannot be read."""
    return pdf_page_of(path.read_bytes())


def pdf_page_of(data: bytes) -> PdfPage:
    """The first page of a file's content. Raises UnusablePdfError."""
    if not looks_like_pdf(data):
        raise UnusablePdfError("is no PDF, whatever its name says")
    if b"%%EOF" not in data[-_TAIL:]:
        raise UnusablePdfError("is cut short")
    from pypdf import PdfReader  # noqa: PLC0415  (only for papers with advertisements in PDF)

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells the log of slips that it mends
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise UnusablePdfError("is locked with a password")
        return _page(reader, reader.pages[0])
    except UnusablePdfError:
        raise
    except RecursionError:
        raise UnusablePdfError("is broken: its objects go round in circles") from None
    except Exception as error:  # there is no end to what the library raises on broken files
        reason = str(error).strip(" .'\"") or type(error).__name__
        raise UnusablePdfError(f"is broken: {reason[:1].lower()}{reason[1:]}") from None


def _page(reader: PdfReader, page: PageObject) -> PdfPage:
    box = _trimmed(page)
    turn = int(page.rotation) % 360
    unit = float(page.get("/UserUnit", 1))
    wide, high = (box[2] - box[0]) * unit, (box[3] - box[1]) * unit
    gatherer = _Gatherer()
    resources = gatherer.tree(page.get("/Resources") or {})
    group = page.get("/Group")
    copied = gatherer.tree(group) if group else None
    content = gatherer.content(page)
    gatherer.drain()
    facts = PdfFacts(
        *((high, wide) if turn % (2 * _QUARTER) else (wide, high)),
        pages=len(reader.pages),
        missing_fonts=tuple(dict.fromkeys(gatherer.missing)),
        lost=tuple(_lost(reader, page)),
    )
    return PdfPage(facts, box, _upright(box, turn), content, resources, copied, gatherer.objects)


def _trimmed(page: PageObject) -> tuple[float, float, float, float]:
    """The page's trim box, or else its crop box, as far as they lie on the sheet: left, foot, right, head."""
    sheet, trim = page.mediabox, page.trimbox  # where there is none, it is the crop box; failing that, the sheet
    left, foot = max(float(sheet.left), float(trim.left)), max(float(sheet.bottom), float(trim.bottom))
    right, head = min(float(sheet.right), float(trim.right)), min(float(sheet.top), float(trim.top))
    if right - left < 1 or head - foot < 1:
        raise UnusablePdfError("has a page without a size")
    return left, foot, right, head


def _upright(box: tuple[float, float, float, float], turn: int) -> Matrix:
    """What turns the box by quarters, clockwise, and maps it onto the unit square."""
    left, foot, right, head = box
    wide, high = right - left, head - foot
    if turn == _QUARTER:
        return 0, -1 / wide, 1 / high, 0, -foot / high, right / wide
    if turn == 2 * _QUARTER:
        return -1 / wide, 0, 0, -1 / high, right / wide, head / high
    if turn == 3 * _QUARTER:
        return 0, 1 / wide, -1 / high, 0, head / high, -left / wide
    return 1 / wide, 0, 0, 1 / high, -left / wide, -foot / high


def _lost(reader: PdfReader, page: PageObject) -> list[str]:
    """What other readers may show otherwise: layers that can be switched off, and what stands on the page as notes."""
    lost = []
    layers = reader.root_object.get("/OCProperties")
    off = layers.get("/D", {}).get("/OFF") if layers else None
    if off:
        lost.append("it has hidden layers, and they are printed")
    notes = [each.get_object() for each in page.get("/Annots") or ()]
    if any(note.get("/Subtype") not in ("/Link", "/Popup") for note in notes):
        lost.append("its form fields and notes are not printed")
    return lost


class _Gatherer(State):
    """What the page reaches: objects by number, those still to be looked at, and fonts that are named only."""

    objects: dict[int, Tree | Stream] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    _waiting: list[Any] = field(default_factory=list)
    _met: set[int] = field(default_factory=set)

    def drain(self) -> None:
        """Gather everything that is linked to."""
        while self._waiting:
            link = self._waiting.pop(0)
            self.objects[link.idnum] = self._object(link.get_object())
            if len(self.objects) > _MOST_OBJECTS:
                raise UnusablePdfError(f"has more than {_MOST_OBJECTS} objects on one page")

    def tree(self, value: Any) -> Tree:
        """A value of the library's as one of ours; what it links to waits its turn."""
        from pypdf import generic  # noqa: PLC0415

        if isinstance(value, generic.IndirectObject):
            if value.idnum not in self._met:
                self._met.add(value.idnum)
                self._waiting.append(value)
            return Link(value.idnum)
        if isinstance(value, dict):
            self._look_at_font(value)
            return self._entries(value)
        if isinstance(value, list):
            return [self.tree(each) for each in value]
        if isinstance(value, generic.NameObject):
            return str(value)[1:]
        packed = io.BytesIO()
        value.write_to_stream(packed)
        return packed.getvalue()

    def content(self, page: PageObject) -> Stream:
        """The page's operators as one stream: as it is packed, or unpacked and joined where they are several."""
        contents = page.get("/Contents")
        parts = contents if isinstance(contents, list) else [contents] if contents else []
        streams = [each.get_object() for each in parts]
        if len(streams) == 1:
            return cast(Stream, self._object(streams[0]))
        return Stream({}, b"\n".join(each.get_data() for each in streams))

    def _object(self, value: Any) -> Tree | Stream:
        from pypdf import generic  # noqa: PLC0415

        if isinstance(value, generic.StreamObject):
            entries = self._entries(value)
            return Stream({key: each for key, each in entries.items() if key != "Length"}, value._data)
        return self.tree(value if value is not None else generic.NullObject())

    def _entries(self, value: Any) -> dict[str, Tree]:
        if not all(str(key).isascii() for key in value):
            raise UnusablePdfError("names its fonts or pictures in letters beyond ASCII, which cannot be copied")
        return {str(key)[1:]: self.tree(value.raw_get(key)) for key in value if key not in _PRIVATE}

    def _look_at_font(self, value: Mapping[str, Any]) -> None:
        if value.get("/Type") != "/Font" or value.get("/Subtype") not in _FONTS:
            return
        descriptor = value.get("/FontDescriptor") or {}
        if not any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3")):
            self.missing.append(str(value.get("/BaseFont", "/?"))[1:])
