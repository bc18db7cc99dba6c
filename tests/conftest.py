"""What tests share: the shipped fonts, a plain body style, the outside inputs where they are to be had."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from epaper.fonts.book import FontBook
from epaper.model.style import TextStyle
from epaper.typeset.typesetter import Typesetter

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "inputs"


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests leave the user's cache alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EPAPER_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def book() -> FontBook:
    return FontBook([ROOT / "fonts"])


@pytest.fixture(scope="session")
def typesetter(book: FontBook) -> Typesetter:
    return Typesetter(book, "en-GB")


@pytest.fixture(scope="session")
def body() -> TextStyle:
    return TextStyle(name="body", family="Source Serif 4", size=9_000, leading=10_000, align="justify", indent=9_000)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The outside inputs; tests that need them are skipped where they are not."""
    if not SHARED.is_dir():
        pytest.skip("the outside inputs are not here")
    return SHARED


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh-goldens", action="store_true", help="write the golden files anew")
