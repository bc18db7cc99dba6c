"""preview.py [seed|front|daily …] [--edits N]: how long it takes from a saved file to the new picture in the browser.

For each sample, in a copy of it: N edits of a layout's gutter, of one word in a story, and of a picture, each timed
from the moment the file is written until headless Chromium has drawn the frame with the new page. Prints the median and
the 95th percentile in milliseconds. `benchmarks/live.py` times the same edits without server and browser.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from live import ROOT, SAMPLES, Edit, edits_of, own_edition
from playwright.sync_api import Page, sync_playwright

from epaper.live import Live
from epaper.preview.desk import Desk
from epaper.preview.server import serving

_WATCH = """() => {
  const stage = document.getElementById("stage");
  window.shown = [];
  new MutationObserver(() => {
    const version = Number(stage.dataset.version);
    requestAnimationFrame(() => requestAnimationFrame(() => window.shown.push([version, Date.now()])));
  }).observe(stage, { attributeFilter: ["data-version"] });
}"""


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
    edition = own_edition(base, front_only=name == "front")
    kinds = edits_of(base, Live(edition, lambda image: image.path).refresh())
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with serving(Desk(edition)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 1000}, bypass_csp=True)
        page.goto(server.address)
        page.wait_for_selector("#stage .paper path", state="attached")
        page.evaluate(_WATCH)
        print(name)
        for kind, edit in kinds.items():
            times = list(_timed(page, edit, edits))
            slow = sorted(times)[max(0, round(len(times) * 0.95) - 1)]
            print(f"  {kind:14} median {statistics.median(times):6.0f} ms   95th percentile {slow:6.0f} ms", flush=True)
        browser.close()


def _timed(page: Page, edit: Edit, edits: int) -> Iterator[float]:
    for number in range(edits):
        page.evaluate("() => { window.shown = []; }")
        started = time.time()
        edit(number)
        page.wait_for_function("() => window.shown.length > 0", timeout=20_000)
        shown: float = page.evaluate("() => window.shown[0][1]")
        yield shown - started * 1000
        page.wait_for_timeout(60)


if __name__ == "__main__":
    main()
