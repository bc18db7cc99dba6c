"""Straight quotes and apostrophes in a paragraph → where each stands and the mark that it should be.

A mark's side is read off its neighbours (a space before and a letter after: it opens); where they say neither or both,
whether a quotation is open decides. The known apostrophes that look like opening quotes ('tis, '90s, rock 'n' roll) are
looked up, and a mark after a figure with no quotation open is a prime (feet, inches).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from epaper.value import State

APOSTROPHE = "’"
_ELIDED = re.compile(
    r"'(?:(?:tis|twas|twere|twill|til|till|em|cause|bout|cos|coz|nuff|neath|gainst)\b(?!')|n['’]?(?!\w)|\d0s\b|\d\d\b(?!'))",
    re.IGNORECASE,
)
_OPENERS = "([{<“‘«„‚‹¿¡—–-/…"
Mark = tuple[int, int, str]


class _Pair(State):
    """One kind of quotation mark, and whether a quotation in it is open."""

    marks: tuple[str, str]
    prime: str
    open: bool = False

    def place(self, before: str, after: str) -> str:
        """The mark between two neighbours ("" at an end of the paragraph)."""
        opens = (not before or before.isspace() or before in _OPENERS) and bool(after) and not after.isspace()
        closes = bool(before) and not before.isspace() and not after.isalnum()
        if not self.open and before.isdigit() and not after.isalnum():
            return self.prime
        self.open = opens if opens != closes else not self.open
        return self.marks[0] if self.open else self.marks[1]


def mend_quotes(text: str, double: tuple[str, str], single: tuple[str, str]) -> Iterator[Mark]:
    """Each straight mark's span and what it becomes. `double` and `single` are the language's (opening, closing)."""
    pairs = {'"': _Pair(double, "″"), "'": _Pair(single, "′")}
    curly = {double[0]: ('"', True), double[1]: ('"', False), single[0]: ("'", True)}
    marks = re.compile(f"``|''|[\"'{re.escape(''.join(curly))}]")
    last_end, last_mark = 0, ""
    for match in marks.finditer(text):
        if match[0] in curly:
            kind, opening = curly[match[0]]
            pairs[kind].open = opening or (double[0] == double[1] and not pairs[kind].open)
            continue
        start, end = match.span()
        before = last_mark if start == last_end else text[start - 1 : start]
        mark = _mark(text, match, before, text[end : end + 1], pairs)
        last_end, last_mark = end, mark
        if mark != match[0]:
            yield start, end, mark


def _mark(text: str, match: re.Match[str], before: str, after: str, pairs: dict[str, _Pair]) -> str:
    if len(match[0]) == 2 or match[0] == '"':
        return pairs['"'].place(before, after)
    single = pairs["'"]
    if before.isdigit() and after.isdigit() and not single.open:
        return single.prime
    if before.isalnum() and after.isalnum():
        return APOSTROPHE
    if not before.isalnum() and _ELIDED.match(text, match.start()):
        return APOSTROPHE
    if before.isalpha() and not single.open:
        return APOSTROPHE
    return single.place(before, after)
