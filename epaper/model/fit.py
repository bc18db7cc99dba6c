"""How the copy fitted: one value a story and box, for the fit report. Written by `flow`, read by `write.report`."""

from __future__ import annotations

from epaper.errors import Where
from epaper.value import Value


class StoryFit(Value, kw_only=True):
    """What became of one story in one box.

    `lines` were set of the `capacity` the legs hold. Overset is told in lines, words and millimetres, with the first
    word that did not fit; underset in lines left empty over all legs, in about as many words as they would hold, and in
    millimetres. `actions` says, in words, what the engine did to
    make it fit ("picture 3 lines deeper"), `others` what else would have; `cut` is what it left out, word for word.
    `jumped_to` is the page on which the story goes on, `from_page` the one that this is continued from; 0 for none.
    `widows`, `orphans`, `foot_hyphens` and `tombstones` (heads beside its own in the same size) count what could not be
    avoided.
    """

    slug: str
    box: str
    page: int
    lines: int
    capacity: int
    over_lines: int = 0
    over_words: int = 0
    over_mm: float = 0.0
    first_lost: str = ""
    under_lines: int = 0
    under_words: int = 0
    under_mm: float = 0.0
    level: bool = True
    widows: int = 0
    orphans: int = 0
    foot_hyphens: int = 0
    tombstones: int = 0
    actions: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    jumped_to: int = 0
    from_page: int = 0
    where: Where | None = None

    @property
    def fits(self) -> bool:
        """Whether the copy fills its box: nothing over, nothing under."""
        return self.over_lines == 0 and self.under_lines == 0
