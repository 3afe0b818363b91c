"""The condition language: what a rule may ask.

Conditions are interned when a rulebook is built: equal ones are one object with one ``key``, so that an
evaluator works each out once. ``points`` names the contested points on which the answer may depend.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casecli.nouns import NamedTuple

if TYPE_CHECKING:
    from casecli.model.rulebook import Criterion, Group, Level


class Always(NamedTuple):
    """True: for a position that asks nothing."""

    key: int
    points: tuple[str, ...] = ()


class Test(NamedTuple):
    """A fact is among the values of ``mask``."""

    key: int
    points: tuple[str, ...]
    fact: str
    mask: int


class LevelTest(NamedTuple):
    """A level is among the values of ``mask``: bit i + 1 for value i, bit 0 (no value) never."""

    key: int
    points: tuple[str, ...]
    level: Level
    mask: int


class InDomain(NamedTuple):
    """The case belongs to one of these domains."""

    key: int
    points: tuple[str, ...]
    domains: tuple[str, ...]


class All(NamedTuple):
    """Every child holds."""

    key: int
    points: tuple[str, ...]
    children: tuple[Condition, ...]


class Any(NamedTuple):
    """At least one child holds."""

    key: int
    points: tuple[str, ...]
    children: tuple[Condition, ...]


class Not(NamedTuple):
    """The child does not hold."""

    key: int
    points: tuple[str, ...]
    child: Condition


class Count(NamedTuple):
    """At least so many children hold."""

    key: int
    points: tuple[str, ...]
    at_least: int
    children: tuple[Condition, ...]


class By(NamedTuple):
    """Any of the branches up to the position that the reading takes on a contested point.

    ``branches`` are (index of the position, condition with the position's needs), narrow to wide.
    """

    key: int
    points: tuple[str, ...]
    point: str
    branches: tuple[tuple[int, Condition], ...]


class Met(NamedTuple):
    """Another criterion or basis is met; false where it does not apply or is not in force."""

    key: int
    points: tuple[str, ...]
    target: Criterion | Group


Condition = Always | Test | LevelTest | InDomain | All | Any | Not | Count | By | Met


def parts(condition: Condition) -> tuple[Condition, ...]:
    """The conditions directly inside one; empty for a leaf and for `met`."""
    if isinstance(condition, All | Any | Count):
        return condition.children
    if isinstance(condition, Not):
        return (condition.child,)
    if isinstance(condition, By):
        return tuple(branch for _, branch in condition.branches)
    return ()
