"""Layouts with faults: a table of files and the exact words that they must get. All faults of a file come at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from epaper.errors import InputError
from epaper.sources.layouts import load_layout

GOOD = """\
extends: a4
grid: {columns: 4, rows: [9 lines, 1fr]}
areas: |
  N N N N
  A A A R
boxes:
  N: nameplate
  A: {story: {legs: 3}}
  R: rail
"""

Faults = Callable[[str], list[str]]


@pytest.fixture
def faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Faults:
    """Load a layout from where it is; give back what is said against it, a line a fault."""
    monkeypatch.chdir(tmp_path)

    def load(text: str) -> list[str]:
        Path("page.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(InputError) as caught:
            load_layout("page.yaml")
        return str(caught.value).splitlines()

    return load


def test_the_good_layout_is_good(faults: Faults) -> None:
    with pytest.raises(pytest.fail.Exception):
        faults(GOOD)


KEYS_AND_TYPES = {
    "unknown key at the top": ("gird: {columns: 4}", '1:1: unknown key "gird" — did you mean "grid"?'),
    "unknown key deep inside": ("grid: {guter: 4mm}", '1:8: unknown key "guter" — did you mean "gutter"?'),
    "underscore for hyphen": ("grid: {row_gap: 2}", '1:8: unknown key "row_gap" — did you mean "row-gap"?'),
    "nothing near": (
        "page: {zzz: 1}",
        '1:8: unknown key "zzz" — one of: bleed, margins, orientation, size',
    ),
    "unknown key in a style": (
        "styles: {deck: {color: black}}",
        '1:17: unknown key "color" — did you mean "colour"?',
    ),
    "unknown key in a style's H&J": (
        "styles: {deck: {hj: {hyphenation: false}}}",
        '1:22: unknown key "hyphenation" — did you mean "hyphenation-zone"?',
    ),
    "duplicate key": ("grid: {columns: 4, columns: 5}", '1:20: the key "columns" is given twice; first at 1:8'),
    "a number in quotes": ('grid: {columns: "4"}', '1:17: a whole number is wanted, not "4"'),
    "a broken number": ("grid: {columns: 4.5}", "1:17: a whole number is wanted, not 4.5"),
    "a truth for a number": ("grid: {columns: true}", "1:17: a whole number is wanted, not true"),
    "nothing for a number": ("grid: {columns: }", "1:17: a whole number is wanted, not nothing"),
    "a number too small": ("grid: {columns: 0}", "1:17: 0 is too small; at least 1 is wanted"),
    "a number too large": ("grid: {columns: 99}", "1:17: 99 is too large; at most 24 is allowed"),
    "yes for true": ("styles: {deck: {italic: yes}}", '1:25: true or false is wanted, not "yes"'),
    "a list for keys": ("grid: [1, 2]", "1:7: keys and values are wanted, not a list"),
    "a word for keys": ("page: a4", '1:7: keys and values are wanted, not "a4"'),
    "a word for a list": ("fit: deck", '1:6: a list is wanted, not "deck"'),
    "a truth for a text": ("description: true", '1:14: a text is wanted, not true — put it in quotes: "true"'),
    "keys for a text": ("description: {a: b}", "1:14: a text is wanted, not keys and values"),
    "an empty name": ("styles: {deck: {extends: ''}}", '1:26: a name is wanted, not ""'),
    "a list for a length": ("grid: {gutter: [4mm]}", "1:16: a length is wanted, as in 4.2mm, not a list"),
    "not a choice": (
        "page: {orientation: sideways}",
        '1:21: "sideways" is not a choice for orientation — one of: landscape, portrait',
    ),
    "nearly a choice": (
        "styles: {deck: {align: justified}}",
        '1:24: "justified" is not a choice for align — did you mean "justify"?',
    ),
    "not a mapping": ("- a\n- b", "1:1: a layout is keys and values, as in `extends: tabloid`"),
    "empty": ("", "1:1: a layout is keys and values, as in `extends: tabloid`"),
}

LENGTHS = {
    "no unit": (
        "grid: {gutter: 4.2}",
        '1:16: "4.2" has no unit; write 4.2mm, 4.2pt or 4.2 lines',
    ),
    "unknown unit": (
        "grid: {gutter: 4 furlongs}",
        '1:16: "4 furlongs" has an unknown unit "furlongs"; known are pt, mm, cm, in, pc, 12p6, px, lines, em, %, fr',
    ),
    "no length": (
        "grid: {gutter: wide}",
        '1:16: "wide" is not a length; write a number and a unit, as in 4.2mm or 3 lines',
    ),
    "a share out of place": (
        "page: {margins: {top: 1fr}}",
        '1:23: "1fr" has no meaning here; pt, mm, cm, in, px, picas as in 12p6 or % will do',
    ),
    "lines out of place": (
        "grid: {baseline: 1 line}",
        '1:18: "1 line" has no meaning here; pt, mm, cm, in, px, picas as in 12p6 will do',
    ),
    "negative margin": ("page: {margins: {top: -3mm}}", '1:23: "-3mm" is under 0'),
    "a row of nothing": ("grid: {rows: [1fr, 0mm]}", '1:20: "0mm" is nothing; more than 0 is wanted'),
    "no rows": ("grid: {rows: []}", "1:14: too few: at least 1 wanted"),
    "a baseline of nothing": ("grid: {baseline: 0pt}", '1:18: "0pt" is nothing; more than 0 is wanted'),
    "type of nothing": ("styles: {deck: {size: 0}}", '1:23: "0" is nothing; more than 0 is wanted'),
    "out of all measure": (f"grid: {{gutter: {'9' * 400}mm}}", f'1:16: "{"9" * 400}mm" is out of all measure'),
    "half an endless page": (
        "page: {size: [210mm, 9999m]}",
        '1:14: "9999m" has an unknown unit "m"; known are pt, mm, cm, in, pc, 12p6, px, lines, em, %, fr',
    ),
    "an unknown page size": ("page: {size: tabliod}", '1:14: no page size "tabliod" — did you mean "tabloid"?'),
    "half a page size": ("page: {size: [210mm]}", "1:14: a page size is [width, height] or a name"),
    "margins that meet": (
        "page: {size: a4, margins: {inner: 110mm, outer: 100mm}}",
        "1:27: the margins leave no room for type",
    ),
    "not a shape": (
        "areas: A\ngrid: {columns: 1}\nboxes: {A: {picture: {aspect: wide}}}",
        '3:31: "wide" is no shape; write width:height, as in 3:2, or own',
    ),
    "not a range": (
        "areas: A\ngrid: {columns: 1}\nboxes: {A: {story: {headline: {lines: many}}}}",
        '3:39: "many" is no range; write it as in 1-3, 2 or 70%-130%',
    ),
    "a range that runs backwards": (
        "areas: A\ngrid: {columns: 1}\nboxes: {A: {story: {headline: {lines: 3-1}}}}",
        '3:39: "3-1" runs backwards; write the smaller number first',
    ),
    "two percentages for three": (
        "styles: {deck: {hj: {word-spacing: [80, 133]}}}",
        "1:36: 3 percentages are wanted, as in [80, 100, 133]",
    ),
    "percentages that fall": (
        "styles: {deck: {hj: {glyph-scaling: [102, 98]}}}",
        "1:37: the percentages must rise, as in [98, 102]",
    ),
    "no OpenType feature": (
        "styles: {deck: {features: [oldstyle]}}",
        '1:27: "oldstyle" is no OpenType feature; four letters are, as in onum or -liga',
    ),
}

NAMES = {
    "unknown layout": ("extends: tablod", '1:10: no layout "tablod" — did you mean "tabloid"?'),
    "missing file": ("extends: house/base.yaml", "1:10: no layout file house/base.yaml"),
    "itself": ("extends: page.yaml", "1:10: layouts extend each other in a circle: page → page"),
    "unknown parent of a style": (
        "styles: {deck: {extends: boddy}}",
        '1:26: no style "boddy" — did you mean "body"?',
    ),
    "styles in a circle": (
        "styles:\n  one: {extends: two}\n  two: {extends: one}",
        "3:18: styles extend each other in a circle: one → two → one",
    ),
    "unknown colour": ("styles: {deck: {colour: acent}}", '1:25: no colour "acent" — did you mean "accent"?'),
    "a colour lost behind #": (
        "styles: {deck: {colour: #c00000\n }}",
        '1:25: no colour stands here — a colour that begins with # needs quotes: "#c00000"',
    ),
    "half a colour": (
        "colours: {brand: [0, 100, 90]}",
        "1:18: a colour is four percentages from 0 to 100, [cyan, magenta, yellow, black]",
    ),
    "more ink than there is": (
        "colours: {brand: [0, 100, 90, 120]}",
        "1:18: a colour is four percentages from 0 to 100, [cyan, magenta, yellow, black]",
    ),
    "colours in a circle": (
        "colours: {one: two, two: one}",
        "1:16: these colours are named after each other only: one, two",
    ),
    "unknown remedy": ("fit: [headlines 2 steps]", '1:7: copyfit has no remedy "headlines" — did you mean "headline"?'),
    "a remedy's bounds": (
        "fit: [picture 70%]",
        '1:7: "picture 70%" is not understood — write it as in "picture 70%-130%"',
    ),
    "a remedy's bounds backwards": (
        "fit: [picture 130%-70%]",
        '1:7: "picture 130%-70%" runs backwards; write the smaller number first',
    ),
    "a remedy twice": ("fit: [deck, deck]", "1:13: deck is named twice"),
    "no folder of fonts": ("fonts: type", '1:8: no folder "type" beside this file'),
    "off the grid": (
        "styles: {body: {leading: 11pt}}",
        "1:26: the leading of body is 11pt, the grid's baseline 10pt — write leading: 1 line",
    ),
}


@pytest.mark.parametrize("case", [*KEYS_AND_TYPES, *LENGTHS, *NAMES])
def test_a_fault_of_a_layout(case: str, faults: Faults) -> None:
    text, message = {**KEYS_AND_TYPES, **LENGTHS, **NAMES}[case]
    assert faults(text) == [f"page.yaml:{message}"]


AREAS_AND_BOXES = {
    "an area without a box": (
        ("  A A A R", "  A A A S"),
        ['5:9: the area "S" has no box — one of: A, N, R', '9:3: the box "R" has no area — one of: S'],
    ),
    "a box without an area": (("  R: rail", "  R: rail\n  X: story"), ['10:3: the box "X" has no area']),
    "a letter in the wrong case": (
        ("  A A A R", "  a a a R"),
        ['5:3: the area "a" has no box — did you mean "A"?', '8:3: the box "A" has no area — did you mean "a"?'],
    ),
    "too few cells": (("  A A A R", "  A A R"), ["5:3: row 2 of the areas has 3 cells; the grid has 4 columns"]),
    "too many cells": (
        ("  N N N N", "  N N N N N"),
        ["4:3: row 1 of the areas has 5 cells; the grid has 4 columns"],
    ),
    "too few rows": (("1fr]", "1fr, 1fr]"), ["5:3: the areas have 2 rows, the grid has 3"]),
    "too many rows": (("9 lines, 1fr]", "1fr]"), ["5:3: the areas have 2 rows, the grid has 1"]),
    "no rectangle": (
        ("  A A A R", "  A A R A"),
        ['5:3: the area "A" is no rectangle: row 2, column 3 is not part of it'],
    ),
    "an area in two pieces": (
        ("  N N N N", "  A N N N"),
        [
            '4:3: the area "A" is no rectangle: row 1, column 2 is not part of it',
        ],
    ),
    "areas that YAML has folded": (
        ("areas: |", "areas: >"),
        ["3:8: the areas are one long row — write `areas: |`"],
    ),
    "no areas": (
        ("areas: |\n  N N N N\n  A A A R\n", ""),
        ["1:1: there are boxes but no areas — draw the page in `areas`, a word a cell"],
    ),
    "an unknown kind of box": (("R: rail", "R: rial"), ['9:6: unknown key "rial" — did you mean "rail"?']),
    "a box of two kinds": (
        ("R: rail", "R: {rail: {}, folio: {}}"),
        ["9:6: a box holds exactly one kind; this one holds folio and rail"],
    ),
    "a box of no kind": (("R: rail", "R: {}"), ["9:6: a box holds exactly one kind; this one holds nothing"]),
    "an empty box": (("R: rail", "R:"), ["9:5: keys and values are wanted, not nothing"]),
    "an unknown option": (
        ("{legs: 3}", "{leg: 3}"),
        ['8:15: unknown key "leg" — did you mean "legs"?'],
    ),
    "an unknown style of a headline": (
        ("{legs: 3}", "{headline: haed-1}"),
        ['8:25: no style "haed-1" — did you mean "head-1"?'],
    ),
    "an unknown style in a headline": (
        ("{legs: 3}", "{headline: {style: head-9, lines: 2}}"),
        ['8:33: no style "head-9" — did you mean "head-6"?'],
    ),
    "an unknown tint": (("{legs: 3}", "{tint: pail}"), ['8:21: no colour "pail" — did you mean "pale"?']),
    "an unknown place for a picture": (
        ("{legs: 3}", "{picture: {at: rigth}}"),
        ['8:29: "rigth" is not a choice for at — did you mean "right"?'],
    ),
    "words that are missing": (("R: rail", "R: {text: {style: deck}}"), ['9:13: the key "text" is missing']),
    "too many ears": (
        ("N: nameplate", "N: {nameplate: {ears: [a, b, c]}}"),
        ["7:25: too many: 3; at most 2 are allowed"],
    ),
    "an advert that is not there": (
        ("R: rail", "R: {advert: bank.jpg}"),
        ['9:15: no file "bank.jpg" beside this file'],
    ),
    "rows too deep": (
        ("9 lines, 1fr]", "60 lines, 30 lines]"),
        ["2:26: the rows are 15 lines too deep for the page, which has 77"],
    ),
    "rows too deep by one": (
        ("9 lines, 1fr]", "75 lines, 1fr]"),
        ["2:26: the rows are 1 line too deep for the page, which has 77"],
    ),
    "more columns than fit": (
        ("columns: 4,", "columns: 4, gutter: 60mm,"),
        ["2:17: 4 columns and their gutters do not fit in 184.0 mm"],
    ),
    "a box too narrow for a word": (
        ("columns: 4,", "columns: 4, gutter: 42mm,"),
        [
            '8:6: the box "A" is too narrow to set a word: its measure is 14.5 mm — at least 18.1 mm holds a word',
            '9:6: the box "R" is too narrow to set a word: its measure is 14.5 mm — at least 18.1 mm holds a word',
        ],
    ),
    "more legs than fit": (
        ("legs: 3", "legs: 9"),
        ['8:21: 9 legs are too many for the box "A": a leg would be 11.2 mm — at least 18.1 mm holds a word'],
    ),
    "a picture wider than its story": (
        ("legs: 3", "legs: 3, picture: {legs: 4}"),
        ['8:40: the picture is 4 legs wide, the box "A" has 3'],
    ),
}


@pytest.mark.parametrize("case", AREAS_AND_BOXES)
def test_a_fault_of_areas_and_boxes(case: str, faults: Faults) -> None:
    (old, new), messages = AREAS_AND_BOXES[case]
    assert old in GOOD
    assert faults(GOOD.replace(old, new)) == [f"page.yaml:{message}" for message in messages]


def test_all_faults_come_at_once_in_the_order_of_lines(faults: Faults) -> None:
    text = """\
extends: a4
page: {margins: {top: -3mm}}
grid: {columns: 4, guter: 4mm, rows: [9 lines, 1fr]}
areas: |
  N N N N
  A A A R
boxes:
  N: nameplate
  A: {story: {headline: haed-1, legs: three}}
  R: rial
  X: blank
styles:
  deck: {extends: boddy, size: 9}
  deck: {}
colours: {brand: [1, 2]}
fit: [picture, nothing]
"""
    assert faults(text) == [
        'page.yaml:2:23: "-3mm" is under 0',
        'page.yaml:3:20: unknown key "guter" — did you mean "gutter"?',
        'page.yaml:9:25: no style "haed-1" — did you mean "head-1"?',
        'page.yaml:9:39: a whole number is wanted, not "three"',
        'page.yaml:10:6: unknown key "rial" — did you mean "rail"?',
        'page.yaml:11:3: the box "X" has no area',
        'page.yaml:13:19: no style "boddy" — did you mean "body"?',
        'page.yaml:13:32: "9" has no unit; write 9mm, 9pt or 9 lines',
        'page.yaml:14:3: the key "deck" is given twice; first at 13:3',
        "page.yaml:15:18: a colour is four percentages from 0 to 100, [cyan, magenta, yellow, black]",
        'page.yaml:16:16: copyfit has no remedy "nothing" — one of: '
        "company, deck, fact, filler, headline, jump, looseness, no-picture, optional, picture, quote, subhead, "
        "tracking, trim, white",
    ]


def test_faults_of_a_parent_are_placed_in_the_parent(faults: Faults) -> None:
    Path("house.yaml").write_text("extends: a4\ngrid: {guter: 4mm}\nstyles: {deck: {colour: acent}}\n")
    assert faults("extends: house\ngrid: {columns: many}\n") == [
        'page.yaml:2:17: a whole number is wanted, not "many"',
        'house.yaml:2:8: unknown key "guter" — did you mean "gutter"?',
        'house.yaml:3:25: no colour "acent" — did you mean "accent"?',
    ]


def test_a_parent_that_cannot_be_read_does_not_hide_the_childs_own_faults(faults: Faults) -> None:
    Path("house.yaml").write_text("grid: {columns: 4\n")
    assert faults("extends: house\ngrid: {columns: many}\n") == [
        'page.yaml:2:17: a whole number is wanted, not "many"',
        "house.yaml:1:7: a { that is not closed, or a comma is missing in it — close it with }",
    ]


def test_layouts_in_a_circle_name_the_whole_circle(faults: Faults) -> None:
    Path("one.yaml").write_text("extends: two\n")
    Path("two.yaml").write_text("extends: three\n")
    Path("three.yaml").write_text("extends: one\n")
    assert faults("extends: one") == [
        "three.yaml:1:10: layouts extend each other in a circle: page → one → two → three → one"
    ]


def test_a_layout_that_is_no_text(faults: Faults, tmp_path: Path) -> None:
    Path("page.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError) as caught:
        load_layout("page.yaml")
    assert str(caught.value) == "page.yaml: this file is not UTF-8 text"


def test_a_layout_that_is_not_there() -> None:
    with pytest.raises(InputError) as caught:
        load_layout("brodsheet")
    assert str(caught.value) == 'no layout "brodsheet" — did you mean "broadsheet"?'
