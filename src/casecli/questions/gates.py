"""Gates: whether results pass a policy. What is shown and what fails are separate; nothing here hides a result.

Suppressed results keep their gate and are counted. Expiry is compared with a day that is given, never with the clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from casecli.engine.assess import HYPOTHETICAL
from casecli.engine.trace import facts_behind
from casecli.model.assessment import Assessment, OptionAssessment
from casecli.model.facts import DISPUTED, UNKNOWN, FactState
from casecli.model.policy import AGE, BLOCKER, SCORES, SOURCES, STATUS, Policy, Suppression
from casecli.model.rulebook import Rulebook
from casecli.nouns import NamedTuple
from casecli.questions.results import FAIL, INFORMATIONAL, NOT_APPLICABLE, OPEN, PASS, Result, results_of

SETTING = "--set"
SOURCED, FRESH, FACTS = "sources", "age", "facts"


class Gated(NamedTuple):
    """Every result with the gate that fails on it, and the suppressions that set nothing aside.

    ``expired`` ones would apply but are past their day; ``unused`` ones name nothing that was found.
    """

    results: tuple[Result, ...] = ()
    expired: tuple[Suppression, ...] = ()
    unused: tuple[Suppression, ...] = ()

    @property
    def findings(self) -> list[Result]:
        """The results on which a gate fails, set aside or not."""
        return [r for r in self.results if r.gate]

    @property
    def failed(self) -> bool:
        """Whether a gate fails on a result that is not set aside."""
        return any(r.fails for r in self.results)


def gate(assessments: Sequence[Assessment], rulebook: Rulebook, policy: Policy) -> Gated:
    """The results of some assessments under a policy."""
    found: list[Result] = []
    applied: dict[Suppression, bool] = {}
    for assessment in assessments:
        day = known_by(assessment, rulebook)
        today = policy.today or day
        for result in _judged(assessment, rulebook, policy, day):
            fitting = [s for s in policy.suppressions if _names(s, result)]
            good = [s for s in fitting if s.expires is None or today <= s.expires]
            applied |= {s: s in good or applied.get(s, False) for s in fitting}
            found.append(result._replace(suppressed=good[0]) if good else result)
    expired = tuple(s for s in policy.suppressions if applied.get(s) is False)
    return Gated(tuple(found), expired, tuple(s for s in policy.suppressions if s not in applied))


def known_by(assessment: Assessment, rulebook: Rulebook) -> date:
    """The day up to which a case's facts are known: its own or that asked for, else the rulebook's."""
    return date.fromisoformat(assessment.case.as_of) if assessment.case.as_of else rulebook.as_of


def _names(suppression: Suppression, result: Result) -> bool:
    """Whether a suppression speaks of a result; what is in order needs none."""
    return (
        (result.is_problem or result.gate is not None)
        and suppression.criterion in (result.subject, result.rule)
        and suppression.case == result.case.id
        and suppression.option in (None, result.option.id)
    )


def _judged(assessment: Assessment, rulebook: Rulebook, policy: Policy, day: date) -> Iterator[Result]:
    """The results of one case, response by response, with those that only gates ask for after its own."""
    results = [_by_finding(r, policy) for r in results_of(assessment, rulebook)]
    for option in assessment.options:
        mine = [r for r in results if r.option is option]
        yield from mine
        yield from _scores(mine[0], policy)
        yield from _sources(mine, policy)
        yield from _ages(mine[0], policy, day)


def _by_finding(result: Result, policy: Policy) -> Result:
    """A result with the gate on statuses or on blockers that fails on it."""
    status = result.option.legal.status
    if result.rule == STATUS and status in policy.fail_on:
        return result._replace(kind=FAIL, gate=status)
    if BLOCKER in policy.fail_on and result.section == "readiness" and result.grave and result.kind == FAIL:
        return result._replace(gate=BLOCKER)
    return result


def _scores(of: Result, policy: Policy) -> Iterator[Result]:
    """Whether each score asked for reaches its limit with its low end; one that is not asked of the case passes."""
    option: OptionAssessment = of.option
    for name, limit in policy.fail_under:
        found = option.legitimacy if name == "legitimacy" else option.readiness
        low = found.score.low if found else None
        kind = NOT_APPLICABLE if low is None else FAIL if low < limit else PASS
        yield _new(of, name, SCORES[name], kind, name)._replace(measured=low, limit=limit)


def _sources(mine: Sequence[Result], policy: Policy) -> Iterator[Result]:
    """The facts that decide a response's results and have no source.

    What a hypothetical response itself assumes has none, and neither has what the command line sets.
    """
    if not policy.require_sources:
        return
    of = mine[0]
    settled = [r for r in mine if r.rule == STATUS or r.kind not in (OPEN, INFORMATIONAL, NOT_APPLICABLE)]
    names = [*of.first, *facts_behind(node for r in settled for node in r.nodes)]
    bare = [n for n in dict.fromkeys(names) if not _sourced(of, of.option.grounds.situation.facts[n])]
    yield from _by_fact(of, SOURCES, SOURCED, bare)


def _sourced(of: Result, state: FactState) -> bool:
    assumed = of.option.kind == HYPOTHETICAL and any(
        state.fact in o.facts for o in of.case.options if o.id == of.option.id
    )
    if not state.path or state.path[0] == SETTING or assumed or (state.state == UNKNOWN and state.value is None):
        return True
    claims = state.claims if state.state == DISPUTED else ()
    return state.source is not None or (bool(claims) and all(c.source for c in claims))


def _ages(of: Result, policy: Policy, day: date) -> Iterator[Result]:
    """The facts given whose date is too long before the day up to which the case is known."""
    if policy.max_age is None:
        return
    ages = {s.fact: (day - when).days for s in of.option.grounds.situation.facts.values() if (when := dated(s))}
    old = [name for name, age in ages.items() if age > policy.max_age]
    for result in _by_fact(of, AGE, FRESH, old):
        yield result._replace(measured=ages.get(result.subject), limit=policy.max_age)


def dated(state: FactState) -> date | None:
    """The day of a fact: its own, else that of its newest claim."""
    return state.date or max((c.date for c in state.claims if c.date), default=None)


def _by_fact(of: Result, rule: str, name: str, facts: Sequence[str]) -> Iterator[Result]:
    """A failing result for each fact; one that passes where there is none."""
    for fact in facts:
        yield _new(of, FACTS, rule, FAIL, name)._replace(subject=fact, first=(fact,))
    if not facts:
        yield _new(of, FACTS, rule, PASS, name)


def _new(of: Result, section: str, rule: str, kind: str, name: str) -> Result:
    return Result(of.case, of.option, section, rule, rule, kind, grave=True, gate=name if kind == FAIL else None)
