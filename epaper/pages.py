"""An edition's plan → its pages, made up: from boxes that are remembered, made here, or made by a process a core.

Pages where what others leave over goes on come after those.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Container, Iterator, Sequence
from functools import lru_cache

from epaper.flow.box import Made
from epaper.flow.jobs import BoxJob
from epaper.flow.makeup import MadePage, make_box, make_up, page_jobs
from epaper.fonts.book import FontBook
from epaper.model.edition import Edition
from epaper.plan.allocate import EditionPlan, PagePlan
from epaper.plan.jumps import Continuation
from epaper.processes import Crew, CrewLostError, cores, shared_out
from epaper.typeset.typesetter import Typesetter
from epaper.value import replace

_WORTH_ASKING = 300
"""Words from which on processes that are there already are worth the few milliseconds that the way to them takes."""
_WORTH_MOVING = 0.7
"""A box is made elsewhere than before where that leaves no more than so much to whoever has most to do."""
_A_WORD = 1e-4
"""About how many seconds a word takes."""
_WORTH_SHARING = 4
"""Pages from which on other processes are worth the half second that they take to start."""


def make_up_all(
    plan: EditionPlan,
    edition: Edition,
    typesetter: Typesetter,
    crew: Crew | None = None,
    urgent: Container[int] = frozenset(),
    meanwhile: Callable[[Made], object] | None = None,
) -> Iterator[MadePage]:
    """The pages: first those where nothing goes on, then those where what they left over goes on; among them the urgent
    ones first, by number. A `crew` that is ready takes its part of the boxes; `meanwhile` is done with those made here,
    while the others are waited for."""
    made: dict[int, MadePage] = {}
    waiting = list(plan.pages)
    while waiting:
        targets = {to.page for page in waiting for to in page.jumps.values()}
        ready = [page for page in waiting if page.page.number not in targets]
        waiting = [page for page in waiting if page.page.number in targets]
        rests = [rest for page in made.values() for rest in page.goes_on]
        soon = [page for page in ready if page.page.number in urgent]
        later = [page for page in ready if page.page.number not in urgent]
        for pages in filter(None, (soon, later)):
            for page in _make_up_these(
                [_with_continued(page, rests) for page in pages], edition, typesetter, crew, meanwhile
            ):
                made[page.page.number] = page
                yield page


def _with_continued(page: PagePlan, rests: Sequence[Continuation]) -> PagePlan:
    here = [rest for rest in rests if rest.to_page == page.page.number]
    boxes = {rest.to_box for rest in here}
    return replace(page, continued={box: tuple(rest for rest in here if rest.to_box == box) for box in boxes})


def _make_up_these(
    pages: Sequence[PagePlan],
    edition: Edition,
    typesetter: Typesetter,
    crew: Crew | None,
    meanwhile: Callable[[Made], object] | None,
) -> Iterator[MadePage]:
    """Pages that do not depend on each other, in order."""
    memory = typesetter.memory
    jobs = [page_jobs(page, edition, typesetter) for page in pages]
    wanted = [[job for job in here if not memory.has(job.key)] for here in jobs]
    if crew is not None and crew.ready:
        _make_together([job for here in wanted for job in here], typesetter, crew, meanwhile)
        for page in pages:
            yield make_up(page, edition, typesetter)
        return
    if sum(map(bool, wanted)) < _WORTH_SHARING or cores() < 2:
        for page in pages:
            yield make_up(page, edition, typesetter)
        return
    errands = [(tuple(here), typesetter.book.folders, typesetter.language, typesetter.key) for here in wanted if here]
    fetched = shared_out(_make_elsewhere, errands)
    for page, here in zip(pages, wanted, strict=True):
        if here:
            for job, (_, made) in zip(here, next(fetched), strict=True):
                memory.put(job.key, made)
        yield make_up(page, edition, typesetter)


def _make_together(
    jobs: Sequence[BoxJob], typesetter: Typesetter, crew: Crew, meanwhile: Callable[[Made], object] | None
) -> None:
    """Remember the boxes, made by the crew and here."""
    if sum(map(_words, jobs)) < _WORTH_ASKING or len(jobs) < 2:
        return
    shares = _shares(jobs, crew)
    folders, language, key = typesetter.book.folders, typesetter.language, typesetter.key
    try:
        asked = {
            who: crew.asked(who, _make_elsewhere, (tuple(share), folders, language, key))
            for who, share in enumerate(shares)
            if who and share
        }
        done = {0: _make_here(shares[0], typesetter)}
        if meanwhile is not None:
            for _, box in done[0]:
                meanwhile(box)
        done |= {who: made() for who, made in asked.items()}
    except CrewLostError:  # somebody killed a process: all boxes are made here
        crew.end()
        return
    for who, made in done.items():
        for job, (seconds, box) in zip(shares[who], made, strict=True):
            crew.did[_place(job)] = (who, _reckoned(crew.did.get(_place(job)), who, seconds))
            typesetter.memory.put(job.key, box)


def _shares(jobs: Sequence[BoxJob], crew: Crew) -> list[list[BoxJob]]:
    """The jobs by who does them, the caller's first. A box takes about as long as it did before it changed, and least
    where it was made before: there its words are measured already. So only one is given to another at a time, where
    that pays."""
    seconds = {job.key: crew.did[_place(job)][1] if _place(job) in crew.did else _words(job) * _A_WORD for job in jobs}
    shares: list[list[BoxJob]] = [[] for _ in range(crew.size + 1)]

    def load(share: Sequence[BoxJob]) -> float:
        return sum(seconds[job.key] for job in share)

    for job in sorted(jobs, key=lambda job: (_place(job) not in crew.did, -seconds[job.key])):
        known = crew.did.get(_place(job))
        (shares[known[0]] if known else min(shares, key=load)).append(job)
    most, least = max(shares, key=load), min(shares, key=load)
    movable = [job for job in most if load(least) + seconds[job.key] < load(most) * _WORTH_MOVING]
    if movable:
        moved = max(movable, key=lambda job: min(seconds[job.key], load(most) - load(least) - seconds[job.key]))
        most.remove(moved)
        least.append(moved)
    return shares


def _reckoned(before: tuple[int, float] | None, who: int, seconds: float) -> float:
    """What a box is likely to take next time: as long as it took lately. The first time at another's place, where its
    words had to be measured anew, says little."""
    if before is None:
        return seconds
    return min(before[1], seconds) if before[0] != who else (before[1] + seconds) / 2


def _place(job: BoxJob) -> tuple[int, str]:
    return job.plan.page.number, job.frame.box.name


def _words(job: BoxJob) -> int:
    """How much there is to set in a box, and one."""
    return 1 + sum(story.words for stories in job.plan.stories.values() for story in stories)


def ready() -> None:
    """Does nothing: who asks a process for it has it load the engine."""


def _make_elsewhere(errand: tuple[tuple[BoxJob, ...], tuple[str, ...], str, str]) -> list[tuple[float, Made]]:
    """A page's boxes, in a process that makes several pages': they share its fonts and all that was measured."""
    jobs, folders, language, key = errand
    return _make_here(jobs, _typesetter(folders, language, key))


def _make_here(jobs: Sequence[BoxJob], typesetter: Typesetter) -> list[tuple[float, Made]]:
    """Each box, with the seconds that it took."""
    made = []
    for job in jobs:
        started = time.perf_counter()
        box = make_box(job, typesetter)
        made.append((time.perf_counter() - started, box))
    return made


@lru_cache(maxsize=1)
def _typesetter(folders: tuple[str, ...], language: str, key: str) -> Typesetter:
    """`key` tells one state of the fonts from another."""
    return Typesetter(FontBook(folders), language)
