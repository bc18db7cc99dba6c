"""The gallery: every layout is shown, with what its boxes hold."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from epaper.gallery import sheet_boxes, write_gallery
from epaper.pipeline import compose_file
from epaper.sources.layouts import available_layouts, find_layout, load_layout

OWN = """\
description: Two boxes & a rail
extends: a4
grid: {rows: [1fr, 1fr]}
areas: |
  A A A A
  B B B B
boxes:
  A: {story: {legs: 4}}
  B: {story: {legs: 2}}
"""


class Tags(HTMLParser):
    """What a page has of each tag."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "article":
            self.ids.append(named["id"] or "")
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    own, out = tmp_path_factory.mktemp("own"), tmp_path_factory.mktemp("out")
    (own / "mine.yaml").write_text(OWN, encoding="utf-8")
    (own / "broken.yaml").write_text(OWN.replace("legs", "leggs"), encoding="utf-8")
    faults = write_gallery(out, [own], lambda stage, done, of: None)
    assert ["broken.yaml" in str(fault) for fault in faults] == [True, True], faults
    return out


def test_each_layout_that_has_boxes_is_shown_and_nothing_is_loaded_from_elsewhere(gallery: Path) -> None:
    page = Tags((gallery / "index.html").read_text(encoding="utf-8"))
    shipped = [name for name in available_layouts() if load_layout(name).boxes]
    assert sorted(page.ids) == sorted([*shipped, "mine"])
    assert all(address.startswith(("#", "data:")) for address in page.addresses)


def test_each_layout_has_its_pictures(gallery: Path) -> None:
    for name, width in (("mine", 1000), ("mine-small", 300), ("tabloid-front", 1000)):
        with Image.open(gallery / f"{name}.png") as picture:
            assert picture.width == width
    assert not list(gallery.glob("*.pdf"))


def test_the_text_of_yaml_is_shown_as_it_is_written(gallery: Path) -> None:
    text = (gallery / "index.html").read_text(encoding="utf-8")
    assert "Two boxes &amp; a rail" in text
    assert "<b>areas</b>: |" in text


def test_a_box_holds_about_the_words_that_fit_it() -> None:
    boxes = {box.name: box for box in sheet_boxes(compose_file(find_layout("tabloid-front")))}
    assert {box.kind for box in boxes.values()} >= {"story", "nameplate"}
    for box in boxes.values():
        if box.kind == "story":
            assert box.words > 30
            assert box.legs > 0
            assert 25 < box.measure < 120
