"""Where the layouts and fonts that come with epaper are: beside the package in a clone, inside it once installed."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def layouts_dir() -> Path:
    """The folder of shipped layouts."""
    return _shipped("layouts")


def fonts_dir() -> Path:
    """The folder of shipped fonts."""
    return _shipped("fonts")


def _shipped(name: str) -> Path:
    installed = _PACKAGE / "_shipped" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
