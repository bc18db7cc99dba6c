"""A page plan → a finished page. Each kind of box has its maker; the makers know nothing of each other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from epaper.display.page import Page, Zone
from epaper.errors import Diagnostic
from epaper.flow.advert import make_advert
from epaper.flow.box import Made
from epaper.flow.briefs import briefs_box, make_briefs
from epaper.flow.continued import make_continued
from epaper.flow.furniture import make_folio, make_nameplate, make_text
from epaper.flow.house import make_empty
from epaper.flow.index import make_index
from epaper.flow.jobs import BoxJob, jobs_of, placed
from epaper.flow.picture_box import make_picture
from epaper.flow.rail import make_rail
from epaper.flow.refers import make_refers
from epaper.flow.rules import rules_between
from epaper.flow.stone import Stone
from epaper.flow.story import make_story
from epaper.flow.table_box import make_table
from epaper.flow.tombstones import apart, meeting_pictures
from epaper.model.edition import Edition
from epaper.model.fit import StoryFit
from epaper.model.layout import (
    AdvertBox,
    BlankBox,
    BriefsBox,
    ContinuedBox,
    FolioBox,
    IndexBox,
    NameplateBox,
    PictureBox,
    RailBox,
    ReferBox,
    StoryBox,
    TableBox,
    TextBox,
)
from epaper.plan.allocate import PagePlan
from epaper.plan.company import stand_together
from epaper.plan.grid import Frame, resolve_grid
from epaper.plan.jumps import Continuation, own_story_box
from epaper.typeset.typesetter import Typesetter
from epaper.value import Value


class MadePage(Value):
    """A page, how its stories fitted, what to tell the user, and what goes on on later pages."""

    page: Page
    fits: tuple[StoryFit, ...]
    diagnostics: tuple[Diagnostic, ...]
    goes_on: tuple[Continuation, ...] = ()


def page_jobs(plan: PagePlan, edition: Edition, typesetter: Typesetter) -> list[BoxJob]:
    """What there is to make for a page, in reading order."""
    return jobs_of(plan, edition, _frames(plan, typesetter), typesetter)


def make_box(job: BoxJob, typesetter: Typesetter) -> Made:
    """Make one box, whatever is remembered."""
    plan = job.plan
    return _make(Stone(typesetter, plan.layout, job.edition, plan.page.number, plan.page.section), job.frame, plan)


def make_up(plan: PagePlan, edition: Edition, typesetter: Typesetter) -> MadePage:
    """Make one page up, from boxes that the typesetter's memory holds where it does."""
    layout = plan.layout
    stone = Stone(typesetter, layout, edition, plan.page.number, plan.page.section)
    frames = _frames(plan, typesetter)

    def remake(frame: Frame) -> Made:
        return _made(plan, edition, [frame], typesetter)[0]

    made = apart(layout, frames, _made(plan, edition, frames, typesetter), remake)
    zones: list[Zone] = [zone for each in made for zone in each.zones]
    page = Page(
        number=plan.page.number,
        label=str(plan.page.number),
        size=layout.page.size,
        zones=(*rules_between(stone, frames), *zones),
        bleed=layout.page.bleed,
        section=plan.page.section,
        layout=layout.name,
    )
    return MadePage(
        page,
        tuple(fit for each in made for fit in each.fits),
        (*(note for each in made for note in each.diagnostics), *meeting_pictures(layout, frames, made)),
        tuple(rest for each in made for rest in each.goes_on),
    )


def _made(plan: PagePlan, edition: Edition, frames: Sequence[Frame], typesetter: Typesetter) -> list[Made]:
    """The boxes of some frames, as remembered, or else made now."""
    return [
        placed(typesetter.memory.recall(job.key, partial(make_box, job, typesetter)), frame.box.where)
        for frame, job in zip(frames, jobs_of(plan, edition, frames, typesetter), strict=True)
    ]


def _frames(plan: PagePlan, typesetter: Typesetter) -> list[Frame]:
    cap = typesetter.cap_height(plan.layout.style("body"))
    grid = resolve_grid(plan.layout, cap, left_hand=plan.page.number % 2 == 0)
    return sorted(grid.frames, key=lambda frame: (frame.box.row, frame.box.column))


def _make(stone: Stone, frame: Frame, plan: PagePlan) -> Made:
    """One box by its kind. A new kind is a line here or in `_make_of_stories`, and a module of its own."""
    match frame.box.options:
        case StoryBox() | ContinuedBox() | PictureBox() | BriefsBox() | TableBox():
            return _make_of_stories(stone, frame, plan)
        case RailBox() as box:
            return make_rail(stone, frame, box, stone.edition.rail)
        case NameplateBox() as box:
            return make_nameplate(stone, frame, box)
        case FolioBox() as box:
            return make_folio(stone, frame, box)
        case TextBox() as box:
            return make_text(stone, frame, box)
        case IndexBox() as box:
            return make_index(stone, frame, box, plan.contents)
        case ReferBox() as box:
            return make_refers(stone, frame, box, plan.contents)
        case AdvertBox() as box:
            return make_advert(stone, frame, box)
        case BlankBox():
            return Made(())


def _make_of_stories(stone: Stone, frame: Frame, plan: PagePlan) -> Made:
    """A box that holds stories, or goes on with some from earlier pages."""
    name = frame.box.name
    stories, continued = plan.stories.get(name, ()), plan.continued.get(name, ())
    if isinstance(frame.box.options, TableBox) and frame.box.options.story and not stories:
        stories = (frame.box.options.story,)
    match frame.box.options:
        case ContinuedBox() if continued:
            return make_continued(stone, frame, continued)
        case _ if not stories:
            return make_empty(stone, frame)
        case BriefsBox() as box:
            return make_briefs(stone, frame, box, stories)
        case StoryBox() | ContinuedBox() if stand_together(stories):
            return make_briefs(stone, frame, briefs_box(frame), stories)
        case StoryBox() as box:
            return make_story(stone, frame, box, stories[0], plan.jumps.get(name), stories[1:])
        case TableBox() as box:
            return make_table(stone, frame, box, stories[0])
        case PictureBox() as box:
            return make_picture(stone, frame, box, stories[0])
    return make_story(stone, frame, own_story_box(frame), stories[0], plan.jumps.get(name), stories[1:])
