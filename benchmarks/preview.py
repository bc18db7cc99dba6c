"""preview.py [seed|front|daily|layout …] [--edits N] [--stages]: how long it takes from a saved file to the new picture
in the browser.

For each sample, in a copy of it: N edits of a layout's gutter, of one of its boxes, of one word in a story, and of a
picture, each timed from the moment the file is written until headless Chromium has drawn the frame with the new page.
Prints the median and the 95th percentile in milliseconds; with `--stages` also the median of each stage on the way.
`layout` is the shipped broadsheet front by itself, with its invented copy. `benchmarks/live.py` times the same edits
without server and browser.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from live import ROOT, SAMPLES, Edit, edits_of, gutters, own_edition
from playwright.sync_api import Page, sync_playwright

from epaper.live import Live
from epaper.preview.desk import Desk
from epaper.preview.server import serving
from epaper.processes import few_collections

Stamps = dict[str, float]
"""The stages of one change and when each began, in milliseconds of the clock; `shown` is the end."""

_WATCH = """() => {
  const stage = document.getElementById("stage");
  const clock = (name) => performance.timeOrigin + (performance.getEntriesByName(name).at(-1)?.startTime ?? 0);
  new MutationObserver(() => requestAnimationFrame(() => requestAnimationFrame(() => {
    const marks = ["heard", "supplied", "painted"].map((name) => [name, clock(name)]);
    console.debug(JSON.stringify([...marks, ["shown", performance.timeOrigin + performance.now()]]));
  }))).observe(stage, { attributeFilter: ["data-version"] });
}"""
"""Says when a frame was drawn. (Nobody asks meanwhile: to be asked at each frame takes half of a core.)"""


def main() -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("samples", nargs="*", default=["seed", "front"])
    parser.add_argument("--edits", type=int, default=50)
    parser.add_argument("--stages", action="store_true")
    options = parser.parse_args()
    few_collections()
    for name in options.samples:
        with tempfile.TemporaryDirectory() as folder:
            measure(name, Path(folder), options.edits, stages=options.stages)


def measure(name: str, folder: Path, edits: int, *, stages: bool) -> None:
    """All kinds of edit of one sample."""
    source, kinds = _sample(name, folder)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    desk = Desk(source)
    with serving(desk) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 1000}, bypass_csp=True)
        page.goto(server.address)
        page.wait_for_selector("#stage[data-version]", state="attached")
        page.wait_for_timeout(1000)
        page.evaluate(_WATCH)
        print(name)
        for kind, edit in kinds.items():
            stamps = [*_timed(desk, page, edit, edits)]
            times = [each["shown"] - each["saved"] for each in stamps]
            slow = sorted(times)[max(0, round(len(times) * 0.95) - 1)]
            print(f"  {kind:14} median {statistics.median(times):6.0f} ms   95th percentile {slow:6.0f} ms", flush=True)
            if stages:
                _print_stages(stamps)
        browser.close()


def _sample(name: str, folder: Path) -> tuple[Path, dict[str, Edit]]:
    if name == "layout":
        path = folder / "bench.yaml"
        path.write_text("extends: broadsheet-front\ngrid: {gutter: 4.2mm}\n", encoding="utf-8")
        return path, {"layout gutter": gutters(path)}
    shutil.copytree(ROOT / "samples", folder / "samples")
    base = folder / "samples" / SAMPLES[name]
    edition = own_edition(base, front_only=name == "front")
    return edition, edits_of(base, Live(edition, id).refresh())


def _timed(desk: Desk, page: Page, edit: Edit, edits: int) -> Iterator[Stamps]:
    for number in range(edits):
        before = desk.stamps()
        with page.expect_console_message(lambda said: said.type == "debug", timeout=60_000) as heard:
            edit(number)
            saved = time.time() * 1000
        shown = dict(json.loads(heard.value.text))
        while desk.stamps() is before:
            time.sleep(0.005)
        yield {"saved": saved, **{stage: at * 1000 for stage, at in desk.stamps()}, **shown}
        page.wait_for_timeout(120)


def _print_stages(stamps: list[Stamps]) -> None:
    """The median of how long each stage took, from its own beginning to the next one's."""
    names = sorted(stamps[0], key=lambda name: statistics.median(each[name] - each["saved"] for each in stamps))
    for stage, following in pairwise(names):
        took = statistics.median(each[following] - each[stage] for each in stamps)
        print(f"    {stage:18} {took:6.0f} ms")


if __name__ == "__main__":
    main()
