"""The classes on kinds of talks and groups that no case of the library stands for. No kind is a real case."""

import pytest

from helpers import result_of

HARD = {
    "zero_sum": True,
    "firm_positions": True,
    "open_communication": False,
    "economic_pressure": True,
    "short_term_first": True,
    "trust": "broken",
}
ACCEPTED = {"third_party_accepted": True, "third_party_decides": False, "deciding_body": "none"}
DECIDED = {"third_party_decides": True, "before_court_or_tribunal": True, "legal_question": True}
JOINT = {
    "interests_addressed": True,
    "options_widened": True,
    "benefits_shared": "all_sides",
    "concessions": "reciprocal",
}

APPROACHES = {
    "hard bargaining face to face": ({**HARD, "third_party": "none"}, "competitive_bargaining"),
    "hard bargaining through a neutral mediator": (
        {**HARD, **ACCEPTED, "third_party": "neutral", "agreement_voluntary": True},
        "mediation_arbitration",
    ),
    "a mediator with leverage, whom all accept": (
        {**HARD, **ACCEPTED, "third_party": "contested", "agreement_voluntary": "disputed"},
        "mediation_arbitration",
    ),
    "joint gains without help": ({**JOINT, "third_party": "none", "open_communication": True}, "mutual_gains"),
    "joint gains under pressure": (
        {**JOINT, "third_party": "none", "zero_sum": False, "economic_pressure": True},
        "mutual_gains",
    ),
    "a judgment between sides that trust each other little": (
        {
            **DECIDED,
            "third_party": "neutral",
            "third_party_accepted": True,
            "deciding_body": "standing_court",
            "trust": "low",
            "firm_positions": True,
            "agreement_voluntary": True,
        },
        "judicial_settlement",
    ),
    "an award of arbitrators chosen for the dispute": (
        {
            **DECIDED,
            "third_party": "neutral",
            "third_party_accepted": True,
            "deciding_body": "arbitral_tribunal",
            "standing_body": False,
            "trust": "low",
            "firm_positions": True,
        },
        "mediation_arbitration",
    ),
}


@pytest.mark.parametrize("domain", ["negotiation", "mediation"])
@pytest.mark.parametrize("kind", APPROACHES)
def test_the_approach_of_a_kind_of_talks(law, kind, domain):
    facts, approach = APPROACHES[kind]
    assert result_of(law, facts, domain=[domain]).classification["negotiation_approach"].best == (approach,)


FIGHTERS = {"group_form": "armed_movement", "group_stance": "fights_the_state", "group_one_of_several": False}
AT_CIVILIANS = {**FIGHTERS, "group_harms_civilians": "as_a_method", "group_listed": "by_some_states"}
GROUPS = {
    "hides, and speaks for nobody": (
        {**AT_CIVILIANS, "group_reach": "presence", "group_constituency": "none"},
        ("terrorists",),
    ),
    "hides, and speaks for some": (
        {**AT_CIVILIANS, "group_reach": "presence", "group_constituency": "some"},
        ("insurgents", "terrorists"),
    ),
    "holds land": ({**AT_CIVILIANS, "group_reach": "control", "group_constituency": "some"}, ("insurgents",)),
    "holds land, and the Council lists it": (
        {**AT_CIVILIANS, "group_listed": "by_the_un", "group_reach": "control", "group_constituency": "none"},
        ("terrorists",),
    ),
    "spares civilians": (
        {**FIGHTERS, "group_harms_civilians": "reported", "group_reach": "presence", "group_constituency": "some"},
        ("insurgents",),
    ),
}


@pytest.mark.parametrize("group", GROUPS)
def test_the_type_of_a_kind_of_group(law, group):
    facts, types = GROUPS[group]
    assert result_of(law, facts, domain=["armed_groups"]).classification["armed_group_type"].best == types


def test_ships_and_troops_are_no_force_from_the_air(law):
    def forms(deployed):
        facts = {"uses_force": True, "forces_deployed": deployed}
        return result_of(law, facts).classification["intervention_form"].best

    assert "form_from_the_air" in forms("several")
    assert "form_from_the_air" not in forms("ground")
