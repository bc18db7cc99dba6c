"""A finished page → one SVG document: every zone a group, text as its glyphs' outlines, pictures by reference.

Lengths are the page's own millipoints: the view box is the trimmed page. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from epaper.display.items import Fill, GlyphRun, Item, PlacedImage, Rule
from epaper.display.page import Page, Zone
from epaper.fonts.face import open_face
from epaper.geometry import Rect
from epaper.model.style import BLACK
from epaper.write.svg.colours import shown
from epaper.write.svg.glyphs import run_path
from epaper.write.svg.pictures import upright_size

Href = Callable[[PlacedImage], str]
"""Where the browser finds a picture, upright."""


def svg_page(page: Page, href: Href) -> str:
    """The page as an SVG document. `href` gives the address of each picture."""
    return svg_frame(page, (svg_zone(zone, href) for zone in page.zones))


def svg_frame(page: Page, zones: Iterable[str]) -> str:
    """A page's document around its zones, each as `svg_zone` gives it."""
    width, height = page.size.width, page.size.height
    size = f'width="{width / 1000:g}pt" height="{height / 1000:g}pt" viewBox="0 0 {width} {height}"'
    sheet = f'<rect width="{width}" height="{height}" fill="#fff"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{sheet}{"".join(zones)}</svg>'


def svg_zone(zone: Zone, href: Href) -> str:
    """One zone as a group that names its box, story, role and paragraph."""
    facts = {"box": zone.box, "slug": zone.slug, "role": zone.role}
    if zone.paragraph >= 0:
        facts["paragraph"] = str(zone.paragraph)
    data = "".join(f' data-{name}="{escape(value)}"' for name, value in facts.items() if value)
    return f"<g{data}>{''.join(_drawn(item, href) for item in zone.items)}</g>"


def _drawn(item: Item, href: Href) -> str:
    match item:
        case GlyphRun():
            return _run(item)
        case Rule():
            ends = f'x1="{item.x1}" y1="{item.y1}" x2="{item.x2}" y2="{item.y2}"'
            return f'<line {ends} stroke="{shown(item.colour)}" stroke-width="{item.thickness}"/>'
        case Fill():
            return f'<rect {_place(item.rect)} fill="{shown(item.colour)}"/>'
        case PlacedImage():
            return _picture(item, href(item))


def _run(run: GlyphRun) -> str:
    size = run.size / open_face(run.face).upem
    matrix = f"matrix({size * run.scale / 1000:.6g} 0 0 {-size:.6g} {run.x} {run.y})"
    fill = "" if run.colour == BLACK else f' fill="{shown(run.colour)}"'
    return f'<path transform="{matrix}"{fill} d="{run_path(run)}"/>'


def _picture(image: PlacedImage, address: str) -> str:
    """The whole picture in a window that shows its crop."""
    x, y, width, height = image.crop
    across, down = upright_size(image.path) or (x + width, y + height)
    window = f'{_place(image.rect)} viewBox="{x} {y} {width} {height}" preserveAspectRatio="none"'
    whole = f'width="{across}" height="{down}" preserveAspectRatio="none" href="{escape(address)}"'
    return f"<svg {window}><image {whole}/></svg>"


def _place(rect: Rect) -> str:
    return f'x="{rect.x}" y="{rect.y}" width="{rect.width}" height="{rect.height}"'
