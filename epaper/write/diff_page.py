"""What differs between two editions → one HTML page that needs nothing else, and a PNG for each page that differs."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from epaper.display.changes import Boxes, Change, PageChanges
from epaper.geometry import Rect, Size
from epaper.units import pt
from epaper.write.images import ImageSpec, page_picture
from epaper.write.side_by_side import COLOURS, DPI, side_by_side
from epaper.write.web_page import webp_address

if TYPE_CHECKING:
    from PIL.Image import Image

_AIR = pt(1.5)
"""Outlines are drawn so far outside of what they stand for, not to touch type."""
_STYLE = """
:root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 110rem; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin: 2.5rem 0 .6rem; }
.pages { display: grid; grid-template-columns: 1fr 1fr; gap: 1.2rem; align-items: start; }
figure { margin: 0; position: relative; }
figcaption { margin-bottom: .3rem; }
figure div { position: relative; background: #fff; box-shadow: 0 1px 6px #0006; }
img { display: block; width: 100%; height: auto; }
svg { position: absolute; inset: 0; width: 100%; height: 100%; }
rect { fill: transparent; vector-effect: non-scaling-stroke; stroke-width: 2.5; }
rect.box { stroke: #767676; stroke-width: 1; stroke-dasharray: 4 3; pointer-events: none; }
text { font: 600 9px system-ui, sans-serif; fill: #767676; }
a:target rect, a:hover rect, a:focus rect { fill: currentColor; fill-opacity: .18; }
ol { padding-left: 2.2rem; columns: 30rem; column-gap: 2rem; margin: .4rem 0 1rem; }
li { break-inside: avoid; } li a { color: inherit; }
li b { display: inline-block; color: #fff; border-radius: .2rem; padding: 0 .35rem; font-weight: 600; }
.none { border: 1px dashed; padding: 3rem; text-align: center; }
@media (max-width: 60rem) { .pages { grid-template-columns: 1fr; } }
"""


def write_diff(pages: Sequence[PageChanges], names: tuple[str, str], pdfs: tuple[Path, Path], folder: Path) -> None:
    """Write `diff.html` and `page-001.png` … into a folder that is there. Raises OSError when one cannot be written."""
    sections = []
    for page in pages:
        if page.changes:
            before, after = (
                page_picture(pdf, page.number, ImageSpec(dpi=DPI)) if size else None
                for pdf, size in zip(pdfs, (page.before, page.after), strict=True)
            )
            side_by_side(page, before, after).save(folder / f"page-{page.number:03d}.png")
            sections.append(_section(page, names, (before, after)))
    same = [str(page.number) for page in pages if not page.changes]
    title = f"{names[0]} and {names[1]}"
    summary = f"{len(sections)} of {len(pages)} pages differ." if len(pages) > 1 else ""
    if same and len(pages) > 1:
        summary += f" The same: {', '.join(same)}."
    body = "".join(sections) or "<p>Nothing differs.</p>"
    text = (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{_STYLE}</style></head><body>\n<main><h1>{html.escape(title)}</h1>\n<p>{summary}</p>\n{body}</main>"
        "</body></html>\n"
    )
    (folder / "diff.html").write_text(text, encoding="utf-8")


def _section(page: PageChanges, names: tuple[str, str], pictures: tuple[Image | None, Image | None]) -> str:
    items = "".join(_item(page.number, number, change) for number, change in enumerate(page.changes, start=1))
    figures = "".join(_figure(page, side, names[side], pictures[side]) for side in (0, 1))
    return f'<section><h2>Page {page.number}</h2>\n<ol>{items}</ol>\n<div class="pages">{figures}</div></section>\n'


def _item(page: int, number: int, change: Change) -> str:
    kind = f'<b style="background:{COLOURS[change.kind]}">{change.kind}</b>'
    words = f"{html.escape(change.name)}: {html.escape(change.words)}"
    side = 1 if change.after else 0
    placed = change.before or change.after
    return f'<li>{kind} <a href="#p{page}-{side}-{number}">{words}</a></li>' if placed else f"<li>{kind} {words}</li>"


def _figure(page: PageChanges, side: int, name: str, picture: Image | None) -> str:
    caption = f"<figcaption>{('Before', 'After')[side]}: {html.escape(name)}</figcaption>"
    size = (page.before, page.after)[side]
    if picture is None or size is None:
        return f'<figure>{caption}<p class="none">no such page</p></figure>'
    alt = f"Page {page.number} {('before', 'after')[side]}"
    image = f'<img alt="{alt}" width="{picture.width}" height="{picture.height}" src="{webp_address(picture)}">'
    return f"<figure>{caption}<div>{image}{_overlay(page, side, size)}</div></figure>\n"


def _overlay(page: PageChanges, side: int, size: Size) -> str:
    """The outlines, in points, laid over the picture; each is a link that its line in the list leads to."""
    outlines = [_boxes(page.boxes[side])]
    for number, change in enumerate(page.changes, start=1):
        places = (change.before, change.after)[side]
        if places:
            title = html.escape(f"{number}. {change}")
            rects = "".join(_rect(each) for each in places)
            link = f'<a id="p{page.number}-{side}-{number}" href="#p{page.number}-{1 - side}-{number}"'
            outlines.append(f'{link} style="color:{COLOURS[change.kind]}"><title>{title}</title>{rects}</a>')
    return f'<svg viewBox="0 0 {size.width / 1000:g} {size.height / 1000:g}">{"".join(outlines)}</svg>'


def _boxes(boxes: Boxes) -> str:
    return "".join(
        f'{_rect(rect, "box")}<text x="{rect.x / 1000 + 2:g}" y="{rect.y / 1000 + 9:g}">{html.escape(name)}</text>'
        for name, rect in boxes
    )


def _rect(rect: Rect, kind: str = "") -> str:
    air = 0 if kind else _AIR
    sides = (rect.x - air, rect.y - air, rect.width + 2 * air, rect.height + 2 * air)
    x, y, width, height = (f"{each / 1000:g}" for each in sides)
    look = f'class="{kind}"' if kind else 'stroke="currentColor"'
    return f'<rect {look} x="{x}" y="{y}" width="{width}" height="{height}"/>'
