"""Zones and titles → what a reader clicks: bookmarks, links, page labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDocument

from epaper.display.items import GlyphRun
from epaper.display.page import Document, Page, Zone
from epaper.geometry import Rect
from epaper.write.pdf.objects import Name, Reference, array, dictionary, number, text

Targets = dict[str, Any]
"""Where "page:4" and "story:slug" lead: explicit destinations."""


def targets(document: Document, pages: Sequence[Any]) -> Targets:
    """Destinations of every page, and of every story's first headline (or first zone without one)."""
    found: Targets = {}
    for page, reference in zip(document.pages, pages, strict=True):
        found[f"page:{page.number}"] = array([reference, Name("Fit")])
        for zone in sorted(page.zones, key=lambda zone: zone.role != "headline"):
            key = f"story:{zone.slug}"
            if zone.slug and key not in found:
                top = page.size.height + page.bleed - zone.rect.y
                found[key] = array([reference, Name("XYZ"), number(zone.rect.x + page.bleed), number(top), "null"])
    return found


def links(store: PDFDocument, page: Page, to: Targets, at: int) -> list[Any]:
    """Link annotations of a page: zones that link as a whole, and linked words."""
    made: list[Any] = []
    for rect, href in _linked(page):
        action = _action(href, to)
        if action is None:
            continue
        x, right = rect.x + page.bleed, rect.right + page.bleed
        top, bottom = page.size.height + page.bleed - rect.y, page.size.height + page.bleed - rect.bottom
        annotation = {
            "Type": Name("Annot"),
            "Subtype": Name("Link"),
            "Rect": array([number(each) for each in (x, bottom, right, top)]),
            "Border": array([0, 0, 0]),
            "F": 4,
            "Contents": text(href),
            **action,
        }
        made.append(store.Reference(dictionary(annotation), f"link{at}.{len(made)}"))
    return made


def _linked(page: Page) -> list[tuple[Rect, str]]:
    found = []
    for zone in page.zones:
        if zone.href:
            found.append((zone.rect, zone.href))
        for item in zone.items:
            if isinstance(item, GlyphRun) and item.href:
                found.append((Rect(item.x, item.y - item.size * 4 // 5, item.width, item.size), item.href))
    return found


def _action(href: str, to: Targets) -> dict[str, Any] | None:
    if href in to:
        return {"Dest": to[href]}
    if href.startswith(("page:", "story:")):
        return None
    address = "".join(char if 32 < ord(char) < 127 and char not in "()\\" else _escaped(char) for char in href)
    return {"A": dictionary({"S": Name("URI"), "URI": f"({address})"})}


def _escaped(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8"))


def outline(store: PDFDocument, document: Document, to: Targets) -> None:
    """Bookmarks: each page (with its section), and under it the stories whose headline stands there."""
    titles = dict(document.titles)
    pages = []
    for page in document.pages:
        stories = []
        for zone in page.zones:
            if zone.role == "headline" and zone.slug and _first(document, zone) is zone:
                stories.append((titles.get(zone.slug) or zone.text, to[f"story:{zone.slug}"]))
        label = f"{page.label}  {page.section}".rstrip()
        pages.append((label, to[f"page:{page.number}"], stories))
    root = Reference("outline")
    count = len(pages) + sum(len(stories) for _, _, stories in pages)
    ends = (Reference("mark0"), Reference(f"mark{len(pages) - 1}"))
    store.Reference(
        dictionary({"Type": Name("Outlines"), "First": ends[0], "Last": ends[1], "Count": count}), "outline"
    )
    for at, (label, target, stories) in enumerate(pages):
        name = f"mark{at}"
        entry = _entry(label, target, root, "mark", at, len(pages))
        if stories:
            entry |= {
                "First": Reference(f"{name}.0"),
                "Last": Reference(f"{name}.{len(stories) - 1}"),
                "Count": len(stories),
            }
        store.Reference(dictionary(entry), name)
        for number_, (title, story) in enumerate(stories):
            leaf = _entry(title, story, Reference(name), f"{name}.", number_, len(stories))
            store.Reference(dictionary(leaf), f"{name}.{number_}")
    store.Catalog.Outlines = root
    store.Catalog.setPageMode("UseOutlines")


def _first(document: Document, wanted: Zone) -> Zone | None:
    for page in document.pages:
        for zone in page.zones:
            if zone.slug == wanted.slug and zone.role == "headline":
                return zone
    return None


def _entry(title: str, target: Any, parent: Any, prefix: str, at: int, count: int) -> dict[str, Any]:
    return {
        "Title": text(title),
        "Parent": parent,
        "Dest": target,
        "Prev": Reference(f"{prefix}{at - 1}") if at else None,
        "Next": Reference(f"{prefix}{at + 1}") if at + 1 < count else None,
    }


def page_labels(store: PDFDocument, document: Document) -> None:
    """What a viewer calls each page: its folio."""
    entries: list[Any] = []
    for at, page in enumerate(document.pages):
        entries += [at, dictionary({"P": text(page.label)})]
    store.Catalog.PageLabels = store.Reference(dictionary({"Nums": array(entries)}), "labels")
