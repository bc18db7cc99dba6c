"""Typewriter's text becomes typeset text, by language, once, and never in an address."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epaper.model.story import Run, plain
from epaper.sources.typography import mend, mend_runs

LANGUAGES = ("en-GB", "en-US", "de", "fr", "es", "tr", "sv", "ar", "hi", "ur", "pl", "")

ENGLISH = [
    ('He said "no" twice.', "He said “no” twice."),
    ('"Out!" he cried. "Now!"', "“Out!” he cried. “Now!”"),
    ("\"He called it 'odd'\", she said", "“He called it ‘odd’”, she said"),
    ("'He called it \"odd\"', she said", "‘He called it “odd”’, she said"),
    ('("quoted")', "(“quoted”)"),
    ('word--"quoted"--word', "word—“quoted”—word"),
    ("``TeX quotes''", "“TeX quotes”"),
    ('She said "I don\'t know".', "She said “I don’t know”."),
    ("the dogs' home, James' book", "the dogs’ home, James’ book"),
    ("'Tis the season", "’Tis the season"),
    ("give 'em rock 'n' roll", "give ’em rock ’n’ roll"),
    ("back in the '90s and '45", "back in the ’90s and ’45"),
    ("the 1990s' best", "the 1990s’ best"),
    ("He is 6'2\" tall", "He is 6′2″ tall"),
    ('a 12" record', "a 12″ record"),
    ('"born in 1990"', "“born in 1990”"),
    ("'Boeing 737'", "‘Boeing 737’"),
    ("“already” ‘curly’ don’t", "“already” ‘curly’ don’t"),
    ("one - two", "one – two"),
    ("one -- two", "one – two"),
    ("one--two", "one—two"),
    ("one --- two", "one—two"),
    ("self-made, F-16", "self-made, F-16"),
    ("pages 10-12", "pages 10–12"),
    ("in 1914-18 and 2021-22", "in 1914–18 and 2021–22"),
    ("won 3-1", "won 3–1"),
    ("£5-£10, 1,000-2,000", "£5–£10, 1,000–2,000"),
    ("on 2022-10-11", "on 2022-10-11"),
    ("call 555-1234 or 0300-1234", "call 555-1234 or 0300-1234"),
    ("a Boeing 737-800", "a Boeing 737-800"),
    ("an 18-year-old", "an 18-year-old"),
    ("wait...", "wait…"),
    ("and populations...", "and populations…"),
    ("those who wage it....", "those who wage it.…"),
    ("so . . . what", "so … what"),
    ("Contents ........ 5", "Contents ........ 5"),
    ("it is 25 km and 30 % and 10 pm", "it is 25\u00a0km and 30\u00a0% and 10\u00a0pm"),
    ("3 men", "3 men"),
    ("J. K. Rowling", "J.\u00a0K.\u00a0Rowling"),
    ("plan B. The next", "plan B. The next"),
    ("Mr Khan and Dr. Ali", "Mr\u00a0Khan and Dr.\u00a0Ali"),
    ("No. 10 Downing Street", "No.\u00a010 Downing Street"),
    ("see https://a.example/x--y...z?q='a'&b, ok", "see https://a.example/x--y...z?q='a'&b, ok"),
    ('see "www.a--b.example"', "see “www.a--b.example”"),
    ("write to o'brien--x@mail.example now", "write to o’brien--x@mail.example now"),
    ("", ""),
]

OTHERS = [
    ("de", "Er sagte \"nein\" und 'ja'.", "Er sagte „nein“ und ‚ja‘."),
    ("de", "so geht's - oder nicht", "so geht’s – oder nicht"),
    ("de-AT", '"Zitat"', "„Zitat“"),
    ("fr", 'Il a dit "non" !', "Il a dit «\u202fnon\u202f»\u202f!"),
    ("fr", "Quoi? L'homme: oui; 10:30", "Quoi\u202f? L’homme\u00a0: oui\u202f; 10:30"),
    ("fr", "« déjà »", "«\u202fdéjà\u202f»"),
    ("fr", "Vraiment ?!", "Vraiment\u202f?!"),
    ("fr", "12 000 euros, 5 %", "12\u202f000 euros, 5\u00a0%"),
    ("fr", "voir http://a.example/b?c=d", "voir http://a.example/b?c=d"),
    ("fr-CA", "Quoi?", "Quoi?"),
    ("es", 'Dijo "no"', "Dijo «no»"),
    ("tr", 'Türkiye\'nin "yeni" planı', "Türkiye’nin “yeni” planı"),
    ("sv", 'Han sa "nej"', "Han sa ”nej”"),
    ("pl", 'Mówi "nie"', "Mówi „nie”"),
    ("ar", 'قال "لا" اليوم', "قال «لا» اليوم"),
    ("hi", 'उसने कहा "नहीं"', "उसने कहा “नहीं”"),
    ("en-US", "one - two -- three", "one — two — three"),
    ("xx", 'unknown "tongue"', "unknown “tongue”"),
]


@pytest.mark.parametrize(("typed", "set_"), ENGLISH)
def test_english(typed: str, set_: str) -> None:
    assert mend(typed, "en-GB") == set_


@pytest.mark.parametrize(("language", "typed", "set_"), OTHERS)
def test_other_languages(language: str, typed: str, set_: str) -> None:
    assert mend(typed, language) == set_


def test_a_quotation_runs_on_over_runs() -> None:
    runs = (Run('He said "'), Run("no", italic=True), Run('" and "never', bold=True), Run('"...'))
    mended = mend_runs(runs, "en-GB")
    assert [run.text for run in mended] == ["He said “", "no", "” and “never", "”…"]
    assert [(run.italic, run.bold) for run in mended] == [(False, False), (True, False), (False, True), (False, False)]


def test_a_mark_over_a_boundary_of_runs_belongs_to_the_first() -> None:
    assert mend_runs((Run("one -"), Run("- two", italic=True)), "en-GB") == (Run("one – "), Run("two", italic=True))


TYPED = st.text(st.sampled_from("ab Z19\"'`-.…–—:;!?«»“”‘’„()/%$, \u00a0\u202f@"), max_size=24)


@settings(max_examples=600)
@given(TYPED, st.sampled_from(LANGUAGES))
def test_what_is_mended_stays(text: str, language: str) -> None:
    once = mend(text, language)
    assert mend(once, language) == once


@settings(max_examples=200)
@given(st.lists(TYPED, min_size=1, max_size=4), st.sampled_from(LANGUAGES))
def test_runs_are_mended_as_their_whole_text_is(texts: list[str], language: str) -> None:
    runs = tuple(Run(text, italic=bool(index % 2)) for index, text in enumerate(texts))
    assert plain(mend_runs(runs, language)) == mend("".join(texts), language)


@given(TYPED, st.sampled_from(LANGUAGES))
def test_letters_and_figures_are_kept(text: str, language: str) -> None:
    assert [c for c in mend(text, language) if c.isalnum()] == [c for c in text if c.isalnum()]
