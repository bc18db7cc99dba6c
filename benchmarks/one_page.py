"""One page from copy to PDF, several times → where the time goes, stage by stage, beside a plain ReportLab page.

The same story's text is also set by ReportLab's own paragraphs in as many frames, in the same run, so that both figures
are of one machine at one moment. Usage: python benchmarks/one_page.py [EDITION.yaml] [--times N]
"""

from __future__ import annotations

import argparse
import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
from reportlab.platypus import Paragraph as PlainParagraph

from epaper.flow.makeup import make_up
from epaper.fonts.book import FontBook
from epaper.model.story import Story
from epaper.opening import font_book, load_layouts
from epaper.pipeline import build, compose
from epaper.plan.allocate import allocate
from epaper.sources.editions import load_edition
from epaper.typeset.typesetter import Typesetter
from epaper.write.pdf import write_pdf

SEED = Path(__file__).parents[1] / "samples/seed/edition.yaml"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("edition", nargs="?", type=Path, default=SEED)
    parser.add_argument("--times", type=int, default=9)
    options = parser.parse_args()
    rows = stages(options.edition, options.times)
    print(f"{options.edition.name}, median of {options.times}, in milliseconds")
    for name, times in rows:
        print(f"  {name:44} {statistics.median(times):8.1f}   (least {min(times):.1f}, most {max(times):.1f})")


def stages(path: Path, count: int) -> list[tuple[str, list[float]]]:
    """The stages' times, each measured on fresh caches where it has any."""
    edition, notes = load_edition(path)
    layouts = load_layouts(edition)

    def fresh() -> tuple[FontBook, Typesetter]:
        book = font_book(layouts, edition.font_dirs)
        return book, Typesetter(book, edition.language)

    def made_up() -> None:
        _, typesetter = fresh()
        for page in allocate(edition, layouts, typesetter).pages:
            make_up(page, edition, typesetter)

    document = compose(edition, notes).document
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        command = [sys.executable, "-m", "epaper", "build", str(path), "-o", str(out / "whole")]
        tasks: list[tuple[str, Callable[[], object]]] = [
            ("reading copy, pictures and edition", lambda: load_edition(path)),
            ("reading layouts", lambda: load_layouts(edition)),
            ("opening fonts", fresh),
            ("casting off, setting and making up", made_up),
            ("writing the PDF", lambda: write_pdf(document, out / "page.pdf")),
            ("all of it in a running process", lambda: build(path, out / "built")),
            ("all of it as a command, start to end", lambda: subprocess.run(command, check=True, capture_output=True)),
            ("the same text by ReportLab's paragraphs", lambda: plain(edition.stories[0])),
        ]
        for _, task in tasks:
            task()
        times: dict[str, list[float]] = {name: [] for name, _ in tasks}
        for _ in range(count):
            for name, task in tasks:
                began = time.perf_counter()
                task()
                times[name].append(1000 * (time.perf_counter() - began))
    return list(times.items())


def plain(story: Story) -> None:
    """The story's text in four ReportLab frames, justified, in a font that needs no embedding."""
    frames = [Frame(36 + 130 * at, 36, 124, 720) for at in range(4)]
    document = BaseDocTemplate(io.BytesIO(), pageTemplates=[PageTemplate(frames=frames)])
    style = ParagraphStyle("body", fontName="Times-Roman", fontSize=9, leading=10, alignment=4)
    document.build([PlainParagraph(paragraph.text, style) for paragraph in story.paragraphs])


if __name__ == "__main__":
    main()
