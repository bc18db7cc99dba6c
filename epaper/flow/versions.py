"""A story → the versions of it that may be printed: whole, without what its editor let go, trimmed, or continued.

A version keeps the numbers of the paragraphs: what is left out is emptied, never moved. What is cut is kept word for
word, for the report; what is continued elsewhere is a story of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from epaper.flow.stone import Stone
from epaper.model.story import Paragraph, Runs, Story, plain
from epaper.plan.castoff import KEPT_SHARE
from epaper.typeset.paragraph import cut
from epaper.value import Value, replace

_OPTIONAL_COST = 2e6
_CUT_COST = 6e6
_TRIM_COST = 4e7
"""For each paragraph trimmed from the end, where that is allowed."""
_TRACKING = 0.5
_TRACKING_COST = 4e7
_JUMP_COST = 1.5e7
_MID_PARAGRAPH = 4e6
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]?[^\W\d_a-zà-öø-ÿ])")
_ABBREVIATION = re.compile(r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Sen|Gen|Rep|Gov|Prof|Jr|Sr|No|vs|Lt|Col|Capt)\.)\s+$")


class Version(Value):
    """One way to print the copy: the story as it stands here, what that costs, what was done (`actions`), the words
    left out of the paper (`cut`), what goes on on another page (`rest`), and by how many per cent of their size its
    letters are `spaced` wider."""

    story: Story
    cost: float = 0.0
    actions: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    rest: Story | None = None
    spaced: float = 0.0

    @property
    def entire(self) -> bool:
        """Whether all of the copy stands here."""
        return not self.cut and self.rest is None


class Break(Value):
    """A place where a story may be broken off: before character `at` of paragraph `paragraph`."""

    paragraph: int
    at: int


def shortened(stone: Stone, story: Story) -> list[Version]:
    """The story whole, then without its optional words from the last to the first, then without paragraphs in the
    editor's order, then trimmed from the end, as far as the layout's `fit` allows each."""
    versions = [Version(story)]
    if stone.allows("optional"):
        versions += _without_optional(story, stone.rank("optional"))
        versions += _without_cuts(versions[-1], stone.rank("optional"))
    if stone.allows("trim"):
        versions += _trimmed(versions[-1], story.words, stone.rank("trim"))
    return versions


def tracked(stone: Stone, whole: Version) -> Iterator[tuple[Version, float]]:
    """The story whole with its letters spaced a little wider or closer, in per cent of the size."""
    lever = next((each for each in stone.layout.fit if each.name == "tracking"), None)
    if lever is None:
        return
    most = lever.high or _TRACKING
    for by in (most / 2, -most / 2, most, -most):
        cost = _TRACKING_COST * stone.rank("tracking") * abs(by) / most
        action = f"letters {abs(by):g} % {'wider' if by > 0 else 'closer'}"
        yield replace(whole, cost=whole.cost + cost, actions=(*whole.actions, action), spaced=by), by


def _without_optional(story: Story, rank: float) -> Iterator[Version]:
    marks = [
        (number, at)
        for number, paragraph in enumerate(story.paragraphs)
        for at, run in enumerate(paragraph.runs)
        if run.optional and (at == 0 or not paragraph.runs[at - 1].optional)
    ]
    paragraphs = list(story.paragraphs)
    cuts: list[str] = []
    for count, (number, at) in enumerate(reversed(marks), start=1):
        kept, words = _without_mark(paragraphs[number].runs, at)
        paragraphs[number] = replace(paragraphs[number], runs=kept)
        cuts.insert(0, words)
        yield Version(
            replace(story, paragraphs=tuple(paragraphs)),
            _OPTIONAL_COST * rank * count,
            (f"{count} optional passage{'s' if count > 1 else ''} cut",),
            tuple(cuts),
        )


def _without_mark(runs: Runs, at: int) -> tuple[Runs, str]:
    """The runs without the optional ones from `at` on, and their words; no space is left before a full stop."""
    end = at
    while end < len(runs) and runs[end].optional:
        end += 1
    before, after = list(runs[:at]), list(runs[end:])
    following = plain(tuple(after))
    if before and (not following or following[0] in " \u00a0.,;:!?…)]”’»"):
        before[-1] = replace(before[-1], text=before[-1].text.rstrip(" "))
    return tuple(run for run in (*before, *after) if run.text), plain(runs[at:end]).strip()


def _without_cuts(base: Version, rank: float) -> Iterator[Version]:
    """Paragraphs with a place in the order of cutting, 1 first; those of one number go together."""
    order = sorted({each.cut for each in base.story.paragraphs if each.cut})
    for count, number in enumerate(order, start=1):
        gone = [each for each in base.story.paragraphs if 0 < each.cut <= number]
        left = tuple(each.emptied() if 0 < each.cut <= number else each for each in base.story.paragraphs)
        yield Version(
            replace(base.story, paragraphs=left),
            base.cost + _CUT_COST * rank * count,
            (*base.actions, f"{_paragraphs(len(gone))} cut in the editor's order"),
            (*base.cut, *(each.text for each in gone)),
        )


def _trimmed(base: Version, words: int, rank: float) -> Iterator[Version]:
    paragraphs = list(base.story.paragraphs)
    left = sum(len(each.text.split()) for each in paragraphs)
    gone: list[str] = []
    for number in range(len(paragraphs) - 1, 0, -1):
        text = paragraphs[number].text
        left -= len(text.split())
        if left < words * KEPT_SHARE:
            return
        if not text:
            continue
        paragraphs[number] = paragraphs[number].emptied()
        gone.insert(0, text)
        if number and paragraphs[number - 1].kind == "subhead":
            continue
        yield Version(
            replace(base.story, paragraphs=tuple(paragraphs)),
            base.cost + _TRIM_COST * rank * len(gone),
            (*base.actions, f"{_paragraphs(len(gone))} trimmed from the end"),
            (*base.cut, *gone),
        )


def _paragraphs(count: int) -> str:
    return f"{count} paragraph{'s' if count > 1 else ''}"


def breaks(story: Story) -> list[Break]:
    """Where a story may break off by its sense: at a paragraph's end, and at the end of a sentence of the text."""
    found = []
    for number, paragraph in enumerate(story.paragraphs):
        if number and story.paragraphs[number - 1].kind != "subhead" and paragraph.text:
            found.append(Break(number, 0))
        if paragraph.kind == "body":
            text = paragraph.text
            ends = [match.end() for match in _SENTENCE_END.finditer(text)]
            found += [Break(number, end) for end in ends if not _ABBREVIATION.search(text[:end])]
    return found


def broken_off(base: Version, where: Break, page: int, rank: float) -> Version:
    """The version that stops at a break and goes on on another page."""
    before, after = _divided(base.story.paragraphs, where)
    rest = replace(base.story, paragraphs=after, dateline="", byline="", kicker="", deck=(), pictures=(), asides=())
    cost = base.cost + rank * (_JUMP_COST + (_MID_PARAGRAPH if where.at else 0.0))
    here = replace(base.story, paragraphs=before)
    return Version(here, cost, (*base.actions, f"continued on page {page}"), base.cut, rest)


def _divided(paragraphs: Sequence[Paragraph], where: Break) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    before, after = [], []
    for number, paragraph in enumerate(paragraphs):
        if number == where.paragraph and where.at:
            before.append(replace(paragraph, runs=_stripped(cut(paragraph.runs, 0, where.at))))
            after.append(replace(paragraph, runs=cut(paragraph.runs, where.at), resumed=True))
        else:
            here = number < where.paragraph
            before.append(paragraph if here else paragraph.emptied())
            after.append(paragraph.emptied() if here else paragraph)
    return tuple(before), tuple(after)


def _stripped(runs: Runs) -> Runs:
    return (*runs[:-1], replace(runs[-1], text=runs[-1].text.rstrip())) if runs else runs
