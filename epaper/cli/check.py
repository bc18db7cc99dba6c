"""`epaper check`: an edition, a layout or a story → its faults, all of them; nothing is written."""

from __future__ import annotations

from pathlib import Path

import click

from epaper.cli.mishaps import FAULTS, debug_option
from epaper.cli.progress import Progress
from epaper.cli.results import fail_on_misfits, print_fit
from epaper.cli.typography import print_typography
from epaper.cli.words import counted, say, say_all, shown
from epaper.opening import lint_layouts
from epaper.pipeline import compose_file
from epaper.sources.layouts import load_layout
from epaper.sources.named import kind_of
from epaper.write.typography import measure, typography_json


@click.command()
@click.argument("source", metavar="EDITION.yaml|LAYOUT.yaml|STORY", type=click.Path(path_type=Path))
@click.option("--layout", metavar="NAME", default="", help="For a story: its layout, instead of the best fitting.")
@click.option("--strict", is_flag=True, help="Exit 1 when copy does not fit, or when a layout has warnings.")
@click.option("--typography", is_flag=True, help="Say how evenly the pages are set: spaces, hyphens, lone lines.")
@click.option("--json", "as_json", is_flag=True, help="The typography as JSON, and nothing else on standard output.")
@debug_option
def command(source: Path, layout: str, strict: bool, typography: bool, as_json: bool) -> None:
    """Check an edition, a layout or a story without writing anything.

    Says every fault with its file, line and column, and warns of layouts that break the rules of the trade (each can
    be silenced in the layout, with a reason). For an edition or a story it also makes the pages up, and says how the
    copy would fit; with --typography, how evenly they are set.
    """
    if as_json and not typography:
        raise click.UsageError("--json goes with --typography")
    progress = Progress.of(shown(source))
    kind = kind_of(source)
    if layout and kind != "copy":
        raise click.UsageError("--layout is for a single story")
    if typography and kind == "layout":
        raise click.UsageError("--typography is for an edition or a story")
    if kind == "layout":
        _check_layout(source, strict)
        return
    composed = compose_file(source, layout, progress)
    found = [*composed.diagnostics, *lint_layouts(composed.layouts, composed.edition.font_dirs)]
    progress.close()
    say_all(found)
    if as_json:
        say(typography_json(measure(composed.document)).rstrip("\n"))
    else:
        warnings = sum(each.severity == "warning" for each in found)
        say(f"{shown(source)}: no faults, {counted(warnings, 'warning')}, {progress.elapsed:.1f} s")
        print_fit(composed)
        if typography:
            print_typography(measure(composed.document))
    if strict:
        fail_on_misfits(composed)


def _check_layout(source: Path, strict: bool) -> None:
    spec = load_layout(str(source))
    found = lint_layouts([spec])
    say_all(found)
    warnings = f", {counted(len(found), 'warning')}" if found else ""
    say(f"{shown(source)}: {counted(len(spec.boxes), 'box', 'boxes')}, no faults{warnings}")
    if strict and found:
        click.get_current_context().exit(FAULTS)
