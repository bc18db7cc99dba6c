"""Runs of text in a style → a prepared paragraph: its words measured once, with all places where it may be broken.

How it is then set at given measures is found by `settings`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from epaper.model.story import Runs
from epaper.model.style import HJ, TextStyle
from epaper.typeset.breakpoints import INFINITE
from epaper.typeset.elastic import Sums
from epaper.typeset.hyphenate import SOFT_HYPHEN
from epaper.typeset.settings import SHORT, Fit, Settings
from epaper.typeset.words import Split, Voice, Word
from epaper.units import Mpt
from epaper.value import State, field, replace

_NEVER_FIRST = frozenset("–—…")
"""Marks that, standing alone, belong to the words before them: no line begins with one."""
_FINAL_HYPHEN = 4_000_000.0
"""Demerits of a last line that begins within a divided word."""
_RUNT = 100_000_000.0
"""Demerits of a last line of nothing but a short word, or the end of one."""
_RUNT_LETTERS = 4
"""A word of fewer letters is short."""
_NARROW_SPACE = 0.6
"""A narrow no-break space's share of the font's space."""
_HYPHENS = "-‐"
"""At a line's end these count towards a ladder, whoever put them there."""
_MOST_MEASURES = 100
"""How many sets of measures a paragraph remembers."""
_WHITE = " \u00a0\u202f\u2009\t\n"
_SPACES = re.compile(f"([{_WHITE}]+)")


class Atom(NamedTuple):
    """A word in its voice, the white space before it (0 where it adjoins), and whether a line may break there."""

    voice: Voice
    text: str
    word: Word
    gap: Mpt
    breakable: bool


class Place(NamedTuple):
    """A breakpoint: before character `at` of atom `atom` (0 is the gap before the whole word)."""

    atom: int
    at: int
    hyphen: bool


class Prepared(State):
    """A paragraph measured and ready to break. Immutable but for what it remembers."""

    style: TextStyle
    atoms: Sequence[Atom]
    places: Sequence[Place]
    sums: Sums
    _settings: dict[tuple[Mpt, ...], Settings] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not self.atoms

    @property
    def widest(self) -> Mpt:
        """The widest stretch that cannot be broken, in millipoints."""
        return max((atom.word.width for atom in self.atoms), default=0)

    @property
    def length(self) -> Mpt:
        """The width of the whole paragraph on one line."""
        return int(self.sums.start[0, -1])

    @property
    def letters(self) -> Mpt:
        """The gaps between its letters, each as wide as its type's size."""
        return int(self.sums.start[2, -1])

    @property
    def flagged(self) -> Sequence[bool]:
        """For each breakpoint, whether a line that ends there shows a hyphen."""
        return self.sums.flagged

    def text_from(self, number: int) -> str:
        """The copy from a breakpoint on, by its number."""
        place = self.places[number]
        atoms = self.atoms[place.atom :]
        text = "".join((" " if atom.gap else "") + atom.text for atom in atoms)
        before = 1 if atoms and atoms[0].gap else 0
        return text[before + place.at :].replace(SOFT_HYPHEN, "")

    def settings(self, measures: Sequence[Mpt]) -> Settings:
        """The ways to set the paragraph. `measures` is the width of each line, the last standing for the rest."""
        key = tuple(measures)
        known = self._settings.get(key)
        if known is None:
            if len(self._settings) > _MOST_MEASURES:
                self._settings.clear()
            known = self._settings[key] = Settings(self.sums, key, self.style)
        return known

    def best(self, measures: Sequence[Mpt]) -> Fit:
        """The best way to set the paragraph, alone."""
        return self.settings(measures).best


def prepare(voiced: Sequence[tuple[str, Voice]], style: TextStyle, narrowest: Mpt) -> Prepared:
    """Measure text, given as stretches with their voices.

    `narrowest` is the smallest measure it may be set to: a word wider than that may be broken anywhere.
    """
    atoms = _atoms(voiced, style)
    places = [Place(0, 0, False)]
    sums = [(0, 0, 0, atoms[0].word.head if atoms else 0, 0, 0, 0.0, False)]
    width = white = letters = 0
    undivided = len(atoms) - 1 if not style.hj.hyphenate_last_word else -1
    for index, (voice, text, word, gap, breakable) in enumerate(atoms):
        if gap:
            if breakable and index:
                before = atoms[index - 1]
                end, hyphened = width - before.word.tail, before.text[-1] in _HYPHENS
                start = width + gap + word.head
                sums.append((end, white, letters, start, white + gap, letters, 0.0, hyphened))
                places.append(Place(index, 0, False))
            width += gap
            white += gap
        splits = voice.splits(text)
        if word.width > narrowest:
            splits = _emergency_splits(voice, word, splits, narrowest)
        elif index == undivided:
            splits = tuple(split for split in splits if not split.hyphen)
        for split in splits:
            start, within = width + split.width, letters + voice.size * split.at
            hyphened = split.hyphen > 0 or text[split.at - 1] in _HYPHENS
            end = start + split.hyphen - split.hang
            sums.append((end, white, within, start, white, within, split.cost, hyphened))
            places.append(Place(index, split.at, split.hyphen > 0))
        width += word.width
        letters += voice.size * word.letters
    tail = atoms[-1].word.tail if atoms else 0
    sums.append((width - tail, white, letters, width, white, letters, -INFINITE, False))
    places.append(Place(len(atoms), 0, False))
    *columns, costs, flagged = zip(*sums, strict=True)
    ends, starts = np.array(columns[:3], dtype=np.float64), np.array(columns[3:], dtype=np.float64)
    closing = np.zeros(len(places))
    for at, cost in _closing(atoms, places, (width - tail, white), (columns[3], columns[4]), style.hj).items():
        closing[at] = cost
    return Prepared(style, atoms, places, Sums(ends, starts, np.array(costs), flagged, closing))


def _closing(
    atoms: Sequence[Atom],
    places: Sequence[Place],
    end: tuple[Mpt, Mpt],
    start: tuple[Sequence[Mpt], Sequence[Mpt]],
    hj: HJ,
) -> dict[int, float]:
    """What the last line costs, for each breakpoint where it would cost more than its spaces. `end` is the width and
    the white space of the whole, `start` what comes before each breakpoint."""
    hyphen, dear = _FINAL_HYPHEN * hj.last_hyphen_cost / 100, hj.runt_cost / 100
    costs = {at: hyphen for at, place in enumerate(places) if place.hyphen}
    (width, white), (widths, whites) = end, start
    for at in range(len(places) - 2, 0, -1):
        if white == whites[at] and _is_short(atoms, places[at]):
            costs[at] = _RUNT * dear
        elif width - widths[at] < hj.runt:
            costs[at] = costs.get(at, 0.0) + SHORT * dear
        else:
            break
    return costs


def _is_short(atoms: Sequence[Atom], place: Place) -> bool:
    """Whether a short word, or the short end of one, is all that follows."""
    word = atoms[place.atom].text[place.at :] + "".join(atom.text for atom in atoms[place.atom + 1 :])
    return sum(char.isalpha() for char in word) < _RUNT_LETTERS


def _emergency_splits(voice: Voice, word: Word, splits: tuple[Split, ...], narrowest: Mpt) -> tuple[Split, ...]:
    """Breaks that leave no part of a word wider than the narrowest measure, the usual ones among them."""
    edges = [0, *(split.width + split.hyphen for split in splits), word.width]
    widest = max(after - before for before, after in itertools.pairwise(edges))
    if widest <= narrowest:
        return splits
    usual = {split.at: split for split in splits}
    return tuple(usual.get(split.at, split) for split in voice.emergency_splits(word.text))


def _atoms(voiced: Sequence[tuple[str, Voice]], style: TextStyle) -> list[Atom]:
    """Words with the white space before each; a word may be in several voices, and then is several atoms."""
    atoms: list[Atom] = []
    gap, breakable = 0, True
    for text, voice in voiced:
        space = voice.space * style.hj.word_spacing[1] // 100
        for part in _SPACES.split(text):
            if part == " ":
                gap, breakable = space, True
            elif part and part[0] in _WHITE:
                breakable = any(char in " \t\n\u2009" for char in part)
                gap = space if breakable or "\u00a0" in part else round(space * _NARROW_SPACE)
            elif part:
                breakable = breakable and part not in _NEVER_FIRST
                atoms.append(Atom(voice, part, voice.word(part), gap if atoms else 0, breakable))
                gap, breakable = 0, True
    return atoms


def width_of(voiced: Sequence[tuple[str, Voice]], style: TextStyle) -> Mpt:
    """The width of text on one line, without looking where it may be broken: a third of the work of `prepare`."""
    return sum(atom.gap + atom.word.width for atom in _atoms(voiced, style))


def cut(runs: Runs, start: int, end: int | None = None) -> Runs:
    """The part of runs between two character positions, each run keeping its looks."""
    kept, left = [], 0
    for run in runs:
        right = left + len(run.text) if end is None else min(left + len(run.text), end)
        text = run.text[max(start - left, 0) : max(right - left, 0)]
        if text:
            kept.append(replace(run, text=text))
        left += len(run.text)
    return tuple(kept)
