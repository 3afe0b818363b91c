"""The results of many variants read column by column, where their planes are Python's own integers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from casecli.engine.many import Bits, Many, Value, range_of
from casecli.logic import Plane

Row = tuple[Value, ...]
TO_BITS = bytes.maketrans(b"01", bytes((0, 1)))


def rows(many: Many, width: int) -> Iterator[Row]:
    """The results of each column, in the order of `many.names_of`; columns with equal bits are read once."""
    planes = [*(p for told in many.told for p in told.planes)]
    for tallied in many.scores:
        planes += chain(*tallied.sums, *((cap.may, cap.surely) for cap in tallied.caps))
    known: dict[Bits, Row] = {}
    for bits in zip(*(bits_of(plane, width) for plane in planes), strict=True):
        found = known.get(bits)
        if found is None:
            found = known[bits] = _read(many, bits)
        yield found


def bits_of(plane: Plane, width: int) -> bytes:
    """The bits of a plane, that of column 0 first: a byte for each, 0 or 1."""
    return format(plane, f"0{width}b").encode().translate(TO_BITS)[::-1]


def _read(many: Many, bits: Bits) -> Row:
    rest = iter(bits)
    row: list[Value] = [told.read(tuple(islice(rest, len(told.planes)))) for told in many.told]
    for tallied in many.scores:
        sums = [number(tuple(islice(rest, len(digits)))) for digits in tallied.sums]
        blockers = []
        for cap in tallied.caps:
            may, surely = islice(rest, 2)
            blockers += [(bool(surely), cap.band)] if may else []
        row += range_of(tallied.score, sums, blockers)
    return tuple(row)


def number(digits: Sequence[int]) -> int:
    """The number whose binary digits these are, lowest first."""
    return sum(digit << place for place, digit in enumerate(digits))
