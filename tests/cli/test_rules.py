"""`casecli rules` as authors and pipelines use it."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from casecli.loading.documents import iso
from casecli.loading.rule_places import Spot
from casecli.questions.flaws import Flaw
from casecli.reports.rules import spot_of
from casecli.reports.schemas import schema

ROOT = Path(__file__).resolve().parent.parent.parent
ACCESS = ROOT / "examples" / "packs" / "humanitarian-access"
PACK = ("--rules", str(ACCESS), "--tests", str(ACCESS / "patterns.yaml"))
HEAD = "casecli_rules: 1\nid: mine\nversion: 1.0.0\nextends: casecli\n"
DEAD = (
    "checklists:\n  - {id: odd, title: odd, score: readiness, "
    "items: [{id: dead-item, title: t, question: q, weight: 1, "
    "met_when: {all: [{uses_force: true}, {uses_force: false}]}, sources: [{id: un-charter}], "
    "examples: {met: {}, not_met: {uses_force: true}}}]}\n"
)


def test_lint_passes_the_shipped_rulebook_and_fails_one_with_an_error(casecli, tmp_path):
    ran = casecli("rules", "lint")
    assert ran.returncode == 0, ran.stderr
    assert b"errors: 0" in ran.stdout
    (tmp_path / "dead.yaml").write_text(HEAD + DEAD)
    ran = casecli("rules", "lint", "--rules", "dead.yaml")
    assert ran.returncode == 1
    assert b"dead.yaml:6:58: dead-item: no case can meet this, on any reading" in b" ".join(ran.stdout.split())


def test_lint_as_json_has_every_flaw_and_the_counts(casecli):
    found = json.loads(casecli("rules", "lint", "-f", "json").stdout)
    assert found["error"] == 0
    assert found["error"] + found["warning"] + found["note"] == len(found["flaws"])
    assert all(x["file"].endswith(".yaml") and x["line"] > 0 and x["column"] > 0 for x in found["flaws"])


def test_a_flaw_of_an_extended_rulebook_is_placed_in_its_own_file_or_in_the_shipped_one(casecli, tmp_path):
    (tmp_path / "dead.yaml").write_text(HEAD + DEAD)
    found = json.loads(casecli("rules", "lint", "--rules", "dead.yaml", "-f", "json").stdout)
    assert {x["file"] for x in found["flaws"] if x["at"] == "dead-item"} == {"dead.yaml"}
    assert "criteria.yaml" in {x["file"] for x in found["flaws"]}


def test_one_id_of_a_fact_and_of_a_basis_is_placed_by_the_flaw():
    where = {("answers", "consent"): Spot("a.yaml", 1, 1), ("rules", "consent"): Spot("b.yaml", 2, 2)}
    assert spot_of(Flaw("note", "two-way-fact", "consent", "."), where).file == "a.yaml"
    assert spot_of(Flaw("error", "basis-never-met", "consent", "."), where).file == "b.yaml"
    assert spot_of(Flaw("error", "basis-never-met", "elsewhere", "."), where) is None


@pytest.mark.parametrize(("verb", "name"), [("lint", "lint"), ("coverage", "coverage"), ("mutate", "mutation")])
def test_what_is_printed_fits_its_schema(casecli, tmp_path, verb, name):
    arguments = PACK[:2] if verb == "lint" else (*PACK[:2], "--tests", "wrong.yaml")
    (tmp_path / "wrong.yaml").write_text("- {says: wrong, facts: {brings_relief: false}, status: lawful}\n")
    found = json.loads(casecli("rules", verb, *arguments, "-f", "json").stdout)
    jsonschema.Draft7Validator(json.loads(casecli("schema", name).stdout)).validate(found)
    assert verb == "lint" or found["failed"]


def test_a_file_of_patterns_fits_its_schema_and_a_wrong_one_does_not(law):
    validator = jsonschema.Draft7Validator(schema("patterns", law))
    patterns = yaml.safe_load((ROOT / "tests" / "law" / "patterns.yaml").read_text(encoding="utf-8"))
    assert validator.is_valid(iso(patterns))
    assert not validator.is_valid([{"says": "s", "facts": {}, "status": "legal"}])
    assert not validator.is_valid([{"says": "s", "facts": {"no_fact": True}, "status": "lawful"}])


@pytest.mark.parametrize(("level", "shown"), [("error", 0), ("warning", 1), ("note", 1)])
def test_lint_shows_the_levels_asked_for_and_counts_the_others(casecli, tmp_path, level, shown):
    asks = DEAD.replace("{all: [{uses_force: true}, {uses_force: false}]}", "{power_balance: even}")
    (tmp_path / "asks.yaml").write_text(HEAD + asks)
    said = casecli("rules", "lint", "--rules", "asks.yaml", "--level", level).stdout.decode()
    assert ("background fact asked" in said) == bool(shown)
    assert ("two way fact" in said) == (level == "note")
    assert "notes: " in said


@pytest.mark.parametrize("verb", ["lint", "coverage", "mutate"])
def test_the_text_fits_eighty_columns_and_is_the_same_each_time(casecli, verb):
    arguments = ("rules", verb, *(PACK if verb != "lint" else PACK[:2]))
    first, second = casecli(*arguments), casecli(*arguments)
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
    assert all(len(line) <= 80 for line in first.stdout.decode().splitlines())


def test_coverage_says_what_no_test_brings_about(casecli):
    ran = casecli("rules", "coverage", *PACK)
    assert b"no test brings about, of indicators:" in ran.stdout
    assert b"no test brings about, of elements:" not in ran.stdout
    without = json.loads(casecli("rules", "coverage", *PACK[:2], "-f", "json").stdout)
    within = json.loads(casecli("rules", "coverage", *PACK, "-f", "json").stdout)
    assert without["trials"]["pattern"] == 0
    assert without["percent"] < within["percent"]


def test_the_library_is_tried_where_the_rulebook_speaks_its_facts(casecli, library):
    found = json.loads(casecli("rules", "coverage", "-f", "json").stdout)
    assert found["trials"]["case"] >= len(library.case_ids)
    assert json.loads(casecli("rules", "coverage", "--no-library", "-f", "json").stdout)["trials"]["case"] == 0
    assert json.loads(casecli("rules", "coverage", *PACK, "-f", "json").stdout)["trials"]["case"] == 0
    cases = ("--cases", str(ACCESS / "cases"))
    assert json.loads(casecli("rules", "coverage", *PACK, *cases, "-f", "json").stdout)["trials"]["case"] == 4


def test_a_gate_on_coverage_and_mutation_gives_code_1(casecli):
    assert casecli("rules", "coverage", *PACK, "--fail-under", "90").returncode == 0
    assert casecli("rules", "coverage", *PACK, "--fail-under", "100").returncode == 1
    assert casecli("rules", "mutate", *PACK, "--section", "law", "--fail-under", "100").returncode == 0
    assert casecli("rules", "mutate", *PACK[:2], "--section", "law", "--fail-under", "100").returncode == 1


def test_a_pattern_that_fails_is_named_and_gives_code_1(casecli, tmp_path):
    (tmp_path / "p.yaml").write_text("- {says: wrong, facts: {brings_relief: false}, status: lawful}\n")
    for verb in ("coverage", "mutate"):
        ran = casecli("rules", verb, "--rules", str(ACCESS), "--tests", "p.yaml")
        assert ran.returncode == 1
        assert b"wrong: legal.status is not_engaged, and should be lawful" in ran.stdout.replace(b"\n", b"")


def test_mutate_lists_survivors_and_draws_by_seed(casecli):
    found = json.loads(casecli("rules", "mutate", *PACK[:2], "--section", "bases", "-f", "json").stdout)
    assert found["survivors"]
    assert {s["section"] for s in found["survivors"]} == {"bases"}
    assert all(s["result"] == "survived" and s["says"] for s in found["survivors"])
    drawn = [casecli("rules", "mutate", *PACK[:2], "--limit", "9", "--seed", s, "-f", "json").stdout for s in "112"]
    assert drawn[0] == drawn[1] != drawn[2]
    assert json.loads(drawn[0])["tried"] == 9


@pytest.mark.parametrize(
    "arguments",
    [
        ("lint", "--level", "fatal"),
        ("lint", "--rules", "missing"),
        ("coverage", "--tests", "missing.yaml"),
        ("coverage", "--cases", "missing.yaml"),
        ("mutate", "--section", "laws"),
        ("mutate", "--limit", "0"),
        ("mutate", "-f", "sarif"),
        ("polish",),
    ],
)
def test_a_wrong_command_line_ends_in_code_2(casecli, arguments):
    ran = casecli("rules", *arguments)
    assert ran.returncode == 2, ran.stdout
    assert ran.stderr.strip()
    assert b"Traceback" not in ran.stderr


def test_help_lists_the_sub_verbs(casecli):
    said = casecli("rules", "--help").stdout.decode()
    assert all(f"  {verb} " in said for verb in ("lint", "coverage", "mutate"))
    assert "--seed" in casecli("rules", "mutate", "-h").stdout.decode()


def test_hostile_text_in_rules_stays_text(casecli, tmp_path):
    title = '"[red]x[/] \\u202e <b>"'
    (tmp_path / "dead.yaml").write_text(HEAD + DEAD.replace("title: t,", f"title: {title},"))
    out = casecli("rules", "lint", "--rules", "dead.yaml").stdout.decode()
    assert "\u202e" not in out
    assert "\x1b" not in out
