"""Files made one by one → all of them in their folder at once, or none.

The files are written into a hidden folder beside their place. Renaming that folder is the one moment that counts: what
happens before it leaves the earlier files as they were, and what it interrupts is finished by whoever comes next.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from epaper.errors import OutputError

_ASIDE, _READY = ".epaper-aside-", ".epaper-ready-"
_ABANDONED = 3600
"""Seconds after which an unfinished folder belongs to nobody."""


@contextmanager
def replacing_together(folder: Path, name: str) -> Iterator[Path]:
    """Give an empty folder to write into; when the block ends, put its files into `folder`; drop them when it fails.

    `name` is that of the set. Files that an earlier set of this name had and this one has not are removed. Raises
    OutputError when the disk is full, or `folder` cannot be made or may not be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _clear_up(folder)
        aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=folder))
        try:
            yield aside
            _list(aside, name)
            _flush(aside)
            ready = aside.with_name(aside.name.replace(_ASIDE, _READY))
            aside.rename(ready)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        _settle(ready, folder)
    except OSError as error:
        culprit = f" ({error.filename})" if error.filename else ""
        raise OutputError(f"cannot write to {folder}: {error.strerror or error}{culprit}") from error


def files_of(folder: Path, name: str) -> set[Path]:
    """The files of the set of that name which stands in `folder`; none where there is no set, or it cannot be read."""
    try:
        return {folder / file for file in (folder / f".epaper-{name}").read_text(encoding="utf-8").splitlines()}
    except OSError:
        return set()


def _list(aside: Path, name: str) -> None:
    """Write the set's list of files; it takes its place last, as the sign that all others have."""
    files = sorted(str(path.relative_to(aside).as_posix()) for path in aside.rglob("*") if path.is_file())
    (aside / f".epaper-{name}").write_text("".join(f"{file}\n" for file in files), encoding="utf-8")


def _flush(aside: Path) -> None:
    """See every file onto the disk, so that a power cut after the renaming finds it whole."""
    for path in aside.rglob("*"):
        if path.is_file():
            with path.open("rb+") as written:
                os.fsync(written.fileno())


def _clear_up(folder: Path) -> None:
    """Finish what an earlier run was interrupted in, and drop what one never finished."""
    for ready in sorted(folder.glob(f"{_READY}*")):
        _settle(ready, folder)
    for aside in folder.glob(f"{_ASIDE}*"):
        if time.time() - aside.stat().st_mtime > _ABANDONED:
            shutil.rmtree(aside, ignore_errors=True)


def _settle(ready: Path, folder: Path) -> None:
    """Move a finished set into place. Running this again after an interruption comes to the same end."""
    for listing in ready.glob(".epaper-*"):
        new = listing.read_text(encoding="utf-8").splitlines()
        earlier = folder / listing.name
        old = earlier.read_text(encoding="utf-8").splitlines() if earlier.is_file() else []
        for file in sorted(set(old) - set(new)):
            (folder / file).unlink(missing_ok=True)
        for file in new:
            if (ready / file).is_file():
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                (ready / file).replace(folder / file)
        listing.replace(earlier)
    shutil.rmtree(ready, ignore_errors=True)
