"""What pure functions gave before, by a digest of all that they were given → given again, now or in a later process.

Nothing is ever out of date: other input has another digest. (But what is read from files is kept by name, and looks at
them: `sources/reading`.) A memory may be kept in a file between builds; a file that is damaged, or was written by
another state of this program, is as good as none.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from epaper.value import State, Value, field, told

_T = TypeVar("_T")
_V = TypeVar("_V")
_MAGIC = b"epaper memory 2\n"
_PLAIN = {("datetime", name): getattr(dt, name) for name in ("date", "datetime", "time", "timedelta", "timezone")}
_MOST_AGE = 3
"""So many builds long a file keeps what none of them asks for."""
_MOST_DIGESTS, _MOST_HELD = 5_000, 100


class _Keyed(Value, kw_only=True):
    name: str = ""


_REBUILD: Any = _Keyed().__reduce__()[0]
"""What calls a class that takes its fields by keyword, as the library writes it: the class is one of ours."""


class Memory(State):
    """Values by digest. What is not asked for between two calls of `turn` is forgotten at the second; in a file it
    stays for some more builds, for not every command asks for everything."""

    _fresh: dict[str, Any] = field(default_factory=dict)
    _aged: dict[str, Any] = field(default_factory=dict)
    _packed: dict[str, bytes] = field(default_factory=dict)
    _ages: dict[str, int] = field(default_factory=dict)
    _staying: set[str] = field(default_factory=set)
    _noted: set[str] | None = None

    def recall(self, key: str, make: Callable[[], _T]) -> _T:
        """The value of that digest, remembered or made."""
        if not self.has(key):
            self._fresh[key] = make()
        value: _T = self._fresh[key]
        return value

    def has(self, key: str) -> bool:
        """Whether the value is remembered."""
        if self._noted is not None:
            self._noted.add(key)
        if key in self._fresh:
            return True
        if key in self._aged:
            self._fresh[key] = self._aged.pop(key)
            return True
        if key in self._packed:
            with suppress(*_DAMAGE):
                self._fresh[key] = _unpacked(self._packed[key])
                return True
            del self._packed[key]
        return False

    def get(self, key: str) -> Any:
        """The value that is remembered, or None."""
        return self._fresh[key] if self.has(key) else None

    def put(self, key: str, value: object) -> None:
        """Remember what was made elsewhere."""
        self._fresh[key] = value
        self._packed.pop(key, None)

    @contextmanager
    def noting(self) -> Iterator[set[str]]:
        """Note what is asked for inside the block."""
        before, self._noted = self._noted, set()
        try:
            yield self._noted
        finally:
            if before is not None:
                before |= self._noted
            self._noted = before

    def stay(self, keys: Iterable[str]) -> None:
        """Remember on what is not asked for just now, as if it had been."""
        for key in keys:
            if key in self._aged:
                self._fresh[key] = self._aged.pop(key)
            elif key in self._packed:
                self._staying.add(key)

    def turn(self) -> None:
        """Forget what was not wanted since the last turn."""
        self._aged, self._fresh = self._fresh, {}

    def load(self, path: Path) -> None:
        """Take up what a file holds, if it is whole and ours."""
        with suppress(*_DAMAGE):
            if path.stat().st_uid != os.getuid():
                return
            data = path.read_bytes()
            head = len(_MAGIC) + 32
            if not data.startswith(_MAGIC) or data[len(_MAGIC) : head] != _sum(data[head:]):
                return
            index, _, blobs = data[head:].partition(b"\n")
            at, found, ages = 0, {}, {}
            for key, length, age in json.loads(index):
                found[key], ages[key] = blobs[at : at + length], age
                at += length
            self._packed, self._ages = found, ages

    def save(self, path: Path) -> None:
        """Keep in a file what was asked for since the last turn, and for a while what it held before. A folder that
        cannot be written is left as it is."""
        packed = {key: self._packed.get(key) or pickle.dumps(value, 5) for key, value in self._fresh.items()}
        packed |= {key: self._packed[key] for key in self._staying if key in self._packed}
        ages = dict.fromkeys(packed, 0)
        for key, each in self._packed.items():
            if key not in packed and self._ages.get(key, 0) < _MOST_AGE:
                packed[key], ages[key] = each, self._ages.get(key, 0) + 1
        if ages == self._ages and all(key in self._packed for key in self._fresh):
            return  # nothing is new; what goes by name has no packed value once it is put again
        index = json.dumps([(key, len(each), ages[key]) for key, each in packed.items()]).encode()
        body = b"\n".join((index, b"".join(packed.values())))
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".aside-", delete=False) as aside:
                aside.write(_MAGIC + _sum(body) + body)
            Path(aside.name).replace(path)
        self._packed, self._ages = packed, ages


class Digests(State):
    """Digests of values that are asked for again and again, and what was derived from them, by identity."""

    _known: dict[int, tuple[object, str]] = field(default_factory=dict)
    _held: dict[int, tuple[object, Any]] = field(default_factory=dict)

    def of(self, value: object) -> str:
        """The digest of a frozen value."""
        known = self._known.get(id(value))
        if known is None:
            if len(self._known) > _MOST_DIGESTS:
                self._known.clear()
            known = self._known[id(value)] = (value, digest(value))
        return known[1]

    def held(self, value: _V, derive: Callable[[_V], _T]) -> _T:
        """What `derive` makes of a frozen value, made once, so that it keeps its identity. One function for a type."""
        known = self._held.get(id(value))
        if known is None:
            if len(self._held) > _MOST_HELD:
                self._held.clear()
            known = self._held[id(value)] = (value, derive(value))
        derived: _T = known[1]
        return derived


def digest(*values: object) -> str:
    """A digest of values and of this program."""
    return hashlib.sha256(told(program(), *values)).hexdigest()


@lru_cache(maxsize=1)
def program() -> str:
    """The state of this program and of what it stands on: another version, or code that was edited, remembers for
    itself."""
    folder = Path(__file__).parent
    files = sorted((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in folder.rglob("*.py"))
    libraries = sorted(path.name for place in sys.path for path in Path(place).glob("*.dist-info"))
    return hashlib.sha256(repr((str(folder), files, libraries, sys.version)).encode()).hexdigest()


_DAMAGE = (OSError, ValueError, TypeError, KeyError, AttributeError, EOFError, IndexError, pickle.UnpicklingError)


def _sum(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _unpacked(data: bytes) -> Any:
    return _Unpacker(io.BytesIO(data)).load()


def _is_named_tuple(kind: type) -> bool:
    return issubclass(kind, tuple) and hasattr(kind, "_fields")


class _Unpacker(pickle.Unpickler):
    """Makes plain values, our own values and named tuples, and calls nothing else: a file cannot run code."""

    def find_class(self, module: str, name: str) -> Any:
        """The class of that name, if it is one of those."""
        if (module, name) in _PLAIN:
            return _PLAIN[module, name]
        if (module, name) == (_REBUILD.__module__, _REBUILD.__qualname__):
            return _REBUILD
        if module.startswith("epaper."):
            found = super().find_class(module, name)
            if isinstance(found, type) and (issubclass(found, Value) or _is_named_tuple(found)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not kept")
