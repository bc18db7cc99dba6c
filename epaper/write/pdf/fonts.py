"""Shaped words → the character codes that show them, for the inside of a TJ array.

Codes are glyph numbers, so that the shaper's glyphs reach the page untouched, as long as a glyph says the character
that the font has it for. For all else that it may say (a ligature's letters, a hyphen that the engine added) it has a
code beyond the font's glyphs, so that each code has one text. Which one depends on the glyph and the text alone: the
codes of one page are those of another. What a word came out as is kept by the word's identity: a common word is encoded
once a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby, pairwise
from typing import TypeAlias
from unicodedata import bidirectional
from zlib import crc32

from epaper.display.items import Glyphs
from epaper.fonts.face import Face
from epaper.units import Mpt
from epaper.value import State, field
from epaper.write.pdf.objects import decimal, text

SOFT_HYPHEN = "\u00ad"
_BORROWED = frozenset((SOFT_HYPHEN, "\u00a0"))
"""Characters that fonts show by another's glyph."""
_LAST_CODE = 0xFFFF
_ROOM = 4096
"""Codes beyond the font's glyphs among which those for other texts are spread."""

Said: TypeAlias = tuple[int, str]
"""The glyph that a code shows, and what it says."""


class PdfFont(State):
    """One face on one page: which codes were used, which glyph each shows and what it says. `taken` are codes that the
    document's other pages use.

    `fragments` holds the words encoded so far, by identity, for the writer's inner loop; ask `fragment` for others.
    """

    face: Face
    name: str
    taken: Mapping[int, Said] = field(default_factory=dict)
    codes: dict[int, Said] = field(default_factory=dict)
    fragments: dict[int, str] = field(default_factory=dict)
    space: str = ""
    space_width: float = 0
    _cells: dict[Said, tuple[str, int]] = field(default_factory=dict)
    _sized: dict[tuple[int, Mpt], str] = field(default_factory=dict)
    _kept: list[Glyphs] = field(default_factory=list)

    def __post_init__(self) -> None:
        glyph = self.face.hb_font.get_nominal_glyph(ord(" ")) or 0
        code, width = self._cell(glyph, " ")
        self.space = f"<{code}>"
        self.space_width = width * 1000 / self.face.upem

    def fragment(self, word: Glyphs, size: Mpt) -> str:
        """The word's codes in hex with its kerning between them, to stand inside a TJ array's brackets."""
        known = self.fragments.get(id(word)) or self._sized.get((id(word), size))
        if known is not None:
            return known
        self._kept.append(word)  # keeps its id from being used again
        texts = _texts(word)
        if word.offsets:
            made = self._sized[id(word), size] = _with_text(self._placed(word, texts, size), word, texts)
        else:
            made = self.fragments[id(word)] = _with_text(self._plain(word, texts), word, texts)
        return made

    def bare(self, word: Glyphs, size: Mpt, hyphen: bool) -> str:
        """As `fragment`, for a word whose text is told elsewhere. `hyphen`: the engine added its last glyph."""
        texts = _texts(word)
        if hyphen and texts:
            texts[_last_of(word)] = SOFT_HYPHEN
        return self._placed(word, texts, size) if word.offsets else self._plain(word, texts)

    def _plain(self, word: Glyphs, texts: list[str]) -> str:
        """Glyphs that stand where the pen is."""
        cells, per_unit = self._cells, -1000 / self.face.upem
        parts = ["<"]
        for key, advance in zip(zip(word.ids, texts, strict=True), word.advances, strict=True):
            code, width = cells.get(key) or self._cell(*key)
            parts.append(code)
            if advance != width:
                parts.append(f">{(advance - width) * per_unit:.5g}<")
        parts.append(">")
        return "".join(parts)

    def _placed(self, word: Glyphs, texts: list[str], size: Mpt) -> str:
        """Glyphs that HarfBuzz moved from where the pen stands; for those above or below, the array is opened again."""
        per_unit = -1000 / self.face.upem
        parts: list[str] = []
        behind = level = 0
        for glyph, said, advance, (aside, rise) in zip(word.ids, texts, word.advances, word.offsets, strict=True):
            code, width = self._cell(glyph, said)
            if rise != level:
                parts.append(f"]TJ {decimal(rise * size / self.face.upem / 1000)} Ts[")
                level = rise
            if behind + aside:
                parts.append(decimal((behind + aside) * per_unit))
            parts.append(f"<{code}>")
            behind = advance - width - aside
        parts.append("]TJ 0 Ts[" if level else "")
        parts.append(decimal(behind * per_unit) if behind else "")
        return "".join(parts)

    def _cell(self, glyph: int, said: str) -> tuple[str, int]:
        """The code that shows `glyph` and says `said`, in hex, and the glyph's width in font units."""
        known = self._cells.get((glyph, said))
        if known is None:
            code = self._code((glyph, said))
            self.codes[code] = (glyph, said)
            width = int(self.face.hb_font.get_glyph_h_advance(glyph))
            known = self._cells[glyph, said] = (f"{code:04X}", width)
        return known

    def _code(self, cell: Said) -> int:
        """The glyph's own number where it says what the font has it for, else a number that no glyph has; the next one
        where that is taken."""
        glyph, said = cell
        font, beyond = self.face.hb_font, self.face.hb_face.glyph_count
        own = len(said) == 1 and said not in _BORROWED and font.get_nominal_glyph(ord(said)) == glyph
        room = min(_ROOM, _LAST_CODE - beyond)
        code = glyph if own or room < 1 else beyond + crc32(f"{glyph} {said}".encode()) % room
        while self.taken.get(code, self.codes.get(code, cell)) != cell:
            code = code + 1 if code < _LAST_CODE else 1
        return code


def spoken(fragment: str, said: str) -> str:
    """Codes shown as one piece of text whatever they say by themselves (ISO 32000-2, 14.9.4)."""
    return f"/Span<</ActualText{text(said).decode('ascii')}>>BDC[{fragment}]TJ EMC"


def _with_text(fragment: str, word: Glyphs, texts: list[str]) -> str:
    """The fragment with the word's text alongside, where a glyph says nothing by itself: a letter made of several."""
    return fragment if all(texts) else f"]TJ {spoken(fragment, word.text)}["


def _texts(word: Glyphs) -> list[str]:
    """What each glyph says. A cluster's characters are dealt to its glyphs one by one, the last taking what is left."""
    ids, said, clusters = word.ids, word.text, word.clusters
    if len(ids) == len(said) and clusters == tuple(range(len(ids))):
        return list(said)
    texts = [""] * len(ids)
    for first, last, share in _clusters(word):
        glyphs = range(first, last + 1)
        for at, glyph in enumerate(reversed(glyphs) if _from_the_right(share) else glyphs, start=1):
            texts[glyph] = share[at - 1 : at] if at < len(glyphs) else share[at - 1 :]
    return texts


def _clusters(word: Glyphs) -> Iterator[tuple[int, int, str]]:
    """Each stretch of glyphs that stands for the same characters: first, last, characters."""
    starts = sorted({*word.clusters, len(word.text)})
    end_of = dict(pairwise(starts))
    for cluster, glyphs in groupby(range(len(word.ids)), lambda at: word.clusters[at]):
        inside = list(glyphs)
        yield inside[0], inside[-1], word.text[cluster : end_of[cluster]]


def _from_the_right(said: str) -> bool:
    """Whether the glyphs of a cluster stand from right to left."""
    return bidirectional(said[:1]) in ("R", "AL")


def _last_of(word: Glyphs) -> int:
    """Which glyph stands for the last character: in right-to-left words it is the first one."""
    return max(range(len(word.ids)), key=lambda at: word.clusters[at])
