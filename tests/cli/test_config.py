"""Settings as people give them: which goes first, what is wrong said with its line, and nothing written or reached."""

import json

import pytest

from casecli.cli.main import VERBS
from pipelines import GRAB


@pytest.fixture
def here(tmp_path):
    """A repository with a case that a gate fails on, and a folder below it to work in."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "grab.yaml").write_text(GRAB)
    return lambda text, name="casecli.toml": (tmp_path / name).write_text(text)


def shown(casecli, **environment):
    ran = casecli("config", "show", "-f", "json", **environment)
    assert ran.returncode == 0, ran.stderr
    return {k: (v["value"], v["from"], v["line"]) for k, v in json.loads(ran.stdout)["settings"].items() if v["value"]}


def test_a_flag_goes_before_the_environment_and_that_before_casecli_toml_and_that_before_pyproject(casecli, here):
    here('[tool.other]\nfail_on = 1\n[tool.casecli]\nreading = "restrictive"\nquiet = true\n', "pyproject.toml")
    here('# ours\nformat = "json"\nreading = "expansive"\nfail_under = {readiness = 60}\n')
    assert shown(casecli, CASECLI_FORMAT="csv") == {
        "format": ("csv", "CASECLI_FORMAT", None),
        "reading": ("expansive", "casecli.toml", 3),
        "quiet": (True, "pyproject.toml", 5),
        "fail_under": ({"readiness": 60}, "casecli.toml", 4),
    }
    assert casecli("assess", "grab.yaml", "--exit-zero").stdout.startswith(b"{")
    assert casecli("assess", "grab.yaml", "--exit-zero", CASECLI_FORMAT="csv").stdout.startswith(b"case,")
    assert casecli("assess", "grab.yaml", "-f", "text", CASECLI_FORMAT="csv").stdout.startswith(b" A grab")


def test_gates_of_a_file_hold_and_its_lines_are_shown(casecli, here):
    here("exit_zero = false\n[fail_under]\nlegitimacy = 90\n")
    assert casecli("check", "grab.yaml").returncode == 1
    assert casecli("--no-config", "check", "grab.yaml").returncode == 0
    assert casecli("check", "grab.yaml", CASECLI_EXIT_ZERO="1").returncode == 0
    assert shown(casecli)["fail_under"] == ({"legitimacy": 90}, "casecli.toml", 2)
    assert b"legitimacy=90  casecli.toml:2" in casecli("config", "show").stdout


def test_the_command_line_replaces_a_list(casecli, here):
    here('fail_on = ["unlawful"]\n')
    assert casecli("check", "grab.yaml").returncode == 1
    assert casecli("check", "grab.yaml", "--fail-on", "contested").returncode == 0


def test_a_format_is_for_verbs_that_have_it_and_gives_way_to_an_ending(casecli, here, tmp_path):
    here('format = "sarif"\n')
    assert casecli("facts", "uses_force").returncode == 0
    assert b"2.1.0" in casecli("check", "grab.yaml").stdout
    assert casecli("assess", "grab.yaml", "-o", "x.json").returncode == 0
    assert json.loads((tmp_path / "x.json").read_text())["schema"] == "casecli.assessment/1"


@pytest.mark.parametrize(
    ("text", "said"),
    {
        "a key that is near": ("\nfail-on = []\n", ":2: error: unknown key 'fail-on'|did you mean fail_on?"),
        "a key in a table": ("[fail_under]\nreadyness = 1\n", ":1: error: unknown key|did you mean readiness"),
        "a value": ('format = "pdf"\n', ":1: error: expected text, json|found pdf"),
        "a path for a format": ('format = "json=x.json"\n', ":1: error: expected text|found json=x.json"),
        "a type": ("quiet = 1\n", ":1: error: expected true or false, found 1"),
        "no TOML": ("quiet = \n", ":1:9: error: this is not TOML: Invalid value"),
        "a day that is none": ("as_of = 2026-02-31\n", ":1:9: error: this is not TOML"),
        "a moment": ("as_of = 2026-02-01T00:00:00\n", ":1: error: expected a date"),
        "a limit": ("fail_under = {readiness = 101}\n", ":1: error: 101 is not from 0 to 100"),
        "a huge number": ("max_age = " + "1" * 5000, "error: this is not TOML"),
        "too deep": ("format = " + "[" * 5000, "error: "),
        "too long": ("#" * 70_000, "error: at most 65,536 bytes"),
        "not UTF-8": ('format = "\udcff"', "error: the file is not UTF-8"),
        "a terminal's escape": ('"\\u001b[31m" = 1', "unknown key '\\x1b[31m'"),
        "writes": ('output = "x"\n', "unknown key 'output'"),
        "settings of a case": ('set = ["uses_force=false"]\n', "unknown key 'set'"),
        "a path upwards": ('rules = "../rules"\n', ":1: error: rules must lie in the folder of|--rules"),
        "a path elsewhere": ('suppressions = "/etc/passwd"\n', ":1: error: suppressions must lie in the folder"),
        "no path": ('rules = "a\\u0000b"\n', ":1: error: rules must lie"),
    }.values(),
    ids=str,
)
def test_what_is_wrong_is_said_with_its_line_and_ends_in_code_2(casecli, tmp_path, here, text, said):  # noqa: ARG001
    (tmp_path / "casecli.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    for verb in (("check", "grab.yaml"), ("config", "show")):
        ran = casecli(*verb)
        assert ran.returncode == 2
        errors = ran.stderr.decode()
        assert errors.startswith("casecli.toml:")
        assert all(part in errors for part in said.split("|")), errors
        assert "Traceback" not in errors
        assert "\x1b" not in errors
        assert verb[0] == "config" or ran.stdout == b""
    assert casecli("check", "--help").returncode == 0


def test_a_link_out_of_the_folder_is_no_way_out(casecli, here, tmp_path_factory, tmp_path):
    (outside := tmp_path_factory.mktemp("outside") / "x.yaml").write_text("[]")
    (tmp_path / "x.yaml").symlink_to(outside)
    here('suppressions = "x.yaml"\n')
    assert b"[outside]" in casecli("check", "grab.yaml").stderr


def test_a_wrong_variable_is_said_and_an_empty_one_sets_nothing(casecli, here):
    here("")
    ran = casecli("check", "grab.yaml", CASECLI_FAILON="unlawful", CASECLI_FAIL_UNDER="readiness")
    assert ran.returncode == 2
    assert b"no setting is called CASECLI_FAILON" in ran.stderr
    assert b"did you mean CASECLI_FAIL_ON" in ran.stderr
    assert b"CASECLI_FAIL_UNDER: " in ran.stderr
    assert casecli("check", "grab.yaml", CASECLI_FAIL_ON=" ", CASECLI_DEBUG="1").returncode == 0


@pytest.mark.parametrize(
    ("variable", "text", "value"),
    [
        ("FAIL_ON", "unlawful, blocker", ["unlawful", "blocker"]),
        ("FAIL_UNDER", "readiness=60,legitimacy=40", {"readiness": 60, "legitimacy": 40}),
        ("QUIET", "true", True),
        ("MAX_AGE", "30", 30),
        ("AS_OF", "2026-01-01", "2026-01-01"),
    ],
)
def test_the_environment_spells_lists_with_commas(casecli, here, variable, text, value):
    here("")
    assert shown(casecli, **{f"CASECLI_{variable}": text}) == {variable.lower(): (value, f"CASECLI_{variable}", None)}


def test_paths_of_a_file_start_at_its_folder(casecli, here, tmp_path):
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "aside.yaml").write_text("[{criterion: legal.status, case: grab, reason: agreed}]")
    here('fail_on = ["unlawful"]\nsuppressions = "aside.yaml"\n', "cases/casecli.toml")
    assert casecli("check", "grab.yaml").returncode == 0  # a file below the working folder is none of its own
    (tmp_path / "cases" / "casecli.toml").rename(tmp_path / "casecli.toml")
    ran = casecli("check", "grab.yaml")
    assert ran.returncode == 2
    assert b"aside.yaml" in ran.stderr
    here('fail_on = ["unlawful"]\nsuppressions = "cases/aside.yaml"\n')
    assert casecli("check", "grab.yaml").returncode == 0


def test_what_settings_give_is_no_change(casecli, here):
    here('reading = "restrictive"\nrules = "rules"\n')
    casecli("init", "rules")
    assert b"[no-change]" in casecli("whatif", "grab.yaml").stderr
    assert b"[no-change]" in casecli("whatif", "grab.yaml", "--reading", "restrictive").stderr
    ran = casecli("whatif", "grab.yaml", "--set", "plan_reviewed=outside", "-f", "json")
    assert [d["option"] for d in json.loads(ran.stdout)] == ["march", "talks"]


def test_every_verb_still_starts_where_everything_is_set(casecli, here):
    here('format = "json"\nquiet = true\nno_color = true\nfail_under = {readiness = 0}\nmax_age = 9\n')
    for verb in VERBS:
        ran = casecli(verb, "--no-such-option")
        assert (ran.returncode, b"No such option" in ran.stderr) == (2, True), verb
    assert casecli("rules", "coverage").stdout.startswith(b"{")
