"""Reasons as bit masks, so that one comparison serves factors and dimensions alike.

Every plain factor is one *mark*. A dimension has two rows of marks: `at least so much` for the side that more of it
favours, and `at most so much` for the other (the magnitude factors of Horty, Reasoning with dimensions and
magnitudes, 2019). So one case is at least as strong for a side as another where its marks for that side include the
other's, and its marks against that side are included in the other's, on factors and dimensions at once.

What a case leaves open makes a set of marks open too: some are surely in it, some may be.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from math import inf

from casecli.logic import Truth
from casecli.model.factors import Dimension
from casecli.model.precedents import CaseBase, Ground, PastCase, Place, Profile
from casecli.nouns import NamedTuple


class Reasons(NamedTuple):
    """A set of marks: those surely in it, and those that may be (the sure ones among them)."""

    sure: int
    may: int


NONE = Reasons(0, 0)


def within(a: Reasons, b: Reasons) -> Truth:
    """Whether every mark of ``a`` is in ``b``."""
    return int(not a.sure & ~b.may), int(bool(a.may & ~b.sure))


def joined(a: Reasons, b: Reasons) -> Reasons:
    """The marks that are in one of the two."""
    return Reasons(a.sure | b.sure, a.may | b.may)


class _Row(NamedTuple):
    """The marks of a dimension: its steps, and the first bits of `at least` and `at most`."""

    dimension: Dimension
    steps: tuple[float, ...]
    least: int
    most: int

    def at_least(self, value: float) -> int:
        """The marks of having at least so much; the lowest step says nothing and has none."""
        return ((1 << bisect_right(self.steps, value) - 1) - 1) << self.least

    def at_most(self, value: float) -> int:
        """The marks of having at most so much; the highest step says nothing and has none."""
        first, last = bisect_left(self.steps, value), len(self.steps) - 1
        return ((1 << last) - (1 << first)) << self.most if first < last else 0

    @property
    def everything(self) -> int:
        """All marks of the dimension."""
        return ((1 << 2 * (len(self.steps) - 1)) - 1) << self.least


class Notation:
    """Numbers the marks of a case base, and of further profiles that are compared with it."""

    def __init__(self, base: CaseBase, further: Iterable[Profile] = ()) -> None:
        self.base = base
        self.marks = {f.id: 1 << i for i, f in enumerate(base.factors)}
        self.side_marks = {s: sum(self.marks[f.id] for f in base.factors if f.favours == s) for s in base.sides}
        self.rows: dict[str, _Row] = {}
        profiles = [*(x.profile for x in base.cases), *further]
        grounds = [g for x in base.cases for g in x.reason or ()]
        first = len(self.marks)
        for dimension in base.dimensions:
            steps = _steps(dimension, profiles, grounds)
            self.rows[dimension.id] = _Row(dimension, steps, first, first + len(steps) - 1)
            first += 2 * (len(steps) - 1)

    def read(self, profile: Profile) -> dict[str, Reasons]:
        """What speaks for each side in a case."""
        sure = sum(self.marks[f] for f in profile.holds)
        may = sure | sum(self.marks[f] for f in profile.open)
        return {
            side: self._placed(side, profile, Reasons(sure & marks, may & marks))
            for side, marks in self.side_marks.items()
        }

    def _placed(self, side: str, profile: Profile, found: Reasons) -> Reasons:
        for name, place in profile.places.items():
            found = joined(found, self.standing(name, side, place))
        return found

    def standing(self, dimension: str, side: str, place: Place) -> Reasons:
        """What a place on a dimension says for a side."""
        row = self.rows[dimension]
        if row.dimension.high == side:
            sure, may = row.at_least(place.low), row.at_least(place.high)
        else:
            sure, may = row.at_most(place.high), row.at_most(place.low)
        return Reasons(sure if place.sure else 0, may)

    def stated(self, case: PastCase, side: str, ground: Ground) -> Reasons:
        """What one part of a stated reason says: the factor, or the place on the dimension that was held to suffice."""
        if ground.id in self.marks:
            return Reasons(self.marks[ground.id], self.marks[ground.id])
        place = case.profile.places[ground.id] if ground.at is None else Place(ground.at, ground.at)
        return self.standing(ground.id, side, place)

    def names(self, marks: int) -> tuple[str, ...]:
        """The factors and dimensions to which some marks belong, in the order of the case base."""
        plain = [name for name, mark in self.marks.items() if marks & mark]
        return (*plain, *(name for name, row in self.rows.items() if marks & row.everything))


def _steps(dimension: Dimension, profiles: Iterable[Profile], grounds: Iterable[Ground]) -> tuple[float, ...]:
    """The places that can be told apart on a dimension: the steps of a scale, or the numbers that occur."""
    if dimension.values:
        return tuple(float(i) for i in range(len(dimension.values)))
    places = [p.places[dimension.id] for p in profiles if dimension.id in p.places]
    ends = {end for place in places for end in (place.low, place.high)}
    ends |= {g.at for g in grounds if g.id == dimension.id and g.at is not None}
    return tuple(sorted({-inf, inf, *ends}))
