"""The body of an article on a web page: lines from the first paragraph on → paragraphs and pictures, and where it ends.

It ends at "Published in TITLE, DATE", at a list of editorials, or at what a web site hangs under its articles. A line
that is nothing else is a paragraph: copy is never dropped for being unexpected.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from epaper.errors import Collector
from epaper.model.story import BULLETS, Paragraph, Picture, Run, plain
from epaper.sources.intake import CopyFile
from epaper.sources.web_head import Head, read_picture
from epaper.sources.web_lines import Line
from epaper.sources.web_marks import captioned, dateline
from epaper.sources.web_phrases import afterwards, navigation, published_in, salutation
from epaper.sources.web_rail import list_follows
from epaper.sources.web_tables import table_end, table_of
from epaper.value import Value, replace

_BULLET = re.compile(r"[•●▪◦‣·*]\s+(?=\S)")
_DASH_ITEM = re.compile(r"[-–—]\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,2})[.)]\s+(?=\S)")
_NO_SUBHEAD = re.compile(r"[.:;,…!][\"'”’)]*$|^[“‘\"'(]|@|^(?:Q|A|Question|Answer)\s*[:.]")
_SENTENCE_END = re.compile(r"[.?!][\"'”’)]*$")
_LONGEST_SUBHEAD = 10
_LEAST_PARAGRAPH = 12
_LONG_PARAGRAPH = 25
_LONGEST_SIGNATURE = 8
_INDENTED = 2
"""Items whose indents differ by so many characters are of two lists."""
_NAMED = 40
"""A line is named by so many of its letters."""
_LETTERS = re.compile(r"letters?(?: to the editor)?", re.IGNORECASE)


class Body(Value):
    """The story's text. `end` is the index of the first line that is no part of it."""

    paragraphs: tuple[Paragraph, ...]
    pictures: tuple[Picture, ...]
    dateline: str
    published: str
    end: int


def read_body(copy: CopyFile, lines: Sequence[Line], head: Head, faults: Collector) -> Body:
    """The paragraphs after a page's head, and its pictures from head and body."""
    kept: list[Line] = []
    pictures = list(head.pictures)
    published = ""
    index = head.end
    while index < len(lines) and not _ends_before(copy, lines, index):
        line = lines[index]
        end = table_end(lines, index)
        if end > index:
            kept += lines[index:end]
            index = end
            continue
        if published_in(line.text) and not _text_follows(lines, index + 1):
            published = line.text
            index += 1
            break
        if _given_before(copy, line, pictures, faults):
            index += 1
            continue
        picture = read_picture(copy, lines, index, in_head=False)
        # An agency's name after the last paragraph signs the story: it is no credit.
        if picture and (picture[1] > index + 1 or _text_follows(lines, picture[1])):
            pictures.append(picture[0])
            index = picture[1]
            continue
        if navigation(line.text):
            faults.note("navigation", f'left out as navigation: "{line.text}"', copy.where(line.number))
        else:
            if line.cells and not (kept and kept[-1].cells):
                message = f'no clear table; kept as text: "{line.text[:_NAMED]}"'
                faults.note("no-clear-table", message, copy.where(line.number), "as many tabs in each row")
            kept.append(line)
        index += 1
    place, kept = _take_dateline(kept)
    titles = (head.kicker, head.section, head.headline.text)
    letters = any(map(_LETTERS.fullmatch, titles)) or any(salutation(line.text) for line in kept)
    paragraphs = _Setting(kept, letters).paragraphs()
    return Body(paragraphs, tuple(pictures), place, _title_and_date(published), index)


def _ends_before(copy: CopyFile, lines: Sequence[Line], index: int) -> bool:
    if list_follows(lines[index:], copy.language):
        return True
    return afterwards(lines[index].text) and not _text_follows(lines, index + 1)


def _text_follows(lines: Sequence[Line], index: int) -> bool:
    """Whether paragraphs of the story still come, before any list of editorials or the imprint."""
    for line in lines[index:]:
        if (
            published_in(line.text)
            or afterwards(line.text)
            or line.text.casefold() in ("opinion", "editorial", "editorials")
        ):
            return False
        if line.words >= _LONG_PARAGRAPH or (
            line.words >= _LEAST_PARAGRAPH and line.text.endswith((".", "”", "’", '"', "?"))
        ):
            return True
    return False


def _given_before(copy: CopyFile, line: Line, pictures: Sequence[Picture], faults: Collector) -> bool:
    """A caption that comes round again further down, with its credit or without."""
    own = captioned(line.text)
    wordings = {line.text, own.caption if own else line.text}
    given = any(plain(picture.caption) in wordings for picture in pictures)
    if given:
        faults.note("repeated-caption", f'caption given again, kept once: "{line.text}"', copy.where(line.number))
    return given


def _take_dateline(lines: Sequence[Line]) -> tuple[str, list[Line]]:
    """The dateline of the first paragraph that is long enough to be one, and the lines without it."""
    for index, line in enumerate(lines[:3]):
        found = dateline(line.text)
        if found and found[1]:
            return found[0], [*lines[:index], replace(line, text=found[1]), *lines[index + 1 :]]
        if line.words >= _LEAST_PARAGRAPH:
            break
    return "", list(lines)


def _title_and_date(imprint: str) -> str:
    """ "Published in Dawn, October 11th, 2022" as it stands, without a full stop."""
    return imprint.rstrip(" .")


class _Mark(Value):
    """What opens a list's item: the sign, the white before it in characters, and where the item's words begin. `number`
    is that of a numbered one."""

    sign: str
    indent: int
    end: int
    number: str = ""


def _opened(lists: Sequence[_Mark], mark: _Mark) -> list[_Mark]:
    """The lists that an item stands in, each by its first item, given those that the item before it stood in. One with
    more white before it, or with another sign of the same white, opens a list inside the last; any other goes on with
    the list of its sign."""
    for depth, known in enumerate(lists):
        if known.sign == mark.sign and abs(known.indent - mark.indent) < _INDENTED:
            return list(lists[: depth + 1])
    outer = [known for known in lists if known.indent <= mark.indent]
    return [*outer, mark]


class _Setting(Value):
    """What kind of paragraph each line of the body is, which depends on its neighbours."""

    lines: Sequence[Line]
    letters: bool

    def paragraphs(self) -> tuple[Paragraph, ...]:
        found: list[Paragraph] = []
        open_lists: list[_Mark] = []
        index = 0
        while index < len(self.lines):
            end = table_end(self.lines, index)
            if end > index:
                found.append(Paragraph((), "table", table=table_of(self.lines[index:end])))
                open_lists, index = [], end
                continue
            mark = self._mark(index)
            open_lists = _opened(open_lists, mark) if mark else []
            found.append(self._item(index, mark, len(open_lists) - 1) if mark else self._paragraph(index))
            index += 1
        return tuple(found)

    def _mark(self, index: int) -> _Mark | None:
        """What opens a line that is a list's item."""
        line = self.lines[index]
        if match := _BULLET.match(line.text):
            return _Mark(match[0].strip(), line.indent, match.end())
        if (match := _DASH_ITEM.match(line.text)) and self._in_list(index, _DASH_ITEM):
            return _Mark("-", line.indent, match.end())
        if (match := _NUMBER.match(line.text)) and self._counts(index):
            return _Mark("1", line.indent, match.end(), f"{match[1]}.")
        return None

    def _item(self, index: int, mark: _Mark, depth: int) -> Paragraph:
        runs = (Run(self.lines[index].text[mark.end :]),)
        if mark.number:
            return Paragraph(runs, "number", mark.number, depth)
        return Paragraph(runs, "bullet", BULLETS[min(depth, len(BULLETS) - 1)], depth)

    def _paragraph(self, index: int) -> Paragraph:
        text = self.lines[index].text
        if self.letters and self._short(index):
            return Paragraph((Run(text),), "letter-signature" if self._signs(index) else "subhead")
        if self._heads(index):
            return Paragraph((Run(text),), "subhead")
        return Paragraph((Run(text),))

    def _in_list(self, index: int, mark: re.Pattern[str]) -> bool:
        near = (index - 1, index + 1)
        return any(mark.match(self.lines[i].text) for i in near if 0 <= i < len(self.lines))

    def _counts(self, index: int) -> bool:
        """Whether the number before the text goes on from, or is gone on from by, another item's."""
        own = _NUMBER.match(self.lines[index].text)
        others = {int(match[1]) for line in self.lines if (match := _NUMBER.match(line.text))}
        return own is not None and bool({int(own[1]) - 1, int(own[1]) + 1} & others) and 1 in others

    def _short(self, index: int) -> bool:
        line = self.lines[index]
        return line.words <= _LONGEST_SIGNATURE and not line.text.endswith((".", ":", ";", "!", "?", "…", ","))

    def _heads(self, index: int) -> bool:
        """A short line without a full stop over a paragraph heads it."""
        line = self.lines[index]
        if index + 1 == len(self.lines) or line.words > _LONGEST_SUBHEAD or line.text[:1].islower():
            return False
        if _NO_SUBHEAD.search(line.text):
            return False
        if table_end(self.lines, index + 1) > index + 1:
            return True
        after = self.lines[index + 1]
        is_sentence = bool(_SENTENCE_END.search(after.text)) and after.words >= line.words + 3
        return after.words >= max(_LEAST_PARAGRAPH, line.words + 4) or is_sentence

    def _signs(self, index: int) -> bool:
        """Among short lines between two letters the last is the next letter's title, the others sign this one."""
        first, last = index, index
        while first > 0 and self._short(first - 1):
            first -= 1
        while last + 1 < len(self.lines) and self._short(last + 1):
            last += 1
        ends_page = last + 1 == len(self.lines)
        opens_page = first == 0
        return not opens_page and (ends_page or index < last)
