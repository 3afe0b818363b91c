"""What holds of every rulebook and case: learning, nesting, and that both evaluators agree."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from casecli.engine.changes import Trial, try_all, try_each
from casecli.engine.columns import Columns
from casecli.engine.legal import NESTED, judge, open_statuses, outcome, stand
from casecli.engine.readings import EXPANSIVE, MAINSTREAM, RESTRICTIVE, readings
from casecli.engine.scores import weigh
from casecli.logic import TRUE
from casecli.model.case import Situation
from casecli.model.facts import UNKNOWN, FactState
from strategies import facts_known, rulebooks, settled_in, states_for


def situation(rulebook, states, day=None):
    day = day or rulebook.as_of
    return Situation("c", "o", day, day, ("intervention",), states, ())


def judged(rulebook, states):
    here = situation(rulebook, states)
    return here, judge(rulebook, here, readings(rulebook, here.law_day))


@given(st.data())
def test_learning_an_unknown_fact_never_flips_a_known_outcome(data):
    rulebook = data.draw(rulebooks())
    states = data.draw(states_for(rulebook))
    here, before = judged(rulebook, states)
    name = data.draw(st.sampled_from(sorted(rulebook.facts)))
    cells = [i for i in range(rulebook.facts[name].cells) if states[name].open >> i & 1]
    cell = data.draw(st.sampled_from(cells))
    _, after = judged(rulebook, states | {name: FactState(name, 1 << cell, "known")})
    for reading in NESTED:
        for side in (0, 1):  # what was impossible stays impossible
            assert after.outcomes[reading][side] <= before.outcomes[reading][side]
    old = stand(rulebook, here, before)
    new_here, new = judged(rulebook, states | {name: FactState(name, 1 << cell, "known")})
    found = stand(rulebook, new_here, new)
    possible = old.possible or (old.status,)
    assert set(found.possible or (found.status,)) <= set(possible)


@given(st.data())
def test_a_wider_reading_never_loses_what_a_narrower_one_meets(data):
    rulebook = data.draw(rulebooks())
    _, judgment = judged(rulebook, data.draw(states_for(rulebook)))
    for basis in rulebook.bases:
        met = [judgment.evaluators[name].basis(basis).truth == TRUE for name in NESTED]
        assert met == sorted(met)


@given(st.data())
def test_no_basis_complete_is_never_lawful(data):
    rulebook = data.draw(rulebooks())
    here, judgment = judged(rulebook, data.draw(states_for(rulebook)))
    found = stand(rulebook, here, judgment)
    if found.status == "lawful":
        assert all(judgment.outcomes[name] == TRUE for name in NESTED)
        assert outcome(rulebook, judgment.evaluators[RESTRICTIVE]) == TRUE


@given(st.data())
def test_columns_and_the_scalar_evaluator_agree_on_everything(data):
    rulebook = data.draw(rulebooks())
    states = states_for(rulebook, data.draw(facts_known(rulebook)))
    base = data.draw(states)
    variants = [base, *data.draw(st.lists(states, min_size=1, max_size=5))]
    planes = {
        name: [sum((v[name].open >> cell & 1) << i for i, v in enumerate(variants)) for cell in range(fact.cells)]
        for name, fact in rulebook.facts.items()
    }
    settled = settled_in(rulebook, variants) if data.draw(st.booleans()) else ()
    columns = Columns(situation(rulebook, base), len(variants), planes, settled=settled)
    for i, states in enumerate(variants):
        _, judgment = judged(rulebook, states)
        for name in NESTED:
            evaluator = judgment.evaluators[name]
            for criterion in rulebook.criteria.values():
                wide = columns.pair(columns.met(criterion, evaluator.reading))
                assert tuple(p >> i & 1 for p in wide) == evaluator.finding(criterion).truth
            for basis in rulebook.bases:
                wide = columns.pair(columns.basis(basis, evaluator.reading))
                assert tuple(p >> i & 1 for p in wide) == evaluator.basis(basis).truth
        for level in rulebook.levels.values():
            mask = sum((p >> i & 1) << n for n, p in enumerate(columns.level(level, evaluator.reading)))
            assert mask == judgment.evaluators[MAINSTREAM].level(level)


@given(st.data())
def test_every_change_of_one_fact_equals_assessing_it_anew(data):
    rulebook = data.draw(rulebooks())
    states = data.draw(states_for(rulebook))
    here, judgment = judged(rulebook, states)
    reading = judgment.evaluators[MAINSTREAM].reading
    tried = try_all(rulebook, Trial(here, judgment, reading, [*rulebook.facts.values()]))
    for column, variant in enumerate(tried.variants, 1):
        changed = states | {variant.fact: FactState(variant.fact, 1 << variant.cell, "known")}
        _, again = judged(rulebook, changed)
        narrow, wide = again.outcomes[RESTRICTIVE], again.outcomes[EXPANSIVE]
        assert tried.statuses.at(column) == open_statuses(again.engaged, narrow, wide)
        for name, score in rulebook.scores.items():
            found = weigh(score, again.evaluators[MAINSTREAM])
            if found.score.low is not None:
                there = tried.scores[name].at(column)
                assert (there.low, there.high) == (found.score.low, found.score.high)
                assert there.bands == (found.possible or (found.band,))


@given(st.data())
def test_situations_tried_together_change_as_each_does_alone(data):
    rulebook = data.draw(rulebooks())
    known = data.draw(facts_known(rulebook))
    days = (rulebook.as_of, date(2031, 1, 1))  # on which other rules are in force
    trials = []
    for states in data.draw(st.lists(states_for(rulebook, known), min_size=2, max_size=4)):
        here = situation(rulebook, states, data.draw(st.sampled_from(days)))
        judgment = judge(rulebook, here, readings(rulebook, here.law_day))
        facts = [x for x in rulebook.facts.values() if data.draw(st.booleans())]
        trials.append(Trial(here, judgment, judgment.evaluators[MAINSTREAM].reading, facts))
    assert try_each(rulebook, trials) == [try_all(rulebook, trial) for trial in trials]


@given(st.data())
def test_a_range_holds_every_completion_and_is_reached_where_it_says_exact(data):
    rulebook = data.draw(rulebooks(most_facts=4))
    states = data.draw(states_for(rulebook))
    score = next(iter(rulebook.scores.values()))
    _, judgment = judged(rulebook, states)
    outer = weigh(score, judgment.evaluators[MAINSTREAM]).score
    worlds = [{}]
    for name, fact in rulebook.facts.items():
        cells = [i for i in range(fact.cells) if states[name].open >> i & 1]
        worlds = [w | {name: FactState(name, 1 << cell, "known")} for w in worlds for cell in cells]
    points = []
    for world in worlds:
        _, complete = judged(rulebook, world)
        points.append(weigh(score, complete.evaluators[MAINSTREAM]).score)
    known = [p.low for p in points if p.low is not None]
    assert all(p.low == p.high == p.estimate and p.known == 100 for p in points if p.low is not None)
    if outer.low is None:
        assert not known
    elif known:
        assert outer.low <= min(known)
        assert max(known) <= outer.high
        if outer.exact:
            assert (outer.low, outer.high) == (min(known), max(known))


def test_states_are_open_where_unknown(mini):
    fact = mini.facts["plan"]
    assert FactState(fact.id, fact.anything, UNKNOWN).open == 0b111
