"""An edition's typography → a table: each story, each page, the whole edition."""

from __future__ import annotations

from epaper.cli.words import counted, print_table, say
from epaper.write.typography import Measured, Typography

_COLUMNS = (
    "Page",
    "Story",
    "Lines",
    "Spaces",
    ">133",
    ">150",
    ">200",
    "<80",
    "Glyphs",
    "Tracking",
    "Hyphens",
    "Ladder",
    "Lone",
    "Legs",
    "Grid",
)
_WORDS = frozenset({"Page", "Story", "Lone", "Legs", "Grid"})
_KEY = (
    "Shares of lines in %. Spaces: mean and deviation, in % of the font's own; Glyphs: their scaling in %; "
    "Tracking: in % of the size."
)


def print_typography(measured: Measured) -> None:
    """The figures of each story; of each page and of the edition where that is more than one."""
    if not measured.stories:
        return
    rows = [(str(each.page), each.slug, *_figures(each.figures)) for each in measured.stories]
    if len(measured.stories) > 1:
        rows += [(str(page), "all stories", *_figures(figures)) for page, figures in measured.pages]
    if len(measured.pages) > 1:
        rows.append(("all", "all stories", *_figures(measured.whole)))
    say()
    print_table(_COLUMNS, rows, right=[name for name in _COLUMNS if name not in _WORDS])
    say(_KEY)


def _figures(figures: Typography) -> tuple[str, ...]:
    return (
        str(figures.lines),
        f"{100 * figures.spaces_mean:.0f} ± {100 * figures.spaces_deviation:.0f}",
        *(_share(share) for share in (figures.over_133, figures.over_150, figures.over_200, figures.under_80)),
        _from_to(figures.scaling),
        _from_to(figures.tracking),
        _share(figures.hyphens),
        str(figures.ladder),
        _lone(figures),
        "level" if figures.level == figures.stories else f"{figures.stories - figures.level} uneven",
        "on" if not figures.off_grid else f"{counted(figures.off_grid, 'line')} off",
    )


def _share(share: float) -> str:
    return f"{share:.1f}" if share else "0"


def _from_to(limits: tuple[float, float]) -> str:
    least, most = (f"{limit:.1f}".removesuffix(".0").replace("-", "−") for limit in limits)
    return least if least == most else f"{least} to {most}"


def _lone(figures: Typography) -> str:
    found = ((figures.widows, "widow"), (figures.orphans, "orphan"), (figures.runts, "runt"))
    return ", ".join(counted(number, noun) for number, noun in found if number) or "none"
