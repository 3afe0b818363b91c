"""What a result still turns on: the facts not yet answered that could change it, and the criteria that ask for them.

A fact counts as long as it stands behind a part of the result that is open. What is settled cannot be changed by
anything not known, so leaving a fact out once nothing open rests on it never changes the result.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from casecli.engine import legal
from casecli.engine.advice import missing
from casecli.engine.assess import R2P_SECTION, VETO_RISK
from casecli.engine.changes import Trial, try_all
from casecli.engine.evaluate import Evaluator
from casecli.engine.readings import MAINSTREAM, NESTED, readings
from casecli.engine.trace import Node, facts_behind
from casecli.logic import FALSE, OPEN
from casecli.model.case import Situation
from casecli.model.explanation import Finding
from casecli.model.rulebook import Level, Rulebook
from casecli.nouns import NamedTuple

LEGAL = "legal"


class Bearing(NamedTuple):
    """What a fact bears on: the sections of the report that it could change, and the titles of what asks for it."""

    sections: tuple[str, ...]
    asked_by: tuple[str, ...]


class _Open(NamedTuple):
    """An open part of the result: its section of the report, what asks (None: the law as such), and its tree."""

    section: str
    title: str | None
    node: Node


def bearings(rulebook: Rulebook, situation: Situation, answered: Container[str]) -> dict[str, Bearing]:
    """The facts not answered that could still change the result, the most decisive first."""
    judgment = legal.judge(rulebook, situation, readings(rulebook, situation.law_day))
    found: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for part in _open_parts(rulebook, judgment, answered):
        for fact in facts_behind([part.node]):
            if fact not in answered:
                sections, titles = found.setdefault(fact, ({}, {}))
                sections[part.section] = None
                if part.title:
                    titles[part.title] = None
    for crime in _crimes(rulebook, judgment):
        if crime not in answered:
            found.setdefault(crime, ({}, {}))[0][R2P_SECTION] = None
    first = [f for f in _gateways(rulebook, judgment) if f in found]
    order = dict.fromkeys([*first, *(_by_effect(rulebook, situation, judgment, found) if not first else ()), *found])
    return {fact: Bearing(tuple(found[fact][0]), tuple(found[fact][1])) for fact in order}


def _by_effect(
    rulebook: Rulebook, situation: Situation, judgment: legal.Judgment, asked: Mapping[str, object]
) -> Iterator[str]:
    """The facts asked whose answer alone moves the result, by how far it does."""
    facts = [fact for name, fact in rulebook.facts.items() if name in asked]
    reading = judgment.evaluators[MAINSTREAM].reading
    tried = try_all(rulebook, Trial(situation, judgment, reading, facts))
    sections = {VETO_RISK: VETO_RISK} | ({rulebook.r2p.pillar.id: R2P_SECTION} if rulebook.r2p else {})
    return (m.fact for m in missing(situation, tried, (), sections))


def _gateways(rulebook: Rulebook, judgment: legal.Judgment) -> list[str]:
    """The facts behind whether force is in question; that known, those behind the first element of each basis."""
    engaged = judgment.evaluators[MAINSTREAM].explain(rulebook.engaged_when)
    if engaged.truth == OPEN:
        return facts_behind([engaged])
    if engaged.truth == FALSE:
        return []
    found = (judgment.evaluators[MAINSTREAM].basis(b) for b in rulebook.bases)
    gates = [g.findings[0] for g in found if g.truth == OPEN and g.findings]
    return facts_behind([f for f in gates if f.holds == OPEN])


def _crimes(rulebook: Rulebook, judgment: legal.Judgment) -> tuple[str, ...]:
    """The crimes that the report names where the responsibility to protect is in question."""
    if rulebook.r2p is None:
        return ()
    scope = judgment.evaluators[MAINSTREAM].finding(rulebook.r2p.threshold).applies
    return () if scope == FALSE else rulebook.r2p.crimes


def _open_parts(rulebook: Rulebook, judgment: legal.Judgment, answered: Container[str]) -> Iterator[_Open]:
    evaluator = judgment.evaluators[MAINSTREAM]
    yield from _of_law(rulebook, judgment)
    if rulebook.r2p:
        yield from _scope_first(evaluator.finding(rulebook.r2p.threshold), R2P_SECTION, answered)
        yield from _of_level(rulebook.r2p.pillar, R2P_SECTION, evaluator)
    risk = rulebook.levels.get(VETO_RISK)
    for _, member in risk.members if risk else ():
        yield from _of_level(member, VETO_RISK, evaluator)
    yield from _of_scores(rulebook, evaluator, answered)


def _of_law(rulebook: Rulebook, judgment: legal.Judgment) -> Iterator[_Open]:
    """Whether force is in question, which bases each reading meets, and the remarks on what is relied on."""
    engaged = judgment.evaluators[MAINSTREAM].explain(rulebook.engaged_when)
    if engaged.truth == OPEN:
        yield _Open(LEGAL, None, engaged)
    if engaged.truth != FALSE:
        for basis in rulebook.bases:
            for name in NESTED:
                found = judgment.evaluators[name].basis(basis)
                if found.truth == OPEN:
                    yield _Open(LEGAL, basis.title, found)
    relied = {*legal.relied_on(rulebook, judgment), *([legal.NOT_ENGAGED] if engaged.truth == FALSE else [])}
    evaluator = judgment.evaluators[judgment.narrowest or MAINSTREAM]
    for qualifier in rulebook.qualifiers:
        if qualifier.when and relied and (not qualifier.of or relied.intersection(qualifier.of)):
            remark = evaluator.explain(qualifier.when)
            if remark.truth == OPEN:
                yield _Open(LEGAL, None, remark)


def _of_level(level: Level, section: str, evaluator: Evaluator) -> Iterator[_Open]:
    """The open conditions of a level whose value is open."""
    mask = evaluator.level(level)
    if mask & (mask - 1):
        for condition in (level.applies_when, *level.when):
            found = evaluator.explain(condition) if condition else None
            if found and found.truth == OPEN:
                yield _Open(section, level.title, found)


def _of_scores(rulebook: Rulebook, evaluator: Evaluator, answered: Container[str]) -> Iterator[_Open]:
    """The open items of the groups that may apply; while that is open and can be asked, only what decides it."""
    for name, score in rulebook.scores.items():
        for group in score.groups:
            applies = evaluator.applies(group)
            if applies == FALSE:
                continue
            if applies == OPEN and group.applies_when:
                scope = evaluator.explain(group.applies_when)
                if any(f not in answered for f in facts_behind([scope])):
                    yield _Open(name, group.title, scope)
                    continue
            for item in group.criteria:
                yield from _scope_first(evaluator.finding(item), name, answered)


def _scope_first(finding: Finding, section: str, answered: Container[str]) -> Iterator[_Open]:
    """An open criterion; while it is open whether it applies and that can be asked, only what decides that."""
    title = finding.criterion.title
    if finding.applies == FALSE:
        return
    if finding.applies == OPEN and finding.scope:
        yield _Open(section, title, finding.scope)
        if any(f not in answered for f in facts_behind([finding.scope])):
            return
    for part in (finding.met, finding.exception):
        if part and part.truth == OPEN:
            yield _Open(section, title, part)
