"""An edition's files → the finished edition: sources, plan, flow, writers, in this order.

edition, copy, layouts ─► read ─► allocate ─► make up each page ─► Document ─► PDF, report, page images
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

from epaper.display.page import Document, Page
from epaper.errors import Diagnostic
from epaper.flow.box import Made
from epaper.flow.makeup import MadePage
from epaper.flow.scripts import unsupported_scripts
from epaper.flow.unset import blank_characters, unset_characters
from epaper.model.edition import CopyLength, Edition, EditionPage
from epaper.model.fit import StoryFit
from epaper.model.layout import (
    FolioBox,
    LayoutSpec,
    NameplateBox,
    RailBox,
    StoryBox,
)
from epaper.model.story import Story, plain
from epaper.opening import font_book
from epaper.pages import make_up_all
from epaper.plan.allocate import EditionPlan
from epaper.plan.castoff import misfit_of
from epaper.plan.grid import resolve_grid
from epaper.planning import Told, plan_edition, silent
from epaper.sources.layout_sheet import available_layouts
from epaper.sources.named import kind_of
from epaper.standing import Standing
from epaper.typeset.typesetter import Typesetter
from epaper.value import Value, replace
from epaper.write.images import ImageSpec, write_images
from epaper.write.pdf import write_pdf
from epaper.write.report import FitReport, fit_json
from epaper.write.together import files_of, replacing_together

_MADE_UP = 3
"""How many layouts are made up to see which a story fills best."""

DUMMY_LANGUAGE = "en-GB"
"""The language of the invented copy that layouts are filled with."""


class Composed(Value, dict=True):
    """An edition made up but not yet written. `layouts` run in step with its pages; `left` are the stories that no box
    has."""

    edition: Edition
    document: Document
    fits: tuple[StoryFit, ...]
    diagnostics: tuple[Diagnostic, ...]
    layouts: tuple[LayoutSpec, ...]
    typesetter: Typesetter
    plan: EditionPlan
    left: tuple[Story, ...] = ()

    @cached_property
    def report(self) -> FitReport:
        """All that there is to say of the copy."""
        return FitReport(
            title=self.edition.title,
            date=self.edition.date.isoformat(),
            fits=self.fits,
            diagnostics=self.diagnostics,
            placings=self.plan.placings,
            left_over=self.plan.left(self.left),
        )

    @property
    def unfit(self) -> int:
        """How many stories do not fit: with copy over, or white left."""
        return sum(not fit.fits for fit in self.fits)

    @property
    def unsettable(self) -> int:
        """How many stories cannot be set: in their script, or for want of a glyph."""
        return len({note.where for note in self.diagnostics if note.code in ("right-to-left", "no-glyph")})


class Urgent(Value):
    """Pages that somebody waits for, by number; what to call with each of them as soon as it is made, and with boxes
    that are made before there is anything else to do."""

    pages: frozenset[int]
    made: Callable[[Page, LayoutSpec, tuple[StoryFit, ...], Typesetter], None]
    meanwhile: Callable[[Made], object]


class Built(Value):
    """What a build wrote, in order of name, what it wrote it from, and the files of the set before that it removed."""

    composed: Composed
    files: tuple[Path, ...]
    removed: tuple[Path, ...] = ()


def build(
    path: Path,
    folder: Path,
    *,
    layout: str = "",
    copy: CopyLength = "fit",
    images: Sequence[ImageSpec] = (),
    proof: bool = False,
    told: Told = silent,
    standing: Standing | None = None,
) -> Built:
    """Build an edition, one story, or a layout into `folder`: the PDF, the fit report, and page images and a proof if
    asked for.

    `standing` is what an earlier build left. All files take their places together at the end: a build that fails or is
    killed leaves what stood there before.
    Raises InputError for faults in the input, OutputError when nothing can be written.
    """
    standing = standing or Standing()
    composed = compose_file(path, layout, told, copy=copy, standing=standing)
    name = edition_name(path)
    earlier = files_of(folder, name)
    with replacing_together(folder, name) as aside:
        told("writing the PDF", 0, 1)
        pdf = aside / f"{name}.pdf"
        write_pdf(composed.document, pdf, standing.memory)
        (aside / "fit.json").write_text(fit_json(composed.report, path.parent), encoding="utf-8")
        if proof:
            told("drawing the proof", 0, 1)
            _write_proof(composed, pdf, aside / "proof.html", path.parent)
        if images:
            _draw(pdf, aside / "pages", images, told, len(composed.document.pages))
        files = _listing(aside, folder)
    return Built(composed, files, tuple(sorted(earlier - {*files})))


def build_images(
    path: Path,
    folder: Path,
    specs: Sequence[ImageSpec],
    *,
    layout: str = "",
    copy: CopyLength = "fit",
    told: Told = silent,
    standing: Standing | None = None,
) -> Built:
    """Make only the page images, straight into `folder`. Raises as `build` does."""
    standing = standing or Standing()
    composed = compose_file(path, layout, told, copy=copy, standing=standing)
    name = edition_name(path)
    earlier = files_of(folder, name)
    with replacing_together(folder, name) as aside:
        pdf = aside / "edition.pdf"
        write_pdf(composed.document, pdf, standing.memory)
        _draw(pdf, aside, specs, told, len(composed.document.pages))
        pdf.unlink()
        files = _listing(aside, folder)
    return Built(composed, files, tuple(sorted(earlier - {*files})))


def edition_name(path: Path) -> str:
    """What an edition's outputs are called: its file's name, or its folder's where the file is just `edition.yaml`."""
    return path.resolve().parent.name if path.stem == "edition" else path.stem


def compose_file(
    path: Path,
    layout: str = "",
    told: Told = silent,
    *,
    copy: CopyLength = "fit",
    standing: Standing | None = None,
    urgent: Urgent | None = None,
) -> Composed:
    """Read and make up an edition file, or make one page of a file of copy or of a layout.

    `layout` is for a story (empty: the one that fits best), `copy` for a layout: the length of its invented copy.
    `standing` is what an earlier making-up left; `urgent` pages are made before the others.
    """
    standing = standing or Standing()
    told("reading", 0, 1)
    kind = kind_of(path)
    if kind == "copy":
        from epaper.sources.editions import edition_of_story  # noqa: PLC0415  (an edition may stand, and needs no reader)

        edition, notes = edition_of_story(path, layout, standing.memory)
        if not layout:
            return _in_best_layout(edition, notes, told, standing)
    else:
        edition, notes = standing.edition_of(path) if kind == "edition" else edition_of_layout(path, copy, standing)
    return compose(edition, notes, told, standing, urgent)


def edition_of_layout(
    path: Path, copy: CopyLength = "fit", standing: Standing | None = None
) -> tuple[Edition, tuple[Diagnostic, ...]]:
    """A one-page edition that shows a layout file: invented copy and grey pictures in all its boxes.

    `copy` says whether the copy fits its boxes, is too short or too long for them. Raises InputError for faults in the
    layout and its fonts.
    """
    standing = standing or Standing()
    layout = standing.layout(str(path))
    typesetter = standing.typesetter(font_book([layout], (), standing), DUMMY_LANGUAGE)
    from epaper.dummy import dummy_edition  # noqa: PLC0415  (most builds are of real copy)

    return dummy_edition(layout, path, typesetter, copy)


def compose(
    edition: Edition,
    notes: Sequence[Diagnostic] = (),
    told: Told = silent,
    standing: Standing | None = None,
    urgent: Urgent | None = None,
) -> Composed:
    """Plan the edition and make up its pages. Raises InputError for faults in the layouts and fonts."""
    standing = standing or Standing()
    planned = plan_edition(standing.settled(edition), told, standing)
    edition, layouts, typesetter, plan = planned.edition, planned.layouts, planned.typesetter, planned.plan
    count = len(plan.pages)
    made: list[MadePage] = []
    by_number = {page.number: layout for page, layout in zip(edition.pages, layouts, strict=True)}
    told("making up pages", 0, count)
    soon, meanwhile = (urgent.pages, urgent.meanwhile) if urgent else ((), None)
    for page in make_up_all(plan, edition, typesetter, standing.crew, soon, meanwhile):
        made.append(page)
        if urgent and page.page.number in urgent.pages:
            urgent.made(page.page, by_number[page.page.number], page.fits, typesetter)
        told("making up pages", len(made), count)
    made.sort(key=lambda each: each.page.number)
    fits = tuple(fit for page in made for fit in page.fits)
    printed = {fit.slug for fit in fits}
    left = tuple(story for story in edition.stories if story.slug not in printed)
    found = [*notes, *(note for page in made for note in page.diagnostics), *planned.notes, *map(_unplaced, left)]
    found += unsupported_scripts(edition.stories, edition.language)
    found += unset_characters(edition, blank_characters(page.page for page in made))
    return Composed(
        edition,
        _document(edition, [page.page for page in made]),
        fits,
        tuple(dict.fromkeys(found)),
        layouts,
        typesetter,
        plan,
        left,
    )


def _unplaced(story: Story) -> Diagnostic:
    """A story that found no box is said, never dropped unseen."""
    message = f"no box for the story {story.slug} ({story.words} words)"
    return Diagnostic("warning", "story-unplaced", message, story.where)


def _in_best_layout(edition: Edition, notes: Sequence[Diagnostic], told: Told, standing: Standing) -> Composed:
    """The story in the shipped one-story layout that it fills best: least copy over or white left, no rail empty.

    Only those whose capacity comes nearest to the story's length are made up.
    """
    layouts = [layout for layout in map(standing.layout, available_layouts()) if _holds_one_story(layout)]
    if not edition.rail:
        layouts = [layout for layout in layouts if not any(isinstance(box.options, RailBox) for box in layout.boxes)]
    typesetter = Typesetter(font_book(layouts, edition.font_dirs), edition.language)
    nearest = sorted(layouts, key=lambda layout: misfit_of(layout, edition.stories[0], typesetter))[:_MADE_UP]
    tried = []
    for done, layout in enumerate(nearest):
        told("trying layouts", done, len(nearest))
        composed = compose(replace(edition, pages=(EditionPage(1, layout.name),)), notes, silent, standing)
        tried.append((_misfit(composed.fits), done, composed))
        if not tried[-1][0]:
            break
    return min(tried, key=lambda each: each[:2])[2]


def _holds_one_story(layout: LayoutSpec) -> bool:
    """Whether a layout is for an article: one story, with furniture and a rail at most."""
    kinds = [type(box.options) for box in layout.boxes]
    return kinds.count(StoryBox) == 1 and {*kinds} <= {StoryBox, RailBox, NameplateBox, FolioBox}


def _misfit(fits: Sequence[StoryFit]) -> int:
    """How badly copy fits, in lines of white; a line of copy lost is worse than one left empty."""
    return sum(5 * fit.over_lines + fit.under_lines for fit in fits)


def _draw(pdf: Path, folder: Path, specs: Sequence[ImageSpec], told: Told, count: int) -> None:
    told("drawing page images", 0, count)
    write_images(pdf, folder, specs, lambda done: told("drawing page images", done, count))


def _listing(aside: Path, folder: Path) -> tuple[Path, ...]:
    """Where the files written aside will stand."""
    return tuple(sorted(folder / path.relative_to(aside) for path in aside.rglob("*") if path.is_file()))


def _write_proof(composed: Composed, pdf: Path, target: Path, base: Path) -> None:
    """The proof, which shows each page with the places of its boxes."""
    from epaper.write.proof_page import ProofPage, write_proof  # noqa: PLC0415  (only who asks for one waits for it)

    pages = []
    for page, layout in zip(composed.document.pages, composed.layouts, strict=True):
        cap = composed.typesetter.cap_height(layout.style("body"))
        frames = resolve_grid(layout, cap, left_hand=page.number % 2 == 0).frames
        places = {frame.box.name: frame.rect for frame in frames}
        pages.append(ProofPage(page.number, page.section, page.layout, page.size, places))
    write_proof(composed.report, pages, pdf, target, base)


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
