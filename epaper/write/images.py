"""A PDF edition → page images: PNG, JPEG or WebP, at a resolution or a pixel width, named by page.

pypdfium2 renders; it is not thread-safe, so pages are shared out to processes, one a core.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from epaper.processes import shared_out
from epaper.value import Value

if TYPE_CHECKING:
    from PIL.Image import Image

ImageFormat = Literal["png", "jpeg", "webp"]
SUFFIXES: dict[ImageFormat, str] = {"png": ".png", "jpeg": ".jpg", "webp": ".webp"}
THUMBNAIL_WIDTH = 200
GREYS = 16
"""What an e-ink screen can show."""

_FINER = 2
"""Small sizes are rendered so many times larger and reduced, which keeps hairlines and small type even."""


class ImageSpec(Value):
    """One kind of image to make of every page: at `dpi`, or `width` pixels wide where that is not 0.

    `grey` makes it in the sixteen greys of e-ink. `name` distinguishes several kinds in one folder ("thumb").
    """

    format: ImageFormat = "png"
    dpi: int = 150
    width: int = 0
    grey: bool = False
    name: str = ""

    def filename(self, page: int) -> str:
        """`page-001.png`, `page-001@600w.webp`, `page-001-thumb.png`, `page-001-grey.png`."""
        label = f"-{self.name}" if self.name else "-grey" if self.grey else ""
        size = f"@{self.width}w" if self.width and not self.name else ""
        return f"page-{page:03d}{label}{size}{SUFFIXES[self.format]}"


THUMBNAIL = ImageSpec("png", width=THUMBNAIL_WIDTH, name="thumb")

_Job = tuple[str, int, str, tuple[ImageSpec, ...]]


def write_images(
    pdf: Path, folder: Path, specs: Sequence[ImageSpec], told: Callable[[int], None] = lambda page: None
) -> list[Path]:
    """Render every page of `pdf` into `folder`, once for each spec; `told` hears of each page done.

    Returns the files in page order. Raises OSError when one cannot be written.
    """
    count = page_count(pdf)
    folder.mkdir(parents=True, exist_ok=True)
    jobs = [(str(pdf), page, str(folder), tuple(specs)) for page in range(1, count + 1)]
    files: list[Path] = []
    for page, batch in enumerate(shared_out(_render_page, jobs), start=1):
        files += batch
        told(page)
    return files


def page_count(pdf: Path) -> int:
    """The number of pages in a PDF file."""
    import pypdfium2  # noqa: PLC0415  (loading the library takes longer than most commands)

    with pypdfium2.PdfDocument(str(pdf)) as document:
        return len(document)


def page_picture(pdf: Path, number: int, spec: ImageSpec) -> Image:
    """One trimmed page of a PDF file, drawn; `number` counts from 1."""
    import pypdfium2  # noqa: PLC0415

    with pypdfium2.PdfDocument(str(pdf)) as document:
        page = document[number - 1]
        page.set_cropbox(*page.get_trimbox())
        return _picture(page, spec)


def _render_page(job: _Job) -> list[Path]:
    """All images of one page. Runs in a process of its own."""
    import pypdfium2  # noqa: PLC0415

    pdf, number, folder, specs = job
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[number - 1]
        page.set_cropbox(*page.get_trimbox())  # readers see the trimmed page, not its bleed
        files = []
        for spec in specs:
            target = Path(folder) / spec.filename(number)
            _save(_picture(page, spec), target, spec)
            files.append(target)
        return files


def _picture(page: Any, spec: ImageSpec) -> Image:
    from PIL import Image  # noqa: PLC0415

    width, height = page.get_size()
    scale = spec.width / width if spec.width else spec.dpi / 72
    size = (spec.width or max(1, round(width * scale)), max(1, round(height * scale)))
    finer = _FINER if scale < 1 else 1
    picture: Image.Image = page.render(scale=scale * finer, grayscale=spec.grey).to_pil()
    if picture.size != size:
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    return _in_greys(picture) if spec.grey else picture


def _in_greys(picture: Image) -> Image:
    """The picture in sixteen even greys, the error diffused (Floyd and Steinberg 1976): smooth skies stay smooth."""
    from PIL import Image  # noqa: PLC0415

    ladder = Image.new("P", (1, 1))
    ladder.putpalette([level * 255 // (GREYS - 1) for level in range(GREYS) for _ in "rgb"])
    return picture.convert("RGB").quantize(palette=ladder, dither=Image.Dither.FLOYDSTEINBERG)


def _save(picture: Image, target: Path, spec: ImageSpec) -> None:
    resolution: dict[str, Any] = {} if spec.width else {"dpi": (spec.dpi, spec.dpi)}
    match spec.format:
        case "png":
            options: dict[str, Any] = {"bits": 4} if spec.grey else {}
            picture.save(target, compress_level=6, **options, **resolution)
        case "jpeg":
            picture = picture.convert("L") if spec.grey else picture
            picture.save(target, quality=88, optimize=True, **resolution)
        case "webp":
            picture.convert("RGB").save(target, quality=86, method=4)
