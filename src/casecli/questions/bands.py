"""The bands of a score in columns: where it surely has at least a band, and where it may have.

The same sums and caps as for one case (`scores`), compared with the limits of the bands as planes of binary digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casecli.engine.columns import Columns
from casecli.engine.tally import KINDS, MAY, MAY_NOT, NEVER, SURE, Counted, add_up, counted
from casecli.logic import Plane
from casecli.model.rulebook import Reading, Score
from casecli.nouns import NamedTuple

Digits = list[Plane]


class Measured(NamedTuple):
    """A score in every column: the digits of its four sums, where anything of it is asked, and what caps its band.

    ``caps`` are (where a band surely caps it, where it may, the place of that band).
    """

    score: Score
    full: Plane
    sums: tuple[Digits, ...]
    asked: Plane
    caps: tuple[tuple[Plane, Plane, int], ...]

    def low_at_least(self, percent: int) -> Plane:
        """Where the low end of the range is at least so many percent."""
        return at_least(self.sums[SURE], self.sums[MAY_NOT], percent, self.full)

    def high_at_least(self, percent: int) -> Plane:
        """Where the high end is at least so many percent."""
        some = 0
        for digit in (*self.sums[MAY], *self.sums[NEVER]):
            some |= digit
        return some & at_least(self.sums[MAY], self.sums[NEVER], percent, self.full) if percent else self.full

    def surely(self, place: int) -> Plane:
        """Where the band is surely the one of that place or a higher one."""
        found = self.asked & self.low_at_least(self.score.bands[place][1])
        for _, may, cap in self.caps:
            found &= self.full ^ may if cap < place else self.full
        return found

    def possibly(self, place: int) -> Plane:
        """Where it may be."""
        found = self.asked & self.high_at_least(self.score.bands[place][1])
        for surely, _, cap in self.caps:
            found &= self.full ^ surely if cap < place else self.full
        return found


def measure(score: Score, columns: Columns, reading: Reading) -> Measured:
    """A score in every column."""
    items = list(counted(score, columns, reading))
    names = [name for name, _ in score.bands]
    asked = 0
    for x in items:
        asked |= x.planes[MAY] | x.planes[MAY_NOT]
    caps = [
        (x.planes[NEVER], x.planes[MAY_NOT], names.index(x.cap)) for x in items if x.item.critical and x.cap is not None
    ]
    sums = tuple(_sum(items, kind, columns.full) for kind in KINDS)
    return Measured(score, columns.full, sums, asked, tuple(caps))


def _sum(items: Iterable[Counted], kind: int, full: Plane) -> Digits:
    """The digits of one sum; what counts in every column is added up beforehand."""
    everywhere, varied = 0, []
    for x in items:
        plane = x.planes[kind]
        if plane == full:
            everywhere += x.item.weight
        elif plane:
            varied.append((plane, x.item.weight))
    return add_up([*varied, (full, everywhere)])


def at_least(credited: Sequence[Plane], lacking: Sequence[Plane], percent: int, full: Plane) -> Plane:
    """Where one sum is at least so many percent of it and another together: neither is divided."""
    gained = _times(credited, 100 - percent)
    needed = _times(lacking, percent)
    found = full
    for place in range(max(len(gained), len(needed))):
        a = gained[place] if place < len(gained) else 0
        b = needed[place] if place < len(needed) else 0
        found = (a & (full ^ b)) | (found & (full ^ (a ^ b)))
    return found


def _times(digits: Sequence[Plane], factor: int) -> Digits:
    return add_up((digit, factor << place) for place, digit in enumerate(digits))
