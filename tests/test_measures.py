"""What the typography of narrow legs must come to: the neutral texts in legs of 30, 45 and 60 mm."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from epaper.write.typography import measure

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("name", "over_150", "over_200"), [("measure-30", 22, 9), ("measure-45", 5, 1), ("measure-60", 1, 0)]
)
def test_narrow_legs_are_set_evenly(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, over_150: float, over_200: float
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    document, fits = importlib.import_module("neutral").build(shared / "neutral" / f"{name}.json", tmp_path / "out.pdf")
    whole = measure(document).whole
    assert whole.over_150 <= over_150
    assert whole.over_200 <= over_200
    assert whole.under_75 <= 1
    assert whole.ladder <= 2
    assert (whole.widows, whole.orphans, whole.runts, whole.off_grid) == (0, 0, 0, 0)
    assert whole.level == whole.stories == 3
    assert not any(fit.over_lines for fit in fits)
