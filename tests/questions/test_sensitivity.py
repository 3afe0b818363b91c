"""Sensitivity equals brute force over the scalar engine, world by world, for twelve facts that are not known."""

from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_laws import judged

from casecli.engine import legal, trace
from casecli.engine.complete import complete
from casecli.engine.readings import MAINSTREAM, RESTRICTIVE, readings
from casecli.engine.scores import weigh
from casecli.model.case import Situation
from casecli.model.facts import DISPUTED, KNOWN, UNKNOWN, Claim, FactState
from casecli.questions import spread as spreads
from casecli.questions import worlds as w
from casecli.questions.sensitivity import NOT_ASKED, of_score, of_status
from strategies import rulebooks

TWELVE = 12


def two_cells(draw, fact):
    """A fact of which two values are open, now and then because sources disagree."""
    mask = sum(1 << c for c in draw(st.lists(st.sampled_from(range(fact.cells)), min_size=2, max_size=2, unique=True)))
    if draw(st.integers(0, 3)):
        return FactState(fact.id, mask, UNKNOWN)
    return FactState(fact.id, mask, DISPUTED, claims=tuple(Claim(1 << c, None) for c in cells(mask)))


def cells(mask):
    return [i for i in range(mask.bit_length()) if mask >> i & 1]


def all_worlds(states, names):
    """Every way to settle some facts, as (which of its open cells each takes, all states)."""
    for chosen in product(*(cells(states[n].open) for n in names)):
        settled = {n: FactState(n, 1 << c, KNOWN) for n, c in zip(names, chosen, strict=True)}
        yield chosen, states | settled


def compare(spread, found, names, chances=None):
    """Shares and influences against the outcome in every world, each as likely as its facts' values."""

    def share(holds):
        if not chances:
            return sum(map(holds, found)) / len(found)
        total = 0.0
        for world in found:
            weight = 1.0
            for name, cell in zip(names, world, strict=True):
                weight *= chances[name][cell]
            total += weight * holds(world)
        return total

    for outcome, claimed in spread.shares.items():
        assert claimed == pytest.approx(share(lambda world, o=outcome: found[world] == o))
    assert sum(spread.shares.values()) == pytest.approx(1)
    claimed = {i.fact: i.decides for i in spread.facts}
    for place, name in enumerate(names):
        own = sorted({world[place] for world in found})

        def differs(world, place=place, own=own):
            return len({found[(*world[:place], cell, *world[place + 1 :])] for cell in own}) > 1

        assert claimed.get(name, 0.0) == pytest.approx(share(differs)), name
    assert [i.decides for i in spread.facts] == sorted((i.decides for i in spread.facts), reverse=True)


def status_in(judgment):
    [status] = legal.open_statuses(judgment.engaged, judgment.outcomes["restrictive"], judgment.outcomes["expansive"])
    return status


def band_in(score, evaluator):
    return weigh(score, evaluator).band or NOT_ASKED


@st.composite
def situations(draw, rulebook, likely=False):
    states = {name: two_cells(draw, fact) for name, fact in rulebook.facts.items()}
    if likely:
        for name, fact in rulebook.facts.items():
            first, second = cells(states[name].open)
            part = draw(st.integers(1, 9)) / 10
            stated = ((fact.values[first], part), (fact.values[second], 1 - part))
            states[name] = states[name]._replace(likelihood=stated)
    return states


def check(rulebook, states, chances=None):
    """Both results of a small rulebook against the scalar engine in every world; how many worlds were looked at."""
    here, judgment = judged(rulebook, states)
    by_name = readings(rulebook, here.law_day)
    [score] = rulebook.scores.values()
    names = list(rulebook.facts)
    statuses, bands, percents = {}, {}, []
    for world, settled in all_worlds(states, names):
        _, there = judged(rulebook, settled)
        statuses[world] = status_in(there)
        evaluator = there.evaluators[MAINSTREAM]
        bands[world] = band_in(score, evaluator)
        percents += [x] if (x := weigh(score, evaluator).score.low) is not None else []
    of_law = of_status(rulebook, here, by_name, judgment)
    compare(of_law.spread, statuses, names, chances)
    of_bands = of_score(rulebook, here, score, judgment.evaluators[MAINSTREAM])
    if of_bands is None:
        assert set(bands.values()) == {NOT_ASKED}
        return of_law.spread
    compare(of_bands.spread, bands, names, chances)
    assert (of_bands.low, of_bands.high) == ((min(percents), max(percents)) if percents else (None, None))
    return of_law.spread


@given(st.data())
@settings(max_examples=12)
def test_shares_influences_and_joint_ranges_equal_brute_force(data):
    rulebook = data.draw(rulebooks(most_facts=5))
    found = check(rulebook, data.draw(situations(rulebook)))
    assert found.exact
    assert not found.weighted


@given(st.data())
@settings(max_examples=2)
def test_they_do_for_twelve_unknown_facts(data):
    rulebook = data.draw(rulebooks(most_facts=TWELVE, least_facts=TWELVE))
    check(rulebook, data.draw(situations(rulebook)))


@given(st.data())
@settings(max_examples=8)
def test_stated_likelihoods_are_used_where_every_open_fact_has_one(data):
    rulebook = data.draw(rulebooks(most_facts=5))
    states = data.draw(situations(rulebook, likely=True))
    chances = {
        name: dict(zip(cells(state.open), (share for _, share in state.likelihood), strict=True))
        for name, state in states.items()
    }
    found = check(rulebook, states, chances)
    assert found.weighted == (found.worlds > 1)


@pytest.mark.parametrize(
    ("name", "count", "seed"),
    [("case-kosovo-1999", TWELVE, 8), ("use-six-day-war-1967", 9, 8), ("case-libya-2011", 9, 2)],
)
def test_they_do_for_shipped_cases(law, library, name, count, seed):
    """Some facts that the law or the score asks are made unknown, every other one is settled."""
    case = library.case(name, law.facts)
    here = complete(law, case, case.options[0])
    by_name = readings(law, here.law_day)
    score = law.scores["legitimacy"]
    asked = sorted(
        {f for f, _ in trace.tests_in([*trace.law_of(law), *w.score_of(law, score.id, [g.id for g in score.groups])])}
    )
    dice = Random(seed)
    states = {n: s._replace(open=s.open & -s.open, claims=()) for n, s in here.facts.items()}
    names = dice.sample(asked, count)
    for fact in (law.facts[n] for n in names):
        other = dice.choice([c for c in range(fact.cells) if not states[fact.id].open >> c & 1])
        states[fact.id] = FactState(fact.id, states[fact.id].open | 1 << other, UNKNOWN)
    here = here._replace(facts=states)
    judgment = legal.judge(law, here, by_name)
    statuses, bands = {}, {}
    ends = {name: reading for name, reading in by_name.items() if name != MAINSTREAM}
    for world, facts in all_worlds(states, names):
        there = legal.judge(law, here._replace(facts=facts), ends)
        statuses[world] = status_in(there)
        bands[world] = band_in(score, there.evaluators[RESTRICTIVE].under(by_name[MAINSTREAM]))
    of_law = of_status(law, here, by_name, judgment)
    compare(of_law.spread, statuses, names)
    found = of_score(law, here, score, judgment.evaluators[MAINSTREAM])
    compare(found.spread, bands, names)
    assert len(set(statuses.values())) > 1
    assert len(set(bands.values())) > 1


@given(st.data())
@settings(max_examples=6)
def test_a_sample_says_so_and_is_within_its_error(data):
    rulebook = data.draw(rulebooks(most_facts=6, least_facts=6))
    here, judgment = judged(rulebook, data.draw(situations(rulebook)))
    by_name = readings(rulebook, here.law_day)
    exact = of_status(rulebook, here, by_name, judgment).spread
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spreads, "LIMIT", 0)
        sampled = of_status(rulebook, here, by_name, judgment).spread
    assert not sampled.exact
    for name, share in sampled.shares.items():
        assert abs(share - exact.shares[name]) <= 2 * sampled.error
    decides = {i.fact: i.decides for i in exact.facts}
    assert {i.fact for i in sampled.facts} == set(decides)
    assert all(abs(i.decides - decides[i.fact]) <= 2 * sampled.error for i in sampled.facts)


def test_twenty_two_yes_or_no_facts_are_counted_and_one_more_is_sampled(mini):
    """The limit is on worlds, and a sample is the same every time."""
    fact = next(f for f in mini.facts.values() if f.kind == "boolean")

    def all_or_none(columns):
        every = columns.full
        for planes in columns.varied.values():
            every &= planes[1]
        return {"all": every, "not_all": columns.full ^ every}

    def over(count):
        facts = [w.OpenFact(fact._replace(id=f"f{i}"), (1, 2), 1 << i) for i in range(count)]
        states = {f.fact.id: FactState(f.fact.id, 3, UNKNOWN) for f in facts}
        return spreads.spread(
            w.Worlds(Situation("c", "o", mini.as_of, mini.as_of, (), states, ()), tuple(facts)), all_or_none
        )

    found = over(22)
    assert found.exact
    assert found.shares["all"] == 1 / 2**22
    assert over(23) == over(23)
    assert not over(23).exact
