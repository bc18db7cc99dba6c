"""`epaper preview`: an edition, a story or a layout → a page in the browser that follows its files, until Ctrl-C."""

from __future__ import annotations

import signal
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from epaper.cli.mishaps import debug_option
from epaper.cli.sources import check_options, copy_option, layout_option
from epaper.cli.words import say, shown
from epaper.errors import OutputError
from epaper.model.edition import CopyLength
from epaper.preview.desk import Desk
from epaper.preview.server import Server, serving
from epaper.sources.named import kind_of


@click.command()
@click.argument("source", metavar="EDITION.yaml|LAYOUT.yaml|STORY", type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Where to listen; a free port if left out.")
@click.option("--open/--no-open", "opens", default=True, show_default=True, help="Open the browser.")
@layout_option
@copy_option
@debug_option
def command(source: Path, port: int, opens: bool, layout: str, copy: CopyLength | None) -> None:
    """Show pages in the browser and redraw them whenever a file that they depend on is saved.

    Layouts, copy, pictures and fonts are followed. With a fault in a file the last good pages stay, dimmed, and all
    faults are listed. Only this machine can see the pages. Ctrl-C ends it.
    """
    check_options(kind_of(source), layout, copy)
    say(f"making up {shown(source)}")

    def listening(address: str) -> None:
        say(f"{address}  (Ctrl-C ends it)")
        if opens:
            webbrowser.open(address)

    stop = _told_to_stop()
    with _serving(Desk(source, layout, copy or "fit"), port, listening):
        stop.wait()


@contextmanager
def _serving(desk: Desk, port: int, told: Callable[[str], None]) -> Iterator[Server]:
    """Serve, or say that the port is taken."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(serving(desk, port, told))
        except OutputError as error:
            raise click.BadParameter(str(error), param_hint="--port") from error
        yield server


def _told_to_stop() -> threading.Event:
    """Set by Ctrl-C and by `kill`, also where the shell that started us ignores Ctrl-C."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop
