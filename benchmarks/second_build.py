"""second_build.py [--rounds N]: how long `epaper build` takes, as a command from start to end.

In a copy of the sample daily, in turn: from nothing, again with nothing changed, and
after a change in one story, another one each round: a word put in the plural, and a word that the edition did not have.
Paired with the start of Python with NumPy, which nobody's code can make shorter. Prints the median, the least and the
most of each in milliseconds.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from live import own_edition

DAILY = Path(__file__).resolve().parents[1] / "samples" / "daily" / "edition.yaml"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(DAILY.parents[1], folder / "samples")
        measure(own_edition(folder / "samples" / "daily", front_only=False), folder, given.rounds)


def measure(edition: Path, folder: Path, rounds: int) -> None:
    """All kinds of build in turn."""
    os.environ["EPAPER_CACHE"] = str(folder / "cache")
    command = [sys.executable, "-m", "epaper", "build", str(edition), "-o", str(folder / "out")]
    stories = [path for path in sorted((edition.parent / "copy").glob("*.md")) if not path.stem.startswith("brief-")]
    times: dict[str, list[float]] = {}

    def timed(kind: str, argv: list[str]) -> None:
        began = time.perf_counter()
        subprocess.run(argv, check=True, capture_output=True)
        times.setdefault(kind, []).append(1000 * (time.perf_counter() - began))

    for number in range(rounds):
        timed("Python with NumPy", [sys.executable, "-c", "import numpy"])
        timed("from nothing", [*command, "--fresh"])
        timed("nothing changed", command)
        _change(stories[3 * number % len(stories)], lambda word: word + "s")
        timed("a word in the plural", command)
        _change(stories[3 * number % len(stories)], lambda word, at=number: f"{word} re{chr(97 + at)}organised")
        timed("a new word", command)
    for kind, each in times.items():
        print(f"{kind:22} {statistics.median(each):7.0f} ms   (least {min(each):.0f}, most {max(each):.0f})")


def _change(path: Path, change: Callable[[str], str]) -> None:
    """Change a word of the story's middle."""
    text = path.read_text(encoding="utf-8")
    places = [*re.finditer(r"(?<= )[a-z]{4,}(?= [a-z])", text)]
    word = places[len(places) // 2]
    path.write_text(text[: word.start()] + change(word.group()) + text[word.end() :], encoding="utf-8")


if __name__ == "__main__":
    main()
