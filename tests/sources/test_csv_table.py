"""Tables as separated values: whatever parts their cells, with a headline or without, and never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from epaper.errors import InputError
from epaper.model.story import plain
from epaper.sources import csv_table
from epaper.sources.intake import CopyFile


def read(text: str, name: str = "fruit-prices.csv") -> tuple[str, str, bool]:
    """The headline, the table's text, and whether it has a header."""
    (story,) = csv_table.read(CopyFile(Path(name), text, "en-GB")).stories
    (paragraph,) = story.paragraphs
    assert paragraph.table is not None
    return plain(story.headline), paragraph.text, paragraph.table.header


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_sign_between_cells_is_found(sign: str) -> None:
    text = f"Kind{sign}Crate\nApples{sign}12.40\n"
    assert read(text) == ("Fruit prices", "Kind\tCrate\nApples\t12.40", True)


def test_a_headline_quotes_and_blank_lines() -> None:
    text = '\n# Fruit, wholesale\n# a remark\n\nKind,Crate\n"Pears, ""early""",9.75\n\n'
    assert read(text) == ("Fruit, wholesale", 'Kind\tCrate\nPears, "early"\t9.75', True)


def test_a_table_without_a_header_and_with_short_rows() -> None:
    assert read(",,\na,b,c\nd\n") == ("Fruit prices", "a\tb\tc\nd\t\t", False)


@pytest.mark.parametrize("text", ["# Only a head\n", ",,\n"])
def test_no_rows_are_a_fault(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    assert [each.message for each in caught.value.diagnostics] == ["there is no row in this file"]
