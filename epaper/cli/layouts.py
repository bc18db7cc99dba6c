"""`epaper layouts`: the shipped layouts and the user's own → a table."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from epaper.cli.mishaps import debug_option
from epaper.cli.words import print_table, say_all
from epaper.errors import Diagnostic, InputError
from epaper.model.layout import LayoutSpec
from epaper.sources.layouts import available_layouts, load_layout

_MM = 72_000 / 25.4
"""Millipoints in a millimetre."""


@click.command()
@click.option(
    "--dir",
    "folders",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    help="A folder of layouts of your own; repeatable.",
)
@debug_option
def command(folders: tuple[Path, ...]) -> None:
    """List the layouts that come with epaper, and your own: name, page size, boxes, description."""
    rows = []
    faults: list[Diagnostic] = []
    for name in available_layouts(folders):
        try:
            layout = load_layout(name, dirs=folders)
        except InputError as error:
            faults += error.diagnostics
            continue
        rows.append((name, _size(layout), _boxes(layout) or "none; extend it", layout.description))
    print_table(("Layout", "Size, mm", "Boxes", "Description"), rows)
    if faults:
        say_all(faults)
        click.get_current_context().exit(1)


def _size(layout: LayoutSpec) -> str:
    return f"{layout.page.size.width / _MM:.0f} × {layout.page.size.height / _MM:.0f}"


def _boxes(layout: LayoutSpec) -> str:
    """The kinds of box and how many of each: "nameplate, 3 story, rail"."""
    kinds = Counter(type(box.options).__name__.removesuffix("Box").lower() for box in layout.boxes)
    return ", ".join(kind if count == 1 else f"{count} {kind}" for kind, count in kinds.items())
