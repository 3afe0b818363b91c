"""JSON Schemas (draft-07) of what people write and read, from the same tables and types that check and print it."""

from __future__ import annotations

import types
import typing
from typing import Any

from casecli.loading.case_base_shape import CASE_BASE, ONE_CASE
from casecli.loading.case_shape import case_shape
from casecli.loading.rulebook_shape import RULEBOOK
from casecli.model import assessment
from casecli.model.rulebook import Rulebook
from casecli.questions.precedents import Precedents
from casecli.reports.plain import UNPUBLISHED

DRAFT = "http://json-schema.org/draft-07/schema#"
NAMES = ("case", "rulebook", "case-base", "assessment", "precedents")


def schema(name: str, rulebook: Rulebook) -> dict[str, Any]:
    """The schema of a file that people write (case, rulebook, case base) or of an answer (assessment, precedents)."""
    if name == "case":
        return _titled("A case file of casecli", case_shape(rulebook.facts).schema())
    if name == "rulebook":
        return _titled("A rulebook file of casecli", RULEBOOK.schema())
    if name == "case-base":
        return _titled("A case base of casecli, or one case of it", {"anyOf": [CASE_BASE.schema(), ONE_CASE.schema()]})
    if name == "precedents":
        return _titled("What past cases say, by casecli", _of_type(Precedents))
    return _titled("An assessment by casecli", _of_type(assessment.Assessment))


def _titled(title: str, body: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": DRAFT, "title": title, **body}


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
