"""Shapes of a box and versions of its copy → the pair that fills best at the least cost, with its filling.

Every pair is reckoned from its capacity and the copy's length; the most promising are filled exactly, and the cheapest
is taken. So all levers are weighed against each other, none before another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from heapq import nsmallest
from math import copysign

from epaper.flow.block import Block, settle_blocks
from epaper.flow.blocks import FlowPart
from epaper.flow.fill import ORPHAN, Filled, fill
from epaper.flow.level import best_foot
from epaper.flow.shapes import Shape
from epaper.flow.versions import Version
from epaper.model.story import Story
from epaper.plan.castoff import LAST_LINE
from epaper.units import Mpt
from epaper.value import Value, replace

_DRIFT_COST = 6e5
"""What each line squared between capacity and copy is reckoned to cost, shared among the paragraphs."""
_BEYOND_COST = 1e9
"""What each line is reckoned to cost that looser or tighter paragraphs will hardly make up."""
_LOST_BEYOND = 4
"""How much more each line that is lost so."""
_LOOSER, _TIGHTER = 0.7, 0.25
"""How many paragraphs of one can be set a line longer, and a line shorter."""
_HOPELESS = 10
"""With so many lines too many in every way, copy is left over; with so many too few, white is left, and only so much is
done to hide it …"""
_WHITE_DEPTH_COST = 5e5
"""… as this, for each line of the box's depth."""
_WHITE_COST = 3e7
"""What a line left white at the box's foot may cost in spacing before white is the lesser evil …"""
_WHITE_ALLOWED = 4e5
"""… and where the layout allows white."""
_LOST = 4e9
"""Copy that is not printed is worse than some lines of white."""
_NEARLY = 4
"""Copy over by no more lines is worth trying everything."""
_STILL = 0.5
"""What share of its cost filling has with letters spaced a little at the least."""
_TRIED = 4
_TRIED_HARD = 24


class Draft(Value, dict=True):
    """A version of the copy: about how many lines of a measure it has, in how many paragraphs; its blocks, which `make`
    makes when they are wanted; and how many lines of white these may have more than they want, at `give_cost` each."""

    version: Version
    lines: int
    measure: Mpt
    paragraphs: int
    make: Callable[[], tuple[FlowPart, ...]]
    give: int = 0
    give_cost: float = 0.0

    @cached_property
    def parts(self) -> tuple[FlowPart, ...]:
        return self.make()

    def lines_at(self, measure: Mpt) -> int:
        """Its length in lines of another measure: of every paragraph about half a line is white, however wide it is."""
        if measure == self.measure:
            return self.lines
        white = LAST_LINE * self.paragraphs
        return round((self.lines - white) * self.measure / measure + white)

    @property
    def blocks(self) -> list[Block]:
        return [part.block for part in self.parts]


class Choice(Value):
    """What was chosen, and what else would have filled the box, each in words. `room` is the lines that the shape held
    before its legs were shortened to the copy."""

    shape: Shape
    draft: Draft
    filled: Filled
    room: int
    others: tuple[str, ...] = ()

    @property
    def cost(self) -> float:
        return self.shape.cost + self.draft.version.cost + self.filled.cost + (_LOST if self.filled.over else 0.0)

    @property
    def actions(self) -> tuple[str, ...]:
        return (*self.draft.version.actions, *self.shape.actions, *self._white())

    def _white(self) -> Iterator[str]:
        """The white that blocks were given, by how much."""
        given = [each for each in self.filled.placements if each.given]
        blocks = self.draft.blocks
        for under, lines in sorted({(blocks[each.block].gives_under, each.given) for each in given}):
            count = sum(each.given == lines and blocks[each.block].gives_under == under for each in given)
            white = "a line of white" if lines == 1 else f"{lines} lines of white"
            yield f"{white} {'under' if under else 'over'} {'a subhead' if count == 1 else f'{count} subheads'}"

    @property
    def fills(self) -> tuple[str, ...]:
        """In words, how it fills the box; nothing where it does not."""
        return (", ".join(self.actions) or "as it is",) if self.filled.cost < ORPHAN else ()


def length(parts: Sequence[FlowPart], measure: Mpt) -> int:
    """The lines that blocks take at one measure, each set as it sets best."""
    return extents(parts, measure)[-1][1] if parts else 0


def extents(parts: Sequence[FlowPart], measure: Mpt) -> list[tuple[int, int]]:
    """For each block the line that it begins on, and the line after its last, at one measure."""
    settle_blocks([part.block for part in parts], (measure,))
    found: list[tuple[int, int]] = []
    end = after = 0
    for number, part in enumerate(parts):
        block = part.block
        start = end + after + (block.before if number else 0)
        end, after = start + block.prepared.best(block.measures((measure,))).lines, block.after
        found.append((start, end))
    return found


def reckoned(whole: Draft, story: Story) -> int:
    """About how many lines a story is long of which the whole is known: paragraphs in proportion to their letters."""
    gone = 0.0
    for part, (start, end) in zip(whole.parts, extents(whole.parts, whole.measure), strict=True):
        if part.paragraph >= 0:
            before, now = (each.paragraphs[part.paragraph].text for each in (whole.version.story, story))
            gone += (end - start) * (1 - len(now) / len(before))
            gone += part.block.before + part.block.after if not now else 0
    return whole.lines - round(gone)


class _Pair(Value):
    """A shape and a draft; by how many lines the one holds more than the other has."""

    shape: Shape
    draft: Draft
    drift: int

    @property
    def cost(self) -> float:
        """What it costs before it is filled."""
        return self.shape.cost + self.draft.version.cost


def choose(shapes: Sequence[Shape], drafts: Sequence[Draft]) -> Choice:
    """The best pair."""
    pairs = _pairs(shapes, drafts)
    short = all(pair.drift - pair.draft.give > _HOPELESS for pair in pairs)
    long = all(-pair.drift > _HOPELESS for pair in pairs)
    if long:  # a line won by closer letters is none that the copy wants
        pairs = [pair for pair in pairs if not pair.draft.version.spaced]
    rank = _hiding_white if short else _least_over if long else _reckoned
    ranked = nsmallest(_TRIED_HARD, pairs, key=rank)
    tried = _tried(ranked[: 1 if short or long else _TRIED], [])
    nearly = any(-pair.drift <= _NEARLY for pair in ranked)
    if _cheapest(tried).filled.cost >= ORPHAN and nearly and not short:
        tried = _tried(ranked[_TRIED:], tried)
    if _cheapest(tried).filled.cost >= ORPHAN and not long:
        tried += [_filled(pair, poor=True) for pair in ranked[: _TRIED if nearly and not short else 1]]
    chosen = _cheapest(tried)
    others = dict.fromkeys(
        words
        for each in sorted(tried, key=lambda each: each.cost)
        if each.actions != chosen.actions
        for words in each.fills
    )
    return replace(chosen, others=tuple(others))


def cheaper(one: Choice, other: Choice) -> Choice:
    """The cheaper of two choices; the dearer is among its others, if it fills the box."""
    best, second = (one, other) if one.cost <= other.cost else (other, one)
    return replace(best, others=(*best.others, *second.fills))


def _tried(pairs: Sequence[_Pair], before: Sequence[Choice]) -> list[Choice]:
    """Choices, and those of pairs that may yet be cheaper."""
    tried = list(before)
    for pair in pairs:
        alike = len(tried) == 1 and pair.draft is tried[0].draft  # is quickly filled: something to have among others
        if not tried or alike or _least_cost(pair, _cheapest(tried)) < _cheapest(tried).cost:
            tried.append(_filled(pair))
    return tried


def _least_cost(pair: _Pair, best: Choice) -> float:
    """What a pair is going to cost at the least, beside the best that was tried."""
    return pair.cost + (_STILL * best.filled.cost if pair.draft.version.spaced else 0.0)


def _cheapest(tried: Sequence[Choice]) -> Choice:
    return min(tried, key=lambda each: each.cost)


def _pairs(shapes: Sequence[Shape], drafts: Sequence[Draft]) -> list[_Pair]:
    """Each shape with each draft; letters are spaced wider only where the box may hold more, and closer where it may
    hold less."""
    sizes = [(shape, shape.capacity, shape.measure) for shape in shapes]
    return [
        _Pair(shape, draft, drift)
        for draft in drafts
        for shape, capacity, measure in sizes
        if (drift := capacity - draft.lines_at(measure)) * copysign(1, draft.version.spaced) >= -1
        or not draft.version.spaced
    ]


def _reckoned(pair: _Pair) -> float:
    """What a pair is likely to cost, from how far the box and the copy differ."""
    paragraphs, draft = max(1, pair.draft.paragraphs), pair.draft
    borne = round(draft.give_cost * paragraphs / (2 * _DRIFT_COST))  # with more the next line of spacing is the dearer
    given = min(max(0, pair.drift - borne), draft.give)
    drift = pair.drift - given
    beyond = max(0.0, drift - paragraphs * _LOOSER, _LOST_BEYOND * (-drift - paragraphs * _TIGHTER))
    spread = _DRIFT_COST * drift * drift / paragraphs
    return pair.cost + draft.give_cost * given + spread + _BEYOND_COST * beyond


def _hiding_white(pair: _Pair) -> float:
    """What a pair costs where there is far too little copy for the box."""
    depth = pair.drift / max(1, len(pair.shape.legs))
    return pair.cost + _WHITE_DEPTH_COST * depth


def _least_over(pair: _Pair) -> float:
    """What a pair costs where there is far too much copy for the box: all that gives room is taken."""
    return pair.cost - _BEYOND_COST * pair.drift


def _filled(pair: _Pair, *, poor: bool = False) -> Choice:
    filled = fill(pair.draft.blocks, pair.shape.legs, exact=True, poor=poor)
    return Choice(pair.shape, pair.draft, filled, pair.shape.capacity)


def levelled(choice: Choice, *, white: bool) -> Choice:
    """The choice, with its legs shortened alike where that spares spacing more than the white at the foot costs.
    `white` says that white is better than wide spaces."""
    cost = _WHITE_ALLOWED if white else _WHITE_COST
    shape, filled = choice.shape, choice.filled
    if filled.over or not (filled.under or filled.cost > cost):
        return choice
    copy = length(choice.draft.parts, shape.measure)
    ways = [shape.ending(foot) for foot in range(1, shape.foot + 1)]
    best, even = best_foot(choice.draft.blocks, [way.legs for way in ways], copy, filled)
    left = shape.capacity - ways[best].capacity if best is not None else 0
    if best is not None and (filled.under or (left > 0 and even.cost + cost * left < filled.cost)):
        return replace(choice, shape=ways[best], filled=even)
    return choice
