"""A file that changes → its pages as they are now, as often as asked, with what is wrong and what to watch.

A session holds what was made; `refresh` makes anew what depends on what has changed. While a file is at fault, the last
good pages stand.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from epaper.display.items import PlacedImage
from epaper.display.page import Document, Page, Zone
from epaper.errors import Diagnostic, EpaperError, InputError
from epaper.flow.box import Made
from epaper.model.edition import CopyLength
from epaper.model.fit import StoryFit
from epaper.model.layout import LayoutSpec
from epaper.pages import ready
from epaper.pipeline import Composed, Urgent, compose_file
from epaper.plan.grid import PageGrid, resolve_grid
from epaper.processes import Crew
from epaper.resources import fonts_dir
from epaper.sources.reading import looked_at
from epaper.standing import Standing
from epaper.typeset.typesetter import Typesetter
from epaper.value import State, Value, field, replace

D = TypeVar("D")
"""What a zone is drawn as."""


class LivePage(Value, Generic[D]):
    """One page. `zones` are its drawings in the order of `page.zones`: who has the page needs only those that changed.
    `grid` has the frames of all boxes (`frame.box.where` is their line of YAML), the columns and the rows; `cap` is the
    cap height of body text, so that grid line i has its baseline at `layout.page.top + cap + i × leading`. `changed`
    says whether the page looks different from the refresh before."""

    page: Page
    layout: LayoutSpec
    grid: PageGrid
    cap: int
    zones: tuple[D, ...]
    fits: tuple[StoryFit, ...]
    changed: bool


class Fault(Value):
    """What is wrong, and the line of the file where it stands (empty where unknown)."""

    diagnostic: Diagnostic
    line: str = ""


class LiveResult(Value, Generic[D]):
    """What a refresh found. With `faults`, the pages and all else are the last good ones (none before the first).

    `watched` are files to wait for, there or not, and folders whose content counts (copy, fonts). `stamps` are the
    stages of the refresh, each with the time of the clock when it began.
    """

    pages: tuple[LivePage[D], ...] = ()
    faults: tuple[Fault, ...] = ()
    diagnostics: tuple[Fault, ...] = ()
    document: Document | None = None
    watched: frozenset[Path] = frozenset()
    stamps: tuple[tuple[str, float], ...] = ()

    @property
    def stale(self) -> bool:
        """Whether the pages are older than the files."""
        return bool(self.faults)


class Live(State, Generic[D]):
    """A session over an edition, a layout (with invented copy of length `copy`) or a story (in `layout`). `draw` gives
    the drawing of a zone; drawings that are equal look the same.

    Not for two threads at once.
    """

    path: Path
    draw: Callable[[Zone], D]
    layout: str = ""
    copy: CopyLength = "fit"
    _standing: Standing = field(default_factory=Standing)
    _drawn: dict[int, tuple[Zone, D]] = field(default_factory=dict)
    _last: LiveResult[D] = field(default_factory=LiveResult)

    def take_on(self, crew: Crew) -> None:
        """Have a crew help from now on."""
        crew.start(ready)
        self._standing.crew = crew

    def refresh(
        self, looked_at_now: frozenset[int] = frozenset(), shown: Callable[[LivePage[D]], None] | None = None
    ) -> LiveResult[D]:
        """The pages as the files are now. Never raises for what stands in them.

        Pages that are looked at, by number, are made before the others, and `shown` is called with each of them that
        looks different, as soon as it is made.
        """
        stamps: dict[str, float] = {}

        def stamped(stage: str, done: int, of: int) -> None:
            stamps.setdefault(stage, time.time())

        with looked_at() as files:
            try:
                composed = compose_file(
                    self.path,
                    self.layout,
                    stamped,
                    copy=self.copy,
                    standing=self._standing,
                    urgent=Urgent(looked_at_now, partial(self._early, shown), self._draw_box) if shown else None,
                )
            except InputError as error:
                faults: Sequence[Diagnostic] = error.diagnostics
                composed = None
            except EpaperError as error:
                faults, composed = [Diagnostic("error", "failed", str(error))], None
            except Exception as error:  # the last line of defence: a session goes on
                message = f"epaper failed, by a fault of its own: {type(error).__name__}: {error}"
                faults, composed = [Diagnostic("error", "own-fault", message)], None
        stamps["drawing"] = time.time()
        watched = frozenset({*files, self.path.absolute(), fonts_dir()})
        if composed is None:
            self._last = replace(
                self._last, faults=_with_lines(faults), watched=watched | self._last.watched, pages=self._unchanged()
            )
        else:
            folders = {Path(each) for layout in composed.layouts for each in layout.font_dirs}
            folders |= {Path(each) for each in composed.edition.font_dirs}
            self._standing.memory.turn()
            self._last = LiveResult(
                self._shown(composed),
                (),
                _with_lines(composed.diagnostics),
                composed.document,
                watched | folders,
                tuple(stamps.items()),
            )
        return self._last

    def _drawing(self, zone: Zone) -> D:
        """The zone drawn; zones that stand are drawn once, but for pictures: another may be in the same file."""
        known = self._drawn.get(id(zone))
        if known is None or any(isinstance(item, PlacedImage) for item in zone.items):
            known = self._drawn[id(zone)] = (zone, self.draw(zone))
        return known[1]

    def _draw_box(self, made: Made) -> None:
        """Have the drawings of a box ready."""
        for zone in made.zones:
            self._drawing(zone)

    def _unchanged(self) -> tuple[LivePage[D], ...]:
        return tuple(replace(page, changed=False) for page in self._last.pages)

    def _early(
        self,
        shown: Callable[[LivePage[D]], None],
        page: Page,
        layout: LayoutSpec,
        fits: tuple[StoryFit, ...],
        typesetter: Typesetter,
    ) -> None:
        """Show a page before the others are made, if it looks different."""
        drawn = self._page(page, layout, fits, typesetter)
        if drawn.changed:
            shown(drawn)

    def _shown(self, composed: Composed) -> tuple[LivePage[D], ...]:
        pages = []
        for page, layout in zip(composed.document.pages, composed.layouts, strict=True):
            fits = tuple(fit for fit in composed.fits if fit.page == page.number)
            pages.append(self._page(page, layout, fits, composed.typesetter))
        standing = {id(zone) for page in composed.document.pages for zone in page.zones}
        self._drawn = {key: known for key, known in self._drawn.items() if key in standing}
        return tuple(pages)

    def _page(self, made: Page, layout: LayoutSpec, fits: tuple[StoryFit, ...], typesetter: Typesetter) -> LivePage[D]:
        """The page as it is shown; the very same page where nothing on it has changed."""
        known = next((each for each in self._last.pages if each.page.number == made.number), None)
        page = known.page if known is not None and known.page == made else made
        zones = tuple(self._drawing(zone) for zone in page.zones)
        cap = typesetter.cap_height(layout.style("body"))
        grid = resolve_grid(layout, cap, left_hand=page.number % 2 == 0)
        changed = known is None or known.zones != zones or known.page.size != page.size
        return LivePage(page, layout, grid, cap, zones, fits, changed)


def _with_lines(found: Iterable[Diagnostic]) -> tuple[Fault, ...]:
    """Each with the text of its line."""
    lines: dict[str, list[str]] = {}
    return tuple(Fault(each, _line_of(each, lines)) for each in found)


def _line_of(found: Diagnostic, known: dict[str, list[str]]) -> str:
    """The text of its line; `known` has the lines of files that were read before."""
    if found.where is None or found.where.line is None:
        return ""
    file = found.where.file
    if file not in known:
        try:
            known[file] = Path(file).read_text(encoding="utf-8-sig", errors="replace").splitlines()
        except OSError:
            known[file] = []
    lines = known[file]
    return lines[found.where.line - 1].rstrip() if found.where.line <= len(lines) else ""
