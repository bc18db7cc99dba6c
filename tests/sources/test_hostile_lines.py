"""Copy that no newspaper would send is read in time that grows with its length, not with its square or worse.

Nothing is held to milliseconds: a pattern that tries everything takes hours over these lines, a good one seconds.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

LENGTH = 10_000
PIECES = (
    *("a", "A", "A ", "A b ", "aB", "AbC ", "Ab-", "Ab, ", "Ab and ", "NEW YORK, ", "é", "A’", "of "),
    *(" - ", "— ", "--", "---a", "-", ".", "...", ". . .", "A.", "A, ", ": ", "/ ", "|", "A | ", "• ", "* ", "!", "…"),
    *("“", "'", '" ', "''", "``", "« ", "»", "(", "[", "]", ")", "’"),
    *("1", "1 ", "1,", "1.", "1-", "1:", ",000", "5km ", "£5-6", "Jan 1, ", "1 Jan ", "2020-", "11/", "9:30 pm "),
    *("a > ", "A>", "A » b → ", "a / ", "home > news > "),
    *("By Ab ", "AFP/", "(AFP ", "—AFP", "Photo by ", "editor and ", "our special ", "Mr ", "J. ", "Published in "),
    *("a@", "a@b.", "a-@b-", "a.b", "a..b", "a-b.", "www.a ", "http://a", "a.bc/ ", "http://x/.", "mailto:'", "@", "/"),
)
TAILS = ("", "?", " x.", "x" * 90, "'”)]x", "\u2060 —")
_READ = """
import sys
from pathlib import Path
from epaper.errors import InputError
from epaper.sources.copy import read_story
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        read_story(path, language="fr" if "fr" in path.name else "en-GB")
    except InputError:
        pass
    print(path.name)
"""


def hostile_pages(suffix: str, folder: Path) -> None:
    """One file a piece: its long lines stand as headline, in the head, and in the body."""
    for number, piece in enumerate(PIECES):
        row = (piece * LENGTH)[:LENGTH]
        short = [row[:600] + tail for tail in TAILS]
        long = [row + tail for tail in TAILS]
        lines = ["A headline", *short, "The first paragraph. " * 20, *long, "The last paragraph. " * 20, row]
        language = "fr" if number % 4 == 0 else "en"
        (folder / f"{number:03}-{language}{suffix}").write_text("\n\n".join(lines), encoding="utf-8")
        (folder / f"{number:03}-{language}-head{suffix}").write_text(f"{row}\n{row}\n\nText.\n", encoding="utf-8")


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_no_line_takes_the_reader_forever(suffix: str, tmp_path: Path) -> None:
    hostile_pages(suffix, tmp_path)
    (tmp_path / f"blank-lines{suffix}").write_text("\n \n" * 5000 + "A headline\n\nAnd a text.\n", encoding="utf-8")
    read = subprocess.run(
        [sys.executable, "-c", _READ, str(tmp_path)], capture_output=True, text=True, timeout=60, check=True
    )
    assert read.stdout.split() == sorted(path.name for path in tmp_path.iterdir())
