"""The boxes of a page, made → those whose heads stand side by side in one size, which reads as one line.

One of the boxes steps aside: its head is set in the next best size that does not meet its neighbour's, if the box then
fits no worse. That is the less important box, unless its head would suffer and the other's would not. A pair that
cannot be parted is said; so are pictures of two stories that stand side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, groupby, permutations

from epaper.display.items import GlyphRun
from epaper.errors import Diagnostic
from epaper.flow.box import Made
from epaper.geometry import Rect
from epaper.model.layout import ContinuedBox, HeadlineSpec, LayoutSpec, PictureBox, StoryBox
from epaper.plan.grid import Frame
from epaper.units import Mpt
from epaper.value import Value, replace

_STORIES = StoryBox | ContinuedBox | PictureBox

_NEARLY = 0.88
"""A head is told from its neighbour's by a size so much smaller."""
_SUFFERS = 0.1
"""A head's line may be so much emptier, by the square of the share of its width, before it is seen."""

Remake = Callable[[Frame], Made]
"""Makes a box again, in a frame whose options have changed."""


class _Head(Value):
    """A box's head as it is set: the frame's place among the page's, where its lines lie, their size, the share of the
    width that the shortest of them leaves empty, but for the last, and their number."""

    at: int
    frame: Frame
    rect: Rect
    size: Mpt
    empty: float
    lines: int


def apart(layout: LayoutSpec, frames: Sequence[Frame], made: Sequence[Made], remake: Remake) -> list[Made]:
    """The boxes, in step with their frames, with as few heads side by side in one size as can be."""
    settled = list(made)
    stepping = any(lever.name == "headline" for lever in layout.fit)
    for pair in list(_tombstones(layout, frames, settled)):
        if pair not in list(_tombstones(layout, frames, settled)):
            continue  # one of the two has stepped aside for another
        ways = [
            (max(_SUFFERS, _emptiness(aside, again)), number, aside, _telling(again, other))
            for number, (aside, other) in enumerate((pair, pair[::-1]))
            if stepping and (again := _stepped_aside(aside, remake)) is not None
            if _no_worse(layout, frames, settled, aside.at, again)
        ]
        if ways:
            _, _, aside, again = min(ways, key=lambda way: way[:2])
            settled[aside.at] = again
        else:
            settled[pair[0].at] = _marked(settled[pair[0].at], *pair)
    return settled


def meeting_pictures(layout: LayoutSpec, frames: Sequence[Frame], made: Sequence[Made]) -> list[Diagnostic]:
    """Pictures of two stories with no more than a gutter between them, of one depth: they are taken for a pair."""
    line = layout.grid.baseline
    pictures = [
        (frame, zone.rect)
        for frame, each in zip(frames, made, strict=True)
        for zone in each.zones
        if zone.role == "picture" and isinstance(frame.box.options, _STORIES)
    ]
    found = []
    for (one, left), (other, right) in permutations(pictures, 2):
        near = one is not other and 0 <= right.x - left.right <= layout.grid.gutter
        level = abs(left.y - right.y) < line and abs(left.bottom - right.bottom) < line
        if near and level and not _meant(layout, one, other):
            message = f'the pictures of "{one.box.name}" and "{other.box.name}" stand side by side'
            found.append(Diagnostic("note", "pictures-meet", message, other.box.where, "move one of them (at)"))
    return found


def _tombstones(layout: LayoutSpec, frames: Sequence[Frame], made: Sequence[Made]) -> Iterator[tuple[_Head, _Head]]:
    """Pairs of heads, the less important one first: that of the smaller box."""
    heads = [head for at, frame in enumerate(frames) for head in _heads(at, frame, made[at])]
    for one, other in combinations(heads, 2):
        if _alike(one, other) and _side_by_side(layout, one, other) and not _meant(layout, one.frame, other.frame):
            yield (one, other) if _weight(one) < _weight(other) else (other, one)


def _heads(at: int, frame: Frame, made: Made) -> Iterator[_Head]:
    if not isinstance(frame.box.options, _STORIES):
        return
    for zone in made.zones:
        if zone.role == "headline":
            runs = [item for item in zone.items if isinstance(item, GlyphRun)]
            if runs:
                yield _Head(
                    at,
                    frame,
                    zone.rect,
                    max(run.size for run in runs),
                    _empty(runs, zone.rect.width),
                    len(_lines(runs)),
                )


def _empty(runs: Sequence[GlyphRun], width: Mpt) -> float:
    """The share of the width that the shortest line but the last leaves empty."""
    reaches = [max(run.x + run.width for run in line) - line[0].x for line in _lines(runs)]
    return 1 - min(reaches[:-1] or reaches) / width


def _lines(runs: Sequence[GlyphRun]) -> list[list[GlyphRun]]:
    return [list(line) for _, line in groupby(runs, key=lambda run: run.y)]


def _alike(one: _Head, other: _Head) -> bool:
    """Whether two heads are of one size, or of nearly one in as many lines: that looks like a mistake."""
    small, large = sorted((one.size, other.size))
    return small == large or (small > _NEARLY * large and one.lines == other.lines and one.lines > 1)


def _side_by_side(layout: LayoutSpec, one: _Head, other: _Head) -> bool:
    """Whether there is no more than a gutter between their boxes, and their lines share some height."""
    left, right = sorted((one.frame.rect, other.frame.rect), key=lambda rect: rect.x)
    near = 0 <= right.x - left.right <= layout.grid.gutter
    return near and one.rect.y < other.rect.bottom and other.rect.y < one.rect.bottom


def _meant(layout: LayoutSpec, one: Frame, other: Frame) -> bool:
    """Whether the layout says that two boxes may weigh the same, or parts them by a tint."""
    silenced = any("tombstone" in lint for lint in (layout.lint, one.box.lint, other.box.lint))
    tints = [getattr(frame.box.options, "tint", None) for frame in (one, other)]
    return silenced or tints[0] != tints[1]


def _weight(head: _Head) -> tuple[int, int]:
    """How important a box is: its area, and then how far left it stands."""
    return len(head.frame.columns) * head.frame.lines, -head.frame.rect.x


def _stepped_aside(head: _Head, remake: Remake) -> Made | None:
    """The box with its head in any size but that one; None where its kind has no say in that."""
    options = head.frame.box.options
    spec = getattr(options, "headline", None)
    if not isinstance(spec, HeadlineSpec) or not isinstance(options, _STORIES):
        return None
    other = replace(options, headline=replace(spec, avoid=(*spec.avoid, head.size)))
    return remake(replace(head.frame, box=replace(head.frame.box, options=other)))


def _no_worse(layout: LayoutSpec, frames: Sequence[Frame], made: Sequence[Made], at: int, again: Made) -> bool:
    """Whether a box made again fits as well, and there are fewer tombstones with it."""
    with_it = [*made[:at], again, *made[at + 1 :]]
    fewer = len(list(_tombstones(layout, frames, with_it))) < len(list(_tombstones(layout, frames, made)))
    return fewer and _misfit(again) <= _misfit(made[at])


def _misfit(made: Made) -> int:
    return sum(
        5 * fit.over_lines + fit.under_lines + fit.widows + fit.orphans + fit.foot_hyphens + (not fit.level)
        for fit in made.fits
    )


def _emptiness(aside: _Head, again: Made) -> float:
    """How much emptier a box's head stands than it did: the square of what its emptiest line leaves of the width."""
    (head, *_) = _heads(aside.at, aside.frame, again)
    return head.empty**2 - aside.empty**2


def _telling(made: Made, other: _Head) -> Made:
    said = f"headline set apart from that of box {other.frame.box.name}"
    return replace(made, fits=tuple(replace(fit, actions=(*fit.actions, said)) for fit in made.fits))


def _marked(made: Made, one: _Head, other: _Head) -> Made:
    """The box with its tombstone counted and said."""
    names = " and ".join(f'"{name}"' for name in sorted((one.frame.box.name, other.frame.box.name)))
    message = f"the heads of {names} stand side by side in one size, {one.size / 1000:g}pt, and could not be parted"
    note = Diagnostic("warning", "tombstone", message, one.frame.box.where, "give one of them another style")
    fits = (*(replace(fit, tombstones=fit.tombstones + 1) for fit in made.fits[:1]), *made.fits[1:])
    return replace(made, fits=fits, diagnostics=(*made.diagnostics, note))
