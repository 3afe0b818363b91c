"""Conduct against a mandate: purpose, actors, area, means and time, each compared with what the resolution allows.

Words are compared as written, whatever their case, hyphens or underscores. What the action or the mandate leaves out
is open, and an action is within a mandate only where nothing fails and nothing is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from casecli.logic import FALSE, OPEN, TRUE, Truth, both
from casecli.model.council import Mandate
from casecli.nouns import NamedTuple

Day = date | None


class Aspect(NamedTuple):
    """One thing compared: its name, whether it is within, and what was found."""

    name: str
    within: Truth
    says: str


def compare(mandate: Mandate, action: Mapping[str, Any], day: Day) -> list[Aspect]:
    """An action, as a case file describes it, against a mandate, aspect by aspect."""
    return [
        _among("purposes", action.get("purposes"), mandate.purposes),
        _among("actors", action.get("actors"), mandate.addressees),
        _among("areas", action.get("areas"), mandate.areas),
        _without("means", action.get("means"), mandate.excluded),
        _in_time(action, mandate, day),
    ]


def within(aspects: Iterable[Aspect]) -> Truth:
    """Whether every aspect is within."""
    truth = TRUE
    for aspect in aspects:
        truth = both(truth, aspect.within)
    return truth


def in_force(mandate: Mandate, first: Day, last: Day) -> Truth:
    """Whether a mandate covers the days of an action, or the one day that is known."""
    days = [d for d in (first, last) if d]
    if not days:
        return OPEN
    early = mandate.since is not None and min(days) < mandate.since
    late = mandate.until is not None and max(days) > mandate.until
    return FALSE if early or late else TRUE


def _word(text: object) -> str:
    return re.sub(r"[\s_-]+", " ", str(text)).strip().casefold()


def _among(name: str, given: Iterable[str] | None, allowed: tuple[str, ...]) -> Aspect:
    if not given or not allowed:
        return Aspect(name, OPEN if not given else TRUE, "not described" if not given else "no limit is stated")
    known = {_word(a) for a in allowed}
    beyond = [g for g in given if _word(g) not in known]
    if beyond:
        return Aspect(name, FALSE, f"{', '.join(beyond)} is not among {', '.join(allowed)}")
    return Aspect(name, TRUE, ", ".join(given))


def _without(name: str, given: Iterable[str] | None, excluded: tuple[str, ...]) -> Aspect:
    if not excluded:
        return Aspect(name, TRUE, "nothing is ruled out")
    if not given:
        return Aspect(name, OPEN, "not described")
    barred = {_word(e) for e in excluded}
    used = [g for g in given if _word(g) in barred]
    return Aspect(name, FALSE, f"{', '.join(used)} is ruled out") if used else Aspect(name, TRUE, ", ".join(given))


def _in_time(action: Mapping[str, Any], mandate: Mandate, day: Day) -> Aspect:
    first, last = _day(action.get("from")) or day, _day(action.get("until")) or day
    found = in_force(mandate, first, last)
    return Aspect(
        "time",
        found,
        {TRUE: "in the time of the mandate", FALSE: "outside the time of the mandate"}.get(found, "not dated"),
    )


def _day(value: object) -> Day:
    return date.fromisoformat(value) if isinstance(value, str) else value if isinstance(value, date) else None
