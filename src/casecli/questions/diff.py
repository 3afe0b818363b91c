"""Two assessments of a response: only what changed, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from casecli.engine.spell import spell_state
from casecli.model.assessment import OptionAssessment
from casecli.model.rulebook import Rulebook
from casecli.nouns import NamedTuple
from casecli.questions.plain_paths import flat


class Changed(NamedTuple):
    """Something that differs: what kind of thing, which, before and after."""

    kind: str
    id: str
    before: Any
    after: Any


def diff(rulebook: Rulebook, before: OptionAssessment, after: OptionAssessment) -> list[Changed]:
    """What differs between two results: facts first, then elements, results, items and classes."""
    return [
        *_facts(rulebook, before, after),
        *_by_id("element", _elements(before), _elements(after)),
        *_results(before, after),
        *_by_id("item", _items(before), _items(after)),
        *_by_id("class", _classes(before), _classes(after)),
    ]


def _facts(rulebook: Rulebook, before: OptionAssessment, after: OptionAssessment) -> Iterator[Changed]:
    old, new = before.grounds.situation.facts, after.grounds.situation.facts
    for name, fact in rulebook.facts.items():
        if name in old and name in new and old[name].open != new[name].open:
            yield Changed("fact", name, spell_state(fact, old[name]), spell_state(fact, new[name]))


def _by_id(kind: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Changed]:
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield Changed(kind, name, before.get(name), after.get(name))


def _elements(option: OptionAssessment) -> dict[str, str]:
    return {e.id: e.verdict for b in option.legal.bases for e in b.elements}


def _items(option: OptionAssessment) -> dict[str, str]:
    groups = [*(option.legitimacy.groups if option.legitimacy else ())]
    groups += option.readiness.checklists if option.readiness else ()
    return {i.id: i.credit for g in groups for i in g.items}


def _classes(option: OptionAssessment) -> dict[str, tuple[str, ...]]:
    return {name: found.best for name, found in option.classification.items()}


RESULTS = (
    "legal.status", "legal.lean", "legal.possible", "legal.basis", "legal.turns_on.points", "legal.turns_on.facts",
    "legal.qualifiers", "r2p.threshold", "r2p.pillar", "veto_risk.level", "legitimacy.score.low",
    "legitimacy.score.high", "legitimacy.band", "readiness.score.low", "readiness.score.high", "readiness.band",
)  # fmt: skip


def _results(before: OptionAssessment, after: OptionAssessment) -> Iterator[Changed]:
    old, new = flat(before, RESULTS), flat(after, RESULTS)
    yield from _by_id("result", old, new)
