"""edition.py [EDITION.yaml] [--rounds N] [--profile]: what it costs to make an edition up, cold and after a change.

In a copy of the edition (the sample daily, where none is named), with one process and nothing written: made up from
nothing; again with one word of one story changed; again with the gutter of page one's layout changed. Each in turn, N
times; prints the median in seconds of processor time and of the clock. `--profile` says where the time of a cold round
goes. A cold round leaves fonts open and words shaped from the one before; the first one, with all of that, is said
apart.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from live import gutters, own_edition, words

import epaper.pages
from epaper.pipeline import compose_file
from epaper.processes import few_collections
from epaper.standing import Standing

DAILY = Path(__file__).resolve().parents[1] / "samples" / "daily" / "edition.yaml"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("edition", nargs="?", type=Path, default=DAILY)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--profile", action="store_true")
    given = parser.parse_args()
    few_collections()
    epaper.pages.cores = lambda: 1  # type: ignore[attr-defined]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(given.edition.parent.parent, Path(folder) / "samples")
        measure(own_edition(Path(folder) / "samples" / given.edition.parent.name, front_only=False), given.rounds)
        if given.profile:
            _profile(given.edition)


def measure(edition: Path, rounds: int) -> None:
    """The three kinds of making-up, in turn."""
    times: dict[str, list[tuple[float, float]]] = {"cold": [], "one word changed": [], "one layout changed": []}
    print("first of all: {:.2f} s of processor, {:.2f} s".format(*_timed(edition, Standing())))
    composed = compose_file(edition)
    lead = next(story for story in composed.edition.stories if story.slug == composed.fits[0].slug)
    assert lead.where is not None
    word, gutter = words(Path(lead.where.file)), gutters(edition.parent / "layouts" / "bench.yaml")
    for number in range(rounds):
        standing = Standing()
        times["cold"].append(_timed(edition, standing))
        word(2 * number + 1)
        times["one word changed"].append(_timed(edition, standing))
        gutter(number)
        times["one layout changed"].append(_timed(edition, standing))
    for name, each in times.items():
        cpu, wall = (statistics.median(column) for column in zip(*each, strict=True))
        print(f"{name:20} {cpu:6.2f} s of processor, {wall:6.2f} s")


def _timed(edition: Path, standing: Standing) -> tuple[float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    compose_file(edition, standing=standing)
    return time.process_time() - cpu, time.perf_counter() - wall


def _profile(edition: Path) -> None:
    profile = cProfile.Profile()
    profile.runcall(compose_file, edition)
    pstats.Stats(profile).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
