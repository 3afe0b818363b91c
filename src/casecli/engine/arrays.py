"""The results of many cases read all together, where their planes are arrays of machine words: needs numpy.

Words and ranges come from the functions that serve a single case: they are asked once for each combination that
occurs, or once for each share and band that can, and looked up from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from casecli.engine.many import Tallied, Told
from casecli.engine.scores import band_at, percent
from casecli.engine.tally import MAY, MAY_NOT, NEVER, SURE
from casecli.logic import Plane
from casecli.nouns import NamedTuple

Array = NDArray[Any]
WORD, BYTE = 64, 8
SMALL = 16  # so many planes make codes that are counted in a table; more are sorted
NOTHING = -1
"""In place of a number where nothing is asked."""


class Coded(NamedTuple):
    """A column of words: for each case the place of its word; None is a word too."""

    codes: Array
    words: Sequence[str | None]


def everywhere(count: int) -> Array:
    """The plane in which every one of ``count`` cases is set, and those that fill up the last word."""
    return np.full(-(-count // WORD), ~np.uint64(0))


def planes_of(codes: Array, states: Sequence[int], cells: int) -> list[Array]:
    """For each cell of a fact, the cases in which it is open: ``codes`` are places in ``states``, masks of cells."""
    filled = np.resize(codes, -(-len(codes) // WORD) * WORD)  # a last word that is not full begins anew
    is_open = (np.array([mask >> cell & 1 for mask in states], dtype=np.uint8) for cell in range(cells))
    return [np.packbits(table[filled], bitorder="little").view(np.uint64) for table in is_open]


def bits_of(plane: Plane, count: int) -> Array:
    """The bits of a plane, a byte for each case."""
    if isinstance(plane, int):  # what holds in no case
        return np.zeros(count, dtype=np.uint8)
    return np.unpackbits(plane.view(np.uint8), count=count, bitorder="little")


def number(digits: Sequence[Plane], count: int) -> Array:
    """The number of each case, from its binary digits, lowest first."""
    total: Array = np.zeros(count, dtype=np.uint8)
    for first in range(0, len(digits), BYTE):
        part = np.zeros(count, dtype=np.uint8)
        for place, plane in enumerate(digits[first : first + BYTE]):
            part |= bits_of(plane, count) << np.uint8(place)
        total = part if not first else total | part.astype(np.uint64) << np.uint64(first)
    return total


def words(told: Told, count: int) -> Coded:
    """A result in words for every case."""
    codes = number(told.planes, count)
    seen: Array
    if len(told.planes) <= SMALL:
        seen = np.flatnonzero(np.bincount(codes))
        place = np.zeros(1 << len(told.planes), dtype=np.int64)
        place[seen] = np.arange(len(seen))
        inverse = place[codes]
    else:
        seen, inverse = np.unique(codes, return_inverse=True)
    said = [told.read(tuple(int(code) >> i & 1 for i in range(len(told.planes)))) for code in seen]
    return Coded(inverse, said)


def ranges(tallied: Tallied, count: int) -> tuple[Array, Array, Array, Coded]:
    """Low, estimate, high and band of a score for every case; `NOTHING` where nothing is asked."""
    digits = tallied.sums
    sure, never = (number(digits[kind], count).astype(np.int32) for kind in (SURE, NEVER))
    most = tallied.whole
    if digits[MAY] is digits[SURE] and digits[MAY_NOT] is digits[NEVER]:  # nothing is open: one share is both ends
        share = _share(sure, never, most, empty=NOTHING)
        return share, share, share, _bands(tallied, share, share, (sure + never) == 0)
    may, may_not = (number(digits[kind], count).astype(np.int32) for kind in (MAY, MAY_NOT))
    unasked = (may + may_not) == 0
    low = _share(sure, may_not, most, empty=100)
    high = _share(may, never, most, empty=0)
    estimate = _share(sure, never, most, empty=NOTHING)
    for found in (low, high, estimate):
        found[unasked] = NOTHING
    return low, estimate, high, _bands(tallied, low, high, unasked)


def _share(part: Array, rest: Array, most: int, *, empty: int) -> Array:
    """What a part is of itself and the rest, in percent."""
    return _shares(most, empty).take((part + rest) * (most + 1) + part)


@lru_cache(maxsize=8)
def _shares(most: int, empty: int) -> Array:
    """Every share in percent of wholes up to ``most``, row by row: the whole, and in it the part."""
    table = np.zeros((most + 1, most + 1), dtype=np.int8)
    for whole in range(most + 1):
        table[whole, : whole + 1] = [percent(part, whole, empty=empty) for part in range(whole + 1)]
    return table.ravel()


def _bands(tallied: Tallied, low: Array, high: Array, unasked: Array) -> Coded:
    """The band, `open` where the ends of the range differ."""
    names: list[str | None] = [name for name, _ in tallied.score.bands]
    at = _band_table(tallied.score.bands)
    lowest, highest = at[low], at[high]
    for cap in tallied.caps:
        place = np.int8(names.index(cap.band))
        may, surely = (bits_of(plane, len(low)).astype(bool) for plane in (cap.may, cap.surely))
        lowest = np.where(may, np.minimum(lowest, place), lowest)
        highest = np.where(surely, np.minimum(highest, place), highest)
    codes = np.where(lowest == highest, lowest, np.int8(len(names)))
    codes[unasked] = len(names) + 1
    return Coded(codes, [*names, "open", None])


@lru_cache(maxsize=8)
def _band_table(bands: tuple[tuple[str, int], ...]) -> Array:
    """The place of the band for every percent; the last entry stands for `NOTHING`."""
    return np.array([band_at(bands, points) for points in range(101)] + [0], dtype=np.int8)
