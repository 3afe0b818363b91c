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
            credit = credit_of(item, columns.asked(item, reading), columns.contrary)
            asked = columns.applies(item, reading)
            earns = columns.all_of((applies, asked, credit))
            lacks = columns.all_of((applies, asked, columns.contrary(credit)))
            planes = (columns.surely(earns), earns[0], columns.surely(lacks), lacks[0])
            yield Counted(item, group.blocked_at or score.blocked_at, planes)


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


def any_of(planes: Iterable[Plane]) -> Plane:
    """Where any of some planes is set."""
    total: Plane = 0
    for plane in planes:
        total = total | plane
    return total


def sums(items: Sequence[Counted], full: Plane) -> list[list[Plane]]:
    """The digits of the four sums of some items; what is settled is added up once for what is sure and what may be."""
    most = sum(x.item.weight for x in items).bit_length()  # a sum needs no more digits than all weights together
    found: list[list[Plane]] = [[] for _ in KINDS]
    for surely, possibly in ((SURE, MAY), (NEVER, MAY_NOT)):
        settled = [x for x in items if x.planes[surely] is x.planes[possibly]]
        others = [x for x in items if x.planes[surely] is not x.planes[possibly]]
        alike = add_up(_of_kind(settled, surely, full))[:most]
        for kind in (surely, possibly):
            both = [(digit, 1 << place) for place, digit in enumerate(alike)]
            found[kind] = add_up([*both, *_of_kind(others, kind, full)])[:most] if others else alike
    return found


def _of_kind(items: Sequence[Counted], kind: int, full: Plane) -> list[tuple[Plane, int]]:
    """The planes and weights that make a sum; what counts in every column is added up beforehand."""
    everywhere, varied = 0, []
    for x in items:
        plane = x.planes[kind]
        if plane is full or (isinstance(full, int) and plane == full):
            everywhere += x.item.weight
        elif not isinstance(plane, int) or plane:
            varied.append((plane, x.item.weight))
    return [*varied, (full, everywhere)]
