"""The file around the text: valid, self-contained, the same on another day, and easy to find one's way in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pdf_making import (
    ROOT,
    Setter,
    catalog,
    content_of,
    document,
    info,
    one,
    page,
    pages_of,
    sample,
    text_of,
    tool,
    written,
    zone,
)
from pdfminer.pdftypes import resolve1

from epaper.display.items import Fill, GlyphRun, Rule
from epaper.display.page import Cell, Document
from epaper.errors import OutputError
from epaper.geometry import Rect
from epaper.model.story import Run
from epaper.model.style import BLACK, WHITE, Colour, TextStyle
from epaper.typeset.typesetter import Typesetter
from epaper.value import replace
from epaper.write.pdf import write_pdf
from epaper.write.pdf.document import pdf_bytes


@pytest.fixture
def setter(typesetter: Typesetter, body: TextStyle) -> Setter:
    return Setter(typesetter, body)


@pytest.fixture
def edition(setter: Setter) -> Document:
    """Two pages with everything on them but pictures."""
    heads = Setter(setter.typesetter, replace(setter.style, family="Playfair Display", size=24_000, leading=26_000))
    link = Run("the survey", italic=True, href="https://example.org/survey?q=(rivers)")
    first = page(
        zone(*setter.runs("Dawn", 99_000), role="nameplate", box="N"),
        zone(*heads.runs("Rivers rise", 250_000), role="headline", slug="rivers"),
        zone(*setter.runs((Run("As "), link, Run(" says.")), 250_000), slug="rivers", paragraph=0),
        zone(Rule(10_000, 10_000, 90_000, 10_000, 500), Fill(Rect(0, 0, 9, 9), WHITE), role="artifact"),
        zone(*setter.runs("Continued on page 2", 250_000), role="jump-line", slug="rivers", href="page:2"),
        label="A1",
        section="News",
    )
    second = page(
        zone(*setter.runs("2", 99_000), role="folio", box="F"),
        zone(*setter.runs("more of it.", 250_000), slug="rivers", paragraph=0, continues=True),
        zone(*heads.runs("Bread: a history", 250_000), role="headline", slug="bread"),
        zone(*setter.runs("See the rivers.", 250_000), slug="bread", paragraph=0, href="story:rivers"),
        zone(*setter.runs("Flour,", 250_000), slug="bread", role="list-item", paragraph=1),
        zone(*setter.runs("water.", 250_000), slug="bread", role="list-item", paragraph=2),
        number=2,
        label="A2",
        bleed=9_000,
    )
    return document(
        first,
        second,
        titles=(("rivers", "Rivers rise"), ("bread", "Bread: a history – à table")),
        author="Newsroom",
        subject="The edition of the day",
        keywords=("rivers", "bread & butter"),
    )


def test_qpdf_finds_no_fault(edition: Document, tmp_path: Path) -> None:
    write_pdf(edition, tmp_path / "made.pdf")
    assert "No syntax or stream encoding errors" in tool("qpdf", "--check", str(tmp_path / "made.pdf"))


def test_every_font_is_embedded_as_a_subset_with_its_text(edition: Document, tmp_path: Path) -> None:
    write_pdf(edition, tmp_path / "made.pdf")
    rows = [line.split() for line in tool("pdffonts", str(tmp_path / "made.pdf")).splitlines()[2:]]
    assert len(rows) == 3
    for row in rows:
        assert row[0][6] == "+"
        assert row[-5:-2] == ["yes", "yes", "yes"]
    assert not any("Helvetica" in row[0] for row in rows)


def test_the_same_document_gives_the_same_bytes(edition: Document) -> None:
    assert pdf_bytes(edition) == pdf_bytes(edition)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_gives_the_same_bytes(seed: str) -> None:
    script = "import sys, pdf_making; sys.stdout.buffer.write(pdf_making.sample())"
    paths = os.pathsep.join([str(ROOT), str(Path(__file__).parent)])
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths}
    other = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, env=environment).stdout
    assert other == sample()


def test_two_documents_have_two_identifiers(edition: Document) -> None:
    names = {pdf_bytes(each).rpartition(b"/ID")[2] for each in (edition, replace(edition, title="The Weekly"))}
    assert len(names) == 2


def test_the_file_says_what_it_is_and_dates_itself_by_the_edition(edition: Document) -> None:
    made = pdf_bytes(edition)
    facts = info(made)
    assert facts["Title"] == "The Daily"
    assert facts["Author"] == "Newsroom"
    assert facts["Subject"] == "The edition of the day"
    assert facts["Keywords"] == "rivers, bread & butter"
    assert facts["CreationDate"] == facts["ModDate"] == "D:20261124000000Z"
    xmp = resolve1(catalog(made)["Metadata"]).get_data().decode()
    assert '<rdf:li xml:lang="x-default">The Daily</rdf:li>' in xmp
    assert "<xmp:CreateDate>2026-11-24T00:00:00Z</xmp:CreateDate>" in xmp
    assert "<rdf:li>bread &amp; butter</rdf:li>" in xmp
    assert text_of(catalog(made)["Lang"]) == "en-GB"
    assert resolve1(catalog(made)["ViewerPreferences"])["DisplayDocTitle"] is True


def test_an_edition_that_reads_from_right_to_left_says_so(edition: Document) -> None:
    preferences = resolve1(catalog(pdf_bytes(replace(edition, language="ur")))["ViewerPreferences"])
    assert preferences["Direction"].name == "R2L"


def test_page_boxes_tell_the_trim_from_the_bleed(edition: Document) -> None:
    first, second = pages_of(pdf_bytes(edition))
    assert first["MediaBox"] == first["TrimBox"] == [0, 0, 300, 200]
    assert second["MediaBox"] == second["BleedBox"] == [0, 0, 318, 218]
    assert second["TrimBox"] == [9, 9, 309, 209]


def test_pages_are_called_by_their_folios(edition: Document) -> None:
    numbers = resolve1(catalog(pdf_bytes(edition))["PageLabels"])["Nums"]
    assert [text_of(each["P"]) for each in numbers[1::2]] == ["A1", "A2"]


def test_bookmarks_lead_to_pages_and_the_stories_that_begin_on_them(edition: Document) -> None:
    assert bookmarks(pdf_bytes(edition)) == [
        ("A1  News", 1, [("Rivers rise", 1, [])]),
        ("A2", 2, [("Bread: a history – à table", 2, [])]),
    ]


def bookmarks(made: bytes) -> list[tuple[str, int, list[Any]]]:
    """Titles with the numbers of the pages that they lead to, and what is under them."""
    order = [sheet["Contents"].objid for sheet in pages_of(made)]

    def read(entry: Any) -> list[tuple[str, int, list[Any]]]:
        found = []
        following = entry.get("First")
        while following is not None:
            each = resolve1(following)
            number = order.index(resolve1(resolve1(each["Dest"])[0])["Contents"].objid) + 1
            found.append((text_of(each["Title"]), number, read(each)))
            following = each.get("Next")
        return found

    return read(resolve1(catalog(made)["Outlines"]))


def links(made: bytes) -> list[tuple[str, str]]:
    """What each link of the file says, and the kind of target or the address that it leads to."""
    found = []
    for sheet in pages_of(made):
        for ref in resolve1(sheet.get("Annots")) or ():
            link = resolve1(ref)
            where = text_of(resolve1(link["A"])["URI"]) if "A" in link else text_of(resolve1(link["Dest"])[1])
            found.append((text_of(link["Contents"]), where))
    return found


def test_links_lead_to_addresses_pages_and_stories(edition: Document) -> None:
    assert links(pdf_bytes(edition)) == [
        ("the survey", "https://example.org/survey?q=(rivers)"),
        ("Continued on page 2", "Fit"),
        ("See the rivers.", "XYZ"),
    ]


def test_a_link_lies_over_its_words(setter: Setter) -> None:
    [run] = setter.runs("word", 99_000, 10_000, 50_000)
    [sheet] = pages_of(written(replace(run, href="https://example.org/")))
    left, bottom, right, top = resolve1(resolve1(sheet["Annots"])[0])["Rect"]
    assert (left, right) == pytest.approx((10, 10 + run.width / 1000))
    assert bottom < 150 < top


def test_a_link_that_leads_nowhere_is_text(setter: Setter) -> None:
    [run] = setter.runs("word", 99_000)
    assert links(written(replace(run, href="page:7"))) == []
    assert links(written(run, href="story:gone")) == []


def test_addresses_are_escaped(setter: Setter) -> None:
    [run] = setter.runs("word", 99_000)
    assert links(written(replace(run, href="https://example.org/à b")))[0][1] == "https://example.org/%C3%A0%20b"


def structure(made: bytes) -> list[Any]:
    """The structure tree as (tag, kids) with MCIDs as numbers and annotations as their subtype."""

    def read(node: Any) -> Any:
        node = resolve1(node)
        if isinstance(node, int):
            return node
        if "S" not in node:
            return node["MCID"] if "MCID" in node else resolve1(node["Obj"])["Subtype"].name
        kids = resolve1(node["K"])
        return (node["S"].name, [read(kid) for kid in (kids if isinstance(kids, list) else [kids])])

    return [read(kid) for kid in resolve1(catalog(made)["StructTreeRoot"])["K"]]


def test_stories_are_articles_in_reading_order_over_their_pages(edition: Document) -> None:
    assert structure(pdf_bytes(edition)) == [
        (
            "Document",
            [
                ("Sect", [("H1", [0])]),
                (
                    "Art",
                    [
                        ("H2", [1]),
                        ("P", [2, ("Link", [3, "Link"]), 4, 0]),
                        ("P", [("Link", [5, "Link"])]),
                    ],
                ),
                (
                    "Art",
                    [
                        ("H2", [1]),
                        ("P", [("Link", [2, "Link"])]),
                        ("L", [("LI", [("LBody", [3])]), ("LI", [("LBody", [4])])]),
                    ],
                ),
            ],
        )
    ]


def test_content_leads_back_to_its_element(edition: Document) -> None:
    made = pdf_bytes(edition)
    numbers = resolve1(resolve1(resolve1(catalog(made)["StructTreeRoot"])["ParentTree"])["Nums"])
    by_key = dict(zip(numbers[::2], numbers[1::2], strict=True))
    first, second = pages_of(made)
    owners = [resolve1(owner)["S"].name for owner in by_key[first["StructParents"]]]
    assert owners == ["H1", "H2", "P", "Link", "P", "Link"]
    assert len(by_key[second["StructParents"]]) == 5
    for sheet in (first, second):
        for ref in resolve1(sheet["Annots"]):
            assert resolve1(by_key[resolve1(ref)["StructParent"]])["S"].name == "Link"


def test_headings_step_down_one_level_at_a_time(setter: Setter) -> None:
    heads = [zone(*setter.runs("x", 99_000), role=role, slug="s") for role in ("subhead", "headline", "subhead")]
    [(_, [(_, elements)])] = structure(pdf_bytes(document(page(*heads))))
    assert [tag for tag, _ in elements] == ["H1", "H2", "H3"]


def test_a_table_has_rows_of_cells_over_all_its_parts(setter: Setter) -> None:
    [run] = setter.runs("7", 99_000)
    cells = [(0, 0, True), (0, 1, True), (1, 0, False), (1, 1, False), (2, 1, False)]
    zones = [
        zone(run, role="table", slug="s", paragraph=3, cell=Cell(row, column, header)) for row, column, header in cells
    ]
    rule = zone(Rule(0, 0, 9_000, 0, 500), role="artifact")
    made = pdf_bytes(document(page(*zones[:2], rule, zones[2]), page(*zones[3:], number=2)))
    rows = [
        ("TR", [("TH", [0]), ("TH", [1])]),
        ("TR", [("TD", [2]), ("TD", [0])]),
        ("TR", [("TD", []), ("TD", [1])]),
    ]
    assert structure(made) == [("Document", [("Art", [("Table", rows)])])]


def test_rules_and_running_heads_are_artifacts(setter: Setter) -> None:
    [run] = setter.runs("7", 99_000)
    rule = Rule(0, 0, 9_000, 0, 500)
    made = pdf_bytes(document(page(zone(run, rule, role="folio"), zone(rule, run, rule, slug="s"))))
    assert content_of(made).count("/Artifact") == 4
    assert structure(made) == [("Document", [("Art", [("P", [0])])])]


def test_words_in_another_language_say_so(setter: Setter) -> None:
    [run] = setter.runs("raison", 99_000)
    assert "/P<</MCID 0/Lang(fr)>>BDC" in content_of(written(replace(run, language="fr"), slug="s"))


def test_black_is_black_ink_alone_and_overprints(setter: Setter) -> None:
    [run] = setter.runs("word", 99_000)
    red = Colour(0, 1000, 1000, 0)
    made = written(run, replace(run, colour=red), replace(run, colour=WHITE))
    steps = [line for line in content_of(made).split("\n") if line.endswith((" gs", " scn", " k"))]
    assert steps == ["/Over gs", "/K cs 1 scn", "/Knock gs", "0 1 1 0 k", "/K cs 0 scn"]
    [sheet] = pages_of(made)
    space = sheet["Resources"]["ColorSpace"]["K"]
    assert [space[0].name, space[1].name, space[2].name] == ["Separation", "Black", "DeviceGray"]
    assert sheet["Resources"]["ExtGState"]["Over"]["op"] is True
    assert sheet["Resources"]["ExtGState"]["Knock"]["op"] is False


def test_rules_and_fills_are_where_and_what_they_were(setter: Setter) -> None:
    made = written(Rule(10_000, 20_000, 90_000, 20_000, 500, BLACK), Fill(Rect(1_000, 2_000, 3_000, 4_000), WHITE))
    assert content_of(made).split("\n") == [
        "/Artifact BMC",
        "q /Over gs /K CS 1 SCN 0.5 w 10 180 m 90 180 l S Q",
        "q /Knock gs /K cs 0 scn 1 194 3 4 re f Q",
        "EMC",
    ]


def test_an_empty_page_is_a_page(tmp_path: Path) -> None:
    write_pdf(document(page()), tmp_path / "made.pdf")
    assert "No syntax or stream encoding errors" in tool("qpdf", "--check", str(tmp_path / "made.pdf"))


def test_a_folder_that_is_not_there_is_an_error_for_people(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"cannot write .*made\.pdf: No such file or directory"):
        write_pdf(one(), tmp_path / "nowhere" / "made.pdf")


def test_a_run_with_an_ink_of_its_own_leaves_the_next_one_alone(setter: Setter) -> None:
    runs: list[GlyphRun] = setter.runs("word", 99_000)
    content = content_of(written(replace(runs[0], colour=WHITE), Rule(0, 0, 9, 0, 9), runs[0]))
    assert content.index("/K cs 0 scn") < content.index("/K CS 1 SCN") < content.index("/K cs 1 scn")
