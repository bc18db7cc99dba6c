"""An edition → its layouts and the fonts that they ask for, opened, with the faults of all of them at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epaper.errors import Diagnostic, InputError, did_you_mean
from epaper.fonts.book import FontBook
from epaper.model.edition import Edition, EditionPage
from epaper.model.layout import LayoutSpec
from epaper.plan.lint import lint
from epaper.resources import fonts_dir
from epaper.standing import Standing
from epaper.typeset.typesetter import Typesetter
from epaper.value import replace


def load_layouts(edition: Edition, standing: Standing | None = None) -> list[LayoutSpec]:
    """Each page's layout, in step with the edition's pages. Raises InputError with the faults of all of them."""
    standing = standing or Standing()
    found: dict[str, LayoutSpec] = {}
    faults: list[Diagnostic] = []
    for page in edition.pages:
        if page.layout not in found:
            try:
                found[page.layout] = standing.layout(page.layout, edition.layout_dirs)
            except InputError as error:
                faults += error.diagnostics
    faults += [fault for page in edition.pages if page.layout in found for fault in boxless(page, found[page.layout])]
    if faults:
        raise InputError(list(dict.fromkeys(faults)))
    return [found[page.layout] for page in edition.pages]


def font_book(layouts: Sequence[LayoutSpec], folders: Sequence[str] = (), standing: Standing | None = None) -> FontBook:
    """The fonts of `folders`, of the layouts' own folders, and the shipped ones.

    Raises InputError when a style of a layout asks for a family that is not there.
    """
    own = (each for layout in layouts for each in layout.font_dirs)
    book = (standing or Standing()).book(tuple(dict.fromkeys([*folders, *own, str(fonts_dir())])))
    faults = [fault for layout in layouts for fault in _missing_fonts(layout, book)]
    if faults:
        raise InputError(list(dict.fromkeys(faults)))
    return book


def _missing_fonts(layout: LayoutSpec, book: FontBook) -> Iterator[Diagnostic]:
    """A fault for each style that names a family which is not there; those that inherit it are not to blame."""
    for style in layout.styles.values():
        place = layout.places.get(("styles", style.name, "family"))
        try:
            book.resolve(style.family, style.weight, style.italic)
        except InputError as error:
            for each in error.diagnostics if place else ():
                yield replace(each, message=f"{each.message} (style {style.name})", where=place)


def lint_layouts(layouts: Sequence[LayoutSpec], folders: Sequence[str] = ()) -> list[Diagnostic]:
    """The warnings of each layout once, whatever the copy. Raises InputError for fonts that are not there."""
    typesetter = Typesetter(font_book(layouts, folders), "en-GB")
    return list(dict.fromkeys(found for layout in layouts for found in lint(layout, typesetter)))


def boxless(page: EditionPage, layout: LayoutSpec) -> list[Diagnostic]:
    """Faults of a page that nails stories to boxes which its layout does not have."""
    boxes = [box.name for box in layout.boxes]
    return [
        Diagnostic(
            "error",
            "unknown-box",
            f'no box "{name}" in {layout.name}',
            page.places.get(name, page.where),
            did_you_mean(name, boxes),
        )
        for name in page.assigned
        if name not in boxes
    ]
