"""A result laid out for a page: each section's rows in words, with the authorities that they cite."""

from __future__ import annotations

from collections.abc import Iterator

from casecli.model import assessment as a
from casecli.nouns import NamedTuple
from casecli.reports.charts import Radar
from casecli.reports.grounds import Authority, Ground
from casecli.reports.wording import BlockerWords


class VerdictView(NamedTuple):
    """The verdict first: status in words, why, what qualifies it and stands beside it."""

    status: str
    said: str
    why: str
    remarks: tuple[str, ...]
    asides: tuple[str, ...]
    without: str | None
    law_day: str


class ReadingView(NamedTuple):
    """What one reading finds."""

    name: str
    outcome: str
    bases: str


class BasisView(NamedTuple):
    """A basis: its outcome, what decides it, and the tree of its grounds.

    ``considered`` where a reading meets it, the actor pleads it or it is the nearest: the others are soon told.
    """

    id: str
    title: str
    outcome: str
    reason: str
    sources: tuple[Authority, ...]
    ground: Ground
    considered: bool


class PositionView(NamedTuple):
    """The position that some readings take on a contested point."""

    readings: tuple[str, ...]
    title: str
    says: str
    support: str
    sources: tuple[Authority, ...]
    against: tuple[Authority, ...]


class PointView(NamedTuple):
    """A contested point on which the status turns."""

    title: str
    question: str
    positions: tuple[PositionView, ...]


class FactView(NamedTuple):
    """A fact: what the case says of it, and with what confidence."""

    id: str
    title: str
    question: str
    found: str
    confidence: str | None
    note: str | None


class LegalView(NamedTuple):
    """Legality: by reading, what it turns on, and basis by basis."""

    reading: str
    readings: tuple[ReadingView, ...]
    points: tuple[PointView, ...]
    disputed: tuple[FactView, ...]
    bases: tuple[BasisView, ...]
    nearest: str | None


class R2PView(NamedTuple):
    """The responsibility to protect: in a word and a sentence, crime by crime, and why."""

    word: str
    said: str
    crimes: tuple[tuple[str, str], ...]
    threshold: Ground


class MemberView(NamedTuple):
    """A permanent member's veto risk and what it rests on."""

    name: str
    level: str
    rests_on: tuple[str, ...]


class RouteView(NamedTuple):
    """A route while the Council is blocked that is open, surely or perhaps, and what it can and cannot do in law."""

    title: str
    certain: bool
    can: str | None
    cannot: str | None
    sources: tuple[Authority, ...]


class VetoView(NamedTuple):
    """Veto risk: the whole Council's and member by member, past vetoes, what would lower it, and what is left."""

    level: str
    members: tuple[MemberView, ...]
    past: str | None
    eases: tuple[str, ...]
    blocked: str | None
    routes: tuple[RouteView, ...]


class ItemView(NamedTuple):
    """An item of a score: what is asked, what is found, and whether it earns its weight."""

    title: str
    question: str
    credit: str
    lacks: str | None
    critical: bool
    weight: int
    found: tuple[str, ...]
    sources: tuple[Authority, ...]
    at_odds: tuple[str, ...]


class GroupView(NamedTuple):
    """A group of a score that is asked here, its gaps first."""

    title: str
    score: a.Range
    span: str
    worst: str
    items: tuple[ItemView, ...]

    def count(self, credit: str) -> int:
        """How many items are so credited."""
        return sum(i.credit == credit for i in self.items)


class ScoreView(NamedTuple):
    """A score: its range, its band and caps, and its groups, the weakest first.

    ``scale`` are its bands as (name, lower limit, upper limit).
    """

    id: str
    title: str
    score: a.Range
    span: str
    band: str
    scale: tuple[tuple[str, int, int], ...]
    blockers: tuple[BlockerWords, ...]
    groups: tuple[GroupView, ...]
    radar: Radar | None


class TaxonomyView(NamedTuple):
    """A taxonomy and the classes of it that fit best, as (title, indicators in words)."""

    title: str
    certain: bool
    classes: tuple[tuple[str, str], ...]


class AdviceView(NamedTuple):
    """A change that would improve the result: as a step, as `--set` takes it, and what it brings."""

    said: str
    setting: str
    gains: str


class PresumedView(NamedTuple):
    """A presumption that the status rests on, with its reason and authority."""

    id: str
    said: str
    reason: str
    sources: tuple[Authority, ...]


class TensionView(NamedTuple):
    """Where the documents are at odds with themselves, each other, the record or the law."""

    title: str
    says: str
    but: str
    handled: str
    sources: tuple[Authority, ...]


class OptionView(NamedTuple):
    """One option, section by section, in the order that every format keeps."""

    id: str
    title: str
    kind: str | None
    verdict: VerdictView
    legal: LegalView | None
    r2p: R2PView | None
    veto: VetoView | None
    scores: tuple[ScoreView, ...]
    classes: tuple[TaxonomyView, ...]
    advice: tuple[AdviceView, ...]
    missing: tuple[tuple[FactView, str], ...]
    presumed: tuple[PresumedView, ...]
    tensions: tuple[TensionView, ...]
    facts: tuple[FactView, ...]

    def score(self, name: str) -> ScoreView | None:
        """A score by its id, where anything of it is asked."""
        return next((s for s in self.scores if s.id == name), None)


def cited(value: object) -> Iterator[str]:
    """The ids of all sources that a view, or anything in it, cites."""
    if isinstance(value, Authority):
        yield value.id
    elif isinstance(value, tuple | list):
        for part in value:
            yield from cited(part)
