"""What was built → the closing summary and the fit report's table."""

from __future__ import annotations

from collections import Counter

from epaper.cli.words import counted, placed, print_table, say, shown
from epaper.pipeline import Built, Composed
from epaper.write.report import lines_set, remedies, totals, verdict

_MOST_FILES = 6
"""Files listed by name; more than these are counted by folder."""


def print_built(built: Built, seconds: float) -> None:
    """What was made, of how much, in how long, and where it lies."""
    edition, pages = built.composed.edition, built.composed.document.pages
    date = f"{edition.date.day} {edition.date:%B %Y}"
    made = f"{counted(len(pages), 'page')}, {counted(len(edition.stories), 'story', 'stories')}"
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


def print_fit(composed: Composed) -> None:
    """The fit report: each story, its box, how it fitted, and what was done for it."""
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
    say()
    say(totals(composed.fits))


def _size(count: int) -> str:
    """Bytes as people read them."""
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} KB"
