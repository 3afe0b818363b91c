"""Citing, distinguishing and rebutting: small case bases whose answers can be seen, and properties on random ones."""

import long_way
from hypothesis import given

from casecli.model.factors import Concern, Dimension, Factor
from casecli.model.precedents import CaseBase, PastCase, Place, Profile
from casecli.questions.arguments import Advocate
from casecli.questions.constraint import rules
from casecli.questions.likeness import likeness, nearest
from casecli.questions.reasons import Notation

PRO = tuple(Factor(f"p{i}", f"p{i}", "pro") for i in range(4))
CON = tuple(Factor(f"c{i}", f"c{i}", "con") for i in range(4))
SCALE = Dimension("scale", "scale", "pro", ("low", "middle", "high"))


def shows(*names, scale=None, perhaps=()):
    places = {} if scale is None else {"scale": Place(scale, scale)}
    return Profile(frozenset(names), frozenset(perhaps), places)


def past(name, profile, side):
    return PastCase(name, name, "x", name, profile, side, side or "contested")


def base_of(*cases, concerns=()):
    return CaseBase("small", "", ("pro", "con"), (*PRO, *CON), (SCALE,), concerns, cases)


def argued(base, here):
    notation = Notation(base, [here])
    return {a.side: a for a in Advocate(notation, rules(notation, "reason"), here).arguments()}


def test_the_best_case_is_the_one_that_leaves_least_to_distinguish():
    loose = past("loose", shows("p0", "p1", "p2", "c0"), "pro")
    close = past("close", shows("p0", "c0"), "pro")
    found = argued(base_of(loose, close), shows("p0", "p3", "c0", "c1"))["pro"]
    assert found.cited.case == "close"
    assert found.cited.shared == ("p0", "c0")
    assert found.cited.stronger == ("p3",)
    assert [(d.id, d.where) for d in found.cited.distinctions] == [("c1", "only_here")]


def test_of_cases_that_leave_as_little_to_distinguish_the_one_that_shares_more_is_better():
    base = base_of(past("less", shows("p0"), "pro"), past("more", shows("p0", "p1"), "pro"))
    found = argued(base, shows("p0", "p1", "c0"))["pro"]
    assert (found.cited.case, found.as_good) == ("more", ())


def test_cases_that_are_as_good_are_named():
    base = base_of(past("a", shows("p0"), "pro"), past("b", shows("p1"), "pro"))
    found = argued(base, shows("p0", "p1", "c0"))["pro"]
    assert (found.cited.case, found.as_good) == ("a", ("b",))


def test_a_case_that_forces_the_result_cannot_be_distinguished():
    found = argued(base_of(past("a", shows("p0", "c0"), "pro")), shows("p0", "p1"))["pro"]
    assert (found.cited.forces, found.cited.distinctions) == ("certain", ())
    assert found.cited.stronger == ("p1", "c0")


def test_what_is_open_distinguishes_perhaps():
    found = argued(base_of(past("a", shows("p0"), "pro")), shows("p0", perhaps=("c0",)))["pro"]
    assert found.cited.forces == "open"
    assert [(d.id, d.certain) for d in found.cited.distinctions] == [("c0", False)]


def test_a_lower_place_distinguishes_and_a_higher_one_makes_stronger():
    base = base_of(past("a", shows("p0", scale=1), "pro"))
    weaker = argued(base, shows("p0", scale=0))["pro"].cited
    assert [(d.id, d.where) for d in weaker.distinctions] == [("scale", "weaker_here")]
    stronger = argued(base, shows("p0", scale=2))["pro"].cited
    assert (stronger.stronger, stronger.distinctions) == (("scale",), ())


def test_a_place_that_only_this_case_has_cuts_both_ways_and_makes_nothing_stronger():
    cited = argued(base_of(past("a", shows("p0"), "pro")), shows("p0", scale=1))["pro"].cited
    assert (cited.stronger, [(d.id, d.where) for d in cited.distinctions]) == ((), [("scale", "only_here")])


def test_the_counterexample_is_the_case_that_is_more_on_point():
    cited = past("cited", shows("p0", "c0"), "pro")
    trumps = past("trumps", shows("p0", "c0", "c1"), "con")
    beside = past("beside", shows("p0", "c1", "c2"), "con")
    found = argued(base_of(cited, beside, trumps), shows("p0", "c0", "c1"))["pro"]
    assert (found.cited.case, found.counter.case, found.relation) == ("cited", "trumps", "more_on_point")
    assert found.counter.forces == "certain"


def test_a_factor_on_the_same_concern_makes_up_for_a_distinction():
    same = Concern("k", "k", ("p0", "p1", "c0", "c1"))
    base = base_of(past("a", shows("p0", "p3", "c0"), "pro"), concerns=(same,))
    found = {d.id: d for d in argued(base, shows("p1", "p3", "c1"))["pro"].cited.distinctions}
    assert found["p0"].made_up_by == ("p1",)
    assert found["c1"].made_up_by == ("c0",)
    in_both = base_of(past("a", shows("p0", "p1", "c0"), "pro"), concerns=(same,))
    found = {d.id: d for d in argued(in_both, shows("p1", "c0", "c1"))["pro"].cited.distinctions}
    assert (found["p0"].made_up_by, found["c1"].made_up_by) == ((), ())
    elsewhere = argued(base._replace(concerns=()), shows("p1", "p3", "c1"))["pro"].cited.distinctions
    assert all(d.made_up_by == () for d in elsewhere)


def test_nothing_is_cited_where_no_case_shares_a_factor_for_the_side():
    found = argued(base_of(past("a", shows("p0", "c0"), "pro")), shows("p1", "c0"))
    assert found["pro"].cited is None
    assert found["con"].cited is None


def test_a_contested_case_is_near_and_is_never_cited():
    base = base_of(past("divided", shows("p0", "c0"), None), past("a", shows("p0", "c1"), "pro"))
    here = shows("p0", "c0")
    assert [x.case for x in nearest(base, here)] == ["divided", "a"]
    assert argued(base, here)["pro"].cited.case == "a"


def test_lacking_the_same_is_not_sharing():
    found = likeness(base_of(), past("a", shows("p0", scale=0), "pro"), shows("p0", "c0", scale=0))
    assert (found.shared, found.only_there, found.only_here, found.unequal) == (("p0",), (), ("c0",), ())


@given(long_way.case_bases(known=False))
def test_a_case_can_be_distinguished_unless_it_forces_the_result(pair):
    base, here = pair
    notation = Notation(base, [here])
    for model in ("result", "reason"):
        known = rules(notation, model)
        advocate = Advocate(notation, known, here)
        for rule in known:
            cited = advocate.cite(rule)
            assert (cited.forces == "certain") == (cited.distinctions == ())
            assert (cited.forces == "none") == any(d.certain for d in cited.distinctions)


@given(long_way.case_bases(known=False))
def test_likeness_is_mutual(pair):
    base, here = pair
    for there in base.cases:
        one = likeness(base, there, here)
        back = likeness(base, there._replace(profile=here), there.profile)
        assert (one.shared, one.only_there, one.only_here) == (back.shared, back.only_here, back.only_there)
        assert one.rank == back.rank
