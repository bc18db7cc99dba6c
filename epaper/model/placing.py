"""Why a story stands where it stands, and where one that is left over would fit. Made by `plan`, told by `write`."""

from __future__ import annotations

from epaper.errors import Where
from epaper.value import Value


class Placing(Value, kw_only=True):
    """One story in one box, before it is made up: its estimated lines, and the fewest, the usual and the most that the
    box has room for. `nailed` says that the edition names it; else `reasons` says in words what spoke for and against
    it, `runner_up` which story came next. `picture` is the shape of its picture in words, "" without one.
    """

    page: int
    section: str
    layout: str
    box: str
    slug: str
    lines: int = 0
    room: tuple[int, int, int] = (0, 0, 0)
    picture: str = ""
    nailed: bool = False
    reasons: tuple[str, ...] = ()
    runner_up: str = ""
    where: Where | None = None


class NearBox(Value, kw_only=True):
    """A box that would hold a story that is left over: its lines there, and the room for it."""

    page: int
    box: str
    holds: str
    lines: int
    room: tuple[int, int, int]


class LeftOver(Value, kw_only=True):
    """A story that found no box: its length in words, and the boxes whose room comes nearest to it, nearest first."""

    slug: str
    words: int
    priority: int
    section: str
    near: tuple[NearBox, ...] = ()
    where: Where | None = None
