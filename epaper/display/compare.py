"""Two makings of a page → what differs, story by story: copy that reflowed, was reworded, moved, looks otherwise.

Parts are held against each other by story and role, whatever box they stand in; what belongs to no story by its box.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from epaper.display.changes import SLIGHT, Change, ChangeKind, around, replaced
from epaper.display.items import GlyphRun, PlacedImage
from epaper.display.page import Page, Zone
from epaper.geometry import Rect
from epaper.units import Mpt
from epaper.value import Value, field

_TEXT = {"dateline", "body", "subhead", "quote", "list-item", "verse", "signature", "table", "fact"}
"""Roles that together are a story's text, poured into its legs."""

Key = tuple[str, str, str]
"""A part's story, its box where it has no story, and its role."""


class Context(Value):
    """What is known beside the two pages: the grid's leading, the places of boxes before and after, and on which other
    page a story stood before and stands after ("page 4")."""

    line: Mpt = 0
    boxes: Mapping[str, tuple[Rect, Rect]] = field(default_factory=dict)
    was_on: Mapping[str, str] = field(default_factory=dict)
    is_on: Mapping[str, str] = field(default_factory=dict)


class Part(Value):
    """The zones of one story and role, in reading order."""

    key: Key
    zones: tuple[Zone, ...]

    @property
    def name(self) -> str:
        """What it is, in words."""
        slug, box, role = self.key
        if not slug:
            return f'the {role} in box "{box}"' if box else f"the {role}"
        return slug if role == "text" else f"the {role} of {slug}"

    @property
    def rects(self) -> tuple[Rect, ...]:
        """Where it stands: one rectangle a leg or piece."""
        legs = groupby(self.zones, key=lambda zone: (zone.box, zone.rect.x, zone.rect.width))
        return tuple(around(zone.rect for zone in leg) for _, leg in legs)

    @property
    def box(self) -> str:
        return self.zones[0].box

    @property
    def words(self) -> list[str]:
        """The words, those divided over lines whole again."""
        return _joined(run for zone in self.zones for run in _runs(zone)).split()

    @property
    def lines(self) -> list[str]:
        """The text of each line as it is set, a mark where a word is divided."""
        found = []
        for zone in self.zones:
            for _, line in groupby(_runs(zone), key=lambda run: run.y):
                runs = list(line)
                found.append(_joined(runs) + ("-" if runs[-1].hyphen else ""))
        return found

    @property
    def look(self) -> str:
        """The face, size and weight that it begins in."""
        run = next((run for zone in self.zones for run in _runs(zone)), None)
        if run is None:
            return ""
        slope = " italic" if run.face.italic else ""
        return f"{run.face.family} {run.face.weight}{slope} {run.size / 1000:g}pt"

    @property
    def pictures(self) -> list[tuple[str, tuple[int, int, int, int]]]:
        """The file of each picture, and what is shown of it."""
        items = (item for zone in self.zones for item in zone.items)
        return [(item.path, item.crop) for item in items if isinstance(item, PlacedImage)]


def compare_pages(before: Page, after: Page, context: Context) -> tuple[Change, ...]:
    """What differs between two makings of a page, in the reading order of the second."""
    old, new = parts_of(before), parts_of(after)
    found: list[Change] = []
    for key, part in new.items():
        if key in old:
            found += _part(old[key], part, context)
        elif _stands_for_all(key, new):
            found.append(_arrival(part, context))
    for key, part in old.items():
        if key not in new and _stands_for_all(key, old):
            found.append(_departure(part, context))
    return tuple(found)


def parts_of(page: Page) -> dict[Key, Part]:
    """A page's parts in reading order. Rules and tints are no parts of their own."""
    found: dict[Key, list[Zone]] = {}
    for zone in page.zones:
        if zone.role != "artifact":
            role = "text" if zone.slug and zone.role in _TEXT else zone.role
            found.setdefault((zone.slug, "" if zone.slug else zone.box, role), []).append(zone)
    return {key: Part(key, tuple(zones)) for key, zones in found.items()}


def _stands_for_all(key: Key, parts: Mapping[Key, Part]) -> bool:
    """Of a story that came or went whole, only one part is told: the first that the page has."""
    return not key[0] or next(other for other in parts if other[0] == key[0]) == key


def _arrival(part: Part, context: Context) -> Change:
    name, origin = part.key[0] or part.name, context.was_on.get(part.key[0], "")
    kind, words = ("moved", f"here from {origin}") if origin else ("added", "new")
    return Change("moved" if kind == "moved" else "added", name, words, (), part.rects)


def _departure(part: Part, context: Context) -> Change:
    name, goal = part.key[0] or part.name, context.is_on.get(part.key[0], "")
    return Change("moved" if goal else "removed", name, f"moved to {goal}" if goal else "gone", part.rects)


def _part(before: Part, after: Part, context: Context) -> Iterator[Change]:
    """What differs in one part, in one change: its words, else its lines; its look; its place."""
    told: list[tuple[ChangeKind, str]] = []
    if before.words != after.words:
        told.append(("reworded", _reworded(before.words, after.words)))
    elif before.lines != after.lines:
        told.append(("reflowed", _reflowed(before.lines, after.lines)))
    if before.look != after.look:
        told.append(("changed", f"{before.look or 'no text'} → {after.look or 'no text'}"))
    told += _place(before, after, context, reset=bool(told))
    if [path for path, _ in before.pictures] != [path for path, _ in after.pictures]:
        told.append(("changed", "another picture"))
    elif before.pictures != after.pictures and not told:
        told.append(("changed", "cropped otherwise"))
    if told:
        yield Change(told[0][0], after.name, "; ".join(words for _, words in told), before.rects, after.rects)


def _place(before: Part, after: Part, context: Context, *, reset: bool) -> Iterator[tuple[ChangeKind, str]]:
    """Where it went, unless it went with its box, or only takes other room because it is set otherwise (`reset`)."""
    if before.box != after.box:
        yield "moved", f'from box "{before.box}" to box "{after.box}"'
        return
    one, other = around(before.rects), around(after.rects)
    kind, words = replaced(one, other, context.line)
    frames = context.boxes.get(after.box)
    if words and not reset and not (frames and _with_its_box((one, other), frames)):
        yield kind, words


def _with_its_box(part: tuple[Rect, Rect], box: tuple[Rect, Rect]) -> bool:
    """Whether a part went just where its box went, and grew at most in width, as much as the box did."""
    (one, other), (old, new) = part, box
    wider = other.width - one.width
    differences = (
        other.x - one.x - (new.x - old.x),
        other.y - one.y - (new.y - old.y),
        other.height - one.height,
        wider and wider - (new.width - old.width),
    )
    return all(abs(each) <= SLIGHT for each in differences)


def _reworded(before: list[str], after: list[str]) -> str:
    at = _first_difference(before, after)
    if at == min(len(before), len(after)):
        longer, what = (after, "more") if len(after) > len(before) else (before, "fewer")
        count = abs(len(after) - len(before))
        return (
            f"{count} word{'' if count == 1 else 's'} {what} at the end, from “{longer[at]}”; {_counts(before, after)}"
        )
    return f"other words, the first “{before[at]}” → “{after[at]}” (word {at + 1}); {_counts(before, after)}"


def _counts(before: list[str], after: list[str]) -> str:
    return f"{len(before)} → {len(after)} words" if len(before) != len(after) else f"{len(after)} words as before"


def _reflowed(before: list[str], after: list[str]) -> str:
    at = _first_difference(before, after)
    count = f"{len(before)} → {len(after)} lines" if len(before) != len(after) else f"{len(after)} lines as before"
    return f"reflowed from line {at + 1}; {count}"


def _first_difference(before: list[str], after: list[str]) -> int:
    pairs = zip(before, after, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(before), len(after)))


def _runs(zone: Zone) -> Iterator[GlyphRun]:
    return (item for item in zone.items if isinstance(item, GlyphRun))


def _joined(runs: Iterator[GlyphRun] | list[GlyphRun]) -> str:
    parts: list[str] = []
    for run in runs:
        parts.append(run.text)
        if not run.joined and not run.text.endswith(" "):
            parts.append(" ")
    return "".join(parts).rstrip(" ")
