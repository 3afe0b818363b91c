"""How learners' sentences and citations are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecli.loading.library import Library
from casecli.questions import citations
from casecli.questions.findings import find
from casecli.questions.marking import lay_out
from casecli.questions.phrases import says
from helpers import case_of

LAW = Library().rulebook
PHRASE = ((("r2p", "responsibility to protect"), ("authoris*",), ("force", "bomb*")),)
NO_CRIME = ((("no jurisdiction",), ("no crime", "no crimes")),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R2P authorises force.", True),
        ("Force is authorised by the responsibility to protect.", True),
        ("The bombing was authorised, by R2P, in 2011", True),
        ("The Council did not act, so R2P authorised force.", True),
        ("R2P does not authorise force.", False),
        ("R2P doesn't authorise force.", False),
        ("It is wrong that R2P authorises force.", False),
        ("R2P authorises force only through the Council.", False),
        ("R2P authorises force, but only through the Council.", False),
        ("R2P never authorised force, whatever was said.", False),
        ("R2P is political. The Council authorises force.", False),
        ("R2P authorises sanctions.", False),
        ("See art. 42: R2P authorises force.", True),
        ("", False),
    ],
)
def test_a_sentence_says_a_phrase_unless_it_denies_it(text, expected):
    assert says(text, PHRASE) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Court has no jurisdiction, so there is no crime.", True),
        ("That the Court has no jurisdiction does not mean that there is no crime.", False),
    ],
)
def test_a_denial_can_be_part_of_the_phrase(text, expected):
    assert says(text, NO_CRIME) is expected


def test_far_words_do_not_make_a_phrase():
    assert not says("R2P " + "and so on " * 12 + "authorised force", PHRASE)


@given(st.text(max_size=1000))
def test_any_text_can_be_read(text):
    says(text, PHRASE)
    citations.meant(LAW, text)


@pytest.mark.parametrize(
    ("said", "fit"),
    [
        ("un-charter", "fits"),
        ("UN Charter", "fits"),
        ("Charter 51", "fits"),
        ("Article 51 of the Charter", "fits"),
        ("Art. 51", "fits"),
        ("Nicaragua", "fits"),
        ("Nicaragua, para 200", "fits"),
        ("ICJ, Nicaragua (1986), paras. 191 and 195", "fits"),
        ("Charter art. 42", "elsewhere"),
        ("Rome Statute", "elsewhere"),
        ("Rome Statute, article 7", "elsewhere"),
        ("SC Res 678", "elsewhere"),
        ("Gray, International Law and the Use of Force", "unknown"),
        ("SC Res 9999", "unknown"),
        ("UN", "unknown"),
        ("???", "unknown"),
    ],
)
def test_a_citation_fits_is_for_something_else_or_is_not_known(said, fit):
    case = case_of(LAW, {"uses_force": True, "armed_attack": "occurred"})
    bench = lay_out(LAW, case, case.options[0])
    found = find(bench.judgment.evaluators["mainstream"], "attack")
    assert citations.judge(LAW, said, found.cited, []).fit == fit


def test_what_the_case_cites_for_its_facts_can_be_cited():
    case = case_of(LAW, {"council_determination": {"value": "threat_to_peace", "source": "SC Res 1160 (1998)"}})
    bench = lay_out(LAW, case, case.options[0])
    found = find(bench.judgment.evaluators["mainstream"], "peace_threatened")
    texts = [bench.situation.facts[f].source or "" for f in found.rests_on]
    assert citations.judge(LAW, "resolution 1160", found.cited, texts).fit == "fits"
    assert citations.judge(LAW, "resolution 1160", found.cited, []).fit != "fits"
