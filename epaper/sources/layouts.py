"""A layout's name or file → a checked, resolved `LayoutSpec`, or every fault in it and in what it extends, at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from epaper.errors import Collector
from epaper.model.layout import LayoutSpec
from epaper.sources.layout_build import build_layout
from epaper.sources.layout_sheet import available_layouts, find_layout, read_sheet

__all__ = ["available_layouts", "find_layout", "load_layout"]


def load_layout(name_or_path: str, *, dirs: Sequence[Path] = ()) -> LayoutSpec:
    """The layout of that name, from the user's folders or the shipped ones; or the one in that file (`….yaml`).

    Raises InputError with every fault in the file and in what it extends, in the order of lines.
    """
    faults = Collector()
    sheet = read_sheet(find_layout(name_or_path, dirs), dirs, faults)
    return build_layout(sheet, faults)
