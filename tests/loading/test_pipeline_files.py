"""The files that pipelines keep: suppressions, tests, baselines; and folders that hold files of every kind."""

import json

import jsonschema
import pytest

from casecli.loading.baselines import read_baseline
from casecli.loading.gather import gather
from casecli.loading.kinds import kind_of
from casecli.loading.suppressions import read_suppressions
from casecli.model.problems import Unusable
from casecli.reports.schemas import schema

CASE = "casecli: 1\nid: mine\ntitle: Mine\nfacts: {uses_force: true}\n"
RULES = "casecli_rules: 1\nid: pack\nversion: 1.0.0\nextends: casecli\n"
TESTS = """casecli_tests: 1
tests:
  - says: without force nothing is in question
    facts: {uses_force: false}
    expect: {legal.status: not_engaged}
"""
ASIDE = "{criterion: legal.status, case: mine, reason: known}"

MARKS = {
    RULES: "rules",
    TESTS: "tests",
    f"casecli_suppressions: 1\nsuppressions: [{ASIDE}]\n": "suppressions",
    '{"casecli_rules": 1}': "rules",
    '{\n  "casecli_tests": 1\n}': "tests",
    "# a comment\n\n'casecli_rules' : 1\n": "rules",
    "\ufeffcasecli_rules: 1\n": "rules",
    "id: x\r\ncasecli_rules: 1\r\n": "rules",
    CASE: None,
    f"- {ASIDE}\n": None,
    "casecli: 1\nsummary: >-\n  This speaks of\n  casecli_rules: 1\n": None,
    "title: casecli_rules: 1\n": None,
    "": None,
}


@pytest.mark.parametrize(("text", "kind"), MARKS.items())
def test_a_file_is_what_its_mark_says(tmp_path, text, kind):
    (tmp_path / "x.yaml").write_bytes(text.encode())
    assert kind_of(tmp_path / "x.yaml") == kind


def problems_of(work):
    with pytest.raises(Unusable) as raised:
        work()
    return [(p.code, p.line) for p in raised.value.problems]


@pytest.mark.parametrize("start", ["", "casecli_suppressions: 1\nsuppressions:\n"], ids=["a list", "with its format"])
def test_suppressions_are_read_with_their_line(tmp_path, start):
    file = tmp_path / "s.yaml"
    file.write_text(f"{start}- {ASIDE}\n- {{criterion: consent, case: a, reason: r, by: J, expires: 2026-12-31}}\n")
    first, second = read_suppressions(file, ["consent"])
    assert (first.criterion, first.case, first.reason, first.expires) == ("legal.status", "mine", "known", None)
    assert (second.by, second.expires.isoformat()) == ("J", "2026-12-31")
    assert second.line == first.line + 1


WRONG = {
    "no reason": ("{criterion: legal.status, case: mine}", "missing-key"),
    "an empty reason": ("{criterion: legal.status, case: mine, reason: ' '}", "empty-text"),
    "an unknown criterion": ("{criterion: legal.stats, case: mine, reason: r}", "unknown-criterion"),
    "an unknown key": ("{criterion: legal.status, case: mine, reason: r, until: 2026-01-01}", "unknown-key"),
    "a bad date": ("{criterion: legal.status, case: mine, reason: r, expires: soon}", "bad-date"),
    "no mapping": ("legal.status", "wrong-type"),
}


@pytest.mark.parametrize(("entry", "code"), WRONG.values(), ids=WRONG)
def test_a_wrong_suppression_is_said_with_its_line(tmp_path, entry, code):
    (tmp_path / "s.yaml").write_text(f"- {ASIDE}\n- {entry}\n")
    assert problems_of(lambda: read_suppressions(tmp_path / "s.yaml", [])) == [(code, 2)]


@pytest.mark.parametrize("argument", ["", "/**/*.yaml"], ids=["a folder", "a pattern"])
def test_a_folder_may_hold_rules_cases_tests_and_suppressions(tmp_path, library, argument):
    (tmp_path / "cases").mkdir()
    (tmp_path / "rules.yaml").write_text(RULES)
    (tmp_path / "tests.yaml").write_text(TESTS)
    (tmp_path / "aside.yaml").write_text(f"casecli_suppressions: 1\nsuppressions: [{ASIDE}]\n")
    (tmp_path / "cases" / "mine.yaml").write_text(CASE)
    found = gather([f"{tmp_path}{argument}"], None, library)
    assert found.problems == []
    assert (found.rulebook.id, [c.id for c in found.cases], len(found.tests), found.right) == ("pack", ["mine"], 1, 3)


def test_a_case_may_use_the_facts_of_the_rulebook_beside_it(tmp_path, library):
    fact = "{id: drones, title: drones, kind: boolean, scope: response, question: Drones?, changed_by: acting_party}"
    (tmp_path / "rules.yaml").write_text(f"{RULES}facts: [{fact}]\n")
    (tmp_path / "mine.yaml").write_text(CASE.replace("{", "{drones: true, "))
    assert gather([str(tmp_path)], None, library).problems == []
    assert [p.code for p in gather([str(tmp_path / "mine.yaml")], None, library).problems] == ["unknown-fact"]


def test_a_broken_rulebook_is_said_and_its_cases_are_not_judged_by_another(tmp_path, library):
    (tmp_path / "rules.yaml").write_text(f"{RULES}removes: [no-such-item]\n")
    (tmp_path / "mine.yaml").write_text(CASE)
    found = gather([str(tmp_path)], None, library)
    assert [(p.level, p.code) for p in found.problems] == [("error", "unknown-criterion"), ("warning", "not-checked")]
    assert found.cases == []


def test_two_rulebooks_cannot_both_judge(tmp_path, library):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "rules.yaml").write_text(RULES)
    (tmp_path / "mine.yaml").write_text(CASE)
    assert [p.code for p in gather([str(tmp_path)], None, library).problems] == ["many-rulebooks"]
    named = gather([str(tmp_path)], str(tmp_path / "a"), library)
    assert ([p.code for p in named.problems], [c.id for c in named.cases]) == ([], ["mine"])


def test_a_test_may_speak_of_a_case_and_set_facts_and_points_over_it(tmp_path, library):
    (tmp_path / "t.yaml").write_text(
        "casecli_tests: 1\ntests:\n"
        "  - says: s\n    case: case-kosovo-1999\n    option: air-campaign\n"
        "    facts: {council_authorization: explicit}\n    points: {authorisation_words: express}\n"
        "    as_of: 1999-06-01\n    expect: {legal.status: lawful}\n"
    )
    [trial] = gather([str(tmp_path / "t.yaml")], None, library).tests
    assert (trial.case.id, trial.options, trial.points) == (
        "case-kosovo-1999",
        ("air-campaign",),
        {"authorisation_words": "express"},
    )
    assert trial.facts["council_authorization"].value == "explicit"


WRONG_TESTS = {
    "an unknown case": ("case: case-kosov", "no-case"),
    "an unknown option": ("case: case-kosovo-1999, option: none", "no-option"),
    "an option of no case": ("facts: {uses_force: true}, option: air-campaign", "no-option"),
    "a date for a case that has its own": ("case: case-kosovo-1999, date: 2020-01-01", "unknown-key"),
    "an unknown point": ("facts: {}, points: {nothing: x}", "bad-value"),
    "an unknown position": ("facts: {}, points: {imminence: soon}", "bad-value"),
    "an unknown fact": ("facts: {use_force: true}", "unknown-fact"),
    "an empty expectation": ("facts: {}, expect: {legal.status: {}}", "empty-expectation"),
    "an unknown comparison": ("facts: {}, expect: {legal.status: {is: lawful}}", "unknown-key"),
    "a path that is none": ("facts: {}, expect: {'legal status': lawful}", "bad-key"),
    "nothing expected": ("facts: {}, expect: {}", "too-few"),
}


@pytest.mark.parametrize(("keys", "code"), WRONG_TESTS.values(), ids=WRONG_TESTS)
def test_a_wrong_test_is_said_with_its_line(tmp_path, library, keys, code):
    expect = "" if "expect:" in keys else ", expect: {legal.status: lawful}"
    (tmp_path / "t.yaml").write_text(f"{TESTS}  - {{says: s, {keys}{expect}}}\n")
    found = gather([str(tmp_path / "t.yaml")], None, library)
    assert [(p.code, p.line) for p in found.problems] == [(code, 6)]
    assert (found.tests, found.right) == ([], 0)


@pytest.mark.parametrize("name", ["tests", "suppressions"])
def test_their_schemas_accept_what_is_right_and_refuse_what_is_not(law, name):
    right = {
        "tests": {"casecli_tests": 1, "tests": [{"says": "s", "facts": {}, "expect": {"a.b": {"at_least": 1}}}]},
        "suppressions": [{"criterion": "x", "case": "y", "reason": "z"}],
    }[name]
    wrong = json.loads(json.dumps(right).replace('{"at_least": 1}', "{}").replace('"reason"', '"because"'))
    validator = jsonschema.Draft7Validator(schema(name, law))
    validator.validate(right)
    assert not validator.is_valid(wrong)


NAMED = '"rulebook": {"id": "a", "version": "1", "digest": "2"}'
BASELINES = {
    "missing": (None, "not-found"),
    "no JSON": ("{", "bad-json"),
    "deep": ("[" * 100_000, "bad-json"),
    "not UTF-8": (b"\xff\xfe", "bad-json"),
    "a list": ("[]", "wrong-type"),
    "another format": (f'{{"schema": "casecli.baseline/2", {NAMED}, "cases": {{}}}}', "bad-value"),
    "cases of no form": (f'{{"schema": "casecli.baseline/1", {NAMED}, "cases": {{"a": 1}}}}', "wrong-type"),
}


@pytest.mark.parametrize(("text", "code"), BASELINES.values(), ids=BASELINES)
def test_what_is_no_baseline_is_said(tmp_path, text, code):
    file = tmp_path / "b.json"
    if text is not None:
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert problems_of(lambda: read_baseline(file, "casecli.baseline/1"))[0][0] == code
