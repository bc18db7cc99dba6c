"""Copy in the model's terms → prepared paragraphs and set lines. The door through which `flow` asks for type.

Holds the font book and the voices used so far: the same words in the same style are measured once a build.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from epaper.fonts.book import FontBook
from epaper.fonts.face import Face, open_face
from epaper.memory import Digests, Memory, digest
from epaper.model.story import Run, Runs
from epaper.model.style import FaceRef, TextStyle
from epaper.typeset.justify import Line, set_lines
from epaper.typeset.paragraph import Prepared, prepare, width_of
from epaper.typeset.shape import supports
from epaper.typeset.words import Voice
from epaper.units import Mpt
from epaper.value import replace

_Words: TypeAlias = "tuple[Runs, int, str]"
"""Runs, their style's number, and their language."""

_ANY: Mpt = 10**9
"""A measure that no word is too wide for."""
_MOST_PREPARED, _MOST_STYLES = 50_000, 5_000
"""How much is remembered: far more than an edition has, for sessions that last a day."""
_BOLDER = {300: 600, 400: 700, 500: 700, 600: 800}
_SMALL_CAPS_SCALE = 0.8
_SUPERSCRIPT_SCALE, _SUPERSCRIPT_RISE = 0.62, 0.33


class Typesetter:
    """Sets runs in a style. `language` is that of text which names none.

    `memory` is for what is made of its type, by digests that begin with its `key`: its fonts and language.
    """

    def __init__(self, book: FontBook, language: str, memory: Memory | None = None) -> None:
        self.book = book
        self.language = language
        self.memory = memory or Memory()
        self.digests = Digests()
        self.key = digest(book.faces, language)
        self._voices: dict[tuple[TextStyle, bool, bool, bool, bool, str, str], Voice] = {}
        self._prepared: dict[_Words, tuple[Mpt, Prepared]] = {}
        self._narrow: dict[tuple[_Words, Mpt], Prepared] = {}
        self._styles: dict[TextStyle, int] = {}
        self._caps: dict[int, Mpt] = {}
        self._known_styles: dict[int, tuple[TextStyle, int]] = {}

    def face(self, style: TextStyle) -> Face:
        """The face that a style is set in."""
        return open_face(self._ref(style))

    def cap_height(self, style: TextStyle) -> Mpt:
        """The height of the style's capitals in millipoints."""
        number = self._number(style)
        if number not in self._caps:
            face = self.face(style)
            self._caps[number] = face.length(face.cap_height, style.size)
        return self._caps[number]

    def prepare(self, runs: Runs, style: TextStyle, narrowest: Mpt, language: str = "") -> Prepared:
        """Measure a paragraph, ready to be broken at any measure not under `narrowest`."""
        words = (runs, self._number(style), language)
        if words not in self._prepared:
            unbroken = self._prepare(runs, style, _ANY, language)
            self._prepared[words] = (unbroken.widest, unbroken)
        widest, unbroken = self._prepared[words]
        if widest <= narrowest:
            return unbroken
        key = (words, narrowest)
        if key not in self._narrow:
            self._narrow[key] = self._prepare(runs, style, narrowest, language)
        return self._narrow[key]

    def width(self, runs: Runs, style: TextStyle, language: str = "") -> Mpt:
        """The width of a paragraph on one line."""
        known = self._prepared.get((runs, self._number(style), language))
        if known:
            return known[1].length
        return width_of([(run.text, self.voice(style, run, language)) for run in runs], style)

    def _prepare(self, runs: Runs, style: TextStyle, narrowest: Mpt, language: str) -> Prepared:
        if len(self._prepared) + len(self._narrow) > _MOST_PREPARED:
            self._prepared.clear()
            self._narrow.clear()
        voiced = [(run.text, self.voice(style, run, language)) for run in runs]
        return prepare(voiced, style, narrowest)

    def _number(self, style: TextStyle) -> int:
        """A number that equal styles share. Asked for very often, so that each object is looked at once."""
        known = self._known_styles.get(id(style))
        if known is None:
            if len(self._known_styles) > _MOST_STYLES:
                self._known_styles.clear()
            number = self._styles.setdefault(style, len(self._styles))
            known = self._known_styles[id(style)] = (style, number)  # held, so that its id stays its own
        return known[1]

    def lines(self, runs: Runs, style: TextStyle, measure: Mpt, language: str = "") -> tuple[Line, ...]:
        """The paragraph's best setting at one measure, without indents."""
        prepared = self.prepare(runs, style, measure, language)
        if prepared.empty:
            return ()
        return set_lines(prepared, prepared.best((measure,)), (measure,))

    def words(self, text: str, style: TextStyle, measure: Mpt, language: str = "") -> tuple[Line, ...]:
        """As `lines`, for plain text."""
        return self.lines((Run(text),), style, measure, language) if text else ()

    def line(self, text: str, style: TextStyle, language: str = "") -> Line:
        """Plain text on one line, however long, aligned left."""
        lines = self.words(text, _unbroken(style), 1_000_000_000, language)
        return lines[0] if lines else Line((), 0, 0, last=True)

    def voice(self, style: TextStyle, run: Run, language: str = "") -> Voice:
        """The voice in which a run of a style speaks."""
        spoken = run.language or language or self.language
        key = (style, run.italic, run.bold, run.small_caps, run.superscript, run.href, spoken)
        known = self._voices.get(key)
        if known is None:
            known = self._voices[key] = self._make_voice(style, run, spoken)
        return known

    def _make_voice(self, style: TextStyle, run: Run, language: str) -> Voice:
        ref = self._ref(style, run)
        small = run.small_caps or style.case == "small-caps"
        real_small_caps = small and supports(ref, "smcp")
        size = style.size
        if small and not real_small_caps:
            size = round(size * _SMALL_CAPS_SCALE)
        if run.superscript:
            size = round(size * _SUPERSCRIPT_SCALE)
        return Voice(
            book=self.book,
            ref=ref,
            size=size,
            features=(*style.features, "smcp") if real_small_caps else style.features,
            language=language,
            hj=style.hj,
            colour=style.colour,
            tracking=style.tracking * size // 1000,
            upper=style.case == "upper" or (small and not real_small_caps),
            imitates=small and not real_small_caps and style.case != "upper",
            href=run.href,
            rise=round(style.size * _SUPERSCRIPT_RISE) if run.superscript else 0,
        )

    def _ref(self, style: TextStyle, run: Run | None = None) -> FaceRef:
        weight, italic = style.weight, style.italic
        if run is not None and run.bold:
            weight = _BOLDER.get(weight, 900)
        if run is not None and run.italic:
            italic = not italic
        return self.book.resolve(style.family, weight, italic)


@lru_cache(maxsize=512)
def _unbroken(style: TextStyle) -> TextStyle:
    """The style set ragged, for text that stays on one line."""
    return replace(style, align="left")
