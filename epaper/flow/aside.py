"""A story's boxes of facts → set, each as a block of grid lines, and placed in a corner of the story's legs.

Inside, the facts flow through legs of their own, which end level, under a title. A box is as wide as whole legs of its
story: text runs beside it, never under its edge. It is copy: a box that has no room, or that copyfit leaves out, is
reported word for word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from epaper.display.items import Fill, Rule
from epaper.display.page import Zone
from epaper.errors import Diagnostic
from epaper.flow.blocks import FlowPart, flow_parts
from epaper.flow.box import HAIRLINE, artifact, text_zone
from epaper.flow.fill import Filled, fill
from epaper.flow.insets import Inset, is_taken, white_around
from epaper.flow.legs import pour
from epaper.flow.level import level
from epaper.flow.obstacles import Column, Obstacle
from epaper.flow.run import Leg
from epaper.flow.stone import Stone
from epaper.geometry import Rect
from epaper.model.layout import FactAt, FactSpec, StoryBox
from epaper.model.story import Aside, Story, plain
from epaper.plan.grid import Frame
from epaper.typeset.justify import Line
from epaper.units import Mpt, split
from epaper.value import Value, replace

_TOP_RULE: Mpt = 1_500
_LEAST_LEFT = 4
"""Grid lines that a box leaves in the legs that it does not fill."""
_LEFT_OUT_COST = 3e7
"""A box of facts may be left out only where little else helps."""
LEFT_OUT = "fact box left out"
_CORNERS: tuple[FactAt, ...] = ("bottom-right", "bottom-left", "top-right", "top-left")
_ANY_DEPTH = 400
_NAMED = 24
"""A box without a title is named by so many of its letters."""


class SetAside(Value):
    """A box of facts, set: its stretch of the page, its title's lines and the grid lines that these take, the legs
    inside it from its first text line on, and what fills them. `lines` is its whole depth in grid lines."""

    left: Mpt
    right: Mpt
    title: tuple[Line, ...]
    head: int
    legs: tuple[Leg, ...]
    parts: tuple[FlowPart, ...]
    filled: Filled

    @property
    def lines(self) -> int:
        return self.head + max(leg.lines for leg in self.legs) + 1


class PlacedAside(Value):
    """A box of facts in its place: an inset of the legs."""

    made: SetAside
    spec: FactSpec
    first: int
    obstacle: Obstacle

    def raised(self, by: int) -> PlacedAside:
        """The same, so many grid lines higher."""
        return replace(self, first=self.first - by, obstacle=self.obstacle.raised(by))

    def zones(self, stone: Stone, frame: Frame, slug: str) -> tuple[Zone, ...]:
        made = self.made
        top = frame.rect.y + self.first * stone.leading
        rect = Rect(made.left, top, made.right - made.left, (made.lines - 1) * stone.leading + stone.cap)
        legs = [replace(leg, first=self.first + made.head) for leg in made.legs]
        poured = pour(stone, frame, legs, made.parts, made.filled, slug)
        return (*_panel(stone, self.spec, rect), *self._title(stone, frame, rect, slug), *poured.zones)

    def _title(self, stone: Stone, frame: Frame, rect: Rect, slug: str) -> Iterator[Zone]:
        if not self.made.title:
            return
        style = stone.style("fact-title")
        cap = stone.typesetter.cap_height(style)
        inner = self.made.legs[0].x
        at = (inner, rect.y + _pad(stone) + cap, rect.right - inner - _pad(stone))
        yield text_zone("subhead", self.made.title, at, style.leading, cap, slug=slug, box=frame.box.name)


class AsideRoom(Value):
    """A box of facts, where it is wanted, and the ways to set it, the narrowest first. `title` names it for reports."""

    title: str
    spec: FactSpec
    ways: tuple[SetAside, ...]


def set_asides(
    stone: Stone, frame: Frame, box: StoryBox, story: Story, columns: Sequence[Column]
) -> tuple[AsideRoom, ...]:
    """Each of the story's boxes, set as wide as the layout wants, and wider, no deeper than the frame."""
    if box.fact is None:
        return ()
    found = []
    number = len(story.paragraphs)
    for aside in story.asides:
        ways = []
        for count in range(min(box.fact.legs, len(columns)), len(columns) + 1):
            for first in sorted({0, len(columns) - count}):
                made = _set(stone, story, aside, columns[first : first + count], number)
                ways += [made] if made is not None and made.lines <= frame.lines else []
        found.append(AsideRoom(plain(aside.title) or aside.text[:_NAMED], box.fact, tuple(ways)))
        number += len(aside.paragraphs)
    return tuple(found)


def with_asides(
    stone: Stone, frame: Frame, head: int, pictures: Sequence[Inset], asides: Sequence[AsideRoom]
) -> Iterator[tuple[tuple[Inset, ...], float, tuple[str, ...]]]:
    """The insets with the boxes of facts among them, and then, if the layout allows it, without; what that costs, and
    how it is called. A box stands in the corner that the layout names, or, where that is taken, in another."""
    placed: list[Inset] = list(pictures)
    said = []
    for aside in asides:
        found = next(_places(frame, head, aside, [each.obstacle for each in placed]), None)
        if found is None:
            said.append(f"fact box “{aside.title}” left out: no room")
        else:
            placed.append(found)
    yield tuple(placed), 0.0, tuple(said)
    if len(placed) > len(pictures) and stone.allows("fact"):
        yield tuple(pictures), _LEFT_OUT_COST * stone.rank("fact") * len(asides), (LEFT_OUT,)


def left_out(story: Story, placed: Sequence[Inset]) -> tuple[str, ...]:
    """The words of the story's boxes that stand nowhere, box by box."""
    printed = {part.paragraph for each in placed if isinstance(each, PlacedAside) for part in each.made.parts}
    number = len(story.paragraphs)
    lost = []
    for aside in story.asides:
        own = range(number, number + len(aside.paragraphs))
        if not printed & set(own):
            lost.append(aside.text)
        number = own.stop
    return tuple(lost)


def unplaced(story: Story, placed: Sequence[Inset], box: str) -> Iterator[Diagnostic]:
    """Warnings of the story's boxes that stand nowhere."""
    lost = left_out(story, placed)
    for aside in story.asides:
        if aside.text in lost:
            name = plain(aside.title) or aside.text[:_NAMED]
            message = f"{story.slug}: the fact box “{name}” has no place in box {box}"
            yield Diagnostic("warning", "fact-unused", message, aside.where or story.where)


def _set(stone: Stone, story: Story, aside: Aside, columns: Sequence[Column], number: int) -> SetAside | None:
    """The box over some of the story's legs; `number` is its first paragraph's. None where it holds nothing."""
    left, right = columns[0][0], columns[-1][0] + columns[-1][1]
    pad = _pad(stone)
    gutter = stone.layout.grid.gutter
    room = right - left - 2 * pad - gutter * (len(columns) - 1)
    widths = split(room, [1] * len(columns))
    xs = [left + pad + sum(widths[:at]) + gutter * at for at in range(len(columns))]
    alone = replace(story, paragraphs=aside.paragraphs, dateline="", byline="")
    inside = StoryBox(body="fact", byline="none", pictures=())
    parts = [_numbered(part, number) for part in flow_parts(stone, alone, inside, min(widths))]
    if not parts:
        return None
    title = stone.typesetter.lines(aside.title, stone.style("fact-title"), room, story.language) if aside.title else ()
    head = _head_lines(stone, len(title))
    legs, filled = _poured_level(parts, [Leg(x, width, 0, 0) for x, width in zip(xs, widths, strict=True)])
    return SetAside(left, right, title, head, legs, tuple(parts), filled)


def _numbered(part: FlowPart, number: int) -> FlowPart:
    """A part of a box: its paragraphs' numbers follow on from the story's."""
    return replace(part, paragraph=part.paragraph + number, role="fact" if part.role == "body" else part.role)


def _poured_level(parts: Sequence[FlowPart], legs: Sequence[Leg]) -> tuple[tuple[Leg, ...], Filled]:
    """The legs as short as they can be to hold all, ending as level as they can."""
    blocks = [part.block for part in parts]
    whole = fill(blocks, (replace(legs[0], lines=_ANY_DEPTH),), exact=False).end
    for depth in range(-(-whole // len(legs)), whole + 1):
        deep = tuple(replace(leg, lines=depth) for leg in legs)
        filled = fill(blocks, deep, exact=False)
        if not filled.over:
            if not filled.under or len(legs) == 1:
                return deep, filled
            return level(blocks, deep, whole, fill(blocks, deep, exact=True))
    return (replace(legs[0], lines=whole),), fill(blocks, (replace(legs[0], lines=whole),), exact=False)


def _places(frame: Frame, head: int, aside: AsideRoom, taken: Sequence[Obstacle]) -> Iterator[PlacedAside]:
    """Every place where a box may stand: the narrowest first, and of these the one in the corner that is wanted."""
    corners = sorted(_CORNERS, key=lambda corner: corner != aside.spec.at)
    widths = sorted({made.right - made.left for made in aside.ways})
    for width, corner in product(widths, corners):
        for made in aside.ways:
            edge = made.right == frame.rect.right if corner.endswith("right") else made.left == frame.rect.x
            free = frame.lines - head - made.lines
            if not edge or made.right - made.left != width or free < 0 or 0 < free < _LEAST_LEFT:
                continue
            first = head if corner.startswith("top") else frame.lines - made.lines
            top, depth = white_around(first, made.lines, head, frame.lines)
            if not any(is_taken(line, (made.left, made.right), taken) for line in range(top, top + depth)):
                obstacle = Obstacle.block(top, depth, made.left, made.right)
                yield PlacedAside(made, aside.spec, first, obstacle)


def _head_lines(stone: Stone, title: int) -> int:
    """The grid lines before the first line of text, from the box's upper edge on."""
    style = stone.style("fact-title")
    cap = stone.typesetter.cap_height(style)
    depth = _pad(stone) + (cap + (title - 1) * style.leading if title else 0)
    air = stone.leading // 2 if title else 0
    return -(-(depth + air) // stone.leading)


def _pad(stone: Stone) -> Mpt:
    """The white between a box's edge and what is in it."""
    return stone.leading * 6 // 10


def _panel(stone: Stone, spec: FactSpec, rect: Rect) -> Iterator[Zone]:
    """What shows that it is a box: a tint, or hairlines around it; and a heavy rule over it."""
    ink = stone.layout.rules.colour
    if spec.tint is not None:
        yield artifact(Fill(rect, spec.tint))
    else:
        sides = (
            (rect.x, rect.bottom, rect.right, rect.bottom),
            (rect.x, rect.y, rect.x, rect.bottom),
            (rect.right, rect.y, rect.right, rect.bottom),
        )
        yield artifact(*(Rule(*ends, HAIRLINE, ink) for ends in sides))
    y = rect.y + _TOP_RULE // 2
    yield artifact(Rule(rect.x, y, rect.right, y, _TOP_RULE, ink))
