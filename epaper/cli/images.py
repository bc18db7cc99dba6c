"""`epaper images`: an edition file, or one story → images of its pages, in sizes and formats."""

from __future__ import annotations

from pathlib import Path

import click

from epaper.cli.mishaps import debug_option
from epaper.cli.progress import Progress
from epaper.cli.results import print_built
from epaper.cli.sources import check_options, copy_option, fresh_option, layout_option
from epaper.cli.words import say_all, shown
from epaper.model.edition import CopyLength
from epaper.pipeline import build_images, edition_name
from epaper.sources.named import kind_of
from epaper.standing import remembered
from epaper.write.images import THUMBNAIL, ImageFormat, ImageSpec

_FORMATS: tuple[ImageFormat, ...] = ("png", "jpeg", "webp")


@click.command()
@click.argument("source", metavar="EDITION.yaml|STORY|LAYOUT.yaml", type=click.Path(path_type=Path))
@click.option(
    "-o", "--out", metavar="DIR", type=click.Path(path_type=Path), help="Where to; build/NAME/pages if left out."
)
@click.option("--dpi", type=click.IntRange(20, 1200), help="Resolution; 150 when no size is named.")
@click.option("--width", "widths", type=click.IntRange(16, 20_000), multiple=True, help="Width in pixels; repeatable.")
@click.option("--format", "formats", type=click.Choice(_FORMATS), multiple=True, help="Repeatable; png if left out.")
@click.option("--grey", is_flag=True, help="In the 16 greys of an e-ink screen.")
@click.option("--thumbnails/--no-thumbnails", default=True, show_default=True, help="A small image of each page too.")
@layout_option
@copy_option
@fresh_option
@debug_option
def command(
    source: Path,
    out: Path | None,
    dpi: int | None,
    widths: tuple[int, ...],
    formats: tuple[ImageFormat, ...],
    grey: bool,
    thumbnails: bool,
    layout: str,
    copy: CopyLength | None,
    fresh: bool,
) -> None:
    """Make page images of an edition, a story or a layout in the sizes and formats you name.

    Files are named by page: page-001.png at a resolution, page-001@600w.webp at a width, page-001-thumb.png.
    """
    progress = Progress.of(shown(source))
    check_options(kind_of(source), layout, copy)
    resolutions = [dpi or 150] if dpi or not widths else []
    kinds = [
        *(ImageSpec(each, dpi=size, grey=grey) for each in formats or ("png",) for size in resolutions),
        *(ImageSpec(each, width=size, grey=grey) for each in formats or ("png",) for size in sorted(set(widths))),
    ]
    specs = [*dict.fromkeys(kinds), *([THUMBNAIL] if thumbnails else [])]
    folder = out if out is not None else Path("build") / edition_name(source) / "pages"
    length = copy or "fit"
    with remembered(source, fresh=fresh) as standing:
        built = build_images(source, folder, specs, layout=layout, copy=length, told=progress, standing=standing)
    progress.close()
    say_all(built.composed.diagnostics)
    print_built(built, progress.elapsed)
