"""Layouts → the gallery: each as a picture with its boxes named, beside its YAML and what each box holds.

Writes `index.html`, which has all of it in one file, and for each layout `NAME.png` and `NAME-small.png`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from epaper.errors import Diagnostic, InputError
from epaper.model.fit import StoryFit
from epaper.model.layout import BriefsBox, ContinuedBox, IndexBox, RailBox, ReferBox, StoryBox
from epaper.model.story import plain
from epaper.pipeline import Composed, compose_file
from epaper.plan.castoff import measure_of
from epaper.plan.grid import Frame, resolve_grid
from epaper.planning import Told
from epaper.sources.layouts import available_layouts, find_layout
from epaper.units import to_mm
from epaper.write.gallery_page import GallerySheet, SheetBox, gallery_html
from epaper.write.images import ImageSpec, write_images
from epaper.write.labels import Label, label_picture
from epaper.write.pdf import write_pdf
from epaper.write.together import replacing_together

_SMALL = 300
"""Width of the small pictures."""
_LARGE = 1000


def write_gallery(folder: Path, dirs: Sequence[Path], told: Told) -> tuple[Diagnostic, ...]:
    """Write the gallery of the shipped layouts and those in `dirs` into `folder`; layouts without boxes are left out.

    Returns the faults of layouts that could not be shown. Raises OutputError when the gallery cannot be written.
    """
    names = available_layouts(dirs)
    sheets: list[GallerySheet] = []
    faults: list[Diagnostic] = []
    with replacing_together(folder, "gallery") as aside:
        for done, name in enumerate(names):
            told("drawing layouts", done, len(names))
            path = find_layout(name, dirs)
            try:
                composed = compose_file(path)
            except InputError as error:
                faults += error.diagnostics
                continue
            if composed.layouts[0].boxes:
                sheets.append(_sheet(name, path, composed, aside))
        told("writing the gallery", 0, 1)
        pictures = [(aside / f"{sheet.name}.png").read_bytes() for sheet in sheets]
        (aside / "index.html").write_text(gallery_html(sheets, pictures), encoding="utf-8")
    return tuple(faults)


def _sheet(name: str, path: Path, composed: Composed, folder: Path) -> GallerySheet:
    """Draw a layout's pictures into the folder, and tell what is to be told of it."""
    layout = composed.layouts[0]
    boxes = sheet_boxes(composed)
    pdf = folder / f"{name}.pdf"
    write_pdf(composed.document, pdf)
    drawn = write_images(pdf, folder, [ImageSpec(width=_LARGE), ImageSpec(width=_SMALL)])
    pdf.unlink()
    labels = _labels(composed, boxes)
    for image, target in zip(drawn, (f"{name}.png", f"{name}-small.png"), strict=True):
        label_picture(image, labels, folder / target)
        image.unlink()
    size = (round(to_mm(layout.page.size.width)), round(to_mm(layout.page.size.height)))
    return GallerySheet(name, layout.description, size, path.read_text(encoding="utf-8-sig"), boxes)


def sheet_boxes(composed: Composed) -> tuple[SheetBox, ...]:
    """What each box of a layout holds, in the order of the page; `composed` is the layout filled with invented copy."""
    frames = sorted(_frames(composed), key=lambda frame: (frame.box.row, frame.box.column))
    return tuple(_box(composed, frame) for frame in frames)


def _frames(composed: Composed) -> tuple[Frame, ...]:
    layout = composed.layouts[0]
    return resolve_grid(layout, composed.typesetter.cap_height(layout.style("body"))).frames


def _box(composed: Composed, frame: Frame) -> SheetBox:
    options = frame.box.options
    kind = type(options).__name__.removesuffix("Box").lower()
    legs = 0
    measure = 0.0
    if isinstance(options, StoryBox | ContinuedBox | BriefsBox):
        legs = options.legs or len(frame.columns)
        measure = round(to_mm(measure_of(composed.layouts[0], frame, StoryBox(legs=legs))), 1)
    items = options.items if isinstance(options, BriefsBox | RailBox | IndexBox | ReferBox) else 0
    words = _words(composed, frame.box.name)
    if isinstance(options, RailBox):
        words = sum(len(f"{item.title} {plain(item.teaser)}".split()) for item in composed.edition.rail)
    return SheetBox(frame.box.name, kind, legs, measure, items, words)


def _words(composed: Composed, box: str) -> int:
    """The words that fill a box: those of the copy in it, and as many more as its empty lines would take."""
    return round(sum(_capacity(composed, fit) for fit in composed.fits if fit.box == box))


def _capacity(composed: Composed, fit: StoryFit) -> float:
    story = composed.edition.story(fit.slug)
    if story is None or not fit.lines:
        return 0
    return (story.words - fit.over_words) * (fit.lines + fit.under_lines) / fit.lines


def _labels(composed: Composed, boxes: Sequence[SheetBox]) -> list[Label]:
    size = composed.layouts[0].page.size
    told = {box.name: box for box in boxes}
    labels = []
    for frame in _frames(composed):
        box, rect = told[frame.box.name], frame.rect
        place = (rect.x / size.width, rect.y / size.height, rect.right / size.width, rect.bottom / size.height)
        labels.append(Label(box.name, box.kind, (box.kind, *([f"{box.words} words"] if box.words else [])), place))
    return labels
