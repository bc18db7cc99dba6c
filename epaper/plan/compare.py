"""Two layouts → what differs: boxes that moved, grew, came, went or hold otherwise; page, grid, rules and styles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from inspect import get_annotations
from typing import Any

from epaper.display.changes import Change, replaced
from epaper.model.layout import BoxSpec, LayoutSpec
from epaper.model.style import Colour
from epaper.plan.grid import Frame, PageGrid
from epaper.units import Length, Mpt, to_mm
from epaper.value import Value, fields, named, replace

_SPANS = {"lines", "depth"}
_MEASURED_IN_MM = {"top", "bottom", "inner", "outer", "bleed", "gutter", "width", "height"}


def compare_layouts(before: LayoutSpec, after: LayoutSpec, grids: tuple[PageGrid, PageGrid]) -> tuple[Change, ...]:
    """What differs in two layouts, whose resolved grids are given: boxes first, then page and grid, then styles."""
    page = [*map(_margin, _differences(before.page, after.page)), *_differences(before.grid, after.grid)]
    found = [*_boxes(_frames(before, grids[0]), _frames(after, grids[1]), after.grid.baseline)]
    if page:
        found.append(Change("changed", "page", ", ".join(page)))
    if rules := list(_differences(before.rules, after.rules)):
        found.append(Change("changed", "rules", ", ".join(rules)))
    if before.headline_sizes != after.headline_sizes:
        old, new = (" ".join(f"{size / 1000:g}" for size in each.headline_sizes) for each in (before, after))
        found.append(Change("changed", "headline sizes", f"{old} → {new} pt"))
    if before.fit != after.fit:
        found.append(Change("changed", "fit", f"{_levers(before)} → {_levers(after)}"))
    return (*found, *_styles(before, after))


def _levers(layout: LayoutSpec) -> str:
    said = (f"{each.name} {each.low:g}-{each.high:g}" if each.high else each.name for each in layout.fit)
    return ", ".join(said) or "nothing"


def _frames(layout: LayoutSpec, grid: PageGrid) -> dict[str, Frame]:
    """The boxes' frames by name, so deep as they have lines: a change of the type's cap height is none of theirs."""
    line = layout.grid.baseline
    return {
        frame.box.name: replace(frame, rect=replace(frame.rect, height=frame.lines * line)) for frame in grid.frames
    }


def _boxes(before: Mapping[str, Frame], after: Mapping[str, Frame], line: Mpt) -> Iterator[Change]:
    for name in (*before, *(name for name in after if name not in before)):
        if name not in after:
            yield Change("removed", f'box "{name}"', f"{_kind(before[name].box)}, gone", (before[name].rect,))
        elif name not in before:
            yield Change("added", f'box "{name}"', f"{_kind(after[name].box)}, new", (), (after[name].rect,))
        else:
            yield from _box(before[name], after[name], line)


def _box(before: Frame, after: Frame, line: Mpt) -> Iterator[Change]:
    kind, moved = replaced(before.rect, after.rect, line)
    if _kind(before.box) != _kind(after.box):
        inside = f"{_kind(before.box)} → {_kind(after.box)}"
    else:
        inside = ", ".join(_differences(before.box.options, after.box.options))
    words = "; ".join(filter(None, (moved, inside)))
    if words:
        yield Change(kind if moved else "changed", f'box "{after.box.name}"', words, (before.rect,), (after.rect,))


def _kind(box: BoxSpec) -> str:
    """A box's kind, as it is written in YAML."""
    return type(box.options).__name__.removesuffix("Box").lower()


def _styles(before: LayoutSpec, after: LayoutSpec) -> Iterator[Change]:
    """Styles that look otherwise; those that changed in the same way, mostly by inheriting, in one."""
    alike: dict[str, list[str]] = {}
    for name, style in after.styles.items():
        old = before.styles.get(name)
        words = "new" if old is None else ", ".join(_differences(old, style, without=("name",)))
        if words:
            alike.setdefault(words, []).append(name)
    gone = [name for name in before.styles if name not in after.styles]
    for words, names in {**alike, **({"gone": gone} if gone else {})}.items():
        yield Change("changed", f"style{'s' if len(names) > 1 else ''} {', '.join(names)}", words)


def _differences(before: Any, after: Any, *, without: tuple[str, ...] = ()) -> Iterator[str]:
    """Each field that differs, by its name in YAML: "headline style head-1 → head-2"."""
    for field in fields(after):
        old, new = getattr(before, field), getattr(after, field)
        if field in without or old == new:
            continue
        name = field.replace("_", "-")
        if _comparable(old, new):
            yield from (f"{name} {each}" for each in _differences(old, new))
        elif isinstance(new, tuple) and len(old or ()) == len(new) and all(map(_comparable, old, new)):
            one = name.removesuffix("s")
            for number, (was, now) in enumerate(zip(old, new, strict=True), start=1):
                label = f"{one} {number}" if len(new) > 1 else one
                yield from (f"{label} {each}" for each in _differences(was, now))
        else:
            yield _change(name, old, new, measured=_is_length(after, field))


def _comparable(old: Any, new: Any) -> bool:
    """Whether two values are told apart by their fields."""
    return isinstance(new, Value) and type(old) is type(new) and not isinstance(new, Colour | Length)


def _is_length(value: Value, field: str) -> bool:
    return any(get_annotations(kind).get(field) == "Mpt" for kind in type(value).__mro__)


def _change(name: str, old: Any, new: Any, *, measured: bool = False) -> str:
    return f"{name} {_said(old, name, measured)} → {_said(new, name, measured)}"


def _margin(difference: str) -> str:
    return f"margin {difference}" if difference.startswith(("top ", "bottom ", "inner ", "outer ")) else difference


def _with_name(name: str, value: Any) -> str:
    return f"{name.replace('_', '-')} {_said(value, name, False)}"


def _said(value: Any, name: str, measured: bool) -> str:
    """A value as a designer would write it."""
    if measured:
        return f"{to_mm(value):.4g} mm" if name in _MEASURED_IN_MM else f"{value / 1000:g}pt"
    match value:
        case None | () | "":
            return "none"
        case bool():
            return str(value).lower()
        case int() if name == "jump":
            return {0: "none", -1: "auto"}.get(value, f"page {value}")
        case float():
            return f"{value:.4g}"
        case Colour(0, 0, 0, k):
            return f"k {k / 10:g}%"
        case Colour(c, m, y, k):
            return f"[{c / 10:g}, {m / 10:g}, {y / 10:g}, {k / 10:g}]"
        case Length():
            return f"{value.value / 1000:g}pt" if value.unit == "mpt" else f"{value.value:g} {value.unit}"
        case (int(low), int(high)) if name in _SPANS:
            return f"{low}-{high}"
        case tuple():
            return f"[{', '.join(_said(each, name, False) for each in value)}]"
    if isinstance(value, Value):
        return ", ".join(_with_name(name, each) for name, each in named(value).items() if each is not None)
    return str(value)
