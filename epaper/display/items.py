"""The four kinds of thing that can stand on a page. Positions are final: a writer translates, never decides.

Coordinates are page coordinates in millipoints from the top left; text is placed by its baseline.
"""

from __future__ import annotations

from epaper.geometry import Rect
from epaper.model.style import BLACK, Colour, FaceRef
from epaper.units import Mpt
from epaper.value import Value


class Glyphs(Value):
    """One shaped word (or a part of one): what HarfBuzz made of `text` in one face, at no particular size.

    `ids`, `clusters`, `advances` run in parallel, in visual order. `clusters[i]` is the index in `text` of the first
    character that glyph i stands for, so ligatures cover several characters and marks share one. `advances` and
    `width` are in font units with kerning applied. `offsets` is empty, or an (x, y) shift in font units for each glyph.
    Shaped words are shared: the same text in the same face is the same object, so writers may cache by identity.
    """

    text: str
    ids: tuple[int, ...]
    clusters: tuple[int, ...]
    advances: tuple[int, ...]
    width: int
    offsets: tuple[tuple[int, int], ...] = ()


class GlyphRun(Value):
    """Words set in one face, size and colour on one baseline.

    `gaps[i]` is the white space after `words[i]`: 0 when the next word adjoins it. `len(gaps) == len(words)`;
    the last gap is 0 unless another run follows on the line after a space. `scale` is horizontal glyph scaling in
    thousandths (1000 is none) and applies to glyphs, not gaps. `tracking` is added between the glyphs of a word, not
    before or after it: gaps are the whole white space between words. `width` is without the last gap. `hyphen` says
    that the last glyph is a hyphen that the engine added: it is drawn but is not text. `joined` says that the text goes
    on in the next run of the story without white space (a word broken over lines, or a change of style inside a word).
    """

    x: Mpt
    y: Mpt
    face: FaceRef
    size: Mpt
    words: tuple[Glyphs, ...]
    gaps: tuple[Mpt, ...]
    width: Mpt
    colour: Colour = BLACK
    scale: int = 1000
    tracking: Mpt = 0
    hyphen: bool = False
    joined: bool = False
    href: str = ""
    language: str = ""

    def moved(self, x: Mpt, y: Mpt) -> GlyphRun:
        """The run so much farther right and down. (Written out, since it is done for every line of a paper.)"""
        return GlyphRun(
            self.x + x,
            self.y + y,
            self.face,
            self.size,
            self.words,
            self.gaps,
            self.width,
            self.colour,
            self.scale,
            self.tracking,
            self.hyphen,
            self.joined,
            self.href,
            self.language,
        )

    @property
    def text(self) -> str:
        """The words with their spaces, without an added hyphen."""
        parts = []
        for word, gap in zip(self.words, self.gaps, strict=True):
            parts.append(word.text)
            if gap:
                parts.append(" ")
        whole = "".join(parts)
        return whole[:-1] if self.hyphen else whole


class Rule(Value):
    """A straight line, horizontal or vertical, centred on its coordinates."""

    x1: Mpt
    y1: Mpt
    x2: Mpt
    y2: Mpt
    thickness: Mpt
    colour: Colour = BLACK


class Fill(Value):
    """A rectangle of even colour: a tint, a panel."""

    rect: Rect
    colour: Colour


class PlacedImage(Value):
    """A picture in its frame. `crop` is the part shown, in the file's pixels after EXIF rotation, or in millipoints of
    a PDF's first page, trimmed (x, y, width, height, whole picture when equal to its size); it has the frame's aspect
    ratio."""

    rect: Rect
    path: str
    crop: tuple[int, int, int, int]
    alt: str = ""


Item = GlyphRun | Rule | Fill | PlacedImage
