"""Copy cut to a length, by whole sentences. Here a word is a tenth of a line."""

from __future__ import annotations

from itertools import cycle

from hypothesis import given
from hypothesis import strategies as st

from epaper.plan.copylength import cut_to_length


def lines(sentences: tuple[str, ...]) -> float:
    return sum(len(each.split()) for each in sentences) / 10


def words(count: int) -> str:
    return " ".join(["word"] * count)


def test_whole_paragraphs_are_taken_while_they_fit() -> None:
    assert cut_to_length([(words(10),), (words(11),), (words(9),)], (), 2.1, lines) == ((words(10),), (words(11),))


def test_the_last_paragraph_is_cut_after_a_sentence() -> None:
    assert cut_to_length([(words(10),), (words(8), words(7), words(6))], (), 2.6, lines) == (
        (words(10),),
        (words(8), words(7)),
    )


def test_what_is_missing_is_made_up_with_the_nearest_sentence() -> None:
    assert cut_to_length([(words(10),), (words(60),)], [words(3), words(7), words(12)], 1.8, lines) == (
        (words(10), words(7)),
    )


def test_there_is_a_sentence_where_there_is_no_room() -> None:
    assert cut_to_length([(words(10), words(3))], (), 0.1, lines) == ((words(10),),)


@given(st.lists(st.lists(st.integers(4, 25), min_size=1, max_size=5), min_size=1, max_size=8), st.floats(2.5, 80))
def test_copy_without_end_comes_within_half_a_line(paragraphs: list[list[int]], wanted: float) -> None:
    supply = [tuple(words(count) for count in each) for each in paragraphs]
    spare = [words(count) for count in range(1, 60) if count not in {n for each in paragraphs for n in each}]
    made = cut_to_length(cycle(supply), spare, wanted, lines)
    assert abs(sum(map(lines, made)) - wanted) <= 2.5
