"""A paragraph set in lines: exact fill, whole text, escalation, ragged setting, awkward words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epaper.fonts.book import FontBook
from epaper.model.story import Run
from epaper.model.style import HJ, TextStyle
from epaper.typeset.elastic import PLAIN
from epaper.typeset.justify import Line, set_lines
from epaper.typeset.typesetter import Typesetter
from epaper.units import mm
from epaper.value import replace

TEXT = (
    "US and Russian troops exchanged friendly greetings and posed for pictures together over the weekend on a "
    "northeast Syria highway in a rare display of congeniality between the rival forces."
)


def text_of(lines: tuple[Line, ...]) -> str:
    return "".join(line.text + ("" if line.joined else " ") for line in lines).rstrip()


def test_every_justified_line_is_exactly_as_wide_as_its_measure(typesetter: Typesetter, body: TextStyle) -> None:
    plain = replace(body, hj=HJ(optical_margin=False))
    for line in typesetter.words(TEXT, plain, mm(45))[:-1]:
        assert line.width == mm(45)


def test_punctuation_hangs_into_the_margin(typesetter: Typesetter, body: TextStyle) -> None:
    lines = typesetter.words(TEXT, body, mm(40))[:-1]
    ends = [line.runs[-1].x + line.runs[-1].width for line in lines]
    assert any(end > mm(40) for end in ends)
    assert all(mm(40) <= end < mm(40) + 3_000 for end in ends)


@settings(deadline=None, max_examples=60)
@given(
    words=st.lists(st.text(alphabet="abcdefghijklmnopqrstuvwxyz’,.", min_size=1, max_size=14), min_size=1, max_size=40),
    measure=st.integers(25, 90),
)
def test_no_text_is_lost_at_any_measure(book: FontBook, body: TextStyle, words: list[str], measure: int) -> None:
    text = " ".join(words)
    lines = Typesetter(book, "en-GB").words(text, body, mm(measure))
    assert text_of(lines) == text


@pytest.mark.parametrize("lines", [0, 1])
def test_offers_the_paragraph_a_line_longer_too(typesetter: Typesetter, body: TextStyle, lines: int) -> None:
    prepared = typesetter.prepare((Run(" ".join([TEXT] * 3)),), body, mm(45))
    settings = prepared.settings((mm(45),))
    wanted = settings.best.lines + lines
    assert wanted in settings.bounds()
    fit = settings.fit(wanted)
    assert fit is not None
    assert len(set_lines(prepared, fit, (mm(45),))) == wanted


def test_a_line_can_be_kept_from_ending_in_a_hyphen(typesetter: Typesetter, body: TextStyle) -> None:
    measures = (mm(45),)
    prepared = typesetter.prepare((Run(" ".join([TEXT] * 3)),), body, mm(45))
    fit = prepared.best(measures)
    hyphenated = [at for at, line in enumerate(set_lines(prepared, fit, measures), start=1) if line.hyphenated]
    assert hyphenated
    for number in hyphenated:
        held = prepared.settings(measures).fit(fit.lines, frozenset({number}))
        assert held is not None
        assert not set_lines(prepared, held, measures)[number - 1].hyphenated


def test_only_paragraphs_that_need_it_are_scaled_and_spaced(typesetter: Typesetter, body: TextStyle) -> None:
    plain = 0
    for measure in range(60, 140, 5):
        prepared = typesetter.prepare((Run(TEXT),), body, mm(measure))
        fit = prepared.best((mm(measure),))
        lines = set_lines(prepared, fit, (mm(measure),))
        if fit.level == PLAIN:
            plain += 1
            assert {(line.scale, line.tracking) for line in lines} == {(1000, 0)}
            assert max(fit.setting.ratios) < 1.5
    assert plain > 2
    narrow = typesetter.words(TEXT, body, mm(30))
    assert any(line.scale != 1000 for line in narrow)
    assert all(970 <= line.scale <= 1030 for line in narrow)


def test_ragged_lines_keep_their_natural_spaces(typesetter: Typesetter, body: TextStyle) -> None:
    ragged = replace(body, align="left")
    lines = typesetter.words(TEXT, ragged, mm(45))
    assert all(line.width <= mm(45) + 3_000 for line in lines)
    assert {round(line.spacing, 6) for line in lines if line.spacing} == {1.0}


@pytest.mark.parametrize("align", ["right", "center"])
def test_ragged_to_the_other_side(typesetter: Typesetter, body: TextStyle, align: str) -> None:
    style = replace(body, align=align, hj=HJ(optical_margin=False))  # type: ignore[arg-type]
    line = typesetter.words("A short line", style, mm(60))[0]
    free = mm(60) - line.width
    assert line.runs[0].x == pytest.approx(free if align == "right" else free // 2, abs=1)


def test_a_no_break_space_holds_its_words_together(typesetter: Typesetter, body: TextStyle) -> None:
    text = "Prices rose by 10\u00a0% and then by 20\u00a0% and at last by 30\u00a0% in the year to June"
    for measure in range(20, 60, 3):
        for line in typesetter.words(text, body, mm(measure)):
            assert not line.text.startswith("%")


def test_a_long_address_breaks_without_a_hyphen(typesetter: Typesetter, body: TextStyle) -> None:
    address = "https://www.example.org/a/rather/long/path/to/some/page.html?with=query"
    lines = typesetter.words(f"See {address} for more.", body, mm(35))
    assert text_of(lines) == f"See {address} for more."
    assert all(line.width <= mm(35) + 3_000 for line in lines)


def test_a_word_wider_than_its_measure_is_broken_rather_than_run_over(typesetter: Typesetter, body: TextStyle) -> None:
    word = "Xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
    lines = typesetter.words(word, body, mm(25))
    assert len(lines) > 1
    assert all(line.width <= mm(25) + 3_000 for line in lines)


def test_emphasis_changes_face_inside_a_line(typesetter: Typesetter, body: TextStyle) -> None:
    runs = (Run("This is "), Run("quite", italic=True), Run(" plain and "), Run("bold", bold=True), Run("ness."))
    line = typesetter.lines(runs, body, mm(90))[0]
    assert [run.face.italic for run in line.runs] == [False, True, False, False, False]
    assert text_of((line,)) == "This is quite plain and boldness."


def test_a_character_that_no_font_has_is_remembered(book: FontBook, body: TextStyle) -> None:
    fresh = FontBook(list({ref.path.rsplit("/", 1)[0] for refs in book.families.values() for ref in refs}))
    Typesetter(fresh, "en-GB").words("A \U0001f600 face", body, mm(60))
    assert list(fresh.missing) == ["\U0001f600"]


def hyphens(typesetter: Typesetter, body: TextStyle, hj: HJ) -> int:
    lines = typesetter.words(" ".join([TEXT] * 4), replace(body, hj=hj), mm(60))
    return sum(line.hyphenated for line in lines)


def test_hyphens_are_as_dear_as_the_style_says(typesetter: Typesetter, body: TextStyle) -> None:
    assert hyphens(typesetter, body, HJ()) > hyphens(typesetter, body, HJ(hyphen_cost=1000))
    assert hyphens(typesetter, body, HJ(hyphenate=False)) == 0


LONG = (
    "The ambassador of a neighbouring country in Strasbourg telephoned the ministry in Constantinople about "
    "the international conference on Wednesday; several Macedonian and Lithuanian correspondents had already "
    "reported a remarkable disagreement over who should have the presidency of the Mediterranean committee."
)


def ends(typesetter: Typesetter, body: TextStyle, hj: HJ) -> list[str]:
    """What stands at the ends of divided lines, with what follows, over a range of measures."""
    found = []
    for measure in range(44, 72):
        lines = typesetter.words(f"{TEXT} {LONG}", replace(body, hj=hj), mm(measure))
        for number, line in enumerate(lines[:-1]):
            if line.hyphenated:
                last = "last " if number == len(lines) - 2 else ""
                found.append(f"{last}{line.text.split()[-1]}|{lines[number + 1].text.split()[0]}")
    return found


def stub(end: str) -> bool:
    head, tail = end.removeprefix("last ").split("|")
    return len(head.rstrip("-")) < 3 or len(tail.rstrip(".,;")) < 4


@pytest.mark.parametrize(
    ("cheap", "dear", "shunned"),
    [
        (HJ(stub_cost=0), HJ(stub_cost=1000), stub),
        (
            HJ(capitalised_cost=0),
            HJ(capitalised_cost=1000),
            lambda end: end.removeprefix("last ")[0].isupper(),
        ),
        (HJ(last_hyphen_cost=0), HJ(last_hyphen_cost=1000), lambda end: end.startswith("last ")),
    ],
    ids=["stubs", "capitalised words", "the last line but one"],
)
def test_what_the_style_makes_dear_is_rarer(
    cheap: HJ, dear: HJ, shunned: Callable[[str], bool], typesetter: Typesetter, body: TextStyle
) -> None:
    usual = sum(map(shunned, ends(typesetter, body, cheap)))
    assert sum(map(shunned, ends(typesetter, body, dear))) < usual


def test_runts_are_as_dear_as_the_style_says(typesetter: Typesetter, body: TextStyle) -> None:
    def runts(cost: int) -> int:
        style = replace(body, hj=HJ(runt=mm(12), runt_cost=cost))
        return sum(typesetter.words(LONG, style, mm(measure))[-1].width < mm(12) for measure in range(34, 90))

    assert runts(1000) < runts(0)


def test_a_last_word_is_divided_only_where_the_style_allows(typesetter: Typesetter, body: TextStyle) -> None:
    text = "They met for internationalisation"
    held = replace(body, hj=HJ(hyphenate_last_word=False))
    divided = 0
    for measure in range(36, 60):
        divided += any(line.hyphenated for line in typesetter.words(text, body, mm(measure)))
        assert not any(line.hyphenated for line in typesetter.words(text, held, mm(measure)))
    assert divided


def test_a_paragraph_does_not_end_on_a_short_word_or_the_end_of_one(typesetter: Typesetter, body: TextStyle) -> None:
    lone = 0
    for count in range(8, 26):
        text = " ".join(TEXT.split()[:count]) + " off."
        for measure in (35, 45, 60):
            last = typesetter.words(text, body, mm(measure))[-1]
            lone += sum(char.isalpha() for char in last.text) < 4 and len(last.text.split()) == 1
    assert lone <= 1


@pytest.mark.parametrize("measure", range(18, 40, 2))
def test_no_line_begins_with_the_figure_of_a_compound(typesetter: Typesetter, body: TextStyle, measure: int) -> None:
    text = (
        "The last mission was STS-135 and before it STS-134, in Facility-1 of the war of 1914–18, not of a well-known"
    )
    lines = typesetter.words(text, body, mm(measure))
    assert {line.text[:4] for line in lines if line.text[0].isdigit()} <= {"1914"}


@pytest.mark.parametrize("measure", range(18, 40, 2))
def test_short_ends_of_compounds_are_not_broken_off(typesetter: Typesetter, body: TextStyle, measure: int) -> None:
    lines = typesetter.words(
        "A boy in a T-shirt ran at 20 km/h, an e-mail and/or a well-known T-shirt", body, mm(measure)
    )
    assert not any(line.text.endswith(("T-", "km/", "e-")) for line in lines)


def test_the_first_lines_of_a_fit_and_the_words_after_them_are_the_whole(
    typesetter: Typesetter, body: TextStyle
) -> None:
    prepared = typesetter.prepare((Run(TEXT),), body, mm(30), "en-GB")
    fit = prepared.best((mm(30),))
    whole = set_lines(prepared, fit, (mm(30),))
    for most in range(fit.lines + 1):
        first = set_lines(prepared, fit, (mm(30),), most)
        assert first == whole[:most]
        rest = prepared.text_from((0, *fit.setting.breaks)[most])
        joint = "" if not most or whole[most - 1].joined else " "
        assert (text_of(first) + joint + rest).strip() == TEXT, most


def test_no_line_begins_with_a_dash_that_stands_alone(typesetter: Typesetter, body: TextStyle) -> None:
    text = "The image – a photo of a photo – was what he wanted … or so he said – and no one else did."
    for measure in range(30, 60):
        lines = typesetter.words(text, body, mm(measure))
        assert not any(line.text.startswith(("–", "…")) for line in lines), measure
