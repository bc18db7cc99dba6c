"""What every box maker gives back: zones to draw, how its stories fitted, and what to tell the user."""

from __future__ import annotations

from epaper.display.items import Fill, GlyphRun, Item, Rule
from epaper.display.page import Role, Zone
from epaper.errors import Diagnostic
from epaper.flow.stone import Stone
from epaper.geometry import Rect
from epaper.model.fit import StoryFit
from epaper.model.style import Colour
from epaper.plan.grid import Frame
from epaper.plan.jumps import Continuation
from epaper.typeset.justify import Line
from epaper.units import Mpt
from epaper.value import Value

HAIRLINE: Mpt = 350


class Made(Value):
    """One box, made, and what of it goes on on other pages."""

    zones: tuple[Zone, ...]
    fits: tuple[StoryFit, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    goes_on: tuple[Continuation, ...] = ()


def artifact(*items: Item) -> Zone:
    """Something drawn that is not read: a rule, a tint."""
    first = items[0]
    match first:
        case Rule():
            rect = Rect(first.x1, first.y1, first.x2 - first.x1, first.y2 - first.y1)
        case GlyphRun():
            rect = Rect(first.x, first.y - first.size, first.width, first.size)
        case _:
            rect = first.rect
    return Zone("artifact", rect, items)


def tint(rect: Rect, colour: Colour | None, by: Mpt) -> tuple[Zone, ...]:
    """A panel of colour behind a box, reaching `by` beyond it."""
    if colour is None:
        return ()
    return (artifact(Fill(Rect(rect.x - by, rect.y - by, rect.width + 2 * by, rect.height + 2 * by), colour)),)


def across(rect: Rect, y: Mpt, thickness: Mpt, colour: Colour) -> Zone:
    """A horizontal rule over a box's whole width."""
    return artifact(Rule(rect.x, y, rect.right, y, thickness, colour))


def border(rect: Rect, colour: Colour) -> Zone:
    """A hairline around a rectangle."""
    corners = (
        (rect.x, rect.y, rect.right, rect.y),
        (rect.right, rect.y, rect.right, rect.bottom),
        (rect.x, rect.bottom, rect.right, rect.bottom),
        (rect.x, rect.y, rect.x, rect.bottom),
    )
    return artifact(*(Rule(*ends, HAIRLINE, colour) for ends in corners))


def divider(stone: Stone, frame: Frame, line: int, gap: int) -> Zone:
    """A hairline over the frame's width, in the middle of the `gap` lines of white above its grid line `line`."""
    foot = stone.baseline(frame, line - gap - 1)
    head = frame.rect.y + line * stone.leading
    return across(frame.rect, (foot + head) // 2 + stone.leading // 12, HAIRLINE, stone.layout.rules.colour)


def stack(lines: tuple[Line, ...], x: Mpt, first: Mpt, leading: Mpt) -> tuple[Item, ...]:
    """Lines placed one under the other, the first on baseline `first`."""
    return tuple(run for number, line in enumerate(lines) for run in line.at(x, first + number * leading))


def text_zone(
    role: Role,
    lines: tuple[Line, ...],
    at: tuple[Mpt, Mpt, Mpt],
    leading: Mpt,
    cap: Mpt,
    *,
    slug: str = "",
    box: str = "",
) -> Zone:
    """Lines as one zone. `at` is (x, the first baseline, width); `cap` is how far the zone reaches above it."""
    x, first, width = at
    height = cap + (len(lines) - 1) * leading + leading // 4
    return Zone(role, Rect(x, first - cap, width, height), stack(lines, x, first, leading), slug=slug, box=box)


def boxed_title(stone: Stone, frame: Frame, text: str, role: Role, style_name: str) -> tuple[list[Zone], int]:
    """A box's title between a heavy rule and a hairline, and the grid lines that it takes."""
    if not text:
        return [], 0
    style = stone.style(style_name)
    line = stone.typesetter.words(text, style, frame.rect.width)[:1]
    cap = stone.typesetter.cap_height(style)
    depth = -(-(cap + stone.leading) // stone.leading)
    first = stone.baseline(frame, depth - 1)
    ink = stone.layout.rules.colour
    zones = [
        across(frame.rect, frame.rect.y, 1_500, ink),
        text_zone(role, line, (frame.rect.x, first, frame.rect.width), style.leading, cap, box=frame.box.name),
        across(frame.rect, first + stone.leading * 6 // 10, HAIRLINE, ink),
    ]
    return zones, depth + 1
