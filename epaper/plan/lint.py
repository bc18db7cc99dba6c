"""A layout → what an art director would send back, whatever the copy: warnings, each by the name of its rule.

A rule is a generator of findings and a row in `RULES`. The layout silences a rule under `lint:`, for one box or for the
page. The numbers are those of the trade: 28 to 60 characters a line, legs of 2 to 10 inches (Tim Harrower, "The
Newspaper Designer's Handbook"), 7 pt for type in ink and 9 pt for type left white on newsprint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import permutations

from epaper.errors import Diagnostic, Where
from epaper.model.layout import BoxSpec, BriefsBox, LayoutSpec, PictureSpec, RailBox, StoryBox
from epaper.model.story import Run
from epaper.model.style import TextStyle
from epaper.plan.castoff import LEAST_WRAP
from epaper.plan.grid import Frame, PageGrid, resolve_grid
from epaper.typeset.typesetter import Typesetter
from epaper.units import Mpt, mm, pt, to_mm
from epaper.value import Value

FEWEST, MOST = 28, 60
SHORTEST, LONGEST = mm(51), mm(254)
LEAST_SIZE, LEAST_LIGHT_SIZE = pt(7), pt(9)
_LIGHT = 300
"""Type with less ink than this, in thousandths, is light: it is white, or nearly, on a tint."""
_HEAD_AIR, _CAPTION = 1, 3
"""Lines usually kept free under a headline, and taken by a caption with the white around it."""
_USUAL_WORD = "Administration"
"""Of the long words that titles have every week."""
_ENGLISH = (
    "It is a truth universally acknowledged, that a single man in possession of a good fortune, must be in want of a "
    "wife. However little known the feelings or views of such a man may be on his first entering a neighbourhood, this "
    "truth is so well fixed in the minds of the surrounding families, that he is considered as the rightful property "
    "of some one or other of their daughters."
)


class Finding(Value):
    """What a rule found. `boxes` are those of which any may silence it."""

    message: str
    advice: str
    where: Where | None
    boxes: tuple[BoxSpec, ...] = ()


class Proof(Value):
    """What rules look at: the layout, its boxes' places, and type to measure with."""

    layout: LayoutSpec
    grid: PageGrid
    typesetter: Typesetter

    def characters(self, style: TextStyle, measure: Mpt) -> int:
        """How many characters of usual English, spaces counted, a line holds."""
        width = self.typesetter.prepare((Run(_ENGLISH),), style, 0, "en-GB").length
        return round(measure * len(_ENGLISH) / width)

    def measure(self, frame: Frame, legs: int) -> Mpt:
        """The width of one leg."""
        return (frame.rect.width - (legs - 1) * self.layout.grid.gutter) // legs


def lint(layout: LayoutSpec, typesetter: Typesetter) -> tuple[Diagnostic, ...]:
    """Every warning that the layout does not silence, in the order of its lines. Its fonts must be there."""
    grid = resolve_grid(layout, typesetter.cap_height(layout.style("body")))
    proof = Proof(layout, grid, typesetter)
    found = [
        Diagnostic("warning", name, each.message, each.where, f"{each.advice} [{name}]")
        for name, rule in RULES.items()
        if name not in layout.lint
        for each in rule(proof)
        if not any(name in box.lint for box in each.boxes)
    ]
    return tuple(sorted(found, key=_place))


def _place(found: Diagnostic) -> tuple[str, int, int]:
    where = found.where
    return (where.file, where.line or 0, where.column or 0) if where else ("", 0, 0)


def _measure(proof: Proof) -> Iterator[Finding]:
    """Legs so narrow that words gape, or so wide that the eye loses the next line."""
    for frame in proof.grid.frames:
        legs, name = _text_of(frame)
        if not legs:
            continue
        count = proof.characters(proof.layout.style(name), proof.measure(frame, legs))
        if not FEWEST <= count <= MOST:
            message = f'a line of "{frame.box.name}" holds {count} characters of {name}'
            yield Finding(message, f"{FEWEST} to {MOST} read well", frame.box.where, (frame.box,))


def _text_of(frame: Frame) -> tuple[int, str]:
    """How many legs of running text a box has, and in which style."""
    options = frame.box.options
    match options:
        case StoryBox():
            return options.legs or len(frame.columns), options.body
        case BriefsBox():
            return options.legs or len(frame.columns), "body"
        case RailBox():
            return 1, "rail-teaser"
    return 0, ""


def _tombstone(proof: Proof) -> Iterator[Finding]:
    """Heads of one size at one height, with nothing between them: they read as one line."""
    for left, right, _ in _neighbours(proof.layout):
        one, other = left.options, right.options
        if not isinstance(one, StoryBox) or not isinstance(other, StoryBox):
            continue
        size = proof.layout.style(one.headline.style).size
        same = size == proof.layout.style(other.headline.style).size and one.tint == other.tint
        if same and left.row == right.row:
            message = f'the heads of "{left.name}" and "{right.name}" stand side by side in one size, {_pt(size)}'
            yield Finding(message, "take one of another size, or tint one box", right.where, (left, right))


def _leg_length(proof: Proof) -> Iterator[Finding]:
    """Legs that are mere stubs, or so long that the reader will not climb back up."""
    for frame in proof.grid.frames:
        options = frame.box.options
        if not isinstance(options, StoryBox):
            continue
        longest, shortest = _legs_of(proof, frame, options)
        if longest > LONGEST:
            advice = f"at most {_mm(LONGEST)}: part the box in two, or break the text with subheads"
            message = f'the legs of "{frame.box.name}" are {_mm(longest)} long'
            yield Finding(message, advice, frame.box.where, (frame.box,))
        if shortest < SHORTEST:
            under = " under the picture" if options.picture else ""
            message = f'the legs of "{frame.box.name}" are {_mm(shortest)} long{under}'
            advice = f"at least {_mm(SHORTEST)}: a deeper row, or less above the text"
            yield Finding(message, advice, frame.box.where, (frame.box,))


def _legs_of(proof: Proof, frame: Frame, box: StoryBox) -> tuple[Mpt, Mpt]:
    """The longest and the shortest leg, under the shortest headline and the shallowest picture that may be made."""
    line = proof.layout.grid.baseline
    head = proof.layout.style(box.headline.style).leading * box.headline.lines[0]
    below = frame.lines - -(-head // line) - _HEAD_AIR
    legs = box.legs or len(frame.columns)
    over, depth = 0, 0
    if box.picture:
        over = box.picture.legs or legs
        depth = _shallowest(proof, box.picture, _over(proof, frame, legs, over))
    longest = below if over < legs else below - depth
    return max(0, longest) * line, max(0, below - depth) * line


def _wrap(proof: Proof) -> Iterator[Finding]:
    """Pictures inside a leg, or astride two, that are too shallow for text to run around."""
    for frame in proof.grid.frames:
        options = frame.box.options
        if not isinstance(options, StoryBox):
            continue
        for picture in options.pictures:
            whole = _over(proof, frame, options.legs or len(frame.columns), picture.legs)
            width = picture.width.resolve(whole=whole) if picture.width else whole
            lines = _shallowest(proof, picture, width)
            if width < whole and lines < LEAST_WRAP:
                message = f'the picture in "{frame.box.name}" may be {lines} lines deep: no text runs around it'
                advice = f"at least {LEAST_WRAP} lines: a wider picture, or one as wide as its legs"
                yield Finding(message, advice, frame.box.where, (frame.box,))


def _over(proof: Proof, frame: Frame, legs: int, count: int) -> Mpt:
    """The width of so many of the legs; of all of them for 0."""
    over = min(count or legs, legs)
    return over * proof.measure(frame, legs) + (over - 1) * proof.layout.grid.gutter


def _shallowest(proof: Proof, picture: PictureSpec, width: Mpt) -> int:
    """The least depth of a picture with its caption, in lines."""
    shape = (picture.aspect or 1.5) * 100 / picture.depth[0]
    return -(-round(width / shape) // proof.layout.grid.baseline) + _CAPTION


def _rail_width(proof: Proof) -> Iterator[Finding]:
    """Rails whose titles hang out, for titles are not divided."""
    for frame in proof.grid.frames:
        options = frame.box.options
        if not isinstance(options, RailBox):
            continue
        words = [("rail-head", _USUAL_WORD), *(("rail-title", word) for word in options.title.split())]
        for name, word in words:
            style = proof.layout.style(name)
            width = proof.typesetter.prepare((Run(word),), style, 0).length
            if width > frame.rect.width and not style.hj.hyphenate:
                message = (
                    f'"{word}" in {name} is {_mm(width)} wide, the rail "{frame.box.name}" {_mm(frame.rect.width)}'
                )
                yield Finding(message, "a wider rail, or smaller titles", frame.box.where, (frame.box,))


def _small_type(proof: Proof) -> Iterator[Finding]:
    """Type that breaks up on newsprint, and light type that fills in."""
    for style in proof.layout.styles.values():
        where = proof.layout.places.get(("styles", style.name), proof.layout.where)
        if style.size < LEAST_SIZE:
            yield Finding(f"the style {style.name} is {_pt(style.size)}", f"newsprint holds {_pt(LEAST_SIZE)}", where)
        elif style.colour.ink < _LIGHT and style.size < LEAST_LIGHT_SIZE:
            message = f"the style {style.name} is light type of {_pt(style.size)}"
            yield Finding(message, f"on a tint it fills in under {_pt(LEAST_LIGHT_SIZE)}", where)


def _gutters(proof: Proof) -> Iterator[Finding]:
    """Boxes further apart than the gutter, and nobody says that it is meant."""
    frames = {frame.box.name: frame for frame in proof.grid.frames}
    for left, right, cells in _neighbours(proof.layout):
        if cells:
            white = frames[right.name].rect.x - frames[left.name].rect.right
            message = f'the white between "{left.name}" and "{right.name}" is {_mm(white)}'
            advice = f"the gutter is {_mm(proof.layout.grid.gutter)}; if it is meant, make it a blank box"
            yield Finding(message, advice, right.where, (left, right))


def _off_grid(proof: Proof) -> Iterator[Finding]:
    """Legs between the page's columns, and rows that are no whole lines."""
    for frame in proof.grid.frames:
        legs, _ = _text_of(frame)
        columns = len(frame.columns)
        spanned = isinstance(frame.box.options, StoryBox) and frame.box.options.spans
        if legs and columns % legs and legs % columns and not spanned:
            message = f'the {legs} legs of "{frame.box.name}" stand on none of its {columns} columns'
            yield Finding(message, f"as many legs as columns, or {_divisors(columns)}", frame.box.where, (frame.box,))
    line = proof.layout.grid.baseline
    for at, row in enumerate(proof.layout.grid.rows):
        if row.unit == "mpt" and round(row.value) % line:
            where = proof.layout.places.get(("grid", "rows", at), proof.layout.where)
            count = -(-round(row.value) // line)
            message = f"a row of {_mm(round(row.value))} is {row.value / line:.1f} lines of the grid"
            yield Finding(message, f"it is made {count}: write {count} lines", where)


RULES: Mapping[str, Callable[[Proof], Iterator[Finding]]] = {
    "measure": _measure,
    "tombstone": _tombstone,
    "leg-length": _leg_length,
    "wrap": _wrap,
    "rail-width": _rail_width,
    "small-type": _small_type,
    "gutters": _gutters,
    "off-grid": _off_grid,
}


def _neighbours(layout: LayoutSpec) -> Iterator[tuple[BoxSpec, BoxSpec, int]]:
    """Boxes side by side, left and right, with no box between them, and how many empty columns there are."""
    for left, right in permutations(layout.boxes, 2):
        cells = right.column - left.column - left.columns
        shared = range(max(left.row, right.row), min(left.row + left.rows, right.row + right.rows))
        if cells >= 0 and shared and not any(_between(left, right, shared, box) for box in layout.boxes):
            yield left, right, cells


def _between(left: BoxSpec, right: BoxSpec, rows: range, box: BoxSpec) -> bool:
    across = left.column + left.columns <= box.column < right.column
    return across and box.row < rows.stop and box.row + box.rows > rows.start


def _divisors(columns: int) -> str:
    found = [str(each) for each in range(1, columns) if columns % each == 0]
    return " or ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def _mm(length: Mpt) -> str:
    return f"{to_mm(length):.3g} mm"


def _pt(length: Mpt) -> str:
    return f"{length / 1000:g}pt"
