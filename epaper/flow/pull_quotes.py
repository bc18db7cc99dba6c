"""A story's pull quotes and its box → each set large between two rules, and then in its place in the legs.

Rules and baselines keep to the page's grid: the upper rule lies at the cap height of the first line, the lower one on
the last baseline. What a quote repeats is read in the text, so that it is drawn but not part of the reading order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from epaper.display.page import Zone
from epaper.flow.balance import balanced
from epaper.flow.box import HAIRLINE, text_zone
from epaper.flow.box import across as rule_across
from epaper.flow.insets import Berth
from epaper.flow.obstacles import Column, Obstacle
from epaper.flow.stone import Stone
from epaper.geometry import Rect
from epaper.model.layout import StoryBox
from epaper.model.story import Story, plain
from epaper.plan.grid import Frame
from epaper.typeset.justify import Line
from epaper.units import Mpt
from epaper.value import Value, replace

_STYLE: Final = "pull-quote"
_RULE: Mpt = 1_500
_AIR: Mpt = 4_000
"""White between a rule and the letters, at least."""
_DESCENT = 4
"""Letters hang under their baseline by one part in so many of their size."""


class QuoteRoom(Value):
    """A set quote with its place across the legs. `first` is the grid line of its first baseline, `lines` its depth."""

    berth: Berth
    text: tuple[Line, ...]
    first: int
    lines: int

    def placed(self, frame: Frame, head: int, others: Sequence[Obstacle]) -> PlacedQuote | None:
        """The quote in legs that begin on the line `head` of the frame, if nothing is in its way."""
        place = self.berth.taken(self.lines, (head, frame.lines), others)
        return PlacedQuote(self, *place) if place is not None else None


class PlacedQuote(Value):
    """A pull quote in its place: an inset of the legs."""

    room: QuoteRoom
    first: int
    obstacle: Obstacle

    def raised(self, by: int) -> PlacedQuote:
        """The same, so many grid lines higher."""
        return replace(self, first=self.first - by, obstacle=self.obstacle.raised(by))

    def zones(self, stone: Stone, frame: Frame, slug: str) -> tuple[Zone, ...]:
        room, style, ink = self.room, stone.style(_STYLE), stone.layout.rules.colour
        top = frame.rect.y + self.first * stone.leading
        foot = stone.baseline(frame, self.first + room.lines - 1)
        area = Rect(room.berth.x, top, room.berth.width, foot - top)
        cap = stone.typesetter.cap_height(style)
        text = cap + (len(room.text) - 1) * style.leading + style.size // _DESCENT
        at = (area.x, top + (_RULE + area.height - text) // 2 + cap, area.width)
        words = text_zone(_STYLE, room.text, at, style.leading, cap, slug=slug, box=frame.box.name)
        return rule_across(area, top, _RULE, ink), words, rule_across(area, foot, HAIRLINE, ink)


def quote_rooms(
    stone: Stone, frame: Frame, box: StoryBox, story: Story, columns: Sequence[Column]
) -> tuple[QuoteRoom, ...]:
    """The story's pull quotes as the box would set them, none where it wants none."""
    spec = box.pull_quote
    if spec is None:
        return ()
    berth, rooms = Berth.of(stone, spec, columns, stone.style(box.body).least_measure), []
    for quote in story.pull_quotes:
        text = balanced(stone, quote, _STYLE, berth.width, story.language) if plain(quote).strip() else ()
        if text:
            rooms.append(QuoteRoom(berth, text, *_depth(stone, len(text))))
    return tuple(room for room in rooms if room.lines < frame.lines)


def _depth(stone: Stone, count: int) -> tuple[int, int]:
    """The grid line of the first baseline, from the upper rule's, and all the grid lines down to the lower rule."""
    style = stone.style(_STYLE)
    first = -(-(stone.typesetter.cap_height(style) + _AIR - stone.cap) // stone.leading)
    text = (count - 1) * style.leading + style.size // _DESCENT + _AIR
    return first, first + -(-text // stone.leading) + 1
