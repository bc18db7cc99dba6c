"""YAML as we read it: plain values, no surprises, and a place for everything."""

from __future__ import annotations

import pytest
import yaml

from epaper.errors import Collector, InputError, Where
from epaper.sources import yaml_marks
from epaper.sources.yaml_marks import load


def fault(text: str) -> str:
    with pytest.raises(InputError) as caught:
        load(text, "page.yaml")
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("4.2", 4.2),
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("True", "True"),
        ("12:30", "12:30"),
        ("4:3", "4:3"),
        ("0700", "0700"),
        ("1e3", "1e3"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        (".5", ".5"),
        (".inf", ".inf"),
        ("2026-03-17", "2026-03-17"),
        ("9" * 30, "9" * 30),
        ('"12"', "12"),
        ("'true'", "true"),
    ],
)
def test_only_true_false_and_plain_numbers_are_more_than_text(text: str, value: object) -> None:
    found = load(f"key: {text}", "page.yaml").value["key"]
    assert found == value
    assert type(found) is type(value)


def test_every_value_and_key_has_its_place() -> None:
    marked = load("grid:\n  columns: 8\n  rows: [48mm, 3fr]\n", "page.yaml")
    assert marked.value == {"grid": {"columns": 8, "rows": ["48mm", "3fr"]}}
    assert marked.key_where(("grid", "columns")) == Where("page.yaml", 2, 3)
    assert marked.where(("grid", "columns")) == Where("page.yaml", 2, 12)
    assert marked.where(("grid", "rows", 1)) == Where("page.yaml", 3, 16)


def test_what_is_not_there_is_placed_at_what_is_around_it() -> None:
    marked = load("grid:\n  columns: 8\n", "page.yaml")
    assert marked.where(("grid", "gutter")) == Where("page.yaml", 2, 3)
    assert marked.where(("page", "size")) == Where("page.yaml", 1, 1)


def test_a_line_of_a_block_text_has_its_place() -> None:
    marked = load("areas: |  # the page\n\n  N N\n  A B\nx: N\n", "page.yaml")
    assert marked.line_where(("areas",), 2, 2) == Where("page.yaml", 4, 5)
    assert marked.line_where(("x",), 2) == Where("page.yaml", 5, 4)


def test_a_document_inside_a_file_counts_lines_from_there() -> None:
    assert load("a: 1\nb: 2", "story.md", first_line=2).where(("b",)) == Where("story.md", 3, 4)


def test_keys_given_twice_are_all_reported_with_both_places() -> None:
    assert fault("a: 1\nb: {c: 1, c: 2}\na: 3\n") == (
        'page.yaml:2:11: the key "c" is given twice; first at 2:5\n'
        'page.yaml:3:1: the key "a" is given twice; first at 1:1'
    )


def test_a_caller_may_collect_keys_given_twice() -> None:
    faults = Collector()
    assert load("a: 1\na: 2\n", "page.yaml", faults=faults).value == {"a": 1}
    assert [str(each) for each in faults.errors] == ['page.yaml:2:1: the key "a" is given twice; first at 1:1']


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a:\n\t- b", "page.yaml:2:1: a tab where spaces are wanted — indent with spaces"),
        ("areas: |\n\tN N", "page.yaml:2:1: a tab where spaces are wanted — indent with spaces"),
        ("a: b: c", "page.yaml:1:5: a colon where none is expected — put a text that holds a colon in quotes"),
        ("a: 1\nb\nc: 2", 'page.yaml:3:1: a key without its colon — write "key: value"'),
        ("a: [1, 2\n", "page.yaml:1:4: a [ that is not closed, or a comma is missing in it — close it with ]"),
        ("a: {b: c\nd: 1}x", "page.yaml:1:4: a { that is not closed, or a comma is missing in it — close it with }"),
        ("a: 'x\nb: 2\n", "page.yaml:1:4: a text in quotes that does not end — close the quotes"),
        ("a: @x", "page.yaml:1:4: a text may not begin with @ — put it in quotes"),
        ("a: *x", "page.yaml:1:4: a * that names nothing — put a text that begins with * in quotes"),
        ('a: "x\\q"', "page.yaml:1:6: a \\ in \"…\" that stands for nothing — use single quotes: '…'"),
        ("- a\nb: c", "page.yaml:2:1: a list goes on with a line that has no dash — begin each item with a dash"),
        ("a: 1\n---\nb: 2", "page.yaml:2:1: a second document begins here — take out the line of three dashes"),
        (
            "a: b\n  c: d",
            "page.yaml:2:4: a line indented deeper than the one above, which has its value already — line the keys up",
        ),
        (
            "a:\n- b: c\n   d: [e]",
            "page.yaml:3:5: a line indented deeper than the one above, which has its value already — line the keys up",
        ),
        ("a: b\nc: d: e", "page.yaml:2:5: a colon where none is expected — put a text that holds a colon in quotes"),
        ("a: [b:]", "page.yaml:1:6: a colon where none is expected — put a text that holds a colon in quotes"),
        (
            "a: ]",
            "page.yaml:1:4: a value is missing here, or begins with a sign that none may begin with — use quotes",
        ),
        ("a: | words\n  b", "page.yaml:1:6: words behind the | or > — begin the text on the next line"),
        ("b: 1\na: \x01", "page.yaml:2:4: a character that text may not hold, U+0001"),
        ("? [a]\n: b", "page.yaml:1:3: a key must be a word, not a list or keys and values"),
        ("a: &x [*x]", "page.yaml:1:4: this is nested too deeply"),
        ("[" * 60 + "]" * 60, "page.yaml:1:42: this is nested too deeply"),
    ],
)
def test_broken_yaml_is_explained_in_words(text: str, message: str) -> None:
    assert fault(text) == message


def test_aliases_of_aliases_end() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]" for n in range(1, 9)]
    assert "this file repeats itself without end" in fault("\n".join(lines))


def test_the_plain_loader_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'a: 12\nb: "12"\nc: |\n  x\n'
    fast = load(text, "page.yaml")
    monkeypatch.setattr(yaml_marks, "_Loader", yaml.SafeLoader)
    assert load(text, "page.yaml") == fast
