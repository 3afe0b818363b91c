"""The nearest case that went the other way on a question, and where it differs.

Near is what shares the most answers on the facts that the question asks; among those that share as many, what shares
the most facts altogether, and real responses before imagined ones. Other responses to the same crisis come last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from casecli.engine.complete import complete
from casecli.engine.evaluate import Evaluator
from casecli.engine.spell import spell_state
from casecli.model.case import Case, Option, Situation
from casecli.model.facts import PRESUMED
from casecli.model.rulebook import Rulebook
from casecli.nouns import NamedTuple
from casecli.questions.findings import Found, find

if TYPE_CHECKING:
    from casecli.questions.marking import Bench

OPPOSITE = {"met": "not_met", "not_met": "met"}


class Differs(NamedTuple):
    """A fact that the question rests on, with its answer here and there."""

    fact: str
    here: str
    there: str


class Other(NamedTuple):
    """A response on which the finding is the opposite; ``shares`` are the facts asked that have the same answer."""

    case: str
    option: str
    title: str
    option_title: str
    kind: str | None
    found: str
    shares: tuple[str, ...]
    differs: tuple[Differs, ...]
    alike: int


def nearest_other(
    evaluator: Evaluator, bench: Bench, found: Found, cases: Iterable[Case], known_by: date | None
) -> Other | None:
    """The nearest response with the opposite finding, under the same reading; None where there is none.

    With ``known_by`` only responses of that day or before, as far as they were known by then.
    """
    wanted = OPPOSITE.get(found.verdict)
    if wanted is None:
        return None
    ranked = []
    for place, (case, option, there) in enumerate(_responses(bench.rulebook, cases, known_by)):
        if (case.id, option.id) == (bench.case.id, bench.option.id):
            continue
        judged = find(Evaluator(bench.rulebook, there, evaluator.reading), found.id)
        if judged.verdict == wanted:
            other = _compared(bench, found, case, option, there)._replace(found=judged.verdict)
            rank = (case.id == bench.case.id, -len(other.shares), -other.alike, option.kind == "hypothetical", place)
            ranked.append((rank, other))
    return min(ranked)[1] if ranked else None


def _responses(
    rulebook: Rulebook, cases: Iterable[Case], known_by: date | None
) -> Iterator[tuple[Case, Option, Situation]]:
    for case in cases:
        for option in case.options:
            day = option.date or case.date
            if known_by is None or (day is not None and day <= known_by):
                yield case, option, complete(rulebook, case, option, as_of=known_by)


def _compared(bench: Bench, found: Found, case: Case, option: Option, there: Situation) -> Other:
    """Where two responses agree and differ on the facts of a question, and how many facts they share at all."""
    facts, here = bench.rulebook.facts, bench.situation.facts
    answers = {f: (spell_state(facts[f], here[f]), spell_state(facts[f], there.facts[f])) for f in found.askable}
    alike = sum(
        state.open == there.facts[f].open
        for f, state in here.items()
        if state.state != PRESUMED and state.open & (state.open - 1) == 0
    )
    return Other(
        case=case.id,
        option=option.id,
        title=case.title,
        option_title=option.title,
        kind=option.kind,
        found="",
        shares=tuple(f for f, (a, b) in answers.items() if a == b),
        differs=tuple(Differs(f, a, b) for f, (a, b) in answers.items() if a != b),
        alike=alike,
    )
