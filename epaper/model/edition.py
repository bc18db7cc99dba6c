"""An edition: a title, a date, pages, and the copy that goes on them. Values only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from epaper.errors import Where
from epaper.model.advert import Advert, Booking
from epaper.model.story import RailItem, Story
from epaper.value import Value, field

CopyLength = Literal["short", "fit", "long"]
"""How long invented copy is against the boxes that it fills."""
AUTO = "auto"
"""Among a page's choices of layout: any that suits."""


class EditionPage(Value):
    """One page to make: the layout's name, its section, and which stories are nailed to which box (box → slugs; none
    leaves the box empty).

    Without a layout it takes one of `choices`, which are names, patterns of names, or "auto" for all that suit.
    `places` says where the edition's file nails each of them."""

    number: int
    layout: str
    section: str = ""
    assigned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    choices: tuple[str, ...] = ()
    where: Where | None = None
    places: Mapping[str, Where] = field(default_factory=dict)


class ElsewhereEntry(Value):
    """What stands on a page that is not made here: its title and its page's number, for the index."""

    title: str
    page: int


class Edition(Value, kw_only=True):
    """Everything a build needs but the layouts and fonts. Paths are absolute.

    `layout_dirs` and `font_dirs` are the user's own folders, searched before the shipped ones.
    """

    title: str
    date: dt.date
    pages: tuple[EditionPage, ...]
    stories: tuple[Story, ...]
    rail: tuple[RailItem, ...] = ()
    rail_title: str = "Editorial"
    language: str = "en-GB"
    city: str = ""
    number: str = ""
    price: str = ""
    motto: str = ""
    website: str = ""
    weather: str = ""
    ears: tuple[str, str] = ("", "")
    elsewhere: tuple[ElsewhereEntry, ...] = ()
    adverts: tuple[Booking, ...] = ()
    fillers: tuple[Advert, ...] = ()
    layout_dirs: tuple[str, ...] = ()
    font_dirs: tuple[str, ...] = ()
    where: Where | None = None

    def story(self, slug: str) -> Story | None:
        return next((story for story in self.stories if story.slug == slug), None)
