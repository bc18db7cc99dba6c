"""`epaper build`: an edition file, or one story → its PDF, fit report and page images in a folder."""

from __future__ import annotations

from pathlib import Path

import click

from epaper.cli.mishaps import debug_option
from epaper.cli.progress import Progress
from epaper.cli.results import fail_on_misfits, print_built, print_fit
from epaper.cli.sources import check_options, copy_option, fresh_option, layout_option
from epaper.cli.words import say_all, shown
from epaper.model.edition import CopyLength
from epaper.pipeline import build, edition_name
from epaper.sources.named import kind_of
from epaper.standing import remembered
from epaper.write.images import THUMBNAIL, ImageSpec


@click.command()
@click.argument("source", metavar="EDITION.yaml|STORY|LAYOUT.yaml", type=click.Path(path_type=Path))
@click.option("-o", "--out", metavar="DIR", type=click.Path(path_type=Path), help="Where to; build/NAME if left out.")
@layout_option
@copy_option
@click.option("--images", is_flag=True, help="Make page images and thumbnails too, in DIR/pages.")
@click.option("--proof", is_flag=True, help="Make DIR/proof.html too: the pages, with what does not fit marked.")
@click.option("--dpi", type=click.IntRange(20, 1200), default=150, show_default=True, help="Resolution of the images.")
@click.option(
    "--strict",
    is_flag=True,
    help="Exit 1 when copy does not fit, too long or too short, or cannot be set for want of a script or a glyph. The "
    "files are written all the same; stories left over are listed, and are no fault.",
)
@fresh_option
@debug_option
def command(
    source: Path,
    out: Path | None,
    layout: str,
    copy: CopyLength | None,
    images: bool,
    proof: bool,
    dpi: int,
    strict: bool,
    fresh: bool,
) -> None:
    """Build an edition, a story or a layout into a PDF with its fit report.

    EDITION.yaml names the pages, the copy and the pictures. A story (.md, .txt, .json) alone becomes a one-page edition
    in the layout that fits it best. A layout alone is filled with invented copy and grey pictures.
    """
    progress = Progress.of(shown(source))
    check_options(kind_of(source), layout, copy)
    specs = (ImageSpec(dpi=dpi), THUMBNAIL) if images else ()
    folder = out if out is not None else Path("build") / edition_name(source)
    with remembered(source, fresh=fresh) as standing:
        built = build(
            source,
            folder,
            layout=layout,
            copy=copy or "fit",
            images=specs,
            proof=proof,
            told=progress,
            standing=standing,
        )
    progress.close()
    say_all(built.composed.diagnostics)
    print_built(built, progress.elapsed)
    print_fit(built.composed)
    if strict:
        fail_on_misfits(built.composed)
