"""An edition file → the edition: its facts, its pages, and all copy and pictures read; or every fault in one go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from epaper.errors import Collector, Diagnostic, InputError, Where, did_you_mean
from epaper.model.edition import Edition, EditionPage
from epaper.model.story import Picture, RailItem, Run, Runs, Story
from epaper.sources.checked import check
from epaper.sources.copy import FORMATS, read_story
from epaper.sources.edition_schema import EditionModel, PageList, PictureEntry, RailList
from epaper.sources.layouts import available_layouts
from epaper.sources.pictures import with_pictures
from epaper.sources.typography import mend
from epaper.sources.yaml_marks import Marked, load

_HOUSE_TITLE = "The Daily Sheet"


@dataclass(slots=True)
class _Reading:
    """An edition file being read: where it is, its values with their places, and what was found so far."""

    path: Path
    marked: Marked
    model: EditionModel
    faults: Collector

    @property
    def folder(self) -> Path:
        return self.path.parent

    def where(self, *path: str | int) -> Where:
        return self.marked.where(path)


def load_edition(path: Path) -> tuple[Edition, tuple[Diagnostic, ...]]:
    """Read an edition file and everything it names.

    Raises InputError with every fault: in the file, in the copy, in the pictures, and copy that may not be printed.
    The diagnostics returned are warnings and notes.
    """
    faults = Collector()
    marked = _load(path)
    model = check(EditionModel, marked.value, marked.where, marked.key_where, faults)
    if model is None:
        faults.raise_errors()
        raise AssertionError("a model that does not validate has faults")
    reading = _Reading(path, marked, model, faults)
    stories, found_rail = _stories(reading)
    rail = _rail(reading) or found_rail
    pages = _pages(reading, [story.slug for story in stories])
    _refuse_unprintable(stories, model.date, faults)
    faults.raise_errors()
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
        ears=(*model.ears, "", "")[:2],  # type: ignore[arg-type]  # two of them
        layout_dirs=(str((reading.folder / model.layouts).resolve()),) if model.layouts else (),
        font_dirs=(str((reading.folder / model.fonts).resolve()),) if model.fonts else (),
        where=Where(str(path)),
    )
    return edition, tuple(faults.diagnostics)


def edition_of_story(path: Path, layout: str) -> tuple[Edition, tuple[Diagnostic, ...]]:
    """A one-page edition around a single file of copy."""
    faults = Collector()
    intake = read_story(path)
    stories = []
    for story in intake.stories[:1]:
        pictured, notes = with_pictures(story, path.parent)
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


def _load(path: Path) -> Marked:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError([Diagnostic("error", "no-file", f"cannot read {path}: {error.strerror}")]) from None
    except UnicodeDecodeError:
        raise InputError([Diagnostic("error", "not-text", "this file is not UTF-8 text", Where(str(path)))]) from None
    marked = load(text, str(path))
    if not isinstance(marked.value, dict):
        message = "an edition is keys and values, as in `title: The Gazette`"
        raise InputError([Diagnostic("error", "not-an-edition", message, Where(str(path), 1, 1))])
    return marked


def _stories(reading: _Reading) -> tuple[tuple[Story, ...], tuple[RailItem, ...]]:
    """All copy that `stories` names, pictures resolved; and editorials that came with it."""
    stories: dict[str, Story] = {}
    rail: list[RailItem] = []
    for path, where in _copy_files(reading):
        try:
            intake = read_story(path, language=reading.model.language)
        except InputError as error:
            reading.faults.diagnostics += error.diagnostics
            continue
        reading.faults.diagnostics += intake.diagnostics
        rail += intake.rail
        for story in intake.stories:
            if story.slug in stories:
                first = stories[story.slug].where
                reading.faults.error(
                    "duplicate-slug", f'two stories have the slug "{story.slug}"; the first is {first}', where
                )
                continue
            stories[story.slug] = _pictured(reading, story, path.parent)
    for slug in reading.model.pictures:
        if slug not in stories:
            reading.faults.error(
                "unknown-slug",
                f'no story "{slug}"',
                reading.marked.key_where(("pictures", slug)),
                did_you_mean(slug, stories),
            )
    return tuple(stories.values()), tuple(rail)


def _copy_files(reading: _Reading) -> Iterator[tuple[Path, Where]]:
    suffixes = {suffix for each in FORMATS for suffix in each.suffixes}
    for at, name in enumerate(reading.model.stories):
        where = reading.where("stories", at)
        target = reading.folder / name
        if any(char in name for char in "*?["):
            found = sorted(path for path in reading.folder.glob(name) if path.is_file())
        elif target.is_dir():
            found = sorted(path for path in target.rglob("*") if path.suffix.lower() in suffixes)
        else:
            found = [target] if target.is_file() else []
        if not found:
            reading.faults.error("no-file", f"no copy at {name}", where)
        yield from ((path, where) for path in found)


def _pictured(reading: _Reading, story: Story, folder: Path) -> Story:
    """The story with its pictures resolved: the edition's, where it names some, else its own."""
    entries = reading.model.pictures.get(story.slug)
    if entries:
        pictures = tuple(_picture(reading, story.slug, at, entry) for at, entry in enumerate(entries))
        story, folder = replace(story, pictures=pictures), reading.folder
    try:
        pictured, notes = with_pictures(story, folder)
    except InputError as error:
        reading.faults.diagnostics += error.diagnostics
        return story
    reading.faults.diagnostics += notes
    return pictured


def _picture(reading: _Reading, slug: str, at: int, entry: PictureEntry) -> Picture:
    where = reading.where("pictures", slug, at, "file")
    focus = (0.5, 0.4)
    if entry.focus is not None:
        try:
            x, y = (float(each) for each in entry.focus)
            focus = (min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0))
        except (TypeError, ValueError):
            place = reading.where("pictures", slug, at, "focus")
            reading.faults.error("bad-focus", "a focus is two numbers from 0 to 1, as in [0.5, 0.4]", place)
    caption = _runs(mend(entry.caption, reading.model.language))
    return Picture(entry.file, caption, entry.credit, entry.alt, focus, entry.whole, where=where)


def _runs(text: str) -> Runs:
    return (Run(text),) if text else ()


def _rail(reading: _Reading) -> tuple[RailItem, ...]:
    """The rail's items: those of a copy file, or those written in the edition."""
    rail, language = reading.model.rail, reading.model.language
    if rail is None:
        return ()
    if isinstance(rail, str):
        try:
            return read_story(reading.folder / rail, language=language).rail
        except InputError as error:
            reading.faults.diagnostics += error.diagnostics
            return ()
    model = check(RailList, {"rail": rail}, reading.marked.where, reading.marked.key_where, reading.faults)
    if model is None:
        return ()
    return tuple(
        RailItem(mend(item.title, language), _runs(mend(item.teaser, language)), item.date, item.updated, item.href)
        for item in model.rail
    )


def _pages(reading: _Reading, slugs: Sequence[str]) -> tuple[EditionPage, ...]:
    """The pages as listed, or as many as asked for: a front page and inside pages."""
    pages: Any = reading.model.pages
    if isinstance(pages, int) and not isinstance(pages, bool) and 1 <= pages <= 400:
        front = reading.model.layout or "broadsheet-front"
        inside = front.replace("-front", "-inside")
        return tuple(
            EditionPage(at, front if at == 1 else inside, where=reading.where("pages")) for at in range(1, pages + 1)
        )
    if not isinstance(pages, list):
        reading.faults.error("bad-type", "pages are a list, or a number from 1 to 400", reading.where("pages"))
        return ()
    model = check(PageList, {"pages": pages}, reading.marked.where, reading.marked.key_where, reading.faults)
    if model is None:
        return ()
    known = available_layouts([reading.folder / reading.model.layouts] if reading.model.layouts else [])
    made = []
    for at, page in enumerate(model.pages):
        if page.layout not in known:
            place = reading.where("pages", at, "layout")
            reading.faults.error(
                "unknown-layout", f'no layout "{page.layout}"', place, did_you_mean(page.layout, known)
            )
        for box, slug in page.boxes.items():
            if slug not in slugs:
                place = reading.where("pages", at, "boxes", box)
                reading.faults.error("unknown-slug", f'no story "{slug}"', place, did_you_mean(slug, slugs))
        made.append(EditionPage(at + 1, page.layout, page.section, dict(page.boxes), reading.where("pages", at)))
    return tuple(made)


def _refuse_unprintable(stories: Sequence[Story], date: dt.date, faults: Collector) -> None:
    """Withheld, cancelled and embargoed copy stops the build."""
    for story in stories:
        if story.status != "usable":
            faults.error("not-usable", f"{story.slug} is {story.status} and must not be printed", story.where)
        elif story.embargo is not None and story.embargo.date() > date:
            faults.error("embargoed", f"{story.slug} is embargoed until {story.embargo:%Y-%m-%d %H:%M}", story.where)
