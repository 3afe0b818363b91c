"""Flaws of criteria judged together: elements that never decide, items that ask twice, facts that pull two ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations, permutations, product
from typing import Any

from casecli.engine.readings import MAINSTREAM, readings
from casecli.engine.scores import credit_of
from casecli.model.rulebook import Criterion, Group, Reading, Rulebook
from casecli.nouns import NamedTuple
from casecli.questions.flaws import ERROR, NOTE, WARNING, Flaw, Rule
from casecli.questions.lint_criteria import Tried
from casecli.questions.rule_worlds import Axis, asks_of, count, day_of, ends, positions, worlds

MOST_OF_A_BASIS = 1 << 20
"""A basis is tried in more worlds than a criterion: each of its elements is one plane."""


def basis_flaws(rulebook: Rulebook) -> Iterator[Flaw]:
    """Each basis must be able to be met, and each element to be the only one that fails, in some basis at least."""
    idle: dict[str, list[str]] = {}
    for basis in rulebook.bases:
        day = day_of(rulebook, basis.in_force)
        elements = [x for x in basis.criteria if x.in_force.on(day)]
        for element in elements:
            tried = _decides(rulebook, element, _bound(element, elements), day)
            if isinstance(tried, Flaw):
                yield tried
            elif tried is None:
                yield Flaw(ERROR, "basis-never-met", basis.id, "no case can meet all its elements, on any reading")
                break
            elif not tried:
                idle.setdefault(element.id, []).append(basis.id)
    for name, where in idle.items():
        if where == [b.id for b in rulebook.bases if any(x.id == name for x in b.criteria)]:
            gateway = all(b.criteria[0].id == name for b in rulebook.bases if b.id in where)
            says = f"never decisive in {', '.join(where)}: wherever it fails, another element fails too"
            says += "; as a gateway it still says which ground is near" if gateway else ""
            yield Flaw(NOTE if gateway else WARNING, "never-decisive", name, says)


def decides(rulebook: Rulebook, basis: Group, element: Criterion) -> bool:
    """Whether a basis can fail for want of one element alone; also true where there are too many worlds to know."""
    day = day_of(rulebook, basis.in_force)
    elements = [x for x in basis.criteria if x.in_force.on(day)]
    return element not in elements or bool(_decides(rulebook, element, _bound(element, elements), day))


def _decides(rulebook: Rulebook, element: Criterion, beside: list[Criterion], day: date) -> bool | Flaw | None:
    """Whether an element can be the only one to fail; None where none can hold; a flaw where it is not decided."""
    here = worlds(rulebook, asks_of(*beside), day, MOST_OF_A_BASIS)
    if here is None:
        many = count(rulebook, asks_of(*beside))
        says = f"{many:,} worlds of the elements that share its facts are too many: not decided whether it matters"
        return Flaw(NOTE, "not-decided", element.id, says)
    _, wide = ends(rulebook)
    if not here.hold(beside, wide):
        return None
    rest = [x for x in beside if x is not element]
    tried = positions(rulebook, element.points, wide)
    return any(here.hold(rest, reading) & ~here.hold([element], reading) for reading in tried)


def _bound(element: Criterion, elements: Sequence[Criterion]) -> list[Criterion]:
    """The elements that share facts with one, directly or through others: the rest cannot bear on it."""
    asked = {x.id: {*(a := asks_of(x)).masks, *a.domains} for x in elements}
    bound, reached = {element.id}, set(asked[element.id])
    while more := [x.id for x in elements if x.id not in bound and asked[x.id] & reached]:
        bound.update(more)
        reached.update(*(asked[name] for name in more))
    return [x for x in elements if x.id in bound]


def duplicate_flaws(rulebook: Rulebook, rules: Iterable[Rule]) -> Iterator[Flaw]:
    """Criteria that say the same in every world and on every reading, where they are judged together or stand alone."""
    first: dict[Any, Criterion] = {}
    for rule in rules:
        criterion, meaning = rule.criterion, _meaning(rulebook, rule.criterion)
        if meaning is None:
            continue
        alike = first.setdefault((rule.of, criterion.group, meaning), criterion)
        if alike is not criterion:
            says = f"asks the same as {alike.id}, which counts beside it"
            yield Flaw(WARNING, "duplicate-condition", criterion.id, says)
        elif rule.of in rulebook.scores or rule.of is None:
            elsewhere = first.setdefault((rule.of, meaning), criterion)
            if elsewhere is not criterion:
                says = f"asks the same as {elsewhere.id} of {elsewhere.group}, where both are asked"
                yield Flaw(NOTE, "duplicate-condition", criterion.id, says)


def _meaning(rulebook: Rulebook, criterion: Criterion) -> Any:
    """What a criterion says, whatever its words: the worlds in which it earns its credit; None where too many."""
    here = worlds(rulebook, asks_of(criterion), day_of(rulebook, criterion.in_force))
    if here is None or not here.axes:
        return None
    found = [here.met(criterion, reading) for reading in positions(rulebook, criterion.points)]
    questions = tuple((axis.name, axis.values) for axis in here.axes.values())
    return questions, criterion.points, tuple(credit_of(criterion, truth, here.contrary)[0] for truth in found)


class Pull(NamedTuple):
    """An item that a fact moves: the pairs (better cell, worse cell)."""

    item: str
    pairs: frozenset[tuple[int, int]]


def two_way_flaws(rulebook: Rulebook, score: str, tried: Iterable[Tried]) -> Iterator[Flaw]:
    """Facts of which one value helps some items of a score and harms others: its range is then an outer bound."""
    by_fact: dict[str, list[Pull]] = {}
    reading = readings(rulebook, rulebook.as_of)[MAINSTREAM]
    for one in tried:
        for name, axis in one.here.axes.items():
            pairs = _pairs(one, axis, reading)
            if name in rulebook.facts and pairs:
                by_fact.setdefault(name, []).append(Pull(one.criterion.id, pairs))
    for name, pulls in by_fact.items():
        against = [(x, y) for x, y in combinations(pulls, 2) if any(pair[::-1] in y.pairs for pair in x.pairs)]
        both_ways = [x.item for x in pulls if any(pair[::-1] in x.pairs for pair in x.pairs)]
        if against or both_ways:
            items = dict.fromkeys([*both_ways, *(p.item for pair in against for p in pair)])
            says = f"pulls {score} both ways: what helps one of these items harms another: {', '.join(items)}"
            yield Flaw(NOTE, "two-way-fact", name, says)


def _pairs(tried: Tried, axis: Axis, reading: Reading) -> frozenset[tuple[int, int]]:
    """The pairs of cells of which the first earns an item's credit somewhere where the second does not."""
    here, criterion = tried.here, tried.criterion
    earned = credit_of(criterion, here.asked(criterion, reading), here.contrary)[0] & tried.asked
    lost = tried.asked & ~earned
    found: set[tuple[int, int]] = set()
    for a, b in permutations(range(len(axis.values)), 2):
        gains = (earned & axis.planes[a]) >> a * axis.stride
        if gains & (lost & axis.planes[b]) >> b * axis.stride:
            found.update(product(_cells(axis.values[a]), _cells(axis.values[b])))
    return frozenset(found)


def _cells(mask: int) -> list[int]:
    return [i for i in range(mask.bit_length()) if mask >> i & 1]
