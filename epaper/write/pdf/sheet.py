"""A page's pieces of content → its content stream, drawn, or remembered from a build before.

What a page looks like is settled before it is drawn, and its codes and names are its own: so a page that has not
changed has the same stream, whatever stands on the others.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

from epaper.display.items import GlyphRun, Item
from epaper.display.page import Page
from epaper.fonts.face import open_face
from epaper.memory import Memory, digest
from epaper.model.style import FaceRef
from epaper.value import State, Value, field
from epaper.write.pdf.content import Content
from epaper.write.pdf.fonts import PdfFont, Said
from epaper.write.pdf.objects import LEVEL
from epaper.write.pdf.pictures import Placed
from epaper.write.pdf.words import WholeWords


class Piece(Value):
    """Items that are marked as one, and the operator that opens their marked content."""

    operator: str
    items: tuple[Item, ...]


class Sheet(Value):
    """A page's content stream, compressed; its faces in the order of their names (see `face_name`), each with the codes
    that it uses."""

    stream: bytes
    faces: tuple[tuple[FaceRef, dict[int, Said]], ...]


class Faces(State):
    """The faces of a document, with all codes that its pages use."""

    codes: dict[FaceRef, dict[int, Said]] = field(default_factory=dict)

    def take(self, sheet: Sheet) -> bool:
        """Take up a page's codes, unless one of them says something else on a page before."""
        if any(self._clash(ref, codes) for ref, codes in sheet.faces):
            return False
        for ref, codes in sheet.faces:
            self.codes.setdefault(ref, {}).update(codes)
        return True

    def _clash(self, ref: FaceRef, codes: Mapping[int, Said]) -> bool:
        taken = self.codes.get(ref, {})
        return any(taken.get(code, said) != said for code, said in codes.items())


def face_name(at: int) -> str:
    """The name by which a page knows its faces, counted from 0."""
    return f"F{at + 1}"


def sheet_of(
    page: Page, pieces: Sequence[Piece], placed: Mapping[int, Placed], mended: WholeWords, faces: Faces, memory: Memory
) -> Sheet:
    """The page's content, whose codes are then among those of `faces`. `placed` are its pictures by the identity of
    their items, `mended` the document's broken words."""
    runs = [item for piece in pieces for item in piece.items if isinstance(item, GlyphRun)]
    broken = [
        (at, mended.heads.get(id(run)), mended.tails.get(id(run)))
        for at, run in enumerate(runs)
        if id(run) in mended.heads or id(run) in mended.tails
    ]
    pictures = [(each.name, each.matrix(0, 0)) for each in placed.values()]
    key = digest("sheet", page.size, page.bleed, pieces, broken, pictures)
    made = memory.recall(key, lambda: _drawn(page, pieces, placed, mended, {}))
    if not faces.take(made):  # what it is beside others is not remembered: they may change
        made = _drawn(page, pieces, placed, mended, faces.codes)
        faces.take(made)
    return made


def _drawn(
    page: Page,
    pieces: Sequence[Piece],
    placed: Mapping[int, Placed],
    mended: WholeWords,
    taken: Mapping[FaceRef, Mapping[int, Said]],
) -> Sheet:
    fonts: dict[FaceRef, PdfFont] = {}

    def font_of(ref: FaceRef) -> PdfFont:
        known = fonts.get(ref)
        if known is None:
            known = fonts[ref] = PdfFont(open_face(ref), face_name(len(fonts)), taken.get(ref, {}))
        return known

    content = Content(page.size.height + 2 * page.bleed, page.bleed, font_of, placed, mended)
    for piece in pieces:
        content.begin(piece.operator)
        for item in piece.items:
            content.draw(item)
        content.end()
    return Sheet(zlib.compress(content.finished(), LEVEL), tuple((ref, font.codes) for ref, font in fonts.items()))
