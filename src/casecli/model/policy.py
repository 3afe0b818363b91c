"""What a pipeline asks of results before it lets them pass, and which of them are set aside with a reason."""

from __future__ import annotations

import datetime as dt

from casecli.nouns import NamedTuple

STATUS, SOURCES, AGE = "legal.status", "facts.sources", "facts.age"
SCORES = {name: f"{name}.score" for name in ("legitimacy", "readiness")}
RESULTS = (STATUS, *SCORES.values(), SOURCES, AGE)
"""The results that are not of one criterion, by the place in the assessment that they speak of."""

NEVER, BLOCKER = "never", "blocker"
FAIL_ON = (NEVER, "unlawful", "contested", "undetermined", BLOCKER)


class Suppression(NamedTuple):
    """A result that is set aside: shown and counted, but no gate fails on it.

    ``criterion`` is the id of a criterion or fact, or one of RESULTS; ``option`` narrows it to one response.
    It holds up to ``expires``, that day included.
    """

    criterion: str
    case: str
    reason: str
    option: str | None = None
    by: str | None = None
    expires: dt.date | None = None
    file: str | None = None
    line: int | None = None


class Policy(NamedTuple):
    """The gates asked for.

    ``fail_on`` holds statuses and `blocker`; ``fail_under`` the least low end of a score by its name; ``max_age`` is in
    days; ``today`` is the day for expiry, else that of the case or of the rulebook: never the clock.
    """

    fail_on: tuple[str, ...] = ()
    fail_under: tuple[tuple[str, int], ...] = ()
    require_sources: bool = False
    max_age: int | None = None
    suppressions: tuple[Suppression, ...] = ()
    today: dt.date | None = None

    @property
    def asks(self) -> bool:
        """Whether anything is asked, so that cases must be assessed."""
        gates = self.fail_on, self.fail_under, self.require_sources, self.suppressions
        return any(gates) or self.max_age is not None


NO_POLICY = Policy()
