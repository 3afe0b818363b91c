"""Every row of a sweep is what `assess` says of the case with those values set."""

import random

import pytest

from casecli.engine.assess import Request, assess_option
from casecli.engine.spell import spell_cell
from casecli.loading.library import Library
from casecli.model.facts import KNOWN, FactState
from casecli.questions.sweep import Varied, counts, sweep, table
from rows import row_of

LIBRARY = Library()
LAW = LIBRARY.rulebook
RESPONSES = [
    (case, option)
    for name in LIBRARY.case_ids
    if (case := LIBRARY.case(name, LAW.facts)) is not None
    for option in case.options
]


def varied_of(*names):
    return [Varied(LAW.facts[name], tuple(range(LAW.facts[name].cells))) for name in names]


def settings(words):
    states = {}
    for name, word in words.items():
        fact = LAW.facts[name]
        cell = next(i for i in range(fact.cells) if spell_cell(fact, i) == word)
        states[name] = FactState(name, 1 << cell, KNOWN, fact.values[cell] if fact.values else None)
    return states


def check(case, option, varied, rows=12):
    found = table(sweep(LAW, case, option, varied))
    dice = random.Random(len(case.id) + len(found.facts))
    every = list(found.rows)
    for words, row in dice.sample(every, min(rows, len(every))):
        request = Request(facts=settings(dict(zip(found.facts, words, strict=True))), changes=False)
        result = assess_option(LAW, case, option, request)
        assert dict(zip(found.results, row, strict=True)) == row_of(result)


@pytest.mark.parametrize("number", range(0, len(RESPONSES), 3))
def test_rows_are_what_assess_says_of_the_case_with_those_values(number):
    case, option = RESPONSES[number]
    dice = random.Random(number)
    check(case, option, varied_of(*dice.sample(sorted(LAW.facts), 4)), rows=6)


def test_what_follows_from_the_record_follows_unless_a_stand_keeps_it():
    case = next(c for c, _ in RESPONSES if c.region and c.topic)
    steering = next(f.derived.unless[0] for f in LAW.facts.values() if f.derived and f.derived.unless)
    varied = varied_of("uses_force", steering)
    check(case, case.options[0], varied)


def test_claims_on_disputed_facts_are_taken_one_by_one():
    disputed = [(c, x) for c, x in RESPONSES if any(s.state == "disputed" for s in (c.facts | x.facts).values())]
    assert disputed
    for case, option in disputed:
        check(case, option, varied_of("uses_force", "council_authorization"))


def test_counts_are_those_of_the_rows():
    for case, option in RESPONSES[::7]:
        asked = sweep(
            LAW, case, option, varied_of("uses_force", "council_authorization", "consent", "response_proportionate")
        )
        found = counts(asked)
        whole = table(asked)
        expected = {}
        for _, row in whole.rows:
            told = dict(zip(whole.results, row, strict=True))
            key = tuple(told[name] for name in found[0].results)
            expected[key] = expected.get(key, 0) + 1
        assert {tuple(x.results.values()): x.combinations for x in found} == expected
        assert sum(x.combinations for x in found) == asked.size
