"""The lists of editorials under a newspaper's article → rail items.

A list has a title ("Editorial") and items: title, date or "Updated" date, the title again (dropped), teaser. Other
pages have the date after the teaser or before the title, name the columnist, or give no dates.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from epaper.errors import Collector
from epaper.model.story import RailItem, Run
from epaper.sources.intake import CopyFile
from epaper.sources.web_lines import Line
from epaper.sources.web_marks import DateLine, bare_name, byline, date_line
from epaper.sources.web_phrases import afterwards, list_title, navigation
from epaper.value import Value, replace

_LONGEST_TITLE = 14


def list_follows(lines: Sequence[Line], language: str) -> bool:
    """Whether a list of editorials begins here, rather than a subhead that is worded like its title."""
    if not lines or not list_title(lines[0].text):
        return False
    items = [line.text for line in lines[1:] if not list_title(line.text) and not navigation(line.text)][:8]
    dated = any(date_line(text, language) for text in items[1:4])
    repeated = any(one == two for one, two in itertools.pairwise(items))
    return dated or repeated


def read_rail(copy: CopyFile, lines: Sequence[Line], faults: Collector) -> tuple[RailItem, ...]:
    """The items of every list in what follows an article. What is no list is reported, line by line."""
    items: list[RailItem] = []
    start = next((index for index, line in enumerate(lines) if list_title(line.text)), len(lines))
    for line in lines[:start]:
        _report(copy, line, faults)
    while start < len(lines):
        end = next((i for i in range(start + 1, len(lines)) if list_title(lines[i].text)), len(lines))
        listed = _List(copy, lines[start], faults)
        items += listed.items(lines[start + 1 : end])
        start = end
    return tuple(items)


def _report(copy: CopyFile, line: Line, faults: Collector) -> None:
    if navigation(line.text) or afterwards(line.text):
        faults.note("navigation", f'left out as navigation: "{line.text}"', copy.where(line.number))
    else:
        faults.warn(
            "not-understood", f'left out, for it is no part of the article: "{line.text}"', copy.where(line.number)
        )


class _List(Value):
    """One list of editorials, under its title."""

    copy: CopyFile
    title: Line
    faults: Collector

    def items(self, lines: Sequence[Line]) -> list[RailItem]:
        listed, after = self._own(lines)
        for line in after:
            _report(self.copy, line, self.faults)
        dates = [index for index, line in enumerate(listed) if self._date(line)]
        found = self._dated(listed, dates) if dates else self._undated(listed)
        if not found:
            where = self.copy.where(self.title.number)
            self.faults.note("empty-list", f'nothing is listed under "{self.title.text}"', where)
        return [replace(item, section=self.title.text.rstrip(":")) for item in found]

    def _own(self, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
        """The list's lines, with titles repeated at once dropped, and those after its end."""
        own: list[Line] = []
        for index, line in enumerate(lines):
            if afterwards(line.text):
                return own, list(lines[index:])
            titles_item = index + 1 < len(lines) and self._date(lines[index + 1]) is not None
            if navigation(line.text) and not titles_item:
                _report(self.copy, line, self.faults)
            elif not own or own[-1].text != line.text:
                own.append(line)
        return own, []

    def _date(self, line: Line) -> DateLine | None:
        return date_line(line.text, self.copy.language)

    def _dated(self, lines: Sequence[Line], dates: Sequence[int]) -> list[RailItem]:
        """Items that each have a date; where it stands in the first (after title, or teaser, or before both) is where
        it stands in all."""
        before = min(dates[0], 2)
        starts = [max(0, index - before) for index in dates]
        for line in lines[: starts[0]]:
            _report(self.copy, line, self.faults)
        found: list[RailItem] = []
        for position, (start, date) in enumerate(zip(starts, dates, strict=True)):
            end = starts[position + 1] if position + 1 < len(starts) else len(lines)
            found += self._item(lines[start:date], lines[date], lines[date + 1 : end], last=end == len(lines))
        return found

    def _item(self, head: Sequence[Line], date: Line, tail: Sequence[Line], *, last: bool) -> list[RailItem]:
        if not head and not tail:
            _report(self.copy, date, self.faults)
            return []
        title, *others = head if head else [*head, *tail]
        rest = [line for line in ([*others] if not head else [*others, *tail]) if line.text != title.text]
        writer = ""
        if rest and (byline(rest[0].text) or bare_name(rest[0].text)):
            writer = byline(rest[0].text) or rest[0].text
            rest = rest[1:]
        teaser, surplus = rest[:1], rest[1:]
        found = self._date(date) or DateLine()
        if found == DateLine():
            self.faults.note(
                "no-day", f'"{date.text}" names no day, so the item has no date', self.copy.where(date.number)
            )
        item = RailItem(
            title=title.text,
            teaser=tuple(Run(line.text) for line in teaser),
            date=found.updated or found.published,
            updated=found.updated is not None,
            byline=writer,
        )
        return [item, *self._surplus(surplus, last=last)]

    def _surplus(self, lines: Sequence[Line], *, last: bool) -> list[RailItem]:
        """What follows a teaser: items without a date, or, after the last teaser, what is under the list."""
        if len(lines) >= 2 and lines[0].words <= _LONGEST_TITLE < lines[1].words:
            return self._undated(lines)
        for line in lines:
            _report(self.copy, line, self.faults)
        return []

    def _undated(self, lines: Sequence[Line]) -> list[RailItem]:
        """Titles, each with the longer line after it, if there is one, as its teaser."""
        found: list[RailItem] = []
        for line in lines:
            follows = bool(found) and not found[-1].teaser
            if follows and line.text == found[-1].title:
                continue
            if follows and not found[-1].byline and byline(line.text):
                found[-1] = replace(found[-1], byline=byline(line.text) or "")
            elif follows and (line.words > _LONGEST_TITLE or line.text.endswith(("...", "…"))):
                found[-1] = replace(found[-1], teaser=(Run(line.text),))
            elif line.words > _LONGEST_TITLE:
                _report(self.copy, line, self.faults)
            else:
                found.append(RailItem(line.text, ()))
        return found
