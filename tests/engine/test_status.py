"""The legal status, on a rulebook of no real law."""

import pytest

from casecli.engine.assess import Request, assess
from casecli.loading.arguments import read_settings
from helpers import case_of, result_of

FORCE = {"force": True}


def legal(mini, facts, **keys):
    return result_of(mini, FORCE | facts, **keys).legal


def test_met_under_the_restrictive_reading_is_lawful(mini):
    found = legal(mini, {"permit": "explicit"})
    assert (found.status, found.lean, found.basis) == ("lawful", None, ("permission",))
    assert found.nearest is None


def test_met_under_none_is_unlawful_and_the_nearest_basis_says_what_it_lacks(mini):
    found = legal(mini, {"asked": "none"})
    assert found.status == "unlawful"
    assert (found.nearest.basis, found.nearest.lacks) == ("permission", ("permitted",))
    assert found.presumed == ("permit",)


def test_met_only_under_the_expansive_reading_is_contested_leaning_unlawful(mini):
    found = legal(mini, {"permit": "implied", "asked": "none"})
    assert (found.status, found.lean, found.turns_on.points) == ("contested", "unlawful", ("words",))


def test_met_under_the_mainstream_but_not_the_restrictive_reading_leans_lawful(mini):
    found = legal(mini, {"asked": "given", "careful": True, "dead": 5, "plan": "partial"})
    assert (found.status, found.lean, found.turns_on.points) == ("contested", "lawful", ("whose",))


def test_support_follows_the_day_of_the_response(mini):
    facts = {"asked": "given", "careful": True, "dead": 5, "plan": "partial"}
    assert legal(mini, facts, date="1960-01-01").lean == "unlawful"
    assert legal(mini, facts, date="1949-01-01").status == "unlawful"  # the basis is younger than the response


def test_a_need_that_fails_gives_way_to_the_narrower_position(mini):
    assert legal(mini, {"permit": "implied", "asked": "none", "condemned": True}).status == "unlawful"
    assert legal(mini, {"permit": "explicit", "condemned": True}).status == "lawful"


def test_no_force_is_not_engaged_and_keeps_its_own_remarks(mini):
    found = result_of(mini, {"force": False, "condemned": True}).legal
    assert (found.status, found.qualifiers) == ("not_engaged", ("apart",))


def test_unknown_facts_leave_every_status_open_that_they_can_still_bring(mini):
    found = legal(mini, {"permit": "unknown", "asked": "none"})
    assert (found.status, found.possible) == ("undetermined", ("lawful", "contested", "unlawful"))
    assert result_of(mini, {"permit": "explicit"}).legal.possible == ("lawful", "not_engaged")


def test_claims_that_lead_to_different_statuses_make_it_contested_and_are_named(mini):
    claims = {"value": "disputed", "claims": [{"value": "explicit"}, {"value": "none"}]}
    found = legal(mini, {"permit": claims, "asked": "none"})
    assert (found.status, found.turns_on.facts) == ("contested", ("permit",))
    assert legal(mini, {"permit": claims, "asked": "unknown", "careful": "disputed"}).status in (
        "contested",
        "undetermined",
    )


def test_claims_that_make_no_difference_do_not(mini):
    claims = {"value": "disputed", "claims": [{"value": "none"}, {"value": "implied"}]}
    found = legal(mini, {"permit": claims, "asked": "none", "condemned": True})
    assert (found.status, found.turns_on.facts) == ("unlawful", ())


def test_without_authoritative_findings_the_result_is_shown_too(mini):
    found = legal(mini, {"permit": "implied", "asked": "none", "condemned": True})
    assert (found.without.facts, found.without.status, found.without.lean) == (
        ("condemned",),
        "contested",
        "unlawful",
    )
    assert legal(mini, {"permit": "implied"}).without is None


def test_a_qualifier_speaks_only_of_a_basis_relied_on(mini):
    met = {"asked": "given", "careful": True, "dead": 500, "plan": "full"}
    assert legal(mini, met).qualifiers == ("loss",)
    assert legal(mini, met | {"asked": "none"}).qualifiers == ()


def test_an_exception_defeats_and_what_does_not_apply_is_not_asked(mini):
    met = {"asked": "given", "careful": True, "plan": "full"}
    assert legal(mini, met | {"dead": 1000}).status == "unlawful"
    found = legal(mini, {"asked": "given", "careful": False, "plan": "none"})
    assert found.bases[1].elements[1].verdict == "not_applicable"
    assert found.lean == "lawful"


def test_a_fixed_point_holds_in_every_reading(mini):
    fixed = read_settings(["words=silent"], mini)
    found = result_of(mini, FORCE | {"asked": "none"}, Request(points=fixed.points)).legal
    assert found.status == "lawful"


def test_parts_of_an_operation_are_judged_alone_and_the_worst_speaks(mini):
    options = [
        {"id": "first", "part_of": "whole", "facts": {"permit": "explicit"}},
        {"id": "second", "part_of": "whole", "facts": {"asked": "none"}},
    ]
    found = assess(mini, case_of(mini, FORCE, options=options))
    assert [o.legal.status for o in found.options] == ["lawful", "unlawful"]
    assert (found.operations[0].status, found.operations[0].worst) == ("unlawful", "second")


@pytest.mark.parametrize(("as_of", "status"), [("2020-01-01", "unlawful"), ("2022-01-01", "lawful")])
def test_what_is_dated_later_is_hidden(mini, as_of, status):
    permit = {"value": "explicit", "date": "2021-06-01"}
    assert legal(mini, {"permit": permit, "asked": "none"}, as_of=as_of).status == status


def test_the_law_is_that_of_the_earlier_of_response_and_knowledge(mini):
    facts = {"asked": "given", "careful": True, "dead": 5, "plan": "partial"}
    assert legal(mini, facts, date="2000-01-01", as_of="1960-01-01").lean == "unlawful"


def test_settings_win_over_the_option_and_the_option_over_the_case(mini):
    options = [{"id": "only", "facts": {"permit": "none"}}]
    case = case_of(mini, FORCE | {"permit": "explicit", "asked": "none"}, options=options)
    assert assess(mini, case).options[0].legal.status == "unlawful"
    fixed = read_settings(["permit=explicit"], mini)
    assert assess(mini, case, Request(facts=fixed.facts)).options[0].legal.status == "lawful"
