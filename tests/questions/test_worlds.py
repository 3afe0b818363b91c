"""Worlds are numbered as they say; every pathway flips, and no proper subset of it does."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from test_laws import judged

from casecli.engine.readings import readings
from casecli.questions import worlds as w
from casecli.questions.pathways import _moved, _moves, pathways, status_target
from casecli.questions.sensitivity import STATUSES
from strategies import rulebooks, states_for


@given(st.integers(1, 9), st.integers(2, 4), st.integers(0, 3), st.integers(0, 99), st.integers(1, 99))
def test_a_digit_plane_is_the_digit_of_each_world(stride, base, digit, start, width):
    plane = w.digit_plane(stride, base, digit % base, start, width)
    assert [plane >> i & 1 for i in range(width)] == [
        (start + i) // stride % base == digit % base for i in range(width)
    ]


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
