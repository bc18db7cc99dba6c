"""Finished pages and the copy that they were made from → which boxes are full to their last line, and what became of
every letter of copy. (Proofreaders held the proof against the copy.)

Nothing is taken from the fit report but what it says was left out: boxes are measured on the page, copy is compared
letter by letter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from epaper.display.items import Fill, GlyphRun, PlacedImage, Rule
from epaper.display.page import Page, Zone
from epaper.model.fit import StoryFit
from epaper.model.layout import BriefsBox, ContinuedBox, LayoutSpec, PictureBox, StoryBox
from epaper.model.story import Story
from epaper.pipeline import Composed
from epaper.plan.grid import Frame, resolve_grid

_ON_THE_LINE = 300
"""Millipoints that a box's foot may be off its last baseline."""
_LISTED = ("story-unplaced", "briefs-over")


@dataclass(frozen=True, slots=True)
class BoxProof:
    """A box for stories on a finished page: what stands in it, by how many lines each of its columns ends early, and
    whether the house's advertisement helps to fill it."""

    page: int
    layout: str
    frame: Frame
    slugs: tuple[str, ...]
    short: tuple[int, ...]
    fits: tuple[StoryFit, ...]
    house: bool = False

    @property
    def empty(self) -> bool:
        return not self.slugs

    @property
    def filled(self) -> bool:
        """Whether all of its columns end on its last line, and no copy is over."""
        return not self.empty and not any(self.short) and not any(fit.over_lines for fit in self.fits)


def box_proofs(composed: Composed) -> list[BoxProof]:
    """Every box that takes stories, page by page."""
    layouts = {layout.name: layout for layout in composed.layouts}
    return [
        _proof(page, layouts[page.layout], frame, composed.fits)
        for page in composed.document.pages
        for frame in _frames(page, layouts[page.layout], composed)
        if isinstance(frame.box.options, StoryBox | ContinuedBox | BriefsBox | PictureBox)
    ]


def _frames(page: Page, layout: LayoutSpec, composed: Composed) -> tuple[Frame, ...]:
    cap = composed.typesetter.cap_height(layout.style("body"))
    return resolve_grid(layout, cap, left_hand=page.number % 2 == 0).frames


def _proof(page: Page, layout: LayoutSpec, frame: Frame, fits: Iterable[StoryFit]) -> BoxProof:
    name = frame.box.name
    zones = [zone for zone in page.zones if zone.box == name and (zone.slug or zone.role == "advert")]
    leading = layout.grid.baseline
    standing = [*zones, *_panels(page, frame), *_quote_rules(page, zones)]
    return BoxProof(
        page.number,
        layout.name,
        frame,
        tuple(dict.fromkeys(zone.slug for zone in zones if zone.slug)),
        tuple(_short(frame, standing, x, width, leading) for x, width in frame.columns),
        tuple(fit for fit in fits if fit.page == page.number and fit.box == name),
        any(zone.role == "advert" for zone in zones),
    )


def _short(frame: Frame, zones: Iterable[Zone], x: int, width: int, leading: int) -> int:
    """By how many lines what stands in a column of the box ends above its last baseline."""
    here = [zone for zone in zones if zone.rect.x < x + width - 1000 and zone.rect.right > x + 1000]
    foot = max((_foot(zone) for zone in here), default=frame.rect.y)
    missing = frame.rect.bottom - foot
    return 0 if abs(missing) <= _ON_THE_LINE else round(missing / leading) or 1


def _panels(page: Page, frame: Frame) -> Iterator[Zone]:
    """The grounds and borders of what stands in a box, such as its facts; its own tint reaches beyond it."""
    for zone in page.zones:
        panel = any(isinstance(item, Fill) for item in zone.items) or len(zone.items) > 2
        if zone.role == "artifact" and panel and _within(zone, frame):
            yield zone


def _within(zone: Zone, frame: Frame) -> bool:
    across = frame.rect.x <= zone.rect.x and zone.rect.right <= frame.rect.right
    return across and frame.rect.y <= zone.rect.y and zone.rect.bottom <= frame.rect.bottom + _ON_THE_LINE


def _quote_rules(page: Page, zones: Iterable[Zone]) -> Iterator[Zone]:
    """The rules under the pull quotes among some zones: a quote ends with its rule."""
    for quote in (zone for zone in zones if zone.role == "pull-quote"):
        under = [zone for zone in page.zones if _is_rule(zone, quote) and zone.rect.y > quote.rect.y]
        yield from sorted(under, key=lambda zone: zone.rect.y)[:1]


def _is_rule(zone: Zone, quote: Zone) -> bool:
    """Whether something is a horizontal rule of a quote's width."""
    ends = (quote.rect.x, quote.rect.right)
    return any(isinstance(item, Rule) and item.y1 == item.y2 and (item.x1, item.x2) == ends for item in zone.items)


def _foot(zone: Zone) -> int:
    """The last baseline of a zone's words, or the foot of its picture, its ground, or its rule."""
    if zone.role == "artifact":
        return zone.rect.bottom
    runs = [item.y for item in zone.items if isinstance(item, GlyphRun)]
    images = [item.rect.bottom for item in zone.items if isinstance(item, PlacedImage)]
    return zone.rect.bottom if zone.role == "advert" else max([*runs, *images], default=zone.rect.y)


@dataclass(frozen=True, slots=True)
class Lost:
    """A story whose copy is not all accounted for: letters in the copy, and letters found on pages and in reports."""

    slug: str
    letters: int
    found: int


def unaccounted(composed: Composed) -> list[Lost]:
    """Stories that are neither on a page to the last letter nor said to be left out, cut, or over."""
    zones: dict[str, list[Zone]] = {}
    for page in composed.document.pages:
        for zone in page.zones:
            zones.setdefault(zone.slug, []).append(zone)
    listed = " ".join(note.message for note in composed.diagnostics if note.code in _LISTED).replace(",", " ").split()
    lost = []
    for story in composed.edition.stories:
        fits = [fit for fit in composed.fits if fit.slug == story.slug]
        here = zones.get(story.slug, [])
        if not here and story.slug in listed:
            continue
        missing = _missing(story, here, fits)
        if missing:
            letters = sum(_letters(each.text for each in story.paragraphs).values())
            lost.append(Lost(story.slug, letters, letters - missing))
    return lost


def _missing(story: Story, zones: Iterable[Zone], fits: Iterable[StoryFit]) -> int:
    """Letters of the text that stand nowhere. Copy that is over is known by its words alone, taken for the longest."""
    fits = list(fits)
    wanted = _letters(each.text for each in story.paragraphs)
    found = _letters(zone.text for zone in zones if zone.paragraph >= 0)
    cut = _letters(words for fit in fits for words in fit.cut)
    missing = sum((wanted - found - cut).values())
    over = sum(fit.over_words for fit in fits)
    longest = max((len(word) for each in story.paragraphs for word in each.text.split()), default=0)
    return 0 if over and missing <= over * longest else missing


def _letters(texts: Iterable[str]) -> Counter[str]:
    return Counter(char for text in texts for char in text.casefold() if not char.isspace() and char != "\u00ad")


def misplaced(composed: Composed) -> Iterator[str]:
    """Stories that stand in two boxes without being continued."""
    for slug, count in Counter(fit.slug for fit in composed.fits if not fit.from_page).items():
        if count > 1:
            yield slug
