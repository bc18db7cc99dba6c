"""Zones → the structure tree of a tagged PDF: an article for each story, in reading order, over all its pages.

ISO 32000-2, 14.7 and 14.8, and ISO 14289 (PDF/UA). A paragraph cut by a leg's or a page's end is one element with
several pieces of content, so that it is read aloud as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epaper.display.page import Cell, Page, Role, Zone
from epaper.geometry import Rect
from epaper.value import State, field
from epaper.write.pdf.objects import PdfValue, Ref, Store, text

_TAGS: dict[Role, str] = {
    "nameplate": "H1",
    "headline": "H2",
    "section-head": "H2",
    "rail-title": "H2",
    "subhead": "H3",
    "rail-head": "H3",
    "picture": "Figure",
    "advert": "Figure",
    "caption": "Caption",
    "quote": "BlockQuote",
    "list-item": "LI",
}
_INSIDE = {"LI": "LBody", "BlockQuote": "P"}
"""Elements that hold no text themselves, and what they hold it in."""
_UNREAD: frozenset[Role] = frozenset({"artifact", "pull-quote"})
"""What is seen, not read: a pull quote repeats what is read in its story."""
_ARTIFACT = "/Artifact BMC"
_RUNNING_HEAD = "/Artifact<</Type/Pagination>>BDC"


class _Element(State):
    """One structure element. `kids` are elements, pieces of content as (page, MCID), and annotations as references;
    `columns` counts a table's."""

    tag: str
    kids: list[_Element | tuple[int, int] | Ref] = field(default_factory=list)
    alt: str = ""
    language: str = ""
    box: list[PdfValue] | None = None
    columns: int = 0
    ref: Ref = b""


class Structure(State):
    """Collects marked content page by page, and writes the tree of it.

    Pages' content is found by the page's number from 0 in the parent tree, annotations by the numbers after the pages'.
    """

    page_count: int
    _articles: dict[tuple[str, int, str], _Element] = field(default_factory=dict)
    _tables: dict[tuple[str, str, int], _Element] = field(default_factory=dict)
    _paragraphs: dict[tuple[str, Role, int], _Element] = field(default_factory=dict)
    _contents: list[list[_Element]] = field(default_factory=list)
    _annotations: list[_Element] = field(default_factory=list)
    _page: Page | None = None
    _zone: Zone | None = None
    _element: _Element | None = None
    _link: _Element | None = None

    def begin_page(self, page: Page) -> None:
        """What is marked from here on is on this page."""
        self._page = page
        self._contents.append([])

    def mark(self, zone: Zone, *, decoration: bool = False, href: str = "", language: str = "") -> str:
        """The operator that opens a piece of a zone's content: its decoration, a link, or words in another language."""
        self._link = None
        if zone.role == "folio":
            return _RUNNING_HEAD
        if decoration or zone.role in _UNREAD:
            return _ARTIFACT
        owner = self._element_of(zone)
        if href:
            self._link = _Element("Link")
            owner.kids.append(self._link)
            owner = self._link
        page = len(self._contents) - 1
        contents = self._contents[page]
        owner.kids.append((page, len(contents)))
        contents.append(owner)
        spoken = f"/Lang{text(language).decode('ascii')}" if language else ""
        return f"/{owner.tag}<</MCID {len(contents) - 1}{spoken}>>BDC"

    def annotate(self, annotation: Ref) -> int | None:
        """Let the link that was marked last own an annotation; its number in the parent tree, if it has one."""
        if self._link is None:
            return None
        self._link.kids.append(annotation)
        self._annotations.append(self._link)
        return self.page_count + len(self._annotations) - 1

    def _element_of(self, zone: Zone) -> _Element:
        """The element that the zone's text belongs to: a new one, or the one whose paragraph it goes on with."""
        if zone is self._zone and self._element is not None:
            return self._element
        key = (zone.slug, zone.role, zone.paragraph)
        element = self._paragraphs.get(key) if zone.continues else None
        if element is None:
            element = self._new(zone)
        self._paragraphs[key] = element
        self._zone, self._element = zone, element
        return element

    def _new(self, zone: Zone) -> _Element:
        page = len(self._contents) - 1
        key = (zone.slug, 0, "") if zone.slug else ("", page, zone.box)
        article = self._articles.setdefault(key, _Element("Art" if zone.slug else "Sect"))
        if zone.cell is not None:
            return self._cell(article, zone, zone.cell)
        element = _Element(_TAGS.get(zone.role, "P"), language=zone.language)
        if element.tag == "Figure":
            element.alt = zone.alt or zone.text or zone.role
            element.box = self._box(zone.rect)
        _holder(article, element.tag).kids.append(element)
        if element.tag in _INSIDE:
            inner = _Element(_INSIDE[element.tag])
            element.kids.append(inner)
            return inner
        return element

    def _cell(self, article: _Element, zone: Zone, cell: Cell) -> _Element:
        """A cell in its row of its table; cells without words, which are not drawn, are put before it."""
        key = (zone.slug, zone.box, zone.paragraph)
        table = self._tables.get(key)
        if table is None:
            table = self._tables[key] = _Element("Table")
            article.kids.append(table)
        while len(table.kids) <= cell.row:
            table.kids.append(_Element("TR"))
        row = table.kids[cell.row]
        assert isinstance(row, _Element), "a table holds rows"
        tag = "TH" if cell.header else "TD"
        row.kids += [_Element(tag) for _ in range(cell.column + 1 - len(row.kids))]
        table.columns = max(table.columns, len(row.kids))
        element = row.kids[cell.column]
        assert isinstance(element, _Element), "a row holds cells"
        element.language = zone.language
        return element

    def _box(self, rect: Rect) -> list[PdfValue]:
        """A rectangle in points from the sheet's bottom left."""
        assert self._page is not None, "a page has begun"
        left, base = self._page.bleed, self._page.size.height + self._page.bleed
        edges = (rect.x + left, base - rect.bottom, rect.right + left, base - rect.y)
        return [edge / 1000 for edge in edges]

    def put(self, pages: Sequence[Ref], store: Store) -> Ref:
        """Write the tree; the reference of its root. `pages` are the page objects."""
        root, whole = store.reserve(), _Element("Document", list(self._articles.values()))
        _level_heads(whole)
        for table in self._tables.values():
            _fill_rows(table)
        for element in _walk(whole):
            element.ref = store.reserve()
        _put_element(whole, root, pages, store)
        numbers: list[PdfValue] = []
        for page, contents in enumerate(self._contents):
            numbers += [page, [owner.ref for owner in contents]]
        for at, owner in enumerate(self._annotations):
            numbers += [self.page_count + at, owner.ref]
        tree: dict[str, PdfValue] = {
            "Type": "StructTreeRoot",
            "K": [whole.ref],
            "ParentTree": store.put({"Nums": numbers}),
            "ParentTreeNextKey": self.page_count + len(self._annotations),
        }
        return store.put(tree, root)


def _holder(article: _Element, tag: str) -> _Element:
    """What an element of that tag is put into: list items that follow one another share a list."""
    if tag != "LI":
        return article
    last = article.kids[-1] if article.kids else None
    if not isinstance(last, _Element) or last.tag != "L":
        last = _Element("L")
        article.kids.append(last)
    return last


def _fill_rows(table: _Element) -> None:
    """Let every row have as many cells as the table has columns: those without words were not drawn."""
    for row in table.kids:
        assert isinstance(row, _Element), "a table holds rows"
        tag = row.kids[0].tag if row.kids and isinstance(row.kids[0], _Element) else "TD"
        row.kids += [_Element(tag) for _ in range(table.columns - len(row.kids))]


def _walk(element: _Element) -> Iterator[_Element]:
    """The element and all below it, in reading order."""
    yield element
    for kid in element.kids:
        if isinstance(kid, _Element):
            yield from _walk(kid)


def _level_heads(whole: _Element) -> None:
    """Let no heading be more than one level below the heading before it, nor the first below the first level."""
    level = 0
    for element in _walk(whole):
        if element.tag in ("H1", "H2", "H3"):
            level = min(int(element.tag[1]), level + 1)
            element.tag = f"H{level}"


def _put_element(element: _Element, parent: Ref, pages: Sequence[Ref], store: Store) -> None:
    kids: list[PdfValue] = []
    page: int | None = None
    for kid in element.kids:
        if isinstance(kid, _Element):
            _put_element(kid, element.ref, pages, store)
            kids.append(kid.ref)
        elif isinstance(kid, tuple):
            page = kid[0] if page is None else page
            kids.append(kid[1] if kid[0] == page else {"Type": "MCR", "Pg": pages[kid[0]], "MCID": kid[1]})
        else:
            kids.append({"Type": "OBJR", "Obj": kid})
    store.put(
        {
            "Type": "StructElem",
            "S": element.tag,
            "P": parent,
            "Pg": None if page is None else pages[page],
            "K": kids[0] if len(kids) == 1 else kids,
            "Alt": text(element.alt) if element.alt else None,
            "Lang": text(element.language) if element.language else None,
            "A": _attributes(element),
        },
        element.ref,
    )


def _attributes(element: _Element) -> PdfValue:
    """Where a figure stands, and what the cells of a table's header are heads of."""
    if element.tag == "TH":
        return {"O": "Table", "Scope": "Column"}
    return {"O": "Layout", "Placement": "Block", "BBox": element.box} if element.box else None
