"""An edition's files → the finished edition: sources, plan, flow, writers, in this order.

edition, copy, layouts ─► read ─► allocate ─► make up each page ─► Document ─► PDF, images, report
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from epaper.display.page import Document, Page
from epaper.errors import Diagnostic, InputError, OutputError
from epaper.flow.makeup import make_up
from epaper.fonts.book import FontBook
from epaper.model.edition import Edition, EditionPage
from epaper.model.fit import StoryFit
from epaper.model.layout import LayoutSpec
from epaper.model.story import Story, plain
from epaper.plan.allocate import EditionPlan, allocate
from epaper.resources import fonts_dir
from epaper.sources.editions import edition_of_story, load_edition
from epaper.sources.layouts import available_layouts, load_layout
from epaper.typeset.typesetter import Typesetter
from epaper.write.images import ImageSpec, write_images
from epaper.write.pdf import write_pdf
from epaper.write.report import fit_json

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "sd", "ug", "ur", "yi"})

Told = Callable[[str, int, int], None]
"""Hears what is being done: the stage, how many of its parts are done, how many there are."""


def _silent(stage: str, done: int, of: int) -> None:
    """For callers that do not want to hear."""


@dataclass(frozen=True, slots=True)
class Composed:
    """An edition made up but not yet written."""

    edition: Edition
    document: Document
    fits: tuple[StoryFit, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote, how the copy fitted, and what the user should hear."""

    files: tuple[Path, ...]
    pages: int
    fits: tuple[StoryFit, ...]
    diagnostics: tuple[Diagnostic, ...]


def read_edition(path: Path, layout: str = "") -> tuple[Edition, tuple[Diagnostic, ...]]:
    """An edition file's edition; or, for a file of copy, a one-page edition in `layout` (empty: chosen by fit)."""
    if path.suffix.lower() in (".yaml", ".yml"):
        return load_edition(path)
    edition, notes = edition_of_story(path, layout or "a4-article")
    return (edition if layout else _best_layout(edition)), notes


def load_layouts(edition: Edition) -> list[LayoutSpec]:
    """Each page's layout, in step with the edition's pages. Raises InputError with the faults of all of them."""
    found: dict[str, LayoutSpec] = {}
    faults: list[Diagnostic] = []
    for page in edition.pages:
        if page.layout not in found:
            try:
                found[page.layout] = load_layout(page.layout, dirs=[Path(each) for each in edition.layout_dirs])
            except InputError as error:
                faults += [each for each in error.diagnostics if each not in faults]
    if faults:
        raise InputError(faults)
    return [found[page.layout] for page in edition.pages]


def compose(edition: Edition, notes: Sequence[Diagnostic] = (), told: Told = _silent) -> Composed:
    """Plan the edition and make up its pages."""
    layouts = load_layouts(edition)
    typesetter = _typesetter(edition, layouts)
    plan = allocate(edition, layouts)
    made = []
    for number, page in enumerate(plan.pages, start=1):
        made.append(make_up(page, edition, typesetter))
        told("pages", number, len(plan.pages))
    diagnostics = [*notes, *(note for page in made for note in page.diagnostics), *_left_over(plan)]
    diagnostics += _missing_glyphs(typesetter.book, edition.stories)
    diagnostics += _unsupported_scripts(edition.stories, edition.language)
    return Composed(
        edition,
        _document(edition, [page.page for page in made]),
        tuple(fit for page in made for fit in page.fits),
        tuple(diagnostics),
    )


def build(
    path: Path, folder: Path, *, layout: str = "", images: Sequence[ImageSpec] = (), told: Told = _silent
) -> Built:
    """Build an edition (or one story) into `folder`.

    Everything is written aside first and moved into place together at the end, so that a build that fails or is killed
    leaves what stood there before. Raises InputError for faults in the input, OutputError when nothing can be written.
    """
    told("reading", 0, 1)
    edition, notes = read_edition(path, layout)
    composed = compose(edition, notes, told)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".epaper-", dir=folder) as aside:
            _write(composed, Path(aside), path.stem, images, told)
            files = _move_into_place(Path(aside), folder)
    except OSError as error:
        raise OutputError(f"cannot write to {folder}: {error.strerror or error}") from error
    return Built(tuple(files), len(composed.document.pages), composed.fits, composed.diagnostics)


def _write(composed: Composed, folder: Path, stem: str, images: Sequence[ImageSpec], told: Told) -> None:
    pdf = folder / f"{stem}.pdf"
    told("PDF", 0, 1)
    write_pdf(composed.document, pdf)
    edition = composed.edition
    report = fit_json(edition.title, edition.date.isoformat(), composed.fits, composed.diagnostics)
    (folder / "fit.json").write_text(report, encoding="utf-8")
    if images:
        count = len(composed.document.pages)
        write_images(pdf, folder / "pages", images, lambda page: told("images", page, count))


def _move_into_place(aside: Path, folder: Path) -> list[Path]:
    """Rename every finished file over its older self."""
    moved = []
    for source in sorted(path for path in aside.rglob("*") if path.is_file()):
        target = folder / source.relative_to(aside)
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)
        moved.append(target)
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    return moved


def _typesetter(edition: Edition, layouts: Sequence[LayoutSpec]) -> Typesetter:
    folders = [*edition.font_dirs, *(each for layout in layouts for each in layout.font_dirs), str(fonts_dir())]
    book = FontBook(list(dict.fromkeys(folders)))
    faults: list[Diagnostic] = []
    for layout in {layout.name: layout for layout in layouts}.values():
        for style in layout.styles.values():
            try:
                book.resolve(style.family, style.weight, style.italic)
            except InputError as error:
                for each in error.diagnostics:
                    fault = replace(each, message=f"{each.message} (style {style.name})", where=layout.where)
                    faults += [fault] if fault not in faults else []
    if faults:
        raise InputError(faults)
    return Typesetter(book, edition.language)


def _best_layout(edition: Edition) -> Edition:
    """The edition in the shipped article layout that its story fills best."""
    tried = []
    for name in available_layouts():
        if not name.endswith("-article"):
            continue
        candidate = replace(edition, pages=(EditionPage(1, name),))
        fits = compose(candidate).fits
        cost = sum(5 * fit.over_lines + fit.under_lines for fit in fits)
        tried.append((cost, name, candidate))
    return min(tried, key=lambda each: each[:2])[2] if tried else edition


def _document(edition: Edition, pages: Sequence[Page]) -> Document:
    return Document(
        title=edition.title,
        date=edition.date.isoformat(),
        language=edition.language,
        pages=tuple(pages),
        titles=tuple((story.slug, plain(story.headline)) for story in edition.stories),
        subject=f"{edition.title}, {edition.date.isoformat()}",
        author=edition.title,
    )


def _left_over(plan: EditionPlan) -> list[Diagnostic]:
    """Stories that found no box: said one by one, never dropped unseen."""
    return [
        Diagnostic("warning", "story-unplaced", f"no box for the story {story.slug} ({story.words} words)", story.where)
        for story in plan.left_over
    ]


def _missing_glyphs(book: FontBook, stories: Sequence[Story]) -> list[Diagnostic]:
    """Each character that no font has, with the story and the paragraph in which it stands first."""
    notes = []
    for char in sorted(book.missing):
        story, place = next(((story, place) for story in stories if (place := _place_of(char, story))), (None, ""))
        message = f"no font has a glyph for {char!r} (U+{ord(char):04X}){place}"
        notes.append(
            Diagnostic("warning", "no-glyph", message, story.where if story else None, "add a font that has it")
        )
    return notes


def _place_of(char: str, story: Story) -> str:
    """Where a character stands in a story, in words; nothing if it does not."""
    if char in plain(story.headline) + plain(story.deck) + story.kicker + story.byline + story.dateline:
        return f" in the head of {story.slug}"
    for number, paragraph in enumerate(story.paragraphs, start=1):
        at = paragraph.text.find(char)
        if at >= 0:
            return f" in {story.slug}, paragraph {number}, character {at + 1}"
    captions = "".join(plain(picture.caption) + picture.credit for picture in story.pictures)
    return f" in a caption of {story.slug}" if char in captions else ""


def _unsupported_scripts(stories: Sequence[Story], language: str) -> list[Diagnostic]:
    """Stories whose script runs from right to left: set, but not as they should be."""
    return [
        Diagnostic(
            "warning",
            "right-to-left",
            f"{story.slug} is in a script that runs from right to left, which is not supported yet",
            story.where,
        )
        for story in stories
        if (story.language or language).split("-")[0] in _RIGHT_TO_LEFT
    ]
