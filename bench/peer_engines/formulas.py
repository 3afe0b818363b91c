"""casecli's rules as two-valued formulas, for engines that have no word for 'not known'.

A formula is True, False or one of the first five nouns below. What several rules share is a *step* with a name. What
the day, the domain or a reading settles is settled here, so that no engine is asked about it.
"""

from typing import Any, NamedTuple

Formula = Any

STATUSES = ("not_engaged", "unlawful", "contested, leaning unlawful", "contested, leaning lawful", "lawful")
"""The statuses of a case with every fact known; engines give their places here."""
NOT_ENGAGED, UNLAWFUL, LEANS_UNLAWFUL, LEANS_LAWFUL, LAWFUL = range(len(STATUSES))


class Among(NamedTuple):
    """A fact has one of these cells, ``of`` so many; a fact of two cells is a boolean: cell 1 is true."""

    fact: str
    cells: tuple[int, ...]
    of: int


class Every(NamedTuple):
    """All parts hold."""

    parts: tuple[Formula, ...]


class Some(NamedTuple):
    """One part holds."""

    parts: tuple[Formula, ...]


class Negated(NamedTuple):
    """The part does not hold."""

    part: Formula


class AtLeast(NamedTuple):
    """So many parts hold."""

    least: int
    parts: tuple[Formula, ...]


class Step(NamedTuple):
    """What the step of this name found."""

    name: str


class Sum(NamedTuple):
    """A weight that always counts, and for other weights the formulas under which they count."""

    always: int
    others: dict[int, list[Formula]]


class Share(NamedTuple):
    """A score: ``earned`` over ``asked``, in whole percents rounded down. Something is always asked."""

    earned: Sum
    asked: Sum


class Rules(NamedTuple):
    """What every engine is given: the facts asked with how many cells each has, and what is to be worked out.

    ``steps`` stand in the order in which they can be worked out, ``outcomes`` go from the narrow reading to the wide.
    """

    facts: dict[str, int]
    steps: dict[str, Formula]
    engaged: Formula
    outcomes: tuple[Formula, Formula, Formula]
    scores: dict[str, Share]


def every(*parts):
    """All of the parts, without those that are settled."""
    left = tuple(p for p in parts if p is not True)
    if any(p is False for p in left):
        return False
    return left[0] if len(left) == 1 else Every(left) if left else True


def some(*parts):
    """One of the parts, without those that are settled."""
    left = tuple(p for p in parts if p is not False)
    if any(p is True for p in left):
        return True
    return left[0] if len(left) == 1 else Some(left) if left else False


def negated(part):
    """The contrary."""
    if isinstance(part, bool):
        return not part
    return part.part if isinstance(part, Negated) else Negated(part)


def at_least(least, *parts):
    """So many of the parts, without those that are settled."""
    least -= sum(p is True for p in parts)
    left = tuple(p for p in parts if not isinstance(p, bool))
    return least <= 0 or (least <= len(left) and AtLeast(least, left))


def total(weighed):
    """The sum of weights that count where their formulas hold."""
    others = {}
    for weight, formula in weighed:
        if not isinstance(formula, bool):
            others.setdefault(weight, []).append(formula)
    return Sum(sum(weight for weight, formula in weighed if formula is True), others)


def write(formula, form):
    """A formula in an engine's own form: ``form`` has a method for each noun."""
    match formula:
        case Among(fact, cells, of):
            return form.among(fact, cells, of)
        case Every(parts):
            return form.every([write(p, form) for p in parts])
        case Some(parts):
            return form.some([write(p, form) for p in parts])
        case Negated(part):
            return form.negated(write(part, form))
        case AtLeast(least, parts):
            return form.at_least(least, [write(p, form) for p in parts])
        case Step(name):
            return form.step(name)
    raise ValueError(formula)  # settled whatever the facts are: no question for an engine
