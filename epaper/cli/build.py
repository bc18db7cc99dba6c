"""`epaper build`: an edition file, or one story → its PDF, fit report and page images in a folder."""

from __future__ import annotations

from pathlib import Path

import click

from epaper.cli.mishaps import FAULTS, debug_option
from epaper.cli.progress import Progress
from epaper.cli.results import print_built, print_fit
from epaper.cli.words import counted, say_all, shown, tell
from epaper.pipeline import build, edition_name
from epaper.sources.named import kind_of
from epaper.write.images import THUMBNAIL, ImageSpec


@click.command()
@click.argument("source", metavar="EDITION.yaml|STORY", type=click.Path(path_type=Path))
@click.option("-o", "--out", metavar="DIR", type=click.Path(path_type=Path), help="Where to; build/NAME if left out.")
@click.option("--layout", metavar="NAME", default="", help="For a story: its layout, instead of the best fitting.")
@click.option("--images", is_flag=True, help="Make page images and thumbnails too, in DIR/pages.")
@click.option("--dpi", type=click.IntRange(20, 1200), default=150, show_default=True, help="Resolution of the images.")
@click.option("--strict", is_flag=True, help="Exit 1 when copy does not fit. The files are written all the same.")
@debug_option
def command(source: Path, out: Path | None, layout: str, images: bool, dpi: int, strict: bool) -> None:
    """Build an edition, or one story, into a PDF with its fit report.

    EDITION.yaml names the pages, the copy and the pictures. A story (.md, .txt, .json) alone becomes a one-page edition
    in the layout that fits it best.
    """
    progress = Progress.of(shown(source))
    kind = kind_of(source)
    if kind == "layout":
        raise click.UsageError(f"{shown(source)} is a layout; give it with --layout, and a story to set in it")
    if layout and kind == "edition":
        raise click.UsageError("--layout is for a single story; an edition names its layouts itself")
    specs = (ImageSpec(dpi=dpi), THUMBNAIL) if images else ()
    folder = out if out is not None else Path("build") / edition_name(source)
    built = build(source, folder, layout=layout, images=specs, told=progress)
    progress.close()
    say_all(built.composed.diagnostics)
    print_built(built, progress.elapsed)
    print_fit(built.composed)
    if strict and built.composed.overset:
        over = sum(fit.over_lines > 0 for fit in built.composed.fits)
        tell(f"{counted(over, 'story does', 'stories do')} not fit")
        click.get_current_context().exit(FAULTS)
