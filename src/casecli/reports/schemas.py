"""JSON Schemas (draft-07) of what people write and read, from the same tables and types that check and print it."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from typing import Any

from casecli.loading.answers import answers_shape
from casecli.loading.case_base_shape import CASE_BASE, CASES, ONE_CASE
from casecli.loading.case_shape import case_shape
from casecli.loading.pattern_files import pattern_shape
from casecli.loading.rule_tests import tests_shape
from casecli.loading.rulebook_shape import RULEBOOK
from casecli.loading.suppressions import ENTRIES, WHOLE
from casecli.model import assessment
from casecli.model.rulebook import Rulebook
from casecli.questions.marking import Marking
from casecli.questions.precedents import Precedents
from casecli.questions.quiz import Played
from casecli.reports.draft import DraftReport
from casecli.reports.plain import UNPUBLISHED
from casecli.reports.rules import CoverageReport, LintReport, MutationReport

DRAFT = "http://json-schema.org/draft-07/schema#"
SCHEMAS: dict[str, tuple[str, Callable[[Rulebook], dict[str, Any]]]] = {
    "case": ("A case file of casecli", lambda rulebook: case_shape(rulebook.facts).schema()),
    "answers": ("A learner's answers, for casecli mark", lambda rulebook: answers_shape(rulebook).schema()),
    "rulebook": ("A rulebook file of casecli", lambda _: RULEBOOK.schema()),
    "tests": ("A file of tests beside a rulebook of casecli", lambda rulebook: tests_shape(rulebook.facts).schema()),
    "suppressions": ("A file of suppressions of casecli", lambda _: _either(ENTRIES.schema(), WHOLE.schema())),
    "case-base": (
        "A case base of casecli, one case of it, or a list of cases",
        lambda _: _either(CASE_BASE.schema(), ONE_CASE.schema(), CASES.schema()),
    ),
    "assessment": ("An assessment by casecli", lambda _: _of_type(assessment.Assessment)),
    "precedents": ("What past cases say, by casecli", lambda _: _of_type(Precedents)),
    "marking": ("A marked paper, by casecli", lambda _: _of_type(Marking)),
    "quiz": ("A quiz as it was played, by casecli", lambda _: _of_type(Played)),
    "patterns": ("A file of patterns, for casecli rules", lambda rulebook: pattern_shape(rulebook).schema()),
    "draft": ("A draft of a case, by casecli", lambda rulebook: _with_case(_of_type(DraftReport), rulebook)),
    "lint": ("What casecli rules lint finds", lambda _: _of_type(LintReport)),
    "coverage": ("What casecli rules coverage finds", lambda _: _of_type(CoverageReport)),
    "mutation": ("What casecli rules mutate finds", lambda _: _of_type(MutationReport)),
}
NAMES = tuple(SCHEMAS)


def schema(name: str, rulebook: Rulebook) -> dict[str, Any]:
    """The schema of a file that people write, or of an answer that they read. Raises KeyError for any other name."""
    title, body = SCHEMAS[name]
    return {"$schema": DRAFT, "title": title, **body(rulebook)}


def _with_case(report: dict[str, Any], rulebook: Rulebook) -> dict[str, Any]:
    """A report that holds a case file, with the schema of one."""
    return report | {"properties": report["properties"] | {"case": case_shape(rulebook.facts).schema()}}


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
