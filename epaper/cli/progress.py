"""What the pipeline says it is doing → a bar on a terminal, a line for each stage anywhere else."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import click

from epaper.cli.words import tell

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

_PATIENCE = 0.5
"""Seconds for which a terminal stays silent: no bar for a build that is over at once."""


class Progress:
    """Hears of stages and parts done; remembers what is being done, for when it goes wrong."""

    def __init__(self, subject: str) -> None:
        self.doing = f"reading {subject}"
        self._subject = subject
        self._started = time.perf_counter()
        self._stage = ""
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    @classmethod
    def of(cls, subject: str) -> Progress:
        """The progress of the command that is running."""
        made = cls(subject)
        click.get_current_context().meta["epaper.progress"] = made
        return made

    def __call__(self, stage: str, done: int, of: int) -> None:
        part = f" ({done + 1} of {of})" if of > 1 else ""
        self.doing = f"{stage}{part}, {self._subject}"
        if sys.stderr.isatty():
            self._draw(stage, done, of)
        elif stage != self._stage:
            tell(f"{stage} ({of})" if of > 1 else f"{stage} {self._subject}" if stage == "reading" else stage)
        self._stage = stage

    @property
    def elapsed(self) -> float:
        """Seconds since the command began its work."""
        return time.perf_counter() - self._started

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _draw(self, stage: str, done: int, of: int) -> None:
        if self._bar is None:
            if self.elapsed < _PATIENCE:
                return
            self._bar = _new_bar()
            self._bar.start()
            self._task = self._bar.add_task(stage, total=of)
        assert self._task is not None
        self._bar.update(self._task, description=stage, completed=done, total=of)


def _new_bar() -> Bar:
    from rich.console import Console  # noqa: PLC0415  (slow to load, and seldom wanted)
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Bar(*columns, console=Console(stderr=True), transient=True)
