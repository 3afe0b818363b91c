"""Pleas are free, and one that is no basis of the rules is said with its line."""

import pytest

from casecli.cli.options import asked
from casecli.loading.arguments import find_cases, strange_pleas
from casecli.loading.gather import gather

CASE = """\
casecli: 1
id: somewhere
title: Somewhere
options:
  - id: strike
    title: A strike
    kind: actual
    pleas: [consent, {}]
    facts: {{uses_force: true}}
"""


@pytest.fixture
def file(tmp_path):
    def write(plea):
        path = tmp_path / "case.yaml"
        path.write_text(CASE.format(plea))
        return str(path)

    return write


@pytest.mark.parametrize(
    ("plea", "hint"),
    [("self_defense", "did you mean self_defence?"), ("divine_right", "the bases are chapter_vii, self_defence")],
)
def test_a_plea_that_is_no_basis_is_said_and_kept(file, library, plea, hint):
    for found in (asked([file(plea)]), gather([file(plea)], None, library)):
        [problem] = found.problems
        assert (problem.level, problem.code, problem.line) == ("note", "unknown-plea", 8)
        assert plea in problem.message
        assert problem.hint.startswith(hint)
        [case] = found.cases
        assert case.options[0].pleas == ("consent", plea)


def test_nothing_is_said_of_bases_nor_of_the_library(file, library):
    rulebook = library.rulebook
    for argument in (file("self_defence"), *library.case_ids):
        assert not list(strange_pleas(find_cases([argument], library, rulebook.facts), rulebook))


def test_in_a_file_of_several_cases_the_line_is_that_of_the_plea(tmp_path, library):
    path = tmp_path / "cases.yaml"
    text = CASE.format("self_defence").replace("casecli: 1\n", "")
    one, other = text, text.replace("id: somewhere", "id: elsewhere").replace("self_defence", "divine_right")
    entries = "".join("  - " + entry.replace("\n", "\n    ").rstrip() + "\n" for entry in (one, other))
    path.write_text(f"casecli: 1\ncases:\n{entries}")
    [problem] = gather([str(path)], None, library).problems
    assert problem.line == path.read_text().splitlines().index("        pleas: [consent, divine_right]") + 1
