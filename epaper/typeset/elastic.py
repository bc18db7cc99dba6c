"""A paragraph's running sums and its style's H&J → its breakpoints with their stretch and shrink, level by level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from epaper.model.style import HJ, TextStyle
from epaper.typeset.breakpoints import FILL, Breakpoints
from epaper.units import Mpt

PLAIN, SCALED, TRACKED, EMERGENCY = range(4)
"""The levels of escalation: spaces alone; glyph scaling with them; letter spacing as well; all of it beyond limits."""


Columns = tuple[Sequence[Mpt], Sequence[Mpt], Sequence[Mpt]]
"""So much text, once for each breakpoint: its width, its white space, and its letter gaps × size."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a line may go, as shares: spaces of their wanted width, glyphs of theirs, letter gaps of the size."""

    tight_space: float
    open_space: float
    narrow: float = 0.0
    wide: float = 0.0
    tight_letters: float = 0.0
    open_letters: float = 0.0

    def shrink(self, sums: Columns) -> list[float]:
        """How far so much text may be tightened."""
        space, glyphs, letters = self.tight_space, self.narrow, self.tight_letters
        if not glyphs and not letters:
            return [white * space for white in sums[1]]
        space -= glyphs
        return [width * glyphs + white * space + gaps * letters for width, white, gaps in zip(*sums, strict=True)]

    def give(self, sums: Columns) -> list[float]:
        """How far so much text may be opened without its spaces."""
        glyphs, letters = self.wide, self.open_letters
        if not glyphs and not letters:
            return [0.0] * len(sums[0])
        return [(width - white) * glyphs + gaps * letters for width, white, gaps in zip(*sums, strict=True)]


@lru_cache(maxsize=256)
def limits_at(hj: HJ, level: int) -> Limits:
    """The limits that a style's H&J settings give a paragraph at a level of escalation."""
    low, desired, high = hj.word_spacing
    spaces = ((desired - low) / desired, (high - desired) / desired)
    if level == PLAIN:
        return Limits(*spaces)
    beyond = hj.emergency / 100 if level == EMERGENCY else 1.0
    scaling = tuple(abs(limit - 100) / 100 * beyond for limit in hj.glyph_scaling)
    if level == SCALED:
        return Limits(*spaces, *scaling)
    letters = tuple(abs(limit) / 100 * beyond for limit in hj.letter_spacing)
    return Limits(spaces[0] * min(beyond, 1.2), spaces[1], *scaling, *letters)


@dataclass(frozen=True, slots=True)
class Sums:
    """Running sums at each breakpoint, before and after it; what a break costs there, whether it shows a hyphen, and
    what a last line costs that starts there."""

    end: Columns
    start: Columns
    cost: Sequence[float]
    flagged: Sequence[bool]
    closing: Mapping[int, float]

    def breakpoints(self, style: TextStyle, level: int) -> Breakpoints:
        """Stretch and shrink from the style's H&J; ragged text stretches at the line's end alone."""
        limits = limits_at(style.hj, level)
        ragged = style.align != "justify"
        none = [0.0] * len(self.cost)
        end_stretch = [white * limits.open_space for white in self.end[1]]
        if ragged:
            end_stretch = [float(style.hj.hyphenation_zone)] * len(self.cost)
        end_stretch[-1] += FILL
        return Breakpoints(
            end_width=self.end[0],
            start_width=self.start[0],
            end_stretch=end_stretch,
            start_stretch=none if ragged else [white * limits.open_space for white in self.start[1]],
            end_shrink=none if ragged else limits.shrink(self.end),
            start_shrink=none if ragged else limits.shrink(self.start),
            end_give=none if ragged else limits.give(self.end),
            start_give=none if ragged else limits.give(self.start),
            cost=self.cost,
            flagged=self.flagged,
            closing=self.closing,
        )
