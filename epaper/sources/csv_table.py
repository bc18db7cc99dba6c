"""A table as comma- or tab-separated values → `Intake`: a story of nothing but the table.

Lines that begin with "#" stand over it: the first is the headline, without one the file's name is. The first row is the
header; where none of its cells has words, there is none.
"""

from __future__ import annotations

import csv
from itertools import dropwhile

from epaper.errors import Collector
from epaper.model.story import Paragraph, Run, Runs, Story, Table, plain
from epaper.sources.intake import CopyFile, Intake

_SIGNS = (",", ";", "\t", "|")


def read(copy: CopyFile) -> Intake:
    """The table in a file. Raises `InputError` where there is none."""
    faults = Collector()
    lines = list(dropwhile(lambda line: not line.strip(), copy.text.split("\n")))
    heads = [line.lstrip("# ").strip() for line in lines if line.startswith("#")]
    rows = _rows(copy, [line for line in lines if line.strip() and not line.startswith("#")], faults)
    header = bool(rows) and any(map(plain, rows[0]))
    table = Table.of(tuple(rows if header else rows[1:]), header=header)
    if not table.rows:
        faults.error("no-table", "there is no row in this file", copy.where(1))
    faults.raise_errors()
    headline = next(filter(None, heads), "") or copy.path.stem.replace("-", " ").replace("_", " ").capitalize()
    story = Story(
        slug=copy.slug,
        headline=(Run(headline),),
        paragraphs=(Paragraph((), "table", table=table),),
        language=copy.language,
        where=copy.where(1),
    )
    return Intake((story,))


def _rows(copy: CopyFile, lines: list[str], faults: Collector) -> list[tuple[Runs, ...]]:
    """The cells of each line, parted by the sign that the first line has most of."""
    if not lines:
        return []
    sign = max(_SIGNS, key=lines[0].count)
    try:
        rows = list(csv.reader(lines, delimiter=sign, skipinitialspace=True))
    except csv.Error as error:
        faults.error("broken-table", f"the table cannot be read: {error}", copy.where(1))
        return []
    return [tuple(_cell(cell) for cell in row) for row in rows]


def _cell(text: str) -> Runs:
    words = " ".join(text.split())
    return (Run(words),) if words else ()
