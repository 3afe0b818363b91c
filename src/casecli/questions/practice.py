"""From a rulebook's factors and cases with outcomes to a case base that can be reasoned over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import inf
from typing import Any

from casecli.engine.assess import NOTHING_ELSE, Request, evaluator_for
from casecli.engine.evaluate import Evaluator
from casecli.engine.legal import LAWFUL, UNLAWFUL
from casecli.logic import FALSE, OPEN, TRUE
from casecli.model.case import Case, Option
from casecli.model.factors import AnyFactor, Concern, Dimension, Factor
from casecli.model.facts import Fact, FactState
from casecli.model.precedents import CaseBase, Ground, PastCase, Place, Profile
from casecli.model.rulebook import Rulebook
from casecli.nouns import NamedTuple

SIDES = (LAWFUL, UNLAWFUL)
HYPOTHETICAL = "hypothetical"
LIBRARY = "cases of the library"
PRACTICE = (
    "Past cases here are practice, not binding precedent: they show what was accepted and what was rejected, and by "
    "whom. They are compared by the factors that they show, by nothing else."
)
Plain = dict[str, Any]


class Asked(NamedTuple):
    """A response that past cases are asked about, and its day; ``profile`` is None where its factors are not asked."""

    case: str
    option: str
    title: str
    option_title: str
    kind: str | None
    day: str | None
    profile: Profile | None


def asked_of(rulebook: Rulebook, case: Case, option: Option, request: Request = NOTHING_ELSE) -> Asked:
    """A response with the factors that it shows."""
    profile = profile_of(evaluator_for(rulebook, case, option, request))
    day = option.date or case.date
    return Asked(case.id, option.id, case.title, option.title, option.kind, day.isoformat() if day else None, profile)


def profile_of(evaluator: Evaluator) -> Profile | None:
    """The factors that a situation shows; None where the rulebook is surely not engaged."""
    if evaluator.explain(evaluator.rulebook.engaged_when).truth == FALSE:
        return None
    factors = evaluator.rulebook.factors
    truths = {f.id: evaluator.explain(f.when).truth for f in factors if isinstance(f, Factor) and f.when}
    places = {f.id: place for f in factors if isinstance(f, Dimension) and (place := _place(f, evaluator))}
    holds = frozenset(name for name, truth in truths.items() if truth == TRUE)
    return Profile(holds, frozenset(name for name, truth in truths.items() if truth == OPEN), places)


def _place(dimension: Dimension, evaluator: Evaluator) -> Place | None:
    applies = evaluator.explain(dimension.applies_when).truth if dimension.applies_when else TRUE
    if applies == FALSE:
        return None
    low, high = _ends(evaluator.rulebook.facts[dimension.fact], evaluator.situation.facts[dimension.fact])
    return Place(low, high, applies == TRUE)


def _ends(fact: Fact, state: FactState) -> tuple[float, float]:
    """The lowest and highest that a state leaves open: steps of a scale, or numbers."""
    if fact.kind != "number":
        return float((state.open & -state.open).bit_length() - 1), float(state.open.bit_length() - 1)
    given = [c.value for c in state.claims] if state.claims else [state.value]
    if None in given:
        return -inf, inf
    numbers = [float(x) for value in given for x in (value if isinstance(value, tuple) else (value,))]
    return min(numbers), max(numbers)


def case_base(
    rulebook: Rulebook,
    cases: Iterable[Case],
    as_of: date | None = None,
    about: tuple[str, str] = (LIBRARY, PRACTICE),
    sides: tuple[str, str] = SIDES,
) -> CaseBase:
    """The case base of some cases: each response that was given in fact, in a case with an outcome on record.

    An outcome dated after ``as_of`` is not known yet, so its case is left out. ``about`` are its title and the weight
    that its cases have.
    """
    found = [_past(rulebook, case, sides, as_of) for case in cases]
    factors = rulebook.factors
    return CaseBase(
        *about,
        sides,
        factors=tuple(f for f in factors if isinstance(f, Factor)),
        dimensions=tuple(f for f in factors if isinstance(f, Dimension)),
        concerns=tuple(f for f in factors if isinstance(f, Concern)),
        cases=tuple(past for pasts, _ in found for past in pasts),
        remarks=tuple(remark for _, remarks in found for remark in remarks),
    )


def _outcomes(case: Case, shown: Mapping[str, Profile], remarks: list[str]) -> Iterator[tuple[Option, Plain, bool]]:
    """Each response of which an outcome is on record, with it, and whether it counts for the response.

    An outcome without parts speaks of every response alike, but of an operation as a whole, whose parts may differ. A
    case's record is free in form, so it is looked at with care.
    """
    whole = case.record.get("outcome") if isinstance(case.record, dict) else None
    if not isinstance(whole, dict):
        return
    parts = whole.get("parts")
    given = [x for x in case.options if x.id in shown and x.kind != HYPOTHETICAL]
    if isinstance(parts, dict):
        yield from ((x, parts[x.id], True) for x in given if _has_result(parts.get(x.id)))
    elif _has_result(whole):
        yield from ((x, whole, len(given) == 1 or not x.part_of) for x in given)
        if not given and whole["result"] in SIDES:
            remarks.append(f"{case.id} is no past case: none of the responses that it describes can have been decided.")


def _has_result(outcome: Any) -> bool:
    return isinstance(outcome, dict) and "result" in outcome


def _later(outcome: Plain, as_of: date | None) -> bool:
    return as_of is not None and str(outcome.get("date", "")) > as_of.isoformat()


def _past(rulebook: Rulebook, case: Case, sides: Sequence[str], as_of: date | None) -> tuple[list[PastCase], list[str]]:
    """(the responses of a case that were decided or divided those who judge, what the reader should know)."""
    request = Request(as_of=as_of)
    shown = {x.id: p for x in case.options if (p := profile_of(evaluator_for(rulebook, case, x, request)))}
    remarks: list[str] = []
    found = [each for each in _outcomes(case, shown, remarks) if not _later(each[1], as_of)]
    past = [_one(case, option, outcome, shown[option.id], len(found)) for option, outcome, _ in found]
    for i, (option, outcome, counts) in enumerate(found):
        if outcome["result"] in sides and counts:
            past[i] = past[i]._replace(outcome=outcome["result"])
            past[i] = past[i]._replace(reason=_reason(rulebook, past[i], outcome.get("reason"), remarks))
        elif outcome["result"] in sides:
            remarks.append(
                f"{past[i].id} counts for neither side: the outcome speaks of the whole of {option.part_of}. "
                "Give the outcome of each part under `parts`."
            )
    return past, remarks


def _one(case: Case, option: Option, outcome: Plain, profile: Profile, of: int) -> PastCase:
    """A response with its outcome as recorded, counting for neither side."""
    lean = f", leaning {outcome['lean']}" if outcome.get("lean") else ""
    return PastCase(
        id=case.id if of == 1 else f"{case.id}/{option.id}",
        case=case.id,
        option=option.id,
        title=case.title if of == 1 else f"{case.title}, {option.title}",
        profile=profile,
        outcome=None,
        said=f"{outcome['result']}{lean}",
        by=_text(outcome, "by"),
        source=_text(outcome, "source"),
        date=_text(outcome, "date"),
    )


def _text(outcome: Plain, key: str) -> str | None:
    return str(outcome[key]) if outcome.get(key) is not None else None


def _reason(rulebook: Rulebook, past: PastCase, given: Any, remarks: list[str]) -> tuple[Ground, ...] | None:
    """The reason stated for a past case; None, with a remark, where it does not fit what the case shows."""
    if given is None:
        return None
    known = {f.id: f for f in rulebook.factors}
    grounds = [_ground(rulebook, known, past, entry) for entry in (given if isinstance(given, list) else [given])]
    wrong = [text for text in grounds if isinstance(text, str)]
    if wrong:
        remarks.append(f"{past.id}: its stated reason is left aside, since {wrong[0]}")
        return None
    return tuple(g for g in grounds if isinstance(g, Ground))


def _ground(rulebook: Rulebook, known: Mapping[str, AnyFactor], past: PastCase, entry: Any) -> Ground | str:
    """One part of a stated reason, or in words why it cannot be one."""
    name, value = next(iter(entry.items())) if isinstance(entry, dict) and entry else (entry, None)
    factor = known.get(name) if isinstance(name, str) else None
    profile = past.profile
    if isinstance(factor, Factor) and value is None:
        if factor.favours != past.outcome:
            return f"{name} speaks for the other side"
        there = name in profile.holds | profile.open
        return Ground(factor.id) if there else f"the case does not show {name}"
    if isinstance(factor, Dimension):
        return _ground_on(rulebook, factor, past, value)
    return f"no factor has the id {name!r}"


def _ground_on(rulebook: Rulebook, dimension: Dimension, past: PastCase, value: Any) -> Ground | str:
    place = past.profile.places.get(dimension.id)
    if place is None:
        return f"the case has no place on {dimension.id}"
    if value is None:
        return Ground(dimension.id)
    at = place_of(rulebook.facts[dimension.fact], value)
    if at is None:
        return f"{dimension.id} has no place {value!r}"
    reached = at <= place.high if dimension.high == past.outcome else at >= place.low
    return Ground(dimension.id, at) if reached else f"the case does not reach {value!r} on {dimension.id}"


def place_of(fact: Fact, value: Any) -> float | None:
    """The place of a value on a scale or number; None where it has none."""
    if fact.kind == "number":
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
    return float(fact.values.index(value)) if value in fact.values else None
