"""live.py [seed|front|daily …] [--edits N]: how long a session takes from a saved file to new pages, drawn.

For each sample, in a copy of it: N edits of a layout's gutter, of one word in a story, and of a picture, each followed
by a refresh. Prints the median and the 95th percentile in milliseconds. `front` is the first page of the daily sample,
`daily` the whole of it.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

from epaper.display.items import PlacedImage
from epaper.display.page import Zone
from epaper.live import Live, LiveResult
from epaper.model.layout import StoryBox
from epaper.preview.drawing import Drawing, drawing_of

ROOT = Path(__file__).parents[1]
SAMPLES = {"seed": "seed", "front": "daily", "daily": "daily"}

Edit = Callable[[int], None]


def main() -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("samples", nargs="*", default=["seed", "front"])
    parser.add_argument("--edits", type=int, default=50)
    options = parser.parse_args()
    for name in options.samples:
        with tempfile.TemporaryDirectory() as folder:
            measure(name, Path(folder), options.edits)


def measure(name: str, folder: Path, edits: int) -> None:
    """All kinds of edit of one sample."""
    shutil.copytree(ROOT / "samples", folder / "samples")
    base = folder / "samples" / SAMPLES[name]
    live = Live(own_edition(base, front_only=name == "front"), _drawn)
    started = time.perf_counter()
    first = live.refresh()
    print(f"{name}: first look {(time.perf_counter() - started) * 1000:.0f} ms, {len(first.pages)} pages")
    assert not first.faults, first.faults
    for kind, edit in edits_of(base, first).items():
        times = list(_timed(live, edit, edits))
        slow = sorted(times)[max(0, round(len(times) * 0.95) - 1)]
        print(f"  {kind:14} median {statistics.median(times):6.0f} ms   95th percentile {slow:6.0f} ms")


def _drawn(zone: Zone) -> Drawing:
    return drawing_of(zone, lambda image: image.path)


def edits_of(base: Path, first: LiveResult[Any]) -> dict[str, Edit]:
    """The edits of a layout, of a story and of a picture of page one."""
    page = first.pages[0].page
    here = {zone.slug for zone in page.zones if zone.slug}
    copy = [path for path in sorted(base.rglob("*")) if path.suffix in (".md", ".txt") and path.stem in here]
    pictures = [Path(item.path) for item in page.items if isinstance(item, PlacedImage)]
    frames = first.pages[0].grid.frames
    box = next(frame.box.name for frame in frames if isinstance(frame.box.options, StoryBox))
    return {
        "layout gutter": gutters(base / "layouts" / "bench.yaml"),
        "layout box": tints(base / "layouts" / "bench.yaml", box),
        "one word": words(copy[0]),
        "new picture": new_pictures(pictures[0]),
    }


def _timed(live: Live[Any], edit: Edit, edits: int) -> Iterator[float]:
    for number in range(edits):
        edit(number)
        started = time.perf_counter()
        result = live.refresh()
        shown = [page for page in result.pages if page.changed]
        yield (time.perf_counter() - started) * 1000
        assert shown, "the edit changed nothing"
        assert not result.faults, result.faults


def gutters(path: Path) -> Edit:
    """Another gutter each time, none of them seen before."""
    return lambda number: _rewrite(path, r"gutter: [\d.]+mm", f"gutter: {4 + number * 0.021:.3f}mm")


def tints(path: Path, box: str) -> Edit:
    """Another tint behind a story each time: the box is made up anew, and no other."""
    original = path.read_text(encoding="utf-8")

    def edit(number: int) -> None:
        tint = f"boxes: {{{box}: {{story: {{tint: [0, 0, {number % 10}, {2 + number // 10}]}}}}}}\n"
        path.write_text(original + tint, encoding="utf-8")

    return edit


def words(path: Path) -> Edit:
    """One word after the other of a story's middle is put in the plural."""
    original = path.read_text(encoding="utf-8")
    places = [match.end() for match in re.finditer(r"[a-z]{4,}(?= [a-z])", original)]
    places = places[len(places) * 3 // 10 : len(places) * 6 // 10]

    def edit(number: int) -> None:
        at = places[len(places) * number // 64 % len(places)]
        path.write_text(original[:at] + "s" + original[at:], encoding="utf-8")

    return edit


def new_pictures(path: Path) -> Edit:
    """Another picture in the same file, of another colour and mostly wider than the one before. They are drawn
    beforehand: what counts is the time from when a picture is there, not how long it takes to encode one."""
    aside = Path(tempfile.mkdtemp(dir=path.parents[1]))

    def edit(number: int) -> None:
        made = aside / f"{number}{path.suffix}"
        Image.new("RGB", (1600 + 40 * (number % 12), 1067), (number * 5 % 256, 128, 128)).save(made)
        made.replace(path)

    return edit


def own_edition(base: Path, *, front_only: bool) -> Path:
    """The sample with a layout of its own for page one, that can be edited."""
    edition = yaml.safe_load((base / "edition.yaml").read_text(encoding="utf-8"))
    pages = edition["pages"] if isinstance(edition.get("pages"), list) else [{"layout": edition["layout"]}]
    layout = pages[0].get("layout") or edition["layout"]
    (base / "layouts").mkdir(exist_ok=True)
    bench = f"extends: {layout}\ngrid: {{gutter: 4.2mm}}\n"
    (base / "layouts" / "bench.yaml").write_text(bench, encoding="utf-8")
    pages[0]["layout"] = "bench"
    edition |= {"layouts": "layouts", "pages": pages[:1] if front_only else pages}
    path = base / "bench.yaml"
    path.write_text(yaml.safe_dump(edition, allow_unicode=True), encoding="utf-8")
    return path


def _rewrite(path: Path, pattern: str, new: str) -> None:
    text, count = re.subn(pattern, new, path.read_text(encoding="utf-8"), count=1)
    assert count, f"{pattern} is not in {path}"
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
