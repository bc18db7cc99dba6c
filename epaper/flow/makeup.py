"""A page plan → a finished page. Each kind of box has its maker; the makers know nothing of each other."""

from __future__ import annotations

from dataclasses import dataclass

from epaper.display.page import Page, Zone
from epaper.errors import Diagnostic
from epaper.flow.advert import make_advert
from epaper.flow.box import Made
from epaper.flow.briefs import make_briefs
from epaper.flow.furniture import make_folio, make_nameplate, make_text
from epaper.flow.index import make_index
from epaper.flow.picture_box import make_picture
from epaper.flow.rail import make_rail
from epaper.flow.rules import rules_between
from epaper.flow.stone import Stone
from epaper.flow.story import make_story
from epaper.model.edition import Edition
from epaper.model.fit import StoryFit
from epaper.model.layout import (
    AdvertBox,
    BlankBox,
    BriefsBox,
    FolioBox,
    IndexBox,
    NameplateBox,
    PictureBox,
    RailBox,
    StoryBox,
    TextBox,
)
from epaper.plan.allocate import PagePlan
from epaper.plan.grid import Frame, resolve_grid
from epaper.typeset.typesetter import Typesetter


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page, how its stories fitted, and what to tell the user."""

    page: Page
    fits: tuple[StoryFit, ...]
    diagnostics: tuple[Diagnostic, ...]


def make_up(plan: PagePlan, edition: Edition, typesetter: Typesetter) -> MadePage:
    """Make one page up."""
    layout = plan.layout
    stone = Stone(typesetter, layout, edition, plan.page.number, plan.page.section)
    grid = resolve_grid(layout, stone.cap, left_hand=plan.page.number % 2 == 0)
    frames = sorted(grid.frames, key=lambda frame: (frame.box.row, frame.box.column))
    made = [_make(stone, frame, plan) for frame in frames]
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
        tuple(note for each in made for note in each.diagnostics),
    )


def _make(stone: Stone, frame: Frame, plan: PagePlan) -> Made:
    """One box by its kind. A new kind is a line here and a module of its own."""
    stories = plan.stories.get(frame.box.name, ())
    match frame.box.options:
        case StoryBox() | PictureBox() if not stories:
            return _empty(stone, frame)
        case StoryBox() as box:
            return make_story(stone, frame, box, stories[0])
        case PictureBox() as box:
            return make_picture(stone, frame, box, stories[0])
        case BriefsBox() as box:
            return make_briefs(stone, frame, box, stories)
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
        case AdvertBox() as box:
            return make_advert(stone, frame, box)
        case BlankBox():
            return Made(())


def _empty(stone: Stone, frame: Frame) -> Made:
    message = f"no story for box {frame.box.name} on page {stone.number}"
    return Made((), (), (Diagnostic("warning", "box-empty", message, frame.box.where),))
