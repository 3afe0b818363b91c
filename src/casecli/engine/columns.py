"""Conditions over many variants of one situation at once: one bit a variant.

The same tables of truth (`logic`) over wider planes: Python's own integers, or arrays of machine words. A fact that
varies has a plane for each of its cells, saying in which columns that cell is open; every other fact is the same in
all columns. Planes hold no bit beyond ``full``, so the complement of one is `full ^ plane` on either carrier.

A truth that is settled in every column has one plane, and what follows from such truths alone has one too: where all is
known the second is never worked out. `pair`, `surely` and `may_fail` ask for what is needed of a truth.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from casecli.engine.evaluate import FORMS
from casecli.logic import Plane, Truth, both, either, negation
from casecli.model import conditions as c
from casecli.model.case import Situation
from casecli.model.rulebook import Criterion, Group, Level, Reading


class Columns:
    """Answers questions about many variants of a situation."""

    def __init__(
        self,
        situation: Situation,
        width: int,
        varied: Mapping[str, Sequence[Plane]],
        full: Plane = None,
        settled: Container[str] = (),
    ) -> None:
        """``width`` is the number of columns, ``varied`` the planes of the cells of the facts that vary.

        ``full`` is the plane in which every column is set, where planes are no Python integers. ``settled`` are the
        facts that vary of which every column has exactly one cell.
        """
        self.situation, self.width, self.varied = situation, width, varied
        self.full = (1 << width) - 1 if full is None else full
        self.settled = settled
        self.true: Truth = (self.full, None)
        self.false: Truth = (0, None)
        self._memory: dict[Any, Truth] = {}
        self._levels: dict[str, list[Plane]] = {}

    def pair(self, truth: Truth) -> Truth:
        """Both planes of a truth: where it may hold, and where it may not."""
        return (truth[0], self.full ^ truth[0]) if truth[1] is None else truth

    def surely(self, truth: Truth) -> Plane:
        """Where a truth surely holds."""
        return truth[0] if truth[1] is None else self.full ^ truth[1]

    def may_fail(self, truth: Truth) -> Plane:
        """Where a truth may not hold."""
        return self.full ^ truth[0] if truth[1] is None else truth[1]

    def truth(self, condition: c.Condition, reading: Reading) -> Truth:
        """The truth of a condition in every column."""
        key: Any = condition.key
        if condition.points:
            positions = reading.positions
            key = (key, *[positions[p] for p in condition.points])
        found = self._memory.get(key)
        if found is None:
            found = self._memory[key] = getattr(self, FORMS[type(condition)])(condition, reading)
        return found

    def _all(self, condition: c.All, reading: Reading) -> Truth:
        return self.all_of(self.truth(x, reading) for x in condition.children)

    def _any(self, condition: c.Any, reading: Reading) -> Truth:
        return self.any_of(self.truth(x, reading) for x in condition.children)

    def _not(self, condition: c.Not, reading: Reading) -> Truth:
        return self.contrary(self.truth(condition.child, reading))

    def _by(self, condition: c.By, reading: Reading) -> Truth:
        position = reading.positions[condition.point]
        return self.any_of(self.truth(x, reading) for i, x in condition.branches if i <= position)

    def _met(self, condition: c.Met, reading: Reading) -> Truth:
        target = condition.target
        return self.basis(target, reading) if isinstance(target, Group) else self.met(target, reading)

    def _count(self, condition: c.Count, reading: Reading) -> Truth:
        return self._at_least(condition.at_least, [self.truth(x, reading) for x in condition.children])

    def _in_domain(self, condition: c.InDomain, reading: Reading) -> Truth:  # noqa: ARG002 - as all forms
        return self.true if any(d in self.situation.domain for d in condition.domains) else self.false

    def _always(self, condition: c.Always, reading: Reading) -> Truth:  # noqa: ARG002 - as all forms
        return self.true

    def all_of(self, truths: Iterable[Truth]) -> Truth:
        """Where all of some truths hold. What is the same in all columns costs no plane."""
        true, false = self.true, self.false
        total = true
        for truth in truths:
            if truth is false:
                return truth
            if truth is true:
                continue
            if total is true:
                total = truth
            elif truth[1] is None is total[1]:
                total = (total[0] & truth[0], None)
            else:
                total = both(self.pair(total), self.pair(truth))
        return total

    def any_of(self, truths: Iterable[Truth]) -> Truth:
        """Where any of some truths holds."""
        true, false = self.true, self.false
        total = false
        for truth in truths:
            if truth is true:
                return truth
            if truth is false:
                continue
            if total is false:
                total = truth
            elif truth[1] is None is total[1]:
                total = (total[0] | truth[0], None)
            else:
                total = either(self.pair(total), self.pair(truth))
        return total

    def contrary(self, truth: Truth) -> Truth:
        """Where a truth does not hold."""
        if truth is self.true:
            return self.false
        if truth is self.false:
            return self.true
        return (self.full ^ truth[0], None) if truth[1] is None else negation(truth)

    def _test(self, condition: c.Test, reading: Reading) -> Truth:  # noqa: ARG002 - as all forms
        return self.tested(condition.fact, condition.mask)

    def tested(self, fact: str, mask: int) -> Truth:
        """Where a fact has one of the cells in a mask."""
        planes = self.varied.get(fact)
        if planes is None:
            left = self.situation.facts[fact].open
            if not left & ~mask:
                return self.true
            return (self.full, self.full) if left & mask else self.false
        return (self._within(planes, mask), None) if fact in self.settled else _parted(planes, mask)

    def _within(self, planes: Sequence[Plane], mask: int) -> Plane:
        """Where the one cell of a column is within a mask: by the fewer cells, those of the mask or the others."""
        others = (1 << len(planes)) - 1 & ~mask
        if mask.bit_count() <= others.bit_count():
            return _any_cell(planes, mask)
        return self.full ^ _any_cell(planes, others)

    def _at_least(self, least: int, truths: list[Truth]) -> Truth:
        """Columns in which so many can hold, and in which fewer may hold."""
        can = self._reached(least, [truth[0] for truth in truths])
        if all(truth[1] is None for truth in truths):
            return can, None
        return can, self.full ^ self._reached(least, [self.surely(truth) for truth in truths])

    def _reached(self, least: int, planes: Iterable[Plane]) -> Plane:
        """Columns in which so many of some planes are set: counted from none upwards."""
        found = [self.full] + [0] * least
        for plane in planes:
            for n in range(least, 0, -1):
                found[n] = found[n] | found[n - 1] & plane  # never in place: an array may be one that was given
        return found[least]

    def applies(self, rule: Criterion | Group, reading: Reading) -> Truth:
        """Where a criterion or group is asked at all."""
        if not rule.in_force.on(self.situation.law_day):
            return self.false
        return self.truth(rule.applies_when, reading) if rule.applies_when else self.true

    def asked(self, criterion: Criterion, reading: Reading) -> Truth:
        """Where a criterion is met, leaving aside whether it applies."""
        truth = self.truth(criterion.met_when, reading)
        if criterion.unless is None:
            return truth
        return self.all_of((truth, self.contrary(self.truth(criterion.unless, reading))))

    def met(self, criterion: Criterion, reading: Reading) -> Truth:
        """Where a criterion applies and is met."""
        return self.all_of((self.applies(criterion, reading), self.asked(criterion, reading)))

    def basis(self, group: Group, reading: Reading) -> Truth:
        """Where a basis is met: it applies, and every element does not apply or is met."""
        positions = reading.positions
        key = (group.id, *[positions[p] for p in group.points])
        found = self._memory.get(key)
        if found is None:
            rest = (self.holds(x, reading) for x in group.criteria if x.points)
            found = self._memory[key] = self.all_of((self._under_every_reading(group, reading), *rest))
        return found

    def _under_every_reading(self, group: Group, reading: Reading) -> Truth:
        """Where a basis holds but for the elements that rest on a contested point."""
        found = self._memory.get(group.id)
        if found is None:
            day = self.situation.law_day
            own = any(x.in_force.on(day) for x in group.criteria if x.group == group.id)
            held = (self.holds(x, reading) for x in group.criteria if not x.points)
            found = self._memory[group.id] = self.all_of((self.applies(group, reading), *held)) if own else self.false
        return found

    def holds(self, criterion: Criterion, reading: Reading) -> Truth:
        """Where a criterion does not apply or is met."""
        applies, asked = self.applies(criterion, reading), self.asked(criterion, reading)
        return asked if applies is self.true else self.any_of((self.contrary(applies), asked))

    def outcome(self, bases: Iterable[Group], reading: Reading) -> Truth:
        """Where a reading meets any basis."""
        return self.any_of(self.basis(b, reading) for b in bases)

    def level(self, level: Level, reading: Reading) -> list[Plane]:
        """A plane for each value that a level may have: first none, then its values."""
        found = self._levels.get(level.id)
        if found is None:
            found = self._levels[level.id] = self._measure(level, reading)
        return found

    def _measure(self, level: Level, reading: Reading) -> list[Plane]:
        count = len(level.values)
        if not level.in_force.on(self.situation.law_day):
            return [self.full] + [0] * count
        if level.members:
            return self._highest([self.level(member, reading) for _, member in level.members], count)
        applies = self.truth(level.applies_when, reading) if level.applies_when else self.true
        planes, left = [0] * (count + 1), applies[0]
        for i in range(count - 1, -1, -1):
            when = level.when[i]
            truth = self.truth(when, reading) if when else self.false
            planes[i + 1] = left & truth[0]
            left = left & self.may_fail(truth)  # never in place: an array is shared with what it came from
        planes[0] = left | self.may_fail(applies)
        return planes

    def _highest(self, members: list[list[Plane]], count: int) -> list[Plane]:
        """Each value up to the highest possible, where no member is surely above it."""
        planes, above = [0] * (count + 1), 0
        for i in range(count, -1, -1):
            may = 0
            for planes_of in members:
                may |= planes_of[i]
            planes[i] = may & (self.full ^ above)
            for planes_of in members:
                lower = 0
                for plane in planes_of[:i]:
                    lower |= plane
                above |= self.full ^ lower
        return planes

    def _level_test(self, condition: c.LevelTest, reading: Reading) -> Truth:
        return _parted(self.level(condition.level, reading), condition.mask)


def _parted(planes: Sequence[Plane], mask: int) -> Truth:
    """Where one of the values in a mask is open, and where another is."""
    return _any_cell(planes, mask), _any_cell(planes, ~mask)


def _any_cell(planes: Sequence[Plane], mask: int) -> Plane:
    """Where any of the cells in a mask is open."""
    found: Plane = 0
    for i, plane in enumerate(planes):
        if mask >> i & 1:
            found = plane if isinstance(found, int) and not found else found | plane
    return found
