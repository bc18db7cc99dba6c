"""Diagnostics, fits and counts → words on the terminal: in colour on one, plain anywhere else."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from unicodedata import combining, east_asian_width

import click

from epaper.errors import Diagnostic, Where
from epaper.value import replace

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


def say_all(diagnostics: Iterable[Diagnostic]) -> None:
    """Each diagnostic on one line of standard error: `file:line:col: message — hint`."""
    for each in diagnostics:
        click.echo(_line(each), err=True, color=coloured(sys.stderr))


def tell(text: str) -> None:
    """A line on standard error."""
    click.echo(text, err=True)


def say(text: str = "") -> None:
    """A line on standard output."""
    click.echo(text)


def counted(number: int, noun: str, plural: str = "") -> str:
    """ "1 page", "12 pages", "2 stories"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def shown(path: Path | str) -> str:
    """A path as people write it: from the working folder where it lies in it."""
    full, here = Path(path).absolute(), Path.cwd()
    try:
        return os.path.relpath(full, here) if full.is_relative_to(here) else str(path)
    except ValueError:
        return str(path)


def placed(where: Where | None) -> str:
    """A place in a file, its path as `shown`."""
    return str(replace(where, file=shown(where.file))) if where else ""


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[str] = ()) -> None:
    """A table on standard output; the columns named in `right` are set to the right. Where a terminal is too narrow for
    it, cells are folded."""
    table = [tuple(click.style(column, bold=True) for column in columns), *rows]
    widths = [max(map(_width, cells)) for cells in zip(*table, strict=True)]
    if sys.stdout.isatty() and sum(widths) + 2 * len(widths) - 2 > shutil.get_terminal_size().columns:
        _print_folded(columns, table[1:], right)
        return
    for row in table:
        cells = []
        for name, cell, width in zip(columns, row, widths, strict=True):
            white = " " * (width - _width(cell))
            cells.append(white + cell if name in right else cell + white)
        click.echo("  ".join(cells).rstrip(), color=coloured(sys.stdout))


def _width(cell: str) -> int:
    """How many places of a terminal a text takes."""
    wide = {"W": 2, "F": 2}
    return sum(wide.get(east_asian_width(char), 1) for char in click.unstyle(cell) if not combining(char))


def _print_folded(columns: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[str]) -> None:
    from rich.console import Console  # noqa: PLC0415  (only for narrow terminals)
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, justify="right" if column in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text.from_ansi(cell) for cell in row))
    out = Console(no_color=not coloured(sys.stdout), highlight=False, emoji=False)
    with out.capture() as capture:
        out.print(table)
    for line in capture.get().splitlines():
        click.echo(line.rstrip(), color=coloured(sys.stdout))


def coloured(stream: object) -> bool:
    """Whether to use colour on a stream: a terminal, and nobody asked for none (no-color.org)."""
    tty = getattr(stream, "isatty", lambda: False)()
    return bool(tty) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _line(each: Diagnostic) -> str:
    place = click.style(f"{placed(each.where)}: ", bold=True) if each.where else ""
    kind = "" if each.severity == "error" else f"{each.severity}: "
    sentence = each.message.replace(f"{Path.cwd()}{os.sep}", "")  # a picture's path may stand in the sentence
    message = click.style(f"{kind}{sentence}", fg=_COLOURS[each.severity])
    hint = f" — {each.hint}" if each.hint else ""
    return f"{place}{message}{hint}".replace("\n", " ")
