"""Zones → the structure tree of a tagged PDF: an article for each story, in reading order, over all its pages.

ISO 32000-2, 14.7 and 14.8. A paragraph cut by a leg's or a page's end is one element with several pieces of content, so
that it is read aloud as one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDocument

from epaper.display.page import Role, Zone
from epaper.write.pdf.objects import Name, Reference, array, dictionary, text

_TAGS: dict[Role, str] = {
    "nameplate": "H1",
    "headline": "H2",
    "rail-title": "H2",
    "section-head": "H2",
    "subhead": "H3",
    "rail-head": "H3",
    "picture": "Figure",
    "caption": "Caption",
    "quote": "BlockQuote",
    "pull-quote": "BlockQuote",
    "list-item": "LI",
}


@dataclass(slots=True)
class _Element:
    """One structure element: its tag, and the content that belongs to it as (page index, MCID)."""

    tag: str
    content: list[tuple[int, int]] = field(default_factory=list)
    alt: str = ""
    language: str = ""


@dataclass(slots=True)
class Structure:
    """Collects marked content page by page, and makes the tree of it."""

    _articles: dict[str, list[_Element]] = field(default_factory=dict)
    _paragraphs: dict[tuple[str, str, int], _Element] = field(default_factory=dict)
    _owners: list[list[_Element]] = field(default_factory=list)

    def begin_page(self) -> None:
        self._owners.append([])

    def mark(self, zone: Zone) -> str:
        """The operator that opens a zone's marked content."""
        if zone.role == "artifact":
            return "/Artifact BMC"
        element = self._element_of(zone)
        page = len(self._owners) - 1
        mcid = len(self._owners[page])
        element.content.append((page, mcid))
        self._owners[page].append(element)
        return f"/{element.tag} <</MCID {mcid}>> BDC"

    def _element_of(self, zone: Zone) -> _Element:
        key = (zone.slug, zone.role, zone.paragraph)
        if zone.continues and zone.paragraph >= 0 and key in self._paragraphs:
            return self._paragraphs[key]
        element = _Element(
            _TAGS.get(zone.role, "P"), alt=zone.alt if zone.role == "picture" else "", language=zone.language
        )
        if zone.paragraph >= 0:
            self._paragraphs[key] = element
        self._articles.setdefault(zone.slug or f"box {zone.box}", []).append(element)
        return element

    def attach(self, document: PDFDocument, pages: list[Any]) -> None:
        """Make the tree's objects and hang it into the catalog. `pages` are the page objects' references."""
        root_name = "structure"
        root = Reference(root_name)
        numbers: dict[int, str] = {}
        articles = []
        for at, (_, elements) in enumerate(self._articles.items()):
            article_name = f"article{at}"
            kids = []
            for element in elements:
                name = f"element{len(numbers)}"
                numbers[id(element)] = name
                kids.append(document.Reference(_made(element, Reference(article_name), pages), name))
            made = {"Type": Name("StructElem"), "S": Name("Art"), "P": Reference("story-root"), "K": array(kids)}
            articles.append(document.Reference(dictionary(made), article_name))
        top = {"Type": Name("StructElem"), "S": Name("Document"), "P": root, "K": array(articles)}
        entries: list[Any] = []
        for page, owners in enumerate(self._owners):
            entries += [page, array([Reference(numbers[id(owner)]) for owner in owners])]
        tree = {
            "Type": Name("StructTreeRoot"),
            "K": array([document.Reference(dictionary(top), "story-root")]),
            "ParentTree": document.Reference(dictionary({"Nums": array(entries)}), "parent-tree"),
            "ParentTreeNextKey": len(self._owners),
        }
        document.Reference(dictionary(tree), root_name)
        document.Catalog.StructTreeRoot = root
        document.Catalog.MarkInfo = dictionary({"Marked": "true"})


def _made(element: _Element, parent: Any, pages: list[Any]) -> Any:
    content = [dictionary({"Type": Name("MCR"), "Pg": pages[page], "MCID": mcid}) for page, mcid in element.content]
    return dictionary(
        {
            "Type": Name("StructElem"),
            "S": Name(element.tag),
            "P": parent,
            "Pg": pages[element.content[0][0]],
            "K": array(content),
            "Alt": text(element.alt or "picture") if element.tag == "Figure" else None,
            "Lang": text(element.language) if element.language else None,
        }
    )
