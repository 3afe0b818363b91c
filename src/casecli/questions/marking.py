"""Mark a learner's answers on a response: right, wrong, right for the wrong reason, missing.

A finding is right where the rulebook finds the same on the mainstream reading, or on the one that the learner names and
holds to. It is right for the wrong reason where it relies on facts that have no bearing or do not carry it, cites only
authority for something else, or leaves a position taken before. Facts and authority that are not given are not held
against it; they are said to be missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from casecli.engine import legal
from casecli.engine.assess import NOTHING_ELSE, Request
from casecli.engine.complete import complete
from casecli.engine.evaluate import Evaluator
from casecli.engine.readings import NESTED, readings
from casecli.engine.spell import spell_state
from casecli.logic import FALSE
from casecli.model.case import Case, Option, Situation
from casecli.model.facts import PRESUMED
from casecli.model.learning import Answer, Paper
from casecli.model.rulebook import Group, Reading, Rulebook
from casecli.nouns import NamedTuple
from casecli.questions import citations
from casecli.questions.findings import Found, elements_that_decide, find
from casecli.questions.misconceptions import Caught, misconceptions_in
from casecli.questions.otherwise import Other, nearest_other
from casecli.questions.stances import Stance, stance_of

SCHEMA = "casecli.marking/1"
RIGHT, WRONG_REASON, WRONG, MISSING = MARKS = ("right", "wrong_reason", "wrong", "missing")
OPEN = "unknown"
Cases = Callable[[], Iterable[Case]]


class Rested(NamedTuple):
    """A fact that a finding rests on, with the case's answer; ``presumed`` where the case is silent on it."""

    fact: str
    value: str
    presumed: bool


class Marked(NamedTuple):
    """An answer with its mark, and the reasons for it.

    ``found`` is what the rulebook finds, ``rests_on`` the facts that this rests on, ``sources`` the ids of the rule's
    authority. Of the facts relied on, ``no_bearing`` are those that the rule does not ask, ``not_carrying`` those that
    it asks but that do not carry this finding; ``not_given`` names what the answer leaves out. ``right_under`` are the
    readings that would make an answer right which names none, ``clashes`` the contested points on which it leaves a
    position taken before.
    """

    criterion: str
    mark: str
    finding: str | None
    found: str
    rests_on: tuple[Rested, ...]
    sources: tuple[str, ...]
    no_bearing: tuple[str, ...] = ()
    not_carrying: tuple[str, ...] = ()
    authority: tuple[citations.Cited, ...] = ()
    not_given: tuple[str, ...] = ()
    right_under: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()
    misconceptions: tuple[str, ...] = ()
    went_the_other_way: Other | None = None


class MarkedStatus(NamedTuple):
    """The mark of a status, None where none was asked for.

    ``found`` is that of the three readings, ``under_own`` that of the reading named.
    """

    mark: str | None
    status: str | None
    found: str
    lean: str | None
    possible: tuple[str, ...]
    under_own: str | None
    right_under: tuple[str, ...]


class Marking(NamedTuple):
    """A paper marked. ``named`` are the contested points on which it takes another than the mainstream position."""

    schema: str
    case: str
    option: str
    law_day: str
    status: MarkedStatus
    answers: tuple[Marked, ...]
    missing: tuple[Marked, ...]
    misconceptions: tuple[Caught, ...]
    named: tuple[str, ...]
    isolated: tuple[str, ...]
    tally: dict[str, int]


class Bench(NamedTuple):
    """A response laid out for questions: the judgment under the three readings and the rulebook's own."""

    rulebook: Rulebook
    case: Case
    option: Option
    situation: Situation
    judgment: legal.Judgment
    standing: legal.Standing

    def under(self, reading: Reading) -> Evaluator:
        """The response under a reading."""
        return next(iter(self.judgment.evaluators.values())).under(reading)


def lay_out(rulebook: Rulebook, case: Case, option: Option, request: Request = NOTHING_ELSE) -> Bench:
    """A response ready to be asked about."""
    situation = complete(rulebook, case, option, request.facts, request.as_of)
    judgment = legal.judge(rulebook, situation, readings(rulebook, situation.law_day))
    return Bench(rulebook, case, option, situation, judgment, legal.stand(rulebook, situation, judgment))


class Asked(NamedTuple):
    """What a paper was to answer: some criteria, and the status or not."""

    criteria: tuple[str, ...]
    status: bool


def mark(
    bench: Bench,
    paper: Paper,
    others: Cases = tuple,
    known_by: date | None = None,
    asked: Asked | None = None,
) -> Marking:
    """A paper marked against a response.

    ``others`` gives the cases among which the nearest is looked for that went the other way, of those with ``known_by``
    no later than that day; they are asked for only where an answer is not right. Without ``asked``, what is missing are
    the status and the elements that carry the outcome of the bases in question.
    """
    stance = stance_of(bench.rulebook, bench.situation.law_day, paper)
    caught = misconceptions_in(bench.under(stance.reading), paper, stance, bench.standing.status)
    answers = tuple(_marked(bench, stance, a, caught, others, known_by) for a in paper.answers)
    left_out = _left_out(bench, stance, paper) if asked is None else asked.criteria
    given = {a.criterion for a in paper.answers}
    missing = tuple(_missing(bench, stance, name) for name in left_out if name not in given)
    status = _status(bench, stance, paper, counts=asked is None or asked.status)
    marks = [status.mark, *(a.mark for a in (*answers, *missing))]
    return Marking(
        schema=SCHEMA,
        case=bench.case.id,
        option=bench.option.id,
        law_day=bench.situation.law_day.isoformat(),
        status=status,
        answers=answers,
        missing=missing,
        misconceptions=caught,
        named=stance.named,
        isolated=tuple(f"{point}={position}" for point, position in stance.isolated),
        tally={name: marks.count(name) for name in MARKS},
    )


def _marked(  # noqa: PLR0913, PLR0917 - what a mark depends on
    bench: Bench, stance: Stance, answer: Answer, caught: tuple[Caught, ...], others: Cases, known_by: date | None
) -> Marked:
    evaluator = bench.under(stance.of(answer.criterion))
    found = find(evaluator, answer.criterion)
    no_bearing = tuple(f for f in answer.facts if f not in found.askable)
    not_carrying = tuple(f for f in answer.facts if f in found.askable and f not in found.rests_on)
    texts = list(_said_for(bench, found.rests_on))
    authority = tuple(citations.judge(bench.rulebook, said, found.cited, texts) for said in answer.authority)
    clashes = stance.clashes.get(answer.criterion, ())
    result = Marked(
        criterion=answer.criterion,
        mark=RIGHT,
        finding=answer.finding,
        found=found.verdict,
        rests_on=rested(bench, found.rests_on),
        sources=tuple(dict.fromkeys(s.id for s in found.sources)),
        no_bearing=no_bearing,
        not_carrying=not_carrying,
        authority=authority,
        not_given=tuple(k for k, v in (("facts", answer.facts), ("authority", answer.authority)) if not v),
        clashes=clashes,
        misconceptions=tuple(c.id for c in caught if answer.criterion in c.where),
    )
    if answer.finding != found.verdict:
        right_under = _right_under(bench, answer) if not answer.reading and not stance.named else ()
        result = result._replace(mark=WRONG, right_under=right_under)
    elif _wrongly_reasoned(result, answer, found):
        result = result._replace(mark=WRONG_REASON)
    if result.mark != RIGHT:
        other = nearest_other(evaluator, bench, found, others(), known_by)
        result = result._replace(went_the_other_way=other)
    return result


def _said_for(bench: Bench, names: Iterable[str]) -> Iterator[str]:
    """What the case cites for some facts, and the recorded votes and mandates from which they follow."""
    for name in names:
        for state in (bench.situation.facts[name], bench.situation.derived.get(name)):
            if state and state.source:
                yield state.source


def _wrongly_reasoned(marked: Marked, answer: Answer, found: Found) -> bool:
    """Whether a right finding is not carried by its reasons."""
    carried = not answer.facts or not found.rests_on or any(f in found.rests_on for f in answer.facts)
    fits = [c.fit for c in marked.authority]
    cited_for_another = citations.ELSEWHERE in fits and citations.FITS not in fits
    return bool(marked.no_bearing) or not carried or cited_for_another or bool(marked.clashes)


def _right_under(bench: Bench, answer: Answer) -> tuple[str, ...]:
    """Those of the three readings on which an answer would be right."""
    evaluators = bench.judgment.evaluators
    return tuple(n for n in NESTED if find(evaluators[n], answer.criterion).verdict == answer.finding)


def _missing(bench: Bench, stance: Stance, name: str) -> Marked:
    found = find(bench.under(stance.reading), name)
    sources = tuple(dict.fromkeys(s.id for s in found.sources))
    return Marked(name, MISSING, None, found.verdict, rested(bench, found.rests_on), sources)


def rested(bench: Bench, names: Iterable[str]) -> tuple[Rested, ...]:
    """Some facts with the case's answers."""
    facts, states = bench.rulebook.facts, bench.situation.facts
    return tuple(Rested(f, spell_state(facts[f], states[f]), states[f].state == PRESUMED) for f in names)


def _left_out(bench: Bench, stance: Stance, paper: Paper) -> list[str]:
    """The elements that carry the outcome of the bases in question and that the paper does not speak of."""
    given = {a.criterion for a in paper.answers}
    evaluator = bench.under(stance.reading)
    left: dict[str, None] = {}
    for basis in bases_in_question(bench, evaluator, given):
        if basis.id not in given:
            left.update(dict.fromkeys(elements_that_decide(evaluator, basis)))
    return list(left)


def bases_in_question(bench: Bench, evaluator: Evaluator, given: Iterable[str] = ()) -> list[Group]:
    """The bases that a reading meets, that are pleaded or nearest, and those that some answers are about."""
    rulebook, touched = bench.rulebook, set(given)
    wanted = {rulebook.criteria[x].group for x in touched if x in rulebook.criteria}
    if bench.standing.status != legal.NOT_ENGAGED:
        nearest = legal.nearest(rulebook, evaluator, bench.situation.pleas)
        wanted |= {*bench.situation.pleas, *([nearest.basis] if nearest else [])}
        wanted |= {b for n in NESTED for b in legal.bases_met(rulebook, bench.judgment.evaluators[n])}
    return [b for b in rulebook.bases if b.id in wanted]


def _status(bench: Bench, stance: Stance, paper: Paper, *, counts: bool) -> MarkedStatus:
    standing = bench.standing
    own = status_under(bench, stance.reading) if stance.named or paper.reading else None
    fitting = {standing.status, own}
    right_under: tuple[str, ...] = ()
    silent = MISSING if counts else None
    verdict = silent if paper.status is None else RIGHT if paper.status in fitting else WRONG
    if verdict == WRONG and own is None:
        evaluators = bench.judgment.evaluators
        right_under = tuple(n for n in NESTED if status_under(bench, evaluators[n].reading) == paper.status)
    return MarkedStatus(verdict, paper.status, standing.status, standing.lean, standing.possible, own, right_under)


def status_under(bench: Bench, reading: Reading) -> str:
    """The status on one reading alone: lawful, unlawful, not engaged, or undetermined where that is open."""
    truth = legal.outcome(bench.rulebook, bench.under(reading))
    engaged = bench.judgment.engaged
    if engaged == FALSE:
        return legal.NOT_ENGAGED
    left = legal.open_statuses(engaged, truth, truth)
    return left[0] if len(left) == 1 else legal.UNDETERMINED
