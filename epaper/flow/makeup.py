"""A page plan → a finished page. Each kind of box has its maker; the makers know nothing of each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from epaper.display.page import Page, Zone
from epaper.errors import Diagnostic
from epaper.flow.box import Made
from epaper.flow.briefs import make_briefs
from epaper.flow.furniture import make_folio, make_nameplate, make_text
from epaper.flow.rail import make_rail
from epaper.flow.rules import rules_between
from epaper.flow.stone import Stone
from epaper.flow.story import make_story
from epaper.model.edition import Edition
from epaper.model.fit import StoryFit
from epaper.model.layout import BlankBox, BriefsBox, FolioBox, NameplateBox, RailBox, StoryBox, TextBox
from epaper.model.story import Story
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
    made = [_make(stone, frame, plan.stories.get(frame.box.name, ())) for frame in frames]
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


def _make(stone: Stone, frame: Frame, stories: Sequence[Story]) -> Made:
    maker = _MAKERS.get(type(frame.box.options))
    return maker(stone, frame, stories) if maker else Made(())


def _story(stone: Stone, frame: Frame, stories: Sequence[Story]) -> Made:
    options = frame.box.options
    assert isinstance(options, StoryBox)
    if not stories:
        note = Diagnostic(
            "warning", "box-empty", f"no story for box {frame.box.name} on page {stone.number}", frame.box.where
        )
        return Made((), (), (note,))
    return make_story(stone, frame, options, stories[0])


_Maker = Callable[[Stone, Frame, Sequence[Story]], Made]
_MAKERS: dict[type, _Maker] = {
    StoryBox: _story,
    RailBox: lambda stone, frame, _: make_rail(stone, frame, frame.box.options, stone.edition.rail),  # type: ignore[arg-type]
    NameplateBox: lambda stone, frame, _: make_nameplate(stone, frame, frame.box.options),  # type: ignore[arg-type]
    FolioBox: lambda stone, frame, _: make_folio(stone, frame, frame.box.options),  # type: ignore[arg-type]
    TextBox: lambda stone, frame, _: make_text(stone, frame, frame.box.options),  # type: ignore[arg-type]
    BriefsBox: lambda stone, frame, stories: make_briefs(stone, frame, frame.box.options, stories),  # type: ignore[arg-type]
    BlankBox: lambda stone, frame, stories: Made(()),
}
