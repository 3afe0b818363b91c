"""The published schema of a case file and the loader accept and refuse the same files."""

import copy
import json

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casecli.loading import nodes
from casecli.loading.case_files import cases_in
from casecli.loading.documents import document
from casecli.loading.faults import spelled
from casecli.loading.library import Library
from casecli.model.problems import Unusable
from casecli.reports.schema_sharing import shared
from casecli.reports.schemas import NAMES, SCHEMAS, schema

LAW = Library().rulebook
SCHEMA = schema("case", LAW)
VALID = jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.FormatChecker(["date"]))
LOADER_ONLY = {
    "duplicate-id": "two options with one id: a schema compares no values of different entries",
    "bad-likelihood": "shares that do not add up to 1: a schema does not add",
    "bad-range": "from above to: a schema compares no values of different keys",
}
"""What the loader finds and no schema can say.

Nor can a schema tell 1.0 from 1. The limits of the reader (size, depth, numbers, control characters) come before
either. No text here says 1.0 for 1, or goes beyond the limits.
"""

KINDS = {
    kind: next(f for f in LAW.facts.values() if f.kind == kind) for kind in ("boolean", "choice", "scale", "number")
}
FULL = {
    "casecli": 1,
    "id": "a-case",
    "title": "A case",
    "draft": False,
    "period": "2026",
    "date": "2026-02-10",
    "as_of": "2026-03-01",
    "domain": ["intervention"],
    "summary": "What happened.",
    "facts": {},
    "notes": {"x": "why"},
    "votes": [
        {"draft": "S/1", "date": "2026-01-01", "for": 9, "against": ["china"], "abstain": 3, "procedural": False}
    ],
    "mandates": [
        "unscr-1973",
        {"id": "m", "title": "M", "purposes": ["p"], "from": "2026-01-01", "sources": [{"id": "s"}]},
    ],
    "record": {"labels": [1, None, {"x": []}]},
    "options": [
        {
            "id": "one",
            "kind": "actual",
            "part_of": "war",
            "pleas": ["consent"],
            "facts": {},
            "action": {"means": ["air"], "from": "2026-01-01"},
            "expect": {
                "legal.status": "lawful",
                "a.b": [1, "x"],
                "c": {"at_least": 1, "one_of": ["x"], "contains": "y"},
            },
        },
        {"id": "two"},
    ],
}
ODD = st.sampled_from(
    [
        *(None, True, False, 0, 1, -1, 0.5, 16, 10**15, "", " ", "x", "X y", "a\n"),
        *("unknown", "disputed", "lawful"),
        *("2026-02-31", "2026-W07-2", "2026-02-10", "20260210", "٢٠٢٦-02-10"),
        *([], {}, [1], ["x"], ["x", None], {"x": 1}, {"id": "x"}, [[]], {"at_least": "x"}),
    ]
).map(copy.deepcopy)  # what is drawn is changed
KEYS = st.sampled_from(["x", "id", "facts", "date", "value", "claims", "cases", "options", "a b", "", "one_of"])


def answers(fact):
    """Entries of a fact, most of them nearly right."""
    single = st.sampled_from(list(fact.values) or [0, 12, 0.5])
    about = {"source": st.sampled_from(["", "A letter"]), "note": st.none(), "date": st.just("2026-02-10")}
    one = {"value": single, "any_of": st.lists(single, max_size=2), "from": single, "to": single}
    claim = st.fixed_dictionaries({}, optional=one | about) | one_way(one, about)
    long = {
        "value": single | st.sampled_from(["unknown", "disputed"]),
        "claims": st.lists(claim, max_size=3),
        "confidence": st.sampled_from(["low", "much"]),
        "likelihood": st.dictionaries(single.map(spelled), st.sampled_from([0, 0.5, 1, 2, True]), max_size=2),
    }
    return single | ODD | st.fixed_dictionaries({}, optional=one | about | long) | one_way(one, about)


def one_way(one, about):
    return st.sampled_from(sorted(one)).flatmap(lambda k: st.fixed_dictionaries({k: one[k]}, optional=about))


ENTRIES = st.fixed_dictionaries({}, optional={f.id: answers(f) for f in KINDS.values()} | {"no_fact": ODD})


def places(form):
    """Every mapping and list in a form, with the keys in it."""
    yield form
    for part in form.values() if isinstance(form, dict) else form:
        if isinstance(part, dict | list):
            yield from places(part)


@st.composite
def case_files(draw):
    form = copy.deepcopy(FULL)
    form["facts"], form["options"][0]["facts"] = draw(ENTRIES), draw(ENTRIES)
    for _ in range(draw(st.integers(0, 2))):
        spot = draw(st.sampled_from(list(places(form))))
        inside = list(spot) if isinstance(spot, dict) else list(range(len(spot)))
        change = draw(st.sampled_from(["put", "drop", "add"]))
        if change == "add" and isinstance(spot, dict):
            spot[draw(KEYS)] = draw(ODD)
        elif change == "add":
            spot.append(draw(ODD))
        elif inside and change == "put":
            spot[draw(st.sampled_from(inside))] = draw(ODD)
        elif inside:
            del spot[draw(st.sampled_from(inside))]
    return form


def refusals(form):
    """The codes with which the loader refuses a form, written as a file."""
    try:
        cases_in(document(nodes.read(json.dumps(form).encode(), "x.yaml"), "x.yaml"), LAW.facts)
    except Unusable as unusable:
        return {p.code for p in unusable.problems if p.level == "error"}
    return set()


@settings(max_examples=400)
@given(case_files())
def test_the_loader_and_the_published_schema_agree_on_every_file(form):
    found = refusals(form)
    said = [e.message for e in VALID.iter_errors(form)]
    assert bool(said) == bool(found - set(LOADER_ONLY)), (found, said)


@pytest.mark.parametrize("code", LOADER_ONLY)
def test_what_only_the_loader_finds_is_found(code):
    form = copy.deepcopy(FULL)
    if code == "duplicate-id":
        form["options"][1]["id"] = "one"
    elif code == "bad-range":
        form["facts"] = {KINDS["number"].id: {"from": 2, "to": 1}}
    else:
        form["facts"] = {KINDS["boolean"].id: {"value": "unknown", "likelihood": {"true": 1, "false": 1}}}
    assert refusals(form) == {code}
    assert VALID.is_valid(form)


def resolved(part, definitions):
    if isinstance(part, dict) and part.get("$ref", "").removeprefix("#/definitions/") in definitions:
        return resolved(definitions[part["$ref"].removeprefix("#/definitions/")], definitions)
    if isinstance(part, dict):
        return {k: resolved(v, definitions) for k, v in part.items() if k != "definitions"}
    return [resolved(v, definitions) for v in part] if isinstance(part, list) else part


@pytest.mark.parametrize("name", NAMES)
def test_what_a_schema_says_once_means_what_it_said_often(name):
    whole = SCHEMAS[name][1](LAW)
    short = shared(whole)
    assert len(json.dumps(short)) <= len(json.dumps(whole))
    own = whole.pop("definitions", {})  # of what holds its own kind
    made = {k: v for k, v in short.get("definitions", {}).items() if k not in own}
    assert resolved(short, made) == whole


@pytest.mark.parametrize("name", NAMES)
def test_patterns_mean_the_same_in_every_language(name):
    """Editors read them as ECMAScript does: a class of digits is ASCII there, and a quote is not escaped."""
    patterns = {e["pattern"] for e in walk(schema(name, LAW)) if isinstance(e.get("pattern"), str)}
    for pattern in patterns:
        assert "\\d" not in pattern
        assert "\\w" not in pattern
        assert '\\"' not in pattern
        assert pattern == "\\S" or (pattern.startswith("^") and pattern.endswith("$"))


def walk(part):
    if isinstance(part, dict):
        yield part
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from walk(inner)
