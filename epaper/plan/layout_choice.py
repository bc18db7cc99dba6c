"""Pages that may choose their layout, and the edition's stories → the layouts that fit the stories best, all together.

A local search: beginning with one layout on every page, and with all by turns, each page in turn takes the layout with
which the whole edition's stories are dealt out at the least price (`plan.deal`), until no page gains by another. Pages
are judged by castoff, not made up, so that hundreds of editions are tried in a second; no chance plays in, so that the
same input gives the same choice. (Coordinate descent; Aarts and Lenstra, "Local Search in Combinatorial Optimization",
1997, chapter 1.)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from epaper.memory import digest
from epaper.model.edition import Edition
from epaper.model.layout import LayoutSpec, RailBox
from epaper.plan.adverts import sure_of, with_adverts
from epaper.plan.allocate import page_frames
from epaper.plan.costs import Prices
from epaper.plan.deal import deal
from epaper.plan.jumps import PageFrames
from epaper.typeset.typesetter import Typesetter
from epaper.value import State, field, replace

_AS_BEFORE = (60.0, 20.0)
"""What it costs that a page looks like the one before it, and like the one before that."""
_NO_RAIL = 300.0
"""What it costs that the edition's editorials stand nowhere."""
_NO_ADVERT = 2_000.0
"""What it costs that an advertisement which was promised a page, and is paid for, finds no space on it."""
_MOST_DEALS = 700
"""How many editions are tried before the best so far is taken."""
_SWEEPS = 4
Shelf = tuple[LayoutSpec, ...]
_Choice = tuple[int, ...]
"""For each page, which of its layouts."""


class _Search(State):
    """The edition's pages in each of their layouts, and what whole editions cost, as far as they were tried."""

    edition: Edition
    shelves: Sequence[Shelf]
    prices: Prices
    tried: dict[_Choice, float] = field(default_factory=dict)
    _pages: dict[tuple[int, int], PageFrames] = field(default_factory=dict)
    _turned_away: dict[tuple[int, int], int] = field(default_factory=dict)

    def price(self, choice: _Choice) -> float:
        """What the edition costs with these layouts."""
        if choice not in self.tried:
            pages = [self._page(at, way) for at, way in enumerate(choice)]
            price = deal(pages, self.prices).price
            turned_away = sum(self._turned_away[at, way] for at, way in enumerate(choice))
            self.tried[choice] = price + self._alike(choice) + self._without_rail(pages) + _NO_ADVERT * turned_away
        return self.tried[choice]

    @property
    def tired(self) -> bool:
        """Whether enough was tried."""
        return len(self.tried) >= _MOST_DEALS

    def _page(self, at: int, way: int) -> PageFrames:
        """A page in one of its layouts, with the advertisements that are sure to stand on it."""
        if (at, way) not in self._pages:
            page, typesetter = self.edition.pages[at], self.prices.typesetter
            sold = replace(self.edition, pages=(page,), adverts=sure_of(self.edition, page), fillers=())
            (layout,), notes = with_adverts(sold, [self.shelves[at][way]], typesetter)
            self._turned_away[at, way] = len(notes)
            self._pages[at, way] = page_frames(self.edition, page, layout, typesetter)
        return self._pages[at, way]

    def _alike(self, choice: _Choice) -> float:
        """The price of pages that repeat a layout though they have others."""
        names = [shelf[way].name for shelf, way in zip(self.shelves, choice, strict=True)]
        total = 0.0
        for at, shelf in enumerate(self.shelves):
            if len(shelf) > 1:
                total += sum(
                    price for back, price in enumerate(_AS_BEFORE, 1) if at >= back and names[at - back] == names[at]
                )
        return total

    def _without_rail(self, pages: Sequence[PageFrames]) -> float:
        shown = any(isinstance(frame.box.options, RailBox) for page in pages for frame in page.frames)
        return _NO_RAIL if self.edition.rail and not shown else 0.0


def choose_layouts(
    edition: Edition, shelves: Sequence[Shelf], typesetter: Typesetter, told: Callable[[int], None] = lambda _: None
) -> list[LayoutSpec]:
    """A layout for each page, from its shelf; `told` hears how many editions were tried."""
    if all(len(shelf) == 1 for shelf in shelves):
        return [shelf[0] for shelf in shelves]
    digests = typesetter.digests
    layouts = [[digests.of(layout) for layout in shelf] for shelf in shelves]
    pages = [replace(page, where=None, places={}) for page in edition.pages]
    stories = [digests.of(story) for story in edition.stories]
    sold = [
        (each.page, each.section, each.priority, each.advert.columns, each.advert.depth) for each in edition.adverts
    ]
    key = digest("layouts", typesetter.key, layouts, pages, stories, bool(edition.rail), sold)
    chosen = typesetter.memory.recall(key, lambda: _searched(edition, shelves, typesetter, told))
    return [shelf[way] for shelf, way in zip(shelves, chosen, strict=True)]


def _searched(
    edition: Edition, shelves: Sequence[Shelf], typesetter: Typesetter, told: Callable[[int], None]
) -> _Choice:
    search = _Search(edition, shelves, Prices.of(typesetter, edition.stories))
    starts = [tuple(0 for _ in shelves), _by_turns(shelves)]
    found = [_descended(search, start, told) for start in starts]
    return min(found, key=search.price)


def _by_turns(shelves: Sequence[Shelf]) -> _Choice:
    """Each page another of its layouts."""
    return tuple(at % len(shelf) for at, shelf in enumerate(shelves))


def _descended(search: _Search, choice: _Choice, told: Callable[[int], None]) -> _Choice:
    """The choice, bettered page by page until nothing is gained."""
    for _ in range(_SWEEPS):
        before = choice
        for at, shelf in enumerate(search.shelves):
            if len(shelf) > 1 and not search.tired:
                ways = [(*choice[:at], way, *choice[at + 1 :]) for way in range(len(shelf))]
                choice = min(ways, key=search.price)
                told(len(search.tried))
        if choice == before or search.tired:
            break
    return choice
