"""What a document says about itself → the information dictionary, and the same as XMP (ISO 16684-1).

All dates are the edition's own: the same edition gives the same bytes on another day.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from epaper import __version__
from epaper.display.page import Document
from epaper.write.pdf.objects import Ref, Store, text

PRODUCER = f"epaper {__version__}"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
{properties}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def put_info(document: Document, store: Store) -> Ref:
    """Write the information dictionary."""
    day = document.date.replace("-", "")
    date = text(f"D:{day}000000Z") if day else None
    return store.put(
        {
            "Title": text(document.title),
            "Author": _maybe(document.author),
            "Subject": _maybe(document.subject),
            "Keywords": _maybe(", ".join(document.keywords)),
            "Creator": text(PRODUCER),
            "Producer": text(PRODUCER),
            "CreationDate": date,
            "ModDate": date,
            "Trapped": "False",
        }
    )


def put_xmp(document: Document, store: Store) -> Ref:
    """Write the XMP packet, uncompressed, so that tools which know no PDF find it. It claims PDF/UA-1 (ISO 14289-1)."""
    properties = [
        _tag("dc:format", "application/pdf"),
        _tag("dc:title", _list("Alt", [document.title], ' xml:lang="x-default"')),
        _tag("dc:language", _list("Bag", [document.language] if document.language else [])),
        _tag("dc:creator", _list("Seq", [document.author] if document.author else [])),
        _tag("dc:description", _list("Alt", [document.subject] if document.subject else [], ' xml:lang="x-default"')),
        _tag("dc:subject", _list("Bag", document.keywords)),
        _tag("pdf:Keywords", escape(", ".join(document.keywords))),
        _tag("pdf:Producer", PRODUCER),
        _tag("xmp:CreatorTool", PRODUCER),
        _tag("xmp:CreateDate", f"{document.date}T00:00:00Z" if document.date else ""),
        _tag("xmp:ModifyDate", f"{document.date}T00:00:00Z" if document.date else ""),
        _tag("pdfuaid:part", "1" if document.title and document.language else ""),
    ]
    packet = _XMP.replace("{properties}", "\n".join(each for each in properties if each))
    return store.stream(packet.encode(), {"Type": "Metadata", "Subtype": "XML", "Filter": None})


def _maybe(value: str) -> bytes | None:
    return text(value) if value else None


def _tag(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>" if content else ""


def _list(kind: str, values: list[str] | tuple[str, ...], attributes: str = "") -> str:
    entries = "".join(f"<rdf:li{attributes}>{escape(value)}</rdf:li>" for value in values)
    return f"<rdf:{kind}>{entries}</rdf:{kind}>" if entries else ""
