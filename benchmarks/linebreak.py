"""linebreak.py [--measure MM] [--rounds N] [--profile]: what line breaking costs, in microseconds a word.

Sets all copy of the sample daily, three ways in turn and in one process: by a plain total-fit programme that knows no
states and no escalation; by ours, the best setting of each paragraph; and by ours with the settings in more and fewer
lines too, which make legs level. Words are measured beforehand and do not count. Rounds are interleaved and the median
of each way is printed, so that a busy machine slows all alike; processor time is what counts.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from epaper.fonts.book import FontBook
from epaper.model.style import TextStyle
from epaper.resources import fonts_dir
from epaper.sources.editions import load_edition
from epaper.typeset.elastic import PLAIN
from epaper.typeset.paragraph import Prepared
from epaper.typeset.settings import Fit, Settings, settle
from epaper.typeset.typesetter import Typesetter
from epaper.units import Mpt, mm
from epaper.value import replace

DAILY = Path(__file__).resolve().parents[1] / "samples" / "daily" / "edition.yaml"
INDENT = 9_000
LEVELS = ("plain", "scaled", "tracked", "emergency")


Story = list[Prepared]


def prepared(measure: Mpt) -> tuple[list[Story], int]:
    """The sample's stories, their paragraphs measured, and how many words they have."""
    edition, _ = load_edition(DAILY)
    typesetter = Typesetter(FontBook([fonts_dir()]), edition.language)
    style = TextStyle(name="body", family="Newsreader", size=9_500, leading=10_000, align="justify", indent=INDENT)
    found, words = [], 0
    for story in edition.stories:
        paragraphs = [
            typesetter.prepare(each.runs, style, measure - INDENT, story.language) for each in story.paragraphs
        ]
        found.append([each for each in paragraphs if not each.empty])
        words += sum(len(each.text.split()) for each in story.paragraphs)
    return found, words


def plain_total_fit(paragraph: Prepared, measures: tuple[Mpt, Mpt]) -> list[int]:
    """The programme of 1981, with one way to each breakpoint: no classes, ladders or line numbers; and no tolerance,
    so that there always is a way."""
    columns = paragraph.sums.breakpoints(paragraph.style, PLAIN)
    end_width, end_stretch, end_shrink = (
        each.tolist() for each in (columns.end_width, columns.end_stretch, columns.end_shrink)
    )
    start_width, start_stretch, start_shrink = (
        each.tolist() for each in (columns.start_width, columns.start_stretch, columns.start_shrink)
    )
    cost = columns.cost.tolist()
    last = len(cost) - 1
    best: list[tuple[float, int]] = [(0.0, -1)] + [(float("inf"), -1)] * last
    active = [0]
    for b in range(1, last + 1):
        width_b, stretch_b, shrink_b = end_width[b], end_stretch[b], end_shrink[b]
        penalty = max(cost[b], 0.0)
        found = best[b]
        kept = []
        for a in active:
            need = (measures[1] if a else measures[0]) - width_b + start_width[a]
            if need >= 0:
                ratio = need / (stretch_b - start_stretch[a] + 1)
            else:
                ratio = need / (shrink_b - start_shrink[a] + 1)
                if ratio < -1:
                    continue
            kept.append(a)
            line = 1 + 100 * abs(ratio) ** 3 + penalty
            total = best[a][0] + line * line
            if total < found[0]:
                found = (total, a)
        best[b] = found
        active = [*kept, b] if kept else [b - 1, b]
    breaks = [last]
    while best[breaks[-1]][1] > 0:
        breaks.append(best[breaks[-1]][1])
    return breaks[::-1]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", type=float, default=45.0, help="the legs' width in mm")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--profile", action="store_true", help="where the time of a round of ours goes")
    given = parser.parse_args()
    gc.disable()
    measure = mm(given.measure)
    measures = (measure - INDENT, measure)
    stories, words = prepared(measure)

    def plain(story: Story) -> object:
        return [plain_total_fit(each, measures) for each in story]

    def first(story: Story) -> object:
        return best_of(each.settings(measures) for each in story)

    def with_variants(story: Story) -> object:
        settings = [each.settings(measures) for each in story]
        best_of(settings)
        return [every(each) for each in settings]

    ways = {"plain total-fit": plain, "first setting": first, "with variants": with_variants}
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(given.rounds):
        for name, way in ways.items():
            times[name].append(_seconds(way, _forgetful(stories)))
    paragraphs = [each for story in stories for each in story]
    print(f"{words:,} words, {len(paragraphs)} paragraphs, {given.measure:g} mm, {given.rounds} rounds")
    for name, seconds in times.items():
        print(f"{name:16} {statistics.median(seconds) / words * 1e6:6.1f} µs a word")
    levels = Counter(LEVELS[each.best(measures).level] for each in paragraphs)
    print("paragraphs by level: " + ", ".join(f"{name} {levels[name]}" for name in LEVELS))
    if given.profile:
        _profile(_forgetful(stories), with_variants)


def best_of(paragraphs: Iterable[Settings]) -> list[Fit]:
    """The best setting of each, sought together as the flow engine has it done."""
    paragraphs = list(paragraphs)
    settle(paragraphs)
    return [each.best for each in paragraphs]


def every(settings: Settings) -> list[Fit | None]:
    """The best setting in each number of lines that there may be one in."""
    return [settings.fit(lines) for lines in settings.bounds()]


def _forgetful(stories: list[Story]) -> list[Story]:
    """The paragraphs, measured, but with nothing set yet."""
    return [[replace(each, _settings={}) for each in story] for story in stories]


def _seconds(way: Callable[[Story], object], stories: list[Story]) -> float:
    start = time.process_time()
    for story in stories:
        way(story)
    return time.process_time() - start


def _profile(stories: list[Story], way: Callable[[Story], object]) -> None:
    profile = cProfile.Profile()
    profile.enable()
    for story in stories:
        way(story)
    profile.disable()
    pstats.Stats(profile).sort_stats("tottime").print_stats(16)


if __name__ == "__main__":
    main()
