"""Every wrong belief is caught where it shows, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecli.engine.readings import NESTED
from casecli.engine.trace import facts_of_rule
from casecli.loading.answers import build_paper
from casecli.loading.library import Library
from casecli.model.learning import Paper
from casecli.questions.marking import RIGHT, lay_out, mark
from casecli.questions.models import model_paper
from helpers import case_of

LIBRARY = Library()
LAW = LIBRARY.rulebook
FORMS = LAW.notes["misconceptions"]
FIXTURES = [
    pytest.param(form["id"], fixture, id=f"{form['id']} {form['title']} {i}")
    for form in FORMS
    for i, fixture in enumerate(form["fixtures"], 1)
]
EVERYTHING = [*LAW.criteria, *(b.id for b in LAW.bases)]
NAMED = {c for m in LAW.misconceptions for p in m.patterns for c in p.criteria}
ASKED = list(
    dict.fromkeys([*(x.id for b in LAW.bases for x in b.criteria), *(b.id for b in LAW.bases), *sorted(NAMED)])
)


def bench_of(fixture, rulebook=LAW):
    keys = {k: fixture[k] for k in ("domain", "date") if k in fixture}
    case = case_of(rulebook, fixture.get("facts", {}), **keys)
    return lay_out(rulebook, case, case.options[0])


def marked(fixture, rulebook=LAW):
    return mark(bench_of(fixture, rulebook), build_paper(fixture, "a-case", "response"))


def caught(fixture, rulebook=LAW):
    return [m.id for m in marked(fixture, rulebook).misconceptions]


PLAIN = bench_of({"facts": {"uses_force": True}})


def heard(text):
    return [m.id for m in mark(PLAIN, Paper("a-case", "response", statements=(text,))).misconceptions]


def test_all_thirty_five_are_rules_with_fixtures_and_authority():
    assert [form["id"] for form in FORMS] == [f"m{i:02}" for i in range(1, 36)]
    assert all(m.sources and m.patterns for m in LAW.misconceptions)


@pytest.mark.parametrize(("name", "fixture"), FIXTURES)
def test_a_fixture_shows_the_misconception_and_is_not_simply_right(name, fixture):
    found = marked(fixture)
    assert name in [m.id for m in found.misconceptions]
    assert found.status.mark != RIGHT
    if not fixture.get("status"):
        assert all(a.mark != RIGHT for a in found.answers)


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f["id"])
def test_no_pattern_is_idle(form):
    [whole] = [m for m in LAW.misconceptions if m.id == form["id"]]
    for pattern in whole.patterns:
        alone = LAW._replace(misconceptions=(whole._replace(patterns=(pattern,)),))
        assert any(caught(f, alone) for f in form["fixtures"]), pattern


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f["id"])
def test_the_belief_in_words_shows_itself_alone_and_its_answer_shows_none(form):
    assert heard(form["says"]) == [form["id"]]
    assert heard(form["but"]) == []


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f["id"])
def test_the_id_of_a_statement_is_the_statement(form):
    assert caught({"statements": [form["id"]]}) == [form["id"]]


def test_nothing_that_the_glossary_or_a_rule_says_is_a_misconception():
    said = [t[k] for t in LAW.notes["glossary"] for k in ("says", "not") if k in t]
    said += [side["says"] for t in LAW.notes["glossary"] for side in t.get("sides", ())]
    said += [text for x in LAW.criteria.values() for text in (x.why, x.question, x.good) if text]
    held = [p for point in LAW.points.values() for p in point.positions if p.support_on(LAW.as_of) != "isolated"]
    said += [p.says for p in held]
    assert [(text, found) for text in said if (found := heard(text))] == []


@pytest.mark.parametrize("name", LIBRARY.case_ids)
def test_model_answers_on_the_library_are_right_and_raise_none(name):
    case = LIBRARY.case(name, LAW.facts)
    for i, option in enumerate(case.options):
        bench = lay_out(LAW, case, option)
        found = mark(bench, model_paper(bench, EVERYTHING, (None, *NESTED)[i % 4]))
        assert found.misconceptions == ()
        assert {a.mark for a in (*found.answers, *found.missing)} == {RIGHT}
        assert found.status.mark == RIGHT


@pytest.mark.parametrize(("name", "fixture"), FIXTURES)
def test_model_answers_on_the_case_of_a_fixture_raise_none(name, fixture):  # noqa: ARG001 - names the test
    bench = bench_of(fixture)
    for reading in (None, "expansive"):
        found = mark(bench, model_paper(bench, ASKED, reading))
        assert found.misconceptions == ()
        assert {a.mark for a in found.answers} == {RIGHT}


TOUCHED = sorted(
    {f for b in LAW.bases for f in facts_of_rule(b)}
    | {f for x in NAMED if x in LAW.criteria for f in facts_of_rule(LAW.criteria[x])}
    | {f for m in LAW.misconceptions for p in m.patterns for f, _ in p.relies_on}
)
SITUATIONS = st.fixed_dictionaries(
    {},
    optional={f: st.sampled_from(LAW.facts[f].values) for f in TOUCHED if LAW.facts[f].kind != "number"},
)


@given(SITUATIONS, st.sampled_from([None, *NESTED]), st.sampled_from(["1999-01-01", "2020-01-01"]))
def test_model_answers_on_any_case_are_right_and_raise_none(facts, reading, date):
    bench = bench_of({"facts": facts, "date": date})
    found = mark(bench, model_paper(bench, ASKED, reading))
    assert found.misconceptions == ()
    assert {a.mark for a in found.answers} == {RIGHT}


def test_a_paper_without_answers_shows_nothing():
    bench = bench_of({"facts": {"uses_force": True}})
    assert mark(bench, Paper("a-case", "response")).misconceptions == ()


def test_a_contested_position_that_is_named_is_no_misconception():
    answer = {"criterion": "where", "finding": "met", "facts": ["host_unwilling_or_unable"]}
    facts = {"uses_force": True, "armed_attack": "occurred", "attacker": "independent_group"}
    facts["host_unwilling_or_unable"] = True
    assert caught({"facts": facts, "answers": [answer]}) == ["m18"]
    named = answer | {"reading": "host_territory=unwilling_or_unable"}
    found = marked({"facts": facts, "answers": [named]})
    assert (found.misconceptions, found.answers[0].mark) == ((), RIGHT)


def test_half_bases_are_added_only_where_a_gap_is_admitted():
    facts = {"uses_force": True, "council_determination": "threat_to_peace", "armed_attack": "occurred"}
    whole = [{"criterion": "peace_threatened", "finding": "met"}, {"criterion": "attack", "finding": "met"}]
    gaps = [{"criterion": "authorised", "finding": "not_met"}, {"criterion": "for_whom", "finding": "not_met"}]
    assert "m01" not in caught({"facts": facts, "status": "lawful", "answers": whole})
    assert "m01" in caught({"facts": facts, "status": "lawful", "answers": whole + gaps})
    assert "m01" not in caught({"facts": facts, "status": "unlawful", "answers": whole + gaps})
