"""Text of a saved web page → logical lines, each with its number; hard-wrapped paragraphs are joined again."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from epaper.value import Value, replace

WIDEST_WRAP = 110
"""A page whose longest line is longer than this many characters was not wrapped by hand or by a mail program."""

_LEAST_EVIDENCE = 3
_TAB = 4
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_MARK = re.compile(r"(?:[•●▪◦‣*–—-]|\d{1,2}[.)])\s")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f]")


class Line(Value):
    """One logical line: its text, the number of its first physical line, and whether a blank line stood before it.

    `indent` is the white before it, in characters; `cells` are what tabs part it into, where there are any inside it.
    """

    text: str
    number: int
    gap: bool = True
    indent: int = 0
    cells: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        return len(self.text.split())


def logical_lines(text: str) -> tuple[Line, ...]:
    """The lines of a page that hold something, unwrapped."""
    return _unwrap(_filled_lines(text))


def _filled_lines(text: str) -> list[Line]:
    found: list[Line] = []
    gap = True
    for number, raw in enumerate(text.split("\n"), 1):
        shown = _INVISIBLE.sub("", raw).rstrip(" \r")
        tidy = " ".join(shown.split())
        if tidy:
            white = shown[: len(shown) - len(shown.lstrip())].expandtabs(_TAB)
            found.append(Line(tidy, number, gap, len(white), _cells(shown)))
        gap = not tidy
    return found


def _cells(line: str) -> tuple[str, ...]:
    """What tabs part a line into; one that stands only after a list's mark, or before the words, parts nothing."""
    words = line.strip()
    if "\t" not in _MARK.sub("", words, count=1):
        return ()
    return tuple(" ".join(cell.split()) for cell in line.split("\t"))


def _unwrap(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Join a line to the one before where the wrapping broke a paragraph.

    A wrapped line ends where the next word would not have fitted, so the width is that of the longest line, and
    a line that had room for the next word ended its paragraph.
    """
    width = max((len(line.text) for line in lines), default=0)
    if width > WIDEST_WRAP or _evidence(lines, width) < _LEAST_EVIDENCE:
        return tuple(lines)
    joined: list[Line] = []
    last = ""
    for line in lines:
        if joined and not (line.cells or joined[-1].cells) and _runs_on(last, line, width):
            before = joined[-1]
            joined[-1] = replace(before, text=_glue(before.text, line.text))
        else:
            joined.append(line)
        last = line.text
    return tuple(joined)


def _evidence(lines: Sequence[Line], width: int) -> int:
    """How many lines break off in mid-sentence just where a wrap at this width would."""
    pairs = itertools.pairwise(lines)
    return sum(_runs_on(one.text, two, width) and not _SENTENCE_END.search(one.text) for one, two in pairs)


def _runs_on(before: str, line: Line, width: int) -> bool:
    first_word = line.text.split(" ", 1)[0]
    full = len(before) + 1 + len(first_word) > width - 2
    return full and not line.gap and not _MARK.match(line.text)


def _glue(before: str, after: str) -> str:
    """A word that was broken at its own hyphen joins again without a space ("north-" + "east")."""
    keeps_hyphen = before.endswith("-") and before[-2:-1].isalpha() and after[:1].islower()
    return before + after if keeps_hyphen else f"{before} {after}"
