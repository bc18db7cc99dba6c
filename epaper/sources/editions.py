"""An edition file → the edition: its facts, its pages, and all copy and pictures read; or every fault in one go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from epaper.errors import Collector, Diagnostic, InputError, Where, did_you_mean
from epaper.memory import Memory
from epaper.model.edition import Edition, EditionPage
from epaper.model.story import Story
from epaper.sources.checked import check, salvage
from epaper.sources.copy import read_story
from epaper.sources.edition_adverts import read_bookings, read_fillers
from epaper.sources.edition_copy import EditionFile, read_copy, read_rail
from epaper.sources.edition_schema import EditionModel, PageEntry, PageList
from epaper.sources.layouts import available_layouts
from epaper.sources.pictures import with_pictures
from epaper.sources.reading import looking_at
from epaper.sources.yaml_marks import Marked, load

_HOUSE_TITLE = "The Daily Sheet"
_FRONT = "broadsheet-front"
_MOST_PAGES = 400
_PRESS_TIME = dt.time(0, 30)
"""Papers of a day are printed in the night before it: an embargo until a minute past midnight is meant for them."""


def load_edition(path: Path, memory: Memory | None = None) -> tuple[Edition, tuple[Diagnostic, ...]]:
    """Read an edition file and everything it names; what `memory` knows already is not read again.

    Raises InputError with every fault: in the file, in the copy, in the pictures, and copy that may not be printed.
    The diagnostics returned are warnings and notes.
    """
    faults = Collector()
    marked = _load(path, faults)
    model, _ = salvage(EditionModel, marked.value, marked, faults)
    if model is None:
        faults.raise_errors()
        raise AssertionError("a model that does not validate has faults")
    file = EditionFile(path, marked, model, faults, memory)
    stories, found_rail = read_copy(file)
    rail = read_rail(file) or found_rail
    layout_dirs, font_dirs = _folder(file, "layouts"), _folder(file, "fonts")
    pages = _pages(file, [story.slug for story in stories], [Path(each) for each in layout_dirs])
    _refuse_unprintable(stories, model.date, faults)
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
        faults.warn("story-unplaced", f"only the first story of this file is set, not {story.slug}", story.where)
    date = next((story.date for story in stories if story.date), dt.date(2000, 1, 1))
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


def _pages(file: EditionFile, slugs: Sequence[str], layout_dirs: Sequence[Path]) -> tuple[EditionPage, ...]:
    """The pages as listed, or as many as asked for: a front page and inside pages."""
    known = available_layouts(layout_dirs)
    made: list[EditionPage] = []
    for at, entry in enumerate(_page_entries(file)):
        number = at + 1
        listed = isinstance(file.model.pages, list)
        place = ("pages", at) if listed else ("pages",)
        layout = entry.layout or _usual_layout(file, number, known)
        if layout not in known:
            where = file.where(*place, "layout") if entry.layout else file.where("layout")
            file.faults.error("unknown-layout", f'no layout "{layout}"', where, did_you_mean(layout, known))
            known = [*known, layout]  # said once
        places = {box: file.where(*place, "boxes", box) for box in entry.boxes}
        made.append(EditionPage(number, layout, entry.section, dict(entry.boxes), file.where(*place), places))
    _check_assigned(made, slugs, file.faults)
    return tuple(made)


def _page_entries(file: EditionFile) -> Sequence[PageEntry]:
    pages = file.model.pages
    if isinstance(pages, list):
        model = check(PageList, {"pages": pages}, file.marked.where, file.marked.key_where, file.faults)
        return model.pages if model else ()
    if isinstance(pages, int) and not isinstance(pages, bool) and 1 <= pages <= _MOST_PAGES:
        return [PageEntry()] * pages
    message = f"pages are a list, or a number from 1 to {_MOST_PAGES}"
    file.faults.error("bad-type", message, file.where("pages"))
    return ()


def _usual_layout(file: EditionFile, number: int, known: Sequence[str]) -> str:
    """The edition's layout; after the first page its inside twin, if it is a front page's."""
    front = file.model.layout or _FRONT
    inside = front.replace("-front", "-inside")
    return inside if number > 1 and inside in known else front


def _check_assigned(pages: Sequence[EditionPage], slugs: Sequence[str], faults: Collector) -> None:
    """Stories that pages name must be there, and stand in one place only."""
    taken: dict[str, EditionPage] = {}
    for page in pages:
        for box, slug in page.assigned.items():
            where = page.places[box]
            if slug not in slugs:
                faults.error("unknown-slug", f'no story "{slug}"', where, did_you_mean(slug, slugs))
            elif slug in taken:
                faults.error("story-twice", f'the story "{slug}" has a box on page {taken[slug].number} already', where)
            else:
                taken[slug] = page


def _refuse_unprintable(stories: Sequence[Story], date: dt.date, faults: Collector) -> None:
    """Withheld, cancelled and embargoed copy stops the build."""
    faults.diagnostics += (fault for story in stories for fault in _bars(story, date))


def _bars(story: Story, date: dt.date) -> Iterator[Diagnostic]:
    """What stands against printing a story in the paper of a date."""
    if story.status != "usable":
        status = {"canceled": "cancelled"}.get(story.status, story.status)
        yield Diagnostic("error", "not-usable", f"{story.slug} is {status} and must not be printed", story.where)
    elif story.embargo is not None and story.embargo.date() >= date:
        until = f"{story.slug} is embargoed until {story.embargo:%Y-%m-%d %H:%M}"
        if story.embargo.date() > date:
            yield Diagnostic("error", "embargoed", f"{until}, after the edition's date", story.where)
        elif story.embargo.time() > _PRESS_TIME:
            yield Diagnostic("warning", "embargo-today", f"{until}, the edition's own day", story.where)
