"""Narratives to suggestions: precision first, nothing without its words, and what is no fact gives none."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casecli.loading.case_shape import case_shape
from casecli.loading.cues import cues_of
from casecli.loading.documents import iso, read_document
from casecli.loading.faults import Faults
from casecli.loading.prose import read_prose
from casecli.questions.draft import draft
from casecli.questions.drafted import drafted

NARRATIVES = Path(__file__).resolve().parent.parent / "data" / "narratives"
LABELS = read_document(NARRATIVES / "labels.yaml", "labels.yaml").plain


def suggested(law, text):
    """{fact: value} of a text, a fact in doubt as unknown."""
    return {s.fact: s.value for s in draft(read_prose(text), law).suggestions}


def case_of_text(law, text):
    return drafted(draft(read_prose(text), law), law)


def is_right(value, label):
    """Whether what a draft says is what a careful reader coded; a list on either side: any of these."""
    labels = label if isinstance(label, list) else [label]
    if isinstance(value, dict):
        return any(value.get("from", 0) <= x <= value.get("to", 1e15) for x in labels)
    values = value if isinstance(value, list) else [value]
    return any(v == x and type(v) is type(x) for v in values for x in labels)


def said(entry):
    """The value that an entry of a draft gives, None where it leaves the fact open."""
    if entry.get("value") in ("unknown", "disputed"):
        return None
    return entry.get("value", entry.get("any_of", {k: entry[k] for k in ("from", "to") if k in entry}))


def test_nine_of_ten_suggested_facts_are_right(law, record_property):
    right, wrong, labelled = 0, [], 0
    for name, labels in LABELS.items():
        facts = case_of_text(law, (NARRATIVES / f"{name}.md").read_text())["facts"]
        values = {fact: value for fact, entry in facts.items() if (value := said(entry)) is not None}
        good = [f for f, value in values.items() if f in labels and is_right(value, labels[f])]
        wrong += [(name, f, value) for f, value in values.items() if f not in good]
        right, labelled = right + len(good), labelled + len(labels)
    of = right + len(wrong)
    text = f"draft: {right} of {of} suggested facts right; {right} of {labelled} labelled facts found"
    record_property("measured", f"{text} ({100 * right // labelled} %)")
    assert right >= 0.9 * of, wrong
    assert right >= 0.5 * labelled


def test_cues_speak_of_most_facts_of_the_law(law):
    named = {cue.fact for cue in cues_of(law)}
    shared = read_document(Path(__file__).resolve().parents[2] / "data" / "facts.yaml", "facts.yaml").plain["facts"]
    assert len(named & {fact["id"] for fact in shared}) >= 60


@pytest.mark.parametrize(
    "text",
    [
        "NATO could bomb Serbia if talks fail.",
        "NATO planned to launch air strikes on Libya.",
        "The plan was to invade Grenada and restore the elected government.",
        "France proposed that the Security Council authorise the use of force.",
        "The Security Council should have authorised the use of force.",
        "Had the Council authorised the use of force, lives would have been saved.",
        "The Council debated whether to authorise the use of force.",
        "Did the Council authorise the use of force?",
        "Syria said that rebels had committed war crimes.",
        "The opposition accused the government of genocide.",
        "The government denied that its army had killed 3,000 civilians.",
        "According to the government, 3,000 civilians were killed.",
        "3,000 civilians were killed, the president said.",
        '"The Council has authorised the use of force against our people and our country," he said.',
        "> The Council authorised the use of force.",
        "# The Council authorised the use of force",
        "Iraq was accused of harbouring al-Qaeda.",
        "Critics say that the operation exceeded its mandate.",
        "Peacekeepers may use force in self-defence.",
        "Unlike in Kosovo, where NATO launched air strikes against Serbia, nothing was done.",
        "The country stood on the brink of civil war.",
        "A civil war was averted.",
        "In the battle 3,000 soldiers were killed.",
        "The law of 1945 has 51 articles.",
        "",
    ],
)
def test_speech_plans_conditions_questions_and_comparisons_give_no_fact(law, text):
    assert suggested(law, text) == {}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("5,000 killed", {"civilian_deaths": 5000}),
        ("Some 2.5 million displaced.", {"displaced_people": 2_500_000}),
        ("Hundreds of thousands were displaced.", {"displaced_people": {"from": 200_000}}),
        ("Between 7,000 and 9,000 civilians were killed.", {"civilian_deaths": {"from": 7000, "to": 9000}}),
        ("According to the United Nations, 3,000 civilians had been killed.", {"civilian_deaths": 3000}),
        ("The Council never authorised the use of force.", {"council_authorization": "none"}),
        ("The resolution did not invoke the responsibility to protect.", {"r2p_invoked_by_council": False}),
        ("Israel claimed that it was acting in self-defence.", {"self_defence_claimed": True}),
        ("Israel never invoked self-defence.", {"self_defence_claimed": False}),
        ("The operation did not exceed its mandate; it exceeded nothing.", {}),
        ("The government agreed to the deployment of peacekeepers.", {"consent": "given"}),
        ("Resolution 1973 authorised all necessary measures.", {"council_authorization": "explicit"}),
        ("The aim was not to overthrow the government.", {"regime_change_pursued": False}),
    ],
)
def test_what_a_text_asserts_is_suggested(law, text, facts):
    assert suggested(law, text) == facts


@pytest.mark.parametrize(
    ("text", "fact", "negated"),
    [
        ("Government forces allegedly killed 3,000 civilians.", "civilian_deaths", False),
        ("Government forces may have killed 3,000 civilians.", "state_role", False),
        ("There was no evidence that genocide had been committed.", "genocide", True),
    ],
)
def test_doubt_gives_unknown_and_the_words_of_doubt_are_in_the_span(law, text, fact, negated):
    [found] = [s for s in draft(read_prose(text), law).suggestions if s.fact == fact]
    assert (found.value, found.hedged, found.negated) == ("unknown", True, negated)
    assert any(word in found.span for word in ("allegedly", "may have", "no evidence"))
    entry = case_of_text(law, text)["facts"][fact]
    assert entry["value"] == "unknown"
    assert "in doubt" in entry["note"]


def test_passages_that_conflict_are_disputed_with_both_sides_and_their_places(law):
    text = "The Council authorised the use of force.\n\nThere was no authorisation by the Security Council.\n"
    entry = case_of_text(law, text)["facts"]["council_authorization"]
    assert entry["value"] == "disputed"
    assert [c["value"] for c in entry["claims"]] == ["explicit", "none"]
    assert [c["source"] for c in entry["claims"]] == ["the text, line 1, column 5", "the text, line 3, column 11"]
    assert all(c["note"].startswith("draft ") for c in entry["claims"])


def test_a_stronger_passage_and_a_narrower_figure_are_no_conflict(law):
    text = (
        "Human Rights Watch documented war crimes. The tribunal later found that war crimes had been committed. "
        "More than 4,000 civilians had been killed by May. Some 5,000 civilians were killed in all."
    )
    facts = case_of_text(law, text)["facts"]
    assert facts["war_crimes"]["value"] == "established"
    assert facts["civilian_deaths"]["value"] == 5000


def test_votes_vetoes_parties_and_the_day_are_read(law):
    text = (
        "On 4 February 2012 the draft S/2012/77 was vetoed by Russia and China by 13-2-0. "
        "On 24 March 1999 NATO began air strikes on Yugoslavia. The draft was vetoed by the United States."
    )
    found = draft(read_prose(text), law)
    form = drafted(found, law)
    [vote] = form["votes"]
    assert {k: vote[k] for k in ("draft", "date", "for", "against", "abstain")} == {
        "draft": "S/2012/77",
        "date": "2012-02-04",
        "for": 13,
        "against": ["russia", "china"],
        "abstain": 0,
    }
    assert [v.vetoed_by for v in found.votes] == [("russia", "china"), ("us",)]
    assert form["date"] == "1999-03-24"
    assert form["record"]["parties"] == ["Russia", "China", "NATO", "Yugoslavia", "United States"]


TOLD = {
    "Russia and China vetoed the draft on 4 February 2012, 13 in favour, 2 against.": (13, ["russia", "china"], 0),
    "Fourteen members voted for the draft, and the United States vetoed it.": (14, ["us"], 0),
    "Russia vetoed the draft. Thirteen members voted for it; China abstained.": (13, ["russia"], ["china"]),
    "The draft won three votes. Eight members voted against, and four abstained.": (3, 8, 4),
    "The vote in the Council was 12 to 2, with China abstaining.": (12, 2, ["china"]),
    "Resolution 1973 was adopted. Ten members voted for it and five abstained.": (10, 0, 5),
    "The Council unanimously adopted resolution 1373 on 28 September 2001.": (15, 0, 0),
    "On 7 July 1950 the Council voted: seven members voted in favour, none against, four abstained.": (7, 0, 4),
    "The result in the Council was in favour: 11, against: 1, abstentions: 3; so Russia vetoed the draft.": (11, 1, 3),
}


@pytest.mark.parametrize("text", TOLD)
def test_a_vote_told_in_words_is_read_where_its_sides_make_up_the_council(law, text):
    form = case_of_text(law, text)
    [vote] = form["votes"]
    assert (vote["for"], vote["against"], vote["abstain"]) == TOLD[text]
    assert vote["note"].startswith("draft 1:1 ")
    faults = Faults()
    case_shape(law.facts).check(iso(form), (), faults)
    assert not faults


@pytest.mark.parametrize(
    "text",
    [
        "The Court found by fourteen votes to one that it had jurisdiction over the draft treaty.",
        "The General Assembly adopted the resolution by 104 votes to 11.",
        "The draft would have won nine votes for and six against in the Council.",
        "Diplomats expected the Council to vote ten in favour and five against.",
        "If it were put to the vote, 13 would be in favour of the draft and 2 against.",
        "The minister said that 13 members had voted for the draft and 2 against.",
        "Thirteen members voted for the draft.",
        "Thirteen members voted for the draft and one voted against.",
        "A draft failed: 13 voted in favour. In another meeting, 2 voted against.",
        "13 members voted for the draft.\n\nTwo members voted against.",
        "On 7 July 1950 the Council voted on the draft: 13 in favour, 2 against.",
        "The Council unanimously condemned the attack.",
        "13 voted for the draft, or 12 voted for it, and 2 against.",
    ],
)
def test_a_vote_that_does_not_add_up_or_is_of_others_or_no_fact_is_not_read(law, text):
    assert "votes" not in case_of_text(law, text)


@pytest.mark.parametrize("name", LABELS)
def test_every_suggestion_has_its_words_at_its_place_and_the_case_checks(law, name):
    text = (NARRATIVES / f"{name}.md").read_text()
    lines = text.split("\n")
    found = draft(read_prose(text), law)
    assert found.suggestions
    for s in found.suggestions:
        rest = " ".join("\n".join([lines[s.line - 1][s.column - 1 :], *lines[s.line :]]).split())
        assert rest.startswith(s.span)
    form = drafted(found, law)
    assert form["draft"] is True
    assert all(entry["note"].startswith("draft ") for entry in form["facts"].values())
    faults = Faults()
    case_shape(law.facts).check(iso(form), (), faults)
    assert not faults


WORDS = (
    "the", "a", "Council", "authorised", "force", "no", "not", "may", "have", "killed", "5,000", "civilians", ".", ",",
    ";", "said", "that", "Russia", "vetoed", "#", ">", "\n", '"', "(", ")",
)  # fmt: skip


@settings(max_examples=30)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)))
def test_any_text_gives_a_case_that_checks(law, text):
    form = case_of_text(law, text)
    faults = Faults()
    case_shape(law.facts).check(iso(form), (), faults)
    assert not faults
