"""How text looks: colours, faces, H&J settings, and the styles that designers name. Values only."""

from __future__ import annotations

from typing import Literal

from epaper.units import Mpt
from epaper.value import Value, field

Align = Literal["justify", "left", "center", "right"]
Case = Literal["as-is", "upper", "small-caps"]


class Colour(Value):
    """Cyan, magenta, yellow, black in thousandths (0 to 1000)."""

    c: int
    m: int
    y: int
    k: int

    @property
    def ink(self) -> int:
        """Total area coverage in thousandths (2400 is the usual newsprint limit)."""
        return self.c + self.m + self.y + self.k


BLACK = Colour(0, 0, 0, 1000)
WHITE = Colour(0, 0, 0, 0)


class FaceRef(Value):
    """Names one font file. Small, hashable and picklable: the open font lives in `epaper.fonts`."""

    path: str
    family: str
    weight: int = 400
    italic: bool = False
    changed: int = 0
    """When the file was last changed, as the file system counts: another state of it is another face."""


class HJ(Value):
    """Hyphenation and justification, by InDesign's names. Percentages are of the font's own space or width.

    Word spacing is (minimum, desired, maximum) %; the maximum is where stretching begins to cost dearly, not a
    wall. Glyph scaling and letter spacing are (minimum, maximum) in %, used only for paragraphs that need them.
    """

    word_spacing: tuple[int, int, int] = (80, 100, 133)
    glyph_scaling: tuple[float, float] = (98.0, 102.0)
    letter_spacing: tuple[float, float] = (-1.0, 2.0)
    emergency: int = 150
    """How far a paragraph that cannot be set well otherwise may take scaling and spacing, in % of their limits."""
    hyphenate: bool = True
    hyphenate_words_longer_than: int = 5
    after_first: int = 2
    before_last: int = 3
    hyphen_limit: int = 2
    hyphenate_capitalised: bool = True
    hyphenate_last_word: bool = True
    hyphenate_across_legs: bool = False
    hyphen_cost: int = 100
    """How dear a hyphen is against uneven spaces, in % of usual. So are all that follow: in % of usual."""
    stub_cost: int = 100
    """Of a hyphen with fewer than three letters before it, or fewer than four after it."""
    capitalised_cost: int = 100
    """Of a hyphen in a word that begins with a capital, where not all nouns do."""
    last_hyphen_cost: int = 100
    """Of a hyphen that ends the last line but one."""
    evenness: int = 100
    """Of a line that is much looser or tighter than the one before."""
    rivers: int = 100
    """Of a very loose line under a very loose one."""
    runt_cost: int = 100
    """Of a short last line."""
    hyphenation_zone: Mpt = 24_000
    optical_margin: bool = True
    runt: Mpt = 27_000
    """A last line shorter than this is a runt."""


class TextStyle(Value, kw_only=True):
    """One named style, fully resolved (nothing inherited is left open). Lengths in millipoints."""

    name: str
    family: str
    weight: int = 400
    italic: bool = False
    size: Mpt
    leading: Mpt
    align: Align = "left"
    case: Case = "as-is"
    colour: Colour = BLACK
    tracking: int = 0
    """Letter spacing wanted always, in thousandths of an em."""
    indent: Mpt = 0
    """First-line indent of every paragraph but the first of a story and those after a subhead."""
    left: Mpt = 0
    right: Mpt = 0
    space_before: int = 0
    space_after: int = 0
    """Whole grid lines kept free before and after a paragraph of this style (not at a leg's head or foot)."""
    least_measure: Mpt = 81_000
    """The narrowest line that a runaround may leave for text of this style."""
    features: tuple[str, ...] = ()
    """OpenType features to switch, as HarfBuzz writes them: "onum", "smcp", "-liga"."""
    hj: HJ = field(default_factory=HJ)
