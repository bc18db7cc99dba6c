"""A finished document → a PDF file: pages, then what they share, then what the file says about itself.

The same document gives the same bytes: dates are the edition's own, and the file's identifier is a digest of all that
is in it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from epaper.display.items import Fill, GlyphRun, Item, PlacedImage, Rule
from epaper.display.page import Document, Page, Zone
from epaper.fonts.face import open_face
from epaper.memory import Memory
from epaper.model.style import FaceRef
from epaper.value import Value
from epaper.write.atomic import replacing
from epaper.write.pdf.content import BLACK_INK, KNOCK_OUT, OVERPRINT
from epaper.write.pdf.embed import embed
from epaper.write.pdf.metadata import put_info, put_xmp
from epaper.write.pdf.navigation import (
    Link,
    Targets,
    annotation,
    find_targets,
    leads_somewhere,
    page_labels,
    put_outline,
    run_link,
    zone_link,
)
from epaper.write.pdf.objects import PdfValue, Ref, Store, text
from epaper.write.pdf.pictures import PictureStore
from epaper.write.pdf.sheet import Faces, Piece, face_name, sheet_of
from epaper.write.pdf.structure import Structure
from epaper.write.pdf.words import WholeWords, whole_words

_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def write_pdf(document: Document, path: Path, memory: Memory | None = None) -> None:
    """Write the document to `path`, whole or not at all. What `memory` knows is not drawn or packed again.

    Raises OutputError when it cannot be written, or when a picture or font has gone since the pages were made up.
    """
    with replacing(path) as aside, aside.open("wb") as file:
        _write(document, file, memory or Memory())


def pdf_bytes(document: Document, memory: Memory | None = None) -> bytes:
    """The document as the content of a PDF file. Raises OutputError as `write_pdf` does."""
    file = io.BytesIO()
    _write(document, file, memory or Memory())
    return file.getvalue()


class _Shared(Value):
    """What the pages of one file have in common."""

    store: Store
    language: str
    faces: Faces
    refs: dict[FaceRef, Ref]
    pictures: PictureStore
    structure: Structure
    targets: Targets
    mended: WholeWords
    resources: dict[str, PdfValue]
    memory: Memory


def _write(document: Document, file: BinaryIO, memory: Memory) -> None:
    store = Store(file)
    tree, refs = store.reserve(), [store.reserve() for _ in document.pages]
    images = [item for page in document.pages for item in page.items if isinstance(item, PlacedImage)]
    shared = _Shared(
        store=store,
        language=document.language,
        faces=Faces(),
        refs={},
        pictures=PictureStore(store, images, memory),
        structure=Structure(len(refs)),
        targets=find_targets(document, refs),
        mended=whole_words(document),
        resources=_common_resources(store),
        memory=memory,
    )
    for at, page in enumerate(document.pages):
        _put_page(page, at, refs[at], tree, shared)
    for ref, codes in shared.faces.codes.items():
        embed(open_face(ref), codes, store, shared.refs[ref])
    store.put({"Type": "Pages", "Kids": refs, "Count": len(refs)}, tree)
    structure = shared.structure.put(refs, store)
    store.finish(_put_catalog(document, tree, structure, shared), put_info(document, store))


def _put_catalog(document: Document, tree: Ref, structure: Ref, shared: _Shared) -> Ref:
    right_to_left = document.language.partition("-")[0].lower() in _RIGHT_TO_LEFT
    return shared.store.put(
        {
            "Type": "Catalog",
            "Pages": tree,
            "Lang": text(document.language),
            "Outlines": put_outline(document, shared.targets, shared.store),
            "PageMode": "UseOutlines",
            "PageLayout": "SinglePage",
            "PageLabels": page_labels(document),
            "ViewerPreferences": {"DisplayDocTitle": True, "Direction": "R2L" if right_to_left else None},
            "MarkInfo": {"Marked": True},
            "StructTreeRoot": structure,
            "Metadata": put_xmp(document, shared.store),
        }
    )


def _common_resources(store: Store) -> dict[str, PdfValue]:
    """Black as an ink of its own, and whether what is drawn overprints what lies under it or knocks it out."""
    to_grey: dict[str, PdfValue] = {"FunctionType": 2, "Domain": [0, 1], "C0": [1], "C1": [0], "N": 1}
    black = store.put(["Separation", "Black", "DeviceGray", to_grey])
    over = store.put({"Type": "ExtGState", "OP": True, "op": True, "OPM": 1})
    knock = store.put({"Type": "ExtGState", "OP": False, "op": False, "OPM": 1})
    return {"ColorSpace": {BLACK_INK: black}, "ExtGState": {OVERPRINT: over, KNOCK_OUT: knock}}


def _put_page(page: Page, at: int, ref: Ref, tree: Ref, shared: _Shared) -> None:
    bleed = page.bleed
    width, height = page.size.width + 2 * bleed, page.size.height + 2 * bleed
    pieces, links = _marked(page, shared)
    placed = shared.pictures.place([item for item in page.items if isinstance(item, PlacedImage)])
    drawn = sheet_of(page, pieces, placed, shared.mended, shared.faces, shared.memory)
    for face, _ in drawn.faces:
        if face not in shared.refs:
            shared.refs[face] = shared.store.reserve()
    sheet = [0, 0, width / 1000, height / 1000]
    shared.store.put(
        {
            "Type": "Page",
            "Parent": tree,
            "MediaBox": sheet,
            "BleedBox": sheet,
            "TrimBox": [edge / 1000 for edge in (bleed, bleed, width - bleed, height - bleed)],
            "Contents": shared.store.stream(drawn.stream, {"Filter": "FlateDecode"}),
            "Resources": {
                **shared.resources,
                "Font": {face_name(at): shared.refs[face] for at, (face, _) in enumerate(drawn.faces)},
                "XObject": {each.name: each.stored.ref for each in placed.values()},
            },
            "Annots": links or None,
            "StructParents": at,
            "Tabs": "S",
        },
        ref,
    )


def _marked(page: Page, shared: _Shared) -> tuple[list[Piece], list[Ref]]:
    """What is drawn on a page, marked with its place in the structure; and the page's link annotations."""
    pieces: list[Piece] = []
    annotations: list[Ref] = []
    shared.structure.begin_page(page)
    for zone in page.zones:
        for (decoration, href, language), items in _pieces(zone, shared):
            operator = shared.structure.mark(zone, decoration=decoration, href=href, language=language)
            pieces.append(Piece(operator, tuple(items)))
            for link in _links(zone, items) if href else ():
                ref = shared.store.reserve()
                parent = shared.structure.annotate(ref)
                annotations.append(shared.store.put(annotation(link, page, shared.targets, parent), ref))
    return pieces, annotations


def _pieces(zone: Zone, shared: _Shared) -> Iterator[tuple[tuple[bool, str, str], list[Item]]]:
    """A zone's items, in stretches of one kind."""
    for kind, items in groupby(zone.items, lambda item: _kind(item, zone, shared)):
        yield kind, list(items)


def _kind(item: Item, zone: Zone, shared: _Shared) -> tuple[bool, str, str]:
    """What sets apart a piece of a zone's content: whether it is mere decoration, where it leads, its own language."""
    if isinstance(item, Rule | Fill):
        return True, "", ""
    if not isinstance(item, GlyphRun):
        return False, zone.href if leads_somewhere(zone.href, shared.targets) else "", ""
    href = zone.href or item.href
    foreign = item.language and item.language != (zone.language or shared.language)
    return False, href if href and leads_somewhere(href, shared.targets) else "", item.language if foreign else ""


def _links(zone: Zone, items: list[Item]) -> list[Link]:
    """The links that a piece of a zone is: one if the zone is one link, else one for each run of words."""
    if zone.href:
        return [zone_link(zone)]
    return [run_link(item) for item in items if isinstance(item, GlyphRun)]
