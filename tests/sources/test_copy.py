"""A file of copy is found, decoded and read by its format; what is wrong with it is said with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from epaper.errors import InputError
from epaper.model.story import plain
from epaper.sources.copy import FORMATS, read_story
from epaper.sources.intake import slugify


def fault(path: Path) -> str:
    with pytest.raises(InputError) as raised:
        read_story(path)
    return str(raised.value).replace(f"{path.parent}/", "")


PAGE = 'A headline over a story\n\nThe story’s only paragraph says "enough".\n'


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", "a.txt: the file is empty"),
        ("a.txt", b" \n\t\n", "a.txt: the file is empty"),
        ("a.md", b"\xef\xbb\xbf \n", "a.md: the file is empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.txt: this is not a text file — copy is text in UTF-8"),
        ("a.md", b"a\n\x01\x02\x03\x04\x05", "a.md: this is not a text file — copy is text in UTF-8"),
        ("a.txt", b"one\ntwo \x81\x8d\n", "a.txt:2: the text is not UTF-8 — save it as UTF-8"),
        (
            "a.docx",
            b"PK",
            'a.docx: ".docx" is no format of copy — one of: .txt, .text, .md, .markdown, .json, .csv, .tsv',
        ),
        (
            "README",
            b"x",
            'README: "README" is no format of copy — one of: .txt, .text, .md, .markdown, .json, .csv, .tsv',
        ),
    ],
)
def test_a_file_that_is_no_copy_is_refused(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert fault(tmp_path / name) == message


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert fault(tmp_path / "no.txt") == "no.txt: there is no such file of copy"
    (tmp_path / "a.txt").mkdir()
    assert fault(tmp_path / "a.txt") == "a.txt: this is a folder, not a file of copy"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_with_or_without_a_byte_order_mark(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(PAGE.encode(encoding))
    intake = read_story(tmp_path / "a.txt")
    assert intake.stories[0].paragraphs[0].text == "The story’s only paragraph says “enough”."
    assert intake.diagnostics == ()


def test_windows_text_is_read_with_a_warning(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PAGE.encode("cp1252"))
    intake = read_story(tmp_path / "a.txt")
    assert intake.stories[0].paragraphs[0].text == "The story’s only paragraph says “enough”."
    assert [str(each).replace(f"{tmp_path}/", "") for each in intake.diagnostics] == [
        "a.txt:3: the text is not UTF-8; read as Windows-1252 — check accents and quotes, and save the file as UTF-8"
    ]


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_endings_of_other_systems_are_read(tmp_path: Path, ending: str) -> None:
    (tmp_path / "a.txt").write_bytes(PAGE.replace("\n", ending).encode())
    assert plain(read_story(tmp_path / "a.txt").stories[0].headline) == "A headline over a story"


def test_accents_are_composed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Cafe\u0301 closes\n\nThe last guest left at noon.\n", encoding="utf-8")
    assert plain(read_story(tmp_path / "a.txt").stories[0].headline) == "Café closes"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Russian US troops", "russian-us-troops"),
        ("Été à l’Île", "ete-a-lile"),
        ("2022_10_11--page", "2022-10-11-page"),
        ("خبر", slugify("خبر")),
    ],
)
def test_a_slug_is_ascii_and_stable(tmp_path: Path, name: str, slug: str) -> None:
    (tmp_path / f"{name}.txt").write_text(PAGE, encoding="utf-8")
    found = read_story(tmp_path / f"{name}.txt").stories[0].slug
    assert found == slug
    assert found.isascii() and slugify(found) == found


def test_different_names_without_latin_letters_get_different_slugs() -> None:
    assert slugify("خبر") != slugify("قصہ")


def test_every_format_has_its_own_name_and_suffixes() -> None:
    assert len({each.name for each in FORMATS}) == len(FORMATS)
    assert all(suffix.startswith(".") and suffix == suffix.lower() for each in FORMATS for suffix in each.suffixes)
