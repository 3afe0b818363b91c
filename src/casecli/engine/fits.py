"""Classes in columns: which of a taxonomy's classes fits best in every column, by the rule of `classes`.

Shares of weight are compared without dividing: a part of one whole is at least a part of another where it is so after
each is taken as often as the other's whole.
"""

from __future__ import annotations

from functools import partial

from casecli.engine.columns import Columns
from casecli.engine.many import Told, those
from casecli.engine.tally import add_up, at_least, times
from casecli.logic import Plane
from casecli.model.rulebook import Group, Reading, Taxonomy
from casecli.nouns import NamedTuple


class Fit(NamedTuple):
    """A class in every column: the digits of the weight surely met, of how much, and where it fits."""

    met: list[Plane]
    whole: int
    fits: Plane


def best_of(taxonomy: Taxonomy, columns: Columns, reading: Reading) -> Told:
    """The classes that fit best in every column; None where none does, or the taxonomy is not asked."""
    asked = columns.full if taxonomy.in_force.on(columns.situation.law_day) else 0
    if taxonomy.applies_when:
        asked = asked & columns.truth(taxonomy.applies_when, reading)[0]
    found = [_fit(group, columns, reading) for group in taxonomy.classes]
    best = [_best(fit, found, columns.full) & asked for fit in found]
    return Told(f"class_{taxonomy.id}", best, partial(those, [group.id for group in taxonomy.classes]))


def _fit(group: Group, columns: Columns, reading: Reading) -> Fit:
    truths = [(x, columns.met(x, reading)) for x in group.criteria]
    whole = sum(x.weight for x in group.criteria)
    met = add_up((columns.surely(truth), x.weight) for x, truth in truths)
    kept = columns.full
    for x, truth in truths:
        if x.critical:
            kept = kept & truth[0]
    half = at_least(times(met, 2), constant(whole, columns.full), columns.full)
    return Fit(met, whole, kept & half)


def constant(number: int, full: Plane) -> list[Plane]:
    """The digits of a number that is the same in all columns."""
    return [full if number >> place & 1 else 0 for place in range(number.bit_length())]


def _best(fit: Fit, every: list[Fit], full: Plane) -> Plane:
    """Where a class fits and no other that fits has more of its weight met."""
    found = fit.fits
    for other in every:
        if other is not fit:
            more = at_least(times(fit.met, other.whole), times(other.met, fit.whole), full)
            found = found & (full ^ other.fits | more)
    return found
