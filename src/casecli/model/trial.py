"""Trials: facts with what a rulebook must say of them. Examples, patterns and cases are trials."""

from typing import Any

from casecli.model.case import Case
from casecli.nouns import NamedTuple

EXAMPLE, PATTERN, CASE = KINDS = ("example", "pattern", "case")
FINDINGS, FITS, WEIGHT = OWN = ("findings", "fits", "weight")
"""What a path begins with that names the verdict on one criterion, whether one class fits, or the weight that one
group earns: (earned, asked), for a class the share of its weight that is met."""


class Expected(NamedTuple):
    """One thing that must come out: a path in the assessment, or a word of `OWN` and an id.

    ``wanted`` is a value, a list, or bounds for a number; ``among`` asks that a list holds at least what is wanted.
    """

    path: tuple[str, ...]
    wanted: Any
    among: bool = False


class Trial(NamedTuple):
    """A case with what must come out of one of its options (None: its first).

    ``positions`` fixes some contested points in every reading.
    """

    kind: str
    name: str
    case: Case
    option: str | None
    positions: dict[str, str]
    expected: tuple[Expected, ...]
