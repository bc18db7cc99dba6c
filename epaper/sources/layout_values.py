"""What stands behind a key in a layout file → a value: lengths, ranges, shapes, colours, names. Raises ValueError with
a sentence for the user (and a hint as second argument)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema

from epaper.errors import did_you_mean
from epaper.geometry import Size
from epaper.sources.checked import shown
from epaper.units import Length, Mpt, Unit, mm, parse_length
from epaper.value import Value

PAGE_SIZES = {
    "broadsheet": (350, 545),
    "berliner": (315, 470),
    "tabloid": (280, 430),
    "us-tabloid": (279, 432),
    "a3": (297, 420),
    "a4": (210, 297),
    "a5": (148, 210),
    "letter": (215.9, 279.4),
    "phone": (90, 160),
    "e-ink-6": (91, 122),
    "e-ink-10": (157, 210),
}
"""Widths and heights in millimetres."""
_LONGEST = mm(10_000)
_MOST = 10_000
_MOST_LEGS = 24
"""Bounds against slips of the finger: ten metres, ten thousand lines, ems, shares or per cent."""


class OrShort(Value):
    """Tells editors that a shorter form may stand instead of keys and values."""

    form: tuple[tuple[str, Any], ...]

    def __get_pydantic_json_schema__(self, core: Any, handler: Callable[[Any], Any]) -> Any:
        return {"anyOf": [dict(self.form), handler(core)]}


def length_reader(relative: tuple[Unit, ...] = (), *, positive: bool = False) -> Callable[[Any], Length]:
    """A reader of lengths that are absolute or in one of the `relative` units."""

    def read(value: Any) -> Length:
        if isinstance(value, Length):
            return value
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise ValueError(f"a length is wanted, as in 4.2mm, not {shown(value)}")
        try:
            length = parse_length(str(value))
        except OverflowError:
            raise ValueError(f'"{value}" is out of all measure') from None
        if length.unit != "mpt" and length.unit not in relative:
            raise ValueError(f'"{value}" has no meaning here; {_units(relative)} will do')
        if abs(length.value) > (_LONGEST if length.unit == "mpt" else _MOST):
            raise ValueError(f'"{value}" is out of all measure')
        if length.value < 0:
            raise ValueError(f'"{value}" is under 0')
        if positive and not length.value:
            raise ValueError(f'"{value}" is nothing; more than 0 is wanted')
        return length

    return read


def _units(relative: tuple[Unit, ...]) -> str:
    names = ["pt, mm, cm, in, px, picas as in 12p6", *relative]
    return " or ".join([", ".join(names[:-1]), names[-1]]) if relative else names[0]


def _page_size(value: Any) -> Size:
    if isinstance(value, list):
        if len(value) != 2:
            raise ValueError("a page size is [width, height] or a name")
        width, height = (length_reader(positive=True)(each).resolve() for each in value)
        return Size(width, height)
    name = str(value).lower()
    if name not in PAGE_SIZES:
        raise ValueError(f'no page size "{value}"', did_you_mean(str(value), PAGE_SIZES))
    across, down = PAGE_SIZES[name]
    return Size(mm(across), mm(down))


def _aspect(value: Any) -> float:
    text = str(value).strip()
    if text == "own":
        return 0.0
    match = re.fullmatch(r"(\d{1,5}(?:\.\d+)?)\s*[:/x]\s*(\d{1,5}(?:\.\d+)?)", text)
    if not match or not float(match[2]) or not float(match[1]):
        raise ValueError(f'"{text}" is no shape; write width:height, as in 3:2, or own')
    return float(match[1]) / float(match[2])


def _span(value: Any) -> tuple[int, int]:
    """ "1-3", "2", "70%-130%"."""
    match = re.fullmatch(r"(\d{1,6})\s*%?(?:\s*[-–]\s*(\d{1,6})\s*%?)?", str(value).strip())
    if not match:
        raise ValueError(f'"{value}" is no range; write it as in 1-3, 2 or 70%-130%')
    low, high = int(match[1]), int(match[2] or match[1])
    if low > high:
        raise ValueError(f'"{value}" runs backwards; write the smaller number first')
    return low, high


def _growth(value: Any) -> int:
    """ "110%": no less than the whole, no more than double."""
    match = re.fullmatch(r"(\d{1,4})\s*%?", str(value).strip())
    if not match or not 100 <= int(match[1]) <= 200:
        raise ValueError(f'"{value}" is no growth; write it as in 110%, from 100% to 200%')
    return int(match[1])


def _at_least_one(span: tuple[int, int]) -> tuple[int, int]:
    if span[0] < 1:
        raise ValueError("a range that begins at 0; 1 is the least")
    return span


def _numbers(example: Sequence[float]) -> Callable[[Any], tuple[float, ...]]:
    """A reader of as many rising percentages as the example has."""

    def read(value: Any) -> tuple[float, ...]:
        parts = value if isinstance(value, list) else str(value).replace("%", "").replace("/", " ").split()
        numbers = tuple(float(str(each).rstrip("%")) for each in parts if re.fullmatch(r"-?\d+(\.\d+)?%?", str(each)))
        if len(numbers) != len(parts) or len(numbers) != len(example):
            raise ValueError(f"{len(example)} percentages are wanted, as in {list(example)}")
        if list(numbers) != sorted(numbers):
            raise ValueError(f"the percentages must rise, as in {list(example)}")
        return numbers

    return read


def _advert_size(value: Any) -> tuple[int, Mpt]:
    """ "3x12cm": columns and a depth."""
    match = re.fullmatch(r"(\d{1,2})\s*[x×]\s*(\S.*)", str(value).strip())
    if not match or not int(match[1]):
        raise ValueError(f'"{value}" is no size; write columns x depth, as in 3x12cm')
    depth = length_reader(positive=True)(match[2])
    return int(match[1]), round(depth.value)


def _features(value: Any) -> tuple[str, ...]:
    words = value.split() if isinstance(value, str) else value
    if not isinstance(words, list):
        raise ValueError("a list of OpenType features is wanted, as in [onum, -liga]")
    for each in words:
        if not re.fullmatch(r"[-+]?[A-Za-z][A-Za-z0-9]{3}", str(each)):
            raise ValueError(f'"{each}" is no OpenType feature; four letters are, as in onum or -liga')
    return tuple(str(each) for each in words)


def _legs(value: Any) -> int | tuple[int, ...]:
    columns = value if isinstance(value, list) else [value]
    for each in columns:
        if isinstance(each, bool) or not isinstance(each, int):
            raise ValueError(f"a whole number is wanted, not {shown(each)}")
        least = 1 if isinstance(value, list) else 0
        if not least <= each <= _MOST_LEGS:
            bound = f"small; at least {least} is wanted" if each < least else f"large; at most {_MOST_LEGS} is allowed"
            raise ValueError(f"{each} is too {bound}")
    return value if isinstance(value, int) else tuple(columns)


def _text(value: Any) -> str:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, bool):
        raise ValueError(f"a text is wanted, not {shown(value)}", f'put it in quotes: "{shown(value)}"')
    raise ValueError(f"a text is wanted, not {shown(value)}")


def _texts(value: Any) -> list[str]:
    return [_text("" if each is None else each) for each in value] if isinstance(value, list) else [_text(value)]


def _colour(value: Any) -> Any:
    if value is None:
        raise ValueError("no colour stands here", 'a colour that begins with # needs quotes: "#c00000"')
    return value


_LENGTH = WithJsonSchema({"type": ["string", "number"], "examples": ["4.2mm", "12pt", "3 lines"]})
_NUMBERS = WithJsonSchema({"type": ["array", "string"], "items": {"type": ["number", "string"]}})
_TEXT = WithJsonSchema({"type": ["string", "number"]})
_COLOUR = WithJsonSchema({"type": ["string", "array"], "examples": ["accent", "k 60%", [0, 90, 85, 10], "#c00000"]})

Absolute = Annotated[Length, BeforeValidator(length_reader()), _LENGTH]
Leading = Annotated[Length, BeforeValidator(length_reader(("lines", "em", "%"), positive=True)), _LENGTH]
TypeSize = Annotated[Length, BeforeValidator(length_reader(("em", "%"), positive=True)), _LENGTH]
Baseline = Annotated[Length, BeforeValidator(length_reader(positive=True)), _LENGTH]
Indent = Annotated[Length, BeforeValidator(length_reader(("em",))), _LENGTH]
Offset = Annotated[Length, BeforeValidator(length_reader()), _LENGTH]
Width = Annotated[Length, BeforeValidator(length_reader(("%",), positive=True)), _LENGTH]
Legs = Annotated[
    int | tuple[int, ...],
    BeforeValidator(_legs),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "array", "items": {"type": "integer"}}]}),
]
Margin = Annotated[Length, BeforeValidator(length_reader(("%",))), _LENGTH]
Row = Annotated[Length, BeforeValidator(length_reader(("lines", "fr", "%"), positive=True)), _LENGTH]
PageSize = Annotated[
    Size,
    BeforeValidator(_page_size),
    WithJsonSchema({"anyOf": [{"enum": list(PAGE_SIZES)}, {"type": "array", "minItems": 2, "maxItems": 2}]}),
]
Aspect = Annotated[float, BeforeValidator(_aspect), WithJsonSchema({"type": "string", "examples": ["3:2", "own"]})]
_SPAN = WithJsonSchema({"type": ["string", "integer"], "examples": ["1-3", 2]})
_PERCENT = WithJsonSchema({"type": ["string", "integer"], "examples": ["70%-130%"]})
LineSpan = Annotated[tuple[int, int], BeforeValidator(lambda value: _at_least_one(_span(value))), _SPAN]
PercentSpan = Annotated[tuple[int, int], BeforeValidator(lambda value: _at_least_one(_span(value))), _PERCENT]
Growth = Annotated[int, BeforeValidator(_growth), WithJsonSchema({"type": ["string", "integer"], "examples": ["110%"]})]
WordSpacing = Annotated[tuple[float, float, float], BeforeValidator(_numbers((80, 100, 133))), _NUMBERS]
GlyphScaling = Annotated[tuple[float, float], BeforeValidator(_numbers((98, 102))), _NUMBERS]
LetterSpacing = Annotated[tuple[float, float], BeforeValidator(_numbers((-1, 2))), _NUMBERS]
AdvertSize = Annotated[
    tuple[int, Mpt], BeforeValidator(_advert_size), WithJsonSchema({"type": "string", "examples": ["3x12cm"]})
]
Features = Annotated[tuple[str, ...], BeforeValidator(_features), WithJsonSchema({"type": ["array", "string"]})]
Text = Annotated[str, BeforeValidator(_text), _TEXT]
Texts = Annotated[list[str], BeforeValidator(_texts), WithJsonSchema({"type": ["array", "string"]})]
ColourValue = Annotated[Any, BeforeValidator(_colour), _COLOUR]
StyleName = Annotated[str, StringConstraints(min_length=1)]
