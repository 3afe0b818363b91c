"""Pathways are what an answer-set solver finds: all smallest sets of changes, and nothing else."""

from itertools import combinations
from time import process_time

import pytest
from clingo_oracle import smallest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_laws import judged

from casecli.engine import legal
from casecli.engine.readings import readings
from casecli.engine.spell import spell_cell
from casecli.loading.compile import compile_rulebook
from casecli.loading.faults import Faults
from casecli.model.facts import DISPUTED, Claim, FactState
from casecli.questions import worlds as w
from casecli.questions.must_change import cores, sets_of
from casecli.questions.pathways import _moved, _moves, band_target, pathways, situation_of, status_target
from strategies import EXAMPLES, SOURCE, rulebooks, states_for


def classed(sets, tests):
    """Sets of changes with values that no rule tells apart taken as one."""
    masks = w.by_fact(tests)
    return {frozenset((f, tuple(bool(m >> cell & 1) for m in masks[f])) for f, cell in changes) for changes in sets}


def cell_of(fact, spelled):
    return next(cell for cell in range(fact.cells) if spell_cell(fact, cell) == spelled)


def found_sets(rulebook, found):
    return [[(c.fact, cell_of(rulebook.facts[c.fact], c.to)) for c in pathway.changes] for pathway in found.found]


def agrees(rulebook, situation, by_name, status, most=6):
    """Whether the search and the solver say the same of a status; what they say."""
    target = status_target(rulebook, situation, by_name, status)
    found = pathways(rulebook, situation, target, most)
    movable = {}
    for name, cell in _moves(rulebook, situation, target.tests):
        movable.setdefault(name, []).append(cell)
    oracle = smallest(rulebook, situation, by_name, status, movable)
    if oracle is None or oracle[0] > most:
        assert not found.found
        assert not found.reached
        return found
    size, sets = oracle
    assert found.possible
    assert found.size == size
    if size:
        assert classed(found_sets(rulebook, found), target.tests) == classed(sets, target.tests)
    else:
        assert found.reached
    return found


@given(st.data())
@settings(max_examples=12)
def test_the_solver_finds_the_same_for_small_rulebooks(data):
    rulebook = data.draw(rulebooks(most_facts=6, least_facts=4))
    here, _ = judged(rulebook, data.draw(states_for(rulebook)))
    for status in legal.STATUSES:
        agrees(rulebook, here, readings(rulebook, here.law_day), status)


CASES = [
    ("case-kosovo-1999", "ground-invasion", "lawful"),
    ("case-libya-2011", "within-mandate", "unlawful"),
    ("use-uganda-1979", "advance", "lawful"),
    ("case-rwanda-1994", "turquoise", "unlawful"),
    ("use-kuwait-1990", "iraq", "lawful"),
    ("use-mali-2013", "serval", "contested"),
    ("case-camp-david", "summit-on-one-text", "lawful"),
]


@pytest.mark.parametrize(("name", "option", "status"), CASES)
def test_the_solver_finds_the_same_for_the_library(law, library, name, option, status):
    case = library.case(name, law.facts)
    situation, by_name = situation_of(law, case, next(x for x in case.options if x.id == option))
    agrees(law, situation, by_name, status)


@st.composite
def disputed_states(draw, rulebook):
    """States of which some are open because sources disagree."""
    states = draw(states_for(rulebook))
    for name, state in states.items():
        cells = [i for i in range(state.open.bit_length()) if state.open >> i & 1]
        if len(cells) > 1 and draw(st.booleans()):
            states[name] = state._replace(state=DISPUTED, claims=tuple(Claim(1 << i, None) for i in cells))
    return states


@given(st.data())
@settings(max_examples=15)
def test_a_pathway_flips_no_part_of_it_does_and_none_of_its_size_is_left_out(data):
    """By trying every set of up to three changes with the scalar engine: statuses and bands, to them and away."""
    rulebook = data.draw(rulebooks(most_facts=4))
    here, _ = judged(rulebook, data.draw(disputed_states(rulebook)))
    by_name = readings(rulebook, here.law_day)
    away = data.draw(st.booleans())
    if data.draw(st.booleans()):
        target = status_target(rulebook, here, by_name, data.draw(st.sampled_from(legal.STATUSES)), away=away)
    else:
        band = data.draw(st.sampled_from(["fair", "good"]))
        target = band_target(rulebook, here, by_name, ("score", band), away=away)
    found = pathways(rulebook, here, target, most=3)
    assert found.reached == target.holds(here)
    moves = list(_moves(rulebook, here, target.tests))
    reaching = []
    for size in range(4):
        sets = (s for s in combinations(moves, size) if len({name for name, _ in s}) == size)
        reaching = [s for s in sets if target.holds(_moved(rulebook, here, s))]
        if reaching:
            break
    assert {frozenset(s) for s in found_sets(rulebook, found)} == {frozenset(s) for s in reaching if s}
    if reaching:
        assert found.possible
        assert found.size == len(reaching[0])


names = st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=7, unique=True)


@given(names, st.data())
def test_cores_share_no_fact_and_every_reaching_set_has_one_of_each(facts, data):
    """For a target that needs all of one of some sets of facts."""
    ways = data.draw(st.lists(st.sets(st.sampled_from(facts), min_size=1), min_size=1, max_size=3))

    def fails(free):
        return not any(way <= set(free) for way in ways)

    found = cores(fails, facts, 5)
    assert len({name for core in found for name in core}) == sum(map(len, found))
    assert all(set(core) & way for core in found for way in ways)
    size = data.draw(st.integers(1, 4))
    wanted = {frozenset(s) for s in combinations(facts, size) if all(set(core) & set(s) for core in found)}
    tried = list(sets_of(size, found, facts))
    assert {frozenset(s) for s in tried} == wanted
    assert len(tried) == len(wanted)


def test_no_core_is_named_where_no_change_suffices():
    assert cores(lambda free: True, ["a", "b"], 5) is None  # noqa: ARG005 - whatever is free


def test_pathways_to_any_status_of_the_library_take_less_than_a_second(law, library, record_property):
    """Of the processor's time, measured over a fifth of the responses, each with every status and away from its own."""
    responses = [(c, o) for n in library.case_ids for c in [library.case(n, law.facts)] for o in c.options][::5]
    slowest = 0.0
    for case, option in responses:
        situation, by_name = situation_of(law, case, option)
        for status in legal.STATUSES:
            began = process_time()
            pathways(law, situation, status_target(law, situation, by_name, status))
            slowest = max(slowest, process_time() - began)
    record_property("measured", f"the slowest pathways to a status took {slowest:.2f} s of the processor's time")
    assert slowest < 1


def test_a_band_is_left_too_by_a_change_after_which_nothing_is_asked():
    fact = {"title": "f", "kind": "boolean", "scope": "response", "question": "?", "changed_by": "acting_party"}
    item = {"id": "item", "title": "i", "question": "?", "sources": SOURCE, "examples": EXAMPLES, "weight": 1}
    group = {"id": "group", "title": "g", "applies_when": {"asked": True}, "items": [item | {"met_when": "always"}]}
    score = {"id": "score", "title": "s", "bands": {"weak": 0, "good": 50}, "groups": [group]}
    form = {
        "id": "one",
        "version": "1.0.0",
        "as_of": "2026-01-01",
        "facts": [fact | {"id": "asked"}],
        "engaged_when": "always",
        "scores": [score],
        "sources": [{"id": "s", "title": "s", "short": "s", "status": "binding"}],
    }
    law = compile_rulebook(form, Faults())
    here, _ = judged(law, {"asked": FactState("asked", 0b10, "known", value=True)})
    target = band_target(law, here, readings(law, here.law_day), ("score", "good"), away=True)
    assert found_sets(law, pathways(law, here, target)) == [[("asked", 0)]]
