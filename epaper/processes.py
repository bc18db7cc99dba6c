"""Jobs that do not depend on each other → their results, in order, from as many processes as there are cores."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from typing import TypeVar

_MOST_STAYING = 3
"""More processes than these wait for each other's largest story."""

_Job = TypeVar("_Job")
_Result = TypeVar("_Result")


def shared_out(work: Callable[[_Job], _Result], jobs: Sequence[_Job]) -> Iterator[_Result]:
    """The result of `work` for each job, in the order of the jobs.

    `work` is a function of a module, and jobs and results can be pickled. What a job raises is raised here. One job,
    or any on a single core, is done here.
    """
    workers = min(cores(), len(jobs))
    if workers < 2:
        yield from map(work, jobs)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_settle_in) as pool:
        try:
            yield from pool.map(work, jobs)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


class Crew:
    """Processes that stay, for sessions in which work comes again and again: they know what they did before.

    One fewer than there are cores: the caller works too. On a single core there is nobody, and `size` is 0. `did` is
    for the caller: who did a job last, 0 being the caller, and in how many seconds, to share out what comes again.
    """

    def __init__(self) -> None:
        self.size = min(cores() - 1, _MOST_STAYING)
        self.did: dict[object, tuple[int, float]] = {}
        self._pools: list[ProcessPoolExecutor] = []

    def start(self, settle: Callable[[], object]) -> None:
        """Begin each process, with something to do that makes it ready; where none can be had, there is no crew."""
        if self._pools:
            return
        context = get_context("spawn")
        self._pools = [ProcessPoolExecutor(1, mp_context=context, initializer=_settle_in) for _ in range(self.size)]
        try:
            for pool in self._pools:
                pool.submit(settle)
        except (OSError, RuntimeError):
            self.end()

    @property
    def ready(self) -> bool:
        """Whether it has been started and nothing has befallen it."""
        return bool(self._pools)

    def asked(self, who: int, work: Callable[[_Job], _Result], job: _Job) -> Callable[[], _Result]:
        """Have `work` done by one of the processes, counted from 1; call what is returned for the result. Raises
        BrokenExecutor there when the process was killed."""
        return self._pools[who - 1].submit(work, job).result

    def end(self) -> None:
        """Let the processes go."""
        for pool in self._pools:
            pool.shutdown(wait=False, cancel_futures=True)
        self._pools = []


def cores() -> int:
    """How many processes can run at once here."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def few_collections() -> None:
    """Look for garbage seldom: values are frozen, a build is short, and looking took a fifth of its time."""
    gc.set_threshold(100_000, 20, 50)


def _settle_in() -> None:
    """In each process: leave Ctrl-C to the one that people see, and end with it however it ends."""
    few_collections()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
