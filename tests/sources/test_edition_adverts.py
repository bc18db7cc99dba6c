"""`adverts` and `fillers` of an edition: read with their artwork, and every fault at its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from artwork import artwork_pdf
from PIL import Image

from epaper.errors import InputError
from epaper.model.advert import Booking
from epaper.sources.editions import load_edition
from epaper.units import mm


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Image.new("L", (300, 200)).save(tmp_path / "bank.png")
    artwork_pdf(tmp_path / "shop.pdf")
    artwork_pdf(tmp_path / "locked.pdf", password="secret")
    (tmp_path / "hurt.pdf").write_bytes((tmp_path / "shop.pdf").read_bytes()[:400])
    (tmp_path / "letter.txt").write_text("Dear Sirs,")
    return tmp_path


def edition(folder: Path, more: str) -> Path:
    path = folder / "edition.yaml"
    path.write_text(f"title: The Gazette\ndate: 2026-03-17\npages: 2\n{more}\n")
    return path


def test_what_is_booked_is_read_with_its_artwork(folder: Path) -> None:
    booked = "{file: shop.pdf, size: 2 × 41mm, page: 2, priority: 1, border: false, href: https://shop.example}"
    paper, _ = load_edition(edition(folder, f"adverts: [{booked}]\nfillers: [bank.png]"))
    (booking,) = paper.adverts
    assert (booking.page, booking.section, booking.priority) == (2, "", 1)
    advert = booking.advert
    assert (advert.columns, advert.depth, advert.border, advert.href) == (2, mm(41), False, "https://shop.example")
    assert (advert.art.vector, advert.art.width, advert.art.height) == (True, 120_000, 80_000)
    assert [(each.name, each.art.width, each.columns) for each in paper.fillers] == [("bank.png", 300, 0)]
    assert booking == Booking(advert, 2, "", 1)


FAULTS = {
    "an advert without a size": (
        "adverts: [{file: bank.png}]",
        'edition.yaml:4:11: the key "size" is missing',
    ),
    "a size that is none": (
        "adverts: [{file: bank.png, size: large}]",
        'edition.yaml:4:34: "large" is no size; write columns x depth, as in 3x12cm',
    ),
    "a depth without a unit": (
        "adverts: [{file: bank.png, size: 3x12}]",
        'edition.yaml:4:34: "12" has no unit; write 12mm, 12pt or 12 lines',
    ),
    "no columns": (
        "adverts: [{file: bank.png, size: 0x12cm}]",
        'edition.yaml:4:34: "0x12cm" is no size; write columns x depth, as in 3x12cm',
    ),
    "a page that is not there": (
        "adverts: [{file: bank.png, size: 3x12cm, page: 7}]",
        "edition.yaml:4:48: there is no page 7; the edition has 2",
    ),
    "a file that is not there": (
        "adverts: [{file: bonk.png, size: 3x12cm}]",
        'edition.yaml:4:18: there is no picture {folder}/bonk.png — did you mean "bank.png"?',
    ),
    "a PDF that is not there": (
        "fillers: [ship.pdf]",
        'edition.yaml:4:11: there is no picture {folder}/ship.pdf — did you mean "shop.pdf"?',
    ),
    "a locked PDF": (
        "fillers: [locked.pdf]",
        "edition.yaml:4:11: the advertisement {folder}/locked.pdf is locked with a password — save it without the "
        "password",
    ),
    "a PDF cut short": (
        "fillers: [hurt.pdf]",
        "edition.yaml:4:11: the advertisement {folder}/hurt.pdf is cut short — have it made anew",
    ),
    "no picture": (
        "fillers: [letter.txt]",
        "edition.yaml:4:11: {folder}/letter.txt: it is no picture that can be set — use JPEG, PNG, TIFF, WebP, AVIF, "
        "GIF or BMP",
    ),
}


@pytest.mark.parametrize(("written", "said"), FAULTS.values(), ids=FAULTS)
def test_faults_are_told_at_their_place(folder: Path, written: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        load_edition(edition(folder, written))
    told = [str(each).replace(f"{folder}/edition.yaml", "edition.yaml") for each in caught.value.diagnostics]
    assert told == [said.replace("{folder}", str(folder))]
