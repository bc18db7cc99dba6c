"""A story in Markdown with YAML front matter → `Intake`.

The front matter holds the story's facts, the body its text: emphasis, links, subheads ("## …"), block quotes, lists,
pictures (`![caption](file "credit")`), tables, boxes of facts ("::: fact Title" to ":::"), and `<opt>…</opt>` around
words that may be cut to fit. Without front matter, a first line "# …" is the headline.
"""

from __future__ import annotations

import re

from epaper.errors import Collector, Diagnostic
from epaper.model.story import Story
from epaper.sources.front_matter import FrontMatter
from epaper.sources.intake import CopyFile, Intake
from epaper.sources.markdown_body import inline, read_body
from epaper.sources.yaml_marks import Marked, load

_FENCE = re.compile(r"(?:\s*\n)?---[ \t]*\n")
_FENCE_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)


def read(copy: CopyFile) -> Intake:
    """The story in a Markdown file. Raises `InputError` with every fault of its front matter, and for no headline."""
    faults = Collector()
    marked, first_line, body = _split(copy, faults)
    head = FrontMatter(marked, inline, faults)
    head.check_keys()
    text = read_body(copy, body, first_line, faults)
    headline = head.runs("headline") or text.title
    if not headline:
        hint = 'add "headline:" to the front matter, or begin the text with "# " and the headline'
        faults.error("no-headline", "no headline", copy.where(1), hint)
    pictures = (*head.pictures(), *text.pictures)
    if not text.paragraphs and not text.asides and not pictures:
        faults.error("no-text", "a headline and no text under it", copy.where(first_line))
    story = Story(
        slug=head.slug(copy.slug),
        headline=headline,
        paragraphs=text.paragraphs,
        kicker=head.text("kicker"),
        deck=head.runs("deck"),
        byline=head.text("byline"),
        dateline=head.text("dateline").rstrip(" :"),
        date=head.date(),
        published=head.text("published"),
        pictures=pictures,
        pull_quotes=head.pull_quotes(),
        asides=text.asides,
        priority=head.priority(),
        section=head.text("section"),
        language=head.language(copy.language),
        status=head.status(),
        embargo=head.embargo(),
        rights=head.text("rights"),
        where=marked.where(("headline",)) if marked.value else copy.where(1),
    )
    faults.diagnostics.sort(key=_place)
    faults.raise_errors()
    return Intake((story,), (), tuple(faults.diagnostics))


def _place(fault: Diagnostic) -> tuple[int, int]:
    where = fault.where
    return (where.line or 0, where.column or 0) if where else (0, 0)


def _split(copy: CopyFile, faults: Collector) -> tuple[Marked, int, str]:
    """The front matter, the number of the body's first line, and the body."""
    start = _FENCE.match(copy.text)
    if start is None:
        return Marked({}, str(copy.path)), 1, copy.text
    end = _FENCE_END.search(copy.text, start.end())
    if end is None:
        hint = "end it with a line of three hyphens"
        faults.error("open-front-matter", "the front matter has no end", copy.where(1), hint)
        faults.raise_errors()
    assert end is not None
    first = copy.text.count("\n", 0, start.end()) + 1
    marked = load(copy.text[start.end() : end.start()], str(copy.path), first_line=first)
    if marked.value is None:
        marked = Marked({}, str(copy.path))
    return marked, copy.text.count("\n", 0, end.end()) + 1, copy.text[end.end() :]
