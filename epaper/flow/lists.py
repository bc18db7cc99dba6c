"""A list's item among its neighbours → its marker, where its text begins, and what it must stay with.

Numbers are flush right, the text of all items of one list as far in as that of the widest marker. A list inside an item
begins where that item's text does. No leg begins with a list's last item, and none ends with its first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from epaper.flow.stone import Stone
from epaper.model.story import LIST_KINDS, Paragraph
from epaper.model.style import TextStyle
from epaper.typeset.justify import Line
from epaper.units import Mpt
from epaper.value import Value, replace

_LONG = 3
"""A list of so many items has a first one and a last one that are not alone."""


class Item(Value):
    """How an item is set: where its text begins, in millipoints from the leg's edge, and its marker, moved to its
    place. `first` and `last` say that it is that of a long list."""

    left: Mpt
    marker: Line | None
    first: bool
    last: bool


class Setting(Value):
    """What the items of one story are set with: the paragraphs that are printed, and the style of each."""

    stone: Stone
    paragraphs: Sequence[Paragraph]
    style_of: Callable[[Paragraph], TextStyle]
    language: str

    def item(self, at: int) -> Item:
        """The item that is paragraph number `at`."""
        own, whole = self.paragraphs[at], self._whole(at)
        edge, marker = self._edge(at), self._marker(own)
        if marker is not None:
            inset = self._room(at) - marker.width if own.kind == "number" else 0
            marker = replace(marker, runs=marker.at(edge + inset, 0))
        heads = [each for each in whole if not self.paragraphs[each].tied]
        long = len(heads) >= _LONG
        return Item(self._left(at), marker, long and at == heads[0], long and at == heads[-1])

    def _left(self, at: int) -> Mpt:
        """Where an item's text begins."""
        style = self.style_of(self.paragraphs[at])
        return max(style.left, self._edge(at) + self._room(at) + style.size // 3)

    def _edge(self, at: int) -> Mpt:
        """Where an item's list begins: where the text of the item that holds it does."""
        depth = self.paragraphs[at].depth
        above = (each for each in range(at - 1, self._whole(at).start - 1, -1) if self.paragraphs[each].depth < depth)
        holder = next(above, None)
        return 0 if holder is None else self._left(holder)

    def _room(self, at: int) -> Mpt:
        """The width of the widest marker of an item's list."""
        items = (self.paragraphs[each] for each in self._siblings(at))
        marks = {each.marker: mark.width for each in items if (mark := self._marker(each)) is not None}
        return max(marks.values(), default=0)

    def _marker(self, item: Paragraph) -> Line | None:
        if not item.marker:
            return None
        return self.stone.typesetter.line(item.marker, self.style_of(item), self.language)

    def _siblings(self, at: int) -> list[int]:
        """The items of an item's own list."""
        own = self.paragraphs[at]

        def apart(each: int) -> bool:
            other = self.paragraphs[each]
            return other.depth < own.depth or (other.depth == own.depth and other.kind != own.kind)

        whole = self._whole(at)
        first = next((each + 1 for each in range(at, whole.start - 1, -1) if apart(each)), whole.start)
        end = next((each for each in range(at, whole.stop) if apart(each)), whole.stop)
        return [each for each in range(first, end) if self.paragraphs[each].depth == own.depth]

    def _whole(self, at: int) -> range:
        """The outermost list around an item, with all that it holds."""
        first, end = at, at + 1
        while first and self._goes_on(first - 1, first):
            first -= 1
        while end < len(self.paragraphs) and self._goes_on(end - 1, end):
            end += 1
        return range(first, end)

    def _goes_on(self, one: int, other: int) -> bool:
        """Whether two neighbours are of one outermost list."""
        before, after = self.paragraphs[one], self.paragraphs[other]
        if before.kind not in LIST_KINDS or after.kind not in LIST_KINDS:
            return False
        return before.kind == after.kind or before.depth > 0 or after.depth > 0
