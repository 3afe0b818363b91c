"""Case bases of one's own: every form that may be written, and what is said of those that may not."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from casecli.loading.case_base_shape import CASE, CASE_BASE, FACT, FACTOR
from casecli.loading.case_bases import cases_named, find_case_base
from casecli.model.problems import Unusable
from casecli.questions.practice import asked_of, case_base
from casecli.questions.precedents import precedents
from casecli.reports.schemas import schema

TRADE_SECRETS = Path(__file__).resolve().parent.parent / "data" / "case-bases" / "trade-secrets.yaml"
DOCS = Path(__file__).resolve().parents[2] / "docs" / "precedents.md"
FACTORS = "factors: [{id: F1, favours: defendant}, {id: F6, favours: plaintiff}]\n"
DECIDED = FACTORS + "cases:\n  - {id: one, factors: [F6], outcome: plaintiff}\n"


def loaded(path, plain=None):
    own = find_case_base([str(path)], lambda: plain)
    return own, case_base(own.rulebook, own.cases, None, (own.title, ""), own.sides)


def told(path, argument, plain=None):
    own, base = loaded(path, plain)
    [case] = cases_named(argument, own)
    return precedents(base, [asked_of(own.rulebook, case, case.options[0])], 9).responses[0]


def forced(response):
    """The side that past cases force on stated reasons, and which force it for certain."""
    sides = [s for s in response.settled[1].sides if s.word == "forced"]
    return (sides[0].side, [f.case for f in sides[0].by if f.certain]) if sides else None


def write(folder, **files):
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


# What the published factors and holdings settle, worked out by hand: a case forces its side in another that has all of
# its factors for that side and none against it that it had not.
KNOWN = {
    "Reinforced": ("plaintiff", {"Forest", "Lewis"}),
    "Digital-Development": ("plaintiff", {"Forest", "Lewis", "National-Instrument"}),
    "Bryce": ("plaintiff", {"National-Instrument"}),
    "Sandlin": ("defendant", {"Robinson", "Sheets", "Yokana"}),
}


@pytest.mark.parametrize("name", [c["id"] for c in yaml.safe_load(TRADE_SECRETS.read_text())["cases"]])
def test_trade_secret_cases_are_forced_as_worked_out_by_hand(name):
    found = forced(told(TRADE_SECRETS, name))
    if name in KNOWN:
        assert (found[0], set(found[1])) == KNOWN[name]
    else:
        assert found is None


def test_the_trade_secret_cases_agree():
    _, base = loaded(TRADE_SECRETS)
    assert all(c.consistent and not c.clashes for c in precedents(base, [], 0).base.consistency)
    assert (len(base.factors), len(base.cases)) == (26, 16)


def test_a_contrary_decision_makes_the_case_base_clash_and_names_the_pair(tmp_path):
    text = TRADE_SECRETS.read_text()
    twin = "  - {id: Twin, factors: [F1, F6, F15, F21], outcome: defendant}\n"
    _, base = loaded(write(tmp_path, base__yaml=text + twin))
    [result, reason] = precedents(base, [], 0).base.consistency
    assert [(c.first, c.second, c.certain) for c in reason.clashes] == [("Forest", "Twin", True)]
    assert not reason.consistent
    assert result.clashes == reason.clashes


def test_the_file_fits_its_published_schema(law):
    validator = jsonschema.Draft7Validator(schema("case-base", law))
    validator.validate(yaml.safe_load(TRADE_SECRETS.read_text()))
    validator.validate({"id": "one", "factors": ["F1"]})
    assert not validator.is_valid({"factors": [{"id": "F1"}]})
    assert not validator.is_valid({"factors": [{"id": "F1", "favours": "a", "colour": "red"}]})


def test_every_key_is_described():
    said = DOCS.read_text(encoding="utf-8")
    tables = [CASE_BASE, FACT, CASE, *(shape for _, shape in FACTOR.cases)]
    assert all(f"`{key}`" in said for table in tables for key in table.fields)


def test_the_example_in_the_manual_loads(tmp_path):
    text = DOCS.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    _, base = loaded(write(tmp_path, base__yaml=text))
    assert [c.outcome for c in base.cases] == ["plaintiff", "defendant"]
    assert forced(told(tmp_path, "Forest")) is None


def test_names_may_be_written_as_published(tmp_path):
    names = ["F1 Disclosure-in-negotiations (D)", "F6 Security-measures (P)"]
    base = {
        "factors": [{"id": names[0], "favours": "D"}, {"id": names[1], "favours": "P"}],
        "cases": [{"id": "A v. B & Co., Inc.", "factors": names, "outcome": "P"}],
    }
    path = tmp_path / "base.json"
    path.write_text(json.dumps(base))
    found = told(path, write(tmp_path, new__yaml=f"id: new\nfactors: ['{names[1]}']\n") / "new.yaml")
    assert forced(found) == ("P", ["A v. B & Co., Inc."])


def test_several_files_of_a_folder_add_up(tmp_path):
    (tmp_path / "base").mkdir()
    write(
        tmp_path / "base",
        factors__yaml=FACTORS,
        cases__yaml="cases:\n  - {id: one, factors: [F1, F6], outcome: plaintiff}\n",
        two__yml="id: two\nfactors: [F1]\noutcome: defendant\n",
    )
    _, base = loaded(tmp_path / "base")
    assert [c.id for c in base.cases] == ["one", "two"]


HORTY = """[
  {"id": "c1", "factors": ["f1\u03c0", "f2\u03c0", "f1\u03b4", "f2\u03b4"],
   "outcome": "\u03c0", "reason": ["f1\u03c0"]},
  {"id": "c2", "factors": ["f1\u03c0", "f1\u03b4", "f3\u03b4"], "outcome": "\u03b4", "reason": ["f1\u03b4", "f3\u03b4"]}
]"""
SETTLED = {
    # by the result model and by the reason model, worked out by hand from the definitions of Horty
    ("f1\u03c0", "f1\u03b4"): (None, "\u03c0"),
    ("f1\u03c0", "f2\u03c0", "f3\u03c0", "f1\u03b4"): ("\u03c0", "\u03c0"),
    ("f1\u03c0", "f1\u03b4", "f2\u03b4", "f3\u03b4"): ("\u03b4", "\u03b4"),
    ("f1\u03c0", "f2\u03c0", "f1\u03b4", "f2\u03b4", "f3\u03b4"): (None, None),
    ("f2\u03c0", "f1\u03b4"): (None, None),
    ("f1\u03b4", "f3\u03b4"): ("\u03b4", "\u03b4"),
}


@pytest.mark.parametrize("factors", SETTLED, ids=" ".join)
def test_a_published_list_of_cases_in_a_sub_folder_gives_the_known_answers(tmp_path, factors):
    names = [f"f{i}{side}" for side in "\u03c0\u03b4" for i in (1, 2, 3)]
    (tmp_path / "base" / "cases").mkdir(parents=True)
    (tmp_path / "base" / ".git").mkdir()
    own = [{"id": name, "favours": name[-1]} for name in names]
    write(tmp_path / "base", factors__json=json.dumps({"title": "Horty", "factors": own}))
    write(tmp_path / "base" / "cases", all__json=HORTY)
    write(tmp_path / "base" / ".git", odd__json="{")
    new = write(tmp_path, new__json=json.dumps({"id": "new", "factors": factors})) / "new.json"
    settled = told(tmp_path / "base", str(new)).settled
    found = [[s.side for s in model.sides if s.word == "forced"] for model in settled[:2]]
    assert found == [[side] if side else [] for side in SETTLED[factors]]


def test_a_list_of_cases_is_checked_where_it_stands(tmp_path):
    write(tmp_path, factors__yaml=FACTORS, cases__json='[{"id": "one", "factors": ["F9"]}]')
    with pytest.raises(Unusable) as unusable:
        find_case_base([str(tmp_path)], dict)
    [found] = unusable.value.problems
    assert (found.code, found.line, found.column) == ("unknown-factor", 1, 28)


def test_facts_answer_factors_and_dimensions_and_may_stay_open(tmp_path):
    text = """
sides: [worker, employer]
factors:
  - {id: own-tools, favours: employer}
  - {id: control, favours_high: worker, values: [none, some, full]}
  - {id: months, favours_high: worker, unit: months}
cases:
  - {id: hired, factors: [own-tools], facts: {control: some, months: 6}, outcome: worker}
"""
    write(tmp_path, base__yaml=text)

    def settled(facts):
        write(tmp_path, new__yaml=f"id: new\nfacts: {facts}\n")
        response = told(tmp_path / "base.yaml", str(tmp_path / "new.yaml"))
        worker = response.settled[0].sides[0]
        return worker.word, [(f.certain, f.open) for f in worker.by]

    assert settled("{control: full, months: 6}") == ("forced", [(True, ())])
    assert settled("{control: full, months: 5}") == ("open", [])
    assert settled("{control: none, months: 60}") == ("open", [])
    assert settled("{control: some, months: {from: 4, to: 9}}") == ("open", [(False, ("months",))])
    assert settled("{control: unknown, months: 7}") == ("open", [(False, ("control",))])
    assert settled("{own-tools: unknown, control: full, months: 9}") == ("forced", [(True, ())])


def test_a_stated_reason_reaches_further_and_a_stated_place_is_enough(tmp_path):
    text = """
sides: [worker, employer]
factors:
  - {id: uniform, favours: worker}
  - {id: helper, favours: worker}
  - {id: own-tools, favours: employer}
  - {id: months, favours_high: worker}
cases:
  - id: hired
    factors: [uniform, helper, own-tools]
    facts: {months: 12}
    outcome: worker
    reason: [uniform, {months: 6}]
"""
    write(tmp_path, base__yaml=text, new__yaml="id: new\nfactors: [uniform]\nfacts: {months: 8}\n")
    found = told(tmp_path / "base.yaml", str(tmp_path / "new.yaml"))
    assert [s.word for s in found.settled[0].sides] == ["open", "open"]
    assert forced(found) == ("worker", ["hired"])
    write(tmp_path, new__yaml="id: new\nfactors: [uniform]\nfacts: {months: 5}\n")
    assert forced(told(tmp_path / "base.yaml", str(tmp_path / "new.yaml"))) is None


def test_factors_may_follow_from_facts_of_the_case_base(tmp_path):
    text = """
sides: [worker, employer]
facts:
  - {id: hours, kind: number, unit: hours a week}
  - {id: paid_by, kind: choice, values: [month, piece]}
factors:
  - {id: full-time, favours: worker, when: {hours: {at_least: 30}}}
  - {id: by-the-piece, favours: employer, when: {paid_by: piece}}
  - {id: long-hours, favours_high: worker, fact: hours}
cases:
  - {id: hired, facts: {hours: 40, paid_by: piece}, outcome: worker}
"""
    write(tmp_path, base__yaml=text, new__yaml="id: new\nfacts: {hours: 45, paid_by: month}\n")
    assert forced(told(tmp_path / "base.yaml", str(tmp_path / "new.yaml"))) == ("worker", ["hired"])


def test_factors_may_follow_from_the_facts_of_the_shipped_rulebook(tmp_path, library):
    text = """
factors:
  - {id: invited, favours: lawful, when: {consent: given}}
  - {id: for-land, favours: unlawful, when: {primary_purpose: territorial_gain}}
cases:
  - {id: guest, facts: {consent: given, primary_purpose: counter_terrorism}, outcome: lawful}
"""
    write(tmp_path, base__yaml=text, new__yaml="id: new\nfacts: {consent: given, primary_purpose: relief_delivery}\n")
    found = told(tmp_path / "base.yaml", str(tmp_path / "new.yaml"), library.plain)
    assert forced(found) == ("lawful", ["guest"])


def test_intermediate_factors_may_be_listed_and_constrain_nothing(tmp_path):
    text = FACTORS.replace("]\n", ", {id: F102, intermediate: true}]\n")
    text += "cases:\n  - {id: one, factors: [F6, F102], outcome: plaintiff}\n"
    write(tmp_path, base__yaml=text, new__yaml="id: new\nfactors: [F6]\n")
    assert forced(told(tmp_path / "base.yaml", str(tmp_path / "new.yaml"))) == ("plaintiff", ["one"])


def test_files_of_cases_alone_are_no_case_base(tmp_path):
    write(tmp_path, case__yaml="casecli: 1\nid: a\ntitle: A\nfacts: {}\n")
    assert find_case_base([str(tmp_path)], dict) is None


WRONG = {
    "one side": ("factors: [{id: F1, favours: a}]\n", "bad-sides", 1),
    "a third side": (DECIDED.replace("defendant}", "judge}, {id: F2, favours: defendant}"), "bad-sides", 1),
    "a side that was not given": ("sides: [plaintiff, judge]\n" + DECIDED, "bad-sides", 2),
    "an unknown outcome": (DECIDED.replace("outcome: plaintiff", "outcome: plaintif"), "bad-value", 3),
    "an unknown factor": (DECIDED.replace("factors: [F6]", "factors: [F9]"), "unknown-factor", 3),
    "an unknown fact": (DECIDED.replace("factors: [F6]", "facts: {F9: true}"), "unknown-fact", 3),
    "a factor listed and answered": (DECIDED.replace("[F6]", "[F6], facts: {F6: true}"), "duplicate-key", 3),
    "a wrong answer": (DECIDED.replace("factors: [F6]", "facts: {F6: 3}"), "bad-value", 3),
    "a twin": (DECIDED + "  - {id: one, factors: [F1]}\n", "duplicate-id", 4),
    "a twin factor": (DECIDED.replace("id: F6", "id: F1"), "duplicate-id", 1),
    "a reserved word": (DECIDED.replace("id: F1", "id: any"), "bad-id", 1),
    "a reason for the other side": (DECIDED.replace("plaintiff}\n", "plaintiff, reason: [F1]}\n"), "bad-reason", 3),
    "an unknown reason": (DECIDED.replace("plaintiff}\n", "plaintiff, reason: [F9]}\n"), "unknown-factor", 3),
    "an unknown key": (DECIDED + "colour: red\n", "unknown-key", 4),
    "an unknown key of a factor": (DECIDED.replace("id: F1,", "id: F1, weight: 3,"), "unknown-key", 1),
    "a factor without a side": (DECIDED.replace("id: F1, favours: defendant", "id: F1"), "missing-key", 1),
    "a dimension that is listed": (
        DECIDED.replace("]\ncases", ", {id: D1, favours_high: plaintiff}]\ncases").replace("[F6]", "[D1]"),
        "bad-factor",
        3,
    ),
    "a factor that follows, listed": (
        DECIDED.replace("{id: F6,", "{id: F6, when: {F1: false},").replace("factors: [F6]", "factors: [F6]"),
        "bad-factor",
        3,
    ),
    "a concern of nothing": (
        DECIDED.replace("]\ncases", ", {id: K, intermediate: true, of: [F9]}]\ncases"),
        "unknown-factor",
        1,
    ),
    "a condition on no fact": (DECIDED.replace("id: F1,", "id: F1, when: {F9: true},"), "unknown-fact", 1),
    "a dimension on a choice": (
        "facts: [{id: k, kind: choice, values: [x, y]}]\n"
        + DECIDED.replace("]\ncases", ", {id: D, favours_high: plaintiff, fact: k}]\ncases"),
        "bad-factor",
        2,
    ),
    "a bad date": (DECIDED.replace("plaintiff}\n", "plaintiff, date: 2026-02-31}\n"), "bad-date", 3),
    "a case of casecli": (DECIDED + "casecli: 1\n", "mixed-formats", 4),
    "a text": (DECIDED.replace("- {id: one, factors: [F6], outcome: plaintiff}", "- one"), "wrong-type", 3),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_said_with_its_line(tmp_path, what):
    text, code, line = WRONG[what]
    write(tmp_path, base__yaml=text)
    with pytest.raises(Unusable) as raised:
        find_case_base([str(tmp_path / "base.yaml")], lambda: {"facts": []})
    assert (code, line) in {(p.code, p.line) for p in raised.value.problems}
    assert all(p.file for p in raised.value.problems)


def test_a_case_that_is_not_there_is_said_with_what_is_near():
    own, _ = loaded(TRADE_SECRETS)
    with pytest.raises(Unusable) as raised:
        cases_named("Sheet", own)
    [problem] = raised.value.problems
    assert problem.code == "no-case"
    assert "Sheets" in problem.hint
