"""Results as pipelines read them: each verdict in the sense in which it counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecli.engine.assess import assess
from casecli.loading.library import Library
from casecli.model.policy import STATUS
from casecli.questions.results import FAIL, INFORMATIONAL, NOT_APPLICABLE, OPEN, PASS, REVIEW, deciding, results_of
from helpers import case_of

LAW = Library().rulebook


def results(rulebook, facts, **keys):
    """The results of the one response that these facts describe, by rule."""
    return {r.rule: r for r in results_of(assess(rulebook, case_of(rulebook, facts, **keys)), rulebook)}


STATUSES = {
    PASS: {"force": True, "permit": "explicit"},
    REVIEW: {"force": True, "permit": "implied", "asked": "none", "condemned": False},
    FAIL: {"force": True, "permit": "none", "asked": "none"},
    OPEN: {"force": True, "permit": "unknown"},
    NOT_APPLICABLE: {"force": False},
}


@pytest.mark.parametrize(("kind", "facts"), STATUSES.items(), ids=STATUSES)
def test_a_status_is_a_pass_a_failure_or_for_review(mini, kind, facts):
    assert results(mini, facts)[STATUS].kind == kind


def test_an_element_counts_only_where_the_result_rests_on_its_basis(mini):
    found = results(mini, {"force": True, "permit": "explicit", "asked": "none"})
    assert (found["permitted"].kind, found["requested"].kind) == (PASS, INFORMATIONAL)
    found = results(mini, {"force": True, "permit": "none", "asked": "none"})
    assert (found["permitted"].kind, found["requested"].kind) == (FAIL, INFORMATIONAL)
    for pleas, kinds in ((["request"], (INFORMATIONAL, FAIL)), (["request", "permission"], (FAIL, FAIL))):
        option = {"id": "one", "pleas": pleas}
        found = results(mini, {"force": True, "permit": "none", "asked": "none"}, options=[option])
        assert (found["permitted"].kind, found["requested"].kind) == kinds


def test_without_force_no_element_is_asked(mini):
    found = results(mini, {"force": False, "permit": "none", "asked": "none"})
    assert {r.kind for r in found.values() if r.section == "legal"} == {NOT_APPLICABLE}


def test_what_turns_on_a_contested_point_is_for_review_and_not_a_failure(mini):
    found = results(mini, {"force": True, "permit": "implied", "asked": "none", "condemned": False})
    assert found["permitted"].kind == REVIEW


def test_items_are_earned_or_not_whatever_their_polarity(mini):
    bad = results(mini, {"force": True, "plan": "none", "careful": False})
    assert (bad["planned"].kind, bad["drafted"].kind, bad["careless"].kind) == (FAIL, FAIL, FAIL)
    assert (bad["planned"].grave, bad["drafted"].grave) == (True, False)
    good = results(mini, {"force": True, "plan": "full", "careful": True})
    assert (good["planned"].kind, good["careless"].kind) == (PASS, PASS)
    unknown = results(mini, {"force": "unknown", "careful": False})
    assert unknown["careless"].kind == OPEN, "it is not known whether the group applies"
    assert "careless" not in results(mini, {"force": False, "careful": False})


def test_facts_that_the_case_gives_come_before_those_it_does_not(mini):
    found = results(mini, {"force": True, "permit": "none", "asked": "none"})
    given = [bool(s.path) for s in deciding(found[STATUS])]
    assert given == sorted(given, reverse=True)
    assert given[0]


@pytest.mark.parametrize("name", Library().case_ids)
def test_every_blocker_and_only_that_is_a_grave_failure(law, library, name):
    found = assess(law, library.case(name, law.facts))
    for option in found.options:
        mine = [r for r in results_of(found, law) if r.option is option]
        for section in ("legitimacy", "readiness"):
            blockers = getattr(option, section).blockers if getattr(option, section) else ()
            grave = {r.rule: r.kind for r in mine if r.section == section and r.grave and r.is_problem}
            assert grave == {b.item: FAIL if b.certain else OPEN for b in blockers}
        assert len({r.rule for r in mine}) == len(mine)


@given(st.dictionaries(st.sampled_from(sorted(LAW.facts)), st.just("unknown"), max_size=6), st.booleans())
def test_knowing_less_never_turns_into_a_failure(facts, force):
    """A fact written unknown leaves results open; it fails none of the items that ask for it alone."""
    found = results(LAW, facts | {"uses_force": force})
    for result in found.values():
        states = deciding(result)
        if result.kind == FAIL and result.section != "legal" and states:
            assert any(s.open & (s.open - 1) == 0 for s in states), result.rule
