"""Copy that is too short for its legs ends level, and all of it is set."""

from __future__ import annotations

from pathlib import Path

import pytest

from epaper.pipeline import compose_file


@pytest.mark.parametrize("words", [3, 8, 20, 45, 90, 150])
@pytest.mark.parametrize("layout", ["a4-story-long", "tabloid-story-long", "a4-article"])
def test_a_few_words_in_a_large_box_are_all_set(tmp_path: Path, words: int, layout: str) -> None:
    path = tmp_path / "few.md"
    text = " ".join(f"word{'s' * (number % 7)}" for number in range(words))
    path.write_text(f"---\nheadline: Few words\n---\n{text}.\n", encoding="utf-8")
    (fit,) = compose_file(path, layout).fits
    assert (fit.over_lines, fit.widows if words > 60 else 0) == (0, 0)
