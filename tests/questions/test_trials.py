"""Trials: what is worked out for one path is what the whole report says, and what differs is named."""

from pathlib import Path

import pytest

from casecli.engine.assess import Request, assess
from casecli.loading.library import Library
from casecli.loading.pattern_files import read_patterns
from casecli.model.problems import Unusable
from casecli.model.trial import Expected, Trial
from casecli.questions.trials import case_trials, examples, run
from helpers import case_of

LAW = Library().rulebook
PATTERNS = Path(__file__).resolve().parent.parent / "law" / "patterns.yaml"
PATHS = ("legal.status", "legal.lean", "legal.basis", "legal.qualifiers", "legal.turns_on.points", "veto_risk.level")


def at(node, path):
    for step in path.split("."):
        node = getattr(node, step)
    return node


@pytest.mark.parametrize("path", PATHS)
def test_what_is_worked_out_for_a_path_is_what_the_report_says(path):
    for pattern in read_patterns([PATTERNS], LAW)[::3]:
        whole = assess(LAW, pattern.case, Request(points=pattern.positions)).options[0]
        value = at(whole, path)
        wanted = Expected(tuple(path.split(".")), list(value) if isinstance(value, tuple) else value)
        assert run(LAW, pattern._replace(expected=(wanted,))).differences == ()


def trial(expected, **facts):
    case = case_of(LAW, {"uses_force": True, "primary_purpose": "territorial_gain", **facts})
    return Trial("case", "a", case, None, {}, (expected,))


@pytest.mark.parametrize(
    ("path", "wanted", "holds"),
    [
        ("legal.status", "unlawful", True),
        ("legal.status", "lawful", False),
        ("legitimacy.score.high", {"at_most": 90}, True),
        ("legitimacy.score.high", {"below": 10}, False),
        ("legitimacy.score.low", {"at_least": 0}, True),
        ("findings.no_judgment_against", "met", True),
        ("findings.no_judgment_against", "not_met", False),
        ("findings.no_such_criterion", "met", True),
        ("legal.nothing", None, False),
        ("legal.lean.nothing", None, True),
        ("legal.readings.icj", None, False),
    ],
)
def test_an_expectation_holds_or_its_difference_is_named(path, wanted, holds):
    found = run(LAW, trial(Expected(tuple(path.split(".")), wanted)))
    assert (found.differences == ()) == holds
    assert all(d.path == path and d.wanted == wanted for d in found.differences)


def test_every_example_and_every_expectation_of_the_library_comes_out_as_it_says(library):
    cases = [library.case(name, LAW.facts) for name in library.case_ids]
    trials = [*examples(LAW), *case_trials(cases)]
    assert {t.kind for t in trials} == {"example", "case"}
    assert [r.trial.name for t in trials if (r := run(LAW, t)).differences] == []


BAD = {
    "no sentence": ("- {facts: {}, status: lawful}", "missing-key"),
    "a status there is not": ("- {says: s, facts: {}, status: legal}", "bad-value"),
    "a fact there is not": ("- {says: s, facts: {use_force: true}, status: lawful}", "unknown-fact"),
    "like nothing": ("- {says: s, like: nobody, facts: {}, status: lawful}", "unknown-pattern"),
    "like a later one": (
        "- {says: s, like: later, facts: {}, status: lawful}\n- {says: t, name: later, facts: {}, status: lawful}",
        "unknown-pattern",
    ),
    "a position there is not": ("- {says: s, positions: {imminence: soon}, facts: {}, status: lawful}", "bad-value"),
    "a criterion there is not": ("- {says: s, facts: {}, findings: {atack: met}, status: lawful}", "unknown-criterion"),
    "no list": ("says: s", "wrong-type"),
}


@pytest.mark.parametrize(("text", "code"), BAD.values(), ids=BAD)
def test_a_wrong_pattern_is_named_with_its_line(tmp_path, text, code):
    path = tmp_path / "p.yaml"
    path.write_text(text)
    with pytest.raises(Unusable) as unusable:
        read_patterns([path], LAW)
    assert {p.code for p in unusable.value.problems} == {code}
    assert all(p.line for p in unusable.value.problems)


def test_a_pattern_takes_the_facts_of_the_one_it_is_like(tmp_path):
    path = tmp_path / "p.yaml"
    path.write_text(
        "- {says: one, name: one, facts: {uses_force: true, consent: given}, status: lawful}\n"
        "- {says: two, like: one, name: two, facts: {consent: refused}, status: unlawful}\n"
        "- {says: three, like: two, date: 1999-03-24, domain: [mediation], facts: {}, status: not_engaged}\n"
    )
    one, two, three = read_patterns([path], LAW)
    assert [x.case.facts["consent"].value for x in (one, two, three)] == ["given", "refused", "refused"]
    assert (str(three.case.date), three.case.domain) == ("1999-03-24", ("mediation",))
