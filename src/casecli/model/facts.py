"""Facts: what can be asked of a case, and how far a case answers it.

A fact is the set of its values still open. The values of a fact are numbered *cells*, and a set of them is an
integer mask with bit i set where cell i is open: for a boolean the cells are false and true, for a choice or
scale its values in order, for a number the points and gaps that the rulebook's bounds cut it into
(``-inf..b1``, ``b1``, ``b1..b2``, ``b2`` ...), since no rule can tell more apart.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from casecli.nouns import NamedTuple

Value = bool | int | float | str

PRESUMED, KNOWN, DERIVED, DISPUTED, UNKNOWN = "presumed", "known", "derived", "disputed", "unknown"
NO_STEPS: Mapping[str, str] = MappingProxyType({})


class SourceRef(NamedTuple):
    """A source and the place in it."""

    id: str
    at: str | None = None
    note: str | None = None


class Derivation(NamedTuple):
    """How a fact follows from the Council's record, the case's votes or its mandates.

    ``of`` is one of DERIVATIONS in the loader's table; ``member`` whose record; ``yes`` and ``no`` the fact's values
    for what holds and what does not; ``years`` and ``least`` bound a share of past drafts; ``unless`` names a fact and
    the values with which nothing is derived.
    """

    of: str
    member: str | None = None
    yes: Value | None = None
    no: Value | None = None
    years: int = 0
    least: int = 0
    unless: tuple[str, tuple[Value, ...]] | None = None


class Fact(NamedTuple):
    """A question that a case file answers.

    ``kind`` is boolean, choice (unordered), scale (ordered, weakest first) or number; ``scope`` crisis, authority
    or response; ``presumed`` the value where a file is silent (None: then it is unknown); ``authoritative`` marks
    the findings of a court, the Council or the Assembly; ``bounds`` are the numbers that rules compare with;
    ``derived`` says how the fact follows from votes, vetoes or mandates where a case does not give it;
    ``never_advised`` is the mask of the values that advice does not name, since nobody can bring them about or they
    make another response, and ``steps`` says a value as a step to take where its own name is that of an outcome;
    ``background`` that no rule is meant to ask for it.
    """

    id: str
    title: str
    kind: str
    values: tuple[Value, ...]
    unit: str | None
    scope: str
    question: str
    note: str | None
    presumed: Value | None
    presumed_why: str | None
    presumed_sources: tuple[SourceRef, ...]
    authoritative: bool
    changed_by: str
    sources: tuple[SourceRef, ...]
    bounds: tuple[float, ...] = ()
    derived: Derivation | None = None
    never_advised: int = 0
    steps: Mapping[str, str] = NO_STEPS
    background: bool = False

    @property
    def cells(self) -> int:
        """How many values rules can tell apart."""
        return 2 * len(self.bounds) + 1 if self.kind == "number" else len(self.values)

    @property
    def anything(self) -> int:
        """The mask of a fact of which nothing is known."""
        return (1 << self.cells) - 1


class Claim(NamedTuple):
    """One side of a disputed fact."""

    open: int
    value: Any
    source: str | None = None
    date: dt.date | None = None
    note: str | None = None


class FactState(NamedTuple):
    """How far one fact is answered: ``open`` is the mask of what is still possible, ``value`` the answer as written."""

    fact: str
    open: int
    state: str
    value: Any = None
    claims: tuple[Claim, ...] = ()
    source: str | None = None
    date: dt.date | None = None
    confidence: str | None = None
    likelihood: tuple[tuple[Value, float], ...] = ()
    note: str | None = None
    path: tuple[str | int, ...] = ()


def silent(fact: Fact) -> FactState:
    """The state of a fact on which a case is silent: its presumed value where it has one, else unknown."""
    if fact.presumed is None:
        return FactState(fact.id, fact.anything, UNKNOWN)
    return FactState(fact.id, cell_of(fact, fact.presumed), PRESUMED, fact.presumed)


def cell_of(fact: Fact, value: Value) -> int:
    """The mask of a single value. Raises ValueError where the fact has no such value."""
    if fact.kind == "number":
        return span(fact, float(value), float(value))
    return 1 << fact.values.index(value)


def span(fact: Fact, low: float, high: float) -> int:
    """The mask of the cells of a number from ``low`` to ``high``, both included."""
    first = bisect_left(fact.bounds, low) * 2 + (low in fact.bounds)
    last = (bisect_right(fact.bounds, high) - (high in fact.bounds)) * 2 + (high in fact.bounds)
    return (1 << last + 1) - (1 << first)


def values_in(fact: Fact, mask: int) -> tuple[Value, ...]:
    """The values of a boolean, choice or scale that a mask leaves open."""
    return tuple(v for i, v in enumerate(fact.values) if mask >> i & 1)
