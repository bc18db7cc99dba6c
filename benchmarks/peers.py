"""peers.py [--out DIR] [--typometer FILE]: one text, type and measure in this engine and in others, measured alike.

Sets three of the sample daily's dispatches of 1914 in one column of 30, 45 and 60 mm, Newsreader 9 on 10 pt, and prints
what `typometer.py` reads from each PDF. Typst and WeasyPrint are set where their packages are installed (`pip install
typst weasyprint pymupdf`). With --picture the heads of the 45 mm columns go into a picture. The versions are printed.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import sys
import tempfile
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from types import ModuleType

from specimen import LANGUAGE, MARGIN, Specimen, strip, typesetter, write_specimen

from epaper.fonts.face import open_face
from epaper.model.story import plain
from epaper.model.style import TextStyle
from epaper.resources import fonts_dir
from epaper.sources.editions import load_edition
from epaper.units import mm

ROOT = Path(__file__).resolve().parents[1]
FONT = fonts_dir() / "newsreader" / "Newsreader_400Regular.ttf"
STORIES = ("paris-1914", "soissons-1914", "england-1914")
STYLE = TextStyle(name="body", family="Newsreader", size=9_000, leading=10_000, align="justify", indent=9_000)
EDGE = MARGIN / 1000
TALL = 13_000
"""Points: the height of a page that holds everything."""

Setter = Callable[[Sequence[str], float, Path], None]


def text() -> list[str]:
    """The paragraphs, without their emphasis."""
    edition, _ = load_edition(ROOT / "samples" / "daily" / "edition.yaml")
    stories = {story.slug: story for story in edition.stories}
    return [plain(each.runs) for slug in STORIES for each in stories[slug].paragraphs if each.kind == "body"]


def ours(paragraphs: Sequence[str], measure: float, pdf: Path) -> None:
    """This engine, as it comes."""
    write_specimen(Specimen("epaper", STYLE, mm(measure)), paragraphs, pdf)


def reportlab(paragraphs: Sequence[str], measure: float, pdf: Path) -> None:
    """ReportLab's own paragraphs, with hyphenation."""
    from reportlab.lib.enums import TA_JUSTIFY  # noqa: PLC0415
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415
    from reportlab.platypus import Paragraph  # noqa: PLC0415

    pdfmetrics.registerFont(TTFont("Peer", str(FONT)))
    style = ParagraphStyle(
        "body",
        fontName="Peer",
        fontSize=9,
        leading=10,
        alignment=TA_JUSTIFY,
        firstLineIndent=9,
        hyphenationLang="en_GB",
    )
    width = measure * 72 / 25.4
    canvas = Canvas(str(pdf), pagesize=(width + 2 * EDGE, TALL))
    y = TALL - EDGE
    for each in paragraphs:
        made = Paragraph(escape(each), style)
        _, height = made.wrap(width, y)
        made.drawOn(canvas, EDGE, y - height)
        y -= height
    canvas.save()


def typst(paragraphs: Sequence[str], measure: float, pdf: Path, limits: str = "") -> None:
    """Typst, justified and hyphenated; `limits` are its justification limits."""
    import typst as compiler  # noqa: PLC0415

    body = "\n\n".join("#" + _typst_string(each) for each in paragraphs)
    source = pdf.with_suffix(".typ")
    source.write_text(
        f"#set page(width: {measure}mm + {2 * EDGE}pt, height: {TALL}pt, margin: {EDGE}pt)\n"
        f'#set text(font: "Newsreader", size: 9pt, lang: "en", region: "GB", hyphenate: true, '
        f"top-edge: 0.8em, bottom-edge: -0.2em)\n"
        f"#set par(justify: true, leading: 1pt, spacing: 1pt, first-line-indent: (amount: 9pt, all: true){limits})\n"
        + body,
        encoding="utf-8",
    )
    compiler.compile(str(source), output=str(pdf), font_paths=[str(FONT.parent)])


def typst_tuned(paragraphs: Sequence[str], measure: float, pdf: Path) -> None:
    """Typst with tracking of −1.5 to +3 %, as our emergency setting has it."""
    typst(paragraphs, measure, pdf, ", justification-limits: (tracking: (min: -0.015em, max: 0.03em))")


def _typst_string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def weasyprint(paragraphs: Sequence[str], measure: float, pdf: Path) -> None:
    """WeasyPrint, justified and hyphenated."""
    from weasyprint import HTML  # noqa: PLC0415

    css = (
        f'@font-face {{ font-family: Peer; src: url("{FONT.as_uri()}") }}'
        f"@page {{ size: {measure * 72 / 25.4 + 2 * EDGE:.3f}pt {TALL}pt; margin: {EDGE}pt }}"
        "body { margin: 0 } p { margin: 0; font: 9pt/10pt Peer; text-align: justify; hyphens: auto; text-indent: 9pt }"
    )
    body = "".join(f"<p>{escape(each)}</p>" for each in paragraphs)
    HTML(string=f'<html lang="{LANGUAGE}"><style>{css}</style>{body}</html>').write_pdf(str(pdf))


ENGINES: dict[str, tuple[Setter, str]] = {
    "epaper": (ours, ""),
    "Typst {}, tracking −1.5 to +3 %": (typst_tuned, "typst"),
    "Typst {}": (typst, "typst"),
    "WeasyPrint {}": (weasyprint, "weasyprint"),
    "ReportLab {}, its paragraphs": (reportlab, "reportlab"),
}


def main() -> None:
    """Set, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--typometer", type=Path, default=ROOT.parent / "shared" / "tools" / "typometer.py")
    parser.add_argument("--picture", type=Path, help="where the picture of the 45 mm columns goes")
    given = parser.parse_args()
    out = given.out or Path(tempfile.mkdtemp(prefix="peers-"))
    out.mkdir(parents=True, exist_ok=True)
    tool = _module(given.typometer)
    paragraphs = text()
    face = open_face(typesetter().book.resolve("Newsreader", 400, False))
    print(
        f"{sum(len(each.split()) for each in paragraphs)} words, {len(paragraphs)} paragraphs; lines with spaces over"
    )
    print(f"150 / over 200 / under 75 % of the font's own, in %; longest ladder; runts{'':13}")
    columns = []
    for name, (setter, package) in ENGINES.items():
        if package and importlib.util.find_spec(package) is None:
            print(f"{name.format(''):40} not installed")
            continue
        version = importlib.metadata.version(package) if package else ""
        cells = []
        for measure in (30, 45, 60):
            pdf = out / f"{len(columns)}-{measure}.pdf"
            setter(paragraphs, measure, pdf)
            reader = "mupdf" if package == "weasyprint" else "pdfminer"  # pdfminer finds no glyphs in its files
            found, _ = tool.run(str(pdf), None, natural=face.space / face.upem, backend=reader)
            cells.append("{gt_1_5:5.1f} /{gt_2:5.1f} /{lt_0_75:5.1f};{ladder:2};{runts:3}".format(**found))
        columns.append((name.format(version), out / f"{len(columns)}-45.pdf"))
        print(f"{columns[-1][0]:40}" + "   ".join(cells))
    if given.picture:
        strip(columns, given.picture, 345)


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("typometer", path)
    if spec is None or spec.loader is None or not path.is_file():
        sys.exit(f"{path}: no such tool; name it with --typometer")
    module = importlib.util.module_from_spec(spec)
    sys.modules["typometer"] = module
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
