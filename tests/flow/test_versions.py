"""A story may be printed without what its editor let go, or trimmed, or broken off by its sense; no word gets lost."""

from __future__ import annotations

import pytest

from epaper.flow.stone import Stone
from epaper.flow.versions import Break, Version, breaks, broken_off, shortened, tracked
from epaper.fonts.book import FontBook
from epaper.model.layout import Lever, LeverName
from epaper.model.story import Paragraph, Run, Story
from epaper.resources import fonts_dir
from epaper.sources.editions import edition_of_story
from epaper.sources.layouts import load_layout
from epaper.typeset.typesetter import Typesetter
from epaper.value import replace
from tests.conftest import ROOT


def story(*paragraphs: Paragraph | str) -> Story:
    made = tuple(Paragraph((Run(each),)) if isinstance(each, str) else each for each in paragraphs)
    return Story("tale", (Run("Tale"),), made)


def stone(*levers: LeverName) -> Stone:
    edition, _ = edition_of_story(ROOT / "samples/seed/russian-us-troops.txt", "a4-article")
    layout = replace(load_layout("a4-article"), fit=tuple(Lever(name) for name in levers))
    return Stone(Typesetter(FontBook((str(fonts_dir()),)), "en-GB"), layout, edition)


def texts(version: Version) -> list[str]:
    return [paragraph.text for paragraph in version.story.paragraphs]


def words(*texts: str) -> list[str]:
    return " ".join(texts).split()


def test_without_levers_there_is_only_the_whole_story() -> None:
    tale = story("One.", Paragraph((Run("Two "), Run("or three", optional=True), Run("."))))
    assert shortened(stone(), tale) == [Version(tale)]


def test_optional_words_go_from_the_last_to_the_first_and_leave_no_space_before_a_stop() -> None:
    tale = story(
        Paragraph((Run("He came "), Run("by train ", optional=True), Run("at noon."))),
        Paragraph((Run("He left "), Run("late", optional=True), Run("."))),
    )
    _, first, second = shortened(stone("optional"), tale)
    assert texts(first) == ["He came by train at noon.", "He left."]
    assert texts(second) == ["He came at noon.", "He left."]
    assert second.cut == ("by train", "late")
    assert second.cost > first.cost > 0


def test_marked_paragraphs_go_in_the_editors_order() -> None:
    tale = story("Stays.", Paragraph((Run("Second to go."),), cut=2), Paragraph((Run("First to go."),), cut=1))
    _, first, second = shortened(stone("optional"), tale)
    assert texts(first) == ["Stays.", "Second to go.", ""]
    assert texts(second) == ["Stays.", "", ""]
    assert second.cut == ("Second to go.", "First to go.")


def test_trimming_keeps_half_and_never_ends_on_a_subhead() -> None:
    tale = story("One two.", "Three four.", Paragraph((Run("Head"),), "subhead"), "Five six.", "Seven eight.")
    versions = shortened(stone("trim"), tale)
    assert [texts(each)[2:] for each in versions] == [
        ["Head", "Five six.", "Seven eight."],
        ["Head", "Five six.", ""],
    ] + [["", "", ""]] * (len(versions) - 2)
    for each in versions:
        assert sorted(words(*texts(each), *each.cut)) == sorted(words(*texts(versions[0])))


def test_a_later_remedy_is_dearer() -> None:
    tale = story("Stays.", Paragraph((Run("Goes."),), cut=1))
    early = shortened(stone("optional", "deck"), tale)[1]
    late = shortened(stone("deck", "optional"), tale)[1]
    assert late.cost > early.cost


def test_a_story_breaks_at_paragraphs_and_sentences_but_not_after_a_subhead_or_an_initial() -> None:
    tale = story("Mr. J. Doe spoke. He left.", Paragraph((Run("Head"),), "subhead"), "Then rain fell.")
    assert breaks(tale) == [Break(0, 18), Break(1, 0)]


@pytest.mark.parametrize("where", [Break(1, 0), Break(1, 10)])
def test_both_parts_of_a_broken_story_are_the_whole(where: Break) -> None:
    tale = replace(story("One two.", "Rain fell. Wind rose.", "End."), dateline="ROME", byline="Ann")
    broken = broken_off(Version(tale), where, 4, 1.0)
    assert broken.rest is not None
    assert words(*texts(broken), *(each.text for each in broken.rest.paragraphs)) == words(*texts(Version(tale)))
    assert (broken.rest.dateline, broken.rest.byline) == ("", "")
    assert broken.rest.paragraphs[1].resumed == bool(where.at)


def test_letters_are_spaced_no_more_than_the_layout_lets_them() -> None:
    at = stone("tracking")
    at = replace(at, layout=replace(at.layout, fit=(Lever("tracking", 0, 0.4),)))
    assert sorted(by for _, by in tracked(at, Version(story("One.")))) == [-0.4, -0.2, 0.2, 0.4]
    assert not list(tracked(stone("deck"), Version(story("One."))))
