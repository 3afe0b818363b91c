"""Why a condition or criterion came out as it did: the return value of evaluation, a tree like the condition's."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from casecli.nouns import NamedTuple

if TYPE_CHECKING:
    from casecli.logic import Truth
    from casecli.model.conditions import Condition
    from casecli.model.rulebook import Criterion, Group


class Verdict(StrEnum):
    """What is found on a criterion."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Explanation(NamedTuple):
    """A condition, its truth and those of its parts; for `met`, ``finding`` is what it refers to.

    For a `by`, ``position`` is the index of the position that the reading takes, and the children are the
    branches up to it.
    """

    condition: Condition
    truth: Truth
    children: tuple[Explanation, ...] = ()
    position: int | None = None
    finding: Finding | GroupFinding | None = None


class Finding(NamedTuple):
    """What is found on one criterion.

    ``truth`` is that of applying and being met (what `met` refers to); ``holds`` that of not applying or being met
    (what a basis needs of its elements); ``applies`` that of being asked at all.
    """

    criterion: Criterion
    verdict: Verdict
    truth: Truth
    holds: Truth
    applies: Truth
    met: Explanation
    exception: Explanation | None
    scope: Explanation | None


class GroupFinding(NamedTuple):
    """What is found on a basis: its truth and the findings on its elements."""

    group: Group
    truth: Truth
    applies: Truth
    findings: tuple[Finding, ...]
