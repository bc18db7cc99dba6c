"""A word in a voice (face, size, language, H&J) in → its widths and the places where it can be broken out.

Each voice keeps its words, so that a word is measured once however often it is set.
"""

from __future__ import annotations

import itertools

from epaper.display.items import Glyphs
from epaper.fonts.book import FontBook
from epaper.fonts.face import open_face
from epaper.model.style import HJ, Colour, FaceRef
from epaper.typeset.hyphenate import SOFT_HYPHEN, hyphen_points
from epaper.typeset.shape import shape
from epaper.units import Mpt
from epaper.value import State, Value, field, replace

HYPHEN_COST = 50.0
STUB_COST = 40.0
"""Added for each letter short of a stub of three before a hyphen, or of four after it."""
_CAPITALISING = ("de", "lb")
"""Languages that capitalise all nouns."""
CAPITALISED_COST = 60.0
NO_HYPHEN_COST = 10.0
"""A break after an explicit hyphen or dash, or within a web address."""
EMERGENCY_COST = 2_000.0
"""A break inside a word that fits no line."""

_BREAK_AFTER = frozenset("-‐–—/")
"""Within a word, but not before a figure: "STS-135" and "1914–18" are read in one."""
_ADDRESS_BREAKS = frozenset("/.?&=_-#%+@")

_QUOTES = dict.fromkeys("‘’“”'\"«»‹›„‚", 350)
_STOPS = {".": 700, ",": 700, ";": 300, ":": 300, "!": 100, "?": 100}
_OVERHANG = {"-": 500, "‐": 500, "–": 200, "—": 150} | _STOPS | _QUOTES
"""How far a character at a line's end hangs into the margin, in thousandths of its width (after microtype)."""
_OVERHANG_LEFT = {"–": 200, "—": 150} | _QUOTES


class Split(Value):
    """A place where a word may be broken: the characters and the width before it, the width a hyphen would add
    (0 where none is added), how far the line's end then hangs into the margin, and what it costs."""

    at: int
    width: Mpt
    hyphen: Mpt
    hang: Mpt
    cost: float


class Word(Value):
    """A shaped word at a size. `pieces` is one part for each face needed. `letters` counts the gaps between glyphs.
    `head` and `tail` are how far its first and last character may hang into the margins."""

    text: str
    pieces: tuple[tuple[FaceRef, Glyphs], ...]
    width: Mpt
    letters: int
    head: Mpt
    tail: Mpt


class Voice(State):
    """One way of speaking: a face at a size, in a language. Holds the words set in it so far."""

    book: FontBook
    ref: FaceRef
    size: Mpt
    features: tuple[str, ...]
    language: str
    hj: HJ
    colour: Colour
    tracking: Mpt
    upper: bool = False
    imitates: bool = False
    """Whether its capitals stand for small ones, which the face has not: their text is the copy's own."""
    href: str = ""
    rise: Mpt = 0
    space: Mpt = 0
    _words: dict[str, Word] = field(default_factory=dict)
    _splits: dict[str, tuple[Split, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        face = open_face(self.ref)
        self.space = face.length(face.space, self.size) + 2 * self.tracking

    def word(self, text: str) -> Word:
        """The word as it stands, whole."""
        known = self._words.get(text)
        if known is None:
            known = self._words[text] = self._measure(text)
        return known

    def part(self, text: str, start: int, end: int, hyphen: bool) -> Word:
        """Part of a word, with a hyphen where the engine breaks it. Characters count as in `splits`."""
        return self.word(text[start:end] + ("-" if hyphen else ""))

    def splits(self, text: str) -> tuple[Split, ...]:
        """Where the word may be broken, from left to right."""
        known = self._splits.get(text)
        if known is None:
            known = self._splits[text] = self._find_splits(text)
        return known

    def emergency_splits(self, text: str) -> tuple[Split, ...]:
        """A break after every character but the first and last: for a word that is wider than its line."""
        widths = self._widths_before(text)
        return tuple(Split(at, widths[at], 0, 0, EMERGENCY_COST) for at in range(2, len(text) - 1))

    def _measure(self, text: str) -> Word:
        shown = _shown(text.upper() if self.upper else text)
        pieces = tuple(
            (ref, shape(part, ref, self.features, self.language))
            for part, ref in self.book.split_by_face(shown, self.ref)
        )
        if self.imitates:
            pieces = _meaning(pieces, _shown(text))
        width = letters = 0
        for ref, glyphs in pieces:
            width += open_face(ref).length(glyphs.width, self.size)
            letters += max(len(glyphs.ids) - 1, 0)
        return Word(
            text,
            pieces,
            width + letters * self.tracking,
            letters,
            self._hang(shown[:1], _OVERHANG_LEFT),
            self._hang(shown[-1:], _OVERHANG),
        )

    def _hang(self, char: str, table: dict[str, int]) -> Mpt:
        share = table.get(char)
        if not share or not self.hj.optical_margin:
            return 0
        face = open_face(self.ref)
        return face.length(shape(char, self.ref, self.features, self.language).width, self.size) * share // 1000

    def _find_splits(self, text: str) -> tuple[Split, ...]:
        widths: list[Mpt] | None = None
        found: dict[int, Split] = {}
        for at in hyphen_points(text, self.language, self.hj):
            widths = widths or self._widths_before(text)
            short = max(0, 3 - at) + max(0, 4 - (len(text) - at))
            cost = HYPHEN_COST + STUB_COST * short * self.hj.stub_cost / 100
            if self._is_name(text):
                cost += CAPITALISED_COST * self.hj.capitalised_cost / 100
            cost = cost * self.hj.hyphen_cost / 100
            found[at] = Split(at, widths[at], self._hyphen(), self._hang("-", _OVERHANG), cost)
        address = _is_address(text)
        for at in range(2, len(text) - 1):
            char = text[at - 1]
            if _is_joint(text, at) or (address and char in _ADDRESS_BREAKS):
                widths = widths or self._widths_before(text)
                found[at] = Split(at, widths[at], 0, self._hang(char, _OVERHANG), NO_HYPHEN_COST)
        return tuple(found[at] for at in sorted(found))

    def _is_name(self, text: str) -> bool:
        """Whether a word is capitalised that otherwise would not be: in German every noun is."""
        first = text[0] if text[0].isalnum() else text[1:2]
        return first.isupper() and self.language.split("-")[0] not in _CAPITALISING

    def _hyphen(self) -> Mpt:
        return self.word("-").width

    def _widths_before(self, text: str) -> list[Mpt]:
        """The width of each prefix, from the whole word's clusters; a ligature's characters share its advance."""
        word = self.word(text)
        if self.upper or len(word.pieces) > 1:
            return [self.word(text[:at]).width if at else 0 for at in range(len(text) + 1)]
        ref, glyphs = word.pieces[0]
        face = open_face(ref)
        advance = [0.0] * len(glyphs.text)
        bounds = sorted({*glyphs.clusters, len(glyphs.text)})
        length = {start: following - start for start, following in itertools.pairwise(bounds)}
        for cluster, units in zip(glyphs.clusters, glyphs.advances, strict=True):
            for char in range(cluster, cluster + length[cluster]):
                advance[char] += units / length[cluster]
        widths, sum_so_far, shown = [0], 0.0, 0
        for each in text:
            if each != SOFT_HYPHEN:
                sum_so_far += advance[shown]
                shown += 1
            widths.append(round(sum_so_far * self.size / face.upem) + max(shown - 1, 0) * self.tracking)
        return widths


def _meaning(pieces: tuple[tuple[FaceRef, Glyphs], ...], text: str) -> tuple[tuple[FaceRef, Glyphs], ...]:
    """The pieces with another text of the same length; as they are, where it has another length."""
    if sum(len(glyphs.text) for _, glyphs in pieces) != len(text):
        return pieces
    meant, at = [], 0
    for ref, glyphs in pieces:
        meant.append((ref, replace(glyphs, text=text[at : at + len(glyphs.text)])))
        at += len(glyphs.text)
    return tuple(meant)


def _shown(text: str) -> str:
    return text.replace(SOFT_HYPHEN, "") if SOFT_HYPHEN in text else text


def _is_joint(text: str, at: int) -> bool:
    """Whether a word may be broken before a character without a hyphen of ours: after a dash; after a hyphen or a
    stroke with more than one letter before and after it ("km/h" and "T-shirt" are read in one)."""
    char = text[at - 1]
    if char not in _BREAK_AFTER or not text[at - 2].isalnum() or text[at].isdigit():
        return False
    return char in "–—" or min(sum(map(str.isalnum, part)) for part in (text[:at], text[at:])) > 1


def _is_address(text: str) -> bool:
    return "://" in text or text.startswith("www.") or ("@" in text and "." in text)
