"""Kicker, headline, deck and byline over a story's legs → zones, and the grid line on which the legs begin.

What stands around the headline is set once; headlines of many sizes are then stacked with it, and only the stack that
is printed becomes zones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial

from epaper.display.page import Role, Zone
from epaper.flow.balance import balanced
from epaper.flow.box import text_zone
from epaper.flow.headline import Headline
from epaper.flow.stone import Stone
from epaper.model.layout import StoryBox
from epaper.model.story import Story, plain
from epaper.model.style import TextStyle
from epaper.plan.grid import Frame
from epaper.typeset.justify import Line
from epaper.units import Mpt
from epaper.value import Value


class Head(Value, dict=True):
    """The matter above the legs: the first grid line of the box that is free for them, and how its zones are made."""

    lines: int
    make: Callable[[], tuple[Zone, ...]] = tuple

    @cached_property
    def zones(self) -> tuple[Zone, ...]:
        return self.make()


class _Piece(Value):
    """One piece of head matter: its lines, the y of its first baseline, and where the next piece begins."""

    role: Role
    lines: Callable[[], tuple[Line, ...]]
    style: TextStyle
    baseline: Mpt
    foot: Mpt


class HeadMatter(Value, dict=True):
    """All that may stand over a story's legs, for headlines and with and without the deck."""

    stone: Stone
    frame: Frame
    box: StoryBox
    story: Story

    def over(self, headline: Headline | None, *, deck: bool) -> Head:
        """The matter stacked from the box's top; the legs begin on the next grid line that leaves air under it."""
        pieces = list(self._stacked(headline, deck=deck))
        if not pieces:
            return Head(0)
        air = self.stone.leading * 6 // 10
        lines = -(-(pieces[-1].foot + air - self.frame.rect.y) // self.stone.leading)
        return Head(lines, partial(self._zones, pieces))

    def _stacked(self, headline: Headline | None, *, deck: bool) -> Iterator[_Piece]:
        stone, story, y = self.stone, self.story, self.frame.rect.y
        if self.box.kicker and story.kicker:
            style = stone.style("kicker")
            baseline = y + stone.typesetter.cap_height(style)
            y = baseline + max(stone.leading * 6 // 10, headline.style.size // 6 if headline is not None else 0)
            yield _Piece("kicker", lambda: self._words("kicker", story.kicker)[:1], style, baseline, y)
        if headline is not None and headline.room:
            baseline = y + stone.typesetter.cap_height(headline.style)
            y += headline.room
            yield _Piece("headline", lambda: headline.lines, headline.style, baseline, y)
        if deck and plain(story.deck):
            piece = self._under("deck", self._deck, y)
            y = piece.foot
            yield piece
        if self.box.byline == "above" and story.byline:
            yield self._under("byline", self._byline, y)

    @cached_property
    def _deck(self) -> tuple[Line, ...]:
        return balanced(self.stone, self.story.deck, "deck", self.frame.rect.width, self.story.language)

    @cached_property
    def _byline(self) -> tuple[Line, ...]:
        return self._words("byline", self.story.byline)

    def _words(self, role: Role, text: str) -> tuple[Line, ...]:
        stone = self.stone
        return stone.typesetter.words(text, stone.style(role), self.frame.rect.width, self.story.language)

    def _under(self, role: Role, lines: tuple[Line, ...], y: Mpt) -> _Piece:
        """Lines in the style of their role, with some air above."""
        style = self.stone.style(role)
        baseline = y + self.stone.leading * 3 // 10 + self.stone.typesetter.cap_height(style)
        foot = baseline + (len(lines) - 1) * style.leading + style.leading // 4
        return _Piece(role, lambda: lines, style, baseline, foot)

    def _zones(self, pieces: list[_Piece]) -> tuple[Zone, ...]:
        rect = self.frame.rect
        return tuple(
            text_zone(
                piece.role,
                piece.lines(),
                (rect.x, piece.baseline, rect.width),
                piece.style.leading,
                self.stone.typesetter.cap_height(piece.style),
                slug=self.story.slug,
                box=self.frame.box.name,
            )
            for piece in pieces
        )
