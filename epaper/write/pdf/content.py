"""A page's zones → its content stream. One match over the display items; nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from epaper.display.items import Fill, GlyphRun, Item, PlacedImage, Rule
from epaper.geometry import Rect
from epaper.model.style import BLACK, Colour, FaceRef
from epaper.units import Mpt
from epaper.write.pdf.fonts import PdfFont
from epaper.write.pdf.objects import number

FontOf = Callable[[FaceRef], PdfFont]
ImageOf = Callable[[PlacedImage], tuple[str, float, float, float, float]]
"""Gives an image's resource name and where the whole picture lies: x, y, width, height in points from bottom left."""


@dataclass(slots=True)
class PageContent:
    """The operators of one page so far, and the fonts and images that they name.

    `height` is the media box's, `shift` the bleed: PDF counts from the bottom left, the display list from the top left
    of the trimmed page.
    """

    height: Mpt
    shift: Mpt
    font_of: FontOf
    image_of: ImageOf
    fonts: dict[str, PdfFont] = field(default_factory=dict)
    images: list[str] = field(default_factory=list)
    operators: list[str] = field(default_factory=list)
    _colour: Colour | None = None
    _text: tuple[str, Mpt, float, float] | None = None
    _in_text: bool = False

    def begin(self, tag: str) -> None:
        """Open marked content: ("P", number) as `/P <</MCID n>> BDC`, or an artifact."""
        self._leave_text()
        self.operators.append(tag)

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
                self._image(item)

    def bytes(self) -> bytes:
        """The finished stream."""
        self._leave_text()
        return "\n".join(self.operators).encode("ascii")

    def _y(self, y: Mpt) -> str:
        return number(self.height - self.shift - y)

    def _x(self, x: Mpt) -> str:
        return number(x + self.shift)

    def _run(self, run: GlyphRun) -> None:
        """A run as one TJ array. Spaces are real glyphs, so that every reader of the file sees words."""
        font = self.font_of(run.face)
        self.fonts[font.name] = font
        self._enter_text()
        self._set_colour(run.colour)
        scale = run.scale / 1000
        spacing = run.tracking / scale
        self._set_text_state(font.name, run.size, scale, spacing)
        last = len(run.words) - 1
        space, space_width = font.space()
        upem = font.face.upem
        parts = []
        for at, (word, gap) in enumerate(zip(run.words, run.gaps, strict=True)):
            parts.append(font.fragment(word, run.hyphen and at == last))
            if gap:
                move = space_width * run.size / upem + 2 * spacing - gap / scale
                parts.append(f"{move * 1000 / run.size:.4g}<{space}>")
            elif at < last and spacing:
                parts.append(f"{spacing * 1000 / run.size:.4g}")
        self.operators.append(f"1 0 0 1 {self._x(run.x)} {self._y(run.y)} Tm [{''.join(parts)}] TJ")

    def _set_text_state(self, name: str, size: Mpt, scale: float, spacing: float) -> None:
        known = self._text or ("", 0, 0.0, 0.0)
        if known[:2] != (name, size):
            self.operators.append(f"/{name} {number(size)} Tf")
        if self._text is None or known[2] != scale:
            self.operators.append(f"{scale * 100:.4g} Tz")
        if self._text is None or known[3] != spacing:
            self.operators.append(f"{number(spacing)} Tc")
        self._text = (name, size, scale, spacing)

    def _enter_text(self) -> None:
        if not self._in_text:
            self.operators.append("BT")
            self._in_text = True

    def _leave_text(self) -> None:
        if self._in_text:
            self.operators.append("ET")
            self._in_text = False

    def _set_colour(self, colour: Colour) -> None:
        """Fill colour; black type overprints, so that a shift in register shows no white edge."""
        if colour == self._colour:
            return
        if (colour == BLACK) != (self._colour == BLACK):
            self.operators.append("/GSover gs" if colour == BLACK else "/GSknock gs")
        self.operators.append(f"{_ink(colour)} k")
        self._colour = colour

    def _rule(self, rule: Rule) -> None:
        self._leave_text()
        self.operators.append(
            f"{number(rule.thickness)} w {_ink(rule.colour)} K "
            f"{self._x(rule.x1)} {self._y(rule.y1)} m {self._x(rule.x2)} {self._y(rule.y2)} l S"
        )

    def _fill(self, fill: Fill) -> None:
        self._leave_text()
        self.operators.append(f"q {_ink(fill.colour)} k /GSknock gs {self._box(fill.rect)} re f Q")

    def _image(self, image: PlacedImage) -> None:
        """The whole picture, scaled and placed so that its crop fills the frame, clipped to the frame."""
        self._leave_text()
        name, x, y, width, height = self.image_of(image)
        self.images.append(name)
        left = x + self.shift / 1000
        bottom = (self.height - self.shift) / 1000 + y
        self.operators.append(
            f"q {self._box(image.rect)} re W n {width:.4f} 0 0 {height:.4f} {left:.4f} {bottom:.4f} cm /{name} Do Q"
        )

    def _box(self, rect: Rect) -> str:
        return f"{self._x(rect.x)} {self._y(rect.bottom)} {number(rect.width)} {number(rect.height)}"


def _ink(colour: Colour) -> str:
    return " ".join(f"{share / 1000:g}" for share in (colour.c, colour.m, colour.y, colour.k))
