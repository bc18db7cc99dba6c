"""Copy as the engine knows it: a story is a headline, paragraphs of runs, pictures, and facts about it.

Values only, no I/O. Sources make them; nobody changes them afterwards (`replace` makes a new one).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from typing import Literal

from epaper.errors import Where
from epaper.value import Value, replace

ParagraphKind = Literal[
    "body", "subhead", "quote", "bullet", "number", "question", "salutation", "letter-signature", "verse", "table"
]
LIST_KINDS: tuple[ParagraphKind, ...] = ("bullet", "number")
BULLETS = ("•", "–", "·")
"""Of a list, of a list inside its items, and of one inside those."""
CellAlign = Literal["", "left", "center", "right"]
Status = Literal["usable", "withheld", "canceled"]


class Run(Value):
    """A stretch of text in one voice. `language` and `href` are empty when they are the paragraph's own."""

    text: str
    italic: bool = False
    bold: bool = False
    small_caps: bool = False
    superscript: bool = False
    href: str = ""
    language: str = ""
    optional: bool = False


Runs = tuple[Run, ...]


def plain(runs: Runs) -> str:
    """The text of runs, without their looks."""
    return "".join(run.text for run in runs)


class Table(Value):
    """Rows of cells, all of one length; the first is the header's, where there is one. `align` is each column's, empty
    where the writer leaves it to what the column holds (figures under each other, words to the left)."""

    rows: tuple[tuple[Runs, ...], ...]
    align: tuple[CellAlign, ...]
    header: bool = True

    @staticmethod
    def of(rows: tuple[tuple[Runs, ...], ...], align: tuple[CellAlign, ...] = (), *, header: bool = True) -> Table:
        """A table of rows that may differ in length: short ones get empty cells."""
        count = max((len(row) for row in rows), default=0)
        even = tuple((*row, *((),) * (count - len(row))) for row in rows)
        usual: list[CellAlign] = [""] * count
        return Table(even, tuple([*align, *usual][:count]), header and len(rows) > 1)

    @property
    def text(self) -> str:
        """The words, a tab between cells, a line for each row."""
        return "\n".join("\t".join(map(plain, row)) for row in self.rows)

    def mapped(self, change: Callable[[Runs], Runs]) -> Table:
        """The table with each cell's runs changed."""
        return replace(self, rows=tuple(tuple(map(change, row)) for row in self.rows))


class Paragraph(Value):
    """One paragraph, or a table, which has no runs of its own. `marker` is a list item's own label ("•", "1."), `depth`
    counts the lists that its list stands in. `cut` is its place in the editor's order of cutting (1 goes first; 0 never
    goes before the end is trimmed). `resumed` says that its beginning stands on another page, `tied` that it goes with
    the one before it: the next line of a verse, an item's next paragraph."""

    runs: Runs
    kind: ParagraphKind = "body"
    marker: str = ""
    depth: int = 0
    cut: int = 0
    resumed: bool = False
    tied: bool = False
    table: Table | None = None

    @property
    def text(self) -> str:
        return self.table.text if self.table is not None else plain(self.runs)

    def mapped(self, change: Callable[[Runs], Runs]) -> Paragraph:
        """The paragraph with its words changed, a table's in each cell."""
        return replace(self, runs=change(self.runs), table=self.table.mapped(change) if self.table else None)

    def emptied(self) -> Paragraph:
        """What stands for a paragraph that is left out: others keep their numbers."""
        return replace(self, runs=(), table=None)


class Aside(Value):
    """A box of facts that goes with a story: its title, and paragraphs, lists, tables."""

    title: Runs
    paragraphs: tuple[Paragraph, ...]
    where: Where | None = None

    @property
    def text(self) -> str:
        """All its words, a line for each paragraph."""
        return "\n".join(filter(None, (plain(self.title), *(each.text for each in self.paragraphs))))

    def mapped(self, change: Callable[[Runs], Runs]) -> Aside:
        """The box with its words changed."""
        return replace(
            self, title=change(self.title), paragraphs=tuple(each.mapped(change) for each in self.paragraphs)
        )


class Picture(Value):
    """A picture with its words. `path` is absolute. Pixel size is after EXIF rotation, 0 when unread.

    `focus` is the point to keep when cropping, as fractions of width and height from the top left. `whole` pictures (a
    map, a chart, a painting) keep their own shape and are not cropped but for the odd pixel of a grid line.

    `outline` is the shape of a cut-out: for each of as many bands of even depth, from the top, where it begins and
    ends, in thousandths of the width. Empty where the picture fills its rectangle.
    """

    path: str
    caption: Runs = ()
    credit: str = ""
    alt: str = ""
    focus: tuple[float, float] = (0.5, 0.4)
    whole: bool = False
    width: int = 0
    height: int = 0
    outline: tuple[tuple[int, int], ...] = ()
    where: Where | None = None


class Story(Value, dict=True):
    """One article. `slug` is its short id, unique in an edition; `priority` 1 is the lead, larger is less."""

    slug: str
    headline: Runs
    paragraphs: tuple[Paragraph, ...]
    kicker: str = ""
    deck: Runs = ()
    byline: str = ""
    dateline: str = ""
    date: dt.date | None = None
    published: str = ""
    pictures: tuple[Picture, ...] = ()
    pull_quotes: tuple[Runs, ...] = ()
    asides: tuple[Aside, ...] = ()
    priority: int = 5
    section: str = ""
    language: str = ""
    status: Status = "usable"
    embargo: dt.datetime | None = None
    rights: str = ""
    where: Where | None = None

    @cached_property
    def words(self) -> int:
        """How many words its paragraphs have."""
        return sum(len(paragraph.text.split()) for paragraph in self.paragraphs)


class RailItem(Value):
    """One editorial in the rail: title, date, whether that date is an update's, and the teaser.

    `section` is the title of the list that it came from ("Editorial"), where there are several lists."""

    title: str
    teaser: Runs
    date: dt.date | None = None
    updated: bool = False
    href: str = ""
    byline: str = ""
    section: str = ""
