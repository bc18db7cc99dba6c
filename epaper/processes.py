"""Jobs that do not depend on each other → their results, in order, from as many processes as there are cores."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from itertools import count
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import TypeVar

_WORTH_A_LOOK, _THOROUGH = 20_000, 40
"""Objects that are new since the last look for garbage; one look of so many is at everything."""
_IDLE = 0.3
"""Seconds without work after which nobody waits for a process."""
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


class CrewLostError(Exception):
    """A process of a crew was killed."""


class Crew:
    """Processes that stay, for sessions in which work comes again and again: they know what they did before.

    One fewer than there are cores: the caller works too. On a single core there is nobody, and `size` is 0. `did` is
    for the caller: who did a job last, 0 being the caller, and in how many seconds, to share out what comes again.
    Work goes to them straight through a pipe: a pool's threads would wait for the caller, who is at work himself.
    """

    def __init__(self) -> None:
        self.size = min(cores() - 1, _MOST_STAYING)
        self.did: dict[object, tuple[int, float]] = {}
        self.members: list[tuple[SpawnProcess, Connection]] = []
        self._owed: list[int] = []

    def start(self, settle: Callable[[], object]) -> None:
        """Begin each process, with something to do that makes it ready; where none can be had, there is no crew."""
        if self.members:
            return
        context = get_context("spawn")
        try:
            for _ in range(self.size):
                ours, theirs = context.Pipe()
                process = context.Process(target=_serve, args=(theirs, settle), daemon=True)
                process.start()
                theirs.close()
                self.members.append((process, ours))
                self._owed.append(0)
        except (OSError, RuntimeError):
            self.end()

    @property
    def ready(self) -> bool:
        """Whether it has been started and nothing has befallen it."""
        return bool(self.members)

    def asked(self, who: int, work: Callable[[_Job], _Result], job: _Job) -> Callable[[], _Result]:
        """Have `work` done by one of the processes, counted from 1, one thing at a time; call what is returned for the
        result, or what it raised. What nobody came for is lost then. Raises CrewLostError, here or there, when the
        process was killed."""
        pipe = self.members[who - 1][1]

        def result() -> _Result:
            with _lost():
                good, found = pipe.recv()
            self._owed[who - 1] -= 1
            if good:
                made: _Result = found
                return made
            raise found

        with _lost():
            for _ in range(self._owed[who - 1]):  # else both would wait for the other to read
                pipe.recv()
            self._owed[who - 1] = 0
            pipe.send((work, job))
        self._owed[who - 1] = 1
        return result

    def end(self) -> None:
        """Let the processes go."""
        for process, pipe in self.members:
            pipe.close()
            process.terminate()
        for process, _ in self.members:
            process.join(1)
        self.members, self._owed = [], []


@contextmanager
def _lost() -> Iterator[None]:
    """Say that a process is gone where its pipe is."""
    try:
        yield
    except (EOFError, OSError) as error:
        raise CrewLostError from error


def _serve(pipe: Connection, settle: Callable[[], object]) -> None:
    """A member of a crew: work and a job come in, whether it went well and what came of it go out."""
    _settle_in()
    settle()
    with suppress(EOFError, OSError), tidied_when_idle() as tidy:
        while True:
            if not pipe.poll(_IDLE):
                tidy()
            work, job = pipe.recv()
            try:
                answer = (True, work(job))
            except Exception as error:
                answer = (False, error)
            pipe.send(answer)


def cores() -> int:
    """How many processes can run at once here."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def few_collections() -> None:
    """Look for garbage seldom: values are frozen, a build is short, and looking took a fifth of its time."""
    gc.set_threshold(100_000, 20, 50)


@contextmanager
def tidied_when_idle() -> Iterator[Callable[[], None]]:
    """Look for no garbage inside the block but when what is given is called, which is for when nobody waits: a look
    takes as long as a story."""
    looks = count(1)

    def tidy() -> None:
        if gc.get_count()[0] > _WORTH_A_LOOK:
            gc.collect(1 if next(looks) % _THOROUGH else 2)

    enabled = gc.isenabled()
    gc.disable()
    try:
        yield tidy
    finally:
        if enabled:
            gc.enable()


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
