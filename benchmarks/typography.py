"""typography.py [INPUTS] [OUT]: build the neutral measures and print their typography beside what is aimed at.

INPUTS is the folder of `measure-30.json`, `measure-45.json` and `measure-60.json` (three texts of about 1,500 words in
legs of 30, 45 and 60 mm); OUT is where the PDF files go. The figures are another tool's, `typometer.py`, which reads
the positions of glyphs in any PDF: it lies beside INPUTS, in `tools`, or is named with --typometer.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

from neutral import build

SHARED = Path(__file__).resolve().parents[2] / "shared"
AIMS: dict[str, dict[str, float]] = {
    "measure-30": {"gt_1_5": 22, "gt_2": 9, "lt_0_75": 1},
    "measure-45": {"gt_1_5": 5, "gt_2": 1, "lt_0_75": 1},
    "measure-60": {"gt_1_5": 1, "gt_2": 0, "lt_0_75": 1},
}
"""The most of each figure: shares of lines in %."""
ALWAYS: dict[str, float] = {"ladder": 2, "widows": 0, "orphans": 0, "runts": 0, "overset_lines": 0}
SHOWN = ("gt_1_5", "gt_2", "lt_0_75", "ladder", "widows", "orphans", "runts", "overset_lines", "bottom_full")
HEADS = (">150 %", ">200 %", "<75 %", "ladder", "widows", "orphans", "runts", "overset", "level %")


def main() -> None:
    """Build, measure, print; leave with 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="?", type=Path, default=SHARED / "inputs" / "neutral")
    parser.add_argument("out", nargs="?", type=Path)
    parser.add_argument("--typometer", type=Path, default=SHARED / "tools" / "typometer.py")
    given = parser.parse_args()
    out = given.out or Path(tempfile.mkdtemp(prefix="typography-"))
    out.mkdir(parents=True, exist_ok=True)
    tool = _module(given.typometer)
    print(f"{'':12}" + "".join(f"{head:>16}" for head in HEADS))
    missed = False
    for name, aims in AIMS.items():
        source = given.inputs / f"{name}.json"
        build(source, out / f"{name}.pdf")
        found, _ = tool.run(str(out / f"{name}.pdf"), source)
        cells, short = _row(found, aims | ALWAYS)
        missed = missed or short
        print(f"{name:12}" + "".join(f"{cell:>16}" for cell in cells))
    print(f"in {out}; ! marks what misses its aim")
    sys.exit(1 if missed else 0)


def _row(found: dict[str, Any], aims: dict[str, float]) -> tuple[list[str], bool]:
    """Each figure with its aim, and whether any is missed."""
    cells, missed = [], False
    for key in SHOWN:
        value = found[key]
        short = value < 100 if key == "bottom_full" else value > aims[key]
        missed = missed or short
        aim = "= 100" if key == "bottom_full" else f"≤ {aims[key]:g}" if aims[key] else "= 0"
        cells.append(f"{value:g} ({aim}){'!' if short else ''}")
    return cells, missed


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("typometer", path)
    if spec is None or spec.loader is None or not path.is_file():
        sys.exit(f"{path}: no such tool; name it with --typometer")
    module = importlib.util.module_from_spec(spec)
    sys.modules["typometer"] = module
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
