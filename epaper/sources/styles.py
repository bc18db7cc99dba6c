"""The `styles` of a layout, as checked models → resolved text styles, nothing left to inherit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from epaper.errors import Collector, Where, did_you_mean
from epaper.model.style import HJ, Colour, TextStyle
from epaper.sources.checked import report
from epaper.sources.colours import read_colour
from epaper.sources.style_schema import HJModel, StyleModel
from epaper.units import Mpt
from epaper.value import fields, replace

Place = Callable[[tuple[str | int, ...]], Where]

_ROOT = TextStyle(name="", family="Source Serif 4", size=9_000, leading=10_000)
_PLAIN_KEYS = ("family", "weight", "italic", "case", "tracking", "space_before", "space_after", "features")


class StyleResolver:
    """Resolves styles by name, each once; `faults` hears of unknown and circular parents."""

    def __init__(
        self,
        models: Mapping[str, StyleModel],
        colours: Mapping[str, Colour],
        line: Mpt,
        where: Place,
        faults: Collector,
    ) -> None:
        self._models, self._colours, self._line, self._where, self._faults = models, colours, line, where, faults
        self._done: dict[str, TextStyle] = {}

    def all(self) -> dict[str, TextStyle]:
        """Every style, in the order of the file."""
        return {name: self.resolve(name, ()) for name in self._models}

    def resolve(self, name: str, chain: tuple[str, ...]) -> TextStyle:
        """One style. `chain` is the names on the way to it."""
        if name in self._done:
            return self._done[name]
        model = self._models[name]
        parent = _ROOT
        if model.extends is not None:
            place = self._where(("styles", name, "extends"))
            if model.extends in (*chain, name):
                way = " → ".join((*chain, name, model.extends))
                self._faults.error("circular-style", f"styles extend each other in a circle: {way}", place)
            elif model.extends not in self._models:
                hint = did_you_mean(model.extends, self._models)
                self._faults.error("unknown-style", f'no style "{model.extends}"', place, hint)
            else:
                parent = self.resolve(model.extends, (*chain, name))
        self._done[name] = self._apply(name, model, parent)
        return self._done[name]

    def _apply(self, name: str, model: StyleModel, parent: TextStyle) -> TextStyle:
        changes: dict[str, Any] = {"name": name}
        for key in _PLAIN_KEYS:
            value = getattr(model, key)
            if value is not None:
                changes[key] = value
        if model.align is not None:
            changes["align"] = "center" if model.align == "centre" else model.align
        size = model.size.resolve(line=self._line, em=parent.size, whole=parent.size) if model.size else parent.size
        changes["size"] = size
        if model.leading is not None:
            changes["leading"] = model.leading.resolve(line=self._line, em=size, whole=size)
        elif model.size is not None:
            changes["leading"] = round(parent.leading * size / parent.size)
        for key in ("indent", "left", "right", "least_measure"):
            value = getattr(model, key)
            if value is not None:
                changes[key] = value.resolve(line=self._line, em=size)
        if model.colour is not None:
            try:
                changes["colour"] = read_colour(model.colour, self._colours)
            except ValueError as error:
                report("unknown-colour", error, self._where(("styles", name, "colour")), self._faults)
        if model.hj is not None:
            changes["hj"] = _hj(model.hj, parent.hj, size)
        return replace(parent, **changes)


def _hj(model: HJModel, parent: HJ, size: Mpt) -> HJ:
    changes: dict[str, Any] = {}
    for field in fields(HJ):
        value = getattr(model, field)
        if value is None:
            continue
        if field in ("hyphenation_zone", "runt"):
            value = value.resolve(em=size)
        elif field == "word_spacing":
            value = tuple(round(each) for each in value)
        changes[field] = value
    return replace(parent, **changes)
