"""Many cases at once give what one case after the other gives: by words, numbers and bands, on both carriers."""

import gc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_laws import situation

from casecli.engine import arrays, legal
from casecli.engine.bands import band_of
from casecli.engine.columns import Columns
from casecli.engine.many import judge_all, names_of
from casecli.engine.readings import MAINSTREAM, readings
from casecli.engine.rows import bits_of, rows
from casecli.engine.scores import weigh
from strategies import facts_known, rulebooks, settled_in, states_for

WIDTH = 70  # more than a machine word
FEW = settings(max_examples=40)  # each is a rulebook and a table


@st.composite
def tables(draw):
    """A rulebook and the states of its facts in some cases."""
    rulebook = draw(rulebooks())
    states = states_for(rulebook, draw(facts_known(rulebook)))
    distinct = draw(st.lists(states, min_size=1, max_size=6))
    order = draw(st.lists(st.integers(0, len(distinct) - 1), min_size=1, max_size=WIDTH))
    return rulebook, [distinct[i] for i in order]


def as_integers(rulebook, cases):
    varied = {}
    for name, fact in rulebook.facts.items():
        masks = [states[name].open for states in cases]
        varied[name] = [sum((m >> cell & 1) << i for i, m in enumerate(masks)) for cell in range(fact.cells)]
    return Columns(situation(rulebook, cases[0]), len(cases), varied, settled=settled_in(rulebook, cases))


def as_arrays(rulebook, cases):
    places = np.arange(len(cases))
    varied = {
        name: arrays.planes_of(places, [states[name].open for states in cases], fact.cells)
        for name, fact in rulebook.facts.items()
    }
    settled = settled_in(rulebook, cases)
    return Columns(situation(rulebook, cases[0]), len(cases), varied, arrays.everywhere(len(cases)), settled)


def one_by_one(rulebook, states):
    """(status, lean, bases, ranges and bands) of a single case; disputes count as open, as in columns."""
    here = situation(rulebook, states)
    judgment = legal.judge(rulebook, here, readings(rulebook, here.law_day))
    outcomes = judgment.outcomes
    possible = legal.open_statuses(judgment.engaged, outcomes["restrictive"], outcomes["expansive"])
    status = possible[0] if len(possible) == 1 else legal.UNDETERMINED
    evaluator = judgment.evaluators[MAINSTREAM]
    found = {
        "status": status,
        "lean": legal.lean(status, outcomes[MAINSTREAM]),
        "possible": "; ".join(possible) if len(possible) > 1 else None,
        "basis": "; ".join(legal.bases_met(rulebook, evaluator)) or None,
    }
    for name, score in rulebook.scores.items():
        weighed = weigh(score, evaluator)
        measured = weighed.score
        found |= {f"{name}_low": measured.low, f"{name}_estimate": measured.estimate, f"{name}_high": measured.high}
        found[f"{name}_band"] = weighed.band
    return found


@FEW
@given(tables())
def test_columns_of_integers_give_each_case_its_own_results(table):
    rulebook, cases = table
    columns = as_integers(rulebook, cases)
    many = judge_all(rulebook, columns, readings(rulebook, rulebook.as_of))
    names = names_of(many)
    for states, row in zip(cases, rows(many, len(cases)), strict=True):
        found = dict(zip(names, row, strict=True))
        expected = one_by_one(rulebook, states)
        assert {name: found[name] for name in expected} == expected


@FEW
@given(tables())
def test_arrays_give_what_integers_give(table):
    rulebook, cases = table
    by_name = readings(rulebook, rulebook.as_of)
    expected = list(rows(judge_all(rulebook, as_integers(rulebook, cases), by_name), len(cases)))
    many = judge_all(rulebook, as_arrays(rulebook, cases), by_name)
    count = len(cases)
    found = [in_words(arrays.words(told, count)) for told in many.told]
    for tallied in many.scores:
        *numbers, band = arrays.ranges(tallied, count)
        found += [[None if n == arrays.NOTHING else int(n) for n in column] for column in numbers]
        found.append(in_words(band))
    assert list(zip(*found, strict=True)) == expected


def in_words(coded):
    return [coded.words[code] for code in coded.codes]


@FEW
@given(tables())
def test_bands_compared_in_planes_are_the_bands_of_the_numbers(table):
    rulebook, cases = table
    columns = as_integers(rulebook, cases)
    many = judge_all(rulebook, columns, readings(rulebook, rulebook.as_of))
    names = names_of(many)
    expected = [dict(zip(names, row, strict=True)) for row in rows(many, len(cases))]
    for tallied in many.scores:
        told = band_of(tallied, columns.full)
        bits = zip(*(bits_of(plane, len(cases)) for plane in told.planes), strict=True)
        assert [told.read(x) for x in bits] == [row[told.name] for row in expected]


@pytest.mark.parametrize("carrier", [as_integers, as_arrays])
@FEW
@given(data=st.data())
def test_working_results_out_changes_no_plane_that_was_given(carrier, data):
    rulebook, cases = data.draw(tables())
    columns = carrier(rulebook, cases)
    before = {name: [np.array(plane, dtype=object).tolist() for plane in planes] for name, planes in given_to(columns)}
    by_name = readings(rulebook, rulebook.as_of)
    judge_all(rulebook, columns, by_name)
    for level in rulebook.levels.values():
        columns.level(level, by_name[MAINSTREAM])
    after = {name: [np.array(plane, dtype=object).tolist() for plane in planes] for name, planes in given_to(columns)}
    assert after == before


def given_to(columns):
    return [*columns.varied.items(), ("", [columns.full])]


def test_what_is_done_with_goes_from_memory_at_once(mini):
    """Nothing refers to itself: a long sweep would pile up what each of its runs worked out."""
    states = dict(mini.silent)
    by_name = readings(mini, mini.as_of)
    gc.collect()
    gc.disable()
    try:
        judge_all(mini, as_integers(mini, [states] * WIDTH), by_name)
        judgment = legal.judge(mini, situation(mini, states), by_name)
        weigh(mini.scores["readiness"], judgment.evaluators[MAINSTREAM])
        del judgment
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_a_result_of_many_planes_keeps_every_one():
    planes = [arrays.planes_of(np.array([i % 2]), [1, 2], 2)[1] for i in range(40)]
    [code] = arrays.number(planes, 1)
    assert int(code) == sum(1 << i for i in range(1, 40, 2))
