"""What stops a command → words on standard error and an exit code. Nobody but --debug sees a traceback."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import click

from epaper.cli.words import counted, say_all, tell
from epaper.errors import InputError, OutputError

FAULTS, UNWRITTEN, BROKEN, STOPPED = 1, 3, 70, 130

debug_option = click.option(
    "--debug",
    is_flag=True,
    expose_value=False,
    callback=lambda ctx, _, value: ctx.meta.update({"epaper.debug": value or ctx.meta.get("epaper.debug", False)}),
    help="Show the whole traceback of a fault of epaper's own.",
)
"""Taken by `epaper` and by each command, since people add it at the end."""


@contextmanager
def telling_mishaps(ctx: click.Context) -> Iterator[None]:
    """Leave with an exit code, and words that say why, when the block does not end well."""
    try:
        yield
    except InputError as error:
        _quiet(ctx)
        say_all(error.diagnostics)
        tell(f"{counted(len(error.diagnostics), 'fault')}; nothing was written")
        ctx.exit(FAULTS)
    except OutputError as error:
        _quiet(ctx)
        tell(f"{error}; what was there before still stands")
        ctx.exit(UNWRITTEN)
    except KeyboardInterrupt:
        _quiet(ctx)
        tell("stopped; what was there before still stands")
        ctx.exit(STOPPED)
    except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
        raise
    except Exception as error:  # the last line of defence: said in words, with where to take it
        _quiet(ctx)
        _own_fault(ctx, error)
        ctx.exit(BROKEN)


def _own_fault(ctx: click.Context, error: Exception) -> None:
    progress = ctx.meta.get("epaper.progress")
    doing = f" while {progress.doing}" if progress is not None else ""
    tell(f"epaper failed{doing}: {type(error).__name__}: {error}")
    if ctx.meta.get("epaper.debug"):
        traceback.print_exception(error, file=sys.stderr)
    else:
        tell("This is a fault of epaper's own, not of your files. Please report it, with what --debug shows.")


def _quiet(ctx: click.Context) -> None:
    """Take the progress bar off the terminal before anything else is said."""
    progress = ctx.meta.get("epaper.progress")
    if progress is not None:
        progress.close()
