"""Booked advertisements and the pages' layouts → layouts in which they stand.

Each takes the free box that is nearest to its size, on the page or in the section that it was promised; where there is
none, it stacks from the outer foot of a page whose layout lets it (see `adstack`). House advertisements fill what then
is empty. One that finds no place, or another than it was promised, is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epaper.errors import Diagnostic
from epaper.model.advert import Advert, Booking
from epaper.model.edition import Edition, EditionPage
from epaper.model.layout import AdvertBox, LayoutSpec
from epaper.plan.adstack import stacked
from epaper.plan.grid import Frame, resolve_grid
from epaper.typeset.typesetter import Typesetter
from epaper.units import to_mm
from epaper.value import State, field, replace

_NEAR = 0.1
"""A box suits an advertisement whose depth differs by no more than this share."""
_FILLED = 0.7
"""A house advertisement suits space of which it fills this share."""


class _Sheet(State):
    """A page on the way: its layout so far, what stacks on it, and what fills its boxes, by their names."""

    page: EditionPage
    layout: LayoutSpec
    cap: int
    stack: list[Advert] = field(default_factory=list)
    taken: dict[str, Advert] = field(default_factory=dict)

    @property
    def left_hand(self) -> bool:
        return self.page.number % 2 == 0

    def with_stack(self, more: Sequence[Advert] = ()) -> LayoutSpec | None:
        """The layout with its stack, and with more on it; None where that has no room."""
        adverts = [*self.stack, *more]
        return stacked(self.layout, adverts, self.cap, left_hand=self.left_hand) if adverts else self.layout

    def spaces(self, layout: LayoutSpec) -> Iterator[Frame]:
        """The boxes that wait for an advertisement."""
        for frame in resolve_grid(layout, self.cap, left_hand=self.left_hand).frames:
            options = frame.box.options
            if isinstance(options, AdvertBox) and options.advert is None and frame.box.name not in self.taken:
                yield frame

    def finished(self) -> LayoutSpec:
        """The layout with everything in its place."""
        layout = self.with_stack() or self.layout
        boxes = tuple(
            replace(box, options=AdvertBox(advert=self.taken[box.name])) if box.name in self.taken else box
            for box in layout.boxes
        )
        return replace(layout, boxes=boxes)


def with_adverts(
    edition: Edition, layouts: Sequence[LayoutSpec], typesetter: Typesetter
) -> tuple[list[LayoutSpec], tuple[Diagnostic, ...]]:
    """The layouts with the edition's advertisements in them, in step with its pages, and what to tell of it."""
    sheets = [
        _Sheet(page, layout, typesetter.cap_height(layout.style("body")))
        for page, layout in zip(edition.pages, layouts, strict=True)
    ]
    found: list[Diagnostic] = []
    ranked = sorted(edition.adverts, key=lambda each: (each.priority, -each.advert.columns * each.advert.depth))
    for booking in ranked:
        sheet = _place(booking, sheets)
        if sheet is None:
            found.append(_unplaced(booking))
        elif not _promised(booking, sheet.page):
            found.append(_elsewhere(booking, sheet.page))
    _fill(edition.fillers, sheets)
    return [sheet.finished() if sheet.stack or sheet.taken else sheet.layout for sheet in sheets], tuple(found)


def _place(booking: Booking, sheets: Sequence[_Sheet]) -> _Sheet | None:
    """Where the advertisement now stands: a box or a stack as promised, or else a box or a stack anywhere."""
    promised = [sheet for sheet in sheets if _promised(booking, sheet.page)]
    others = [sheet for sheet in sheets if sheet not in promised]
    for choice in (promised, others):
        sheet = _into_box(booking.advert, choice) or _onto_stack(booking.advert, choice)
        if sheet is not None:
            return sheet
    return None


def sure_of(edition: Edition, page: EditionPage) -> tuple[Booking, ...]:
    """The advertisements that were promised this page and can stand on no other that they were promised."""
    return tuple(
        booking for booking in edition.adverts if [each for each in edition.pages if _promised(booking, each)] == [page]
    )


def _promised(booking: Booking, page: EditionPage) -> bool:
    return booking.page in (0, page.number) and booking.section in ("", page.section)


def _into_box(advert: Advert, sheets: Sequence[_Sheet]) -> _Sheet | None:
    """The free box of so many columns whose depth is nearest, if it is near."""
    near = [
        (abs(frame.rect.height - advert.depth) / frame.rect.height, at, frame.box.name)
        for at, sheet in enumerate(sheets)
        for frame in sheet.spaces(sheet.layout)
        if len(frame.columns) == advert.columns
    ]
    if not near or min(near)[0] > _NEAR:
        return None
    _, at, name = min(near)
    sheets[at].taken[name] = advert
    return sheets[at]


def _onto_stack(advert: Advert, sheets: Sequence[_Sheet]) -> _Sheet | None:
    """The page with the least on its stack that has room; the first page comes last."""

    def loaded(sheet: _Sheet) -> tuple[bool, int]:
        return sheet.page.number == 1, sum(each.columns * each.depth for each in sheet.stack)

    for sheet in sorted(sheets, key=loaded):
        if sheet.layout.adverts == "stack" and sheet.with_stack([advert]) is not None:
            sheet.stack.append(advert)
            return sheet
    return None


def _fill(fillers: Sequence[Advert], sheets: Sequence[_Sheet]) -> None:
    """House advertisements into the spaces left, by shape; those that were used least come first."""
    used: list[Advert] = []
    for sheet in sheets:
        for frame in list(sheet.spaces(sheet.with_stack() or sheet.layout)):
            suiting = [each for each in fillers if _share(each, frame) >= _FILLED]
            if suiting:
                here = [each.art for each in (*sheet.taken.values(), *sheet.stack)]
                best = min(suiting, key=lambda each: (here.count(each.art), used.count(each), -_share(each, frame)))
                sheet.taken[frame.box.name] = best
                used.append(best)


def _share(advert: Advert, frame: Frame) -> float:
    """How much of a space an advertisement fills when it is as large as fits."""
    ratio = (frame.rect.width * advert.art.height) / (frame.rect.height * advert.art.width)
    return min(ratio, 1 / ratio)


def _unplaced(booking: Booking) -> Diagnostic:
    hint = "give a page a box of that size, or a layout that lets them stack (adverts: stack)"
    message = f"no space for the advertisement {_called(booking.advert)}"
    return Diagnostic("warning", "advert-unplaced", message, booking.advert.where, hint)


def _elsewhere(booking: Booking, page: EditionPage) -> Diagnostic:
    wish = f"page {booking.page}" if booking.page else booking.section
    message = f"no space on {wish} for {_called(booking.advert)}: it stands on page {page.number}"
    if not booking.page:
        message = f"no space in {wish} for {_called(booking.advert)}: it stands on page {page.number}"
    return Diagnostic("warning", "advert-elsewhere", message, booking.advert.where)


def _called(advert: Advert) -> str:
    columns = f"{advert.columns} column{'s' * (advert.columns != 1)}"
    return f"{advert.name} ({columns} × {to_mm(advert.depth) / 10:.1f} cm)"
