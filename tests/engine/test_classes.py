"""Classes of a taxonomy: the rule of fit, by hand on a small rulebook."""

import pytest

from helpers import result_of


def fit(mini, **facts):
    return result_of(mini, {"force": True, **facts}).classification["shape"]


def test_a_class_fits_with_half_its_weight_and_no_defining_indicator_failing(mini):
    found = fit(mini, permit="explicit", plan="none", careful=False)
    assert found.best == ("permitted_shape",)
    assert found.certain


def test_a_failing_defining_indicator_rules_a_class_out_however_much_is_met(mini):
    found = fit(mini, permit="none", plan="full", careful=True)
    assert "permitted_shape" not in found.best


def test_the_class_with_the_larger_share_is_best_and_ties_are_all_named(mini):
    assert fit(mini, permit="explicit", plan="full", careful=True).best == ("permitted_shape", "careful_shape")
    assert fit(mini, permit="none", plan="none", careful=True).best == ("careful_shape",)


def test_none_fits_where_nothing_reaches_half(mini):
    assert fit(mini, permit="none", plan="none", careful=False).best == ()


def test_unknown_facts_leave_a_best_fit_uncertain_while_another_can_overtake(mini):
    found = fit(mini, permit="explicit", plan="none", careful="unknown")
    assert found.best == ("permitted_shape",)
    assert not found.certain


def test_indicators_are_named_met_missing_and_unknown(mini):
    found = fit(mini, permit="explicit", plan="none", careful="unknown")
    shape = {c.id: c for c in found.classes}["permitted_shape"]
    assert (shape.met, shape.missing, shape.unknown, shape.of) == (("ps_permit",), ("ps_plan",), (), 2)


@pytest.mark.parametrize(("force", "asked"), [(True, True), (False, False), ("unknown", True)])
def test_a_taxonomy_is_asked_only_where_it_may_apply(mini, force, asked):
    assert ("shape" in result_of(mini, {"force": force}).classification) is asked
