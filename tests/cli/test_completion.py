"""What shells offer at the cursor: driven by the variables that their scripts set."""

import subprocess
import sys

import pytest

from casecli.cli.main import VERBS
from pipelines import GRAB


@pytest.fixture
def offers(casecli):
    """What is offered after some words; the last is being typed."""

    def bash(*words):
        cut = [part for word in words for part in cuts(word)]
        return complete("bash", COMP_WORDS="\n".join(["casecli", *cut]), COMP_CWORD=str(len(cut)))

    def cuts(word):
        """A word as bash cuts it at its signs."""
        parts = word.replace("=", "\n=\n").split("\n")
        return [p for i, p in enumerate(parts) if p or i == len(parts) - 1 != 0] or [""]

    def zsh(*words):
        said = complete("zsh", _TYPER_COMPLETE_ARGS=" ".join(["casecli", *words]))
        return [line.split('"')[1] for line in said if '"' in line]

    def fish(*words):
        said = complete(
            "fish", _TYPER_COMPLETE_ARGS=" ".join(["casecli", *words]), _TYPER_COMPLETE_FISH_ACTION="get-args"
        )
        return [line.split("\t")[0] for line in said]

    def complete(shell, **environment):
        ran = casecli(_CASECLI_COMPLETE=f"complete_{shell}", **environment)
        assert (ran.returncode, ran.stderr) == (0, b"")
        return [line for line in ran.stdout.decode().splitlines() if line]

    return {"bash": bash, "zsh": zsh, "fish": fish}


SHELLS = pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])


@SHELLS
def test_verbs_and_options_are_offered(offers, shell):
    assert set(offers[shell]("")) >= set(VERBS)
    assert offers[shell]("ass") == ["assess"]
    assert offers[shell]("rules", "") == ["lint", "coverage", "mutate"]
    assert set(offers[shell]("check", "--fail")) == {"--fail-on", "--fail-under"}


@SHELLS
def test_ids_of_the_library_and_files_are_offered(offers, tmp_path, shell):
    (tmp_path / "mine.yaml").write_text(GRAB)
    (tmp_path / "notes.txt").write_text("")
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "b.yml").write_text(GRAB)
    found = set(offers[shell]("assess", ""))
    assert found >= {"case-kosovo-1999", "mine.yaml", "cases/"}
    assert "notes.txt" not in found
    assert offers[shell]("assess", "case-koso") == ["case-kosovo-1999"]
    assert offers[shell]("check", "cases/") == ["cases/b.yml"]
    assert offers[shell]("cases", "case-koso") == ["case-kosovo-1999"]
    assert offers[shell]("assess", "mine.yaml", "--option", "") == ["march", "talks"]


@SHELLS
def test_facts_and_their_values_are_offered(offers, shell):
    assert offers[shell]("facts", "peaceful_m") == ["peaceful_means"]
    assert {"consent=", "consent_title="} <= set(offers[shell]("assess", "x", "--set", "cons"))
    start = "" if shell == "bash" else "consent="
    assert offers[shell]("assess", "x", "--set", "consent=g") == [f"{start}given"]
    assert offers[shell]("assess", "x", "--set", "uses_force=") == [
        *(("" if shell == "bash" else "uses_force=") + v for v in ("false", "true", "unknown", "disputed"))
    ]
    assert offers[shell]("whatif", "x", "--set", "uses_fo")[1] == "uses_force=true"
    assert offers[shell]("assess", "x", "--set", "no_such_fact=") == []


@SHELLS
def test_words_of_other_options_are_offered(offers, shell):
    assert offers[shell]("assess", "x", "-f", "s") == ["sarif"]
    assert offers[shell]("check", "x", "--fail-on", "un") == ["unlawful", "undetermined"]
    assert offers[shell]("schema", "case") == ["case", "case-base"]
    assert offers[shell]("explain", "x", "self_d") == ["self_defence"]
    assert "readiness=fair" in offers[shell]("pathways", "x", "--to", "r")


@SHELLS
def test_a_rulebook_of_ones_own_is_heard(casecli, offers, shell):
    assert casecli("init", "rules").returncode == 0
    assert offers[shell]("assess", "x", "--rules", "rules", "--set", "plan_rev")[2].endswith("=outside")
    assert offers[shell]("facts", "plan_rev") == []


def test_the_settings_of_a_folder_are_heard_and_faults_in_them_are_not(casecli, offers, tmp_path):
    casecli("init", "rules")
    (tmp_path / "casecli.toml").write_text('rules = "rules"\n')
    assert offers["bash"]("facts", "plan_rev") == ["plan_reviewed"]
    (tmp_path / "casecli.toml").write_text("rules = 1\n")
    assert offers["bash"]("facts", "peaceful_m") == ["peaceful_means"]


@SHELLS
def test_a_name_that_a_shell_might_obey_is_never_offered(offers, tmp_path, shell):
    for name in (
        "$(touch pwned).yaml",
        "a\\$(id).yaml",
        "`id`.yaml",
        "x;y.yaml",
        "a'b.yaml",
        'c"d.yaml',
        "e f.yaml",
        "g\nh.yaml",
    ):
        (tmp_path / name).write_text(GRAB)
    (tmp_path / "fine-1.yaml").write_text(GRAB)
    found = [x for x in offers[shell]("check", "") if x.endswith(".yaml")]
    assert found == ["fine-1.yaml"]


@pytest.mark.parametrize(
    "words", ['"', "assess 'x", "assess --rules nowhere --set ", "no-such-verb ", "--set =", "= = ="]
)
def test_half_a_command_line_is_no_fault(casecli, words):
    for environment in (
        {"COMP_WORDS": f"casecli {words}", "COMP_CWORD": "x"},
        {"_TYPER_COMPLETE_ARGS": f"casecli {words}"},
    ):
        shell = "bash" if "COMP_WORDS" in environment else "zsh"
        if shell == "bash":
            environment["COMP_CWORD"] = "2"
        ran = casecli(_CASECLI_COMPLETE=f"complete_{shell}", **environment)
        assert b"Traceback" not in ran.stderr
        assert b"internal fault" not in ran.stderr


def test_bash_itself_fills_in_a_value(tmp_path):
    script = """
    casecli() { "$PYTHON" -m casecli "$@"; }; export -f casecli
    eval "$(_CASECLI_COMPLETE=source_bash casecli)"
    printf '#!/bin/sh\\nexec "$PYTHON" -m casecli "$@"\\n' > casecli; chmod +x casecli
    COMP_WORDS=(casecli assess case-kosovo-1999 --set consent = g); COMP_CWORD=6
    _casecli_completion ./casecli
    printf '%s\\n' "${COMPREPLY[@]}"
    """
    ran = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env={"PYTHON": sys.executable, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=True,
    )
    assert ran.stdout == b"given\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts_are_printed_for_each_shell(casecli, shell):
    ran = casecli(_CASECLI_COMPLETE=f"source_{shell}")
    assert (ran.returncode, b"casecli" in ran.stdout) == (0, True)
