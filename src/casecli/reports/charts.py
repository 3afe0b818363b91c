"""The geometry of charts: numbers in, points out. What is drawn with them stands in the templates."""

from __future__ import annotations

import math
from collections.abc import Sequence

from casecli.nouns import NamedTuple
from casecli.reports.words import numbers

RADIUS = 120.0
LABELLED = 130.0
LEAST_AXES = 3
LABEL_WIDTH = 16
LINE, DESCENT = 17, 4


class Axis(NamedTuple):
    """One axis of a radar: its name and a range of percents."""

    label: str
    low: int
    high: int


class Label(NamedTuple):
    """The name of an axis in lines, where it stands, and at which end it is held."""

    x: float
    y: float
    anchor: str
    lines: tuple[str, ...]
    numbers: str


class Radar(NamedTuple):
    """A radar around (0, 0): rings at some percents, spokes, the surface that is sure and the one that is possible."""

    rings: tuple[str, ...]
    spokes: tuple[tuple[float, float], ...]
    low: str
    high: str
    labels: tuple[Label, ...]


def radar(axes: Sequence[Axis], limits: Sequence[int]) -> Radar | None:
    """A radar with rings at the limits of the bands; None where there are too few axes to span a surface."""
    if len(axes) < LEAST_AXES:
        return None
    turns = [_direction(i, len(axes)) for i in range(len(axes))]
    return Radar(
        rings=tuple(_polygon(turns, [limit] * len(axes)) for limit in (*limits, 100)),
        spokes=tuple(_at(turn, RADIUS) for turn in turns),
        low=_polygon(turns, [axis.low for axis in axes]),
        high=_polygon(turns, [axis.high for axis in axes]),
        labels=tuple(_label(axis, turn) for axis, turn in zip(axes, turns, strict=True)),
    )


def _direction(number: int, of: int) -> tuple[float, float]:
    """The unit vector of an axis: the first points up, the others follow clockwise."""
    angle = 2 * math.pi * number / of
    return math.sin(angle), -math.cos(angle)


def _at(turn: tuple[float, float], length: float) -> tuple[float, float]:
    x, y = (round(part * length, 1) + 0.0 for part in turn)  # + 0.0: no minus zero
    return x, y


def _polygon(turns: Sequence[tuple[float, float]], percents: Sequence[int]) -> str:
    places = [_at(turn, RADIUS * percent / 100) for turn, percent in zip(turns, percents, strict=True)]
    return " ".join(f"{x},{y}" for x, y in places)


def _label(axis: Axis, turn: tuple[float, float]) -> Label:
    """A name beside the end of its axis: above it at the top, below it at the bottom, halfway at the sides."""
    lines = _lines(axis.label)
    x, y = _at(turn, LABELLED)
    y = round(y + LINE * ((len(lines) + 1) * (turn[1] - 1) / 2 + 1), 1) - DESCENT
    anchor = "middle" if abs(turn[0]) < 0.2 else "start" if turn[0] > 0 else "end"  # noqa: PLR2004 - nearly upright
    return Label(x, y, anchor, lines, numbers(axis.low, axis.high))


def _lines(label: str) -> tuple[str, ...]:
    """A name in at most two lines, broken at a blank."""
    if len(label) <= LABEL_WIDTH or " " not in label:
        return (label,)
    middle = len(label) / 2
    place = min((i for i, sign in enumerate(label) if sign == " "), key=lambda i: abs(i - middle))
    return label[:place], label[place + 1 :]
