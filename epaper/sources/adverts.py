"""Advertisements' files → artwork: how large it is, and what a press or a reader will not see as its maker does."""

from __future__ import annotations

from pathlib import Path

from epaper.errors import Diagnostic, InputError, Where
from epaper.memory import Memory, digest
from epaper.model.advert import Advert, Artwork
from epaper.pdf_page import PdfFacts, UnusablePdfError, is_pdf, read_pdf_page
from epaper.sources.advert_schema import AdvertFields
from epaper.sources.pictures import examine
from epaper.sources.reading import looking_at, state_of


def read_artwork(path: Path, where: Where | None, memory: Memory | None = None) -> Artwork:
    """The artwork in a picture file or on the first page of a PDF; `where` is the place that asks for it.

    Raises InputError for a file that is missing, broken, locked, or of another kind.
    """
    looking_at(path)
    try:
        if is_pdf(path) or path.suffix.lower() == ".pdf":
            facts = _facts(path, memory or Memory())
            width, height = facts.size
            return Artwork(path=str(path), width=width, height=height, vector=True, notes=tuple(_notes(facts)))
    except UnusablePdfError as error:
        message = f"the advertisement {path} {error}"
        raise InputError([Diagnostic("error", "broken-advert", message, where, _cure(error))]) from None
    except OSError:
        pass  # a file that is not there is told as for pictures, with the nearest name
    picture = examine(path, where, memory)
    return Artwork(path=str(path), width=picture.width, height=picture.height)


def advert_of(art: Artwork, fields: AdvertFields, where: Where | None = None) -> Advert:
    """The artwork with what is said of it."""
    columns, depth = fields.size or (0, 0)
    return Advert(
        art=art, columns=columns, depth=depth, border=fields.border, href=fields.href, alt=fields.alt, where=where
    )


def _facts(path: Path, memory: Memory) -> PdfFacts:
    key = digest("pdf", str(path), state_of(path))
    return memory.recall(key, lambda: read_pdf_page(path).facts)


def _notes(facts: PdfFacts) -> list[str]:
    notes = []
    if facts.pages > 1:
        notes.append(f"it has {facts.pages} pages, and the first is printed")
    if facts.missing_fonts:
        names = ", ".join(facts.missing_fonts)
        notes.append(f"it does not bring its fonts along ({names}): others may be seen in their place")
    return [*notes, *facts.lost]


def _cure(error: UnusablePdfError) -> str:
    return "save it without the password" if "locked" in str(error) else "have it made anew"
