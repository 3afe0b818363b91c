"""`missing` names the open facts that alone could change a result, the most decisive first: by trying each value."""

from hypothesis import given, settings
from hypothesis import strategies as st
from test_laws import judged

from casecli.engine import legal
from casecli.engine.advice import missing
from casecli.engine.changes import Trial, try_all
from casecli.engine.readings import EXPANSIVE, MAINSTREAM, RESTRICTIVE
from casecli.engine.scores import weigh
from casecli.logic import TRUE
from casecli.model.facts import KNOWN, FactState
from helpers import result_of
from strategies import rulebooks, states_for

LEGAL = 100
"""What a change of the status or its lean counts, in points of a score."""
LEVEL = 10


def results(rulebook, states):
    """What a report would say: the statuses open and the lean, the level, and the range and bands of the score."""
    _, judgment = judged(rulebook, states)
    outcomes = judgment.outcomes
    statuses = legal.open_statuses(judgment.engaged, outcomes[RESTRICTIVE], outcomes[EXPANSIVE])
    evaluator = judgment.evaluators[MAINSTREAM]
    found = weigh(rulebook.scores["score"], evaluator)
    law = statuses, outcomes[MAINSTREAM] == TRUE
    return law, evaluator.level(rulebook.levels["level"]), (found.score, found.possible or (found.band,))


def effect(before, after):
    """How much the one result differs from the other: for each section that does, by how much."""
    moved = {}
    if after[0] != before[0]:
        moved["legal"] = LEGAL
    if after[1] != before[1]:
        moved["level"] = LEVEL
    (one, bands), (other, others) = before[2], after[2]
    size = max(abs((one.low or 0) - (other.low or 0)), abs((one.high or 0) - (other.high or 0)))
    if size or bands != others:
        moved["score"] = max(size, 1)
    return moved


@given(st.data())
@settings(max_examples=20)
def test_missing_is_ordered_by_what_each_fact_could_still_change(data):
    rulebook = data.draw(rulebooks())
    states = data.draw(states_for(rulebook))
    before = results(rulebook, states)
    wanted = []
    for name, fact in rulebook.facts.items():
        cells = [i for i in range(fact.cells) if states[name].open >> i & 1]
        most = {}
        for cell in cells if len(cells) > 1 else ():
            changed = effect(before, results(rulebook, states | {name: FactState(name, 1 << cell, KNOWN)}))
            for section, size in changed.items():
                most[section] = max(most.get(section, 0), size)
        if most:
            wanted.append((("legal" not in most, -sum(most.values())), name, set(most)))
    wanted.sort(key=lambda entry: entry[0])
    here, judgment = judged(rulebook, states)
    reading = judgment.evaluators[MAINSTREAM].reading
    tried = try_all(rulebook, Trial(here, judgment, reading, [*rulebook.facts.values()]))
    found = missing(here, tried, (), {"level": "level"})
    assert [(m.fact, set(m.could_change)) for m in found] == [(name, sections) for _, name, sections in wanted]


def test_a_fact_that_could_change_the_status_comes_before_one_that_moves_a_score(mini):
    facts = {"force": True, "permit": "unknown", "plan": "unknown"}
    found = [m.fact for m in result_of(mini, facts).missing if not m.presumed]
    assert found.index("permit") < found.index("plan")
