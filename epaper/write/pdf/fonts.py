"""Shaped words → the character codes that show them, for the inside of a TJ array.

Codes are glyph numbers, so that the shaper's glyphs reach the page untouched. A glyph that stands for two texts (a
hyphen that is copy, and one that the engine added) gets a second code beyond the font's glyphs, so that each code has
one text. What a word came out as is kept by the word's identity: a common word is encoded once a document.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from epaper.display.items import Glyphs
from epaper.fonts.face import Face
from epaper.units import Mpt
from epaper.write.pdf.objects import decimal, text

SOFT_HYPHEN = "\u00ad"
_LAST_CODE = 0xFFFF


@dataclass(slots=True, eq=False)
class PdfFont:
    """One face in one document: which codes were used, which glyph each shows and what it says.

    `fragments` holds the words encoded so far, by identity, for the writer's inner loop; ask `fragment` for others.
    """

    face: Face
    name: str
    fragments: dict[int, str] = field(default_factory=dict)
    glyph_of: dict[int, int] = field(default_factory=dict)
    text_of: dict[int, str] = field(default_factory=dict)
    widths: dict[int, int] = field(default_factory=dict)
    space: str = field(init=False)
    space_width: float = field(init=False)
    _cells: dict[tuple[int, str], tuple[str, int]] = field(default_factory=dict)
    _sized: dict[tuple[int, Mpt], str] = field(default_factory=dict)
    _kept: list[Glyphs] = field(default_factory=list)
    _next_code: int = field(init=False)

    def __post_init__(self) -> None:
        self._next_code = self.face.hb_face.glyph_count
        glyph = self.face.hb_font.get_nominal_glyph(ord(" ")) or 0
        code, width = self._cell(glyph, " ")
        self.space = f"<{code}>"
        self.space_width = width * 1000 / self.face.upem

    def fragment(self, word: Glyphs, size: Mpt) -> str:
        """The word's codes in hex with its kerning between them, to stand inside a TJ array's brackets.

        Where glyphs say other than what their codes can (a letter made of several glyphs), the text goes with them as
        /ActualText; where glyphs are raised, the array is closed and opened again around them.
        """
        known = self.fragments.get(id(word)) or self._sized.get((id(word), size))
        if known is not None:
            return known
        self._kept.append(word)  # keeps its id from being used again
        texts = _texts(word)
        if any(rise for _, rise in word.offsets):
            made = self._sized[id(word), size] = _with_text(self._raised(word, texts, size), word, texts)
        else:
            made = self.fragments[id(word)] = _with_text(self._flat(word, texts), word, texts)
        return made

    def bare(self, word: Glyphs, size: Mpt, hyphen: bool) -> str:
        """As `fragment`, for a word whose text is told elsewhere. `hyphen`: the engine added its last glyph."""
        texts = _texts(word)
        if hyphen and texts:
            texts[_last_of(word)] = SOFT_HYPHEN
        if any(rise for _, rise in word.offsets):
            return self._raised(word, texts, size)
        return self._flat(word, texts)

    def _flat(self, word: Glyphs, texts: list[str]) -> str:
        if word.offsets:
            return self._shifted(word, texts)
        cells, per_unit = self._cells, -1000 / self.face.upem
        parts = ["<"]
        for key, advance in zip(zip(word.ids, texts, strict=True), word.advances, strict=True):
            code, width = cells.get(key) or self._cell(*key)
            parts.append(code)
            if advance != width:
                parts.append(f">{(advance - width) * per_unit:.5g}<")
        parts.append(">")
        return "".join(parts)

    def _shifted(self, word: Glyphs, texts: list[str]) -> str:
        """As `_flat`, for glyphs that HarfBuzz moved sideways from where the pen stands."""
        per_unit = -1000 / self.face.upem
        parts, behind = ["<"], 0
        for glyph, said, advance, (aside, _) in zip(word.ids, texts, word.advances, word.offsets, strict=True):
            code, width = self._cell(glyph, said)
            if behind + aside:
                parts.append(f">{decimal((behind + aside) * per_unit)}<")
            parts.append(code)
            behind = advance - width - aside
        parts.append(f">{decimal(behind * per_unit)}" if behind else ">")
        return "".join(parts).replace("<>", "")

    def _raised(self, word: Glyphs, texts: list[str], size: Mpt) -> str:
        """As `_shifted`, with text rise for glyphs that stand above or below the line."""
        per_unit = -1000 / self.face.upem
        parts, behind, level = [], 0, 0
        for glyph, said, advance, (aside, rise) in zip(word.ids, texts, word.advances, word.offsets, strict=True):
            code, width = self._cell(glyph, said)
            if rise != level:
                parts.append(f"]TJ {decimal(rise * size / self.face.upem / 1000)} Ts[")
                level = rise
            if behind + aside:
                parts.append(decimal((behind + aside) * per_unit))
            parts.append(f"<{code}>")
            behind = advance - width - aside
        if level:
            parts.append("]TJ 0 Ts[")
        if behind:
            parts.append(decimal(behind * per_unit))
        return "".join(parts)

    def _cell(self, glyph: int, said: str) -> tuple[str, int]:
        """The code that shows `glyph` and says `said`, in hex, and the glyph's width in font units."""
        known = self._cells.get((glyph, said))
        if known is None:
            code = self._free_code(glyph)
            self.glyph_of[code], self.text_of[code] = glyph, said
            width = self.widths[glyph] = int(self.face.hb_font.get_glyph_h_advance(glyph))
            known = self._cells[glyph, said] = (f"{code:04X}", width)
        return known

    def _free_code(self, glyph: int) -> int:
        """The glyph's own number for the first text that it is used for, then numbers that no glyph has."""
        code = glyph
        while code in self.glyph_of:
            code = self._next_code
            self._next_code = code + 1 if code < _LAST_CODE else 1
        return code


def spoken(fragment: str, said: str) -> str:
    """Codes shown as one piece of text whatever they say by themselves (ISO 32000-2, 14.9.4)."""
    return f"/Span<</ActualText{text(said).decode('ascii')}>>BDC[{fragment}]TJ EMC"


def _with_text(fragment: str, word: Glyphs, texts: list[str]) -> str:
    """The fragment with the word's text alongside, unless the codes say it all."""
    return fragment if all(texts) else f"]TJ {spoken(fragment, word.text)}["


def _texts(word: Glyphs) -> list[str]:
    """What each glyph says. A cluster's characters are dealt to its glyphs one by one, the last taking what is left."""
    ids, said, clusters = word.ids, word.text, word.clusters
    if len(ids) == len(said) and clusters == tuple(range(len(ids))):
        return list(said)
    starts = sorted({*clusters, len(said)})
    end_of = dict(pairwise(starts))
    texts = [""] * len(ids)
    at = 0
    while at < len(ids):
        cluster, first = clusters[at], at
        while at < len(ids) and clusters[at] == cluster:
            at += 1
        share = said[cluster : end_of[cluster]]
        for glyph in range(first, at):
            texts[glyph] = share[glyph - first : glyph - first + 1] if glyph < at - 1 else share[glyph - first :]
    return texts


def _last_of(word: Glyphs) -> int:
    """Which glyph stands for the last character: in right-to-left words it is the first one."""
    return max(range(len(word.ids)), key=lambda at: word.clusters[at])
