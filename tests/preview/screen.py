"""Pages as the preview draws them in headless Chromium, and how far they are from the PDF."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter, ImageStat
from playwright.sync_api import Browser, Route, sync_playwright

from epaper.display.items import GlyphRun, PlacedImage
from epaper.display.page import Document, Page
from epaper.fonts.face import open_face
from epaper.geometry import Rect
from epaper.preview import server
from epaper.preview.drawing import drawing_of
from epaper.value import replace
from epaper.write.pdf.document import pdf_bytes
from epaper.write.screen.pictures import browser_picture
from epaper.write.screen.webfont import face_key, webfont

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DPI = 80
SITE = "http://preview.test"
_PAGE = """<!doctype html><meta charset="utf-8"><style>* {margin: 0} #sheet {position: relative}
canvas {position: absolute}</style><div id="stage"><div id="sheet"><canvas></canvas></div></div>"""
_DRAW = """async ([zones, size, scale]) => {
  const { paint, supplied, badFaces } = await import("/paper.js");
  const [stage, sheet] = ["stage", "sheet"].map((id) => document.getElementById(id));
  for (const each of [stage, sheet]) {
    [each.style.width, each.style.height] = size.map((length) => `${length * scale}px`);
  }
  await supplied(zones.map(([, drawing]) => drawing));
  paint(sheet, stage, zones, size, scale);
  if (badFaces().length) throw new Error(`fonts that the browser refuses: ${badFaces()}`);
  return sheet.querySelector("canvas").toDataURL("image/png");
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser while the block lasts."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


def on_screen(page: Page, browser: Browser) -> Image.Image:
    """The page as the preview's own script draws it."""
    files: dict[str, tuple[str, bytes]] = {"/": ("text/html", _PAGE.encode())}
    script = (Path(server.__file__).parent / "paper.js").read_bytes()
    files["/paper.js"] = ("text/javascript", script)

    def address(image: PlacedImage) -> str:
        name = f"/picture/{hashlib.sha1(image.path.encode()).hexdigest()}"
        files[name] = browser_picture(Path(image.path), 2400)
        return name

    zones = [[f"{at}", json.loads(drawing_of(zone, address).packed)] for at, zone in enumerate(page.zones)]
    for face in {item.face for item in page.items if isinstance(item, GlyphRun)}:
        files[f"/font/{face_key(face)}"] = ("font/sfnt", webfont(open_face(face)))

    def answer(route: Route) -> None:
        media, body = files.get(route.request.url.removeprefix(SITE), ("text/plain", b""))
        route.fulfill(status=200 if body else 404, content_type=media, body=body)

    size = [page.size.width, page.size.height]
    scale = scale_of(page)
    width, height = (round(each * scale) + 1 for each in size)
    with browser.new_context(viewport={"width": width, "height": height}) as context:
        tab = context.new_page()
        tab.route("**/*", answer)
        tab.goto(f"{SITE}/")
        data = tab.evaluate(_DRAW, [zones, size, scale])
    return Image.open(io.BytesIO(base64.b64decode(data.split(",")[1]))).convert("RGB")


def scale_of(page: Page) -> float:
    """Pixels a millipoint, such that the page is whole pixels high: PDF counts from the foot."""
    return round(page.size.height * DPI / 72_000) / page.size.height


def in_print(document: Document) -> Iterator[Image.Image]:
    """Each page of the PDF, trimmed."""
    bare = replace(document, pages=tuple(replace(page, bleed=0) for page in document.pages))
    with pypdfium2.PdfDocument(pdf_bytes(bare)) as pdf:
        for page, drawn in zip(document.pages, pdf, strict=True):
            yield drawn.render(scale=scale_of(page) * 1000).to_pil().convert("RGB")


def apart(shown: Image.Image, printed: Image.Image, places: Iterable[Rect] = ()) -> Iterator[tuple[float, int]]:
    """How far two pictures of a page are from each other, in all and in each of some places: the mean and the most, of
    255.

    Each has its own way to smooth an edge: what is compared is the ink around a place, not single pixels.
    """
    size = (min(shown.width, printed.width), min(shown.height, printed.height))
    even = ImageFilter.BoxBlur(3)
    difference = ImageChops.difference(*(each.crop((0, 0, *size)).filter(even) for each in (shown, printed)))
    for rect in (Rect(0, 0, *(side * 72_000 // DPI for side in size)), *places):
        area = [side * DPI // 72_000 for side in (rect.x, rect.y, rect.right, rect.bottom)]
        part = difference.crop((area[0], area[1], area[2] + 1, area[3] + 1))
        yield ImageStat.Stat(part.convert("L")).mean[0], max(most for _, most in part.getextrema())
