"""Extending the shipped rulebook: parts are added, replaced and removed in every section, and mistakes are named."""

import pytest

from casecli.loading.rulebook import read_rulebook
from casecli.loading.rulebook_shape import LISTS
from casecli.model.problems import Unusable
from casecli.questions.trials import examples, run

HEAD = "casecli_rules: 1\nid: mine\nversion: 1.0.0\nextends: casecli\n"
EXAMPLES = "examples: {met: {uses_force: true}, not_met: {uses_force: false}, unknown: {uses_force: unknown}}"
ASKS = f"title: t, question: q, met_when: {{uses_force: true}}, sources: [{{id: un-charter}}], {EXAMPLES}"
CITED = "sources: [{id: un-charter}]"
ITEM = f"{{id: new_item, weight: 1, {ASKS}}}"
ADDED = {
    "facts": "{id: new_one, title: t, kind: boolean, scope: response, question: q, changed_by: others}",
    "contested": "{id: new_one, title: t, question: q, "
    "positions: [{id: only, title: o, support: prevailing, says: s}]}",
    "readings": "{id: new_one, positions: {imminence: occurred_only}}",
    "criteria": f"{{id: new_one, {ASKS}}}",
    "every_basis": f"{{id: new_one, {ASKS}}}",
    "routes": f"{{id: new_one, can: c, cannot: n, {ASKS}}}",
    "bases": f"{{id: new_one, title: t, elements: [{{id: new_element, {ASKS}}}]}}",
    "qualifiers": "{id: new_one, when: {uses_force: true}, says: s}",
    "levels": "{id: new_one, title: t, values: [low, high], when: {low: always, high: {uses_force: true}}}",
    "scores": f"{{id: new_one, title: t, bands: {{low: 0}}, groups: [{{id: g, title: g, items: [{ITEM}]}}]}}",
    "checklists": f"{{id: new_one, title: t, score: readiness, items: [{ITEM}]}}",
    "taxonomies": "{id: new_one, title: t, question: q, origin: inferred, sources: [{id: un-charter}], "
    "classes: [{id: new_class, title: t, indicators: [{id: new_sign, title: t, met_when: {uses_force: true}}]}]}",
    "tensions": f"{{id: new_one, title: t, between: law, says: s, but: b, handled: h, at: [consent], {CITED}}}",
    "glossary": "{id: new_one, title: t, says: s, see: [consent]}",
    "standards": f"{{id: new_one, title: t, status: proposal, {CITED}, entries: [{{id: new_entry, title: t}}]}}",
    "council": "{from: 2100-01-01, members: 25, majority: 15, permanent: [china], sources: [{id: un-charter}]}",
    "factors": f"{{id: new_one, title: t, favours: lawful, when: {{uses_force: true}}, {CITED}}}",
    "cues": "{fact: uses_force, value: true, phrases: [went to war at dawn]}",
    "sources": "{id: new_one, title: t, short: s, status: proposal}",
    "worked_examples": "{of: grave_harm, says: s, facts: {genocide: credible}, finds: met}",
}  # fmt: skip
NOT_TRIED = {"vetoes", "states", "mandates", "voting", "reminders", "word_classes", "misconceptions"}
"""Records and wording, without rules in them; misconceptions have tests of their own with learning."""


@pytest.fixture(scope="module")
def shipped(library):
    return library.plain


@pytest.fixture
def over(tmp_path, shipped):
    """The rulebook of some lines over the shipped one: (plain, rulebook)."""

    def read(text, head=HEAD):
        path = tmp_path / "rules.yaml"
        path.write_text(head + text)
        return read_rulebook(path, shipped)

    return read


def problems(over, text):
    with pytest.raises(Unusable) as unusable:
        over(text)
    return unusable.value.problems


def test_every_section_is_tried():
    assert set(LISTS) - NOT_TRIED == set(ADDED)


@pytest.mark.parametrize("section", sorted(ADDED))
def test_a_part_is_added_to_its_section_after_the_shipped_ones(over, shipped, section):
    plain, rulebook = over(f"{section}:\n  - {ADDED[section]}\n")
    assert plain[section][:-1] == shipped.get(section, [])
    assert rulebook.id == "mine"


IDS = {
    "facts": "cross_border_effects",
    "contested": "threat",
    "criteria": "sovereign_equality",
    "every_basis": "no_condemnation",
    "routes": "route_consent",
    "bases": "rescue_of_nationals",
    "qualifiers": "non_intervention",
    "levels": "veto_risk",
    "scores": "legitimacy",
    "checklists": "ag-approach",
    "taxonomies": "legal_status_class",
    "tensions": "tn-nsa-one-engagement",
    "glossary": "prohibition-of-force",
    "standards": "iciss",
}


@pytest.mark.parametrize("section", IDS)
def test_a_part_is_removed_with_everything_that_mentions_it(over, shipped, section):
    name = IDS[section]
    more = {"levels": "  - route_uniting_for_peace\n", "standards": ""}.get(section, "")
    plain, rulebook = over(f"removes:\n  - {section}/{name}\n{more}")
    assert name in {x["id"] for x in shipped[section]}
    assert name not in {x["id"] for x in plain[section]}
    assert all(name not in x.get("at", ()) for x in plain["tensions"])
    assert all(name not in x.get("see", ()) for x in plain["glossary"] if section not in {"facts", "contested"})
    assert rulebook.digest


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("post-conflict-plan-full", "an item"),
        ("in_movement", "an indicator"),
        ("insurgents", "a class"),
        ("just-cause", "a group of a score"),
        ("grave", "an element"),
        ("iciss-just-cause", "an entry of a list"),
    ],
)
def test_what_stands_inside_a_part_is_removed_by_its_id(over, shipped, name, gone):
    plain, _ = over(f"removes: [{name}]\n")
    assert f"'id': '{name}'" in str(shipped), gone
    assert f"'id': '{name}'" not in str({k: v for k, v in plain.items() if k != "facts"})


@pytest.mark.parametrize(
    "section", ["checklists", "taxonomies", "tensions", "glossary", "bases", "facts", "qualifiers"]
)
def test_a_part_is_replaced_by_one_that_says_so(over, shipped, section):
    name = {"facts": "cross_border_effects", "bases": "uniting_for_peace"}.get(section, IDS[section])
    entry = ADDED[section].replace("new_one", name)
    found = problems(over, f"{section}:\n  - {entry}\n")
    assert found[0].code == "duplicate-id"
    plain, _ = over(f"{section}:\n  - {entry[:-1]}, replaces: true}}\n")
    assert len(plain[section]) == len(shipped[section])
    assert plain[section][-1]["id"] == name
    assert plain[section][-1]["replaces"]


def test_a_checklist_may_replace_a_group_that_stands_inside_a_score(over):
    entry = ADDED["checklists"].replace("new_one", "just-cause").replace("readiness", "legitimacy")
    _, rulebook = over(f"checklists:\n  - {entry[:-1]}, replaces: true}}\n")
    groups = {g.id: [x.id for x in g.criteria] for g in rulebook.scores["legitimacy"].groups}
    assert groups["just-cause"] == ["new_item"]


def test_replacing_a_fact_leaves_the_basis_of_the_same_name(over, shipped):
    consent = next(f for f in shipped["facts"] if f["id"] == "consent")
    entry = consent | {"question": "Asked anew?", "replaces": True}
    import json  # noqa: PLC0415

    _, rulebook = over(f"facts:\n  - {json.dumps(entry)}\n")
    assert rulebook.facts["consent"].question == "Asked anew?"
    assert "consent" in {b.id for b in rulebook.bases}


def test_a_remark_goes_with_the_only_basis_it_is_about(over, shipped):
    assert "not_reported" in {q["id"] for q in shipped["qualifiers"]}
    plain, _ = over("removes: [bases/self_defence, exception_attack]\n")
    assert "not_reported" not in {q["id"] for q in plain["qualifiers"]}
    assert "condemned_by_council" in {q["id"] for q in plain["qualifiers"]}


def test_an_id_that_two_things_bear_must_be_said_in_full(over):
    [found] = problems(over, "removes: [consent]\n")
    assert (found.code, found.line, found.column) == ("ambiguous-id", 5, 11)
    assert "facts/consent, bases/consent" in found.hint


@pytest.mark.parametrize("name", ["no-such-thing", "bases/no-such-thing", "nowhere/consent", "bases/genocide"])
def test_what_removes_nothing_is_an_error_at_its_line(over, name):
    [found] = problems(over, f"removes: [clear-purpose, {name}]\n")
    assert (found.code, found.line) == ("unknown-criterion", 5)


def test_what_replaces_nothing_is_an_error_with_a_hint(over):
    entry = ADDED["checklists"].replace("new_one", "clear-purposes")
    [found] = problems(over, f"checklists:\n  - {entry[:-1]}, replaces: true}}\n")
    assert (found.code, found.hint.startswith("did you mean clear-purpose")) == ("unknown-criterion", True)


@pytest.mark.parametrize("name", ["contrary_verdict", "un-charter", "bases/self_defence", "help_in_civil_war"])
def test_what_is_kept_and_needs_what_is_gone_points_at_the_entry_to_blame(over, name):
    found = problems(over, f"removes: [clear-purpose, {name}]\n")
    assert {(p.line, p.hint) for p in found} == {(5, "what is kept still needs it")}
    assert len(set(found)) == len(found)


def test_a_later_file_of_a_folder_may_carry_part_of_a_pack(tmp_path, shipped):
    (tmp_path / "a.yaml").write_text(HEAD + "removes: [clear-purpose]\n")
    (tmp_path / "b.yaml").write_text(f"casecli_rules: 1\ntensions:\n  - {ADDED['tensions']}\n")
    plain, rulebook = read_rulebook(tmp_path, shipped)
    assert plain["tensions"][-1]["id"] == "new_one"
    assert "clear-purpose" not in {g.id for g in rulebook.scores["readiness"].groups}


@pytest.mark.parametrize("name", ["another", "../casecli", "casecli.yaml"])
def test_nothing_but_the_shipped_rulebook_is_extended(over, name):
    with pytest.raises(Unusable):
        over("removes: [clear-purpose]\n", head=HEAD.replace("extends: casecli", f"extends: {name}"))


def test_the_cues_of_a_fact_go_with_it(over, shipped):
    name = next(x["fact"] for x in shipped["cues"] if "*" not in x["fact"] and x["fact"] == "power_balance")
    plain, _ = over(f"removes: [facts/{name}]\n")
    assert name not in {x["fact"] for x in plain["cues"]}


WORKED = {
    "removes: [grave_harm]": "grave_harm",
    "removes: [safeguards]": "proportional-means",
    "removes: [in_movement]": "insurgents",
    "removes: [facts/group_shares_information, information_gain]": "information_gain",
}


@pytest.mark.parametrize("text", WORKED)
def test_worked_examples_go_with_what_they_were_reckoned_for(over, shipped, text):
    name = WORKED[text]
    assert name in {x["of"] for x in shipped["worked_examples"]}
    plain, rulebook = over(f"{text}\n")
    assert name not in {x["of"] for x in plain["worked_examples"]}
    assert "right-intention" in {x["of"] for x in plain["worked_examples"]}
    assert [r for t in examples(rulebook) if (r := run(rulebook, t)).differences] == []


BAD_EXAMPLES = {
    "{of: grave-harm, says: s, facts: {}, finds: met}": ("unknown-criterion", "did you mean grave_harm"),
    "{of: grave_harm, says: s, facts: {}}": ("bad-example", None),
    "{of: grave_harm, says: s, facts: {}, earns: 1, asked: 1}": ("bad-example", None),
    "{of: just-cause, says: s, facts: {}, finds: met}": ("bad-example", None),
    "{of: just-cause, says: s, facts: {}, earns: 1}": ("bad-example", None),
    "{of: just-cause, says: s, facts: {}, earns: 2, asked: 1}": ("bad-example", None),
    "{of: self_defence, says: s, facts: {}, finds: met}": ("unknown-criterion", None),
    "{of: insurgents, says: s, facts: {group_form: elves}, finds: met}": ("bad-value", None),
    "{of: insurgents, says: s, domain: [forests], facts: {}, finds: met}": ("bad-value", None),
    "{of: insurgents, says: s, facts: {group_forms: militia}, finds: met}": ("unknown-fact", "did you mean group_form"),
}  # fmt: skip


@pytest.mark.parametrize("entry", BAD_EXAMPLES)
def test_a_worked_example_that_cannot_be_tried_is_named_at_its_line(over, entry):
    [found] = problems(over, f"worked_examples:\n  - {entry}\n")
    code, hint = BAD_EXAMPLES[entry]
    assert (found.code, found.line) == (code, 6)
    assert hint is None or hint in (found.hint or "")


def test_a_factor_that_is_gone_leaves_what_rested_on_it(over, shipped):
    concern = next(x for x in shipped["factors"] if len(x.get("of", ())) > 1)
    gone = concern["of"][0]
    plain, _ = over(f"removes: [factors/{gone}]\n")
    [kept] = [x for x in plain["factors"] if x["id"] == concern["id"]]
    assert kept["of"] == [x for x in concern["of"] if x != gone]
