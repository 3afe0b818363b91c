"""Factors: the considerations over which past cases are compared, each speaking for one side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casecli.nouns import NamedTuple

if TYPE_CHECKING:
    from casecli.model.conditions import Condition
    from casecli.model.facts import SourceRef, Value


class Factor(NamedTuple):
    """A consideration that is there or not, and speaks for one side where it is."""

    id: str
    title: str
    favours: str
    when: Condition | None = None
    sources: tuple[SourceRef, ...] = ()
    why: str | None = None


class Dimension(NamedTuple):
    """A scale or number on which more speaks for one side, and less for the other.

    ``values`` are the steps of a scale, lowest first; a number has none. Where ``applies_when`` does not hold, a case
    has no place on it.
    """

    id: str
    title: str
    high: str
    values: tuple[Value, ...] = ()
    fact: str = ""
    applies_when: Condition | None = None
    sources: tuple[SourceRef, ...] = ()
    why: str | None = None


class Concern(NamedTuple):
    """An intermediate factor: what some factors bear on. It explains, and constrains nothing."""

    id: str
    title: str
    of: tuple[str, ...] = ()
    sources: tuple[SourceRef, ...] = ()
    why: str | None = None


AnyFactor = Factor | Dimension | Concern
