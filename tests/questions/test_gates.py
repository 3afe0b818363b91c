"""Gates: what fails under a policy, what is set aside, and which facts lack a source or are old."""

from datetime import date

import pytest

from casecli.engine.assess import Request, assess
from casecli.model.policy import NO_POLICY, Policy, Suppression
from casecli.questions.gates import gate
from helpers import case_of

UNLAWFUL = {"force": True, "permit": "none", "asked": "none"}
BOTH = {"options": [{"id": "one"}, {"id": "two", "facts": {"permit": "explicit"}}]}


def gated(rulebook, policy, facts=UNLAWFUL, request=Request(), **keys):  # noqa: B008 - a frozen value
    return gate([assess(rulebook, case_of(rulebook, facts, **keys), request)], rulebook, policy)


def found(gated):
    return [(r.option.id, r.gate, r.subject) for r in gated.findings]


FAIL_ON = {
    "unlawful": UNLAWFUL,
    "contested": {"force": True, "permit": "implied", "asked": "none", "condemned": False},
    "undetermined": {"force": True, "permit": "unknown"},
}


@pytest.mark.parametrize("status", FAIL_ON)
@pytest.mark.parametrize(("other", "facts"), FAIL_ON.items(), ids=FAIL_ON)
def test_each_status_fails_its_own_gate_alone(mini, status, other, facts):
    assert gated(mini, Policy(fail_on=(status,)), facts).failed == (status == other)


def test_without_a_policy_nothing_fails(mini):
    assert not gated(mini, NO_POLICY).findings
    assert not NO_POLICY.asks


def test_only_a_certain_blocker_of_readiness_fails_the_gate(mini):
    policy = Policy(fail_on=("blocker",))
    assert found(gated(mini, policy, UNLAWFUL | {"plan": "none"})) == [("response", "blocker", "planned")]
    assert not gated(mini, policy, UNLAWFUL | {"plan": "unknown"}).failed
    assert not gated(mini, policy, UNLAWFUL | {"plan": "full"}).failed


@pytest.mark.parametrize(("limit", "fails"), [(0, False), (50, False), (51, True), (100, True)])
def test_the_low_end_of_a_score_counts(mini, limit, fails):
    policy = Policy(fail_under=(("readiness", limit),))
    facts = UNLAWFUL | {"plan": "full"}  # planned and drafted are earned, careless is open: 4 of 8 at least
    assert gated(mini, policy, facts).failed == fails


def test_a_score_that_is_not_asked_passes(mini):
    assert not gated(mini, Policy(fail_under=(("legitimacy", 100),))).failed


def test_a_suppressed_result_keeps_its_gate_and_does_not_fail(mini):
    aside = Suppression("legal.status", "a-case", "known")
    result = gated(mini, Policy(fail_on=("unlawful",), suppressions=(aside,)))
    assert (len(result.findings), result.failed) == (1, False)
    assert result.findings[0].suppressed is aside
    assert (result.expired, result.unused) == ((), ())


def test_a_suppression_may_be_for_one_response(mini):
    policy = Policy(fail_on=("unlawful",), suppressions=(Suppression("legal.status", "a-case", "known", option="two"),))
    result = gated(mini, policy, UNLAWFUL, **BOTH)
    assert result.failed
    assert result.unused == policy.suppressions


@pytest.mark.parametrize(
    ("today", "as_of", "fails"),
    [
        ("2026-05-31", None, False),
        ("2026-06-01", None, False),
        ("2026-06-02", None, True),
        (None, "2026-06-01", False),
        (None, "2026-06-02", True),
        (None, None, False),  # the rulebook's day: 2026-01-01
        ("2026-06-01", "2030-01-01", False),
    ],
)
def test_expiry_is_compared_with_a_given_day_and_includes_its_own(mini, today, as_of, fails):
    aside = Suppression("legal.status", "a-case", "known", expires=date(2026, 6, 1))
    day = date.fromisoformat(today) if today else None
    keys = {"as_of": as_of} if as_of else {}
    result = gated(mini, Policy(fail_on=("unlawful",), suppressions=(aside,), today=day), **keys)
    assert result.failed == fails
    assert result.expired == ((aside,) if fails else ())
    assert result.unused == ()


def test_an_expired_suppression_gives_way_to_one_that_holds(mini):
    old = Suppression("legal.status", "a-case", "old", expires=date(2020, 1, 1))
    new = Suppression("legal.status", "a-case", "new")
    result = gated(mini, Policy(fail_on=("unlawful",), suppressions=(old, new)))
    assert not result.failed
    assert result.expired == (old,)


@pytest.mark.parametrize(
    "aside",
    [
        Suppression("legal.status", "other", "r"),
        Suppression("permitted", "other", "r"),
        Suppression("rebuked", "a-case", "r"),
    ],
    ids=["another case", "another case's element", "nothing fails there"],
)
def test_a_suppression_of_nothing_is_unused(mini, aside):
    result = gated(mini, Policy(suppressions=(aside,)))
    assert (result.unused, result.expired) == ((aside,), ())


def test_decisive_facts_need_a_source(mini):
    policy = Policy(require_sources=True)
    facts = {"force": {"value": True, "source": "S"}, "permit": "explicit", "dead": 5, "careful": "unknown"}
    assert found(gated(mini, policy, facts)) == [("response", "sources", "permit")]
    facts["permit"] = {"value": "explicit", "source": "S"}
    assert not gated(mini, policy, facts).failed


def test_both_sides_of_a_dispute_need_a_source(mini):
    policy = Policy(require_sources=True)
    force = {"value": True, "source": "S"}
    sides = [{"value": "explicit", "source": "A"}, {"value": "none"}]
    bare = gated(mini, policy, {"force": force, "permit": {"value": "disputed", "claims": sides}})
    assert found(bare) == [("response", "sources", "permit")]
    sides[1]["source"] = "B"
    assert not gated(mini, policy, {"force": force, "permit": {"value": "disputed", "claims": sides}}).failed


def test_a_hypothetical_response_may_assume_and_its_crisis_may_not(mini):
    policy = Policy(require_sources=True)
    option = {"id": "one", "kind": "hypothetical", "facts": {"permit": "explicit"}}
    assert found(gated(mini, policy, {"force": True}, options=[option])) == [("one", "sources", "force")]
    actual = option | {"kind": "actual"}
    assert ("one", "sources", "permit") in found(gated(mini, policy, {"force": True}, options=[actual]))


@pytest.mark.parametrize(("age", "fails"), [(366, False), (365, False), (364, True)])
def test_facts_are_as_old_as_they_were_on_the_day_known(mini, age, fails):
    facts = {"force": {"value": True, "date": "2025-01-01"}}
    assert gated(mini, Policy(max_age=age), facts, as_of="2026-01-01").failed == fails


def test_a_dispute_is_as_old_as_its_newest_claim(mini):
    sides = [{"value": "none", "date": "2000-01-01"}, {"value": "explicit", "date": "2025-12-01"}]
    facts = {"permit": {"value": "disputed", "claims": sides}}
    assert not gated(mini, Policy(max_age=31), facts, as_of="2026-01-01").failed
    assert gated(mini, Policy(max_age=30), facts, as_of="2026-01-01").failed


def test_as_of_on_the_command_line_sets_the_day(mini):
    facts = {"force": {"value": True, "date": "2025-01-01"}}
    assert gated(mini, Policy(max_age=10), facts, Request(as_of=date(2025, 2, 1))).failed
    assert not gated(mini, Policy(max_age=10), facts, Request(as_of=date(2025, 1, 5))).failed
