"""Facts that follow from the record of vetoes, the case's votes and its mandates, where a case does not give them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date

from casecli.engine import mandate as mandates
from casecli.engine import record
from casecli.engine.council import VETOED, meaning, rule_on
from casecli.logic import FALSE, TRUE, Truth
from casecli.model.case import Case, Option, Vote
from casecli.model.council import Mandate, Veto, VoteResult, ballot_of
from casecli.model.facts import DERIVED, Derivation, Fact, FactState, Value, cell_of
from casecli.model.problems import Unusable
from casecli.model.rulebook import Rulebook
from casecli.nouns import NamedTuple


class Council(NamedTuple):
    """What is known of the Council for one option: its votes and mandates, and the record up to the day that counts.

    ``on_topic`` and ``in_region`` are the drafts of the record that were stopped on the case's topic and region.
    """

    rulebook: Rulebook
    case: Case
    option: Option
    day: date
    votes: tuple[tuple[Vote, VoteResult], ...]
    mandates: tuple[Mandate, ...]
    on_topic: Sequence[Veto]
    in_region: Sequence[Veto]


def derive(council: Council, given: Mapping[str, FactState]) -> dict[str, FactState]:
    """The states that follow, by fact; a fact that the case gives is derived too, so that a clash can be said."""
    found = {}
    for fact in council.rulebook.derived:
        if fact.derived is None or _excepted(fact.derived, given):
            continue
        result = RULES[fact.derived.of](council, fact.derived)
        if result is not None:
            value, why = result
            found[fact.id] = FactState(fact.id, cell_of(fact, value), DERIVED, value, source=why)
    return found


def _excepted(derivation: Derivation, given: Mapping[str, FactState]) -> bool:
    if derivation.unless is None:
        return False
    name, values = derivation.unless
    return name in given and given[name].value in values


class Following(NamedTuple):
    """A fact that follows from the record save where ``steering`` has one of some values.

    ``opens`` are its open cells where it follows, and where it does not.
    """

    fact: Fact
    steering: str
    values: tuple[Value, ...]
    opens: tuple[int, int]


def following(rulebook: Rulebook, derived: Mapping[str, FactState], varied: Container[str]) -> Iterator[Following]:
    """The facts that follow or do not by the value of one that is varied."""
    for name, state in derived.items():
        rule = rulebook.facts[name].derived
        if rule and rule.unless and rule.unless[0] in varied:
            yield Following(rulebook.facts[name], *rule.unless, (state.open, rulebook.silent[name].open))


def clashes(facts: Mapping[str, FactState], derived: Mapping[str, FactState]) -> Iterable[tuple[FactState, FactState]]:
    """(as given, as derived) of the facts on which a case and the Council's record disagree."""
    for name, state in derived.items():
        if not facts[name].open & state.open:
            yield facts[name], state


Found = tuple[Value, str] | None


def _on_topic(council: Council, rule: Derivation) -> Found:
    if not council.case.topic:
        return None
    mine = sum(rule.member in v.by for v in council.on_topic)
    return mine, f"{_drafts(mine)} vetoed on {council.case.topic} up to {council.day}, by the record of vetoes"


def _on_region(council: Council, rule: Derivation) -> Found:
    if not council.case.region:
        return None
    since = record.years_before(council.day, rule.years)
    found = record.share(record.since(council.in_region, since), rule.member or "")
    if found.drafts < rule.least or found.percent is None:
        return None
    said = f"{found.vetoes} of {found.drafts} drafts stopped on {council.case.region} from {since} to {council.day}"
    return found.percent, said


def _drafts(count: int) -> str:
    return "1 draft" if count == 1 else f"{count} drafts"


def _in_votes(council: Council, rule: Derivation) -> Found:
    for vote, found in council.votes:
        if found.outcome == VETOED and rule.member in found.vetoed_by and rule.yes is not None:
            return rule.yes, f"vote on {vote.draft}, {vote.date or 'undated'}"
    return None


def _authorises(council: Council, rule: Derivation) -> Found:
    if not council.mandates:
        return None
    for mandate in council.mandates:
        if mandate.authorises:
            return _if_stated(rule.yes, f"{mandate.title}: {mandate.operative}")
    return _if_stated(rule.no, f"no operative words in {', '.join(m.title for m in council.mandates)}")


def _in_force(council: Council, rule: Derivation) -> Found:
    action = council.option.action or {}
    best = _best(council, lambda m: mandates.compare(m, action, council.option.date or council.case.date)[-1:])
    if best is None:
        return None
    mandate, aspects, truth = best
    said = f"{mandate.title}: {aspects[0].says}"
    return _if_stated(rule.yes, said) if truth == TRUE else _if_stated(rule.no, said) if truth == FALSE else None


def _kept(council: Council, rule: Derivation) -> Found:
    action = council.option.action
    if not action:
        return None
    best = _best(council, lambda m: mandates.compare(m, action, council.option.date or council.case.date))
    if best is None:
        return None
    mandate, aspects, truth = best
    if truth == TRUE:
        return _if_stated(rule.yes, f"{mandate.title}: purpose, actors, area, means and time are within it")
    failing = [f"{a.name}: {a.says}" for a in aspects if a.within == FALSE]
    return _if_stated(rule.no, f"{mandate.title}: {'; '.join(failing)}") if truth == FALSE else None


def _best(
    council: Council, compare: Callable[[Mandate], list[mandates.Aspect]]
) -> tuple[Mandate, list[mandates.Aspect], Truth] | None:
    """The authorising mandate that covers the action best: within before open before beyond."""
    found = [
        (m, aspects, mandates.within(aspects)) for m in council.mandates if m.authorises and (aspects := compare(m))
    ]
    return min(found, key=lambda x: (x[2] == FALSE, x[2] != TRUE), default=None)


def _if_stated(value: Value | None, why: str) -> Found:
    return None if value is None else (value, why)


Rule = Callable[[Council, Derivation], Found]
RULES: dict[str, Rule] = {
    "vetoes_on_topic": _on_topic,
    "share_on_region": _on_region,
    "veto_in_votes": _in_votes,
    "mandate_authorises": _authorises,
    "mandate_in_force": _in_force,
    "mandate_kept": _kept,
}


def _meant(rulebook: Rulebook, votes: Iterable[Vote], day: date) -> Iterable[tuple[Vote, VoteResult]]:
    """The votes with what they mean; one whose numbers do not add up says nothing. An undated vote is of ``day``."""
    for vote in votes:
        ballot, _ = ballot_of(vote.sides, rulebook.members, procedural=vote.procedural)
        with suppress(Unusable):
            yield vote, meaning(ballot, rule_on(rulebook.council, vote.date or day))


def council_of(rulebook: Rulebook, case: Case, option: Option, known_by: date | None) -> Council:
    """What is known of the Council by a day. Past vetoes are counted up to that of the response: no hindsight."""
    day = min(d for d in (known_by, option.date or case.date, rulebook.as_of) if d)
    votes = [v for v in case.votes if not (v.date and known_by and v.date > known_by)]
    named = (m if isinstance(m, Mandate) else rulebook.mandates[m] for m in case.mandates if _known(rulebook, m))
    known = tuple(m for m in named if not (m.since and known_by and m.since > known_by))
    stopped = record.drafts(record.until(rulebook.vetoes, day)) if case.topic or case.region else []
    on_topic, in_region = record.on_topic(stopped, case.topic), record.in_region(stopped, case.region)
    return Council(rulebook, case, option, day, tuple(_meant(rulebook, votes, day)), known, on_topic, in_region)


def _known(rulebook: Rulebook, mandate: str | Mandate) -> bool:
    return isinstance(mandate, Mandate) or mandate in rulebook.mandates
