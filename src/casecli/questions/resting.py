"""The open parts of a result: the facts behind them are all that can still change it.

What is settled stays so, whatever becomes known; so nothing else needs to be tried.
"""

from __future__ import annotations

from collections.abc import Iterator

from casecli.engine import legal
from casecli.engine.evaluate import Evaluator
from casecli.engine.readings import EXPANSIVE, RESTRICTIVE
from casecli.engine.trace import Node
from casecli.logic import FALSE, OPEN
from casecli.model.rulebook import Rulebook, Score


def status_rests_on(rulebook: Rulebook, judgment: legal.Judgment) -> Iterator[Node]:
    """The open parts of the status: what is settled stays so, whatever becomes known."""
    if judgment.engaged == FALSE:
        return
    if judgment.engaged == OPEN:
        yield judgment.evaluators[RESTRICTIVE].explain(rulebook.engaged_when)
    for name in (RESTRICTIVE, EXPANSIVE):
        if judgment.outcomes[name] == OPEN:
            bases = (judgment.evaluators[name].basis(b) for b in rulebook.bases)
            yield from (basis for basis in bases if basis.truth == OPEN)


def score_rests_on(score: Score, evaluator: Evaluator) -> Iterator[Node]:
    """The open parts of a score: whether groups and items apply, and whether these are met."""
    for group in score.groups:
        applies = evaluator.applies(group)
        if applies == OPEN and group.applies_when:
            yield evaluator.explain(group.applies_when)
        findings = (evaluator.finding(item) for item in group.criteria) if applies != FALSE else ()
        for finding in findings:
            parts = (finding.scope, finding.met, finding.exception) if finding.applies != FALSE else ()
            yield from (part for part in parts if part and part.truth == OPEN)
