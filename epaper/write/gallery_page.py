"""What there is to tell of layouts, and their pictures → one HTML file that needs nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from itertools import groupby

from epaper.value import Value
from epaper.write.web_page import data_address, filled

_KEY = re.compile(r"(^|[{,\s-])([\w-]+)(:)(?=\s|$)")


class SheetBox(Value):
    """One box: its name, its kind, its legs and their measure in millimetres (0 where it has none), the items that it
    shows at most, and the words that fill it (0 where nothing is set in it)."""

    name: str
    kind: str
    legs: int
    measure: float
    items: int
    words: int


class GallerySheet(Value):
    """One layout: its name, its description, its page's size in whole millimetres, its YAML, and its boxes."""

    name: str
    description: str
    size: tuple[int, int]
    yaml: str
    boxes: tuple[SheetBox, ...]

    @property
    def words(self) -> int:
        return sum(box.words for box in self.boxes)


def gallery_html(sheets: Sequence[GallerySheet], pictures: Sequence[bytes]) -> str:
    """The whole page. `pictures` are PNG files, in step with the sheets."""
    articles = [_article(sheet, picture) for sheet, picture in zip(sheets, pictures, strict=True)]
    return filled("gallery", count=len(sheets), contents=_contents(sheets), articles="\n".join(articles))


def _contents(sheets: Sequence[GallerySheet]) -> str:
    """Links to all layouts, those of one page size together."""
    groups = []
    for size, group in groupby(sheets, key=lambda sheet: sheet.size):
        links = "".join(f'<li><a href="#{escape(sheet.name)}">{escape(sheet.name)}</a></li>' for sheet in group)
        groups.append(f"<div><h2>{_millimetres(size)}</h2><ul>{links}</ul></div>")
    return "\n".join(groups)


def _article(sheet: GallerySheet, picture: bytes) -> str:
    name = escape(sheet.name)
    boxes = ", ".join(f"{box.name} ({box.kind})" for box in sheet.boxes)
    rows = "".join(_row(box) for box in sheet.boxes)
    return f"""<article id="{name}" aria-labelledby="{name}-title">
<figure><img src="{data_address(picture, "png")}" loading="lazy" alt="Page of {name} with its boxes: {escape(boxes)}">
</figure>
<div class="told">
<h2 id="{name}-title">{name}</h2>
<p>{escape(sheet.description)}</p>
<p class="size">{_millimetres(sheet.size)}, about {sheet.words:,} words</p>
<table>
<caption>What the boxes of {name} hold</caption>
<thead><tr><th scope="col">Box</th><th scope="col">Kind</th><th scope="col" class="n">Legs</th>
<th scope="col" class="n">Items</th><th scope="col" class="n">Words</th></tr></thead>
<tbody>{rows}</tbody>
</table>
<details><summary>YAML of {name}</summary>
<pre tabindex="0" role="region" aria-label="YAML of {name}"><code>{_coloured(sheet.yaml)}</code></pre></details>
</div>
</article>"""


def _row(box: SheetBox) -> str:
    legs = f"{box.legs} × {box.measure:g} mm" if box.legs else ""
    numbers = (legs, f"{box.items}" if box.items else "", f"{box.words:,}" if box.words else "")
    cells = "".join(f'<td class="n">{each}</td>' for each in numbers)
    return f'<tr><th scope="row">{escape(box.name)}</th><td>{box.kind}</td>{cells}</tr>'


def _millimetres(size: tuple[int, int]) -> str:
    return f"{size[0]} × {size[1]} mm"


def _coloured(yaml: str) -> str:
    """YAML with its keys and comments marked."""
    lines = []
    for line in yaml.rstrip("\n").splitlines():
        if line.lstrip().startswith("#"):
            lines.append(f"<i>{escape(line)}</i>")
        else:
            lines.append(_KEY.sub(r"\1<b>\2</b>\3", escape(line, quote=False)))
    return "\n".join(lines)
