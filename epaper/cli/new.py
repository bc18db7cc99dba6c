"""`epaper new`: the name of a folder and a page size → a working edition to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from epaper.cli.mishaps import debug_option
from epaper.cli.words import say, shown
from epaper.lesson import SIZES, PageSize, new_edition


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--size", type=click.Choice(SIZES), default="tabloid", show_default=True, help="The size of its page.")
@debug_option
def command(folder: Path, size: PageSize) -> None:
    """Make a working edition to begin with: a layout, stories and a picture, with comments that explain them.

    DIR must not be there yet.
    """
    for path in new_edition(folder, size):
        say(f"  {shown(path)}")
    say(f"Next: epaper preview {shown(folder / 'edition.yaml')}")
