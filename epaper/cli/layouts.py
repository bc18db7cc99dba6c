"""`epaper layouts`: the shipped layouts and the user's own → a table, or a gallery of their pictures."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from epaper.cli.mishaps import FAULTS, debug_option
from epaper.cli.progress import Progress
from epaper.cli.words import print_table, say, say_all, shown
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
@click.option(
    "--gallery",
    metavar="OUT",
    type=click.Path(file_okay=False, path_type=Path),
    help="Draw them into this folder instead, with their YAML and what each box holds: see its index.html.",
)
@debug_option
def command(folders: tuple[Path, ...], gallery: Path | None) -> None:
    """List the layouts that come with epaper, and your own: name, page size, boxes, description."""
    if gallery is None:
        _list(folders)
        return
    from epaper.gallery import write_gallery  # noqa: PLC0415  (loads the whole engine, which the list does without)

    progress = Progress.of("the layouts")
    faults = write_gallery(gallery, folders, progress)
    progress.close()
    say_all(faults)
    say(f"{shown(gallery / 'index.html')}  {progress.elapsed:.1f} s")
    if faults:
        click.get_current_context().exit(FAULTS)


def _list(folders: tuple[Path, ...]) -> None:
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
        click.get_current_context().exit(FAULTS)


def _size(layout: LayoutSpec) -> str:
    return f"{layout.page.size.width / _MM:.0f} × {layout.page.size.height / _MM:.0f}"


def _boxes(layout: LayoutSpec) -> str:
    """The kinds of box and how many of each: "nameplate, 3 story, rail"."""
    kinds = Counter(type(box.options).__name__.removesuffix("Box").lower() for box in layout.boxes)
    return ", ".join(kind if count == 1 else f"{count} {kind}" for kind, count in kinds.items())
