"""Sensitivity equals brute force over the scalar engine; every pathway flips, and no proper subset of it does."""

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st
from test_laws import judged

from casecli.engine import legal
from casecli.engine.readings import readings
from casecli.model.facts import FactState
from casecli.questions import worlds as w
from casecli.questions.pathways import _moved, _moves, pathways, status_target
from casecli.questions.sensitivity import STATUSES, _exact, _influences, _resting
from strategies import rulebooks, states_for


@given(st.integers(1, 9), st.integers(2, 4), st.integers(0, 3), st.integers(0, 99), st.integers(1, 99))
def test_a_digit_plane_is_the_digit_of_each_world(stride, base, digit, start, width):
    plane = w.digit_plane(stride, base, digit % base, start, width)
    assert [plane >> i & 1 for i in range(width)] == [
        (start + i) // stride % base == digit % base for i in range(width)
    ]


@given(st.data())
def test_shares_and_influences_equal_brute_force(data):
    rulebook = data.draw(rulebooks(most_facts=5))
    states = data.draw(states_for(rulebook))
    here, judgment = judged(rulebook, states)
    worlds = w.worlds_of(here, rulebook, _resting(rulebook, judgment), w.tests_in(w.law_of(rulebook)))
    planes, total = _exact(rulebook, worlds, judgment)
    found = {}
    for digits in product(*(range(len(f.classes)) for f in worlds.facts)):
        world = sum(d * f.stride for d, f in zip(digits, worlds.facts, strict=True))
        settled = {
            f.fact.id: FactState(f.fact.id, f.classes[d], "known") for d, f in zip(digits, worlds.facts, strict=True)
        }
        _, again = judged(rulebook, states | settled)
        found[digits] = legal.open_statuses(again.engaged, again.outcomes["restrictive"], again.outcomes["expansive"])
        assert tuple(s for s in STATUSES if planes[s] >> world & 1) == found[digits]
    assert total == len(found)
    for influence in _influences(planes, worlds):
        place = next(i for i, f in enumerate(worlds.facts) if f.fact.id == influence.fact)
        decided = 0
        for digits in found:
            others = [(*digits[:place], d, *digits[place + 1 :]) for d in range(len(worlds.facts[place].classes))]
            decided += len({found[x] for x in others}) > 1
        assert influence.decides * total == decided


@given(st.data())
def test_every_pathway_flips_and_none_smaller_exists(data):
    rulebook = data.draw(rulebooks(most_facts=5))
    states = data.draw(states_for(rulebook))
    here, _ = judged(rulebook, states)
    by_name = readings(rulebook, here.law_day)
    target = status_target(rulebook, here, by_name, data.draw(st.sampled_from(STATUSES)))
    found = pathways(rulebook, here, target, most=3)
    if found.reached:
        assert target.holds(here)
        return
    moves = list(_moves(rulebook, here, target.facts))
    for size in range(1, (found.size or 4)):
        for chosen in combinations(moves, size):
            if len({name for name, _ in chosen}) == size:
                assert not target.holds(_moved(rulebook, here, chosen))
    if found.size:
        flipping = [
            chosen
            for chosen in combinations(moves, found.size)
            if len({name for name, _ in chosen}) == found.size and target.holds(_moved(rulebook, here, chosen))
        ]
        assert len(flipping) == len(found.found)
