"""Runs of text in a style → a prepared paragraph → its best setting in each number of lines.

Preparing measures the words once; the numbers then go to `linebreak`. Only what needs it is escalated: first plain word
spaces, then glyph scaling, then letter spacing too (LuaMetaTeX's `\\parpasses` work in this order).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from epaper.model.story import Runs
from epaper.model.style import HJ, TextStyle
from epaper.typeset.linebreak import FILL, INFINITE, Breakpoints, Rules, Setting, break_lines
from epaper.typeset.words import Split, Voice, Word
from epaper.units import Mpt

PLAIN, SCALED, TRACKED, EMERGENCY = range(4)
"""The levels of escalation: spaces alone; glyph scaling with them; letter spacing as well; all of it beyond limits."""

_LEVEL_COST = (0.0, 400.0, 1_500.0, 5_000.0)
"""Demerits a line for each level, so that a paragraph that can be set plain is."""
_GOOD = 1.35
"""A setting whose lines all stay within this ratio needs no escalation: no space is far over its maximum."""
_NARROW_SPACE = 0.6
"""A narrow no-break space's share of the font's space."""
_HYPHENS = "-‐"
"""At a line's end these count towards a ladder, whoever put them there."""
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

    @property
    def lines(self) -> int:
        return self.setting.lines

    @property
    def worst(self) -> float:
        """The loosest line's ratio, the last line apart."""
        return max(self.setting.ratios[:-1], default=0.0)


@dataclass(slots=True, eq=False)
class Prepared:
    """A paragraph measured and ready to break. Immutable but for what it remembers."""

    style: TextStyle
    atoms: tuple[Atom, ...]
    places: tuple[Place, ...]
    _sums: _Sums
    _points: dict[int, Breakpoints] = field(default_factory=dict)
    _fits: dict[tuple[Mpt, ...], dict[int, Fit]] = field(default_factory=dict)
    _footed: dict[tuple[tuple[Mpt, ...], int, frozenset[int]], dict[int, Fit]] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not self.atoms

    @property
    def widest(self) -> Mpt:
        """The widest stretch that cannot be broken, in millipoints."""
        return max((atom.word.width for atom in self.atoms), default=0)

    def fits(self, measures: Sequence[Mpt]) -> dict[int, Fit]:
        """The best way to set the paragraph for each possible number of lines.

        `measures` is the width of each line, the last standing for the rest.
        """
        key = tuple(measures)
        known = self._fits.get(key)
        if known is None:
            known = self._fits[key] = self._find_fits(key)
        return known

    def points(self, level: int) -> Breakpoints:
        """The breakpoints with their stretch and shrink at a level of escalation."""
        known = self._points.get(level)
        if known is None:
            known = self._points[level] = self._sums.breakpoints(self.style, level)
        return known

    def _find_fits(self, measures: Sequence[Mpt]) -> dict[int, Fit]:
        found = self._at_level(PLAIN, measures)
        if self.style.align != "justify":
            return found
        for level in (SCALED, TRACKED, EMERGENCY):
            best = min(found.values(), key=lambda fit: fit.cost)
            near = [fit for fit in found.values() if abs(fit.lines - best.lines) <= 1]
            if all(fit.worst <= _GOOD for fit in near):
                break
            if level == SCALED and best.worst <= _GOOD:
                continue  # only the looser and tighter variants want help: give them all there is
            for lines, fit in self._at_level(level, measures).items():
                known = found.get(lines)
                if known is None or (known.worst > _GOOD and fit.cost < known.cost):
                    found[lines] = fit
            if best.worst <= _GOOD:
                break
        return found

    def _at_level(self, level: int, measures: Sequence[Mpt], no_hyphen: frozenset[int] = frozenset()) -> dict[int, Fit]:
        """The best setting for each number of lines at one level of escalation."""
        hj = self.style.hj
        rules = Rules(hyphen_limit=hj.hyphen_limit, runt=hj.runt, no_flag=no_hyphen)
        return {
            lines: Fit(setting, level, setting.demerits + _LEVEL_COST[level] * lines)
            for lines, setting in break_lines(self.points(level), measures, rules).items()
        }

    def without_hyphens_at(self, fit: Fit, measures: Sequence[Mpt], feet: Sequence[int]) -> Fit | None:
        """The same number of lines at the same level, with no hyphen at the end of the given lines (from 1)."""
        key = (tuple(measures), fit.level, frozenset(feet))
        if key not in self._footed:
            self._footed[key] = self._at_level(fit.level, measures, key[2])
        return self._footed[key].get(fit.lines)


@dataclass(slots=True)
class _Sums:
    """Running sums at each breakpoint, before and after it: width, white space, and letter gaps × size."""

    end: list[tuple[Mpt, Mpt, Mpt]] = field(default_factory=list)
    start: list[tuple[Mpt, Mpt, Mpt]] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    flagged: list[bool] = field(default_factory=list)

    def add(self, end: tuple[Mpt, Mpt, Mpt], start: tuple[Mpt, Mpt, Mpt], cost: float, flagged: bool) -> None:
        self.end.append(end)
        self.start.append(start)
        self.cost.append(cost)
        self.flagged.append(flagged)

    def breakpoints(self, style: TextStyle, level: int) -> Breakpoints:
        """Stretch and shrink from the style's H&J; ragged text stretches at the line's end alone."""
        if style.align == "justify":
            stretches = [_elastic(style, level, sums) for sums in self.end]
            starts = [_elastic(style, level, sums) for sums in self.start]
        else:
            stretches = [(float(style.hj.hyphenation_zone), 0.0, 0.0)] * len(self.end)
            starts = [(0.0, 0.0, 0.0)] * len(self.start)
        stretches[-1] = (stretches[-1][0] + FILL, *stretches[-1][1:])
        return Breakpoints(
            end_width=[width for width, _, _ in self.end],
            start_width=[width for width, _, _ in self.start],
            end_stretch=[stretch for stretch, _, _ in stretches],
            start_stretch=[stretch for stretch, _, _ in starts],
            end_shrink=[shrink for _, shrink, _ in stretches],
            start_shrink=[shrink for _, shrink, _ in starts],
            end_give=[give for _, _, give in stretches],
            start_give=[give for _, _, give in starts],
            cost=self.cost,
            flagged=self.flagged,
        )


def _elastic(style: TextStyle, level: int, sums: tuple[Mpt, Mpt, Mpt]) -> tuple[float, float, float]:
    """(stretch, shrink, give) that so much text has at a level."""
    width, white, letters = sums
    limits = limits_at(style.hj, level)
    inked = width - white
    return (
        white * limits.open_space,
        white * limits.tight_space + inked * limits.narrow + letters * limits.tight_letters,
        inked * limits.wide + letters * limits.open_letters,
    )


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a line may go, as shares: spaces of their wanted width, glyphs of theirs, letter gaps of the size."""

    tight_space: float
    open_space: float
    narrow: float = 0.0
    wide: float = 0.0
    tight_letters: float = 0.0
    open_letters: float = 0.0


@lru_cache(maxsize=256)
def limits_at(hj: HJ, level: int) -> Limits:
    """The limits that a style's H&J settings give a paragraph at a level of escalation."""
    low, desired, high = hj.word_spacing
    spaces = ((desired - low) / desired, (high - desired) / desired)
    if level == PLAIN:
        return Limits(*spaces)
    beyond = hj.emergency / 100 if level == EMERGENCY else 1.0
    scaling = tuple(abs(limit - 100) / 100 * beyond for limit in hj.glyph_scaling)
    if level == SCALED:
        return Limits(*spaces, *scaling)
    letters = tuple(abs(limit) / 100 * beyond for limit in hj.letter_spacing)
    return Limits(spaces[0] * min(beyond, 1.25), spaces[1], *scaling, *letters)


def prepare(voiced: Sequence[tuple[str, Voice]], style: TextStyle, narrowest: Mpt) -> Prepared:
    """Measure text, given as stretches with their voices.

    `narrowest` is the smallest measure it may be set to: a word wider than that may be broken anywhere.
    """
    atoms = tuple(_atoms(voiced, style))
    sums, places = _Sums(), [Place(0, 0, False)]
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
        for split in _splits_of(atom, narrowest):
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
    return Prepared(style, atoms, tuple(places), sums)


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


def natural_width(prepared: Prepared) -> Mpt:
    """The width of the whole paragraph on one line."""
    return sum(atom.gap + atom.word.width for atom in prepared.atoms)


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
