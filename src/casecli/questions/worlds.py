"""Worlds: every way in which the open facts of a situation may be settled, as columns.

A fact counts by its classes of values that no rule tells apart. Worlds are numbered in mixed radix, the first fact
turning fastest, so that every value of a fact is a periodic pattern of bits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import prod
from typing import TYPE_CHECKING

from casecli.engine.columns import Columns
from casecli.engine.trace import of_rule
from casecli.model import conditions as c
from casecli.model.case import Situation
from casecli.model.facts import Fact, FactState
from casecli.model.rulebook import Rulebook
from casecli.nouns import NamedTuple

if TYPE_CHECKING:
    from random import Random

CHUNK = 1 << 17


class OpenFact(NamedTuple):
    """An open fact with its classes: each a mask of cells that no rule in question tells apart."""

    fact: Fact
    classes: tuple[int, ...]
    stride: int

    @property
    def period(self) -> int:
        """After how many worlds its values begin anew."""
        return self.stride * len(self.classes)


class Worlds(NamedTuple):
    """All worlds of a situation over some open facts."""

    situation: Situation
    facts: tuple[OpenFact, ...]

    @property
    def size(self) -> int:
        """How many worlds there are."""
        return prod(len(f.classes) for f in self.facts)

    def chunks(self) -> Iterator[Columns]:
        """The worlds in order as columns, CHUNK of them at a time."""
        for start in range(0, self.size, CHUNK):
            width = min(CHUNK, self.size - start)
            varied = {f.fact.id: planes_of(f, start, width) for f in self.facts}
            yield Columns(self.situation, width, varied)

    def sample(self, count: int, dice: Random, chances: Sequence[Sequence[float]] | None) -> dict[str, list[int]]:
        """The planes of so many worlds, each fact drawn by its own; ``chances`` are those of its classes, if any."""
        varied = {}
        for place, fact in enumerate(self.facts):
            digits = dice.choices(range(len(fact.classes)), chances[place] if chances else None, k=count)
            drawn = [int("".join("1" if d == digit else "0" for d in digits), 2) for digit in range(len(fact.classes))]
            varied[fact.fact.id] = _by_cell(fact, drawn)
        return varied


def worlds_of(
    situation: Situation, rulebook: Rulebook, names: Iterable[str], masks: Iterable[tuple[str, int]]
) -> Worlds:
    """The worlds over those of some facts that are open. ``masks`` are the tests that may tell values apart."""
    tests = by_fact(masks)
    facts, stride = [], 1
    for name in names:
        found = classes(rulebook.facts[name], situation.facts[name], tests.get(name, set()))
        if len(found) > 1:
            facts.append(OpenFact(rulebook.facts[name], found, stride))
            stride *= len(found)
    return Worlds(situation, tuple(facts))


def by_fact(tests: Iterable[tuple[str, int]]) -> dict[str, set[int]]:
    """The masks of some tests, by the fact that they test."""
    found: dict[str, set[int]] = {}
    for name, mask in tests:
        found.setdefault(name, set()).add(mask)
    return found


def classes(fact: Fact, state: FactState, tests: Iterable[int]) -> tuple[int, ...]:
    """The open values of a fact, those claimed included, put together where no test tells them apart."""
    tests = tuple(tests)
    groups: dict[tuple[bool, ...], int] = {}
    for cell in range(fact.cells):
        if state.open >> cell & 1:
            key = tuple(bool(mask >> cell & 1) for mask in tests)
            groups[key] = groups.get(key, 0) | 1 << cell
    return tuple(groups.values())


def planes_of(fact: OpenFact, start: int, width: int) -> list[int]:
    """For each cell of a fact, the worlds from ``start`` on in which it is open."""
    digits = range(len(fact.classes))
    return _by_cell(fact, [digit_plane(fact.stride, len(digits), digit, start, width) for digit in digits])


def _by_cell(fact: OpenFact, by_class: Sequence[int]) -> list[int]:
    """For each cell of a fact the columns of the class that holds it."""
    planes = [0] * fact.fact.cells
    for mask, plane in zip(fact.classes, by_class, strict=True):
        for cell in range(fact.fact.cells):
            if mask >> cell & 1:
                planes[cell] = plane
    return planes


def digit_plane(stride: int, base: int, digit: int, start: int, width: int) -> int:
    """The worlds from ``start`` on, ``width`` of them, whose digit of that stride and base has a value."""
    period = stride * base
    offset = start % period
    unit = ((1 << stride) - 1) << (digit * stride)
    length, wanted = period, offset + width
    while length < wanted:
        unit |= unit << length
        length *= 2
    return unit >> offset & ((1 << width) - 1)


def score_of(rulebook: Rulebook, score: str, asked: Sequence[str]) -> list[c.Condition]:
    """The conditions on which a score can rest, in the groups that may apply."""
    groups = [g for g in rulebook.scores[score].groups if g.id in asked]
    return [x for group in groups for x in of_rule(group)]
