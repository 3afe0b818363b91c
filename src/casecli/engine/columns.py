"""Conditions over many variants of one situation at once: one bit a variant.

The same tables of truth (`logic`) over wider planes: Python's own integers, or arrays of machine words. A fact that
varies has a plane for each of its cells, saying in which columns that cell is open; every other fact is the same in
all columns. Planes hold no bit beyond ``full``, so the complement of one is `full ^ plane` on either carrier.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from casecli.logic import Plane, Truth, both, either, negation
from casecli.model import conditions as c
from casecli.model.case import Situation
from casecli.model.rulebook import Criterion, Group, Level, Reading


class Columns:
    """Answers questions about many variants of a situation."""

    def __init__(
        self, situation: Situation, width: int, varied: Mapping[str, Sequence[Plane]], full: Plane = None
    ) -> None:
        """``width`` is the number of columns, ``varied`` the planes of the cells of the facts that vary.

        ``full`` is the plane in which every column is set, where planes are no Python integers.
        """
        self.situation, self.width, self.varied = situation, width, varied
        self.full = (1 << width) - 1 if full is None else full
        self.true: Truth = (self.full, 0)
        self.false: Truth = (0, self.full)
        self._memory: dict[Any, Truth] = {}
        self._levels: dict[str, list[Plane]] = {}

    def truth(self, condition: c.Condition, reading: Reading) -> Truth:
        """The truth of a condition in every column."""
        key: Any = condition.key
        if condition.points:
            positions = reading.positions
            key = (key, *[positions[p] for p in condition.points])
        found = self._memory.get(key)
        if found is None:
            found = self._memory[key] = self._work_out(condition, reading)
        return found

    def _work_out(self, condition: c.Condition, reading: Reading) -> Truth:  # noqa: C901, PLR0911 - a case a kind
        match condition:
            case c.Test():
                return self._test(condition.fact, condition.mask)
            case c.All():
                return self.all_of(self.truth(x, reading) for x in condition.children)
            case c.Any():
                return self.any_of(self.truth(x, reading) for x in condition.children)
            case c.Not():
                return self.contrary(self.truth(condition.child, reading))
            case c.By():
                position = reading.positions[condition.point]
                return self.any_of(self.truth(x, reading) for i, x in condition.branches if i <= position)
            case c.Met():
                target = condition.target
                return self.basis(target, reading) if isinstance(target, Group) else self.met(target, reading)
            case c.Count():
                return self._at_least(condition.at_least, [self.truth(x, reading) for x in condition.children])
            case c.LevelTest():
                return self._level_test(condition.level, condition.mask, reading)
            case c.InDomain():
                inside = any(d in self.situation.domain for d in condition.domains)
                return self.true if inside else self.false
            case c.Always():
                return self.true

    def all_of(self, truths: Iterable[Truth]) -> Truth:
        """Where all of some truths hold. What is the same in all columns costs no plane."""
        total = self.true
        for truth in truths:
            if truth is self.false:
                return truth
            if truth is not self.true:
                total = truth if total is self.true else both(total, truth)
        return total

    def any_of(self, truths: Iterable[Truth]) -> Truth:
        """Where any of some truths holds."""
        total = self.false
        for truth in truths:
            if truth is self.true:
                return truth
            if truth is not self.false:
                total = truth if total is self.false else either(total, truth)
        return total

    def contrary(self, truth: Truth) -> Truth:
        """Where a truth does not hold."""
        if truth is self.true:
            return self.false
        return self.true if truth is self.false else negation(truth)

    def _test(self, fact: str, mask: int) -> Truth:
        planes = self.varied.get(fact)
        if planes is None:
            left = self.situation.facts[fact].open
            if not left & ~mask:
                return self.true
            return (self.full, self.full) if left & mask else self.false
        return _parted(planes, mask)

    def _at_least(self, least: int, truths: list[Truth]) -> Truth:
        """Columns in which so many can hold, and in which fewer may hold: counted from none upwards."""
        can, surely = [self.full] + [0] * least, [self.full] + [0] * least
        for may, may_not in truths:
            holds = self.full ^ may_not
            for n in range(least, 0, -1):
                can[n] |= can[n - 1] & may
                surely[n] |= surely[n - 1] & holds
        return can[least], self.full ^ surely[least]

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
        day = self.situation.law_day
        if not any(x.in_force.on(day) for x in group.criteria if x.group == group.id):
            return self.false
        return self.all_of((self.applies(group, reading), *(self.holds(x, reading) for x in group.criteria)))

    def holds(self, criterion: Criterion, reading: Reading) -> Truth:
        """Where a criterion does not apply or is met."""
        return self.any_of((self.contrary(self.applies(criterion, reading)), self.asked(criterion, reading)))

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
            can, cannot = self.truth(when, reading) if when else self.false
            planes[i + 1] = left & can
            left = left & cannot  # never in place: an array is shared with what it came from
        planes[0] = left | applies[1]
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

    def _level_test(self, level: Level, mask: int, reading: Reading) -> Truth:
        return _parted(self.level(level, reading), mask)


def _parted(planes: Sequence[Plane], mask: int) -> Truth:
    """Where one of the values in a mask is open, and where another is."""
    passes: Plane = 0
    fails: Plane = 0
    for i, plane in enumerate(planes):
        if mask >> i & 1:
            passes = passes | plane if i and mask & ((1 << i) - 1) else plane
        else:
            fails = fails | plane if i and ~mask & ((1 << i) - 1) else plane
    return passes, fails
