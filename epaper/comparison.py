"""Two layouts, editions or PDFs → what differs, page by page; and an HTML page and pictures that show it.

both layouts  ─► their boxes and styles held against each other
both editions ─► both made up; their layouts, then what stands on each page, held against each other
one is a PDF  ─► both drawn, and the pictures held against each other
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from epaper.display.changes import Change, PageChanges
from epaper.display.compare import Context, compare_pages
from epaper.display.dump import dump
from epaper.display.items import Item, PlacedImage
from epaper.display.page import Page
from epaper.errors import Diagnostic, InputError
from epaper.fonts.book import FontBook
from epaper.geometry import Rect
from epaper.model.layout import LayoutSpec
from epaper.opening import font_book, load_layouts
from epaper.pipeline import Composed, compose_file
from epaper.plan.compare import compare_layouts
from epaper.plan.grid import PageGrid, resolve_grid
from epaper.planning import Told
from epaper.sources.layouts import load_layout
from epaper.sources.named import kind_of
from epaper.typeset.typesetter import Typesetter
from epaper.value import Value, replace
from epaper.write.diff_page import write_diff
from epaper.write.pdf import write_pdf
from epaper.write.raster_compare import compare_pdfs
from epaper.write.together import replacing_together

SideKind = Literal["layout", "edition", "pdf"]


class _Leaf(Value):
    """One page: what is drawn on it, and the layout and grid that it was made from."""

    page: Page
    layout: LayoutSpec
    grid: PageGrid


def side_kind(path: Path) -> SideKind:
    """What a file is to be compared as; a story is an edition of one page. Raises InputError as `kind_of` does."""
    kind = kind_of(path)
    if kind == "copy":
        return "pdf" if path.suffix.lower() == ".pdf" else "edition"
    return kind


class _Side:
    """One of the two: what it is made up to, and drawn as, when that is asked for."""

    def __init__(self, path: Path, scratch: Path, told: Told) -> None:
        self.path, self.kind = path, side_kind(path)
        self._scratch, self._told = scratch, told

    def faults(self) -> tuple[Diagnostic, ...]:
        """What is wrong in a layout or an edition."""
        try:
            _ = self.layout if self.kind == "layout" else self.composed if self.kind == "edition" else None
        except InputError as error:
            return error.diagnostics
        return ()

    @cached_property
    def layout(self) -> LayoutSpec:
        """The layout that the file is."""
        return load_layout(str(self.path))

    @cached_property
    def composed(self) -> Composed:
        """The edition made up; of a layout, with the copy that ships for looking at layouts."""
        return compose_file(self.path, "", self._told)

    @cached_property
    def pdf(self) -> Path:
        """The PDF file."""
        if self.kind == "pdf":
            return self.path
        write_pdf(self.composed.document, self._scratch)
        return self._scratch


def compare(before: Path, after: Path, folder: Path | None, told: Told) -> tuple[PageChanges, ...]:
    """What differs, page by page. In `folder`, if any, `diff.html` and `page-001.png` … show the pages that differ.

    Both are layouts, or neither is. Raises InputError for faults in either, OutputError when nothing can be written.
    """
    with TemporaryDirectory(prefix="epaper-diff-") as scratch:
        one, other = _Side(before, Path(scratch, "a.pdf"), told), _Side(after, Path(scratch, "b.pdf"), told)
        if faults := (*one.faults(), *other.faults()):
            raise InputError(tuple(dict.fromkeys(faults)))
        if one.kind == other.kind == "layout":
            pages: tuple[PageChanges, ...] = (_layouts(one.layout, other.layout),)
        elif one.kind == other.kind == "edition":
            pages = tuple(_editions(one.composed, other.composed))
        else:
            pages = compare_pdfs(one.pdf, other.pdf, lambda done, of: told("drawing and comparing", done, of))
        if folder is not None:
            told("drawing what differs", 0, 1)
            with replacing_together(folder, "diff") as aside:
                write_diff(pages, _names(before, after), (one.pdf, other.pdf), aside)
    return pages


def _names(before: Path, after: Path) -> tuple[str, str]:
    """What the two are called: their files' names, with their folders' where these are the same."""
    if before.name != after.name:
        return before.name, after.name
    one, other = (f"{path.resolve().parent.name}/{path.name}" for path in (before, after))
    return one, other


def _layouts(before: LayoutSpec, after: LayoutSpec) -> PageChanges:
    grids = _grid(before, font_book([before]), 1), _grid(after, font_book([after]), 1)
    boxes = tuple(tuple((frame.box.name, frame.rect) for frame in grid.frames) for grid in grids)
    changes = compare_layouts(before, after, grids)
    return PageChanges(1, before.page.size, after.page.size, changes, (boxes[0], boxes[1]))


def _editions(before: Composed, after: Composed) -> Iterator[PageChanges]:
    """Each page number's changes. What differs in layouts beside their boxes is told once, where it is met first."""
    old, new = _leaves(before), _leaves(after)
    was_on, is_on = _whereabouts(old), _whereabouts(new)
    told: set[Change] = set()
    for number in sorted({*old, *new}):
        one, other = old.get(number), new.get(number)
        if one is None or other is None:
            change = Change("added", "page", "new") if one is None else Change("removed", "page", "gone")
            yield PageChanges(number, one.page.size if one else None, other.page.size if other else None, (change,))
            continue
        found = compare_layouts(one.layout, other.layout, (one.grid, other.grid))
        changes = [each for each in found if each.before or each.after or each not in told]
        told.update(found)
        context = Context(
            other.layout.grid.baseline, _places(one, other), _elsewhere(was_on, number), _elsewhere(is_on, number)
        )
        changes += compare_pages(one.page, other.page, context)
        yield PageChanges(number, one.page.size, other.page.size, tuple(changes or _unsaid(one.page, other.page)))


def _leaves(composed: Composed) -> dict[int, _Leaf]:
    edition = composed.edition
    layouts = dict(zip((page.number for page in edition.pages), load_layouts(edition), strict=True))
    book = font_book([*layouts.values()], edition.font_dirs)
    return {
        page.number: _Leaf(_by_content(page), layout := layouts[page.number], _grid(layout, book, page.number))
        for page in composed.document.pages
    }


def _grid(layout: LayoutSpec, book: FontBook, number: int) -> PageGrid:
    cap_height = Typesetter(book, "").cap_height(layout.style("body"))
    return resolve_grid(layout, cap_height, left_hand=number % 2 == 0)


def _whereabouts(leaves: Mapping[int, _Leaf]) -> dict[str, str]:
    """The page that each story begins on, in words."""
    found: dict[str, str] = {}
    for number, leaf in leaves.items():
        for zone in leaf.page.zones:
            if zone.slug:
                found.setdefault(zone.slug, f"page {number}")
    return found


def _elsewhere(pages: Mapping[str, str], number: int) -> dict[str, str]:
    return {slug: name for slug, name in pages.items() if name != f"page {number}"}


def _places(before: _Leaf, after: _Leaf) -> dict[str, tuple[Rect, Rect]]:
    """Where each box that is on both pages stood and stands."""
    old = {frame.box.name: frame.rect for frame in before.grid.frames}
    frames = [frame for frame in after.grid.frames if frame.box.name in old]
    return {frame.box.name: (old[frame.box.name], frame.rect) for frame in frames}


def _by_content(page: Page) -> Page:
    """The page with each picture named by what is in its file: the same picture may lie in two places."""
    return replace(page, zones=tuple(replace(zone, items=tuple(map(_named, zone.items))) for zone in page.zones))


def _named(item: Item) -> Item:
    if not isinstance(item, PlacedImage):
        return item
    return replace(item, path=hashlib.sha256(Path(item.path).read_bytes()).hexdigest())


def _unsaid(before: Page, after: Page) -> list[Change]:
    """That two pages differ in what nothing else tells: spacing, colours, rules, tints."""
    one, other = (replace(page, layout="", section="") for page in (before, after))
    if dump(one) == dump(other):
        return []
    old, new = ({dump(replace(one, zones=(zone,))): zone.rect for zone in page.zones} for page in (before, after))
    gone = tuple(rect for text, rect in old.items() if text not in new)
    come = tuple(rect for text, rect in new.items() if text not in old)
    return [Change("changed", "drawn otherwise", "rules, tints, colours or spacing", gone, come)]
