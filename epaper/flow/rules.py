"""Frames of a page → the rules that stand in the gutters and between the rows. A rule never touches type."""

from __future__ import annotations

from collections.abc import Sequence

from epaper.display.items import Rule
from epaper.display.page import Zone
from epaper.flow.box import artifact
from epaper.flow.stone import Stone
from epaper.model.layout import AdvertBox, BriefsBox, FolioBox, IndexBox, NameplateBox, RailBox
from epaper.plan.grid import Frame


def rules_between(stone: Stone, frames: Sequence[Frame]) -> tuple[Zone, ...]:
    """Vertical rules between boxes side by side, horizontal ones between boxes above each other."""
    content = [frame for frame in frames if not _set_apart(frame)]
    spec = stone.layout.rules
    rules: set[tuple[int, int, int, int, int]] = set()
    if spec.columns:
        rules |= {(*rule, spec.columns) for rule in _vertical(stone, content)}
    if spec.rows:
        rules |= {(*rule, spec.rows) for rule in _unbroken(stone, _horizontal(stone, content))}
    return tuple(artifact(Rule(*rule, spec.colour)) for rule in sorted(rules))


def _set_apart(frame: Frame) -> bool:
    """Whether a box has rules of its own: the nameplate, the folio, an advertisement in its border."""
    match frame.box.options:
        case NameplateBox() | FolioBox():
            return True
        case AdvertBox(advert=advert, border=border):
            return border if advert is None else advert.border
    return False


def _titled(frame: Frame) -> bool:
    """Whether a box begins with a heavy rule over its title."""
    match frame.box.options:
        case RailBox():
            return True
        case BriefsBox(title=title) | IndexBox(title=title):
            return bool(title)
    return False


def _vertical(stone: Stone, frames: Sequence[Frame]) -> set[tuple[int, int, int, int]]:
    """In the gutter between two neighbours, over the depth that they share; unbroken along a box that has several
    beside it."""
    gutter = stone.layout.grid.gutter
    shared: dict[int, list[tuple[int, int, Frame, Frame]]] = {}
    for left in frames:
        for right in frames:
            top, foot = max(left.rect.y, right.rect.y), min(left.rect.bottom, right.rect.bottom)
            if right.rect.x - left.rect.right == gutter and top < foot:
                shared.setdefault(left.rect.right + gutter // 2, []).append((top, foot, left, right))
    return {(x, top, x, foot) for x, stretches in shared.items() for top, foot in _joined(stretches)}


def _joined(stretches: list[tuple[int, int, Frame, Frame]]) -> list[tuple[int, int]]:
    """Stretches between boxes, from the top down, as one where a box goes on from one to the next."""
    stretches.sort(key=lambda stretch: stretch[:2])
    joined: list[tuple[int, int]] = []
    for at, (top, foot, left, right) in enumerate(stretches):
        _, _, left_before, right_before = stretches[at - 1]
        if joined and (left is left_before or right is right_before):
            joined[-1] = (joined[-1][0], foot)
        else:
            joined.append((top, foot))
    return joined


def _horizontal(stone: Stone, frames: Sequence[Frame]) -> set[tuple[int, int, int, int]]:
    """Half way between a box and the one below it, over the width that they share."""
    found = set()
    for upper in frames:
        for lower in frames:
            if not _titled(lower) and lower.first - (upper.first + upper.lines) == stone.layout.grid.row_gap:
                left, right = max(upper.rect.x, lower.rect.x), min(upper.rect.right, lower.rect.right)
                if left < right:
                    y = (upper.rect.bottom + lower.rect.y) // 2
                    found.add((left, y, right, y))
    return found


def _unbroken(stone: Stone, rules: set[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Horizontal rules, those of one height as one across the gutters (no vertical rule passes where one ends)."""
    gutter = stone.layout.grid.gutter
    found: list[tuple[int, int, int, int]] = []
    for left, y, right, _ in sorted(rules, key=lambda rule: (rule[1], rule[0])):
        before = found[-1] if found else None
        if before is not None and before[1] == y and left - before[2] <= gutter:
            found[-1] = (before[0], y, max(right, before[2]), y)
        else:
            found.append((left, y, right, y))
    return found
