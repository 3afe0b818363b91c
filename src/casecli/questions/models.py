"""Model answers: what the rulebook itself would hand in, finding by finding, with the facts and the authority."""

from __future__ import annotations

from collections.abc import Iterable

from casecli.engine.evaluate import Evaluator
from casecli.engine.readings import MAINSTREAM
from casecli.model.learning import Answer, Paper
from casecli.questions.findings import find
from casecli.questions.marking import Bench


def model_answer(evaluator: Evaluator, criterion: str, reading: tuple[str, ...] = ()) -> Answer:
    """The finding on a criterion or basis, the facts that it rests on and the authority of its rule."""
    found = find(evaluator, criterion)
    sources = tuple(dict.fromkeys(s.id for s in found.sources))
    return Answer(criterion, found.verdict, found.rests_on, sources, reading)


def model_paper(bench: Bench, criteria: Iterable[str], reading: str | None = None) -> Paper:
    """Model answers on some criteria, on the mainstream reading or on one named."""
    evaluator = bench.judgment.evaluators[reading or MAINSTREAM]
    named = (reading,) if reading else ()
    answers = tuple(model_answer(evaluator, name) for name in criteria)
    return Paper(bench.case.id, bench.option.id, answers, bench.standing.status, named)
