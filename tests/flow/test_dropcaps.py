"""Drop caps: foot on a baseline, head at the cap height, aligned by eye, and words that stay whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from insets_page import LINE, Made, make, paragraphs

from epaper.display.items import GlyphRun
from epaper.flow.dropcaps import led_in, opened
from epaper.fonts.face import open_face
from epaper.fonts.profile import profile
from epaper.model.story import Run

TAIL = (
    " of the old guard came out to see what was left of the bridge, and to count how many of the boats had been "
    "carried off by the water in the night, which were nine, with all their nets and oars and a red dinghy."
)


def opening(folder: Path, words: str, dropcap: str = "3", head: str = "") -> Made:
    return make(folder, f"picture: none, dropcap: {dropcap}", copy=[words + TAIL, *paragraphs(4)], head=head)


def initial(made: Made) -> list[GlyphRun]:
    items = [item for item in made.zones("body")[0].items if isinstance(item, GlyphRun)]
    return [item for item in items if item.size > LINE]


def ink(run: GlyphRun) -> tuple[float, float, float, float]:
    """Left, head, right, foot of the ink of a run's first glyph on the page."""
    face = open_face(run.face)
    outline = profile(face, run.words[0].ids[0])
    scale = run.size / face.upem
    left, right = outline.between(outline.foot, outline.head) or (0, 0)
    return run.x + left * scale, run.y - outline.head * scale, run.x + right * scale, run.y - outline.foot * scale


@pytest.mark.parametrize("lines", [2, 3, 4, 5])
@pytest.mark.parametrize("word", ["Hundreds", "Towers", "Élan"])
def test_its_foot_is_on_a_baseline_and_its_head_at_the_cap_height(tmp_path: Path, lines: int, word: str) -> None:
    made = opening(tmp_path, word, str(lines))
    (cap,) = initial(made)
    first = made.runs[0]
    assert cap.y == first.y + (lines - 1) * LINE
    face = open_face(first.face)
    assert ink(cap)[1] == pytest.approx(first.y - face.length(face.cap_height, first.size), abs=250)
    beside = [run for run in made.runs if run.y < cap.y + LINE and run.x < cap.x + 80_000]
    assert all(run.x > ink(cap)[2] for run in beside)


@pytest.mark.parametrize(
    "words", ["Archers", "“Up here", "‘I did", "A man", "«\u202fNous", "„Vor", "42 boats", "I", "QE2 sailors", "Œuvres"]
)
def test_words_stay_whole(tmp_path: Path, words: str) -> None:
    made = opening(tmp_path, words, "{lines: 3, lead-in: 3}")
    assert initial(made)
    assert made.text.split("\n")[0] == made.copy[0].replace("\u202f", " ")


def test_letters_are_aligned_by_eye(tmp_path: Path) -> None:
    """The ink of an upright stem stands on the margin; an A and a T hang out a little, and never far."""
    edge = {}
    for letter in "HATO":
        made = opening(tmp_path, f"{letter}xen")
        edge[letter] = ink(initial(made)[0])[0] - made.zones("body")[0].rect.x
    assert edge["H"] == pytest.approx(0, abs=700)
    assert edge["O"] == pytest.approx(0, abs=1_000)
    for letter in "AT":
        assert -2_500 < edge[letter] < edge["H"] - 300


def test_quotation_marks_hang_in_the_margin(tmp_path: Path) -> None:
    plain, quoted = opening(tmp_path, "Up here"), opening(tmp_path, "“Up here")
    mark, letter = [item for item in quoted.zones("body")[0].items if isinstance(item, GlyphRun)][:2]
    edge = quoted.zones("body")[0].rect.x
    assert mark.text == "“" and mark.x + mark.width < ink(letter)[0]
    assert edge - 6_000 < mark.x < edge
    assert abs(letter.x - initial(plain)[0].x) < 4_000


def test_lines_follow_letters_that_widen_to_their_foot(tmp_path: Path) -> None:
    def starts(word: str) -> list[int]:
        made = opening(tmp_path, word, "4")
        ys = sorted({run.y for run in made.runs})[:4]
        return [min(run.x for run in made.runs if run.y == y and run.x < 150_000) for y in ys]

    for letter in "AL":
        following = starts(f"{letter}xen")
        assert following == sorted(following) and following[3] - following[0] > 4_000
    for letter in "HTOV":
        assert max(starts(f"{letter}xen")) - min(starts(f"{letter}xen")) < 1_500


def test_more_than_one_character(tmp_path: Path) -> None:
    made = opening(tmp_path, "Tomorrow", "{characters: 3}")
    assert "".join(run.text for run in initial(made)) == "Tom"
    assert made.text.startswith("Tomorrow of the old guard")


def test_a_paragraph_too_short_has_none_and_the_report_says_so(tmp_path: Path) -> None:
    made = make(tmp_path, "picture: none, dropcap: 4", copy=["Too short for it.", *["And so on." * 30] * 9])
    assert not initial(made)
    assert "drop cap left out: the text does not begin with words enough" in made.fit.actions
    assert made.text.startswith("Too short for it.")


@pytest.mark.parametrize(
    ("text", "characters", "found"),
    [
        ("Hello", 1, (0, 1)),
        ("Hello", 3, (0, 3)),
        ("A man", 3, (0, 1)),
        ("“Up", 1, (1, 2)),
        ("« Ici", 1, (2, 3)),
        ("E\u0301lan", 1, (0, 2)),
        ("— no", 1, (0, 0)),
        ("…and", 1, (0, 0)),
        ("“", 1, (1, 1)),
        ("", 1, (0, 0)),
    ],
)
def test_where_marks_and_initial_end(text: str, characters: int, found: tuple[int, int]) -> None:
    assert opened(text, characters) == found


def test_the_lead_in_ends_with_a_word() -> None:
    runs = led_in((Run("omorrow the "), Run("council", italic=True), Run(" votes")), 3)
    assert [(run.text, run.small_caps, run.italic) for run in runs] == [
        ("omorrow the ", True, False),
        ("council", True, True),
        (" votes", False, False),
    ]
