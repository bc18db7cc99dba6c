"""neutral.py IN.json OUT.pdf: build a neutral edition with this engine.

A neutral edition says in absolute millimetres where stories, photographs and rails stand, so that any engine can be
given the same work (its form is described beside it). Each item becomes a frame of ours, and is made up by the makers
that every edition goes through; only the places come from outside.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from epaper.display.page import Document, Page, Zone
from epaper.flow.box import Made, text_zone
from epaper.flow.captions import place_picture, set_caption
from epaper.flow.head import HeadMatter
from epaper.flow.headline import headlines
from epaper.flow.rail import make_rail
from epaper.flow.stone import Stone
from epaper.flow.story import make_story
from epaper.fonts.book import FontBook
from epaper.geometry import Rect, Size
from epaper.model.edition import Edition
from epaper.model.fit import StoryFit
from epaper.model.layout import BoxSpec, GridSpec, HeadlineSpec, LayoutSpec, Lever, PageSpec, RailBox, StoryBox
from epaper.model.story import Paragraph, Picture, RailItem, Run, Story
from epaper.model.style import TextStyle
from epaper.plan.grid import Frame
from epaper.processes import shared_out
from epaper.sources.pictures import examine
from epaper.typeset.typesetter import Typesetter
from epaper.units import Mpt, mm, pt
from epaper.value import replace
from epaper.write.pdf import write_pdf

FAMILY = "Liberation Serif"
_BODY = StoryBox(byline="none", dateline_mark=" — ", kicker=False, deck=False, pictures=())


@dataclass(frozen=True, slots=True)
class Neutral:
    """A neutral edition as it was read, without its pages; and where its fonts and photographs lie."""

    value: dict[str, Any]
    folder: Path


def build(source: Path, pdf: Path) -> tuple[Document, tuple[StoryFit, ...]]:
    """Make up and write a neutral edition."""
    value = json.loads(source.read_text(encoding="utf-8"))
    pages = value.pop("pages")
    neutral = Neutral(value, source.parent)
    made = list(shared_out(_make_page, [(neutral, page) for page in pages]))
    titles = [(item["id"], item["headline"]["text"]) for page in pages for item in page["items"] if "headline" in item]
    document = Document(
        title=value["title"],
        date=str(pages[0].get("date", "")) if pages else "",
        language=value["body"]["lang"],
        pages=tuple(page for page, _ in made),
        titles=tuple(titles),
    )
    write_pdf(document, pdf)
    return document, tuple(fit for _, fits in made for fit in fits)


def _make_page(job: tuple[Neutral, dict[str, Any]]) -> tuple[Page, tuple[StoryFit, ...]]:
    neutral, page = job
    stone = Stone(_typesetter(neutral.folder, neutral.value), _layout(neutral, page), _edition(neutral, page))
    zones: list[Zone] = list(_folio(stone, page))
    fits: list[StoryFit] = []
    for item in page["items"]:
        made = _MAKERS[item["type"]](stone, item, neutral.folder)
        zones += made.zones
        fits += made.fits
    return Page(page["number"], str(page["number"]), stone.layout.page.size, tuple(zones)), tuple(fits)


_TYPESETTERS: dict[Path, Typesetter] = {}


def _typesetter(folder: Path, value: dict[str, Any]) -> Typesetter:
    """One typesetter a process, so that its pages share all that was measured."""
    if folder not in _TYPESETTERS:
        folders = sorted({(folder / font).parent for font in value["fonts"].values()})
        _TYPESETTERS[folder] = Typesetter(FontBook(folders), value["body"]["lang"])
    return _TYPESETTERS[folder]


def _layout(neutral: Neutral, page: dict[str, Any]) -> LayoutSpec:
    value = neutral.value
    sheet = value["page"]
    margin = mm(sheet["margin"])
    leading = pt(value["body"]["leading"])
    sizes = sorted(
        {(item["headline"]["size"], item["headline"]["leading"]) for item in page["items"] if "headline" in item}
    )
    return LayoutSpec(
        name="neutral",
        page=PageSpec(Size(mm(sheet["w"]), mm(sheet["h"])), margin, margin, margin, margin),
        grid=GridSpec(sheet["columns"], mm(sheet["gutter"]), leading, ()),
        boxes=(),
        styles=_styles(json.dumps(value, sort_keys=True)) | {_head_name(*each): _head(*each) for each in sizes},
        headline_sizes=tuple(pt(size) for size in range(9, 61)),
        fit=(Lever("looseness", high=3), Lever("white")),
    )


@lru_cache(maxsize=4)
def _styles(text: str) -> dict[str, TextStyle]:
    """The styles of an edition: the same values for all its pages, which the typesetter knows again."""
    value = json.loads(text)
    leading = pt(value["body"]["leading"])
    body = TextStyle(
        name="body",
        family=FAMILY,
        size=pt(value["body"]["size"]),
        leading=leading,
        align="justify",
        indent=pt(value["body"]["indent"]),
    )
    ragged = replace(body, align="left", indent=0)
    caption = replace(
        ragged, name="caption", size=pt(value["caption"]["size"]), leading=pt(value["caption"]["leading"])
    )
    return {
        "body": body,
        "dateline": replace(ragged, name="dateline", weight=700),
        "byline": replace(
            ragged, name="byline", size=pt(value["byline"]["size"]), leading=pt(value["byline"]["leading"])
        ),
        "caption": caption,
        "credit": replace(caption, name="credit", italic=True),
        "folio": replace(ragged, name="folio", size=pt(value["folio"]["size"]), leading=pt(value["folio"]["size"])),
        "rail-title": replace(ragged, name="rail-title", weight=700, size=16_000, leading=2 * leading),
        "rail-head": replace(ragged, name="rail-head", weight=700, size=12_000, leading=leading * 6 // 5),
        "rail-date": replace(caption, name="rail-date"),
        "rail-teaser": replace(ragged, name="rail-teaser"),
    }


def _head_name(size: float, leading: float) -> str:
    return f"head-{size:g}-{leading:g}"


@lru_cache(maxsize=64)
def _head(size: float, leading: float) -> TextStyle:
    return TextStyle(name=_head_name(size, leading), family=FAMILY, weight=700, size=pt(size), leading=pt(leading))


def _edition(neutral: Neutral, page: dict[str, Any]) -> Edition:
    try:
        date = dt.datetime.strptime(page.get("date", ""), "%A %d %B %Y").date()
    except ValueError:
        date = dt.date(2000, 1, 1)
    return Edition(
        title=neutral.value["title"], date=date, pages=(), stories=(), language=neutral.value["body"]["lang"]
    )


def _folio(stone: Stone, page: dict[str, Any]) -> Iterator[Zone]:
    """Title, number and date in the head margin, with their baseline at the foot of it."""
    sheet, style = stone.layout.page, stone.style("folio")
    words = [page.get("folio", ""), str(page["number"]), page.get("date", "")]
    for text, share in zip(words, (0.0, 0.5, 1.0), strict=True):
        line = stone.typesetter.line(text, style)
        x = sheet.inner + round((sheet.size.width - 2 * sheet.inner - line.width) * share)
        yield text_zone("folio", (line,), (x, sheet.top, line.width), style.leading, style.size)


def _frame(stone: Stone, item: dict[str, Any], top: Mpt, lines: int, legs: int = 1, gutter: Mpt = 0) -> Frame:
    """A frame whose first baseline stands one leading under `top`, as an absolute box of lines is meant."""
    x, width = mm(item["x"]), mm(item["w"])
    each = (width - gutter * (legs - 1)) / legs
    columns = tuple((x + round(leg * (each + gutter)), int(each)) for leg in range(legs))
    rect = Rect(x, top + stone.leading - stone.cap, width, (lines - 1) * stone.leading + stone.cap)
    return Frame(BoxSpec(item["id"], 0, 0, legs, 1, _BODY), rect, 0, lines, columns)


def _make_story(stone: Stone, item: dict[str, Any], folder: Path) -> Made:
    paragraphs = tuple(Paragraph((Run(text),)) for text in item["paragraphs"])
    head = item["headline"]
    story = Story(item["id"], (Run(head["text"]),), paragraphs, byline=item["byline"], dateline=item["dateline"])
    body = _frame(stone, item, mm(item["body_y"]), item["body_lines"], item["cols"], mm(item["gutter"]))
    made = make_story(stone, body, _BODY, replace(story, headline=(), byline=""))
    return replace(made, zones=(*_headline(stone, item, story), *_byline(stone, item, story), *made.zones))


def _headline(stone: Stone, item: dict[str, Any], story: Story) -> tuple[Zone, ...]:
    """The headline in its box at its size; smaller only where it is too deep for the box."""
    head = item["headline"]
    most = max(1, round(mm(head["h"]) / pt(head["leading"])))
    spec = HeadlineSpec(_head_name(head["size"], head["leading"]), (1, most), 12)
    width = mm(item["w"])
    found = headlines(stone, story.headline, spec, width, story.language)
    fitting = [each for each in found if each.room <= mm(head["h"])] or found
    best = min(fitting, key=lambda each: (each.steps, each.cost))
    frame = Frame(BoxSpec(item["id"], 0, 0, 1, 1, _BODY), Rect(mm(item["x"]), mm(item["y"]), width, 0), 0, 0, ())
    return HeadMatter(stone, frame, _BODY, story).over(best, deck=_BODY.deck).zones


def _byline(stone: Stone, item: dict[str, Any], story: Story) -> Iterator[Zone]:
    if story.byline:
        style = stone.style("byline")
        lines = stone.typesetter.words(story.byline, style, mm(item["w"]))
        at = (mm(item["x"]), mm(item["byline_y"]) + style.leading, mm(item["w"]))
        cap = stone.typesetter.cap_height(style)
        yield text_zone("byline", lines, at, style.leading, cap, slug=story.slug, box=story.slug)


def _make_photo(stone: Stone, item: dict[str, Any], folder: Path) -> Made:
    path = folder / item["src"]
    facts = examine(path)
    picture = Picture(
        str(path), (Run(item["caption"]),), item["credit"], alt=item["caption"], width=facts.width, height=facts.height
    )
    caption = set_caption(stone, picture, mm(item["w"]), "")
    rect = Rect(mm(item["x"]), mm(item["y"]), mm(item["w"]), mm(item["h"]) + caption.height)
    return Made(place_picture(stone, picture, caption, rect, item["id"], item["id"]))


def _make_rail(stone: Stone, item: dict[str, Any], folder: Path) -> Made:
    teasers = [
        RailItem(each["headline"], (Run(f"{each['kicker']} ", bold=True), Run(f"{each['text']} Page {each['page']}")))
        for each in item["teasers"]
    ]
    lines = int((mm(item["h"]) - stone.cap) // stone.leading) + 1
    frame = _frame(stone, item, mm(item["y"]) + stone.cap - stone.leading, lines)
    return make_rail(stone, frame, RailBox(title=item["title"], items=len(teasers)), teasers)


_MAKERS = {"story": _make_story, "photo": _make_photo, "rail": _make_rail}


def main() -> None:
    """Build what the command line names and say how the stories fitted."""
    if len(sys.argv) != 3:
        sys.exit("usage: neutral.py IN.json OUT.pdf")
    document, fits = build(Path(sys.argv[1]), Path(sys.argv[2]))
    over = [fit for fit in fits if fit.over_lines]
    print(f"{len(document.pages)} pages, {len(fits)} stories, {sum(fit.lines for fit in fits)} lines; ", end="")
    print(f"{sum(fit.level for fit in fits)} level, {sum(fit.fits for fit in fits)} exactly full, {len(over)} overset")
    for fit in over:
        print(f"  {fit.slug}: {fit.over_lines} lines over, from “{fit.first_lost}”")


if __name__ == "__main__":
    main()
