"""An edition → for each of its pages the layouts that it may take, with the faults of all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from epaper.errors import Diagnostic, InputError
from epaper.geometry import Size
from epaper.model.edition import AUTO, Edition, EditionPage
from epaper.model.layout import FolioBox, LayoutSpec, NameplateBox, RailBox, StoryBox
from epaper.opening import boxless, load_layouts
from epaper.sources.layout_sheet import available_layouts
from epaper.standing import Standing
from epaper.value import State, field

_USUAL = "broadsheet"
"""The page of editions that name no layout."""


def load_shelves(edition: Edition, standing: Standing | None = None) -> list[tuple[LayoutSpec, ...]]:
    """For each page the layouts that it may take, in step with the edition's pages: the one that it names, or all that
    fit its choices. Raises InputError with the faults of all of them."""
    if all(page.layout for page in edition.pages):
        return [(layout,) for layout in load_layouts(edition, standing)]
    cupboard = _Cupboard([Path(each) for each in edition.layout_dirs], standing or Standing())
    shelves = [_shelf(edition, page, cupboard) for page in edition.pages]
    faults = [*cupboard.faults]
    for page, shelf in zip(edition.pages, shelves, strict=True):
        suiting = [layout for layout in shelf if not boxless(page, layout)]
        if shelf and not suiting:
            faults += boxless(page, shelf[0])
    if faults:
        raise InputError(list(dict.fromkeys(faults)))
    return [
        tuple(layout for layout in shelf if not boxless(page, layout))
        for page, shelf in zip(edition.pages, shelves, strict=True)
    ]


class _Cupboard(State):
    """Layouts by name, each read once; None for one with faults."""

    dirs: Sequence[Path]
    standing: Standing
    held: dict[str, LayoutSpec | None] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)

    def get(self, name: str) -> list[LayoutSpec]:
        """The layout of that name, if it has no faults."""
        if name not in self.held:
            try:
                self.held[name] = self.standing.layout(name, tuple(map(str, self.dirs)))
            except InputError as error:
                self.held[name] = None
                self.faults += error.diagnostics
        found = self.held[name]
        return [found] if found is not None else []

    def suiting(self, front: bool, size: Size | None) -> list[LayoutSpec]:
        """The layouts for front or inside pages of a size: one's own, or the shipped ones if one has none of these."""
        own = [path.stem for folder in self.dirs for path in sorted(folder.glob("*.yaml"))]
        shipped = [name for name in available_layouts() if name not in own]
        for names, usual in ((own, size), (shipped, size or self.standing.layout(_USUAL).page.size)):
            layouts = [layout for name in dict.fromkeys(names) for layout in self.get(name)]
            found = [each for each in layouts if is_front(each) == front and usual in (None, each.page.size)]
            suiting = [each for each in found if _holds_several(each)] if front else [*filter(_has_folio, found)]
            if suiting or found:
                return suiting or found
        return []


def _shelf(edition: Edition, page: EditionPage, cupboard: _Cupboard) -> list[LayoutSpec]:
    """All that a page's choices name; a page that may take any takes no rail when there is nothing for it."""
    if page.layout:
        return cupboard.get(page.layout)
    front = page.number == 1
    named = [name for name in page.choices if name != AUTO]
    known = [name for name in available_layouts(cupboard.dirs) if any(fnmatchcase(name, each) for each in named)]
    found = [layout for name in known for layout in cupboard.get(name) if layout.boxes]
    right = [layout for layout in found if is_front(layout) == front] or found
    if AUTO in page.choices:
        more = cupboard.suiting(front, _size_of(edition, cupboard))
        with_copy = [layout for layout in more if edition.rail or not _has_rail(layout)] or more
        right += [layout for layout in with_copy if layout not in right]
    return right


def _size_of(edition: Edition, cupboard: _Cupboard) -> Size | None:
    """The size of the first page that names its layout, or names some."""
    for page in edition.pages:
        names = [page.layout] if page.layout else [name for name in page.choices if name != AUTO]
        known = [name for name in available_layouts(cupboard.dirs) if any(fnmatchcase(name, each) for each in names)]
        for name in known or names:
            for layout in cupboard.get(name):
                return layout.page.size
    return None


def is_front(layout: LayoutSpec) -> bool:
    """Whether a layout is a front page's: it has the paper's title."""
    return any(isinstance(box.options, NameplateBox) for box in layout.boxes)


def _holds_several(layout: LayoutSpec) -> bool:
    return sum(isinstance(box.options, StoryBox) for box in layout.boxes) > 1


def _has_folio(layout: LayoutSpec) -> bool:
    return any(isinstance(box.options, FolioBox) for box in layout.boxes)


def _has_rail(layout: LayoutSpec) -> bool:
    return any(isinstance(box.options, RailBox) for box in layout.boxes)
