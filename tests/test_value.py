"""Values: frozen, told apart by all that they hold, and read back from a pickle as they were."""

from __future__ import annotations

import pickle
from functools import cached_property
from pathlib import Path

import pytest

from epaper.value import State, Value, field, fields, named, replace, told


class Point(Value):
    x: int
    y: int = 0


class Place(Value):
    x: int
    y: int = 0


class Line(Value, dict=True, kw_only=True):
    points: tuple[Point, ...] = ()

    @cached_property
    def length(self) -> int:
        return len(self.points)


class Desk(State):
    held: list[int] = field(default_factory=list)


def test_a_value_is_frozen_and_equals_its_like() -> None:
    assert Point(1) == Point(1, 0)
    assert Point(1) != Place(1)
    with pytest.raises(AttributeError):
        Point(1).x = 2  # type: ignore[misc]
    assert replace(Point(1, 2), x=3) == Point(3, 2)
    assert fields(Point) == ("x", "y")
    assert named(Point(1, 2)) == {"x": 1, "y": 2}


def test_a_state_equals_nothing_but_itself_and_shares_nothing() -> None:
    one, other = Desk(), Desk()
    one.held.append(1)
    assert one != other
    assert other.held == []


def test_values_come_back_from_a_pickle_without_what_was_derived() -> None:
    line = Line(points=(Point(1), Point(2)))
    assert line.length == 2
    back = pickle.loads(pickle.dumps(line, 5))
    assert back == line
    assert "length" not in back.__dict__


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Point(1), Place(1)),
        (Point(1), Point(1, 1)),
        (1, 1.0),
        (1, True),
        ("1", 1),
        (None, ""),
        ((1, (2,)), (1, 2)),
        ({"a": 1}, {"a": 2}),
        ({(1, "x"): 2}, {(1, "y"): 2}),
        ("a\udc80", "a\udc81"),
        (Path("a"), Path("b")),
    ],
)
def test_what_differs_is_told_otherwise(one: object, other: object) -> None:
    assert told(one) != told(other)
    assert told(one) == told(one)


def test_what_has_no_lasting_words_is_not_told() -> None:
    with pytest.raises(TypeError, match="is no value of ours"):
        told(object())
