"""Coverage: what is seen is counted, what cannot be seen is not asked for, what fails is said."""

import pytest

from books import SOUND, compiled, criterion, spoiled
from casecli.loading.cases import build
from casecli.model.trial import PATTERN, Expected, Trial
from casecli.questions.coverage import coverage
from casecli.questions.trials import case_trials, examples


def with_examples(**of):
    def change(plain):
        for element in plain["bases"][0]["elements"]:
            element["examples"] = of.get(element["id"], {})

    return compiled(spoiled(change))


def row(found, name):
    return next(x for x in found.covered if x.id == name)


def case(rulebook, **facts):
    return build({"id": "c", "title": "c", "facts": facts}, rulebook.facts, None)


def test_an_example_covers_its_own_verdict_and_no_more():
    rulebook = with_examples(request={"met": {"who": "two"}})
    found = coverage(rulebook, examples(rulebook))
    assert (row(found, "request").seen, row(found, "request").missing) == (("met",), ("not_met", "unknown"))
    assert row(found, "measure").seen == ()
    assert found.trials == {"example": 1, "pattern": 0, "case": 0}


def test_an_example_covers_the_branches_that_it_looks_at():
    rulebook = with_examples(request={"met": {"who": "two", "asked": False}})
    found = coverage(rulebook, examples(rulebook))
    assert (row(found, "narrow").seen, row(found, "wide").seen) == (("not_met",), ("met",))


def test_a_case_covers_everything_it_brings_about_and_a_pattern_the_law():
    rulebook = with_examples()
    here = case(rulebook, asked=True, who="one", care=True, harm="grave")
    [of_case] = case_trials([here])
    of_pattern = Trial(PATTERN, "p", here, None, {}, (Expected(("legal", "status"), "not_engaged"),))
    found = coverage(rulebook, [of_case])
    assert [row(found, x).seen for x in ("measure", "careful", "is_one", "is_two")] == [
        ("not_met",),
        ("met",),
        ("met",),
        ("not_met",),
    ]
    found = coverage(rulebook, [of_pattern])
    assert [row(found, x).seen for x in ("measure", "careful", "is_one")] == [("not_met",), (), ()]
    assert [r.trial.name for r in found.failed] == ["p"]


def test_a_verdict_that_no_case_can_bring_about_is_not_missed():
    def change(plain):
        plain["criteria"] = [criterion("fixed", {"by": {"point": {"wide": "always"}}})]

    found = coverage(compiled(spoiled(change)), [])
    assert row(found, "fixed").missing == ("met", "not_met")


@pytest.mark.parametrize("trials", [0, 1])
def test_the_percent_is_the_share_of_what_some_case_can_bring_about(trials):
    rulebook = with_examples()
    found = coverage(rulebook, list(case_trials([case(rulebook)] * trials)))
    possible = sum(len(x.seen) + len(x.missing) for x in found.covered)
    assert found.percent == 100 * sum(len(x.seen) for x in found.covered) // possible
    assert sum(s.number for s in found.shares) == len(found.covered)
    assert (found.percent > 0) == bool(trials)


def test_sound_rules_without_tests_are_covered_by_nothing():
    assert coverage(compiled(SOUND), []).percent == 0
