"""A finished document → a PDF file: pages, fonts, pictures, structure, navigation, metadata.

The same document gives the same bytes: dates are the edition's own, and the file's identifier is a digest of its pages.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFPage

from epaper import __version__
from epaper.display.items import PlacedImage
from epaper.display.page import Document, Page
from epaper.model.style import FaceRef
from epaper.write.atomic import replacing
from epaper.write.pdf.content import PageContent
from epaper.write.pdf.fonts import PdfFont
from epaper.write.pdf.navigation import links, outline, page_labels, targets
from epaper.write.pdf.objects import Name, Reference, Stream, array, dictionary, number, text
from epaper.write.pdf.pictures import PictureStore
from epaper.write.pdf.structure import Structure

_PRODUCER = f"epaper {__version__}"


@dataclass(slots=True)
class _Fonts:
    """The document's fonts by face, named in the order of their first use."""

    by_face: dict[FaceRef, PdfFont] = field(default_factory=dict)

    def of(self, ref: FaceRef) -> PdfFont:
        known = self.by_face.get(ref)
        if known is None:
            known = self.by_face[ref] = PdfFont(ref, f"F{len(self.by_face) + 1}")
        return known


def write_pdf(document: Document, path: Path) -> None:
    """Write the document to `path`, whole or not at all. Raises OutputError when it cannot be written."""
    with replacing(path) as aside:
        aside.write_bytes(pdf_bytes(document))


def pdf_bytes(document: Document) -> bytes:
    """The document as a PDF file."""
    store = PDFDocument(invariant=1, pdfVersion=(1, 7), lang=document.language)
    pictures, fonts, structure = PictureStore(store), _Fonts(), Structure()
    for page in document.pages:
        for item in page.items:
            if isinstance(item, PlacedImage):
                pictures.expect(item)
    references = [Reference(f"Page{at}") for at in range(1, len(document.pages) + 1)]
    to = targets(document, references)
    _graphic_states(store)
    for at, page in enumerate(document.pages):
        content = _content(page, fonts, pictures, structure)
        _add_page(store, page, at, content, pictures, links(store, page, to, at))
    for font in fonts.by_face.values():
        store.Reference(dictionary({"ref": font.objects(store)}), f"{font.name}.kept")
    structure.attach(store, references)
    outline(store, document, to)
    page_labels(store, document)
    _metadata(store, document)
    return _finish(store)


def _content(page: Page, fonts: _Fonts, pictures: PictureStore, structure: Structure) -> PageContent:
    height = page.size.height + 2 * page.bleed
    content = PageContent(height, page.bleed, fonts.of, pictures.place)
    structure.begin_page()
    for zone in page.zones:
        if not zone.items:
            continue
        content.begin(structure.mark(zone))
        for item in zone.items:
            content.draw(item)
        content.end()
    return content


def _add_page(
    store: PDFDocument, page: Page, at: int, content: PageContent, pictures: PictureStore, annotations: list[Any]
) -> None:
    stream = content.bytes()
    store.updateSignature(stream)
    bleed = page.bleed
    width, height = page.size.width + 2 * bleed, page.size.height + 2 * bleed
    made = _TaggedPage()
    made.Override_default_compilation = 1
    made.MediaBox = array([0, 0, number(width), number(height)])
    made.BleedBox = made.MediaBox
    made.TrimBox = array([number(each) for each in (bleed, bleed, width - bleed, height - bleed)])
    made.Contents = Stream(stream)
    made.Resources = dictionary(
        {
            "Font": dictionary({name: Reference(f"{name}.font") for name in sorted(content.fonts)}),
            "XObject": dictionary({name: pictures.reference(name) for name in dict.fromkeys(content.images)}),
            "ExtGState": dictionary({"GSover": Reference("GSover"), "GSknock": Reference("GSknock")}),
        }
    )
    made.Annots = array(annotations) if annotations else None
    made.StructParents = at
    made.Tabs = Name("S")
    store.addPage(made)


class _TaggedPage(PDFPage):  # type: ignore[misc]  # ReportLab has no types
    """ReportLab's page with the entries of a tagged one; keys it does not know it would drop."""

    __NoDefault__: ClassVar[list[str]] = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]

    def check_format(self, document: PDFDocument) -> None:
        """Everything is set already."""


def _graphic_states(store: PDFDocument) -> None:
    """Overprinting for black type, knocking out for everything else."""
    for name, on in (("GSover", "true"), ("GSknock", "false")):
        store.Reference(dictionary({"Type": Name("ExtGState"), "OP": on, "op": on, "OPM": 1}), name)


def _metadata(store: PDFDocument, document: Document) -> None:
    date = dt.date.fromisoformat(document.date)
    stamp = store._timeStamp
    stamp.YMDhms = (date.year, date.month, date.day, 0, 0, 0)
    store.setTitle(document.title)
    store.setAuthor(document.author or document.title)
    store.setSubject(document.subject)
    store.setCreator(_PRODUCER)
    store.setProducer(_PRODUCER)
    store.setKeywords(", ".join(document.keywords))
    entries = {"Type": Name("Metadata"), "Subtype": Name("XML")}
    xmp = Stream(_xmp(document, date), entries, packed=False)
    store.Catalog.Metadata = store.Reference(xmp, "xmp")
    store.Catalog.ViewerPreferences = dictionary({"DisplayDocTitle": "true"})
    store.Catalog.Lang = text(document.language)


def _xmp(document: Document, date: dt.date) -> bytes:
    """The same facts as XMP (ISO 16684-1), for archives and picture desks."""
    when = f"{date.isoformat()}T00:00:00Z"
    title, author, subject = (
        escape(each) for each in (document.title, document.author or document.title, document.subject)
    )
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{escape(document.language)}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{when}</xmp:CreateDate><xmp:ModifyDate>{when}</xmp:ModifyDate>
<xmp:CreatorTool>{_PRODUCER}</xmp:CreatorTool><pdf:Producer>{_PRODUCER}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()


def _finish(store: PDFDocument) -> bytes:
    """As ReportLab finishes a document, but with our own outline."""
    store.info.invariant = 1
    store.info.digest(store.signature)
    store.Reference(store.Catalog)
    store.Reference(store.info)
    return bytes(store.format())
