"""Text that comes out of the PDF is the text that went in, set where the display list says."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from pdf_making import (
    Setter,
    document,
    gaps_of,
    glyphs_of,
    page,
    picture_of,
    words_by_pdfium,
    words_by_poppler,
    written,
    zone,
)

from epaper.display.items import GlyphRun
from epaper.model.story import Run
from epaper.model.style import Colour, TextStyle
from epaper.typeset.typesetter import Typesetter
from epaper.value import replace
from epaper.write.pdf.document import pdf_bytes

COPY = (
    "The office of international communications described extraordinarily difficult negotiations yesterday, "
    "mentioning unprecedented well-founded responsibilities and the affected officials’ “flattened” offers (£9,500)."
)
MEASURE = 85_000


@pytest.fixture
def setter(typesetter: Typesetter, body: TextStyle) -> Setter:
    return Setter(typesetter, body)


@pytest.fixture
def column(setter: Setter) -> list[GlyphRun]:
    """Copy in a leg so narrow that words break in it."""
    runs = setter.runs(COPY, MEASURE)
    assert sum(run.hyphen for run in runs) >= 3
    return runs


@pytest.mark.parametrize("options", [(), ("-raw",), ("-layout",)])
def test_poppler_finds_whole_words_though_lines_break_them(
    column: list[GlyphRun], tmp_path: Path, options: tuple[str, ...]
) -> None:
    assert words_by_poppler(written(*column), tmp_path, *options) == COPY.split()


def test_pdfium_finds_whole_words_though_lines_break_them(column: list[GlyphRun]) -> None:
    assert words_by_pdfium(written(*column)) == COPY.split()


def test_a_reader_of_characters_alone_finds_soft_hyphens_where_words_break(column: list[GlyphRun]) -> None:
    said = "".join(glyph.text for glyph in glyphs_of(written(*column)))
    assert said.count("\u00ad") == sum(run.hyphen for run in column)
    assert said.replace("\u00ad", "").split() == COPY.split()


@pytest.mark.parametrize("options", [(), ("-raw",)])
def test_words_are_whole_over_legs(setter: Setter, tmp_path: Path, options: tuple[str, ...]) -> None:
    runs = setter.runs(COPY, MEASURE)
    cut = next(at for at in range(len(runs) // 2, len(runs)) if runs[at - 1].hyphen)
    made = pdf_bytes(document(page(*setter.legs(COPY, MEASURE, cut))))
    assert words_by_poppler(made, tmp_path, *options) == COPY.split()
    assert words_by_pdfium(made) == COPY.split()


def test_words_are_whole_over_pages(setter: Setter, tmp_path: Path) -> None:
    runs = setter.runs(COPY, MEASURE)
    cut = next(at for at, run in enumerate(runs, start=1) if run.hyphen)
    first = zone(*runs[:cut], slug="tale", paragraph=3)
    second = zone(*runs[cut:], slug="tale", paragraph=3, continues=True)
    made = pdf_bytes(document(page(first), page(zone(slug="other", paragraph=3), second, number=2)))
    assert words_by_poppler(made, tmp_path) == COPY.split()


def test_an_address_broken_over_many_lines_is_one_word(setter: Setter, tmp_path: Path) -> None:
    address = "https://example.org/archive/international-communications/difficult-negotiations?story=yesterday"
    runs = setter.runs(f"See {address} for more.", 60_000)
    assert len(runs) > 3
    assert words_by_poppler(written(*runs), tmp_path) == ["See", address, "for", "more."]
    assert words_by_pdfium(written(*runs)) == ["See", address, "for", "more."]


def test_a_hyphen_that_is_copy_stays_where_the_line_breaks_at_it(setter: Setter, tmp_path: Path) -> None:
    runs = setter.runs("some wonderful well-founded-opinions-concerning everything", 62_000)
    assert any(run.joined and not run.hyphen for run in runs), (
        "the test wants a line that ends in the copy's own hyphen"
    )
    assert "well-founded-opinions-concerning" in words_by_poppler(written(*runs), tmp_path)


def test_a_change_of_style_inside_a_word_does_not_part_it(setter: Setter, tmp_path: Path) -> None:
    runs = setter.runs(
        (Run("The "), Run("Times", italic=True), Run("’s view, "), Run("(Mail", bold=True), Run(")")), 250_000
    )
    assert len(runs) > 3
    assert words_by_poppler(written(*runs), tmp_path) == ["The", "Times’s", "view,", "(Mail)"]
    assert words_by_pdfium(written(*runs)) == ["The", "Times’s", "view,", "(Mail)"]


def test_ligatures_say_their_letters(setter: Setter) -> None:
    runs = setter.runs("affected officials", 200_000)
    glyphs = glyphs_of(written(*runs))
    assert any(len(glyph.text) > 1 for glyph in glyphs), "the test wants a face with ligatures"
    assert "".join(glyph.text for glyph in glyphs).split() == ["affected", "officials"]


def test_lines_begin_and_baselines_stand_where_the_display_list_says(column: list[GlyphRun]) -> None:
    glyphs = glyphs_of(written(*column))
    starts = [glyph for before, glyph in pairwise([None, *glyphs]) if before is None or before.y < glyph.y - 1]
    assert [glyph.x for glyph in starts] == pytest.approx([run.x / 1000 for run in column], abs=0.001)
    assert [glyph.y for glyph in starts] == pytest.approx([run.y / 1000 for run in column], abs=0.001)


@pytest.mark.parametrize("scale", [1000, 980, 1020])
@pytest.mark.parametrize("tracking", [0, -60, 90])
def test_gaps_are_exact_whatever_the_scale_and_the_letter_spacing(setter: Setter, scale: int, tracking: int) -> None:
    [run] = setter.runs("Four words in line", 200_000)
    gaps = (3_217, 1_501, 12_750, 0)
    made = written(replace(run, gaps=gaps, scale=scale, tracking=tracking))
    assert gaps_of(made) == pytest.approx([gap / 1000 for gap in gaps[:-1]], abs=0.001)


def test_a_line_is_as_wide_as_it_was_set_with_all_its_spaces(column: list[GlyphRun]) -> None:
    glyphs = glyphs_of(written(*column))
    for run in column:
        right = max(glyph.x + glyph.advance for glyph in glyphs if abs(glyph.y - run.y / 1000) < 1)
        assert right == pytest.approx((run.x + run.width) / 1000, abs=0.005)


def test_glyph_scale_is_the_files_own_and_letters_are_spaced_inside_words_only(setter: Setter) -> None:
    [run] = setter.runs("ill ill", 200_000)
    glyphs = glyphs_of(written(replace(run, scale=970, tracking=500)))
    assert {glyph.scale for glyph in glyphs} == {0.97}
    first, second = glyphs[:2]
    assert second.x - first.x - first.advance == pytest.approx(0.5, abs=0.1)  # less the pair's kerning


def test_adjoining_words_have_no_letter_spacing_between_them(setter: Setter) -> None:
    [run] = setter.runs("in side", 200_000)
    glyphs = glyphs_of(written(replace(run, gaps=(0, 0), tracking=700)))
    assert "".join(glyph.text for glyph in glyphs).strip() == "inside"
    assert glyphs[2].x - glyphs[1].x - glyphs[1].advance == pytest.approx(0, abs=0.001)


def test_very_wide_and_very_narrow_gaps_are_written_as_plain_numbers(setter: Setter) -> None:
    [run] = setter.runs("a b c", 200_000)
    made = written(replace(run, gaps=(180_000, 3, 0)))
    assert gaps_of(made) == pytest.approx([180, 0.003], abs=0.001)


def test_marks_are_raised_over_their_letters(typesetter: Typesetter) -> None:
    nastaliq = TextStyle(name="ur", family="Noto Nastaliq Urdu", size=20_000, leading=44_000)
    runs = Setter(typesetter, nastaliq).runs("خبر", 200_000, 20_000, 60_000)
    flat = [replace(run, words=tuple(replace(word, offsets=()) for word in run.words)) for run in runs]
    assert any(rise for run in runs for word in run.words for _, rise in word.offsets)
    assert picture_of(written(*runs)).tobytes() != picture_of(written(*flat)).tobytes()
    baselines = {round(glyph.y, 2) for glyph in glyphs_of(written(*runs))}
    assert len(baselines) > 1


def test_a_letter_made_of_several_glyphs_is_said_once(typesetter: Typesetter, tmp_path: Path) -> None:
    nastaliq = TextStyle(name="ur", family="Noto Nastaliq Urdu", size=20_000, leading=44_000)
    runs = Setter(typesetter, nastaliq).runs("پ", 200_000, 20_000, 60_000)
    assert len(runs[0].words[0].ids) > 1, "the test wants a letter that is a base and dots"
    assert words_by_pdfium(written(*runs)) == ["پ"]
    assert [word.strip("\u202a\u202b\u202c") for word in words_by_poppler(written(*runs), tmp_path)] == ["پ"]


def test_text_of_every_colour_is_drawn(setter: Setter) -> None:
    headline = Setter(setter.typesetter, replace(setter.style, size=60_000, leading=60_000))
    for colour, expected in (
        (Colour(0, 0, 0, 1000), (0, 0, 0)),
        (Colour(0, 0, 0, 500), (128, 128, 128)),
        (Colour(0, 1000, 1000, 0), (237, 28, 36)),
    ):
        [run] = headline.runs("■—H", 250_000, 20_000, 100_000)
        colours = {pixel for _, pixel in picture_of(written(replace(run, colour=colour))).getcolors(99_999)}
        assert min(sum(abs(a - b) for a, b in zip(pixel, expected, strict=True)) for pixel in colours) < 12
