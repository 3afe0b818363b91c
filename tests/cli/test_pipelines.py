"""Gates, tests and baselines as pipelines run them: exit codes, formats, and one broken file that hides nothing."""

import json

import pytest
from junitparser import JUnitXml

from pipelines import GRAB

FORMATS = ("text", "json", "sarif", "junit", "github")
BROKEN = "casecli: 1\nid: broken\ntitle: Broken\nfacts:\n  use_force: true\n"
GOOD = "casecli: 1\nid: good\ntitle: Good\nfacts: {uses_force: false}\n"


@pytest.fixture
def files(tmp_path):
    """Two cases that are right and one that is not, in three folders."""
    for name, text in (("grab", GRAB), ("good", GOOD), ("broken", BROKEN)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "case.yaml").write_text(text)
    return tmp_path


@pytest.mark.parametrize("format_", FORMATS)
def test_exit_codes_are_the_same_in_every_format(casecli, files, format_):  # noqa: ARG001 - makes the files
    gate = ("-f", format_, "--fail-on", "unlawful")
    assert casecli("check", "good", *gate).returncode == 0
    assert casecli("check", "grab", *gate).returncode == 1
    both = casecli("check", "good", "grab", "broken", *gate, "--exit-zero")
    assert both.returncode == 2
    said = (both.stdout + both.stderr).decode()
    assert "use_force" in said
    assert "grab" in said


@pytest.mark.parametrize("format_", ["text", "json", "sarif"])
def test_assess_has_the_same_gates(casecli, files, format_):  # noqa: ARG001 - makes the files
    assert casecli("assess", "grab", "-f", format_).returncode == 0
    ran = casecli("assess", "grab", "-f", format_, "--fail-on", "unlawful")
    assert (ran.returncode, b"unlawful" in ran.stdout) == (1, True)
    assert casecli("assess", "grab", "-f", format_, "--fail-on", "unlawful", "--option", "talks").returncode == 0


def test_a_broken_file_stands_in_sarif_and_junit_with_its_line(casecli, files):  # noqa: ARG001 - makes the files
    log = json.loads(casecli("check", ".", "-f", "sarif").stdout)["runs"][0]
    [note] = log["invocations"][0]["toolExecutionNotifications"]
    place = note["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("broken/case.yaml", 5)
    assert {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in log["results"]} >= {
        "grab/case.yaml"
    }
    suites = {s.name: s for s in JUnitXml.fromstring(casecli("check", ".", "-f", "junit").stdout)}
    assert (suites["broken/case.yaml"].errors, suites["grab"].errors) == (1, 0)
    [test] = suites["broken/case.yaml"]
    assert "broken/case.yaml:5: " in test.result[0].message


@pytest.mark.parametrize("verb", ["assess", "check"])
def test_a_failed_gate_is_said_once(casecli, files, verb):  # noqa: ARG001 - makes the files
    rows = ("-f", "csv=rows.csv") if verb == "assess" else ("-f", "json=found.json")
    ran = casecli(verb, "grab", "-f", "github", *rows, "--fail-on", "unlawful")
    assert ((ran.stdout + ran.stderr).count(b"(gate unlawful)"), b"[gate-unlawful]" in ran.stderr) == (1, False)
    ran = casecli(verb, "grab", "-f", "sarif=x.sarif", *rows[:1], rows[1].split("=")[0], "--fail-on", "unlawful")
    assert ran.stderr.count(b"[gate-unlawful]") == (1 if verb == "assess" else 0)


def test_check_without_gates_validates_only(casecli, files):  # noqa: ARG001 - makes the files
    ran = casecli("check", "grab", "good")
    assert (ran.returncode, ran.stdout) == (0, b"2 right, 0 errors\n")
    assert json.loads(casecli("check", "grab", "-f", "json").stdout) == {"right": 1, "problems": []}


def test_gates_are_counted_and_suppressed_ones_stay(casecli, files):
    aside = "- {criterion: legal.status, case: grab, reason: known, expires: 2026-06-01}\n"
    (files / "aside.yaml").write_text(f"{aside}- {{criterion: attack, case: nowhere, reason: old}}\n")
    gate = ("check", "grab", "--fail-on", "unlawful", "--suppressions", "aside.yaml")
    ran = casecli(*gate)
    assert (ran.returncode, ran.stdout) == (0, b"1 right, 0 errors; gates: 0 failed, 1 set aside\n")
    assert b"grab/case.yaml:8: note: grab/march: unlawful." in ran.stderr
    assert b"Set aside: known, until 2026-06-01" in ran.stderr
    assert b"aside.yaml:2: warning: the suppression of attack in nowhere sets nothing aside" in ran.stderr
    late = casecli(*gate, "--today", "2026-06-02", "-f", "json")
    found = json.loads(late.stdout)
    assert (late.returncode, found["gates"]["failed"]) == (1, 1)
    assert {p["code"] for p in found["problems"]} == {"suppression-expired", "suppression-unused"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--fail-on", "unlawfull"),
        ("--fail-on", "never", "--fail-on", "unlawful"),
        ("--fail-under", "readiness"),
        ("--fail-under", "readiness=x"),
        ("--fail-under", "readiness=101"),
        ("--fail-under", "legality=50"),
        ("--max-age", "-1"),
        ("--today", "tomorrow"),
        ("--suppressions", "missing.yaml"),
    ],
)
def test_a_wrong_policy_ends_in_code_2(casecli, files, arguments):  # noqa: ARG001 - makes the files
    ran = casecli("check", "good", *arguments)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize("arguments", [("--fail-on", "never"), ("--fail-on", "unlawful", "--exit-zero")])
def test_what_fails_on_nothing(casecli, files, arguments):  # noqa: ARG001 - makes the files
    assert casecli("check", "grab", *arguments).returncode == 0


def test_the_job_summary_goes_where_github_wants_it(casecli, files):
    (files / "summary.md").write_text("before\n")
    ran = casecli("check", "grab", "-f", "github", "-o", "out.txt", GITHUB_STEP_SUMMARY="summary.md")
    assert (ran.returncode, ran.stdout) == (0, b"")
    assert (files / "out.txt").read_text().startswith("::error file=grab/case.yaml,line=")
    assert (files / "summary.md").read_text().startswith("before\n## casecli\n")
    assert b"## casecli" in casecli("check", "grab", "-f", "github", GITHUB_STEP_SUMMARY="").stdout


@pytest.mark.parametrize("verb", ["check", "assess"])
def test_one_run_writes_every_format_and_says_what_fails(casecli, files, verb):
    ran = casecli(
        *(verb, "grab", "broken", "-f", "json", "-f", "sarif=a.sarif", "-f", "junit=b.xml", "-f", "github=c.txt"),
        *("--fail-on", "unlawful"),
        GITHUB_STEP_SUMMARY="",
    )
    assert ran.returncode == 2
    assert json.loads(ran.stdout)
    [run] = json.loads((files / "a.sarif").read_text())["runs"]
    assert [r["properties"]["gate"] for r in run["results"] if r["ruleId"] == "legal.status"] == ["unlawful"]
    assert [n["level"] for n in run["invocations"][0]["toolExecutionNotifications"]] == ["error"]
    assert {s.name for s in JUnitXml.fromfile(str(files / "b.xml"))} >= {"grab", "broken/case.yaml"}
    said = (files / "c.txt").read_text()
    assert said.startswith("::error file=broken/case.yaml,line=5")
    assert "\n## casecli\n" in said


def test_gates_are_said_beside_a_report_and_stand_in_the_file_for_pipelines(casecli, files):
    ran = casecli("assess", "grab", "-f", "text", "-f", "junit=a.xml", "--fail-on", "unlawful")
    assert (ran.returncode, b"LEGALITY" in ran.stdout, b"[gate-unlawful]" in ran.stderr) == (1, True, True)
    alone = casecli("assess", "grab", "-o", "b.xml", "--fail-on", "unlawful")
    assert (alone.returncode, alone.stdout, alone.stderr) == (1, b"", b"")
    assert (files / "a.xml").read_bytes() == (files / "b.xml").read_bytes()


def test_problems_reach_a_pipeline_where_no_case_can_be_read(casecli, files):
    ran = casecli("assess", "broken", "-f", "junit=a.xml")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert [s.errors for s in JUnitXml.fromfile(str(files / "a.xml"))] == [1]


def test_a_format_for_pipelines_is_one_file(casecli, files):
    ran = casecli("assess", "grab", "-f", "junit", "-o", "out/")
    assert (ran.returncode, b"[not-in-a-folder]" in ran.stderr) == (2, True)
    assert not (files / "out").exists()


def test_a_draft_is_checked_and_passes_no_gate(casecli, files):
    (files / "good" / "draft.yaml").write_text(GOOD.replace("id: good", "id: later\ndraft: true"))
    assert casecli("check", "good").stdout == b"2 right, 0 errors\n"
    ran = casecli("check", "good", "-f", "github")
    assert (ran.returncode, ran.stdout[:37]) == (0, b"::warning file=good/draft.yaml,title=")
    ran = casecli("check", "good", "--fail-on", "unlawful")
    assert (ran.returncode, ran.stdout) == (2, b"1 right, 1 errors; gates: 0 failed, 0 set aside\n")
    assert b"[draft]" in ran.stderr
    assert casecli("baseline", "create", "good").returncode == 2


def test_the_same_input_gives_the_same_bytes(casecli, files):  # noqa: ARG001 - makes the files
    first, second = (casecli("check", "grab", "-f", "sarif", PYTHONHASHSEED=seed).stdout for seed in "12")
    assert first == second


EXPECTING = GRAB.replace(
    "    pleas: [consent]", "    expect: {legal.status: lawful, legitimacy.score.high: {at_least: 90}}"
)


def test_a_failing_expectation_shows_what_was_found_and_why(casecli, files):
    (files / "grab" / "case.yaml").write_text(EXPECTING)
    ran = casecli("test", "grab")
    said = ran.stdout.decode()
    assert ran.returncode == 1
    assert "grab/case.yaml:17: grab/march" in said
    assert "legal.status: expected lawful, found unlawful" in said
    assert "No basis is complete under any reading." in said
    assert "Counts against it: " in said
    assert said.endswith("0 of 2 expectations hold\n")
    found = json.loads(casecli("test", "grab", "-f", "json").stdout)
    assert [f["path"] for f in found["failures"]] == ["legal.status", "legitimacy.score.high"]


def test_expectations_that_hold_pass_beside_a_broken_file(casecli, files):
    (files / "grab" / "case.yaml").write_text(EXPECTING.replace("lawful,", "unlawful,").replace("at_least", "below"))
    ran = casecli("test", "grab")
    assert (ran.returncode, ran.stdout) == (0, b"2 expectations hold\n")
    ran = casecli("test", "grab", "broken")
    assert (ran.returncode, ran.stdout) == (2, b"2 expectations hold\n")


def test_nothing_to_test_and_a_path_that_leads_nowhere_are_mistakes(casecli, files):
    ran = casecli("test", "good")
    assert (ran.returncode, b"[nothing-to-test]" in ran.stderr) == (2, True)
    (files / "grab" / "case.yaml").write_text(EXPECTING.replace("legal.status", "legal.statos"))
    ran = casecli("test", "grab")
    assert ran.returncode == 2
    assert b"grab/case.yaml:17: error: legal.statos: an assessment has no 'statos' here" in ran.stderr
    assert b"did you mean status" in ran.stderr


def test_tests_beside_a_rulebook_are_run_by_it(casecli, tmp_path):
    (tmp_path / "rules.yaml").write_text("casecli_rules: 1\nid: pack\nversion: 1.0.0\nextends: casecli\n")
    (tmp_path / "tests.yaml").write_text(
        "casecli_tests: 1\ntests:\n"
        "  - {says: no force no question, facts: {uses_force: false}, expect: {legal.status: not_engaged}}\n"
        "  - says: a permit in terms is enough\n    case: case-kosovo-1999\n    option: air-campaign\n"
        "    facts: {council_authorization: explicit}\n    expect: {legal.status: unlawful}\n"
    )
    ran = casecli("test", ".")
    assert ran.returncode == 1
    assert "tests.yaml:8: a permit in terms is enough\n" in ran.stdout.decode()
    assert b"1 of 2 expectations hold" in ran.stdout


def test_a_baseline_says_what_drifts(casecli, files):
    assert casecli("baseline", "create", "grab", "good", "-o", "base.json").returncode == 0
    kept = json.loads((files / "base.json").read_text())
    assert (kept["schema"], sorted(kept["cases"])) == ("casecli.baseline/1", ["good", "grab"])
    check = ("baseline", "check", "grab", "good", "-b", "base.json")
    assert casecli(*check).returncode == 0
    (files / "grab" / "case.yaml").write_text(GRAB.replace("value: refused", "value: given"))
    ran = casecli(*check)
    said = ran.stdout.decode()
    assert ran.returncode == 1
    assert "consent_given: not met -> met" in said
    assert json.loads(casecli(*check, "-f", "json").stdout)["drift"][0]["case"] == "grab"
    assert casecli("baseline", "check", "good", "-b", "base.json").stdout.startswith(b"grab: gone\n")
    ran = casecli("baseline", "check", "grab", "good", "broken", "-b", "base.json")
    assert (ran.returncode, b"consent_given" in ran.stdout) == (2, True)


def test_no_baseline_is_made_of_broken_files(casecli, files):
    ran = casecli("baseline", "create", "grab", "broken", "-o", "base.json")
    assert (ran.returncode, (files / "base.json").exists()) == (2, False)


def test_another_rulebook_is_said_and_is_no_drift(casecli, files):
    casecli("baseline", "create", "good", "-o", "base.json")
    (files / "rules.yaml").write_text("casecli_rules: 1\nid: pack\nversion: 2.0.0\nextends: casecli\n")
    ran = casecli("baseline", "check", "good", "-b", "base.json", "--rules", "rules.yaml")
    assert ran.returncode == 0
    assert b"now it is pack rules 2.0.0" in ran.stdout.replace(b"\n  ", b" ")
