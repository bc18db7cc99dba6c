"""Markdown with YAML front matter."""

from __future__ import annotations

from epaper.sources.intake import CopyFile, Intake


def read(copy: CopyFile) -> Intake:
    raise NotImplementedError
