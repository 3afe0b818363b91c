"""What is known by a day: `as_of` equals the case with whatever came later removed, judged by the law of that day."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from casecli.engine.assess import Request, assess
from casecli.engine.complete import complete
from casecli.engine.readings import readings
from casecli.model.case import Vote
from casecli.model.facts import DISPUTED, KNOWN, UNKNOWN

DAYS = [dt.date(year, 6, 1) for year in range(1991, 2025, 3)]
days = st.sampled_from(DAYS)


@st.composite
def dated(draw, states):
    """The same states, some of them (or of their claims) dated."""
    found = {}
    for name, state in states.items():
        claims = tuple(c._replace(date=draw(st.none() | days)) for c in state.claims)
        found[name] = state._replace(date=draw(st.none() | days), claims=claims)
    return found


def without_later(states, day):
    """The states that a file has in which nothing is dated after a day; one claim left is a plain answer."""
    found = {}
    for name, state in states.items():
        if state.date and state.date > day:
            continue
        kept = tuple(c for c in state.claims if not c.date or c.date <= day)
        if state.claims and not kept:
            continue
        if len(kept) < len(state.claims):
            mask = 0
            for claim in kept:
                mask |= claim.open
            one = len(kept) == 1
            settled = KNOWN if not mask & (mask - 1) else UNKNOWN
            state = state._replace(  # noqa: PLW2901 - the state as a shorter file has it
                open=mask,
                claims=() if one else kept,
                state=settled if one else DISPUTED,
                value=kept[0].value if one else state.value,
            )
        found[name] = state
    return found


def shorter(rulebook, case, day):
    """The rulebook and the case with everything later than a day removed: facts, claims, votes, vetoes, mandates."""

    def since(mandate):
        return (rulebook.mandates[mandate] if isinstance(mandate, str) else mandate).since

    options = tuple(o._replace(facts=without_later(o.facts, day)) for o in case.options)
    cut = case._replace(
        as_of=None,
        facts=without_later(case.facts, day),
        options=options,
        votes=tuple(v for v in case.votes if not v.date or v.date <= day),
        mandates=tuple(m for m in case.mandates if not since(m) or since(m) <= day),
    )
    return rulebook._replace(vetoes=[v for v in rulebook.vetoes if v.date <= day]), cut


VOTE = {"for": 10, "against": ["france"], "abstain": 4}


def told(states):
    """What is known of each fact, wherever it was read."""
    return {name: state._replace(path=(), source=None) for name, state in states.items()}


@given(st.data())
@settings(max_examples=40)
def test_as_of_equals_the_case_with_what_came_later_removed(law, library, data):
    name = data.draw(st.sampled_from(library.case_ids))
    case = library.case(name, law.facts)
    facts = data.draw(dated(case.facts))
    options = tuple(o._replace(facts=data.draw(dated(o.facts))) for o in case.options)
    votes = (*case.votes, Vote("a draft", data.draw(days), VOTE, procedural=False, note=None))
    mandates = (*case.mandates, *data.draw(st.lists(st.sampled_from(sorted(law.mandates)), max_size=2)))
    case = case._replace(facts=facts, options=options, votes=votes, mandates=mandates, as_of=None)
    day = data.draw(days)
    small, cut = shorter(law, case, day)
    for option, left in zip(case.options, cut.options, strict=True):
        hidden = complete(law, case, option, as_of=day)
        if (option.date or case.date) and (option.date or case.date) > day:  # the law of the day before, too
            left = left._replace(date=day)  # noqa: PLW2901 - judged as though it were of that day
        removed = complete(small._replace(as_of=day), cut, left)
        assert hidden.law_day == removed.law_day
        assert told(hidden.facts) == told(removed.facts)
        assert told(hidden.derived) == told(removed.derived)
        assert readings(law, hidden.law_day) == readings(law, removed.law_day)


@given(days, days)
@settings(max_examples=20)
def test_law_that_came_after_the_day_is_hidden_and_none_before(law, library, early, late):
    """The law is that of the response, or of what is known by where that is earlier; never later than the response."""
    case = library.case("case-libya-2011", law.facts)._replace(date=late)
    option = case.options[0]._replace(date=None)
    assert complete(law, case, option, as_of=early).law_day == min(early, late)
    assert complete(law, case._replace(as_of=early), option).law_day == min(early, late)


def test_a_result_as_of_a_day_is_that_of_the_shorter_case(law, library):
    """The whole result, on a case whose facts, votes and law all came later in part."""
    case = library.case("case-kosovo-1999", law.facts)
    day = dt.date(1999, 1, 31)
    small, cut = shorter(law, case, day)
    hidden = assess(law, case, Request(as_of=day))
    options = tuple(o._replace(date=day) for o in cut.options)
    shown = assess(small._replace(as_of=day), cut._replace(options=options))
    for one, other in zip(hidden.options, shown.options, strict=True):
        assert one._replace(grounds=None) == other._replace(grounds=None)
