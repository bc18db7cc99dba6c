"""variations.py [NAME …] [--edition FILE] [--seeds N] [--boxes] [--pages DIR]: how an edition fares with other copy.

Makes an edition many times over: with its stories shuffled over other priorities, without a third of them, without
pictures, without decks, with stories much shorter and longer, on other formats, in other languages; no story is nailed
to a box unless the variation says so. For each it prints how many of the boxes that take stories are full to the last
line of all their legs, how many are empty, over and short, how many lone lines and divided words stand at legs' ends,
how wide the spaces are, and whether any letter of copy is lost. `--boxes` tells of each box that is not full; `--pages`
makes the PDFs.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from proofreading import BoxProof, box_proofs, misplaced, unaccounted

from epaper.model.edition import Edition, EditionPage
from epaper.model.fit import StoryFit
from epaper.model.story import Paragraph, Run, Story
from epaper.opening import font_book, load_layouts
from epaper.pipeline import Composed, compose
from epaper.plan.allocate import allocate
from epaper.sources.editions import load_edition
from epaper.standing import Standing
from epaper.value import replace
from epaper.write.pdf import write_pdf
from epaper.write.typography import measure

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "inputs" / "02-stories"
_MOST_PAGES = 60
_NEARLY = 1.02
"""Copy so much longer than its room is too long."""
_PATIENCE = 4
"""So many more pages are tried after the last that helped."""

Vary = Callable[[Edition, random.Random], Edition]


def free(edition: Edition) -> Edition:
    """No story is nailed to a box."""
    return replace(edition, pages=tuple(replace(page, assigned={}) for page in edition.pages))


def shuffled(edition: Edition, chance: random.Random) -> Edition:
    """The priorities dealt out anew."""
    priorities = [story.priority for story in edition.stories]
    chance.shuffle(priorities)
    stories = tuple(
        replace(story, priority=priority) for story, priority in zip(edition.stories, priorities, strict=True)
    )
    return free(replace(edition, stories=stories))


def unsectioned(edition: Edition, chance: random.Random) -> Edition:
    """Stories that may stand on any page, but for briefs."""
    keep = {"Briefs"}
    stories = tuple(
        story if story.section in keep else replace(story, section="") for story in shuffled(edition, chance).stories
    )
    return free(replace(edition, stories=stories))


def thinned(edition: Edition, chance: random.Random) -> Edition:
    """A third of the stories gone."""
    count = len(edition.stories) - len(edition.stories) // 3
    kept = set(chance.sample(range(len(edition.stories)), count))
    return free(replace(edition, stories=tuple(each for at, each in enumerate(edition.stories) if at in kept)))


def nailed_and_thinned(edition: Edition, chance: random.Random) -> Edition:
    """A third of the stories gone, and those that stay in the boxes that they had."""
    stories = thinned(edition, chance).stories
    slugs = {story.slug for story in stories}
    pages = tuple(
        replace(page, assigned={box: named for box, named in page.assigned.items() if {*named} <= {*slugs}})
        for page in edition.pages
    )
    return replace(edition, stories=stories, pages=pages)


def unpictured(edition: Edition, _: random.Random) -> Edition:
    return free(replace(edition, stories=tuple(replace(story, pictures=()) for story in edition.stories)))


def nailed_and_unpictured(edition: Edition, _: random.Random) -> Edition:
    return replace(edition, stories=tuple(replace(story, pictures=()) for story in edition.stories))


def undecked(edition: Edition, _: random.Random) -> Edition:
    return free(replace(edition, stories=tuple(replace(story, deck=()) for story in edition.stories)))


def short(edition: Edition, _: random.Random) -> Edition:
    """Every story ends after its first two paragraphs."""
    return free(
        replace(edition, stories=tuple(replace(story, paragraphs=story.paragraphs[:2]) for story in edition.stories))
    )


def long(edition: Edition, _: random.Random) -> Edition:
    """Every story but briefs twice over."""
    return free(
        replace(
            edition,
            stories=tuple(
                story if story.words < 60 else replace(story, paragraphs=story.paragraphs * 2)
                for story in edition.stories
            ),
        )
    )


def on(front: str, edition: Edition, _: random.Random) -> Edition:
    """On a shipped front page and as many of its inside pages as the copy needs."""
    return _with_pages_enough(free(edition), front, front.replace("-front", "-inside"))


def in_language(language: str, front: str, edition: Edition, _: random.Random) -> Edition:
    """Copy in another language, on a front page and as many inside pages as it needs."""
    stories = tuple(foreign_stories(language))
    edition = replace(edition, stories=stories, language=language, rail=())
    return _with_pages_enough(edition, front, front.replace("-front", "-inside"))


def foreign_stories(language: str) -> Iterator[Story]:
    """The stories of a language in the shared inputs, and parts of the one long text of that language."""
    for path in sorted((SHARED / language).glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        yield Story(
            path.stem,
            (Run(data["headline"]),),
            tuple(Paragraph((Run(text),)) for text in data["paragraphs"]),
            byline=data.get("byline") or "",
            dateline=data.get("dateline") or "",
            language=language,
        )


def _with_pages_enough(edition: Edition, front: str, inside: str) -> Edition:
    """As many pages as leave no story over but briefs, and none too long for its box, as far as the plan can know; or
    as few as come nearest to that."""
    standing = Standing()

    def paged(count: int) -> Edition:
        return replace(edition, pages=tuple(EditionPage(at, inside if at > 1 else front) for at in range(1, count + 1)))

    def unhoused(count: int) -> int:
        layouts = load_layouts(paged(count))
        typesetter = standing.typesetter(font_book(layouts, (), standing), edition.language)
        plan = allocate(paged(count), layouts, typesetter)
        left = sum(each.section != "Briefs" for each in plan.left_over)
        return left + sum(each.lines > each.room[2] * _NEARLY for each in plan.placings if each.room[2])

    best, fewest = 1, unhoused(1)
    for count in range(2, _MOST_PAGES):
        if not fewest or count > best + _PATIENCE:
            break
        if (found := unhoused(count)) < fewest:
            best, fewest = count, found
    return paged(best)


def variations(seeds: int) -> dict[str, Vary]:
    """All of them by name."""
    found: dict[str, Vary] = {"as it is": lambda edition, _: edition, "free": lambda edition, _: free(edition)}
    for seed in range(seeds):
        found[f"shuffled {seed}"] = shuffled
        found[f"any section {seed}"] = unsectioned
        found[f"a third gone {seed}"] = thinned
        found[f"nailed, a third gone {seed}"] = nailed_and_thinned
    found |= {
        "no pictures": unpictured,
        "nailed, no pictures": nailed_and_unpictured,
        "no decks": undecked,
        "very short": short,
        "twice as long": long,
        "tabloid": partial(on, "tabloid-front"),
        "berliner": partial(on, "berliner-front"),
        "broadsheet": partial(on, "broadsheet-front"),
        "a4": partial(on, "a4-front"),
    }
    for language in ("de", "es", "fr", "tr"):
        found[f"tabloid, {language}"] = partial(in_language, language, "tabloid-front")
    return found


@dataclass(frozen=True, slots=True)
class Result:
    """What one variation came to."""

    name: str
    composed: Composed
    boxes: tuple[BoxProof, ...]
    seconds: float

    def row(self) -> str:
        fits = self.composed.fits
        taken = [box for box in self.boxes if not box.empty]
        filled = sum(box.filled for box in taken)
        over = sum(any(fit.over_lines for fit in box.fits) for box in taken)
        figures = measure(self.composed.document).whole
        left = sum(note.code == "story-unplaced" for note in self.composed.diagnostics)
        lost = len(unaccounted(self.composed)) + len(list(misplaced(self.composed)))
        house = sum(box.filled and box.house for box in taken)
        share = 100 * filled / max(1, len(taken))
        return (
            f"{self.name:24} {len(self.boxes):5} {len(self.boxes) - len(taken):5} {share:7.1f} {house:5} {over:4} "
            f"{len(taken) - filled - over:5} {sum(f.widows for f in fits):6} {sum(f.orphans for f in fits):7} "
            f"{sum(f.foot_hyphens for f in fits):6} {figures.over_150:6.2f} {figures.over_200:6.2f} {left:4} {lost:4} "
            f"{self.seconds:6.1f}"
        )


HEADING = (
    f"{'variation':24} {'boxes':>5} {'empty':>5} {'full %':>7} {'house':>5} {'over':>4} {'short':>5} {'widows':>6} "
    f"{'orphans':>7} {'hyphen':>6} {'>150 %':>6} {'>200 %':>6} {'left':>4} {'lost':>4} {'CPU s':>6}"
)


def tried(name: str, vary: Vary, edition: Edition, standing: Standing) -> Result:
    """One variation, made up. Its chances come from its name."""
    started = time.process_time()
    composed = compose(vary(edition, random.Random(name)), standing=standing)
    return Result(name, composed, tuple(box_proofs(composed)), time.process_time() - started)


def told(result: Result) -> Iterator[str]:
    """Each box that is not full, and why."""
    layouts = {layout.name: layout for layout in result.composed.layouts}
    for box in result.boxes:
        if box.filled:
            continue
        layout, options = layouts[box.layout], box.frame.box.options
        yield (
            f"    page {box.page} box {box.frame.box.name} ({layout.name}): "
            + ("; ".join(_line(fit, result) for fit in box.fits) or "empty")
            + (f"; columns short by {box.short}" if not box.empty else f" {type(options).__name__}")
        )


def _line(fit: StoryFit, result: Result) -> str:
    story = result.composed.edition.story(fit.slug)
    words = story.words if story else 0
    state = f"over {fit.over_lines}" if fit.over_lines else f"under {fit.under_lines}"
    return f"{fit.slug} {words} words, {fit.lines} of {fit.capacity} lines, {state}, {', '.join(fit.actions) or '-'}"


def main() -> None:
    """Try what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--edition", type=Path, default=ROOT / "samples" / "daily" / "edition.yaml")
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--boxes", action="store_true")
    parser.add_argument("--pages", type=Path)
    options = parser.parse_args()
    edition, _ = load_edition(options.edition)
    standing = Standing()
    print(HEADING, flush=True)
    for name, vary in variations(options.seeds).items():
        if options.names and not any(each in name for each in options.names):
            continue
        result = tried(name, vary, edition, standing)
        print(result.row(), flush=True)
        for lost in unaccounted(result.composed):
            print(f"    LOST {lost}")
        if options.pages:
            options.pages.mkdir(parents=True, exist_ok=True)
            write_pdf(result.composed.document, options.pages / f"{name.replace(' ', '-').replace(',', '')}.pdf")
        if options.boxes:
            print("\n".join(told(result)), flush=True)


if __name__ == "__main__":
    main()
