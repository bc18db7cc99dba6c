"""A small newspaper to preview: one page of one story with a picture."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

PAPER = """\
extends: tabloid
page: {size: [200mm, 260mm]}
grid: {columns: 4, gutter: 4mm, rows: [6mm, 1fr]}
areas: |
  F F F F
  A A A A
boxes:
  A: {story: {legs: 4, headline: {style: head-3, lines: 1-2}, picture: {legs: 2, at: top-left, aspect: "3:2"}}}
  F: folio
"""


def paper_in(folder: Path, pages: int = 1) -> Path:
    """The edition's file, beside its layout, story and picture."""
    Image.new("RGB", (900, 600), "green").save(folder / "fox.png")
    (folder / "page.yaml").write_text(PAPER, encoding="utf-8")
    for number in range(pages):
        name = "tale" if number == 0 else f"tale-{number + 1}"
        body = "The quick brown fox jumps over the lazy dog and runs home through the evening.\n\n" * 30
        head = f"headline: A tale of a fox\npictures: [{{file: fox.png, caption: A fox.}}]\nslug: {name}\n"
        (folder / f"{name}.md").write_text(f"---\n{head}---\n{body}", encoding="utf-8")
    edition = folder / "paper.yaml"
    edition.write_text(
        "title: The Test\ndate: 2026-03-17\nlayouts: .\npages:\n"
        + "".join("  - {layout: page}\n" for _ in range(pages))
        + 'stories: ["tale*.md"]\n',
        encoding="utf-8",
    )
    return edition
