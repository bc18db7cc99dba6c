"""An edition's plan → its pages, made up: from boxes that are remembered, made here, or made by a process a core.

Pages where what others leave over goes on come after those.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from epaper.flow.box import Made
from epaper.flow.jobs import BoxJob
from epaper.flow.makeup import MadePage, make_box, make_up, page_jobs
from epaper.fonts.book import FontBook
from epaper.model.edition import Edition
from epaper.plan.allocate import EditionPlan, PagePlan
from epaper.plan.jumps import Continuation
from epaper.processes import cores, shared_out
from epaper.typeset.typesetter import Typesetter

_WORTH_SHARING = 4
"""Pages from which on other processes are worth the half second that they take to start."""


def make_up_all(plan: EditionPlan, edition: Edition, typesetter: Typesetter) -> Iterator[MadePage]:
    """The pages: first those where nothing goes on, then those where what they left over goes on."""
    made: dict[int, MadePage] = {}
    waiting = list(plan.pages)
    while waiting:
        targets = {to.page for page in waiting for to in page.jumps.values()}
        ready = [page for page in waiting if page.page.number not in targets]
        waiting = [page for page in waiting if page.page.number in targets]
        rests = [rest for page in made.values() for rest in page.goes_on]
        for page in _make_up_these([_with_continued(page, rests) for page in ready], edition, typesetter):
            made[page.page.number] = page
            yield page


def _with_continued(page: PagePlan, rests: Sequence[Continuation]) -> PagePlan:
    here = [rest for rest in rests if rest.to_page == page.page.number]
    boxes = {rest.to_box for rest in here}
    return replace(page, continued={box: tuple(rest for rest in here if rest.to_box == box) for box in boxes})


def _make_up_these(pages: Sequence[PagePlan], edition: Edition, typesetter: Typesetter) -> Iterator[MadePage]:
    """Pages that do not depend on each other, in order."""
    memory = typesetter.memory
    jobs = [page_jobs(page, edition, typesetter) for page in pages]
    wanted = [[job for job in here if not memory.has(job.key)] for here in jobs]
    if sum(map(bool, wanted)) < _WORTH_SHARING or cores() < 2:
        for page in pages:
            yield make_up(page, edition, typesetter)
        return
    errands = [(tuple(here), typesetter.book.folders, typesetter.language) for here in wanted if here]
    fetched = shared_out(_make_elsewhere, errands)
    for page, here in zip(pages, wanted, strict=True):
        if here:
            for job, made in zip(here, next(fetched), strict=True):
                memory.put(job.key, made)
        yield make_up(page, edition, typesetter)


def _make_elsewhere(errand: tuple[tuple[BoxJob, ...], tuple[str, ...], str]) -> list[Made]:
    """A page's boxes, in a process that makes several pages': they share its fonts and all that was measured."""
    jobs, folders, language = errand
    typesetter = _typesetter(folders, language)
    return [make_box(job, typesetter) for job in jobs]


@lru_cache(maxsize=1)
def _typesetter(folders: tuple[str, ...], language: str) -> Typesetter:
    return Typesetter(FontBook(folders), language)
