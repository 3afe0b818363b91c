"""Bands of scores in columns, by comparing the digits of their sums: no number is made.

A share rounded down reaches a limit of L percent where (100 - L) of what earns is at least L of what does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casecli.engine.columns import Columns
from casecli.engine.many import Bits, Cap, Tallied, Told, tally_of
from casecli.engine.scores import one_band
from casecli.engine.tally import MAY, MAY_NOT, NEVER, SURE, any_of, at_least, times
from casecli.logic import Plane
from casecli.model.rulebook import Reading, Score
from casecli.nouns import NamedTuple

WHOLE = 100


class Measured(NamedTuple):
    """A score in every column, and where anything of it is asked."""

    tallied: Tallied
    full: Plane
    asked: Plane

    @property
    def surely_asked(self) -> Plane:
        """Where some item surely applies and is settled, so that no completion leaves nothing asked."""
        return any_of(self.tallied.sums[SURE]) | any_of(self.tallied.sums[NEVER])

    def low_at_least(self, percent: int) -> Plane:
        """Where the low end of the range is at least so many percent."""
        sums = self.tallied.sums
        return _reaches(sums[SURE], sums[MAY_NOT], percent, self.full)

    def high_at_least(self, percent: int) -> Plane:
        """Where the high end is at least so many percent."""
        sums = self.tallied.sums
        if not percent:
            return self.full
        return any_of(sums[MAY]) & _reaches(sums[MAY], sums[NEVER], percent, self.full)

    def surely(self, place: int) -> Plane:
        """Where the band is surely the one of that place or a higher one, after what caps it."""
        limit = self.tallied.score.bands[place][1]
        return self._uncapped([cap.may for cap in self._caps(place)]) & self.low_at_least(limit)

    def possibly(self, place: int) -> Plane:
        """Where it may be."""
        limit = self.tallied.score.bands[place][1]
        return self._uncapped([cap.surely for cap in self._caps(place)]) & self.high_at_least(limit)

    def _caps(self, place: int) -> list[Cap]:
        names = [name for name, _ in self.tallied.score.bands]
        return [cap for cap in self.tallied.caps if names.index(cap.band) < place]

    def _uncapped(self, blocked: Iterable[Plane]) -> Plane:
        found = self.asked
        for plane in blocked:
            found = found & (self.full ^ plane)
        return found


def measure(score: Score, columns: Columns, reading: Reading) -> Measured:
    """A score in every column."""
    return measured(tally_of(score, columns, reading), columns.full)


def measured(tallied: Tallied, full: Plane) -> Measured:
    """What has been tallied, to be compared."""
    return Measured(tallied, full, any_of(tallied.sums[MAY]) | any_of(tallied.sums[MAY_NOT]))


def band_of(tallied: Tallied, full: Plane) -> Told:
    """The band of a score in every column, `open` where its ends differ."""
    found = measured(tallied, full)
    names = [name for name, _ in tallied.score.bands]
    higher = range(1, len(names))
    low, high = [found.surely(place) for place in higher], [found.possibly(place) for place in higher]

    def read(bits: Bits) -> str | None:
        asked, *reached = bits
        return one_band(names[sum(reached[: len(low)]) : sum(reached[len(low) :]) + 1]) if asked else None

    return Told(f"{tallied.score.id}_band", [found.asked, *low, *high], read)


def _reaches(earning: Sequence[Plane], lacking: Sequence[Plane], percent: int, full: Plane) -> Plane:
    """Where what earns is at least so many percent of what earns or lacks."""
    return at_least(times(earning, WHOLE - percent), times(lacking, percent), full)
