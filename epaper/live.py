"""A file that changes → its pages as they are now, as often as asked, with what is wrong and what to watch.

A session holds what was made; `refresh` makes anew what depends on what has changed. While a file is at fault, the last
good pages stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from epaper.display.items import PlacedImage
from epaper.display.page import Document, Page, Zone
from epaper.dummy import CopyLength
from epaper.errors import Diagnostic, EpaperError, InputError
from epaper.model.fit import StoryFit
from epaper.model.layout import LayoutSpec
from epaper.pipeline import Composed, compose_file
from epaper.plan.grid import PageGrid, resolve_grid
from epaper.resources import fonts_dir
from epaper.sources.reading import looked_at
from epaper.standing import Standing
from epaper.write.svg.page import svg_frame, svg_zone

PictureUrl = Callable[[PlacedImage], str]
"""The address at which the browser finds a picture; see `write.svg.pictures.browser_picture` for its data."""


@dataclass(frozen=True, slots=True)
class LivePage:
    """One page. `zones` are SVG groups in the order of `page.zones`: a browser that has the page needs only those that
    changed. `grid` has the frames of all boxes (`frame.box.where` is their line of YAML), the columns and the rows;
    `cap` is the cap height of body text, so that grid line i has its baseline at `layout.page.top + cap + i × leading`.
    `changed` says whether the page looks different from the refresh before."""

    page: Page
    layout: LayoutSpec
    grid: PageGrid
    cap: int
    zones: tuple[str, ...]
    fits: tuple[StoryFit, ...]
    changed: bool

    @property
    def svg(self) -> str:
        """The whole page as one SVG document."""
        return svg_frame(self.page, self.zones)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and the line of the file where it stands (empty where unknown)."""

    diagnostic: Diagnostic
    line: str = ""


@dataclass(frozen=True, slots=True)
class LiveResult:
    """What a refresh found. With `faults`, the pages and all else are the last good ones (none before the first).

    `watched` are files to wait for, there or not, and folders whose content counts (copy, fonts).
    """

    pages: tuple[LivePage, ...] = ()
    faults: tuple[Fault, ...] = ()
    diagnostics: tuple[Fault, ...] = ()
    document: Document | None = None
    watched: frozenset[Path] = frozenset()

    @property
    def stale(self) -> bool:
        """Whether the pages are older than the files."""
        return bool(self.faults)


@dataclass(slots=True)
class Live:
    """A session over an edition, a layout (with invented copy of length `copy`) or a story (in `layout`).

    Not for two threads at once.
    """

    path: Path
    picture_url: PictureUrl
    layout: str = ""
    copy: CopyLength = "fit"
    _standing: Standing = field(default_factory=Standing)
    _drawn: dict[int, tuple[Zone, str]] = field(default_factory=dict)
    _last: LiveResult = field(default_factory=LiveResult)

    def refresh(self) -> LiveResult:
        """The pages as the files are now. Never raises for what stands in them."""
        with looked_at() as files:
            try:
                composed = compose_file(self.path, self.layout, copy=self.copy, standing=self._standing)
            except InputError as error:
                faults: Sequence[Diagnostic] = error.diagnostics
                composed = None
            except EpaperError as error:
                faults, composed = [Diagnostic("error", "failed", str(error))], None
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
            )
        return self._last

    def _svg(self, zone: Zone) -> str:
        """The zone drawn; zones that stand are drawn once."""
        known = self._drawn.get(id(zone))
        if known is None:
            known = self._drawn[id(zone)] = (zone, svg_zone(zone, self.picture_url))
        return known[1]

    def _unchanged(self) -> tuple[LivePage, ...]:
        return tuple(replace(page, changed=False) for page in self._last.pages)

    def _shown(self, composed: Composed) -> tuple[LivePage, ...]:
        before = {each.page.number: each for each in self._last.pages}
        pages = []
        for page, layout in zip(composed.document.pages, composed.layouts, strict=True):
            zones = tuple(self._svg(zone) for zone in page.zones)
            known = before.get(page.number)
            cap = composed.typesetter.cap_height(layout.style("body"))
            pages.append(
                LivePage(
                    page,
                    layout,
                    resolve_grid(layout, cap, left_hand=page.number % 2 == 0),
                    cap,
                    zones,
                    tuple(fit for fit in composed.fits if fit.page == page.number),
                    known is None or known.zones != zones or known.page.size != page.size,
                )
            )
        standing = {id(zone) for page in composed.document.pages for zone in page.zones}
        self._drawn = {key: known for key, known in self._drawn.items() if key in standing}
        return tuple(pages)


def _with_lines(found: Iterable[Diagnostic]) -> tuple[Fault, ...]:
    """Each with the text of its line."""
    return tuple(Fault(each, _line_of(each)) for each in found)


def _line_of(found: Diagnostic) -> str:
    if found.where is None or found.where.line is None:
        return ""
    try:
        lines = Path(found.where.file).read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return ""
    return lines[found.where.line - 1].rstrip() if found.where.line <= len(lines) else ""
