"""Veto risk, a forecast beside legality: by member, with what it rests on, the record, and what would lower it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casecli.engine import record
from casecli.engine.evaluate import Evaluator
from casecli.engine.spell import level_value, spell_cell
from casecli.engine.trace import facts_behind
from casecli.logic import FALSE, TRUE
from casecli.model import assessment as out
from casecli.model.case import Case
from casecli.model.facts import DERIVED, KNOWN, FactState, cell_of
from casecli.model.rulebook import Level

Imagine = Callable[[Mapping[str, FactState]], Evaluator]
"""The evaluator of the same response with some facts set otherwise; what is derived from them is derived anew."""


def forecast(level: Level | None, case: Case, evaluator: Evaluator, imagine: Imagine) -> out.VetoRisk | None:
    """The veto risk of a response, None where the rulebook has no such level."""
    if level is None:
        return None
    by = {member: _member(own, evaluator, imagine) for member, own in level.members}
    return out.VetoRisk(*level_value(level, evaluator.level(level)), by, case.topic, past(case, evaluator))


def _member(level: Level, evaluator: Evaluator, imagine: Imagine) -> out.MemberRisk:
    mask = evaluator.level(level)
    value, possible = level_value(level, mask)
    because = _because(level, evaluator) if value or possible else ()
    return out.MemberRisk(
        value, possible, because, None if possible else _eases(level, mask, because, evaluator, imagine)
    )


def _because(level: Level, evaluator: Evaluator) -> tuple[str, ...]:
    """The facts that carry the highest value surely held, or, where none is, those that leave it open."""
    held = [w for w in level.when if w and evaluator.explain(w).truth == TRUE]
    carrying = facts_behind([evaluator.explain(held[-1])]) if held else []
    facts = evaluator.situation.facts
    return tuple(f for f in carrying if facts[f].state != DERIVED or facts[f].value)


def _eases(
    level: Level, mask: int, because: tuple[str, ...], evaluator: Evaluator, imagine: Imagine
) -> out.Eases | None:
    """The smallest change of a stand that lowers a settled level: to a value that takes its weight from the record."""
    facts = evaluator.rulebook.facts
    rules = [f.derived for f in evaluator.rulebook.derived if f.derived and f.derived.unless]
    calming = {rule.unless[0]: rule.unless[1] for rule in rules if rule.unless}
    for name in because:
        if name not in calming:
            continue
        fact, now = facts[name], evaluator.masks[name].bit_length()
        calm = sorted((cell_of(fact, v).bit_length() for v in calming[name]), key=lambda cell: abs(cell - now))
        state = FactState(name, 1 << calm[0] - 1, KNOWN, fact.values[calm[0] - 1])
        there = imagine({name: state}).level(level)
        if there.bit_length() < mask.bit_length():
            return out.Eases(name, spell_cell(fact, calm[0] - 1), str(level_value(level, there)[0]))
    return None


def past(case: Case, evaluator: Evaluator) -> tuple[out.PastVeto, ...]:
    """The vetoes on the case's topic up to the day of what is known, else of the response."""
    rulebook, situation = evaluator.rulebook, evaluator.situation
    known = record.until(record.on_topic(rulebook.vetoes, case.topic), situation.known_day) if case.topic else []
    return tuple(out.PastVeto(v.date.isoformat(), v.draft, v.by, v.kind, v.doubt) for v in known)


def routes(evaluator: Evaluator) -> tuple[out.RouteVerdict, ...]:
    """Each route with whether the case leaves it open; none where no question of force is raised."""
    if evaluator.explain(evaluator.rulebook.engaged_when).truth == FALSE:
        return ()
    return tuple(out.RouteVerdict(r.id, evaluator.finding(r).verdict.value) for r in evaluator.rulebook.routes)
