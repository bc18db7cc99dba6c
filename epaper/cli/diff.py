"""`epaper diff`: two layouts, editions or PDFs → a short list of what differs, and pages that show it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from epaper.cli.mishaps import FAULTS, debug_option
from epaper.cli.progress import Progress
from epaper.cli.words import counted, say, shown
from epaper.comparison import compare, side_kind
from epaper.display.changes import PageChanges
from epaper.sources.layouts import available_layouts, find_layout

_MOST = 12
"""Differences of a page that are listed; the HTML page has all."""


@click.command()
@click.argument("before", metavar="A", type=click.Path(path_type=Path))
@click.argument("after", metavar="B", type=click.Path(path_type=Path))
@click.option("-o", "--out", metavar="DIR", type=click.Path(path_type=Path), help="Show the pages there, too.")
@debug_option
def command(before: Path, after: Path, out: Path | None) -> None:
    """Say what differs between two layouts, editions or PDFs, and show it.

    A and B are layouts (files or names), or editions, stories and PDFs in any pairing. Says which boxes moved or grew
    by how much, and which copy reflowed; of a PDF, where it is drawn otherwise. With -o the pages that differ are shown
    side by side, what differs outlined: DIR/diff.html and a PNG a page. Exits 1 when there are differences.
    """
    before, after = _found(before), _found(after)
    progress = Progress.of(f"{shown(before)} and {shown(after)}")
    kinds = side_kind(before), side_kind(after)
    if "layout" in kinds and kinds != ("layout", "layout"):
        raise click.UsageError("a layout can only be compared with a layout")
    pages = compare(before, after, out, progress)
    progress.close()
    _print(pages)
    if out is not None:
        say(f"  {shown(out / 'diff.html')}")
    if any(page.changes for page in pages):
        click.get_current_context().exit(FAULTS)


def _found(path: Path) -> Path:
    """The file of a layout that is only named."""
    return find_layout(str(path)) if not path.exists() and str(path) in available_layouts() else path


def _print(pages: Sequence[PageChanges]) -> None:
    """The differences of each page, numbered as they are in the pictures."""
    for page in pages:
        if page.changes:
            say(f"page {page.number}: {counted(len(page.changes), 'difference')}")
        for number, change in enumerate(page.changes[:_MOST], start=1):
            say(f"{number:>4}  {change}")
        if len(page.changes) > _MOST:
            say(f"      and {len(page.changes) - _MOST} more")
    different = sum(bool(page.changes) for page in pages)
    say(f"{counted(len(pages), 'page')} compared, {different or 'none'} different")
