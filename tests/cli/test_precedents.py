"""`precedents` as a process: text, JSON, formats of case bases, and what it says of wrong input."""

import json
from pathlib import Path

import jsonschema
import pytest

DATA = Path(__file__).resolve().parent.parent / "data"
BASE, PRACTICE = str(DATA / "case-bases" / "trade-secrets.yaml"), str(DATA / "practice")
DEFENCE = (
    "casecli: 1\nid: mine\ntitle: '{title}'\nfacts: {{uses_force: true, primary_purpose: self_protection, "
    "armed_attack: occurred, attacker: target_state, acting_state_attacked: true, "
    "response_necessary: true, response_proportionate: true, "
    "self_defence_claimed: true, reported_to_council: true}}\n"
)


@pytest.fixture
def mine(tmp_path):
    (tmp_path / "mine.yaml").write_text(DEFENCE.format(title="Mine"))
    return "mine.yaml"


def test_the_report_says_what_is_forced_and_that_practice_does_not_bind(casecli, mine):
    ran = casecli("precedents", mine, "--library", PRACTICE)
    said = ran.stdout.decode()
    assert ran.returncode == 0, ran.stderr
    assert "lawful is forced." in said
    assert "Liberation (decided lawful; the Council; 2001-03-01) forces it" in said
    assert "not binding precedent" in said
    assert "unclear/one counts for neither side" in " ".join(said.split())
    assert all(len(line) <= 80 for line in said.splitlines())


@pytest.mark.parametrize("arguments", [("case-kosovo-1999",), ("case-libya-2011", "--library", PRACTICE), ()])
def test_the_answer_fits_its_published_schema(casecli, arguments):
    schema = json.loads(casecli("schema", "precedents").stdout)
    found = json.loads(casecli("precedents", *arguments, "-f", "json").stdout)
    jsonschema.Draft7Validator(schema).validate(found)
    assert found["schema"] == "casecli.precedents/1"


def test_a_case_base_of_another_domain_is_reasoned_over_by_the_same_verb(casecli):
    said = casecli("precedents", "Sandlin", "--library", BASE).stdout.decode()
    assert "defendant is forced." in said
    assert "Robinson (decided defendant) forces it" in said
    assert "its own outcome on record, defendant, is not used" in said
    assert "Council" not in said


def test_a_case_to_be_decided_comes_from_a_file_or_standard_input(casecli):
    case = b"id: new\ntitle: A new one\nfactors: [F6, F15, F21, F18]\n"
    found = json.loads(casecli("precedents", "-", "--library", BASE, "-f", "json", given=case).stdout)
    sides = found["responses"][0]["settled"][1]["sides"]
    assert [(s["side"], s["word"]) for s in sides] == [("plaintiff", "forced"), ("defendant", "inconsistent")]


def test_without_a_case_the_factors_are_listed_with_their_authority(casecli):
    said = casecli("precedents").stdout.decode()
    assert "authorised by the Council in terms [UN Charter, art. 42" in said
    assert "SPEAKS FOR UNLAWFUL" in said
    assert "EXPLAINS ONLY" in said


def test_clashing_pairs_are_named(casecli, tmp_path):
    text = Path(BASE).read_text() + "  - {id: Twin, title: Twin, factors: [F1, F6, F15, F21], outcome: defendant}\n"
    (tmp_path / "base.yaml").write_text(text)
    said = " ".join(casecli("precedents", "--library", "base.yaml").stdout.decode().split())
    assert "Not consistent: one pair clashes." in said
    assert "Forest Laboratories v Formulations (decided plaintiff) and Twin (decided defendant)" in said
    torn = casecli("precedents", "Reinforced", "--library", "base.yaml").stdout.decode()
    assert "plaintiff is forced." in torn


def test_both_models_are_told_where_they_differ(casecli, tmp_path):
    (tmp_path / "land.yaml").write_text(
        "casecli: 1\nid: land\ntitle: Land\nfacts: {uses_force: true, primary_purpose: territorial_gain}\n"
    )
    said = casecli("precedents", "land.yaml", "--library", PRACTICE).stdout.decode()
    assert "On results alone: open" in said
    assert "On stated reasons: unlawful is forced." in said


def test_settings_and_days_count(casecli, mine):
    said = casecli("precedents", mine, "--library", PRACTICE, "--set", "response_necessary=false").stdout.decode()
    assert "lawful is forced." not in said
    said = casecli("precedents", mine, "--library", PRACTICE, "--as-of", "2001-02-15").stdout.decode()
    assert "Liberation" not in said


def test_practice_of_a_later_day_is_marked_and_a_case_of_that_day_does_not_know_it(casecli, tmp_path):
    (tmp_path / "early.yaml").write_text(DEFENCE.format(title="Early") + "date: 1950-01-01\n")
    said = " ".join(casecli("precedents", "early.yaml", "--library", PRACTICE).stdout.decode().split())
    assert "Liberation (decided lawful; the Council; 2001-03-01; later practice) forces it" in said
    (tmp_path / "early.yaml").write_text(DEFENCE.format(title="Early") + "as_of: 1950-01-01\n")
    assert "Liberation" not in casecli("precedents", "early.yaml", "--library", PRACTICE).stdout.decode()


def test_without_force_past_cases_are_not_asked(casecli):
    said = casecli("precedents", "case-kosovo-1999", "--option", "observers-and-talks").stdout.decode()
    assert "not engaged" in said
    assert "A FORTIORI" not in said


def test_hostile_names_stay_text(casecli, tmp_path):
    (tmp_path / "base.yaml").write_text(
        'factors: [{id: "[bold red]a[/]\\u202e", favours: x}, {id: "<script>", favours: y}]\n'
        'cases: [{id: "=1+1", title: "\\u202ered", factors: ["<script>"], outcome: y}]\n'
    )
    for arguments in ((), ("=1+1",)):
        out = casecli("precedents", *arguments, "--library", "base.yaml").stdout.decode()
        assert ("[bold red]a[/]" in out) == (not arguments)
        assert "\u202e" not in out
        assert "\\u202e" in out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("no-such-case",), b"no-case"),
        (("Sheet", "--library", BASE), b"did you mean Sheets"),
        (("case-kosovo-1999", "--library", "nowhere.yaml"), b"nowhere.yaml"),
        (("case-kosovo-1999", "-f", "yaml"), b"bad-format"),
        (("case-kosovo-1999", "--nearest", "-1"), b"nearest"),
        (("case-kosovo-1999", "--library", BASE), b"no-case"),
    ],
)
def test_wrong_input_is_said_and_ends_in_code_2(casecli, arguments, code):
    ran = casecli("precedents", *arguments)
    assert ran.returncode == 2
    assert code in ran.stderr
    assert b"Traceback" not in ran.stderr


def test_the_same_input_gives_the_same_bytes(casecli, mine):
    runs = {casecli("precedents", mine, "--library", PRACTICE, "-f", "json", PYTHONHASHSEED=s).stdout for s in "012"}
    assert len(runs) == 1
