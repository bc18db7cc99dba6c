"""What every box maker needs at hand: the typesetter, the layout, the edition. (Pages were made up on the stone.)"""

from __future__ import annotations

from epaper.model.edition import Edition
from epaper.model.layout import LayoutSpec, LeverName
from epaper.model.style import TextStyle
from epaper.plan.grid import Frame
from epaper.typeset.typesetter import Typesetter
from epaper.units import Mpt
from epaper.value import Value, replace

_LOOSENESS = 3
_SUBHEAD_WHITE = 1
"""Where the layout's `fit` does not say how far."""


class Stone(Value):
    """The surroundings of one page. Nothing here changes while the page is made."""

    typesetter: Typesetter
    layout: LayoutSpec
    edition: Edition
    number: int = 1
    section: str = ""

    @property
    def leading(self) -> Mpt:
        """The page's one leading: the distance of its grid lines."""
        return self.layout.grid.baseline

    @property
    def cap(self) -> Mpt:
        """The cap height of body text: a box's first baseline lies this far under its top edge."""
        return self.typesetter.cap_height(self.layout.style("body"))

    def baseline(self, frame: Frame, line: int) -> Mpt:
        """The y of a grid line of a frame, counted from 0."""
        return frame.rect.y + line * self.leading + self.cap

    def style(self, name: str) -> TextStyle:
        return self.layout.style(name)

    def allows(self, lever: LeverName) -> bool:
        """Whether the layout's `fit` names a copyfit remedy."""
        return any(each.name == lever for each in self.layout.fit)

    def rank(self, lever: LeverName) -> float:
        """What a remedy's cost is multiplied by: the later the layout's `fit` names it, the dearer it is."""
        names = [each.name for each in self.layout.fit]
        return 0.7 + 0.15 * (names.index(lever) if lever in names else len(names))

    @property
    def looseness(self) -> int:
        """By how many lines a paragraph may be set longer or shorter than it sets best."""
        return self._most("looseness", _LOOSENESS)

    @property
    def subhead_white(self) -> int:
        """How many grid lines of white a subhead may have more than its style says."""
        return self._most("subhead", _SUBHEAD_WHITE)

    def _most(self, name: LeverName, usual: int) -> int:
        """How far a lever goes: `usual` where it does not say, not at all where the layout does not allow it."""
        lever = next((each for each in self.layout.fit if each.name == name), None)
        return 0 if lever is None else round(lever.high) or usual

    def tracked(self, style_name: str, by: float) -> Stone:
        """The same page with one style's letters spaced wider by so many per cent of its size."""
        style = self.style(style_name)
        styles = {**self.layout.styles, style_name: replace(style, tracking=style.tracking + round(by * 10))}
        return replace(self, layout=replace(self.layout, styles=styles))


def sized(style: TextStyle, size: Mpt) -> TextStyle:
    """The style at another size, its leading in proportion."""
    return replace(style, size=size, leading=round(style.leading * size / style.size))
