"""Expectations: what holds, what does not, and what is a mistake of the author."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecli.engine.assess import assess
from casecli.loading.library import Library
from casecli.questions.expectations import NoSuchPlace, fits, look_up, try_cases
from casecli.reports.plain import plain
from helpers import case_of

LIBRARY = Library()
LAW = LIBRARY.rulebook
KOSOVO = assess(LAW, LIBRARY.case("case-kosovo-1999", LAW.facts)).options[0]
SCALARS = st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3)

HOLDS = [
    ("contested", "contested"), (None, None), (True, True), (3, 3), (3, 3.0),
    (("a", "b"), ["b", "a"]), (("a", "a"), ["a"]), ((), []), ({"x": 1, "y": 2}, ["y", "x"]),
    (50, {"at_least": 50}), (50, {"at_most": 50}), (51, {"above": 50}), (49, {"below": 50}),
    (50, {"above": 1, "below": 99}),
    ("low", {"one_of": ["low", "high"]}), (None, {"one_of": [None, "low"]}),
    (("a", "b"), {"contains": "a"}), (("a", "b", "c"), {"contains": ["c", "a"]}), ((), {"contains": []}),
]  # fmt: skip
FAILS = [
    ("contested", "lawful"), (None, "lawful"), (1, True), (True, 1), (0, False), ("1", 1), ("a", ["a"]),
    (("a", "b"), ["a"]), (("a",), ["a", "b"]), (None, []), ("", []),
    (49, {"at_least": 50}), (51, {"at_most": 50}), (50, {"above": 50}), (50, {"below": 50}),
    (100, {"above": 1, "below": 99}),
    (None, {"at_least": 0}), ("50", {"at_least": 0}), (True, {"at_least": 0}),
    ("moderate", {"one_of": ["low", "high"]}), (1, {"one_of": [True]}),
    (("a", "b"), {"contains": "c"}), (None, {"contains": "a"}), ("abc", {"contains": "a"}),
    ("low", {"one_of": ["low"], "contains": "low"}),
]  # fmt: skip


@pytest.mark.parametrize(("found", "expected"), HOLDS)
def test_it_holds(found, expected):
    assert fits(found, expected)


@pytest.mark.parametrize(("found", "expected"), FAILS)
def test_it_does_not_hold(found, expected):
    assert not fits(found, expected)


@given(SCALARS, SCALARS)
def test_a_scalar_fits_itself_and_nothing_of_another_kind(one, other):
    assert fits(one, one)
    assert fits(one, other) == (one == other and isinstance(one, bool) == isinstance(other, bool))


@given(st.lists(SCALARS, max_size=5))
def test_a_list_fits_in_any_order(values):
    assert fits(tuple(values), values[::-1])
    assert fits(tuple(values), {"contains": values[:2]})


PATHS = {
    "legal.status": "contested",
    "legal.readings.expansive.outcome": "met",
    "veto_risk.by.china.level": "high",
    "legal.bases.chapter_vii.outcome": "not_met",
    "legal.bases.0.id": "chapter_vii",
    "readiness.blockers.post-conflict-plan-full.certain": True,
    "legal.nearest.basis": "chapter_vii",
}


@pytest.mark.parametrize(("path", "value"), PATHS.items(), ids=PATHS)
def test_a_path_leads_where_it_does_in_the_published_json(path, value):
    assert look_up(KOSOVO, path) == value


@given(st.data())
def test_every_place_in_the_published_json_can_be_expected(data):
    """Down any way through the JSON, the path finds what stands there."""
    node, steps = plain(KOSOVO), []
    while isinstance(node, dict | list) and node:
        step = data.draw(st.sampled_from(list(node) if isinstance(node, dict) else list(range(len(node)))))
        steps.append(str(step))
        node = node[step]
    assert plain(look_up(KOSOVO, ".".join(steps))) == node


@pytest.mark.parametrize(
    "path", ["legal.statuss", "grounds", "grounds.situation", "legal.status.x", "legal.bases.99", "x"]
)
def test_a_path_that_no_assessment_has_is_a_mistake(path):
    assert isinstance(look_up(KOSOVO, path), NoSuchPlace)


def test_below_what_is_not_asked_there_is_nothing(mini):
    found = assess(mini, case_of(mini, {"force": True})).options[0]
    assert look_up(found, "legitimacy.score.low") is None
    assert look_up(found, "r2p.pillar") is None


def test_only_options_that_expect_something_are_assessed(mini):
    options = [{"id": "one", "expect": {"legal.status": "unlawful"}}, {"id": "two"}]
    case = case_of(mini, {"force": True, "permit": "none", "asked": "none"}, options=options)
    [tried] = try_cases(mini, [case, case_of(mini, {"force": True})])
    assert (tried.option.id, tried.holds, tried.place) == ("one", True, ("options", 0, "expect", "legal.status"))
