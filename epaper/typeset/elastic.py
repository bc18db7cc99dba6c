"""A paragraph's running sums and its style's H&J → its breakpoints with their stretch and shrink, level by level."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from epaper.model.style import HJ, TextStyle
from epaper.typeset.breakpoints import FILL, Breakpoints, Column
from epaper.value import Value

PLAIN, SCALED, TRACKED, EMERGENCY = range(4)
"""The levels of escalation: spaces alone; glyph scaling with them; letter spacing as well; all of it beyond limits."""
Columns = npt.NDArray[np.float64]
"""So much text, once for each breakpoint: rows of its width, its white space, and its letter gaps × size."""


class Limits(Value):
    """How far a line may go, as shares: spaces of their wanted width, glyphs of theirs, letter gaps of the size."""

    tight_space: float
    open_space: float
    narrow: float = 0.0
    wide: float = 0.0
    tight_letters: float = 0.0
    open_letters: float = 0.0

    def shrink(self, sums: Columns) -> Column:
        """How far so much text may be tightened."""
        width, white, gaps = sums
        tighter: Column = width * self.narrow + white * (self.tight_space - self.narrow) + gaps * self.tight_letters
        return tighter

    def give(self, sums: Columns) -> Column:
        """How far so much text may be opened without its spaces."""
        width, white, gaps = sums
        wider: Column = (width - white) * self.wide + gaps * self.open_letters
        return wider


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


class Sums(Value, eq=False):
    """Running sums at each breakpoint, before and after it; what a break costs there, whether it shows a hyphen, and
    what a last line costs that starts there. Several paragraphs may stand one after the other, each from its entry in
    `heads` on."""

    end: Columns
    start: Columns
    cost: Column
    flagged: Sequence[bool]
    closing: Column
    heads: tuple[int, ...] = (0,)

    @staticmethod
    def joined(paragraphs: Sequence[Sums]) -> Sums:
        """Paragraphs one after the other, each going on where the sums of the one before end."""
        if len(paragraphs) == 1:
            return paragraphs[0]
        counts = [len(each.cost) for each in paragraphs]
        heads = list(accumulate(counts, initial=0))
        before = np.cumsum([each.start[:, -1] for each in paragraphs], axis=0)[:-1]
        offsets = np.repeat(np.vstack([np.zeros(3), before]), counts, axis=0).T
        return Sums(
            np.concatenate([each.end for each in paragraphs], axis=1) + offsets,
            np.concatenate([each.start for each in paragraphs], axis=1) + offsets,
            np.concatenate([each.cost for each in paragraphs]),
            [flag for each in paragraphs for flag in each.flagged],
            np.concatenate([each.closing for each in paragraphs]),
            tuple(heads[:-1]),
        )

    def breakpoints(self, style: TextStyle, level: int) -> Breakpoints:
        """Stretch and shrink from the style's H&J; ragged text stretches at the line's end alone."""
        limits = limits_at(style.hj, level)
        ragged = style.align != "justify"
        none = np.zeros(len(self.cost))
        end_stretch = none + style.hj.hyphenation_zone if ragged else self.end[1] * limits.open_space
        found = Breakpoints(
            end_width=self.end[0],
            start_width=self.start[0],
            end_stretch=end_stretch,
            start_stretch=none if ragged else self.start[1] * limits.open_space,
            end_shrink=none if ragged else limits.shrink(self.end),
            start_shrink=none if ragged else limits.shrink(self.start),
            end_give=none if ragged else limits.give(self.end),
            start_give=none if ragged else limits.give(self.start),
            cost=self.cost,
            flagged=self.flagged,
            closing=self.closing,
            heads=self.heads,
        )
        end_stretch[found.tails] += FILL
        return found
