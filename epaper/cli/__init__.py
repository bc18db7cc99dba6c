"""The command line: arguments in → exit codes and words out. The only place that prints.

Each command is a module of its own, loaded when it is asked for, so that `epaper --help` comes at once.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

import click

from epaper import __version__
from epaper.cli.mishaps import debug_option, telling_mishaps
from epaper.processes import few_collections

COMMANDS = {
    "new": "Make a working edition to begin with.",
    "build": "Build an edition, a story or a layout into a PDF with its fit report.",
    "plan": "Show what will stand where in an edition, and why; or write it as an edition to edit.",
    "check": "Check an edition, a layout or a story without writing anything.",
    "images": "Make page images of an edition, a story or a layout in the sizes and formats you name.",
    "preview": "Show pages in the browser and redraw them whenever a file is saved.",
    "diff": "Say what differs between two layouts, editions or PDFs, and show it.",
    "layouts": "List the layouts that come with epaper, and your own; or draw them all.",
    "fonts": "List the fonts that come with epaper, and your own.",
    "schema": "Print the JSON Schema of a kind of file, for your editor.",
}

EPILOG = """\b
Exit codes:
  0   done
  1   faults in the input; with --strict also copy that does not fit; from diff, that there are differences
  2   wrong usage
  3   the result could not be written; what was there before still stands
  70  a fault of epaper's own
  130 stopped by you; what was there before still stands
"""


class Desk(click.Group):
    """The commands, each loaded from its module when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"epaper.cli.{name}").command
        command.help = command.help or COMMANDS[name]
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        with telling_mishaps(ctx):
            return super().invoke(ctx)


@click.group(
    cls=Desk,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="epaper")
@debug_option
def cli() -> None:
    """Make newspapers: copy, pictures and YAML layouts in; a paged PDF edition and page images out."""


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code: by `SystemExit`, or at once where it is a process's own."""
    few_collections()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a cron job's ASCII locale must not stop a build
    try:
        cli(args, prog_name="epaper")
    except SystemExit as ends:
        if args is None and ends.code == 0:
            _leave()
        raise


def _leave() -> None:
    """End the process well, without taking its memory to pieces first, which takes a tenth of a second."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.flush()
    os._exit(0)
