"""What lint finds: flaws of a rulebook as values."""

from __future__ import annotations

from casecli.model.conditions import Condition
from casecli.model.rulebook import Criterion, InForce
from casecli.nouns import NamedTuple

ERROR, WARNING, NOTE = LEVELS = ("error", "warning", "note")


class Flaw(NamedTuple):
    """One thing that lint finds. An error is a rule that cannot do its work, a note something to know.

    ``at`` is the id of the rule concerned, ``says`` a sentence about it, ``part`` the condition meant where it is a
    part of the rule, ``example`` a world as (fact or domain, mask of cells) that shows it.
    """

    level: str
    code: str
    at: str
    says: str
    part: Condition | None = None
    example: tuple[tuple[str, int], ...] = ()


class Rule(NamedTuple):
    """A criterion with what limits it from outside: the conditions and the periods of its group or taxonomy.

    ``of`` names the basis, score or taxonomy that it belongs to, or nothing where it stands alone.
    """

    criterion: Criterion
    of: str | None
    scope: tuple[Condition, ...]
    periods: tuple[InForce, ...]
