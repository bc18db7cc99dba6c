"""Paragraphs whose settings are sought together, and those whose lines differ in width."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from epaper.fonts.book import FontBook
from epaper.model.story import Run
from epaper.model.style import TextStyle
from epaper.typeset.breakpoints import from_items
from epaper.typeset.candidates import Rules
from epaper.typeset.linebreak import possible, ways
from epaper.typeset.settings import Settings, settle
from epaper.typeset.typesetter import Typesetter
from epaper.units import mm
from epaper.value import replace
from tests.typeset.test_linebreak import words as items_of

WORDS = st.lists(st.text(alphabet="aeimnrstwl", min_size=1, max_size=12), min_size=1, max_size=50)
MEASURE = mm(40)


@settings(deadline=None, max_examples=40)
@given(paragraphs=st.lists(WORDS, min_size=2, max_size=5), indent=st.sampled_from([0, 9_000]))
def test_paragraphs_are_set_together_as_each_alone(
    book: FontBook, body: TextStyle, paragraphs: list[list[str]], indent: int
) -> None:
    typesetter = Typesetter(book, "en-GB")
    prepared = [typesetter.prepare((Run(" ".join(words)),), body, MEASURE - indent) for words in paragraphs]
    measures = [(MEASURE,) if number == 0 else (MEASURE - indent, MEASURE) for number in range(len(prepared))]
    alone, together = (
        [replace(each, _settings={}).settings(its) for each, its in zip(prepared, measures, strict=True)]
        for _ in range(2)
    )
    settle(together)
    for one, other in zip(alone, together, strict=True):
        assert other.settled
        assert breaks_of(one) == breaks_of(other)


def breaks_of(found: Settings) -> list[tuple[int, ...] | None]:
    """The breaks of the best setting, and of the best in each number of lines."""
    fits = [found.best, *(found.fit(lines) for lines in sorted(found.bounds(poor=True)))]
    return [fit.setting.breaks if fit else None for fit in fits]


@settings(deadline=None, max_examples=100)
@given(
    widths=st.lists(st.integers(5, 40), min_size=2, max_size=14),
    measures=st.lists(st.integers(30, 90), min_size=3, max_size=5),
    tolerance=st.sampled_from([1.0, 2.0, 6.0]),
)
def test_what_is_possible_in_lines_of_many_widths(widths: list[int], measures: list[int], tolerance: float) -> None:
    points = from_items(items_of(widths, [False] * len(widths)))
    rules = Rules(tolerance=tolerance, hyphen_limit=99)
    assert possible(points, measures, tolerance) == bool(ways(points, measures, rules).bounds)
