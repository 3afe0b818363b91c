"""Bands of scores in columns, by comparing the digits of their sums: no number is made.

A share rounded down reaches a limit of L percent where (100 - L) of what earns is at least L of what does not.
"""

from __future__ import annotations

from collections.abc import Sequence

from casecli.engine.many import Bits, Tallied, Told
from casecli.engine.scores import one_band
from casecli.engine.tally import MAY, MAY_NOT, NEVER, SURE, add_up
from casecli.logic import Plane
from casecli.nouns import NamedTuple

WHOLE = 100


class Ends(NamedTuple):
    """For each band above the lowest, where the low end and where the high end reach it; and where items are asked."""

    low: Sequence[Plane]
    high: Sequence[Plane]
    asked: Plane


def ends_of(tallied: Tallied, full: Plane) -> Ends:
    """How far the ends of a score's range reach in every column, after the caps of what blocks it."""
    bands = tallied.score.bands
    names = [name for name, _ in bands]
    sure, may, never, may_not = (tallied.sums[kind] for kind in (SURE, MAY, NEVER, MAY_NOT))
    earns = _some(may)
    low, high = [], []
    for place, (_, limit) in enumerate(bands[1:], 1):
        at_low = _reaches(sure, may_not, limit, full)
        at_high = _reaches(may, never, limit, full) & earns
        for cap in tallied.caps:
            if names.index(cap.band) < place:
                at_low = at_low & (full ^ cap.may)
                at_high = at_high & (full ^ cap.surely)
        low.append(at_low)
        high.append(at_high)
    return Ends(low, high, earns | _some(may_not))


def band_of(tallied: Tallied, full: Plane) -> Told:
    """The band of a score in every column, `open` where its ends differ."""
    ends = ends_of(tallied, full)
    names = [name for name, _ in tallied.score.bands]

    def read(bits: Bits) -> str | None:
        asked, *reached = bits
        low, high = sum(reached[: len(ends.low)]), sum(reached[len(ends.low) :])
        return one_band(names[low : high + 1]) if asked else None

    return Told(f"{tallied.score.id}_band", [ends.asked, *ends.low, *ends.high], read)


def _reaches(earning: Sequence[Plane], lacking: Sequence[Plane], limit: int, full: Plane) -> Plane:
    """Where what earns is at least ``limit`` percent of what earns or lacks."""
    return _at_least(_times(earning, WHOLE - limit), _times(lacking, limit), full)


def _times(digits: Sequence[Plane], factor: int) -> list[Plane]:
    return add_up((plane, factor << place) for place, plane in enumerate(digits))


def _at_least(a: Sequence[Plane], b: Sequence[Plane], full: Plane) -> Plane:
    """Where the number with digits ``a`` is at least that with digits ``b``, from the lowest digit up."""
    found = full
    for place in range(max(len(a), len(b))):
        here, there = (x[place] if place < len(x) else 0 for x in (a, b))
        found = here & (full ^ there) | (full ^ here ^ there) & found
    return found


def _some(digits: Sequence[Plane]) -> Plane:
    total: Plane = 0
    for plane in digits:
        total = total | plane
    return total
