"""The cases of the library as past cases: which count, for which side, and what the factors make of their facts."""

from datetime import date
from pathlib import Path

import pytest

from casecli.engine.assess import Request
from casecli.loading.arguments import find_cases, read_settings
from casecli.model.factors import Concern, Dimension, Factor
from casecli.questions.practice import PRACTICE, asked_of, case_base
from casecli.questions.precedents import precedents
from helpers import case_of

PRACTICE_FILE = Path(__file__).resolve().parent.parent / "data" / "practice" / "decided.yaml"
DEFENCE = {
    "uses_force": True,
    "primary_purpose": "self_protection",
    "armed_attack": "occurred",
    "attacker": "target_state",
    "acting_state_attacked": True,
    "response_necessary": True,
    "response_proportionate": True,
    "self_defence_claimed": True,
    "reported_to_council": True,
}


@pytest.fixture(scope="module")
def cases(library, law):
    found = find_cases([str(PRACTICE_FILE)], library, law.facts)
    assert not found.problems
    return found.cases


@pytest.fixture(scope="module")
def base(law, cases):
    return case_base(law, cases)


def told(law, base, facts, **keys):
    case = case_of(law, facts, **keys)
    asked = [asked_of(law, case, x) for x in case.options]
    return precedents(base, asked, 5).responses


def word(response, side, model=1):
    return next(s.word for s in response.settled[model].sides if s.side == side)


def test_a_decided_case_counts_for_its_side_and_a_contested_one_for_neither(base):
    sides = {p.id: p.outcome for p in base.cases}
    assert sides["liberation"] == "lawful"
    assert sides["seizure"] == "unlawful"
    assert sides["divided"] is None


def test_the_parts_of_an_operation_are_decided_each_by_itself(base):
    found = [(p.id, p.outcome, p.said) for p in base.cases if p.case == "operation"]
    assert found == [
        ("operation/invited", None, "contested, leaning lawful"),
        ("operation/after-withdrawal", "unlawful", "unlawful"),
    ]


def test_an_outcome_on_the_whole_of_an_operation_counts_for_no_part_and_says_so(base):
    assert [p.outcome for p in base.cases if p.case == "unclear"] == [None, None]
    assert sum("counts for neither side" in r for r in base.remarks) == 2


def test_an_outcome_on_responses_that_are_no_parts_counts_for_each(law):
    options = [{"id": "one"}, {"id": "two", "facts": {"response_necessary": False}}]
    case = case_of(law, DEFENCE, record={"outcome": {"result": "unlawful"}}, options=options)
    assert [(p.id, p.outcome) for p in case_base(law, [case]).cases] == [
        ("a-case/one", "unlawful"),
        ("a-case/two", "unlawful"),
    ]


def test_a_stated_reason_that_does_not_fit_is_left_aside_and_said(base):
    assert next(p for p in base.cases if p.id == "odd").reason is None
    assert any("odd: its stated reason is left aside" in r for r in base.remarks)


def test_a_hypothetical_response_was_never_decided(law):
    record = {"outcome": {"result": "lawful"}}
    options = [{"id": "done", "kind": "actual"}, {"id": "imagined", "kind": "hypothetical"}]
    case = case_of(law, DEFENCE, record=record, options=options)
    assert [(p.id, p.option, p.outcome) for p in case_base(law, [case]).cases] == [("a-case", "done", "lawful")]


def test_a_reason_for_the_side_that_lost_is_left_aside(law):
    record = {"outcome": {"result": "unlawful", "reason": ["grave-attack"]}}
    base = case_base(law, [case_of(law, DEFENCE, record=record)])
    assert base.cases[0].reason is None
    assert "speaks for the other side" in base.remarks[0]


def test_an_outcome_on_no_response_that_uses_force_is_said(law):
    base = case_base(law, [case_of(law, {"uses_force": False}, record={"outcome": {"result": "lawful"}})])
    assert (base.cases, len(base.remarks)) == ((), 1)


def test_another_response_to_the_same_crisis_is_a_past_case_like_any_other(law, base, cases):
    case = next(c for c in cases if c.id == "operation")
    larger = next(x for x in case.options if x.id == "larger")
    request = Request(read_settings(["consent=withdrawn"], law).facts)
    [found] = precedents(base, [asked_of(law, case, larger, request)], 9).responses
    assert found.on_record is None
    assert [f.case for f in found.settled[0].sides[1].by] == ["operation/after-withdrawal"]


def test_a_stronger_case_of_self_defence_is_forced(law, base):
    [found] = told(law, base, DEFENCE)
    assert word(found, "lawful") == "forced"
    assert [f.case for f in found.settled[1].sides[0].by] == ["liberation"]


@pytest.mark.parametrize(
    "change",
    [
        {"response_necessary": False},
        {"armed_attack": "imminent"},
        {"reported_to_council": False},
        {"attacker": "independent_group"},
        {"assembly_condemned": True},
    ],
)
def test_any_weakness_that_the_past_case_had_not_leaves_it_open(law, base, change):
    [found] = told(law, base, {**DEFENCE, **change})
    assert word(found, "lawful") == "open"
    cited = found.arguments[0].cited
    assert cited.case == "liberation"
    assert cited.distinctions


def test_what_is_not_known_makes_the_force_of_a_past_case_depend_on_it(law, base):
    [found] = told(law, base, {**DEFENCE, "response_necessary": "unknown"})
    [forcing] = found.settled[1].sides[0].by
    assert not forcing.certain
    assert "necessary-and-proportionate" in forcing.open
    assert word(found, "lawful") == "open"


def test_a_stated_reason_reaches_further_than_the_result(law, base):
    [found] = told(law, base, {"uses_force": True, "primary_purpose": "territorial_gain"})
    assert word(found, "unlawful", model=0) == "open"
    assert word(found, "unlawful", model=1) == "forced"


def test_a_response_is_no_precedent_for_itself(law, base, cases):
    case = next(c for c in cases if c.id == "liberation")
    [found] = precedents(base, [asked_of(law, case, case.options[0])], 5).responses
    assert found.on_record == "lawful"
    assert "liberation" not in {x.case for x in found.nearest}
    assert all(f.case != "liberation" for s in found.settled for side in s.sides for f in side.by)


def test_factors_are_not_asked_where_the_law_is_not_engaged(law, base):
    [found] = told(law, base, {"uses_force": False})
    assert (found.asked, found.settled, found.nearest) == (False, (), ())


def test_an_outcome_of_a_later_day_is_not_known_yet(law, cases):
    known = {p.id: p.outcome for p in case_base(law, cases, date(2002, 12, 31)).cases}
    assert known["liberation"] == "lawful"
    assert "seizure" not in known


def test_a_setting_is_taken_into_account(law):
    case = case_of(law, DEFENCE)
    settings = read_settings(["primary_purpose=territorial_gain"], law)
    asked = asked_of(law, case, case.options[0], Request(settings.facts))
    assert "force-for-land-or-influence" in asked.profile.holds


def test_the_weight_of_past_cases_is_said(base):
    assert base.note == PRACTICE
    assert "not binding" in base.note


@pytest.mark.parametrize(
    "outcome",
    [
        None,
        5,
        [],
        "lawful",
        {},
        {"result": ["x"]},
        {"result": {"a": 1}, "parts": []},
        {"result": "lawful", "parts": {"response": 3}},
    ],
)
def test_a_record_of_any_form_is_looked_at_with_care(law, outcome):
    case = case_of(law, DEFENCE, record={"outcome": outcome})
    assert all(p.outcome is None for p in case_base(law, [case]).cases)


def test_the_practice_of_the_library_is_consistent_and_forces_nothing_against_the_record(law, library):
    cases = [library.case(name, law.facts) for name in library.case_ids]
    base = case_base(law, cases)
    assert {p.outcome for p in base.cases} >= {"lawful", "unlawful"}
    asked = [asked_of(law, case, option) for case in cases for option in case.options]
    found = precedents(base, asked, 0)
    assert [(c.first, c.second) for one in found.base.consistency for c in one.clashes if c.certain] == []
    forced = {
        (r.case, r.option): s.side
        for r in found.responses
        for s in r.settled[1:2]
        for s in s.sides
        if s.word == "forced"
    }
    recorded = {(p.case, p.option): p.outcome for p in base.cases if p.outcome}
    assert len(forced.keys() & recorded.keys()) >= 5
    assert all(recorded[key] == side for key, side in forced.items() if key in recorded)


def test_every_factor_has_a_side_or_explains_and_has_a_source(law):
    for factor in law.factors:
        assert factor.sources
        assert all(ref.id in law.sources for ref in factor.sources)
    plain = [f for f in law.factors if isinstance(f, Factor)]
    assert {f.favours for f in plain} == {"lawful", "unlawful"}
    named = {x for f in law.factors if isinstance(f, Concern) for x in f.of}
    purposes = {f.id for f in plain if f.id.startswith("force-")}
    assert {f.id for f in law.factors if isinstance(f, Factor | Dimension)} - named == purposes
