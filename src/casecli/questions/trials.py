"""Trying a rulebook: whether its examples, patterns and cases come out as they say.

A run keeps what was worked out on the way: coverage tells from it what was seen, mutation what a trial can notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from casecli.engine import classes, legal
from casecli.engine.assess import Request, assess_option
from casecli.engine.complete import complete
from casecli.engine.evaluate import Evaluator, Memory
from casecli.engine.readings import MAINSTREAM, readings
from casecli.engine.scores import sums_of
from casecli.loading.cases import build
from casecli.model.case import Case, Option, Situation
from casecli.model.rulebook import Group, Rulebook, Taxonomy
from casecli.model.trial import CASE, EXAMPLE, FINDINGS, FITS, OWN, WEIGHT, Expected, Trial
from casecli.nouns import NamedTuple

GONE = object()
"""What is found where a trial speaks of a criterion that the rulebook no longer has: then it says nothing."""
NOWHERE = "no such path"
"""What is found under a path that an assessment does not have: never what is wanted."""
NOT_APPLICABLE = "not_applicable"
STANDING = ("status", "lean")
ASIDE = ("r2p", "veto_risk")
"""Sections of the report that rest on levels and one criterion, and on no score."""
BOUNDS = {
    "at_least": lambda found, limit: found >= limit,
    "at_most": lambda found, limit: found <= limit,
    "above": lambda found, limit: found > limit,
    "below": lambda found, limit: found < limit,
}


class Difference(NamedTuple):
    """What came out otherwise than a trial says."""

    path: str
    wanted: Any
    found: Any


class Run(NamedTuple):
    """One trial, tried: what differs, and what that rests on; None where it may be anything in the report."""

    trial: Trial
    differences: tuple[Difference, ...]
    memory: Memory | None


def examples(rulebook: Rulebook) -> Iterator[Trial]:
    """The examples of every criterion, which may fix contested points, and the worked examples."""
    for criterion in rulebook.criteria.values():
        for verdict, answers in criterion.examples.items():
            facts = {k: v for k, v in answers.items() if k in rulebook.facts}
            fixed = {k: v for k, v in answers.items() if k in rulebook.points}
            case = build({"id": EXAMPLE, "title": criterion.title, "facts": facts}, rulebook.facts, None)
            wanted = Expected((FINDINGS, criterion.id), verdict)
            yield Trial(EXAMPLE, f"{criterion.id} is {verdict}", case, None, fixed, (wanted,))

    for form in rulebook.notes.get("worked_examples", ()):
        about = {"id": EXAMPLE, "title": form["says"], "facts": form["facts"], "domain": form.get("domain", [])}
        case = build(about, rulebook.facts, None)
        yield Trial(EXAMPLE, f"{form['of']}: {form['says']}", case, None, {}, tuple(_wanted(rulebook, form)))


def _wanted(rulebook: Rulebook, form: Any) -> Iterator[Expected]:
    """What a worked example says: a verdict, and the weight earned of that asked."""
    name = form["of"]
    a_class = class_of(rulebook, name)
    if "finds" in form:
        yield Expected((FITS if a_class else FINDINGS, name), form["finds"])
    if "asked" in form:
        pair = form["earns"], form["asked"]
        yield Expected((WEIGHT, name), (pair[0] / pair[1] if pair[1] else None) if a_class else pair)


def class_of(rulebook: Rulebook, name: str) -> tuple[Taxonomy, Group] | None:
    """The class with an id, and the taxonomy that it belongs to."""
    return next(((t, g) for t in rulebook.taxonomies.values() for g in t.classes if g.id == name), None)


def group_of(rulebook: Rulebook, name: str) -> Group | None:
    """The group of a score with an id."""
    return next((g for s in rulebook.scores.values() for g in s.groups if g.id == name), None)


def case_trials(cases: Iterable[Case]) -> Iterator[Trial]:
    """Every option of some cases, with what it expects."""
    for case in cases:
        for option in case.options:
            wanted = (Expected(tuple(path.split(".")), value) for path, value in option.expect.items())
            yield Trial(CASE, f"{case.id}/{option.id}", case, option.id, {}, tuple(wanted))


def option_of(trial: Trial) -> Option:
    """The option that a trial means."""
    return next(o for o in trial.case.options if trial.option in (None, o.id))


def situation_of(rulebook: Rulebook, trial: Trial) -> Situation:
    """What the engine judges in a trial."""
    return complete(rulebook, trial.case, option_of(trial))


def run(rulebook: Rulebook, trial: Trial) -> Run:
    """Try a rulebook on one trial."""
    finder = _Finder(rulebook, trial)
    differences = []
    for expected in trial.expected:
        found = finder.find(expected.path)
        if found is not GONE and not agrees(found, expected):
            differences.append(Difference(".".join(expected.path), expected.wanted, found))
    return Run(trial, tuple(differences), None if finder.anything else finder.memory)


def agrees(found: Any, expected: Expected) -> bool:
    """Whether what is found is what is expected."""
    wanted = expected.wanted
    if expected.among:
        return set(wanted) <= set(found)
    if isinstance(wanted, dict) and wanted.keys() <= BOUNDS.keys():
        return found is not None and all(BOUNDS[bound](found, limit) for bound, limit in wanted.items())
    return bool(found == (tuple(wanted) if isinstance(wanted, list) else wanted))


class _Finder:
    """Works out what a trial speaks of, and no more: the whole report only where it speaks of that."""

    def __init__(self, rulebook: Rulebook, trial: Trial) -> None:
        self.rulebook, self.trial = rulebook, trial
        self.situation = situation_of(rulebook, trial)
        self.readings = readings(rulebook, self.situation.law_day, trial.positions)
        self.report: Any = None
        self.anything = False
        self._judgment: legal.Judgment | None = None
        self._mainstream: Evaluator | None = None

    @property
    def memory(self) -> Memory:
        return self.mainstream.memory

    @property
    def mainstream(self) -> Evaluator:
        if self._mainstream is None:
            if any(x.path[0] not in OWN for x in self.trial.expected):
                return self.judgment.evaluators[MAINSTREAM]
            self._mainstream = Evaluator(self.rulebook, self.situation, self.readings[MAINSTREAM])
        return self._mainstream

    @property
    def judgment(self) -> legal.Judgment:
        if self._judgment is None:
            self._judgment = legal.judge(self.rulebook, self.situation, self.readings)
            self._mainstream = self._judgment.evaluators[MAINSTREAM]
        return self._judgment

    def find(self, path: tuple[str, ...]) -> Any:
        own = {FINDINGS: self._finding, FITS: self._fits, WEIGHT: self._weight}
        match path:
            case (part, name) if part in own:
                return own[part](name)
            case ("legal", name) if name in STANDING:
                return getattr(legal.stand(self.rulebook, self.situation, self.judgment), name)
            case ("legal", "basis"):
                return legal.bases_met(self.rulebook, self.judgment.evaluators[MAINSTREAM])
            case ("legal", "qualifiers"):
                status = legal.stand(self.rulebook, self.situation, self.judgment).status
                return legal.qualifiers(self.rulebook, self.judgment, status)
            case ("legal", "turns_on", "points"):
                contested = self.find(("legal", "status")) == legal.CONTESTED
                return legal.turning_points(self.rulebook, self.judgment) if contested else ()
        return self._in_report(path)

    def _finding(self, name: str) -> Any:
        criterion = self.rulebook.criteria.get(name)
        return self.mainstream.finding(criterion).verdict.value if criterion else GONE

    def _fits(self, name: str) -> Any:
        found = class_of(self.rulebook, name)
        if found is None:
            return GONE
        if not classes.asked(found[0], self.mainstream):
            return NOT_APPLICABLE
        return next(x.fits for x in classes.place(found[0], self.mainstream).classes if x.id == name)

    def _weight(self, name: str) -> Any:
        """(earned, asked) in a group; the share met of a class, None where it is not asked."""
        if found := class_of(self.rulebook, name):
            asked = classes.asked(found[0], self.mainstream)
            return classes.weigh_class(found[1], self.mainstream).low if asked else None
        group = group_of(self.rulebook, name)
        if group is None:
            return GONE
        sums = sums_of(group, self.mainstream)
        return sums.sure, sums.asked

    def _in_report(self, path: tuple[str, ...]) -> Any:
        if self.report is None:
            request = Request(points=self.trial.positions)
            self.report = assess_option(self.rulebook, self.trial.case, option_of(self.trial), request)
        if path[0] in ASIDE:
            self._look_aside()
        else:
            self.anything = True
        node = self.report
        for step in path:
            if node is not None:
                node = node.get(step, NOWHERE) if isinstance(node, dict) else getattr(node, step, NOWHERE)
        return node

    def _look_aside(self) -> None:
        """Have the levels and the criterion that those sections rest on in memory."""
        for level in self.rulebook.levels.values():
            self.mainstream.level(level)
        if self.rulebook.r2p:
            self.mainstream.finding(self.rulebook.r2p.threshold)
