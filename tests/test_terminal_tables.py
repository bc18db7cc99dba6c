"""Tables on the terminal: columns stand under each other whatever is in them, and fold where there is no room."""

from __future__ import annotations

import sys

import click
import pytest

from epaper.cli.words import print_table

ROWS = [("1", "lead", "fits"), ("12", "日本語", click.style("over by 3 lines", fg="red")), ("3", "cafe\u0301", "")]


def printed(capsys: pytest.CaptureFixture[str], rows: list[tuple[str, ...]] = ROWS) -> list[str]:
    print_table(("Page", "Story", "Fit"), rows, right=("Page",))
    return capsys.readouterr().out.splitlines()


def test_columns_stand_under_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys) == [
        "Page  Story   Fit",
        "   1  lead    fits",
        "  12  日本語  over by 3 lines",
        "   3  cafe\u0301",
    ]


def test_a_pipe_never_breaks_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(printed(capsys, [("1", "word " * 300, "fits")])) == 2


def test_a_narrow_terminal_folds_cells(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    lines = [click.unstyle(line) for line in printed(capsys, [("1", "word " * 30, "fits")])]
    assert len(lines) > 3
    assert max(map(len, lines)) <= 40
