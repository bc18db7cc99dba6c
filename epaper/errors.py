"""What can go wrong, said for people: a fault in → `Diagnostic` values and one exception tree out.

    EpaperError
    ├── InputError      faults in the user's files; carries every Diagnostic found, not just the first
    └── OutputError     the result could not be written (disk full, no permission)

Copy that does not fit is *not* an error: it is a result, and travels in the fit report.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Literal

from epaper.value import State, Value, field

Severity = Literal["error", "warning", "note"]


class Where(Value):
    """A place in a user's file. Lines and columns count from 1; None where unknown."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = [self.file, self.line, self.column]
        return ":".join(str(part) for part in parts if part is not None)


class Diagnostic(Value):
    """One thing to tell the user: what was found, where, what was expected.

    `code` is a stable kebab-case name ("unknown-key") by which the rule can be looked up or silenced.
    `message` is one sentence without a final full stop; `hint` is the fix ('did you mean "gutter"?').
    """

    severity: Severity
    code: str
    message: str
    where: Where | None = None
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f" — {self.hint}" if self.hint else ""
        return f"{place}{self.message}{hint}"


class EpaperError(Exception):
    """Anything that stops a build and that the user can act on."""


class InputError(EpaperError):
    """Faults in the user's files: all that were found, in file order."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(each) for each in self.diagnostics))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Diagnostic, ...]]]:
        return InputError, (self.diagnostics,)


class OutputError(EpaperError):
    """A result could not be written; what was there before still stands."""


class Collector(State):
    """Gathers diagnostics alongside a stage, so that all faults are reported at once."""

    diagnostics: list[Diagnostic] = field(default_factory=list)

    def error(self, code: str, message: str, where: Where | None = None, hint: str = "") -> None:
        self.diagnostics.append(Diagnostic("error", code, message, where, hint))

    def warn(self, code: str, message: str, where: Where | None = None, hint: str = "") -> None:
        self.diagnostics.append(Diagnostic("warning", code, message, where, hint))

    def note(self, code: str, message: str, where: Where | None = None, hint: str = "") -> None:
        self.diagnostics.append(Diagnostic("note", code, message, where, hint))

    @property
    def errors(self) -> list[Diagnostic]:
        return [each for each in self.diagnostics if each.severity == "error"]

    def raise_errors(self) -> None:
        """Raise `InputError` with every error so far, if there is one."""
        if self.errors:
            raise InputError(self.errors)


_MOST_NAMES = 30


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint with the nearest right name, or the names there are when none is near: all of them if they are few."""
    names = list(known)
    near = difflib.get_close_matches(name.lower(), [each.lower() for each in names], n=1, cutoff=0.6)
    if near:
        right = next(each for each in names if each.lower() == near[0])
        return f'did you mean "{right}"?'
    if not names:
        return ""
    shown, more = sorted(names)[:_MOST_NAMES], len(names) - _MOST_NAMES
    return "one of: " + ", ".join(shown) + (f" and {more} more" if more > 0 else "")
