"""Zones and titles → what a reader clicks: bookmarks, links, page labels."""

from __future__ import annotations

from collections.abc import Sequence

from epaper.display.items import GlyphRun
from epaper.display.page import Document, Page, Zone
from epaper.geometry import Rect
from epaper.value import Value
from epaper.write.pdf.objects import PdfValue, Ref, Store, text

_ASCENT, _DESCENT = 0.8, 0.2
"""How far a linked word's sensitive area reaches over and under its baseline, in its size."""


class Targets(Value):
    """Where hrefs ("page:4", "story:slug", "continued:slug") lead, and the stories that begin on each page (by
    index), in order."""

    by_href: dict[str, PdfValue]
    stories: tuple[tuple[str, ...], ...]


class Link(Value):
    """A sensitive area of a page: where it is, where it leads, what it says."""

    rect: Rect
    href: str
    words: str


def find_targets(document: Document, pages: Sequence[Ref]) -> Targets:
    """Destinations of all pages, and of all stories: the first headline, or the first zone of a story without one."""
    found: dict[str, PdfValue] = {}
    stories: list[list[str]] = [[] for _ in pages]
    for page, ref in zip(document.pages, pages, strict=True):
        found[f"page:{page.number}"] = [ref, "Fit"]
    for slug, (at, zone) in _heads(document).items():
        found[f"story:{slug}"] = _place(document.pages[at], pages[at], zone)
        stories[at].append(slug)
    for at, page in enumerate(document.pages):
        for zone in page.zones:
            if zone.href == f"story:{zone.slug}" and zone.role == "jump-line":
                found[f"continued:{zone.slug}"] = _place(page, pages[at], zone)
    return Targets(found, tuple(tuple(slugs) for slugs in stories))


def _place(page: Page, ref: Ref, zone: Zone) -> PdfValue:
    """A zone's corner as a destination."""
    left, top = zone.rect.x + page.bleed, page.size.height + page.bleed - zone.rect.y
    return [ref, "XYZ", left / 1000, top / 1000, None]


def _heads(document: Document) -> dict[str, tuple[int, Zone]]:
    """Each story's slug with the page (by index) and zone where it begins, in reading order."""
    found: dict[str, tuple[int, Zone]] = {}
    for at, page in enumerate(document.pages):
        for zone in page.zones:
            known = found.get(zone.slug)
            if zone.slug and (known is None or (zone.role == "headline" and known[1].role != "headline")):
                found[zone.slug] = (at, zone)
    return found


def leads_somewhere(href: str, targets: Targets) -> bool:
    """Whether a link has a target: a URL always, a page or a story if the document has it."""
    return bool(href) and (href in targets.by_href or not href.startswith(("page:", "story:", "continued:")))


def zone_link(zone: Zone) -> Link:
    """The link that a whole zone is."""
    return Link(zone.rect, zone.href, zone.text)


def run_link(run: GlyphRun) -> Link:
    """The link that a run of words is."""
    top, height = run.y - round(run.size * _ASCENT), round(run.size * (_ASCENT + _DESCENT))
    return Link(Rect(run.x, top, run.width, height), run.href, run.text.strip())


def annotation(link: Link, page: Page, targets: Targets, struct_parent: int | None) -> dict[str, PdfValue | None]:
    """A link's annotation dictionary. `struct_parent` is its number in the parent tree."""
    left, right = (link.rect.x + page.bleed) / 1000, (link.rect.right + page.bleed) / 1000
    base = page.size.height + page.bleed
    target = targets.by_href.get(link.href)
    return {
        "Type": "Annot",
        "Subtype": "Link",
        "Rect": [left, (base - link.rect.bottom) / 1000, right, (base - link.rect.y) / 1000],
        "Border": [0, 0, 0],
        "F": 4,
        "Contents": text(link.words or link.href),
        "Dest": target,
        "A": None if target else {"S": "URI", "URI": text(_address(link.href))},
        "StructParent": struct_parent,
    }


def _address(href: str) -> str:
    """A URL in ASCII: what it may not hold is escaped by its UTF-8 bytes (RFC 3987, section 3.1)."""
    return "".join(
        char if "!" <= char <= "~" and char not in '<>"' else "".join(f"%{byte:02X}" for byte in char.encode())
        for char in href
    )


def put_outline(document: Document, targets: Targets, store: Store) -> Ref:
    """Write the bookmarks: each page with its section, and under it the stories that begin there."""
    titles = dict(document.titles)
    root = store.reserve()
    places = [store.reserve() for _ in document.pages]
    count = len(places)
    for page, place, slugs, around in zip(document.pages, places, targets.stories, _neighbours(places), strict=True):
        leaves = [store.reserve() for _ in slugs]
        for slug, leaf, beside in zip(slugs, leaves, _neighbours(leaves), strict=True):
            entry = {"Title": text(titles.get(slug) or slug), "Parent": place, "Dest": targets.by_href[f"story:{slug}"]}
            store.put({**entry, **beside}, leaf)
        branch: dict[str, PdfValue] = {"First": leaves[0], "Last": leaves[-1], "Count": len(leaves)} if leaves else {}
        title = text(f"{page.label}  {page.section}".strip())
        entry = {"Title": title, "Parent": root, "Dest": targets.by_href[f"page:{page.number}"]}
        store.put({**entry, **branch, **around}, place)
        count += len(leaves)
    ends: dict[str, PdfValue] = {"First": places[0], "Last": places[-1]} if places else {}
    return store.put({"Type": "Outlines", **ends, "Count": count}, root)


def _neighbours(refs: Sequence[Ref]) -> list[dict[str, PdfValue | None]]:
    """For each of the entries of one level, the one before it and the one after it."""
    return [
        {"Prev": refs[at - 1] if at else None, "Next": refs[at + 1] if at + 1 < len(refs) else None}
        for at in range(len(refs))
    ]


def page_labels(document: Document) -> PdfValue:
    """What a viewer calls each page: its folio."""
    entries: list[PdfValue] = []
    for at, page in enumerate(document.pages):
        entries += [at, {"P": text(page.label)}]
    return {"Nums": entries}
