"""The interview: asks only what can still change the result, and ends where the full file ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecli.engine.assess import assess_option
from casecli.engine.trace import facts_of, facts_of_rule
from casecli.loading.case_shape import ABOUT
from casecli.loading.cases import build
from casecli.model.problems import Unusable
from casecli.questions.drafted import MARK
from casecli.questions.interview import (
    LEAVE,
    LEFT_OUT,
    RESPONSE,
    Question,
    answer,
    answer_all,
    begun,
    begun_with,
    next_question,
    open_facts,
    resumed,
    silence,
    unconfirmed,
    went_back,
)
from casecli.questions.replies import reply


def conclusions(result):
    """What a report concludes: not how much of it is known, what would change it, or crimes where no threshold is."""
    legal = result.legal
    engaged = legal.status != "not_engaged"
    law = legal.status, legal.lean, legal.possible, legal.qualifiers, engaged and (legal.basis, legal.readings)
    scores = [s for s in (result.legitimacy, result.readiness) if s]
    members = {m: (r.level, r.possible, r.because) for m, r in result.veto_risk.by.items()} if result.veto_risk else {}
    r2p = result.r2p and (result.r2p.threshold, result.r2p.pillar, result.r2p.possible)
    crimes = result.r2p and result.r2p.threshold != "not_applicable" and result.r2p.crimes
    return law, r2p, crimes, members, [_score(s) for s in scores]


def _score(score):
    *_, groups = score
    ranges = [(g.id, g.score.low, g.score.high, g.score.estimate) for g in groups]
    return score.score.low, score.score.high, score.band, score.possible, score.blockers, ranges


def concluded(rulebook, form):
    case = build({"id": "a", "title": "A"} | form, rulebook.facts, None)
    return [conclusions(assess_option(rulebook, case, option)) for option in case.options]


def one_response(form, place):
    """A response of a library case as a case: its facts, and those of the crisis. Which one: by its place in turn."""
    options = form.get("options", [{}])
    option = options[place % len(options)]
    kept = {k: v for k, v in form.items() if k not in ("options", "votes", "mandates", "record", "topic", "region")}
    day = {"date": option["date"]} if "date" in option else {}
    return kept | day | {"facts": form.get("facts", {}) | option.get("facts", {})}


def answers_of(form):
    """A case file as a file of answers: its facts, those of each response, and what it says of itself."""
    return {k: v for k, v in form.items() if k in ABOUT} | form.get("facts", {})


@pytest.mark.parametrize("part", range(4))
def test_every_library_case_ends_where_its_full_file_ends(library, law, part, record_property):
    places = range(part, len(library.case_ids), 8)  # the others, and all responses of each: `make fuzz`
    cases = [one_response(library._read(f"case-{library.case_ids[i]}.json"), i) for i in places]
    asked = 0
    for full in cases:
        ended = answer_all(
            law, begun_with(law, begun(), {k: full[k] for k in ("as_of",) if k in full}), answers_of(full)
        )
        assert concluded(law, ended.form) == concluded(law, full), full["id"]
        asked += len(ended.asked & law.facts.keys())
    everything = len(cases) * len(law.facts)
    share = f"{asked / len(cases):.0f} of {len(law.facts)} facts asked a case ({100 * asked // everything} %)"
    record_property("measured", f"interview: {share}, over {len(cases)} library cases")
    assert asked < 0.3 * everything


@pytest.mark.parametrize("part", range(2))
def test_a_case_of_several_responses_with_its_votes_ends_where_its_full_file_ends(library, law, part):
    check_whole_cases(library, law, library.case_ids[part::16])  # all of them: `make fuzz`


def check_whole_cases(library, law, names):
    for name in names:
        full = library._read(f"case-{name}.json")
        given = answers_of(full)
        ended = answer_all(law, begun_with(law, begun(), given), given)
        assert len(ended.form.get("options", [{}])) == len(full.get("options", [{}]))
        assert concluded(law, ended.form) == concluded(law, full), name


@st.composite
def answers_to(draw, rulebook):
    """A full file of answers: some facts known, some unknown, some disputed, some left out."""
    facts = {}
    for fact in rulebook.facts.values():
        values = [0, 5, 50, 5000] if fact.kind == "number" else list(fact.values)
        known = st.sampled_from(values)
        dispute = st.just({"value": "disputed", "claims": [{"value": values[0]}, {"value": values[-1]}]})
        entry = draw(st.one_of(st.none(), known, known, st.just("unknown"), dispute))
        if entry is not None:
            facts[fact.id] = entry
    return facts


@given(st.data())
def test_any_answers_end_where_the_full_file_ends(mini, data):
    facts = data.draw(answers_to(mini))
    ended = answer_all(mini, begun(), facts)
    assert concluded(mini, ended.form) == concluded(mini, {"facts": facts})


def test_a_dispute_whose_sides_no_rule_tells_apart_is_not_asked_and_changes_nothing(mini):
    sides = [{"value": "none"}, {"value": "withdrawn"}]
    facts = {"asked": {"value": "disputed", "claims": sides}, "plan": "partial", "careful": False}
    ended = answer_all(mini, begun(), facts)
    assert "asked" not in ended.asked
    assert concluded(mini, ended.form) == concluded(mini, {"facts": facts})


def test_it_begins_with_the_case_and_the_gateway_to_the_law(law):
    state, keys = begun(), []
    for given_answer in ("A case", LEAVE, ["intervention"]):
        question = next_question(law, state)
        keys.append(question.key)
        state = answer(state, question, given_answer)
    assert keys == ["title", "date", "domain"]
    assert next_question(law, state).key in facts_of(law.engaged_when)
    assert state.form["id"] == "a-case"


def gate(state):
    for key, value in (("title", "A"), ("date", LEAVE), ("domain", ["intervention"])):
        state = answer(state, Question(key), value)
    return state


def test_where_no_force_is_in_question_no_basis_is_asked_about(law):
    state = gate(begun())
    for fact in facts_of(law.engaged_when):
        state = answer(state, Question(fact, law.facts[fact]), False if law.facts[fact].kind == "boolean" else "none")
    bases = {basis.title for basis in law.bases}
    while question := next_question(law, state):
        assert not bases.intersection(question.asked_by)
        state = answer(state, question, silence(question))


def test_gateways_come_before_the_rest_and_every_question_says_why(law):
    state = gate(begun())
    first = next_question(law, state)
    state = answer(state, first, True)
    gates = set().union(*(facts_of_rule(b.criteria[0]) for b in law.bases))
    question = next_question(law, state)
    assert question.key in gates
    assert "legal" in question.sections
    assert question.asked_by


def test_back_undoes_the_last_answer_and_a_partial_file_is_gone_on_with(law):
    state = gate(begun())
    question = next_question(law, state)
    after = answer(state, question, True)
    assert went_back(after) == state
    assert next_question(law, went_back(after)) == question
    assert next_question(law, resumed(after.form)) == next_question(law, after)
    left = answer(after, next_question(law, after), LEAVE)
    assert LEFT_OUT in left.form["notes"].values()
    assert next_question(law, resumed(left.form)) == next_question(law, left)
    assert went_back(begun()) == begun()


def asked_of(law, state, key):
    """The state in which a question is asked, everything before it left out, and the question."""
    while (question := next_question(law, state)) and question.key != key:
        state = answer(state, question, silence(question))
    return state, question


def test_topic_and_region_are_asked_where_the_record_of_vetoes_can_matter_and_settle_it(law):
    state, question = asked_of(law, gate(begun()), "topic")
    assert question.sections == ("veto_risk",)
    assert "Syria" in question.known
    state = answer(state, question, reply(question, "syria"))
    state, question = asked_of(law, state, "region")
    assert reply(question, "Nowhere in particular") == "Nowhere in particular"
    state = answer(state, question, "Middle East")
    on_record = {
        f.id for f in law.facts.values() if f.derived and f.derived.of in ("vetoes_on_topic", "share_on_region")
    }
    assert not on_record & open_facts(law, state.form).keys()
    talks = answer(gate(begun()), Question("domain"), ["track2"])
    assert asked_of(law, talks, "topic")[1] is None


def test_another_response_has_the_crisis_of_the_first_and_is_asked_the_rest_anew(law):
    state = gate(begun())
    for fact, value in (("uses_force", True), ("council_authorization", "none"), ("war_crimes", "credible")):
        state = answer(state, Question(fact, law.facts[fact]), value)
    state, question = asked_of(law, state, RESPONSE)
    state = answer(state, question, reply(question, "Sanctions"))
    assert [o["id"] for o in state.form["options"]] == ["first", "sanctions"]
    assert state.form["facts"]["war_crimes"] == "credible"
    assert not {"uses_force", "council_authorization"} & state.form["facts"].keys()
    question = next_question(law, state)
    assert (question.key, question.of, question.named, question.first) == ("uses_force", 1, "Sanctions", True)
    assert reply(question, "") is True
    state = answer(state, question, False)
    assert [o["facts"].get("uses_force") for o in state.form["options"]] == [True, False]
    assert went_back(state).form["options"][1]["facts"] == {}
    state, question = asked_of(law, state, RESPONSE)
    assert "war_crimes" not in state.form["options"][1]["facts"]
    state = answer(state, question, "Sanctions")
    assert [o["id"] for o in state.form["options"]] == ["first", "sanctions", "sanctions-2"]
    state, question = asked_of(law, state, RESPONSE)
    assert next_question(law, answer(state, question, reply(question, ""))) is None
    build(state.form, law.facts, None)


def a_draft():
    note = {"note": f'{MARK}1:1 "words"'}
    claims = [{"value": "explicit"} | note, {"value": "none"} | note]
    facts = {
        "uses_force": {"value": True} | note,
        "consent": {"value": "refused"} | note,
        "council_authorization": {"value": "disputed", "claims": claims} | note,
    }
    votes = [{"draft": "S/1", "for": 13, "against": 2, "abstain": 0} | note]
    return {"casecli": 1, "id": "d", "title": "D", "draft": True, "facts": facts, "votes": votes}


def test_every_suggestion_of_a_draft_is_confirmed_before_it_counts(law):
    state, keys = resumed(a_draft()), []
    for words in ("", "", "", "drop", "", "y"):
        question = next_question(law, state)
        keys.append(question.key)
        assert state.form["draft"] is True
        state = answer(state, question, reply(question, words))
    assert keys == ["date", "domain", "uses_force", "consent", "council_authorization", "votes.0"]
    assert "draft" not in state.form
    assert not unconfirmed(state.form)
    assert "consent" not in state.form["facts"]
    assert MARK not in str(state.form)
    assert state.form["facts"]["uses_force"]["note"] == 'the text, 1:1 "words"'
    assert next_question(law, state).given is None


def test_another_value_keeps_the_words_of_the_text(law):
    question = Question("consent", law.facts["consent"], given={"value": "refused", "note": f"{MARK}x"})
    assert reply(question, "given") == {"value": "given", "note": f"{MARK}x"}


@pytest.mark.parametrize(
    ("fact", "words", "entry"),
    [
        ("uses_force", "true", True),
        ("uses_force", "2", True),
        ("uses_force", "", "unknown"),
        ("armed_attack", "", LEAVE),
        ("armed_attack", "unknown", "unknown"),
        ("consent", "given|refused", {"value": "disputed", "claims": [{"value": "given"}, {"value": "refused"}]}),
        ("civilian_deaths", "2", 2),
        ("civilian_deaths", "2000..5000", {"from": 2000, "to": 5000}),
        ("civilian_deaths", "2000..", {"from": 2000}),
    ],
)
def test_a_line_is_read_as_a_case_file_reads_it(law, fact, words, entry):
    assert reply(Question(fact, law.facts[fact]), words) == entry


@pytest.mark.parametrize(
    ("key", "words", "entry"),
    [
        ("date", "2026-02-10", "2026-02-10"),
        ("date", "", LEAVE),
        ("domain", "1, track2", ["intervention", "track2"]),
        ("title", "A", "A"),
    ],
)
def test_the_head_of_a_case_is_read(key, words, entry):
    assert reply(Question(key), words) == entry


@pytest.mark.parametrize(
    ("key", "words"), [("date", "1999-13-01"), ("domain", "war"), ("domain", "9"), ("votes.0", "perhaps")]
)
def test_a_wrong_line_is_refused_with_a_sentence(key, words):
    with pytest.raises(Unusable):
        reply(Question(key), words)


@pytest.mark.parametrize("words", ["9", "perhaps", "true|", "a..b"])
def test_a_wrong_value_is_refused(law, words):
    with pytest.raises(Unusable):
        reply(Question("uses_force", law.facts["uses_force"]), words)
