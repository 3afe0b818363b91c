"""The assessment: what casecli concludes, field for field as its JSON (`casecli.assessment/1`).

Field names and their order are the published ones. Only ``grounds`` is not published: it carries the trees
behind the result for the reports that show them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from casecli.model.case import Case, Situation
from casecli.model.explanation import GroupFinding
from casecli.model.rulebook import Reading
from casecli.nouns import NamedTuple

SCHEMA = "casecli.assessment/1"

Word = Literal["met", "not_met", "unknown", "not_applicable"]
Outcome = Literal["met", "not_met", "unknown"]
Status = Literal["lawful", "contested", "unlawful", "not_engaged", "undetermined"]
Lean = Literal["lawful", "unlawful"]


class RulebookName(NamedTuple):
    """Which rules judged."""

    id: str
    version: str
    digest: str


class CaseName(NamedTuple):
    """Which case was judged, by the law of which day."""

    id: str
    title: str
    file: str | None
    date: str | None
    as_of: str | None


class ElementVerdict(NamedTuple):
    """An element of a basis and what is found on it."""

    id: str
    verdict: Word


class BasisOutcome(NamedTuple):
    """A basis under the mainstream (or chosen) reading."""

    id: str
    outcome: Outcome
    elements: tuple[ElementVerdict, ...]


class ReadingOutcome(NamedTuple):
    """Whether a reading meets a basis, and which."""

    outcome: Outcome
    basis: tuple[str, ...]


class Nearest(NamedTuple):
    """The basis that is closest to being met."""

    basis: str
    lacks: tuple[str, ...]
    unknown: tuple[str, ...]


class TurnsOn(NamedTuple):
    """What carries a contested status."""

    points: tuple[str, ...]
    facts: tuple[str, ...]


class Without(NamedTuple):
    """The result as though authoritative findings had not been made."""

    facts: tuple[str, ...]
    status: Status
    lean: Lean | None


class Legal(NamedTuple):
    """The legal status and what it rests on."""

    status: Status
    lean: Lean | None
    possible: tuple[Status, ...]
    basis: tuple[str, ...]
    nearest: Nearest | None
    readings: dict[str, ReadingOutcome]
    turns_on: TurnsOn
    qualifiers: tuple[str, ...]
    without: Without | None
    presumed: tuple[str, ...]
    bases: tuple[BasisOutcome, ...]


class R2PResult(NamedTuple):
    """The responsibility to protect: a political commitment, beside legality."""

    crimes: dict[str, str]
    threshold: Word
    pillar: int | Literal["open"] | None
    possible: tuple[int, ...]


class Eases(NamedTuple):
    """A change of one fact that would lower a member's veto risk, and to what."""

    fact: str
    to: str
    level: str


class MemberRisk(NamedTuple):
    """The veto risk of one permanent member: the facts on which it rests, and what would lower it."""

    level: str | None
    possible: tuple[str, ...]
    because: tuple[str, ...]
    eases: Eases | None


class PastVeto(NamedTuple):
    """A draft or amendment on the topic that permanent members stopped."""

    date: str
    draft: str
    by: tuple[str, ...]
    kind: str
    doubt: str | None


class RouteVerdict(NamedTuple):
    """Whether a route is open while the Council is blocked."""

    id: str
    verdict: Word


class VetoRisk(NamedTuple):
    """A forecast, beside legality: the highest of the members' levels."""

    level: str | None
    possible: tuple[str, ...]
    by: dict[str, MemberRisk]
    topic: str | None
    record: tuple[PastVeto, ...]


class Range(NamedTuple):
    """A score as a range of whole percents; None where nothing applies."""

    low: int | None
    estimate: int | None
    high: int | None
    known: int | None
    exact: bool


class ItemVerdict(NamedTuple):
    """An item of a score: what is found on it, and whether it earns its weight."""

    id: str
    verdict: Word
    credit: Literal["yes", "no", "open", "not_asked"]
    weight: int
    critical: bool


class GroupScore(NamedTuple):
    """A group of a score: the same fraction over its own items."""

    id: str
    score: Range
    items: tuple[ItemVerdict, ...]


class Blocker(NamedTuple):
    """A critical item that applies and earns no credit; not ``certain`` where that is open."""

    item: str
    certain: bool


class Legitimacy(NamedTuple):
    """The legitimacy score."""

    score: Range
    band: str | None
    possible: tuple[str, ...]
    blockers: tuple[Blocker, ...]
    groups: tuple[GroupScore, ...]


class Readiness(NamedTuple):
    """The readiness score."""

    score: Range
    band: str | None
    possible: tuple[str, ...]
    blockers: tuple[Blocker, ...]
    checklists: tuple[GroupScore, ...]


class ClassFit(NamedTuple):
    """A class and its indicators: met, missing and unknown ones, and of how many."""

    id: str
    met: tuple[str, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    of: int
    fits: Outcome


class Classification(NamedTuple):
    """The classes of a taxonomy and which fit best; ``certain`` where no other can overtake them."""

    best: tuple[str, ...]
    certain: bool
    classes: tuple[ClassFit, ...]


class Missing(NamedTuple):
    """A fact that is open or presumed, and the parts of the result that knowing it could change."""

    fact: str
    presumed: str | None
    could_change: tuple[str, ...]


class Gains(NamedTuple):
    """What a change would bring: points of the low ends, blockers lifted, and the status if it changes."""

    legitimacy: int
    readiness: int
    lifts: tuple[str, ...]
    status: Status | None
    lean: Lean | None


class Advice(NamedTuple):
    """A change to one fact that would improve the result, and who can make it."""

    fact: str
    to: str
    gains: Gains
    by: str
    source: str | None


class Grounds(NamedTuple):
    """What stands behind an option's result; for reports, never published as such.

    ``reading`` is the one that bases, scores and classes follow, ``fixed`` the positions that the user fixed,
    ``unread`` the facts given that no rule asked here reads.
    """

    situation: Situation
    bases: tuple[GroupFinding, ...]
    reading: Reading
    case: Case
    fixed: Mapping[str, str]
    unread: tuple[str, ...]


class OptionAssessment(NamedTuple):
    """The result for one response."""

    id: str
    title: str
    kind: str | None
    part_of: str | None
    legal: Legal
    r2p: R2PResult | None
    veto_risk: VetoRisk | None
    legitimacy: Legitimacy | None
    readiness: Readiness | None
    routes: tuple[RouteVerdict, ...]
    classification: dict[str, Classification]
    missing: tuple[Missing, ...]
    advice: tuple[Advice, ...]
    grounds: Grounds


class Operation(NamedTuple):
    """Parts of one operation: the status of the worst part, and which it is."""

    id: str
    status: Status
    worst: str


class Diagnostic(NamedTuple):
    """Something the reader should know about the input."""

    level: str
    code: str
    message: str
    file: str | None
    line: int | None
    column: int | None
    hint: str | None


class Assessment(NamedTuple):
    """The whole result for one case."""

    schema: str
    casecli: str
    rulebook: RulebookName
    case: CaseName
    options: tuple[OptionAssessment, ...]
    operations: tuple[Operation, ...]
    diagnostics: tuple[Diagnostic, ...]
