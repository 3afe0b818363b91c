"""The tree of grounds in words: every rule with its question, what was found, and the authority.

Text, JSON and later formats are views of this tree; nothing is evaluated here.
"""

from __future__ import annotations

from typing import Any

from casecli.engine.evaluate import Evaluator, verdict_of
from casecli.engine.trace import despite
from casecli.model import conditions as c
from casecli.model.explanation import Explanation, Finding, GroupFinding
from casecli.model.facts import DISPUTED, PRESUMED, Fact, FactState, SourceRef, values_in
from casecli.model.rulebook import Rulebook
from casecli.nouns import NamedTuple
from casecli.reports.words import both, either, words


class Authority(NamedTuple):
    """A source as cited, with its weight."""

    id: str
    cited: str
    status: str


class Ground(NamedTuple):
    """One step of the reasoning and the steps under it.

    ``kind`` is basis, criterion, fact, all, any, not, count, by, met, level, domain or always; ``says`` the rule in
    words, ``found`` what the case gives. ``against`` are the facts that point the other way, ``at_odds`` says where the
    documents contradict themselves, each other, the record or the law on this.
    """

    kind: str
    id: str | None
    verdict: str
    says: str
    found: str | None = None
    sources: tuple[Authority, ...] = ()
    why: str | None = None
    against: tuple[str, ...] = ()
    at_odds: tuple[str, ...] = ()
    children: tuple[Ground, ...] = ()


class Teller:
    """Puts the findings of one evaluator into words."""

    def __init__(self, rulebook: Rulebook, evaluator: Evaluator) -> None:
        self.rulebook, self.evaluator = rulebook, evaluator
        self.states = evaluator.situation.facts
        self.tensions: dict[str, list[str]] = {}
        case = evaluator.situation.case
        for tension in rulebook.notes["tensions"]:
            for name in tension.get("at", ()) if case in tension.get("cases", (case,)) else ():
                self.tensions.setdefault(name, []).append(tension_words(tension))

    def basis(self, found: GroupFinding) -> Ground:
        """A basis with each of its elements."""
        return Ground(
            kind="basis",
            id=found.group.id,
            verdict=verdict_of(found.truth).value,
            says=found.group.title,
            sources=self.authorities(found.group.sources),
            children=tuple(self.criterion(f) for f in found.findings),
        )

    def criterion(self, finding: Finding) -> Ground:
        """A criterion with what was asked, found and excepted."""
        criterion = finding.criterion
        children = []
        if finding.scope:
            children.append(self._wrap("asked only where", finding.scope))
        children.append(self.condition(finding.met))
        if finding.exception:
            children.append(self._wrap("unless", finding.exception))
        return Ground(
            kind="criterion",
            id=criterion.id,
            verdict=finding.verdict.value,
            says=criterion.question,
            found=self._not_in_force(finding),
            sources=self.authorities(criterion.sources),
            why=criterion.why,
            against=self._against(finding.met),
            at_odds=tuple(self.tensions.get(criterion.id, ())),
            children=tuple(children),
        )

    def _against(self, node: Explanation) -> tuple[str, ...]:
        """The facts of the case, not the presumptions of the law, that point the other way."""
        leaves = [x for x in despite(node) if isinstance(x.condition, c.Test)]
        given = [x for x in leaves if self.states[x.condition.fact].state != PRESUMED]  # type: ignore[union-attr]
        return tuple(dict.fromkeys(self._leaf(x) for x in given))

    def _not_in_force(self, finding: Finding) -> str | None:
        period = finding.criterion.in_force
        if period.on(self.evaluator.situation.law_day):
            return None
        return f"in force from {period.since}" if period.since else f"in force until {period.until}"

    def _wrap(self, label: str, node: Explanation) -> Ground:
        return Ground("all", None, verdict_of(node.truth).value, label, children=(self.condition(node),))

    def condition(self, node: Explanation) -> Ground:  # noqa: PLR0911 - a case a kind
        """A condition and its parts."""
        condition, verdict = node.condition, verdict_of(node.truth).value
        parts = tuple(self.condition(x) for x in node.children)
        match condition:
            case c.Test():
                fact = self.rulebook.facts[condition.fact]
                says, found = asked(fact, condition.mask), told(fact, self.states[fact.id])
                return Ground("fact", fact.id, verdict, says, found, at_odds=tuple(self.tensions.get(fact.id, ())))
            case c.LevelTest():
                return Ground("level", condition.level.id, verdict, condition.level.title)
            case c.Met():
                return self._met(node, verdict)
            case c.By():
                return self._by(node, condition, verdict, parts)
            case c.Count():
                return Ground("count", None, verdict, f"at least {condition.at_least} of", children=parts)
            case c.InDomain():
                return Ground("domain", None, verdict, f"a case of {either([words(d) for d in condition.domains])}")
            case c.Always():
                return Ground("always", None, verdict, "nothing further is asked")
        says = {c.All: "all of", c.Any: "any of", c.Not: "not"}[type(condition)]
        return Ground(says.split()[0], None, verdict, says, children=parts)

    def _met(self, node: Explanation, verdict: str) -> Ground:
        found = node.finding
        if isinstance(found, GroupFinding):
            return self.basis(found)._replace(kind="met", verdict=verdict)
        if found is None:
            return Ground("met", None, verdict, "")
        return self.criterion(found)._replace(kind="met", verdict=verdict)

    def _by(self, node: Explanation, condition: c.By, verdict: str, parts: tuple[Ground, ...]) -> Ground:
        point = self.rulebook.points[condition.point]
        position = point.positions[node.position or 0]
        says = f"{point.question} On the {self.evaluator.reading.id} reading: {position.title} ({position.says})"
        shown = parts or (Ground("always", None, "not_met", "on this position nothing meets it"),)
        return Ground("by", point.id, verdict, says, sources=self.authorities(position.sources), children=shown)

    def _leaf(self, node: Explanation) -> str:
        told_of = self.condition(node)
        return f"{told_of.says}: {told_of.found}" if told_of.found else told_of.says

    def authorities(self, refs: tuple[SourceRef, ...]) -> tuple[Authority, ...]:
        """Sources as cited."""
        return tuple(Authority(r.id, cite(self.rulebook, r), self.rulebook.sources[r.id].status) for r in refs)


def tension_words(tension: dict[str, Any]) -> str:
    """A tension in sentences: what the text says, what stands against it, and what is done about it."""
    return f"{tension['title']}. The text: {tension['says']} Against it: {tension['but']} Here: {tension['handled']}"


def cite(rulebook: Rulebook, ref: SourceRef) -> str:
    """An authority in short form with the place in it."""
    source = rulebook.sources[ref.id]
    place = f"{source.short}, {ref.at}" if ref.at else source.short
    return f"{place} [{ref.note}]" if ref.note else place


def asked(fact: Fact, mask: int) -> str:
    """What a test asks of a fact."""
    if fact.kind == "number":
        return f"{fact.title} {_limits(fact, mask)}"
    if fact.kind == "boolean":
        return f"{fact.title}: {'yes' if mask == 2 else 'no'}"  # noqa: PLR2004 - the cell of true
    return f"{fact.title}: {either([words(v) for v in values_in(fact, mask)])}"


def _limits(fact: Fact, mask: int) -> str:
    cells = [i for i in range(fact.cells) if mask >> i & 1]
    if not cells:
        return "of no value"  # bounds that exclude each other; lint names them
    low, high = cells[0], cells[-1]
    said = []
    if low:
        said.append(f"{'at least' if low % 2 else 'above'} {fact.bounds[(low - 1) // 2]:,.0f}")
    if high < fact.cells - 1:
        said.append(f"{'at most' if high % 2 else 'below'} {fact.bounds[high // 2]:,.0f}")
    return both(said)


def spell(value: object) -> str:
    """A value as given, in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return either([spell(v) for v in value])
    return f"{value:,}" if isinstance(value, int | float) else words(value)


def stated(fact: Fact, value: object) -> str:
    """A fact with a value in few words: `no third party`, `ceasefire: verified`."""
    if fact.kind == "boolean":
        return fact.title if value in (True, "true") else f"no {fact.title}"
    return f"{fact.title}: {spell(value)}"


def advised(fact: Fact, value: str) -> str:
    """A fact with a value as a step that somebody can take."""
    return fact.steps.get(value) or stated(fact, value)


def told(fact: Fact, state: FactState) -> str:
    """What a case says of a fact, with its source."""
    if state.state == DISPUTED:
        claims = [
            f"{spell(x.value)}{f' ({x.source})' if x.source else ''}" for x in state.claims if x.value is not None
        ]
        return f"sources disagree{': ' + '; '.join(claims) if claims else ''}"
    if fact.kind == "number" and isinstance(state.value, tuple):
        low, high = state.value
        said = f"{low:,} to {high:,}"
    elif state.value is None:
        said = "not known"
    else:
        said = spell(state.value)
    if state.state == PRESUMED:
        return f"{said} (presumed: {fact.presumed_why})"
    return f"{said} ({state.source})" if state.source else said
