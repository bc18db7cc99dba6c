"""What was built → the closing summary and the fit report's table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import click

from epaper.cli.mishaps import FAULTS
from epaper.cli.words import counted, placed, print_table, say, shown, tell
from epaper.model.placing import LeftOver
from epaper.pipeline import Built, Composed
from epaper.write.report import lines_set, near_words, remedies, totals, verdict

_MOST_FILES = 6
"""Files listed by name; more than these are counted by folder."""


def print_built(built: Built, seconds: float) -> None:
    """What was made, of how much, in how long, and where it lies."""
    edition, pages = built.composed.edition, built.composed.document.pages
    printed = len({fit.slug for fit in built.composed.fits})
    date = f"{edition.date.day} {edition.date:%B %Y}"
    made = f"{counted(len(pages), 'page')}, {counted(printed, 'story', 'stories')}"
    say(f"{edition.title}, {date}: {made} in {seconds:.1f} s")
    several = len(built.files) > _MOST_FILES
    folders = Counter(file.parent for file in built.files)
    for file in built.files:
        if not several or folders[file.parent] <= _MOST_FILES // 2:
            say(f"  {shown(file)}  {_size(file.stat().st_size)}")
    for folder, count in sorted(folders.items()):
        if several and count > _MOST_FILES // 2:
            size = sum(file.stat().st_size for file in built.files if file.parent == folder)
            say(f"  {shown(folder)}/  {counted(count, 'file')}, {_size(size)}")
    if built.removed:
        names = f"{shown(built.removed[0])}{', …' if len(built.removed) > 1 else ''}"
        say(f"  removed, of the build before: {counted(len(built.removed), 'file')} ({names})")


def print_fit(composed: Composed) -> None:
    """The fit report: each story, its box, how it fitted, and what was done for it; and the stories without a box."""
    if not composed.fits:
        return
    rows = [
        (
            str(fit.page),
            fit.box,
            fit.slug,
            lines_set(fit),
            verdict(fit),
            remedies(fit),
            placed(fit.where),
        )
        for fit in composed.fits
    ]
    say()
    print_table(("Page", "Box", "Story", "Lines", "Fit", "Done", "Layout"), rows, right=("Page",))
    print_left(composed.report.left_over)
    say()
    say(totals(composed.fits, len(composed.left)))


def print_left(left: Sequence[LeftOver]) -> None:
    """The stories that no box took, and where they would fit."""
    if not left:
        return
    say()
    say(f"Left over: {counted(len(left), 'story', 'stories')}")
    rows = [(each.slug, f"{each.words:,}", each.section, str(each.priority), near_words(each)) for each in left]
    print_table(("Story", "Words", "Section", "Priority", "Where it would fit"), rows, right=("Words", "Priority"))


def fail_on_misfits(composed: Composed) -> None:
    """Say how much does not fit or cannot be set, and leave with the code for faults if anything."""
    if composed.unfit:
        tell(f"{counted(composed.unfit, 'story does', 'stories do')} not fit")
    if composed.unsettable:
        tell(f"{counted(composed.unsettable, 'story', 'stories')} cannot be set as written")
    if composed.unfit or composed.unsettable:
        click.get_current_context().exit(FAULTS)


def _size(count: int) -> str:
    """Bytes as people read them."""
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} KB"
