"""Assess a case: one result for each option, and the worst part of each operation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from casecli import __version__
from casecli.engine import changes, legal
from casecli.engine.advice import advice, is_for_change, missing
from casecli.engine.classes import classify
from casecli.engine.complete import Known, complete, what_is_known
from casecli.engine.derive import clashes
from casecli.engine.evaluate import Evaluator, verdict_of
from casecli.engine.forecast import forecast, routes
from casecli.engine.readings import MAINSTREAM, NESTED, readings
from casecli.engine.scores import Weighed, weigh
from casecli.engine.spell import level_value, spell_cell, spell_state
from casecli.logic import FALSE
from casecli.model import assessment as out
from casecli.model.case import Case, Option, Situation
from casecli.model.facts import Fact, FactState
from casecli.model.rulebook import R2P, Reading, Rulebook
from casecli.nouns import NamedTuple

HYPOTHETICAL = "hypothetical"
VETO_RISK, R2P_SECTION = "veto_risk", "r2p"


class Request(NamedTuple):
    """What is asked besides the case: settings of facts and points, a day, a reading, some options.

    Without ``changes`` no change of a fact is tried, so `missing` and `advice` stay empty: half the work of a case.
    """

    facts: Mapping[str, FactState] = {}
    points: Mapping[str, str] = {}
    as_of: date | None = None
    reading: str | None = None
    options: Sequence[str] = ()
    changes: bool = True


NOTHING_ELSE = Request()
UNADVISED = Request(changes=False)


def assess(rulebook: Rulebook, case: Case, request: Request = NOTHING_ELSE) -> out.Assessment:
    """The assessment of a case. Raises KeyError where a reading or option is not known."""
    chosen = [o for o in case.options if not request.options or o.id in request.options]
    judged = [_judge(rulebook, case, option, request) for option in chosen]
    results = _conclude(rulebook, judged, request)
    notes = [note for each in judged for note in _notes(rulebook, each)]
    return out.Assessment(
        schema=out.SCHEMA,
        casecli=__version__,
        rulebook=out.RulebookName(rulebook.id, rulebook.version, rulebook.digest),
        case=out.CaseName(case.id, case.title, case.file, _iso(case.date), _iso(request.as_of or case.as_of)),
        options=tuple(results),
        operations=operations(results),
        diagnostics=(*notes, *_of_input(rulebook, case, request, results)),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def assess_option(
    rulebook: Rulebook, case: Case, option: Option, request: Request = NOTHING_ELSE
) -> out.OptionAssessment:
    """The result for one option. Raises KeyError where a reading is not known."""
    [result] = _conclude(rulebook, [_judge(rulebook, case, option, request)], request)
    return result


class _Judged(NamedTuple):
    """An option judged in law and weighed, with the facts whose changes are worth a try."""

    case: Case
    option: Option
    known: Known
    situation: Situation
    judgment: legal.Judgment
    standing: legal.Standing
    evaluator: Evaluator
    presumed: tuple[str, ...]
    scores: dict[str, Weighed]
    r2p: out.R2PResult | None
    to_try: Sequence[Fact]


def _judge(rulebook: Rulebook, case: Case, option: Option, request: Request) -> _Judged:
    known = what_is_known(rulebook, case, option, request.facts, request.as_of)
    situation = known.settled()
    judgment = legal.judge(rulebook, situation, readings(rulebook, situation.law_day, request.points))
    standing = legal.stand(rulebook, situation, judgment)
    evaluator = judgment.evaluators[request.reading or MAINSTREAM]
    presumed = legal.presumed_facts(rulebook, situation, judgment, standing.status)
    scores = {name: weigh(score, evaluator) for name, score in rulebook.scores.items()}
    r2p = _r2p(rulebook.r2p, situation, evaluator)
    to_try = _to_try(evaluator, presumed) if request.changes else ()
    return _Judged(case, option, known, situation, judgment, standing, evaluator, presumed, scores, r2p, to_try)


def _conclude(rulebook: Rulebook, judged: Sequence[_Judged], request: Request) -> list[out.OptionAssessment]:
    """The results of some options; the changes of their facts are tried together."""
    results = [_without_changes(rulebook, each, request) for each in judged]
    if not request.changes:
        return results
    to_try = [changes.Trial(x.situation, x.judgment, x.evaluator.reading, x.to_try) for x in judged]
    tried = changes.try_each(rulebook, to_try)
    return [_with_changes(rulebook, *each) for each in zip(judged, results, tried, strict=True)]


def _without_changes(rulebook: Rulebook, judged: _Judged, request: Request) -> out.OptionAssessment:
    case, option, evaluator, scores = judged.case, judged.option, judged.evaluator, judged.scores

    def imagine(facts: Mapping[str, FactState]) -> Evaluator:
        return Evaluator(rulebook, judged.known.settled(facts), evaluator.reading)

    return out.OptionAssessment(
        id=option.id,
        title=option.title,
        kind=option.kind,
        part_of=option.part_of,
        legal=_legal(rulebook, judged, request),
        r2p=judged.r2p,
        veto_risk=forecast(rulebook.levels.get(VETO_RISK), case, evaluator, imagine),
        legitimacy=out.Legitimacy(*scores["legitimacy"]) if "legitimacy" in scores else None,
        readiness=out.Readiness(*scores["readiness"]) if "readiness" in scores else None,
        routes=routes(evaluator),
        classification=classify(rulebook, evaluator),
        missing=(),
        advice=(),
        grounds=out.Grounds(
            judged.situation,
            tuple(evaluator.basis(b) for b in rulebook.bases),
            evaluator.reading,
            case,
            request.points,
            (),
        ),
    )


def _with_changes(
    rulebook: Rulebook, judged: _Judged, result: out.OptionAssessment, tried: changes.Changes
) -> out.OptionAssessment:
    """A result with what is missing and what to fix first; by now every rule that is asked has been evaluated."""
    sections = {VETO_RISK: VETO_RISK} | ({rulebook.r2p.pillar.id: R2P_SECTION} if rulebook.r2p else {})
    base = (judged.standing.status, judged.standing.lean)
    return result._replace(
        missing=missing(judged.situation, tried, judged.presumed, sections),
        advice=advice(rulebook, judged.situation, tried, base, spell_cell),
        grounds=result.grounds._replace(unread=_unread(judged.evaluator)),
    )


def _notes(rulebook: Rulebook, judged: _Judged) -> Iterator[out.Diagnostic]:
    """What the reader should know about the input of an option."""
    yield from (_left_out(judged.case, fact) for fact in judged.standing.left_out)
    if judged.option.kind != HYPOTHETICAL:  # an imagined option may differ from the record
        for pair in clashes(judged.situation.facts, judged.situation.derived):
            yield _clash(judged.case, rulebook, *pair)


def evaluator_for(rulebook: Rulebook, case: Case, option: Option, request: Request = NOTHING_ELSE) -> Evaluator:
    """One option under the mainstream reading, or the one asked for: to explain or classify it alone."""
    situation = complete(rulebook, case, option, request.facts, request.as_of)
    by_name = readings(rulebook, situation.law_day, request.points)
    return Evaluator(rulebook, situation, by_name[request.reading or MAINSTREAM])


def _to_try(evaluator: Evaluator, presumed: tuple[str, ...]) -> list[Fact]:
    """The facts that law and scores ask and that are open, carry the result by presumption, or can be advised on."""
    found = []
    for name in evaluator.facts_asked():
        fact, left = evaluator.rulebook.facts[name], evaluator.masks[name]
        if left & (left - 1) or name in presumed or is_for_change(fact):
            found.append(fact)
    return found


def _unread(evaluator: Evaluator) -> tuple[str, ...]:
    asked = set(evaluator.facts_asked())
    return tuple(name for name, state in evaluator.situation.facts.items() if state.path and name not in asked)


def _of_input(
    rulebook: Rulebook, case: Case, request: Request, results: Sequence[out.OptionAssessment]
) -> Iterator[out.Diagnostic]:
    """What is taken for granted where the case does not say it, and what it says for nothing."""

    def note(code: str, message: str, hint: str) -> out.Diagnostic:
        return out.Diagnostic("note", code, message, case.file, None, None, hint)

    if case.assumes_domain:
        said = f"no domain is given: taken as {' and '.join(case.domain)}"
        yield note("assumed-domain", said, "write another if it is not one, such as `domain: [mediation]`")
    undated = not (case.date or case.as_of or request.as_of)
    if undated and any(not option.date for option in case.options):
        said = f"no date is given: judged by the law of {rulebook.as_of}, the day of these rules"
        yield note("assumed-date", said, "write the day of the response, such as `date: 2026-02-10`")
    unread = dict.fromkeys(name for result in results for name in result.grounds.unread)
    for result in results if unread else ():
        own = result.grounds
        for name in [x for x in unread if own.situation.facts[x].path and x not in own.unread]:
            del unread[name]
    if unread:
        yield note(
            "unread-facts",
            f"given, but nothing asked here rests on it: {', '.join(unread)}",
            "`casecli facts ID` says what asks for it",
        )


def _left_out(case: Case, fact: str) -> out.Diagnostic:
    message = f"too many disputed claims to combine: {fact} counts as unknown for the status"
    return out.Diagnostic("warning", "too-many-claims", message, case.file, None, None, None)


def _clash(case: Case, rulebook: Rulebook, given: FactState, derived: FactState) -> out.Diagnostic:
    fact = rulebook.facts[given.fact]
    message = (
        f"{fact.id} is given as {spell_state(fact, given)}; {derived.source} makes it {spell_state(fact, derived)}"
    )
    return out.Diagnostic("warning", "clash", message, case.file, None, None, "the given value is used")


def _legal(rulebook: Rulebook, judged: _Judged, request: Request) -> out.Legal:
    judgment, standing, evaluator = judged.judgment, judged.standing, judged.evaluator
    basis = legal.bases_met(rulebook, evaluator)
    engaged = standing.status != legal.NOT_ENGAGED
    contested = standing.status == legal.CONTESTED
    names = (*NESTED, *([request.reading] if request.reading and request.reading not in NESTED else []))
    return out.Legal(
        status=standing.status,  # type: ignore[arg-type]
        lean=standing.lean,  # type: ignore[arg-type]
        possible=standing.possible,  # type: ignore[arg-type]
        basis=basis,
        nearest=None if basis or not engaged else legal.nearest(rulebook, evaluator, judged.situation.pleas),
        readings=legal.outcomes_by_reading(rulebook, judgment, names),
        turns_on=out.TurnsOn(legal.turning_points(rulebook, judgment) if contested else (), standing.facts),
        qualifiers=legal.qualifiers(rulebook, judgment, standing.status),
        without=_without(rulebook, judged.situation, judgment.readings),
        presumed=judged.presumed,
        bases=tuple(_basis(rulebook, evaluator)),
    )


def _basis(rulebook: Rulebook, evaluator: Evaluator) -> Iterable[out.BasisOutcome]:
    for basis in rulebook.bases:
        found = evaluator.basis(basis)
        elements = tuple(out.ElementVerdict(f.criterion.id, f.verdict.value) for f in found.findings)
        yield out.BasisOutcome(basis.id, verdict_of(found.truth).value, elements)  # type: ignore[arg-type]


def _without(rulebook: Rulebook, situation: Situation, by_name: dict[str, Reading]) -> out.Without | None:
    """The status with all authoritative findings at their presumed values, where one has another."""
    facts = dict(situation.facts)
    found = []
    for fact in rulebook.authoritative:
        if facts[fact.id].value != fact.presumed:
            found.append(fact.id)
            facts[fact.id] = rulebook.silent[fact.id]
    if not found:
        return None
    imagined = situation._replace(facts=facts)
    judgment = legal.judge(rulebook, imagined, by_name)
    standing = legal.stand(rulebook, imagined, judgment)
    return out.Without(tuple(found), standing.status, standing.lean)  # type: ignore[arg-type]


def _r2p(rules: R2P | None, situation: Situation, evaluator: Evaluator) -> out.R2PResult | None:
    scope = rules.threshold.applies_when if rules else None
    if rules is None or (scope and evaluator.explain(scope).truth == FALSE):
        return None
    return out.R2PResult(
        {crime: spell_state(evaluator.rulebook.facts[crime], situation.facts[crime]) for crime in rules.crimes},
        evaluator.finding(rules.threshold).verdict.value,
        *level_value(rules.pillar, evaluator.level(rules.pillar)),
    )


def operations(results: Sequence[out.OptionAssessment]) -> tuple[out.Operation, ...]:
    """Each operation with the status of its worst part, by name."""
    parts: dict[str, list[out.OptionAssessment]] = {}
    for result in results:
        if result.part_of:
            parts.setdefault(result.part_of, []).append(result)
    found = []
    for name, members in parts.items():
        worst = min(members, key=lambda m: legal.WORST_FIRST.index(m.legal.status))
        found.append(out.Operation(name, worst.legal.status, worst.id))
    return tuple(found)
