"""Results as pipelines read them: for each response one of its status, of each element and of each item.

A response needs one basis, so an element counts only where the result rests on its basis: where a basis is met, the
elements of that one; where none is, those of the nearest, of the bases pleaded and of those that may yet be met. The
others are informational: that an operation by consent was not also self-defence is no failure.
"""

from __future__ import annotations

from collections.abc import Iterator

from casecli.engine.evaluate import Evaluator
from casecli.engine.legal import CONTESTED, LAWFUL, NOT_ENGAGED, UNDETERMINED, UNLAWFUL
from casecli.engine.trace import Node, facts_behind
from casecli.logic import OPEN as OPEN_TRUTH
from casecli.logic import TRUE
from casecli.model.assessment import Assessment, GroupScore, OptionAssessment
from casecli.model.case import Case
from casecli.model.explanation import Finding, Verdict
from casecli.model.facts import FactState
from casecli.model.policy import STATUS, Suppression
from casecli.model.rulebook import Rulebook
from casecli.nouns import NamedTuple

PASS, FAIL, OPEN, REVIEW, INFORMATIONAL, NOT_APPLICABLE = KINDS = (
    "pass",
    "fail",
    "open",
    "review",
    "informational",
    "notApplicable",
)
"""How a result stands, in SARIF's words (2.1.0, 3.27.9); `review` where lawyers divide and a person must judge."""

PROBLEMS = (FAIL, REVIEW, OPEN)
STATUS_KINDS = {LAWFUL: PASS, CONTESTED: REVIEW, UNLAWFUL: FAIL, NOT_ENGAGED: NOT_APPLICABLE, UNDETERMINED: OPEN}
CREDIT_KINDS = {"yes": PASS, "no": FAIL, "open": OPEN, "not_asked": NOT_APPLICABLE}
LEGAL = "legal"


class Result(NamedTuple):
    """What one rule gives for one response.

    ``rule`` is the id of a criterion or one of `policy.RESULTS`; ``subject`` what a suppression names: the rule, or the
    fact that it speaks of. ``grave`` marks the law and critical items. ``first`` and ``nodes`` lead to the facts that
    decide it. ``gate`` is the gate that fails on it, ``suppressed`` why that is set aside; ``measured`` and ``limit``
    are the numbers of a gate that has them.
    """

    case: Case
    option: OptionAssessment
    section: str
    rule: str
    subject: str
    kind: str
    grave: bool
    nodes: tuple[Node, ...] = ()
    first: tuple[str, ...] = ()
    gate: str | None = None
    suppressed: Suppression | None = None
    measured: int | None = None
    limit: int | None = None

    @property
    def is_problem(self) -> bool:
        """Whether somebody should look at it."""
        return self.kind in PROBLEMS

    @property
    def fails(self) -> bool:
        """Whether a gate fails on it, and it is not set aside."""
        return self.gate is not None and self.suppressed is None


def deciding(result: Result) -> list[FactState]:
    """The facts that decide a result: first those that the case gives, then the presumed and unknown ones."""
    facts = result.option.grounds.situation.facts
    names = dict.fromkeys((*result.first, *facts_behind(result.nodes)))
    return sorted((facts[name] for name in names), key=lambda state: not state.path)


def results_of(assessment: Assessment, rulebook: Rulebook) -> list[Result]:
    """Every result of an assessment: each response's status, then its elements, then the items of its scores."""
    found: list[Result] = []
    for option in assessment.options:
        response = _Response(option, rulebook)
        found += [response.status(), *response.elements(), *response.items()]
    return found


class _Response:
    """One response, with an evaluator that gives the findings behind its published verdicts."""

    def __init__(self, option: OptionAssessment, rulebook: Rulebook) -> None:
        self.option, self.rulebook = option, rulebook
        grounds = option.grounds
        self.case, self.bases = grounds.case, grounds.bases
        self.evaluator = Evaluator(rulebook, grounds.situation, grounds.reading)
        self.rests_on = bases_that_count(option)

    def status(self) -> Result:
        legal = self.option.legal
        kind = STATUS_KINDS[legal.status]
        mine = [b for b in self.bases if b.group.id in self.rests_on]
        rest = [] if legal.basis else [b for b in self.bases if b not in mine]
        engaged = self.evaluator.explain(self.rulebook.engaged_when)
        nodes: tuple[Node, ...] = (engaged,) if kind == NOT_APPLICABLE else (*mine, *rest, engaged)
        return self._result(LEGAL, STATUS, kind, grave=True, nodes=nodes)._replace(first=legal.turns_on.facts)

    def elements(self) -> Iterator[Result]:
        """The elements of all bases; one that several share is given once, as an element of one that counts."""
        found: dict[str, tuple[Finding, bool]] = {}
        for basis in self.bases:
            counts = basis.group.id in self.rests_on
            for finding in basis.findings:
                name = finding.criterion.id
                if name not in found or (counts and not found[name][1]):
                    found[name] = finding, counts
        for name, (finding, counts) in found.items():
            kind = self._element(finding, counts=counts)
            yield self._result(LEGAL, name, kind, grave=self.option.legal.status == UNLAWFUL, nodes=(finding,))

    def _element(self, finding: Finding, *, counts: bool) -> str:
        legal = self.option.legal
        if legal.status == NOT_ENGAGED or finding.verdict == Verdict.NOT_APPLICABLE:
            return NOT_APPLICABLE
        if finding.verdict == Verdict.MET:
            return PASS
        if not counts:
            return INFORMATIONAL
        if finding.verdict == Verdict.UNKNOWN:
            return OPEN
        if legal.status == CONTESTED and set(finding.criterion.points) & set(legal.turns_on.points):
            return REVIEW
        return FAIL if legal.status in (UNLAWFUL, CONTESTED) else INFORMATIONAL

    def items(self) -> Iterator[Result]:
        """The items of every score that is asked."""
        fair, ready = self.option.legitimacy, self.option.readiness
        for section, groups in (
            ("legitimacy", fair.groups if fair else ()),
            ("readiness", ready.checklists if ready else ()),
        ):
            known = {g.id: g for g in self.rulebook.scores[section].groups} if groups else {}
            for group in groups:
                asked = self.evaluator.applies(known[group.id])
                yield from self._items(section, group, surely_asked=asked == TRUE)

    def _items(self, section: str, group: GroupScore, *, surely_asked: bool) -> Iterator[Result]:
        for item in group.items:
            finding = self.evaluator.finding(self.rulebook.criteria[item.id])
            sure = surely_asked and finding.applies == TRUE
            kind = OPEN if item.credit == "no" and not sure else CREDIT_KINDS[item.credit]
            yield self._result(section, item.id, kind, grave=item.critical, nodes=(finding,))

    def _result(self, section: str, rule: str, kind: str, *, grave: bool, nodes: tuple[Node, ...]) -> Result:
        return Result(self.case, self.option, section, rule, rule, kind, grave, nodes)


def bases_that_count(option: OptionAssessment) -> tuple[str, ...]:
    """The bases on which the result rests: those met; else the nearest, those pleaded and those still open."""
    legal = option.legal
    if legal.basis:
        return legal.basis
    near = (legal.nearest.basis,) if legal.nearest else ()
    may_be = [b.group.id for b in option.grounds.bases if b.truth == OPEN_TRUTH]
    return tuple(dict.fromkeys((*near, *option.grounds.situation.pleas, *may_be)))
