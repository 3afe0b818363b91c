"""What past cases force, held against the definitions worked out the long way; and what moves nothing."""

import long_way
from hypothesis import given, settings
from hypothesis import strategies as st

from casecli.logic import FALSE, TRUE
from casecli.model.factors import Dimension, Factor
from casecli.model.precedents import CaseBase, PastCase, Place, Profile
from casecli.questions.constraint import MODELS, clashes, forces, rules, standings
from casecli.questions.practice import Asked
from casecli.questions.precedents import precedents
from casecli.questions.reasons import Notation

BY = {"result": long_way.forces_by_result, "reason": long_way.forces_by_reason}


def words_of(base, here, model):
    notation = Notation(base, [here])
    return {s.side: s for s in standings(notation, rules(notation, model), notation.read(here))}


@given(long_way.case_bases())
@settings(max_examples=300)
def test_a_past_case_forces_a_result_as_defined(pair):
    base, here = pair
    notation = Notation(base, [here])
    for model in MODELS:
        for rule in rules(notation, model):
            truth = forces(rule, notation.read(here))
            assert truth == (TRUE if BY[model](base, rule.case, here) else FALSE)


@given(long_way.case_bases(most=(4, 1, 2), known=False, stated=False))
@settings(max_examples=200)
def test_what_is_certain_holds_however_what_is_open_turns_out(pair):
    base, here = pair
    notation = Notation(base, [here])
    for rule in rules(notation, "result"):
        outcomes = {
            long_way.forces_by_result(base, rule.case._replace(profile=there), exact)
            for there in long_way.completions(rule.case.profile)
            for exact in long_way.completions(here)
        }
        truth = forces(rule, notation.read(here))
        assert (truth == TRUE) == (outcomes == {True})
        assert truth != FALSE or outcomes == {False}


@given(long_way.case_bases(most=(4, 0, 4)))
@settings(max_examples=200)
def test_a_decision_is_forced_open_or_inconsistent_as_every_order_of_reasons_says(pair):
    """For every reason that could be given: does deciding so rank some reasons that past cases rank the other way?"""
    base, here = pair
    known = [
        (case.outcome, long_way.ranked(base, case, long_way.stated_reason(case))) for case in base.cases if case.outcome
    ]
    found = words_of(base, here, "reason")
    can = {}
    for side in long_way.SIDES:
        new = long_way.decided(here, side)
        reasons = long_way.subsets(long_way.speaking(base, here, side))
        can[side] = any(
            not any(
                (worse, better) in old
                for winner, old in known
                if winner != side
                for better, worse in long_way.ranked(base, new, reason)
            )
            for reason in reasons
        )
    for side in long_way.SIDES:
        mine, others = can[side], can[long_way.other(side)]
        expected = "open" if mine and others else "forced" if mine else "inconsistent" if others else "torn"
        assert found[side].word == expected


@given(long_way.case_bases(most=(4, 0, 4)))
@settings(max_examples=200)
def test_pairs_clash_where_one_ranks_what_the_other_ranks_the_other_way(pair):
    base, _ = pair
    cases = [c for c in base.cases if c.outcome]
    orders = {c.id: long_way.ranked(base, c, long_way.stated_reason(c)) for c in cases}
    expected = {
        (a.id, b.id)
        for i, a in enumerate(cases)
        for b in cases[i + 1 :]
        if a.outcome != b.outcome and any((worse, better) in orders[b.id] for better, worse in orders[a.id])
    }
    found = clashes(rules(Notation(base), "reason"))
    assert {(c.first, c.second) for c in found} == expected
    assert all(c.certain for c in found)


@given(long_way.case_bases(most=(4, 2, 4), stated=False))
@settings(max_examples=200)
def test_on_results_alone_two_cases_clash_where_one_forces_its_side_in_the_other(pair):
    base, _ = pair
    cases = [c for c in base.cases if c.outcome]
    expected = {
        (a.id, b.id)
        for i, a in enumerate(cases)
        for b in cases[i + 1 :]
        if a.outcome != b.outcome and long_way.forces_by_result(base, a, b.profile)
    }
    assert {(c.first, c.second) for c in clashes(rules(Notation(base), "result"))} == expected


@given(long_way.case_bases(most=(5, 2, 5)))
def test_only_a_case_base_that_clashes_can_force_both(pair):
    base, here = pair
    for model in MODELS:
        words = {s.word for s in words_of(base, here, model).values()}
        if not clashes(rules(Notation(base), model)):
            assert words != {"torn"}


@given(long_way.case_bases(), st.sampled_from(long_way.SIDES))
def test_following_past_cases_adds_no_clash(pair, side):
    base, here = pair
    word = words_of(base, here, "result")[side].word
    before = len(clashes(rules(Notation(base), "result")))
    grown = base._replace(cases=(*base.cases, long_way.decided(here, side)))
    after = len(clashes(rules(Notation(grown), "result")))
    assert (after == before) == (word in {"forced", "open"})


@given(long_way.case_bases(known=False), st.randoms(use_true_random=False))
def test_learning_never_flips_what_is_certain(pair, random):
    base, here = pair
    learned = random.choice(list(long_way.completions(here)))
    for model in MODELS:
        before, after = words_of(base, here, model), words_of(base, learned, model)
        for side in long_way.SIDES:
            certain = {f.case for f in before[side].by if f.certain}
            assert certain <= {f.case for f in after[side].by if f.certain}
            assert {f.case for f in after[side].by} <= {f.case for f in before[side].by}


@given(long_way.case_bases(known=False), st.randoms(use_true_random=False))
def test_names_move_nothing(pair, random):
    base, here = pair
    other_base, other_here, names = long_way.renamed(base, here, random)
    asked = [Asked("here", "x", "Here", "Here", None, None, here)]
    found = precedents(base, asked, 9).responses[0]
    other = precedents(other_base, [asked[0]._replace(profile=other_here)], 9).responses[0]
    assert names.of(found) == other


@given(long_way.case_bases(known=False), st.randoms(use_true_random=False))
def test_the_order_of_past_cases_moves_nothing_that_is_settled(pair, random):
    base, here = pair
    shuffled = base._replace(cases=tuple(random.sample(base.cases, len(base.cases))))
    for model in MODELS:
        for side in long_way.SIDES:
            a, b = words_of(base, here, model)[side], words_of(shuffled, here, model)[side]
            assert (a.word, set(a.by), set(a.against)) == (b.word, set(b.by), set(b.against))


def test_numbers_that_no_case_has_are_told_apart_from_those_that_some_have():
    """An unknown number may lie beyond every number on record, so nothing certain follows from it."""
    dimension = Dimension("d", "d", "a")
    base = CaseBase("n", "", long_way.SIDES, (), (dimension,), (), ())
    known, unknown = Profile(places={"d": Place(3, 3)}), Profile(places={"d": Place(float("-inf"), float("inf"))})
    past = long_way.decided(unknown, "a")
    notation = Notation(base._replace(cases=(past,)), [known])
    [rule] = rules(notation, "result")
    assert forces(rule, notation.read(known)) not in {TRUE, FALSE}


def two_factors(*cases):
    factors = (Factor("p", "p", "a"), Factor("q", "q", "a"), Factor("c", "c", "b"))
    return CaseBase("n", "", long_way.SIDES, factors, (), (), cases)


def case(name, side, holds=(), perhaps=()):
    profile = Profile(frozenset(holds), frozenset(perhaps))
    return PastCase(name, name, "x", name, profile, side, side)


def test_the_certain_ones_come_first_then_those_with_least_that_is_open():
    base = two_factors(case("two", "a", "p", "q"), case("one", "a", "pc", "q"), case("sure", "a", "pc"))
    here = Profile(frozenset("p"), frozenset("c"))
    assert [f.case for f in words_of(base, here, "result")["a"].by] == ["sure", "one", "two"]


def test_a_clash_that_depends_on_what_is_not_known_leaves_a_case_base_consistent():
    base = two_factors(case("first", "a", "pc"), case("second", "b", "c", "p"))
    for one in precedents(base, [], 0).base.consistency:
        assert one.consistent
        assert [(c.first, c.second, c.certain) for c in one.clashes] == [("first", "second", False)]
