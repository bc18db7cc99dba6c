"""An edition file's `adverts` and `fillers` → advertisements as booked, their artwork read.

Their keys are models of their own, which the edition's model holds; every fault is told at its line of the edition.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StrictInt

from epaper.errors import Collector, InputError, Where
from epaper.memory import Memory
from epaper.model.advert import Advert, Artwork, Booking
from epaper.sources.advert_schema import AdvertFields
from epaper.sources.adverts import advert_of, read_artwork
from epaper.sources.layout_values import AdvertSize, OrShort, Text
from epaper.sources.yaml_marks import Marked


class FillerEntry(AdvertFields):
    """An advertisement of the paper's own, for space that nobody has booked."""

    file: Text = Field(description="The picture or PDF, from the edition file's place.", examples=["house/letters.pdf"])


class AdvertEntry(AdvertFields):
    """An advertisement that somebody has booked."""

    file: Text = Field(description="The picture or PDF, from the edition file's place.", examples=["adverts/bank.pdf"])
    size: AdvertSize = Field(description="The size that was sold: page columns x depth.", examples=["3x12cm"])
    page: StrictInt = Field(0, ge=0, le=999, description="The page that it was promised; 0 is none.", examples=[3])
    section: Text = Field("", description="The section that it was promised.", examples=["Sport"])
    priority: StrictInt = Field(5, ge=1, le=9, description="1 is placed first, 9 last.", examples=[1])


def _short(value: Any) -> Any:
    return {"file": value} if isinstance(value, str) else value


_FILE = OrShort((("type", "string"), ("description", "Just the file.")))
Adverts = list[AdvertEntry]
Fillers = list[Annotated[FillerEntry, BeforeValidator(_short), _FILE]]


def read_bookings(
    entries: Sequence[AdvertEntry], pages: int, marked: Marked, folder: Path, faults: Collector, memory: Memory | None
) -> tuple[Booking, ...]:
    """What is booked, artwork read; `pages` is how many the edition has."""
    booked = []
    for at, entry in enumerate(entries):
        where = marked.where(("adverts", at))
        if entry.page > pages:
            place = marked.where(("adverts", at, "page"))
            faults.error("no-page", f"there is no page {entry.page}; the edition has {pages}", place)
        art = _artwork(folder / entry.file, marked.where(("adverts", at, "file")), faults, memory)
        if art is not None:
            booked.append(Booking(advert_of(art, entry, where), entry.page, entry.section, entry.priority))
    return tuple(booked)


def read_fillers(
    entries: Sequence[FillerEntry], marked: Marked, folder: Path, faults: Collector, memory: Memory | None
) -> tuple[Advert, ...]:
    """The house advertisements, artwork read."""
    found = []
    for at, entry in enumerate(entries):
        where = marked.where(("fillers", at))
        art = _artwork(folder / entry.file, where, faults, memory)
        if art is not None:
            found.append(advert_of(art, entry, where))
    return tuple(found)


def _artwork(path: Path, where: Where, faults: Collector, memory: Memory | None) -> Artwork | None:
    try:
        return read_artwork(path.absolute(), where, memory)
    except InputError as error:
        faults.diagnostics += error.diagnostics
    return None
