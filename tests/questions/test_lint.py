"""Lint: every flaw is found where it was put, nothing is found where nothing is wrong, and what is said is true."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from books import SOUND, compiled, criterion, fact, indicator, item, spoiled
from casecli.engine.evaluate import Evaluator
from casecli.logic import FALSE, TRUE
from casecli.model.case import Situation
from casecli.model.facts import KNOWN, FactState
from casecli.questions.lint import lint, rules_of
from casecli.questions.lint_criteria import try_rule
from casecli.questions.rule_worlds import asks_of, day_of, merged, positions, worlds
from strategies import rulebooks


def found(plain, code):
    return {(x.level, x.at) for x in lint(compiled(plain)).flaws if x.code == code}


def elements(plain):
    return plain["bases"][0]["elements"]


def items(plain):
    return plain["scores"][0]["groups"][0]["items"]


def classes(plain):
    return plain["taxonomies"][0]["classes"]


def test_nothing_is_wrong_with_the_sound_rulebook():
    assert lint(compiled(SOUND)).flaws == ()


MET_WHEN = {
    "bounds that exclude each other": ({"harm": {"at_least": "grave", "below": "some"}}, "never-met", "error"),
    "two values at once": ({"all": [{"who": "one"}, {"who": "two"}]}, "never-met", "error"),
    "a fact and its opposite": ({"all": [{"care": True}, {"not": {"care": True}}]}, "never-met", "error"),
    "numbers that exclude each other": ({"all": [{"dead": {"above": 100}}, {"dead": 10}]}, "never-met", "error"),
    "always": ("always", "always-met", "error"),
    "every value": ({"harm": {"at_least": "none"}}, "always-met", "error"),
    "one or the other": ({"any": [{"care": True}, {"care": False}]}, "always-met", "error"),
    "a part that never holds": ({"any": [{"care": True}, {"harm": {"below": "none"}}]}, "contradiction", "warning"),
    "a part that always holds": ({"all": [{"care": True}, {"harm": {"at_least": "none"}}]}, "tautology", "warning"),
    "a part in another": ({"any": [{"harm": {"at_least": "some"}}, {"harm": "grave"}]}, "never-decisive", "warning"),
    "the same part twice": ({"all": [{"care": True}, {"care": True}]}, "never-decisive", "warning"),
    "a count that needs one only": (
        {"count": {"at_least": 1, "of": [{"harm": {"at_least": "some"}}, {"harm": "grave"}]}},
        "never-decisive",
        "warning",
    ),
    "a branch inside the narrower one": (
        {"by": {"point": {"narrow": {"harm": {"at_least": "some"}}, "wide": {"harm": "grave"}}}},
        "branch-adds-nothing",
        "warning",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("met_when", "code", "level"), MET_WHEN.values(), ids=MET_WHEN)
def test_a_flaw_of_a_condition_is_found(met_when, code, level):
    plain = spoiled(lambda p: elements(p).append(criterion("odd", met_when)))
    assert (level, "odd") in found(plain, code)


def test_what_is_said_of_a_part_names_the_part():
    plain = spoiled(lambda p: elements(p).append(criterion("odd", MET_WHEN["a part that always holds"][0])))
    [flaw] = [x for x in lint(compiled(plain)).flaws if x.code == "tautology"]
    assert (flaw.part.fact, flaw.part.mask) == ("harm", 0b111)


def test_a_criterion_that_cannot_be_asked_is_an_error():
    scope = {"all": [{"care": True}, {"care": False}]}
    plain = spoiled(lambda p: items(p).append(item("odd", {"force": True}, applies_when=scope)))
    assert found(plain, "never-asked") == {("error", "odd")}


def test_a_criterion_is_judged_within_what_its_group_applies_to():
    def change(plain):
        plain["scores"][0]["groups"].append(
            {"id": "g", "title": "g", "applies_when": {"force": True}, "items": [item("odd", {"force": True})]}
        )

    assert found(spoiled(change), "always-met") == {("error", "odd")}


def test_a_domain_is_a_question_like_any_other():
    met = {"all": [{"domain": "mediation"}, {"not": {"domain": ["mediation", "track2"]}}]}
    assert found(spoiled(lambda p: items(p).append(item("odd", met))), "never-met") == {("error", "odd")}


def test_an_exception_that_never_matters_is_found():
    def change(plain):
        elements(plain)[1]["unless"] = {"harm": "grave"}

    assert found(spoiled(change), "exception-never-matters") == {("warning", "measure")}


def test_an_exception_that_always_stands_leaves_nothing_to_meet():
    def change(plain):
        elements(plain)[1]["unless"] = {"harm": {"at_most": "some"}}

    assert ("error", "measure") in found(spoiled(change), "never-met")


def test_an_element_that_others_imply_is_never_decisive():
    plain = spoiled(
        lambda p: elements(p).append(criterion("implied", {"harm": {"at_most": "grave", "below": "grave"}}))
    )
    assert found(plain, "never-decisive") >= {("warning", "implied")}


def test_a_basis_whose_elements_exclude_each_other_is_an_error():
    plain = spoiled(lambda p: elements(p).append(criterion("odd", {"harm": "grave"})))
    assert found(plain, "basis-never-met") == {("error", "basis")}


def test_an_element_of_every_basis_counts_only_where_no_basis_needs_it():
    def change(plain):
        plain["every_basis"] = [criterion("every", {"harm": {"at_most": "some"}})]
        plain["bases"].append(
            {"id": "b", "title": "b", "sources": [{"id": "s"}], "elements": [criterion("e", {"care": True})]}
        )

    assert ("warning", "every") not in found(spoiled(change), "never-decisive")


def test_items_of_one_group_that_ask_the_same_count_twice():
    twin = item("careless", {"not": {"any": [{"care": True}, {"care": True}]}}, polarity="risk")
    assert found(spoiled(lambda p: items(p).append(twin)), "duplicate-condition") == {("warning", "careless")}


def test_a_fact_that_helps_one_item_and_harms_another_is_noted():
    plain = spoiled(lambda p: items(p).append(item("many", {"who": ["two", "three"]})))
    assert ("note", "who") in found(plain, "two-way-fact")
    assert found(SOUND, "two-way-fact") == set()


def test_a_gap_is_shown_with_a_case_that_falls_into_it():
    plain = spoiled(lambda p: classes(p).pop())
    [flaw] = [x for x in lint(compiled(plain)).flaws if x.code == "gap"]
    assert (flaw.at, flaw.example) == ("kind", (("who", 0b100),))


def test_an_overlap_of_exclusive_classes_is_shown_with_a_case():
    def change(plain):
        classes(plain)[0]["indicators"][0]["met_when"] = {"who": ["one", "two"]}

    [flaw] = [x for x in lint(compiled(spoiled(change))).flaws if x.code == "overlap"]
    assert (flaw.level, flaw.at, flaw.example) == ("warning", "class_two", (("who", 0b010),))


def test_a_class_that_no_case_fits_is_an_error():
    plain = spoiled(lambda p: classes(p)[0]["indicators"].append(indicator("odd", {"who": "two"}, defining=True)))
    assert found(plain, "class-never-fits") == {("error", "class_one")}


def test_a_level_that_is_never_the_result_is_found():
    def change(plain):
        plain["levels"][0]["when"]["low"] = {"dead": {"at_least": 100}}

    assert found(spoiled(change), "value-never-results") == {("warning", "danger")}


FORM = {
    "background-fact-asked": (lambda p: p["facts"][1].update(background=True), ("warning", "asked")),
    "fact-nobody-asks": (lambda p: p["facts"].append(fact("idle")), ("warning", "idle")),
    "never-advised-anyway": (
        lambda p: p["facts"][0].update(changed_by="nobody", never_advised=[True]),
        ("warning", "force"),
    ),
    "presumption-without-source": (lambda p: p["facts"][0].update(presumed=False), ("error", "force")),
    "never-in-force": (
        lambda p: p["bases"][0].update(in_force={"from": "2020-01-01", "until": "2019-01-01"}),
        ("error", "basis"),
    ),
    "point-nobody-asks": (
        lambda p: elements(p)[0].update(met_when={"asked": True}),
        ("warning", "point"),
    ),
    "branch-adds-nothing": (
        lambda p: elements(p)[0].update(met_when={"by": {"point": {"narrow": {"asked": True}}}}),
        ("warning", "point: wide"),
    ),
}


@pytest.mark.parametrize("code", FORM)
def test_a_flaw_of_form_is_found(code):
    change, expected = FORM[code]
    assert expected in found(spoiled(change), code)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda p: elements(p)[0].update(sources=[]), ("error", "request")),
        (lambda p: p["bases"][0].update(sources=[]), ("warning", "basis")),
        (lambda p: p["levels"][0].update(sources=[]), ("warning", "danger")),
        (lambda p: p["contested"][0]["positions"][1].pop("sources"), ("warning", "point: wide")),
        (
            lambda p: p["contested"][0]["positions"].append(
                {"id": "far", "title": "f", "says": ".", "support": "isolated"}
            ),
            ("note", "point: far"),
        ),
    ],
)
def test_whoever_is_not_named_is_missed(change, expected):
    assert expected in found(spoiled(change), "uncited")


def test_a_fact_that_is_background_is_not_missed():
    assert found(spoiled(lambda p: p["facts"].append(fact("idle", background=True))), "fact-nobody-asks") == set()


def test_a_gateway_that_others_imply_is_worth_a_note():
    plain = spoiled(lambda p: elements(p).insert(0, criterion("near", {"harm": {"below": "grave"}})))
    assert ("note", "near") in found(plain, "never-decisive")


def test_too_many_worlds_are_said_not_to_be_decided():
    def change(plain):
        names = [f"f{i}" for i in range(17)]
        plain["facts"] += [fact(n) for n in names]
        elements(plain).append(criterion("vast", {"any": [{n: True} for n in names]}))

    assert ("note", "vast") in found(spoiled(change), "not-decided")
    rulebook = compiled(spoiled(change))
    assert lint(rulebook).of("error") == ()


def bits(mask):
    return [i for i in range(mask.bit_length()) if mask >> i & 1]


def situation(rulebook, facts, day):
    states = {name: FactState(name, rulebook.facts[name].anything, "unknown") for name in rulebook.facts}
    states |= {name: FactState(name, 1 << cell, KNOWN) for name, cell in facts.items()}
    return Situation(case="c", option="o", law_day=day, known_day=day, domain=(), facts=states, pleas=())


def by_hand(rulebook, rule):
    """(asked, met, not met) somewhere, by the evaluator of single cases: the readable statement of what rules mean."""
    criterion = rule.criterion
    masks = asks_of(criterion, *rule.scope).masks
    day = day_of(rulebook, criterion.in_force, *rule.periods)
    asked = met = failed = False
    for cells in product(*(range(rulebook.facts[name].cells) for name in masks)):
        here = situation(rulebook, dict(zip(masks, cells, strict=True)), day)
        for reading in positions(rulebook, criterion.points):
            evaluator = Evaluator(rulebook, here, reading)
            scope = [evaluator.explain(x).truth for x in rule.scope]
            finding = evaluator.finding(criterion)
            if finding.applies == TRUE and all(x == TRUE for x in scope):
                asked = True
                met |= finding.truth == TRUE
                failed |= finding.truth == FALSE
    return asked, met, failed


@settings(max_examples=25)
@given(st.data())
def test_what_lint_says_of_a_criterion_is_what_the_evaluator_finds_in_every_world(data):
    rulebook = data.draw(rulebooks(most_facts=4))
    said = {(x.at, x.code) for x in lint(rulebook).flaws}
    for rule in rules_of(rulebook):
        name = rule.criterion.id
        asked, met, failed = by_hand(rulebook, rule)
        assert ((name, "never-asked") in said) == (not asked)
        assert ((name, "never-met") in said) == (asked and not met)
        assert ((name, "always-met") in said) == (asked and not failed)


@settings(max_examples=25)
@given(st.data())
def test_a_world_is_a_case_with_nothing_left_open(data):
    rulebook = data.draw(rulebooks(most_facts=4))
    for rule in rules_of(rulebook):
        tried = try_rule(rulebook, rule)
        column = data.draw(st.integers(0, tried.here.width - 1))
        facts = {name: data.draw(st.sampled_from(bits(mask))) for name, mask in tried.here.describe(column)}
        here = situation(rulebook, facts, tried.here.situation.law_day)
        for reading in positions(rulebook, rule.criterion.points):
            finding = Evaluator(rulebook, here, reading).finding(rule.criterion)
            met = tried.here.pair(tried.here.met(rule.criterion, reading))
            in_column = tuple(side >> column & 1 for side in met)
            assert finding.truth == in_column


@given(st.integers(2, 8), st.lists(st.integers(0, 255), max_size=5))
def test_cells_are_merged_where_no_test_tells_them_apart(cells, masks):
    scale = compiled(spoiled(lambda p: p["facts"].append(fact("f", "scale", values=[f"v{i}" for i in range(cells)]))))
    parts = [bits(x) for x in merged(scale.facts["f"], masks)]
    assert sorted(x for part in parts for x in part) == list(range(cells))
    for part in parts:
        assert all(len({mask >> x & 1 for x in part}) == 1 for mask in masks)
    for a, b in product(parts, repeat=2):
        assert a == b or any((mask >> a[0] & 1) != (mask >> b[0] & 1) for mask in masks)


def test_worlds_are_counted_before_they_are_made():
    rulebook = compiled(SOUND)
    asks = asks_of(*rulebook.bases[0].criteria)
    assert worlds(rulebook, asks, rulebook.as_of).width == 2 * 2 * 2 * 2
    assert worlds(rulebook, asks, rulebook.as_of, most=15) is None
