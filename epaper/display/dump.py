"""A page → readable text, one line an item: for golden tests, for comparing two builds, for looking by eye.

    page 1 (1) 595.276 x 841.890
    headline lead [L] 34.016 60.000 527.244 x 48.000
      text 34.016 96.500 48.000 w 501.330 Playfair Display 700 "Schools reopen"

Lengths are points with three decimals, that is, exact. What is as usual (black, unscaled, not linked) is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from epaper.display.items import Fill, GlyphRun, Item, PlacedImage, Rule
from epaper.display.page import Page, Zone
from epaper.geometry import Rect
from epaper.model.style import BLACK, Colour, FaceRef
from epaper.units import Mpt


def dump(page: Page) -> str:
    """The page as text: a line for the page, one for each zone, and an indented one for each item."""
    return "\n".join(_lines(page)) + "\n"


def _lines(page: Page) -> Iterator[str]:
    size = f"{_pt(page.size.width)} x {_pt(page.size.height)}"
    yield _joined(
        f"page {page.number} ({page.label}) {size}",
        f"bleed {_pt(page.bleed)}" if page.bleed else "",
        page.section and f"section {page.section}",
        page.layout and f"layout {page.layout}",
    )
    for zone in page.zones:
        yield _zone(zone)
        for item in zone.items:
            yield f"  {_item(item)}"


def _zone(zone: Zone) -> str:
    return _joined(
        zone.role,
        zone.slug,
        zone.box and f"[{zone.box}]",
        _rect(zone.rect),
        f"paragraph {zone.paragraph}" if zone.paragraph >= 0 else "",
        "continues" if zone.continues else "",
        (zone.cell and f"{'head' if zone.cell.header else 'cell'} {zone.cell.row} {zone.cell.column}") or "",
        zone.language,
        zone.href and f"-> {zone.href}",
        zone.alt and f'alt "{zone.alt}"',
    )


def _item(item: Item) -> str:
    match item:
        case GlyphRun():
            return _run(item)
        case Rule():
            ends = f"{_pt(item.x1)} {_pt(item.y1)} to {_pt(item.x2)} {_pt(item.y2)}"
            return _joined(f"rule {ends} {_pt(item.thickness)}", _ink(item.colour))
        case Fill():
            return _joined(f"fill {_rect(item.rect)}", _ink(item.colour) or "black")
        case PlacedImage():
            crop = " ".join(str(side) for side in item.crop)
            return _joined(f"image {_rect(item.rect)} crop {crop} {_name(item.path)}", item.alt and f'"{item.alt}"')


def _run(run: GlyphRun) -> str:
    """The added hyphen is shown as a soft hyphen would be read, `joined` as a tie to the next run."""
    shown = run.text + ("-" if run.hyphen else "")
    return _joined(
        f"text {_pt(run.x)} {_pt(run.y)} {_pt(run.size)} w {_pt(run.width)} {_face(run.face)}",
        _ink(run.colour),
        f"scale {run.scale}" if run.scale != 1000 else "",
        f"tracking {_pt(run.tracking)}" if run.tracking else "",
        run.href and f"-> {run.href}",
        f'"{shown}"',
        "hyphen" if run.hyphen else "",
        "joined" if run.joined else "",
    )


def _face(face: FaceRef) -> str:
    return f"{face.family} {face.weight}{' italic' if face.italic else ''}"


def _ink(colour: Colour) -> str:
    """Per cent of each ink; empty for black."""
    return "" if colour == BLACK else f"cmyk {colour.c / 10:g} {colour.m / 10:g} {colour.y / 10:g} {colour.k / 10:g}"


def _rect(rect: Rect) -> str:
    return f"{_pt(rect.x)} {_pt(rect.y)} {_pt(rect.width)} x {_pt(rect.height)}"


def _pt(length: Mpt) -> str:
    return f"{length / 1000:.3f}"


def _name(path: str) -> str:
    """The file's own name: a dump is the same wherever the edition lies."""
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
