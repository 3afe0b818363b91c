"""Where settings are looked for, and that the table of a file and its schema say the same."""

import json
import os
import tomllib

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecli.loading.config_files import config_files
from casecli.loading.configuration import config_shape, configuration, settings
from casecli.loading.faults import Faults

FORMATS = ("text", "json")


@pytest.fixture
def tree(tmp_path):
    """home/repo/a/b, with a repository at `repo`; and a folder apart from home."""
    for path in ("home/repo/.git", "home/repo/a/b", "home/other/c", "apart/d"):
        (tmp_path / path).mkdir(parents=True)

    def found(folder, *files):
        for file in files:
            (tmp_path / file).write_text("[tool.casecli]\n" if file.endswith("pyproject.toml") else "")
        paths = config_files(str(tmp_path / folder), str(tmp_path / "home"))
        return [os.path.relpath(p, tmp_path) for p in paths]

    return found


def test_the_nearest_folder_upwards_counts_and_no_further_one(tree):
    own = "home/repo/a/casecli.toml"
    assert tree("home/repo/a/b", "home/casecli.toml", "home/repo/pyproject.toml", own) == [own]
    assert tree("home/repo") == ["home/repo/pyproject.toml"]


def test_both_files_of_a_folder_count_the_own_one_first(tree):
    both = ["home/repo/casecli.toml", "home/repo/pyproject.toml"]
    assert tree("home/repo/a/b", *reversed(both)) == both


def test_the_way_up_ends_at_the_repository_and_at_home(tree):
    assert tree("home/repo/a/b", "home/casecli.toml") == []
    assert tree("home/other/c", "casecli.toml") == ["home/casecli.toml"]


def test_outside_of_both_only_the_working_folder_counts(tree):
    assert tree("apart/d", "casecli.toml", "apart/pyproject.toml") == []
    assert tree("apart/d", "apart/d/casecli.toml") == ["apart/d/casecli.toml"]


def test_what_is_no_file_is_not_read(tree, tmp_path):
    os.mkfifo(tmp_path / "apart" / "d" / "casecli.toml")
    (tmp_path / "apart" / "d" / "pyproject.toml").mkdir()
    assert tree("apart/d") == []


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("[tool.casecli]\n", True),
        ('[ tool . "casecli" ]\n', True),
        ("[tool]\ncasecli = {quiet = true}\n", True),
        ("[tool]\ncasecli.quiet = true\n", True),
        ("[tool.other]\nx = 1\n", False),
        ('[project.scripts]\ncasecli = "casecli.__main__:main"\ndependencies = ["casecli"]\n', False),
    ],
)
def test_a_shared_file_counts_where_it_speaks_of_casecli(tmp_path, text, counts):
    (tmp_path / "pyproject.toml").write_text(text)
    assert bool(config_files(str(tmp_path), str(tmp_path))) == counts
    assert ("casecli" in tomllib.loads(text).get("tool", {})) == counts


VALUES = st.one_of(
    st.booleans(),
    st.integers(-2, 102),
    st.sampled_from(["json", "unlawful", "2026-01-01", "2026-02-31", "", "x"]),
    st.lists(st.sampled_from(["unlawful", "never", "x"]), max_size=2),
    st.dictionaries(st.sampled_from(["readiness", "x"]), st.integers(-1, 101), max_size=2),
)


@given(st.dictionaries(st.sampled_from([*settings(FORMATS), "fail-on"]), VALUES, max_size=3))
def test_the_table_and_its_schema_agree(form):
    faults = Faults()
    config_shape(FORMATS).check(form, (), faults)
    schema = config_shape(FORMATS).schema()
    checker = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker(["date"]))
    assert checker.is_valid(form) == (not faults)


@given(st.text(max_size=60))
def test_no_text_makes_the_reader_stumble(text):
    found = configuration((), {"CASECLI_FAIL_UNDER": text, "CASECLI_MAX_AGE": text, f"CASECLI_{text}": "1"}, FORMATS)
    json.dumps(found.given)
