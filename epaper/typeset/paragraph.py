"""Runs of text in a style → a prepared paragraph → its best setting in each number of lines.

Preparing measures the words once; the numbers then go to `linebreak`. Only what needs it is escalated: first plain word
spaces, then glyph scaling, then letter spacing too (LuaMetaTeX's `\\parpasses` work in this order).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from epaper.model.story import Runs
from epaper.model.style import TextStyle
from epaper.typeset.breakpoints import INFINITE, Breakpoints
from epaper.typeset.candidates import Rules
from epaper.typeset.elastic import EMERGENCY, PLAIN, SCALED, TRACKED, Sums
from epaper.typeset.linebreak import Near, Setting, best_setting, break_lines
from epaper.typeset.words import Split, Voice, Word
from epaper.units import Mpt

_LEVEL_COST = (0.0, 400.0, 1_500.0, 5_000.0)
"""Demerits a line for each level, so that a paragraph that can be set plain is."""
_GOOD = 1.35
"""A setting whose lines all stay within this ratio needs no escalation: no space is far over its maximum."""
_STRICT = 2.0
"""The tolerance while a better level of escalation is at hand."""
_SPREAD = 3
"""How many lines more or fewer than its best a paragraph may be set in."""
_FINAL_HYPHEN = 2_000_000.0
"""Demerits of a last line that begins within a divided word."""
_SHORT = 4_000_000.0
"""Demerits of a last line shorter than the style's runt."""
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
_SPACES = re.compile("([ \u00a0\u202f\u2009\t\n]+)")


@dataclass(frozen=True, slots=True)
class Atom:
    """A word in its voice, the white space before it (0 where it adjoins), and whether a line may break there."""

    voice: Voice
    text: str
    word: Word
    gap: Mpt
    breakable: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A breakpoint: before character `at` of atom `atom` (0 is the gap before the whole word)."""

    atom: int
    at: int
    hyphen: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """One way to set a paragraph: its line breaks, at a level of escalation, and what that costs in all."""

    setting: Setting
    level: int
    cost: float

    @staticmethod
    def at(level: int, setting: Setting) -> Fit:
        """A setting with what its level costs."""
        return Fit(setting, level, setting.demerits + _LEVEL_COST[level] * setting.lines)

    @property
    def lines(self) -> int:
        return self.setting.lines

    @property
    def worst(self) -> float:
        """The loosest line's ratio, the last line apart."""
        return max(self.setting.ratios[:-1], default=0.0)

    @property
    def good(self) -> bool:
        """Whether no line needs more stretch than it has, and the last is not short."""
        return self.worst <= _GOOD and self.cost < _SHORT


@dataclass(slots=True, eq=False)
class Prepared:
    """A paragraph measured and ready to break. Immutable but for what it remembers."""

    style: TextStyle
    atoms: tuple[Atom, ...]
    places: tuple[Place, ...]
    _sums: Sums
    _points: dict[int, Breakpoints] = field(default_factory=dict)
    _best: dict[tuple[Mpt, ...], Fit] = field(default_factory=dict)
    _fits: dict[tuple[Mpt, ...], dict[int, Fit]] = field(default_factory=dict)
    _footed: dict[tuple[tuple[Mpt, ...], int, frozenset[int], int], Fit | None] = field(default_factory=dict)

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
        return self._sums.start[-1][0]

    def best(self, measures: Sequence[Mpt]) -> Fit:
        """The best way to set the paragraph, alone: a fraction of the work of `fits`."""
        key = tuple(measures)
        known = self._best.get(key)
        if known is None:
            known = self._first_fit(key) or min(
                self._at_level(self._last_level, key).values(), key=lambda fit: fit.cost
            )
            self._best[key] = known
        return known

    def fits(self, measures: Sequence[Mpt]) -> dict[int, Fit]:
        """The best way to set the paragraph for each possible number of lines.

        `measures` is the width of each line, the last standing for the rest.
        """
        key = tuple(measures)
        known = self._fits.get(key)
        if known is None:
            if len(self._fits) > _MOST_MEASURES:
                self._fits.clear()
                self._best.clear()
                self._footed.clear()
            known = self._fits[key] = self._find_fits(key)
        return known

    def points(self, level: int) -> Breakpoints:
        """The breakpoints with their stretch and shrink at a level of escalation."""
        known = self._points.get(level)
        if known is None:
            known = self._points[level] = self._sums.breakpoints(self.style, level)
        return known

    def _find_fits(self, measures: tuple[Mpt, ...]) -> dict[int, Fit]:
        best = self.best(measures)
        found = {best.lines: best}
        near = Near(best.setting.breaks, _SPREAD)
        helped = min(TRACKED if best.level < TRACKED else EMERGENCY, self._last_level)
        for level in sorted({best.level, helped}):
            for lines, fit in self._at_level(level, measures, near).items():
                known = found.get(lines)
                if known is None or (not known.good and fit.cost < known.cost):
                    found[lines] = fit
            if all(fit.good for fit in found.values() if abs(fit.lines - best.lines) <= 1):
                break
        return dict(sorted(found.items()))

    @property
    def _last_level(self) -> int:
        return EMERGENCY if self.style.align == "justify" else PLAIN

    def _first_fit(self, measures: tuple[Mpt, ...]) -> Fit | None:
        """The best setting at the lowest level where it is good, or else at any level; None where all have lines
        beyond all tolerance."""
        found = []
        for level in (PLAIN, TRACKED, EMERGENCY)[: 1 + self._last_level]:
            fit = self._best_at(level, measures)
            if fit is not None:
                found.append(fit)
                if fit.good:
                    lower = self._best_at(SCALED, measures) if level == TRACKED else None
                    return lower if lower is not None and lower.good else fit
        return min(found, key=lambda fit: fit.cost, default=None)

    def _best_at(self, level: int, measures: tuple[Mpt, ...]) -> Fit | None:
        """The best setting at one level; all but the last are strict, since there is a better one at hand."""
        strict = level < self._last_level
        rules = replace(self._rules, tolerance=_STRICT, strict=True) if strict else self._rules
        setting = best_setting(self.points(level), measures, rules)
        return Fit.at(level, setting) if setting is not None else None

    def _at_level(
        self,
        level: int,
        measures: Sequence[Mpt],
        near: Near | None = None,
        no_hyphen: frozenset[int] = frozenset(),
    ) -> dict[int, Fit]:
        """The best setting for each number of lines at one level of escalation."""
        rules = replace(self._rules, no_flag=no_hyphen) if no_hyphen else self._rules
        return {
            lines: Fit.at(level, setting)
            for lines, setting in break_lines(self.points(level), measures, rules, near).items()
        }

    @property
    def _rules(self) -> Rules:
        hj, usual = self.style.hj, Rules()
        return replace(
            usual,
            hyphen_limit=hj.hyphen_limit,
            adjacent=usual.adjacent * hj.evenness / 100,
            rivers=usual.rivers * hj.evenness / 100,
        )

    def without_hyphens_at(self, fit: Fit, measures: Sequence[Mpt], feet: Sequence[int]) -> Fit | None:
        """The same number of lines at the same level, with no hyphen at the end of the given lines (from 1)."""
        key = (tuple(measures), fit.level, frozenset(feet), fit.lines)
        if key not in self._footed:
            found = self._at_level(fit.level, measures, Near(fit.setting.breaks, 0), key[2])
            self._footed[key] = found.get(fit.lines)
        return self._footed[key]


def prepare(voiced: Sequence[tuple[str, Voice]], style: TextStyle, narrowest: Mpt) -> Prepared:
    """Measure text, given as stretches with their voices.

    `narrowest` is the smallest measure it may be set to: a word wider than that may be broken anywhere.
    """
    atoms = tuple(_atoms(voiced, style))
    sums, places = Sums(), [Place(0, 0, False)]
    zero = (0, 0, 0)
    head = atoms[0].word.head if atoms else 0
    sums.add(zero, (head, 0, 0), 0.0, False)
    width = white = letters = 0
    for index, atom in enumerate(atoms):
        if atom.gap:
            if atom.breakable and index:
                tail = atoms[index - 1].word.tail
                after = (width + atom.gap + atom.word.head, white + atom.gap, letters)
                sums.add((width - tail, white, letters), after, 0.0, atoms[index - 1].text[-1] in _HYPHENS)
                places.append(Place(index, 0, False))
            width += atom.gap
            white += atom.gap
        splits = _splits_of(atom, narrowest)
        if index == len(atoms) - 1 and not style.hj.hyphenate_last_word and atom.word.width <= narrowest:
            splits = tuple(split for split in splits if not split.hyphen)
        for split in splits:
            within = letters + atom.voice.size * split.at
            end = (width + split.width + split.hyphen - split.hang, white, within)
            shows = split.hyphen > 0 or atom.text[split.at - 1] in _HYPHENS
            sums.add(end, (width + split.width, white, within), split.cost, shows)
            places.append(Place(index, split.at, split.hyphen > 0))
        width += atom.word.width
        letters += atom.voice.size * atom.word.letters
    tail = atoms[-1].word.tail if atoms else 0
    sums.add((width - tail, white, letters), (width, white, letters), -INFINITE, False)
    places.append(Place(len(atoms), 0, False))
    sums.closing = _closing(atoms, places, sums, style.hj.runt)
    return Prepared(style, atoms, tuple(places), sums)


def _closing(atoms: Sequence[Atom], places: Sequence[Place], sums: Sums, runt: Mpt) -> dict[int, float]:
    """What the last line costs, for each breakpoint where it would cost more than its spaces."""
    costs = {at: _FINAL_HYPHEN for at, place in enumerate(places) if place.hyphen}
    width, white, _ = sums.end[-1]
    for at in range(len(places) - 2, 0, -1):
        before, white_before, _ = sums.start[at]
        if white == white_before and _is_short(atoms, places[at]):
            costs[at] = _RUNT
        elif width - before < runt:
            costs[at] = costs.get(at, 0.0) + _SHORT
        else:
            break
    return costs


def _is_short(atoms: Sequence[Atom], place: Place) -> bool:
    """Whether a short word, or the short end of one, is all that follows."""
    word = atoms[place.atom].text[place.at :] + "".join(atom.text for atom in atoms[place.atom + 1 :])
    return sum(char.isalpha() for char in word) < _RUNT_LETTERS


def _splits_of(atom: Atom, narrowest: Mpt) -> tuple[Split, ...]:
    splits = atom.voice.splits(atom.text)
    if atom.word.width <= narrowest:
        return splits
    edges = [0, *(split.width + split.hyphen for split in splits), atom.word.width]
    widest = max(after - before for before, after in itertools.pairwise(edges))
    if widest <= narrowest:
        return splits
    usual = {split.at: split for split in splits}
    return tuple(usual.get(split.at, split) for split in atom.voice.emergency_splits(atom.text))


def _atoms(voiced: Sequence[tuple[str, Voice]], style: TextStyle) -> list[Atom]:
    """Words with the white space before each; a word may be in several voices, and then is several atoms."""
    atoms: list[Atom] = []
    gap, breakable = 0, True
    for text, voice in voiced:
        space = voice.space * style.hj.word_spacing[1] // 100
        for part in _SPACES.split(text):
            if not part:
                continue
            if part[0] in " \u00a0\u202f\u2009\t\n":
                breakable = any(char in " \t\n\u2009" for char in part)
                gap = space if breakable or "\u00a0" in part else round(space * _NARROW_SPACE)
                continue
            atoms.append(Atom(voice, part, voice.word(part), gap if atoms else 0, breakable))
            gap, breakable = 0, True
    return atoms


def width_of(voiced: Sequence[tuple[str, Voice]], style: TextStyle) -> Mpt:
    """The width of text on one line, without looking where it may be broken: a third of the work of `prepare`."""
    return sum(atom.gap + atom.word.width for atom in _atoms(voiced, style))


def natural_width(prepared: Prepared) -> Mpt:
    """The width of the whole paragraph on one line."""
    return prepared.length


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
