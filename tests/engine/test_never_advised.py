"""Advice and pathways name what somebody can bring about; what is assumed about the input, or idle in it, is said."""

import pytest

from books import spoiled
from casecli.engine.assess import UNADVISED, Request, assess
from casecli.engine.spell import spell_cell
from casecli.loading.compile import compile_rulebook
from casecli.loading.faults import Faults
from casecli.questions.pathways import pathways, situation_of, status_target
from helpers import case_of

POOR = {"uses_force": True, "primary_purpose": "civilian_protection", "crimes_against_humanity": "credible"}


def marked(law):
    """Every value that the rulebook keeps from advice, as advice would spell it."""
    facts = law.facts.values()
    return {(f.id, spell_cell(f, i)) for f in facts for i in range(f.cells) if f.never_advised >> i & 1}


def advised(law, facts, **keys):
    [option] = assess(law, case_of(law, facts, **keys)).options
    return {x.fact: x.to for x in option.advice}


def test_the_shipped_rulebook_keeps_circumstances_from_advice(law):
    assert {("peaceful_means", "no_time"), ("response_necessary", "true"), ("participants", "official")} <= marked(law)


def test_no_advice_in_the_library_names_a_marked_value(law, library):
    kept = marked(law)
    for name in library.case_ids:
        for option in assess(law, library.case(name, law.facts)).options:
            assert not kept & {(x.fact, x.to) for x in option.advice}, option.id


def test_of_two_values_that_gain_the_same_the_one_that_can_be_brought_about_is_named(law):
    assert advised(law, POOR | {"peaceful_means": "under_way"})["peaceful_means"] == "failed"


def test_no_advice_makes_another_kind_of_dialogue_of_a_plan(law):
    named = advised(law, {"participants": "official", "structured_exchange": True}, domain=["track2"])
    assert named.keys().isdisjoint({"participants"})
    assert named.get("holds_workshops") != "false"
    assert named.get("third_party_guides") != "false"


def test_no_pathway_goes_through_a_marked_value(law):
    facts = {
        "uses_force": True, "primary_purpose": "self_protection", "armed_attack": "occurred",
        "attacker": "target_state",
        "acting_state_attacked": True, "attack_grave": True, "response_necessary": False, "response_timely": True,
        "response_proportionate": True, "self_defence_claimed": True, "reported_to_council": True,
    }  # fmt: skip
    case = case_of(law, facts)
    situation, by_name = situation_of(law, case, case.options[0])
    found = pathways(law, situation, status_target(law, situation, by_name, "lawful")).found
    assert found
    assert not marked(law) & {(x.fact, x.to) for pathway in found for x in pathway.changes}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"never_advised": ["gravely"]}, "bad-value"),
        ({"steps": {"gravely": "no more harm"}}, "bad-value"),
    ],
)
def test_a_value_that_the_fact_has_not_is_an_error(more, code):
    def change(plain):
        next(f for f in plain["facts"] if f["id"] == "harm").update(more)

    faults = Faults()
    compile_rulebook(spoiled(change), faults)
    assert code in {f.code for f in faults}


def codes(found):
    return [d.code for d in found.diagnostics]


def test_what_the_file_leaves_to_be_assumed_is_said(law):
    assert codes(assess(law, case_of(law, POOR))) == ["assumed-domain", "assumed-date"]
    known = case_of(law, POOR, domain=["intervention"], date="2026-02-10")
    assert codes(assess(law, known)) == []
    dated = case_of(law, POOR, domain=["intervention"], options=[{"id": "a", "date": "2026-02-10"}])
    assert codes(assess(law, dated)) == []
    partly = case_of(law, POOR, domain=["intervention"], options=[{"id": "a", "date": "2026-02-10"}, {"id": "b"}])
    assert codes(assess(law, partly)) == ["assumed-date"]
    undated = case_of(law, POOR, domain=["intervention"])
    assert codes(assess(law, undated, Request(as_of=law.as_of))) == []


def test_facts_on_which_nothing_asked_rests_are_named_once(law):
    facts = POOR | {"power_balance": "lopsided"}
    options = [{"id": "force"}, {"id": "talks", "facts": {"uses_force": False, "jointly_drafted": True}}]
    keys = {"domain": ["intervention"], "date": "2026-02-10", "options": options}
    [note] = assess(law, case_of(law, facts, **keys)).diagnostics
    assert (note.level, note.code) == ("note", "unread-facts")
    assert {"power_balance", "jointly_drafted"} == set(note.message.partition(": ")[2].split(", "))
    assert codes(assess(law, case_of(law, facts, **keys), UNADVISED)) == []


def test_a_fact_that_one_response_is_asked_about_is_not_called_idle(law):
    options = [{"id": "force"}, {"id": "talks", "facts": {"uses_force": False}}]
    facts = POOR | {"exit_strategy": "full", "civilian_deaths": 10}
    keys = {"domain": ["intervention"], "date": "2026-02-10", "options": options}
    said = [d.message for d in assess(law, case_of(law, facts, **keys)).diagnostics]
    assert not any("exit_strategy" in x for x in said)
