"""`epaper fonts`: the shipped fonts and the user's own → a table."""

from __future__ import annotations

from pathlib import Path

import click

from epaper.cli.mishaps import debug_option
from epaper.cli.words import print_table, shown
from epaper.fonts.book import FontBook
from epaper.model.style import FaceRef
from epaper.resources import fonts_dir


@click.command()
@click.option(
    "--dir",
    "folders",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    help="A folder of fonts of your own; repeatable.",
)
@debug_option
def command(folders: tuple[Path, ...]) -> None:
    """List the fonts that come with epaper, and your own: family, weights and slopes, where they are."""
    book = FontBook([*folders, fonts_dir()])
    rows = [(faces[0].family, _styles(faces), _places(faces)) for _, faces in sorted(book.families.items())]
    print_table(("Family", "Styles", "From"), rows)


def _styles(faces: list[FaceRef]) -> str:
    """ "400, 400 italic, 700"."""
    ordered = sorted(faces, key=lambda face: (face.weight, face.italic))
    return ", ".join(f"{face.weight} italic" if face.italic else str(face.weight) for face in ordered)


def _places(faces: list[FaceRef]) -> str:
    folders = dict.fromkeys(Path(face.path).parent for face in faces)
    return ", ".join("shipped" if folder.is_relative_to(fonts_dir()) else shown(folder) for folder in folders)
