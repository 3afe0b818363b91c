"""JSON Schemas (draft-07) of what people write and read, from the same tables and types that check and print it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from casecli.loading.answers import answers_shape
from casecli.loading.case_base_shape import CASE_BASE, CASES, ONE_CASE
from casecli.loading.case_shape import case_shape
from casecli.loading.configuration import config_shape
from casecli.loading.pattern_files import pattern_shape
from casecli.loading.rule_tests import tests_shape
from casecli.loading.rulebook_shape import RULEBOOK
from casecli.loading.suppressions import ENTRIES, WHOLE
from casecli.model import assessment
from casecli.model.assessment import Classification
from casecli.model.problems import Problem
from casecli.model.rulebook import Rulebook
from casecli.questions.baseline import Drift
from casecli.questions.compare import Comparison
from casecli.questions.diff import Changed
from casecli.questions.marking import Marking
from casecli.questions.pathways import Pathways
from casecli.questions.precedents import Precedents
from casecli.questions.quiz import Played
from casecli.questions.sensitivity import Sensitivity
from casecli.questions.votes import Explained, Record
from casecli.reports.draft import DraftReport
from casecli.reports.entries import Entry
from casecli.reports.expectations import Failure
from casecli.reports.formats import FORMATS
from casecli.reports.grounds import Ground
from casecli.reports.results import Breach
from casecli.reports.rules import CoverageReport, LintReport, MutationReport
from casecli.reports.schema_sharing import shared
from casecli.reports.type_schemas import SCALARS, by_response, list_of, of_type, record

DRAFT = "http://json-schema.org/draft-07/schema#"
_CHANGES = list_of(of_type(Changed))
_REF_GROUND = {"$ref": "#/definitions/Ground"}
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
    "config": ("Settings of casecli, in casecli.toml", lambda _: config_shape(tuple(FORMATS)).schema()),
    "assessment": ("An assessment by casecli", lambda _: of_type(assessment.Assessment)),
    "precedents": ("What past cases say, by casecli", lambda _: of_type(Precedents)),
    "marking": ("A marked paper, by casecli", lambda _: of_type(Marking)),
    "quiz": ("A quiz as it was played, by casecli", lambda _: of_type(Played)),
    "check": ("What casecli check finds", lambda _: _checked()),
    "test": ("What casecli test finds", lambda _: _tested()),
    "drift": ("What casecli baseline check finds", lambda _: _drifted()),
    "grounds": (
        "What casecli explain says",
        lambda _: {"definitions": {"Ground": of_type(Ground)}, **by_response("grounds", list_of(_REF_GROUND))},
    ),
    "comparison": ("What casecli compare finds", lambda _: of_type(Comparison)),
    "changes": ("What casecli diff and whatif find", lambda _: _either(_CHANGES, by_response("changed", _CHANGES))),
    "pathways": ("What casecli pathways finds", lambda _: by_response("pathways", of_type(Pathways))),
    "sensitivity": ("What casecli sensitivity finds", lambda _: by_response("sensitivity", of_type(Sensitivity))),
    "classification": (
        "What casecli classify finds",
        lambda _: by_response("classification", of_type(dict[str, Classification])),
    ),
    "vote": ("What casecli vote says", lambda _: _either(of_type(Explained), list_of(of_type(Explained)))),
    "vetoes": ("What casecli vetoes finds", lambda _: of_type(Record)),
    "entry": ("What verbs that look things up print", lambda _: _either(of_type(Entry), list_of(of_type(Entry)))),
    "patterns": ("A file of patterns, for casecli rules", lambda rulebook: pattern_shape(rulebook).schema()),
    "draft": ("A draft of a case, by casecli", lambda rulebook: _with_case(of_type(DraftReport), rulebook)),
    "lint": ("What casecli rules lint finds", lambda _: of_type(LintReport)),
    "coverage": ("What casecli rules coverage finds", lambda _: of_type(CoverageReport)),
    "mutation": ("What casecli rules mutate finds", lambda _: of_type(MutationReport)),
}
NAMES = tuple(SCHEMAS)


def schema(name: str, rulebook: Rulebook) -> dict[str, Any]:
    """The schema of a file that people write, or of an answer that they read. Raises KeyError for any other name."""
    title, body = SCHEMAS[name]
    return {"$schema": DRAFT, "title": title, **shared(body(rulebook))}


def _with_case(report: dict[str, Any], rulebook: Rulebook) -> dict[str, Any]:
    """A report that holds a case file, with the schema of one."""
    return report | {"properties": report["properties"] | {"case": case_shape(rulebook.facts).schema()}}


def _either(*schemas: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": list(schemas)}


def _checked() -> dict[str, Any]:
    gates = {"failed": SCALARS[int], "set_aside": SCALARS[int], "findings": list_of(of_type(Breach))}
    found = {"right": SCALARS[int], "problems": list_of(of_type(Problem)), "gates": record(gates)}
    return record(found, optional=("gates",))


def _tested() -> dict[str, Any]:
    found = {"failures": list_of(of_type(Failure)), "problems": list_of(of_type(Problem))}
    return record({"tried": SCALARS[int], **found})


def _drifted() -> dict[str, Any]:
    rules = of_type(dict[str, str])
    return record({"baseline": rules, "rulebook": rules, "drift": list_of(of_type(Drift))})
