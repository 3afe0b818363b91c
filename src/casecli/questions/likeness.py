"""How like two cases are: what they share, what is in one only, and what is not known."""

from __future__ import annotations

from fractions import Fraction

from casecli.model.precedents import CaseBase, PastCase, Place, Profile
from casecli.nouns import NamedTuple


class Likeness(NamedTuple):
    """A past case beside the case at hand, by factors and dimensions.

    ``unequal`` are dimensions on which both stand, at different places; ``open`` is what is not known in one of them.
    """

    case: str
    shared: tuple[str, ...]
    only_there: tuple[str, ...]
    only_here: tuple[str, ...]
    unequal: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def rank(self) -> tuple[Fraction, int]:
        """How near the past case is, for sorting: the part that is shared of all that is known, then how much."""
        apart = len(self.only_there) + len(self.only_here) + len(self.unequal)
        return Fraction(len(self.shared), max(1, len(self.shared) + apart)), len(self.shared)


def likeness(base: CaseBase, past: PastCase, here: Profile) -> Likeness:
    """What a past case shares with the case at hand.

    Factors that both lack are not shared, nor are dimensions on which both stand at the lowest step.
    """
    found: dict[str, list[str]] = {name: [] for name in ("shared", "only_there", "only_here", "unequal", "open")}
    there = past.profile
    for factor in base.factors:
        kind = _factor(factor.id in there.holds, factor.id in here.holds, factor.id in there.open | here.open)
        if kind:
            found[kind].append(factor.id)
    for dimension in base.dimensions:
        lowest = 0.0 if dimension.values else None
        kind = _dimension(there.places.get(dimension.id), here.places.get(dimension.id), lowest)
        if kind:
            found[kind].append(dimension.id)
    return Likeness(past.id, *(tuple(names) for names in found.values()))


def _factor(there: bool, here: bool, unsure: bool) -> str | None:  # noqa: FBT001 - three facts about one factor
    if unsure:
        return "open"
    if there and here:
        return "shared"
    return "only_there" if there else "only_here" if here else None


def _dimension(there: Place | None, here: Place | None, lowest: float | None) -> str | None:
    if there is None and here is None:
        return None
    if any(p and not (p.sure and p.low == p.high) for p in (there, here)):
        return "open"
    if there is None or here is None:
        return "only_there" if there else "only_here"
    if there == here:
        return None if there.low == lowest else "shared"
    return "unequal"


def nearest(base: CaseBase, here: Profile) -> list[Likeness]:
    """The past cases, decided or not, that share something with the case at hand, the nearest first."""
    found = [likeness(base, past, here) for past in base.cases]
    return sorted((x for x in found if x.shared), key=lambda x: x.rank, reverse=True)
