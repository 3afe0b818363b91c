"""The examples of every criterion, run as tests: met, not met and unknown, on the mainstream reading.

An example may fix a contested point, where only another position meets or fails the criterion. Worked examples speak
of criteria, groups and classes.
"""

import pytest

from casecli.engine.complete import complete
from casecli.engine.evaluate import Evaluator
from casecli.engine.readings import MAINSTREAM, readings
from casecli.loading.library import Library
from casecli.loading.places import classes, score_groups
from casecli.questions.trials import examples, run
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


def test_every_example_comes_out_as_it_says():
    assert [r for trial in examples(LAW) if (r := run(LAW, trial)).differences] == []


def test_every_checklist_can_be_done_in_full_and_left_undone():
    """What a list asks does not exclude itself: some response earns all of it, and some response nothing."""
    earned = {}
    for form in LAW.notes["worked_examples"]:
        if form.get("asked"):
            earned.setdefault(form["of"], set()).add(form["earns"] / form["asked"])
    for group in score_groups(Library().plain):
        full = 1 if group.form["id"] != "negotiation-competitive" else 29 / 31  # who is asked demands much
        least = 0 if group.form["id"] != "negotiation-mutual-gains" else 3 / 33  # who is asked widens the options
        assert {full, least} <= earned[group.form["id"]], group.form["id"]


def test_every_class_has_a_case_that_fits_one_that_does_not_and_one_that_is_open():
    found = {}
    for form in LAW.notes["worked_examples"]:
        found.setdefault(form["of"], set()).add(form.get("finds"))
    for group in classes(Library().plain):
        assert found[group.form["id"]] >= {"met", "not_met", "unknown"}, group.form["id"]
