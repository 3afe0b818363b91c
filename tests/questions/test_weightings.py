"""What weights do to a band, held to scoring the same items anew with other weights."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_laws import judged

from casecli.engine.complete import complete
from casecli.engine.evaluate import Evaluator
from casecli.engine.readings import MAINSTREAM, readings
from casecli.engine.scores import weigh
from casecli.questions import weightings
from casecli.questions.weightings import share_above, weights
from strategies import rulebooks, states_for


def bands_with(rulebook, score, here, reading, times):
    """The bands where the weights of some items are so many times their own, by the scalar engine."""

    def again(item):
        return item._replace(weight=item.weight * Fraction(times.get(item.id, 1)))

    groups = tuple(g._replace(criteria=tuple(map(again, g.criteria))) for g in score.groups)
    found = weigh(score._replace(groups=groups), Evaluator(rulebook, here, reading))
    return found.possible or ((found.band,) if found.band else ())


values = st.fractions(min_value=-5, max_value=5, max_denominator=12)


@given(values, values)
def test_the_share_of_a_line_is_its_part_on_the_right_side(left, right):
    assume(left or right)
    if left >= 0 or right >= 0:
        part = 1 if min(left, right) >= 0 else max(left, right) / abs(left - right)
        assert share_above([(left,), (right,)]) == part


@given(st.lists(values, min_size=1, max_size=6))
def test_a_cut_parts_a_simplex_into_two_shares_that_add_up(corners):
    assume(any(corners))
    assert share_above([(v,) for v in corners]) + share_above([(-v,) for v in corners]) == 1


@given(st.lists(values, min_size=2, max_size=5, unique=True))
def test_one_cut_agrees_with_the_known_formula(corners):
    """Values no two of which are equal: the share is a sum over the corners above (Lasserre; Varsi)."""
    found = Fraction(0)
    for here in corners:
        if here > 0:
            part = Fraction(1)
            for other in corners:
                part *= here / (here - other) if other != here else 1
            found += part
    assert share_above([(v,) for v in corners]) == found


@given(st.lists(st.tuples(values, values), min_size=1, max_size=5))
@settings(max_examples=20)
def test_two_cuts_agree_with_a_sample(corners):
    dice = Random(7)
    assume(all(any(c[axis] for c in corners) for axis in (0, 1)))
    drawn = [[dice.expovariate(1) for _ in corners] for _ in range(400)]
    inside = sum(all(sum(w * c[a] for w, c in zip(d, corners, strict=True)) >= 0 for a in (0, 1)) for d in drawn)
    assert abs(inside / len(drawn) - share_above(corners)) < 6 * 0.5 / len(drawn) ** 0.5


@given(st.data())
@settings(max_examples=10)
def test_a_band_stays_up_to_a_turn_and_moves_beyond_it(data):
    rulebook = data.draw(rulebooks(most_facts=4))
    here, judgment = judged(rulebook, data.draw(states_for(rulebook)))
    [score] = rulebook.scores.values()
    reading = judgment.evaluators[MAINSTREAM].reading
    found = weights(score, here, reading)
    if found is None:
        assert weigh(score, judgment.evaluators[MAINSTREAM]).band is None
        return
    assert found.bands == bands_with(rulebook, score, here, reading, {})
    own = {g.id: [x.id for x in g.criteria] for g in score.groups}
    for weight in (*found.groups, *found.items):
        items = own.get(weight.id, [weight.id])
        low, high = (weight.down.times if weight.down else 0.001), (weight.up.times if weight.up else 1000)
        for near, turn, beyond in ((low * 1.0001, weight.down, 0.9999), (high * 0.9999, weight.up, 1.0001)):
            if low * 1.0001 < high * 0.9999:
                assert bands_with(rulebook, score, here, reading, dict.fromkeys(items, near)) == found.bands
            if turn:
                there = bands_with(rulebook, score, here, reading, dict.fromkeys(items, turn.times * beyond))
                assert there == turn.bands != found.bands


def kept(rulebook, score, here, reading, count):
    """The share of drawn weightings that leaves the bands, by the scalar engine, and all bands that any gives."""
    dice = Random(5)
    now = bands_with(rulebook, score, here, reading, {})
    stays, seen = 0, set(now)
    asked = {g.id for g in weights(score, here, reading).groups}
    sizes = {g.id: g.weight for g in weights(score, here, reading).groups}
    for _ in range(count):
        drawn = {g: dice.expovariate(1) for g in asked}
        times = {x.id: drawn[g.id] / sizes[g.id] for g in score.groups if g.id in asked for x in g.criteria}
        found = bands_with(rulebook, score, here, reading, times)
        stays += found == now
        seen.update(found)
    return stays / count, seen


@given(st.data())
@settings(max_examples=4)
def test_the_share_of_weightings_that_keep_a_band_agrees_with_drawing_them(data):
    rulebook = data.draw(rulebooks(most_facts=4))
    here, judgment = judged(rulebook, data.draw(states_for(rulebook)))
    [score] = rulebook.scores.values()
    reading = judgment.evaluators[MAINSTREAM].reading
    found = weights(score, here, reading)
    assume(found is not None and len(found.possible) > 1)
    share, seen = kept(rulebook, score, here, reading, 40)
    assert abs(share - found.keeps) < 6 * 0.5 / 40**0.5
    assert seen <= set(found.possible)


@pytest.fixture(scope="module")
def kosovo(law, library):
    case = library.case("case-kosovo-1999", law.facts)
    here = complete(law, case, case.options[0])
    return here, readings(law, here.law_day)[MAINSTREAM]


def test_the_share_agrees_with_drawing_weightings_of_eight_groups(law, kosovo):
    here, reading = kosovo
    found = weights(law.scores["legitimacy"], here, reading)
    assert found.exact
    assert len(found.groups) == 8
    share, seen = kept(law, law.scores["legitimacy"], here, reading, 500)
    assert abs(share - found.keeps) < 4 * 0.5 / 500**0.5
    assert seen <= set(found.possible)


def test_a_sample_of_weightings_agrees_with_the_exact_share(law, kosovo, monkeypatch):
    here, reading = kosovo
    exact = weights(law.scores["legitimacy"], here, reading)
    monkeypatch.setattr(weightings, "MOST_EXACT", 2)
    sampled = weights(law.scores["legitimacy"], here, reading)
    assert not sampled.exact
    assert 0 < abs(sampled.keeps - exact.keeps) < 2 * sampled.error


def test_a_certain_blocker_caps_whatever_anything_weighs(law, kosovo):
    here, reading = kosovo
    found = weights(law.scores["readiness"], here, reading)
    assert found.capped == "weak"
    assert found.keeps == 1
    assert all(g.change is None for g in found.groups)


def test_a_score_that_is_not_asked_has_no_weights(law, library):
    case = library.case("case-camp-david", law.facts)
    here = complete(law, case, case.options[0])
    assert weights(law.scores["legitimacy"], here, readings(law, here.law_day)[MAINSTREAM]) is None
