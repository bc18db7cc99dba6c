"""What build, check and images take: a file of any kind, and the options that go with its kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import click

from epaper.model.edition import CopyLength
from epaper.sources.named import Kind

layout_option: Callable[..., Callable[..., object]] = click.option(
    "--layout", metavar="NAME", default="", help="For a story: its layout, instead of the best fitting."
)
copy_option: Callable[..., Callable[..., object]] = click.option(
    "--copy",
    type=click.Choice(get_args(CopyLength)),
    help="For a layout: the length of its invented copy; fit if left out.",
)
fresh_option: Callable[..., Callable[..., object]] = click.option(
    "--fresh", is_flag=True, help="Make everything anew, without what the last build left in the cache."
)


def check_options(kind: Kind, layout: str, copy: CopyLength | None) -> None:
    """Refuse options that mean nothing for this kind of file."""
    if layout and kind == "edition":
        raise click.UsageError("--layout is for a single story; an edition names its layouts itself")
    if layout and kind == "layout":
        raise click.UsageError("--layout is for a single story; this is a layout itself")
    if copy and kind != "layout":
        raise click.UsageError("--copy is for a layout; an edition and a story have copy of their own")
