"""Pages of one story with things standing in its legs, for the tests of runarounds, quotes and initials."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

from epaper.display.items import GlyphRun
from epaper.display.page import Page, Zone
from epaper.model.fit import StoryFit
from epaper.pipeline import Composed, compose_file

LINE = 10_000
CLAUSES = (
    "the harbour was quiet that morning",
    "nobody on the quay could say where the boats had gone",
    "rain fell",
    "the master of the ferry, who had seen it all before, kept his own counsel",
    "two gulls followed the nets as far as the breakwater",
    "a bell rang twice",
    "the lamps along the mole went out by threes",
)
LEVERS = "fit: [picture 70%-130%, headline 4 steps, looseness 3, quote, fact]\n"
READ = ("body", "subhead", "quote", "list-item", "byline")


def sentence(number: int) -> str:
    first, second = CLAUSES[number % 7], CLAUSES[number * number % 5]
    return f"{first.capitalize()}, and {second}."


def paragraphs(count: int) -> list[str]:
    return [" ".join(map(sentence, range(at, at + 3))) for at in range(0, 3 * count, 3)]


@dataclass(frozen=True)
class Made:
    """A page that was made, and the copy that went into it."""

    composed: Composed
    copy: list[str]

    @property
    def page(self) -> Page:
        return self.composed.document.pages[0]

    @property
    def fit(self) -> StoryFit:
        return self.composed.fits[0]

    def zones(self, *roles: str) -> list[Zone]:
        return [zone for zone in self.page.zones if zone.role in roles]

    @property
    def runs(self) -> list[GlyphRun]:
        """What is read of the story's text, but for initials and other large type."""
        items = [item for zone in self.zones(*READ) for item in zone.items]
        return [item for item in items if isinstance(item, GlyphRun) and item.size <= LINE]

    @property
    def text(self) -> str:
        """The story's paragraphs, one a line, each whole."""
        parts: dict[int, str] = {}
        for zone in self.zones("body", "subhead", "quote", "list-item"):
            before = parts.get(zone.paragraph, "")
            parts[zone.paragraph] = before + zone.text + ("" if zone.open_ended else " ")
        return "\n".join(parts[number].strip() for number in sorted(parts))


def make(
    folder: Path,
    story: str,
    *,
    copy: list[str] | None = None,
    head: str = "",
    fit: str = "fit: [picture 70%-130%, headline 4 steps, looseness 3, quote, fact]\n",
) -> Made:
    """A page with one story in a box of these options. `head` is more of the story's front matter."""
    text = paragraphs(22) if copy is None else copy
    Image.new("RGB", (900, 600)).save(folder / "wide.png")
    cut_out(folder / "disc.png")
    (folder / "tale.md").write_text(f"---\nheadline: A tale\n{head}---\n" + "\n\n".join(text), encoding="utf-8")
    (folder / "page.yaml").write_text(
        "layout: page\nextends: a4\ngrid: {columns: 4, rows: [1fr]}\nareas: |\n  A A A A\n"
        f"{fit}boxes:\n  A: {{story: {{headline: head-4, {story}}}}}\n",
        encoding="utf-8",
    )
    (folder / "edition.yaml").write_text(
        "title: T\ndate: 2026-03-17\nlayouts: .\nstories: [tale.md]\npages: [{layout: page}]\n", encoding="utf-8"
    )
    return Made(compose_file(folder / "edition.yaml"), text)


def cut_out(path: Path) -> None:
    """A disc on nothing."""
    image = Image.new("RGBA", (900, 900), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((10, 10, 890, 890), fill=(60, 60, 60, 255))
    image.save(path)
