"""JSON Schemas (draft-07) of what people write and read, from the same tables and types that check and print it."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from casecli.loading.answers import answers_shape
from casecli.loading.case_base_shape import CASE_BASE, ONE_CASE
from casecli.loading.case_shape import case_shape
from casecli.loading.configuration import config_shape
from casecli.loading.rule_tests import tests_shape
from casecli.loading.rulebook_shape import RULEBOOK
from casecli.loading.suppressions import ENTRIES, WHOLE
from casecli.model import assessment
from casecli.model.rulebook import Rulebook
from casecli.questions.marking import Marking
from casecli.questions.precedents import Precedents
from casecli.questions.quiz import Played
from casecli.reports.formats import FORMATS
from casecli.reports.plain import UNPUBLISHED

DRAFT = "http://json-schema.org/draft-07/schema#"
SCHEMAS: dict[str, tuple[str, Callable[[Rulebook], dict[str, Any]]]] = {
    "case": ("A case file of casecli", lambda rulebook: case_shape(rulebook.facts).schema()),
    "answers": ("A learner's answers, for casecli mark", lambda rulebook: answers_shape(rulebook).schema()),
    "rulebook": ("A rulebook file of casecli", lambda _: RULEBOOK.schema()),
    "tests": ("A file of tests beside a rulebook of casecli", lambda rulebook: tests_shape(rulebook.facts).schema()),
    "suppressions": ("A file of suppressions of casecli", lambda _: _either(ENTRIES.schema(), WHOLE.schema())),
    "case-base": (
        "A case base of casecli, or one case of it",
        lambda _: _either(CASE_BASE.schema(), ONE_CASE.schema()),
    ),
    "config": ("Settings of casecli, in casecli.toml", lambda _: config_shape(tuple(FORMATS)).schema()),
    "assessment": ("An assessment by casecli", lambda _: _of_type(assessment.Assessment)),
    "precedents": ("What past cases say, by casecli", lambda _: _of_type(Precedents)),
    "marking": ("A marked paper, by casecli", lambda _: _of_type(Marking)),
    "quiz": ("A quiz as it was played, by casecli", lambda _: _of_type(Played)),
}
NAMES = tuple(SCHEMAS)
SCHEMAS_BELOW = (
    *("items", "additionalProperties", "propertyNames"),
    *("anyOf", "allOf", "oneOf", "not", "if", "then", "else"),
)
WORTH_SHARING = 100


def schema(name: str, rulebook: Rulebook) -> dict[str, Any]:
    """The schema of a file that people write, or of an answer that they read. Raises KeyError for any other name."""
    title, body = SCHEMAS[name]
    return {"$schema": DRAFT, "title": title, **shared(body(rulebook))}


def shared(schema: dict[str, Any]) -> dict[str, Any]:
    """The same schema, in which what it says several times at length stands once, among its definitions."""
    seen: dict[str, str] = {}
    repeated: dict[str, str] = {}
    for name, text in _parts(schema, "part", seen):
        if text in seen and len(text) > WORTH_SHARING and text not in repeated:
            repeated[text] = seen[text] if seen[text] not in repeated.values() else f"{name}-{len(repeated)}"
        seen.setdefault(text, name)
    definitions = {name: _referring(json.loads(text), repeated, top=True) for text, name in repeated.items()}
    return _referring(schema, repeated, top=True) | ({"definitions": definitions} if definitions else {})


def _text(part: Any) -> str:
    return json.dumps(part, ensure_ascii=False)


def _parts(schema: dict[str, Any], name: str, seen: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(name, text) of a schema and of those inside it, except inside one seen before.

    The name is the property's, or else that around it.
    """
    text = _text(schema)
    known = text in seen
    yield name, text
    for key, below in () if known else schema.items():
        if key == "properties":
            for inner, part in below.items():
                yield from _parts(part, inner, seen)
        elif key in SCHEMAS_BELOW:
            for part in below if isinstance(below, list) else [below] if isinstance(below, dict) else []:
                yield from _parts(part, name, seen)


def _referring(schema: dict[str, Any], names: dict[str, str], *, top: bool = False) -> dict[str, Any]:
    """The schema with references in the place of what has a name; ``top``: it is the one that has it."""
    if not top and (name := names.get(_text(schema))):
        return {"$ref": f"#/definitions/{name}"}
    out = dict(schema)
    for key, below in schema.items():
        if key == "properties":
            out[key] = {inner: _referring(part, names) for inner, part in below.items()}
        elif key in SCHEMAS_BELOW and isinstance(below, list):
            out[key] = [_referring(part, names) for part in below]
        elif key in SCHEMAS_BELOW and isinstance(below, dict):
            out[key] = _referring(below, names)
    return out


def _either(*schemas: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": list(schemas)}


SCALARS: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    Any: {},
}


def _of_type(hint: Any) -> dict[str, Any]:
    """The schema of a published type."""
    if hint in SCALARS:
        return SCALARS[hint]
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return {"enum": list(inside)}
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": [_of_type(x) for x in inside]}
    if origin is tuple:
        return {"type": "array", "items": _of_type(inside[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": _of_type(inside[1])}
    hints = typing.get_type_hints(hint)
    fields = {k: _of_type(hints[k]) for k in hint._fields if k not in UNPUBLISHED}
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
