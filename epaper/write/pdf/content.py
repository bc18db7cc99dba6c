"""Display items → a page's content stream. One match over the items; nothing is decided here.

Operators are put together as text, a broken line at a time: the inner loop joins words that were encoded before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from epaper.display.items import Fill, GlyphRun, Glyphs, Item, PlacedImage, Rule
from epaper.geometry import Rect
from epaper.model.style import BLACK, Colour, FaceRef
from epaper.units import Mpt
from epaper.value import State, field
from epaper.write.pdf.fonts import PdfFont, spoken
from epaper.write.pdf.objects import decimal, points
from epaper.write.pdf.pictures import Placed
from epaper.write.pdf.words import WholeWords

BLACK_INK = "K"
"""The resource name of black ink as a colour space: pure black on a screen, black ink alone on a press."""
OVERPRINT, KNOCK_OUT = "Over", "Knock"


class Content(State):
    """The operators of one page so far. `placed` are its pictures by the identity of their items.

    `height` is the sheet's, `bleed` what lies outside the trimmed page: PDF counts from the sheet's bottom left, the
    display list from the trimmed page's top left.
    """

    height: Mpt
    bleed: Mpt
    font_of: Callable[[FaceRef], PdfFont]
    placed: Mapping[int, Placed]
    mended: WholeWords
    operators: list[str] = field(default_factory=list)
    _ink: Colour | None = None
    _face: tuple[str, Mpt] | None = None
    _stretch: tuple[int, Mpt] = (1000, 0)
    _in_text: bool = False

    def begin(self, operator: str) -> None:
        """Open marked content with the operator that says what it is."""
        self._leave_text()
        self.operators.append(operator)

    def end(self) -> None:
        """Close marked content."""
        self._leave_text()
        self.operators.append("EMC")

    def draw(self, item: Item) -> None:
        """Append one display item."""
        match item:
            case GlyphRun():
                self._run(item)
            case Rule():
                self._rule(item)
            case Fill():
                self._fill(item)
            case PlacedImage():
                self._picture(item)

    def finished(self) -> bytes:
        """The whole stream."""
        self._leave_text()
        return "\n".join(self.operators).encode("ascii")

    def _run(self, run: GlyphRun) -> None:
        """A run's words and the exact white space between them."""
        font = self.font_of(run.face)
        if not self._in_text:
            self._in_text = True
            self.operators.append("BT")
        self._set_ink(run.colour)
        self._set_type(font.name, run)
        if id(run) in self.mended.heads or id(run) in self.mended.tails:
            self._mended(run, font)
        else:
            self._show(run, run.x, f"[{_words(font, run, run.words, run.gaps)}]TJ")

    def _show(self, run: GlyphRun, x: Mpt, shown: str) -> None:
        self.operators.append(f"1 0 0 1 {self._at(x, run.y)} Tm {shown}")

    def _mended(self, run: GlyphRun, font: PdfFont) -> None:
        """A run with parts of broken words at its beginning, its end, or both.

        Each piece is placed by itself: readers differ over whether letter spacing follows the last glyph of an array.
        """
        tail = self.mended.tails.get(id(run), 0)
        whole = self.mended.heads.get(id(run))
        stop = len(run.words) if whole is None else len(run.words) - 1
        x, lead = run.x, ""
        if tail:
            self._show(run, x, spoken(self._tail(run, font, tail), " "))
            x += _extent(font, run, tail) - run.gaps[tail - 1]
            lead = _leading_space(font, run, run.gaps[tail - 1])
        if tail < stop:
            self._show(run, x, f"[{lead}{_words(font, run, run.words[tail:stop], run.gaps[tail:stop])}]TJ")
        elif lead and whole is not None:
            self._show(run, x, f"[{lead}]TJ")
        elif not run.joined:
            self._show(run, x, f"[{_line_end(font, run)}]TJ")
        if whole is not None:
            head = spoken(font.bare(run.words[-1], run.size, run.hyphen), whole)
            self._show(run, run.x + _extent(font, run, stop), head)

    def _tail(self, run: GlyphRun, font: PdfFont, count: int) -> str:
        """The first words of a run, which adjoin one another and end a broken word."""
        last = len(run.words) - 1
        words = enumerate(run.words[:count])
        return _tie(run).join(font.bare(word, run.size, run.hyphen and at == last) for at, word in words)

    def _set_type(self, name: str, run: GlyphRun) -> None:
        if self._face != (name, run.size):
            self._face = (name, run.size)
            self.operators.append(f"/{name} {points(run.size)} Tf")
        stretch = (run.scale, run.tracking)
        if self._stretch != stretch:
            self._stretch = stretch
            # letter spacing is scaled with the glyphs, so what is wanted is divided by the scale
            self.operators.append(f"{decimal(run.scale / 10)} Tz {decimal(run.tracking / run.scale)} Tc")

    def _leave_text(self) -> None:
        if self._in_text:
            self.operators.append("ET")
            self._in_text = False

    def _set_ink(self, colour: Colour) -> None:
        """Fill colour. Black overprints, so that a shift in register shows no white edge round the type."""
        if colour == self._ink:
            return
        if (colour == BLACK) != (self._ink == BLACK):
            self.operators.append(f"/{OVERPRINT if colour == BLACK else KNOCK_OUT} gs")
        self.operators.append(_paint(colour))
        self._ink = colour

    def _rule(self, rule: Rule) -> None:
        self._leave_text()
        ends = f"{self._at(rule.x1, rule.y1)} m {self._at(rule.x2, rule.y2)} l"
        state = OVERPRINT if rule.colour == BLACK else KNOCK_OUT
        self.operators.append(f"q /{state} gs {_paint(rule.colour).upper()} {points(rule.thickness)} w {ends} S Q")

    def _fill(self, fill: Fill) -> None:
        self._leave_text()
        self.operators.append(f"q /{KNOCK_OUT} gs {_paint(fill.colour)} {self._box(fill.rect)} re f Q")

    def _picture(self, image: PlacedImage) -> None:
        """The whole picture, scaled so that its crop fills the frame, and clipped to the frame."""
        self._leave_text()
        placed = self.placed[id(image)]
        matrix = placed.matrix(self.bleed / 1000, (self.height - self.bleed) / 1000)
        numbers = " ".join(decimal(each) for each in matrix)
        self.operators.append(f"q /{KNOCK_OUT} gs {self._box(image.rect)} re W n {numbers} cm /{placed.name} Do Q")

    def _at(self, x: Mpt, y: Mpt) -> str:
        return f"{points(x + self.bleed)} {points(self.height - self.bleed - y)}"

    def _box(self, rect: Rect) -> str:
        return f"{self._at(rect.x, rect.bottom)} {points(rect.width)} {points(rect.height)}"


def _words(font: PdfFont, run: GlyphRun, words: tuple[Glyphs, ...], gaps: tuple[Mpt, ...]) -> str:
    """Words and gaps for the inside of a TJ array.

    Gaps are space glyphs, drawn in or out to the exact width: readers that know only characters see words.
    """
    size, known, tie = run.size, font.fragments, _tie(run)
    parts: list[str] = []
    before, space = -1, ""
    for word, gap in zip(words, gaps, strict=True):
        parts.append(known.get(id(word)) or font.fragment(word, size))
        if gap != before:
            before, space = gap, _space(font, run, gap)
        parts.append(space or tie)
    if run.hyphen and words[-1] is run.words[-1]:
        parts[-2] = font.bare(words[-1], size, True)
    if not gaps[-1] and not run.joined:
        parts[-1] = _line_end(font, run)
    return "".join(parts)


def _leading_space(font: PdfFont, run: GlyphRun, gap: Mpt) -> str:
    """A space glyph as wide as the gap, for the beginning of an array: no letter spacing goes before it."""
    per_size = 1_000_000 / (run.size * run.scale)
    return f"{font.space}{font.space_width + (run.tracking - gap) * per_size:.2f}"


def _line_end(font: PdfFont, run: GlyphRun) -> str:
    """A space glyph after a line's last word, for those who read on, drawn back over the word to widen nothing."""
    return f"{font.space_width + run.tracking * 1_000_000 / (run.size * run.scale):.2f}{font.space}"


def _extent(font: PdfFont, run: GlyphRun, count: int) -> Mpt:
    """How wide the first words of a run are with the gaps after them."""
    per_unit = run.size * run.scale / (font.face.upem * 1000)
    words = run.words[:count]
    inked = sum(word.width for word in words) * per_unit
    spaced = sum(max(len(word.ids) - 1, 0) for word in words) * run.tracking
    return round(inked) + spaced + sum(run.gaps[:count])


def _tie(run: GlyphRun) -> str:
    """What takes back the letter spacing between two words that adjoin."""
    return f"{run.tracking * 1_000_000 / (run.size * run.scale):.2f}" if run.tracking else ""


def _space(font: PdfFont, run: GlyphRun, gap: Mpt) -> str:
    """A space glyph as wide as the gap; nothing for none.

    A TJ number moves left by so many thousandths of the size, before scaling; the word before and the space itself have
    each been followed by the letter spacing, which does not belong to the gap.
    """
    if not gap:
        return ""
    per_size = 1_000_000 / (run.size * run.scale)
    return f"{font.space_width + (2 * run.tracking - gap) * per_size:.2f}{font.space}"


def _paint(colour: Colour) -> str:
    """The operators that choose a fill colour; in capitals they choose a stroke colour."""
    inks = [decimal(share / 1000) for share in (colour.c, colour.m, colour.y, colour.k)]
    if inks[:3] == ["0", "0", "0"]:
        return f"/{BLACK_INK} cs {inks[3]} scn"
    return f"{' '.join(inks)} k"
