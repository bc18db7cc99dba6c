"""Paragraphs of sentences and a length in lines → paragraphs that come as near to it as whole sentences can."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

Sentences = tuple[str, ...]
Measured = Callable[[Sentences], float]
"""The lines that a paragraph of these sentences takes, in parts of a line."""
_NEAR = 0.25
"""Copy that is so many lines short is as long as it was asked to be."""


def cut_to_length(
    paragraphs: Iterable[Sentences], spare: Sequence[str], wanted: float, measured: Measured
) -> tuple[Sentences, ...]:
    """As many paragraphs as fit into `wanted` lines, the last cut short after a sentence.

    What then is still missing is made up with the one of the `spare` sentences that comes nearest. There is always at
    least one sentence. `paragraphs` holds one at least, and may go on for ever.
    """
    taken: list[Sentences] = []
    left = wanted
    for sentences in paragraphs:
        lines = measured(sentences)
        if lines > left:
            begun = _begun(sentences, left, measured) or (() if taken else sentences[:1])
            taken += [begun] if begun else []
            break
        taken.append(sentences)
        left -= lines
    return _closed(taken, spare, wanted, measured)


def _begun(sentences: Sentences, room: float, measured: Measured) -> Sentences:
    """The paragraph's first sentences, as many as there is room for."""
    counts = range(len(sentences) - 1, 0, -1)
    return next((sentences[:count] for count in counts if measured(sentences[:count]) <= room), ())


def _closed(
    taken: Sequence[Sentences], spare: Sequence[str], wanted: float, measured: Measured
) -> tuple[Sentences, ...]:
    """The last paragraph lengthened by the sentence that brings the whole nearest to what is wanted."""
    last = taken[-1]
    left = wanted - sum(measured(each) for each in taken[:-1])
    if abs(left - measured(last)) < _NEAR:
        return tuple(taken)
    ways = [last, *((*last, sentence) for sentence in spare if sentence not in last)]
    return (*taken[:-1], min(ways, key=lambda way: abs(left - measured(way))))
