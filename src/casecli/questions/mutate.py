"""Mutation: which small mistakes in a rulebook its examples, patterns and cases would notice.

A mutant is noticed when a trial no longer comes out as it says. Those that say the same as the rulebook in every world
cannot be noticed by anyone and do not count; those that the loader refuses do not count either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

from casecli.engine.evaluate import Evaluator, Memory
from casecli.engine.readings import readings
from casecli.loading.compile import compile_rulebook
from casecli.loading.faults import Faults
from casecli.logic import TRUE
from casecli.model import conditions as c
from casecli.model.explanation import Finding
from casecli.model.facts import DISPUTED
from casecli.model.rulebook import Criterion, Rulebook
from casecli.model.trial import FITS, OWN, WEIGHT, Trial
from casecli.nouns import NamedTuple
from casecli.questions.lint_groups import decides
from casecli.questions.mutants import (
    CHANGE_WEIGHT,
    CRITERION,
    DROP_ELEMENT,
    FACT,
    GROUP,
    LAW,
    LEVEL,
    NEGATE,
    POINT,
    QUALIFIER,
    REPORT,
    Mutant,
    mutants,
    mutated,
)
from casecli.questions.rule_worlds import Worlds, asks_of, day_of, positions, worlds
from casecli.questions.trials import Run, class_of, run, situation_of

NOTICED, SURVIVED, SAME, REFUSED = RESULTS = ("noticed", "survived", "same", "refused")
Plain = dict[str, Any]
Index = dict[tuple[str, str], list[int]]


class Tested(NamedTuple):
    """What became of a mutant: noticed (by which trial), survived, the same in every world, or refused."""

    kind: str
    section: str
    at: str
    says: str
    result: str
    by: str | None


class Tally(NamedTuple):
    """The mutants of one section or kind."""

    name: str
    noticed: int
    survived: int
    same: int
    refused: int


class Mutation(NamedTuple):
    """How many mutants are noticed; ``made`` of them were there to try, ``failed`` trials fail without any."""

    made: int
    tried: int
    sections: tuple[Tally, ...]
    kinds: tuple[Tally, ...]
    survivors: tuple[Tested, ...]
    failed: tuple[Run, ...]

    @property
    def percent(self) -> int:
        """The mutants noticed, of those that could be, in whole percents."""
        return percent_of(self.sections)


def percent_of(tallies: Iterable[Tally]) -> int:
    """The mutants noticed, of those that could be, in whole percents, rounded down; 100 where there are none."""
    found = list(tallies)
    noticed = sum(x.noticed for x in found)
    count = noticed + sum(x.survived for x in found)
    return 100 * noticed // count if count else 100


def mutate(  # noqa: PLR0913, PLR0917 - what is tried, with what, and how much of it
    plain: Plain,
    rulebook: Rulebook,
    trials: Sequence[Trial],
    sections: Sequence[str] = (),
    limit: int | None = None,
    seed: int = 0,
) -> Mutation:
    """Try the mutants of a rulebook on some trials.

    Only those of ``sections``, where some are named; at most ``limit`` of them, drawn with ``seed``.
    """
    runs = [run(rulebook, trial) for trial in trials]
    sound = [r for r in runs if not r.differences]
    index = _index(rulebook, sound)
    every = [m for m in mutants(plain, rulebook.facts) if not sections or m.section in sections]
    drawn = every if limit is None or limit >= len(every) else _draw(every, limit, seed)
    tester = _Tester(plain, rulebook, sound, index)
    tested = [tester.test(mutant) for mutant in drawn]
    return Mutation(
        made=len(every),
        tried=len(drawn),
        sections=_tallies(tested, "section"),
        kinds=_tallies(tested, "kind"),
        survivors=tuple(t for t in tested if t.result == SURVIVED),
        failed=tuple(r for r in runs if r.differences),
    )


def _draw(every: Sequence[Mutant], limit: int, seed: int) -> list[Mutant]:
    """A sample that is the same for the same seed, in the order of the rulebook."""
    chosen = Random(seed).sample(range(len(every)), limit)  # noqa: S311 - a sample, no secret
    return [every[i] for i in sorted(chosen)]


def _tallies(tested: Iterable[Tested], field: str) -> tuple[Tally, ...]:
    counts: dict[str, dict[str, int]] = {}
    for one in tested:
        counts.setdefault(getattr(one, field), dict.fromkeys(RESULTS, 0))[one.result] += 1
    return tuple(Tally(name, *found.values()) for name, found in counts.items())


def _index(rulebook: Rulebook, runs: Sequence[Run]) -> Index:
    """For each thing that a mutant may change, the trials that look at it."""
    index: Index = {}
    for number, tried in enumerate(runs):
        for key in _looked_at(rulebook, tried):
            index.setdefault(key, []).append(number)
    return index


def _looked_at(rulebook: Rulebook, tried: Run) -> Iterator[tuple[str, str]]:
    paths = [x.path for x in tried.trial.expected]
    if any(path[0] not in OWN for path in paths):
        yield LAW, ""
    for name in dict.fromkeys(path[1] for path in paths if path[0] in (FITS, WEIGHT)):
        yield GROUP, name
        if found := class_of(rulebook, name):
            yield GROUP, found[0].id
    if tried.memory is None:
        yield REPORT, ""
    if any(path[-1] == "qualifiers" for path in paths):
        yield from ((QUALIFIER, q.id) for q in rulebook.qualifiers)
    if tried.memory is not None:
        yield from dict.fromkeys(_in_memory(tried.memory, rulebook))


def _in_memory(memory: Memory, rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    for finding in memory.findings.values():
        yield CRITERION, finding.criterion.id
    for node in memory.conditions.values():
        if isinstance(node.condition, c.Test):
            yield FACT, node.condition.fact
        yield from ((POINT, name) for name in node.condition.points)
    families = {member.id: level.id for level in rulebook.levels.values() for _, member in level.members}
    for name in memory.levels:
        yield LEVEL, families.get(name, name)


class _Tester:
    """Tries mutants one after another, each on the trials that may notice it."""

    def __init__(self, plain: Plain, rulebook: Rulebook, runs: Sequence[Run], index: Index) -> None:
        self.plain, self.rulebook, self.runs, self.index = plain, rulebook, runs, index
        self.situations = [situation_of(rulebook, r.trial) for r in runs]
        self.settled = [all(x.state != DISPUTED for x in s.facts.values()) for s in self.situations]

    def test(self, mutant: Mutant) -> Tested:
        """What becomes of one mutant; what no trial looks at survives untried."""
        looking = {*self.index.get(mutant.of, ()), *self.index.get((REPORT, ""), ())}
        result, by = self._try(mutant, looking) if looking else (SURVIVED, None)
        return Tested(mutant.kind, mutant.section, mutant.at, mutant.says, result, by)

    def _try(self, mutant: Mutant, looking: Iterable[int]) -> tuple[str, str | None]:
        faults = Faults()
        facts = self.rulebook.facts if mutant.path[0] != "facts" else None
        changed = compile_rulebook(mutated(self.plain, mutant), faults, facts=facts)
        for number in sorted(looking):
            if faults:  # items are compiled when first looked at, so faults may turn up late
                return REFUSED, None
            trial = self.runs[number].trial
            if self._may_notice(mutant, changed, number) and run(changed, trial).differences:
                return NOTICED, trial.name
        return (REFUSED if faults else SAME if _same(self.rulebook, changed, mutant) else SURVIVED), None

    def _may_notice(self, mutant: Mutant, changed: Rulebook, number: int) -> bool:
        """Whether a criterion that is changed, or left out, comes out otherwise in a trial: else nothing does.

        Only asked where that can be told from the criteria alone: not where sources disagree, nor of a whole report.
        """
        memory = self.runs[number].memory
        concerned = self._concerned(mutant)
        if not concerned or memory is None or not self.settled[number]:
            return True
        situation, other = self.situations[number], Memory({}, {}, {}, {}, memory.masks, set())
        for criterion in concerned:
            for reading in positions(self.rulebook, criterion.points):
                before = Evaluator(self.rulebook, situation, reading, memory).finding(criterion)
                if mutant.kind == DROP_ELEMENT:
                    differs = before.holds != TRUE
                else:
                    after = Evaluator(changed, situation, reading, other).finding(changed.criteria[criterion.id])
                    differs = _outcome(before) != _outcome(after)
                if differs:
                    return True
        return False

    def _concerned(self, mutant: Mutant) -> list[Criterion]:
        """The criteria that a mutant changes directly; none where it changes more than criteria."""
        kind, name = mutant.of
        if kind == POINT and mutant.kind == NEGATE:
            return [x for x in self.rulebook.criteria.values() if name in x.points]
        return [self.rulebook.criteria[name]] if kind == CRITERION else []


def _outcome(finding: Finding) -> tuple[Any, ...]:
    return finding.truth, finding.holds, finding.verdict


def _same(rulebook: Rulebook, changed: Rulebook, mutant: Mutant) -> bool:
    """Whether a mutant that nobody noticed says the same in every world: as far as that can be decided."""
    kind, name = mutant.of
    if mutant.kind == CHANGE_WEIGHT:
        found = class_of(rulebook, mutant.of[1])
        return found is not None and len(found[1].criteria) == 1  # a share of one is whole, whatever it weighs
    if mutant.kind == DROP_ELEMENT:
        bases = [b for b in rulebook.bases if any(x.id == mutant.at for x in b.criteria)]
        return bool(bases) and not any(decides(rulebook, b, rulebook.criteria[mutant.at]) for b in bases)
    if kind == CRITERION:
        return _alike(rulebook, rulebook.criteria[name], changed, changed.criteria[name])
    if kind == POINT:
        asking = [x for x in rulebook.criteria.values() if name in x.points]
        return _same_readings(rulebook, changed) and all(
            _alike(rulebook, x, changed, changed.criteria[x.id]) for x in asking
        )
    return False


def _same_readings(before: Rulebook, after: Rulebook) -> bool:
    """Whether the computed readings take the same positions, on every day on which support changes."""
    positions_of = [p for x in before.points.values() for p in x.positions]
    days = {since for p in positions_of for _, since in p.support if since} | {before.as_of}
    return all(_named(before, day) == _named(after, day) for day in days)


def _named(rulebook: Rulebook, day: date) -> dict[str, dict[str, str]]:
    return {
        name: {point: rulebook.points[point].positions[i].id for point, i in reading.positions.items()}
        for name, reading in readings(rulebook, day).items()
    }


def _alike(before: Rulebook, old: Criterion, after: Rulebook, new: Criterion) -> bool:
    """Whether two criteria are asked and met in the same worlds, on every reading."""
    asks = asks_of(old, new)
    day = day_of(before, old.in_force)
    here, there = worlds(before, asks, day), worlds(after, asks, day)
    if here is None or there is None or old.points != new.points:
        return False
    return all(_found(here, old, r) == _found(there, new, s) for r, s in _readings(before, after, old.points))


def _readings(before: Rulebook, after: Rulebook, points: Sequence[str]) -> Iterator[tuple[Any, Any]]:
    """Each reading of one rulebook with that of the other that takes the same positions, by their ids."""
    for reading in positions(before, points):
        named = {p: before.points[p].positions[i].id for p, i in reading.positions.items()}
        same = {p: next(i for i, x in enumerate(after.points[p].positions) if x.id == q) for p, q in named.items()}
        yield reading, reading._replace(positions=same)


def _found(here: Worlds, criterion: Criterion, reading: Any) -> Mapping[str, Any] | tuple[Any, ...]:
    return here.applies(criterion, reading), here.asked(criterion, reading)
