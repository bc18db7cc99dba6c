"""A prepared paragraph and its manners → a block: what the programme that fills the legs knows of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from epaper.typeset.paragraph import Prepared
from epaper.typeset.settings import Settings, settle
from epaper.typeset.solid import Solid
from epaper.units import Mpt
from epaper.value import Value

STRANDED = 5e9
"""For a subhead with less than two lines of its text under it."""
_UNEVEN = 1.2
"""What uneven lines and hyphens may add to a paragraph's length, for reckoning how far down it may reach."""


class Block(Value):
    """A paragraph as it flows. Lines are grid lines; lengths are millipoints.

    `indent` is the first line's, `left` and `right` every line's; `insets` take width from the first lines, one each,
    which stay together and never are the whole of it (a drop cap). `before` and `after` are free lines, dropped at a
    leg's head and foot. `whole` blocks stay in one leg; `with_next` ones stand at no leg's foot, or it costs
    `stranded`; `with_last` ones at no leg's head. A foot within a block costs `cut`. A block that comes to stand at a
    leg's head has `repeated` lines above it there (a table's header). It may be set in up to `looseness` lines more or
    fewer than it sets best in.
    It may have up to `give` lines of white more than it wants, at `give_cost` each: over it, or under it where it has
    white only there.
    """

    prepared: Prepared | Solid
    indent: Mpt = 0
    left: Mpt = 0
    right: Mpt = 0
    before: int = 0
    after: int = 0
    insets: tuple[Mpt, ...] = ()
    whole: bool = False
    with_next: bool = False
    stranded: float = STRANDED
    cut: float = 0.0
    with_last: bool = False
    repeated: int = 0
    looseness: int = 3
    give: int = 0
    give_cost: float = 0.0

    @property
    def gives_under(self) -> bool:
        """Whether more white stands under it, not over it."""
        return self.after > 0 and not self.before

    def measures(self, widths: Sequence[Mpt]) -> tuple[Mpt, ...]:
        """What is left of the legs' widths for this block's lines, the last width standing for the rest."""
        count = max(len(widths), len(self.insets) + 1, 2)
        measures = []
        for line in range(count):
            width = widths[min(line, len(widths) - 1)] - self.left - self.right
            if line == 0:
                width -= self.indent
            if line < len(self.insets):
                width -= self.insets[line]
            measures.append(width)
        while len(measures) > 1 and measures[-1] == measures[-2]:
            measures.pop()
        return tuple(measures)

    def reach(self, narrowest: Mpt) -> int:
        """About the most lines that it takes, where none is narrower than `narrowest`."""
        length = self.prepared.length + self.indent + sum(self.insets)
        return round(_UNEVEN * length / max(1, narrowest - self.left - self.right)) + self.looseness + 2


def settle_blocks(blocks: Iterable[Block], widths: Sequence[Mpt]) -> None:
    """Seek the best settings of blocks in legs of one width, together: that is much quicker than one by one."""
    settings = (each.prepared.settings(each.measures(widths)) for each in blocks)
    settle(each for each in settings if isinstance(each, Settings))
