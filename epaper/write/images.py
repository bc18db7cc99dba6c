"""A PDF edition → page images: PNG, JPEG or WebP, at a resolution or a pixel width, named by page.

pypdfium2 renders; it is not thread-safe, so pages are shared out to processes, one a core.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

ImageFormat = Literal["png", "jpeg", "webp"]
SUFFIXES: dict[ImageFormat, str] = {"png": ".png", "jpeg": ".jpg", "webp": ".webp"}
THUMBNAIL_WIDTH = 200


@dataclass(frozen=True, slots=True)
class ImageSpec:
    """One kind of image to make of every page: at `dpi`, or `width` pixels wide where that is not 0.

    `grey` makes 8-bit grey images, for e-ink. `name` distinguishes several kinds in one folder ("thumb").
    """

    format: ImageFormat = "png"
    dpi: int = 150
    width: int = 0
    grey: bool = False
    name: str = ""

    def filename(self, page: int) -> str:
        """`page-001.png`, `page-001@600w.webp`, `page-001-thumb.png`."""
        size = f"@{self.width}w" if self.width and not self.name else ""
        label = f"-{self.name}" if self.name else ""
        return f"page-{page:03d}{label}{size}{SUFFIXES[self.format]}"


THUMBNAIL = ImageSpec("png", width=THUMBNAIL_WIDTH, name="thumb")


def write_images(
    pdf: Path, folder: Path, specs: Sequence[ImageSpec], told: Callable[[int], None] = lambda page: None
) -> list[Path]:
    """Render every page of `pdf` into `folder`, once for each spec; `told` hears of each page done.

    Returns the files in page order. Raises OSError when one cannot be written.
    """
    count = page_count(pdf)
    folder.mkdir(parents=True, exist_ok=True)
    jobs = [(str(pdf), page, str(folder), tuple(specs)) for page in range(1, count + 1)]
    workers = min(os.cpu_count() or 1, count)
    files: list[Path] = []
    if workers < 2:
        batches = map(_render_page, jobs)
        for page, batch in enumerate(batches, start=1):
            files += batch
            told(page)
        return files
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for page, batch in enumerate(pool.map(_render_page, jobs), start=1):
            files += batch
            told(page)
    return files


def page_count(pdf: Path) -> int:
    """The number of pages in a PDF file."""
    import pypdfium2  # noqa: PLC0415  (loading the library takes longer than most commands)

    document = pypdfium2.PdfDocument(str(pdf))
    try:
        return len(document)
    finally:
        document.close()


def _render_page(job: tuple[str, int, str, tuple[ImageSpec, ...]]) -> list[Path]:
    import pypdfium2  # noqa: PLC0415

    pdf, number, folder, specs = job
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[number - 1]
        return [_render(page, number, Path(folder), spec) for spec in specs]
    finally:
        document.close()


def _render(page, number: int, folder: Path, spec: ImageSpec) -> Path:  # type: ignore[no-untyped-def]
    """One image. Small sizes are rendered at twice the size and reduced, which keeps hairlines and small type even."""
    from PIL import Image  # noqa: PLC0415

    points = page.get_width()
    scale = spec.width / points if spec.width else spec.dpi / 72
    finer = 2 if scale < 1 else 1
    picture = page.render(scale=scale * finer, grayscale=spec.grey).to_pil()
    if finer > 1 or spec.width:
        width = spec.width or round(points * scale)
        height = max(1, round(width * page.get_height() / points))
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    target = folder / spec.filename(number)
    match spec.format:
        case "png":
            picture.save(target, dpi=(72 * scale, 72 * scale), optimize=False, compress_level=6)
        case "jpeg":
            picture.save(target, quality=88, dpi=(round(72 * scale), round(72 * scale)), optimize=True)
        case "webp":
            picture.save(target, quality=86, method=4)
    return target
