"""Answers files: every problem at once, with its line; the table and the schema agree."""

import jsonschema
import pytest
import yaml

from casecli.engine.readings import NESTED
from casecli.loading import nodes
from casecli.loading.answers import READINGS, answers_shape, read_answers
from casecli.loading.documents import document
from casecli.loading.faults import Faults
from casecli.loading.library import Library
from casecli.model.problems import Unusable
from helpers import case_of

LIBRARY = Library()
LAW = LIBRARY.rulebook
GOOD = {
    "casecli_answers": 1,
    "case": "a-case",
    "option": "response",
    "reading": "restrictive",
    "status": "contested",
    "answers": [
        {
            "criterion": "attack",
            "finding": "met",
            "facts": ["armed_attack"],
            "authority": ["un-charter", "Charter 51"],
            "reading": ["imminence=imminent"],
            "because": "It was about to fall.",
        },
        {"criterion": "self_defence", "finding": "not_met"},
    ],
    "statements": ["m02", "A sentence."],
}


def read(form, options=None):
    case = case_of(LAW, {"uses_force": True}, **({"options": options} if options else {}))
    text = yaml.safe_dump(form, sort_keys=False)
    return read_answers(document(nodes.read(text.encode(), "answers.yaml"), "answers.yaml"), LAW, case)


def problems(form, options=None):
    with pytest.raises(Unusable) as unusable:
        read(form, options)
    return unusable.value.problems


def test_a_good_file_is_read():
    paper = read(GOOD)
    assert paper.answers[0].reading == ("imminence=imminent",)
    assert paper.reading == ("restrictive",)
    assert paper.statements == ("m02", "A sentence.")


def test_the_readings_are_those_of_the_engine():
    assert READINGS == NESTED


BAD = {
    "no format": ({"casecli_answers": None}, "missing-key"),
    "another format": ({"casecli_answers": 2}, "bad-value"),
    "another case": ({"case": "another"}, "other-case"),
    "another option": ({"option": "another"}, "no-option"),
    "an unknown key": ({"answer": []}, "unknown-key"),
    "an unknown status": ({"status": "legal"}, "bad-value"),
    "an unknown reading": ({"reading": "liberal"}, "bad-reading"),
    "an unknown point": ({"reading": "imminense=imminent"}, "bad-reading"),
    "an unknown position": ({"reading": "imminence=soon"}, "bad-reading"),
    "answers no list": ({"answers": {}}, "wrong-type"),
    "an answer no mapping": ({"answers": ["met"]}, "wrong-type"),
    "no criterion": ({"answers": [{"finding": "met"}]}, "missing-key"),
    "an unknown criterion": ({"answers": [{"criterion": "atack", "finding": "met"}]}, "unknown-criterion"),
    "an unknown finding": ({"answers": [{"criterion": "attack", "finding": "yes"}]}, "bad-value"),
    "an unknown fact": ({"answers": [{"criterion": "attack", "finding": "met", "facts": ["x"]}]}, "unknown-fact"),
    "a text for facts": ({"answers": [{"criterion": "attack", "finding": "met", "facts": "x"}]}, "wrong-type"),
    "answered twice": (
        {"answers": [{"criterion": "attack", "finding": x} for x in ("met", "not_met")]},
        "answered-twice",
    ),
    "a long reason": ({"answers": [{"criterion": "attack", "finding": "met", "because": "x" * 3000}]}, "bad-text"),
    "an unknown statement": ({"statements": ["m99"]}, "unknown-statement"),
    "a long statement": ({"statements": ["x" * 2000]}, "bad-text"),
    "a number as statement": ({"statements": [7]}, "wrong-type"),
}


@pytest.mark.parametrize(("change", "code"), BAD.values(), ids=BAD)
def test_a_bad_file_says_what_is_wrong(change, code):
    form = {k: v for k, v in (GOOD | change).items() if v is not None}
    found = problems(form)
    assert code in {p.code for p in found}
    assert all(p.file == "answers.yaml" and p.line for p in found)


def test_every_problem_is_said_at_once():
    found = problems(GOOD | {"status": "legal", "reading": "liberal", "answers": [{"criterion": "atack"}]})
    assert {p.code for p in found} == {"bad-value", "bad-reading", "unknown-criterion", "missing-key"}
    assert any("did you mean attack" in (p.hint or "") for p in found)


def test_a_case_with_several_responses_asks_which():
    options = [{"id": "one"}, {"id": "two"}]
    without = {k: v for k, v in GOOD.items() if k != "option"}
    assert [p.code for p in problems(without, options)] == ["no-option"]
    assert read(without | {"option": "two"}, options).option == "two"


@pytest.mark.parametrize("change", [{}, *(c for c, _ in BAD.values())])
def test_the_table_and_its_schema_agree(change):
    """Save on what no schema can say: which case it is about, what is answered twice, which statements there are."""
    form = {k: v for k, v in (GOOD | change).items() if v is not None}
    shape = answers_shape(LAW)
    faults = Faults()
    shape.check(form, (), faults)
    right = jsonschema.Draft7Validator(shape.schema()).is_valid(form)
    assert right == (not [f for f in faults if f.code != "unknown-statement"])


EXTENSIONS = {
    "an unknown criterion": "when: [{criterion: nowhere, finding: met}]",
    "an unknown group": "when: [{within: [nowhere], finding: met}]",
    "an unknown fact": "when: [{criterion: attack, relies_on: [nothing]}]",
    "an unknown value": "when: [{criterion: attack, relies_on: [{armed_attack: perhaps}]}]",
    "an unknown source": "when: [{criterion: attack, authority: [nobody]}]",
    "an unknown point": "when: [{criterion: attack, no_position_on: [nothing]}]",
    "a condition that is no test": "when: [{criterion: attack, relies_on: [{not: {uses_force: true}}]}]",
    "a contested condition": "when: [{criterion: attack, facts: {met: attack}}]",
    "an empty group of words": "when: [{statement: ['a + ']}]",
    "a pattern of the case alone": "when: [{facts: {uses_force: true}}]",
    "an unknown key": "when: [{criterio: attack}]",
    "an unknown fixture fact": "when: [{criterion: attack}]\n    fixtures: [{facts: {nothing: 1}, status: lawful}]",
    "an unknown fixture answer": "when: [{status: lawful}]\n    fixtures: [{answers: [{criterion: x, finding: met}]}]",
    "an empty fixture": "when: [{criterion: attack}]\n    fixtures: [{facts: {uses_force: true}}]",
}


@pytest.mark.parametrize("text", EXTENSIONS.values(), ids=EXTENSIONS)
def test_a_misconception_that_does_not_fit_the_rulebook_is_refused(text, tmp_path):
    from casecli.loading.rulebook import read_rulebook  # noqa: PLC0415

    fixtures = "" if "fixtures:" in text else "    fixtures: [{status: lawful}]\n"
    (tmp_path / "own.yaml").write_text(
        "casecli_rules: 1\nid: own\nversion: 1.0.0\nextends: casecli\nmisconceptions:\n"
        f"  - id: own\n    title: t\n    says: s\n    but: b\n    sources: [{{id: un-charter}}]\n    {text}\n{fixtures}"
    )
    with pytest.raises(Unusable) as unusable:
        read_rulebook(tmp_path / "own.yaml", LIBRARY.plain)
    assert all(p.file.endswith("own.yaml") and p.line for p in unusable.value.problems)


def test_what_rests_on_a_removed_rule_goes_with_it(tmp_path):
    from casecli.loading.rulebook import read_rulebook  # noqa: PLC0415

    (tmp_path / "own.yaml").write_text(
        "casecli_rules: 1\nid: own\nversion: 1.0.0\nextends: casecli\nremoves: [council_route_tried, m02]\n"
    )
    left = {m.id for m in read_rulebook(tmp_path / "own.yaml", LIBRARY.plain)[1].misconceptions}
    assert {m.id for m in LAW.misconceptions} - left == {"m02", "m07", "m08", "m10"}
