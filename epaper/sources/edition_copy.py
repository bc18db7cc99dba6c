"""An edition file's `stories`, `pictures` and `rail` → the copy that they name, read, with its pictures found.

What is missing is told at the line of the edition that asks for it; what is wrong with the copy, at its own line.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from epaper.errors import Collector, InputError, Where, did_you_mean
from epaper.memory import Memory
from epaper.model.story import Picture, RailItem, Run, Runs, Story, plain
from epaper.sources.checked import check
from epaper.sources.copy import FORMATS, read_story
from epaper.sources.edition_schema import EditionModel, PictureEntry, RailEntry
from epaper.sources.intake import Intake
from epaper.sources.pictures import with_pictures
from epaper.sources.reading import looking_at
from epaper.sources.typography import mend
from epaper.sources.yaml_marks import Marked
from epaper.value import Value, replace

_SUFFIXES = frozenset(suffix for each in FORMATS for suffix in each.suffixes)


class EditionFile(Value):
    """An edition file as read: its values, their places, and the faults found so far."""

    path: Path
    marked: Marked
    model: EditionModel
    faults: Collector
    memory: Memory | None = None

    @property
    def folder(self) -> Path:
        return self.path.parent

    def where(self, *path: str | int) -> Where:
        return self.marked.where(path)


def read_copy(file: EditionFile) -> tuple[tuple[Story, ...], tuple[RailItem, ...]]:
    """All stories that the edition names, pictures found, in its order; and the rail items that came with them."""
    stories: dict[str, Story] = {}
    rail: list[RailItem] = []
    for path, where in _copy_files(file):
        intake = _read(file, path)
        rail += intake.rail
        for story in intake.stories:
            if story.slug in stories:
                message = f'two stories have the slug "{story.slug}": {stories[story.slug].where} and {story.where}'
                file.faults.error("duplicate-slug", message, where, "give one of them a slug of its own")
            else:
                stories[story.slug] = _pictured(file, story, path.parent)
    for slug in file.model.pictures:
        if slug not in stories:
            place = file.marked.key_where(("pictures", slug))
            file.faults.error("unknown-slug", f'no story "{slug}"', place, did_you_mean(slug, stories))
    return tuple(stories.values()), tuple(rail)


def read_rail(file: EditionFile) -> tuple[RailItem, ...]:
    """The rail's items as the edition gives them: files of copy that hold editorials, or the items themselves."""
    rail = file.model.rail
    if rail is None:
        return ()
    items: list[RailItem] = []
    for at, entry in enumerate(rail if isinstance(rail, list) else [rail]):
        path: tuple[str | int, ...] = ("rail", at) if isinstance(rail, list) else ("rail",)
        items += _rail_file(file, entry, path) if isinstance(entry, str) else _rail_item(file, entry, path)
    return tuple(items)


def _read(file: EditionFile, path: Path) -> Intake:
    """One file of copy; an empty intake where it has faults, which are then collected."""
    try:
        intake = read_story(path, language=file.model.language, memory=file.memory)
    except InputError as error:
        file.faults.diagnostics += error.diagnostics
        return Intake()
    file.faults.diagnostics += intake.diagnostics
    return intake


def _copy_files(file: EditionFile) -> Iterator[tuple[Path, Where]]:
    """Each file that `stories` names, once, with the place that names it."""
    seen: set[Path] = set()
    folders: dict[Path, Path] = {}
    for at, name in enumerate(file.model.stories):
        found = _files_named(file.folder, name)
        if not found:
            folder = (file.folder / name).parent
            near = did_you_mean(Path(name).name, [each.name for each in folder.iterdir()] if folder.is_dir() else [])
            hint = near if near.startswith("did") else ""
            file.faults.error("no-file", f'there is no copy at "{name}"', file.where("stories", at), hint)
        for path in found:
            folder = folders.get(path.parent) or folders.setdefault(path.parent, path.parent.resolve())
            itself = path.resolve() if path.is_symlink() else folder / path.name
            if itself not in seen:
                seen.add(itself)
                yield path, file.where("stories", at)


def _files_named(folder: Path, name: str) -> list[Path]:
    """A file; the files of copy in a folder and those inside it; or the files that a pattern fits."""
    target = folder / name
    if not name.strip():
        return []
    looking_at(_fixed_part(target))
    if target.is_file():
        return [target]
    if target.is_dir():
        inside = (Path(at, name) for at, _, names in os.walk(target) for name in names)
        return sorted(path for path in inside if path.suffix.lower() in _SUFFIXES and path.is_file())
    if not glob.has_magic(name):
        return []
    fitting = map(Path, glob.glob(str(target), recursive=True))  # noqa: PTH207 (it takes absolute patterns, too)
    return sorted(path for path in fitting if path.is_file())


def _fixed_part(target: Path) -> Path:
    """The path, or the folder in which a pattern begins to choose."""
    while glob.has_magic(str(target)) and not target.exists():
        target = target.parent
    return target


def _pictured(file: EditionFile, story: Story, folder: Path) -> Story:
    """The story with its pictures found: the edition's, where it names some, else its own."""
    entries = file.model.pictures.get(story.slug)
    if entries:
        given = tuple(_picture(file, story, at, entry) for at, entry in enumerate(entries))
        waiting = tuple(each for each in story.pictures[len(given) :] if not each.path)
        story, folder = replace(story, pictures=(*given, *waiting)), file.folder
    pictured, found = with_pictures(story, folder, file.memory)
    file.faults.diagnostics += found
    return pictured


def _picture(file: EditionFile, story: Story, at: int, entry: PictureEntry) -> Picture:
    """A picture that the edition gives. Words that it leaves out are those of the story's own picture at that place."""
    own = story.pictures[at] if at < len(story.pictures) else Picture("")
    language = story.language or file.model.language
    caption = _runs(mend(entry.caption or entry.cutline, language)) or own.caption
    where = file.where("pictures", story.slug, at, "file")
    if own.caption and caption != own.caption:
        message = f"{story.slug}: the edition's caption stands instead of “{plain(own.caption)}”"
        file.faults.note("caption-replaced", message, where)
    focus = entry.focus or own.focus
    return Picture(
        entry.file, caption, entry.credit or own.credit, entry.alt or own.alt, focus, entry.whole, where=where
    )


def _runs(text: str) -> Runs:
    return (Run(text),) if text else ()


def _rail_file(file: EditionFile, name: str, path: tuple[str | int, ...]) -> tuple[RailItem, ...]:
    target = file.folder / name
    if not target.is_file():
        file.faults.error("no-file", f'there is no copy at "{name}"', file.where(*path))
        return ()
    try:
        rail = read_story(target, language=file.model.language, memory=file.memory).rail
    except InputError as error:
        file.faults.diagnostics += error.diagnostics
        return ()
    if not rail:
        file.faults.warn("rail-empty", f"there are no editorials in {name}", file.where(*path))
    return rail


def _rail_item(file: EditionFile, entry: Any, path: tuple[str | int, ...]) -> tuple[RailItem, ...]:
    item = check(
        RailEntry,
        entry,
        lambda inner: file.marked.where((*path, *inner)),
        lambda inner: file.marked.key_where((*path, *inner)),
        file.faults,
    )
    if item is None:
        return ()
    language = file.model.language
    title, teaser = mend(item.title, language), _runs(mend(item.teaser, language))
    return (RailItem(title, teaser, item.date, item.updated, item.href, item.byline),)
