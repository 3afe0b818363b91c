"""Evaluate conditions on one situation: the readable statement of what they mean.

The return value is the explanation, a tree like the condition's. What several readings share is worked out
once: the memory is keyed by the condition and by the positions of the points on which it depends.
"""

from __future__ import annotations

from typing import Any

from casecli.logic import FALSE, OPEN, TRUE, Truth, both, either, negation
from casecli.model import conditions as c
from casecli.model.case import Situation
from casecli.model.explanation import Explanation, Finding, GroupFinding, Verdict
from casecli.model.rulebook import Criterion, Group, Level, Reading, Rulebook
from casecli.nouns import NamedTuple

NO_VALUE = 1
VERDICTS = {TRUE: Verdict.MET, FALSE: Verdict.NOT_MET, OPEN: Verdict.UNKNOWN}


def verdict_of(truth: Truth) -> Verdict:
    """Met, not met or unknown."""
    return VERDICTS[truth]


class Memory(NamedTuple):
    """What has been worked out, by what it is and by the positions on which it depends.

    ``masks`` are the facts' open values, ``asked`` the facts tested so far.
    """

    conditions: dict[Any, Explanation]
    findings: dict[Any, Finding]
    bases: dict[Any, GroupFinding]
    levels: dict[str, int]
    masks: dict[str, int]
    asked: set[str]


FORMS: dict[type, str] = {
    c.Test: "_test",
    c.All: "_all",
    c.Any: "_any",
    c.Not: "_not",
    c.By: "_by",
    c.Met: "_met",
    c.Count: "_count",
    c.LevelTest: "_level_test",
    c.InDomain: "_in_domain",
    c.Always: "_always",
}
"""The method of each evaluator that works out a form of condition. Kept by name: an evaluator that held its own methods
would refer to itself, and stay in memory long after the last one needed it."""


class Evaluator:
    """Answers questions about one situation under one reading."""

    __slots__ = ("masks", "memory", "reading", "rulebook", "situation")

    def __init__(
        self, rulebook: Rulebook, situation: Situation, reading: Reading, memory: Memory | None = None
    ) -> None:
        self.rulebook, self.situation, self.reading = rulebook, situation, reading
        self.memory = memory or Memory({}, {}, {}, {}, {k: s.open for k, s in situation.facts.items()}, set())
        self.masks = self.memory.masks

    def under(self, reading: Reading) -> Evaluator:
        """The same situation under another reading, sharing what does not depend on it."""
        return Evaluator(self.rulebook, self.situation, reading, self.memory)

    def explain(self, condition: c.Condition) -> Explanation:
        """The truth of a condition, with its grounds."""
        points = condition.points
        key: Any = condition.key
        if points:
            positions = self.reading.positions
            key = (key, *[positions[p] for p in points])
        found = self.memory.conditions.get(key)
        if found is None:
            explained: Explanation = getattr(self, FORMS[type(condition)])(condition)
            found = self.memory.conditions[key] = explained
        return found

    def facts_asked(self) -> list[str]:
        """The facts tested so far, under any reading, in the order of the rulebook."""
        asked = self.memory.asked
        return [name for name in self.masks if name in asked]

    def finding(self, criterion: Criterion) -> Finding:
        """What is found on a criterion."""
        positions = self.reading.positions
        key = (criterion.id, *[positions[p] for p in criterion.points]) if criterion.points else criterion.id
        found = self.memory.findings.get(key)
        if found is None:
            found = self.memory.findings[key] = self._find(criterion)
        return found

    def _find(self, criterion: Criterion) -> Finding:
        met = self.explain(criterion.met_when)
        truth = met.truth
        exception = scope = None
        if criterion.unless:
            exception = self.explain(criterion.unless)
            truth = both(truth, negation(exception.truth))
        applies = TRUE if criterion.in_force.on(self.situation.law_day) else FALSE
        if criterion.applies_when and applies is TRUE:
            scope = self.explain(criterion.applies_when)
            applies = scope.truth
        if applies == TRUE:  # as almost everywhere: then being met is all that counts
            return Finding(criterion, VERDICTS[truth], truth, truth, applies, met, exception, scope)
        verdict = Verdict.NOT_APPLICABLE if applies == FALSE else Verdict.UNKNOWN
        holds = either(negation(applies), truth)
        return Finding(criterion, verdict, both(applies, truth), holds, applies, met, exception, scope)

    def basis(self, group: Group) -> GroupFinding:
        """What is found on a basis: met where it applies and all its elements hold; never with none in force."""
        positions = self.reading.positions
        key = (group.id, *[positions[p] for p in group.points])
        found = self.memory.bases.get(key)
        if found is None:
            found = self.memory.bases[key] = self._judge(group)
        return found

    def _judge(self, group: Group) -> GroupFinding:
        applies = self.applies(group)
        findings = tuple(self.finding(x) for x in group.criteria)
        own = any(x.in_force.on(self.situation.law_day) for x in group.criteria if x.group == group.id)
        truth = applies if own else FALSE
        for finding in findings:
            truth = both(truth, finding.holds)
        return GroupFinding(group, truth, applies, findings)

    def applies(self, group: Group) -> Truth:
        """Whether a group is asked at all: in force, and its condition holds."""
        if not group.in_force.on(self.situation.law_day):
            return FALSE
        return self.explain(group.applies_when).truth if group.applies_when else TRUE

    def level(self, level: Level) -> int:
        """The values of a level still open: bit 0 for none, bit i + 1 for value i."""
        found = self.memory.levels.get(level.id)
        if found is None:
            found = self.memory.levels[level.id] = self._measure(level)
        return found

    def _measure(self, level: Level) -> int:
        if not level.in_force.on(self.situation.law_day):
            return NO_VALUE
        applies = self.explain(level.applies_when).truth if level.applies_when else TRUE
        if applies == FALSE:
            return NO_VALUE
        if level.members:
            return highest([self.level(member) for _, member in level.members])
        truths = [self.explain(w).truth if w else FALSE for w in level.when]
        return level_mask(truths) | (NO_VALUE if applies == OPEN else 0)

    def _always(self, condition: c.Condition) -> Explanation:
        return Explanation(condition, TRUE)

    def _test(self, condition: c.Test) -> Explanation:
        self.memory.asked.add(condition.fact)
        left, mask = self.masks[condition.fact], condition.mask
        passes, fails = left & mask, left & ~mask
        return Explanation(condition, OPEN if passes and fails else TRUE if passes else FALSE)

    def _level_test(self, condition: c.LevelTest) -> Explanation:
        left = self.level(condition.level)
        passes, fails = left & condition.mask, left & ~condition.mask
        return Explanation(condition, OPEN if passes and fails else TRUE if passes else FALSE)

    def _in_domain(self, condition: c.InDomain) -> Explanation:
        inside = any(d in self.situation.domain for d in condition.domains)
        return Explanation(condition, TRUE if inside else FALSE)

    def _all(self, condition: c.All) -> Explanation:
        children = tuple([self.explain(x) for x in condition.children])
        truth = TRUE
        for child in children:
            truth = both(truth, child.truth)
        return Explanation(condition, truth, children)

    def _any(self, condition: c.Any) -> Explanation:
        children = tuple([self.explain(x) for x in condition.children])
        truth = FALSE
        for child in children:
            truth = either(truth, child.truth)
        return Explanation(condition, truth, children)

    def _not(self, condition: c.Not) -> Explanation:
        child = self.explain(condition.child)
        return Explanation(condition, negation(child.truth), (child,))

    def _count(self, condition: c.Count) -> Explanation:
        children = tuple([self.explain(x) for x in condition.children])
        can = sum(x.truth[0] for x in children) >= condition.at_least
        must = sum(not x.truth[1] for x in children) >= condition.at_least
        return Explanation(condition, (int(can), int(not must)), children)

    def _by(self, condition: c.By) -> Explanation:
        position = self.reading.positions[condition.point]
        children = tuple([self.explain(x) for i, x in condition.branches if i <= position])
        truth = FALSE
        for child in children:
            truth = either(truth, child.truth)
        return Explanation(condition, truth, children, position)

    def _met(self, condition: c.Met) -> Explanation:
        target = condition.target
        found = self.basis(target) if isinstance(target, Group) else self.finding(target)
        return Explanation(condition, found.truth, (), None, found)


def level_mask(truths: list[Truth]) -> int:
    """The values of a level still open, from the truths of their conditions, lowest first.

    Bit 0 stands for no value, bit i + 1 for value i: at least the highest value surely held, up to the highest
    that can be.
    """
    mask = 0
    for i in range(len(truths) - 1, -1, -1):
        can, cannot = truths[i]
        if can:
            mask |= 2 << i
        if not cannot:
            return mask
    return mask | NO_VALUE


def highest(masks: list[int]) -> int:
    """The values that the highest of several levels may have."""
    floor = max(m & -m for m in masks)
    union = 0
    for mask in masks:
        union |= mask
    return union & -floor
