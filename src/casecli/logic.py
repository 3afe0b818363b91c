"""Truth that may be open: and, or, not over pairs (can be true, can be false).

The one place where the truth tables stand. A truth is a pair of *planes*; a plane is anything that knows
``&`` and ``|``: one bit (a single case), a Python integer (a sweep: one bit a case) or an array of machine
words (a table). (1, 0) is true, (0, 1) is false, (1, 1) is open; (0, 0) does not occur.

What is settled in every bit may go without its second plane (None), which would be the first one's complement: half the
work. Only `Columns`, which knows what the complement is, makes such truths, and gives both planes of them.
"""

from typing import Any

Plane = Any
Truth = tuple[Plane, Plane]

TRUE: Truth = (1, 0)
FALSE: Truth = (0, 1)
OPEN: Truth = (1, 1)


def both(a: Truth, b: Truth) -> Truth:
    """Conjunction: can be true where both can, can be false where either can."""
    return a[0] & b[0], a[1] | b[1]


def either(a: Truth, b: Truth) -> Truth:
    """Disjunction: can be true where either can, can be false where both can."""
    return a[0] | b[0], a[1] & b[1]


def negation(a: Truth) -> Truth:
    """Negation: the pair swapped."""
    return a[1], a[0]
