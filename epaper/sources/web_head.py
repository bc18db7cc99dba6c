"""The head of an article on a web page: lines up to the first paragraph → headline, deck, byline, dates, captions.

The order of these differs from site to site, so each line is asked what it is. A line that is none of them is the deck
if dates or a byline still follow; otherwise it is the first paragraph, and the head ends there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from epaper.errors import Collector
from epaper.model.story import Picture, Run
from epaper.sources.intake import CopyFile
from epaper.sources.web_lines import Line
from epaper.sources.web_marks import (
    Captioned,
    DateLine,
    bare_name,
    byline,
    captioned,
    credit_alone,
    date_line,
    dateline,
    shouted_dateline,
)
from epaper.sources.web_phrases import navigation, section_name
from epaper.value import Value, replace

_LONGEST_HEADLINE = 40
_LONGEST_DECK = 60
_LOOK_AHEAD = 4
_LEAST_REPEATED = 4
_FACTS_APART = re.compile(r"\s*[|•·]\s*|\s+(?=(?:First |Last )?(?:Published|Updated|Posted|Modified)\b)")


class Head(Value):
    """What stands above the first paragraph. `end` is the index of the line that the body begins with."""

    headline: Line
    kicker: str = ""
    deck: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    section: str = ""
    published: dt.date | None = None
    updated: dt.date | None = None
    pictures: tuple[Picture, ...] = ()
    end: int = 0


def read_head(copy: CopyFile, lines: Sequence[Line], faults: Collector) -> Head | None:
    """The head of the page, or None (and an error) where no line can be its headline."""
    opening = _opening(copy, lines, faults)
    if opening is None:
        return None
    head = _site_title(copy, lines, opening, faults)
    while head.end < len(lines):
        found = _one_line(copy, lines, head, faults)
        if found is None:
            break
        head = found
    if head.updated and head.published and head.updated != head.published:
        message = f"updated on {head.updated.isoformat()}; the story keeps the date of its first publication"
        faults.note("updated", message, copy.where(head.headline.number))
    return head


def _opening(copy: CopyFile, lines: Sequence[Line], faults: Collector) -> Head | None:
    """The headline and what stands over it: navigation, a date, a section's name (one is the kicker)."""
    sections: list[Line] = []
    dates: list[tuple[Line, DateLine]] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        found = date_line(line.text, copy.language)
        if found:
            dates.append((line, found))
        elif section_name(line.text) and _headline_follows(copy, lines, index + 1):
            sections.append(line)
        elif navigation(line.text):
            _left_out(copy, line, faults)
        else:
            break
        index += 1
    if index == len(lines) or _reads_like_a_paragraph(lines[index]):
        hint = "the first line should be the headline, on a line of its own"
        faults.error(
            "no-headline", "no headline", copy.where(lines[min(index, len(lines) - 1)].number if lines else 1), hint
        )
        return None
    for line in sections if len(sections) > 1 else ():
        _left_out(copy, line, faults)
    headline = lines[index]
    while index + 1 < len(lines) and _continues(headline, lines[index + 1]):
        index += 1
        headline = replace(headline, text=f"{headline.text} {lines[index].text}")
    head = Head(headline=headline, kicker=sections[0].text if len(sections) == 1 else "", end=index + 1)
    for line, date in dates:
        head = _with_date(copy, line, date, head, faults)
    return head


def _continues(headline: Line, line: Line) -> bool:
    """Whether a headline was broken over lines: the next goes on at once, and in small letters."""
    goes_on = not line.gap and line.text[:1].islower() and line.words <= _LONGEST_HEADLINE // 2
    return goes_on and not re.search(r"[.!?:]$", headline.text) and byline(line.text) is None


def _headline_follows(copy: CopyFile, lines: Sequence[Line], index: int) -> bool:
    rest = (line.text for line in lines[index:] if not navigation(line.text))
    after = next(rest, "")
    return bool(after) and not date_line(after, copy.language) and byline(after) is None


def _reads_like_a_paragraph(line: Line) -> bool:
    ends = line.text.endswith((".", "”", '"'))
    return line.words > _LONGEST_HEADLINE or (ends and line.words > 12 and shouted_dateline(line.text))


def _site_title(copy: CopyFile, lines: Sequence[Line], head: Head, faults: Collector) -> Head:
    """A page saved with its window title ("Headline - World - SITE") gives the headline again, clean, below it."""
    title = head.headline
    for index in range(head.end, min(head.end + _LOOK_AHEAD, len(lines))):
        text = lines[index].text
        suffix = title.text[len(text) :]
        if title.text.startswith(text) and re.match(r"\s*[-–—|:]\s", suffix):
            for line in lines[head.end : index]:
                _left_out(copy, line, faults)
            _left_out(copy, Line(suffix.strip(" -–—|:"), title.number), faults)
            return replace(head, headline=lines[index], end=index + 1)
    return head


def _left_out(copy: CopyFile, line: Line, faults: Collector) -> None:
    faults.note("navigation", f'left out as navigation: "{line.text}"', copy.where(line.number))


def _one_line(copy: CopyFile, lines: Sequence[Line], head: Head, faults: Collector) -> Head | None:
    """The head with its next line taken in, or None where the body begins."""
    line = lines[head.end]
    one_more = replace(head, end=head.end + 1)
    if same_words(line.text, head.headline.text):
        return one_more
    facts = _facts(copy, line, one_more, faults)
    if facts:
        return facts
    picture = read_picture(copy, lines, head.end, in_head=True)
    if picture:
        return replace(head, pictures=(*head.pictures, picture[0]), end=picture[1])
    if navigation(line.text):
        _left_out(copy, line, faults)
        return one_more
    if bare_name(line.text) and _beside_facts(copy, lines, head.end):
        return replace(one_more, bylines=(*head.bylines, line.text))
    if section_name(line.text) and not head.section:
        return replace(one_more, section=line.text)
    deck_words = line.words + sum(len(text.split()) for text in head.deck)
    if dateline(line.text) is None and deck_words <= _LONGEST_DECK and _facts_follow(copy, lines, head.end + 1):
        return replace(one_more, deck=(*head.deck, line.text))
    return None


def _facts(copy: CopyFile, line: Line, head: Head, faults: Collector) -> Head | None:
    """The head with the dates and bylines of a line that holds nothing else, be it "By X | Published …"."""
    parts = [part for part in _FACTS_APART.split(line.text) if part]
    return _facts_of(copy, line, parts, head, faults) or _facts_of(copy, line, [line.text], head, faults)


def _facts_of(copy: CopyFile, line: Line, parts: Sequence[str], head: Head, faults: Collector) -> Head | None:
    dates, names = [], []
    for part in parts:
        date = date_line(part, copy.language)
        name = byline(part) or (part if len(parts) > 1 and bare_name(part) else None)
        if date:
            dates.append(date)
        elif name:
            names.append(name)
        elif navigation(part) and (dates or names):
            _left_out(copy, Line(part, line.number), faults)
        else:
            return None
    for date in dates:
        head = _with_date(copy, line, date, head, faults)
    return replace(head, bylines=(*head.bylines, *names))


def _with_date(copy: CopyFile, line: Line, date: DateLine, head: Head, faults: Collector) -> Head:
    """The head with a line's dates; the first of a kind is kept, and a line that adds nothing is reported."""
    dated = replace(head, published=head.published or date.published, updated=head.updated or date.updated)
    if date == DateLine():
        faults.note("no-day", f'"{line.text}" names no day, so the story has none from it', copy.where(line.number))
    elif dated == head:
        faults.note("second-date", f'a date given again, left out: "{line.text}"', copy.where(line.number))
    return dated


def _is_fact(copy: CopyFile, line: Line) -> bool:
    return _facts(copy, line, Head(line), Collector()) is not None


def _beside_facts(copy: CopyFile, lines: Sequence[Line], index: int) -> bool:
    """Whether a date or byline stands right above or below."""
    return any(_is_fact(copy, lines[near]) for near in (index - 1, index + 1) if 0 <= near < len(lines))


def _facts_follow(copy: CopyFile, lines: Sequence[Line], index: int) -> bool:
    """Whether the head goes on: a date or byline is near, or the first paragraph's dateline is."""
    for line in lines[index : index + _LOOK_AHEAD]:
        if shouted_dateline(line.text) or _is_fact(copy, line):
            return True
        if line.words > _LONGEST_DECK:
            return False
    return False


def read_picture(copy: CopyFile, lines: Sequence[Line], index: int, *, in_head: bool) -> tuple[Picture, int] | None:
    """The picture whose caption stands at `index`, and the index after it and its repetition.

    A caption is known by being given twice, or by its credit. In the body only an agency's or a labelled credit will
    do, for a sentence may end in words after a dash; and a dateline never opens a caption.
    """
    line = lines[index]
    own = captioned(line.text) or _credit_before(lines, index)
    end = index + 1
    again = end < len(lines) and (repeats := _repeats(line, lines[end], own)) is not None
    if again:
        own = own or repeats
        end += 1
    elif own is None or not (own.sure or in_head) or dateline(line.text) or line.words > 2 * _LONGEST_HEADLINE:
        return None
    caption, credit = (own.caption, own.credit) if own else (line.text, "")
    if end < len(lines) and lines[end].text == credit and line.text.startswith(credit):
        end += 1
    if not credit and end < len(lines) and (below := captioned(lines[end].text)) and below.sure and not below.caption:
        credit, end = below.credit, end + 1
    words = (Run(caption),) if caption else ()
    return Picture(path="", caption=words, credit=credit, where=copy.where(line.number)), end


def _credit_before(lines: Sequence[Line], index: int) -> Captioned | None:
    """A caption that opens with the agency's name, which then stands alone on the next line."""
    if index + 1 == len(lines) or not credit_alone(lines[index + 1].text):
        return None
    credit = lines[index + 1].text
    caption = lines[index].text.removeprefix(f"{credit} ")
    return Captioned(caption, credit, sure=True) if caption != lines[index].text else None


def _repeats(line: Line, after: Line, own: Captioned | None) -> Captioned | None:
    """Whether `after` gives the caption again (perhaps only one of the two has the credit), and what it is."""
    other = captioned(after.text)
    words = own.caption if own else line.text
    other_words = other.caption if other else after.text
    other_credit = own is not None and other is not None and own.credit != other.credit
    same = line.text == after.text or other_words == line.text or words in (after.text, other_words)
    known = line.words >= _LEAST_REPEATED or own or other
    if not words or not same or not known or other_credit:
        return None
    return own or other or Captioned(line.text, "", sure=False)


def same_words(one: str, other: str) -> bool:
    """Whether two lines differ at most in case, spaces and punctuation."""
    return re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold() != ""
