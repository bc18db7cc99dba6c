"""`epaper plan`: an edition file → what will stand where, and why, as a table; or as an edition file to edit."""

from __future__ import annotations

from pathlib import Path

import click

from epaper.cli.mishaps import debug_option
from epaper.cli.progress import Progress
from epaper.cli.results import print_left
from epaper.cli.sources import fresh_option
from epaper.cli.words import counted, print_table, say, say_all, shown
from epaper.model.placing import Placing
from epaper.planning import Planned, plan_file, write_plan
from epaper.sources.named import kind_of
from epaper.standing import remembered
from epaper.write.report import span, why


@click.command()
@click.argument("source", metavar="EDITION.yaml", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    metavar="PLAN.yaml",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the plan as an edition file, to edit and to build.",
)
@fresh_option
@debug_option
def command(source: Path, out: Path | None, fresh: bool) -> None:
    """Show what will stand where in an edition, and why, before it is built.

    For each page its section and layout; for each box the story, its length in lines against the room for it, and what
    spoke for it. Lengths are estimates: nothing is set yet. With -o the plan is written as an edition file that gives
    the very same pages; edit it, and build that.
    """
    progress = Progress.of(shown(source))
    if kind_of(source) != "edition":
        raise click.UsageError("a plan is made of an edition; a story and a layout have one page")
    if out is not None and out.resolve() == source.resolve():
        raise click.UsageError("the plan would take the edition's own place; name another file")
    with remembered(source, fresh=fresh) as standing:
        planned, found = plan_file(source, standing, progress)
    progress.close()
    say_all(found)
    _print(planned)
    if out is not None:
        write_plan(planned, source, out)
        say(f"  {shown(out)}")


def _print(planned: Planned) -> None:
    edition, plan = planned.edition, planned.plan
    stories = counted(len(edition.stories), "story", "stories")
    say(f"{edition.title}, {edition.date.day} {edition.date:%B %Y}: {counted(len(edition.pages), 'page')}, {stories}")
    say()
    rows = []
    last = 0
    for placing in plan.placings:
        rows.append(_row(placing, begins=placing.page != last))
        last = placing.page
    columns = ("Page", "Section", "Layout", "Box", "Story", "Lines", "Room", "Picture", "Why", "Next best")
    print_table(columns, rows, right=("Page", "Lines"))
    print_left(plan.left_over)


def _row(placing: Placing, *, begins: bool) -> tuple[str, ...]:
    """A page's facts stand in its first row."""
    page = (str(placing.page), placing.section, placing.layout) if begins else ("", "", "")
    measured = placing.room[2] > 0
    return (
        *page,
        placing.box,
        placing.slug,
        str(placing.lines) if measured else "",
        span(placing.room) if measured else "",
        placing.picture,
        why(placing),
        placing.runner_up,
    )
