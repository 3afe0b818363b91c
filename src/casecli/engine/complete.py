"""From a case and an option to a situation: one state for every fact, and the day whose law applies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from casecli.engine.derive import Council, council_of, derive
from casecli.model.case import Case, Option, Situation
from casecli.model.facts import DISPUTED, KNOWN, UNKNOWN, Claim, FactState
from casecli.model.rulebook import Rulebook
from casecli.nouns import NamedTuple


class Known(NamedTuple):
    """What is known of one option, before what follows from it: the facts given, the Council, and the days that count.

    ``known_by`` is None where nothing is hidden.
    """

    council: Council
    given: dict[str, FactState]
    law_day: date
    known_by: date | None

    def settled(self, instead: Mapping[str, FactState] | None = None) -> Situation:
        """The situation, with some facts ``instead`` of those given; what follows from them is derived anew."""
        rulebook, case, option = self.council.rulebook, self.council.case, self.council.option
        given = {**self.given, **instead} if instead else self.given
        derived = derive(self.council, given)
        facts = rulebook.silent | derived | given
        known_day = self.known_by or rulebook.as_of
        return Situation(case.id, option.id, self.law_day, known_day, case.domain, facts, option.pleas, derived)


def complete(
    rulebook: Rulebook,
    case: Case,
    option: Option,
    settings: Mapping[str, FactState] | None = None,
    as_of: date | None = None,
) -> Situation:
    """The situation that the engine judges: what is known, settled."""
    return what_is_known(rulebook, case, option, settings, as_of).settled()


def what_is_known(
    rulebook: Rulebook,
    case: Case,
    option: Option,
    settings: Mapping[str, FactState] | None = None,
    as_of: date | None = None,
) -> Known:
    """What is known of an option by a day.

    Precedence: ``settings``, option, case, what follows from votes and mandates, presumption, unknown. ``as_of`` (else
    the case's) hides what is dated later, and the law too where it is earlier than the day of the response.
    """
    known_by = as_of or case.as_of
    response = option.date or case.date
    days = [d for d in (response, known_by) if d]
    given = {**_by(known_by, case.facts), **_by(known_by, option.facts), **(settings or {})}
    law_day = min(days, default=rulebook.as_of)
    return Known(council_of(rulebook, case, option, known_by), given, law_day, known_by)


def _by(day: date | None, given: Mapping[str, FactState]) -> Mapping[str, FactState]:
    """What a file gives as far as it was known by a day. An option's later answer leaves the case's earlier one."""
    return {k: s for k, state in given.items() if (s := _as_known(state, day))} if day else given


def _as_known(state: FactState, day: date) -> FactState | None:
    """A state without what is dated after a day; None where nothing is left."""
    if state.date and state.date > day:
        return None
    if state.state != DISPUTED:
        return state
    claims = tuple(x for x in state.claims if not (x.date and x.date > day))
    if len(claims) == len(state.claims):
        return state
    return _of_claims(state, claims) if claims else None


def _of_claims(state: FactState, claims: tuple[Claim, ...]) -> FactState:
    mask = 0
    for claim in claims:
        mask |= claim.open
    if len(claims) > 1:
        return state._replace(open=mask, claims=claims)
    kept = KNOWN if not mask & (mask - 1) else UNKNOWN
    return state._replace(open=mask, claims=(), state=kept, value=claims[0].value)
