"""GitHub: one command a line whatever a file says, the gravest first, and a summary that is only text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecli.loading.library import Library
from casecli.model.policy import Policy, Suppression
from casecli.model.problems import Problem
from casecli.reports import github
from casecli.reports.results import Place, Run
from pipelines import GRAB, hostile, ran

LAW = Library().rulebook
COMMAND = re.compile(r"::(error|warning|notice) ((?:file|line|title)=[^:,]*(?:,(?:line|title)=[^:,]*)*)::(.*)")


def commands(results, run=github.NO_RUN):
    """(level, properties, message) of each line; every line is a command."""
    lines = github.render(results, LAW, run).splitlines()
    found = [COMMAND.fullmatch(line) for line in lines]
    assert all(found), [line for line, f in zip(lines, found, strict=True) if not f]
    return [(f[1], dict(p.split("=", 1) for p in f[2].split(",")), f[3]) for f in found if f]


def test_problems_come_first_then_gates_then_the_rest():
    results, run = ran(LAW, GRAB, policy=Policy(fail_under=(("readiness", 99),)))
    found = commands(results, run._replace(problems=[Problem("error", "bad-date", "no such day", "x.yaml", 7)]))
    assert found[0] == ("error", {"file": "x.yaml", "line": "7", "title": "bad-date"}, "no such day")
    assert "(gate readiness)" in found[1][1]["title"]
    levels = [level for level, _, _ in found]
    assert levels == sorted(levels, key=["error", "warning", "notice"].index)


def test_an_annotation_stands_at_its_fact():
    results, run = ran(LAW, GRAB)
    places = {m.split(":")[0] + p["title"]: p for _, p, m in commands(results, run)}
    assert places["grab/march" + LAW.criteria["consent_given"].title]["line"] == "8"
    assert {p["file"] for _, p, _ in commands(results, run)} == {"cases/a.yaml"}


def test_what_is_set_aside_stays_as_a_notice_and_in_the_summary():
    policy = Policy(fail_on=("unlawful",), suppressions=(Suppression("legal.status", "grab", "known | to <owners>"),))
    results, run = ran(LAW, GRAB, policy=policy)
    [(level, _, said)] = [c for c in commands(results, run) if "gate unlawful" in c[1]["title"]]
    assert level == "notice"
    assert "Set aside: known | to <owners>" in said
    summary = github.summary(results, LAW, run)
    assert "### Set aside: 1" in summary
    assert "known \\| to \\<owners\\>" in summary
    assert "unlawful \\(set aside\\)" in summary


def test_the_summary_has_a_row_for_each_response():
    results, run = ran(LAW, GRAB, policy=Policy(fail_on=("unlawful",)))
    rows = [line for line in github.summary(results, LAW, run).splitlines() if line.startswith("| ")]
    assert len(rows) == 2 + 2
    assert len({row.replace("\\|", "").count("|") for row in rows}) == 1
    assert "unlawful" in rows[2]
    assert "not engaged" in rows[3]


def test_hostile_text_is_one_command_and_only_text():
    results, run = ran(LAW, hostile(), policy=Policy(fail_on=("unlawful",)))
    assert len(commands(results, run)) > 5
    for line in github.summary(results, LAW, run).splitlines():
        assert not line.lstrip().startswith("::")
        assert not re.search(r"(?<!\\)[<\[]|@team|##\[|\u202e", line), line


@given(st.text(), st.text(), st.text())
def test_any_text_stays_one_command(said, file, title):
    line = github.command("error", said, Place(file, 3), title)
    assert "\n" not in line
    assert "\r" not in line
    properties, message = line.removeprefix("::error ").split("::", 1)
    assert len(properties.split(",")) == 1 + bool(file) + bool(title)
    assert "%" not in re.sub(r"%(25|3A|2C)", "", properties + message)


@pytest.mark.parametrize("count", [0, 1, 2000])
def test_a_long_summary_is_cut(count):
    problems = [Problem("error", "x", f"wrong {i}") for i in range(count)]
    lines = github.summary([], LAW, Run(problems)).splitlines()
    assert len(lines) < 1010
    assert ("- 1000 more" in lines) == (count > 1000)
