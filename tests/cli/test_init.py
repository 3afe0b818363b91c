"""What `init` writes passes at once, teaches, fits its schema, and never takes the place of what is there."""

import json
import tomllib

import jsonschema
import pytest
import yaml

MODELINES = ("# yaml-language-server: $schema=", "#:schema ")


@pytest.fixture
def laid_out(casecli, tmp_path):
    """The scaffolds of all kinds, in one repository."""
    (tmp_path / ".git").mkdir()
    for arguments in (("ci",), ("case", "cases/border-raid.yaml"), ("rules",)):
        ran = casecli("init", *arguments)
        assert (ran.returncode, ran.stdout) == (0, b""), ran.stderr
    return tmp_path


def files(folder):
    return {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}


def test_what_is_written_passes_check_test_and_lint_at_once(casecli, laid_out):  # noqa: ARG001
    assert casecli("check", "cases").stdout.startswith(b"1 right, 0 errors; gates: 0 failed")
    assert casecli("test", "cases").stdout == b"1 expectation holds\n"
    assert casecli("check", "rules").stdout.startswith(b"2 right, 0 errors")
    assert casecli("rules", "lint", "--rules", "rules").returncode == 0
    assert casecli("test", "rules").stdout == b"2 expectations hold\n"
    assert b"plan reviewed" in casecli("facts", "plan_reviewed", "--rules", "rules").stdout
    assert casecli("assess", "cases/border-raid.yaml", "--rules", "rules").returncode == 0


def test_nothing_new_goes_wrong_by_the_rules_that_are_written(casecli, laid_out):  # noqa: ARG001
    theirs, ours = (
        {(f["code"], f["at"]) for f in json.loads(casecli("rules", "lint", "-f", "json", *more).stdout)["flaws"]}
        for more in ((), ("--rules", "rules"))
    )
    assert ours <= theirs


def test_every_scaffold_names_its_schema_and_fits_it(laid_out):
    written = files(laid_out)
    scaffolds = [p for name, p in written.items() if not name.endswith(".json")]
    assert len(scaffolds) == 6
    local = 0
    for path in scaffolds:
        first, text = path.read_text().splitlines()[0], path.read_text()
        assert first.startswith(MODELINES)
        plain = tomllib.loads(text) if path.suffix == ".toml" else yaml.load(text, yaml.BaseLoader)
        assert plain
        name = first.split("=")[-1].split(" ")[-1]
        if not name.startswith("https://"):
            local += 1
            schema = json.loads((path.parent / name).read_text())
            values = plain if path.suffix == ".toml" else json.loads(json.dumps(yaml.safe_load(text), default=str))
            jsonschema.Draft7Validator(schema).validate(values)
    assert local == 4


def test_the_id_comes_from_the_name(casecli, tmp_path):
    casecli("init", "case", "My Crisis (2).yaml")
    assert "\nid: my-crisis-2\n" in (tmp_path / "My Crisis (2).yaml").read_text()
    assert casecli("check", "My Crisis (2).yaml").returncode == 0
    for name in ("1.yaml", "é.yaml", "x" * 100 + ".yaml"):
        ran = casecli("init", "case", name)
        assert (ran.returncode, b"[bad-name]" in ran.stderr) == (2, True), name


@pytest.mark.parametrize("arguments", [("ci",), ("case", "cases/border-raid.yaml"), ("rules",)])
def test_what_is_there_stays_unless_forced(casecli, laid_out, arguments):
    before = {name: path.read_bytes() for name, path in files(laid_out).items()}
    for path in files(laid_out).values():
        path.write_bytes(b"mine")
    ran = casecli("init", *arguments)
    assert (ran.returncode, b"[exists]" in ran.stderr) == (2, True)
    assert {p.read_bytes() for p in files(laid_out).values()} == {b"mine"}
    assert casecli("init", *arguments, "--force").returncode == 0
    after = {name: path.read_bytes() for name, path in files(laid_out).items()}
    assert {name for name in before if after[name] != b"mine"}
    assert all(after[name] in (b"mine", before[name]) for name in before)


def test_one_file_that_is_there_leaves_all_unwritten(casecli, tmp_path):
    (tmp_path / ".pre-commit-config.yaml").write_text("repos: []\n")
    assert casecli("init", "ci").returncode == 2
    assert list(files(tmp_path)) == [".pre-commit-config.yaml"]


def test_a_link_is_there_even_if_it_leads_nowhere(casecli, tmp_path):
    (tmp_path / "my-case.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    assert casecli("init", "case").returncode == 2
    assert casecli("init", "case", "--force").returncode == 0
    assert not (tmp_path / "elsewhere.yaml").exists()


def test_a_second_case_keeps_the_schema_beside_it(casecli, tmp_path):
    assert casecli("init", "case", "one.yaml").returncode == 0
    (tmp_path / "case.schema.json").write_text("{}")
    assert casecli("init", "case", "two.yaml").returncode == 0
    assert (tmp_path / "case.schema.json").read_text() == "{}"


def test_a_place_that_cannot_be_written_is_said(casecli, tmp_path):
    (tmp_path / "file").write_text("")
    for name in ("file/x.yaml", "a\udcffb/x.yaml", "y" * 300 + "/x.yaml"):
        ran = casecli("init", "case", name)
        assert (ran.returncode, b"Traceback" in ran.stderr) == (2, False), name
