"""Right, wrong, right for the wrong reason, missing; readings named and held to; the case that went the other way."""

from datetime import date

import pytest

from casecli.loading.answers import build_paper
from casecli.loading.library import Library
from casecli.questions.marking import MISSING, RIGHT, WRONG, WRONG_REASON, Asked, lay_out, mark
from helpers import case_of

LIBRARY = Library()
LAW = LIBRARY.rulebook
STRIKE = {
    "uses_force": True,
    "primary_purpose": "self_protection",
    "armed_attack": "imminent",
    "attack_grave": True,
    "attacker": "target_state",
    "acting_state_attacked": True,
    "response_necessary": True,
    "response_proportionate": True,
}


def cases():
    return [LIBRARY.case(name, LAW.facts) for name in LIBRARY.case_ids]


def marked(facts, answers=(), others=tuple, known_by=None, asked=None, **paper):
    case = case_of(LAW, facts)
    form = {"answers": list(answers), **paper}
    bench = lay_out(LAW, case, case.options[0])
    return mark(bench, build_paper(form, case.id, "response"), others, known_by, asked)


def one(facts, criterion, finding, /, **answer):
    return marked(facts, [{"criterion": criterion, "finding": finding, **answer}]).answers[0]


@pytest.mark.parametrize(
    ("finding", "answer", "expected"),
    [
        ("met", {"facts": ["armed_attack"], "authority": ["Charter 51"]}, RIGHT),
        ("met", {"facts": ["armed_attack", "council_condemned"]}, RIGHT),
        ("met", {}, RIGHT),
        ("met", {"authority": ["My teacher"]}, RIGHT),
        ("met", {"facts": ["cross_border_effects"]}, WRONG_REASON),
        ("met", {"facts": ["armed_attack", "cross_border_effects"]}, WRONG_REASON),
        ("met", {"facts": ["last_opportunity"]}, WRONG_REASON),
        ("met", {"authority": ["Rome Statute"]}, WRONG_REASON),
        ("met", {"authority": ["Rome Statute", "Charter 51"]}, RIGHT),
        ("not_met", {"facts": ["armed_attack"], "authority": ["Charter 51"]}, WRONG),
        ("unknown", {}, WRONG),
        ("not_applicable", {}, WRONG),
    ],
)
def test_an_answer_is_marked_by_its_finding_and_then_by_its_reasons(finding, answer, expected):
    assert one(STRIKE, "attack", finding, **answer).mark == expected


def test_a_mark_says_what_the_finding_rests_on_and_what_was_left_out():
    found = one(STRIKE, "attack", "met")
    assert [r.fact for r in found.rests_on if not r.presumed] == ["armed_attack"]
    assert found.not_given == ("facts", "authority")
    assert "un-charter" in found.sources


@pytest.mark.parametrize("own", [{}, {"russia_position": {"value": "vetoed", "source": "Foreign ministry"}}])
def test_a_recorded_vote_is_authority_for_what_follows_from_it(own):
    vote = {"draft": "S/2099/12", "date": "2099-03-01", "for": 13, "against": ["russia"], "abstain": 1}
    case = case_of(LAW, {"uses_force": True, **own}, date="2099-04-01", votes=[vote])
    bench = lay_out(LAW, case, case.options[0])

    def fit(said):
        answer = {
            "criterion": "council_route_tried",
            "finding": "met",
            "facts": ["russia_position"],
            "authority": [said],
        }
        marked = mark(bench, build_paper({"answers": [answer]}, case.id, "response")).answers[0]
        assert marked.mark == RIGHT
        return marked.authority[0].fit

    assert fit("S/2099/12") == "fits"
    assert fit("S/2099/13") == "unknown"


def test_what_the_facts_leave_open_is_unknown():
    open_facts = {k: v for k, v in STRIKE.items() if k != "response_necessary"}
    assert one(open_facts, "defence_necessary", "unknown", facts=["response_necessary"]).mark == RIGHT
    assert one(open_facts, "defence_necessary", "met").mark == WRONG


def test_an_item_of_a_group_that_is_not_asked_is_not_applicable():
    item = next(g for s in LAW.scores.values() for g in s.groups if g.id == "neutrality-procurement").criteria[0]
    assert one(STRIKE, item.id, "not_applicable").mark == RIGHT


def test_a_whole_basis_can_be_answered():
    assert one(STRIKE, "self_defence", "met", facts=["armed_attack"], authority=["Charter 51"]).mark == RIGHT
    assert one(STRIKE, "consent", "not_met", facts=["consent"]).mark == RIGHT


def test_elements_that_carry_the_outcome_and_are_not_answered_are_missing():
    found = marked(STRIKE, [{"criterion": "attack", "finding": "met"}])
    assert {"by_whom", "defence_necessary"} <= {m.criterion for m in found.missing}
    assert found.status.mark == MISSING
    assert found.tally[MISSING] == len(found.missing) + 1
    failing = marked(STRIKE | {"armed_attack": "feared"}, [{"criterion": "attack", "finding": "not_met"}])
    assert "by_whom" not in {m.criterion for m in failing.missing}


def test_only_what_was_asked_can_be_missing():
    found = marked(STRIKE, asked=Asked(("attack", "grave"), status=False))
    assert [m.criterion for m in found.missing] == ["attack", "grave"]
    assert found.status.mark is None
    assert found.tally == {"right": 0, "wrong_reason": 0, "wrong": 0, "missing": 2}


# A strike on an imminent attack: lawful on the mainstream reading, not on the restrictive one.
NARROW = {"criterion": "attack", "finding": "not_met", "facts": ["armed_attack"]}


def test_either_side_of_a_contested_point_is_right_where_the_reading_is_named():
    assert one(STRIKE, "attack", "not_met", reading="imminence=occurred_only").mark == RIGHT
    assert one(STRIKE, "attack", "not_met", reading="restrictive").mark == RIGHT
    silent = one(STRIKE, "attack", "not_met")
    assert (silent.mark, silent.right_under) == (WRONG, ("restrictive",))


def test_a_position_taken_once_holds_for_the_whole_paper():
    named = NARROW | {"reading": "imminence=occurred_only"}
    basis = {"criterion": "self_defence", "finding": "not_met"}
    found = marked(STRIKE, [named, basis], status="unlawful")
    assert [a.mark for a in found.answers] == [RIGHT, RIGHT]
    assert (found.status.mark, found.status.under_own, found.named) == (RIGHT, "unlawful", ("imminence",))


def test_a_position_that_is_left_again_is_not_followed_through():
    named = NARROW | {"reading": "imminence=occurred_only"}
    back = {"criterion": "self_defence", "finding": "met", "reading": "mainstream"}
    found = marked(STRIKE, [named, back])
    assert found.answers[1].mark == WRONG_REASON
    assert found.answers[1].clashes == ("imminence",)


def test_a_status_that_does_not_follow_from_the_reading_named_is_wrong():
    found = marked(STRIKE, [NARROW | {"reading": "imminence=occurred_only"}], status="lawful")
    assert (found.status.mark, found.status.under_own) == (WRONG, "unlawful")


def test_a_position_that_no_reading_rests_on_is_not_taken():
    feared = STRIKE | {"armed_attack": "feared"}
    paper = {"answers": [{"criterion": "attack", "finding": "met", "reading": "imminence=preventive"}]}
    found = marked(feared, **paper)
    assert found.answers[0].mark == WRONG
    assert found.isolated == ("imminence=preventive",)


@pytest.mark.parametrize(
    ("status", "reading", "expected"),
    [
        ("contested", None, RIGHT),
        ("contested", "restrictive", RIGHT),
        ("unlawful", "restrictive", RIGHT),
        ("lawful", "restrictive", WRONG),
        ("lawful", "mainstream", RIGHT),
        ("unlawful", "mainstream", WRONG),
        ("lawful", None, WRONG),
        ("not_engaged", None, WRONG),
    ],
)
def test_a_status_is_that_of_all_readings_or_of_the_one_named(status, reading, expected):
    paper = {"status": status} | ({"reading": reading} if reading else {})
    assert marked(STRIKE, **paper).status.mark == expected


def test_a_status_that_one_reading_would_give_says_which():
    assert marked(STRIKE, status="unlawful").status.right_under == ("restrictive",)


def test_no_force_is_not_engaged():
    assert marked({"uses_force": False}, status="not_engaged").status.mark == RIGHT
    assert marked({"uses_force": False}, status="not_engaged").missing == ()


def test_the_nearest_case_that_went_the_other_way_is_shown_with_what_differs():
    kosovo = LIBRARY.case("case-kosovo-1999", LAW.facts)
    bench = lay_out(LAW, kosovo, kosovo.options[0])
    form = {"answers": [{"criterion": "authorised", "finding": "met"}]}
    other = mark(bench, build_paper(form, kosovo.id, kosovo.options[0].id), cases).answers[0].went_the_other_way
    assert (other.case, other.found) != ("case-kosovo-1999", "not_met")
    assert other.found == "met"
    assert [d.fact for d in other.differs] == ["council_authorization"]
    assert other.differs[0].here != other.differs[0].there


def test_the_nearest_case_is_no_later_than_the_day_given():
    kosovo = LIBRARY.case("case-kosovo-1999", LAW.facts)
    bench = lay_out(LAW, kosovo, kosovo.options[0])
    paper = build_paper({"answers": [{"criterion": "authorised", "finding": "met"}]}, kosovo.id, kosovo.options[0].id)
    other = mark(bench, paper, cases, date(1999, 3, 24)).answers[0].went_the_other_way
    there = LIBRARY.case(other.case, LAW.facts)
    assert there.date <= date(1999, 3, 24)
    assert mark(bench, paper, cases, date(1950, 1, 1)).answers[0].went_the_other_way is None


def test_cases_are_asked_for_only_where_something_is_not_right():
    def none():
        raise AssertionError

    assert marked(STRIKE, [{"criterion": "attack", "finding": "met"}], others=none).answers[0].mark == RIGHT
    with pytest.raises(AssertionError):
        marked(STRIKE, [{"criterion": "attack", "finding": "not_met"}], others=none)


def test_an_open_finding_has_no_other_way():
    facts = {k: v for k, v in STRIKE.items() if k != "response_necessary"}
    found = marked(facts, [{"criterion": "defence_necessary", "finding": "met"}], others=cases)
    assert found.answers[0].went_the_other_way is None
