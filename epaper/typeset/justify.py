"""A prepared paragraph and its line breaks → lines of placed glyphs.

White space that a line must gain or lose goes to its word spaces and glyph scaling, in proportion to their limits; to
letter spacing where those are used up, so that few lines are letterspaced; and what is beyond all limits to the word
spaces again, exact to the millipoint.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from epaper.display.items import GlyphRun, Glyphs
from epaper.fonts.face import open_face
from epaper.model.style import FaceRef, TextStyle
from epaper.typeset.elastic import PLAIN, limits_at
from epaper.typeset.paragraph import Place, Prepared
from epaper.typeset.settings import Fit
from epaper.typeset.words import Voice, Word
from epaper.units import Mpt, split
from epaper.value import Value


class Line(Value):
    """One set line. Runs stand on baseline 0, x counted from the left edge of the measure (hanging marks are outside).

    `spacing` is the mean word space as a share of the wanted one (0 where there is none), `scale` the glyph scaling in
    thousandths, `tracking` the letter spacing in millipoints. `joined` says that the last word goes on in the next
    line; `hyphenated`, that the engine added a hyphen; `last`, that the paragraph ends here.
    """

    runs: tuple[GlyphRun, ...]
    width: Mpt
    measure: Mpt
    spacing: float = 0.0
    scale: int = 1000
    tracking: Mpt = 0
    hyphenated: bool = False
    joined: bool = False
    last: bool = False

    def at(self, x: Mpt, y: Mpt) -> tuple[GlyphRun, ...]:
        """The runs with the measure's left edge at x and the baseline at y."""
        return tuple(run.moved(x, y) for run in self.runs)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


class _Part(NamedTuple):
    """A word or a part of one, as it stands in a line."""

    voice: Voice
    word: Word
    gap: Mpt
    hyphen: bool = False


def set_lines(prepared: Prepared, fit: Fit, measures: Sequence[Mpt], most: int | None = None) -> tuple[Line, ...]:
    """The lines of one fit, or the first of them, `most` at most. `measures` is as for `Prepared.fits`."""
    places = [prepared.places[at] for at in (0, *fit.setting.breaks)]
    lines = []
    for number, (start, end) in enumerate(islice(pairwise(places), most)):
        measure = measures[min(number, len(measures) - 1)]
        parts = _parts_between(prepared, start, end)
        last = number == len(places) - 2
        lines.append(_set_line(parts, prepared.style, measure, fit.level, last, end))
    return tuple(lines)


def _parts_between(prepared: Prepared, start: Place, end: Place) -> list[_Part]:
    parts: list[_Part] = []
    stop = end.atom + (1 if end.at else 0)
    for index in range(start.atom, stop):
        atom = prepared.atoms[index]
        first = start.at if index == start.atom else 0
        until = end.at if index == end.atom and end.at else len(atom.text)
        hyphen = index == end.atom and end.hyphen
        whole = first == 0 and until == len(atom.text)
        word = atom.word if whole else atom.voice.part(atom.text, first, until, hyphen)
        parts.append(_Part(atom.voice, word, atom.gap if parts else 0, hyphen))
    return parts


def _set_line(parts: list[_Part], style: TextStyle, measure: Mpt, level: int, last: bool, end: Place) -> Line:
    if not parts:
        return Line((), 0, measure, last=last)
    head, tail = parts[0].word.head, parts[-1].word.tail
    white = sum([part.gap for part in parts])
    inked = sum([part.word.width for part in parts])
    room = measure - (white + inked - head - tail)
    slack = min(room, 0) if last else room
    if style.align != "justify":
        slack = min(slack, 0)
    scale, tracking = _share_of_glyphs(parts, (white, inked), style, slack, level)
    widths = [_widths(part, scale, tracking) for part in parts]
    gaps = _gaps(parts, measure + head + tail - sum(map(sum, widths)) if slack else None)
    x = -head
    if style.align in ("right", "center") and room > 0:
        x += room if style.align == "right" else room // 2
    runs = _runs(parts, widths, gaps, scale, tracking, x, end)
    return Line(
        runs=tuple(runs),
        width=_extent(runs) - head - tail,
        measure=measure,
        spacing=sum(gaps) / white if white else 0.0,
        scale=scale,
        tracking=tracking,
        hyphenated=end.hyphen,
        joined=bool(end.at),
        last=last,
    )


def _share_of_glyphs(
    parts: list[_Part], natural: tuple[Mpt, Mpt], style: TextStyle, slack: Mpt, level: int
) -> tuple[int, Mpt]:
    """The glyph scaling (thousandths) and letter spacing (millipoints) with which a line takes up its slack. `natural`
    is the width of its white space and of its words."""
    if not slack or level == PLAIN:
        return 1000, 0
    limits = limits_at(style.hj, level)
    white, inked = natural
    letters = sum([part.word.letters * part.voice.size for part in parts])
    if slack > 0:
        sign, space, scaling, spacing = 1, limits.open_space, limits.wide, limits.open_letters
    else:
        sign, space, scaling, spacing = -1, limits.tight_space, limits.narrow, limits.tight_letters
    glyphs = white * space + inked * scaling
    scaled = _share(abs(slack), glyphs)
    spaced = _share(abs(slack) - glyphs, letters * spacing)
    size = parts[0].voice.size
    return 1000 + sign * round(1000 * scaling * scaled), sign * round(size * spacing * spaced)


def _share(wanted: float, whole: float) -> float:
    """What share of a whole is wanted: none to all of it."""
    return min(max(wanted / whole, 0.0), 1.0) if whole else 0.0


def _gaps(parts: list[_Part], room: Mpt | None) -> list[Mpt]:
    """The white space after each part, so that it fills `room` exactly (None: leave the spaces as they are)."""
    natural = [part.gap for part in parts[1:]]
    if room is None or not any(natural):
        return [*natural, 0]
    return [*split(room, natural), 0]


def _widths(part: _Part, scale: int, tracking: Mpt) -> list[Mpt]:
    """The width of each piece of a part, as scaled and spaced."""
    size, spacing = part.voice.size * scale, tracking + part.voice.tracking
    if scale == 1000 and not spacing and len(part.word.pieces) == 1:
        return [part.word.width]
    return [
        round(glyphs.width * size / (open_face(ref).upem * 1000)) + max(len(glyphs.ids) - 1, 0) * spacing
        for ref, glyphs in part.word.pieces
    ]


def _runs(
    parts: list[_Part], widths: list[list[Mpt]], gaps: list[Mpt], scale: int, tracking: Mpt, x: Mpt, end: Place
) -> list[GlyphRun]:
    """Words of the same voice and face gathered into runs, from left to right, to a line's end."""
    runs: list[GlyphRun] = []
    words: list[Glyphs] = []
    spaces: list[Mpt] = []
    open_key: tuple[Voice, FaceRef] | None = None
    start = x

    def close(*, joined: bool, hyphen: bool = False) -> None:
        if open_key is None:
            return
        voice, ref = open_key
        runs.append(
            GlyphRun(
                x=start,
                y=-voice.rise,
                face=ref,
                size=voice.size,
                words=tuple(words),
                gaps=tuple(spaces),
                width=x - spaces[-1] - start,
                colour=voice.colour,
                scale=scale,
                tracking=tracking + voice.tracking,
                hyphen=hyphen,
                joined=joined,
                href=voice.href,
                language=voice.language,
            )
        )

    for part, its_widths, gap in zip(parts, widths, gaps, strict=True):
        last = len(its_widths) - 1
        for number, (ref, glyphs) in enumerate(part.word.pieces):
            if open_key is None or part.voice is not open_key[0] or (ref is not open_key[1] and ref != open_key[1]):
                close(joined=bool(spaces) and spaces[-1] == 0)
                open_key, words, spaces, start = (part.voice, ref), [], [], x
            words.append(glyphs)
            after = gap if number == last else 0
            spaces.append(after)
            x += its_widths[number] + after
    close(joined=bool(end.at), hyphen=end.hyphen)
    return runs


def _extent(runs: list[GlyphRun]) -> Mpt:
    return runs[-1].x + runs[-1].width - runs[0].x
