"""A page layout as values: page, grid, boxes with their options, styles. Made by `sources.layouts`, read by `plan`.

Vertical lengths of boxes are in whole grid lines; `plan.grid` turns rows and columns into rectangles. A box of n
lines reaches from the cap height of its first line to the baseline of its last, so that pictures, caps and rules
align across boxes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from epaper.errors import Where
from epaper.geometry import Size
from epaper.model.advert import Advert
from epaper.model.story import Story
from epaper.model.style import BLACK, Colour, TextStyle
from epaper.units import Length, Mpt
from epaper.value import Value, field, replace

At = Literal[
    "top",
    "top-left",
    "top-right",
    "top-centre",
    "bottom",
    "bottom-left",
    "bottom-right",
    "bottom-centre",
    "left",
    "right",
    "centre",
]
Side = Literal["left", "right", "centre"]
Wrap = Literal["box", "outline"]
BylineAt = Literal["leg", "above", "none"]
PALE = Colour(0, 0, 0, 70)
"""Behind boxes of facts: the shipped layouts' `pale`."""
FactAt = Literal["bottom-right", "bottom-left", "top-right", "top-left"]
LeverName = Literal[
    "picture",
    "no-picture",
    "headline",
    "deck",
    "quote",
    "fact",
    "looseness",
    "subhead",
    "tracking",
    "optional",
    "jump",
    "company",
    "trim",
    "filler",
    "white",
]


class PageSpec(Value):
    """The sheet. Inner and outer margins swap sides on left-hand (even) pages. Millipoints."""

    size: Size
    top: Mpt
    bottom: Mpt
    inner: Mpt
    outer: Mpt
    bleed: Mpt = 0


class GridSpec(Value):
    """Columns, and rows as designers wrote them: lengths, `lines`, or `fr` shares of what is left.

    `baseline` is the leading of the page's one grid. `row_gap` whole lines stay free between rows.
    """

    columns: int
    gutter: Mpt
    baseline: Mpt
    rows: tuple[Length, ...]
    row_gap: int = 1


class HeadlineSpec(Value):
    """`style` names the largest size; copyfit may step down the ladder `steps` times. `lines` is (fewest, most).
    `avoid` are sizes that are not taken while there is another."""

    style: str = "head-3"
    lines: tuple[int, int] = (1, 3)
    steps: int = 4
    avoid: tuple[Mpt, ...] = ()


class PlaceSpec(Value, kw_only=True):
    """Where something stands in a story's legs: how many legs wide (0: all), and where in the box.

    `width` makes it narrower than its legs (per cent are of theirs); text runs around it, `offset` away (None: a
    gutter). What stands at no leg's head or foot is `down` per cent of the way down.
    """

    legs: int = 0
    at: At = "top"
    width: Length | None = None
    offset: Mpt | None = None
    down: int = 40

    @property
    def side(self) -> Side:
        """To which side of the box it stands."""
        if self.at.endswith("right"):
            return "right"
        return "centre" if self.at.endswith("centre") else "left"

    @property
    def level(self) -> Literal["top", "middle", "bottom"]:
        """Whether it stands at the legs' head, their foot, or between."""
        if self.at.startswith("top"):
            return "top"
        return "bottom" if self.at.startswith("bottom") else "middle"


class FactSpec(Value):
    """Where a story's boxes of facts stand, in which corner of its legs and how many of them wide, and their colour;
    without one they have hairlines around them."""

    legs: int = 1
    at: FactAt = "bottom-right"
    tint: Colour | None = PALE


class PictureSpec(PlaceSpec, kw_only=True):
    """A story's picture: its place, its aspect ratio (width / height), the range of depths in per cent of that which
    copyfit may use, and whether text runs around its box or its outline."""

    aspect: float = 1.5
    depth: tuple[int, int] = (70, 130)
    wrap: Wrap = "box"


class DropCapSpec(Value):
    """An initial: over how many lines, of how many characters; and how many words after it are in small capitals."""

    lines: int
    characters: int = 1
    lead_in: int = 0


class StoryBox(Value, kw_only=True):
    """A box that holds one story. `legs` 0 means one for each page column that the box is wide; `spans` gives each leg
    its own number of page columns, and is empty where all are alike. `pictures` are for the story's first pictures, in
    their order. The byline stands at the head of the first leg, or above all of them. `dateline_mark` is what parts the
    dateline from the text. `jump` is the page on which the story may go on; 0 is none, -1 any later page with a box for
    continuations."""

    legs: int = 0
    spans: tuple[int, ...] = ()
    headline: HeadlineSpec = HeadlineSpec()
    kicker: bool = True
    deck: bool = True
    byline: BylineAt = "leg"
    dateline: bool = True
    dateline_mark: str = ": "
    pictures: tuple[PictureSpec, ...] = (PictureSpec(),)
    dropcap: DropCapSpec | None = None
    body: str = "body"
    pull_quote: PlaceSpec | None = None
    fact: FactSpec | None = FactSpec()
    jump: int = 0
    tint: Colour | None = None
    section: str = ""
    leg_rules: bool = False

    @property
    def picture(self) -> PictureSpec | None:
        """The main picture's."""
        return self.pictures[0] if self.pictures else None


class ContinuedBox(Value, kw_only=True):
    """A box for what goes on from earlier pages, one story or several. Without any it takes a story of its own;
    `picture` and `jump` are for that."""

    legs: int = 0
    headline: HeadlineSpec = HeadlineSpec(style="head-5", lines=(1, 2), steps=4)
    picture: PictureSpec | None = None
    body: str = "body"
    section: str = ""
    leg_rules: bool = False
    jump: int = 0


class RailBox(Value, kw_only=True):
    """The editorial rail: a title and teasers, fitted to its depth. `items` is the most it shows; heads and teasers may
    grow to `grow` per cent of their size."""

    title: str = ""
    items: int = 6
    grow: int = 110
    tint: Colour | None = None
    dates: bool = True


class NameplateBox(Value, kw_only=True):
    """The paper's title with ears left and right: "weather", "price", "date", "motto", "edition" or any text."""

    ears: tuple[str, str] = ("", "")
    dateline: bool = True
    rule: bool = True
    title: str = ""


class FolioBox(Value, kw_only=True):
    """Page number, title and date on one line, mirrored on left-hand pages. `rule` lies under or over it."""

    rule: Literal["above", "below", "none"] = "below"
    section: bool = True


class PictureBox(Value, kw_only=True):
    """A picture on its own with its caption, taken from the story assigned to the box."""

    picture: PictureSpec = PictureSpec()
    headline: HeadlineSpec | None = None


class BriefsBox(Value, kw_only=True):
    """Several short stories under one title."""

    title: str = "In brief"
    items: int = 4
    legs: int = 1
    headline: HeadlineSpec = HeadlineSpec(style="brief-head", lines=(1, 2), steps=0)
    section: str = ""
    tint: Colour | None = None


class TextBox(Value, kw_only=True):
    """Fixed words in one style: a section head, a staff box, a motto."""

    text: str
    style: str = "section-head"
    rule: Literal["above", "below", "none"] = "none"
    tint: Colour | None = None


class TableBox(Value, kw_only=True):
    """A table by itself, in `legs` legs: that of the story assigned to the box, or `story`, read from a file that the
    layout names."""

    title: str = ""
    legs: int = 1
    story: Story | None = None
    tint: Colour | None = None


class IndexBox(Value, kw_only=True):
    """Where to find what: section or story titles with page numbers, as links."""

    title: str = "Inside"
    items: int = 6
    tint: Colour | None = None


class ReferBox(Value, kw_only=True):
    """Pointers to a few stories of other pages, side by side, with small pictures where the stories have any."""

    items: int = 3
    pictures: bool = True
    section: str = ""
    tint: Colour | None = None


class AdvertBox(Value, kw_only=True):
    """Space for an advertisement: one that the layout names itself, or else one that the edition books. `border` is for
    space that stays empty; an advertisement has its own."""

    advert: Advert | None = None
    border: bool = True


class BlankBox(Value, kw_only=True):
    """White space that someone put there."""


BoxOptions = (
    StoryBox
    | ContinuedBox
    | RailBox
    | NameplateBox
    | FolioBox
    | PictureBox
    | BriefsBox
    | TextBox
    | TableBox
    | IndexBox
    | ReferBox
    | AdvertBox
    | BlankBox
)


class BoxSpec(Value):
    """One box: its name in `areas`, the cells it covers (from 0), what it holds, and its line of YAML.

    `lint` has the rules that are silenced for it, each with the reason.
    """

    name: str
    column: int
    row: int
    columns: int
    rows: int
    options: BoxOptions
    where: Where | None = None
    lint: Mapping[str, str] = field(default_factory=dict)


class Lever(Value):
    """One copyfit remedy and its bounds, in the order to try: ("picture", 70, 130), ("headline", 0, 2) …"""

    name: LeverName
    low: float = 0
    high: float = 0


class RuleSpec(Value):
    """Thickness in millipoints of the rules between boxes side by side, between rows, and between legs; 0 is none."""

    columns: Mpt = 0
    rows: Mpt = 0
    legs: Mpt = 0
    colour: Colour = BLACK


class LayoutSpec(Value, kw_only=True):
    """A whole page layout, `extends` already followed. `styles` and `colours` hold every name in force.

    Styles that the engine uses by name: body, intro, head-1 … head-6, kicker, deck, byline, dateline, caption, credit,
    subhead, quote, bullet, verse, question, salutation, signature, table, table-head, pull-quote, jump-line, drop-cap,
    rail-title, rail-head, rail-date, rail-teaser, nameplate, ear, date-line, folio, section-head, brief-head,
    index-title, index-section, index-item, index-teaser, refer-head, staff, fact, fact-title.
    """

    name: str
    page: PageSpec
    grid: GridSpec
    boxes: tuple[BoxSpec, ...]
    styles: Mapping[str, TextStyle]
    colours: Mapping[str, Colour] = field(default_factory=dict)
    headline_sizes: tuple[Mpt, ...] = ()
    rules: RuleSpec = RuleSpec()
    fit: tuple[Lever, ...] = ()
    adverts: Literal["boxes", "stack"] = "boxes"
    """Where booked advertisements may stand: in their boxes alone, or also on one another from the outer foot."""
    font_dirs: tuple[str, ...] = ()
    description: str = ""
    where: Where | None = None
    lint: Mapping[str, str] = field(default_factory=dict)
    """Rules that are silenced on the whole page, each with the reason."""
    places: Mapping[tuple[str | int, ...], Where] = field(default_factory=dict)
    """Where each style, ("styles", name), and each row, ("grid", "rows", number), is written."""

    def style(self, name: str) -> TextStyle:
        """The style of that name. Layouts are validated, so a missing one is a fault of ours: KeyError."""
        return self.styles[name]

    def bare(self) -> LayoutSpec:
        """All that one box may know of its layout: everything but the boxes, and where it was read."""
        return replace(self, boxes=(), where=None, description="")
