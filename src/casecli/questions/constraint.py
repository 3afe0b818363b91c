"""What past cases settle: the result model and the reason model of precedent, and whether a case base is consistent.

A decided case is a *rule*: its reason outranks everything that spoke against it. In the result model the reason is
all that spoke for the side that won, so a case binds only those at least as strong (Horty, The result model of
precedent, 2004). In the reason model it is the reason that was stated, which may be less and so reach further (Horty
and Bench-Capon, A factor-based definition of precedential constraint, 2012); where none is stated, the two agree.

On a dimension that a stated reason leaves out, a later case may not be weaker; on one that it names, the place that was
held to suffice is enough. Without the second half the reason model would collapse into the result model (Horty 2019).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from casecli.logic import FALSE, TRUE, Truth, both
from casecli.model.precedents import PastCase
from casecli.nouns import NamedTuple
from casecli.questions.reasons import NONE, Notation, Reasons, joined, within

Model = Literal["result", "reason"]
MODELS: tuple[Model, ...] = ("result", "reason")
Word = Literal["forced", "open", "inconsistent", "torn"]
For = Mapping[str, Reasons]


class Rule(NamedTuple):
    """What a decided case stands for: ``reason`` outranks every set of reasons within ``over``."""

    case: PastCase
    side: str
    reason: Reasons
    over: Reasons


class Forcing(NamedTuple):
    """A past case that forces a result; where it is not ``certain``, ``open`` names what is not known."""

    case: str
    certain: bool
    open: tuple[str, ...]


class Standing(NamedTuple):
    """Whether a case may be decided for a side without contradicting a past one.

    ``forced``: only so. ``open``: so, and for the other side as well. ``inconsistent``: not so. ``torn``: past cases
    that contradict each other force both. ``by`` are the cases that force it, ``against`` those that force the other.
    """

    side: str
    word: Word
    by: tuple[Forcing, ...]
    against: tuple[Forcing, ...]


class Clash(NamedTuple):
    """Two past cases that no order of reasons allows together; not ``certain`` where what is open could undo it."""

    first: str
    second: str
    certain: bool


def rules(notation: Notation, model: Model) -> list[Rule]:
    """The rules of all decided cases under a model, in the order of the case base."""
    return [_rule(notation, case, case.outcome, model) for case in notation.base.cases if case.outcome]


def _rule(notation: Notation, case: PastCase, side: str, model: Model) -> Rule:
    found = notation.read(case.profile)
    other = notation.base.against(side)
    if model == "result" or case.reason is None:
        return Rule(case, side, found[side], found[other])
    reason, over = NONE, found[other]
    for ground in case.reason:
        reason = joined(reason, notation.stated(case, side, ground))
        if ground.at is not None:
            over = joined(over, notation.stated(case, other, ground))
    return Rule(case, side, reason, over)


def prefers(rule: Rule, better: Reasons, worse: Reasons) -> Truth:
    """Whether a rule ranks one set of reasons above another: it includes the reason, and the other is outranked."""
    return both(within(rule.reason, better), within(worse, rule.over))


def forces(rule: Rule, found: For) -> Truth:
    """Whether a rule forces its side in a case: it ranks what speaks for that side above what speaks against."""
    [against] = (reasons for side, reasons in found.items() if side != rule.side)
    return prefers(rule, found[rule.side], against)


def doubt(rule: Rule, found: For) -> int:
    """The marks that are open and could keep a rule from forcing its side."""
    [against] = (reasons for side, reasons in found.items() if side != rule.side)
    return (rule.reason.may & ~found[rule.side].sure) | (against.may & ~rule.over.sure)


def clash(a: Rule, b: Rule) -> Truth:
    """Whether two rules contradict each other: each would rank some of the same reasons above the other's."""
    return FALSE if a.side == b.side else prefers(a, b.over, b.reason)


def standings(notation: Notation, known: Sequence[Rule], found: For) -> tuple[Standing, ...]:
    """For each side whether a case may be decided so."""
    forcing = {side: _forcing(notation, known, side, found) for side in notation.base.sides}
    return tuple(
        Standing(side, _word(forcing[side], forcing[other]), forcing[side], forcing[other])
        for side, other in ((s, notation.base.against(s)) for s in notation.base.sides)
    )


def _forcing(notation: Notation, known: Iterable[Rule], side: str, found: For) -> tuple[Forcing, ...]:
    """The cases that force a side: the certain ones first, then those with least that is open."""
    truths = [(rule, forces(rule, found)) for rule in known if rule.side == side]
    cases = [
        Forcing(rule.case.id, truth == TRUE, notation.names(doubt(rule, found)))
        for rule, truth in truths
        if truth != FALSE
    ]
    return tuple(sorted(cases, key=lambda f: (not f.certain, len(f.open))))


def _word(mine: Iterable[Forcing], others: Iterable[Forcing]) -> Word:
    forced, barred = any(f.certain for f in mine), any(f.certain for f in others)
    if forced:
        return "torn" if barred else "forced"
    return "inconsistent" if barred else "open"


def clashes(known: Sequence[Rule]) -> tuple[Clash, ...]:
    """Every pair of rules that contradict each other; there is none in a consistent case base."""
    return tuple(
        Clash(a.case.id, b.case.id, truth == TRUE)
        for i, a in enumerate(known)
        for b in known[i + 1 :]
        if (truth := clash(a, b)) != FALSE
    )
