"""The examples of every criterion, run as tests: met, not met and unknown, on the mainstream reading.

An example may fix a contested point, where only another position meets or fails the criterion.
"""

import pytest

from casecli.engine.complete import complete
from casecli.engine.evaluate import Evaluator
from casecli.engine.readings import MAINSTREAM, readings
from casecli.loading.library import Library
from helpers import case_of

LAW = Library().rulebook
CASES = [
    pytest.param(criterion, kind, facts, id=f"{criterion.id} is {kind}")
    for criterion in LAW.criteria.values()
    for kind, facts in criterion.examples.items()
]


@pytest.mark.parametrize(("criterion", "kind", "facts"), CASES)
def test_example(criterion, kind, facts):
    case = case_of(LAW, {k: v for k, v in facts.items() if k in LAW.facts})
    situation = complete(LAW, case, case.options[0])
    fixed = {k: v for k, v in facts.items() if k in LAW.points}
    reading = readings(LAW, situation.law_day, fixed)[MAINSTREAM]
    assert Evaluator(LAW, situation, reading).finding(criterion).verdict.value == kind
