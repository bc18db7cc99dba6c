"""The fit report and the finished pages → one HTML file to look over before the press runs; it needs nothing else.

Thumbnails with the boxes that are over or under marked, each a link to its line; a table for each page; what is left
over; all that was said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from epaper.errors import Diagnostic
from epaper.geometry import Rect, Size
from epaper.model.fit import StoryFit
from epaper.value import Value
from epaper.write.images import ImageSpec, page_picture
from epaper.write.report import (
    FitReport,
    lines_and_room,
    lines_set,
    near_words,
    place_in,
    plain_message,
    remedies,
    summary,
    verdict,
    why,
)
from epaper.write.web_page import filled, webp_address

_WIDTH = 520
"""Pixels of a thumbnail: sharp at half that on a good screen, and in print."""


class ProofPage(Value):
    """A page of the proof: its number, its section, its layout's name, its size, and its boxes' places by name."""

    number: int
    section: str
    layout: str
    size: Size
    boxes: Mapping[str, Rect]


def write_proof(report: FitReport, pages: Sequence[ProofPage], pdf: Path, target: Path, base: Path = Path()) -> None:
    """Write the proof of an edition whose PDF is written. `base` is the folder from which files are named.

    Raises OSError when it cannot be written.
    """
    pictures = [webp_address(page_picture(pdf, page.number, ImageSpec(width=_WIDTH))) for page in pages]
    target.write_text(proof_html(report, pages, pictures, base), encoding="utf-8")


def proof_html(report: FitReport, pages: Sequence[ProofPage], pictures: Sequence[str], base: Path = Path()) -> str:
    """The whole page. `pictures` are addresses of the pages' pictures, in step with the pages."""
    counts = summary(report.fits)
    figures = [_figure(report, page, picture) for page, picture in zip(pages, pictures, strict=True)]
    return filled(
        "proof",
        title=escape(report.title),
        date=escape(report.date),
        summary=_summary(counts, len(pages), len(report.left_over)),
        figures="\n".join(figures),
        tables="\n".join(_table(report, page, base) for page in pages),
        left_over=_left_over(report, base),
        said=_said(report.diagnostics, base),
    )


def _summary(counts: Mapping[str, int], pages: int, left: int) -> str:
    """The counts that matter, each with its word; what is amiss is marked."""
    told = (
        (pages, "pages", False),
        (counts["boxes"], "stories in boxes", False),
        (counts["fit"], "fit", False),
        (counts["overset"], "over", counts["overset"] > 0),
        (counts["underset"], "under", counts["underset"] > 0),
        (left, "left over", left > 0),
    )
    marks = {True: ' class="amiss"', False: ""}
    return "".join(f"<div{marks[amiss]}><dt>{word}</dt><dd>{count}</dd></div>" for count, word, amiss in told)


def _figure(report: FitReport, page: ProofPage, picture: str) -> str:
    size = f"{page.size.width / 1000:g} {page.size.height / 1000:g}"
    here = [fit for fit in report.fits if fit.page == page.number]
    amiss_in = {box: [fit for fit in here if fit.box == box and not fit.fits] for box in page.boxes}
    marks = "".join(_mark(fits, page.boxes[box]) for box, fits in amiss_in.items() if fits)
    amiss = sum(not fit.fits for fit in here)
    told = f"{amiss} to look at" if amiss else "all fit"
    return f"""<figure>
<a href="#page-{page.number}"><img src="{picture}" width="{_WIDTH}" \
height="{round(_WIDTH * page.size.height / page.size.width)}" alt="Page {page.number}"></a>
<svg viewBox="0 0 {size}" role="group" aria-label="Boxes of page {page.number} that do not fit">{marks}</svg>
<figcaption><b>{page.number}</b> {escape(page.section)} <span>{told}</span></figcaption>
</figure>"""


def _mark(fits: Sequence[StoryFit], rect: Rect) -> str:
    """An outline over a box, with by how much its stories are over, or under; a link to the line of the first."""
    over, under = sum(fit.over_lines for fit in fits), sum(fit.under_lines for fit in fits)
    kind, label = ("over", f"+{over}") if over else ("under", f"−{under}")
    x, y, width, height = (each / 1000 for each in (rect.x, rect.y, rect.width, rect.height))
    title = escape("; ".join(f"{fit.slug}: {verdict(fit)}" for fit in fits))
    return (
        f'<a class="{kind}" href="#{_name(fits[0])}" aria-label="{title}"><title>{title}</title>'
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{height:.0f}"/>'
        f'<g transform="translate({x + width / 2:.0f} {y + height / 2:.0f})">'
        f'<rect class="tag" x="-52" y="-26" width="104" height="52" rx="6"/><text dy=".36em">{label}</text></g></a>'
    )


def _name(fit: StoryFit) -> str:
    """The name of a story's line, to be led to."""
    return escape(f"fit-{fit.page}-{fit.box}-{fit.slug}")


def _table(report: FitReport, page: ProofPage, base: Path) -> str:
    section = f", {escape(page.section)}" if page.section else ""
    here = [fit for fit in report.fits if fit.page == page.number]
    rows = "".join(_row(report, fit, base) for fit in here)
    empty = "" if here else '<tr><td colspan="7">no story stands here</td></tr>'
    return f"""<section id="page-{page.number}" aria-labelledby="page-{page.number}-title">
<h2 id="page-{page.number}-title">Page {page.number}{section}</h2>
<table class="fits-table">
<caption>Layout {escape(page.layout)}</caption>
<thead><tr><th scope="col">Box</th><th scope="col">Story</th><th scope="col" class="n">Lines</th>
<th scope="col">Fit</th><th scope="col">Done; what else would do</th><th scope="col">Why here</th>
<th scope="col">Line of YAML</th></tr></thead>
<tbody>{rows}{empty}</tbody>
</table>
</section>"""


def _row(report: FitReport, fit: StoryFit, base: Path) -> str:
    kind = "over" if fit.over_lines else "under" if fit.under_lines else "fits"
    cells = (
        f'<td class="n">{lines_set(fit)}</td>',
        f'<td class="fit"><span>{escape(verdict(fit))}</span>{_jumped(fit)}</td>',
        f"<td>{escape(remedies(fit)) or 'as it is'}{_more('or', fit.others)}{_more('cut', fit.cut)}</td>",
        f"<td>{_why(report, fit)}</td>",
        f'<td class="place">{escape(place_in(fit.where, base))}</td>',
    )
    head = f'<th scope="row">{escape(fit.box)}</th><td class="slug">{escape(fit.slug)}</td>'
    return f'<tr id="{_name(fit)}" class="{kind}">{head}{"".join(cells)}</tr>\n'


def _jumped(fit: StoryFit) -> str:
    if fit.jumped_to:
        return f'<small>goes on on <a href="#page-{fit.jumped_to}">page {fit.jumped_to}</a></small>'
    return f'<small>from <a href="#page-{fit.from_page}">page {fit.from_page}</a></small>' if fit.from_page else ""


def _more(word: str, texts: Sequence[str]) -> str:
    return "".join(f"<small>{word}: {escape(text)}</small>" for text in texts)


def _why(report: FitReport, fit: StoryFit) -> str:
    placing = report.placing(fit)
    if placing is None:
        return ""
    next_best = f"<small>next: {escape(placing.runner_up)}</small>" if placing.runner_up else ""
    room = f"<small>{lines_and_room(placing)} by estimate</small>" if lines_and_room(placing) else ""
    return f"{escape(why(placing))}{room}{next_best}"


def _left_over(report: FitReport, base: Path) -> str:
    if not report.left_over:
        return "<p>Every story stands in the paper.</p>"
    rows = "".join(
        f'<tr><th scope="row">{escape(each.slug)}</th><td>{escape(each.section)}</td><td class="n">{each.priority}</td>'
        f'<td class="n">{each.words:,}</td><td>{escape(near_words(each))}</td>'
        f'<td class="place">{escape(place_in(each.where, base))}</td></tr>\n'
        for each in report.left_over
    )
    return f"""<table>
<caption>Stories that found no box</caption>
<thead><tr><th scope="col">Story</th><th scope="col">Section</th><th scope="col" class="n">Priority</th>
<th scope="col" class="n">Words</th><th scope="col">Where it would fit</th><th scope="col">File</th></tr></thead>
<tbody>{rows}</tbody>
</table>"""


def _said(diagnostics: Sequence[Diagnostic], base: Path) -> str:
    """What the build said, the worst first."""
    ranked = sorted(diagnostics, key=lambda each: ("error", "warning", "note").index(each.severity))
    items = "".join(_items(ranked, base))
    return f"<ul>{items}</ul>" if items else "<p>Nothing.</p>"


def _items(diagnostics: Sequence[Diagnostic], base: Path) -> Iterator[str]:
    for each in diagnostics:
        place = f'<span class="place">{escape(place_in(each.where, base))}</span> ' if each.where else ""
        hint = f" <small>{escape(each.hint)}</small>" if each.hint else ""
        yield f"<li><b>{each.severity}</b> {place}{escape(plain_message(each, base))}{hint}</li>\n"
