"""Folders of font files in → the face for a family, weight and slope; and a fallback for characters it lacks.

A character that no face has is remembered in `missing`, so that the build can name it: nothing is set as a blank box
unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from epaper.errors import Diagnostic, InputError, did_you_mean
from epaper.fonts.face import Face, open_face, read_ref
from epaper.model.style import FaceRef

_SUFFIXES = {".ttf", ".otf"}
IGNORABLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u061c\n\t\r")
"""Characters that say how to set text and need no glyph."""


class FontBook:
    """Finds faces by name in the given folders, the first folder winning.

    Faces are found, not copied: the book holds file names, and opens a font when it is first asked for.
    """

    def __init__(self, folders: Sequence[Path | str]) -> None:
        self.folders = tuple(str(folder) for folder in folders)
        self.families: dict[str, list[FaceRef]] = {}
        self.missing: dict[str, int] = {}
        self._fallbacks: dict[tuple[str, FaceRef], FaceRef] = {}
        self._resolved: dict[tuple[str, int, bool], FaceRef] = {}
        seen: set[tuple[str, int, bool]] = set()
        for folder in folders:
            for path in _font_files(Path(folder)):
                ref = read_ref(str(path))
                key = (ref.family.lower(), ref.weight, ref.italic)
                if key not in seen:
                    seen.add(key)
                    self.families.setdefault(ref.family.lower(), []).append(ref)

    def resolve(self, family: str, weight: int = 400, italic: bool = False) -> FaceRef:
        """The family's face that is nearest in slope, then weight (CSS Fonts 4, section 5.2, in short).

        Raises InputError when there is no such family, with the nearest name.
        """
        key = (family, weight, italic)
        if key not in self._resolved:
            self._resolved[key] = self._nearest(family, weight, italic)
        return self._resolved[key]

    def _nearest(self, family: str, weight: int, italic: bool) -> FaceRef:
        faces = self.families.get(family.lower())
        if not faces:
            known = sorted({each[0].family for each in self.families.values()})
            raise InputError(
                [
                    Diagnostic(
                        "error", "unknown-font", f'no font of the family "{family}"', hint=did_you_mean(family, known)
                    )
                ]
            )
        return min(faces, key=lambda ref: (ref.italic != italic, _distance(ref.weight, weight), ref.path))

    def face(self, family: str, weight: int = 400, italic: bool = False) -> Face:
        """As `resolve`, opened."""
        return open_face(self.resolve(family, weight, italic))

    def split_by_face(self, text: str, ref: FaceRef) -> list[tuple[str, FaceRef]]:
        """Cut a word into stretches that one face can set: `ref` where it can, else the best fallback.

        A character that no face has stays with `ref` (and is set as its blank box) and is counted in `missing`.
        """
        primary = open_face(ref)
        if all(primary.has(char) or char in IGNORABLE for char in text):
            return [(text, ref)]
        parts: list[tuple[str, FaceRef]] = []
        for char in text:
            keep = parts and (char in IGNORABLE or _is_mark(char)) and open_face(parts[-1][1]).has(char)
            chosen = parts[-1][1] if keep or (parts and char in IGNORABLE) else self._face_for(char, ref)
            if parts and parts[-1][1] == chosen:
                parts[-1] = (parts[-1][0] + char, chosen)
            else:
                parts.append((char, chosen))
        return parts

    def _face_for(self, char: str, ref: FaceRef) -> FaceRef:
        if char in IGNORABLE or open_face(ref).has(char):
            return ref
        key = (char, ref)
        if key not in self._fallbacks:
            able = [each for each in self._all() if open_face(each).has(char)]
            if not able:
                self.missing[char] = self.missing.get(char, 0) + 1
                return ref
            self._fallbacks[key] = min(
                able, key=lambda each: (each.italic != ref.italic, _distance(each.weight, ref.weight), each.path)
            )
        return self._fallbacks[key]

    @property
    def faces(self) -> tuple[FaceRef, ...]:
        """Every face, each in the state of its file."""
        return tuple(self._all())

    def _all(self) -> Iterable[FaceRef]:
        for faces in self.families.values():
            yield from faces


def _font_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES and path.is_file())


def _distance(weight: int, wanted: int) -> float:
    """Nearness of weights; at equal distance bold text goes bolder and light text lighter."""
    lean = 0.5 if (weight < wanted) == (wanted > 500) else 0.0
    return abs(weight - wanted) + lean


def _is_mark(char: str) -> bool:
    return "\u0300" <= char <= "\u036f"
