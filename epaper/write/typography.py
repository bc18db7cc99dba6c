"""Finished pages → how evenly their body text is set: spaces, hyphens, lone lines, level legs, by story and by page.

Everything is read from the display list, as a reader's eye would: a space is the white between two words, against the
width that the font gives its own.
"""

from __future__ import annotations

import json
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from epaper.display.items import GlyphRun
from epaper.display.page import Document, Page, Zone
from epaper.fonts.face import open_face
from epaper.units import Mpt
from epaper.value import Value, named

_MEASURED = frozenset({"body", "list-item", "quote"})
_HYPHENS = "-‐"
_SPACED = 0.004
"""Letter spacing, in em, from which a line counts as letterspaced."""
_RUNT_LETTERS = 4
_ON_GRID = 300
"""Millipoints that a baseline may be off the grid."""


class Typography(Value):
    """How a story, a page or an edition is set. `spaces_*` are word spaces as shares of the font's own, by the mean of
    each line but the last of a paragraph; `over_*` and `under_*` the share of lines in %. `scaling` is the narrowest
    and widest glyph scaling in %, `tracking` the tightest and most open letter spacing in % of the size. `ladder` is
    the longest row of lines that end in a hyphen."""

    lines: int
    paragraphs: int
    spaces_mean: float
    spaces_deviation: float
    over_133: float
    over_150: float
    over_200: float
    under_80: float
    under_75: float
    scaling: tuple[float, float]
    tracking: tuple[float, float]
    tracked: float
    hyphens: float
    ladder: int
    widows: int
    orphans: int
    runts: int
    stories: int
    level: int
    off_grid: int


class StoryTypography(Value):
    """The typography of a story's part on one page."""

    page: int
    box: str
    slug: str
    figures: Typography


class Measured(Value):
    """An edition's typography: of each story, of each page (by its number), and of all of it."""

    stories: tuple[StoryTypography, ...]
    pages: tuple[tuple[int, Typography], ...]
    whole: Typography


class _Line(Value):
    """What is counted of one line. `space` is 0 where it has one word; `piece` numbers a paragraph's part in a leg."""

    y: Mpt
    leg: Mpt
    paragraph: int
    piece: int
    space: float
    scale: float
    tracking: float
    hyphen: bool
    word: str
    first: bool
    last: bool


class _Piece(Value):
    """A story's lines on one page, and what is counted of the story as a whole."""

    page: int
    box: str
    slug: str
    lines: tuple[_Line, ...]


def measure(document: Document) -> Measured:
    """The typography of finished pages."""
    pieces = [piece for page in document.pages for piece in _pieces(page)]
    pages = [(number, list(group)) for number, group in groupby(pieces, key=lambda piece: piece.page)]
    return Measured(
        tuple(StoryTypography(each.page, each.box, each.slug, _figures([each])) for each in pieces),
        tuple((number, _figures(group)) for number, group in pages),
        _figures(pieces),
    )


def typography_json(measured: Measured) -> str:
    """The figures as JSON text."""
    report = {
        "version": 1,
        "edition": named(measured.whole),
        "pages": [{"page": number, **named(figures)} for number, figures in measured.pages],
        "stories": [
            {"page": each.page, "box": each.box, "slug": each.slug, **named(each.figures)} for each in measured.stories
        ],
    }
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def _pieces(page: Page) -> Iterable[_Piece]:
    zones: dict[tuple[str, str], list[Zone]] = defaultdict(list)
    for zone in page.zones:
        if zone.role in _MEASURED and zone.slug:
            zones[zone.box, zone.slug].append(zone)
    for (box, slug), of_story in zones.items():
        lines = tuple(_lines(of_story))
        if lines:
            yield _Piece(page.number, box, slug, lines)


def _lines(zones: Sequence[Zone]) -> Iterable[_Line]:
    paragraph = -1
    for number, zone in enumerate(zones):
        paragraph += not zone.continues or paragraph < 0
        goes_on = number + 1 < len(zones) and zones[number + 1].continues
        rows: dict[Mpt, list[GlyphRun]] = defaultdict(list)
        for item in zone.items:
            if isinstance(item, GlyphRun):
                rows[item.y].append(item)
        ys = sorted(rows)
        for y in ys:
            first = y == ys[0] and not zone.continues
            last = y == ys[-1] and not goes_on
            yield _line(rows[y], (y, zone.rect.x), (paragraph, number), first, last)


def _line(runs: Sequence[GlyphRun], place: tuple[Mpt, Mpt], numbers: tuple[int, int], first: bool, last: bool) -> _Line:
    gaps = natural = 0.0
    for run in runs:
        face = open_face(run.face)
        own = face.space * run.size / face.upem
        spaces = [gap for gap in run.gaps if gap]
        gaps += sum(spaces)
        natural += own * len(spaces)
    text = "".join(run.text for run in runs)
    end = runs[-1]
    shown = end.words[-1].text
    words = text.split()
    return _Line(
        y=place[0],
        leg=place[1],
        paragraph=numbers[0],
        piece=numbers[1],
        space=gaps / natural if natural else 0.0,
        scale=end.scale / 10,
        tracking=100 * end.tracking / end.size,
        hyphen=end.hyphen or (len(shown) > 1 and shown[-1] in _HYPHENS and shown[-2].isalpha()),
        word=words[0] if len(words) == 1 else "",
        first=first,
        last=last,
    )


def _figures(pieces: Sequence[_Piece]) -> Typography:
    every = [line for piece in pieces for line in piece.lines]
    justified = [line for line in every if not line.last]
    spaces = [line.space for line in justified if line.space]
    lone = [_lone(piece.lines) for piece in pieces]
    return Typography(
        lines=len(every),
        paragraphs=sum(line.last for line in every),
        spaces_mean=round(statistics.fmean(spaces), 3) if spaces else 1.0,
        spaces_deviation=round(statistics.pstdev(spaces), 3) if spaces else 0.0,
        over_133=_share(space > 4 / 3 for space in spaces),
        over_150=_share(space > 1.5 for space in spaces),
        over_200=_share(space > 2 for space in spaces),
        under_80=_share(space < 0.8 for space in spaces),
        under_75=_share(space < 0.75 for space in spaces),
        scaling=_extremes([line.scale for line in every], 100.0),
        tracking=_extremes([line.tracking for line in every], 0.0),
        tracked=_share(abs(line.tracking) > 100 * _SPACED for line in justified),
        hyphens=_share(line.hyphen for line in justified),
        ladder=max((_ladder(piece.lines) for piece in pieces), default=0),
        widows=sum(widows for widows, _ in lone),
        orphans=sum(orphans for _, orphans in lone),
        runts=sum(line.last and not line.first and _is_runt(line.word) for line in every),
        stories=len(pieces),
        level=sum(_level(piece.lines) for piece in pieces),
        off_grid=sum(
            _off_grid([line for piece in group for line in piece.lines])
            for _, group in groupby(pieces, key=lambda piece: piece.page)
        ),
    )


def _share(hits: Iterable[bool]) -> float:
    """Of so many yes and no, the share of yes in %."""
    counted = Counter(hits)
    return round(100 * counted[True] / counted.total(), 2) if counted else 0.0


def _extremes(values: Sequence[float], none: float) -> tuple[float, float]:
    return (round(min(values), 2), round(max(values), 2)) if values else (none, none)


def _is_runt(word: str) -> bool:
    return bool(word) and sum(char.isalpha() for char in word) < _RUNT_LETTERS


def _ladder(lines: Sequence[_Line]) -> int:
    longest = run = 0
    leg = None
    for line in lines:
        run = run + 1 if line.hyphen and not line.last and line.leg == leg else int(line.hyphen and not line.last)
        leg = line.leg
        longest = max(longest, run)
    return longest


def _lone(lines: Sequence[_Line]) -> tuple[int, int]:
    """(widows, orphans): of each paragraph cut by a leg's end, a last or first line alone."""
    widows = orphans = 0
    for _, group in groupby(lines, key=lambda line: line.paragraph):
        counts = [len(list(piece)) for _, piece in groupby(group, key=lambda line: line.piece)]
        if len(counts) > 1:
            widows += counts[-1] == 1
            orphans += counts[0] == 1
    return widows, orphans


def _level(lines: Sequence[_Line]) -> bool:
    feet: dict[Mpt, Mpt] = {}
    for line in lines:
        feet[line.leg] = max(feet.get(line.leg, 0), line.y)
    return max(feet.values()) - min(feet.values()) <= _ON_GRID


def _off_grid(lines: Sequence[_Line]) -> int:
    """Lines of one page that are not on the grid that most of them are on."""
    steps = Counter(later.y - line.y for line, later in pairwise(lines) if line.leg == later.leg)
    if not steps:
        return 0
    leading = steps.most_common(1)[0][0]
    common = Counter(line.y % leading for line in lines).most_common(1)[0][0] if leading > 0 else 0
    off = [abs((line.y - common + leading // 2) % leading - leading // 2) for line in lines] if leading > 0 else []
    return sum(each > _ON_GRID for each in off)
