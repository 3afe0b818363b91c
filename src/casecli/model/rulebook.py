"""The rulebook: law and lessons as values, each with its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from casecli.model.conditions import Condition
from casecli.model.council import Mandate, Veto
from casecli.model.facts import Fact, FactState, SourceRef, Value
from casecli.nouns import NamedTuple

if TYPE_CHECKING:
    from casecli.model.factors import AnyFactor
    from casecli.model.learning import Misconception


class InForce(NamedTuple):
    """The days on which a rule is law; an end that is None is open."""

    since: dt.date | None = None
    until: dt.date | None = None

    def on(self, day: dt.date) -> bool:
        """Whether the rule is in force on that day (both ends included)."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


ALWAYS_IN_FORCE = InForce()


class Source(NamedTuple):
    """An authority: ``status`` says what weight it has (binding, customary, judicial, political, proposal ...)."""

    id: str
    title: str
    short: str
    status: str
    date: dt.date | None
    url: str | None


class Criterion(NamedTuple):
    """One question with its test: an element of a basis, an item of a score, or a criterion standing alone.

    Met when ``met_when`` holds and ``unless`` does not; asked only where ``applies_when`` holds. A risk is
    credited when it is not met, a safeguard when it is. ``lacks`` says in few words what is missing where it fails;
    ``can`` and ``cannot`` what a route past the Council does in law.
    """

    id: str
    title: str
    lacks: str | None
    question: str
    met_when: Condition
    unless: Condition | None
    applies_when: Condition | None
    in_force: InForce
    sources: tuple[SourceRef, ...]
    why: str | None
    good: str | None
    can: str | None
    cannot: str | None
    covers: tuple[str, ...]
    standards: tuple[SourceRef, ...]
    examples: Any
    points: tuple[str, ...]
    group: str | None = None
    weight: int = 0
    critical: bool = False
    polarity: str = "safeguard"
    phase: str | None = None


class Group(NamedTuple):
    """Criteria judged together: a basis, a checklist, a legitimacy group or a class."""

    id: str
    title: str
    criteria: Sequence[Criterion]
    applies_when: Condition | None
    in_force: InForce
    blocked_at: str | None
    sources: tuple[SourceRef, ...]
    points: tuple[str, ...]


class Score(NamedTuple):
    """Weight credited in a set of groups; ``bands`` are (name, lower limit in percent), lowest first."""

    id: str
    title: str
    groups: tuple[Group, ...]
    bands: tuple[tuple[str, int], ...]
    blocked_at: str | None


class Level(NamedTuple):
    """A named conclusion on a scale: the highest value whose condition holds; none where it does not apply.

    ``when`` goes with ``values``, lowest first. A level with ``members`` is the highest of its members' levels.
    """

    id: str
    title: str
    values: tuple[Value, ...]
    when: tuple[Condition | None, ...]
    applies_when: Condition | None
    in_force: InForce
    sources: tuple[SourceRef, ...]
    members: tuple[tuple[str, Level], ...] = ()


class Taxonomy(NamedTuple):
    """Classes that a case may belong to; the indicators of a class are its criteria, the defining ones critical.

    ``origin`` says whether a document states the list or it is inferred from one; ``exclusive`` that a case belongs to
    one class at most.
    """

    id: str
    title: str
    question: str
    origin: str
    exclusive: bool
    classes: tuple[Group, ...]
    applies_when: Condition | None
    in_force: InForce
    sources: tuple[SourceRef, ...]


class Position(NamedTuple):
    """One answer to a contested point. ``support`` is (degree, since when), oldest first; None: always."""

    id: str
    title: str
    support: tuple[tuple[str, dt.date | None], ...]
    says: str
    sources: tuple[SourceRef, ...]
    against: tuple[SourceRef, ...]
    needs: Condition | None

    def support_on(self, day: dt.date) -> str:
        """The degree of support on that day: isolated, substantial or prevailing."""
        degrees = [degree for degree, since in self.support if since is None or since <= day]
        return degrees[-1] if degrees else "isolated"


class Point(NamedTuple):
    """A question on which lawyers divide; positions run from narrow to wide."""

    id: str
    title: str
    question: str
    positions: tuple[Position, ...]


class Reading(NamedTuple):
    """One position for every contested point, as its index."""

    id: str
    positions: dict[str, int]


class Qualifier(NamedTuple):
    """A remark on a basis relied on, or on not_engaged; never changes a status.

    ``of`` is empty for every basis; ``wider_positions`` counts the points that carry a basis past the mainstream.
    """

    id: str
    of: tuple[str, ...]
    when: Condition | None
    wider_positions: int | None
    says: str
    sources: tuple[SourceRef, ...]


class R2P(NamedTuple):
    """Which facts, criterion and level speak of the responsibility to protect."""

    crimes: tuple[str, ...]
    threshold: Criterion
    pillar: Level


class CouncilRule(NamedTuple):
    """The Security Council's composition from a day on."""

    since: dt.date
    members: int
    majority: int
    permanent: tuple[str, ...]
    sources: tuple[SourceRef, ...]


class Rulebook(NamedTuple):
    """Everything the engine knows of the law and the lessons.

    ``derived`` are the facts that may follow from votes, mandates and the record, ``authoritative`` those that say what
    a court, the Council or the Assembly found, ``silent`` the state of each fact on which a case is silent. ``members``
    has every plain name and code of a state with the state's id, ``notes`` the annotations that no assessment reads, by
    section, for reports and look-ups. ``factors`` are those of them that compare cases, compiled; ``misconceptions``
    those that a learner's answers can show.
    """

    id: str
    version: str
    digest: str
    as_of: dt.date
    facts: dict[str, Fact]
    derived: tuple[Fact, ...]
    authoritative: tuple[Fact, ...]
    silent: dict[str, FactState]
    points: dict[str, Point]
    readings: dict[str, dict[str, str]]
    criteria: Mapping[str, Criterion]
    engaged_when: Condition
    every_basis: tuple[Criterion, ...]
    bases: tuple[Group, ...]
    qualifiers: tuple[Qualifier, ...]
    r2p: R2P | None
    levels: dict[str, Level]
    scores: dict[str, Score]
    taxonomies: dict[str, Taxonomy]
    routes: tuple[Criterion, ...]
    vetoes: Sequence[Veto]
    members: Mapping[str, str]
    mandates: Mapping[str, Mandate]
    council: tuple[CouncilRule, ...]
    sources: Mapping[str, Source]
    notes: Mapping[str, Sequence[dict[str, Any]]]
    factors: Sequence[AnyFactor] = ()
    misconceptions: Sequence[Misconception] = ()
