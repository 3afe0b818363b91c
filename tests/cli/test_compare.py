"""`compare`, `classify` and the look-ups, as processes."""

import json

import pytest


def test_options_stand_side_by_side_and_dominance_is_said(casecli):
    said = casecli("compare", "case-kosovo-1999").stdout.decode()
    assert "with-authorisation dominates air-campaign" in said
    assert all(len(line) <= 80 for line in said.splitlines())


def test_a_comparison_in_json_has_every_difference(casecli):
    found = json.loads(casecli("compare", "case-libya-2011", "case-kosovo-1999", "-f", "json").stdout)
    names = [r["name"] for r in found["responses"]]
    assert "case-libya-2011/nato-operation" in names
    assert all(len(d["answers"]) == len(names) for d in found["differences"])
    assert {d["kind"] for d in found["differences"]} == {"element", "fact"}


def test_markdown_is_a_table(casecli):
    lines = casecli("compare", "case-kosovo-1999", "-f", "markdown").stdout.decode().splitlines()
    assert lines[0].startswith("| response |")
    assert len({line.count("|") for line in lines[:6]}) == 1


def test_one_response_is_compared_with_nothing(casecli):
    said = casecli("compare", "case-kosovo-1999", "--option", "air-campaign").stdout.decode()
    assert "nothing to compare" in said


@pytest.mark.parametrize("verb", ["cases", "criteria", "facts", "sources", "checklists", "define"])
def test_a_search_narrows_and_a_miss_says_so(casecli, verb):
    everything = json.loads(casecli(verb, "-f", "json").stdout)
    some = json.loads(casecli(verb, "--search", "council", "-f", "json").stdout)
    assert len(some) < len(everything) or not everything
    assert "no " in casecli(verb, "--search", "zzzz qqqq").stdout.decode()


def test_a_kind_narrows(casecli):
    found = json.loads(casecli("facts", "--kind", "crisis", "-f", "json").stdout)
    assert found
    assert all("crisis" in e["kind"] for e in found)
