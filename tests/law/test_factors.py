"""The factors of the law on force: facts that give each, and near misses that do not."""

import pytest

from casecli.engine.assess import evaluator_for
from casecli.engine.trace import facts_of
from casecli.loading.library import Library
from casecli.model.factors import Concern, Dimension, Factor
from casecli.questions.practice import profile_of
from helpers import case_of

LAW = Library().rulebook
FORCE = {"uses_force": True, "primary_purpose": "counter_terrorism"}
ATTACK = {"armed_attack": "occurred", "attacker": "target_state"}
ASKED = {"consent": "given", "consent_authority": "effective_government"}
PROTECTS = {"primary_purpose": "civilian_protection"}
RESCUE = {"primary_purpose": "rescue_of_nationals"}
GIVES = {
    "authorised-in-terms": {"council_authorization": "explicit"},
    "authority-inferred": {"council_authorization": "claimed_implied"},
    "peace-found-threatened": {"council_determination": "threat_to_peace"},
    "endorsed-by-the-council": {"council_endorsed_after": True},
    "authorisation-ended": {"council_authorization": "explicit", "authorization_in_force": False},
    "recommended-by-the-assembly": {"assembly_recommended": True},
    "decided-by-a-regional-body": {"regional_mandate": True},
    "provided-for-by-treaty": {"treaty_consent": "automatic"},
    "grave-attack": {"armed_attack": "occurred"},
    "attack-by-the-state": {"armed_attack": "imminent", "attacker": "sent_by_target_state"},
    "host-tied-to-the-attack": {"armed_attack": "occurred", "attacker": "harboured_by_target_state"},
    "host-does-not-end-attacks": {
        "armed_attack": "occurred",
        "attacker": "independent_group",
        "host_unwilling_or_unable": True,
    },
    "defends-itself-or-was-asked": {**ATTACK, "acting_state_attacked": False, "victim_requested_help": True},
    "right-affirmed-by-the-council": {"council_recognised_self_defence": True},
    "necessary-and-proportionate": {**ATTACK, "response_necessary": True, "response_proportionate": True},
    "unnecessary-or-excessive": {"self_defence_claimed": True, "response_necessary": False},
    "too-late": {"response_timely": False},
    "not-reported": {"self_defence_claimed": True, "reported_to_council": False},
    "asked-by-a-rival-claimant": {"consent": "given", "consent_authority": "contested_authority"},
    "asked-by-a-recognised-government": {
        "consent": "given",
        "consent_authority": "recognised_government_without_control",
    },
    "asked-by-the-government-in-control": ASKED,
    "free-consent-kept-to": ASKED,
    "consent-refused": {"consent": "withdrawn"},
    "asked-by-no-government": {"consent": "given", "consent_authority": "installed_by_intervener"},
    "consent-coerced-or-exceeded": {**ASKED, "action_within_consent": False},
    "takes-a-side-at-home": {
        **ASKED,
        "conflict_type": "civil_war",
        "government_control": "contested",
        "primary_purpose": "restoring_government",
    },
    "crimes-credible": {**PROTECTS, "genocide": "credible"},
    "crimes-established": {**PROTECTS, "ethnic_cleansing": "established"},
    "no-other-way-to-protect": {**PROTECTS, "peaceful_means": "failed"},
    "nationals-endangered": RESCUE,
    "force-as-punishment": {"primary_purpose": "punishment_or_deterrence"},
    "force-for-land-or-influence": {"primary_purpose": "strategic_influence"},
    "aims-at-the-government": {"regime_change_pursued": True},
    "condemned-by-the-council": {"council_condemned": True},
    "condemned-by-the-assembly": {"assembly_condemned": True},
}
MISSES = [
    ("authorised-in-terms", {"council_authorization": "explicit", "authorization_in_force": False}),
    ("authority-inferred", {"council_authorization": "explicit"}),
    ("peace-found-threatened", {"council_determination": "breach_of_peace", "council_condemned": True}),
    ("provided-for-by-treaty", {"treaty_consent": "automatic", "consent": "refused"}),
    ("grave-attack", {"armed_attack": "imminent"}),
    ("host-tied-to-the-attack", {"armed_attack": "occurred", "attacker": "independent_group"}),
    ("necessary-and-proportionate", {"response_necessary": True, "response_proportionate": True}),
    ("unnecessary-or-excessive", {"response_necessary": False}),
    ("not-reported", {"self_defence_claimed": False, "reported_to_council": False}),
    ("asked-by-a-recognised-government", {"consent": "given", "consent_authority": "substate_entity"}),
    ("consent-refused", {"consent": "refused", "council_authorization": "explicit"}),
    ("consent-refused", {"consent": "refused", **ATTACK}),
    ("takes-a-side-at-home", {**ASKED, "conflict_type": "civil_war", "government_control": "contested"}),
    ("crimes-credible", {"genocide": "established", "primary_purpose": "regime_change"}),
    ("crimes-credible", {**PROTECTS, "war_crimes": "established", **dict.fromkeys(
        ("genocide", "ethnic_cleansing", "crimes_against_humanity"), "none")}),
    ("no-other-way-to-protect", {**PROTECTS, "peaceful_means": "under_way"}),
]  # fmt: skip


def shown(facts):
    case = case_of(LAW, {**FORCE, **facts})
    return profile_of(evaluator_for(LAW, case, case.options[0]))


def test_every_plain_factor_is_in_the_table():
    assert set(GIVES) == {f.id for f in LAW.factors if isinstance(f, Factor)}


@pytest.mark.parametrize("name", GIVES)
def test_facts_give_a_factor(name):
    assert name in shown(GIVES[name]).holds


@pytest.mark.parametrize(("name", "facts"), MISSES)
def test_a_near_miss_does_not(name, facts):
    found = shown(facts)
    assert name not in found.holds | found.open


def test_silence_on_a_plea_that_nobody_makes_leaves_no_factor_open():
    for purpose in ("counter_terrorism", "territorial_gain", "punishment_or_deterrence", "restoring_government"):
        assert shown({"primary_purpose": purpose}).open == frozenset()


def test_dimensions_are_asked_only_where_they_matter():
    assert set(shown({}).places) == {"nearness-of-attack"}
    assert set(shown(PROTECTS).places) == {"nearness-of-attack", "harm-to-civilians"}
    exceeded = {"council_authorization": "explicit", "mandate_compliance": "exceeded"}
    assert "excess-of-mandate" in shown(exceeded).places
    assert "support-to-rebels" in shown({"support_to_armed_groups": "direction"}).places


def test_no_factor_is_the_outcome_itself():
    """A judgment on the very action decides a past case; as a factor it would keep the case from reaching any other."""
    for factor in LAW.factors:
        if isinstance(factor, Factor):
            assert "court_found_unlawful" not in facts_of(factor.when)


def test_factors_are_some_thirty_and_every_intermediate_one_bears_on_both_sides_or_explains():
    kinds = [type(f) for f in LAW.factors]
    assert 25 <= kinds.count(Factor) <= 40
    assert kinds.count(Dimension) >= 3
    assert kinds.count(Concern) >= 5
