"""A story's first words → an initial over several lines, and how far in the lines beside it begin.

Its foot stands on the baseline of its last line, its head at the cap height of the first. On the left it is aligned by
eye: by its ink, and letters with little ink there (A, T, O) hang out a little; quotation marks before it hang whole. On
the right the lines follow letters that widen towards their foot (A, L).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from epaper.display.items import GlyphRun
from epaper.flow.stone import Stone, sized
from epaper.fonts.face import open_face
from epaper.fonts.profile import profile
from epaper.model.layout import DropCapSpec
from epaper.model.story import Run, Runs, plain
from epaper.model.style import TextStyle
from epaper.typeset.paragraph import cut
from epaper.units import Mpt
from epaper.value import Value, replace

_HANGING = "‘’“”„‚«»‹›\"'"
"""Marks that stand small before the initial, in the margin."""
_LOW, _MIDDLE = "„‚", "«»‹›"
_SPACES = " \u00a0\u202f\u2009"
_MARK_SHARE = 0.55
"""The size of a mark before the initial, as a share of the initial's …"""
_HANG_SHARE = 0.42
"""… and how much of the gutter it may fill, where a rule may stand in the middle."""
_GAP: Mpt = 3_000
_MARK_GAP: Mpt = 1_000
_OPTICAL, _MOST_OPTICAL = 0.2, 0.05
"""How far an initial hangs out: a share of how far its ink keeps from its leftmost point on the average, at most so
much of its size."""
_OVERSHOOT = 1.04
"""Round letters are as much higher than straight ones, to look alike."""
_SAMPLES = 12
_SHAPED = 0.12
"""Lines follow the initial's shape where it differs by so much of its size from top to foot."""


class DropCap(Value):
    """A set initial: its runs, placed from the left edge and the baseline of its first line, and how far each line
    beside it stands in."""

    runs: tuple[GlyphRun, ...]
    insets: tuple[Mpt, ...]

    def at(self, x: Mpt, y: Mpt) -> list[GlyphRun]:
        """The runs with the first line's left edge at x and its baseline at y."""
        return [run.moved(x, y) for run in self.runs]


def opened(text: str, characters: int) -> tuple[int, int]:
    """Where a text's opening marks end and its initial ends; both at the same place where it has no initial."""
    marks = 0
    while marks < len(text) and text[marks] in _HANGING + _SPACES:
        marks += 1
    end, letters = marks, 0
    while end < len(text) and not text[end].isspace() and letters <= characters:
        letters += not unicodedata.combining(text[end])
        if letters > characters:
            break
        end += 1
    return marks, end if any(char.isalnum() for char in text[marks:end]) else marks


def set_dropcap(stone: Stone, runs: Runs, spec: DropCapSpec, language: str) -> tuple[DropCap, Runs] | None:
    """The initial and the rest of the runs; None where a text does not begin with a letter or a figure."""
    text = plain(runs)
    marks, end = opened(text, spec.characters)
    if end == marks:
        return None
    base = stone.layout.styles.get("drop-cap", stone.style("body"))
    wanted = (spec.lines - 1) * stone.leading + stone.cap
    style = replace(sized(base, round(base.size * wanted / stone.typesetter.cap_height(base))), align="left")
    letters = _capitals(stone, cut(runs, marks, end), style, language)
    _, head = _ink(letters, 0, 2 * wanted)
    if head > wanted * _OVERSHOOT:  # an accent stands on it: it has to keep out of what is above, too
        letters = _capitals(stone, cut(runs, marks, end), sized(style, style.size * wanted // head), language)
    letters = [*letters[:-1], replace(letters[-1], joined=not text[end : end + 1].isspace())]
    hung, shift = _marks(stone, cut(runs, 0, marks), style, wanted, language)
    drop = (spec.lines - 1) * stone.leading
    x = shift - _optical(letters, wanted)
    placed = [run.moved(x, drop) for run in letters]
    gap = _GAP if letters[-1].joined else 2 * _GAP
    insets = _insets(stone, letters, x + gap, spec.lines)
    return DropCap((*hung, *placed), insets), cut(runs, end)


def led_in(runs: Runs, words: int) -> Runs:
    """The runs with so many words in small capitals, the initial's own word the first."""
    text, at = plain(runs), 0
    for _ in range(words):
        while at < len(text) and text[at].isspace():
            at += 1
        while at < len(text) and not text[at].isspace():
            at += 1
    return (*(replace(run, small_caps=True) for run in cut(runs, 0, at)), *cut(runs, at))


def _capitals(stone: Stone, runs: Runs, style: TextStyle, language: str) -> list[GlyphRun]:
    """Letters shown as capitals; their text is the copy's own."""
    capitals = tuple(Run(run.text.upper(), href=run.href, language=run.language) for run in runs)
    line = stone.typesetter.lines(capitals, style, 10**9, language)[0]
    meant, at = plain(runs), 0
    if len(meant) != len(plain(capitals)):
        return list(line.runs)
    shown = []
    for run in line.runs:
        words = []
        for word in run.words:
            words.append(replace(word, text=meant[at : at + len(word.text)]))
            at += len(word.text)
        shown.append(replace(run, words=tuple(words)))
    return shown


def _marks(stone: Stone, runs: Runs, style: TextStyle, height: Mpt, language: str) -> tuple[list[GlyphRun], Mpt]:
    """Quotation marks that hang before an initial of some height, and how far they push it in where they are too wide
    for the margin."""
    said = plain(runs)
    text = said.rstrip(_SPACES)
    if not text:
        return [], 0
    margin = round(stone.layout.grid.gutter * _HANG_SHARE)
    whole = replace(style, hj=replace(style.hj, optical_margin=False))
    line = stone.typesetter.line(text, sized(whole, round(style.size * _MARK_SHARE)), language)
    if line.width > margin:
        least = stone.style("body").size
        size = max(least, round(style.size * _MARK_SHARE * margin / line.width))
        line = stone.typesetter.line(text, sized(whole, size), language)
    low, head = _ink(line.runs, -height, height * 2)
    rise = {True: 0, False: height - head}[text[0] in _LOW]
    if text[0] in _MIDDLE:
        rise = (height - head - low) // 2
    shift = max(0, line.width + _MARK_GAP - margin)
    x, drop = shift - _MARK_GAP - line.width, height - stone.cap
    return [replace(run, x=run.x + x, y=drop - rise, joined=text == said) for run in line.runs], shift


def _ink(runs: Sequence[GlyphRun], low: Mpt, high: Mpt) -> tuple[Mpt, Mpt]:
    """The lowest and the highest ink of runs, in millipoints over the baseline."""
    found = [
        (outline.foot * run.size / face.upem, outline.head * run.size / face.upem)
        for run in runs
        for face in (open_face(run.face),)
        for word in run.words
        for outline in (profile(face, glyph) for glyph in word.ids)
        if outline.pieces
    ]
    return (
        round(max(low, min((foot for foot, _ in found), default=0))),
        round(min(high, max((head for _, head in found), default=0))),
    )


def _edges(runs: Sequence[GlyphRun], low: Mpt, high: Mpt) -> tuple[float, float] | None:
    """The leftmost and rightmost ink of runs between two heights over the baseline, from their left edge."""
    found: list[float] = []
    for run in runs:
        face, x = open_face(run.face), float(run.x)
        scale = run.size / face.upem
        for word in run.words:
            for glyph, advance in zip(word.ids, word.advances, strict=True):
                ink = profile(face, glyph).between(low / scale, high / scale)
                if ink is not None:
                    found += [x + ink[0] * scale, x + ink[1] * scale]
                x += advance * scale
    return (min(found), max(found)) if found else None


def _optical(runs: Sequence[GlyphRun], height: Mpt) -> Mpt:
    """How far left of where it stands an initial looks aligned with the text under it."""
    bands = (_edges(runs, height * at // _SAMPLES, height * (at + 1) // _SAMPLES) for at in range(_SAMPLES))
    lefts = [band[0] for band in bands if band is not None]
    if not lefts:
        return 0
    kept = sum(lefts) / len(lefts) - min(lefts)
    return round(min(lefts) + min(kept * _OPTICAL, runs[0].size * _MOST_OPTICAL))


def _insets(stone: Stone, runs: Sequence[GlyphRun], gap: Mpt, lines: int) -> tuple[Mpt, ...]:
    """How far in each line beside the initial begins; one more where the initial hangs into the line under it."""
    body = stone.style("body")
    foot, _ = _ink(runs, -stone.leading, 0)
    count = lines + (-foot > stone.leading - stone.cap - _MARK_GAP)
    insets: list[Mpt] = []
    for line in range(count):
        base = (lines - 1 - line) * stone.leading
        edges = _edges(runs, base - body.size // 4, base + body.size * 3 // 4)
        inset = round(edges[1]) + gap if edges else 0
        insets.append(max((inset, *insets)))
    if insets[-1] - insets[0] < _SHAPED * runs[0].size:
        return (insets[-1],) * count
    return tuple(insets)
