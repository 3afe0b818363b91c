"""Lint: what is wrong or doubtful in a rulebook, found by trying every world rather than by looking at the words.

Errors are rules that cannot do their work; warnings are parts without effect, authorities that are missing and
questions that nobody asks; notes are what an author should know and may well have meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from casecli.model.conditions import Condition
from casecli.model.rulebook import Rulebook
from casecli.nouns import NamedTuple
from casecli.questions.flaws import LEVELS, Flaw, Rule
from casecli.questions.lint_classes import level_flaws, taxonomy_flaws
from casecli.questions.lint_criteria import Tried, criterion_flaws, try_rule
from casecli.questions.lint_form import form_flaws
from casecli.questions.lint_groups import basis_flaws, duplicate_flaws, two_way_flaws


class Lint(NamedTuple):
    """The flaws of a rulebook, gravest first, and how many criteria were tried."""

    flaws: tuple[Flaw, ...]
    criteria: int

    def of(self, level: str) -> tuple[Flaw, ...]:
        """The flaws of one level."""
        return tuple(x for x in self.flaws if x.level == level)


def rules_of(rulebook: Rulebook) -> Iterator[Rule]:
    """Every criterion once, with the basis, score or taxonomy it belongs to and what limits it from there."""
    seen: set[str] = set()
    for rule in (*_of_bases(rulebook), *_of_scores(rulebook), *_of_taxonomies(rulebook)):
        seen.add(rule.criterion.id)
        yield rule
    for name, criterion in rulebook.criteria.items():
        if name not in seen:
            yield Rule(criterion, None, (), ())


def _of_bases(rulebook: Rulebook) -> Iterator[Rule]:
    for basis in rulebook.bases:
        own = (x for x in basis.criteria if x.group == basis.id)
        yield from (Rule(x, basis.id, _given(basis.applies_when), (basis.in_force,)) for x in own)


def _of_scores(rulebook: Rulebook) -> Iterator[Rule]:
    for score in rulebook.scores.values():
        for group in score.groups:
            scope = _given(group.applies_when)
            yield from (Rule(x, score.id, scope, (group.in_force,)) for x in group.criteria)


def _of_taxonomies(rulebook: Rulebook) -> Iterator[Rule]:
    for taxonomy in rulebook.taxonomies.values():
        for group in taxonomy.classes:
            scope = _given(taxonomy.applies_when)
            yield from (Rule(x, taxonomy.id, scope, (taxonomy.in_force,)) for x in group.criteria)


def _given(condition: Condition | None) -> tuple[Condition, ...]:
    return (condition,) if condition is not None else ()


def lint(rulebook: Rulebook) -> Lint:
    """Everything that is found in a rulebook."""
    rules = list(rules_of(rulebook))
    flaws = list(form_flaws(rulebook, rules))
    weighed: dict[str, list[Tried]] = {name: [] for name in rulebook.scores}
    for rule in rules:
        tried = try_rule(rulebook, rule)
        flaws += criterion_flaws(rulebook, rule, tried)
        if tried and rule.of is not None and rule.of in weighed:
            weighed[rule.of].append(tried)
    flaws += duplicate_flaws(rulebook, rules)
    for score, items in weighed.items():
        flaws += two_way_flaws(rulebook, score, items)
    flaws += basis_flaws(rulebook)
    for taxonomy in rulebook.taxonomies.values():
        flaws += taxonomy_flaws(rulebook, taxonomy)
    for level in rulebook.levels.values():
        flaws += level_flaws(rulebook, level)
    once = dict.fromkeys(flaws)
    return Lint(tuple(sorted(once, key=lambda x: LEVELS.index(x.level))), len(rules))
