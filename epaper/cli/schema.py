"""`epaper schema`: a kind of file → its JSON Schema on standard output."""

from __future__ import annotations

import click

from epaper.cli.mishaps import debug_option
from epaper.cli.words import say
from epaper.sources.schemas import KINDS, SchemaKind, schema_json


@click.command()
@click.argument("kind", metavar="layout|edition", type=click.Choice(KINDS))
@debug_option
def command(kind: SchemaKind) -> None:
    """Print the JSON Schema of layouts or editions, for your editor."""
    say(schema_json(kind).rstrip("\n"))
