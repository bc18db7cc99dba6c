"""An edition file's `pages`, `sections` and `layout` → the pages to make, each with its layout or those to choose from.

Pages may be listed; or counted, and shared out over sections: those that the file names, or those of the copy, in its
order. Each section then gets as many pages as its words take, and page one, the front, is for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from epaper.errors import Where, did_you_mean
from epaper.model.edition import AUTO, EditionPage
from epaper.model.story import Story
from epaper.sources.checked import check
from epaper.sources.edition_copy import EditionFile
from epaper.sources.edition_schema import PageList, SectionEntry, SectionList
from epaper.sources.layout_sheet import available_layouts
from epaper.units import split
from epaper.value import Value, field

_MOST_PAGES = 400
_OWN_PAGE = 0.5
"""A section has pages of its own if its words fill so much of one."""
_Place = tuple[str | int, ...]


class _Sheet(Value):
    """One page as the file wants it: names of layouts, and the place that gives them; its section; its boxes."""

    layouts: Sequence[str]
    named_at: _Place
    section: str = ""
    boxes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    place: _Place = ("pages",)


def read_pages(file: EditionFile, stories: Sequence[Story], layout_dirs: Sequence[Path]) -> tuple[EditionPage, ...]:
    """The pages, numbered from 1. Faults are collected in the file."""
    known = available_layouts(layout_dirs)
    listed = isinstance(file.model.pages, list)
    pages = []
    for number, sheet in enumerate(_listed(file) if listed else _counted(file, stories), start=1):
        names = _checked(file, sheet, _usual(file, number) if not sheet.layouts else sheet.layouts, known)
        fixed = len(names) == 1 and names[0] in known
        pages.append(
            EditionPage(
                number,
                names[0] if fixed else "",
                sheet.section,
                {box: tuple(slugs) for box, slugs in sheet.boxes.items()},
                () if fixed else tuple(names),
                file.where(*sheet.place),
                {box: file.where(*sheet.place, "boxes", box) for box in sheet.boxes},
            )
        )
    _check_assigned(file, pages, [story.slug for story in stories])
    return tuple(pages)


def _listed(file: EditionFile) -> Iterator[_Sheet]:
    """The pages of a list."""
    model = check(PageList, {"pages": file.model.pages}, file.marked.where, file.marked.key_where, file.faults)
    if file.model.sections:
        message = "the pages are listed, and name their sections themselves"
        file.faults.error("sections-and-pages", message, file.where("sections"), "give a number of pages instead")
    for at, entry in enumerate(model.pages if model else ()):
        place: _Place = ("pages", at)
        yield _Sheet(entry.layout, (*place, "layout"), entry.section, entry.boxes, place)


def _counted(file: EditionFile, stories: Sequence[Story]) -> Iterator[_Sheet]:
    """A front page, then the sections' pages, then pages of none."""
    given = _sections(file)
    count = _count(file, given)
    if given:
        shares = _shares_wanted(file, given, count - 1, stories)
    else:
        given, shares = _sections_of_copy(stories, count - 1)
    if count:
        yield _Sheet((), ("layout",))
    for at, (section, share) in enumerate(zip(given, shares, strict=True)):
        place: _Place = ("sections", at) if file.model.sections else ("pages",)
        for _ in range(share):
            yield _Sheet(section.layout, (*place, "layout"), section.name, place=place)
    for _ in range(count - 1 - sum(shares)):
        yield _Sheet((), ("layout",))


def _sections(file: EditionFile) -> Sequence[SectionEntry]:
    written = [{"name": each} if isinstance(each, str) else each for each in file.model.sections]
    model = check(SectionList, {"sections": written}, file.marked.where, file.marked.key_where, file.faults)
    return model.sections if model else ()


def _count(file: EditionFile, sections: Sequence[SectionEntry]) -> int:
    """How many pages there are; without a number the front and those of the sections, one each where none is said."""
    pages = file.model.pages
    if pages is None:
        return min(_MOST_PAGES, 1 + sum(each.pages or 1 for each in sections))
    if isinstance(pages, int) and not isinstance(pages, bool) and 1 <= pages <= _MOST_PAGES:
        return pages
    message = f"pages are a list, or a number from 1 to {_MOST_PAGES}"
    file.faults.error("bad-type", message, file.where("pages"))
    return 0


def _shares_wanted(
    file: EditionFile, sections: Sequence[SectionEntry], count: int, stories: Sequence[Story]
) -> list[int]:
    """The pages of each section: as many as it says, or its part of what is left, by its words."""
    free = count - sum(each.pages for each in sections)
    open_ = [at for at, each in enumerate(sections) if not each.pages]
    if free < len(open_):
        needed = count - free + len(open_)
        message = f"the sections need {needed} pages, and {max(count, 0)} are left beside the front"
        file.faults.error("too-few-pages", message, file.where("sections"))
        return [0] * len(sections)
    words = [sum(story.words for story in stories if story.section == sections[at].name) for at in open_]
    more = _split_by(words, free - len(open_)) if open_ else []
    shares = [each.pages for each in sections]
    for at, extra in zip(open_, more, strict=True):
        shares[at] = 1 + extra
    return shares


def _sections_of_copy(stories: Sequence[Story], count: int) -> tuple[list[SectionEntry], list[int]]:
    """The sections whose copy is worth pages of their own, in the order of the copy, and how many pages each has."""
    words: dict[str, int] = {}
    for story in stories:
        words[story.section] = words.get(story.section, 0) + story.words
    total = sum(words.values())
    own = [name for name, each in words.items() if name and each * count >= _OWN_PAGE * total][:count]
    if count < 1 or not own:
        return [], []
    others = total - sum(words[name] for name in own)
    shares = _split_by([*(words[name] for name in own), others], count - len(own))
    return [SectionEntry(name=name) for name in own], [1 + extra for extra in shares[:-1]]


def _split_by(weights: Sequence[int], count: int) -> list[int]:
    """`count` whole things shared out by weight."""
    return split(count, list(weights) if any(weights) else [1] * len(weights))


def _usual(file: EditionFile, number: int) -> Sequence[str]:
    """The edition's layout; after the first page any that suits, if that one is a front page's."""
    names = file.model.layout or [AUTO]
    front = len(names) == 1 and ("-front" in names[0] or names[0] == "front")
    return [AUTO] if number > 1 and front else names


def _checked(file: EditionFile, sheet: _Sheet, names: Sequence[str], known: list[str]) -> Sequence[str]:
    """The names, if there are such layouts; what is not there is said once."""
    for at, name in enumerate(names):
        if name != AUTO and not any(fnmatchcase(each, name) for each in known):
            where = _place_of(file, sheet, at)
            file.faults.error("unknown-layout", f'no layout "{name}"', where, did_you_mean(name, [*known, AUTO]))
            known.append(name)
    return names


def _place_of(file: EditionFile, sheet: _Sheet, at: int) -> Where:
    return file.where(*(sheet.named_at if sheet.layouts else ("layout",)), at)


def _check_assigned(file: EditionFile, pages: Sequence[EditionPage], slugs: Sequence[str]) -> None:
    """Stories that pages name must be there, and stand in one place only."""
    taken: dict[str, EditionPage] = {}
    for page in pages:
        for box, named in page.assigned.items():
            for at, slug in enumerate(named):
                where = file.where("pages", page.number - 1, "boxes", box, at)
                if slug not in slugs:
                    file.faults.error("unknown-slug", f'no story "{slug}"', where, did_you_mean(slug, slugs))
                elif slug in taken:
                    number = taken[slug].number
                    message = f'the story "{slug}" has a box on page {number} already'
                    file.faults.error("story-twice", message, where)
                else:
                    taken[slug] = page
