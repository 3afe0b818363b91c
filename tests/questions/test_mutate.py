"""Mutation: each kind of mistake is made, what is noticed changes a trial, and what is the same changes none."""

from copy import deepcopy

import pytest

from books import SOUND, compiled, criterion, indicator, spoiled
from casecli.loading.cases import build
from casecli.model.trial import CASE, PATTERN, Expected, Trial
from casecli.questions import mutate as engine
from casecli.questions.mutants import KINDS, mutants, mutated
from casecli.questions.mutate import mutate
from casecli.questions.trials import examples


def rich():
    """The sound rulebook with something of every kind in it."""

    def change(plain):
        plain["facts"][0] |= {"presumed": False, "presumed_why": ".", "presumed_sources": [{"id": "s"}]}
        plain["scores"][0]["groups"][0]["items"][0]["weight"] = 3

    return spoiled(change)


def trial(rulebook, status, positions=None, **facts):
    case = build({"id": "c", "title": "c", "facts": {"force": True, **facts}}, rulebook.facts, None)
    return Trial(PATTERN, f"{status} {facts}", case, None, positions or {}, (Expected(("legal", "status"), status),))


def tried(plain, trials=(), **more):
    rulebook = compiled(plain)
    return mutate(plain, rulebook, [make(rulebook) for make in trials], **more)


def test_every_kind_of_mistake_is_made():
    plain = rich()
    assert {m.kind for m in mutants(plain, compiled(plain).facts)} == set(KINDS)


def test_making_a_mutant_leaves_the_rulebook_alone():
    plain = rich()
    before = deepcopy(plain)
    made = [mutated(plain, m) for m in mutants(plain, compiled(plain).facts)]
    assert plain == before
    assert all(x != before for x in made)


SAID = {
    "drop-element": "left out",
    "negate-condition": "met_when: 'harm: {at_most: some}' is negated",
    "shift-bound": "met_when: harm at_most some becomes at_most grave",
    "swap-order": "narrow and wide change places",
    "swap-support": "narrow and wide swap their support",
    "drop-exception": "the exception is left out",
    "change-weight": "weight 3 becomes 6",
    "drop-presumption": "not presumed false",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_mistake_is_said_in_words(kind):
    plain = rich()
    assert SAID[kind] in [m.says for m in mutants(plain, compiled(plain).facts) if m.kind == kind]


def test_without_tests_nobody_notices_anything():
    found = tried(SOUND)
    assert found.percent == 0
    assert found.made == found.tried == len(found.survivors) > 10


def test_a_pattern_notices_what_changes_its_status():
    met = {"asked": True, "who": "one", "harm": "none", "dead": 0}
    found = tried(SOUND, [lambda r: trial(r, "lawful", **met)], sections=["bases"])
    left = {(s.at, s.kind, s.says) for s in found.survivors}
    assert ("request", "negate-condition", "met_when: 'asked: true' is negated") not in left
    assert ("measure", "negate-condition", "met_when: 'harm: {at_most: some}' is negated") not in left
    assert ("measure", "drop-exception", "the exception is left out") in left
    refuses = [lambda r: trial(r, "lawful", **met), lambda r: trial(r, "unlawful", **met | {"dead": 101})]
    left = {(s.at, s.kind) for s in tried(SOUND, refuses, sections=["bases"]).survivors}
    assert ("measure", "drop-exception") not in left


def test_a_trial_that_fails_without_any_mutant_is_said_and_left_out():
    found = tried(SOUND, [lambda r: trial(r, "lawful", asked=False, who="one", harm="grave")])
    assert len(found.failed) == 1
    assert found.percent == 0


def test_a_mutant_that_says_the_same_in_every_world_does_not_count():
    def change(plain):
        plain["bases"][0]["elements"][1]["met_when"] = {"harm": {"at_most": "some", "at_least": "none"}}
        plain["bases"][0]["elements"].append(criterion("implied", {"harm": {"below": "grave"}}))

    found = tried(spoiled(change), [lambda r: trial(r, "unlawful", asked=False, who="one")], sections=["bases"])
    assert next(t for t in found.kinds if t.name == "drop-element").same >= 1
    assert all((s.at, s.kind) != ("implied", "drop-element") for s in found.survivors)


def test_a_mutant_that_the_loader_refuses_does_not_count():
    def change(plain):
        plain["criteria"] = [criterion("rests", {"by": {"point": {"narrow": {"asked": True}, "wide": {"care": True}}}})]
        plain["bases"][0]["elements"][0]["met_when"] = {"met": "rests"}

    found = tried(spoiled(change), [lambda r: trial(r, "unlawful", asked=False, care=False)], sections=["bases"])
    assert next(t for t in found.kinds if t.name == "negate-condition").refused == 1


def test_an_expectation_on_a_score_notices_a_weight():
    rulebook = compiled(SOUND)
    case = build({"id": "c", "title": "c", "facts": {"care": True, "who": "two"}}, rulebook.facts, None)
    wanted = Expected(("readiness", "score", "low"), 50)
    found = mutate(SOUND, rulebook, [Trial(CASE, "c", case, None, {}, (wanted,))], sections=["scores"])
    assert [s for s in found.survivors if s.kind == "change-weight"] == []


WORKED = {
    "of a group": ({"of": "plan", "earns": 1, "asked": 2}, "scores", {"drop-element", "change-weight"}),
    "of a class": ({"of": "class_one", "finds": "not_met", "earns": 1, "asked": 3}, "taxonomies", {"change-weight"}),
}


@pytest.mark.parametrize("which", WORKED)
def test_a_worked_example_notices_weights_and_what_is_left_out(which):
    said, section, kinds = WORKED[which]

    def change(plain):
        plain["taxonomies"][0]["classes"][0]["indicators"] = [
            indicator("is_one", {"who": "one"}, weight=2, defining=True),
            indicator("is_careful", {"care": True}, weight=1),
        ]
        plain["worked_examples"] = [{"says": "w", "facts": {"care": True, "who": "two"}, **said}]

    plain = spoiled(change)
    rulebook = compiled(plain)
    own = {x.id for x in (*rulebook.scores["readiness"].groups, *rulebook.taxonomies["kind"].classes)}
    assert said["of"] in own
    found = mutate(plain, rulebook, list(examples(rulebook)), [section])
    assert found.failed == ()
    noticed = {t.name: t.noticed for t in found.kinds}
    assert all(noticed[kind] >= 2 for kind in kinds)
    assert [s for s in found.survivors if s.kind in kinds] == []


def test_the_weight_of_the_only_indicator_of_a_class_changes_nothing():
    def change(plain):
        plain["taxonomies"][0]["classes"][0]["indicators"][0]["weight"] = 2
        plain["worked_examples"] = [{"of": "class_one", "says": "w", "facts": {"who": "one"}, "earns": 2, "asked": 2}]

    plain = spoiled(change)
    rulebook = compiled(plain)
    found = mutate(plain, rulebook, list(examples(rulebook)), ["taxonomies"])
    assert next(t for t in found.kinds if t.name == "change-weight") == ("change-weight", 0, 0, 1, 0)


def test_a_sample_is_the_same_for_the_same_seed_and_in_the_order_of_the_rulebook():
    ones = [tried(SOUND, limit=7, seed=s) for s in (3, 3, 4)]
    assert ones[0] == ones[1] != ones[2]
    assert [x.tried for x in ones] == [7, 7, 7]
    every = [(s.at, s.says) for s in tried(SOUND).survivors]
    drawn = [(s.at, s.says) for s in ones[0].survivors]
    assert drawn == [x for x in every if x in drawn]


@pytest.mark.parametrize("section", ["every_basis", "criteria"])
def test_passing_over_trials_that_cannot_notice_loses_nothing(library, law, section, monkeypatch):
    from pathlib import Path  # noqa: PLC0415

    from casecli.loading.pattern_files import read_patterns  # noqa: PLC0415

    patterns = read_patterns([Path(__file__).resolve().parent.parent / "law" / "patterns.yaml"], law)[::5]
    quick = mutate(library.plain, law, patterns, [section], limit=12, seed=5)
    monkeypatch.setattr(engine._Tester, "_may_notice", lambda *_: True)
    assert mutate(library.plain, law, patterns, [section], limit=12, seed=5) == quick
