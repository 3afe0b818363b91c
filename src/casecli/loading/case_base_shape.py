"""What a case base of one's own may hold: the tables that check its files and become their JSON Schema."""

from typing import Any

from casecli.loading.factor_shape import factor_entry
from casecli.loading.rulebook_shape import CONDITION
from casecli.loading.shapes import (
    Anything,
    Choice,
    Day,
    Either,
    Field,
    ListOf,
    MapOf,
    Record,
    Text,
    is_mapping,
    is_plain,
)

FORMAT = 1
MARK = "casecli_case_base"
TEXT = Text()
NAME = Text(r"^[^\x00-\x1f\x7f]{1,200}$", "a name on one line")
STEP = Either(((is_plain, Anything()),), "a single value")

FACT = Record(
    {
        "id": Field(NAME, required=True),
        "title": Field(TEXT),
        "kind": Field(Choice(("boolean", "choice", "scale", "number")), required=True),
        "values": Field(ListOf(STEP, least=2), says="of a choice; of a scale, lowest first"),
        "unit": Field(TEXT, says="what a number counts"),
        "question": Field(TEXT),
        "note": Field(TEXT),
    },
    "fact",
)
FACTOR = factor_entry(
    NAME,
    NAME,
    CONDITION,
    {"source": Field(TEXT), "why": Field(TEXT)},
    of_facts=False,
)
REASON = Either(((is_mapping, MapOf(STEP, least=1)), (is_plain, NAME)), "a factor, or {dimension: value}")
CASE_FIELDS = {
    "id": Field(NAME, required=True, says="how reports call it"),
    "title": Field(TEXT),
    "factors": Field(ListOf(NAME), says="the factors that are there; those left out are not"),
    "facts": Field(MapOf(Anything()), says="answers to facts, factors and dimensions, as in a case file of casecli"),
    "outcome": Field(NAME, says="the side it was decided for, or contested; left out: a case to be decided"),
    "reason": Field(
        ListOf(REASON, least=1),
        says="the factors on which it was decided, a dimension as {dimension: value that sufficed}; left out: all",
    ),
    "by": Field(TEXT, says="who decided"),
    "source": Field(TEXT),
    "date": Field(Day(), says="the day of the decision"),
    "note": Field(TEXT),
}
CASE = Record(CASE_FIELDS, "case")
ABOUT = {
    MARK: Field(Choice((FORMAT,)), says="the format of case bases; 1"),
    "id": Field(NAME),
    "title": Field(TEXT, says="what the case base is"),
    "note": Field(TEXT, says="what a reader should know, such as where its cases bind"),
    "sides": Field(ListOf(NAME, least=2), says="the two sides; left out: those that the factors favour"),
}
CASE_BASE = Record(
    ABOUT
    | {
        "facts": Field(ListOf(FACT), says="facts of the domain; left out: conditions ask the facts of the rulebook"),
        "factors": Field(ListOf(FACTOR, least=1)),
        "cases": Field(ListOf(CASE)),
    },
    "case base",
)
CASES = ListOf(CASE, least=1)
"""A file that is nothing but a list of cases, as collections are often published."""
ONE_CASE = Record({MARK: ABOUT[MARK]} | CASE_FIELDS, "case")
"""A file with one case: a further one of a case base, or one to be decided."""


def holds_factors(plain: Any) -> bool:
    """Whether a file defines factors of its own: then it is (part of) a case base."""
    listed = plain.get("factors") if isinstance(plain, dict) else None
    return isinstance(listed, list) and any(isinstance(entry, dict) for entry in listed)


def shape_of(plain: Any) -> Record | ListOf:
    """The table of a file: of a case base or a part of it, of one case, or of a list of cases."""
    return CASES if isinstance(plain, list) else ONE_CASE if is_one_case(plain) else CASE_BASE


def is_one_case(plain: Any) -> bool:
    """Whether a file is one case rather than a list of them."""
    return isinstance(plain, dict) and "cases" not in plain and not holds_factors(plain)
