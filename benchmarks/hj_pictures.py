"""hj_pictures.py [OUT]: the pictures of docs/typography.md that show what each H&J setting does."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from specimen import Specimen, strip, write_specimen

from epaper.model.style import HJ, TextStyle
from epaper.units import mm
from epaper.value import replace

OUT = Path(__file__).resolve().parents[1] / "docs" / "images"
STYLE = TextStyle(name="body", family="Newsreader", size=9_000, leading=10_000, align="justify", indent=9_000)
TEXT = (
    "Some loved her for the book-stalls along the Seine and ateliers of the Latin Quarter; some for her parks, "
    "forests, gardens, and boulevards; some because of the Luxembourg; some only as a place where everybody was "
    "smiling, happy, and polite, where they were never bored, where they were always young, where the lights never "
    "went out and there was no early call. Should they to-day revisit her they would find her grown grave and "
    "decorous, and going to bed at sundown, but still smiling bravely, still polite.",
)
MEASURE = mm(36)
NONE = HJ(glyph_scaling=(100, 100), letter_spacing=(0, 0))
RAGGED = replace(STYLE, align="left")
PICTURES: dict[str, list[tuple[str, TextStyle]]] = {
    "hj-escalation": [
        ("spaces alone", replace(STYLE, hj=NONE)),
        ("and glyph scaling ±2 %", replace(STYLE, hj=replace(NONE, glyph_scaling=(98, 102), emergency=100))),
        ("and letter spacing: the defaults", STYLE),
    ],
    "hj-hyphens": [
        ("hyphenate: false", replace(STYLE, hj=HJ(hyphenate=False))),
        ("hyphen-limit: 1", replace(STYLE, hj=HJ(hyphen_limit=1))),
        ("hyphen-cost: 1000", replace(STYLE, hj=HJ(hyphen_cost=1000))),
    ],
    "hj-spacing": [
        ("word-spacing: [80, 100, 133]", replace(STYLE, hj=NONE)),
        ("word-spacing: [60, 85, 110]", replace(STYLE, hj=replace(NONE, word_spacing=(60, 85, 110)))),
        ("optical-margin: false", replace(STYLE, hj=HJ(optical_margin=False))),
    ],
    "hj-ragged": [
        ("hyphenation-zone: 4pt", replace(RAGGED, hj=HJ(hyphenation_zone=4_000))),
        ("hyphenation-zone: 24pt", RAGGED),
        ("hyphenate: false", replace(RAGGED, hj=HJ(hyphenate=False))),
    ],
}


def main() -> None:
    """Make the pictures."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    with tempfile.TemporaryDirectory() as folder:
        for name, ways in PICTURES.items():
            columns = []
            for number, (label, style) in enumerate(ways):
                pdf = Path(folder) / f"{name}-{number}.pdf"
                write_specimen(Specimen(label, style, MEASURE), TEXT, pdf)
                columns.append((label, pdf))
            strip(columns, out / f"{name}.png")


if __name__ == "__main__":
    main()
