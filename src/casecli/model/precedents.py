"""Case bases: past cases as the factors that they show, with the outcome on record."""

from collections.abc import Mapping

from casecli.model.factors import Concern, Dimension, Factor
from casecli.nouns import NamedTuple


class Place(NamedTuple):
    """Where a case stands on a dimension: the lowest and highest that is still open.

    For a scale these are the numbers of its steps. ``sure`` is false where the dimension may not be asked at all.
    """

    low: float
    high: float
    sure: bool = True


class Profile(NamedTuple):
    """What a case shows: the factors surely there, those that may be, and its places on the dimensions.

    A dimension without a place is not asked of the case.
    """

    holds: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()
    places: Mapping[str, Place] = {}


class Ground(NamedTuple):
    """A part of a stated reason: a factor, or a dimension with the place on it that was held to suffice."""

    id: str
    at: float | None = None


class PastCase(NamedTuple):
    """A past case with the outcome on record.

    ``outcome`` is the side it was decided for, None where it counts for neither; ``said`` the outcome as recorded.
    ``reason`` is the reason stated for it; None: everything that spoke for the side that won.
    """

    id: str
    case: str
    option: str
    title: str
    profile: Profile
    outcome: str | None
    said: str
    by: str | None = None
    source: str | None = None
    date: str | None = None
    reason: tuple[Ground, ...] | None = None


class CaseBase(NamedTuple):
    """Past cases over one set of factors.

    ``note`` says what weight they have, ``remarks`` what the reader should know about the input.
    """

    title: str
    note: str
    sides: tuple[str, str]
    factors: tuple[Factor, ...]
    dimensions: tuple[Dimension, ...]
    concerns: tuple[Concern, ...]
    cases: tuple[PastCase, ...]
    remarks: tuple[str, ...] = ()

    def against(self, side: str) -> str:
        """The other side."""
        return self.sides[1] if side == self.sides[0] else self.sides[0]
