"""JUnit: read back by a reader of others, with the outcomes that pipelines act on."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped

from casecli.engine.assess import assess
from casecli.loading.library import Library
from casecli.model.policy import Policy, Suppression
from casecli.model.problems import Problem
from casecli.reports import junit
from casecli.reports.results import Run
from pipelines import GRAB, hostile, ran

LIBRARY = Library()
LAW = LIBRARY.rulebook


def read(results, run=junit.NO_RUN):
    """The suites by their name."""
    found = JUnitXml.fromstring(junit.render(results, LAW, run).encode())
    return {suite.name: suite for suite in found}


def outcomes(suite, response):
    """What became of each test of a response: a class of junitparser, or None where it passes."""
    return {t.name: type(t.result[0]) if t.result else None for t in suite if t.classname == response}


@pytest.mark.parametrize("name", LIBRARY.case_ids)
def test_a_suite_a_case_with_counts_that_add_up(name):
    [suite] = read([assess(LAW, LIBRARY.case(name, LAW.facts))]).values()
    kinds = [type(t.result[0]) if t.result else None for t in suite]
    assert suite.name == name
    counted = suite.tests, suite.failures, suite.errors, suite.skipped
    assert counted == (len(kinds), kinds.count(Failure), kinds.count(Error), kinds.count(Skipped))
    assert len({(t.classname, t.name) for t in suite}) == len(kinds)


def test_what_fails_is_skipped_and_passes():
    results, run = ran(LAW, GRAB)
    found = outcomes(read(results, run)["grab"], "grab.march")
    assert found["legal.status"] is Failure
    assert found["consent_given"] is Failure  # an element of the basis pleaded
    assert found["authorised"] is Skipped  # of another basis
    assert found["protective_purpose"] is Failure  # a critical item
    assert found["council_backing"] is None  # not critical: it earns nothing, and says so
    assert found["low_harm"] is Skipped  # not known
    talks = outcomes(read(results, run)["grab"], "grab.talks")
    assert "legal.status" not in talks
    assert "consent_given" not in talks


def test_a_test_that_passes_with_a_gap_says_so():
    results, run = ran(LAW, GRAB)
    suite = read(results, run)["grab"]
    [test] = [t for t in suite if t.name == "council_backing" and t.classname == "grab.march"]
    assert "no backing by the Council" in test.system_out


def test_each_test_has_the_place_of_its_fact():
    results, run = ran(LAW, GRAB)
    tree = ET.fromstring(junit.render(results, LAW, run))
    [test] = tree.findall(".//testcase[@name='consent_given']")[:1]
    assert (test.get("file"), test.get("line")) == ("cases/a.yaml", "8")


def test_problems_of_files_are_errors_with_their_line_and_hide_nothing():
    results, run = ran(LAW, GRAB)
    suites = read(results, run._replace(problems=[Problem("error", "bad-date", "no such day", "x.yaml", 7)]))
    [test] = suites["x.yaml"]
    assert isinstance(test.result[0], Error)
    assert test.result[0].message == "x.yaml:7: no such day"
    assert suites["x.yaml"].errors == 1
    assert suites["grab"].tests > 50


def test_what_is_set_aside_is_skipped_and_counted():
    aside = Suppression("legal.status", "grab", "known to the owners")
    policy = Policy(fail_on=("unlawful",), fail_under=(("readiness", 90), ("legitimacy", 0)), suppressions=(aside,))
    results, run = ran(LAW, GRAB, policy=policy)
    found = outcomes(read(results, run)["grab"], "grab.march")
    assert (found["legal.status"], found["readiness.score"], found["legitimacy.score"]) == (Skipped, Failure, None)
    [test] = [t for t in read(results, run)["grab"] if t.name == "legal.status" and t.classname == "grab.march"]
    assert "known to the owners" in test.result[0].message


def test_hostile_text_stays_text():
    results, run = ran(LAW, hostile())
    suite = read(results, run)["grab"]
    said = [t.result[0].message for t in suite if t.name == "consent_given" and t.result]
    assert any("<b>&" in s and "]]>" in s for s in said)
    assert all("\u202e" not in s for s in said)


@given(st.text())
def test_any_text_makes_well_formed_xml(said):
    problem = Problem("error", "x", said, said or None, 1)
    tree = ET.fromstring(junit.render([], LAW, Run([problem])).encode())
    assert len(tree.findall(".//error")) == 1


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1))
def test_what_is_fit_for_print_comes_back_as_it_was(said):
    problem = Problem("error", "x", said)
    [error] = ET.fromstring(junit.render([], LAW, Run([problem])).encode()).findall(".//error")
    assert error.get("message") == said
