"""What the rulebook finds on anything that can be asked of a response, what it rests on, and by which authority."""

from __future__ import annotations

from collections.abc import Iterator

from casecli.engine.evaluate import Evaluator, verdict_of
from casecli.engine.trace import Node, decisive, facts_behind, facts_of_rule
from casecli.logic import FALSE
from casecli.model.explanation import Finding, Verdict
from casecli.model.facts import PRESUMED, SourceRef
from casecli.model.rulebook import Criterion, Group, Rulebook
from casecli.nouns import NamedTuple


class Found(NamedTuple):
    """A finding: the facts that it rests on, those that its rule can ask, and the sources of the rule and of these."""

    id: str
    verdict: str
    rests_on: tuple[str, ...]
    askable: tuple[str, ...]
    points: tuple[str, ...]
    sources: tuple[SourceRef, ...]
    cited: tuple[SourceRef, ...]


def find(evaluator: Evaluator, name: str) -> Found:
    """What is found on a criterion or basis, by its id.

    ``sources`` are those of the rule; ``cited`` also those of its basis or group, of the positions on contested points
    and of the presumptions that the finding rests on. Raises KeyError where nothing has the id.
    """
    rulebook = evaluator.rulebook
    basis = next((b for b in rulebook.bases if b.id == name), None)
    if basis:
        return _of_basis(evaluator, basis)
    criterion = rulebook.criteria[name]
    group = group_of(rulebook, criterion)
    finding = evaluator.finding(criterion)
    nodes: list[Node] = [finding]
    verdict = finding.verdict.value
    asked = dict.fromkeys(facts_of_rule(criterion))
    if group and group.applies_when:
        asked |= facts_of_rule(group._replace(criteria=()))
    if group and evaluator.applies(group) == FALSE:
        verdict = Verdict.NOT_APPLICABLE.value
        nodes = [evaluator.explain(group.applies_when)] if group.applies_when else []
    own = criterion.sources or (group.sources if group else ())
    beside = (*own, *(group.sources if group else ()))
    return _found(evaluator, name, verdict, nodes, tuple(asked), criterion.points, (own, beside))


def _of_basis(evaluator: Evaluator, basis: Group) -> Found:
    found = evaluator.basis(basis)
    verdict = verdict_of(found.truth).value
    beside = (*basis.sources, *(s for x in basis.criteria for s in x.sources))
    asked = tuple(facts_of_rule(basis))
    return _found(evaluator, basis.id, verdict, [found], asked, basis.points, (basis.sources, beside))


def _found(  # noqa: PLR0913, PLR0917 - the parts of a finding
    evaluator: Evaluator,
    name: str,
    verdict: str,
    nodes: list[Node],
    asked: tuple[str, ...],
    points: tuple[str, ...],
    sources: tuple[tuple[SourceRef, ...], tuple[SourceRef, ...]],
) -> Found:
    rests_on = tuple(facts_behind(nodes))
    own, beside = sources
    more = (*_of_positions(evaluator, points), *_of_facts(evaluator, rests_on))
    cited = tuple(dict.fromkeys((*beside, *more)))
    return Found(name, verdict, rests_on, tuple(dict.fromkeys((*asked, *rests_on))), points, own, cited)


def _of_positions(evaluator: Evaluator, points: tuple[str, ...]) -> Iterator[SourceRef]:
    """The sources of the positions up to the one taken, and those against the wider ones."""
    for point in points:
        taken = evaluator.reading.positions[point]
        for i, position in enumerate(evaluator.rulebook.points[point].positions):
            yield from position.sources if i <= taken else position.against


def _of_facts(evaluator: Evaluator, facts: tuple[str, ...]) -> Iterator[SourceRef]:
    for name in facts:
        fact = evaluator.rulebook.facts[name]
        yield from fact.sources
        if evaluator.situation.facts[name].state == PRESUMED:
            yield from fact.presumed_sources


def group_of(rulebook: Rulebook, criterion: Criterion) -> Group | None:
    """The basis, group of a score or class that a criterion belongs to."""
    groups = (
        *rulebook.bases,
        *(g for s in rulebook.scores.values() for g in s.groups),
        *(g for t in rulebook.taxonomies.values() for g in t.classes),
    )
    return next((g for g in groups if g.id == criterion.group), None)


def rule_title(rulebook: Rulebook, name: str) -> str:
    """The title of a criterion or basis."""
    basis = next((b for b in rulebook.bases if b.id == name), None)
    return basis.title if basis else rulebook.criteria[name].title


def elements_that_decide(evaluator: Evaluator, basis: Group) -> list[str]:
    """The elements of a basis that carry its outcome: all where it is met, else those that fail or are open."""
    found = evaluator.basis(basis)
    carrying = [x.criterion for x in decisive(found) if isinstance(x, Finding)]
    own = [x for x in carrying if x.group == basis.id or found.truth == FALSE]
    return [x.id for x in own]
