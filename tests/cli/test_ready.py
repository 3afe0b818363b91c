"""What pipelines take from this repository: the hooks of pre-commit and the action, whose inputs stay words."""

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STUB = """#!/bin/bash
if [[ $* == "-m venv "* ]]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; cp "$0" "$3/bin/casecli"; exit; fi
[[ ${0##*/} == casecli ]] || exit 0
printf '%s\\n' "$@" > "$CALLS/$(ls "$CALLS" | wc -l)"
[[ $* == *test* ]] && exit "${TEST_CODE:-0}"
exit "${CHECK_CODE:-0}"
"""
EMPTY = dict.fromkeys(("RULES", "FAIL_ON", "FAIL_UNDER", "SUPPRESSIONS", "SARIF", "JUNIT"), "")
USUAL = {**EMPTY, "PATHS": "cases", "EXPECTATIONS": "true", "CONFIG": "true"}


@pytest.fixture
def act(tmp_path):
    """Runs the script of the action with a casecli that writes down how it was called."""
    for folder in ("tools", "calls", "work"):
        (tmp_path / folder).mkdir()
    (tmp_path / "tools" / "python").write_text(STUB)
    (tmp_path / "tools" / "python").chmod(0o755)

    def run(**inputs):
        places = {"RUNNER_TEMP": tmp_path, "GITHUB_OUTPUT": tmp_path / "output", "CALLS": tmp_path / "calls"}
        environment = {**USUAL, **inputs, "PATH": f"{tmp_path / 'tools'}:{os.environ['PATH']}", "ACTION": str(ROOT)}
        script = ROOT / ".ci" / "action.sh"
        ran = subprocess.run(
            ["bash", script],
            cwd=tmp_path / "work",
            env={**environment, **{k: str(v) for k, v in places.items()}},
            capture_output=True,
            check=False,
        )
        assert not list((tmp_path / "work").iterdir()), ran.stderr
        calls = [p.read_text().split("\n")[:-1] for p in sorted((tmp_path / "calls").iterdir())]
        return ran.returncode, calls, (tmp_path / "output").read_text()

    return run


def test_no_input_is_ever_text_of_a_script():
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
    [check] = [s for s in ACTION["runs"]["steps"] if "run" in s]
    read = set(re.findall(r"inputs\.([a-z-]+)", str(ACTION["runs"])))
    assert read == set(ACTION["inputs"])
    script = (ROOT / ".ci" / "action.sh").read_text()
    assert all(f"${name}" in script or f"${{{name}" in script for name in check["env"])
    assert "eval" not in script


def test_the_action_checks_and_tests(act):
    code, calls, output = act(
        SARIF="c.sarif", FAIL_ON="unlawful\nblocker", FAIL_UNDER="readiness=60\n", RULES="my rules"
    )
    assert (code, output) == (0, "code=0\n")
    check = ["check", "-f", "github", "--format=sarif=c.sarif", "--rules=my rules", "--fail-on=unlawful"]
    assert calls == [
        [*check, "--fail-on=blocker", "--fail-under=readiness=60", "--", "cases"],
        ["test", "--rules=my rules", "--", "cases"],
    ]


@pytest.mark.parametrize(
    ("check", "test", "code", "runs"), [(0, 1, 1, 2), (1, 0, 1, 2), (1, 2, 2, 2), (2, 0, 2, 1), (3, 0, 3, 2)]
)
def test_the_gravest_code_counts(act, check, test, code, runs):
    found, calls, output = act(CHECK_CODE=str(check), TEST_CODE=str(test))
    assert (found, output, len(calls)) == (code, f"code={code}\n", runs)


def test_hostile_inputs_stay_words(act):
    hostile = "$(touch pwned)\n`touch pwned`\n; touch pwned\n--output=pwned\n*"
    code, [call], _ = act(PATHS=hostile, RULES=hostile, EXPECTATIONS="$(touch pwned)", CONFIG="false")
    assert code == 0
    assert call[0] == "--no-config"
    assert call[call.index("--") + 1 :] == hostile.split("\n")


def test_hooks_name_verbs_that_exist(casecli):
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [h["id"] for h in hooks] == ["casecli-check", "casecli-test"]
    for hook in hooks:
        tool, verb = hook["entry"].split()
        assert tool == "casecli"
        assert casecli(verb, "--help").returncode == 0
        assert hook["language"] == "python"
