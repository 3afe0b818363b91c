"""SARIF: valid by the official schema, kinds in their sense, the line of the deciding fact, and nothing hostile."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecli.engine.assess import assess
from casecli.loading.library import Library
from casecli.model.policy import Policy, Suppression
from casecli.model.problems import Problem
from casecli.questions.gates import gate
from casecli.questions.results import KINDS
from casecli.reports import sarif
from casecli.reports.results import Run
from pipelines import GRAB, hostile, ran

SCHEMA = json.loads((Path(__file__).parent.parent / "data" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
LIBRARY = Library()
LAW = LIBRARY.rulebook


def log_of(results, run=sarif.NO_RUN):
    """The run of a log, held valid."""
    found = json.loads(sarif.render(results, LAW, run))
    VALIDATOR.validate(found)
    [only] = found["runs"]
    return only


def by_rule(log, name="grab/march"):
    return {r["ruleId"]: r for r in log["results"] if where(r) == name}


def where(result):
    return result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]


def line(result):
    return result["locations"][0]["physicalLocation"]["region"]["startLine"]


@pytest.mark.parametrize("name", LIBRARY.case_ids)
@pytest.mark.parametrize("everything", [True, False])
def test_every_library_case_is_valid_and_its_levels_go_with_its_kinds(name, everything):
    log = log_of([assess(LAW, LIBRARY.case(name, LAW.facts))], Run(everything=everything))
    rules = log["tool"]["driver"]["rules"]
    for result in log["results"]:
        assert (result["level"] == "none") == (result["kind"] != "fail")
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert "physicalLocation" not in result["locations"][0], "a library case is no file"
    kinds = {r["kind"] for r in log["results"]}
    assert kinds <= set(KINDS) if everything else kinds <= {"fail", "review", "open"}
    assert len({json.dumps(r["partialFingerprints"]) for r in log["results"]}) == len(log["results"])


def test_rules_are_criteria_with_help_and_authorities():
    results, run = ran(LAW, GRAB)
    rules = {r["id"]: r for r in log_of(results, run)["tool"]["driver"]["rules"]}
    said = rules["consent_given"]
    assert said["shortDescription"]["text"] == LAW.criteria["consent_given"].title
    assert said["help"]["text"].startswith(LAW.criteria["consent_given"].question)
    assert "Authority: " in said["help"]["text"]
    assert said["properties"]["tags"] == ["consent"]
    assert list(rules) == list(dict.fromkeys(rules))


def test_all_kinds_are_used_in_their_sense():
    results, run = ran(LAW, GRAB, everything=True)
    found = by_rule(log_of(results, run))
    assert (found["legal.status"]["kind"], found["legal.status"]["level"]) == ("fail", "error")
    assert found["consent_given"]["kind"] == "fail"  # the basis pleaded
    assert found["authorised"]["kind"] == "informational"  # one basis would do, and this is not the nearest
    assert found["protective_purpose"]["level"] == "error"  # a critical item
    assert found["council_backing"]["level"] == "warning"  # one that is not
    assert found["low_harm"]["kind"] == "open"
    assert found["no_judgment_against"]["kind"] == "pass"
    talks = by_rule(log_of(results, run), "grab/talks")
    assert talks["legal.status"]["kind"] == talks["consent_given"]["kind"] == "notApplicable"


def test_a_result_stands_in_the_line_of_the_fact_that_decides_it():
    results, run = ran(LAW, GRAB)
    log = log_of(results, run)
    assert line(by_rule(log)["consent_given"]) == 8
    assert line(by_rule(log)["protective_purpose"]) == 6
    results, run = ran(LAW, GRAB.replace("  armed_attack", "# a comment\n  armed_attack"))
    moved = log_of(results, run)
    assert line(by_rule(moved)["consent_given"]) == 9
    fingerprints = [[r["partialFingerprints"] for r in x["results"]] for x in (log, moved)]
    assert fingerprints[0] == fingerprints[1], "a fingerprint does not depend on the line"


def test_where_no_fact_of_the_file_decides_the_response_is_the_place():
    results, run = ran(LAW, GRAB)
    presumed = [r for r in log_of(results, run)["results"] if "(presumed)" in r["message"]["text"]]
    assert presumed
    assert line(by_rule(log_of(results, run))["council_backing"]) == 16


@pytest.mark.parametrize(
    ("file", "shown"),
    [
        ("a b.yaml", "a%20b.yaml"),
        ("./x/../ä.yaml", "%C3%A4.yaml"),
        ("/srv/repo/x.yaml", "x.yaml"),
        ("/srv/other/x.yaml", "../other/x.yaml"),
        ("\udcff.yaml", "%FF.yaml"),
    ],
)
def test_paths_are_relative_and_escaped(file, shown):
    log = log_of([], Run([Problem("error", "x", "wrong", file, 3)], root="/srv/repo"))
    [note] = log["invocations"][0]["toolExecutionNotifications"]
    assert note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == shown


def test_problems_of_files_are_notifications_and_the_run_did_not_succeed():
    problems = [
        Problem("error", "bad-date", "no such day", "a.yaml", 3, hint="write it"),
        Problem("warning", "w", "odd"),
    ]
    invocation = log_of([], Run(problems))["invocations"][0]
    assert not invocation["executionSuccessful"]
    assert [n["level"] for n in invocation["toolExecutionNotifications"]] == ["error", "warning"]
    assert log_of([], Run(problems[1:]))["invocations"][0]["executionSuccessful"]


def test_suppressions_stay_as_suppressions():
    aside = Suppression("legal.status", "grab", "known to the owners", by="J. D.", expires=date(2026, 12, 31))
    policy = Policy(fail_on=("unlawful",), suppressions=(aside,))
    results, run = ran(LAW, GRAB, policy=policy)
    found = by_rule(log_of(results, run))["legal.status"]
    [said] = found["suppressions"]
    assert (said["kind"], said["status"], said["justification"]) == ("external", "accepted", "known to the owners")
    assert said["properties"] == {"by": "J. D.", "expires": "2026-12-31"}
    assert found["properties"] == {"gate": "unlawful"}
    assert "suppressions" not in by_rule(log_of(results, run))["consent_given"]


def test_a_contested_status_is_for_review_and_a_gate_makes_it_an_error():
    results = [assess(LAW, LIBRARY.case("case-kosovo-1999", LAW.facts))]
    name = "case-kosovo-1999/air-campaign"
    plain = by_rule(log_of(results), name)["legal.status"]
    assert (plain["kind"], plain["level"]) == ("review", "none")
    gated = Run(gated=gate(results, LAW, Policy(fail_on=("contested",))))
    failing = by_rule(log_of(results, gated), name)["legal.status"]
    assert (failing["kind"], failing["level"]) == ("fail", "error")
    assert plain["partialFingerprints"] == failing["partialFingerprints"]


def test_at_most_so_many_results_and_the_gravest_are_kept(monkeypatch):
    monkeypatch.setattr(sarif, "MOST", 5)
    results, run = ran(LAW, GRAB, policy=Policy(fail_on=("unlawful",)), everything=True)
    log = log_of(results, run)
    assert [r["kind"] for r in log["results"]] == ["fail"] * 5
    assert log["results"][0]["ruleId"] == "legal.status"
    [note] = log["invocations"][0]["toolExecutionNotifications"]
    assert note["descriptor"]["id"] == "results-left-out"


def test_two_cases_of_one_id_keep_apart():
    results, run = ran(LAW, GRAB, GRAB)
    prints = [r["partialFingerprints"]["primaryLocationLineHash"] for r in log_of(results, run)["results"]]
    assert len(set(prints)) == len(prints)
    assert {p[-2:] for p in prints} == {":1", ":2"}


def test_hostile_text_is_no_link_no_placeholder_and_no_control():
    results, run = ran(LAW, hostile(), everything=True)
    text = sarif.render(results, LAW, run)
    VALIDATOR.validate(json.loads(text))
    said = [r["message"]["text"] for r in json.loads(text)["runs"][0]["results"]]
    told = [m for m in said if "http://evil" in m]
    assert told
    assert all("](" not in m and "{{0}}" in m and "\u202e" not in m and "\u2028" not in m for m in told)


@given(st.text())
def test_no_text_opens_a_link_or_a_placeholder(said):
    shown = sarif.text(said)
    assert "](" not in shown
    assert "{" not in shown.replace("{{", "")
    assert "\n" not in shown
    json.dumps(shown).encode("utf-8")
