"""Coverage: which verdicts on each element, item and position some examples, patterns and cases bring about.

Seen is not checked: a case that brings about a verdict may expect nothing of it. What nobody would notice is a matter
for mutation (`mutate`). Verdicts that no case can bring about are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casecli.engine.classes import classify
from casecli.engine.evaluate import Memory, verdict_of
from casecli.engine.legal import judge
from casecli.engine.readings import MAINSTREAM, readings
from casecli.engine.scores import weigh
from casecli.logic import Truth
from casecli.model import conditions as c
from casecli.model.explanation import Explanation, Finding, Verdict
from casecli.model.rulebook import Criterion, Rulebook
from casecli.model.trial import CASE, EXAMPLE, KINDS, Trial
from casecli.nouns import NamedTuple
from casecli.questions.lint import rules_of
from casecli.questions.lint_criteria import Tried, try_rule
from casecli.questions.rule_worlds import asks_of, positions, worlds
from casecli.questions.trials import Run, run, situation_of

ALL_THREE = (Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN)
ELEMENT, CRITERION, ITEM, INDICATOR, POSITION = WHAT = ("element", "criterion", "item", "indicator", "position")
Seen = dict[tuple[str, str], set[str]]


class Covered(NamedTuple):
    """One thing to be covered: the verdicts seen on it, and those that no test brings about though some case would."""

    kind: str
    id: str
    of: str | None
    seen: tuple[str, ...]
    missing: tuple[str, ...]


class Share(NamedTuple):
    """How much is covered of one kind: how many there are, how many wholly, and verdicts seen of verdicts possible."""

    kind: str
    number: int
    whole: int
    seen: int
    possible: int


class Coverage(NamedTuple):
    """What is covered, by how many trials of each kind; ``failed`` are trials that do not come out as they say."""

    trials: dict[str, int]
    shares: tuple[Share, ...]
    covered: tuple[Covered, ...]
    failed: tuple[Run, ...]

    @property
    def percent(self) -> int:
        """The share of the possible verdicts that is seen, in whole percents."""
        possible = sum(x.possible for x in self.shares)
        return 100 * sum(x.seen for x in self.shares) // possible if possible else 100


def coverage(rulebook: Rulebook, trials: Iterable[Trial]) -> Coverage:
    """What some trials bring about of everything that a rulebook asks."""
    seen: Seen = {}
    counts = dict.fromkeys(KINDS, 0)
    failed = []
    for trial in trials:
        counts[trial.kind] += 1
        tried = run(rulebook, trial)
        if tried.differences:
            failed.append(tried)
        _look(rulebook, trial, tried, seen)
    rows = (*_criteria(rulebook, seen), *_positions(rulebook, seen))
    shares = tuple(s for kind in WHAT if (s := _share(kind, [r for r in rows if r.kind == kind])).number)
    return Coverage(counts, shares, rows, tuple(failed))


def _look(rulebook: Rulebook, trial: Trial, tried: Run, seen: Seen) -> None:
    """Note what a trial brings about: an example its own criteria, a pattern the law, a case everything.

    So does a pattern that expects something beyond the law.
    """
    if trial.kind == EXAMPLE and tried.memory:
        own = trial.expected[0].path[1]
        for finding in tried.memory.findings.values():
            if own in (finding.criterion.id, finding.criterion.group):
                _note(finding, seen)
        return
    situation = situation_of(rulebook, trial)
    judgment = judge(rulebook, situation, readings(rulebook, situation.law_day, trial.positions))
    evaluator = judgment.evaluators[MAINSTREAM]
    if trial.kind == CASE or tried.memory is None:
        for score in rulebook.scores.values():
            weigh(score, evaluator)
        classify(rulebook, evaluator)
        for criterion in _alone(rulebook):
            evaluator.finding(criterion)
    for memory in (evaluator.memory, *([tried.memory] if tried.memory else [])):
        _note_all(memory, seen)


def _alone(rulebook: Rulebook) -> list[Criterion]:
    return [x.criterion for x in rules_of(rulebook) if x.of is None]


def _note_all(memory: Memory, seen: Seen) -> None:
    for finding in memory.findings.values():
        seen.setdefault((CRITERION, finding.criterion.id), set()).add(finding.verdict)
    for node in memory.conditions.values():
        _note_branches(node, seen)


def _note(finding: Finding, seen: Seen) -> None:
    seen.setdefault((CRITERION, finding.criterion.id), set()).add(finding.verdict)
    _note_tree(finding.met, seen)


def _note_tree(node: Explanation, seen: Seen) -> None:
    _note_branches(node, seen)
    for child in node.children:
        _note_tree(child, seen)


def _note_branches(node: Explanation, seen: Seen) -> None:
    if isinstance(node.condition, c.By):
        taken = [i for i, _ in node.condition.branches if node.position is not None and i <= node.position]
        for place, child in zip(taken, node.children, strict=True):
            seen.setdefault((node.condition.point, str(place)), set()).add(verdict_of(child.truth))


def _criteria(rulebook: Rulebook, seen: Seen) -> Iterator[Covered]:
    bases = {b.id for b in rulebook.bases}
    for rule in rules_of(rulebook):
        criterion = rule.criterion
        kind = CRITERION if rule.of is None else ELEMENT if rule.of in bases else ITEM
        kind = INDICATOR if rule.of in rulebook.taxonomies else kind
        tried = try_rule(rulebook, rule)
        possible = _of_rule(rulebook, tried) if tried else set(ALL_THREE)
        yield _covered(kind, criterion.id, criterion.group, seen.get((CRITERION, criterion.id), set()), possible)


def _of_rule(rulebook: Rulebook, tried: Tried) -> set[Verdict]:
    """The verdicts that a criterion can have where it is asked."""
    here, criterion = tried.here, tried.criterion
    truths = (here.pair(here.asked(criterion, r)) for r in positions(rulebook, criterion.points))
    return _possible([(holds & tried.asked, fails & tried.asked) for holds, fails in truths])


def _positions(rulebook: Rulebook, seen: Seen) -> Iterator[Covered]:
    """Every position that some rule has a branch for."""
    branches: dict[tuple[str, int], list[c.Condition]] = {}
    for rule in rules_of(rulebook):
        _collect(rule.criterion.met_when, branches)
    for point in rulebook.points.values():
        for place, position in enumerate(point.positions):
            if own := branches.get((point.id, place)):
                possible = set().union(*(_of_branch(rulebook, x) for x in own))
                yield _covered(POSITION, position.id, point.id, seen.get((point.id, str(place)), set()), possible)


def _collect(node: c.Condition, branches: dict[tuple[str, int], list[c.Condition]]) -> None:
    if isinstance(node, c.By):
        for place, branch in node.branches:
            branches.setdefault((node.point, place), []).append(branch)
    for part in c.parts(node):
        _collect(part, branches)


def _of_branch(rulebook: Rulebook, branch: c.Condition) -> set[Verdict]:
    here = worlds(rulebook, asks_of(branch), rulebook.as_of)
    if here is None:
        return set(ALL_THREE)
    return _possible([here.pair(here.truth(branch, reading)) for reading in positions(rulebook, branch.points)])


def _possible(truths: Iterable[Truth]) -> set[Verdict]:
    """The verdicts that something can have, from the worlds in which it holds and fails on each reading."""
    found = set()
    for holds, fails in truths:
        found |= {Verdict.MET} if holds else set()
        found |= {Verdict.NOT_MET} if fails else set()
        found |= {Verdict.UNKNOWN} if holds and fails else set()
    return found


def _covered(kind: str, name: str, of: str | None, seen: set[str], possible: set[Verdict]) -> Covered:
    found = tuple(v.value for v in ALL_THREE if v in seen)
    return Covered(kind, name, of, found, tuple(v.value for v in ALL_THREE if v in possible and v not in seen))


def _share(kind: str, rows: list[Covered]) -> Share:
    whole = sum(not r.missing for r in rows)
    seen = sum(len(r.seen) for r in rows)
    return Share(kind, len(rows), whole, seen, seen + sum(len(r.missing) for r in rows))
