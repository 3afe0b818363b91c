"""Scores in columns: each item's planes, and sums of weights kept as planes of their binary digits.

Sums are carry-save counters: three planes of one weight become one of that weight and one of twice it (five
operations), until two are left at each, which a ripple settles. Integers are made only on the way out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from casecli.engine.columns import Columns
from casecli.engine.scores import credit_of
from casecli.logic import Plane
from casecli.model.rulebook import Criterion, Reading, Score
from casecli.nouns import NamedTuple

SURE, MAY, NEVER, MAY_NOT = KINDS = range(4)
"""The sums of a score, in the order of the fields of `scores.Sums`."""


class Counted(NamedTuple):
    """An item with the planes in which it counts to each sum, and the cap of its band where it blocks."""

    item: Criterion
    cap: str | None
    planes: tuple[Plane, Plane, Plane, Plane]


def counted(score: Score, columns: Columns, reading: Reading) -> Iterator[Counted]:
    """Every item of the groups that apply in some column."""
    for group in score.groups:
        applies = columns.applies(group, reading)
        if not _any(applies[0]):
            continue
        for item in group.criteria:
            can, cannot = credit_of(item, columns.asked(item, reading))
            sure, never = columns.full ^ cannot, columns.full ^ can
            asked = columns.all_of((applies, columns.applies(item, reading)))
            if asked is not columns.true:
                can_ask, surely = asked[0], columns.full ^ asked[1]
                sure, can, never, cannot = surely & sure, can_ask & can, surely & never, can_ask & cannot
            yield Counted(item, group.blocked_at or score.blocked_at, (sure, can, never, cannot))


def _any(plane: Plane) -> bool:
    return bool(plane.any()) if hasattr(plane, "any") else bool(plane)


def add_up(weighed: Iterable[tuple[Plane, int]]) -> list[Plane]:
    """The binary digits, lowest first, of the sum of weights in each column."""
    digits: list[list[Plane]] = []
    for plane, weight in weighed:
        for place in range(weight.bit_length()):
            if weight >> place & 1:
                _at(digits, place).append(plane)
    place = 0
    while place < len(digits):
        row = digits[place]
        while len(row) > 2:  # noqa: PLR2004 - three become two
            a, b, c = row.pop(), row.pop(), row.pop()
            odd = a ^ b
            row.insert(0, odd ^ c)
            _at(digits, place + 1).append((a & b) | (odd & c))
        if len(row) == 2:  # noqa: PLR2004 - and two become one
            a, b = row.pop(), row.pop()
            row.append(a ^ b)
            _at(digits, place + 1).append(a & b)
        place += 1
    return [row[0] if row else 0 for row in digits]


def _at(digits: list[list[Plane]], place: int) -> list[Plane]:
    while len(digits) <= place:
        digits.append([])
    return digits[place]


def times(digits: Sequence[Plane], factor: int) -> list[Plane]:
    """The digits of a number taken so many times."""
    return add_up((plane, factor << place) for place, plane in enumerate(digits))


def at_least(a: Sequence[Plane], b: Sequence[Plane], full: Plane) -> Plane:
    """Where the number with digits ``a`` is at least that with digits ``b``, from the lowest digit up."""
    found = full
    for place in range(max(len(a), len(b))):
        here, there = (x[place] if place < len(x) else 0 for x in (a, b))
        found = here & (full ^ there) | (full ^ here ^ there) & found
    return found


def sums(items: Sequence[Counted], full: Plane) -> list[list[Plane]]:
    """The digits of the four sums of some items; what counts in every column is added up beforehand."""
    return [_sum(items, kind, full) for kind in KINDS]


def _sum(items: Sequence[Counted], kind: int, full: Plane) -> list[Plane]:
    everywhere, varied = 0, []
    for x in items:
        plane = x.planes[kind]
        if plane is full or (isinstance(full, int) and plane == full):
            everywhere += x.item.weight
        else:
            varied.append((plane, x.item.weight))
    return add_up([*varied, (full, everywhere)])
