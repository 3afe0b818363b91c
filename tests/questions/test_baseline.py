"""Baselines: the same results do not drift, and every other one is said."""

import json

from hypothesis import given
from hypothesis import strategies as st

from casecli.engine.assess import assess
from casecli.loading.library import Library
from casecli.questions.baseline import Drift, drift, snapshot, twins
from helpers import case_of

LIBRARY = Library()
LAW = LIBRARY.rulebook
NAME = {"id": "x", "version": "1.0.0", "digest": "0"}
ALL = [assess(LAW, LIBRARY.case(name, LAW.facts)) for name in LIBRARY.case_ids]
KEPT = snapshot(ALL, NAME)


def test_what_is_written_and_read_again_does_not_drift():
    assert drift(json.loads(json.dumps(KEPT)), snapshot(ALL[::-1], NAME | {"version": "2.0.0"})) == []


def places(node, path=()):
    if isinstance(node, dict) and node:
        for key, value in node.items():
            yield from places(value, (*path, key))
    else:
        yield path


PLACES = list(places(KEPT["cases"]))


@given(st.sampled_from(PLACES))
def test_a_change_anywhere_is_said_with_its_place(place):
    changed = json.loads(json.dumps(KEPT))
    node = changed["cases"]
    for step in place[:-1]:
        node = node[step]
    before = node[place[-1]]
    node[place[-1]] = "something else"
    case, option, *path = place
    assert drift(changed, KEPT) == [Drift(case, option, ".".join(path), "something else", before)]


def test_cases_and_responses_that_come_and_go_are_said(mini):
    one = case_of(mini, {"force": True}, options=[{"id": "a"}, {"id": "b"}])
    both, less = (snapshot([assess(mini, c)], NAME) for c in (one, one._replace(options=one.options[:1])))
    assert drift(both, less) == [Drift("a-case", "b", "", before=True, now=False)]
    assert drift(less, both) == [Drift("a-case", "b", "", before=False, now=True)]
    assert drift(both, snapshot([], NAME)) == [Drift("a-case", None, "", before=True, now=False)]


def test_two_cases_of_one_id_are_told(mini):
    case = case_of(mini, {"force": True})
    assert [p.code for p in twins([assess(mini, case), assess(mini, case)])] == ["duplicate-id"]
    assert twins(ALL) == []
