"""A newspaper web site's article page, saved as text → its story and the editorials listed under it.

Head (headline, dates, byline, captions), body (paragraphs to "Published in …"), and lists of editorials. Every line
that is not blank ends up in the story, in a rail item, or in a diagnostic with its number. A web page saved as text has
its pictures' captions and not the pictures: they come without a path.
"""

from __future__ import annotations

from epaper.errors import Collector
from epaper.model.story import Run, Story
from epaper.sources.intake import CopyFile, Intake
from epaper.sources.web_body import Body, read_body
from epaper.sources.web_head import Head, read_head
from epaper.sources.web_lines import logical_lines
from epaper.sources.web_rail import read_rail


def read(copy: CopyFile) -> Intake:
    """The story and rail items of a page. Raises `InputError` where it has no headline or no text."""
    faults = Collector()
    lines = logical_lines(copy.text)
    head = read_head(copy, lines, faults)
    faults.raise_errors()
    assert head is not None
    body = read_body(copy, lines, head, faults)
    if not body.paragraphs:
        faults.error("no-text", "a headline and no text under it", copy.where(head.headline.number))
    rail = read_rail(copy, lines[body.end :], faults)
    faults.raise_errors()
    return Intake((_story(copy, head, body),), rail, tuple(faults.diagnostics))


def _story(copy: CopyFile, head: Head, body: Body) -> Story:
    return Story(
        slug=copy.slug,
        headline=(Run(head.headline.text),),
        paragraphs=body.paragraphs,
        kicker=head.kicker,
        deck=(Run(" ".join(head.deck)),) if head.deck else (),
        byline=", ".join(head.bylines),
        dateline=body.dateline,
        date=head.published or head.updated,
        published=body.published,
        pictures=body.pictures,
        section=head.section,
        language=copy.language,
        where=copy.where(head.headline.number),
    )
