"""An edition file → the edition: its facts, its pages, and all copy and pictures read; or every fault in one go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from epaper.errors import Collector, Diagnostic, InputError, Where, did_you_mean
from epaper.memory import Memory
from epaper.model.edition import Edition, EditionPage
from epaper.model.story import Story
from epaper.sources.checked import salvage
from epaper.sources.copy import read_story
from epaper.sources.edition_adverts import read_bookings, read_fillers
from epaper.sources.edition_copy import EditionFile, read_copy, read_rail
from epaper.sources.edition_pages import read_pages
from epaper.sources.edition_schema import EditionModel
from epaper.sources.pictures import with_pictures
from epaper.sources.reading import looking_at
from epaper.sources.yaml_marks import Marked, load
from epaper.value import replace

_HOUSE_TITLE = "The Daily Sheet"
_NO_DATE = dt.date(2000, 1, 1)
"""The date of a story by itself that has none: the same on every day and every machine."""
_STAND_INS = {"title": _HOUSE_TITLE, "date": "2000-01-01"}
_PRESS_TIME = dt.time(0, 30)
"""Papers of a day are printed in the night before it: an embargo until a minute past midnight is meant for them."""


def load_edition(path: Path, memory: Memory | None = None) -> tuple[Edition, tuple[Diagnostic, ...]]:
    """Read an edition file and everything it names; what `memory` knows already is not read again.

    Raises InputError with every fault: in the file, in the copy, in the pictures, and copy that may not be printed.
    The diagnostics returned are warnings and notes.
    """
    faults = Collector()
    marked = _load(path, faults)
    model, lost = salvage(EditionModel, marked.value, marked, faults)
    whole = model is not None
    if model is None:  # what cannot be done without is at fault: the rest may be read all the same
        sound = {key: each for key, each in marked.value.items() if (key,) not in lost}
        model, _ = salvage(EditionModel, _STAND_INS | sound, marked, Collector())
    if model is None:
        faults.raise_errors()
        raise AssertionError("a model that does not validate has faults")
    file = EditionFile(path, marked, model, faults, memory)
    stories, found_rail = read_copy(file)
    rail = read_rail(file) or found_rail
    layout_dirs, font_dirs = _folder(file, "layouts"), _folder(file, "fonts")
    stories = _ranked(file, stories)
    pages = read_pages(file, stories, [Path(each) for each in layout_dirs])
    if whole:
        _refuse_unprintable(stories, model.date, faults, _moment(model))
    bookings = read_bookings(model.adverts, len(pages), marked, path.parent, faults, memory)
    fillers = read_fillers(model.fillers, marked, path.parent, faults, memory)
    faults.raise_errors()
    left, right = (*model.ears, "", "")[:2]
    edition = Edition(
        title=model.title,
        date=model.date,
        pages=pages,
        stories=stories,
        rail=rail,
        rail_title=model.rail_title,
        language=model.language,
        city=model.city,
        number=model.number,
        price=model.price,
        motto=model.motto,
        website=model.website,
        weather=model.weather,
        ears=(left, right),
        adverts=bookings,
        fillers=fillers,
        layout_dirs=layout_dirs,
        font_dirs=font_dirs,
        where=Where(str(path)),
    )
    return edition, tuple(faults.diagnostics)


def edition_of_story(path: Path, layout: str, memory: Memory | None = None) -> tuple[Edition, tuple[Diagnostic, ...]]:
    """A one-page edition around a single file of copy. Raises InputError as `load_edition` does."""
    faults = Collector()
    intake = read_story(path, memory=memory)
    stories = []
    for story in intake.stories[:1]:
        pictured, notes = with_pictures(story, path.parent, memory)
        faults.diagnostics += notes
        stories.append(pictured)
    faults.diagnostics += intake.diagnostics
    for story in intake.stories[1:]:
        faults.warn("story-passed-over", f"only the first story of this file is set, not {story.slug}", story.where)
    date = next((story.date for story in stories if story.date), None)
    if date is None:
        date = _NO_DATE
        for story in stories:
            said = f"{story.slug} has no date: {date.day} {date:%B %Y} is printed"
            faults.note("undated", said, story.where, "give it a date, as in `date: 2026-03-17`")
    _refuse_unprintable(stories, date, faults)
    faults.raise_errors()
    edition = Edition(
        title=_HOUSE_TITLE,
        date=date,
        pages=(EditionPage(1, layout),),
        stories=tuple(stories),
        rail=intake.rail,
        language=stories[0].language if stories and stories[0].language else "en-GB",
        where=Where(str(path)),
    )
    return edition, tuple(faults.diagnostics)


def _load(path: Path, faults: Collector) -> Marked:
    looking_at(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError([Diagnostic("error", "no-file", f"cannot read {path}: {error.strerror}")]) from None
    except UnicodeDecodeError:
        raise InputError([Diagnostic("error", "not-text", "this file is not UTF-8 text", Where(str(path)))]) from None
    marked = load(text, str(path), faults=faults)
    if not isinstance(marked.value, dict):
        message = "an edition is keys and values, as in `title: The Gazette`"
        raise InputError([Diagnostic("error", "not-an-edition", message, Where(str(path), 1, 1))])
    return marked


def _folder(file: EditionFile, key: str) -> tuple[str, ...]:
    """The folder that a key names, if it names one."""
    name = getattr(file.model, key)
    if not name:
        return ()
    folder = (file.folder / name).resolve()
    looking_at(folder)
    if not folder.is_dir():
        file.faults.error("no-folder", f'there is no folder "{name}" beside this file', file.where(key))
    return (str(folder),)


def _ranked(file: EditionFile, stories: Sequence[Story]) -> tuple[Story, ...]:
    """The stories with the priorities that the edition gives them."""
    priorities = file.model.priorities
    slugs = [story.slug for story in stories]
    for slug in priorities:
        if slug not in slugs:
            place = file.marked.key_where(("priorities", slug))
            file.faults.error("unknown-slug", f'no story "{slug}"', place, did_you_mean(slug, slugs))
    return tuple(replace(story, priority=priorities.get(story.slug, story.priority)) for story in stories)


def _moment(model: EditionModel) -> dt.datetime | None:
    """When the edition is first to be read, if it says so."""
    if isinstance(model.embargo, dt.time):
        return dt.datetime.combine(model.date, model.embargo)
    moment: dt.datetime | None = model.embargo
    return moment


def _refuse_unprintable(
    stories: Sequence[Story], date: dt.date, faults: Collector, moment: dt.datetime | None = None
) -> None:
    """Withheld, cancelled and embargoed copy stops the build."""
    faults.diagnostics += (fault for story in stories for fault in _bars(story, date, moment))


def _bars(story: Story, date: dt.date, moment: dt.datetime | None) -> Iterator[Diagnostic]:
    """What stands against printing a story in the paper of a date, or of a moment."""
    if story.status != "usable":
        status = {"canceled": "cancelled"}.get(story.status, story.status)
        yield Diagnostic("error", "not-usable", f"{story.slug} is {status} and must not be printed", story.where)
    if story.embargo is None:
        return
    until = f"{story.slug} is embargoed until {story.embargo:%Y-%m-%d %H:%M}"
    if moment is not None:
        if _later(story.embargo, moment):
            message = f"{until}, after the edition's own embargo, {moment:%Y-%m-%d %H:%M}"
            yield Diagnostic("error", "embargoed", message, story.where)
    elif story.embargo.date() > date:
        yield Diagnostic("error", "embargoed", f"{until}, after the edition's date", story.where)
    elif story.embargo.date() == date and story.embargo.time() > _PRESS_TIME:
        yield Diagnostic("warning", "embargo-today", f"{until}, the edition's own day", story.where)


def _later(one: dt.datetime, other: dt.datetime) -> bool:
    """Whether one moment is later; where only one of them has a zone, both are the edition's own time."""
    if (one.tzinfo is None) != (other.tzinfo is None):
        one, other = one.replace(tzinfo=None), other.replace(tzinfo=None)
    return one > other
